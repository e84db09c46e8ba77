//! Masking of texts that are not JSON, line by line.

mod account;
mod assign;
mod call;
mod codes;
mod command;
mod command_word;
mod declared;
mod device;
mod embedded;
mod expect;
mod follow;
mod generated;
mod hcl_block;
mod markup;
mod option;
mod positional;
mod printed;
mod public;
mod quote;
mod sentence;
mod spoken;
mod sql;
mod table;
mod tuple;
mod word;
mod yaml;

use super::{
    shape::{self, indent, trimmed},
    spans::Spans,
};
use assign::Follows;
use device::DeviceSection;
use embedded::{FindInside, documents};
use expect::ExpectScript;
use follow::{Within, follows_name, quoted_end};
use hcl_block::HclBlock;
use markup::Markup;
use printed::PrintedSecret;
use public::PublicLines;
use spoken::Sentences;
use sql::SqlRows;
use table::TextTable;
use yaml::Entries;

/// Maximum number of lines before a line that affect it, in addition to the first line of a table.
pub(super) const CONTEXT: u32 = 160;

/// Masker for the lines of one text, in order. A value may be on the lines after its name.
#[derive(Debug)]
pub(super) struct LineMasker {
    /// Finds secrets in a document on one line.
    find_inside: FindInside,
    within: Within,
    table: TextTable,
    markup: Markup,
    entries: Entries,
    block: HclBlock,
    rows: SqlRows,
    script: ExpectScript,
    printed: PrintedSecret,
    public: PublicLines,
    sentences: Sentences,
    device: DeviceSection,
    /// Number of further lines in which `password` is a keyword of a netrc file.
    netrc: u8,
}

/// Headers of a private key (RFC 1421, RFC 4880).
const KEY_HEADERS: &[&str] = &["Proc-Type", "DEK-Info", "Comment", "Version", "Hash", "Charset", "MessageID"];

impl LineMasker {
    /// Starts before the first line.
    pub(super) fn new(find_inside: FindInside) -> Self {
        Self {
            find_inside,
            within: Within::default(),
            table: TextTable::default(),
            markup: Markup::default(),
            entries: Entries::default(),
            block: HclBlock::default(),
            rows: SqlRows::default(),
            script: ExpectScript::default(),
            printed: PrintedSecret::default(),
            public: PublicLines::default(),
            sentences: Sentences::default(),
            device: DeviceSection::default(),
            netrc: 0,
        }
    }

    /// Finds the secret parts of the next line.
    pub(super) fn next(&mut self, line: &str) -> Spans {
        let mut spans = Spans::default();
        let was_certificate = self.within == Within::Certificate;
        if self.public.next(line) || self.continues(line, &mut spans) {
            return spans;
        }
        self.table.next(line, &mut spans);
        shape::find(line, &mut spans);
        self.markup.next(line, &mut spans);
        self.entries.next(line, &mut spans);
        self.block.next(line, &mut spans);
        self.rows.next(line, &mut spans);
        self.script.next(line, &mut spans);
        self.sentences.next(line, &mut spans);
        self.printed.next(line, &mut spans);
        self.device.next(line, &mut spans);
        documents(line, self.find_inside, &mut spans);
        let follows = assign::find(line, &mut spans);
        self.words(line, &mut spans);
        if !was_certificate && !self.markup.is_public() {
            generated::find(line, &mut spans);
        }
        let private_lines = line.strip_prefix("Private-Lines:").and_then(|count| count.trim().parse().ok());
        self.within = match follows {
            _ if private_lines.is_some_and(|lines| lines > 0) => Within::Lines(private_lines.unwrap_or(1)),
            _ if is_secret_part(line) => Within::Part(false),
            _ if line.contains("-----BEGIN ") && !line.contains("-----END ") => begun(line),
            Some(Follows::Block) => Within::Block(indent(line)),
            Some(Follows::Value) => Within::Value(indent(line)),
            Some(Follows::Quote(quote)) => Within::Quote(quote),
            Some(Follows::Continued) => Within::Continued,
            None => Within::Nothing,
        };
        spans
    }

    /// Returns true if the following lines have to be known before the next line can be judged.
    pub(super) fn wants_rest(&self) -> bool {
        self.entries.wants_kind()
    }

    /// Passes the following lines to the masker.
    pub(super) fn look_ahead<T: AsRef<str>>(&mut self, behind: impl Iterator<Item = T>) {
        self.entries.decide(behind);
    }

    /// Skips a line that is not displayed, which is much faster than masking it.
    pub(super) fn pass(&mut self, line: &str) {
        let ends = |c: char| matches!(c, ':' | '=' | '|' | '>' | '-' | '+' | '\\');
        let is_plain =
            self.within == Within::Nothing && !line.trim_end().ends_with(ends) && !line.contains(['"', '\'', '`', '<']);
        let mut spans = Spans::default();
        if is_plain {
            self.table.next(line, &mut spans);
            self.entries.next(line, &mut spans);
            self.block.next(line, &mut spans);
            self.rows.next(line, &mut spans);
            self.script.next(line, &mut spans);
            self.sentences.next(line, &mut spans);
            self.printed.next(line, &mut spans);
            self.device.next(line, &mut spans);
            self.netrc = self.netrc.saturating_sub(1);
            if line.trim_start().starts_with("machine ") {
                self.netrc = 6;
            }
        } else {
            self.next(line);
        }
    }

    /// Returns true if the complete line belongs to a construct of an earlier line.
    fn continues(&mut self, line: &str, spans: &mut Spans) -> bool {
        let all = trimmed(line, 0, line.len());
        match self.within {
            Within::Nothing => return false,
            Within::Part(_) if line.starts_with("--") => {
                self.within = Within::Nothing;
                return false;
            }
            Within::Part(false) => self.within = Within::Part(line.trim().is_empty()),
            Within::Part(true) => spans.add(all),
            Within::Lines(left) => {
                spans.add(all);
                self.within = if left > 1 { Within::Lines(left - 1) } else { Within::Nothing };
            }
            Within::Key | Within::Certificate => {
                let end = line.find("-----END");
                let is_header = line.split_once(": ").is_some_and(|(name, _)| KEY_HEADERS.contains(&name));
                if self.within == Within::Key && !is_header {
                    spans.add(trimmed(line, 0, end.unwrap_or(line.len())));
                }
                if end.is_some() {
                    self.within = Within::Nothing;
                }
            }
            Within::Block(_) | Within::Value(_) if line.trim().is_empty() => {}
            Within::Block(outer)
                if indent(line) > outer
                    && ["-----", "$ANSIBLE_VAULT;"].iter().any(|sign| line.trim().starts_with(sign)) =>
            {
                if line.contains("-----BEGIN ") && begun(line) == Within::Certificate {
                    self.within = Within::Certificate;
                }
            }
            Within::Block(outer) if indent(line) > outer => spans.add(all),
            Within::Value(_) if self.entries.lists_names() && line.trim_start().starts_with("- ") => {}
            Within::Value(outer) => {
                self.within = Within::Nothing;
                return follows_name(line, outer, spans, &mut self.within);
            }
            Within::Block(_) => {
                self.within = Within::Nothing;
                return false;
            }
            Within::Quote(quote) => {
                let end = line.find(quote);
                spans.add(trimmed(line, 0, end.unwrap_or(line.len())));
                if end.is_some() || line.trim().is_empty() {
                    self.within = Within::Nothing;
                }
            }
            Within::Continued => {
                let quoted = quoted_end(line);
                spans.add(trimmed(line, 0, quoted.unwrap_or(line.trim_end_matches('\\').len())));
                if quoted.is_some() || !line.ends_with('\\') {
                    self.within = Within::Nothing;
                }
            }
        }
        true
    }

    fn words(&mut self, line: &str, spans: &mut Spans) {
        let lower = line.trim_start().to_ascii_lowercase();
        if lower.starts_with("machine ") || matches!(&*lower, "default") || lower.starts_with("default login ") {
            self.netrc = 6;
        } else {
            self.netrc = self.netrc.saturating_sub(1);
        }
        command::find(line, self.netrc > 0, spans);
    }
}

/// Returns true if a line begins a part of a form with a secret name.
fn is_secret_part(line: &str) -> bool {
    let name = line.split_once("form-data; name=\"").and_then(|(_, rest)| rest.split('"').next());
    line.trim_start().starts_with("Content-Disposition:") && name.is_some_and(super::name::is_secret_name)
}

fn begun(line: &str) -> Within {
    if ["PRIVATE KEY", "Static key"].iter().any(|key| line.contains(key)) { Within::Key } else { Within::Certificate }
}

#[cfg(test)]
mod tests;
