//! Finds the auth mode that a create request means, and the values it lacks for it.

use super::{item::platform_default, problem::Problem, quirks};
use crate::catalog::{
    AuthFlow, AuthMode, Element, Field, FieldKey,
    element::oauth_keys::{REFRESH_TOKEN, USER_TOKEN},
    field::{FieldKind, Target},
};
use serde_json::{Map, Value as Json};
use std::cmp::Reverse;

/// The part of an order that says how it wants to authenticate.
pub(super) struct SentAuthentication<'a> {
    pub(super) configuration: &'a Map<String, Json>,
    pub(super) provider_data: &'a Map<String, Json>,
    /// True if the request says that it brings its own tokens.
    pub(super) external: bool,
}

impl SentAuthentication<'_> {
    fn text(&self, key: &str) -> Option<&str> {
        self.configuration.get(key).and_then(Json::as_str).filter(|text| !text.is_empty())
    }

    /// Returns true if `providerData` has a value under this name.
    fn proves(&self, name: &str) -> bool {
        self.provider_data.get(name).and_then(Json::as_str).is_some_and(|text| !text.is_empty())
    }

    /// Returns the auth mode that is meant: the one named by the configuration, or else the first with all its values.
    /// The content of `providerData` distinguishes consent from other modes.
    ///
    /// If all modes lack a value, the problem names the mode that most of the sent values belong to, or else the usual
    /// mode.
    pub(super) fn choose<'a>(&self, element: &'a Element) -> Result<&'a AuthMode, Problem> {
        // Only elements with consent can do without it.
        let external = self.external && element.modes.iter().any(|mode| mode.external);
        let open: Vec<&AuthMode> = element.modes.iter().filter(|mode| mode.external == external).collect();
        let mut meant: Vec<&AuthMode> = open.iter().copied().filter(|mode| self.names(mode)).collect();
        if meant.is_empty() {
            meant = open.iter().copied().filter(|mode| mode.when.is_none()).collect();
        }
        meant.extend(open.first().filter(|_| meant.is_empty()));
        let complete = meant.iter().copied().filter(|mode| self.lacks(element, mode).is_empty());
        let complete = complete.min_by_key(|mode| !external && !self.suits(mode));
        let evidence = |mode: &&&AuthMode| Reverse(self.evidence(mode, &meant));
        let Some(mode) = complete.or_else(|| meant.iter().min_by_key(evidence).copied()) else {
            return Err(Problem::bad("This element cannot be provisioned"));
        };
        self.check_code(mode)?;
        match self.lacks(element, mode).as_slice() {
            [] => self.check_proof(mode).map(|()| mode),
            lacks => Err(Problem::bad(format!("Missing required configuration: [{}]", lacks.join(", ")))),
        }
    }

    /// Counts the sent values that belong to this mode but not to all candidates.
    fn evidence(&self, mode: &AuthMode, meant: &[&AuthMode]) -> usize {
        let own = |field: &&Field| !meant.iter().all(|other| other.field(&field.key).is_some());
        let sent = mode.fields.iter().filter(own).filter(|field| self.text(field.key.as_str()).is_some()).count();
        let consented = mode.flow != AuthFlow::Plain && self.suits(mode);
        sent + usize::from(consented)
    }

    fn names(&self, mode: &AuthMode) -> bool {
        let named = |(key, value): &(FieldKey, String)| {
            self.text(key.as_str()).is_some_and(|sent| sent.eq_ignore_ascii_case(value))
        };
        mode.when.as_ref().is_some_and(named)
    }

    /// Returns true if `providerData` fits this mode.
    fn suits(&self, mode: &AuthMode) -> bool {
        let (token, code) = (self.provider_data.contains_key("oauth_token"), self.provider_data.contains_key("code"));
        match mode.flow {
            AuthFlow::OAuth1 => token,
            AuthFlow::OAuth2 => code && !token,
            AuthFlow::Plain => !token && code == takes_code(mode),
        }
    }

    /// All that is missing at once, in the form's order.
    fn lacks<'a>(&self, element: &Element, mode: &'a AuthMode) -> Vec<&'a str> {
        let element = element.key.as_str();
        let is_sent = |key: &str| {
            self.text(key).or_else(|| quirks::alias(element, key).and_then(|alias| self.text(alias))).is_some()
        };
        let is_token = |key: &str| mode.external && matches!(key, REFRESH_TOKEN | USER_TOKEN);
        let needed = mode
            .fields
            .iter()
            .filter(|field| is_demanded(field) && field.target == Target::Configuration && self.counts(mode, field))
            .filter(|field| !quirks::is_optional(element, field.key.as_str()));
        let (tokens, needed): (Vec<&str>, Vec<&str>) =
            needed.map(|field| field.key.as_str()).partition(|key| is_token(key));
        let mut lacks: Vec<&str> = needed.into_iter().filter(|key| !is_sent(key)).collect();
        // Either token will do: the other is fetched with it, or not needed until it runs out.
        if mode.external && self.text(REFRESH_TOKEN).is_none() && self.text(USER_TOKEN).is_none() {
            lacks.push(tokens.first().copied().unwrap_or(REFRESH_TOKEN));
        }
        lacks
    }

    /// Returns true if the condition of a field holds, with the sent values and the platform's defaults.
    fn counts(&self, mode: &AuthMode, field: &Field) -> bool {
        let Some((key, wanted)) = &field.goes_with else { return true };
        let default = || mode.field(key).and_then(platform_default);
        self.text(key.as_str()).or_else(default) == Some(wanted)
    }

    /// Refuses an order without any code where consent gives one, before anything else is looked at.
    fn check_code(&self, mode: &AuthMode) -> Result<(), Problem> {
        let wants_code = mode.flow == AuthFlow::OAuth2 || takes_code(mode);
        if wants_code && !self.provider_data.contains_key("code") { Err(no_code()) } else { Ok(()) }
    }

    /// Checks that `providerData` has every value that is needed before the provider is called.
    fn check_proof(&self, mode: &AuthMode) -> Result<(), Problem> {
        let typed = mode.fields.iter().filter(|field| is_demanded(field) && self.counts(mode, field));
        let typed = typed.filter_map(|field| match &field.target {
            Target::ProviderData(name) => Some(name.as_str()),
            Target::Configuration | Target::Request | Target::Proxy | Target::Nowhere => None,
        });
        let mut lacks: Vec<&str> = typed.filter(|name| !self.proves(name)).collect();
        // Where a way always sends the same, that it is there is enough: one sends an empty code.
        let fixed = mode.provider_data.iter().map(|(name, _)| name.as_str());
        lacks.extend(fixed.filter(|name| !self.provider_data.contains_key(*name)));
        if mode.flow == AuthFlow::OAuth1 {
            lacks.extend(["oauth_token", "oauth_verifier", "secret"].into_iter().filter(|name| !self.proves(name)));
        }
        match lacks.as_slice() {
            [] => Ok(()),
            lacks if lacks.contains(&"code") => Err(no_code()),
            lacks => Err(Problem::bad(format!("Missing required providerData: [{}]", lacks.join(", ")))),
        }
    }
}

/// The platform's sentence, to the letter.
fn no_code() -> Problem {
    Problem::bad("You must provide an OAuth code in order to create an instance of this element")
}

/// Returns true if only the client can fill in a field: a hidden field has a default or comes with the callback.
fn is_demanded(field: &Field) -> bool {
    let typed = !field.hidden || field.from_callback.is_some();
    field.required && typed && field.kind != FieldKind::Toggle && platform_default(field).is_none()
}

/// Returns true if a mode without consent requires a code all the same.
pub(super) fn takes_code(mode: &AuthMode) -> bool {
    let typed = |field: &Field| matches!(&field.target, Target::ProviderData(name) if name == "code");
    mode.provider_data.iter().any(|(name, _)| name == "code") || mode.fields.iter().any(typed)
}

#[cfg(test)]
mod tests {
    use super::{super::catalog::tests::either, *};
    use serde_json::json;

    fn chosen(configuration: &Json, provider_data: &Json) -> Result<AuthFlow, Problem> {
        let (configuration, provider_data) =
            (configuration.as_object().expect("an object"), provider_data.as_object().expect("an object"));
        SentAuthentication { configuration, provider_data, external: false }
            .choose(&either("either").element)
            .map(|mode| mode.flow)
    }

    #[test]
    fn auth_mode_is_the_named_one_or_the_first() {
        let consent = json!({
            "site": "s", "authentication.type": "OAuth2",
            "oauth.api.key": "k", "oauth.api.secret": "s", "oauth.callback.url": "c"
        });
        assert_eq!(chosen(&consent, &json!({ "code": "c" })), Ok(AuthFlow::OAuth2));
        assert_eq!(chosen(&json!({ "site": "s", "api-token": "t" }), &json!({})), Ok(AuthFlow::Plain));
        let lacking =
            Problem::bad("Missing required configuration: [oauth.api.key, oauth.api.secret, oauth.callback.url]");
        let named = json!({ "site": "s", "authentication.type": "oauth2" });
        assert_eq!(chosen(&named, &json!({ "code": "c" })), Err(lacking));
        assert_eq!(chosen(&named, &json!({})), Err(no_code()));
    }
}
