//! A program in a real terminal: it is typed at, and its screen is read. Waits are for words, never for time.

use super::{
    keys, modes,
    pty::{Shown, State, command, nonzero, open_line, pty_size, read_on},
    screen::{find_text, text_of},
};
use portable_pty::{Child, MasterPty, native_pty_system};
use rustix::{
    fd::OwnedFd,
    process::{Pid, Signal},
    termios::{InputModes, LocalModes, OptionalActions, Termios},
};
use std::{
    io::Write,
    os::unix::process::ExitStatusExt as _,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard},
    time::{Duration, Instant},
};
use tempfile::TempDir;
use vt100::{Parser, Screen};

/// Time after which a wait has failed; long, since machines are shared.
const PATIENCE: Duration = Duration::from_secs(20);

/// Pause after Esc that distinguishes it from Alt: a program recognizes Esc only by the silence after it.
const AFTER_ESC: Duration = Duration::from_millis(150);

/// Written behind a program's last byte when it has ended, so that its output is known to have been read.
const END: &[u8] = b"\x1b]777;end\x07";

/// A program at work in a terminal of its own, with a home directory of its own.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    line: OwnedFd,
    before: Termios,
    shown: Arc<Shown>,
    home: PathBuf,
    patience: Duration,
    esc_at: Option<Instant>,
    exit: Option<u32>,
    own_home: Option<TempDir>,
}

impl Terminal {
    /// Starts a program in an empty home directory that is gone when the terminal is. `size` is columns, rows.
    pub fn start(program: &Path, args: &[&str], env: &[(&str, &str)], size: (u16, u16)) -> Self {
        let home = TempDir::new().expect("a home directory");
        let mut terminal = Self::start_at(home.path(), program, args, env, size);
        terminal.own_home = Some(home);
        terminal
    }

    /// Starts a program in a home directory of the test's, so that it can be prepared or used again.
    pub fn start_at(home: &Path, program: &Path, args: &[&str], env: &[(&str, &str)], size: (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(pty_size(size)).expect("a terminal");
        let line = open_line(&*pair.master);
        let mut before = rustix::termios::tcgetattr(&line).expect("the line's settings");
        // Without NOFLSH, Ctrl-C at a terminal that is not raw discards unread output, the end of a program included.
        before.local_modes |= LocalModes::NOFLSH;
        // Ctrl-S at such a terminal stops its output until Ctrl-Q. Without a key for it Linux takes a zero byte for one
        // where it looks ahead.
        before.input_modes -= InputModes::IXON;
        rustix::termios::tcsetattr(&line, OptionalActions::Now, &before).expect("the line takes settings");
        let child = pair.slave.spawn_command(command(home, program, args, env)).expect("the program starts");
        let (columns, rows) = nonzero(size);
        let state = Mutex::new(State { parser: Parser::new(rows, columns, 0), transcript: Vec::new() });
        let shown = Arc::new(Shown { state, changed: Condvar::new() });
        let reader = pair.master.try_clone_reader().expect("a reader");
        std::thread::spawn({
            let shown = shown.clone();
            move || read_on(reader, &shown)
        });
        Self {
            child,
            writer: pair.master.take_writer().expect("a writer"),
            master: pair.master,
            line,
            before,
            shown,
            home: home.to_owned(),
            patience: PATIENCE,
            esc_at: None,
            exit: None,
            own_home: None,
        }
    }

    /// Waits this long instead, for a test of waiting itself.
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// The program's home directory; its `XDG_*` directories are `config`, `data`, `state`, `cache` and `run` in it.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Another hold on the terminal's line.
    pub fn line(&self) -> OwnedFd {
        self.line.try_clone().expect("a file handle")
    }

    /// The program's process.
    pub fn process(&self) -> Pid {
        let id = self.child.process_id().and_then(|id| i32::try_from(id).ok()).expect("a process id");
        Pid::from_raw(id).expect("a process id")
    }

    /// Types; see [`keys`] for the notation.
    pub fn keys(&mut self, notation: &str) {
        for key in keys::keys(notation) {
            let application = self.state().parser.screen().application_cursor();
            let bytes = keys::bytes(key, application);
            self.write(&bytes);
            self.esc_at = (bytes == b"\x1b").then(Instant::now);
        }
    }

    /// Pastes, in brackets if the program asked for them, with line ends as terminals send them.
    pub fn paste(&mut self, text: &str) {
        let text = text.replace("\r\n", "\r").replace('\n', "\r");
        let bracketed = self.state().parser.screen().bracketed_paste();
        let whole = if bracketed { format!("\x1b[200~{text}\x1b[201~") } else { text };
        self.write(whole.as_bytes());
    }

    /// Sends raw bytes that no keyboard sends.
    pub fn write(&mut self, bytes: &[u8]) {
        if let Some(pause) = self.esc_at.take().and_then(|at| AFTER_ESC.checked_sub(at.elapsed())) {
            std::thread::sleep(pause);
        }
        self.writer.write_all(bytes).and_then(|()| self.writer.flush()).expect("the terminal takes keys");
    }

    /// Changes the size of the window; the program gets SIGWINCH.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let (wide, high) = nonzero((columns, rows));
        self.state().parser.screen_mut().set_size(high, wide);
        self.master.resize(pty_size((columns, rows))).expect("the terminal resizes");
    }

    /// Sends the program a signal. Stopping it (Ctrl-Z) needs a shell between, which takes it up again.
    pub fn signal(&self, signal: Signal) {
        rustix::process::kill_process(self.process(), signal).expect("the program is there");
    }

    /// Waits until the screen shows a text; lines are parted by `\n`.
    pub fn wait_for(&mut self, text: &str) {
        self.wait_until(&format!("{text:?} to appear"), |screen| text_of(screen).contains(text));
    }

    /// Waits until the screen no longer shows a text.
    pub fn wait_gone(&mut self, text: &str) {
        self.wait_until(&format!("{text:?} to go"), |screen| !text_of(screen).contains(text));
    }

    /// Waits until a condition on the screen holds; `what` names it in the failure.
    pub fn wait_until(&mut self, what: &str, met: impl Fn(&Screen) -> bool) {
        let deadline = Instant::now() + self.patience;
        loop {
            let ended = self.ended();
            let state = self.state();
            // Of a frame that is only begun a part may be there and the rest not.
            if met(state.parser.screen()) && (ended.is_some() || !is_amid_frame(&state.transcript)) {
                return;
            }
            let screen = text_of(state.parser.screen());
            if let Some(code) = ended {
                drop(state);
                panic!("waited for {what}, but the program ended with exit code {code}:\n{screen}");
            }
            if Instant::now() >= deadline {
                drop(state);
                panic!("waited {:?} for {what}:\n{screen}", self.patience);
            }
            let _ = self.shown.changed.wait_timeout(state, Duration::from_millis(50));
        }
    }

    /// Waits until the program has ended and all it wrote has been read. A signal counts as 128 and its number, as
    /// in a shell.
    pub fn wait_exit(&mut self) -> u32 {
        let deadline = Instant::now() + self.patience;
        loop {
            if let Some(code) = self.ended() {
                return code;
            }
            if Instant::now() >= deadline {
                let screen = self.screen();
                panic!("waited {:?} for the program to end:\n{screen}", self.patience);
            }
            let state = self.state();
            let _ = self.shown.changed.wait_timeout(state, Duration::from_millis(10));
        }
    }

    /// The text on the screen, a line a row, without blanks at the ends.
    pub fn screen(&self) -> String {
        text_of(self.state().parser.screen())
    }

    /// Returns one row of the screen, counted from 0.
    pub fn row(&self, row: usize) -> String {
        self.screen().lines().nth(row).unwrap_or_default().to_owned()
    }

    /// Returns the screen with its colors.
    pub fn snapshot(&self) -> Screen {
        self.state().parser.screen().clone()
    }

    /// Returns the position of a text: row and column, in cells from 0.
    pub fn find_text(&self, needle: &str) -> Option<(u16, u16)> {
        find_text(self.state().parser.screen(), needle)
    }

    /// Returns the cursor's row and column, if it is shown.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let state = self.state();
        let screen = state.parser.screen();
        (!screen.hide_cursor()).then(|| screen.cursor_position())
    }

    /// All the program has written so far; all of it once [`Self::wait_exit`] has returned.
    pub fn transcript(&self) -> Vec<u8> {
        let state = self.state();
        state.transcript.strip_suffix(END).unwrap_or(&state.transcript).to_vec()
    }

    /// Returns the number of bytes written.
    pub fn written(&self) -> usize {
        self.state().transcript.len()
    }

    /// Returns the normal screen after the program has ended.
    pub fn normal_screen(&self) -> String {
        assert!(!self.state().parser.screen().alternate_screen(), "still on the alternate screen:\n{}", self.screen());
        self.screen()
    }

    /// Checks that the terminal is as the program found it.
    ///
    /// # Errors
    /// The differences: modes of the screen and settings of the line, a line each.
    pub fn restored(&self) -> Result<(), String> {
        let mut left = modes::left_behind(&self.transcript());
        let after = rustix::termios::tcgetattr(&self.line).expect("the line's settings");
        let before = &self.before;
        let mut compare = |name: &str, before: String, after: String| {
            if before != after {
                left.push(format!("{name}: was {before}, is {after}"));
            }
        };
        compare("input modes", format!("{:?}", before.input_modes), format!("{:?}", after.input_modes));
        compare("output modes", format!("{:?}", before.output_modes), format!("{:?}", after.output_modes));
        compare("control modes", format!("{:?}", before.control_modes), format!("{:?}", after.control_modes));
        compare("local modes", format!("{:?}", before.local_modes), format!("{:?}", after.local_modes));
        compare("special codes", format!("{:?}", before.special_codes), format!("{:?}", after.special_codes));
        if left.is_empty() { Ok(()) } else { Err(left.join("\n")) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shown.state.lock().expect("the reading thread lives")
    }

    /// The exit code, once the program has ended and its last byte has been read.
    pub fn ended(&mut self) -> Option<u32> {
        if self.exit.is_none() {
            let child: &mut dyn Child = &mut *self.child;
            let child = child.downcast_mut::<std::process::Child>().expect("a child of this process");
            let status = child.try_wait().expect("the program's state")?;
            let code = status.code().or_else(|| status.signal().map(|s| 128 + s)).expect("a code or a signal");
            self.exit = u32::try_from(code).ok();
            self.read_to_the_end();
        }
        self.exit
    }

    fn read_to_the_end(&self) {
        rustix::io::write(&self.line, END).expect("the line takes the mark");
        // Keys typed at the end may be echoed after it.
        let unread = |state: &mut State| {
            let tail = state.transcript.len().saturating_sub(16 * 1024);
            !state.transcript[tail..].windows(END.len()).any(|bytes| bytes == END)
        };
        let waited = self.shown.changed.wait_timeout_while(self.state(), PATIENCE, unread).expect("the reader lives");
        let late = waited.1.timed_out();
        drop(waited);
        assert!(!late, "the last of the program's output never came");
    }
}

impl Drop for Terminal {
    /// Ends every process that the test started.
    fn drop(&mut self) {
        if self.exit.is_none() {
            let _ = rustix::process::kill_process_group(self.process(), Signal::KILL);
            let _ = self.child.wait();
        }
    }
}

/// Returns true if a frame has begun and not ended.
fn is_amid_frame(written: &[u8]) -> bool {
    const FRAME: &[u8] = b"\x1b[?2026";
    let last = written.windows(FRAME.len()).rposition(|part| part == FRAME);
    last.and_then(|at| written.get(at + FRAME.len())).is_some_and(|mark| *mark == b'h')
}
