//! Calls to the platform before the provider's consent: the address of the consent page.

use super::{
    answer::{self, ApiAnswer},
    call::{ApiCall, ApiOperation},
    client::{Client, good},
    fault::garbled,
    wire,
};
use crate::{
    domain::{Account, CallbackUrl, Consent, Fault, State},
    text::Secret,
};
use serde::Deserialize;

/// Request token of OAuth 1 with its secret: both are sent along with the request that creates the instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestToken {
    /// The token, which the callback repeats.
    pub token: Secret,
    /// The secret that belongs to it.
    pub secret: Secret,
}

impl Client {
    /// The provider's page where consent is given, as the platform makes it for this application.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn authorization_url(
        &self,
        consent: &Consent,
        state: &State,
        account: &Account,
    ) -> Result<String, Fault> {
        let call = self.call(ApiOperation::Consent(consent), account).hiding(&Secret::new(state.as_str()));
        // An OAuth proxy takes the callback from the state, and the platform chooses a state of its own.
        let callback = consent.callback().map_or("", CallbackUrl::as_str);
        let sent = if consent.proxy().is_some() { callback } else { state.as_str() };
        let answer = self.ask_consent(&call, consent, "url", ("state", sent), account).await?;
        page(&call, &answer)
    }

    /// The token OAuth 1 begins with.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn request_token(&self, consent: &Consent, account: &Account) -> Result<RequestToken, Fault> {
        let call = self.call(ApiOperation::Consent(consent), account);
        let answer = self.ask_consent(&call, consent, "token", ("", ""), account).await?;
        let pair = serde_json::from_str::<TokenPair>(good(&answer, &call)?).ok();
        let pair = pair.ok_or_else(|| garbled(&call, &answer, "it holds no request token and secret"))?;
        Ok(RequestToken { token: Secret::new(pair.token), secret: Secret::new(pair.secret) })
    }

    /// The provider's page for a request token.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn verification_url(
        &self,
        consent: &Consent,
        token: &RequestToken,
        account: &Account,
    ) -> Result<String, Fault> {
        let call = self.call(ApiOperation::Consent(consent), account).hiding(&token.token).hiding(&token.secret);
        let answer = self.ask_consent(&call, consent, "url", ("requestToken", token.token.expose()), account).await?;
        page(&call, &answer)
    }

    /// Makes the call that all consents share: the application's credentials, and the other settings of the element.
    async fn ask_consent(
        &self,
        call: &ApiCall<'_>,
        consent: &Consent,
        part: &str,
        with: (&str, &str),
        account: &Account,
    ) -> Result<ApiAnswer, Fault> {
        let header = wire::authorization(account, &self.base, None)?;
        let (secret, extra) = (consent.api_secret(), consent.extra_query());
        let mut query = Vec::new();
        let proxy = consent.proxy();
        if let Some(proxy) = proxy {
            query.extend([("isOauthProxy", "true"), ("oauthProxyName", proxy.name), ("callbackProxy", "true")]);
        }
        if proxy.is_none_or(|proxy| !proxy.has_keys) {
            let keys = [("apiKey", consent.api_key()), ("apiSecret", secret.expose())];
            query.extend(keys.into_iter().chain([("callbackUrl", consent.registered())]));
        }
        query.extend((!with.0.is_empty()).then_some(with));
        query.extend(extra.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let url = wire::address(&self.base, &["elements", consent.element().as_str(), "oauth", part], &query)?;
        // The documentation says no header; some platforms want it nevertheless.
        let answer = self.read(url.clone(), None, answer::OBJECT, call).await?;
        if answer.status.as_u16() == 401 {
            self.read(url, Some(&header), answer::OBJECT, call).await
        } else {
            Ok(answer)
        }
    }
}

/// The answer to a request for consent; its `element` is wrong in places and not read.
#[derive(Deserialize)]
struct ConsentLink {
    #[serde(rename = "oauthUrl")]
    oauth_url: String,
}

/// Answer to a request for a token; the documentation has its two fields in either order.
#[derive(Deserialize)]
struct TokenPair {
    token: String,
    secret: String,
}

/// Reads the page's address. An error of serde quotes the answer, and the address may carry a secret, so its words are
/// left out.
fn page(call: &ApiCall<'_>, answer: &ApiAnswer) -> Result<String, Fault> {
    let page = serde_json::from_str::<ConsentLink>(good(answer, call)?).ok();
    page.map(|page| page.oauth_url).ok_or_else(|| garbled(call, answer, "it holds no address for the consent"))
}
