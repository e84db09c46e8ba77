//! What it looks like: free functions from the wizard to the screen, which change nothing.

pub mod authorization;
pub mod credentials;
pub mod element;
pub mod facets;
pub mod form;
pub mod frame;
pub mod overlay;
mod palette;
pub mod parts;
mod passage;
pub mod place;
pub mod provisioning;
pub mod rail;
pub mod read;
pub mod recover;
pub mod response;
pub mod review;
pub mod secrets;
pub mod theme;
pub mod viewer;

pub use passage::Passage;
pub use theme::Theme;

use crate::{
    domain::safe::display_safe,
    wizard::{Overlay, Step, Wizard, mouse::Spot},
};
use ratatui::{
    Frame,
    buffer::Buffer,
    layout::{Position, Rect},
};

/// The smallest screen the steps are laid out for.
pub const SMALLEST: (u16, u16) = (40, 12);

/// Whether a screen is large enough for the steps to be drawn on it.
pub fn fits(screen: Rect) -> bool {
    screen.width >= SMALLEST.0 && screen.height >= SMALLEST.1
}

/// Draws the wizard, and returns what is to be written once more so that it can be selected whole.
pub fn draw(frame: &mut Frame<'_>, wizard: &Wizard, theme: &Theme) -> Vec<Passage> {
    let renamed = wizard.renamed();
    let passages = if renamed.is_empty() {
        draw_all(frame, wizard, theme)
    } else {
        draw_all(frame, wizard, &theme.naming(renamed))
    };
    look_over(frame.buffer_mut());
    passages
}

/// Every text is made safe where it is drawn; what was forgotten becomes a mark here and steers nothing.
fn look_over(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let symbol = cell.symbol();
        if !matches!(symbol.as_bytes(), [b' '..=b'~']) && display_safe(symbol) != symbol {
            cell.set_char(char::REPLACEMENT_CHARACTER);
        }
    }
}

fn draw_all(frame: &mut Frame<'_>, wizard: &Wizard, theme: &Theme) -> Vec<Passage> {
    if !fits(frame.area()) {
        frame::too_small(frame, theme);
        return Vec::new();
    }
    let body = frame::draw(frame, wizard, theme);
    let mut passages = Vec::new();
    match wizard.step() {
        Step::Where(step) => place::draw(frame, body, step, theme),
        Step::SignIn(step) => secrets::draw(frame, body, step, theme),
        Step::Choose(step) => element::draw(frame, body, step, theme),
        Step::Credentials(step) => credentials::draw(frame, body, step, theme),
        Step::Authorize(step) => passages = authorization::draw(frame, body, step, theme),
        Step::Review(step) => review::draw(frame, body, step, theme),
        Step::Provisioning(step) => provisioning::draw(frame, body, step, theme),
        Step::Recover(step) => recover::draw(frame, body, step, wizard.session(), theme),
        Step::Response(step) => response::draw(frame, body, step, theme),
        Step::Read(step) => read::draw(frame, body, step, theme),
    }
    overlay::draw(frame, wizard, theme);
    // What is half covered is not written over what covers it.
    if *wizard.overlay() == Overlay::None { passages } else { Vec::new() }
}

/// How many rows of what is read fit on a screen of this size; nothing where nothing is.
pub fn room(wizard: &Wizard, screen: Rect) -> Option<u16> {
    let body = frame::body(wizard, screen, &Theme::default());
    match wizard.step() {
        Step::Response(step) => Some(response::room(body, step)),
        Step::Review(step) => Some(viewer::rows(review::pane(body, step), &step.body).height),
        Step::Read(step) => Some(viewer::rows(body, &step.viewer).height),
        _ => None,
    }
}

/// What stands at a place of a screen of this size.
pub fn spot(wizard: &Wizard, screen: Rect, at: Position) -> Spot {
    let body = frame::body(wizard, screen, &Theme::default());
    match wizard.step() {
        Step::Response(step) => response::spot(body, step, at),
        Step::Review(step) => {
            viewer::row_at(review::pane(body, step), &step.body, at.y).map_or(Spot::Nothing, Spot::Row)
        }
        Step::Read(step) => viewer::row_at(body, &step.viewer, at.y).map_or(Spot::Nothing, Spot::Row),
        _ => Spot::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_made_safe_becomes_a_mark() {
        let mut buffer = Buffer::with_lines(["a日é👩‍🚀b"]);
        let before = buffer.clone();
        look_over(&mut buffer);
        assert_eq!(buffer, before);
        for odd in ["\u{202e}", "x\u{200b}", "\u{1b}[2J", "\u{7}", "\u{e0041}"] {
            buffer[(0, 0)].set_symbol(odd);
            look_over(&mut buffer);
            assert_eq!(buffer[(0, 0)].symbol(), "\u{fffd}", "{odd:?}");
        }
    }
}
