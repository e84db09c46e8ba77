//! Commands of the list of instances, and of one instance.

use super::{
    BACK_TAB, Context, ContextKind, DELETE, DOWN, ENTER, ESC, PAGE_DOWN, PAGE_UP, TAB, UP, command, context, fixed,
    letter,
};
use crate::wizard::{action::Action, key::Key};

/// The list of instances, while its filter is typed.
pub static INSTANCES: Context = context(
    "instances",
    ContextKind::Typing,
    &[
        command(Action::Accept, &[ENTER], "open", "show this instance"),
        command(Action::Up, &[UP, Key::ctrl('p')], "", "up"),
        command(Action::Down, &[DOWN, Key::ctrl('n')], "", "down"),
        command(Action::PageUp, &[PAGE_UP], "", "a page up"),
        command(Action::PageDown, &[PAGE_DOWN], "", "a page down"),
        command(Action::Narrow, &[TAB], "filter", "filter by state, test, expiry, tag or element").word("filters"),
        command(Action::Select, &[BACK_TAB], "select", "select it for the next command, or no longer").word("select"),
        command(Action::SelectAll, &[Key::alt('a')], "", "select all that are listed, or none").word("all"),
        command(Action::Ping, &[Key::alt('t')], "test", "test it: ask the provider through it").word("test"),
        command(Action::Call, &[Key::alt('u')], "", "call it: read data of the provider with it").word("call"),
        command(Action::Enable, &[Key::alt('e')], "", "enable it").word("enable"),
        command(Action::Disable, &[Key::alt('p')], "", "disable it: calls are refused until it is enabled")
            .word("disable"),
        command(Action::Delete, &[DELETE], "", "delete it, after a question").word("delete"),
        command(Action::Trace, &[Key::alt('l')], "", "let the platform log its requests for 30 minutes, or no longer")
            .word("trace"),
        command(Action::Sort, &[Key::alt('s')], "", "sort by name, element, state, expiry, test or age").word("sort"),
        command(Action::Refresh, &[Key::ctrl('r')], "", "ask the platform for its list again").word("refresh"),
        command(Action::Trash, &[Key::alt('x')], "", "show the deleted instances, to create one again").word("trash"),
        command(Action::CreateTab, &[Key::alt('1')], "create", "create an instance").word("create"),
        command(Action::Back, &[ESC], "back", "clear the filter, then the selection, then back to the platforms")
            .word("back"),
    ],
);

/// The choice of a read through an instance, while its filter is typed.
pub static CALLS: Context = context(
    "calls",
    ContextKind::Typing,
    &[
        command(Action::Accept, &[ENTER], "choose", "choose this call"),
        command(Action::Up, &[UP, Key::ctrl('p')], "", "up"),
        command(Action::Down, &[DOWN, Key::ctrl('n')], "move", "down"),
        command(Action::PageUp, &[PAGE_UP], "", "a page up"),
        command(Action::PageDown, &[PAGE_DOWN], "", "a page down"),
        command(Action::Refresh, &[Key::ctrl('r')], "", "ask for the calls again").word("refresh"),
        command(Action::Back, &[ESC], "back", "clear the filter, then back").word("back"),
    ],
);

/// The list of deleted instances.
pub static TRASH: Context = context(
    "trash",
    ContextKind::Plain,
    &[
        command(Action::Accept, &[ENTER], "show", "show the platform's answer about it, secrets masked"),
        command(Action::Restore, &[letter('r')], "restore", "open a form with its values, to create it again")
            .word("restore"),
        command(Action::Up, &[UP, letter('k')], "", "up"),
        command(Action::Down, &[DOWN, letter('j')], "move", "down"),
        command(Action::PageUp, &[PAGE_UP], "", "a page up"),
        command(Action::PageDown, &[PAGE_DOWN], "", "a page down"),
        command(Action::Delete, &[DELETE], "remove", "remove it from this machine, after a question").word("delete"),
        command(Action::EmptyTrash, &[letter('E')], "empty", "remove all of them from this machine, after a question")
            .word("empty"),
        command(Action::Back, &[ESC], "back", "back to the list of instances").word("back"),
    ],
);

/// A question before work that cannot be undone. The key that opens an instance must not answer it.
pub static CONFIRM: Context = fixed(&[
    command(Action::Accept, &[letter('y')], "yes", "yes"),
    command(Action::Back, &[ESC, letter('n')], "no", "no"),
]);

/// A question for the name of an instance. All other keys are for the name.
pub static CONFIRM_NAME: Context = fixed(&[
    command(Action::Accept, &[ENTER], "confirm", "confirm with this name"),
    command(Action::Back, &[ESC], "cancel", "change nothing"),
]);

/// Commands for one instance of the list, in addition to reading.
pub static DETAILS: Context = context(
    "details",
    ContextKind::Reading,
    &[
        command(Action::Fold, &[ENTER], "", "open or close"),
        command(Action::Ping, &[letter('p'), Key::alt('t')], "test", "test it: ask the provider through it")
            .word("test"),
        command(Action::Call, &[letter('u'), Key::alt('u')], "call", "call it: read data of the provider with it")
            .word("call"),
        command(Action::Changes, &[TAB], "changes", "show the values that changed since the last look").word("changes"),
        command(Action::CopyToken, &[letter('t')], "token", "copy the instance token").word("token"),
        command(Action::Reauthorize, &[letter('a')], "authorize", "authorize it again; id and token stay")
            .word("authorize"),
        command(Action::EditInstance, &[letter('i')], "edit", "change its name, tags and values").word("edit"),
        command(
            Action::Clone,
            &[Key::alt('c')],
            "",
            "create an instance with its values, on this platform or another one",
        )
        .word("clone"),
        command(Action::Enable, &[Key::alt('e')], "enable", "enable it").word("enable"),
        command(Action::Disable, &[Key::alt('p')], "", "disable it: calls are refused until it is enabled")
            .word("disable"),
        command(Action::Delete, &[DELETE], "", "delete it, after a question").word("delete"),
        command(Action::Trace, &[Key::alt('l')], "", "let the platform log its requests for 30 minutes, or no longer")
            .word("trace"),
        command(Action::Refresh, &[Key::alt('r')], "", "read it again").word("refresh"),
        command(Action::CreateTab, &[Key::alt('1')], "", "create an instance").word("create"),
        command(Action::Back, &[ESC], "back", "end the search, then back to the list").word("back"),
        command(Action::Quit, &[letter('q')], "leave", "leave, after a question"),
    ],
);
