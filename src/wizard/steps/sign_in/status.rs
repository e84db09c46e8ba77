//! The sign-in in words.

use super::SignInStep;
use crate::wizard::status::{Fact, Progress, Status, Tone};
use std::time::Duration;

impl SignInStep {
    pub(super) fn describe(&self) -> Status {
        let activity =
            if self.has_password() { "Signing in at the platform" } else { "Checking the secrets with the platform" };
        let activity = activity.to_owned();
        let progress = self.checking.then_some(Progress { activity, since: Duration::ZERO });
        let input = self.form.describe_focus();
        Status { progress, input, ..Status::new(Tone::Plain, format!("Sign in at {}", self.base.host())) }
            .with_facts([Fact::plain(self.describe_secrets())])
    }
}
