//! Sequences that set the style of the text behind them (SGR, ECMA-48 8.3.117).

use ratatui::{
    buffer::Cell,
    style::{Color, Modifier, Style},
};
use std::io::Write as _;

/// Modifiers with the number that switches each of them on.
const ON: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// Numbers that switch modifiers off, some of them two at once.
const OFF: [(Modifier, u8); 7] = [
    (Modifier::BOLD.union(Modifier::DIM), 22),
    (Modifier::ITALIC, 23),
    (Modifier::UNDERLINED, 24),
    (Modifier::SLOW_BLINK.union(Modifier::RAPID_BLINK), 25),
    (Modifier::REVERSED, 27),
    (Modifier::HIDDEN, 28),
    (Modifier::CROSSED_OUT, 29),
];

/// Style of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CellStyle {
    foreground: Color,
    background: Color,
    underline: Color,
    modifier: Modifier,
}

impl CellStyle {
    /// Style of a terminal after a reset.
    pub const PLAIN: Self = Self {
        foreground: Color::Reset,
        background: Color::Reset,
        underline: Color::Reset,
        modifier: Modifier::empty(),
    };

    /// Returns the style of a cell.
    pub fn from_cell(cell: &Cell) -> Self {
        Self { foreground: cell.fg, background: cell.bg, underline: cell.underline_color, modifier: cell.modifier }
    }

    /// Returns a style on a plain cell.
    pub fn from_style(style: Style) -> Self {
        Self::from_cell(Cell::default().set_style(style))
    }

    /// Writes the shortest sequence from this style to another.
    pub fn write_change(self, to: Self, out: &mut Vec<u8>) {
        if self == to {
            return;
        }
        let begin = out.len();
        self.write_difference(to, out);
        let middle = out.len();
        out.extend_from_slice(b"\x1b[0");
        Self::PLAIN.write_codes(to, to.modifier, out);
        out.push(b'm');
        if out.len() - middle < middle - begin {
            out.drain(begin..middle);
        } else {
            out.truncate(middle);
        }
    }

    /// Writes a sequence of only the attributes that differ.
    fn write_difference(self, to: Self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\x1b[");
        let begin = out.len();
        let mut kept = self.modifier;
        for (modifiers, code) in OFF {
            if kept.intersects(modifiers) && !to.modifier.contains(kept.intersection(modifiers)) {
                write_code(out, code);
                kept.remove(modifiers);
            }
        }
        self.write_codes(to, to.modifier.difference(kept), out);
        // The first number needs no separator.
        if out.get(begin) == Some(&b';') {
            out.remove(begin);
        }
        out.push(b'm');
    }

    fn write_codes(self, to: Self, added: Modifier, out: &mut Vec<u8>) {
        for (modifier, code) in ON {
            if added.contains(modifier) {
                write_code(out, code);
            }
        }
        for (from, to, kind) in [
            (self.foreground, to.foreground, 38),
            (self.background, to.background, 48),
            (self.underline, to.underline, 58),
        ] {
            if from != to {
                write_color(out, to, kind);
            }
        }
    }
}

fn write_code(out: &mut Vec<u8>, code: u8) {
    // Writing to memory cannot fail.
    let _ = write!(out, ";{code}");
}

/// Writes a color of a kind: 38 is the text, 48 its background, 58 its underline; the next number resets it. A color of
/// the palette is written by its number, since some terminals show the short codes of bold text in another color.
fn write_color(out: &mut Vec<u8>, color: Color, kind: u8) {
    let index = match color {
        Color::Reset => return write_code(out, kind + 1),
        Color::Rgb(red, green, blue) => {
            let _ = write!(out, ";{kind};2;{red};{green};{blue}");
            return;
        }
        Color::Indexed(index) => index,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    let _ = write!(out, ";{kind};5;{index}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::same(Style::new().bold(), Style::new().bold(), "")]
    #[case::on(Style::new(), Style::new().bold().cyan(), "\x1b[1;38;5;6m")]
    #[case::off(Style::new().bold().cyan(), Style::new(), "\x1b[0m")]
    #[case::from_bold_to_dim(Style::new().bold(), Style::new().dim(), "\x1b[0;2m")]
    #[case::one_of_two(Style::new().bold().dim(), Style::new().bold(), "\x1b[0;1m")]
    #[case::one_color(Style::new().bold().cyan().on_red(), Style::new().bold().green().on_red(), "\x1b[38;5;2m")]
    #[case::fewer(Style::new().bold().cyan().on_red().underlined(), Style::new().dim(), "\x1b[0;2m")]
    #[case::full(Style::new(), Style::new().fg(Color::Rgb(1, 2, 3)).bg(Color::Indexed(200)), "\x1b[38;2;1;2;3;48;5;200m")]
    #[case::underline(Style::new(), Style::new().underline_color(Color::Red).underlined(), "\x1b[4;58;5;1m")]
    fn change_of_style_is_the_shortest_sequence(#[case] from: Style, #[case] to: Style, #[case] expected: &str) {
        let mut out = Vec::new();
        CellStyle::from_style(from).write_change(CellStyle::from_style(to), &mut out);
        assert_eq!(String::from_utf8_lossy(&out), expected);
    }
}
