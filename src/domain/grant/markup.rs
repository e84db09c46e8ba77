//! HTML and XML tags around names and values.

use super::parameter;

/// Replaces tags by line and cell separators. Form fields and elements with a known name become pairs.
pub(super) fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        let Some((tag, tail)) =
            after.split_once('>').filter(|(tag, _)| tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
        else {
            rest = after;
            continue;
        };
        let name = tag.split([' ', '\n', '\t']).next().unwrap_or_default();
        let attributes = attribute(tag, "name").zip(attribute(tag, "value"));
        match attributes {
            Some((name, value)) => plain.extend(["\n", name, "=", value, "\n"]),
            None if parameter::KNOWN.contains(&name) => plain.extend(["\n", name, ": "]),
            None => plain.push(match name.to_lowercase().as_str() {
                "td" | "/td" | "th" | "/th" | "dd" | "/dd" | "dt" | "/dt" => '\t',
                "span" | "/span" | "b" | "/b" | "i" | "/i" | "strong" | "/strong" | "em" | "/em" => ' ',
                _ => '\n',
            }),
        }
        rest = tail;
    }
    plain.push_str(rest);
    plain
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}="))?;
    let quote = rest.chars().next()?;
    if matches!(quote, '"' | '\'') { rest.get(1..)?.split(quote).next() } else { rest.split([' ', '/']).next() }
}

/// Removes brackets and markup before a value, and Python's prefix of a string.
pub(super) fn opened(value: &str) -> &str {
    let value = value.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '{' | '<' | '*'));
    // A code may begin with an underscore; a pair of underscores is markup.
    let value = value.strip_prefix('_').and_then(|rest| rest.strip_suffix('_')).unwrap_or(value);
    let is_quote = |rest: &&str| rest.starts_with(['\'', '"']);
    value.strip_prefix(['u', 'b']).filter(is_quote).unwrap_or(value)
}

/// Returns true if the text contains a letter or digit.
pub(super) fn is_text(part: &str) -> bool {
    part.chars().any(char::is_alphanumeric)
}
