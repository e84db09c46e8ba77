//! Commands while a document is read, and while it asks something.

use super::{
    Context, ContextKind, DOWN, END, ENTER, ESC, HOME, LEFT, PAGE_DOWN, PAGE_UP, RIGHT, TAB, UP, command, context,
    fixed, letter,
};
use crate::wizard::{action::Action, key::Key};

/// A document.
pub static READING: Context = context(
    "reading",
    ContextKind::Reading,
    &[
        command(Action::Up, &[UP, letter('k')], "", "up"),
        command(Action::Down, &[DOWN, letter('j')], "", "down"),
        command(Action::PreviousSibling, &[letter('K')], "", "the one before on this level"),
        command(Action::NextSibling, &[letter('J')], "", "the next on this level"),
        command(Action::Fold, &[letter(' ')], "fold", "open or close"),
        command(Action::Unfold, &[RIGHT, letter('l')], "", "open, or go inside"),
        command(Action::Close, &[LEFT, letter('h')], "", "close, or go to what holds it"),
        command(Action::CloseHere, &[letter('c')], "", "close here"),
        command(Action::OpenHere, &[letter('e')], "", "open here, with all inside"),
        command(Action::CloseSiblings, &[letter('C')], "", "close everything on this level"),
        command(Action::OpenSiblings, &[letter('E')], "", "open everything on this level"),
        command(Action::Level, &[letter('1')], "", "show one level; 2 to 9 show more, 0 all"),
        command(Action::PageUp, &[PAGE_UP, Key::ctrl('b')], "", "a page up"),
        command(Action::PageDown, &[PAGE_DOWN, Key::ctrl('f')], "", "a page down"),
        command(Action::HalfUp, &[Key::ctrl('u')], "", "half a page up"),
        command(Action::HalfDown, &[Key::ctrl('d')], "", "half a page down"),
        command(Action::First, &[letter('g'), HOME], "", "to the top"),
        command(Action::Last, &[letter('G'), END], "", "to the end"),
        command(Action::Search, &[letter('/')], "find", "search as you type"),
        command(Action::Word, &[letter('*')], "", "search for what is under the cursor"),
        command(Action::NextFound, &[letter('n')], "", "next place found"),
        command(Action::PreviousFound, &[letter('N')], "", "place found before"),
        command(Action::Filter, &[letter('|')], "filter", "a jq filter: its result is shown as you type"),
        command(Action::Copy, &[letter('y')], "copy", "copy: the next key says what"),
        command(Action::Reveal, &[Key::ctrl('r')], "show", "show or hide this value"),
        command(Action::RevealAll, &[letter('R')], "", "show or hide every secret"),
        command(Action::Save, &[letter('s')], "save", "save it to a file, secrets masked").word("save"),
        command(Action::SaveSecrets, &[letter('S')], "", "save it to a file, with its secrets"),
        command(Action::Page, &[letter('v')], "", "in the pager, secrets masked"),
        command(Action::Take, &[letter('x')], "export", "save or open it elsewhere: the next key says how"),
        command(Action::Wrap, &[letter('w')], "", "long values whole, or cut"),
        command(Action::Json, &[letter('r')], "", "as JSON, or as a tree"),
        command(Action::Numbers, &[letter('L')], "", "numbers of the rows, or none"),
        command(Action::Mouse, &[letter('m')], "", "the mouse for the terminal, to select with, or for elemint"),
        command(Action::Back, &[ESC], "", "end the search, then back").word("back"),
    ],
);

/// Commands for a created instance, in addition to reading.
pub static INSTANCE: Context = context(
    "instance",
    ContextKind::Reading,
    &[
        command(Action::Fold, &[ENTER], "", "open or close"),
        command(Action::Ping, &[letter('p')], "test", "test it: ask the provider through it"),
        command(Action::Compare, &[TAB], "compare", "compare the request with the answer"),
        command(Action::CopyToken, &[letter('t')], "token", "copy the instance token").word("token"),
        command(Action::Another, &[letter('a')], "another", "make another instance"),
        command(Action::InstancesTab, &[Key::alt('2')], "instances", "list the instances of this account")
            .word("instances"),
        command(Action::Back, &[ESC], "back", "leave, after a question").word("back"),
        command(Action::Quit, &[letter('q')], "done", "leave; a summary stays in the terminal"),
    ],
);

/// Commands for a document of another program, in addition to reading.
pub static DOCUMENT: Context = context(
    "document",
    ContextKind::Reading,
    &[
        command(Action::Fold, &[ENTER], "", "open or close"),
        command(Action::Back, &[ESC], "", "nothing more").word("back"),
        command(Action::Quit, &[letter('q')], "leave", "leave"),
    ],
);

/// The menu of copies.
pub static COPY: Context = fixed(&[
    command(Action::Pick('v'), &[letter('v')], "value", "the value; V even if masked"),
    command(Action::Pick('k'), &[letter('k')], "key", "the key"),
    command(Action::Pick('p'), &[letter('p')], "path", "the path, as in a program"),
    command(Action::Pick('q'), &[letter('q')], "jq path", "the path, as jq writes it"),
    command(Action::Pick('y'), &[letter('y')], "JSON", "the value as JSON; Y with its secrets"),
    command(Action::Pick('b'), &[letter('b')], "all of it", "all of it, secrets masked; B with them"),
    command(Action::Back, &[ESC], "nothing", "copy nothing"),
]);

/// The menu of exports.
pub static TAKE: Context = fixed(&[
    command(Action::Pick('b'), &[letter('b')], "", "save all of it, secrets masked; B with them"),
    command(Action::Pick('v'), &[letter('v')], "pager", "in the pager, secrets masked; V with them"),
    command(Action::Pick('p'), &[letter('p')], "print", "print the value, to be selected by hand; P even if masked"),
    command(Action::Pick('e'), &[letter('e')], "editor", "in the editor, secrets masked; E with them"),
    command(Action::Back, &[ESC], "nothing", "take nothing away"),
]);

/// The search line.
pub static SEARCH: Context = fixed(&[
    command(Action::Accept, &[ENTER], "stay there", "stay where it was found"),
    command(Action::NextFound, &[DOWN], "", "next place found"),
    command(Action::PreviousFound, &[UP], "", "place found before"),
    command(Action::Back, &[ESC], "cancel", "back to where the search began"),
]);

/// The filter line.
pub static FILTER: Context = fixed(&[
    command(Action::Accept, &[ENTER], "keep it", "read what the filter makes"),
    command(Action::Next, &[TAB], "complete", "complete the path"),
    command(Action::Up, &[UP], "", "the filter before"),
    command(Action::Down, &[DOWN], "", "the filter after"),
    command(Action::Back, &[ESC], "all of it", "the whole document again"),
]);

/// The line for the name of a file.
pub static SAVE: Context = fixed(&[
    command(Action::Accept, &[ENTER], "save", "save it there"),
    command(Action::Back, &[ESC], "cancel", "save nothing"),
]);

/// A question to be answered with yes.
pub static ASK: Context = fixed(&[
    command(Action::Pick('y'), &[letter('y')], "yes", "yes"),
    command(Action::Back, &[ESC, letter('n')], "no", "no"),
]);
