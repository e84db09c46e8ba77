//! Signs and colors of tones.

use super::Theme;
use crate::wizard::Tone;
use ratatui::style::Style;

/// Returns the sign of a tone, with a blank after it.
pub(super) fn sign(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "· ",
        Tone::Good => "✓ ",
        Tone::Warning => "! ",
        Tone::Bad => "✗ ",
    }
}

/// Returns the sign before a sentence. A plain sentence has none.
pub(super) fn lead(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Good | Tone::Warning | Tone::Bad => sign(tone),
    }
}

/// Returns the style of a tone. That of a plain one depends on its place.
pub(super) fn style(tone: Tone, plain: Style, theme: &Theme) -> Style {
    match tone {
        Tone::Plain => plain,
        Tone::Good => theme.good,
        Tone::Warning => theme.warn,
        Tone::Bad => theme.bad,
    }
}
