//! Dialog at a terminal.

use super::{Dialog, Typed, Typing};
use crate::{
    frontend::{Frontend, TerminalSharing},
    terminal::{
        echo,
        keyboard::{self, Keyboard, TerminalInput},
        output, process,
    },
    text::SafeText,
    wizard::{Event, Input, Key, Wizard, command::Action},
};
use std::{collections::VecDeque, io};
use tokio::time::{Instant, timeout_at};

/// Line front end at a terminal. It shows typed text itself, as far as that may be seen.
pub(crate) struct LinesFrontend {
    talk: Dialog,
    /// Closed only while another program reads the terminal.
    keyboard: Option<Keyboard>,
    typing: Typing,
    typed: VecDeque<Typed>,
    /// End of the silence after which bytes that arrived together are complete.
    settles: Option<Instant>,
    waiting: Option<Instant>,
    /// True if an answer was taken since the last question was shown.
    is_answered: bool,
    gone: bool,
}

impl LinesFrontend {
    /// Begins to read the terminal.
    ///
    /// # Errors
    /// If the terminal refuses.
    pub fn begin() -> io::Result<Self> {
        let mut typing = Typing::default();
        if keyboard::has_unread() {
            typing.expect_early();
        }
        Ok(Self {
            talk: Dialog::default(),
            keyboard: Some(Keyboard::open()?),
            typing,
            typed: VecDeque::new(),
            settles: None,
            waiting: None,
            is_answered: false,
            gone: false,
        })
    }

    /// Returns true if typed text is shown.
    fn is_visible(&self) -> bool {
        !self.talk.is_hidden() && echo::is_usual()
    }

    fn feed(&mut self, inputs: &[Input]) {
        let typed = self.typing.feed(inputs, self.is_visible());
        self.settles = self.typing.lull().map(|lull| Instant::now() + lull);
        self.typed.extend(typed);
        self.print_echo();
    }

    fn settle(&mut self) {
        self.settles = None;
        let typed = self.typing.settle(self.is_visible());
        self.typed.extend(typed);
        self.print_echo();
    }

    fn print_echo(&mut self) {
        // A terminal that cannot be written to is noticed with the next question.
        let _ = output::print(&self.typing.take_echo());
    }

    /// Takes a complete line or paste.
    fn take(&mut self, wizard: &Wizard, typed: &Typed) {
        match typed {
            Typed::Line { text, is_shown } => {
                if !is_shown && self.is_visible() {
                    let mut line = SafeText::line(text.expose());
                    line.push(&"\n".into());
                    let _ = output::print(&line);
                }
                self.talk.take(wizard, text);
            }
            Typed::Paste(text) => self.talk.take_paste(wizard, text),
            Typed::End => {}
        }
    }
}

/// Returns the keys that leave from any state: the second press leaves if the first only warns.
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
        echo::hide()?;
        output::print(&text)?;
        if !text.is_empty() {
            self.typing.show_again();
            self.print_echo();
        }
        Ok(())
    }

    async fn next(&mut self) -> TerminalInput {
        self.is_answered = false;
        while self.typed.is_empty() && !self.talk.has_given() {
            let Some(keyboard) = &mut self.keyboard else { return TerminalInput::Gone };
            let heard = match self.settles {
                Some(end) => timeout_at(end, keyboard.next()).await.ok(),
                None => Some(keyboard.next().await),
            };
            match heard {
                None => self.settle(),
                Some(TerminalInput::Inputs(inputs)) => self.feed(&inputs),
                // The end of the input is a request to leave; without a user who could be warned, once is enough.
                Some(TerminalInput::Gone) if !std::mem::replace(&mut self.gone, true) => return leaving(),
                Some(TerminalInput::Gone) => return TerminalInput::Gone,
            }
        }
        if self.typed.front() == Some(&Typed::End) {
            self.gone = true;
            return leaving();
        }
        TerminalInput::Inputs(Vec::new())
    }

    fn more(&mut self, wizard: &Wizard) -> Vec<Event> {
        let events = self.talk.events(wizard);
        // One answer at a time, so that each question is put before it is answered.
        if !events.is_empty() || std::mem::replace(&mut self.is_answered, true) {
            return events;
        }
        let given = self.talk.next_given().map(|text| Typed::Line { text, is_shown: false });
        let Some(typed) = given.or_else(|| self.typed.pop_front()) else { return Vec::new() };
        self.take(wizard, &typed);
        self.talk.events(wizard)
    }

    fn interrupted(&self) -> Option<Event> {
        Some(Event::Action(Action::BreakOff))
    }

    fn clipboard(&mut self, _: &[u8]) -> io::Result<bool> {
        Ok(false)
    }

    fn refresh(&mut self) {
        self.talk.remind();
    }

    fn sharing(&self) -> TerminalSharing {
        TerminalSharing::Lines
    }

    fn release(&mut self) -> io::Result<()> {
        self.keyboard = None;
        echo::show()
    }

    fn resume(&mut self) -> io::Result<()> {
        self.talk.remind();
        if keyboard::has_unread() {
            self.typing.expect_early();
        }
        self.keyboard = Some(Keyboard::open()?);
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<()> {
        echo::show()?;
        process::stop()?;
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
