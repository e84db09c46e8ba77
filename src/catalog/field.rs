//! Fields of an element's form.

pub mod proxy;
mod shape;

pub use shape::Shape;

use crate::text::address;
use serde::Deserialize;
use std::fmt;
use url::Url;

/// Configuration key of a field, in the platform's spelling.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(transparent)]
pub struct FieldKey(String);

impl FieldKey {
    /// Creates a key from the platform's spelling, which may contain dots, dashes, capitals and spaces.
    pub fn new(key: impl Into<String>) -> Self {
        Self(key.into())
    }

    /// Returns the key as sent to the platform.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FieldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Type of a field's value, which decides how it is entered, masked, checked and sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text.
    #[default]
    Text,
    /// Text that is masked on the screen and stored in a [`crate::text::Secret`].
    Secret,
    /// A web address.
    Url,
    /// An integer, sent as text, which every element accepts.
    Number,
    /// A switch, sent as a JSON Boolean, as documented.
    Toggle,
    /// One of several values.
    Choice(Vec<Choice>),
    /// A JSON object or list, sent as text.
    Json,
}

/// Value of a choice with its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Value to send.
    pub value: String,
    /// Text to display.
    pub label: String,
}

/// Field of an element: a row of the form and an entry of `configuration`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Configuration key.
    pub key: FieldKey,
    /// Display name.
    pub label: String,
    /// Type of the value.
    pub kind: FieldKind,
    /// True if the form cannot be completed without it.
    pub required: bool,
    /// Initial value in the form.
    pub default: Option<String>,
    /// Example of the format, never sent.
    pub example: Option<String>,
    /// Description, and where to find the value.
    pub help: String,
    /// True if the field is rarely used, and hidden in the options section.
    pub optional_section: bool,
    /// Parameters of the authorization URL call with the same value.
    pub query: Vec<String>,
    /// Place of the value in the request.
    pub target: Target,
    /// True if the field is not shown and its default is sent.
    pub hidden: bool,
    /// Part of a pasted address that is used.
    pub shape: Shape,
    /// Field and value this field depends on. Unless it has that value, this field is neither shown nor sent.
    pub goes_with: Option<(FieldKey, String)>,
    /// Parameter of the callback that fills the field after consent.
    pub from_callback: Option<String>,
    /// Field whose value has to be repeated.
    pub same_as: Option<FieldKey>,
    /// Part of an address with several values that fills the field.
    pub in_address: Option<AddressPart>,
}

/// Part of an address with several values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressPart {
    /// Scheme, host and port.
    Origin,
    /// The query parameter with this name.
    Parameter(String),
}

impl AddressPart {
    /// Parses the name used in element files: `origin`, or the name of a parameter.
    pub fn named(name: String) -> Self {
        if name == "origin" { Self::Origin } else { Self::Parameter(name) }
    }

    /// Returns the value of this part of an address.
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

/// Place of a value in a create request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// An entry of `configuration`, with the field's key.
    #[default]
    Configuration,
    /// An entry of `providerData`, with this name.
    ProviderData(String),
    /// A member of the request itself, with the field's key. An existing instance has no such value.
    Request,
    /// Setting of an OAuth proxy, for consent alone.
    Proxy,
    /// Not sent: only the authorization URL call uses the value.
    Nowhere,
}

/// Member of a create request that asks for the objects of the new instance.
pub const RETRIEVE_OBJECTS: &str = "retrieveObjectsAfterInstantiation";

impl Field {
    /// Creates an optional field that is shown and sent.
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

    /// Creates the option to list the objects of a new instance, which every element has.
    pub(super) fn retrieve_objects() -> Self {
        Self {
            optional_section: true,
            target: Target::Request,
            help: "Lists the objects of the new instance, such as contacts, in the platform's answer. Creation takes longer.".into(),
            ..Self::new(RETRIEVE_OBJECTS, "List objects", FieldKind::Toggle)
        }
    }

    /// Returns a sentence with the fault of a value and the remedy, or `None` if the value is valid.
    pub fn complaint(&self, value: &str) -> Option<String> {
        if value.is_empty() {
            return self.required.then(|| format!("{} is needed.", self.label));
        }
        match &self.kind {
            FieldKind::Url => address::parse_complete(value).err().map(|fault| fault.to_string()),
            FieldKind::Number if value.parse::<i64>().is_err() => Some("Enter an integer, such as 15.".into()),
            FieldKind::Choice(choices) if !choices.iter().any(|c| c.value == value) => {
                let known: Vec<_> = choices.iter().map(|c| c.value.as_str()).collect();
                Some(format!("Choose one of: {}.", known.join(", ")))
            }
            FieldKind::Json => json_complaint(value),
            _ => None,
        }
    }

    /// Returns the configuration key with true if its value is secret, as a mask takes it.
    pub fn secrecy(&self) -> (&str, bool) {
        (self.key.as_str(), self.is_secret())
    }

    /// Returns true if the value is an address or a part of one, which differs between two environments of a provider.
    pub fn is_address(&self) -> bool {
        self.kind == FieldKind::Url || self.shape != Shape::Whole || self.in_address.is_some()
    }

    /// Returns true if the value is masked on display.
    pub fn is_secret(&self) -> bool {
        self.kind == FieldKind::Secret
    }
}

/// Returns the fault of a text that is no JSON object or list, with its place. The text is never quoted, since it may
/// contain a secret.
pub(crate) fn json_complaint(text: &str) -> Option<String> {
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(serde_json::Value::Object(_) | serde_json::Value::Array(_)) => None,
        Ok(_) => Some("Enter a JSON object, such as {\"contacts\": {}}.".into()),
        Err(error) => {
            let words = error.to_string();
            let (words, _) = words.rsplit_once(" at line ").unwrap_or((&words, ""));
            let line = if text.contains('\n') { format!("line {}, ", error.line()) } else { String::new() };
            Some(format!("Not valid JSON at {line}character {}: {words}.", error.column()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::object(r#"{"contacts": {"url": "/hubs/crm/contacts"}}"#, None)]
    #[case::list("[1]", None)]
    #[case::not_closed(r#"{"a": 1"#, Some("at character 7: EOF while parsing an object."))]
    #[case::no_comma(r#"{"a": 1 "b": 2}"#, Some("at character 9: expected `,` or `}`."))]
    #[case::several_lines("{\n  \"a\": x}", Some("at line 2, character 8: expected value."))]
    #[case::text("contacts", Some("at character 1: expected value."))]
    #[case::number("5", Some("Enter a JSON object"))]
    fn json_is_checked_and_the_place_of_the_fault_is_named(#[case] value: &str, #[case] expected: Option<&str>) {
        let complaint = Field::new("event.poller.configuration", "Poller", FieldKind::Json).complaint(value);
        let is_as_expected = match (&complaint, expected) {
            (Some(complaint), Some(expected)) => complaint.contains(expected),
            (complaint, expected) => complaint.is_none() && expected.is_none(),
        };
        assert!(is_as_expected, "{complaint:?}");
    }

    #[test]
    fn complete_address_is_suggested_only_for_a_possible_host() {
        let field = Field::new("base.url", "Base URL", FieldKind::Url);
        for (typed, expected) in [
            ("shop.example/x", "such as https://shop.example/x"),
            ("localhost:8080", "Start the address with https://"),
            ("nonsense", "https://example.com/path"),
            ("not an address.", "no spaces"),
        ] {
            let complaint = field.complaint(typed).unwrap_or_default();
            assert!(complaint.contains(expected), "{typed}: {complaint}");
        }
    }
}
