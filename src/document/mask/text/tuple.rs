//! Names and values in a tuple, `{password, "x"}`, and passwords after the distinguished name of a user.

use super::{
    super::{name::hides, spans::Spans, value::is_harmless},
    quote::{next_quoted, quoted},
};

/// Finds the secrets in the tuples of a line.
pub(super) fn find(line: &str, spans: &mut Spans) {
    named(line, spans);
    bound(line, spans);
}

/// Finds values after an atom of Erlang or Elixir.
fn named(line: &str, spans: &mut Spans) {
    for (open, _) in line.match_indices('{') {
        let rest = line.get(open + 1..).unwrap_or_default().trim_start();
        let atom = rest.strip_prefix(':').unwrap_or(rest);
        let after = atom.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let name = atom.get(..atom.len() - after.len()).unwrap_or_default();
        let Some(value) = after.trim_start().strip_prefix(',').filter(|_| !name.is_empty()) else { continue };
        let value = value.trim_start();
        let value = value.strip_prefix("<<").unwrap_or(value);
        let Some((range, _)) = quoted(line, line.len() - value.len()) else { continue };
        let text = line.get(range.clone()).unwrap_or_default();
        if hides(name, text) && !is_harmless(text) {
            spans.add(range);
        }
    }
}

/// Finds the text after the distinguished name of a user: `"cn=admin,dc=example,dc=org", "x"`.
fn bound(line: &str, spans: &mut Spans) {
    let mut at = 0;
    while let Some((name, rest)) = next_quoted(line, at) {
        at = rest;
        let is_user = line.get(name).is_some_and(is_distinguished_name);
        let value = line.get(rest..).filter(|_| is_user).and_then(|rest| rest.trim_start().strip_prefix(','));
        let Some((range, _)) = value.and_then(|value| quoted(line, line.len() - value.len())) else { continue };
        let text = line.get(range.clone()).unwrap_or_default();
        if !text.contains(['=', ' ', '/', '(']) && !is_harmless(text) {
            spans.add(range);
        }
    }
}

/// Returns true if a text names an entry of a directory (RFC 4514).
fn is_distinguished_name(text: &str) -> bool {
    let is_part = |part: &str| {
        let attribute = part.split_once('=').map(|(attribute, _)| attribute.trim().to_ascii_lowercase());
        attribute.is_some_and(|attribute| matches!(&*attribute, "cn" | "uid" | "ou" | "dc" | "o" | "c" | "l" | "sn"))
    };
    text.contains(',') && text.split(',').all(is_part)
}
