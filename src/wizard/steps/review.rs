//! The request, before it is sent.

use super::{authorization::Authorize, credentials::Credentials, provisioning::Provisioning};
use crate::{
    domain::{Base, Provision, Secret},
    wizard::{
        effect::Effect,
        key::Key,
        keymap::{self, Action, Binding},
        list::PAGE,
        session::Session,
        step::Stay,
        turn::{Notice, Turn},
    },
};

/// Exactly what will be sent, secrets masked, in two ways of writing it.
#[derive(Clone, Debug)]
pub struct Review {
    provision: Provision,
    /// Where it will be sent.
    pub base: Option<Base>,
    /// Which way it is written.
    pub form: Written,
    /// The first line shown.
    pub top: usize,
    json: String,
    curl: String,
}

/// A way of writing a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// The body, as `instance.json` in the documentation.
    Json,
    /// The whole request as a shell command.
    Curl,
}

impl Review {
    /// The request for this provision.
    pub fn new(provision: Provision, session: &Session) -> Self {
        let base = session.account().map(|a| a.base.clone());
        let json = serde_json::to_string_pretty(&provision.masked_body()).unwrap_or_default();
        let curl = base.as_ref().map_or_else(String::new, |base| provision.curl(base));
        Self { provision, base, form: Written::Json, top: 0, json, curl }
    }

    /// What is asked for.
    pub fn provision(&self) -> &Provision {
        &self.provision
    }

    /// What is shown.
    pub fn text(&self) -> &str {
        match self.form {
            Written::Json => &self.json,
            Written::Curl => &self.curl,
        }
    }

    fn create(self, session: &mut Session) -> Turn {
        if session.account().is_none() {
            return Turn::stay(self).saying(Notice::bad("No platform is chosen.", "Go back with esc and choose one."));
        }
        session.remember(self.provision.secrets());
        Turn::go(Provisioning::begin(self.provision))
    }

    fn back(self) -> Turn {
        match Authorize::granted(&self.provision) {
            Some(step) => Turn::go(step),
            None => Turn::go(Credentials::new(self.provision.filled().draft().clone())),
        }
    }
}

impl Stay for Review {
    fn press(mut self, key: Key, session: &mut Session) -> Turn {
        let last = self.text().lines().count().saturating_sub(1);
        match keymap::lookup(keymap::REVIEW, key) {
            Some(Action::Accept) => return self.create(session),
            Some(Action::Back) => return self.back(),
            Some(Action::Quit) => return Turn::stay(self).asking(),
            Some(Action::Switch) => {
                self.form = if self.form == Written::Json { Written::Curl } else { Written::Json };
                self.top = 0;
            }
            Some(Action::Copy) => {
                let what =
                    if self.form == Written::Json { "the request body, secrets masked," } else { "the curl command" };
                let text = Secret::new(self.text());
                return Turn::stay(self).with(Effect::Copy(text, what));
            }
            Some(Action::Up) => self.top = self.top.saturating_sub(1),
            Some(Action::Down) => self.top = (self.top + 1).min(last),
            Some(Action::PageUp) => self.top = self.top.saturating_sub(PAGE),
            Some(Action::PageDown) => self.top = (self.top + PAGE).min(last),
            _ => {}
        }
        Turn::stay(self)
    }

    fn bindings(&self) -> &'static [Binding] {
        keymap::REVIEW
    }
}
