//! Entries of YAML that are told by a line beside them: a name and its value, the data of a Secret of Kubernetes.

use super::{
    super::{name::is_secret_entry, shape::trimmed, spans::Spans, value::is_harmless},
    indent,
};

/// Lines so far, as far as they matter to entries.
#[derive(Debug, Default)]
pub(super) struct Entries {
    /// The column of a name that says secret.
    named: Option<usize>,
    kind: YamlKind,
    /// The column of `data:` in a Secret.
    data: Option<usize>,
}

/// The kind of a manifest, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum YamlKind {
    /// No manifest.
    #[default]
    None,
    /// A manifest whose kind comes later.
    Unknown,
    Secret,
    Other,
}

impl Entries {
    /// Covers the value of the next line where a line before names it.
    pub(super) fn next(&mut self, line: &str, spans: &mut Spans) {
        let body = line.trim_start().trim_start_matches("- ").trim_start();
        let column = line.len() - body.len();
        if line.trim() == "---" {
            *self = Self::default();
            return;
        }
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
        if (is_value || self.data.is_some()) && !is_harmless(text) && !matches!(text, "|" | ">" | "|-" | ">-") {
            spans.add(trimmed(line, line.len() - rest.len(), line.len()));
        }
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
}
