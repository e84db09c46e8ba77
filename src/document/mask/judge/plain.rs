//! Values that are plain by their kind, or by the names of identifiers around them.

use super::{super::name::is_name_of_hash, place::Facts};
use crate::document::json::{Node, NodeKind};

/// Returns true if a random value is an identifier or a hash by its name. The items of a list have its name.
pub(super) fn is_identifier(node: Node<'_>, facts: &Facts) -> bool {
    let list = || node.parent().and_then(Node::key).unwrap_or_default();
    let key = node.key().unwrap_or_else(list);
    is_name_of_hash(&key) || facts.is_identifier(&key)
}

/// Returns true for a number of at most six digits.
pub(super) fn is_short_number(node: Node<'_>) -> bool {
    node.kind() == NodeKind::Number && node.raw().len() <= 6 && node.raw().bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns true if a number is a count of tokens.
pub(super) fn is_count(node: Node<'_>, key: Option<&str>) -> bool {
    let plural = key.is_some_and(|key| key.to_lowercase().ends_with('s'));
    node.kind() == NodeKind::Number && node.raw().len() <= 7 && plural
}
