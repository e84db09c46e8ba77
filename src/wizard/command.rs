//! The table of commands: everything that can be done, with its title, keys and words.
//!
//! Footer, help, command list, `keys.toml` and the words of the line front end are all read from here, so they cannot
//! differ. A context is a place with its own commands; the keys of most contexts can be chosen in `keys.toml`.

mod global;
mod instances;
mod reading;
mod steps;

pub use super::action::Action;
pub use global::{COMMAND_LIST, EVERYWHERE, FIXED, HELP, LEAVE, REQUESTS};
pub use instances::{CALLS, CONFIRM, CONFIRM_NAME, DETAILS, INSTANCES, TRASH};
pub use reading::{ASK, COPY, DOCUMENT, FILTER, INSTANCE, READING, SAVE, SEARCH, TAKE};
pub use steps::{CHANGE, CONSENT, CREATING, CURL, ELEMENT, FORM, NARROW, PLATFORM, RECOVERY, REVIEW};

use super::key::{Key, KeyCode};

/// Command of a context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command {
    /// The action, which also is its name in `keys.toml`.
    pub action: Action,
    /// The description in help and command list.
    pub title: &'static str,
    /// The default keys; the first one is shown where there is room for one.
    pub keys: &'static [Key],
    /// The word in the footer; empty where the footer leaves the command out.
    pub footer: &'static str,
    /// The word behind a colon in the line front end; empty where that front end has no such command.
    pub word: &'static str,
}

/// A command with the keys that are in force for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundCommand {
    /// The command.
    pub command: Command,
    /// The keys: those a person chose, else the default ones.
    pub keys: Vec<Key>,
}

/// A place with its own commands.
#[derive(Debug, PartialEq, Eq)]
pub struct Context {
    /// The heading in `keys.toml`; empty where the keys cannot be chosen.
    pub name: &'static str,
    /// The commands.
    pub commands: &'static [Command],
    /// The conditions for its keys.
    pub kind: ContextKind,
}

/// Conditions for the keys of a context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContextKind {
    /// None.
    Plain,
    /// Text is typed, so a character cannot be a key.
    Typing,
    /// A document is read, with the keys of `reading` as well.
    Reading,
    /// In force on every screen; a character counts where none is typed.
    Everywhere,
}

/// Every context whose keys can be chosen.
pub static CONTEXTS: [&Context; 17] = [
    &EVERYWHERE,
    &PLATFORM,
    &ELEMENT,
    &FORM,
    &CONSENT,
    &REVIEW,
    &CURL,
    &CREATING,
    &RECOVERY,
    &CHANGE,
    &READING,
    &INSTANCE,
    &DOCUMENT,
    &INSTANCES,
    &DETAILS,
    &CALLS,
    &TRASH,
];

impl Command {
    /// Adds the word of the line front end.
    const fn word(mut self, word: &'static str) -> Self {
        self.word = word;
        self
    }
}

impl Context {
    /// Returns the command for an action.
    pub fn command(&self, action: Action) -> Option<&Command> {
        self.commands.iter().find(|command| command.action == action)
    }

    /// Returns the action of a key that cannot be chosen otherwise.
    pub fn lookup(&self, key: Key) -> Option<Action> {
        self.commands.iter().find(|command| command.keys.contains(&key)).map(|command| command.action)
    }

    /// Returns true if both contexts can be active at once.
    pub fn meets(&self, other: &Self) -> bool {
        let reads = |context: &Self| context.kind == ContextKind::Reading;
        let is_reading = |context: &Self| context.name == READING.name;
        let is_everywhere = |context: &Self| context.kind == ContextKind::Everywhere;
        self.name == other.name
            || is_everywhere(self)
            || is_everywhere(other)
            || (reads(self) && reads(other) && is_reading(self) != is_reading(other))
    }
}

const fn context(name: &'static str, kind: ContextKind, commands: &'static [Command]) -> Context {
    Context { name, commands, kind }
}

/// A context whose keys cannot be chosen.
const fn fixed(commands: &'static [Command]) -> Context {
    context("", ContextKind::Plain, commands)
}

const fn command(action: Action, keys: &'static [Key], footer: &'static str, title: &'static str) -> Command {
    Command { action, title, keys, footer, word: "" }
}

const fn letter(c: char) -> Key {
    Key::plain(KeyCode::Char(c))
}

const ENTER: Key = Key::plain(KeyCode::Enter);
const ESC: Key = Key::plain(KeyCode::Esc);
const TAB: Key = Key::plain(KeyCode::Tab);
const BACK_TAB: Key = Key::plain(KeyCode::BackTab);
const DELETE: Key = Key::plain(KeyCode::Delete);
const UP: Key = Key::plain(KeyCode::Up);
const DOWN: Key = Key::plain(KeyCode::Down);
const LEFT: Key = Key::plain(KeyCode::Left);
const RIGHT: Key = Key::plain(KeyCode::Right);
const PAGE_UP: Key = Key::plain(KeyCode::PageUp);
const PAGE_DOWN: Key = Key::plain(KeyCode::PageDown);
const HOME: Key = Key::plain(KeyCode::Home);
const END: Key = Key::plain(KeyCode::End);

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::elements(&[&ELEMENT])]
    #[case::narrowing(&[&NARROW])]
    #[case::platform(&[&PLATFORM])]
    #[case::form(&[&FORM])]
    #[case::consent(&[&CONSENT])]
    #[case::review(&[&READING, &REVIEW])]
    #[case::curl(&[&CURL])]
    #[case::sending(&[&CREATING])]
    #[case::recovery(&[&RECOVERY])]
    #[case::instance(&[&READING, &INSTANCE])]
    #[case::document(&[&READING, &DOCUMENT])]
    #[case::instances(&[&INSTANCES])]
    #[case::details(&[&READING, &DETAILS])]
    #[case::trash(&[&TRASH])]
    #[case::copy(&[&COPY])]
    #[case::export(&[&TAKE])]
    #[case::search(&[&SEARCH])]
    #[case::filter(&[&FILTER])]
    #[case::save(&[&SAVE])]
    #[case::ask(&[&ASK])]
    fn key_has_one_action_in_a_context(#[case] contexts: &[&Context]) {
        let all = contexts.iter().copied().chain([&EVERYWHERE, &FIXED]).flat_map(|context| context.commands);
        let keys: Vec<_> = all.flat_map(|command| command.keys.iter().map(|key| (*key, command.action))).collect();
        let clash = keys.iter().find(|(key, action)| keys.iter().any(|(k, a)| k == key && a != action));
        assert_eq!(clash, None);
    }

    fn every_context() -> impl Iterator<Item = &'static Context> {
        let questions: [&Context; 5] = [&CONFIRM, &CONFIRM_NAME, &COPY, &SAVE, &ASK];
        let fixed = [&FIXED, &NARROW, &TAKE, &SEARCH, &FILTER, &COMMAND_LIST, &HELP, &REQUESTS, &LEAVE];
        CONTEXTS.into_iter().chain(questions).chain(fixed)
    }

    #[test]
    fn action_has_one_command_in_a_context() {
        for context in every_context() {
            for command in context.commands {
                let count = context.commands.iter().filter(|other| other.action == command.action).count();
                assert_eq!(count, 1, "{:?} in {}", command.action, context.name);
            }
        }
    }

    #[test]
    fn command_has_a_title() {
        for context in every_context() {
            let untitled = context.commands.iter().find(|command| command.title.is_empty());
            assert_eq!(untitled, None, "{}", context.name);
        }
    }

    #[test]
    fn word_has_one_action() {
        let words = || every_context().flat_map(|context| context.commands).filter(|command| !command.word.is_empty());
        let clash = words().find(|command| {
            words().any(|other| other.word == command.word && other.action != command.action)
                && !matches!(command.action, Action::Copy | Action::CopyAll)
        });
        assert_eq!(clash, None);
    }
}
