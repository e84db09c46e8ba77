//! Reads instances from TOML. Every fault is collected, so that one run lists them all.

use super::{
    error::{DeclaredError, Positions, did_you_mean},
    raw::{Placed, RawEntry, RawFile, RawInstance, RawValue},
};
use toml_edit::{Document, Item, Key, TableLike, Value};

/// Keys of the file.
const FILE_KEYS: [&str; 2] = ["profile", "instance"];

/// Keys of an instance.
pub(super) const INSTANCE_KEYS: [&str; 7] =
    ["element", "name", "id", "tags", "auth-mode", "oauth-proxy", "configuration"];

/// Deepest nesting of a configuration key that is written without quotes, such as `oauth.api.key`.
const DEEPEST: usize = 12;

/// Reads a file.
///
/// # Errors
/// The text is not TOML.
pub(super) fn read(text: &str, positions: &Positions<'_>) -> Result<RawFile, Vec<DeclaredError>> {
    let document = Document::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        vec![positions.error(at, sentence(error.message()), "Fix the TOML. Texts need quotes.")]
    })?;
    let mut reader = FileReader { positions, faults: Vec::new() };
    let file = reader.file(document.as_table());
    Ok(RawFile { faults: reader.faults, ..file })
}

struct FileReader<'a> {
    positions: &'a Positions<'a>,
    faults: Vec<DeclaredError>,
}

impl FileReader<'_> {
    fn fault(&mut self, at: usize, problem: String, suggestion: impl Into<String>) {
        self.faults.push(self.positions.error(at, problem, suggestion));
    }

    fn file(&mut self, table: &dyn TableLike) -> RawFile {
        let mut file = RawFile::default();
        for (key, item) in entries(table) {
            let at = place(key, item);
            match key.get() {
                "profile" => file.profile = self.text("profile", item, at),
                "instance" => file.instances = self.instances(item, at),
                other => {
                    let similar = did_you_mean(other, FILE_KEYS.into_iter());
                    let known =
                        if similar.is_empty() { "A file has profile and [[instance]].".into() } else { similar };
                    self.fault(at, format!("There is no key {other} in a file of instances."), known);
                }
            }
        }
        file
    }

    fn instances(&mut self, item: &Item, at: usize) -> Vec<RawInstance> {
        if let Some(tables) = item.as_array_of_tables() {
            return tables
                .iter()
                .map(|table| self.instance(table, table.span().map_or(at, |span| span.start)))
                .collect();
        }
        let inline = item.as_array().into_iter().flatten().map(|value| (value.as_inline_table(), value.span()));
        let inline: Vec<_> = inline.collect();
        if item.is_array() && inline.iter().all(|(table, _)| table.is_some()) {
            let place = |span: Option<std::ops::Range<usize>>| span.map_or(at, |span| span.start);
            return inline.into_iter().filter_map(|(table, span)| Some(self.instance(table?, place(span)))).collect();
        }
        self.fault(at, "instance is not a list of tables.".into(), "Begin each instance with [[instance]].");
        Vec::new()
    }

    fn instance(&mut self, table: &dyn TableLike, start: usize) -> RawInstance {
        let mut instance = RawInstance { at: start, ..RawInstance::default() };
        for (key, item) in entries(table) {
            let at = place(key, item);
            match key.get() {
                "element" => instance.element = self.text("element", item, at),
                "name" => instance.name = self.text("name", item, at),
                "id" => instance.id = self.id(item, at),
                "auth-mode" => instance.mode = self.text("auth-mode", item, at),
                "oauth-proxy" => instance.proxy = self.text("oauth-proxy", item, at),
                "tags" => instance.tags = self.tags(item, at),
                "configuration" => match item.as_table_like() {
                    Some(values) => self.values("", values, DEEPEST, &mut instance.values),
                    None => self.fault(
                        at,
                        "configuration is not a table.".into(),
                        "Write [instance.configuration] above its keys.",
                    ),
                },
                other => {
                    let similar = did_you_mean(other, INSTANCE_KEYS.into_iter());
                    let known = if similar.is_empty() {
                        "Configuration keys belong below [instance.configuration].".into()
                    } else {
                        similar
                    };
                    self.fault(at, format!("An instance has no key {other}."), known);
                }
            }
        }
        instance
    }

    /// Reads configuration entries. A key without quotes such as `store.url` is nested tables, which become one key.
    fn values(&mut self, prefix: &str, table: &dyn TableLike, deepest: usize, values: &mut Vec<RawEntry>) {
        for (key, item) in entries(table) {
            let at = place(key, item);
            let name = format!("{prefix}{}", key.get());
            if let (Some(nested), true) = (item.as_table_like(), deepest > 0) {
                self.values(&format!("{name}."), nested, deepest - 1, values);
                continue;
            }
            let value = match item.as_value() {
                Some(Value::String(text)) => RawValue::Text(text.value().clone()),
                Some(Value::Boolean(flag)) => RawValue::Flag(*flag.value()),
                Some(Value::Integer(number)) => RawValue::Integer(*number.value()),
                _ => {
                    let problem = format!("The value of {name} is {}.", kind(item));
                    self.fault(value_place(item, at), problem, "Use a text in quotes, an integer, or true or false.");
                    continue;
                }
            };
            let value = Placed::new(value, value_place(item, at));
            values.push(RawEntry { key: Placed::new(name, at), value });
        }
    }

    fn text(&mut self, key: &str, item: &Item, at: usize) -> Option<Placed<String>> {
        if let Some(text) = item.as_str() {
            return Some(Placed::new(text.to_owned(), value_place(item, at)));
        }
        let problem = format!("{key} is {}.", kind(item));
        self.fault(value_place(item, at), problem, format!("Use a text in quotes: {key} = \"…\"."));
        None
    }

    /// Reads an ID, which the platform writes as a number.
    fn id(&mut self, item: &Item, at: usize) -> Option<Placed<String>> {
        match item.as_integer() {
            Some(number) => Some(Placed::new(number.to_string(), value_place(item, at))),
            None => self.text("id", item, at),
        }
    }

    fn tags(&mut self, item: &Item, at: usize) -> Option<Placed<Vec<String>>> {
        let place = value_place(item, at);
        let array = item.as_array();
        let tags: Option<Vec<String>> =
            array.and_then(|array| array.iter().map(|tag| tag.as_str().map(str::to_owned)).collect());
        if tags.is_none() {
            self.fault(place, "tags is not a list of texts.".into(), "Use tags = [\"team-a\", \"sales\"].");
        }
        tags.map(|tags| Placed::new(tags, place))
    }
}

fn entries(table: &dyn TableLike) -> Vec<(&Key, &Item)> {
    table.iter().filter_map(|(name, _)| table.get_key_value(name)).collect()
}

fn place(key: &Key, item: &Item) -> usize {
    key.span().or_else(|| item.span()).map_or(0, |span| span.start)
}

fn value_place(item: &Item, otherwise: usize) -> usize {
    item.span().map_or(otherwise, |span| span.start)
}

/// Returns the type of a value with its article.
fn kind(item: &Item) -> &'static str {
    match item {
        Item::None => "empty",
        Item::Table(_) | Item::Value(Value::InlineTable(_)) => "a table",
        Item::ArrayOfTables(_) => "a list of tables",
        Item::Value(Value::String(_)) => "a text",
        Item::Value(Value::Integer(_)) => "an integer",
        Item::Value(Value::Float(_)) => "a decimal number",
        Item::Value(Value::Boolean(_)) => "true or false",
        Item::Value(Value::Datetime(_)) => "a date or a time",
        Item::Value(Value::Array(_)) => "a list",
    }
}

/// Returns the parser's message as a sentence.
fn sentence(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default().trim_end_matches('.');
    format!("This is not valid TOML: {line}.")
}
