//! Which key does what, in one table: what is pressed, what the footer says and what the help lists cannot differ.

mod tables;

pub use super::{
    action::Action,
    viewer::keys::{DOCUMENT, READ, RESPONSE},
};
pub use tables::{KeyTable, TABLES, TableContext};

use super::key::{Key, KeyCode};

/// One key with its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The key.
    pub key: Key,
    /// What it means.
    pub action: Action,
    /// What the help says of it.
    pub what: &'static str,
    /// The one word the footer has for it; nothing where the footer leaves it out.
    pub footer: &'static str,
}

pub(super) const fn bind(key: Key, action: Action, footer: &'static str, what: &'static str) -> Binding {
    Binding { key, action, what, footer }
}

pub(super) const fn key(code: KeyCode) -> Key {
    Key::plain(code)
}

pub(super) const fn letter(c: char) -> Key {
    Key::plain(KeyCode::Char(c))
}

/// What a key means in a table.
pub fn lookup(table: &[Binding], key: Key) -> Option<Action> {
    table.iter().find(|b| b.key == key).map(|b| b.action)
}

/// Whatever the step. Where text is typed, a character is none of these.
pub const EVERYWHERE: &[Binding] = &[
    bind(letter(':'), Action::Commands, "commands", "list everything that can be done here"),
    bind(Key::ctrl('o'), Action::Commands, "", "list everything that can be done here"),
];

/// The same, by keys that are nobody's to choose.
pub const FIXED: &[Binding] = &[
    bind(letter('?'), Action::Help, "help", "show the keys that do something here"),
    bind(key(KeyCode::F(1)), Action::Help, "", "show the keys that do something here"),
    bind(key(KeyCode::F(2)), Action::EndTour, "", "be shown around no more"),
    bind(Key::ctrl('l'), Action::Redraw, "", "draw the screen anew"),
    bind(Key::ctrl('z'), Action::Suspend, "", "suspend; fg comes back"),
    bind(Key::ctrl('c'), Action::BreakOff, "", "leave at once; drafts are kept, secrets not"),
];

/// Choosing from a list while typing a filter.
pub const CHOOSE: &[Binding] = &[
    bind(key(KeyCode::Enter), Action::Accept, "choose", "choose this element"),
    bind(key(KeyCode::Up), Action::Up, "", "up"),
    bind(key(KeyCode::Down), Action::Down, "move", "down"),
    bind(Key::ctrl('p'), Action::Up, "", "up, while typing"),
    bind(Key::ctrl('n'), Action::Down, "", "down, while typing"),
    bind(key(KeyCode::PageUp), Action::PageUp, "", "a page up"),
    bind(key(KeyCode::PageDown), Action::PageDown, "", "a page down"),
    bind(key(KeyCode::Tab), Action::Narrow, "filter", "filter by sign-in or hub"),
    bind(key(KeyCode::Delete), Action::Forget, "", "forget the unfinished form"),
    bind(Key::ctrl('r'), Action::Refresh, "", "ask the platform for its list again"),
    bind(key(KeyCode::Esc), Action::Back, "back", "clear the filter, then back"),
];

/// Choosing what to narrow the list by. Whatever else is typed goes into the filter.
pub const NARROW: &[Binding] = &[
    bind(key(KeyCode::Enter), Action::Accept, "filter", "filter by this, or no longer"),
    bind(letter(' '), Action::Accept, "", "filter by this, or no longer"),
    bind(key(KeyCode::Up), Action::Up, "", "up"),
    bind(key(KeyCode::Down), Action::Down, "move", "down"),
    bind(Key::ctrl('p'), Action::Up, "", "up"),
    bind(Key::ctrl('n'), Action::Down, "", "down"),
    bind(key(KeyCode::PageUp), Action::PageUp, "", "a page up"),
    bind(key(KeyCode::PageDown), Action::PageDown, "", "a page down"),
    bind(key(KeyCode::Home), Action::First, "", "to the first"),
    bind(key(KeyCode::End), Action::Last, "", "to the last"),
    bind(key(KeyCode::Tab), Action::Back, "", "back to the list"),
    bind(key(KeyCode::Esc), Action::Back, "back", "back to the list"),
];

/// Choosing from all that can be done. Whatever else is typed narrows it.
pub const PALETTE: &[Binding] = &[
    bind(key(KeyCode::Enter), Action::Accept, "do it", "do this"),
    bind(key(KeyCode::Up), Action::Up, "", "up"),
    bind(key(KeyCode::Down), Action::Down, "move", "down"),
    bind(Key::ctrl('p'), Action::Up, "", "up"),
    bind(Key::ctrl('n'), Action::Down, "", "down"),
    bind(key(KeyCode::PageUp), Action::PageUp, "", "a page up"),
    bind(key(KeyCode::PageDown), Action::PageDown, "", "a page down"),
    bind(key(KeyCode::Esc), Action::Back, "close", "close the list"),
];

/// Choosing the platform.
pub const WHERE: &[Binding] = &[
    bind(key(KeyCode::Enter), Action::Accept, "choose", "choose this platform"),
    bind(key(KeyCode::Up), Action::Up, "", "up"),
    bind(key(KeyCode::Down), Action::Down, "move", "down"),
    bind(key(KeyCode::Tab), Action::Down, "", "down"),
    bind(key(KeyCode::BackTab), Action::Up, "", "up"),
    bind(key(KeyCode::Home), Action::First, "", "to the first"),
    bind(key(KeyCode::End), Action::Last, "", "to the last"),
    bind(key(KeyCode::Esc), Action::Back, "leave", "leave"),
];

/// Filling in a form.
pub const FORM: &[Binding] = &[
    bind(key(KeyCode::Enter), Action::Accept, "next", "accept and go to the next field"),
    bind(key(KeyCode::Tab), Action::Next, "", "next field"),
    bind(key(KeyCode::BackTab), Action::Previous, "", "field before"),
    bind(key(KeyCode::Down), Action::Next, "move", "next field"),
    bind(key(KeyCode::Up), Action::Previous, "", "field before"),
    bind(Key::ctrl('s'), Action::Submit, "go on", "go on from any field"),
    bind(Key::ctrl('r'), Action::Reveal, "show secret", "show or hide the secret in this field"),
    bind(Key::alt('o'), Action::Original, "", "take the last paste as it was, unmended"),
    bind(key(KeyCode::Esc), Action::Back, "back", "back, keeping what was typed"),
    bind(Key::alt('p'), Action::Options, "", "show or hide the options"),
    bind(Key::alt('x'), Action::Remove, "remove", "take away the entry you added"),
    bind(
        Key::alt('l'),
        Action::LastTime,
        "last time",
        "take out what was filled in from last time, or put it in again",
    ),
];

/// The same where there are no options, nothing can be added or removed, and nothing is used twice.
pub const SIGN_IN: &[Binding] = FORM.split_at(FORM.len() - 3).0;

/// Waiting for consent.
pub const AUTHORIZE: &[Binding] = &[
    bind(
        key(KeyCode::Enter),
        Action::Accept,
        "open browser",
        "use what was pasted; on an empty line, open the browser",
    ),
    bind(Key::alt('c'), Action::Copy, "copy link", "copy the link"),
    bind(Key::alt('t'), Action::Tokens, "own tokens", "use tokens you have; what you typed is kept"),
    bind(Key::alt('u'), Action::Alone, "", "show the link alone, whole"),
    bind(Key::alt('q'), Action::Picture, "", "show the link as a QR code"),
    bind(Key::alt('w'), Action::KeepLink, "", "write the link to a file for you alone"),
    bind(Key::alt('s'), Action::CopyTunnel, "", "copy the ssh command that brings the answer here"),
    bind(Key::alt('l'), Action::CopyPath, "", "copy the callback address to register"),
    bind(Key::alt('m'), Action::Longer, "", "wait ten minutes more"),
    bind(Key::alt('r'), Action::Retry, "", "try again to listen at the callback"),
    bind(Key::ctrl('r'), Action::Reveal, "", "show or hide the answer"),
    bind(key(KeyCode::Up), Action::Up, "", "mark the answer above, where there are several"),
    bind(key(KeyCode::Down), Action::Down, "", "mark the answer below, where there are several"),
    bind(Key::ctrl('n'), Action::Again, "", "ask for a new link"),
    bind(key(KeyCode::Esc), Action::Back, "back", "empty the line, then back to the form"),
];

/// Reading the request before it is sent.
pub const REVIEW: &[Binding] = &[
    bind(key(KeyCode::Enter), Action::Accept, "create", "send it: create the instance"),
    bind(key(KeyCode::Tab), Action::Switch, "JSON / curl", "switch between JSON and curl"),
    bind(key(KeyCode::Esc), Action::Back, "back", "back, keeping everything"),
    bind(letter('q'), Action::Quit, "", "leave"),
];

/// Reading it as a shell command.
pub const CURL: &[Binding] = &[
    bind(key(KeyCode::Enter), Action::Accept, "create", "send it: create the instance"),
    bind(key(KeyCode::Tab), Action::Switch, "JSON / curl", "switch between JSON and curl"),
    bind(letter('y'), Action::Copy, "copy", "copy what is shown"),
    bind(key(KeyCode::Up), Action::Up, "", "scroll up"),
    bind(key(KeyCode::Down), Action::Down, "", "scroll down"),
    bind(letter('k'), Action::Up, "", "scroll up"),
    bind(letter('j'), Action::Down, "", "scroll down"),
    bind(key(KeyCode::PageUp), Action::PageUp, "", "a page up"),
    bind(key(KeyCode::PageDown), Action::PageDown, "", "a page down"),
    bind(key(KeyCode::Esc), Action::Back, "back", "back, keeping everything"),
    bind(letter('q'), Action::Quit, "", "leave"),
];

/// The request is under way, or has failed.
pub const PROVISIONING: &[Binding] = &[
    bind(key(KeyCode::Enter), Action::Accept, "go on", "what the line above says"),
    bind(letter('v'), Action::Answer, "see the answer", "read what the platform answered"),
    bind(letter('y'), Action::CopyRequest, "copy request id", "copy the number of the request"),
    bind(key(KeyCode::Esc), Action::Back, "back", "back, once nothing is under way"),
];

/// What became of a request is looked for.
pub const RECOVER: &[Binding] = &[
    bind(key(KeyCode::Enter), Action::Accept, "go on", "what the line above says"),
    bind(key(KeyCode::Up), Action::Up, "", "up"),
    bind(key(KeyCode::Down), Action::Down, "", "down"),
    bind(letter('x'), Action::Forget, "forget it", "forget the request: it is not looked for again"),
    bind(letter('v'), Action::Answer, "see the answer", "read what the platform answered"),
    bind(letter('y'), Action::CopyRequest, "copy request id", "copy the number of the request"),
    bind(key(KeyCode::Esc), Action::Back, "back", "back; an unresolved request stays in the list of forms"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wizard::viewer::keys::{ASK, COPY, SAVE, SEARCH, TAKE};

    #[test]
    fn no_table_gives_one_key_two_meanings() {
        let with = |table: &[Binding]| {
            table.iter().chain(READ).filter(|b| b.action != Action::Back).copied().collect::<Vec<_>>()
        };
        let everywhere: Vec<_> = EVERYWHERE.iter().chain(FIXED).copied().collect();
        let (answer, document, body) = (with(RESPONSE), with(DOCUMENT), with(REVIEW));
        for table in [
            CHOOSE,
            NARROW,
            WHERE,
            FORM,
            AUTHORIZE,
            REVIEW,
            CURL,
            PROVISIONING,
            RECOVER,
            COPY,
            TAKE,
            SEARCH,
            SAVE,
            ASK,
            &answer,
            &document,
            &body,
        ] {
            let table: Vec<_> = table.iter().chain(&everywhere).collect();
            for (i, binding) in table.iter().enumerate() {
                let twice = table[i + 1..].iter().any(|other| other.key == binding.key);
                assert!(!twice, "{} stands twice", binding.key.label());
            }
        }
    }
}
