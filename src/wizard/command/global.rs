//! Commands of every screen, and of overlays.

use super::{
    Command, Context, ContextKind, DOWN, END, ENTER, ESC, HOME, PAGE_DOWN, PAGE_UP, UP, command, context, fixed, letter,
};
use crate::wizard::{
    action::Action,
    key::{Key, KeyCode},
};

/// Commands of every screen whose keys can be chosen.
pub static EVERYWHERE: Context = context("everywhere", ContextKind::Everywhere, &[COMMANDS]);

const COMMANDS: Command =
    command(Action::Commands, &[letter(':'), Key::ctrl('o')], "commands", "list everything that can be done here");

/// Commands of every screen whose keys are fixed.
pub static FIXED: Context = fixed(&[
    command(Action::Help, &[letter('?'), Key::plain(KeyCode::F(1))], "help", "show the keys that do something here"),
    command(Action::EndTour, &[Key::plain(KeyCode::F(2))], "", "end the tour"),
    command(Action::Redraw, &[Key::ctrl('l')], "", "draw the screen again"),
    command(Action::Suspend, &[Key::ctrl('z')], "", "suspend; fg comes back"),
    command(Action::BreakOff, &[Key::ctrl('c')], "", "leave at once; forms are saved, secrets not").word("leave"),
]);

/// The list of commands. All other input narrows it.
pub static COMMAND_LIST: Context = fixed(&[
    command(Action::Accept, &[ENTER], "do it", "do this"),
    command(Action::Down, &[DOWN, Key::ctrl('n')], "move", "down"),
    command(Action::Up, &[UP, Key::ctrl('p')], "", "up"),
    command(Action::PageUp, &[PAGE_UP], "", "a page up"),
    command(Action::PageDown, &[PAGE_DOWN], "", "a page down"),
    command(Action::Back, &[ESC], "close", "close the list"),
]);

/// The list of keys. Any other key closes it.
pub static HELP: Context = fixed(&[
    command(Action::Up, &[UP, letter('k')], "", "up"),
    command(Action::Down, &[DOWN, letter('j')], "", "down"),
    command(Action::PageUp, &[PAGE_UP, Key::ctrl('u'), Key::ctrl('b')], "", "a page up"),
    command(Action::PageDown, &[PAGE_DOWN, Key::ctrl('d'), Key::ctrl('f'), letter(' ')], "", "a page down"),
    command(Action::First, &[HOME, letter('g')], "", "to the top"),
    command(Action::Last, &[END, letter('G')], "", "to the end"),
    command(Action::Back, &[ESC], "close", "close the list"),
]);

/// The choice of a pasted request.
pub static REQUESTS: Context = fixed(&[
    command(Action::Accept, &[ENTER], "use it", "fill the form with this request"),
    command(Action::Down, &[DOWN, letter('j'), Key::ctrl('n')], "move", "down"),
    command(Action::Up, &[UP, letter('k'), Key::ctrl('p')], "", "up"),
    command(Action::PageUp, &[PAGE_UP], "", "a page up"),
    command(Action::PageDown, &[PAGE_DOWN], "", "a page down"),
    command(Action::First, &[HOME], "", "to the first"),
    command(Action::Last, &[END], "", "to the last"),
    command(Action::Back, &[ESC], "none", "paste none of them"),
]);

/// Question before leaving.
pub static LEAVE: Context = fixed(&[
    command(Action::Accept, &[ENTER, letter('y'), letter('q')], "leave", "leave elemint"),
    command(Action::Back, &[ESC, letter('n')], "stay", "stay"),
]);
