//! A pipe that is read with a deadline: its other end may never write, or never be opened.

use std::{
    io::{self, Read},
    sync::mpsc::{Receiver, RecvTimeoutError, sync_channel},
    thread,
    time::Duration,
};

/// Bytes read at a time.
const PART: usize = 1 << 16;
/// Parts read ahead.
const AHEAD: usize = 16;

/// A reader that fails when nothing comes for a while. A thread of its own opens and reads the pipe.
pub struct Patient {
    parts: Receiver<io::Result<Vec<u8>>>,
    part: io::Cursor<Vec<u8>>,
    patience: Duration,
}

impl Patient {
    /// Opens and reads in the background. `patience` is the longest silence.
    pub fn new<R: Read>(open: impl FnOnce() -> io::Result<R> + Send + 'static, patience: Duration) -> Self {
        let (sender, parts) = sync_channel(AHEAD);
        thread::spawn(move || {
            let mut pipe = match open() {
                Ok(pipe) => pipe,
                Err(error) => return drop(sender.send(Err(error))),
            };
            loop {
                let mut part = vec![0; PART];
                let read = pipe.read(&mut part).map(|length| {
                    part.truncate(length);
                    part
                });
                let is_last = read.as_ref().map_or_else(|e| e.kind() != io::ErrorKind::Interrupted, Vec::is_empty);
                // The receiver may have been dropped.
                if sender.send(read).is_err() || is_last {
                    return;
                }
            }
        });
        Self { parts, part: io::Cursor::default(), patience }
    }
}

impl Read for Patient {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.part.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            match self.parts.recv_timeout(self.patience) {
                Ok(Err(error)) if error.kind() == io::ErrorKind::Interrupted => {}
                Ok(part) => {
                    let part = part?;
                    if part.is_empty() {
                        return Ok(0);
                    }
                    self.part = io::Cursor::new(part);
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
                Err(RecvTimeoutError::Timeout) => {
                    let words = format!("nothing came for {} seconds", self.patience.as_secs());
                    return Err(io::Error::new(io::ErrorKind::TimedOut, words));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn pipe_is_read_to_its_end() {
        let mut read = Vec::new();
        let text = vec![7; 3 * PART + 5];
        let whole = text.clone();
        Patient::new(move || Ok(io::Cursor::new(text)), Duration::from_secs(60)).read_to_end(&mut read).expect("reads");
        assert_eq!(read, whole);
    }

    #[test]
    fn silent_pipe_is_left() {
        let (_open, wait) = channel::<()>();
        let open = move || wait.recv().map(|()| io::empty()).map_err(io::Error::other);
        let error = Patient::new(open, Duration::ZERO).read(&mut [0]).expect_err("it is silent");
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }
}
