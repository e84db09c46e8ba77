//! Answers that refuse a request, classified by the remedy.

use super::{
    answer::ApiAnswer,
    call::{ApiCall, ApiOperation},
    fault::{PAGE_HINT, unclear_write},
    text,
};
use crate::{
    catalog::{Field, FieldKey, FieldKind, element::oauth_keys, field::Shape},
    domain::{Draft, Fault, RequestParts, fault::FaultKind},
};
use serde_json::Value as Json;

/// Text of the platform around a refusal, made safe to display.
#[derive(Default)]
struct PlatformWords {
    message: Option<String>,
    provider: Option<String>,
    request_id: Option<String>,
}

/// The kind of a failure, and its two sentences.
type RefusalVerdict = (FaultKind, String, String);

/// Returns the fault that an answer without success means for the user.
pub(super) fn fault(answer: &ApiAnswer, call: &ApiCall) -> Fault {
    let words = PlatformWords::read(answer, call);
    let (kind, problem, hint) = verdict(answer, &words, call);
    let fault =
        if kind == FaultKind::Unclear { unclear_write(call, &problem) } else { Fault::new(kind, problem, hint) };
    Fault {
        message: words.message,
        provider: words.provider,
        request_id: words.request_id.or_else(|| answer.request_id(call)),
        status: Some(answer.status.as_u16()),
        answer: answer.text(),
        ..fault
    }
}

impl PlatformWords {
    fn read(answer: &ApiAnswer, call: &ApiCall) -> Self {
        if answer.is_page() || answer.is_packed() {
            return Self::default();
        }
        let shown = |text: &str| Some(call.shown(text)).filter(|s| !s.is_empty());
        let Ok(json) = serde_json::from_str::<Json>(&answer.body) else {
            return Self { message: shown(&answer.body), ..Self::default() };
        };
        let entry = |name| json.get(name).and_then(Json::as_str);
        Self {
            message: entry("message").and_then(shown),
            provider: entry("providerMessage").and_then(shown),
            request_id: entry("requestId").and_then(|text| call.id(text)),
        }
    }

    /// Everything said, to look for words in.
    fn all(&self) -> String {
        [&self.message, &self.provider].into_iter().flatten().fold(String::new(), |all, text| all + text + "\n")
    }

    fn say(&self, anything: &[&str]) -> bool {
        let all = self.all().to_lowercase();
        anything.iter().any(|text| all.contains(text))
    }
}

fn verdict(answer: &ApiAnswer, words: &PlatformWords, call: &ApiCall) -> RefusalVerdict {
    let (host, status) = (&call.host, answer.status.as_u16());
    let lost = if call.is_write() { FaultKind::Unclear } else { FaultKind::Broken };
    match status {
        300..=399 => redirected(answer, host),
        429 => busy(answer, host),
        503 if answer.retry_after().is_some() => busy(answer, host),
        // A gateway says these of a request it has passed on.
        ..200 | 408 | 500.. => {
            let problem = format!("{host} failed in itself ({status}).");
            (lost, problem, "Try again in a while; if it stays, tell the platform's support the request id.".into())
        }
        _ if answer.is_page() => {
            let problem = format!("{host} answered with a web page instead of JSON ({status}).");
            (FaultKind::Refused, problem, PAGE_HINT.into())
        }
        401 => unauthorized(words, call),
        404 => missing(call),
        400 | 422 => wrong(words, call).unwrap_or_else(|| refused(status, words, call)),
        _ => refused(status, words, call),
    }
}

fn redirected(answer: &ApiAnswer, host: &str) -> RefusalVerdict {
    let status = answer.status.as_u16();
    let problem = match answer.target() {
        Some(target) => format!("{host} pointed to {target} instead of answering ({status})."),
        None => format!("{host} pointed elsewhere instead of answering ({status})."),
    };
    let hint = "Nothing was sent there. Check the platform's address; a sign-in page may be in between.";
    (FaultKind::Refused, problem, hint.into())
}

fn busy(answer: &ApiAnswer, host: &str) -> RefusalVerdict {
    let after = answer.retry_after();
    let hint = match after.map(|d| d.as_secs()) {
        Some(1) => "Try again in a second.".into(),
        Some(seconds @ 2..=120) => format!("Try again in {seconds} seconds."),
        // Rounded up, so that another attempt is not too early.
        Some(seconds @ 121..=7200) => format!("Try again in {} minutes.", seconds.div_ceil(60)),
        Some(seconds @ 7201..) => format!("Try again in {} hours.", seconds.div_ceil(3600)),
        _ => "Try again in a minute.".into(),
    };
    let problem = format!("{host} has too much to do at the moment ({}).", answer.status.as_u16());
    (FaultKind::Busy(after), problem, hint)
}

fn unauthorized(words: &PlatformWords, call: &ApiCall) -> RefusalVerdict {
    let account = words.provider.is_none() || words.say(&["organization or user secret"]);
    if !account {
        // The platform was content with the account; it is the provider that said no.
        return wrong(words, call).unwrap_or_else(|| denied(call));
    }
    let (problem, hint) = match call.aim {
        ApiOperation::Ping(_) | ApiOperation::Resource(_) => (
            format!("{} does not accept the user secret or the instance's token (401).", call.host),
            "Copy the secret again from the platform's profile menu, or save the token again (elemint token ID --save).",
        ),
        _ => (
            format!("{} does not know these secrets (401).", call.host),
            "Copy both again from the platform's profile menu, and check that they belong to this host.",
        ),
    };
    (FaultKind::Account, problem, hint.into())
}

fn denied(call: &ApiCall) -> RefusalVerdict {
    let Some(request) = call.request() else { return refused(401, &PlatformWords::default(), call) };
    let secrets = secrets(request);
    let problem = "The provider did not accept these credentials (401).".into();
    (FaultKind::Fields(secrets), problem, "Check them against the provider's own page, then try again.".into())
}

fn missing(call: &ApiCall) -> RefusalVerdict {
    if call.has_instance() {
        let problem = format!("{} does not have this instance (404).", call.host);
        return (
            FaultKind::Refused,
            problem,
            "It may have been deleted. Read the list again: elemint instances list.".into(),
        );
    }
    if call.is_proxy_change() || matches!(call.aim, ApiOperation::OAuthProxies) {
        let problem = format!("{} does not have this OAuth proxy, or no OAuth proxies at all (404).", call.host);
        return (FaultKind::Refused, problem, "elemint proxies lists them.".into());
    }
    let element = match call.aim {
        ApiOperation::Consent(consent) => Some(consent.element()),
        ApiOperation::Create(provision) => Some(provision.element()),
        ApiOperation::Element(key) => Some(key),
        _ => None,
    };
    let host = &call.host;
    let (problem, hint) = match (element, call.aim) {
        (Some(key), _) => (
            format!("{host} found nothing at this address (404)."),
            format!("This platform may not have the element {key}, or call it otherwise; also check the host."),
        ),
        (None, ApiOperation::Ping(_)) => (
            "This instance cannot be tested (404).".to_owned(),
            "Not every element answers a ping; try a call of your own with the token.".to_owned(),
        ),
        (None, ApiOperation::Resource(_)) => (
            "Nothing was found under this path (404).".to_owned(),
            "Check the IDs in it. The path /objects lists the objects of the instance.".to_owned(),
        ),
        _ => (
            format!("{host} found nothing at this address (404)."),
            "Check the platform's address; its path is /elements/api-v2 as a rule.".to_owned(),
        ),
    };
    (FaultKind::Refused, problem, hint)
}

/// Finds the fields of the form that have to be fixed, if the words name them.
fn wrong(words: &PlatformWords, call: &ApiCall) -> Option<RefusalVerdict> {
    let granted = call.request().is_some_and(|request| request.grant().is_some());
    if granted && words.say(&["invalid_grant", "bad_verification_code", "must provide an oauth code"]) {
        let problem = "The provider's code was not accepted: it is spent, too old, or was given for another callback.";
        return Some((FaultKind::Code, problem.into(), "Give consent once more; a new code comes with it.".into()));
    }
    let mut keys = named(words, call);
    if keys.is_empty() && words.say(&UNREACHABLE) {
        keys = addresses(call);
    }
    if keys.is_empty() {
        return None;
    }
    let list: Vec<_> = keys.iter().map(|key| call.label(key)).collect();
    let problem = format!("The platform rejected: {}.", list.join(", "));
    let which = if keys.len() == 1 { "it" } else { "them" };
    Some((FaultKind::Fields(keys), problem, format!("Correct {which} and retry; the platform's message says why.")))
}

fn refused(status: u16, words: &PlatformWords, call: &ApiCall) -> RefusalVerdict {
    let ping = matches!(call.aim, ApiOperation::Ping(_));
    if ping && (status == 405 || words.say(&["not currently supported"])) {
        return missing(call);
    }
    let through_instance = matches!(call.aim, ApiOperation::Ping(_) | ApiOperation::Resource(_));
    if through_instance && words.say(&["instance is disabled"]) {
        let problem = format!("The instance is disabled, so {} refused the call ({status}).", call.host);
        let hint = "Enable it. If its credentials expired, re-authorize it first.";
        return (FaultKind::Refused, problem, hint.into());
    }
    let who = if words.provider.is_some() { "The provider" } else { call.host.as_str() };
    let hint = match status {
        409 if matches!(call.aim, ApiOperation::Delete) => "The instance is in use. Remove its uses, then delete it.",
        403 => "This account may lack the right to do so; an administrator of the organization can tell.",
        405 => "Check the platform's address; its path is /elements/api-v2 as a rule.",
        413 => "The request is too large for it; shorten the longest values.",
        _ => "Fix the problem in its message, then retry.",
    };
    (FaultKind::Refused, format!("{who} refused the request ({status})."), hint.into())
}

/// Words for an address that leads nowhere, as providers and the platform's own client say it.
const UNREACHABLE: [&str; 20] = [
    "failed to connect",
    "could not connect",
    "couldn't connect",
    "cannot connect",
    "unable to connect",
    "connection refused",
    "connection timed out",
    "connect timed out",
    "unreachable",
    "unknown host",
    "unknownhost",
    "could not resolve",
    "name or service not known",
    "nodename nor servname",
    "no route to host",
    "no such host",
    "getaddrinfo",
    "enotfound",
    "wsdl",
    "invalid url",
];

/// The fields whose values say where the provider is.
fn addresses(call: &ApiCall) -> Vec<FieldKey> {
    let Some(draft) = call.draft() else { return Vec::new() };
    let is_address = |field: &&Field| {
        let is_callback = field.key.as_str().contains("callback") || field.from_callback.is_some();
        let is_host = matches!(field.shape, Shape::Host | Shape::FirstLabel | Shape::Origin | Shape::Base);
        !is_callback && !field.hidden && (field.kind == FieldKind::Url || is_host) && draft.value(&field.key).is_some()
    };
    draft.asked().filter(is_address).map(|field| field.key.clone()).collect()
}

/// The fields whose keys the words name, or the OAuth error codes that speak of them.
fn named(words: &PlatformWords, call: &ApiCall) -> Vec<FieldKey> {
    use oauth_keys::{API_KEY, API_SECRET, CALLBACK_URL};
    const CODES: [(&str, &str); 7] = [
        ("invalid_client", API_KEY),
        ("invalid_client", API_SECRET),
        ("unauthorized_client", API_KEY),
        ("redirect_uri_mismatch", CALLBACK_URL),
        ("apiKey", API_KEY),
        ("apiSecret", API_SECRET),
        ("callbackUrl", CALLBACK_URL),
    ];
    let all = words.all();
    let is_named = |key: &FieldKey| {
        let codes = CODES.iter().filter(|(_, of)| *of == key.as_str());
        text::names(&all, key.as_str()) || codes.into_iter().any(|(code, _)| text::names(&all, code))
    };
    let fields = call.draft().into_iter().flat_map(Draft::fields);
    fields.map(|f| &f.key).filter(|key| is_named(key)).cloned().collect()
}

/// Returns the secret fields that were sent. An option without a value was not sent, so it cannot have been refused.
fn secrets(request: &RequestParts) -> Vec<FieldKey> {
    let draft = request.filled().draft();
    let sent = draft.fields().filter(|f| f.is_secret() && draft.value(&f.key).is_some());
    sent.map(|f| f.key.clone()).collect()
}
