//! The provider's side of consent: a page that asks, and an answer that goes back with the browser.

use super::{
    choice::ConsentChoice,
    extras,
    listed::SandboxElement,
    page,
    problem::{Problem, internal},
    query::QueryPairs,
    world::{SandboxWorld, SharedWorld},
};
use crate::catalog::{AuthFlow, AuthMode};
use axum::{
    Router,
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use std::sync::Arc;
use url::Url;

const CONSENT: &str = include_str!("../../assets/pages/vendor.html");
const SORRY: &str = include_str!("../../assets/pages/vendor-sorry.html");

pub(super) fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/fake-provider/{key}/authorize", get(authorize))
        .route("/fake-provider/{key}/answer", get(answer).post(answer))
}

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
    fn read(world: &SandboxWorld, key: &str, query: &QueryPairs) -> Result<Self, NoConsentPage> {
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
struct NoConsentPage {
    status: StatusCode,
    what: &'static str,
    hint: &'static str,
}

impl NoConsentPage {
    const NO_PAGE: Self = Self {
        status: StatusCode::NOT_FOUND,
        what: "Nobody signs in here.",
        hint: "This element is unknown, or has no consent page.",
    };
    const NO_CLIENT: Self = Self {
        status: StatusCode::BAD_REQUEST,
        what: "The address does not say which application asks.",
        hint: "Its client_id is missing or empty.",
    };
    const NO_TOKEN: Self = Self {
        status: StatusCode::BAD_REQUEST,
        what: "The address holds no request token that is good.",
        hint: "Its oauth_token is missing, unknown or was used before.",
    };
    const NO_WAY_BACK: Self = Self {
        status: StatusCode::BAD_REQUEST,
        what: "There is no way back to the application.",
        hint: "The redirect_uri should be a whole http or https address.",
    };
}

impl IntoResponse for NoConsentPage {
    fn into_response(self) -> Response {
        page::page(self.status, SORRY, &[("what", self.what), ("hint", self.hint)])
    }
}

async fn authorize(State(world): State<SharedWorld>, Path(key): Path<String>, RawQuery(query): RawQuery) -> Response {
    let ask = match ConsentRequest::read(&world, &key, &QueryPairs::read(query.unwrap_or_default().as_bytes())) {
        Ok(ask) => ask,
        Err(sorry) => return sorry.into_response(),
    };
    let values = [
        ("element", ask.listed.element.name.as_str()),
        ("key", ask.listed.key()),
        ("host", ask.redirect.host_str().unwrap_or_default()),
        ("client_id", &ask.client),
        ("redirect_uri", &ask.callback),
        ("scope", &ask.scope),
        ("state", ask.state.as_deref().unwrap_or_default()),
        ("oauth_token", ask.token.as_deref().unwrap_or_default()),
    ];
    page::page(StatusCode::OK, CONSENT, &values)
}

async fn answer(
    State(world): State<SharedWorld>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    form: Bytes,
) -> Result<Response, Problem> {
    // Another site's form could otherwise give consent in someone's name.
    if headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none") {
        return Err(Problem::new(StatusCode::FORBIDDEN, "Forbidden"));
    }
    let query =
        if form.is_empty() { QueryPairs::read(query.unwrap_or_default().as_bytes()) } else { QueryPairs::read(&form) };
    let ask = match ConsentRequest::read(&world, &key, &query) {
        Ok(ask) => ask,
        Err(sorry) => return Ok(sorry.into_response()),
    };
    let choice = query.first("choice").and_then(ConsentChoice::read).ok_or_else(|| Problem::bad("Bad Request"))?;
    tokio::time::sleep(choice.delay()).await;
    let address = choice.redirect(&world, &ask).map_err(internal)?;
    let location = HeaderValue::from_str(address.as_str()).map_err(internal)?;
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response();
    page::fence(response.headers_mut());
    Ok(response)
}
