//! Logins that are valid.

use crate::text::Secret;
use std::collections::VecDeque;

/// Most logins that stay valid; older ones end, as they do on the platform after a while.
const MAX_LOGINS: usize = 100;

/// Tokens of the people who logged in.
#[derive(Default)]
pub(super) struct Logins(VecDeque<Secret>);

impl Logins {
    pub(super) fn add(&mut self, token: Secret) {
        if self.0.len() >= MAX_LOGINS {
            self.0.pop_front();
        }
        self.0.push_back(token);
    }

    pub(super) fn contains(&self, token: &Secret) -> bool {
        self.0.contains(token)
    }
}
