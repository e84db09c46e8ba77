//! Entries that depend on another line: a name and its value, the members of a secret container, the data of a
//! Kubernetes Secret. YAML, HCL and TOML have them.

use super::super::{
    name::{
        Naming, entry, hides, holds_secret_key, is_harmless_inside, is_list_of_names, is_mixed, is_name_of_hash,
        is_secret_entry, is_secret_name, naming, squeeze,
    },
    shape::{indent, resembles_key, trimmed},
    spans::Spans,
    value::{after_scheme, cookies, is_expression, is_harmless, is_plain},
};
use crate::document::mask::plain_entry::is_plain_entry;

/// State of the lines so far.
#[derive(Debug, Default)]
pub(super) struct Entries {
    /// Column of a secret name, and the name. It is empty if a type or a switch makes the value secret.
    named: Option<(usize, String)>,
    kind: YamlKind,
    /// Column of the keys of a manifest.
    base: Option<usize>,
    /// Column of `data:` in a Secret, or in a manifest whose kind is not known yet.
    data: Option<usize>,
    /// Column of a file in the data of a Secret, whose lines are judged by themselves.
    file: Option<usize>,
    /// Column of a container whose `key` is secret.
    keys: Option<usize>,
    /// Column of a container with a secret name.
    container: Option<usize>,
    /// Column of a container with a list of secrets or of their names.
    list: Option<usize>,
    /// True if the text is a Compose file.
    is_compose: bool,
    /// True if the last item of a list is an option with a secret name.
    after_option: bool,
    /// Name on the last line of a numbered list.
    numbered: Option<String>,
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
        self.argument(line, body, spans);
        if body.starts_with('}') {
            self.leave(indent(line), column);
        }
        if body.trim_end().ends_with("/>") {
            return;
        }
        let Some((key, is_colon, rest)) = pair(body).or_else(|| block(body)) else { return };
        // An entry of an array in PHP ends with a comma.
        let given = rest.strip_prefix('>').map_or(rest.trim(), |rest| rest.trim().trim_end_matches(','));
        let text = if rest.starts_with('>') && given == "[" { "{" } else { given.trim_matches(['"', '\'']) };
        self.leave(indent(line), column);
        let is_data = self.data.is_some() && is_colon && !is_plain_entry(key, text) && self.file.is_none();
        if (is_data || self.is_covered(key, text, column))
            && !is_harmless(text)
            && !(!is_colon && text == given && is_expression(text))
            && !matches!(text, "|" | ">" | "|-" | ">-")
        {
            let rest = rest.trim_start_matches('>');
            let range = trimmed(line, line.len() - rest.len(), line.len());
            match cookies(line.get(range.clone()).unwrap_or_default()) {
                Some(values) => spans.add_all(&values, range.start),
                None => spans.add(range.start + after_scheme(text)..range.end),
            }
        }
        if is_data && matches!(text, "|" | ">" | "|-" | ">-") && is_file(key) {
            self.file = Some(column);
        }
        self.enter(key, text, indent(line), column);
        self.manifest(key, text, column, body.len() < line.trim_start().len());
    }

    /// Covers an item after an option with a secret name, in a list of arguments with one item a line.
    fn argument(&mut self, line: &str, body: &str, spans: &mut Spans) {
        let number = body.trim_start_matches(|c: char| c.is_ascii_digit());
        // Names and values of a hash, one a line: `3) "secret"`, `4) "x"`.
        let numbered = number.strip_prefix(") ").filter(|_| number.len() < body.len());
        if let Some(text) = numbered {
            let range = trimmed(line, line.len() - text.len(), line.len());
            let text = text.trim().trim_matches('"');
            if let Some(name) = self.numbered.take() {
                if hides(&name, text) {
                    spans.add(range);
                }
            } else {
                self.numbered = Some(text.to_owned());
            }
        } else {
            self.numbered = None;
        }
        let item = body.trim().trim_matches(['"', '\'']);
        let is_item = line.trim_start().starts_with("- ");
        if self.after_option && is_item && !item.starts_with("--") && !is_harmless(item) {
            spans.add(trimmed(line, line.len() - body.len(), line.len()));
        }
        let name = item.trim_start_matches('-');
        self.after_option = is_item && item.starts_with("--") && !name.contains(['=', ' ']) && is_secret_name(name);
    }

    /// Determines the kind of the manifest. A list of manifests is below `items`.
    fn manifest(&mut self, key: &str, text: &str, column: usize, is_item: bool) {
        if key == "items" && column == 0 && text.is_empty() {
            (self.base, self.kind) = (None, YamlKind::None);
        }
        let base = *self.base.get_or_insert(if is_item || column == 0 { column } else { usize::MAX });
        if base == usize::MAX || key == "items" {
            self.base = None;
        }
        if column != base {
            return;
        }
        if is_item {
            self.kind = YamlKind::None;
        }
        match key {
            "apiVersion" if self.kind == YamlKind::None => self.kind = YamlKind::Unknown,
            "kind" => self.kind = if text == "Secret" { YamlKind::Secret } else { YamlKind::Other },
            "data" | "stringData" if matches!(self.kind, YamlKind::Secret | YamlKind::Unknown) && text.is_empty() => {
                self.data = Some(column);
            }
            _ => {}
        }
    }

    /// Returns true if the value of a line is secret by an earlier line.
    fn is_covered(&self, key: &str, text: &str, column: usize) -> bool {
        let names = |(at, name): &(usize, String)| *at == column && (name.is_empty() || hides(name, text));
        let is_value = entry::is_value(&squeeze(key)) && self.named.as_ref().is_some_and(names);
        let is_scalar = !text.is_empty() && !text.starts_with(['{', '[', '&']);
        let is_inside = self.container.is_some() && !is_harmless_inside(key) && is_scalar && !is_plain(text);
        let is_listed = self.list.is_some() && !is_name_of_hash(key) && resembles_key(text);
        is_value || is_inside || is_listed || self.keys.is_some() && key.eq_ignore_ascii_case("key")
    }

    /// Forgets the containers that ended before a line.
    fn leave(&mut self, indent: usize, column: usize) {
        for container in [&mut self.data, &mut self.keys] {
            *container = container.filter(|outer| indent > *outer);
        }
        self.container = self.container.filter(|outer| column > *outer);
        self.file = self.file.filter(|outer| column > *outer);
        self.list = self.list.filter(|outer| column > *outer);
        self.named.take_if(|(named, _)| column < *named);
    }

    /// Begins the container or the entry of a line.
    fn enter(&mut self, key: &str, text: &str, indent: usize, column: usize) {
        let squeezed = squeeze(key);
        let opens = matches!(text, "" | "{");
        if opens && holds_secret_key(key) {
            self.keys = Some(indent);
        }
        self.is_compose |= key == "services" && indent == 0;
        self.lists_names = opens && is_list_of_names(key) && (self.is_compose || squeezed.ends_with("pullsecrets"));
        let is_mixed = is_mixed(&squeezed) || is_list_of_names(key) || key.contains(['/', '.']);
        if opens && is_list_of_names(key) {
            self.list = Some(column);
        }
        if opens && self.container.is_none() && naming(key) == Naming::Names && !is_mixed {
            self.container = Some(column);
        }
        if entry::is_name(&squeezed) {
            self.named =
                (is_secret_entry(text) || naming(text) == Naming::Resembles).then(|| (column, text.to_owned()));
        } else if entry::is_secret_kind(&squeezed, text) || entry::is_flag(&squeezed) && text == "true" {
            self.named = Some((column, String::new()));
        }
    }

    /// Returns true if the kind of the manifest has to be known before its data can be judged.
    pub(super) fn wants_kind(&self) -> bool {
        self.kind == YamlKind::Unknown && self.data.is_some()
    }

    /// Determines the kind of the manifest from the following lines. If there is none, the data stays covered.
    pub(super) fn decide<T: AsRef<str>>(&mut self, behind: impl Iterator<Item = T>) {
        let base = self.base.unwrap_or_default();
        let is_inside = |line: &T| {
            let line = line.as_ref();
            line.trim_end() != "---" && !(base > 0 && line.trim_start().starts_with("- ") && indent(line) < base)
        };
        let mut manifest = behind.take(MANIFEST).take_while(is_inside);
        let kind = manifest.find_map(|line| {
            let body = line.as_ref().get(base..).filter(|_| indent(line.as_ref()) == base)?;
            body.strip_prefix("kind:").map(|kind| kind.trim().to_owned())
        });
        self.kind = if kind.is_none_or(|kind| kind == "Secret") { YamlKind::Secret } else { YamlKind::Other };
        self.data = self.data.filter(|_| self.kind == YamlKind::Secret);
    }

    /// Returns true if the items of a list of secrets are only names.
    pub(super) fn lists_names(&self) -> bool {
        self.lists_names
    }
}

/// Splits a line into a key and a value: `key: value`, `key = value`, `'key' => value,`. The flag is true for a colon.
fn pair(body: &str) -> Option<(&str, bool, &str)> {
    let (key, rest) = body.split_at_checked(body.find([':', '='])?)?;
    let key = key.trim().trim_matches(['"', '\'']);
    (!key.is_empty() && !key.contains(char::is_whitespace)).then_some((key, rest.starts_with(':'), rest.get(1..)?))
}

/// Returns true if a key in the data of a Secret is the name of a file with settings.
fn is_file(key: &str) -> bool {
    let end = key.rsplit_once('.').map_or("", |(_, end)| end);
    matches!(
        end,
        "yml" | "yaml" | "json" | "properties" | "conf" | "cfg" | "ini" | "env" | "xml" | "toml" | "php" | "config"
    )
}

/// Returns the name of a block that begins: `tokens {`.
fn block(body: &str) -> Option<(&str, bool, &str)> {
    let name = body.trim_end().strip_suffix('{')?.trim_end();
    let is_name = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    (!name.is_empty() && is_name).then_some((name, false, "{"))
}

/// Maximum number of lines searched for the kind of a manifest.
const MANIFEST: usize = 10_000;

/// Covers the value of an entry on one line: `{name: password, value: x}`.
fn flow(line: &str, spans: &mut Spans) {
    // A map of Groovy has values in quotes; other lists have no names.
    let (mut has_braces, mut has_brackets) = (true, line.contains("value: "));
    for (open, bracket) in line.match_indices(['{', '[']) {
        let (has_more, brackets) =
            if bracket == "{" { (&mut has_braces, ['{', '}']) } else { (&mut has_brackets, ['[', ']']) };
        if !*has_more {
            continue;
        }
        // Only the innermost brackets of a kind enclose an entry, so no text is searched twice.
        let rest = line.get(open + 1..).unwrap_or_default();
        let Some(end) = rest.find(brackets) else {
            *has_more = false;
            continue;
        };
        let (inner, after) = rest.split_at(end);
        if after.starts_with(bracket) {
            continue;
        }
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
                    key if entry::is_name(&squeeze(key)) => is_secret |= is_secret_entry(text.trim_matches(blank)),
                    key if entry::is_value(&squeeze(key)) => value = Some(range),
                    key => is_secret |= entry::is_secret_kind(&squeeze(key), text.trim_matches(blank)),
                }
            }
            at += pair.len() + 1;
        }
        let is_open = |value: &std::ops::Range<usize>| {
            let text = line.get(value.clone()).unwrap_or_default();
            let is_quoted = line.get(..value.start).is_some_and(|before| before.ends_with(['"', '\'']));
            is_harmless(text) || !is_quoted && is_expression(text)
        };
        if let Some(value) = value.filter(|value| is_secret && !is_open(value)) {
            spans.add(value);
        }
    }
}
