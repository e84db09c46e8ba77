//! Names with a value: `password: x`, `TOKEN=x`, `"api_key" => "x"`, headers.

mod code;
mod extent;
mod phrase;

use super::{
    super::{
        name::{API_KEY, API_SECRET, hides, is_cookie, is_name_of_secret, is_secret_name, may_be_secret, squeeze},
        shape::{parts, resembles_key, trimmed},
        spans::Spans,
        value::{after_scheme, cookie_values, cookies, is_expression, is_harmless, is_prose, is_signed},
    },
    declared::begins_with_type,
    quote::closing,
};
use code::{
    begins_with_place, is_branch, is_joined_text, is_key_path, is_label, is_list_of_pairs, is_noted, is_pair,
    is_reference,
};
use extent::{Name, braced, unquoted, wrapped};
use std::ops::Range;

/// Content of the next line that belongs to this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follows {
    /// Block of lines with more indentation.
    Block,
    /// The value.
    Value,
    /// Rest of a quoted value.
    Quote(char),
    /// Rest of an unquoted value.
    Continued,
}

/// Covers the values of secret names. Returns the content expected in the next line.
pub(super) fn find(line: &str, spans: &mut Spans) -> Option<Follows> {
    let mut follows = None;
    let mut covered_to = 0;
    for (at, sign) in line.match_indices([':', '=', '：']) {
        if at < covered_to || spans.has(&(at..at + 1)) {
            continue;
        }
        let Some(name) = name(line, at, sign) else { continue };
        let (range, then) = given(line, &name);
        follows = then.or(follows.filter(|_| range.is_none()));
        if let Some(range) = range {
            let quoted = line.get(..range.start).is_some_and(|before| before.ends_with(['"', '\'', '`']));
            let text = line.get(range.clone()).unwrap_or_default();
            let is_code = !quoted && (is_expression(text) || is_reference(text, &name) || is_noted(line, &range));
            let credentials = text.get(after_scheme(text)..).unwrap_or_default();
            let is_key = text.starts_with("-----BEGIN ") && !text.contains("-----END ");
            let is_list = !quoted && (is_list_of_pairs(text) || is_pair(text) || begins_with_place(text));
            let is_apart = is_key || is_list || is_harmless(credentials);
            let is_platform = text.contains(", Organization ") || text.contains(", Element ");
            let is_application = name.words == API_KEY && line.contains(API_SECRET);
            let is_named = is_application || is_name_of_secret(name.words, text);
            let is_open = !hides(name.words, text)
                || name.is_weak && !resembles_key(text)
                || is_key_path(text, &name, line)
                || is_apart
                || is_named
                || is_code
                || is_platform
                || is_signed(text)
                || !quoted && is_prose(text);
            let cookies = if is_cookie(name.words) { cookie_values(text) } else { cookies(text) };
            covered_to = if is_apart { covered_to } else { range.end };
            // The rest of a value that is shown is shown as well.
            follows = then.filter(|then| !(is_open && *then == Follows::Continued));
            // A plan of changes has the new value after the old one: `"a" -> "b"`.
            if let Some(new) = changed(line, &range).filter(|_| quoted && !is_open) {
                spans.add(new);
            }
            if let Some(values) = cookies.or_else(|| parts(text)) {
                spans.add_all(&values, range.start);
            } else if !is_open {
                spans.add(range.start + after_scheme(text)..range.end);
            }
        }
    }
    follows
}

/// Returns the range of the new value in a plan of changes, after the quote that ends the old one.
fn changed(line: &str, old: &Range<usize>) -> Option<Range<usize>> {
    let new = line.get(old.end + 1..)?.strip_prefix(" -> \"")?;
    let start = line.len() - new.len();
    Some(start..start + closing(new, '"')?)
}

/// Words before a name that begins a line.
const LEADS: &[&str] =
    &["export", "set", "setx", "env", "arg", "declare", "local", "let", "const", "var", "environment", "your", "the"];

/// Returns the name before a sign, if it is secret.
fn name<'t>(line: &'t str, at: usize, sign: &str) -> Option<Name<'t>> {
    let colon = sign != "=";
    let (before, after) = (line.get(..at)?, line.get(at + sign.len()..)?);
    let last = before.chars().next_back();
    let skipped = if colon {
        after.starts_with("//")
            || after.starts_with(':')
            || is_default(before, after)
            || last == Some(':')
            || is_namespace(before, after)
            || begins_with_type(after)
    } else {
        after.starts_with(['=', '~']) || matches!(last, Some('=' | '!' | '<' | '>' | '~' | ':'))
    };
    if skipped {
        return None;
    }
    let end = at + sign.len() + usize::from(after.starts_with(['>', '=']));
    let around = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\' | ']' | ')' | '*' | '`' | '?' | '!');
    let trimmed = before.trim_end_matches(around);
    let stops = |c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ' | '\u{a0}' | ':'));
    let start = trimmed
        .rfind(stops)
        .map_or(0, |stop| stop + trimmed.get(stop..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    // The source of a message: `pam_unix(sudo:auth): failure`.
    let outer = trimmed.get(..start).unwrap_or_default();
    if last == Some(')') && outer.strip_suffix('(').is_some_and(|outer| outer.ends_with(char::is_alphanumeric)) {
        return None;
    }
    if let Some(name) = phrase::name(line, at, sign) {
        return Some(name);
    }
    let label = trimmed.get(start..)?.trim_start_matches(['-', ' ', '.']);
    let source = label;
    let label = label.rsplit(": ").next()?;
    if is_source(source) || is_source(label) {
        return None;
    }
    let (words, is_weak) = secret_end(label)?;
    if trimmed.get(..trimmed.len() - words.len())?.ends_with(if colon { "/" } else { "//" }) {
        // The user before a host, or the end of a path.
        return None;
    }
    let lead = trimmed.get(..trimmed.len() - words.len())?.trim_matches(|c: char| !c.is_alphanumeric());
    let in_flow = before.rfind('{').is_some_and(|open| !before.get(open..).is_some_and(|inner| inner.contains('}')));
    let is_label = colon && is_label(before, after);
    let leads = lead.is_empty() || is_label || !in_flow && LEADS.iter().any(|word| lead.eq_ignore_ascii_case(word));
    let is_quoted = last.is_some_and(|last| matches!(last, '"' | '\'')) && !in_flow_of_yaml(before);
    Some(Name { words, leads, colon, end, is_weak, is_quoted })
}

/// Returns true if a colon begins a message, or a reference as the default of a variable in a shell: `${TOKEN:-$OTHER}`.
fn is_default(before: &str, after: &str) -> bool {
    let name = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let default = after.strip_prefix(['-', '=', '+']);
    name.ends_with("${")
        && (after.starts_with('?') || default.is_some_and(|default| default.starts_with(['$', '}', '`'])))
}

/// Returns true if a colon is inside of the name of an attribute: `<UsernameToken wsu:Id="x">`.
fn is_namespace(before: &str, after: &str) -> bool {
    let name = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
    name.len() < after.len() && name.starts_with("=\"") && before.contains('<')
}

/// Returns true if a quote encloses more than a name: `"a: b", "PASSWORD`.
fn in_flow_of_yaml(before: &str) -> bool {
    ['"', '\''].into_iter().all(|quote| before.matches(quote).count() % 2 == 1)
}

/// Levels of a log before the name of its source.
const LEVELS: &[&str] = &["TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "WARNING", "ERROR", "CRITICAL", "FATAL"];

/// Returns true if a label is the source of a line in a log, `DEBUG:botocore.auth`, or part of a resource name.
fn is_source(label: &str) -> bool {
    let begin = label.split(':').next().unwrap_or_default();
    LEVELS.contains(&begin) || begin == "arn" && label.contains(':')
}

/// Returns the words at the end of a label that are a secret name: the last two of "the new API key". The flag is true
/// if another word follows the name, "apikey nova".
fn secret_end(label: &str) -> Option<(&str, bool)> {
    let mut starts: Vec<usize> = label.match_indices(' ').map(|(at, _)| at + 1).collect();
    starts.insert(0, 0);
    // An identifier of several words is a name on its own.
    let is_identifier = |word: &str| {
        word.contains('_')
            || word.chars().zip(word.chars().skip(1)).any(|(one, two)| one.is_lowercase() && two.is_uppercase())
    };
    let most = if label.rsplit(' ').next().is_some_and(is_identifier) { 1 } else { 3 };
    starts.into_iter().rev().take(most).find_map(|start| {
        let words = label.get(start..)?;
        let without_last = words.rsplit_once(' ').map(|(before, _)| before);
        let last = words.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let says_more = without_last.is_none_or(|before| !may_be_secret(before))
            || matches!(&*last, "is" | "ist" | "est" | "es" | "value");
        let is_weak = !says_more && words.split(' ').count() == 2;
        (may_be_secret(words) && (says_more || is_weak)).then_some((words, is_weak))
    })
}

/// Returns the range of the value after a name, and the content expected in the next line.
fn given(line: &str, name: &Name<'_>) -> (Option<Range<usize>>, Option<Follows>) {
    let rest = line.get(name.end..).unwrap_or_default();
    let body = rest.trim_start();
    // End of a bold label.
    let body = body.strip_prefix("** ").map_or(body, str::trim_start);
    let mut start = line.len() - body.len();
    let ended = body.trim_end();
    if ended.is_empty() {
        let is_signature = squeeze(name.words).trim_end_matches("value").ends_with("signature");
        return (None, (!is_branch(line) && !is_signature).then_some(Follows::Value));
    }
    if ended == "\\" {
        return (None, Some(Follows::Continued));
    }
    let is_block =
        matches!(ended.trim_end_matches(|c: char| c.is_ascii_digit()), "|" | ">" | "|-" | ">-" | "|+" | ">+");
    if name.colon && (is_block || body.starts_with('!') && ended.ends_with('|')) {
        return (None, is_secret_name(name.words).then_some(Follows::Block));
    }
    // Prefix letters of quotes in some languages.
    let lettered =
        body.strip_prefix(['f', 'b', 'r', 'u', '@', '$', 'L', 'N', 'E']).filter(|rest| rest.starts_with(['"', '\'']));
    start += lettered.map_or(0, |rest| body.len() - rest.len());
    let body = lettered.unwrap_or(body);
    if name.colon && is_prompt(line.get(..name.end).unwrap_or_default(), body) {
        return (None, None);
    }
    if is_joined_text(line.get(..name.end).unwrap_or_default(), body) {
        return (None, None);
    }
    if let Some(found) = quoted(line, body, start) {
        return found;
    }
    if body.starts_with('[') {
        return (list_end(body, name).map(|stop| trimmed(line, start + 1, start + stop)), None);
    }
    if body.starts_with("('") || body.starts_with("(\"") {
        // Pair of user and password.
        let stop = body.find(')').unwrap_or(body.len());
        let (first, second) = body.get(1..stop).unwrap_or_default().split_once(',').unwrap_or_default();
        let is_pair = second.trim_start().starts_with(['"', '\'']);
        return (is_pair.then(|| trimmed(line, start + first.len() + 2, start + stop)), None);
    }
    if let Some(range) = braced(body, name) {
        return (Some(start..start + range), None);
    }
    if let Some(range) = wrapped(body) {
        return (Some(start + range.start..start + range.end), None);
    }
    let is_open = body.starts_with("$(")
        || body.starts_with('{') && !body.starts_with("{{")
        || matches!(ended, "," | ";" | "}" | ")");
    if is_open || body.starts_with(['&', '*', '<']) && body.contains("</") {
        return (None, None);
    }
    let range = start..start + unquoted(line, body, name);
    let goes_on = line.get(range.clone()).is_some_and(|text| text.ends_with('\\'));
    (Some(trimmed(line, range.start, range.end)), goes_on.then_some(Follows::Continued))
}

/// Returns the offset of the bracket after a list, if its items are secrets and not their names.
fn list_end(body: &str, name: &Name<'_>) -> Option<usize> {
    let is_one = |list: &str| list.contains(['"', '\'']) || !name.colon && !list.contains([' ', ',', '[']);
    let is_list = name.leads && name.words.ends_with('s');
    let is_named = |list: &str| {
        let (squeezed, is_kebab) = (squeeze(name.words), list.contains('-') && !list.contains(','));
        let list = list.trim_matches(['"', '\'']);
        (squeezed.ends_with("secrets") || squeezed.ends_with("credentials") && is_kebab)
            && list.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '_' | '-' | ',' | ' '))
    };
    body.find(']').filter(|stop| body.get(1..*stop).is_some_and(|list| (is_list || is_one(list)) && !is_named(list)))
}

/// Returns true if a name ends a prompt in quotes: `read -p "Password: " word`.
fn is_prompt(before: &str, body: &str) -> bool {
    let ends = |quote: char| body.starts_with(quote) && before.matches(quote).count() % 2 == 1;
    let goes_on = body.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()));
    ['"', '\''].into_iter().any(ends) && !goes_on
}

/// Returns the range of a value in quotes, and the content expected in the next line.
fn quoted(line: &str, body: &str, start: usize) -> Option<(Option<Range<usize>>, Option<Follows>)> {
    if let Some(inner) = body.strip_prefix("\\\"") {
        let stop = inner.find("\\\"").unwrap_or(inner.len());
        return Some((Some(start + 2..start + 2 + stop), None));
    }
    if let Some(triple) = ["'''", "\"\"\""].into_iter().find(|triple| body.starts_with(triple))
        && let Some(stop) = body.get(3..).and_then(|inner| inner.find(triple))
    {
        return Some((Some(start + 3..start + 3 + stop), None));
    }
    let quote = body.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let stop = closing(body.get(1..).unwrap_or_default(), quote);
    let follows = stop.is_none().then_some(Follows::Quote(quote));
    let range = trimmed(line, start + 1, stop.map_or(line.len(), |stop| start + 1 + stop));
    Some((Some(range), follows))
}
