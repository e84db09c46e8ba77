//! Requests for consent, and the page for one that makes no sense.

use super::{extras, listed::SandboxElement, page, query::QueryPairs, world::SandboxWorld};
use crate::catalog::{AuthFlow, AuthMode};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use std::sync::Arc;
use url::Url;

const SORRY: &str = include_str!("../../assets/pages/vendor-sorry.html");

/// Valid request of an application for consent.
pub(super) struct ConsentRequest {
    pub(super) listed: Arc<SandboxElement>,
    pub(super) client: String,
    pub(super) redirect: Url,
    /// Callback as it was written, which is compared with that of the create request.
    pub(super) callback: String,
    pub(super) state: Option<String>,
    pub(super) scope: String,
    /// Request token in OAuth 1, which identifies all other values.
    pub(super) token: Option<String>,
}

impl ConsentRequest {
    pub(super) fn read(world: &SandboxWorld, key: &str, query: &QueryPairs) -> Result<Self, NoConsentPage> {
        let has_page =
            |listed: &Arc<SandboxElement>| listed.element.modes.iter().any(|mode| mode.flow != AuthFlow::Plain);
        let listed = world.shelf.find(key).filter(has_page).ok_or(NoConsentPage::NO_PAGE)?;
        if query.filled("oauth_token").is_some() || listed.consent_mode(AuthFlow::OAuth2).is_none() {
            return Self::by_token(world, listed, query);
        }
        let client = query.filled("client_id").ok_or(NoConsentPage::NO_CLIENT)?;
        let registered = || world.state().apps.find(listed.key(), client).map(|app| app.callback.clone());
        let callback = query.filled("redirect_uri").map(str::to_owned);
        let callback = callback.or_else(|| registered().filter(|_| extras::knows_the_way(listed.key())));
        let callback = callback.unwrap_or_default();
        Ok(Self {
            client: client.to_owned(),
            redirect: way_back(&callback)?,
            callback,
            state: query.filled("state").map(str::to_owned),
            scope: query.first("scope").unwrap_or_default().to_owned(),
            token: None,
            listed,
        })
    }

    /// Reads a request of OAuth 1, which is identified by its token alone.
    fn by_token(world: &SandboxWorld, listed: Arc<SandboxElement>, query: &QueryPairs) -> Result<Self, NoConsentPage> {
        let text = query.filled("oauth_token").ok_or(NoConsentPage::NO_TOKEN)?;
        let known =
            world.state().tokens.find(text, &listed.element.key).map(|t| (t.client.clone(), t.callback.clone()));
        let (client, callback) = known.ok_or(NoConsentPage::NO_TOKEN)?;
        Ok(Self {
            redirect: way_back(&callback)?,
            client,
            callback,
            state: None,
            scope: String::new(),
            token: Some(text.to_owned()),
            listed,
        })
    }

    /// The way to authenticate that is under way.
    pub(super) fn mode(&self) -> Option<&AuthMode> {
        self.listed.consent_mode(if self.token.is_some() { AuthFlow::OAuth1 } else { AuthFlow::OAuth2 })
    }
}

fn way_back(callback: &str) -> Result<Url, NoConsentPage> {
    let is_web = |url: &Url| url.has_host() && matches!(url.scheme(), "http" | "https");
    Url::parse(callback).ok().filter(is_web).ok_or(NoConsentPage::NO_WAY_BACK)
}

/// Reason that no consent can be asked for. It is shown on a page, since there is no application to redirect to.
pub(super) struct NoConsentPage {
    status: StatusCode,
    problem: &'static str,
    hint: &'static str,
}

impl NoConsentPage {
    const NO_PAGE: Self = Self {
        status: StatusCode::NOT_FOUND,
        problem: "There is no sign-in at this address.",
        hint: "This element is unknown, or has no consent page.",
    };
    const NO_CLIENT: Self = Self {
        status: StatusCode::BAD_REQUEST,
        problem: "The address does not say which application asks.",
        hint: "Its client_id is missing or empty.",
    };
    const NO_TOKEN: Self = Self {
        status: StatusCode::BAD_REQUEST,
        problem: "The address holds no request token that is good.",
        hint: "Its oauth_token is missing, unknown or was used before.",
    };
    const NO_WAY_BACK: Self = Self {
        status: StatusCode::BAD_REQUEST,
        problem: "There is no way back to the application.",
        hint: "The redirect_uri should be a whole http or https address.",
    };
}

impl IntoResponse for NoConsentPage {
    fn into_response(self) -> Response {
        page::page(self.status, SORRY, &[("what", self.problem), ("hint", self.hint)])
    }
}
