//! Secrets in the configuration of network devices that have no name of their own.

use super::{
    super::{shape::trimmed, spans::Spans},
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

/// Finds the community to which notifications are sent: `snmp-server host 10.0.0.1 version 2c x`.
pub(super) fn community(line: &str, words: &[CommandWord<'_>], spans: &mut Spans) {
    let text = |at: usize| words.get(at).map_or("", |word| word.text);
    if text(0) != "snmp-server" || text(1) != "host" {
        return;
    }
    let version = (2..words.len()).find(|at| text(*at) == "version");
    let at = match version {
        Some(at) if matches!(text(at + 1), "1" | "2c") => at + 2,
        Some(_) => return,
        None => 3 + usize::from(matches!(text(3), "traps" | "informs")),
    };
    if let Some(word) = words.get(at) {
        spans.add(trimmed(line, word.start, word.start + word.text.len()));
    }
}
