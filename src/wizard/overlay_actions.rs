//! Input while an overlay is open, and actions that are the same on every screen.

use super::{
    Effect, Key, Notice, Overlay, ScreenEffect, Wizard,
    command::{Action, BoundCommand},
    palette::{Palette, PaletteCommand, PaletteOutcome},
    request_choice::RequestChoice,
    scroll::Scroll,
    tour::Tour,
};
use crate::{domain::paste::PastedRequest, text::Secret};

impl Wizard {
    /// An action while an overlay is open.
    pub(super) fn act_overlay(mut self, action: Action) -> (Self, Vec<Effect>) {
        match std::mem::take(&mut self.overlay) {
            Overlay::None => {}
            Overlay::Help(mut scroll) => {
                if scroll.moved(action) {
                    self.overlay = Overlay::Help(scroll);
                }
            }
            Overlay::Leave => match action {
                Action::Accept => {
                    let effects = self.leave();
                    return (self, effects);
                }
                Action::Back => {}
                _ => self.overlay = Overlay::Leave,
            },
            Overlay::Requests(mut choice) => match action {
                Action::Accept => return self.use_request(*choice),
                Action::Back => return (self.saying(Notice::plain("Nothing was pasted.")), Vec::new()),
                action => {
                    choice.moved(action);
                    self.overlay = Overlay::Requests(choice);
                }
            },
            Overlay::Commands(palette) => match palette.act(action) {
                PaletteOutcome::Close => {}
                PaletteOutcome::Stay(palette) => self.overlay = Overlay::Commands(Box::new(palette)),
                PaletteOutcome::Run(command, visit) => {
                    self.notice = None;
                    let is_late = visit != self.visit
                        || !command.action.is_global() && self.step.command(command.action).is_none();
                    return if is_late {
                        (self.saying(too_late(&command)), Vec::new())
                    } else {
                        self.act(command.action)
                    };
                }
            },
        }
        (self, Vec::new())
    }

    pub(super) fn on_select(mut self, row: usize) -> (Self, Vec<Effect>) {
        match &mut self.overlay {
            Overlay::None => self.turn_anew(|step, session| step.on_select(row, session)),
            Overlay::Commands(palette) => {
                palette.select(row);
                (self, Vec::new())
            }
            Overlay::Requests(choice) => {
                choice.select(row);
                (self, Vec::new())
            }
            Overlay::Help(_) | Overlay::Leave => (self, Vec::new()),
        }
    }

    pub(super) fn on_set(mut self, row: usize, text: &Secret) -> (Self, Vec<Effect>) {
        match &mut self.overlay {
            Overlay::None => self.turn_anew(|step, session| step.on_set(row, text, session)),
            Overlay::Commands(palette) => {
                palette.set_filter(text.expose());
                (self, Vec::new())
            }
            Overlay::Help(_) | Overlay::Requests(_) | Overlay::Leave => (self, Vec::new()),
        }
    }

    /// Lets the user choose one of these pasted requests, if there are any.
    pub(super) fn offer_requests(&mut self, requests: Vec<PastedRequest>) {
        if !requests.is_empty() {
            let choice = RequestChoice::new(requests, self.visit, &self.session.mask());
            self.overlay = Overlay::Requests(Box::new(choice));
        }
    }

    /// Hands the chosen request to the step.
    fn use_request(self, choice: RequestChoice) -> (Self, Vec<Effect>) {
        match choice.chosen(self.visit) {
            Some(request) => self.turn_anew(|step, session| step.on_request(&request, session)),
            None => (self.saying(Notice::plain("Nothing was pasted, because the screen has changed.")), Vec::new()),
        }
    }

    /// A character, or a key that edits a line, while an overlay is open.
    pub(super) fn type_into_overlay(mut self, key: Key) -> Self {
        match &mut self.overlay {
            Overlay::Help(_) => self.overlay = Overlay::None,
            Overlay::Commands(palette) => palette.press(key),
            Overlay::None | Overlay::Requests(_) | Overlay::Leave => {}
        }
        self
    }

    /// An action that is the same on every screen.
    pub(super) fn act_global(mut self, action: Action) -> (Self, Vec<Effect>) {
        let effects = match action {
            Action::BreakOff => self.break_off(),
            Action::Suspend => vec![Effect::Screen(ScreenEffect::Suspend)],
            Action::Redraw => vec![Effect::Screen(ScreenEffect::Redraw)],
            _ => Vec::new(),
        };
        match action {
            Action::Help => self.overlay = Overlay::Help(Scroll::default()),
            Action::Commands => self.overlay = Overlay::Commands(Box::new(Palette::new(commands(&self), self.visit))),
            Action::EndTour => self.session.tour = Tour::Over,
            _ => {}
        }
        (self, effects)
    }
}

/// The step changed while the list was open.
fn too_late(command: &PaletteCommand) -> Notice {
    Notice::plain(format!("Nothing was done: “{}” no longer applies, because the screen has changed.", command.title))
}

/// Returns the commands of the screen, then those of every screen, then movement.
fn commands(wizard: &Wizard) -> Vec<PaletteCommand> {
    let (moves, own): (Vec<_>, Vec<_>) =
        wizard.commands().into_iter().partition(|bound| bound.command.action.is_move());
    let own = own.into_iter().map(|mut bound| {
        let word = wizard.step.words(bound.command.action, bound.command.footer);
        let is_usual = wizard.step.contexts().iter().any(|context| {
            context.command(bound.command.action).is_some_and(|usual| usual.title == bound.command.title)
        });
        // The state makes it mean something narrower than its title says.
        if !word.is_empty() && word != bound.command.footer && is_usual {
            bound.command.title = word;
        }
        bound
    });
    let global = wizard.global_commands().into_iter().filter(|bound| bound.command.action != Action::Commands);
    own.chain(global).chain(moves).map(listed).collect()
}

fn listed(bound: BoundCommand) -> PaletteCommand {
    let BoundCommand { command, keys } = bound;
    PaletteCommand { title: command.title, action: command.action, word: command.word, keys }
}
