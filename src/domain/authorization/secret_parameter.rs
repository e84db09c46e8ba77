//! Secret parameters of an address.

use std::ops::Range;
use url::form_urlencoded;

/// Levels of addresses within a parameter that are searched.
const DEPTH: usize = 3;

/// Returns the places of the values to mask, in their order: of the parameters in the query and in the fragment whose
/// name says secret, or whose value is another address with such a parameter.
pub(super) fn values(address: &str) -> Vec<Range<usize>> {
    let end = address.find('#').unwrap_or(address.len());
    let query = address.get(..end).and_then(|before| before.find('?')).unwrap_or(end);
    let mut values = Vec::new();
    for (mut at, pairs) in [(query, address.get(query..end)), (end + 1, address.get(end + 1..))] {
        for pair in pairs.unwrap_or_default().split('&') {
            let value = pair.find('=').filter(|_| is_secret(pair, DEPTH));
            values.extend(value.map(|sign| at + sign + 1..at + pair.len()));
            at += pair.len() + 1;
        }
    }
    values
}

/// Returns true if a pair of name and value is one to mask. Names are compared decoded, as the provider reads them.
fn is_secret(pair: &str, depth: usize) -> bool {
    let is_named = |name: &str| name.to_ascii_lowercase().contains("secret");
    let has_inner = |value: &str| depth > 0 && value.split(['?', '&', '#']).any(|inner| is_secret(inner, depth - 1));
    pair.contains('=')
        && form_urlencoded::parse(pair.as_bytes()).any(|(name, value)| is_named(&name) || has_inner(&value))
}
