//! Requests of `--dry-run`, with masked secrets.

use super::report::Report;
use crate::{
    domain::{Account, ChangeRequest, Draft, InstanceUpdate, Purpose, Reauthorization, draft::Difference},
    text::SafeText,
};
use serde_json::{Value as Json, json};

/// Request as it would be sent.
pub(super) struct PlannedRequest {
    method: &'static str,
    url: String,
    body: Json,
}

impl PlannedRequest {
    /// Returns the requests of a complete form, with the one for the provider's page if the form needs consent.
    pub(super) fn list(draft: &Draft, account: &Account) -> Vec<Self> {
        let url = format!("{}/elements/{}/oauth/url", account.base, draft.element().key);
        let consent = draft.flow().needs_consent().then_some(Self { method: "GET", url, body: Json::Null });
        consent.into_iter().chain([Self::after_consent(draft, account)]).collect()
    }

    /// Returns the request of a complete form whose consent was given.
    pub(super) fn after_consent(draft: &Draft, account: &Account) -> Self {
        let (method, url) = match draft.purpose() {
            Purpose::Create => ("POST", format!("{}/instances", account.base)),
            Purpose::Reauthorize(existing) => {
                let (name, value) = Reauthorization::QUERY;
                ("PUT", format!("{}/instances/{}?{name}={value}", account.base, existing.id))
            }
            Purpose::Edit(existing) => ("PATCH", format!("{}/instances/{}", account.base, existing.id)),
        };
        Self { method, url, body: draft.preview() }
    }

    /// Returns the request of `instances update`.
    fn update(id: &str, update: &InstanceUpdate, account: &Account) -> Self {
        Self { method: "PATCH", url: format!("{}/instances/{id}", account.base), body: update.masked_body() }
    }

    fn json(&self) -> Json {
        json!({ "method": self.method, "url": self.url, "body": self.body })
    }

    fn text(&self) -> SafeText {
        let mut text = safe!("{} {}", self.method, self.url);
        if !self.body.is_null() {
            text.push(&"\n".into());
            text.push(&SafeText::json(&format!("{:#}", self.body)));
        }
        text
    }
}

/// Returns the report of a dry run.
pub(super) fn report(requests: &[PlannedRequest]) -> Report {
    let mut text = SafeText::default();
    for (nth, request) in requests.iter().enumerate() {
        if nth > 0 {
            text.push(&"\n".into());
        }
        text.push(&request.text());
    }
    let all = Json::from(requests.iter().map(PlannedRequest::json).collect::<Vec<_>>());
    Report::done("dry-run", text).note(&"Nothing was sent.".into()).with("requests", all)
}

/// Returns the dry run of `instances update` as JSON, with the fields of `edit --dry-run`.
pub(in crate::cli) fn update_to_json(
    [id, name, element]: [&str; 3],
    update: &InstanceUpdate,
    account: &Account,
) -> Json {
    let requests =
        if update.is_empty() { Vec::new() } else { vec![PlannedRequest::update(id, update, account).json()] };
    let status = if update.is_empty() { "unchanged" } else { "dry-run" };
    json!({ "status": status, "exit": 0, "id": id, "name": name, "element": element, "requests": requests })
}

/// Returns the differences of a change as JSON, with secrets masked.
pub(super) fn differences(request: &ChangeRequest) -> Json {
    let one = |difference: &Difference| {
        json!({
            "key": difference.key,
            "before": difference.before.to_string(),
            "after": difference.after.to_string(),
        })
    };
    Json::from(request.differences().iter().map(one).collect::<Vec<_>>())
}
