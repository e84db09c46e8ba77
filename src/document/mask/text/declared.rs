//! Variables of programs with a type or another sign between their name and their value: `DB_PASSWORD As String = "x"`.

use super::{
    super::{
        name::hides,
        spans::Spans,
        value::{after_scheme, is_harmless},
    },
    quote::quoted,
};

/// Signs before a value, the longest first.
const SIGNS: [&str; 8] = ["||=", "??=", "//=", ":=", "<-", "=", " VALUE ", " value "];

/// Words of a type, in lowercase.
const TYPES: &[&str] = &[
    "as",
    "string",
    "str",
    "char",
    "text",
    "varchar",
    "varchar2",
    "nvarchar",
    "nchar",
    "clob",
    "type",
    "pic",
    "x",
    "get",
    "set",
    "init",
    "optional",
    "option",
    "secretstr",
    "securestring",
    "const",
    "constant",
    "bytes",
    "byte",
    "null",
    "not",
    "none",
    "max",
    "wstring",
    "ansistring",
    "any",
    "object",
    "final",
];

/// Finds the values of secret variables.
pub(super) fn find(line: &str, spans: &mut Spans) {
    if !line.contains(['"', '\'', '`']) || line.trim_start().starts_with('<') {
        return;
    }
    for sign in SIGNS {
        for (at, _) in line.match_indices(sign) {
            let value = line.get(at + sign.len()..).unwrap_or_default().trim_start();
            // Quotes of SQL may have a letter before them.
            let value = value.strip_prefix(['N', 'E']).filter(|rest| rest.starts_with('\'')).unwrap_or(value);
            let Some((range, _)) =
                quoted(line, line.len() - value.len()).filter(|_| value.starts_with(['"', '\'', '`']))
            else {
                continue;
            };
            let text = line.get(range.clone()).unwrap_or_default();
            let before = line.get(..at).unwrap_or_default();
            // The quote may end a text instead, to which a variable is joined. A long line has many quotes.
            let is_begin = || before.len() > 4096 || before.matches('"').count() % 2 == 0;
            let is_secret = name(before, sign).is_some_and(|name| hides(name, text)) && is_begin();
            if is_secret && !is_harmless(text) {
                spans.add(range.start + after_scheme(text)..range.end);
            }
        }
    }
}

/// Returns true if the text after a colon is a type with a value: `String = "x"`. The value is not all of it.
pub(super) fn begins_with_type(text: &str) -> bool {
    let Some((before, value)) = text.split_once('=') else { return false };
    let mut words = before.split(|c: char| !is_part(c)).filter(|word| !word.is_empty()).peekable();
    value.trim_start().starts_with(['"', '\'', '`']) && words.peek().is_some() && words.all(is_type)
}

/// Returns the name of the variable at the end of this text, before the words of a type. A name directly before `=` is left
/// to [`super::assign`].
fn name<'t>(before: &'t str, sign: &str) -> Option<&'t str> {
    let from = before.char_indices().rev().nth(80).map_or(0, |(at, _)| at);
    let tail = before.get(from..)?.trim_end_matches(|c: char| !is_part(c));
    let mut words = tail.rsplit(|c: char| !is_part(c)).filter(|word| !word.is_empty());
    let found = words.find(|word| !is_type(word))?;
    // Between them are only the signs of a type.
    let end = tail.rfind(found)? + found.len();
    let signs =
        |c: char| is_part(c) || matches!(c, ' ' | ':' | '[' | ']' | '(' | ')' | '<' | '>' | ';' | '{' | '}' | '?');
    let between = before.get(from + end..)?;
    let is_direct = sign == "=" && between.trim_matches(['"', '\'', ' ']).is_empty();
    (!is_direct && tail.get(end..)?.chars().all(signs)).then_some(found)
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// Returns true if a word belongs to a type: its name, or a length.
fn is_type(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit()) || TYPES.contains(&&*word.to_ascii_lowercase())
}
