//! The terminal, borrowed: whatever happens, it is given back as it was.
//!
//! `ratatui::init` is not used: its panic hook prints the panic's payload, which may hold a secret, is stacked once
//! more by every call, and knows nothing of bracketed paste.

use super::{
    canvas::{self, Canvas},
    echo, output,
    selectable::Selectable,
    system,
};
use ratatui::{Frame, layout::Rect};
use std::{
    io::{self, Write as _},
    panic,
    sync::{
        Once,
        atomic::{AtomicBool, Ordering},
    },
};

/// True while the terminal's modes are ours; read by the panic hook, which may run on any thread.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Between these two a terminal that knows them shows nothing yet; others ignore them.
pub(super) const BEGIN_FRAME: &str = "\x1b[?2026h";
pub(super) const END_FRAME: &str = "\x1b[?2026l";

/// Position and style of the cursor (DECSC, DECRC).
const SAVE_CURSOR: &str = "\x1b7";
const RESTORE_CURSOR: &str = "\x1b8";

/// Asks the terminal for its background color. The answer comes later, or never.
const ASK_GROUND: &[u8] = b"\x1b]11;?\x1b\\";

/// The alternate screen with everything switched on that the program wants. Dropping it gives all of it back.
pub struct Screen {
    canvas: Canvas,
    /// Bytes of a frame, written at once when it is complete: a terminal would show a partial frame.
    bytes: Vec<u8>,
    /// True if the terminal reports the mouse.
    mouse: bool,
    /// Texts that can be selected in one piece, and the size of the screen then.
    whole: Option<(Rect, Vec<Selectable>)>,
}

/// Clears the screen before it is left. If the terminal was made smaller and larger again, tmux copies rows of it to
/// the normal screen, and a revealed secret may be among them.
const WIPE: &[u8] = b"\x1b[m\x1b[H\x1b[2J";

/// Alternate screen, and marks around a paste.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h";
const LEAVE: &[u8] = b"\x1b[?2004l\x1b[?1049l\x1b[?25h";

/// Buttons and the wheel, in the form that has no limit to its columns.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

impl Screen {
    /// Takes the terminal.
    ///
    /// # Errors
    /// When it is none, or refuses.
    pub fn enter() -> io::Result<Self> {
        watch();
        take()?;
        let canvas = output::size().map(Canvas::new).inspect_err(|_| give_back())?;
        Ok(Self { canvas, bytes: Vec::new(), mouse: false, whole: None })
    }

    /// Draws a frame; only changed cells are written.
    ///
    /// # Errors
    /// If the terminal cannot be written.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>) -> Vec<Selectable>) -> io::Result<()> {
        let size = output::size()?;
        if size != self.canvas.area().as_size() {
            self.canvas = Canvas::new(size);
        }
        let mut passages = Vec::new();
        self.bytes.clear();
        self.bytes.extend_from_slice(BEGIN_FRAME.as_bytes());
        self.canvas.draw(|frame| passages = render(frame), &mut self.bytes);
        let area = self.canvas.area();
        let whole = Some((area, passages));
        // Not at every frame: writing over text that the user has selected ends the selection.
        if whole != self.whole {
            for passage in whole.iter().flat_map(|(_, passages)| passages) {
                write_whole(passage, area.width, &mut self.bytes);
            }
            self.whole = whole;
        }
        if self.bytes.len() > BEGIN_FRAME.len() {
            self.bytes.extend_from_slice(END_FRAME.as_bytes());
            output::sequences(&self.bytes)?;
        }
        Ok(())
    }

    /// Discards the record of the screen, so that the next frame is written completely.
    ///
    /// # Errors
    /// If the terminal does not report its size.
    pub fn clear(&mut self) -> io::Result<()> {
        self.whole = None;
        self.canvas = Canvas::new(output::size()?);
        Ok(())
    }

    /// Returns the area of the last frame, which is the one that the user sees and points into.
    pub fn area(&self) -> Rect {
        self.canvas.area()
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
fn write_whole(passage: &Selectable, columns: u16, out: &mut Vec<u8>) {
    // Writing to memory cannot fail.
    let _ = write!(out, "{SAVE_CURSOR}\x1b[{}H", passage.row + 1);
    if passage.is_link {
        let _ = write!(out, "\x1b]8;id=elemint;{}\x1b\\", passage.text);
    }
    canvas::write_styled(&passage.text, passage.style, out);
    if passage.is_link {
        out.extend_from_slice(b"\x1b]8;;\x1b\\");
    }
    // After a letter in the last column the cursor is still on that letter.
    if !passage.text.len().is_multiple_of(usize::from(columns.max(1))) {
        out.extend_from_slice(canvas::ERASE_REST);
    }
    out.extend_from_slice(RESTORE_CURSOR.as_bytes());
}

fn take() -> io::Result<()> {
    system::enter_raw()?;
    ENTERED.store(true, Ordering::SeqCst);
    output::sequences(ENTER).inspect_err(|_| give_back())
}

/// May be called any number of times, from any thread; a terminal that is gone is no error here.
fn give_back() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    let _ = output::sequences(&[MOUSE_OFF, WIPE, LEAVE].concat());
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
