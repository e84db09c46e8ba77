//! Console of Windows 10 1809 or later.

use super::console_keys::{ConsoleKey, ConsoleKeys};
use crossterm_winapi::{Console, ConsoleMode, Handle, InputRecord, KeyEventRecord};
use std::{
    io,
    sync::{Arc, Mutex, PoisonError, Weak},
    thread,
    time::{Duration, Instant},
};
use tokio::{
    runtime::Runtime,
    sync::mpsc::{Receiver, Sender, channel},
};
use zeroize::Zeroizing;

/// Input modes of a console (`SetConsoleMode`).
const PROCESSED: u32 = 0x1;
const LINE: u32 = 0x2;
const ECHO: u32 = 0x4;
const WINDOW: u32 = 0x8;
const SEQUENCES: u32 = 0x200;

/// Pause between two looks at the console. A wait for it could not be ended, and would take the first key of the next
/// program.
const PAUSE: Duration = Duration::from_millis(8);
/// Pause once no key has come for a while.
const LONG_PAUSE: Duration = Duration::from_millis(25);
/// Time after a key until the pauses become longer.
const BRISK: Duration = Duration::from_secs(2);

/// Input of the console, read by a thread. Dropping this ends it.
pub struct Reader {
    bytes: Receiver<Zeroizing<Vec<u8>>>,
    _alive: Arc<()>,
}

impl Reader {
    /// Reads the console, whatever standard input is.
    pub fn start() -> io::Result<Self> {
        // Input that cannot be handled yet waits in the console, not here.
        let (sender, bytes) = channel(4);
        let console = Console::from(Handle::current_in_handle()?);
        let alive = Arc::new(());
        let watched = Arc::downgrade(&alive);
        thread::Builder::new().name("keyboard".into()).spawn(move || read(&console, &watched, &sender))?;
        Ok(Self { bytes, _alive: alive })
    }

    /// Returns the bytes that are there, once there are any; `None` if the console is gone. Cancel safe.
    pub async fn read(&mut self) -> Option<Zeroizing<Vec<u8>>> {
        self.bytes.recv().await
    }
}

/// Runs a future on this thread. Its tasks run in the runtime.
///
/// # Errors
/// Never; on other systems it can fail.
#[expect(clippy::unnecessary_wraps, reason = "as on other systems")]
pub fn block_on<F: Future>(runtime: &Runtime, future: F) -> io::Result<F::Output> {
    Ok(runtime.block_on(future))
}

/// Passes on bytes until the console is gone or its reader is dropped. Typed text may be secret, so every buffer is
/// wiped. A new size of the window is passed on as an empty buffer, so that the screen is drawn again.
fn read(console: &Console, alive: &Weak<()>, sender: &Sender<Zeroizing<Vec<u8>>>) {
    let mut keys = ConsoleKeys::default();
    let mut last = Instant::now();
    while alive.strong_count() > 0 {
        let records = match console.read_console_input() {
            Ok(records) if records.is_empty() => {
                thread::sleep(if last.elapsed() < BRISK { PAUSE } else { LONG_PAUSE });
                continue;
            }
            Ok(records) => records,
            Err(_) => return,
        };
        last = Instant::now();
        let mut bytes = Zeroizing::new(Vec::with_capacity(4 * records.len()));
        let mut is_resized = false;
        for record in records {
            match record {
                InputRecord::KeyEvent(key) => keys.feed(&console_key(&key), &mut bytes),
                InputRecord::WindowBufferSizeEvent(_) => is_resized = true,
                InputRecord::MouseEvent(_) | InputRecord::FocusEvent(_) | InputRecord::MenuEvent(_) => {}
            }
        }
        if (is_resized || !bytes.is_empty()) && sender.blocking_send(bytes).is_err() {
            return;
        }
    }
}

fn console_key(record: &KeyEventRecord) -> ConsoleKey {
    let held = |bits| record.control_key_state.has_state(bits);
    ConsoleKey {
        is_down: record.key_down,
        repeat: record.repeat_count,
        code: record.virtual_key_code,
        unit: record.u_char,
        shift: held(0x10),
        alt: held(0x1 | 0x2),
        ctrl: held(0x4 | 0x8),
    }
}

/// Returns true if typed text is waiting to be read. Records of keys that are let go count as well, so this may be true
/// without any.
pub fn has_unread() -> bool {
    let console = Handle::current_in_handle().map(Console::from);
    console.and_then(|console| console.number_of_console_input_events()).is_ok_and(|records| records > 1)
}

fn input_mode() -> io::Result<ConsoleMode> {
    Handle::current_in_handle().map(ConsoleMode::from)
}

/// Switches modes off, and terminal sequences and reports of the size on; returns the modes before.
fn switch(off: u32) -> io::Result<u32> {
    let console = input_mode()?;
    let before = console.mode()?;
    let ours = before & !off | WINDOW;
    // An old console, or Wine, has no sequences; its keys are read all the same.
    console.set_mode(ours | SEQUENCES).or_else(|_| console.set_mode(ours))?;
    Ok(before)
}

/// Modes of the console before it was made raw.
static BEFORE_RAW: Mutex<Option<u32>> = Mutex::new(None);

/// Makes the console raw, and switches its terminal sequences on.
pub fn enter_raw() -> io::Result<()> {
    let mut before = BEFORE_RAW.lock().unwrap_or_else(PoisonError::into_inner);
    // Asking switches the sequences of the output on.
    let _ = crossterm::ansi_support::supports_ansi();
    if before.is_none() {
        *before = Some(switch(PROCESSED | LINE | ECHO)?);
    }
    Ok(())
}

/// Puts the modes before it in force again.
pub fn leave_raw() -> io::Result<()> {
    let before = BEFORE_RAW.lock().unwrap_or_else(PoisonError::into_inner).take();
    before.map_or(Ok(()), |before| input_mode()?.set_mode(before))
}

/// Modes of the console for its own echo and line buffer.
pub struct LineMode(u32);

impl LineMode {
    /// Switches echo and line buffer off, and returns the modes before. Ctrl-C stays an interrupt.
    pub fn hide() -> io::Result<Self> {
        let _ = crossterm::ansi_support::supports_ansi();
        switch(LINE | ECHO).map(Self)
    }

    /// Returns true if the console shows typed text under these modes.
    pub fn echoes(&self) -> bool {
        self.0 & ECHO != 0
    }

    /// Puts these modes in force again.
    pub fn restore(self) -> io::Result<()> {
        input_mode()?.set_mode(self.0)
    }
}

/// Windows has no way to suspend a program, so nothing happens.
#[expect(clippy::unnecessary_wraps, reason = "as on other systems")]
pub fn stop() -> io::Result<()> {
    Ok(())
}
