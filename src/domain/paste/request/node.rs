//! Values parsed from a paste, with their line numbers.

use serde_json::{Map, Number, Value as Json};
use zeroize::Zeroizing;

/// Value with its line.
pub(super) struct PastedNode {
    /// Value.
    pub value: NodeValue,
    /// Line it begins on, counted from 1.
    pub line: usize,
}

/// Value as written.
pub(super) enum NodeValue {
    /// No value.
    Null,
    /// A Boolean.
    Flag(bool),
    /// A number in its original spelling.
    Number(String),
    /// A text.
    Text(Zeroizing<String>),
    /// Values in order.
    List(Vec<PastedNode>),
    /// Values by name, in order. A name may be repeated.
    Map(Vec<(String, PastedNode)>),
    /// A variable, a call, or another expression.
    Code,
}

impl NodeValue {
    /// Returns the only item of a list, such as a value in brackets, and any other value unchanged.
    pub fn unwrapped(self) -> Self {
        match self {
            Self::List(mut items) if items.len() == 1 => items.pop().map_or(Self::Null, |node| node.value),
            value => value,
        }
    }
}

impl PastedNode {
    /// Creates a text node.
    pub fn text(text: &str, line: usize) -> Self {
        Self { value: NodeValue::Text(Zeroizing::new(text.to_owned())), line }
    }

    /// Returns the entries of a map, or an empty slice for other values.
    pub fn entries(&self) -> &[(String, Self)] {
        if let NodeValue::Map(entries) = &self.value { entries } else { &[] }
    }

    /// Returns the last entry of a map with this name, ignoring case.
    pub fn entry(&self, name: &str) -> Option<&Self> {
        self.entries().iter().rev().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, node)| node)
    }

    /// Returns a text, number or Boolean as text.
    pub fn scalar(&self) -> Option<Zeroizing<String>> {
        match &self.value {
            NodeValue::Text(text) => Some(text.clone()),
            NodeValue::Number(number) => Some(Zeroizing::new(number.clone())),
            NodeValue::Flag(flag) => Some(Zeroizing::new(flag.to_string())),
            NodeValue::Null | NodeValue::List(_) | NodeValue::Map(_) | NodeValue::Code => None,
        }
    }

    /// Returns the value as JSON. Code becomes `null`.
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
