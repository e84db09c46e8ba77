//! One thing an element asks for.

mod shape;

pub use shape::Shape;

use crate::text::address;
use serde::Deserialize;
use std::fmt;
use url::Url;

/// The configuration key a field is sent under, as the platform spells it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(transparent)]
pub struct FieldKey(String);

impl FieldKey {
    /// A key as the platform spells it: dots, dashes, capitals and blanks all occur.
    pub fn new(key: impl Into<String>) -> Self {
        Self(key.into())
    }

    /// The key as it stands on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FieldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What kind of value a field takes, which decides how it is asked, masked, checked and sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text.
    #[default]
    Text,
    /// Text that is masked on the screen and kept in a [`crate::text::Secret`].
    Secret,
    /// A web address.
    Url,
    /// A whole number, sent as text, which every element accepts.
    Number,
    /// On or off, sent as a JSON boolean as the documentation writes it.
    Toggle,
    /// One of a few values.
    Choice(Vec<Choice>),
}

/// One value a choice can take, and what a person calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
}

/// One thing an element asks for: a row of the form, an entry of `configuration`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The configuration key.
    pub key: FieldKey,
    /// What a person calls it.
    pub label: String,
    /// How it is asked, masked, checked and sent.
    pub kind: FieldKind,
    /// Whether the form may be left without it.
    pub required: bool,
    /// What stands in the form from the start.
    pub default: Option<String>,
    /// A value that shows the shape, never sent.
    pub example: Option<String>,
    /// What it is and where to find it.
    pub help: String,
    /// Rarely touched: kept in the options section until asked for.
    pub optional_section: bool,
    /// The parameters of the authorization URL call that want the same value.
    pub query: Vec<String>,
    /// Where the value goes in the request.
    pub target: Target,
    /// Nobody is asked: the default is what is sent.
    pub hidden: bool,
    /// Which part of what people paste is meant.
    pub shape: Shape,
    /// The field and value it goes with: without them it is neither asked nor sent.
    pub goes_with: Option<(FieldKey, String)>,
    /// The parameter of the callback that fills it; known only once the browser is back.
    pub from_callback: Option<String>,
    /// The field whose value it has to repeat.
    pub same_as: Option<FieldKey>,
    /// Where it stands in an address people paste that carries several values at once.
    pub in_address: Option<AddressPart>,
}

/// A part of an address that carries several values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressPart {
    /// Scheme, host and port.
    Origin,
    /// The parameter of this name.
    Parameter(String),
}

impl AddressPart {
    /// The part as a file names it: `origin`, or a parameter's name.
    pub fn named(name: String) -> Self {
        if name == "origin" { Self::Origin } else { Self::Parameter(name) }
    }

    /// What stands there.
    pub fn extract(&self, address: &Url) -> Option<String> {
        let text = match self {
            Self::Origin => address.origin().ascii_serialization(),
            Self::Parameter(name) => {
                let mut pairs = address.query_pairs();
                pairs.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.into_owned())?
            }
        };
        (!text.is_empty()).then_some(text)
    }
}

/// Where a value goes in the request for an instance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// Into `configuration`, under the field's key.
    #[default]
    Configuration,
    /// Into `providerData`, under this name.
    ProviderData(String),
    /// Nowhere: it is wanted by the authorization URL call alone.
    Nowhere,
}

impl Field {
    /// A field that is asked, sent and nothing else.
    pub fn new(key: impl Into<String>, label: impl Into<String>, kind: FieldKind) -> Self {
        Self {
            key: FieldKey::new(key),
            label: label.into(),
            kind,
            required: false,
            default: None,
            example: None,
            help: String::new(),
            optional_section: false,
            query: Vec::new(),
            target: Target::default(),
            hidden: false,
            shape: Shape::default(),
            goes_with: None,
            from_callback: None,
            same_as: None,
            in_address: None,
        }
    }

    /// Says what is wrong with a value, in a sentence that tells how to mend it; `None` when nothing is.
    pub fn complaint(&self, value: &str) -> Option<String> {
        if value.is_empty() {
            return self.required.then(|| format!("{} is needed.", self.label));
        }
        match &self.kind {
            FieldKind::Url => address::complaint(value),
            FieldKind::Number if value.parse::<i64>().is_err() => {
                Some("Only a whole number fits here, such as 15.".into())
            }
            FieldKind::Choice(choices) if !choices.iter().any(|c| c.value == value) => {
                let known: Vec<_> = choices.iter().map(|c| c.value.as_str()).collect();
                Some(format!("Choose one of: {}.", known.join(", ")))
            }
            _ => None,
        }
    }

    /// Returns the configuration key with true if its value is secret, as a mask takes it.
    pub fn secrecy(&self) -> (&str, bool) {
        (self.key.as_str(), self.is_secret())
    }

    /// Whether the value is masked wherever it is shown.
    pub fn is_secret(&self) -> bool {
        self.kind == FieldKind::Secret
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_could_be_an_address_is_offered_as_one() {
        let field = Field::new("base.url", "Base URL", FieldKind::Url);
        for (typed, told) in [
            ("shop.example/x", "such as https://shop.example/x"),
            ("localhost:8080", "should begin with https://"),
            ("nonsense", "https://example.com/path"),
            ("not an address.", "no blanks"),
        ] {
            let said = field.complaint(typed).unwrap_or_default();
            assert!(said.contains(told), "{typed}: {said}");
        }
    }
}
