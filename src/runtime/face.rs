//! What a person sits at: the full screen, or a conversation line by line. The loop and the wizard are the same.

use super::{
    errand::{self, ExternalProgram, Tools},
    signals::{self, SignalRequest, Signals},
};
use crate::{
    domain::Fault,
    frontend::{
        lines::Dialog,
        tui::{self, theme::Look},
    },
    text::Secret,
    wizard::{
        Input, Key, KeyCode, Wizard,
        mouse::{Mouse, Spot},
    },
};
use crate::{
    frontend::tui::colors::SessionColors,
    terminal::{
        echo,
        keyboard::{Keyboard, TerminalInput},
        output,
        screen::Screen,
    },
};
use ratatui::layout::Position;
use rustix::process::{Signal, kill_current_process_group};
use std::{collections::VecDeque, io};
use tokio::time::Instant;
use zeroize::Zeroizing;

/// A way to show the wizard and to hear a person.
pub(super) trait Frontend {
    /// Shows the wizard as it stands.
    fn show(&mut self, wizard: &Wizard) -> io::Result<()>;

    /// How many rows of what is read fit, where that matters.
    fn room(&mut self, _: &Wizard) -> io::Result<Option<u16>> {
        Ok(None)
    }

    /// Whether an input is for the wizard, as much of it as can be seen.
    fn takes(&self, _: &Wizard, _: &Input) -> io::Result<bool> {
        Ok(true)
    }

    /// What the mouse points at.
    fn spot(&self, _: &Wizard, _: Mouse) -> io::Result<Spot> {
        Ok(Spot::Nothing)
    }

    /// What was typed next. Safe to be dropped while it waits.
    async fn next(&mut self) -> TerminalInput;

    /// What else the wizard is to hear of what was typed, as it stands now; asked until nothing is left.
    fn more(&mut self, _: &Wizard) -> Vec<Input> {
        Vec::new()
    }

    /// What an interrupt from the keyboard means, where it comes as a signal.
    fn interrupted(&self) -> Option<Input> {
        None
    }

    /// Hands a sequence for the clipboard to the terminal; whether it may.
    fn clipboard(&mut self, sequence: &[u8]) -> io::Result<bool>;

    /// Shows everything anew with the next frame.
    fn refresh(&mut self);

    /// Lets another program have the terminal until it ends. Two who read one terminal would share its keys.
    async fn lend(
        &mut self,
        errand: ExternalProgram,
        tools: &Tools,
        signals: &mut Signals,
    ) -> io::Result<ProgramResult>;

    /// Gives the terminal back, stops, and takes it again when continued.
    fn suspend(&mut self) -> io::Result<()>;

    /// Gives the terminal back for good.
    async fn leave(&mut self);
}

/// What became of another program, and the signal that came meanwhile.
pub(super) type ProgramResult = (Result<(), Fault>, Option<SignalRequest>);

/// The full screen.
pub(super) struct TuiFrontend {
    screen: Screen,
    /// Closed only while another program reads the terminal.
    keyboard: Option<Keyboard>,
    colours: SessionColors,
    stale: bool,
}

impl TuiFrontend {
    pub fn enter(look: Look) -> io::Result<Self> {
        let screen = Screen::enter()?;
        Ok(Self { screen, keyboard: Some(Keyboard::open()?), colours: SessionColors::new(look), stale: false })
    }
}

impl Frontend for TuiFrontend {
    fn show(&mut self, wizard: &Wizard) -> io::Result<()> {
        if std::mem::take(&mut self.stale) {
            self.screen.clear()?;
        }
        self.screen.mouse(wizard.points())?;
        self.screen.draw(|frame| tui::draw(frame, wizard, self.colours.theme()))?;
        self.colours.ask(&self.screen)
    }

    fn room(&mut self, wizard: &Wizard) -> io::Result<Option<u16>> {
        Ok(tui::room(wizard, self.screen.area()?))
    }

    fn takes(&self, wizard: &Wizard, input: &Input) -> io::Result<bool> {
        Ok(tui::fits(self.screen.area()?) || wizard.hears_unseen(input))
    }

    fn spot(&self, wizard: &Wizard, mouse: Mouse) -> io::Result<Spot> {
        Ok(tui::spot(wizard, self.screen.area()?, Position::new(mouse.column, mouse.row)))
    }

    async fn next(&mut self) -> TerminalInput {
        let Some(keyboard) = &mut self.keyboard else { return TerminalInput::Gone };
        keyboard.expect_answer(self.colours.answers_until());
        let heard = keyboard.next().await;
        self.colours.learn(keyboard);
        heard
    }

    fn clipboard(&mut self, sequence: &[u8]) -> io::Result<bool> {
        self.screen.write_raw(sequence).map(|()| true)
    }

    fn refresh(&mut self) {
        self.stale = true;
    }

    async fn lend(
        &mut self,
        errand: ExternalProgram,
        tools: &Tools,
        signals: &mut Signals,
    ) -> io::Result<ProgramResult> {
        self.keyboard = None;
        self.screen.leave();
        let lent = errand::run(errand, tools, signals).await;
        self.screen.resume()?;
        self.keyboard = Some(Keyboard::open()?);
        Ok(lent)
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.stale = true;
        signals::suspend(&mut self.screen)
    }

    async fn leave(&mut self) {
        if let Some(keyboard) = &mut self.keyboard {
            self.colours.settle(keyboard).await;
        }
        self.screen.leave();
    }
}

/// A conversation. The terminal itself lets a line be edited, but for one that is not to be seen.
pub(super) struct LinesFrontend {
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
                // The end of the input is a wish to leave; where nobody is left to be warned, the only one.
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
        // Nothing lies over what is printed here, and nothing has to go away again.
        if let ExternalProgram::Print(text, what) = &errand {
            errand::printed(text, what)?;
            self.talk.remind();
            return Ok((Ok(()), None));
        }
        self.keyboard = None;
        echo::show()?;
        let lent = errand::run(errand, tools, signals).await;
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
