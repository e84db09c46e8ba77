//! Kinds of JSON values.

/// The kinds of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    String,
    /// As it was sent, however large or exact.
    Number,
    /// `true` or `false`
    Bool,
    /// `null`
    Null,
}

impl NodeKind {
    /// Whether it holds other values.
    pub fn is_container(self) -> bool {
        matches!(self, Self::Object | Self::Array)
    }

    /// Returns the kind by the first byte of a checked value.
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
