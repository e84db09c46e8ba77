//! What lies over a step, and has the keys meanwhile. The step below goes on and loses nothing.

use super::{
    Effect, Key, KeyCode, Notice, Wizard,
    keymap::Action,
    palette::{Palette, PaletteCommand, PaletteOutcome},
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
            Overlay::Help(top) if scrolls(key).is_some() => {
                // On a narrow screen an entry takes two lines and more; the view stops where the help ends.
                let last = u16::try_from(2 * (self.bindings().len() + self.anywhere().len())).unwrap_or(u16::MAX);
                let rows = scrolls(key).unwrap_or_default();
                self.overlay = Overlay::Help(top.saturating_add_signed(rows).min(last));
                (self, Vec::new())
            }
            Overlay::None | Overlay::Help(_) => (self, Vec::new()),
            Overlay::Leave => {
                let yes = key.code == KeyCode::Enter || matches!(key.typed(), Some('y' | 'q'));
                let no = key.code == KeyCode::Esc || key.typed() == Some('n');
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
                PaletteOutcome::Nothing => (self, Vec::new()),
                PaletteOutcome::Stay(palette) => {
                    self.overlay = Overlay::Commands(Box::new(palette));
                    (self, Vec::new())
                }
                PaletteOutcome::Deed(deed, visit) => {
                    self.notice = None;
                    if deed.is_everywhere() {
                        return self.act_everywhere(deed.action);
                    }
                    match deed.key(&self).filter(|_| visit == self.visit) {
                        Some(key) => self.turn(|step, session| step.on_key(key, session)),
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

/// Rows a key scrolls the help by, downwards; `None` for a key that does not scroll.
fn scrolls(key: Key) -> Option<i16> {
    const PAGE: i16 = 10;
    match (key.code, key.ctrl, key.alt) {
        (KeyCode::Up, ..) | (KeyCode::Char('k'), false, false) => Some(-1),
        (KeyCode::Down, ..) | (KeyCode::Char('j'), false, false) => Some(1),
        (KeyCode::PageUp, ..) | (KeyCode::Char('u' | 'b'), true, false) => Some(-PAGE),
        (KeyCode::PageDown, ..) | (KeyCode::Char('d' | 'f'), true, false) | (KeyCode::Char(' '), false, false) => {
            Some(PAGE)
        }
        (KeyCode::Home, ..) | (KeyCode::Char('g'), false, false) => Some(i16::MIN),
        (KeyCode::End, ..) | (KeyCode::Char('G'), false, false) => Some(i16::MAX),
        _ => None,
    }
}

/// While the list was looked at, the step changed under it.
fn too_late(deed: &PaletteCommand) -> Notice {
    Notice::plain(format!(
        "Nothing was done: “{}” does not apply any more, since this screen came meanwhile.",
        deed.what
    ))
}
