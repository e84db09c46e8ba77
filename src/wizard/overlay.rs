//! What lies over a step, and has the keys meanwhile. The step below goes on and loses nothing.

use super::{
    Code, Effect, Key, Notice, Wizard,
    keymap::Action,
    palette::{Chosen, Deed, Palette},
    tour::Tour,
};

/// What lies over the step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// The keys that do something here, from this line on.
    Help(u16),
    /// Everything that can be done here, to choose from.
    Commands(Box<Palette>),
    /// The question whether to leave.
    Leave,
}

impl Wizard {
    /// A key, while something lies over the step.
    pub(super) fn press_overlay(mut self, key: Key) -> (Self, Vec<Effect>) {
        match std::mem::take(&mut self.overlay) {
            Overlay::Help(top) if matches!(key.code, Code::Up | Code::Down) => {
                // On a narrow screen an entry takes two lines and more; the view stops where the help ends.
                let last = u16::try_from(2 * (self.bindings().len() + self.anywhere().len())).unwrap_or(u16::MAX);
                let top = if key.code == Code::Down { (top + 1).min(last) } else { top.saturating_sub(1) };
                self.overlay = Overlay::Help(top);
                (self, Vec::new())
            }
            Overlay::None | Overlay::Help(_) => (self, Vec::new()),
            Overlay::Leave => {
                let yes = key.code == Code::Enter || matches!(key.typed(), Some('y' | 'q'));
                let no = key.code == Code::Esc || key.typed() == Some('n');
                let effects = if yes { self.leave() } else { Vec::new() };
                if !yes && !no {
                    self.overlay = Overlay::Leave;
                }
                (self, effects)
            }
            // The key that opens the list closes it, unless it is a character, which is typed.
            Overlay::Commands(_) if key.typed().is_none() && self.everywhere(key) == Some(Action::Commands) => {
                (self, Vec::new())
            }
            Overlay::Commands(palette) => match palette.press(key) {
                Chosen::Nothing => (self, Vec::new()),
                Chosen::Stay(palette) => {
                    self.overlay = Overlay::Commands(Box::new(palette));
                    (self, Vec::new())
                }
                Chosen::Deed(deed, visit) => {
                    self.notice = None;
                    if deed.is_everywhere() {
                        return self.act_everywhere(deed.action);
                    }
                    match deed.key(&self).filter(|_| visit == self.visit) {
                        Some(key) => self.turn(|step, session| step.press(key, session)),
                        None => (self.saying(too_late(&deed)), Vec::new()),
                    }
                }
            },
        }
    }

    /// What is done whatever the step.
    pub(super) fn act_everywhere(mut self, action: Action) -> (Self, Vec<Effect>) {
        let effects = match action {
            Action::BreakOff => self.break_off(),
            Action::Suspend => vec![Effect::Suspend],
            Action::Redraw => vec![Effect::Redraw],
            _ => Vec::new(),
        };
        match action {
            Action::Help => self.overlay = Overlay::Help(0),
            Action::Commands => self.overlay = Overlay::Commands(Box::new(Palette::new(&self))),
            Action::EndTour => self.session.tour = Tour::Over,
            _ => {}
        }
        (self, effects)
    }
}

/// While the list was looked at, the step changed under it.
fn too_late(deed: &Deed) -> Notice {
    Notice::plain(format!(
        "Nothing was done: “{}” does not apply any more, since this screen came meanwhile.",
        deed.what
    ))
}
