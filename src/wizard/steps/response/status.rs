//! An instance in words.

use super::{Response, Test};
use crate::wizard::status::{Fact, Status, Tone};

impl Response {
    pub(super) fn describe(&self) -> Status {
        let instance = &self.made.instance;
        let took = self.made.took.as_secs().max(1);
        // The time is unknown where the instance was found again.
        let took = if self.made.took.is_zero() { String::new() } else { format!(" in {took} s") };
        let headline = format!("Instance {}, “{}” of {}, was created{took}.", instance.id, self.name, instance.element);
        let tone = if instance.disabled || !instance.valid { Tone::Bad } else { Tone::Good };
        Status::new(tone, headline).with_facts([self.describe_token()]).with_facts(self.describe_test())
    }

    /// Returns where the token is saved. Where it is not, the remedy comes first: it must not be cut off.
    pub fn describe_token(&self) -> Fact {
        match &self.made.kept {
            Ok(kept) => Fact::labeled("Token", format!("saved in {kept}")),
            Err(fault) => {
                let words = format!("not saved: copy it now. {} {}", fault.problem, fault.hint);
                Fact { tone: Tone::Bad, ..Fact::labeled("Token", words.trim_end()) }
            }
        }
    }

    /// Returns the result of the test, where there was one.
    pub fn describe_test(&self) -> Option<Fact> {
        match &self.test {
            Test::None => None,
            Test::Asked => Some(Fact::plain("Asking the provider")),
            Test::Told(Ok(took)) => {
                Some(Fact::new(Tone::Good, format!("The provider answers ({} ms).", took.as_millis())))
            }
            Test::Told(Err(_)) => Some(Fact::new(Tone::Bad, "The test failed.")),
        }
    }
}
