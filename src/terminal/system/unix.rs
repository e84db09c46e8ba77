//! Terminal of a Unix system.

use rustix::{
    io::Errno,
    pipe::pipe,
    process::{Signal, kill_current_process_group},
    stdio::stdin,
    termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr},
};
use std::{
    fs::File,
    io::{self, IsTerminal as _},
    os::fd::{AsFd as _, BorrowedFd, OwnedFd},
    thread,
};
use tokio::sync::mpsc::Sender;
use zeroize::Zeroizing;

pub use crossterm::terminal::{disable_raw_mode as leave_raw, enable_raw_mode as enter_raw};

/// Thread that reads the terminal. Dropping this ends it.
pub struct Reader {
    /// The thread waits for this to close as well as for the terminal.
    _stop: OwnedFd,
}

impl Reader {
    /// Reads standard input, or the terminal itself where something else is piped in, and passes on what came at once.
    pub fn start(sender: Sender<Zeroizing<Vec<u8>>>) -> io::Result<Self> {
        let (stopped, stop) = pipe()?;
        let piped = !io::stdin().is_terminal();
        let tty = if piped { Some(OwnedFd::from(File::open("/dev/tty")?)) } else { None };
        thread::Builder::new().name("keyboard".into()).spawn(move || match &tty {
            Some(tty) => read(tty.as_fd(), &stopped, &sender),
            None => read(stdin(), &stopped, &sender),
        })?;
        Ok(Self { _stop: stop })
    }
}

/// Passes on bytes until the terminal is gone or the receiver is dropped. Typed text may be secret, so every buffer is
/// wiped.
fn read(tty: BorrowedFd<'_>, stopped: &OwnedFd, sender: &Sender<Zeroizing<Vec<u8>>>) {
    let mut buffer = Zeroizing::new(vec![0; 64 * 1024]);
    loop {
        match wait(tty, stopped) {
            Ok([true, false]) => {}
            Ok([false, false]) => continue,
            Ok([_, true]) | Err(_) => return,
        }
        match rustix::io::read(tty, &mut **buffer) {
            Ok(0) => return,
            Ok(count) => {
                let bytes = Zeroizing::new(buffer.get(..count).unwrap_or_default().to_vec());
                if sender.blocking_send(bytes).is_err() {
                    return;
                }
            }
            Err(Errno::INTR | Errno::AGAIN) => {}
            Err(_) => return,
        }
    }
}

/// Waits for the terminal and for the end of the reader, and returns true for each that is there.
#[cfg(not(target_os = "macos"))]
fn wait(tty: BorrowedFd<'_>, stopped: &OwnedFd) -> io::Result<[bool; 2]> {
    use rustix::event::{PollFd, PollFlags, poll};
    let mut fds = [PollFd::new(&tty, PollFlags::IN), PollFd::new(stopped, PollFlags::IN)];
    match poll(&mut fds, None) {
        Ok(_) => Ok(fds.map(|fd| !fd.revents().is_empty())),
        Err(Errno::INTR) => Ok([false; 2]),
        Err(error) => Err(error.into()),
    }
}

/// Waits for both, as on other systems. `poll` of macOS does not know `/dev/tty`; `filedescriptor` uses `select` there.
#[cfg(target_os = "macos")]
fn wait(tty: BorrowedFd<'_>, stopped: &OwnedFd) -> io::Result<[bool; 2]> {
    use filedescriptor::{Error, POLLIN, poll, pollfd};
    use std::os::fd::AsRawFd as _;
    let mut fds = [tty.as_raw_fd(), stopped.as_raw_fd()].map(|fd| pollfd { fd, events: POLLIN, revents: 0 });
    match poll(&mut fds, None) {
        Ok(_) => Ok(fds.map(|fd| fd.revents != 0)),
        Err(Error::Io(error)) if error.kind() == io::ErrorKind::Interrupted => Ok([false; 2]),
        Err(error) => Err(io::Error::other(error)),
    }
}

/// Returns true if typed text is waiting to be read.
pub fn has_unread() -> bool {
    rustix::io::ioctl_fionread(stdin()).is_ok_and(|bytes| bytes > 0)
}

/// Settings of the terminal for its own echo and line buffer.
pub struct LineMode(Termios);

impl LineMode {
    /// Switches echo and line buffer off, and returns the settings before.
    pub fn hide() -> io::Result<Self> {
        let before = tcgetattr(stdin())?;
        let mut ours = before.clone();
        ours.local_modes.remove(LocalModes::ECHO | LocalModes::ECHONL | LocalModes::ICANON);
        ours.special_codes[SpecialCodeIndex::VMIN] = 1;
        ours.special_codes[SpecialCodeIndex::VTIME] = 0;
        tcsetattr(stdin(), OptionalActions::Now, &ours)?;
        Ok(Self(before))
    }

    /// Returns true if the terminal shows typed text under these settings.
    pub fn echoes(&self) -> bool {
        self.0.local_modes.contains(LocalModes::ECHO)
    }

    /// Puts these settings in force again.
    pub fn restore(self) -> io::Result<()> {
        Ok(tcsetattr(stdin(), OptionalActions::Now, &self.0)?)
    }
}

/// Stops the process group until it is continued.
pub fn stop() -> io::Result<()> {
    Ok(kill_current_process_group(Signal::STOP)?)
}
