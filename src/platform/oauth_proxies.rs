//! OAuth proxies of the organization: one redirect address at a provider for several applications.

use super::{
    answer::ApiAnswer,
    call::{ApiCall, ApiOperation},
    client::{Client, good, is_empty_list},
    fault::garbled,
    wire,
};
use crate::domain::{Account, Fault, OAuthProxy, Write};
use reqwest::Method;
use serde_json::{Value as Json, json};

const PLACE: [&str; 2] = ["elements", "oauthProxies"];

/// Names of the entry with the address of a proxy; the documentation names none.
const ADDRESS: [&str; 4] = ["proxyUrl", "url", "callbackUrl", "redirectUrl"];

impl OAuthProxy {
    fn read(json: &Json) -> Option<Self> {
        let id = match json.get("id")? {
            Json::Number(number) => number.to_string(),
            Json::String(text) if !text.is_empty() => text.clone(),
            Json::Null | Json::Bool(_) | Json::String(_) | Json::Array(_) | Json::Object(_) => return None,
        };
        let text = |name: &str| json.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
        let addresses = json.get("applicationUrls").and_then(Json::as_array).into_iter().flatten();
        let addresses = addresses.filter_map(|url| url.as_str().or_else(|| url.get("applicationUrl")?.as_str()));
        let address = ADDRESS.iter().map(|name| text(name)).find(|address| !address.is_empty());
        let addresses = addresses.map(str::to_owned).collect();
        Some(Self { id, name: text("name"), address, addresses, has_keys: !text("apiKey").is_empty() })
    }
}

impl Client {
    /// Returns the OAuth proxies of the organization.
    ///
    /// # Errors
    /// The reason that there is no list. A list without proxies is no error.
    pub async fn oauth_proxies(&self, account: &Account) -> Result<Vec<OAuthProxy>, Fault> {
        let call = self.call(ApiOperation::OAuthProxies, account);
        let header = wire::authorization(account, &self.base, None)?;
        let url = wire::address(&self.base, &PLACE, &[])?;
        let answer = self.read(url, Some(&header), wire::LIST, &call).await?;
        if is_empty_list(&answer) {
            return Ok(Vec::new());
        }
        let items: Option<Vec<Json>> = serde_json::from_str(good(&answer, &call)?).ok();
        let proxies = items.and_then(|items| items.iter().map(OAuthProxy::read).collect());
        proxies.ok_or_else(|| garbled(&call, &answer, "it is not a list of OAuth proxies"))
    }

    /// Creates an OAuth proxy. The request is sent once.
    ///
    /// # Errors
    /// The reason that there is none, or that there may be one.
    pub async fn create_oauth_proxy(&self, name: &str, account: &Account) -> Result<OAuthProxy, Fault> {
        let call = self.call(ApiOperation::OAuthProxyChange, account);
        let body = json!({ "name": name }).to_string();
        let answer = self.write(Write::Create, (Method::POST, &PLACE, &[]), Some(&body), account, &call).await?;
        parsed(&answer, &call)
    }

    /// Deletes an OAuth proxy for good. The request is sent once.
    ///
    /// # Errors
    /// The reason that it still exists, or that it may have been deleted.
    pub async fn delete_oauth_proxy(&self, id: &str, account: &Account) -> Result<(), Fault> {
        let call = self.call(ApiOperation::OAuthProxyChange, account);
        let (mark, place) = (OAuthProxy::guard_id(id), [&PLACE[..], &[id]].concat());
        let answer = self.write(Write::Delete(&mark), (Method::DELETE, &place, &[]), None, account, &call).await?;
        good(&answer, &call).map(|_| ())
    }

    /// Adds or removes the address of an application. The request is sent once.
    ///
    /// # Errors
    /// The reason that nothing was changed, or that it may have been.
    pub async fn set_application_address(
        &self,
        (id, address): (&str, &str),
        is_added: bool,
        account: &Account,
    ) -> Result<(), Fault> {
        let call = self.call(ApiOperation::OAuthProxyChange, account);
        let (mark, place) = (OAuthProxy::guard_id(id), [&PLACE[..], &[id, "applicationUrl"]].concat());
        let method = if is_added { Method::POST } else { Method::DELETE };
        let request = (method, &place[..], &[("applicationUrl", address)][..]);
        let answer = self.write(Write::Change(&mark), request, None, account, &call).await?;
        good(&answer, &call).map(|_| ())
    }
}

fn parsed(answer: &ApiAnswer, call: &ApiCall) -> Result<OAuthProxy, Fault> {
    let json: Option<Json> = serde_json::from_str(good(answer, call)?).ok();
    json.as_ref().and_then(OAuthProxy::read).ok_or_else(|| garbled(call, answer, "it is not an OAuth proxy"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::number(r#"{"id":7,"name":"a"}"#, Some(("7", 0)))]
    #[case::text(r#"{"id":"7","name":"a","applicationUrls":["https://x","https://y"]}"#, Some(("7", 2)))]
    #[case::objects(r#"{"id":7,"applicationUrls":[{"applicationUrl":"https://x"}]}"#, Some(("7", 1)))]
    #[case::no_id(r#"{"name":"a"}"#, None)]
    fn proxy_is_read(#[case] text: &str, #[case] expected: Option<(&str, usize)>) {
        let read = OAuthProxy::read(&serde_json::from_str(text).expect("JSON"));
        let found = read.as_ref().map(|proxy| (proxy.id.as_str(), proxy.addresses.len()));
        assert_eq!(found, expected);
    }
}
