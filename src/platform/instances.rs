//! Calls for existing instances: list, read, update, re-authorize, enable, disable, delete.
//!
//! Reads are repeated where the trouble may pass. Writes are sent once: if the answer is lost, the change may have been
//! made.

use super::{
    answer::{self, ApiAnswer},
    call::{ApiCall, ApiOperation},
    client::{Client, good, is_empty_list},
    fault::garbled,
    pages::{PAGES, endless, following_page},
    wire,
};
use crate::domain::{
    Account, Fault, Instance, InstanceUpdate, ListedInstance, Reauthorization, Write, instance_events::EventSwitch,
};
use reqwest::{Method, header::AUTHORIZATION};
use serde_json::value::RawValue;
use std::ops::ControlFlow;

/// Selection of instances in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InstanceFilter {
    /// Part of the name or of the element's key; empty for all.
    pub text: String,
    /// Tags, of which an instance has at least one; empty for all.
    pub tags: Vec<String>,
}

/// Part of a list of instances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstancePage {
    /// Instances in the platform's order.
    pub instances: Vec<ListedInstance>,
    /// Token of the next page; `None` after the last one.
    pub next: Option<String>,
}

impl Client {
    /// Returns one page of instances, with tags and configuration. `next` is the token from the page before.
    ///
    /// # Errors
    /// The reason that there is no page, or that the list does not go on. A list without instances is no error.
    pub async fn instances_page(
        &self,
        filter: &InstanceFilter,
        next: Option<&str>,
        account: &Account,
    ) -> Result<InstancePage, Fault> {
        let call = self.call(ApiOperation::Instances, account);
        let header = wire::authorization(account, &self.base, None)?;
        let mut query = vec![("hydrate", "true"), ("pageSize", "200")];
        query.extend(Some(("searchText", filter.text.as_str())).filter(|(_, text)| !text.is_empty()));
        query.extend(filter.tags.iter().map(|tag| ("tags[]", tag.as_str())));
        query.extend(next.map(|next| ("nextPage", next)));
        let url = wire::address(&self.base, &["instances"], &query)?;
        let answer = self.read(url, Some(&header), wire::LIST, &call).await?;
        if is_empty_list(&answer) {
            return Ok(InstancePage { instances: Vec::new(), next: None });
        }
        let instances = listed(&answer, &call)?;
        let next = following_page(&answer, next, instances.is_empty(), &self.base)?;
        Ok(InstancePage { instances, next })
    }

    /// Returns all instances that match a filter. A list is complete or an error.
    ///
    /// # Errors
    /// The reason that there is no complete list.
    pub async fn instances(&self, filter: &InstanceFilter, account: &Account) -> Result<Vec<ListedInstance>, Fault> {
        let mut all = Vec::new();
        self.each_instance(filter, account, |listed| all.push(listed)).await?;
        Ok(all)
    }

    /// Passes all instances that match a filter to `each`, page by page, so that a caller need not hold the complete
    /// answers.
    ///
    /// # Errors
    /// As [`Client::instances`]; some instances may have been passed on by then.
    pub async fn each_instance(
        &self,
        filter: &InstanceFilter,
        account: &Account,
        mut each: impl FnMut(ListedInstance),
    ) -> Result<(), Fault> {
        let pages = self.each_page(filter, account, |page| {
            page.into_iter().for_each(&mut each);
            ControlFlow::Continue(())
        });
        pages.await
    }

    /// Passes the pages of instances that match a filter to `each` as they arrive, until one is refused.
    ///
    /// # Errors
    /// As [`Client::instances`]; some pages may have been passed on by then.
    pub async fn each_page(
        &self,
        filter: &InstanceFilter,
        account: &Account,
        mut each: impl FnMut(Vec<ListedInstance>) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let mut next = None::<String>;
        for _ in 0..PAGES {
            let page = self.instances_page(filter, next.as_deref(), account).await?;
            let is_refused = each(page.instances).is_break();
            if is_refused || page.next.is_none() {
                return Ok(());
            }
            next = page.next;
        }
        Err(endless(&self.base))
    }

    /// Returns the instance with this ID.
    ///
    /// # Errors
    /// The reason that it could not be read.
    pub async fn instance(&self, id: &str, account: &Account) -> Result<Instance, Fault> {
        let call = self.call(ApiOperation::Instance, account);
        let header = wire::authorization(account, &self.base, None)?;
        let url = wire::address(&self.base, &["instances", id], &[])?;
        let answer = self.read(url, Some(&header), answer::OBJECT, &call).await?;
        same(&answer, id, &call)
    }

    /// Returns the instance with this ID as it is listed: its token may be masked or missing.
    ///
    /// # Errors
    /// The reason that it could not be read.
    pub async fn listed_instance(&self, id: &str, account: &Account) -> Result<ListedInstance, Fault> {
        let call = self.call(ApiOperation::Instance, account);
        let header = wire::authorization(account, &self.base, None)?;
        let url = wire::address(&self.base, &["instances", id], &[])?;
        let answer = self.read(url, Some(&header), answer::OBJECT, &call).await?;
        let listed = ListedInstance::read(good(&answer, &call)?);
        let listed = listed.map_err(|error| garbled(&call, &answer, &error.to_string()))?;
        if listed.id == id { Ok(listed) } else { Err(garbled(&call, &answer, "it is another instance")) }
    }

    /// Changes name, tags or configuration (`PATCH`), and returns the changed instance. The request is sent once.
    ///
    /// # Errors
    /// The reason that nothing was changed, or [`Unclear`](crate::domain::fault::FaultKind::Unclear) if it may have been.
    pub async fn update(&self, id: &str, update: &InstanceUpdate, account: &Account) -> Result<Instance, Fault> {
        let call = self.call(ApiOperation::Update(update), account);
        let body = update.expose_body();
        let answer = self
            .write(Write::Change(id), (Method::PATCH, &["instances", id], &[]), Some(&body), account, &call)
            .await?;
        same(&answer, id, &call)
    }

    /// Replaces the credentials of an instance (`PUT` with `reAuthenticate=true`). ID and token stay. The request is
    /// sent once, since a code is spent by its first use.
    ///
    /// # Errors
    /// The reason that nothing was changed, or [`Unclear`](crate::domain::fault::FaultKind::Unclear) if it may have been.
    pub async fn reauthorize(&self, request: &Reauthorization, account: &Account) -> Result<Instance, Fault> {
        let id = request.existing().id.as_str();
        let call = self.call(ApiOperation::Reauthorize(request), account);
        let (body, query) = (request.expose_body(), [Reauthorization::QUERY]);
        let answer = self
            .write(Write::Change(id), (Method::PUT, &["instances", id], &query), Some(&body), account, &call)
            .await?;
        same(&answer, id, &call)
    }

    /// Enables or disables an instance. The request is sent once.
    ///
    /// # Errors
    /// The reason that nothing was changed, or [`Unclear`](crate::domain::fault::FaultKind::Unclear) if it may have been.
    pub async fn set_enabled(&self, id: &str, is_enabled: bool, account: &Account) -> Result<(), Fault> {
        let call = self.call(ApiOperation::Switch, account);
        let (method, write) =
            if is_enabled { (Method::PUT, Write::Enable(id)) } else { (Method::DELETE, Write::Change(id)) };
        let answer = self.write(write, (method, &["instances", id, "enabled"], &[]), None, account, &call).await?;
        good(&answer, &call).map(|_| ())
    }

    /// Turns the events of an instance on or off, without new credentials (`PUT` with `reAuthenticate=false`). The request
    /// is sent once.
    ///
    /// # Errors
    /// The reason that nothing was changed, or [`Unclear`](crate::domain::fault::FaultKind::Unclear) if it may have been.
    pub async fn set_events(
        &self,
        listed: &ListedInstance,
        switch: &EventSwitch,
        account: &Account,
    ) -> Result<(), Fault> {
        let call = self.call(ApiOperation::Switch, account);
        let (body, query) = (switch.expose_body(listed), [("reAuthenticate", "false")]);
        let place: [&str; 2] = ["instances", &listed.id];
        let answer =
            self.write(Write::Change(&listed.id), (Method::PUT, &place, &query), Some(&body), account, &call).await?;
        good(&answer, &call).map(|_| ())
    }

    /// Logs the requests of an instance for a number of minutes, or no longer. The request is sent once.
    ///
    /// # Errors
    /// The reason that nothing was changed, or [`Unclear`](crate::domain::fault::FaultKind::Unclear) if it may have been.
    pub async fn set_trace(&self, id: &str, minutes: Option<u32>, account: &Account) -> Result<(), Fault> {
        let call = self.call(ApiOperation::Switch, account);
        let place = ["instances", id, "trace-logging"];
        let body = minutes.map(|minutes| serde_json::json!({ "duration": minutes }).to_string());
        let method = if minutes.is_some() { Method::PUT } else { Method::DELETE };
        let answer = self.write(Write::Change(id), (method, &place, &[]), body.as_deref(), account, &call).await?;
        good(&answer, &call).map(|_| ())
    }

    /// Deletes an instance for good. The request is sent once.
    ///
    /// # Errors
    /// The reason that it still exists, or [`Unclear`](crate::domain::fault::FaultKind::Unclear) if it may have been deleted.
    pub async fn delete(&self, id: &str, account: &Account) -> Result<(), Fault> {
        let call = self.call(ApiOperation::Delete, account);
        let answer =
            self.write(Write::Delete(id), (Method::DELETE, &["instances", id], &[]), None, account, &call).await?;
        good(&answer, &call).map(|_| ())
    }

    /// Sends a request that changes something, if the profile allows it. It is sent once and on a connection of its own,
    /// as a creation is.
    pub(super) async fn write(
        &self,
        write: Write<'_>,
        (method, segments, query): (Method, &[&str], &[(&str, &str)]),
        body: Option<&str>,
        account: &Account,
        call: &ApiCall<'_>,
    ) -> Result<ApiAnswer, Fault> {
        account.guard.check(write)?;
        let header = wire::authorization(account, &self.base, None)?;
        let url = wire::address(&self.base, segments, query)?;
        let request = self.single()?.request(method, url).header(AUTHORIZATION, header).timeout(self.net.creating);
        let request = match body {
            Some(body) => request.body(body.as_bytes().to_vec()),
            None => request,
        };
        self.send_request(request, call).await
    }
}

/// Parses the answer of one instance, which has to be the requested one.
fn same(answer: &ApiAnswer, id: &str, call: &ApiCall) -> Result<Instance, Fault> {
    let instance = Instance::read(good(answer, call)?).map_err(|error| garbled(call, answer, &error.to_string()))?;
    if instance.id == id { Ok(instance) } else { Err(garbled(call, answer, "it is another instance")) }
}

fn listed(answer: &ApiAnswer, call: &ApiCall) -> Result<Vec<ListedInstance>, Fault> {
    let items = serde_json::from_str::<Vec<&RawValue>>(good(answer, call)?).ok();
    let items = items.ok_or_else(|| garbled(call, answer, "it is not a list of instances"))?;
    let read = |item: &&RawValue| {
        ListedInstance::read(item.get()).map_err(|error| garbled(call, answer, &format!("of one instance, {error}")))
    };
    items.iter().map(read).collect()
}
