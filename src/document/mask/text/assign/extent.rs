//! Extents of values: in braces, in quotes, up to the next name or command.

use super::super::{
    super::{
        name::{is_cookie, is_credential_header, squeeze},
        value::{is_harmless, is_signed},
    },
    quote::closing,
};
use std::ops::Range;

/// Name with the sign after it.
#[expect(clippy::struct_excessive_bools, reason = "independent properties of the name")]
pub(super) struct Name<'t> {
    pub(super) words: &'t str,
    /// True if the name begins the line.
    pub(super) leads: bool,
    pub(super) colon: bool,
    /// Offset after the sign.
    pub(super) end: usize,
    /// True if another word follows the name, so that the value has to look like a key.
    pub(super) is_weak: bool,
    /// True if the name is in quotes.
    pub(super) is_quoted: bool,
}

/// Returns the length of a value in braces, as connection strings have it: `PWD={a;b}c;`.
pub(super) fn braced(body: &str, name: &Name<'_>) -> Option<usize> {
    let inner = body.strip_prefix('{').filter(|inner| !name.colon && !inner.starts_with('{'))?;
    let stop = inner.find('}')? + 2;
    let rest = body.get(stop..)?;
    let is_object = inner.get(..stop - 2)?.contains(['"', '=', ':', ' ']) || inner.starts_with('}');
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ';' | '"' | '\'')).unwrap_or(rest.len());
    (!is_object).then_some(stop + end)
}

/// Functions that return their argument in another form.
const WRAPPERS: &[&str] = &[
    "secure",
    "secret",
    "sensitive",
    "password",
    "str",
    "string",
    "bytes",
    "encode",
    "from",
    "new",
    "some",
    "md5",
    "sha",
    "crypt",
    "hash",
];

/// Returns the range of a literal in a call that only wraps it: `SecretStr("x")`, `ConvertTo-SecureString 'x' -Force`.
pub(super) fn wrapped(body: &str) -> Option<Range<usize>> {
    let open = body.find(['"', '\'', '`'])?;
    let function = body.get(..open)?.trim_end_matches([' ', '(']);
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':' | '-' | ' ' | '(');
    let lower = function.rsplit(['.', ' ', ':', '(']).next()?.to_ascii_lowercase();
    let wraps = WRAPPERS.iter().any(|wrapper| lower.contains(wrapper)) && !lower.starts_with("get");
    let stop = open + 1 + closing(body.get(open + 1..)?, body.get(open..)?.chars().next()?)?;
    (wraps && function.chars().all(is_name)).then_some(open + 1..stop)
}

/// Returns the length of an unquoted value.
pub(super) fn unquoted(line: &str, body: &str, name: &Name<'_>) -> usize {
    let label = squeeze(name.words);
    let in_quotes = || {
        let before = line.get(..name.end).unwrap_or_default();
        ['"', '\'', '`'].into_iter().find(|quote| before.matches(*quote).count() % 2 == 1)
    };
    if name.colon && !name.is_quoted && is_credential_header(name.words)
        || is_cookie(&label)
        || label == "authorization"
    {
        let end = in_quotes().and_then(|quote| body.find(quote)).unwrap_or(body.len());
        // Printed headers: `{authorization=Token x, x-request-id=y}`. A signed request has pairs of its own.
        let pair = next_pair(body).filter(|_| !name.colon && !is_cookie(&label) && !is_signed(body));
        let pair = pair.and_then(|pair| body.get(..pair)?.strip_suffix(',').map(str::len));
        return pair.map_or(end, |pair| pair.min(end));
    }
    let first = || body.find(char::is_whitespace).unwrap_or(body.len());
    if name.leads && line.trim_start().starts_with("-D") {
        return first();
    }
    let comment = [" #", " //", "\t#", " ; "].iter().filter_map(|sign| body.find(sign)).min().unwrap_or(body.len());
    let comment = remark_begins(body).map_or(comment, |remark| remark.min(comment));
    if name.leads && in_quotes().is_none() {
        let first = body.find(char::is_whitespace).filter(|first| body.get(..*first).is_some_and(is_harmless));
        let end = if name.colon {
            None
        } else if first.is_some() {
            first
        } else {
            next_pair(body).or_else(|| command_begins(body))
        };
        return end.unwrap_or(comment).min(comment);
    }
    let open = in_quotes();
    if let Some(quote) = open.filter(|quote| begins_quote(line, name, *quote)) {
        let stop = body.find(quote).unwrap_or(body.len());
        let inner = body.get(..stop).unwrap_or_default();
        let first = inner.find(char::is_whitespace).filter(|first| inner.get(..*first).is_some_and(is_harmless));
        return first.or_else(|| next_pair(inner)).or_else(|| command_begins(inner)).unwrap_or(stop);
    }
    let ends = |c: char| {
        let is_quote = matches!(c, '"' | '\'') && open.is_none_or(|open| open == c);
        is_quote || c.is_whitespace() || matches!(c, ',' | ';' | '&' | ')' | ']' | '}' | '<' | '>' | '|' | '`')
    };
    let variable = body.strip_prefix("${").and_then(|rest| rest.find('}')).map_or(0, |end| end + 3);
    let first = variable + body.get(variable..).map_or(0, |rest| length(rest, ends, name.colon));
    let is_scheme = matches!(body.get(..first), Some("Bearer" | "Basic" | "Token" | "User" | "Digest"));
    if !is_scheme {
        return first;
    }
    let rest = body.get(first + 1..).unwrap_or_default();
    (first + 1 + rest.find(ends).unwrap_or(rest.len())).min(body.len())
}

/// Returns the length of a value up to a sign that ends it. After a label, `&` ends it only before another pair.
fn length(text: &str, ends: impl Fn(char) -> bool, has_label: bool) -> usize {
    let begins_pair =
        |at: usize| text.get(at + 1..).and_then(|rest| rest.split(&ends).next()).is_some_and(|pair| pair.contains('='));
    let is_end = |(at, c): &(usize, char)| ends(*c) && !(*c == '&' && has_label && !begins_pair(*at));
    text.char_indices().find(is_end).map_or(text.len(), |(at, _)| at)
}

/// Returns the offset of a remark of several words in parentheses at the end: `x9 (to be changed)`.
fn remark_begins(body: &str) -> Option<usize> {
    let (at, inner) = (body.find(" (")?, body.trim_end().trim_end_matches('.').strip_suffix(')')?.split_once(" (")?.1);
    let is_remark = inner.contains(' ') && inner.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’'));
    is_remark.then_some(at)
}

/// Returns true if a quote begins directly before a name, so that its value goes to the end of the quote.
fn begins_quote(line: &str, name: &Name<'_>, quote: char) -> bool {
    let before = line.get(..name.end).unwrap_or_default().trim_end_matches(['=', ':']);
    before.strip_suffix(name.words).is_some_and(|before| before.ends_with(quote))
}

/// Returns the offset of the next `name=` on the same line.
fn next_pair(body: &str) -> Option<usize> {
    body.match_indices('=').find_map(|(at, _)| {
        let before = body.get(..at)?;
        let start = before.rfind([';', '&', ',', ' ', '\t'])?;
        let name = before.get(start + 1..)?;
        let is_name = !name.is_empty()
            && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'));
        // A name of several words, such as "User Id" in a connection string, begins after the semicolon.
        let start = before.rfind([';', '&']).filter(|semicolon| *semicolon < start).unwrap_or(start);
        (is_name && start > 0).then_some(start)
    })
}

/// Returns the offset of a command after a variable assignment.
fn command_begins(body: &str) -> Option<usize> {
    const COMMANDS: &[&str] = &[
        "curl",
        "wget",
        "psql",
        "mysql",
        "mysqldump",
        "docker",
        "npm",
        "npx",
        "pnpm",
        "mvn",
        "yarn",
        "node",
        "python",
        "python3",
        "bash",
        "sh",
        "kubectl",
        "aws",
        "gcloud",
        "terraform",
        "ansible-playbook",
        "make",
        "cargo",
        "go",
        "java",
        "redis-cli",
        "pg_dump",
        "restic",
        "rclone",
        "http",
        "&&",
        "|",
        "||",
    ];
    let blank = body.find(char::is_whitespace)?;
    let word = body.get(blank..)?.split_whitespace().next()?;
    let is_command = || word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let is_option =
        |word: &str| word.strip_prefix("--").is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase()));
    let has_option = || body.get(blank..).is_some_and(|rest| rest.split_whitespace().skip(1).any(is_option));
    let is_program = word.starts_with("./") || word.starts_with('/') && word.matches('/').count() > 1;
    (COMMANDS.contains(&word) || is_program || is_command() && has_option()).then_some(blank)
}
