//! Values read from a paste, with the line each begins on.

use serde_json::{Map, Number, Value as Json};
use zeroize::Zeroizing;

/// A value and its line, counted from 1.
pub(super) struct PastedNode {
    /// The value.
    pub value: NodeValue,
    /// The line it begins on.
    pub line: usize,
}

/// A value as it was written.
pub(super) enum NodeValue {
    /// Nothing.
    Null,
    /// On or off.
    Flag(bool),
    /// A number, spelled as it was.
    Number(String),
    /// A text.
    Text(Zeroizing<String>),
    /// Values in order.
    List(Vec<PastedNode>),
    /// Values by name, in order; a name may occur twice.
    Map(Vec<(String, PastedNode)>),
    /// A variable, a call, or another piece of a program.
    Code,
}

impl PastedNode {
    /// A text on a line.
    pub fn text(text: &str, line: usize) -> Self {
        Self { value: NodeValue::Text(Zeroizing::new(text.to_owned())), line }
    }

    /// The entries of a map; empty for other values.
    pub fn entries(&self) -> &[(String, Self)] {
        if let NodeValue::Map(entries) = &self.value { entries } else { &[] }
    }

    /// The last entry of a map with this name, in any case.
    pub fn entry(&self, name: &str) -> Option<&Self> {
        self.entries().iter().rev().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, node)| node)
    }

    /// The value as a text, where it is a text, a number, or on or off.
    pub fn scalar(&self) -> Option<Zeroizing<String>> {
        match &self.value {
            NodeValue::Text(text) => Some(text.clone()),
            NodeValue::Number(number) => Some(Zeroizing::new(number.clone())),
            NodeValue::Flag(flag) => Some(Zeroizing::new(flag.to_string())),
            NodeValue::Null | NodeValue::List(_) | NodeValue::Map(_) | NodeValue::Code => None,
        }
    }

    /// The value as JSON; code becomes `null`.
    pub fn json(&self) -> Json {
        match &self.value {
            NodeValue::Null | NodeValue::Code => Json::Null,
            NodeValue::Flag(flag) => Json::Bool(*flag),
            NodeValue::Number(number) => {
                number.parse::<Number>().map_or_else(|_| Json::String(number.clone()), Json::Number)
            }
            NodeValue::Text(text) => Json::String(text.to_string()),
            NodeValue::List(items) => items.iter().map(Self::json).collect(),
            NodeValue::Map(entries) => {
                Json::Object(entries.iter().map(|(key, node)| (key.clone(), node.json())).collect::<Map<_, _>>())
            }
        }
    }
}
