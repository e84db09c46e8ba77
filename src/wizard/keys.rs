//! The keys a person chose in place of ours.
//!
//! Steps know their own table and nothing else: a chosen key is told to them as the usual one for its action, and the
//! usual one, no longer meaning that, is not told at all.

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

#[cfg(test)]
mod tests {
    use super::{
        super::{
            keymap::{CHOOSE, FORM, RESPONSE, REVIEW, SIGN_IN, lookup},
            viewer::keys::{READ, SEARCH},
        },
        *,
    };

    const TYPING: bool = true;

    fn read(text: &str) -> Keys {
        let (keys, faults) = Keys::read(text);
        assert_eq!(faults, [], "{text}");
        keys
    }

    fn faults_text(text: &str) -> String {
        let (_, faults) = Keys::read(text);
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn a_chosen_key_takes_the_place_of_ours() {
        let keys = read("[form]\nsubmit = 'ctrl-g'");
        let heard = |key| keys.meant(&[FORM], key, TYPING).and_then(|key| lookup(FORM, key));
        assert_eq!(heard(Key::ctrl('g')), Some(Action::Submit));
        assert_eq!(keys.meant(&[FORM], Key::ctrl('s'), TYPING), None);
        let shown: Vec<_> = keys.bindings(FORM).iter().filter(|b| b.action == Action::Submit).map(|b| b.key).collect();
        assert_eq!(shown, [Key::ctrl('g')]);
        assert_eq!(keys.bindings(FORM).iter().find(|b| b.action == Action::Submit).map(|b| b.footer), Some("go on"));
    }

    #[test]
    fn an_action_may_have_several_keys_or_none() {
        let keys = read("[elements]\nup = ['up', 'ctrl-k']\nrefresh = []");
        for key in [Key::plain(KeyCode::Up), Key::ctrl('k')] {
            assert_eq!(keys.meant(&[CHOOSE], key, TYPING), Some(Key::plain(KeyCode::Up)));
        }
        assert_eq!(keys.meant(&[CHOOSE], Key::ctrl('p'), TYPING), None);
        assert_eq!(keys.meant(&[CHOOSE], Key::ctrl('r'), TYPING), None);
        assert!(!keys.bindings(CHOOSE).iter().any(|b| b.action == Action::Refresh));
    }

    #[test]
    fn a_part_of_a_table_has_its_keys() {
        let keys = read("[form]\nsubmit = 'ctrl-g'");
        assert_eq!(keys.meant(&[SIGN_IN], Key::ctrl('g'), TYPING), Some(Key::ctrl('s')));
    }

    #[test]
    fn other_places_keep_their_keys() {
        let keys = read("[form]\nback = 'ctrl-b'");
        assert_eq!(keys.meant(&[REVIEW], Key::plain(KeyCode::Esc), !TYPING), Some(Key::plain(KeyCode::Esc)));
        assert!(matches!(keys.bindings(REVIEW), Cow::Borrowed(_)));
    }

    #[test]
    fn a_text_asked_for_in_passing_has_all_keys() {
        let keys = read("[reading]\nsearch = 'ctrl-g'\nback = 'ctrl-b'\npage-up = 'pgup'");
        for key in [Key::plain(KeyCode::Char('/')), Key::plain(KeyCode::Esc), Key::ctrl('g')] {
            assert_eq!(keys.meant(&[SEARCH, &[]], key, TYPING), Some(key));
        }
        let tables = [READ, RESPONSE];
        assert_eq!(keys.meant(&tables, Key::ctrl('g'), !TYPING), Some(Key::plain(KeyCode::Char('/'))));
        assert_eq!(keys.meant(&tables, Key::plain(KeyCode::Char('/')), !TYPING), None);
    }

    #[test]
    fn what_is_in_force_at_once_may_not_clash() {
        assert_eq!(faults_text("[reading]\nsearch = 'a'"), "line 2: a is the key to make another instance already");
        assert!(
            faults_text("[instance]\nanother = 'n'").starts_with("line 2: n is the key to next place found already")
        );
        read("[reading]\nsearch = 'a'\n[instance]\nanother = 'A'");
    }

    #[test]
    fn keys_may_change_places() {
        let keys = read("[form]\nsubmit = 'ctrl-r'\nreveal = 'ctrl-s'");
        assert_eq!(keys.meant(&[FORM], Key::ctrl('r'), TYPING), Some(Key::ctrl('s')));
        assert_eq!(keys.meant(&[FORM], Key::ctrl('s'), TYPING), Some(Key::ctrl('r')));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_the_rest_counts() {
        for (text, expected) in [
            (
                "[form]\n\nsubmit = 'ctrl-r'",
                "line 3: ctrl-r is the key to show or hide the secret in this field already",
            ),
            (
                "[form]\nreveal = 'ctrl-g'\nsubmit = 'ctrl-g'",
                "line 3: ctrl-g is the key to show or hide the secret in this field already",
            ),
            ("[form]\nsubmit = 'g'", "line 2: g is typed into a text in form; take one with ctrl or alt"),
            ("[form]\nsubmit = 'ctrl-c'", "line 2: ctrl-c means the same everywhere and cannot be chosen"),
            ("[form]\nsubmit = 'strg-g'", "line 2: strg-g is no key"),
            ("[form]\nfold = 'ctrl-g'", "line 2: nothing called fold can be done in form"),
            ("[form]\nback = []", "line 2: without a key for back there is no way on or back"),
            ("[everywhere]\ncommands = 'ctrl-s'", "line 2: ctrl-s is the key to go on from any field already"),
        ] {
            assert_eq!(faults_text(text), expected);
        }
        assert!(
            faults_text("[frm]\nback = 'x'")
                .starts_with("line 2: there is no place frm; there are everywhere, platform, elements")
        );
        assert!(faults_text("[form]\nback = 7").starts_with("line 2: "));
        let (keys, faults) = Keys::read("[form]\nsubmit = 'strg-g'\nreveal = 'ctrl-g'");
        assert_eq!(faults.len(), 1);
        assert_eq!(keys.meant(&[FORM], Key::ctrl('g'), TYPING), Some(Key::ctrl('r')));
    }
}
