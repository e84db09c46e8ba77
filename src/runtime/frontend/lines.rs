//! Dialog line by line.

use super::{Frontend, ProgramResult};
use crate::runtime::{
    external_program::{self, ExternalProgram, Tools},
    signals::Signals,
};
use crate::terminal::{
    echo,
    keyboard::{Keyboard, TerminalInput},
    output,
};
use crate::{
    frontend::lines::Dialog,
    text::Secret,
    wizard::{Input, Key, KeyCode, Wizard},
};
use rustix::process::{Signal, kill_current_process_group};
use std::{collections::VecDeque, io};
use tokio::time::Instant;
use zeroize::Zeroizing;

/// A conversation. The terminal itself lets a line be edited, but for one that is not to be seen.
pub(in crate::runtime) struct LinesFrontend {
    talk: Dialog,
    /// Closed only while another program reads the terminal.
    keyboard: Option<Keyboard>,
    line: Zeroizing<String>,
    lines: VecDeque<Secret>,
    waiting: Option<Instant>,
    gone: bool,
}

impl LinesFrontend {
    pub fn begin() -> io::Result<Self> {
        Ok(Self {
            talk: Dialog::default(),
            keyboard: Some(Keyboard::open()?),
            line: Zeroizing::default(),
            lines: VecDeque::new(),
            waiting: None,
            gone: false,
        })
    }

    fn type_key(&mut self, key: Key) {
        match key.code {
            KeyCode::Enter => self.lines.push_back(Secret::new(std::mem::take(&mut *self.line))),
            KeyCode::Backspace => {
                self.line.pop();
            }
            KeyCode::Tab => self.line.push(' '),
            KeyCode::Char('u') if key.ctrl => self.line.clear(),
            KeyCode::Char('d') if key.ctrl && self.line.is_empty() => self.gone = true,
            _ => self.line.extend(key.typed()),
        }
    }
}

/// Keys that leave whatever is going on: the second counts where the first is only warned of.
fn leaving() -> TerminalInput {
    TerminalInput::Inputs(vec![Input::Key(Key::ctrl('c')); 2])
}

impl Frontend for LinesFrontend {
    fn show(&mut self, wizard: &Wizard) -> io::Result<()> {
        let mut text = self.talk.news(wizard);
        if self.talk.is_waiting() {
            let since = *self.waiting.get_or_insert_with(Instant::now);
            text.push(&self.talk.heartbeat(since.elapsed()));
        } else {
            self.waiting = None;
        }
        if self.talk.is_hidden() {
            echo::hide()?;
        } else {
            echo::show()?;
        }
        output::print(&text)
    }

    async fn next(&mut self) -> TerminalInput {
        while self.lines.is_empty() {
            let Some(keyboard) = &mut self.keyboard else { return TerminalInput::Gone };
            match keyboard.next().await {
                TerminalInput::Inputs(inputs) => {
                    for input in inputs {
                        match input {
                            Input::Key(key) => self.type_key(key),
                            Input::Paste(text) => self.line.push_str(text.expose()),
                            Input::Mouse(_) => {}
                        }
                    }
                    if self.gone {
                        return leaving();
                    }
                }
                // The end of the input is a request to leave; without a user who could be warned, once is enough.
                TerminalInput::Gone if !std::mem::replace(&mut self.gone, true) => return leaving(),
                TerminalInput::Gone => return TerminalInput::Gone,
            }
        }
        TerminalInput::Inputs(Vec::new())
    }

    fn more(&mut self, wizard: &Wizard) -> Vec<Input> {
        let inputs = self.talk.inputs(wizard);
        if !inputs.is_empty() {
            return inputs;
        }
        let Some(line) = self.lines.pop_front() else { return Vec::new() };
        self.talk.take(wizard, &line);
        self.talk.inputs(wizard)
    }

    fn interrupted(&self) -> Option<Input> {
        Some(Input::Key(Key::ctrl('c')))
    }

    fn clipboard(&mut self, _: &[u8]) -> io::Result<bool> {
        Ok(false)
    }

    fn refresh(&mut self) {
        self.talk.remind();
    }

    async fn lend(
        &mut self,
        errand: ExternalProgram,
        tools: &Tools,
        signals: &mut Signals,
    ) -> io::Result<ProgramResult> {
        // Printed lines are covered by nothing here, and need not be removed again.
        if let ExternalProgram::Print(text, what) = &errand {
            external_program::printed(text, what)?;
            self.talk.remind();
            return Ok((Ok(()), None));
        }
        self.keyboard = None;
        echo::show()?;
        let lent = external_program::run(errand, tools, signals).await;
        self.talk.remind();
        self.keyboard = Some(Keyboard::open()?);
        Ok(lent)
    }

    fn suspend(&mut self) -> io::Result<()> {
        echo::show()?;
        kill_current_process_group(Signal::STOP)?;
        self.talk.remind();
        Ok(())
    }

    async fn leave(&mut self) {
        let _ = echo::show();
        let _ = output::print(&self.talk.end());
    }
}

impl Drop for LinesFrontend {
    fn drop(&mut self) {
        let _ = echo::show();
    }
}
