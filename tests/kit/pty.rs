//! Pseudo-terminal: its two ends, its output, and the environment of a program.

use portable_pty::{CommandBuilder, MasterPty, PtySize};
use rustix::{
    fd::OwnedFd,
    fs::{Mode, OFlags},
};
use std::{
    io::Read,
    num::NonZeroU16,
    os::unix::fs::DirBuilderExt as _,
    path::Path,
    sync::{Condvar, Mutex},
};
use vt100::Parser;

/// Output read so far.
pub struct Shown {
    /// Screen, and the bytes that led to it.
    pub state: Mutex<State>,
    /// Notified after every read.
    pub changed: Condvar,
}

/// The screen as it is, and every byte that made it.
pub struct State {
    /// The screen.
    pub parser: Parser,
    /// All that was written.
    pub transcript: Vec<u8>,
}

/// Reads until the terminal is gone.
pub fn read_on(mut reader: Box<dyn Read + Send>, shown: &Shown) {
    let mut buffer = [0; 8192];
    while let Ok(read @ 1..) = reader.read(&mut buffer) {
        let Ok(mut state) = shown.state.lock() else { return };
        state.parser.process(&buffer[..read]);
        state.transcript.extend_from_slice(&buffer[..read]);
        shown.changed.notify_all();
    }
}

/// The terminal's other side, held open so that its settings can be read when the program is gone.
pub fn open_line(master: &dyn MasterPty) -> OwnedFd {
    let name = master.tty_name().expect("the terminal's name");
    rustix::fs::open(name, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty()).expect("the terminal's line")
}

/// A clean environment: nothing of the machine's or the person's who runs the tests.
pub fn command(home: &Path, program: &Path, args: &[&str], env: &[(&str, &str)]) -> CommandBuilder {
    let run = home.join("run");
    if !run.exists() {
        std::fs::DirBuilder::new().mode(0o700).create(&run).expect("a runtime directory");
    }
    let mut command = CommandBuilder::new(program);
    command.args(args);
    command.cwd(home);
    command.env_clear();
    command.env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    command.env("SHELL", "/bin/sh");
    command.env("HOME", home);
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    for (name, folder) in [("CONFIG", "config"), ("DATA", "data"), ("STATE", "state"), ("CACHE", "cache")] {
        command.env(format!("XDG_{name}_HOME"), home.join(folder));
    }
    command.env("XDG_RUNTIME_DIR", run);
    for (name, value) in env {
        command.env(name, value);
    }
    command
}

/// A size as the terminal takes it; given are columns and rows.
pub fn pty_size((cols, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

/// The same as the screen takes it.
pub fn nonzero((columns, rows): (u16, u16)) -> (NonZeroU16, NonZeroU16) {
    (NonZeroU16::new(columns).expect("columns"), NonZeroU16::new(rows).expect("rows"))
}
