//! Elements that instances can be created of, and their auth modes.

use super::field::{Field, FieldKey, FieldKind};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Key of an element on the platform, such as `infusionsoftecommerce`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(transparent)]
pub struct ElementKey(String);

impl ElementKey {
    /// Creates a key from the platform's spelling.
    pub fn new(key: impl Into<String>) -> Self {
        Self(key.into())
    }

    /// Returns the key as sent to the platform.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ElementKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Category of an element, such as `crm`. It is free text, as on the platform.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(transparent)]
pub struct Hub(String);

impl Hub {
    /// Creates a hub from the platform's spelling.
    pub fn new(hub: impl Into<String>) -> Self {
        Self(hub.into())
    }

    /// Returns the hub as sent to the platform.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Hub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Rank of an element whose file sets none.
pub const USUAL_RANK: u8 = 2;

/// Element of the catalog, with its description and its auth modes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Key on the platform.
    pub key: ElementKey,
    /// Display name.
    pub name: String,
    /// Category.
    pub hub: Hub,
    /// ID in the documentation, if it gives one.
    pub id: Option<u64>,
    /// Other names: former names, the vendor's name, abbreviations.
    pub aliases: Vec<String>,
    /// Position among elements that match a search equally well, the smallest first.
    pub rank: u8,
    /// Description of the provider, one sentence.
    pub about: String,
    /// Instructions for obtaining the credentials, one fact per line.
    pub setup: Vec<String>,
    /// Auth modes, the default first. Never empty.
    pub modes: Vec<AuthMode>,
}

impl Element {
    /// Returns the auth mode that is offered first.
    pub fn default_mode(&self) -> Option<&AuthMode> {
        self.modes.first()
    }

    /// Returns the fields of all auth modes.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.modes.iter().flat_map(|mode| &mode.fields)
    }

    /// Returns the distinct auth flows, the default first. Modes for existing tokens are left out.
    pub fn flows(&self) -> Vec<AuthFlow> {
        let mut flows = Vec::new();
        for mode in self.modes.iter().filter(|mode| !mode.external) {
            if !flows.contains(&mode.flow) {
                flows.push(mode.flow);
            }
        }
        flows
    }
}

/// Auth mode: an authorization flow and its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthMode {
    /// Name in a list of modes.
    pub label: String,
    /// Authorization flow.
    pub flow: AuthFlow,
    /// Configuration entry that selects this mode on the platform, if there are several.
    pub when: Option<(FieldKey, String)>,
    /// Fields of the form, in display order.
    pub fields: Vec<Field>,
    /// Constant query parameters of the authorization URL call.
    pub query: Vec<(String, String)>,
    /// Constant entries of `providerData`.
    pub provider_data: Vec<(String, String)>,
    /// True if the user enters existing tokens, so that the platform does not request any.
    pub external: bool,
    /// Correction of the authorization address returned by the platform.
    pub link_fix: Option<LinkFix>,
    /// Known properties of the provider's redirect.
    pub redirect: Redirect,
    /// True if the platform or a file describes the fields, even if there are none.
    pub is_described: bool,
}

/// Known properties of the address a provider redirects the browser to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redirect {
    /// True if the provider does not return the state.
    pub stateless: bool,
    /// Parameters besides the code that are required to create an instance.
    pub needs: Vec<String>,
    /// Issuer name in the provider's answers, if it sends one (RFC 9207).
    pub issuer: Option<String>,
}

/// Correction of an authorization address, for elements for which the platform is known to return a wrong one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkFix {
    /// Correct host; `{}` is replaced by the value of the field.
    pub host: String,
    /// Field whose value is inserted.
    pub field: FieldKey,
    /// Value of the field that the correction is limited to; `None` for any value.
    pub when: Option<String>,
}

impl AuthMode {
    /// Creates a mode that has only fields.
    pub fn new(flow: AuthFlow, fields: Vec<Field>) -> Self {
        Self {
            label: flow.label().to_owned(),
            flow,
            when: None,
            fields,
            query: Vec::new(),
            provider_data: Vec::new(),
            external: false,
            link_fix: None,
            redirect: Redirect::default(),
            is_described: false,
        }
    }

    /// Returns the field with this key.
    pub fn field(&self, key: &FieldKey) -> Option<&Field> {
        self.fields.iter().find(|f| &f.key == key)
    }

    /// Returns true if the fields are not known: such an element is set up with the help of the platform's support, as
    /// its `setup` explains. An element that is described and has no fields is not one of them.
    pub fn is_by_support(&self) -> bool {
        self.flow == AuthFlow::Plain && !self.is_described && self.fields.iter().all(|f| f.optional_section)
    }

    /// Returns the fields that have to be filled in, in form order.
    pub fn needed(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|f| f.required && !f.hidden && f.goes_with.is_none() && f.kind != FieldKind::Toggle)
    }
}

/// Authorization flow of an element. After a new variant is added, the compiler reports
/// [`crate::domain::Filled::route`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AuthFlow {
    /// No authorization: the form is sufficient.
    Plain,
    /// The user gives consent in a browser, and the provider answers with a code.
    OAuth2,
    /// Like OAuth 2, but with a request token fetched first, and a verifier in place of the code.
    OAuth1,
}

impl AuthFlow {
    /// Returns true if the user has to give consent on the provider's page.
    pub fn needs_consent(self) -> bool {
        self != Self::Plain
    }

    /// Returns the name of the flow in a list.
    pub fn label(self) -> &'static str {
        match self {
            Self::Plain => "credentials",
            Self::OAuth2 => "OAuth 2",
            Self::OAuth1 => "OAuth 1",
        }
    }
}

/// Configuration keys of the application's own credentials, the same for all OAuth elements.
pub mod oauth_keys {
    /// Identifier of the application at the provider.
    pub const API_KEY: &str = "oauth.api.key";
    /// Secret of the application at the provider.
    pub const API_SECRET: &str = "oauth.api.secret";
    /// Address the provider redirects the browser to.
    pub const CALLBACK_URL: &str = "oauth.callback.url";
    /// Existing access token of the user.
    pub const USER_TOKEN: &str = "oauth.user.token";
    /// Secret of the access token, in OAuth 1.
    pub const USER_TOKEN_SECRET: &str = "oauth.user.token.secret";
    /// Refresh token.
    pub const REFRESH_TOKEN: &str = "oauth.user.refresh_token";
}
