//! A request for an instance, read and checked as far as that needs no provider.

use super::{item::platform_default, problem::Problem, shelf::Listed, world::World};
use crate::domain::{Flow, Mode, element::oauth_keys::CALLBACK_URL};
use axum::http::{HeaderMap, StatusCode, header};
use serde_json::{Map, Value as Json};
use std::sync::Arc;

/// An order with nothing missing.
pub(super) struct Order {
    pub(super) listed: Arc<Listed>,
    pub(super) flow: Flow,
    pub(super) name: String,
    pub(super) tags: Vec<String>,
    /// What was sent and what the chosen way implies, as texts and nulls.
    pub(super) configuration: Map<String, Json>,
    /// The code to spend; empty where there is none.
    pub(super) code: String,
    /// Whether tokens were brought along, so that no code is needed.
    pub(super) external: bool,
}

impl Order {
    /// Reads a body; `path_key` is the element where the address names one.
    pub(super) fn read(
        world: &World,
        path_key: Option<&str>,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self, Problem> {
        let body = object(headers, body)?;
        let listed = world.element(&element_name(path_key, &body)?)?;
        let mut configuration = match body.get("configuration") {
            None | Some(Json::Null) => Map::new(),
            Some(Json::Object(map)) => map.iter().map(|(key, value)| (key.clone(), as_text(value))).collect(),
            Some(_) => return Err(Problem::bad("configuration must be an object")),
        };
        let external = body.get("externalAuthentication").and_then(Json::as_str) == Some("initial");
        let given = body.get("providerData").and_then(|data| data.get("code"));
        let mode = choose(&listed, &configuration, external, given.is_some())?;
        if mode.flow == Flow::OAuth2 && !external && given.is_none() {
            let text = "You must provide an OAuth code in order to create an instance of this element";
            return Err(Problem::bad(text));
        }
        add_defaults(&mut configuration, mode);
        let name = name(&body, &listed)?;
        let tags = tags(&body, &name)?;
        let code = given.and_then(Json::as_str).unwrap_or_default().to_owned();
        Ok(Self { flow: mode.flow, name, tags, configuration, code, external, listed: listed.clone() })
    }

    /// What an entry holds, if it is a text.
    pub(super) fn text(&self, key: &str) -> &str {
        self.configuration.get(key).and_then(Json::as_str).unwrap_or_default()
    }

    /// Every entry that holds a text.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.configuration.iter().filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)))
    }
}

fn object(headers: &HeaderMap, body: &[u8]) -> Result<Map<String, Json>, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/json") {
        let text = format!("Content type '{kind}' not supported");
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, text));
    }
    // serde's own message quotes the place and could quote a value; neither is for an answer.
    serde_json::from_slice(body).map_err(|_cause| Problem::bad("The request body is not a JSON object"))
}

fn element_name(path_key: Option<&str>, body: &Map<String, Json>) -> Result<String, Problem> {
    let element = body.get("element");
    let part = |name: &str| match element.and_then(|e| e.get(name)) {
        Some(Json::String(text)) => Some(text.clone()),
        Some(Json::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let named = path_key.map(str::to_owned).or_else(|| part("key")).or_else(|| part("id"));
    named.ok_or_else(|| Problem::bad("The element's key or id is missing"))
}

/// Configuration comes back as texts, whatever it was sent as.
fn as_text(value: &Json) -> Json {
    match value {
        Json::Null | Json::String(_) => value.clone(),
        other => Json::String(other.to_string()),
    }
}

/// The way that is meant: the one the configuration names, else the first whose needs are met. An order with a code
/// means consent if it can.
fn choose<'a>(
    listed: &'a Listed,
    configuration: &Map<String, Json>,
    external: bool,
    with_code: bool,
) -> Result<&'a Mode, Problem> {
    let named = |mode: &&Mode| {
        let holds = |key: &str, value: &str| {
            configuration.get(key).and_then(Json::as_str).is_some_and(|v| v.eq_ignore_ascii_case(value))
        };
        mode.when.as_ref().is_some_and(|(key, value)| holds(key.as_str(), value))
    };
    let modes = &listed.element.modes;
    let mut meant: Vec<&Mode> = modes.iter().filter(named).collect();
    if meant.is_empty() {
        meant = modes.iter().filter(|mode| mode.when.is_none()).collect();
    }
    meant.extend(modes.first().filter(|_| meant.is_empty()));
    meant.sort_by_key(|mode| (mode.flow == Flow::OAuth2) != (with_code || external));
    let lacks = meant.iter().map(|mode| missing(mode, configuration, external));
    match meant.iter().zip(lacks).min_by_key(|(_, lacks)| !lacks.is_empty()) {
        Some((mode, lacks)) if lacks.is_empty() => Ok(mode),
        Some((_, lacks)) => Err(Problem::bad(format!("Missing required configuration: [{}]", lacks.join(", ")))),
        None => Err(Problem::bad("This element cannot be provisioned")),
    }
}

/// All that is missing at once, in the form's order.
fn missing<'a>(mode: &'a Mode, configuration: &Map<String, Json>, external: bool) -> Vec<&'a str> {
    let has = |key: &str| configuration.get(key).and_then(Json::as_str).is_some_and(|text| !text.is_empty());
    let needed = mode.needed().filter(|field| platform_default(field).is_none()).map(|field| field.key.as_str());
    // Whoever brings tokens has no use for a callback.
    let needed = needed.filter(|key| !(external && *key == CALLBACK_URL));
    let mut lacks: Vec<_> = needed.filter(|key| !has(key)).collect();
    if external && !has("oauth.user.refresh_token") && !has("oauth.user.token") {
        lacks.push("oauth.user.refresh_token");
    }
    lacks
}

fn add_defaults(configuration: &mut Map<String, Json>, mode: &Mode) {
    let implied = mode.when.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    let defaults = mode.fields.iter().filter_map(|f| Some((f.key.as_str(), platform_default(f)?)));
    for (key, value) in implied.chain(defaults) {
        configuration.entry(key).or_insert_with(|| Json::from(value));
    }
}

fn name(body: &Map<String, Json>, listed: &Listed) -> Result<String, Problem> {
    match body.get("name") {
        None | Some(Json::Null) => Ok(listed.element.name.clone()),
        Some(Json::String(name)) => Ok(plain(name)),
        Some(_) => Err(Problem::bad("name must be a string")),
    }
}

fn tags(body: &Map<String, Json>, name: &str) -> Result<Vec<String>, Problem> {
    let wrong = || Problem::bad("tags must be an array of strings");
    match body.get("tags") {
        None | Some(Json::Null) => Ok(vec![name.to_owned()]),
        Some(Json::Array(tags)) => tags.iter().map(|tag| tag.as_str().map(plain).ok_or_else(wrong)).collect(),
        Some(_) => Err(wrong()),
    }
}

/// A text without markup: tags go, what stands between them stays.
fn plain(text: &str) -> String {
    let (mut kept, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once('<') {
        kept.push_str(before);
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        match after.split_once('>') {
            Some((_, after_tag)) if is_tag => rest = after_tag,
            _ => {
                kept.push('<');
                rest = after;
            }
        }
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::{super::shelf::tests::either, *};
    use serde_json::json;

    fn chosen(configuration: &Json, with_code: bool) -> Result<Flow, Problem> {
        let configuration = configuration.as_object().expect("an object");
        choose(&either("either"), configuration, false, with_code).map(|mode| mode.flow)
    }

    #[test]
    fn the_way_is_the_one_named_else_the_first() {
        let consent = json!({
            "site": "s", "authentication.type": "OAuth2",
            "oauth.api.key": "k", "oauth.api.secret": "s", "oauth.callback.url": "c"
        });
        assert_eq!(chosen(&consent, true), Ok(Flow::OAuth2));
        assert_eq!(chosen(&json!({ "site": "s", "api-token": "t" }), false), Ok(Flow::Plain));
        let lacking =
            Problem::bad("Missing required configuration: [oauth.api.key, oauth.api.secret, oauth.callback.url]");
        assert_eq!(chosen(&json!({ "site": "s", "authentication.type": "oauth2" }), false), Err(lacking));
    }

    #[test]
    fn markup_goes_and_its_content_stays() {
        assert_eq!(plain(r##"<a href="#" onClick="x()">churros-xss</a>"##), "churros-xss");
        assert_eq!(plain("a < b > c"), "a < b > c");
        assert_eq!(plain("<b"), "<b");
        assert_eq!(plain("@tag <i>ü</i>"), "@tag ü");
    }
}
