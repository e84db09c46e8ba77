//! Terminal of a Unix system.

use super::waiting::ready;
use rustix::{
    io::Errno,
    process::{Signal, kill_current_process_group},
    stdio::stdin,
    termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr},
};
use std::{
    fs::File,
    io::{self, IsTerminal as _},
    os::fd::AsFd,
    rc::Rc,
};
use zeroize::Zeroizing;

pub use super::waiting::block_on;
pub use crossterm::terminal::{disable_raw_mode as leave_raw, enable_raw_mode as enter_raw};

/// Bytes that are read at once. Terminals of Linux and macOS hold no more.
const BUFFER: usize = 4096;

/// The terminal's input.
pub struct Reader {
    tty: Rc<dyn AsFd>,
    buffer: Zeroizing<Vec<u8>>,
    is_gone: bool,
}

impl Reader {
    /// Opens standard input, or the terminal itself where something else is piped in.
    pub fn start() -> io::Result<Self> {
        let tty: Rc<dyn AsFd> =
            if io::stdin().is_terminal() { Rc::new(io::stdin()) } else { Rc::new(File::open("/dev/tty")?) };
        Ok(Self { tty, buffer: Zeroizing::new(vec![0; BUFFER]), is_gone: false })
    }

    /// Returns the bytes that are there, once there are any; `None` if the terminal is gone. Typed text may be secret, so every buffer is wiped.
    /// Cancel safe. Works in the future of [`block_on`] only.
    pub async fn read(&mut self) -> Option<Zeroizing<Vec<u8>>> {
        while !self.is_gone {
            ready(Rc::clone(&self.tty)).await;
            match rustix::io::read(&self.tty, &mut **self.buffer) {
                Ok(0) => self.is_gone = true,
                Ok(count) => return Some(Zeroizing::new(self.buffer.get(..count).unwrap_or_default().to_vec())),
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(_) => self.is_gone = true,
            }
        }
        None
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
