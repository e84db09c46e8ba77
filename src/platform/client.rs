//! The calls themselves, as the documentation has them.

use super::{
    answer::{self, ApiAnswer},
    call::{ApiCall, ApiOperation},
    fault::{garbled, unclear},
    net::Net,
    pages::{PAGES, endless, following_page},
    refusal, text,
    wire::{self, Connections},
};
use crate::domain::{Account, BaseUrl, CreateRequest, Fault, Instance, JournalEntry, Write};
use reqwest::{
    RequestBuilder, Url,
    header::{AUTHORIZATION, HeaderValue},
};
use serde::de::IgnoredAny;
use serde_json::{Value as Json, value::RawValue};
use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
    time::{Duration, SystemTime},
};

/// Client of one platform, at one address. Cloning is cheap, and the clones share their connections.
#[derive(Clone, Debug)]
pub struct Client {
    pub(super) base: BaseUrl,
    pub(super) net: Net,
    http: reqwest::Client,
    /// Client of [`Client::single`], built with the first request that changes something.
    single: Arc<OnceLock<reqwest::Client>>,
}

impl Client {
    /// A client for the platform at this address, on the usual way.
    ///
    /// # Errors
    /// As [`Client::over`].
    pub fn new(base: &BaseUrl) -> Result<Self, Fault> {
        Self::over(base, &Net::default())
    }

    /// A client for the platform at this address. Reading the system's certificates takes some 20 ms, except for a
    /// platform on this machine, which has none.
    ///
    /// # Errors
    /// Where this machine's certificates cannot be read.
    pub fn over(base: &BaseUrl, net: &Net) -> Result<Self, Fault> {
        let http = wire::http(base, net, Connections::Kept)?;
        Ok(Self { base: base.clone(), net: net.clone(), http, single: Arc::default() })
    }

    /// Asks the platform to accept the account's secrets.
    ///
    /// # Errors
    /// Why it does not, or why it could not be asked.
    pub async fn check(&self, account: &Account) -> Result<(), Fault> {
        self.checked(account).await.0
    }

    /// The same with the time of the platform's clock, where its answer has one.
    pub(super) async fn checked(&self, account: &Account) -> (Result<(), Fault>, Option<SystemTime>) {
        let call = self.call(ApiOperation::Check, account);
        match self.sign_in(account, &call).await {
            Ok(answer) => {
                let date = answer.header("date").and_then(|date| httpdate::parse_http_date(date).ok());
                (accepted(&answer, &call), date)
            }
            Err(fault) => (Err(fault), None),
        }
    }

    async fn sign_in(&self, account: &Account, call: &ApiCall<'_>) -> Result<ApiAnswer, Fault> {
        let header = wire::authorization(account, &self.base, None)?;
        let url = wire::address(&self.base, &["organizations", "me"], &[])?;
        let answer = self.read(url, Some(&header), answer::OBJECT, call).await?;
        if !matches!(answer.status.as_u16(), 404 | 405) {
            return Ok(answer);
        }
        // Not every platform of the family has it; the list of instances takes the same secrets.
        let url = wire::address(&self.base, &["instances"], &[("pageSize", "1")])?;
        self.read(url, Some(&header), wire::LIST, call).await
    }

    /// Makes the instance. Asked once and never again by itself: when the answer is lost, there may be an instance
    /// all the same, and a code is spent by its first use.
    ///
    /// # Errors
    /// Why there is none, or, as [`crate::domain::fault::FaultKind::Unclear`], that there may be one.
    pub async fn create(&self, provision: &CreateRequest, account: &Account) -> Result<Instance, Fault> {
        account.guard.check(Write::Create)?;
        let call = self.call(ApiOperation::Create(provision), account);
        let header = wire::authorization(account, &self.base, None)?;
        let url = wire::address(&self.base, &["instances"], &[])?;
        let request = self.single()?.post(url).header(AUTHORIZATION, header).timeout(self.net.creating);
        let request = request.body(provision.expose_body().as_bytes().to_vec());
        let answer = self.send_request(request, &call).await?;
        created_instance(&answer, &call)
    }

    /// Interprets an answer to a creation without a request, so that any answer can be tried in a test.
    ///
    /// # Errors
    /// As those of [`Client::create`].
    pub fn judge(
        status: u16,
        headers: &[(&str, &str)],
        body: &[u8],
        provision: &CreateRequest,
        account: &Account,
    ) -> Result<Instance, Fault> {
        created_instance(
            &ApiAnswer::new(status, headers, body),
            &ApiCall::new(ApiOperation::Create(provision), account, None),
        )
    }

    /// Looks for the instances that a creation without an answer may have left: those of the same element, name and
    /// tags, the newest first.
    ///
    /// # Errors
    /// The reason that the search failed, or did not reach the end of the list; no match is an empty list.
    pub async fn find(&self, entry: &JournalEntry, account: &Account) -> Result<Vec<Instance>, Fault> {
        let call = self.call(ApiOperation::Find, account);
        let header = wire::authorization(account, &self.base, None)?;
        let (mut found, mut next) = (Vec::<Instance>::new(), None::<String>);
        for _ in 0..PAGES {
            let mut query = vec![("hydrate", "true"), ("pageSize", "200"), ("searchText", search_text(entry))];
            query.extend(next.as_deref().map(|page| ("nextPage", page)));
            let url = wire::address(&self.base, &["instances"], &query)?;
            let answer = self.read(url, Some(&header), wire::LIST, &call).await?;
            let (matching, is_empty) =
                if is_empty_list(&answer) { (Vec::new(), true) } else { listed(&answer, entry, &call)? };
            for instance in matching {
                if !found.iter().any(|f| f.id == instance.id) {
                    found.push(instance);
                }
            }
            next = following_page(&answer, next.as_deref(), is_empty, &self.base)?;
            if next.is_none() {
                found.sort_by(|a, b| age(b).cmp(&age(a)));
                return Ok(found);
            }
        }
        // An instance on a page behind these would be taken for one that was never created.
        Err(endless(&self.base))
    }

    /// Asks the provider through the instance (`GET /ping`), and returns the time it took.
    ///
    /// # Errors
    /// The reason that it did not answer; not every element can.
    pub async fn ping(&self, instance: &Instance, account: &Account) -> Result<Duration, Fault> {
        let call = self.call(ApiOperation::Ping(instance), account);
        let header = wire::authorization(account, &self.base, Some(&instance.token))?;
        let hub = instance.hub.as_deref().filter(|hub| !hub.is_empty());
        let segments = hub.map_or_else(|| vec!["ping"], |hub| vec!["hubs", hub, "ping"]);
        let url = wire::address(&self.base, &segments, &[])?;
        let answer = self.read(url, Some(&header), answer::OBJECT, &call).await?;
        good(&answer, &call).map(|_| answer.elapsed)
    }

    /// Returns the client for requests that are sent once. Each has a connection of its own: an idle one may be closing as
    /// the request is sent, and then it is unknown if the request arrived.
    ///
    /// # Errors
    /// As [`Client::over`].
    pub(super) fn single(&self) -> Result<&reqwest::Client, Fault> {
        if let Some(client) = self.single.get() {
            return Ok(client);
        }
        let client = wire::http(&self.base, &self.net, Connections::Single)?;
        Ok(self.single.get_or_init(|| client))
    }

    pub(super) fn call<'a>(&self, aim: ApiOperation<'a>, account: &Account) -> ApiCall<'a> {
        ApiCall::new(aim, account, self.net.proxy(&self.base).map(|proxy| proxy.place()))
    }

    pub(super) async fn read(
        &self,
        url: Url,
        header: Option<&HeaderValue>,
        cap: usize,
        call: &ApiCall<'_>,
    ) -> Result<ApiAnswer, Fault> {
        self.read_request(self.get(url, header), cap, call).await
    }

    pub(super) fn get(&self, url: Url, header: Option<&HeaderValue>) -> RequestBuilder {
        let request = self.http.get(url).timeout(self.net.reading);
        match header {
            Some(header) => request.header(AUTHORIZATION, header),
            None => request,
        }
    }
}

/// Judges the answer to a sign-in: it has to hold an object or a list, as those of the platform do.
fn accepted(answer: &ApiAnswer, call: &ApiCall) -> Result<(), Fault> {
    if is_empty_list(answer) {
        return Ok(());
    }
    let text = good(answer, call)?;
    // Values are skipped unread: they may be nested deeper than can be read.
    let entries = serde_json::from_str::<HashMap<String, &RawValue>>(text).ok();
    let is_organization = entries.is_some_and(|entries| !entries.is_empty() && !entries.contains_key("error"));
    let lacks = if is_organization || serde_json::from_str::<Vec<IgnoredAny>>(text).is_ok() {
        return Ok(());
    } else if text.trim().is_empty() {
        "it is empty"
    } else if answer.is_json() {
        "it is not about an organization or its instances"
    } else {
        "it is not JSON"
    };
    Err(garbled(call, answer, lacks))
}

/// The instance an answer to a creation is about.
fn created_instance(answer: &ApiAnswer, call: &ApiCall) -> Result<Instance, Fault> {
    Instance::read(good(answer, call)?).map_err(|error| garbled(call, answer, &error.to_string()))
}

/// The text of an answer that says yes.
pub(super) fn good<'a>(answer: &'a ApiAnswer, call: &ApiCall) -> Result<&'a str, Fault> {
    if !answer.status.is_success() {
        return Err(refusal::fault(answer, call));
    }
    if answer.is_packed() {
        return Err(garbled(call, answer, "it is compressed in a way elemint cannot undo"));
    }
    if answer.is_page() {
        return Err(garbled(call, answer, "it is a web page"));
    }
    Ok(&answer.body)
}

/// The platform answers 404 with such a sentence where others answer an empty list.
pub(super) fn is_empty_list(answer: &ApiAnswer) -> bool {
    let parsed = || serde_json::from_str::<Json>(&answer.body).ok();
    answer.status.as_u16() == 404
        && parsed().is_some_and(|json| {
            let message = json.get("message").and_then(Json::as_str).unwrap_or_default();
            message.starts_with("No ") && message.trim_end_matches('.').ends_with(" found")
        })
}

/// A name the platform may have changed cannot be searched for; the element's key is searched as well.
fn search_text(entry: &JournalEntry) -> &str {
    let name = &entry.name;
    let kept = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.'));
    if kept { name } else { entry.element.as_str() }
}

/// Returns the instances of a page that match a request, and true if the page is empty.
fn listed(answer: &ApiAnswer, entry: &JournalEntry, call: &ApiCall) -> Result<(Vec<Instance>, bool), Fault> {
    let text = good(answer, call)?;
    let items = serde_json::from_str::<Vec<&RawValue>>(text).ok();
    let items = items.ok_or_else(|| garbled(call, answer, "it is not a list of instances"))?;
    let read = |item: &&RawValue| {
        // Only the platform's own pages show more of an instance whose token is left out of the list.
        let known = || unclear("The platform lists such an instance, but not the token it is used with.");
        match serde_json::from_str::<Json>(item.get()) {
            Ok(json) => is_of(&json, entry).then(|| Instance::read(item.get()).ok().ok_or_else(known)),
            // It is JSON, so it is nested too deeply to be looked into; it might be the one.
            Err(_) => Some(Err(garbled(call, answer, "it is nested too deeply"))),
        }
    };
    Ok((items.iter().filter_map(read).collect::<Result<_, _>>()?, items.is_empty()))
}

/// Returns true if a listed instance matches the request. Tags are not always listed, and if none were sent the
/// platform adds its own.
fn is_of(json: &Json, entry: &JournalEntry) -> bool {
    let string = |json: Option<&Json>| json.and_then(Json::as_str).map(text::plain).unwrap_or_default();
    let ours = &entry.tags;
    let theirs = json.get("tags").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    let alike = |tags: &[Json]| {
        tags.len() == ours.len() && ours.iter().all(|ours| tags.iter().any(|t| string(Some(t)) == text::plain(ours)))
    };
    string(json.get("element").and_then(|e| e.get("key"))) == entry.element.as_str()
        && string(json.get("name")) == text::plain(&entry.name)
        && (ours.is_empty() || theirs.is_empty() || alike(theirs))
}

/// Times of one platform are written alike, so they sort as text; numbers go up.
fn age(instance: &Instance) -> (Option<&str>, Option<u64>) {
    (instance.created.as_deref(), instance.id.parse().ok())
}
