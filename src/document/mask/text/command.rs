//! Secrets on command lines, and in keyword files such as netrc.

use super::{
    super::{
        name::{hides, is_credential_header, is_password, is_secret_name},
        shape::trimmed,
        spans::Spans,
        value::{after_scheme, cookie_values, cookies, is_harmless},
    },
    account, call,
    command_word::{CommandWord, is_blank},
    declared, device,
    option::{self, attached},
    positional, sentence, tuple,
};

/// Words before a name and its value.
const SETTERS: &[&str] = &[
    "env", "arg", "setenv", "set", "setx", "config", "add", "def", "define", "defvar", "#define", ":global", ":local",
];

/// Words of a sentence that follow a name.
const WORDS: &[&str] = &["is", "in", "of", "for", "to", "and", "or", "was", "has", "by", "on"];

/// Signs around a word.
const AROUND: &[char] = &['"', '\'', ',', '[', ']', '(', '`'];

pub(super) fn find(line: &str, netrc: bool, spans: &mut Spans) {
    call::calls(line, spans);
    call::arguments(line, spans);
    call::piped(line, spans);
    tuple::find(line, spans);
    declared::find(line, spans);
    sentence::dashed(line, spans);
    sentence::pair(line, spans);
    sentence::shaped(line, spans);
    nested(line, netrc, spans);
    let words = words(line);
    account::find(line, &words, spans);
    positional::find(line, &words, spans);
    device::find(line, &words, spans);
    for (at, word) in words.iter().enumerate() {
        let Some(next) = words.get(at + 1) else {
            attached(line, word, spans);
            break;
        };
        attached(line, word, spans);
        let name = word.text.trim_matches(AROUND);
        let before = at.checked_sub(1).and_then(|at| words.get(at)).map_or("", |word| word.text);
        let gap = line.get(word.start + word.text.len()..next.start).unwrap_or_default();
        let is_column = words.len() == 2 && gap != " " && gap.trim().is_empty();
        let hides = if option::is_option(name) {
            option::is_secret(line, name, next, spans)
        } else {
            !word.text.ends_with(',') && is_keyword(word, before, next, words.len(), netrc)
                || is_column && hides(name, next.text) && !name.contains([':', '=', '"', '{', '<'])
                || sentence::reveals(words.get(at.saturating_sub(7)..at).unwrap_or_default(), name, next)
        };
        if hides {
            cover(line, next, spans);
        }
    }
}

/// Returns true if a quoted text has an option of a command, or a connection with a password.
fn has_command(text: &str) -> bool {
    [" -", " /", " using "].iter().any(|sign| text.contains(sign))
}

/// Finds secrets in a command inside of quotes: `command: "http --authtoken x"`.
fn nested(line: &str, netrc: bool, spans: &mut Spans) {
    for word in words(line).into_iter().filter(|word| word.quoted && has_command(word.text)) {
        let inner = word.text.trim_matches([',', ']']);
        let quote = inner.get(..1).unwrap_or_default();
        let Some(inner) = inner.get(1..inner.len() - 1).filter(|inner| !inner.contains(quote)) else { continue };
        let mut found = Spans::default();
        find(inner, netrc, &mut found);
        spans.add_all(&found, word.start + 1);
    }
}

/// Returns true if a word is the key or the password in the configuration of a network device: `key 7 0822455D`,
/// `snmp-server community x`.
fn is_device_key(name: &str, before: &str, text: &str) -> bool {
    let is_key = |word: &str| matches!(word, "password" | "secret" | "key" | "key-string" | "community" | "md5");
    let is_kind = name.len() == 1 && name.bytes().all(|b| b.is_ascii_digit());
    // The hash of a password has all signs.
    let is_odd = text.len() >= 6
        && text.contains(|c: char| !c.is_ascii_lowercase())
        && (!text.contains(['=', ':', ',', '/', '(']) || text.starts_with('$'));
    is_odd
        && (is_kind && is_key(before)
            || matches!(name, "key-string" | "authentication-key")
            || name == "md5" && before.bytes().all(|b| b.is_ascii_digit())
            || matches!(name, "local" | "remote" | "ascii-text") && before == "pre-shared-key"
            || matches!(name, "key" | "community") && is_device(before))
}

/// Returns true if a word before a key or a community belongs to the configuration of a network device.
fn is_device(word: &str) -> bool {
    ["snmp", "tacacs", "radius"].iter().any(|begin| word.starts_with(begin))
        || matches!(word, "isakmp" | "host")
        || word.split('.').count() == 4
}

/// Returns true if a word with its value is a directive with a secret: `secure_link_secret x;`, `remote_password x`.
fn is_directive(name: &str, value: &str) -> bool {
    let is_name = name.contains('_') && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let value = value.strip_suffix(';').unwrap_or(if is_password(name) { value } else { "" });
    is_name && !value.is_empty() && hides(name, value) && !is_secret_name(value) && !value.contains(['(', '.', '$'])
}

/// Returns true if a word without a sign after it is followed by a secret: in netrc, in SQL, in a file of directives.
fn is_keyword(word: &CommandWord<'_>, before: &str, next: &CommandWord<'_>, words: usize, netrc: bool) -> bool {
    let name = word.text.trim_matches(AROUND);
    let is_quoted = word.text.starts_with('"');
    let lower = name.to_ascii_lowercase();
    let is_value = !WORDS.iter().any(|word| next.text.eq_ignore_ascii_case(word));
    if name.contains(['=', ':', '<', '>', '/']) || name.is_empty() || lower.starts_with("set-") {
        return false;
    }
    let is_setter = |word: &str| SETTERS.iter().any(|setter| word.trim_start_matches('(').eq_ignore_ascii_case(setter));
    let plain = next.text.trim_matches(['"', '\'', '`', ';', ',']);
    let odd = plain.len() >= 6
        && plain.contains(|c: char| c.is_ascii_digit())
        && !plain.ends_with(')')
        && !plain.contains('=');
    let odd_word = odd || sentence::is_odd_word(plain) || sentence::is_disordered(plain);
    let is_identified = before.eq_ignore_ascii_case("identified") && !matches!(plain, "VALUES" | "RANDOM");
    let is_sql = lower == "by" && (is_identified || next.quoted && is_password(before));
    is_sql
        || is_device_key(name, before, plain)
        || lower == "encrypt_string" && next.quoted
        || is_credential_header(name) && next.quoted
        || netrc && matches!(&*lower, "password" | "passwd" | "account")
        || lower == "convertto-securestring" && next.quoted
        || matches!(&*lower, "requirepass" | "masterauth" | "pre-shared-key" | "psk")
            && !matches!(plain, "local" | "remote" | "ascii-text" | "hexadecimal")
        || before.ends_with(':') && next.quoted && matches!(&*lower, "eap" | "xauth" | "ntlm" | "pin")
        || is_value && !is_quoted && (next.quoted || odd_word) && is_password(&lower)
        || is_value
            && is_secret_name(name)
            && is_setter(before)
            && !plain.eq_ignore_ascii_case("open")
            && !plain.starts_with(['=', ':', '-', '|', '['])
        || words == 2 && is_directive(name, next.text)
        || hides(name, plain) && words == 2 && (odd || next.quoted) && !plain.contains("://") && !before.ends_with(',')
}

fn cover(line: &str, word: &CommandWord<'_>, spans: &mut Spans) {
    let ends: &[char] = if word.text.contains('(') { &[',', ']', ';'] } else { &[',', ']', ';', ')'] };
    let end = word.text.trim_end_matches(ends).len();
    let range = trimmed(line, word.start, word.start + end);
    let text = line.get(range.clone()).unwrap_or_default();
    let is_pair = text.contains('=') && line.get(..range.start).is_some_and(ends_with_cookie);
    if let Some(values) = if is_pair { cookie_values(text) } else { cookies(text) } {
        spans.add_all(&values, range.start);
    } else if !is_harmless(text) && !text.get(after_scheme(text)..).is_some_and(is_harmless) {
        spans.add(range.start + after_scheme(text)..range.end);
    }
}

/// Returns true if a command line ends with an option for cookies.
fn ends_with_cookie(before: &str) -> bool {
    matches!(before.trim_end_matches(['"', '\'', ' ', '=']).rsplit(' ').next(), Some("-b" | "--cookie"))
}

/// Splits a line into words.
fn words(line: &str) -> Vec<CommandWord<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(rest) = line.get(at..) {
        let body = rest.trim_start_matches(is_blank);
        let skipped = rest.len() - body.len();
        if body.is_empty() {
            break;
        }
        let start = at + skipped;
        let quote = body.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
        let closed = quote.and_then(|quote| body.get(1..).and_then(|rest| rest.find(quote)).map(|stop| stop + 2));
        let long = closed.unwrap_or(0);
        let tail = body.get(long..).unwrap_or_default();
        let end = long + tail.find(is_blank).unwrap_or(tail.len());
        words.push(CommandWord { text: body.get(..end).unwrap_or_default(), start, quoted: closed.is_some() });
        at = start + end;
    }
    words
}
