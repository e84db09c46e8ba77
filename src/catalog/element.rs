//! What can be provisioned, and the ways to authenticate with it.

use super::field::{Field, FieldKey, FieldKind};
use serde::Deserialize;
use std::fmt;

/// The key an element is known by on the platform, such as `infusionsoftecommerce`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(transparent)]
pub struct ElementKey(String);

impl ElementKey {
    /// A key as the platform spells it.
    pub fn new(key: impl Into<String>) -> Self {
        Self(key.into())
    }

    /// The key as it stands on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ElementKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The family an element belongs to, such as `crm`; free text, as the platform's is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(transparent)]
pub struct Hub(String);

impl Hub {
    /// A hub as the platform spells it.
    pub fn new(hub: impl Into<String>) -> Self {
        Self(hub.into())
    }

    /// The hub as it stands on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Hub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Rank of an element whose file names none.
pub const USUAL_RANK: u8 = 2;

/// One element of the catalog: what it is and what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// What the platform knows it by.
    pub key: ElementKey,
    /// What people know it by.
    pub name: String,
    /// The family it belongs to.
    pub hub: Hub,
    /// The number the documentation gives it, where it gives one.
    pub id: Option<u64>,
    /// Other names people know it by: former names, the vendor's, abbreviations.
    pub aliases: Vec<String>,
    /// Place among elements that match a search equally well, the smallest first.
    pub rank: u8,
    /// One sentence that says what the provider does.
    pub about: String,
    /// Where the credentials come from, a fact a line.
    pub setup: Vec<String>,
    /// The ways to authenticate, the usual one first; never empty.
    pub modes: Vec<AuthMode>,
}

impl Element {
    /// The way to authenticate that is offered first.
    pub fn usual_mode(&self) -> Option<&AuthMode> {
        self.modes.first()
    }

    /// The fields of every way to authenticate.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.modes.iter().flat_map(|mode| &mode.fields)
    }

    /// The ways to authenticate without those that bring tokens along, each once, the usual one first.
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

/// One way to authenticate: what happens, and what has to be known for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthMode {
    /// What it is called where there is a choice.
    pub label: String,
    /// What happens between the form and the instance.
    pub flow: AuthFlow,
    /// The configuration entry that tells the platform which mode is meant, where there is a choice.
    pub when: Option<(FieldKey, String)>,
    /// What the form asks, in the order it asks.
    pub fields: Vec<Field>,
    /// Parameters of the authorization URL calls that are always the same.
    pub query: Vec<(String, String)>,
    /// Entries of `providerData` that are always the same.
    pub provider_data: Vec<(String, String)>,
    /// The tokens are brought along, so the platform is told not to fetch any.
    pub external: bool,
    /// What has to be mended in the address the platform answers with.
    pub mend: Option<LinkFix>,
    /// What is known of the address the provider sends the browser back to.
    pub redirect: Redirect,
    /// The platform says what it takes, even where that is nothing.
    pub is_described: bool,
}

/// What is known of the address a provider sends the browser back to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redirect {
    /// The state it was sent does not come back.
    pub stateless: bool,
    /// The parameters beside the code that an instance cannot be made without.
    pub needs: Vec<String>,
    /// What the provider calls itself in its answers, where it does (RFC 9207).
    pub issuer: Option<String>,
}

/// How an authorization address is mended where the platform is known to return a broken one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkFix {
    /// The host it should have, `{}` standing for the value of the field.
    pub host: String,
    /// The field whose value it needs.
    pub field: FieldKey,
    /// Only where the field has this value; else wherever it has one.
    pub when: Option<String>,
}

impl AuthMode {
    /// A way that needs nothing but its fields.
    pub fn new(flow: AuthFlow, fields: Vec<Field>) -> Self {
        Self {
            label: flow.label().to_owned(),
            flow,
            when: None,
            fields,
            query: Vec::new(),
            provider_data: Vec::new(),
            external: false,
            mend: None,
            redirect: Redirect::default(),
            is_described: false,
        }
    }

    /// The field with this key.
    pub fn field(&self, key: &FieldKey) -> Option<&Field> {
        self.fields.iter().find(|f| &f.key == key)
    }

    /// Returns whether nothing is known of what it takes: such an element is set up together with the platform's
    /// support, and the element's `setup` says how. One that asks for nothing is another matter.
    pub fn is_by_support(&self) -> bool {
        self.flow == AuthFlow::Plain && !self.is_described && self.fields.iter().all(|f| f.optional_section)
    }

    /// The fields nobody can do without, in the form's order.
    pub fn needed(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|f| f.required && !f.hidden && f.goes_with.is_none() && f.kind != FieldKind::Toggle)
    }
}

/// What happens between the form and the instance. A new way to authenticate is a variant here; the compiler
/// then stops at [`crate::domain::Filled::route`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AuthFlow {
    /// The form is all there is.
    Plain,
    /// The provider asks for consent in a browser and answers with a code.
    OAuth2,
    /// The same with a request token fetched first, and a verifier in place of the code.
    OAuth1,
}

impl AuthFlow {
    /// Whether a person has to agree on the provider's page.
    pub fn needs_consent(self) -> bool {
        self != Self::Plain
    }

    /// What the way is called in a list.
    pub fn label(self) -> &'static str {
        match self {
            Self::Plain => "credentials",
            Self::OAuth2 => "OAuth 2",
            Self::OAuth1 => "OAuth 1",
        }
    }
}

/// The keys under which every OAuth element keeps the application's own credentials.
pub mod oauth_keys {
    /// The application's identifier at the provider.
    pub const API_KEY: &str = "oauth.api.key";
    /// The application's secret at the provider.
    pub const API_SECRET: &str = "oauth.api.secret";
    /// Where the provider sends the browser back to.
    pub const CALLBACK_URL: &str = "oauth.callback.url";
    /// A token the person has from elsewhere.
    pub const USER_TOKEN: &str = "oauth.user.token";
    /// The secret that belongs to it, in OAuth 1.
    pub const USER_TOKEN_SECRET: &str = "oauth.user.token.secret";
    /// A token to get new tokens with.
    pub const REFRESH_TOKEN: &str = "oauth.user.refresh_token";
}
