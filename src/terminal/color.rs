//! Colors as numbers: brightness, contrast, and the nearest color that a terminal has.

use ratatui::style::Color;

/// Color by its red, green and blue parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// Brightness of the screen behind the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Background {
    /// Light text on dark.
    Dark,
    /// Dark text on light.
    Light,
}

/// Number of colors that a terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColorDepth {
    /// None, or none are wanted.
    None,
    /// The sixteen of its palette.
    Sixteen,
    /// The sixteen, a cube of 216 and a ramp of 24 grays.
    Indexed,
    /// All.
    Full,
}

impl Rgb {
    /// Reads `#rrggbb`.
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let part = |at: usize| digits.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        Some(Self(part(0)?, part(2)?, part(4)?))
    }

    /// Reads a color as terminals report it: `rgb:1e1e/1e1e/2e2e`, with one to four digits a part.
    pub fn reported(text: &str) -> Option<Self> {
        let parts = text.strip_prefix("rgb:").or_else(|| text.strip_prefix("rgba:"));
        let Some(parts) = parts else { return Self::read(text) };
        let mut parts = parts.split('/').map(|digits| {
            let most =
                16_u32.checked_pow(u32::try_from(digits.len()).ok()?)?.checked_sub(1).filter(|most| *most > 0)?;
            let value = u32::from_str_radix(digits, 16).ok()?;
            u8::try_from(u64::from(value) * 255 / u64::from(most)).ok()
        });
        Some(Self(parts.next()??, parts.next()??, parts.next()??))
    }

    /// Returns the relative luminance of WCAG 2, from 0 to 1.
    pub fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let share = f64::from(part) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Returns the contrast ratio of WCAG 2, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        if a > b { a / b } else { b / a }
    }

    /// The one of a palette's first 256 that comes nearest, but for the sixteen, which anyone may have changed.
    fn indexed(self) -> u8 {
        (16..=255).min_by_key(|&index| self.distance(cube(index))).unwrap_or(15)
    }

    /// The one of the sixteen that comes nearest in the palette of xterm.
    fn named(self) -> Color {
        NAMED.into_iter().min_by_key(|(_, rgb)| self.distance(*rgb)).map_or(Color::Reset, |(color, _)| color)
    }

    /// Returns the weighted distance: the eye distinguishes greens best, then reds.
    fn distance(self, other: Self) -> u32 {
        let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        3 * square(self.0, other.0) + 6 * square(self.1, other.1) + square(self.2, other.2)
    }

    /// Returns the color as a terminal of this depth shows it; `None` if it shows no colors.
    pub fn at_depth(self, depth: ColorDepth) -> Option<Color> {
        match depth {
            ColorDepth::None => None,
            ColorDepth::Sixteen => Some(self.named()),
            ColorDepth::Indexed => Some(Color::Indexed(self.indexed())),
            ColorDepth::Full => Some(Color::Rgb(self.0, self.1, self.2)),
        }
    }

    /// Returns the color as xterm shows it; `None` for the terminal's default color.
    pub fn from_color(color: Color) -> Option<Self> {
        match color {
            Color::Rgb(red, green, blue) => Some(Self(red, green, blue)),
            Color::Indexed(index @ 16..) => Some(cube(index)),
            named => NAMED.into_iter().find(|(color, _)| *color == named).map(|(_, rgb)| rgb),
        }
    }
}

impl Background {
    /// Returns the background that a color makes: light from the point at which white text has less contrast than
    /// black.
    pub fn from_rgb(color: Rgb) -> Self {
        if color.contrast(Rgb(255, 255, 255)) < color.contrast(Rgb(0, 0, 0)) { Self::Light } else { Self::Dark }
    }
}

/// Returns a color beyond the sixteen: the cube of 6 × 6 × 6, then 24 grays.
fn cube(index: u8) -> Rgb {
    match index {
        232.. => {
            let gray = 8 + 10 * (index - 232);
            Rgb(gray, gray, gray)
        }
        _ => {
            let at = index.saturating_sub(16);
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            Rgb(level(at / 36), level(at / 6 % 6), level(at % 6))
        }
    }
}

/// The sixteen, as xterm has them.
const NAMED: [(Color, Rgb); 16] = [
    (Color::Black, Rgb(0, 0, 0)),
    (Color::Red, Rgb(205, 0, 0)),
    (Color::Green, Rgb(0, 205, 0)),
    (Color::Yellow, Rgb(205, 205, 0)),
    (Color::Blue, Rgb(0, 0, 238)),
    (Color::Magenta, Rgb(205, 0, 205)),
    (Color::Cyan, Rgb(0, 205, 205)),
    (Color::Gray, Rgb(229, 229, 229)),
    (Color::DarkGray, Rgb(127, 127, 127)),
    (Color::LightRed, Rgb(255, 0, 0)),
    (Color::LightGreen, Rgb(0, 255, 0)),
    (Color::LightYellow, Rgb(255, 255, 0)),
    (Color::LightBlue, Rgb(92, 92, 255)),
    (Color::LightMagenta, Rgb(255, 0, 255)),
    (Color::LightCyan, Rgb(0, 255, 255)),
    (Color::White, Rgb(255, 255, 255)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_matches_the_guideline() {
        let ratio = |a: &str, b: &str| Rgb::read(a).expect("a color").contrast(Rgb::read(b).expect("a color"));
        assert!((ratio("#000000", "#ffffff") - 21.0).abs() < 0.001);
        assert!((ratio("#777777", "#ffffff") - 4.478).abs() < 0.001);
        assert!((ratio("#336699", "#336699") - 1.0).abs() < 0.001);
    }

    #[test]
    fn reported_color_is_read_in_each_format() {
        let dark = Some(Rgb(0x1e, 0x1e, 0x2e));
        for text in ["rgb:1e1e/1e1e/2e2e", "rgb:1e/1e/2e", "rgba:1e1e/1e1e/2e2e/ffff", "#1e1e2e"] {
            assert_eq!(Rgb::reported(text), dark, "{text}");
        }
        assert_eq!(Rgb::reported("rgb:f/f/f"), Some(Rgb(255, 255, 255)));
        for text in ["", "rgb:", "rgb:1/2", "rgb://", "rgb:fffff0000/0/0", "rgb:x/y/z", "1e1e2e", "#1e1e2", "#äöü"] {
            assert_eq!(Rgb::reported(text), None, "{text}");
        }
    }

    #[test]
    fn background_is_light_if_black_contrasts_more_than_white() {
        let ground = |text: &str| Background::from_rgb(Rgb::read(text).expect("a color"));
        assert!(["#000000", "#1e1e2e", "#2e3440", "#002b36", "#6b6b6b"].iter().all(|c| ground(c) == Background::Dark));
        assert!(["#ffffff", "#fdf6e3", "#8f8f8f"].iter().all(|c| ground(c) == Background::Light));
    }

    #[test]
    fn color_becomes_the_nearest_of_the_depth() {
        let teal = Rgb(0x5f, 0xc9, 0xd0);
        assert_eq!(teal.at_depth(ColorDepth::Full), Some(Color::Rgb(0x5f, 0xc9, 0xd0)));
        assert_eq!(teal.at_depth(ColorDepth::Indexed), Some(Color::Indexed(80)));
        assert_eq!(teal.at_depth(ColorDepth::Sixteen), Some(Color::Cyan));
        assert_eq!(teal.at_depth(ColorDepth::None), None);
        assert_eq!(Rgb(128, 128, 128).at_depth(ColorDepth::Indexed), Some(Color::Indexed(244)));
    }
}
