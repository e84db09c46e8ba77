//! Calls with a name and a value, and commands that read a secret from their input.

use super::super::{
    name::{hides, is_secret_name},
    shape::trimmed,
    spans::Spans,
    value::{after_scheme, is_harmless},
};
use super::quote::{next_quoted, quoted};
use Position::{Last, Nth};
use std::ops::Range;

/// Finds names and values in a row: `define('DB_PASSWORD', 'x')`, `.header("Authorization", "Bearer x")`, and the row of
/// a table in SQL, `(7, 'SMTP_PASSWORD', 'x')`.
pub(super) fn calls(line: &str, spans: &mut Spans) {
    // A build file of Gradle calls without parentheses.
    let is_bare = ["buildConfigField ", "resValue "].iter().any(|name| line.trim_start().starts_with(name));
    let Some(open) = line.find(['(', '[']).or_else(|| is_bare.then_some(0)) else { return };
    let mut at = open;
    while let Some((name, rest)) = next_quoted(line, at) {
        at = rest;
        let Some(comma) = line.get(rest..).filter(|rest| rest.trim_start().starts_with(',')) else { continue };
        let after = line.len() - comma.trim_start().len() + 1;
        let Some((value, _)) = quoted(line, after) else { continue };
        let text = line.get(value.clone()).unwrap_or_default();
        let is_first = line.get(..name.start - 1).is_some_and(|before| before.trim_end().ends_with(['(', '[']));
        let is_odd = || text.contains(|c: char| !c.is_alphabetic() && !matches!(c, '_' | '-' | ' '));
        let hides = line.get(name).is_some_and(|name| !name.contains(['=', '{', '"', ':']) && hides(name, text));
        if hides && (is_first || is_odd()) {
            spans.add(value.start + after_scheme(text)..value.end);
        }
    }
}

/// Position of a secret among the arguments of a call, from 1 on.
#[derive(Clone, Copy)]
enum Position {
    /// Further arguments may follow.
    Nth(usize),
    /// With further arguments, the function is another one of this name.
    Last(usize),
}

/// Functions with a password as argument, by the end of their name in lowercase.
const FUNCTIONS: &[(&str, Position)] = &[
    ("secretkeyspec", Nth(1)),
    ("createhmac", Last(2)),
    ("login", Last(2)),
    ("basicauth", Last(2)),
    ("basic_auth", Last(2)),
    ("basicauthentication", Last(2)),
    ("credential", Last(2)),
    // With a domain behind the password.
    ("networkcredential", Nth(2)),
    ("credentials", Last(2)),
    // Of sbt: realm, host, user, password.
    ("credentials", Last(4)),
    ("passwordauthentication", Last(2)),
    ("passwordauthenticationtoken", Last(2)),
    ("simple_bind_s", Last(2)),
    ("authenticate", Last(2)),
    ("ldap_bind", Nth(3)),
    ("pdo", Nth(3)),
    ("mysqli", Nth(3)),
    ("mysqli_connect", Nth(3)),
    ("mysql_connect", Nth(3)),
    ("getconnection", Nth(3)),
    ("mysql", Nth(5)),
    ("hmacsha1", Last(2)),
    ("hmacsha256", Last(2)),
    ("hmacsha512", Last(2)),
    ("hash_hmac", Nth(3)),
    ("jwt.encode", Nth(2)),
    ("jwt.decode", Nth(2)),
    ("jwt.sign", Nth(2)),
    ("jwt.verify", Nth(2)),
    ("hmac.new", Nth(1)),
    ("postgresql", Nth(5)),
    ("remote", Nth(5)),
    ("remotesecure", Nth(5)),
];

/// Finds a password by its position in a call: `server.login("ada", "x")`.
pub(super) fn arguments(line: &str, spans: &mut Spans) {
    if !line.contains(['"', '\'', '`']) {
        return;
    }
    for (end, _) in line.match_indices("\".toCharArray()") {
        let start = line.get(..end).and_then(|before| before.rfind('"')).map_or(end, |quote| quote + 1);
        spans.add(start..end);
    }
    for (open, _) in line.match_indices('(') {
        let before = line.get(..open).unwrap_or_default();
        let begins = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
        let path = before.rsplit(begins).next().unwrap_or_default();
        let own = path.rsplit('.').next().unwrap_or_default();
        let (path, function) = (path.to_ascii_lowercase(), own.to_ascii_lowercase());
        let is_called = |name: &str| {
            function == name
                || ends_with_word(&function, name)
                || name.contains('.')
                    && path.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('.'))
        };
        let mut positions =
            FUNCTIONS.iter().filter(|(name, _)| is_called(name)).map(|(_, position)| *position).peekable();
        if positions.peek().is_none() {
            let text = |value: &Range<usize>| line.get(value.clone()).unwrap_or_default();
            if let Some((value, _)) =
                quoted(line, open + 1).filter(|(value, _)| sets_secret(own) && !is_harmless(text(value)))
            {
                spans.add(value.start + after_scheme(text(&value))..value.end);
            }
        }
        for value in positions.filter_map(|position| argument(line, open + 1, position)) {
            if !line.get(value.clone()).is_some_and(is_harmless) {
                spans.add(value);
            }
        }
    }
}

/// Returns the range inside of a quoted argument. `first` is the offset of the first argument.
fn argument(line: &str, first: usize, position: Position) -> Option<Range<usize>> {
    let (Nth(number) | Last(number)) = position;
    let mut at = first;
    for _ in 1..number {
        let Some(end) = argument_end(line, at).filter(|end| line.get(*end..=*end) == Some(",")) else { break };
        at = end + 1;
    }
    let is_last = || argument_end(line, at).is_none_or(|end| line.get(end..=end) == Some(")"));
    let is_there = (at > first || number == 1) && (matches!(position, Nth(_)) || is_last());
    quoted(line, at).filter(|_| is_there).map(|(value, _)| value)
}

/// Returns true if a function sets a secret: `setPassword`, `with_api_key`.
fn sets_secret(function: &str) -> bool {
    let name = ["set", "with", "Set", "With"].iter().find_map(|verb| function.strip_prefix(verb));
    name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_') && is_secret_name(name))
}

/// Returns true if the name of a function ends with this name after another word of at least three letters.
fn ends_with_word(function: &str, name: &str) -> bool {
    name.len() > 6 && function.len() > name.len() + 2 && function.ends_with(name)
}

/// Returns the offset of the comma or parenthesis after an argument.
fn argument_end(line: &str, at: usize) -> Option<usize> {
    let (mut quote, mut depth) = (None, 0_usize);
    let end = line.get(at..)?.char_indices().find(|(_, c)| {
        match (quote, c) {
            (Some(open), c) if open == *c => quote = None,
            (None, '"' | '\'' | '`') => quote = Some(*c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') if depth > 0 => {
                depth -= 1;
                return false;
            }
            _ => {}
        }
        quote.is_none() && depth == 0 && matches!(c, ',' | ')')
    });
    end.map(|(end, _)| at + end)
}

/// Options and commands that read a secret from their input.
const READERS: &[&str] = &[
    "-stdin",
    "kinit ",
    "create secret",
    "--with-token",
    "chpasswd",
    "sudo -S",
    "secret put ",
    "secrets set ",
    "secret set ",
];

/// Finds a secret that is the input of a command: `echo x | docker login --password-stdin`.
pub(super) fn piped(line: &str, spans: &mut Spans) {
    let reads = |command: &str| READERS.iter().any(|reader| command.contains(reader));
    let found = match line.split_once('|') {
        Some((before, command)) if reads(command) => {
            let echo =
                ["echo ", "printf "].iter().filter_map(|word| before.rfind(word).map(|at| at + word.len())).max();
            echo.map(|start| start..before.len())
        }
        _ => line
            .split_once("<<<")
            .filter(|(command, _)| reads(command))
            .map(|(command, _)| command.len() + 3..line.len()),
    };
    let Some(input) = found else { return };
    let input = trimmed(line, input.start, input.end);
    let text = line.get(input.clone()).unwrap_or_default();
    // A format comes before the value; an account comes before the password.
    let word = text.rfind(['"', '\'']).or_else(|| text.rfind(' ')).map_or(0, |at| at + 1);
    let colon = if line.contains("chpasswd") { text.rfind(':').map_or(0, |at| at + 1) } else { 0 };
    let range = input.start + word.max(colon)..input.end;
    if !line.get(range.clone()).is_some_and(is_harmless) {
        spans.add(range);
    }
}
