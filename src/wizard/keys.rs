//! The keys a person chose in place of ours.
//!
//! Steps know their own table and nothing else: a chosen key is told to them as the usual one for its action, and the
//! usual one, no longer meaning that, is not told at all.

#[cfg(test)]
mod tests;

use super::{
    key::{Key, KeyCode},
    keymap::{Action, Binding, KeyTable, TABLES, TableContext},
};
use serde::{
    Deserialize,
    de::{IntoDeserializer, value::StrDeserializer},
};
use std::{borrow::Cow, collections::BTreeMap};
use toml::Spanned;

/// Keys a person chose, by table and action. None by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    chosen: Vec<KeyChoice>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct KeyChoice {
    table: &'static str,
    action: Action,
    keys: Vec<Key>,
    line: usize,
}

/// An entry that counts for nothing, and why. It quotes what stands there: nothing in it is secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct KeysFault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

/// `copy = "ctrl-y"` or `up = ["up", "k"]`.
#[derive(Deserialize)]
#[serde(untagged)]
enum KeysOrList {
    One(String),
    Several(Vec<String>),
}

type KeysFile = BTreeMap<String, BTreeMap<String, Spanned<KeysOrList>>>;

impl Keys {
    /// Reads a file of chosen keys. An entry at fault is left out and told of; the others count.
    pub fn read(text: &str) -> (Self, Vec<KeysFault>) {
        let line = |at: usize| text.get(..at).unwrap_or(text).matches('\n').count() + 1;
        let file: KeysFile = match toml::from_str(text) {
            Ok(file) => file,
            Err(error) => {
                let what = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
                let at = error.span().map_or(0, |span| span.start);
                return (Self::default(), vec![KeysFault { line: line(at), what }]);
            }
        };
        let (mut keys, mut faults) = (Self::default(), Vec::new());
        for (name, entries) in file {
            for (action, written) in entries {
                let line = line(written.span().start);
                match chosen(&name, &action, written.get_ref()) {
                    Ok(entry) => keys.chosen.push(KeyChoice { line, ..entry }),
                    Err(what) => faults.push(KeysFault { line, what }),
                }
            }
        }
        // Only now, since two actions may change keys with one another. Of two that want the same the later gives way.
        keys.chosen.sort_by_key(|chosen| std::cmp::Reverse(chosen.line));
        while let Some((at, what)) =
            keys.chosen.iter().enumerate().find_map(|(at, entry)| Some((at, keys.taken(entry)?)))
        {
            faults.push(KeysFault { line: keys.chosen.remove(at).line, what });
        }
        faults.sort_by_key(|fault| fault.line);
        (keys, faults)
    }

    /// Which of an entry's keys does something else already.
    fn taken(&self, entry: &KeyChoice) -> Option<String> {
        let table = TABLES.iter().find(|table| table.name == entry.table)?;
        let mut others = TABLES.iter().filter(|other| table.meets(other)).flat_map(|other| {
            let bindings = self.bindings(other.bindings).into_owned();
            bindings.into_iter().filter(|binding| binding.action != entry.action)
        });
        let other = others.find(|other| entry.keys.contains(&other.key))?;
        Some(format!("{} is the key to {} already", other.key.label(), other.what))
    }

    fn choices(&self, table: &'static [Binding]) -> impl Iterator<Item = &KeyChoice> {
        let name = known(table).map(|known| known.name);
        self.chosen.iter().filter(move |chosen| Some(chosen.table) == name)
    }

    /// A table with the chosen keys in place of ours.
    pub fn bindings(&self, table: &'static [Binding]) -> Cow<'static, [Binding]> {
        if self.choices(table).next().is_none() {
            return Cow::Borrowed(table);
        }
        let mut bindings: Vec<Binding> = Vec::new();
        for binding in table {
            let Some(chosen) = self.choices(table).find(|chosen| chosen.action == binding.action) else {
                bindings.push(*binding);
                continue;
            };
            if bindings.iter().any(|known| known.action == binding.action) {
                continue;
            }
            // The footer has a word for one key of an action at most; it goes with the first.
            let word = table.iter().filter(|b| b.action == binding.action).map(|b| b.footer).find(|w| !w.is_empty());
            let footers = std::iter::once(word.unwrap_or_default()).chain(std::iter::repeat(""));
            bindings.extend(chosen.keys.iter().zip(footers).map(|(key, footer)| Binding {
                key: *key,
                footer,
                ..*binding
            }));
        }
        Cow::Owned(bindings)
    }

    /// The key a step is to hear of for the one that was pressed; nothing where that means nothing any more. Of a
    /// text under edit no character is taken away.
    pub fn meant(&self, tables: &[&'static [Binding]], pressed: Key, typing: bool) -> Option<Key> {
        if typing && pressed.typed().is_some() {
            return Some(pressed);
        }
        for table in tables {
            if let Some(chosen) = self.choices(table).find(|chosen| chosen.keys.contains(&pressed)) {
                return table.iter().find(|binding| binding.action == chosen.action).map(|binding| binding.key);
            }
        }
        let mut usual = tables.iter().flat_map(|table| table.iter().map(move |binding| (table, binding)));
        let usual = usual.find(|(_, binding)| binding.key == pressed);
        let replaced =
            usual.is_some_and(|(table, usual)| self.choices(table).any(|chosen| chosen.action == usual.action));
        (!replaced).then_some(pressed)
    }
}

/// The table people know, of which this may be the beginning.
fn known(table: &[Binding]) -> Option<&'static KeyTable> {
    TABLES.iter().find(|known| !table.is_empty() && known.bindings.starts_with(table))
}

/// An entry by its own, whatever the others say.
fn chosen(name: &str, action: &str, written: &KeysOrList) -> Result<KeyChoice, String> {
    let table = TABLES.iter().find(|table| table.name == name);
    let table = table.ok_or_else(|| format!("there is no place {name}; there are {}", names()))?;
    let meant = action_named(action).filter(|action| table.bindings.iter().any(|b| b.action == *action));
    let meant = meant.ok_or_else(|| format!("nothing called {action} can be done in {name}"))?;
    let texts = match written {
        KeysOrList::One(text) => std::slice::from_ref(text),
        KeysOrList::Several(texts) => texts,
    };
    let keys = texts.iter().map(|text| key(text, table)).collect::<Result<Vec<_>, _>>()?;
    if keys.is_empty() && matches!(meant, Action::Back | Action::Accept) {
        return Err(format!("without a key for {action} there is no way on or back"));
    }
    Ok(KeyChoice { table: table.name, action: meant, keys, line: 0 })
}

fn names() -> String {
    TABLES.iter().map(|table| table.name).collect::<Vec<_>>().join(", ")
}

fn action_named(name: &str) -> Option<Action> {
    let deserializer: StrDeserializer<'_, serde::de::value::Error> = name.into_deserializer();
    Action::deserialize(deserializer).ok()
}

/// A key that may be chosen in a table.
fn key(text: &str, table: &KeyTable) -> Result<Key, String> {
    let key = Key::read(text).ok_or_else(|| format!("{text} is no key"))?;
    let everywhere = ['c', 'z', 'l'].map(Key::ctrl);
    if everywhere.contains(&key) || matches!(key.code, KeyCode::F(1 | 2)) || key.typed() == Some('?') {
        return Err(format!("{text} means the same everywhere and cannot be chosen"));
    }
    if table.place == TableContext::Typing && key.typed().is_some() {
        return Err(format!("{text} is typed into a text in {}; take one with ctrl or alt", table.name));
    }
    Ok(key)
}
