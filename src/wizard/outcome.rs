//! Outcomes of effects that concern no step alone.

use super::{Effect, Notice, Step, Wizard, effect::Topic};
use crate::domain::Fault;

impl Wizard {
    /// Shows the outcome of an effect.
    pub(super) fn on_outcome(mut self, topic: Topic, outcome: Result<String, Fault>) -> (Self, Vec<Effect>) {
        if let (Topic::Save, Ok(_), Step::Instance(step)) = (topic, &outcome, &mut self.step) {
            step.saved(&mut self.session);
        }
        match (topic, outcome) {
            (Topic::Draft | Topic::Journal, Ok(_)) => {}
            (_, Ok(words)) => self.notice = Some(Notice::good(words)),
            (_, Err(fault)) => self.notice = Some(Notice::from(&fault)),
        }
        (self, Vec::new())
    }
}
