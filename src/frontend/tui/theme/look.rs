//! Choice of a theme, and its result on this terminal.

use super::{Background, ColorDepth, Theme, ThemeFault, ThemeFile};

/// The themes the program brings, by name; `auto` and `terminal` need no file.
pub const SHIPPED: [(&str, &str); 3] = [
    ("elemint", include_str!("../../../../assets/themes/elemint.toml")),
    ("contrast", include_str!("../../../../assets/themes/contrast.toml")),
    ("mono", include_str!("../../../../assets/themes/mono.toml")),
];

/// Chosen theme, and the known facts on the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    choice: ThemeChoice,
    depth: ColorDepth,
    ground: Option<Background>,
    /// True if the terminal may be asked for its background.
    asking: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum ThemeChoice {
    /// The program's own colors once the background is known and the terminal has enough colors; until then the
    /// terminal's.
    Auto(ThemeFile),
    /// The terminal's colors.
    Terminal,
    /// A theme file.
    Sheet(ThemeFile),
}

impl Look {
    /// Returns the theme of this name. `own` is the text of the user's file of that name, which takes precedence.
    /// `ground` is the background if it is known without asking the terminal.
    ///
    /// # Errors
    /// [`LookError::Unknown`] if there is no such theme, or the fault in the file.
    pub fn new(
        name: &str,
        own: Option<&str>,
        depth: ColorDepth,
        ground: Option<Background>,
    ) -> Result<Self, LookError> {
        let shipped = |name: &str| SHIPPED.iter().find(|(known, _)| *known == name).map(|(_, text)| *text);
        let choice = match (own.or_else(|| shipped(name)), name) {
            (Some(text), _) => ThemeChoice::Sheet(ThemeFile::read(text)?),
            (None, "terminal") => ThemeChoice::Terminal,
            (None, "auto") => ThemeChoice::Auto(ThemeFile::read(shipped("elemint").unwrap_or_default())?),
            (None, _) => return Err(LookError::Unknown),
        };
        Ok(Self { choice, depth, ground, asking: true })
    }

    /// The names there are to choose from.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ["auto", "terminal"].into_iter().chain(SHIPPED.iter().map(|(name, _)| *name))
    }

    /// The same for a terminal that cannot be asked.
    #[must_use]
    pub fn unasking(self) -> Self {
        Self { asking: false, ..self }
    }

    /// Returns true if the terminal should be asked for its background: the theme depends on it.
    pub fn asks(&self) -> bool {
        self.asking && self.ground.is_none() && self.depth != ColorDepth::None
    }

    /// Takes the background that the terminal reported.
    pub fn learn(&mut self, ground: Background) {
        self.ground = Some(ground);
    }

    /// Returns the style of each role.
    pub fn theme(&self) -> Theme {
        let ground = self.ground.unwrap_or(Background::Dark);
        let theme = match &self.choice {
            // A color chosen for one background may be unreadable on the other; the terminal's own always is readable.
            ThemeChoice::Sheet(sheet) if self.ground.is_none() && sheet.depends_on_ground() => {
                sheet.theme(ground, self.depth).without_colours()
            }
            ThemeChoice::Sheet(sheet) => sheet.theme(ground, self.depth),
            ThemeChoice::Auto(sheet) if self.ground.is_some() && self.depth > ColorDepth::Sixteen => {
                sheet.theme(ground, self.depth)
            }
            ThemeChoice::Auto(_) | ThemeChoice::Terminal => Theme::terminal(ground),
        };
        if self.depth == ColorDepth::None { theme.without_colours() } else { theme }
    }
}

impl Default for Look {
    fn default() -> Self {
        Self {
            choice: ThemeChoice::Terminal,
            depth: ColorDepth::Sixteen,
            ground: Some(Background::Dark),
            asking: false,
        }
    }
}

/// Reasons that a theme is not available.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LookError {
    /// No theme has that name.
    #[error("there is no such theme")]
    Unknown,
    /// Its file is at fault.
    #[error(transparent)]
    Fault(#[from] ThemeFault),
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Color;

    fn look(name: &str, depth: ColorDepth, ground: Option<Background>) -> Look {
        Look::new(name, None, depth, ground).expect("a theme")
    }

    #[test]
    fn every_name_there_is_can_be_had() {
        for name in Look::names() {
            for ground in [Background::Dark, Background::Light] {
                look(name, ColorDepth::Full, Some(ground)).theme();
            }
        }
        assert_eq!(Look::new("neon", None, ColorDepth::Full, None), Err(LookError::Unknown));
    }

    #[test]
    fn the_programs_own_colours_wait_until_the_ground_is_known() {
        let mut look = look("auto", ColorDepth::Full, None);
        assert!(look.asks());
        assert_eq!(look.theme(), Theme::terminal(Background::Dark));
        look.learn(Background::Light);
        assert!(!look.asks());
        assert!(matches!(look.theme().accent.fg, Some(Color::Rgb(..))));
    }

    #[test]
    fn themes_paint_no_color_before_the_ground_is_known() {
        for name in ["contrast", "elemint"] {
            let theme = look(name, ColorDepth::Full, None).theme();
            assert!(theme.roles().iter().all(|(_, style)| style.fg.is_none() && style.bg.is_none()), "{name}");
        }
    }

    #[test]
    fn sixteen_colours_are_the_terminals_own() {
        assert_eq!(
            look("auto", ColorDepth::Sixteen, Some(Background::Light)).theme(),
            Theme::terminal(Background::Light)
        );
    }

    #[test]
    fn without_colours_there_are_none_and_nothing_is_asked() {
        for name in Look::names() {
            let look = look(name, ColorDepth::None, None);
            assert!(!look.asks());
            let colored = |(_, style): &(&str, ratatui::style::Style)| style.fg.is_some() || style.bg.is_some();
            assert_eq!(look.theme().roles().iter().find(|role| colored(role)), None, "{name}");
        }
    }

    #[test]
    fn a_file_of_ones_own_counts_before_ours() {
        let own = Look::new("elemint", Some("[dark]\naccent = 'green'"), ColorDepth::Full, Some(Background::Dark));
        assert_eq!(own.expect("a theme").theme().accent.fg, Some(Color::Green));
    }
}
