//! Theme file: for each background, the styles of the roles in words.

use super::{Background, ColorDepth, Rgb, Theme};
use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use std::{collections::BTreeMap, str::FromStr};
use toml::Spanned;

/// Parsed theme file. A role that it leaves out keeps the terminal's own colors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThemeFile {
    dark: RoleStyles,
    light: RoleStyles,
}

/// Role and look, the role being one there is.
type RoleStyles = Vec<(String, StyleWords)>;

/// A look as it is written: `bold underlined #5fc9d0`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct StyleWords {
    modifiers: Modifier,
    color: Option<ThemeColor>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ThemeColor {
    /// Exact color, the same on every terminal that has it.
    Exact(Rgb),
    /// Color of the terminal's palette.
    Palette(Color),
}

/// Fault of a theme file. It quotes the file, in which nothing is secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct ThemeFault {
    /// The line, from 1.
    pub line: usize,
    /// Fault at that place.
    pub problem: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeFileToml {
    #[serde(default)]
    dark: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    light: BTreeMap<String, Spanned<String>>,
}

impl ThemeFile {
    /// Reads a theme file.
    ///
    /// # Errors
    /// The line at fault: a section that is no ground, a role there is not, a word that is no part of a look.
    pub fn read(text: &str) -> Result<Self, ThemeFault> {
        let fault = |at: usize, problem: String| ThemeFault {
            line: text.get(..at).unwrap_or(text).matches('\n').count() + 1,
            problem,
        };
        let file: ThemeFileToml = toml::from_str(text).map_err(|error: toml::de::Error| {
            fault(error.span().map_or(0, |span| span.start), error.message().to_owned())
        })?;
        let looks = |section: BTreeMap<String, Spanned<String>>| {
            let look = |(role, words): (String, Spanned<String>)| {
                let at = words.span().start;
                if Theme::default().role(&role).is_none() {
                    return Err(fault(at, format!("there is no role {role}")));
                }
                let words =
                    words.get_ref().parse().map_err(|word| fault(at, format!("{word} is no part of a look")))?;
                Ok((role, words))
            };
            section.into_iter().map(look).collect::<Result<RoleStyles, _>>()
        };
        Ok(Self { dark: looks(file.dark)?, light: looks(file.light)? })
    }

    /// Returns true if the theme differs between a dark and a light background.
    pub fn depends_on_ground(&self) -> bool {
        self.dark != self.light
    }

    /// The theme on this ground, as a terminal of this depth can show it.
    pub fn theme(&self, ground: Background, depth: ColorDepth) -> Theme {
        let mut theme = Theme::terminal(ground);
        let looks = if ground == Background::Dark { &self.dark } else { &self.light };
        for (role, words) in looks {
            if let Some(style) = theme.role(role) {
                *style = words.style(depth);
            }
        }
        theme
    }
}

impl StyleWords {
    fn style(self, depth: ColorDepth) -> Style {
        let style = Style::new().add_modifier(self.modifiers);
        let color = match self.color {
            Some(ThemeColor::Exact(rgb)) => rgb.at_depth(depth),
            Some(ThemeColor::Palette(color)) => Some(color),
            None => None,
        };
        color.map_or(style, |color| style.fg(color))
    }
}

impl FromStr for StyleWords {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut words = Self::default();
        for word in text.split_whitespace() {
            match word {
                "bold" => words.modifiers |= Modifier::BOLD,
                "dim" => words.modifiers |= Modifier::DIM,
                "italic" => words.modifiers |= Modifier::ITALIC,
                "underlined" => words.modifiers |= Modifier::UNDERLINED,
                "reversed" => words.modifiers |= Modifier::REVERSED,
                _ if word.starts_with('#') => {
                    words.color = Some(ThemeColor::Exact(Rgb::read(word).ok_or(word)?));
                }
                // The names and numbers of the terminal's palette, as everywhere in terminal programs.
                _ => words.color = Some(ThemeColor::Palette(word.parse().ok().ok_or(word)?)),
            }
        }
        Ok(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_how_a_role_looks_on_each_ground() {
        let sheet =
            ThemeFile::read("[dark]\naccent = 'bold #5fc9d0'\n[light]\naccent = 'underlined blue'\n").expect("read");
        let accent = |ground| sheet.theme(ground, ColorDepth::Full).accent;
        assert_eq!(
            accent(Background::Dark),
            Style::new().fg(Color::Rgb(0x5f, 0xc9, 0xd0)).add_modifier(Modifier::BOLD)
        );
        assert_eq!(accent(Background::Light), Style::new().fg(Color::Blue).add_modifier(Modifier::UNDERLINED));
        assert_eq!(sheet.theme(Background::Dark, ColorDepth::Indexed).accent.fg, Some(Color::Indexed(80)));
    }

    #[test]
    fn what_a_file_leaves_out_looks_as_the_terminal_has_it() {
        let sheet = ThemeFile::read("[dark]\naccent = ''").expect("read");
        let theme = sheet.theme(Background::Dark, ColorDepth::Full);
        assert_eq!(theme, Theme { accent: Style::new(), ..Theme::default() });
        assert_eq!(
            ThemeFile::read("").expect("read").theme(Background::Light, ColorDepth::Full),
            Theme::terminal(Background::Light)
        );
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, expected) in [
            ("[dark]\ntext = 'bold'\n\nacent = 'red'", "line 4: there is no role acent"),
            ("[dark]\naccent = 'bold bluish'", "line 2: bluish is no part of a look"),
            ("[dark]\naccent = '#12345'", "line 2: #12345 is no part of a look"),
        ] {
            assert_eq!(ThemeFile::read(text).expect_err(text).to_string(), expected);
        }
        for (text, line) in [("[dusk]\ntext = 'bold'", 1), ("[dark]\ntext = bold", 2), ("[dark]\n\ntext = 7", 3)] {
            assert_eq!(ThemeFile::read(text).expect_err(text).line, line, "{text}");
        }
    }
}
