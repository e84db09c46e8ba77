//! Items of lists that depend on the item before: arguments of a command, headers, pairs.

use super::super::{
    name::{is_credential_header, is_secret_name},
    spans::Spans,
};
use crate::document::json::{Node, NodeKind};

/// Finds the password after `-u` in a list of arguments.
pub(super) fn option(node: Node<'_>, text: &str, spans: &mut Spans) {
    if node.position().is_none() {
        return;
    }
    let before = node.previous_sibling();
    let attached = text.starts_with("-p") && text.len() > 3 && !text.starts_with("-p=") && !text.starts_with("--");
    if attached
        && std::iter::successors(before, |node| node.previous_sibling())
            .take(16)
            .any(|node| ["mysql", "mariadb", "sshpass"].iter().any(|command| node.raw().contains(command)))
    {
        spans.add(2..text.len());
    }
    let is_user = before.is_some_and(|before| matches!(&*before.text(), "-u" | "--user" | "--proxy-user"));
    if let Some((user, password)) = text.split_once(':').filter(|_| is_user) {
        spans.add(user.len() + 1..user.len() + 1 + password.len());
    }
}

/// Returns true if the item before a value in a list is a secret name: an option of a command, a header, the first of a
/// pair.
pub(super) fn follows_name(node: Node<'_>) -> bool {
    let Some(before) = node.previous_sibling().filter(|before| before.kind() == NodeKind::String) else { return false };
    let (name, text) = (before.text(), node.text());
    if let Some(option) = name.strip_prefix('-') {
        return !name.contains(['=', ' ']) && is_secret_name(option) && !text.starts_with("--");
    }
    let position = node.position().unwrap_or_default();
    let of_list = |parent: Node<'_>| parent.parent().is_some_and(|list| list.kind() == NodeKind::Array);
    let is_pair = position == 1 && node.parent().is_some_and(|parent| parent.children() == 2 && of_list(parent));
    is_pair && is_secret_name(&name) && !is_secret_name(&text) || position % 2 == 1 && is_credential_header(&name)
}
