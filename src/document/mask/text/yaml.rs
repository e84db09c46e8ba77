//! YAML entries that depend on another line: a name and its value, the data of a Kubernetes Secret.

use super::super::{
    name::{holds_secret_key, is_secret_entry},
    shape::{indent, trimmed},
    spans::Spans,
    value::is_harmless,
};

/// State of the lines so far.
#[derive(Debug, Default)]
pub(super) struct Entries {
    /// Column of a secret name.
    named: Option<usize>,
    kind: YamlKind,
    /// Column of `data:` in a Secret, or in a manifest whose kind is not known yet.
    data: Option<usize>,
    /// Column of a container whose `key` is secret.
    keys: Option<usize>,
    /// True if the text is a Compose file.
    is_compose: bool,
    /// True if the last name is a list of names of secrets.
    lists_names: bool,
}

/// Kind of a manifest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum YamlKind {
    /// Not a manifest.
    #[default]
    None,
    /// A manifest whose kind is not known yet.
    Unknown,
    Secret,
    Other,
}

impl Entries {
    /// Covers the value of the next line, if an earlier line makes it secret.
    pub(super) fn next(&mut self, line: &str, spans: &mut Spans) {
        let body = line.trim_start().trim_start_matches("- ").trim_start();
        let column = line.len() - body.len();
        if line.trim() == "---" {
            *self = Self::default();
            return;
        }
        flow(line, spans);
        let Some((key, rest)) = body.split_once(':') else { return };
        let (key, text) = (key.trim_matches(['"', '\'']), rest.trim().trim_matches(['"', '\'']));
        if key.is_empty() || key.contains(char::is_whitespace) {
            return;
        }
        if self.data.is_some_and(|outer| indent(line) <= outer) {
            self.data = None;
        }
        let is_value =
            matches!(key, "value" | "default" | "defaultValue" | "propertyValue") && self.named == Some(column);
        if self.keys.is_some_and(|outer| indent(line) <= outer) {
            self.keys = None;
        }
        let is_key = self.keys.is_some() && key.eq_ignore_ascii_case("key");
        if (is_value || is_key || self.data.is_some()) && !is_harmless(text) && !matches!(text, "|" | ">" | "|-" | ">-")
        {
            spans.add(trimmed(line, line.len() - rest.len(), line.len()));
        }
        if holds_secret_key(key) && matches!(text, "" | "{") {
            self.keys = Some(indent(line));
        }
        self.is_compose |= key == "services" && indent(line) == 0;
        self.lists_names = self.is_compose && key == "secrets" && text.is_empty();
        match key {
            "name" | "key" | "id" | "variable" => self.named = is_secret_entry(text).then_some(column),
            "apiVersion" if indent(line) == 0 => {
                self.kind = if self.kind == YamlKind::None { YamlKind::Unknown } else { self.kind }
            }
            "kind" if indent(line) == 0 => {
                self.kind = if text == "Secret" { YamlKind::Secret } else { YamlKind::Other }
            }
            "data" | "stringData" if matches!(self.kind, YamlKind::Secret | YamlKind::Unknown) && text.is_empty() => {
                self.data = Some(indent(line));
            }
            _ if self.named.is_some_and(|named| column < named) => self.named = None,
            _ => {}
        }
    }

    /// Returns true if the kind of the manifest has to be known before its data can be judged.
    pub(super) fn wants_kind(&self) -> bool {
        self.kind == YamlKind::Unknown && self.data.is_some()
    }

    /// Determines the kind of the manifest from the following lines. If there is none, the data stays covered.
    pub(super) fn decide<T: AsRef<str>>(&mut self, behind: impl Iterator<Item = T>) {
        let mut manifest = behind.take(MANIFEST).take_while(|line| line.as_ref().trim_end() != "---");
        let kind = manifest.find_map(|line| line.as_ref().strip_prefix("kind:").map(|kind| kind.trim().to_owned()));
        self.kind = if kind.is_none_or(|kind| kind == "Secret") { YamlKind::Secret } else { YamlKind::Other };
        self.data = self.data.filter(|_| self.kind == YamlKind::Secret);
    }

    /// Returns true if the items of a list of secrets are only names.
    pub(super) fn lists_names(&self) -> bool {
        self.lists_names
    }
}

/// Maximum number of lines searched for the kind of a manifest.
const MANIFEST: usize = 10_000;

/// Covers the value of an entry on one line: `{name: password, value: x}`.
fn flow(line: &str, spans: &mut Spans) {
    for (open, _) in line.match_indices('{') {
        let Some(inner) = line.get(open + 1..).and_then(|rest| rest.split_once('}')).map(|(inner, _)| inner) else {
            break;
        };
        let blank = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
        let before = line.get(..open).unwrap_or_default().trim_end_matches(|c: char| blank(c) || c == ':');
        let container = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let mut at = open + 1;
        let (mut is_secret, mut value) = (false, None);
        for pair in inner.split(',') {
            if let Some((key, text)) = pair.split_once(':') {
                let range = trimmed(line, at + key.len() + 1, at + pair.len());
                match key.trim_matches(blank) {
                    key if key.eq_ignore_ascii_case("key") && holds_secret_key(container) => spans.add(range),
                    "name" | "key" | "id" | "variable" => is_secret |= is_secret_entry(text.trim_matches(blank)),
                    "value" | "default" => value = Some(range),
                    _ => {}
                }
            }
            at += pair.len() + 1;
        }
        if let Some(value) = value.filter(|value| is_secret && !line.get(value.clone()).is_some_and(is_harmless)) {
            spans.add(value);
        }
    }
}
