//! Kinds of JSON values.

/// Kind of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    String,
    /// A number as sent, with all its digits.
    Number,
    /// `true` or `false`
    Bool,
    /// `null`
    Null,
}

impl NodeKind {
    /// Returns true if the value contains other values.
    pub fn is_container(self) -> bool {
        matches!(self, Self::Object | Self::Array)
    }

    /// Returns the kind of a valid value, given its first byte.
    pub(super) fn from_first_byte(byte: Option<u8>) -> Self {
        match byte {
            Some(b'{') => Self::Object,
            Some(b'[') => Self::Array,
            Some(b'"') => Self::String,
            Some(b't' | b'f') => Self::Bool,
            Some(b'n') => Self::Null,
            _ => Self::Number,
        }
    }
}
