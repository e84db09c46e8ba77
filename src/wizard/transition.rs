//! Answer of a step to an event.

use super::{effect::Effect, notice::Notice, step::Step};

/// Next step and its effects.
#[derive(Debug)]
pub struct Transition {
    /// The next step.
    pub step: Step,
    /// Starts a new visit.
    pub moved: bool,
    /// Effects to perform.
    pub effects: Vec<Effect>,
    /// Notice to show.
    pub notice: Option<Notice>,
    /// Asks before the program is left.
    pub leaving: bool,
}

impl Transition {
    /// Stays in this step.
    pub fn stay(step: impl Into<Step>) -> Self {
        Self { step: step.into(), moved: false, effects: Vec::new(), notice: None, leaving: false }
    }

    /// Goes to a step, which passes through its `on_enter`.
    pub fn to(step: impl Into<Step>) -> Self {
        Self { moved: true, ..Self::stay(step) }
    }

    /// Adds an effect.
    #[must_use]
    pub fn with(mut self, effect: impl Into<Effect>) -> Self {
        self.effects.push(effect.into());
        self
    }

    /// Adds effects.
    #[must_use]
    pub fn with_all(mut self, effects: impl IntoIterator<Item = Effect>) -> Self {
        self.effects.extend(effects);
        self
    }

    /// Asks before the program is left.
    #[must_use]
    pub fn asking(mut self) -> Self {
        self.leaving = true;
        self
    }

    /// Adds a notice.
    #[must_use]
    pub fn saying(self, notice: Notice) -> Self {
        self.telling(Some(notice))
    }

    /// Sets the notice, if any.
    #[must_use]
    pub fn telling(mut self, notice: Option<Notice>) -> Self {
        self.notice = notice;
        self
    }
}
