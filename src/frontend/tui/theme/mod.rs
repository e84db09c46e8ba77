//! Roles instead of colors: the purpose of a text decides on its style.

mod file;
mod look;

pub use crate::terminal::color::{Background, ColorDepth, Rgb};
pub use file::{ThemeFault, ThemeFile};
pub use look::{Look, LookError, SHIPPED};

use crate::wizard::{KeyTable, Sentence};
use ratatui::style::{Color, Modifier, Style};
use std::borrow::Cow;

/// Names every role once, for the type, for theme files, and for the tests of contrast.
macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident,)*) => {
        /// Style of each role. A style never carries meaning alone: a sign or a word goes with it.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Theme {
            $($(#[$doc])* pub $role: Style,)*
            /// Keys in force. They are here because every view has a theme.
            keys: KeyTable,
        }

        impl Theme {
            /// Every role with its look, by the name it has in a file.
            pub fn roles(&self) -> Vec<(&'static str, Style)> {
                vec![$((stringify!($role), self.$role)),*]
            }

            fn role(&mut self, name: &str) -> Option<&mut Style> {
                match name {
                    $(stringify!($role) => Some(&mut self.$role),)*
                    _ => None,
                }
            }
        }
    };
}

roles! {
    /// Running text.
    text,
    /// Secondary text.
    dim,
    /// Headings and chosen values.
    strong,
    /// The program's own color: name, cursor, current step.
    accent,
    /// Success.
    good,
    /// Failure.
    bad,
    /// Take care.
    warn,
    /// Characters that match the typed text.
    mark,
    /// The row with the cursor.
    chosen,
    /// An address to be opened or copied.
    link,
    /// Names of entries in a document.
    key,
    /// Text values in a document.
    string,
    /// Numbers, true, false and null in a document.
    number,
    /// A value that is masked.
    masked,
}

impl Theme {
    /// Returns the terminal's own sixteen colors, so that the user's palette applies: those that are readable on this
    /// background in the palettes that terminals come with. On a light one green, cyan and yellow are not.
    pub fn terminal(ground: Background) -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let dark = ground == Background::Dark;
        let on = |dark_one: Color, light_one: Color| if dark { dark_one } else { light_one };
        let colored = |color: Color| plain.fg(color);
        let good = if dark { colored(Color::Green) } else { bold };
        Self {
            text: plain,
            dim: plain.add_modifier(Modifier::DIM),
            strong: bold,
            accent: bold.fg(on(Color::Cyan, Color::Blue)),
            good,
            bad: bold.fg(on(Color::LightRed, Color::Red)),
            warn: colored(on(Color::Yellow, Color::Magenta)),
            mark: bold.fg(on(Color::LightMagenta, Color::Magenta)).add_modifier(Modifier::UNDERLINED),
            chosen: bold,
            link: colored(on(Color::Cyan, Color::Blue)),
            key: colored(on(Color::Cyan, Color::Blue)),
            string: if dark { good } else { plain },
            number: colored(on(Color::LightMagenta, Color::Magenta)),
            masked: colored(on(Color::Yellow, Color::Magenta)),
            keys: KeyTable::default(),
        }
    }

    /// Returns the theme for a step with these keys.
    #[must_use]
    pub fn for_keys(&self, keys: KeyTable) -> Self {
        Self { keys, ..self.clone() }
    }

    /// Returns a sentence with the keys in force.
    pub fn words<'a>(&self, sentence: &'a Sentence) -> Cow<'a, str> {
        self.keys.render(sentence)
    }

    /// Returns the theme without its colors: bold, dim and underlined remain.
    #[must_use]
    pub fn without_colours(mut self) -> Self {
        for (name, style) in self.roles() {
            if let Some(role) = self.role(name) {
                *role = Style { fg: None, bg: None, ..style };
            }
        }
        self
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::terminal(Background::Dark)
    }
}
