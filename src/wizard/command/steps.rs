//! Commands of the steps.

use super::{
    BACK_TAB, Context, ContextKind, DELETE, DOWN, END, ENTER, ESC, HOME, PAGE_DOWN, PAGE_UP, TAB, UP, command, context,
    fixed, letter,
};
use crate::wizard::{action::Action, key::Key};

/// The choice of the platform.
pub static PLATFORM: Context = context(
    "platform",
    ContextKind::Plain,
    &[
        command(Action::Accept, &[ENTER], "choose", "choose this platform"),
        command(Action::Up, &[UP, BACK_TAB], "", "up"),
        command(Action::Down, &[DOWN, TAB], "move", "down"),
        command(Action::First, &[HOME], "", "to the first"),
        command(Action::Last, &[END], "", "to the last"),
        command(Action::TestAccount, &[Key::alt('t')], "test", "test the account of this profile"),
        command(Action::Limit, &[Key::alt('p')], "", "protect this profile, make it read-only, or lift its limits")
            .word("limit"),
        command(Action::Back, &[ESC], "leave", "leave").word("back"),
    ],
);

/// The choice of the element, while its filter is typed.
pub static ELEMENT: Context = context(
    "elements",
    ContextKind::Typing,
    &[
        command(Action::Accept, &[ENTER], "choose", "choose this element"),
        command(Action::Up, &[UP, Key::ctrl('p')], "", "up"),
        command(Action::Down, &[DOWN, Key::ctrl('n')], "move", "down"),
        command(Action::PageUp, &[PAGE_UP], "", "a page up"),
        command(Action::PageDown, &[PAGE_DOWN], "", "a page down"),
        command(Action::Narrow, &[TAB], "filter", "filter by sign-in or hub").word("filters"),
        command(Action::Forget, &[DELETE], "", "forget the unfinished form").word("forget"),
        command(Action::Refresh, &[Key::ctrl('r')], "", "ask the platform for its list again").word("refresh"),
        command(Action::InstancesTab, &[Key::alt('2')], "instances", "list the instances of this account")
            .word("instances"),
        command(Action::Back, &[ESC], "back", "clear the filter, then back to the platforms").word("back"),
    ],
);

/// The choice of a filter for a list. All other input goes into the filter.
pub static NARROW: Context = fixed(&[
    command(Action::Accept, &[ENTER, letter(' ')], "filter", "filter by this, or no longer"),
    command(Action::Up, &[UP, Key::ctrl('p')], "", "up"),
    command(Action::Down, &[DOWN, Key::ctrl('n')], "move", "down"),
    command(Action::PageUp, &[PAGE_UP], "", "a page up"),
    command(Action::PageDown, &[PAGE_DOWN], "", "a page down"),
    command(Action::First, &[HOME], "", "to the first"),
    command(Action::Last, &[END], "", "to the last"),
    command(Action::Back, &[ESC, TAB], "back", "back to the list").word("back"),
]);

/// A form.
pub static FORM: Context = context(
    "form",
    ContextKind::Typing,
    &[
        command(Action::Accept, &[ENTER], "next", "accept and go to the next field"),
        command(Action::Next, &[TAB, DOWN], "move", "next field").word("next"),
        command(Action::Previous, &[BACK_TAB, UP], "", "field before").word("previous"),
        command(Action::Submit, &[Key::ctrl('s')], "go on", "go on from any field").word("go"),
        command(Action::Reveal, &[Key::ctrl('r')], "show secret", "show or hide the secret in this field"),
        command(Action::Original, &[Key::alt('o')], "", "take the last paste as it was, not cleaned up")
            .word("original"),
        command(Action::Back, &[ESC], "back", "back, keeping what was typed").word("back"),
        command(Action::Options, &[Key::alt('p')], "", "show or hide the options"),
        command(Action::Remove, &[Key::alt('x')], "remove", "take away the entry you added").word("remove"),
        command(
            Action::LastTime,
            &[Key::alt('l')],
            "last time",
            "take out what was filled in from last time, or put it in again",
        )
        .word("last"),
    ],
);

/// The provider's consent.
pub static CONSENT: Context = context(
    "consent",
    ContextKind::Typing,
    &[
        command(Action::Accept, &[ENTER], "open browser", "use what was pasted; on an empty line, open the browser"),
        command(Action::Copy, &[Key::alt('c')], "copy link", "copy the link").word("copy"),
        command(Action::Tokens, &[Key::alt('t')], "own tokens", "use tokens you have; what you typed is kept")
            .word("tokens"),
        command(Action::Alone, &[Key::alt('u')], "", "show the link alone, whole"),
        command(Action::Picture, &[Key::alt('q')], "", "show the link as a QR code"),
        command(Action::KeepLink, &[Key::alt('w')], "", "write the link to a file for you alone").word("file"),
        command(Action::CopyTunnel, &[Key::alt('s')], "", "copy the ssh command that brings the answer here")
            .word("ssh"),
        command(Action::CopyPath, &[Key::alt('l')], "", "copy the callback address to register").word("callback"),
        command(Action::Longer, &[Key::alt('m')], "", "wait ten minutes more").word("longer"),
        command(Action::Retry, &[Key::alt('r')], "", "try again to listen at the callback").word("retry"),
        command(Action::Reveal, &[Key::ctrl('r')], "", "show or hide the answer"),
        command(Action::Up, &[UP], "", "mark the answer above, where there are several"),
        command(Action::Down, &[DOWN], "", "mark the answer below, where there are several"),
        command(Action::Again, &[Key::ctrl('n')], "", "ask for a new link").word("renew"),
        command(Action::Back, &[ESC], "back", "empty the line, then back to the form").word("back"),
    ],
);

/// The request before it is sent, as JSON.
pub static REVIEW: Context = context(
    "review",
    ContextKind::Reading,
    &[
        command(Action::Accept, &[ENTER], "create", "send it: create the instance"),
        command(Action::Switch, &[TAB], "JSON / curl", "switch between JSON and curl").word("switch"),
        command(Action::CopyAll, &[], "", "copy all of it, secrets masked").word("copy"),
        command(Action::Back, &[ESC], "back", "back to the form, keeping everything").word("back"),
        command(Action::Quit, &[letter('q')], "", "leave"),
    ],
);

/// The request before it is sent, as a shell command.
pub static CURL: Context = context(
    "curl",
    ContextKind::Plain,
    &[
        command(Action::Accept, &[ENTER], "create", "send it: create the instance"),
        command(Action::Switch, &[TAB], "JSON / curl", "switch between JSON and curl").word("switch"),
        command(Action::Copy, &[letter('y')], "copy", "copy what is shown").word("copy"),
        command(Action::Up, &[UP, letter('k')], "", "scroll up"),
        command(Action::Down, &[DOWN, letter('j')], "", "scroll down"),
        command(Action::PageUp, &[PAGE_UP], "", "a page up"),
        command(Action::PageDown, &[PAGE_DOWN], "", "a page down"),
        command(Action::Back, &[ESC], "back", "back to the form, keeping everything").word("back"),
        command(Action::Quit, &[letter('q')], "", "leave"),
    ],
);

/// The request while it is sent, or after it failed.
pub static CREATING: Context = context(
    "sending",
    ContextKind::Plain,
    &[
        command(Action::Accept, &[ENTER], "go on", "what the line above says"),
        command(Action::Answer, &[letter('v')], "see the answer", "read what the platform answered").word("answer"),
        command(Action::CopyRequest, &[letter('y')], "copy request id", "copy the number of the request")
            .word("request"),
        command(Action::Back, &[ESC], "back", "back, once nothing is under way").word("back"),
    ],
);

/// The search for an instance whose creation has an unknown outcome.
pub static RECOVERY: Context = context(
    "recovery",
    ContextKind::Plain,
    &[
        command(Action::Accept, &[ENTER], "go on", "what the line above says"),
        command(Action::Up, &[UP], "", "up"),
        command(Action::Down, &[DOWN], "", "down"),
        command(Action::Forget, &[letter('x')], "forget it", "forget the request: it is not looked for again")
            .word("forget"),
        command(Action::Answer, &[letter('v')], "see the answer", "read what the platform answered").word("answer"),
        command(Action::CopyRequest, &[letter('y')], "copy request id", "copy the number of the request")
            .word("request"),
        command(Action::Back, &[ESC], "back", "back; an unresolved request stays in the list of forms").word("back"),
    ],
);

/// The change of an existing instance.
pub static CHANGE: Context = context(
    "change",
    ContextKind::Plain,
    &[
        command(Action::Accept, &[ENTER], "go on", "what the line above says"),
        command(Action::Answer, &[letter('v')], "see the answer", "read what the platform answered").word("answer"),
        command(Action::CopyRequest, &[letter('y')], "copy request id", "copy the number of the request")
            .word("request"),
        command(Action::Forget, &[letter('x')], "forget it", "forget an earlier change: its outcome is not looked for")
            .word("forget"),
        command(Action::Up, &[UP, letter('k')], "", "scroll up"),
        command(Action::Down, &[DOWN, letter('j')], "", "scroll down"),
        command(Action::PageUp, &[PAGE_UP], "", "a page up"),
        command(Action::PageDown, &[PAGE_DOWN], "", "a page down"),
        command(Action::Back, &[ESC], "back", "back; nothing more is sent").word("back"),
        command(Action::Quit, &[letter('q')], "", "leave"),
    ],
);
