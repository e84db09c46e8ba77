//! The terminal, borrowed: whatever happens, it is given back as it was.
//!
//! `ratatui::init` is not used: its panic hook prints the panic's payload, which may hold a secret, is stacked once
//! more by every call, and knows nothing of bracketed paste.

use super::{echo, output, selectable::Selectable, system};
use crate::text::safe::is_safe_cell;
use crossterm::{
    cursor::{MoveTo, RestorePosition, SavePosition, Show},
    event::{DisableBracketedPaste, EnableBracketedPaste},
    queue,
    style::PrintStyledContent,
    terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen},
};
use ratatui::{
    Frame, Terminal,
    backend::{CrosstermBackend, IntoCrossterm as _},
    buffer::Buffer,
    layout::{Position, Rect},
};
use std::{
    cell::RefCell,
    io::{self, Write},
    panic,
    rc::Rc,
    sync::{
        Once,
        atomic::{AtomicBool, Ordering},
    },
};

/// True while the terminal's modes are ours; read by the panic hook, which may run on any thread.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Between these two a terminal that knows them shows nothing yet; others pass them over.
const BEGIN_FRAME: &[u8] = b"\x1b[?2026h";
const END_FRAME: &[u8] = b"\x1b[?2026l";

/// Asks the terminal for its background color. The answer comes later, or never.
const ASK_GROUND: &[u8] = b"\x1b]11;?\x1b\\";

/// The alternate screen with everything switched on that the program wants. Dropping it gives all of it back.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<FrameBuffer>>,
    held: FrameBuffer,
    /// True if the terminal reports the mouse.
    mouse: bool,
    /// Texts that can be selected in one piece, and the size of the screen then.
    whole: Option<(Rect, Vec<Selectable>)>,
}

/// Clears the screen before it is left. If the terminal was made smaller and larger again, tmux copies rows of it to
/// the normal screen, and a revealed secret may be among them.
const WIPE: &[u8] = b"\x1b[m\x1b[H\x1b[2J";

/// Buttons and the wheel, in the form that has no limit to its columns.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// Bytes of a frame, held back until it is complete: ratatui flushes three times on the way, and a terminal would show
/// the partial frames.
#[derive(Clone, Default)]
struct FrameBuffer(Rc<RefCell<Vec<u8>>>);

impl Write for FrameBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Screen {
    /// Takes the terminal.
    ///
    /// # Errors
    /// When it is none, or refuses.
    pub fn enter() -> io::Result<Self> {
        watch();
        take()?;
        let held = FrameBuffer::default();
        let terminal = Terminal::new(CrosstermBackend::new(held.clone())).inspect_err(|_| give_back())?;
        Ok(Self { terminal, held, mouse: false, whole: None })
    }

    /// Draws a frame; only changed cells are written.
    ///
    /// # Errors
    /// If the terminal cannot be written.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>) -> Vec<Selectable>) -> io::Result<()> {
        let mut passages = Vec::new();
        let draw = |frame: &mut Frame<'_>| {
            passages = render(frame);
            make_safe(frame.buffer_mut());
        };
        let area = self.terminal.draw(draw)?.area;
        let whole = Some((area, passages));
        // Not at every frame: writing over text that the user has selected ends the selection.
        if whole != self.whole {
            for passage in whole.iter().flat_map(|(_, passages)| passages) {
                write_whole(&mut self.held, passage, area.width)?;
            }
            self.whole = whole;
        }
        let mut frame = self.held.0.borrow_mut();
        if !frame.is_empty() {
            let whole = [BEGIN_FRAME, frame.as_slice(), END_FRAME].concat();
            frame.clear();
            output::sequences(&whole)?;
        }
        Ok(())
    }

    /// Discards the record of the screen, so that the next frame is written completely.
    ///
    /// # Errors
    /// If the terminal cannot be written.
    pub fn clear(&mut self) -> io::Result<()> {
        // ratatui's own `clear` asks the terminal where the cursor is, and the answer would come as keys.
        let size = self.terminal.size()?;
        self.whole = None;
        self.terminal.resize(size.into())
    }

    /// Returns the area of the last frame, which is the one that the user sees and points into.
    ///
    /// # Errors
    /// If no frame was drawn yet and the terminal does not report its size.
    pub fn area(&self) -> io::Result<Rect> {
        match &self.whole {
            Some((area, _)) => Ok(*area),
            None => Ok(Rect::from((Position::ORIGIN, self.terminal.size()?))),
        }
    }

    /// Switches mouse reports on or off.
    ///
    /// # Errors
    /// If the terminal cannot be written.
    pub fn mouse(&mut self, ours: bool) -> io::Result<()> {
        if self.mouse != ours {
            self.mouse = ours;
            output::sequences(if ours { MOUSE_ON } else { MOUSE_OFF })?;
        }
        Ok(())
    }

    /// Writes bytes past the frame, such as an OSC sequence.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn write_raw(&self, bytes: &[u8]) -> io::Result<()> {
        output::sequences(bytes)
    }

    /// Asks for the background color, without waiting for an answer.
    ///
    /// # Errors
    /// If the terminal cannot be written.
    pub fn ask_ground(&self) -> io::Result<()> {
        output::sequences(ASK_GROUND)
    }

    /// Gives the terminal back; to be taken again by [`Screen::resume`].
    pub fn leave(&mut self) {
        give_back();
    }

    /// Takes it again.
    ///
    /// # Errors
    /// When it refuses.
    pub fn resume(&mut self) -> io::Result<()> {
        self.mouse = false;
        take()?;
        self.clear()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// From now on a panic gives the terminal back, where it was taken, and ends the program.
pub fn watch() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| panic::set_hook(Box::new(report)));
}

/// Writes a text in one go from the first column on, so that the terminal itself breaks the line and joins it in a
/// selection. No blanks follow, which a selection would include. As a link it opens completely, though each row is
/// clicked on its own.
fn write_whole(out: &mut impl Write, passage: &Selectable, columns: u16) -> io::Result<()> {
    let text = passage.style.into_crossterm().apply(&passage.text);
    queue!(out, SavePosition, MoveTo(0, passage.row))?;
    if passage.is_link {
        write!(out, "\x1b]8;id=elemint;{}\x1b\\", passage.text)?;
    }
    queue!(out, PrintStyledContent(text))?;
    if passage.is_link {
        write!(out, "\x1b]8;;\x1b\\")?;
    }
    // After a letter in the last column the cursor is still on that letter.
    if !passage.text.len().is_multiple_of(usize::from(columns.max(1))) {
        queue!(out, Clear(ClearType::UntilNewLine))?;
    }
    queue!(out, RestorePosition)
}

/// Replaces characters that must not be written to a terminal. Foreign text is made safe when it is drawn; this is the
/// second check.
fn make_safe(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let symbol = cell.symbol();
        if !matches!(symbol.as_bytes(), [b' '..=b'~']) && !is_safe_cell(symbol) {
            cell.set_symbol("\u{fffd}");
        }
    }
}

fn take() -> io::Result<()> {
    system::enter_raw()?;
    ENTERED.store(true, Ordering::SeqCst);
    let mut on = Vec::new();
    // Writing to memory cannot fail.
    let _ = queue!(on, EnterAlternateScreen, EnableBracketedPaste);
    output::sequences(&on).inspect_err(|_| give_back())
}

/// May be called any number of times, from any thread; a terminal that is gone is no error here.
fn give_back() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut off = [MOUSE_OFF, WIPE].concat();
    // Writing to memory cannot fail.
    let _ = queue!(off, DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = output::sequences(&off);
    let _ = system::leave_raw();
}

/// Ends the program after a panic in any task: a task that died would leave a screen that is not true. The payload is
/// not printed, since it may hold typed text.
#[expect(clippy::exit, reason = "a panicking task must not leave the rest drawing on; nothing is left to unwind for")]
fn report(info: &panic::PanicHookInfo<'_>) {
    give_back();
    let _ = echo::show();
    let place = info.location().map_or_else(String::new, |l| format!(" ({}:{})", l.file(), l.line()));
    output::note(&safe!(
        "elemint stopped on a fault of its own{}. Please report this, with what `elemint report` says.",
        place
    ));
    std::process::exit(101);
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::direction("\u{202e}")]
    #[case::escape("\x1b")]
    #[case::c1("\u{9b}")]
    #[case::tag("a\u{e0041}")]
    fn hostile_cell_is_replaced_before_it_is_written(#[case] symbol: &str) {
        let mut buffer = Buffer::with_lines(["ab", "👩\u{200d}🚀"]);
        buffer[(0, 0)].set_symbol(symbol);
        make_safe(&mut buffer);
        assert_eq!(buffer, Buffer::with_lines(["\u{fffd}b", "👩\u{200d}🚀"]));
    }
}
