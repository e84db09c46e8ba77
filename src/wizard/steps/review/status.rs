//! The request in words, before it is sent.

use super::ReviewStep;
use crate::{
    domain::Grant,
    wizard::{
        Press,
        command::Action,
        sentence,
        status::{Fact, Status, Tone},
    },
};

impl ReviewStep {
    pub(super) fn describe(&self) -> Status {
        let headline = format!("Create the instance “{}”?", self.request.filled().name());
        let doubt = self.request.grant().and_then(Grant::doubt).map(|doubt| Fact::new(Tone::Warning, doubt));
        let call = self.base.as_ref().map(|base| Fact::labeled("Call", format!("POST {base}/instances")));
        Status::new(Tone::Plain, headline)
            .with_facts(doubt.into_iter().chain(call))
            .asking(sentence![Press::Start(Action::Accept), " to create it"])
    }
}
