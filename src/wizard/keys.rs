//! Keys a person chose in `keys.toml`, and the one place where a key becomes an action.

#[cfg(test)]
mod tests;

use super::{
    command::{Action, BoundCommand, CONTEXTS, Command, Context, ContextKind},
    key::{Key, KeyCode},
};
use serde::{
    Deserialize,
    de::{IntoDeserializer, value::StrDeserializer},
};
use std::collections::BTreeMap;
use toml::Spanned;

/// Keys a person chose, by context and action. None by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    choices: Vec<KeyChoice>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct KeyChoice {
    context: &'static str,
    action: Action,
    keys: Vec<Key>,
    line: usize,
}

/// Invalid entry, with its fault. It quotes the file, in which nothing is secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct KeysFault {
    /// The line, from 1.
    pub line: usize,
    /// Fault at that place.
    pub problem: String,
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
    /// Reads a key file. Invalid entries are left out and reported; the others apply.
    pub fn read(text: &str) -> (Self, Vec<KeysFault>) {
        let line = |at: usize| text.get(..at).unwrap_or(text).matches('\n').count() + 1;
        let file: KeysFile = match toml::from_str(text) {
            Ok(file) => file,
            Err(error) => {
                let problem = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
                let at = error.span().map_or(0, |span| span.start);
                return (Self::default(), vec![KeysFault { line: line(at), problem }]);
            }
        };
        let (mut keys, mut faults) = (Self::default(), Vec::new());
        for (name, entries) in file {
            for (action, written) in entries {
                let line = line(written.span().start);
                match chosen(&name, &action, written.get_ref()) {
                    Ok(entry) => keys.choices.push(KeyChoice { line, ..entry }),
                    Err(problem) => faults.push(KeysFault { line, problem }),
                }
            }
        }
        // Only now, since two actions may change keys with one another. Of two that want the same the later gives way.
        keys.choices.sort_by_key(|choice| std::cmp::Reverse(choice.line));
        while let Some((at, problem)) =
            keys.choices.iter().enumerate().find_map(|(at, entry)| Some((at, keys.taken(entry)?)))
        {
            faults.push(KeysFault { line: keys.choices.remove(at).line, problem });
        }
        faults.sort_by_key(|fault| fault.line);
        (keys, faults)
    }

    /// Describes the other command that has a key of this entry already.
    fn taken(&self, entry: &KeyChoice) -> Option<String> {
        let context = CONTEXTS.into_iter().find(|context| context.name == entry.context)?;
        let others = CONTEXTS.into_iter().filter(|other| context.meets(other)).flat_map(|other| self.bound(other));
        others.filter(|other| other.command.action != entry.action).find_map(|other| {
            let key = other.keys.iter().find(|key| entry.keys.contains(key))?;
            Some(format!("{} is the key to {} already", key.label(), other.command.title))
        })
    }

    fn chosen(&self, context: &Context, action: Action) -> Option<&[Key]> {
        let is_it = |choice: &&KeyChoice| choice.context == context.name && choice.action == action;
        self.choices.iter().find(is_it).map(|choice| choice.keys.as_slice())
    }

    /// Returns the keys in force for a command of a context.
    pub(super) fn keys_of<'a>(&'a self, context: &Context, command: &Command) -> &'a [Key] {
        self.chosen(context, command.action).unwrap_or(command.keys)
    }

    /// Returns the commands of a context with the keys in force.
    pub fn bound(&self, context: &Context) -> Vec<BoundCommand> {
        let commands = context.commands.iter();
        commands
            .map(|command| BoundCommand { command: *command, keys: self.keys_of(context, command).to_vec() })
            .collect()
    }

    /// Returns the action a key asks for in these contexts.
    pub fn action(&self, contexts: &[&Context], key: Key) -> Option<Action> {
        let mut commands = contexts.iter().flat_map(|context| context.commands.iter().map(move |c| (context, c)));
        commands
            .find(|(context, command)| self.keys_of(context, command).contains(&key))
            .map(|(_, command)| command.action)
    }
}

/// Reads one entry, without regard to the others.
fn chosen(name: &str, action: &str, written: &KeysOrList) -> Result<KeyChoice, String> {
    let context = CONTEXTS.into_iter().find(|context| context.name == name);
    let context = context.ok_or_else(|| format!("there is no place {name}; there are {}", names()))?;
    let named = action_named(action).filter(|action| context.command(*action).is_some());
    let named = named.ok_or_else(|| format!("nothing called {action} can be done in {name}"))?;
    let texts = match written {
        KeysOrList::One(text) => std::slice::from_ref(text),
        KeysOrList::Several(texts) => texts,
    };
    let mut keys = texts.iter().map(|text| key(text, context)).collect::<Result<Vec<_>, _>>()?;
    if named == Action::Save && keys.len() > 1 {
        // Until both had a name of their own, one entry listed the keys of both.
        let apart = context.command(Action::SaveSecrets).map_or(&[][..], |command| command.keys);
        keys.retain(|key| !apart.contains(key));
    }
    if keys.is_empty() && matches!(named, Action::Back | Action::Accept) {
        return Err(format!("without a key for {action} there is no way on or back"));
    }
    Ok(KeyChoice { context: context.name, action: named, keys, line: 0 })
}

fn names() -> String {
    CONTEXTS.iter().map(|context| context.name).collect::<Vec<_>>().join(", ")
}

fn action_named(name: &str) -> Option<Action> {
    let deserializer: StrDeserializer<'_, serde::de::value::Error> = name.into_deserializer();
    Action::deserialize(deserializer).ok()
}

/// Reads a key that may be chosen in a context.
fn key(text: &str, context: &Context) -> Result<Key, String> {
    let key = Key::read(text).ok_or_else(|| format!("{text} is no key"))?;
    let everywhere = ['c', 'z', 'l'].map(Key::ctrl);
    if everywhere.contains(&key) || matches!(key.code, KeyCode::F(1 | 2)) || key.typed() == Some('?') {
        return Err(format!("{text} means the same everywhere and cannot be chosen"));
    }
    if context.kind == ContextKind::Typing && key.typed().is_some() {
        return Err(format!("{text} is typed into a text in {}; take one with ctrl or alt", context.name));
    }
    Ok(key)
}
