//! Roles, not colours: what a piece of text is for decides how it looks.

use ratatui::style::{Color, Modifier, Style};

/// How each role looks. Colours are the terminal's own sixteen, so that the person's palette holds; nothing is told
/// by colour alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Running text.
    pub text: Style,
    /// What may be overlooked.
    pub dim: Style,
    /// Headings and what was chosen.
    pub strong: Style,
    /// The program's own colour: name, cursor, current step.
    pub accent: Style,
    /// It worked.
    pub good: Style,
    /// It did not.
    pub bad: Style,
    /// Take care.
    pub warn: Style,
    /// Characters that match what was typed.
    pub mark: Style,
    /// The row with the cursor.
    pub chosen: Style,
    /// An address to be opened or copied.
    pub link: Style,
    /// Names of entries in a document.
    pub key: Style,
    /// Text values in a document.
    pub string: Style,
    /// Numbers, true, false and null in a document.
    pub number: Style,
    /// A value that is masked.
    pub masked: Style,
}

impl Default for Theme {
    fn default() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        Self {
            text: plain,
            dim: plain.add_modifier(Modifier::DIM),
            strong: bold,
            accent: bold.fg(Color::Cyan),
            good: plain.fg(Color::Green),
            bad: bold.fg(Color::Red),
            warn: plain.fg(Color::Yellow),
            mark: bold.fg(Color::Magenta).add_modifier(Modifier::UNDERLINED),
            chosen: bold,
            link: plain.fg(Color::Cyan),
            key: plain.fg(Color::Blue),
            string: plain.fg(Color::Green),
            number: plain.fg(Color::Magenta),
            masked: plain.fg(Color::Yellow),
        }
    }
}
