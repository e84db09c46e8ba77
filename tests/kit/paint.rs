//! Colors of a picture: the terminal's palette on a dark window.

use ratatui::style::{Color, Modifier};

/// Background of the window.
pub const GROUND: Rgb = Rgb(0x16, 0x18, 0x1e);
/// Color of text without a color of its own.
pub const INK: Rgb = Rgb(0xd5, 0xd9, 0xe2);
/// Sixteen colors of the palette; the dark eight, then the bright ones.
const THEME: [Rgb; 16] = [
    Rgb(0x2b, 0x2f, 0x3a),
    Rgb(0xf0, 0x71, 0x78),
    Rgb(0x8c, 0xcf, 0x7e),
    Rgb(0xe5, 0xc0, 0x7b),
    Rgb(0x6c, 0xb0, 0xf5),
    Rgb(0xc6, 0x92, 0xe9),
    Rgb(0x5f, 0xc9, 0xd0),
    Rgb(0xc3, 0xc9, 0xd5),
    Rgb(0x6b, 0x73, 0x85),
    Rgb(0xff, 0x8f, 0x94),
    Rgb(0xa8, 0xe0, 0x9b),
    Rgb(0xf5, 0xd7, 0x93),
    Rgb(0x8f, 0xc7, 0xff),
    Rgb(0xd9, 0xae, 0xf5),
    Rgb(0x85, 0xdd, 0xe2),
    Rgb(0xf2, 0xf4, 0xf8),
];

/// Color as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl std::fmt::Display for Rgb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl Rgb {
    /// Three fifths of itself: clearly fainter, and still read with ease.
    fn faded(self, ground: Self) -> Self {
        let mix = |own: u8, behind: u8| u8::try_from((3 * u16::from(own) + 2 * u16::from(behind)) / 5).unwrap_or(own);
        Self(mix(self.0, ground.0), mix(self.1, ground.1), mix(self.2, ground.2))
    }

    fn indexed(index: u8) -> Self {
        match index {
            0..=15 => THEME[usize::from(index)],
            16..=231 => {
                let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
                let cube = index - 16;
                Self(level(cube / 36), level(cube / 6 % 6), level(cube % 6))
            }
            232..=255 => {
                let grey = 8 + 10 * (index - 232);
                Self(grey, grey, grey)
            }
        }
    }
}

/// Style of a cell, of a terminal or of a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint {
    /// Text color, dimmed and reversed already.
    pub ink: Rgb,
    /// Background color.
    pub ground: Rgb,
    /// Drawn heavier.
    pub bold: bool,
    /// Drawn slanted.
    pub italic: bool,
    /// With a line below.
    pub underline: bool,
}

impl Paint {
    /// Reads the style of a terminal's cell.
    pub fn of_terminal(cell: &vt100::Cell) -> Self {
        let colour = |colour, usual| match colour {
            vt100::Color::Default => usual,
            vt100::Color::Idx(index) => Rgb::indexed(index),
            vt100::Color::Rgb(r, g, b) => Rgb(r, g, b),
        };
        let plain = Self {
            ink: colour(cell.fgcolor(), INK),
            ground: colour(cell.bgcolor(), GROUND),
            bold: cell.bold(),
            italic: cell.italic(),
            underline: cell.underline(),
        };
        plain.toned(cell.inverse(), cell.dim())
    }

    /// Reads the style of a buffer's cell.
    pub fn of_buffer(cell: &ratatui::buffer::Cell) -> Self {
        let has = |modifier| cell.modifier.contains(modifier);
        let plain = Self {
            ink: named(cell.fg).unwrap_or(INK),
            ground: named(cell.bg).unwrap_or(GROUND),
            bold: has(Modifier::BOLD),
            italic: has(Modifier::ITALIC),
            underline: has(Modifier::UNDERLINED),
        };
        plain.toned(has(Modifier::REVERSED), has(Modifier::DIM))
    }

    fn toned(self, reverse: bool, dim: bool) -> Self {
        let (ink, ground) = if reverse { (self.ground, self.ink) } else { (self.ink, self.ground) };
        Self { ink: if dim { ink.faded(ground) } else { ink }, ground, ..self }
    }
}

fn named(color: Color) -> Option<Rgb> {
    let index = match color {
        Color::Reset => return None,
        Color::Rgb(r, g, b) => return Some(Rgb(r, g, b)),
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
    Some(Rgb::indexed(index))
}
