//! Link alone: as complete text, or as a QR code for a phone.

use crate::{
    frontend::tui::{Theme, parts, selectable},
    terminal::selectable::Selectable,
    wizard::{Sentence, command::Action, sentence, steps::consent::Waiting},
};
use qrcode::{Color as Module, EcLevel, QrCode};
use ratatui::{
    Frame,
    layout::Rect,
    style::{Color, Style},
    text::Line,
};

/// The rim of a picture, in modules. The standard asks for four; readers are content with two.
const RIM: usize = 2;

/// Returns the key that copies the link.
pub(super) fn copies() -> Sentence {
    sentence![Action::Copy, " copies it"]
}

/// Returns the key that writes the link to a file.
pub(super) fn writes() -> Sentence {
    sentence![Action::KeepLink, " writes it to a file"]
}

/// The link as it may be shown, in letters of one column.
pub(super) fn shown(waiting: &Waiting) -> String {
    waiting.authorization.shown().replace('•', "*")
}

/// The link from the first column and the first row on, and how to get at it where even so it does not fit.
pub(super) fn link(frame: &mut Frame<'_>, area: Rect, waiting: &Waiting, theme: &Theme) -> Vec<Selectable> {
    let text = shown(waiting);
    let rows = selectable::rows(&text, area.width);
    let secret = waiting.authorization.carries_secret();
    let words = match (secret, rows > area.height) {
        (true, _) => {
            sentence!["The client secret in the link is masked; ", Action::Copy, " copies the link with it."]
        }
        (_, true) => sentence!["The link is longer than this screen: ", copies(), ", ", writes(), "."],
        _ => sentence![copies(), " · ", writes(), " · ", Action::Back, " goes back"],
    };
    let words = &theme.words(&words);
    if let Some((passage, rows)) = selectable::draw(frame, area, &text, !secret, theme.link) {
        parts::wrapped(frame, parts::below(parts::inner(area), rows + 1), words, theme.text);
        return if secret { Vec::new() } else { vec![passage] };
    }
    parts::wrapped(frame, parts::inner(area), words, theme.text);
    Vec::new()
}

/// The link as a picture, or how large the screen would have to be.
pub(super) fn picture(frame: &mut Frame<'_>, area: Rect, waiting: &Waiting, theme: &Theme) {
    let words = if waiting.authorization.carries_secret() {
        sentence!["The link holds your client secret, so no QR code is shown. ", copies(), "."]
    } else {
        match Picture::new(waiting.authorization.address()) {
            Some(picture) if picture.fits(area) => return picture.draw(frame, area),
            Some(picture) => {
                let size = format!(
                    "The QR code of this link needs {} columns and {} rows; there are {} columns and {} rows.",
                    picture.columns(),
                    picture.rows(),
                    area.width,
                    area.height
                );
                let larger = " Make the window larger, or take the link: ";
                sentence![size, larger, copies(), ", ", Action::Alone, " shows it."]
            }
            None => sentence!["The link is too long for a QR code. ", copies(), ", ", writes(), "."],
        }
    };
    parts::wrapped(frame, parts::inner(area), &theme.words(&words), theme.text);
}

/// A QR code, two modules to a letter, one above the other.
struct Picture {
    side: usize,
    dark: Vec<bool>,
}

impl Picture {
    fn new(text: &str) -> Option<Self> {
        // A screen is neither dirty nor torn, so the least redundancy will do, for the least size.
        let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
        let dark = code.to_colors().into_iter().map(|module| module == Module::Dark).collect();
        Some(Self { side: code.width(), dark })
    }

    fn columns(&self) -> usize {
        self.side + 2 * RIM
    }

    fn rows(&self) -> usize {
        self.columns().div_ceil(2)
    }

    fn fits(&self, area: Rect) -> bool {
        self.columns() <= usize::from(area.width) && self.rows() <= usize::from(area.height)
    }

    fn is_dark(&self, column: usize, row: usize) -> bool {
        match (column.checked_sub(RIM), row.checked_sub(RIM)) {
            (Some(x), Some(y)) if x < self.side && y < self.side => {
                self.dark.get(y * self.side + x).copied().unwrap_or(false)
            }
            _ => false,
        }
    }

    /// Black on white whatever the theme: readers want it so.
    fn draw(&self, frame: &mut Frame<'_>, area: Rect) {
        let style = Style::new().fg(Color::Black).bg(Color::White);
        for row in 0..self.rows() {
            let letter = |column| match (self.is_dark(column, 2 * row), self.is_dark(column, 2 * row + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            };
            let line: String = (0..self.columns()).map(letter).collect();
            let y = u16::try_from(row).unwrap_or(u16::MAX);
            parts::put(frame, parts::after(area, 1), y, Line::styled(line, style));
        }
    }
}
