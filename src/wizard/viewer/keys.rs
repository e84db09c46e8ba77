//! Keys of the viewer and of its prompts.

use crate::wizard::{
    key::{Key, KeyCode},
    keymap::{Action, Binding, bind, key, letter},
};

/// Reading a document.
pub const READ: &[Binding] = &[
    bind(key(KeyCode::Up), Action::Up, "", "up"),
    bind(key(KeyCode::Down), Action::Down, "", "down"),
    bind(letter('k'), Action::Up, "", "up"),
    bind(letter('j'), Action::Down, "", "down"),
    bind(letter('K'), Action::PreviousSibling, "", "the one before on this level"),
    bind(letter('J'), Action::NextSibling, "", "the next on this level"),
    bind(letter(' '), Action::Fold, "fold", "open or close"),
    bind(key(KeyCode::Right), Action::Unfold, "", "open, or go inside"),
    bind(letter('l'), Action::Unfold, "", "open, or go inside"),
    bind(key(KeyCode::Left), Action::Close, "", "close, or go to what holds it"),
    bind(letter('h'), Action::Close, "", "close, or go to what holds it"),
    bind(letter('c'), Action::CloseHere, "", "close here"),
    bind(letter('e'), Action::OpenHere, "", "open here, with all inside"),
    bind(letter('C'), Action::CloseSiblings, "", "close everything on this level"),
    bind(letter('E'), Action::OpenSiblings, "", "open everything on this level"),
    bind(letter('1'), Action::Level, "", "show one level; 2 to 9 show more, 0 all"),
    bind(key(KeyCode::PageUp), Action::PageUp, "", "a page up"),
    bind(key(KeyCode::PageDown), Action::PageDown, "", "a page down"),
    bind(Key::ctrl('b'), Action::PageUp, "", "a page up"),
    bind(Key::ctrl('f'), Action::PageDown, "", "a page down"),
    bind(Key::ctrl('u'), Action::HalfUp, "", "half a page up"),
    bind(Key::ctrl('d'), Action::HalfDown, "", "half a page down"),
    bind(letter('g'), Action::First, "", "to the top"),
    bind(letter('G'), Action::Last, "", "to the end"),
    bind(key(KeyCode::Home), Action::First, "", "to the top"),
    bind(key(KeyCode::End), Action::Last, "", "to the end"),
    bind(letter('/'), Action::Search, "find", "search as you type"),
    bind(letter('*'), Action::Word, "", "search for what is under the cursor"),
    bind(letter('n'), Action::NextFound, "", "next place found"),
    bind(letter('N'), Action::PreviousFound, "", "place found before"),
    bind(letter('|'), Action::Filter, "filter", "a jq filter: what it makes is shown as you type"),
    bind(letter('y'), Action::Copy, "copy", "copy: the next key says what"),
    bind(Key::ctrl('r'), Action::Reveal, "show", "show or hide this value"),
    bind(letter('R'), Action::RevealAll, "", "show or hide every secret"),
    bind(letter('s'), Action::Save, "save", "save it to a file, secrets masked"),
    bind(letter('S'), Action::Save, "", "save it to a file, with its secrets"),
    bind(letter('v'), Action::Page, "", "in the pager, secrets masked"),
    bind(letter('x'), Action::Take, "export", "save or open it elsewhere: the next key says how"),
    bind(letter('w'), Action::Wrap, "", "long values whole, or cut"),
    bind(letter('r'), Action::Json, "", "as JSON, or as a tree"),
    bind(letter('L'), Action::Numbers, "", "numbers of the rows, or none"),
    bind(letter('m'), Action::Mouse, "", "the mouse for the terminal, to select with, or for elemint"),
    bind(key(KeyCode::Esc), Action::Back, "", "end the search, then back"),
];

/// Keys for an instance, in addition to those of the viewer.
pub const RESPONSE: &[Binding] = &[
    bind(key(KeyCode::Enter), Action::Fold, "", "open or close"),
    bind(letter('p'), Action::Ping, "test", "test it: ask the provider through it"),
    bind(key(KeyCode::Tab), Action::Compare, "compare", "what was sent, and what came back"),
    bind(letter('t'), Action::CopyToken, "token", "copy the instance token"),
    bind(letter('a'), Action::Another, "another", "make another instance"),
    bind(key(KeyCode::Esc), Action::Back, "", "leave"),
    bind(letter('q'), Action::Quit, "done", "leave; a summary stays in the terminal"),
];

/// Keys for a document of a file or a pipe, in addition to those of the viewer.
pub const DOCUMENT: &[Binding] = &[
    bind(key(KeyCode::Enter), Action::Fold, "", "open or close"),
    bind(key(KeyCode::Esc), Action::Back, "", "nothing more"),
    bind(letter('q'), Action::Quit, "leave", "leave"),
];

/// After `y`.
pub const COPY: &[Binding] = &[
    bind(letter('v'), Action::Pick, "value", "the value; V even if masked"),
    bind(letter('k'), Action::Pick, "key", "the key"),
    bind(letter('p'), Action::Pick, "path", "the path, as in a program"),
    bind(letter('q'), Action::Pick, "jq path", "the path, as jq writes it"),
    bind(letter('y'), Action::Pick, "JSON", "the value as JSON; Y with its secrets"),
    bind(letter('b'), Action::Pick, "all of it", "all of it, secrets masked; B with them"),
    bind(key(KeyCode::Esc), Action::Back, "nothing", "copy nothing"),
];

/// After `x`.
pub const TAKE: &[Binding] = &[
    bind(letter('b'), Action::Pick, "", "save all of it, secrets masked; B with them"),
    bind(letter('v'), Action::Pick, "pager", "in the pager, secrets masked; V with them"),
    bind(letter('p'), Action::Pick, "print", "print the value, to be selected by hand; P even if masked"),
    bind(letter('e'), Action::Pick, "editor", "in the editor, secrets masked; E with them"),
    bind(key(KeyCode::Esc), Action::Back, "nothing", "take nothing away"),
];

/// While a search is typed.
pub const SEARCH: &[Binding] = &[
    bind(key(KeyCode::Enter), Action::Accept, "stay there", "stay where it was found"),
    bind(key(KeyCode::Down), Action::NextFound, "", "next place found"),
    bind(key(KeyCode::Up), Action::PreviousFound, "", "place found before"),
    bind(key(KeyCode::Esc), Action::Back, "cancel", "back to where the search began"),
];

/// While a filter is typed.
pub const FILTER: &[Binding] = &[
    bind(key(KeyCode::Enter), Action::Accept, "keep it", "read what the filter makes"),
    bind(key(KeyCode::Tab), Action::Next, "complete", "complete the path"),
    bind(key(KeyCode::Up), Action::Up, "", "the filter before"),
    bind(key(KeyCode::Down), Action::Down, "", "the filter after"),
    bind(key(KeyCode::Esc), Action::Back, "all of it", "the whole document again"),
];

/// While the name of a file is typed.
pub const SAVE: &[Binding] = &[
    bind(key(KeyCode::Enter), Action::Accept, "save", "save it there"),
    bind(key(KeyCode::Esc), Action::Back, "cancel", "save nothing"),
];

/// While a yes is asked for.
pub const ASK: &[Binding] = &[
    bind(letter('y'), Action::Pick, "yes", "yes"),
    bind(key(KeyCode::Esc), Action::Back, "no", "no; so says any other key"),
];
