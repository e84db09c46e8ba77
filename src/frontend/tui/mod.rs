//! Full-screen front end: free functions from the wizard to the screen, without side effects.

pub mod at_terminal;
pub mod call;
pub mod calls;
mod card;
pub mod change;
pub mod colors;
mod consent;
pub mod creating;
pub mod credentials;
pub mod details;
pub mod document;
pub mod element;
mod emoji;
pub mod facets;
pub mod form;
pub mod frame;
pub mod instance;
pub mod instances;
mod line;
pub mod overlay;
mod palette;
pub mod parts;
pub mod platform;
pub mod rail;
pub mod recovery;
pub mod requests;
pub mod review;
mod row_facts;
mod selectable;
pub mod sign_in;
mod status;
pub mod theme;
mod tones;
mod trash;
pub mod viewer;

pub(crate) use at_terminal::TuiFrontend;
pub use frame::fits;
pub use theme::Theme;

/// Sentence behind a text that is printed to be selected; Enter is fixed there.
pub const AFTER_PRINT: &str = "It stays in the scrollback of the terminal. Enter returns to elemint.";

use crate::{
    terminal::selectable::Selectable,
    text::{columns, safe::display_safe},
    wizard::{Event, Overlay, Step, Wizard, mouse::Spot, steps::review::RequestFormat, viewer::Viewer},
};
use ratatui::{
    Frame,
    buffer::Buffer,
    layout::{Position, Rect},
};
use unicode_width::UnicodeWidthStr as _;

/// Draws the wizard, and returns the texts to be written once more, so that each can be selected in one piece.
pub fn draw(frame: &mut Frame<'_>, wizard: &Wizard, theme: &Theme) -> Vec<Selectable> {
    let passages = draw_all(frame, wizard, &theme.for_keys(wizard.key_table()));
    look_over(frame.buffer_mut());
    passages
}

/// Checks the drawn cells. Text is made safe where it is drawn; an unsafe character that was missed becomes a mark
/// here. Joined emoji are drawn by their first part, and flags by their letters: terminals and tmux disagree on the
/// width of such symbols, and the rest of a wider one would stay on the row.
fn look_over(buffer: &mut Buffer) {
    let mut at = 0;
    while let Some(cell) = buffer.content.get_mut(at) {
        let symbol = cell.symbol();
        // Most of a screen, and never unsafe or an emoji.
        if is_single(symbol) {
            at += 1;
            continue;
        }
        let wide = symbol.width().max(1);
        if let Some(parts) = emoji::parts(symbol) {
            let blanks = std::iter::repeat(" ".to_owned());
            let cells = buffer.content.iter_mut().skip(at).take(wide);
            let symbols = parts.into_iter().chain(blanks);
            cells.zip(symbols).for_each(|(cell, symbol)| {
                cell.set_symbol(&symbol);
            });
        } else if display_safe(symbol) != symbol {
            cell.set_char(char::REPLACEMENT_CHARACTER);
        }
        at += wide;
    }
}

/// Returns true for one character that needs no check.
fn is_single(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    chars.next().is_some_and(columns::is_single) && chars.next().is_none()
}

fn draw_all(frame: &mut Frame<'_>, wizard: &Wizard, theme: &Theme) -> Vec<Selectable> {
    if !fits(frame.area()) {
        frame::too_small(frame, wizard, theme);
        return Vec::new();
    }
    let body = frame::draw(frame, wizard, theme);
    let mut passages = Vec::new();
    match wizard.step() {
        Step::Platform(step) => platform::draw(frame, body, step, &wizard.status(), theme),
        Step::SignIn(step) => sign_in::draw(frame, body, step, &wizard.status(), theme),
        Step::Element(step) => element::draw(frame, body, step, &wizard.status(), theme),
        Step::Credentials(step) => credentials::draw(frame, body, step, &wizard.status(), theme),
        Step::Consent(step) => passages = consent::draw(frame, body, step, &wizard.status(), theme),
        Step::Review(step) => review::draw(frame, body, step, &wizard.status(), theme),
        Step::Creating(_) => creating::draw(frame, body, &wizard.status(), theme),
        Step::Change(step) => change::draw(frame, body, step, &wizard.status(), theme),
        Step::Recovery(step) => recovery::draw(frame, body, step, &wizard.status(), theme),
        Step::Instance(step) => instance::draw(frame, body, step, theme),
        Step::Document(step) => document::draw(frame, body, step, theme),
        Step::Instances(step) => instances::draw(frame, body, step, &wizard.status(), wizard.session(), theme),
        Step::Trash(step) => trash::draw(frame, body, step, &wizard.status(), wizard.session().now, theme),
        Step::Calls(step) => calls::draw(frame, body, step, &wizard.status(), theme),
        Step::Call(step) => call::draw(frame, body, step, &wizard.status(), theme),
        Step::Details(step) => {
            details::draw(frame, body, step, &wizard.status(), &step.card(wizard.session()), theme);
        }
    }
    overlay::draw(frame, wizard, &theme.for_keys(wizard.overlay_key_table()));
    // A text that is half covered must not be written over its overlay.
    if *wizard.overlay() == Overlay::None { passages } else { Vec::new() }
}

/// Returns the event that reports the rows that fit on a screen of this size: of the document, or of a text that is
/// scrolled.
pub fn measure(wizard: &Wizard, screen: Rect) -> Option<Event> {
    let last_top = |row: usize| Some(Event::LastTop(u16::try_from(row).unwrap_or(u16::MAX)));
    let theme = Theme::default().for_keys(wizard.key_table());
    if !fits(screen) {
        return None;
    }
    match (wizard.overlay(), wizard.step()) {
        (Overlay::Help(_), _) => last_top(overlay::last_top_of_help(wizard, screen)),
        (_, Step::Change(step)) => {
            change::last_top(body(wizard, screen), step, &wizard.status(), &theme).and_then(last_top)
        }
        (_, Step::Review(step)) if step.form == RequestFormat::Curl => {
            let pane = review::pane(body(wizard, screen), &wizard.status(), &theme);
            last_top(review::last_top(pane, step))
        }
        _ => {
            let (pane, viewer) = document_pane(wizard, screen)?;
            Some(Event::Room(viewer::rows(pane, viewer).height))
        }
    }
}

/// Returns the target of the mouse at a position on a screen of this size.
pub fn spot(wizard: &Wizard, screen: Rect, at: Position) -> Spot {
    if let Step::Instance(step) = wizard.step()
        && instance::is_beside(body(wizard, screen), step, at)
    {
        return Spot::Beside;
    }
    let row = document_pane(wizard, screen).and_then(|(pane, viewer)| viewer::row_at(pane, viewer, at.y));
    row.map_or(Spot::Nothing, Spot::Row)
}

/// Returns the area of the document that the keys move in, and the document.
fn document_pane(wizard: &Wizard, screen: Rect) -> Option<(Rect, &Viewer)> {
    let (viewer, body) = (wizard.step().document()?, body(wizard, screen));
    let pane = if let Step::Instance(step) = wizard.step() {
        instance::pane(body, step)
    } else if let Step::Details(step) = wizard.step() {
        details::pane(body, step, &step.card(wizard.session()))
    } else if let Step::Review(_) = wizard.step() {
        review::pane(body, &wizard.status(), &Theme::default().for_keys(wizard.key_table()))
    } else {
        body
    };
    Some((pane, viewer))
}

fn body(wizard: &Wizard, screen: Rect) -> Rect {
    frame::body(wizard, screen, &Theme::default().for_keys(wizard.key_table()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_made_safe_becomes_a_mark() {
        let mut buffer = Buffer::with_lines(["a日é👩b"]);
        let before = buffer.clone();
        look_over(&mut buffer);
        assert_eq!(buffer, before);
        for odd in ["\u{202e}", "x\u{200b}", "\u{1b}[2J", "\u{7}", "\u{e0041}"] {
            buffer[(0, 0)].set_symbol(odd);
            look_over(&mut buffer);
            assert_eq!(buffer[(0, 0)].symbol(), "\u{fffd}", "{odd:?}");
        }
    }

    #[rstest::rstest]
    #[case::skin_tone("👍🏽!", "👍!")]
    #[case::joined("👩‍🚀!", "👩!")]
    #[case::family("👨‍👩‍👧‍👦!", "👨!")]
    #[case::flag("🇩🇪!", "DE!")]
    #[case::keycap("1️⃣!", "1 !")]
    #[case::variant("❤️!", "❤ !")]
    #[case::subdivision_flag("🏴󠁧󠁢󠁥󠁮󠁧󠁿!", "🏴!")]
    #[case::plain("日本👍é!", "日本👍é!")]
    fn emoji_of_several_parts_are_drawn_so_that_every_terminal_measures_them_alike(
        #[case] text: &str,
        #[case] drawn: &str,
    ) {
        let mut buffer = Buffer::with_lines([text]);
        look_over(&mut buffer);
        let mut cells = buffer.content.iter();
        let mut shown = String::new();
        while let Some(cell) = cells.next() {
            shown.push_str(cell.symbol());
            for _ in 1..cell.symbol().width() {
                cells.next();
            }
        }
        assert_eq!(shown.trim_end(), drawn);
    }
}
