//! Which theme there is to be, and what it comes to on this terminal.

use super::{Depth, Ground, Sheet, SheetFault, Theme};

/// The themes the program brings, by name; `auto` and `terminal` need no file.
pub const SHIPPED: [(&str, &str); 3] = [
    ("elemint", include_str!("../../../../assets/themes/elemint.toml")),
    ("contrast", include_str!("../../../../assets/themes/contrast.toml")),
    ("mono", include_str!("../../../../assets/themes/mono.toml")),
];

/// A theme that was chosen, and what is known of the terminal it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    choice: Choice,
    depth: Depth,
    ground: Option<Ground>,
    /// Whether the terminal may be asked for its ground.
    asking: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Choice {
    /// The program's own colours once the ground is known and there are enough of them; until then the terminal's.
    Auto(Sheet),
    /// The terminal's colours.
    Terminal,
    /// What a file says.
    Sheet(Sheet),
}

impl Look {
    /// The theme of this name. `own` is the text of a person's file of that name, which counts before ours. The
    /// ground is what is known of it without asking the terminal.
    ///
    /// # Errors
    /// [`LookError::Unknown`] where nothing has that name, or what is wrong with the file.
    pub fn new(name: &str, own: Option<&str>, depth: Depth, ground: Option<Ground>) -> Result<Self, LookError> {
        let shipped = |name: &str| SHIPPED.iter().find(|(known, _)| *known == name).map(|(_, text)| *text);
        let choice = match (own.or_else(|| shipped(name)), name) {
            (Some(text), _) => Choice::Sheet(Sheet::read(text)?),
            (None, "terminal") => Choice::Terminal,
            (None, "auto") => Choice::Auto(Sheet::read(shipped("elemint").unwrap_or_default())?),
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

    /// Whether to ask the terminal for its ground: it would look different if that were known.
    pub fn asks(&self) -> bool {
        self.asking && self.ground.is_none() && self.depth != Depth::None
    }

    /// The terminal told its ground.
    pub fn learn(&mut self, ground: Ground) {
        self.ground = Some(ground);
    }

    /// How each role looks.
    pub fn theme(&self) -> Theme {
        let ground = self.ground.unwrap_or(Ground::Dark);
        let theme = match &self.choice {
            // A color chosen for one ground may not be read on the other; the terminal's own always is.
            Choice::Sheet(sheet) if self.ground.is_none() && sheet.depends_on_ground() => {
                sheet.theme(ground, self.depth).without_colours()
            }
            Choice::Sheet(sheet) => sheet.theme(ground, self.depth),
            Choice::Auto(sheet) if self.ground.is_some() && self.depth > Depth::Sixteen => {
                sheet.theme(ground, self.depth)
            }
            Choice::Auto(_) | Choice::Terminal => Theme::terminal(ground),
        };
        if self.depth == Depth::None { theme.without_colours() } else { theme }
    }
}

impl Default for Look {
    fn default() -> Self {
        Self { choice: Choice::Terminal, depth: Depth::Sixteen, ground: Some(Ground::Dark), asking: false }
    }
}

/// Why a theme cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LookError {
    /// Nothing has that name.
    #[error("there is no such theme")]
    Unknown,
    /// Its file is at fault.
    #[error(transparent)]
    Fault(#[from] SheetFault),
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Color;

    fn look(name: &str, depth: Depth, ground: Option<Ground>) -> Look {
        Look::new(name, None, depth, ground).expect("a theme")
    }

    #[test]
    fn every_name_there_is_can_be_had() {
        for name in Look::names() {
            for ground in [Ground::Dark, Ground::Light] {
                look(name, Depth::Full, Some(ground)).theme();
            }
        }
        assert_eq!(Look::new("neon", None, Depth::Full, None), Err(LookError::Unknown));
    }

    #[test]
    fn the_programs_own_colours_wait_until_the_ground_is_known() {
        let mut look = look("auto", Depth::Full, None);
        assert!(look.asks());
        assert_eq!(look.theme(), Theme::terminal(Ground::Dark));
        look.learn(Ground::Light);
        assert!(!look.asks());
        assert!(matches!(look.theme().accent.fg, Some(Color::Rgb(..))));
    }

    #[test]
    fn themes_paint_no_color_before_the_ground_is_known() {
        for name in ["contrast", "elemint"] {
            let theme = look(name, Depth::Full, None).theme();
            assert!(theme.roles().iter().all(|(_, style)| style.fg.is_none() && style.bg.is_none()), "{name}");
        }
    }

    #[test]
    fn sixteen_colours_are_the_terminals_own() {
        assert_eq!(look("auto", Depth::Sixteen, Some(Ground::Light)).theme(), Theme::terminal(Ground::Light));
    }

    #[test]
    fn without_colours_there_are_none_and_nothing_is_asked() {
        for name in Look::names() {
            let look = look(name, Depth::None, None);
            assert!(!look.asks());
            let coloured = |(_, style): &(&str, ratatui::style::Style)| style.fg.is_some() || style.bg.is_some();
            assert_eq!(look.theme().roles().iter().find(|role| coloured(role)), None, "{name}");
        }
    }

    #[test]
    fn a_file_of_ones_own_counts_before_ours() {
        let own = Look::new("elemint", Some("[dark]\naccent = 'green'"), Depth::Full, Some(Ground::Dark));
        assert_eq!(own.expect("a theme").theme().accent.fg, Some(Color::Green));
    }
}
