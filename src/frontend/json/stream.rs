//! Lines of JSON on standard input and standard output.

use super::{Exchange, RequestOutcome, SessionSaver};
use crate::{
    frontend::{Frontend, TerminalSharing},
    terminal::{keyboard::TerminalInput, output, process},
    text::{SafeText, Secret},
    wizard::{Event, Wizard, command::Action},
};
use std::io::{self, BufRead, Read as _};
use tokio::sync::mpsc;
use zeroize::Zeroizing;

/// Longest request, in bytes.
const MOST: usize = 1 << 20;

/// Line of standard input.
enum InputLine {
    Text(Secret),
    TooLong,
}

/// Front end for a program.
pub(crate) struct JsonFrontend {
    exchange: Exchange,
    /// State file, if the session has one.
    saver: Option<SessionSaver>,
    lines: mpsc::UnboundedReceiver<InputLine>,
    next: Option<InputLine>,
    /// True once standard input has ended: the program at the other end is gone.
    has_ended: bool,
    is_leaving: bool,
}

impl JsonFrontend {
    /// Begins to read standard input, on a thread that is not waited for at the end.
    pub fn begin(saver: Option<SessionSaver>) -> Self {
        let (sender, lines) = mpsc::unbounded_channel();
        std::thread::spawn(move || {
            let mut input = io::stdin().lock();
            while let Some(line) = read_line(&mut input) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let exchange = saver.as_ref().map(|saver| Exchange::resumed(saver.lost_secrets())).unwrap_or_default();
        Self { exchange, saver, lines, next: None, has_ended: false, is_leaving: false }
    }
}

/// Reads a line; `None` at the end. Of a line over the limit only the end is looked for.
fn read_line(input: &mut impl BufRead) -> Option<InputLine> {
    let mut line = Zeroizing::new(Vec::new());
    let read = input.take(MOST as u64 + 1).read_until(b'\n', &mut line).ok()?;
    if read == 0 {
        return None;
    }
    if line.last() != Some(&b'\n') && line.len() > MOST {
        input.skip_until(b'\n').ok()?;
        return Some(InputLine::TooLong);
    }
    Some(InputLine::Text(Secret::new(String::from_utf8_lossy(&line).trim_end())))
}

fn write(line: &str) -> io::Result<()> {
    output::line(&SafeText::json(line))
}

impl Frontend for JsonFrontend {
    fn show(&mut self, wizard: &Wizard) -> io::Result<()> {
        // A state that the other program knows is saved.
        if let Some(saver) = &mut self.saver {
            self.exchange.save(wizard, saver);
        }
        self.exchange.news(wizard).map_or(Ok(()), |line| write(&line))
    }

    async fn next(&mut self) -> TerminalInput {
        if self.next.is_some() {
            return TerminalInput::Inputs(Vec::new());
        }
        if self.is_leaving {
            return TerminalInput::Gone;
        }
        match self.lines.recv().await {
            Some(line) => self.next = Some(line),
            None => self.has_ended = true,
        }
        TerminalInput::Inputs(Vec::new())
    }

    /// Returns the events of one request, so that each is answered by a state of its own.
    fn more(&mut self, wizard: &Wizard) -> Vec<Event> {
        if self.has_ended && !std::mem::replace(&mut self.is_leaving, true) {
            // The first one may only warn.
            return vec![Event::Action(Action::BreakOff); 2];
        }
        let refusal = match self.next.take() {
            Some(InputLine::Text(text)) if text.is_empty() => return Vec::new(),
            Some(InputLine::Text(text)) => match self.exchange.take(wizard, &text) {
                RequestOutcome::Events(events) => return events,
                RequestOutcome::Refused(line) => line,
            },
            Some(InputLine::TooLong) => Exchange::too_long(MOST),
            None => return Vec::new(),
        };
        // A reader that is gone is noticed with the next state.
        let _ = write(&refusal);
        Vec::new()
    }

    fn clipboard(&mut self, _: &[u8]) -> io::Result<bool> {
        Ok(false)
    }

    fn refresh(&mut self) {}

    fn sharing(&self) -> TerminalSharing {
        TerminalSharing::Never
    }

    fn suspend(&mut self) -> io::Result<()> {
        process::stop()
    }

    async fn leave(&mut self) {}
}
