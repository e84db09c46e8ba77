//! Outcomes of effects that concern no step alone.

use super::{DocumentReply, Effect, Notice, Reply, Step, Wizard, effect::Topic};
use crate::{domain::Fault, text::safe::display_safe};
use std::path::PathBuf;

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

    /// Asks if an existing file is replaced, where the document that was saved is still open.
    pub(super) fn on_exists(mut self, path: PathBuf) -> (Self, Vec<Effect>) {
        let is_open = match &self.step {
            Step::Instance(step) => step.is_saving(&path),
            step => step.document().is_some_and(|viewer| viewer.is_saving(&path)),
        };
        if is_open {
            return self.turn(|step, session| step.on_reply(Reply::Document(DocumentReply::Exists(path)), session));
        }
        let words = format!("{} exists already, so nothing was written.", display_safe(&path.to_string_lossy()));
        self.notice = Some(Notice::bad(words, "Save it again under another name."));
        (self, Vec::new())
    }
}
