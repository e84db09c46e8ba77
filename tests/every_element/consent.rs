//! Consent as a person's browser brings it about: the platform's address, the provider's page, the way back.

use super::play::Play;
use elemint::{
    catalog::AuthFlow,
    domain::{
        Consent, CreateRequest, State,
        authorization::{Authorization, RemarkVerdict},
        grant::{Grant, GrantReading, StateCheck},
    },
    text::Secret,
};
use reqwest::header::{CONTENT_TYPE, LOCATION};
use serde_json::Value as Json;
use url::{Url, form_urlencoded::Serializer};

/// Result of a consent: the create request, and the query of the address that the browser ended on.
pub struct Granted {
    pub provision: CreateRequest,
    pub redirect: Vec<(String, String)>,
}

/// Gives consent.
pub async fn give(play: &Play, consent: Consent, number: usize) -> Result<Granted, String> {
    let mut seed = [0; 32];
    seed.iter_mut().zip(number.to_be_bytes()).for_each(|(to, byte)| *to = byte);
    let state = State::from_bytes(&seed);
    let authorization = match consent.flow() {
        AuthFlow::OAuth1 => by_request_token(play, &consent, state).await?,
        AuthFlow::OAuth2 | AuthFlow::Plain => {
            let address = play.client.authorization_url(&consent, &state, play.account()).await;
            let address = address.map_err(|fault| format!("no address: {fault:?}"))?;
            open(&consent, &address, state)?
        }
    };
    check_address(&consent, &authorization)?;
    let location = press_allow(play, authorization.address()).await?;
    let redirect: Vec<_> = Url::parse(&location).map_err(|e| e.to_string())?.query_pairs().into_owned().collect();
    let grant = match Grant::read(&location, &authorization) {
        GrantReading::Found(grant) => grant,
        other => return Err(format!("the redirect does not read: {}", other.summary())),
    };
    let sent_state = consent.flow() == AuthFlow::OAuth1 || authorization.address().contains("state=");
    let wanted = if sent_state { StateCheck::Matches } else { StateCheck::Absent };
    if grant.state() != wanted {
        return Err(format!("the state is {:?}", grant.state()));
    }
    let provision = consent.granted(grant).into_create().ok_or("it changes an instance")?;
    Ok(Granted { provision, redirect })
}

fn open(consent: &Consent, address: &str, state: State) -> Result<Authorization, String> {
    consent.page(address, state).map_err(|e| e.to_string())
}

/// OAuth 1: a request token first, then the address it is shown at.
async fn by_request_token(play: &Play, consent: &Consent, state: State) -> Result<Authorization, String> {
    let (secret, callback) = (consent.api_secret(), consent.callback().expect("a callback"));
    let mut query: Vec<(String, String)> =
        [("apiKey", consent.api_key()), ("apiSecret", secret.expose()), ("callbackUrl", callback.as_str())]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into();
    query.extend(consent.extra_query());
    let text = |json: &Json, name: &str| json.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let answer = ask(play, consent, "token", &query).await?;
    let (token, secret) = (text(&answer, "token"), text(&answer, "secret"));
    query.push(("requestToken".into(), token.clone()));
    let answer = ask(play, consent, "url", &query).await?;
    let authorization = open(consent, &text(&answer, "oauthUrl"), state)?;
    Ok(authorization.expecting_verifier(Secret::new(token), Secret::new(secret)))
}

async fn ask(play: &Play, consent: &Consent, what: &str, query: &[(String, String)]) -> Result<Json, String> {
    let query = Serializer::new(String::new()).extend_pairs(query).finish();
    let url = format!("{}/elements/{}/oauth/{what}?{query}", play.account().base, consent.element());
    let answer = play.http.get(url).send().await.map_err(|e| e.without_url().to_string())?;
    let (status, text) = (answer.status(), answer.text().await.unwrap_or_default());
    if status != 200 {
        return Err(format!("oauth/{what}: {status} {text}"));
    }
    serde_json::from_str(&text).map_err(|e| e.to_string())
}

/// Checks that the address has the requested values, and that a warning is shown only if a value is missing.
fn check_address(consent: &Consent, authorization: &Authorization) -> Result<(), String> {
    if let Some(remark) = authorization.remarks().iter().find(|remark| remark.verdict == RemarkVerdict::Wrong) {
        return Err(format!("the address: {}", remark.text));
    }
    let address = Url::parse(authorization.address()).map_err(|e| e.to_string())?;
    let shown = address.query_pairs().find(|(name, _)| name == "scope").map(|(_, value)| value.into_owned());
    let asked = consent.extra_query().into_iter().find(|(name, value)| name == "scope" && !value.is_empty());
    match (shown, asked) {
        (Some(shown), Some((_, asked))) if shown != asked => Err(format!("the scope is {shown} and not {asked}")),
        _ => Ok(()),
    }
}

/// The page is looked at, and its form sent as a browser would.
async fn press_allow(play: &Play, address: &str) -> Result<String, String> {
    let failed = |e: reqwest::Error| e.without_url().to_string();
    let page = play.http.get(address).send().await.map_err(failed)?;
    if page.status() != 200 {
        return Err(format!("the provider's page: {}", page.status()));
    }
    let mut form = Url::parse(address).map_err(|e| e.to_string())?;
    let body = format!("{}&choice=allow", form.query().unwrap_or_default());
    form.set_path(&form.path().replace("/authorize", "/answer"));
    form.set_query(None);
    let request = play.http.post(form).header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(body);
    let answer = request.send().await.map_err(failed)?;
    let location = answer.headers().get(LOCATION).and_then(|value| value.to_str().ok());
    location.map(str::to_owned).ok_or_else(|| format!("no way back: {}", answer.status()))
}
