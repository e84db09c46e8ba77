//! Secrets in the configuration of devices and servers that have no name of their own.

use super::{
    super::{
        name::{is_secret_name, squeeze},
        shape::{resembles_key, trimmed},
        spans::Spans,
    },
    command_word::CommandWord,
};

/// Sections of the configuration of a router so far.
#[derive(Debug, Default)]
pub(super) struct DeviceSection {
    /// True in a section of SNMP communities, whose names are their passwords.
    is_community: bool,
}

impl DeviceSection {
    /// Covers the name of a community of `RouterOS`: `add name=x` after `/snmp community`.
    pub(super) fn next(&mut self, line: &str, spans: &mut Spans) {
        let text = line.trim_start();
        if text.starts_with('/') {
            self.is_community = text.starts_with("/snmp community");
        }
        if !self.is_community || !text.contains('=') {
            return;
        }
        for word in line.split_inclusive(char::is_whitespace) {
            if let Some(name) = word.trim_end().strip_prefix("name=") {
                let name = name.trim_matches('"');
                let start = name.as_ptr().addr() - line.as_ptr().addr();
                spans.add(start..start + name.len());
            }
        }
    }
}

/// Finds the secrets of one line.
pub(super) fn find(line: &str, words: &[CommandWord<'_>], spans: &mut Spans) {
    let text = |at: usize| words.get(at).map_or("", |word| word.text);
    let is_pin = |text: &str| (3..=12).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let found = if text(0) == "snmp-server" && text(1) == "host" {
        community(words)
    } else if text(0) == ":" && text(1) == "PIN" {
        // The PIN of a smart card, in the secrets of `strongSwan`.
        words.get(3).filter(|word| is_pin(word.text))
    } else if ["username", "enable", "ppp", "password"].contains(&text(0)) {
        typed(words)
    } else if text(0) == "acl" || text(0) == "http-request" {
        compared_header(words)
    } else if words.len() == 2 && text(0).ends_with("header_value") {
        // The value of a header of a game server, whose name is on another line.
        words.get(1).filter(|word| word.quoted && resembles_key(word.text.trim_matches('"')))
    } else {
        None
    };
    if let Some(word) = found {
        spans.add(trimmed(line, word.start, word.start + word.text.len()));
    }
    mailbox(line, spans);
    bytes(line, spans);
}

/// Returns the community to which notifications are sent: `snmp-server host 10.0.0.1 version 2c x`.
fn community<'w, 't>(words: &'w [CommandWord<'t>]) -> Option<&'w CommandWord<'t>> {
    let text = |at: usize| words.get(at).map_or("", |word| word.text);
    let at = match (2..words.len()).find(|at| text(*at) == "version") {
        Some(at) if matches!(text(at + 1), "1" | "2c") => at + 2,
        Some(_) => return None,
        None => 3 + usize::from(matches!(text(3), "traps" | "informs")),
    };
    words.get(at)
}

/// Returns the password at the end of a line of a router, after the kind of its encoding:
/// `username ada privilege 1 password 0 x`.
fn typed<'w, 't>(words: &'w [CommandWord<'t>]) -> Option<&'w CommandWord<'t>> {
    let [.., name, kind, password] = words else { return None };
    let is_kind = kind.text.len() == 1 && kind.text.bytes().all(|b| b.is_ascii_digit());
    (is_kind && matches!(name.text, "password" | "secret")).then_some(password)
}

/// Returns the value that `HAProxy` compares with a header: `acl known req.hdr(X-Api-Key) -m str x`.
fn compared_header<'w, 't>(words: &'w [CommandWord<'t>]) -> Option<&'w CommandWord<'t>> {
    let header = |word: &CommandWord<'t>| word.text.split_once("hdr(").and_then(|(_, name)| name.split(')').next());
    let at = words.iter().position(|word| header(word).is_some_and(is_secret_name))?;
    let mut rest = words.get(at + 1..)?.iter().skip_while(|word| matches!(word.text, "-i" | "-m" | "str" | "beg"));
    rest.next().filter(|word| !word.text.starts_with(['-', '}']) && !matches!(word.text, "found" | "len" | "reg"))
}

/// Covers the PIN of a mailbox of Asterisk: `204 => 2580,Ada`.
fn mailbox(line: &str, spans: &mut Spans) {
    let Some((number, rest)) = line.split_once(" => ") else { return };
    let number = number.rsplit(' ').next().unwrap_or_default();
    let Some((pin, _)) = rest.split_once(',') else { return };
    let is_number = |text: &str| (2..=10).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if is_number(number) && is_number(pin) {
        let start = line.len() - rest.len();
        spans.add(start..start + pin.len());
    }
}

/// Covers the bytes of a key in a program: `APPKEY[16] = { 0x8C, 0x41 }`.
fn bytes(line: &str, spans: &mut Spans) {
    let Some((before, rest)) = line.split_once("= {") else { return };
    let Some((inner, _)) = rest.split_once('}') else { return };
    let name = before.split('[').next().unwrap_or_default().trim_end();
    let name = name.rsplit([' ', '\t', '*']).next().unwrap_or_default();
    let squeezed = squeeze(name);
    let is_key = is_secret_name(name) || squeezed.ends_with("key") && !squeezed.contains("pub");
    if is_key && inner.matches("0x").count() >= 8 {
        let start = line.len() - rest.len();
        spans.add(trimmed(line, start, start + inner.len()));
    }
}
