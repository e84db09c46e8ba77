//! Answers to choose from, and the meaning of Enter while an answer is waited for.

use super::{ListenerState, Waiting};
use crate::{
    domain::{Grant, grant::GrantReading},
    wizard::{Press, command::Action, link_handover::LinkDelivery, sentence, sentence::Sentence},
};

/// The meaning of Enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enter {
    /// Uses the answer that was pasted, came or was chosen.
    Use,
    /// Explains why the pasted text cannot be used, or shows the provider's refusal.
    Explain,
    /// Asks to choose one of several answers first.
    Choose,
    /// Asks the platform for a new link.
    Renew,
    /// Opens the browser.
    Open,
    /// Copies the link, since no browser is started here.
    Copy,
}

impl Enter {
    /// Returns a short phrase for a footer.
    pub fn label(self) -> &'static str {
        match self {
            Self::Use => "use it",
            Self::Explain => "explain",
            Self::Choose => "pick an answer",
            Self::Renew => "ask again",
            Self::Open => "open browser",
            Self::Copy => "copy link",
        }
    }

    /// A phrase for the list of keys.
    pub fn description(self) -> &'static str {
        match self {
            Self::Use => "use the answer",
            Self::Explain => "explain why this cannot be used, and show the next step",
            Self::Choose => "choose one of the answers with up and down, then use it",
            Self::Renew => "ask for a new link",
            Self::Open => "open the browser; once an answer is pasted, use it",
            Self::Copy => "copy the link; once an answer is pasted, use it",
        }
    }
}

impl Waiting {
    /// The meaning of Enter now. Late is a wait whose time is over.
    pub fn enter(&self, is_late: bool) -> Enter {
        match (&self.reading, self.handover.delivery) {
            (GrantReading::Several(_), _) if self.chosen().is_none() => Enter::Choose,
            (GrantReading::Empty, _) if is_late || self.refused.is_some() => Enter::Renew,
            (GrantReading::Empty, LinkDelivery::Open) => Enter::Open,
            (GrantReading::Empty, LinkDelivery::Show | LinkDelivery::Copy) => Enter::Copy,
            (GrantReading::Found(_) | GrantReading::Several(_), _) => Enter::Use,
            (
                GrantReading::Refused(_)
                | GrantReading::Foreign(_)
                | GrantReading::Untied(_)
                | GrantReading::Lacks(_)
                | GrantReading::NoCode(_)
                | GrantReading::NotYet
                | GrantReading::Unreadable(_),
                _,
            ) => Enter::Explain,
        }
    }

    /// Returns the question once the wait is over, or the provider has refused: an answer that arrived or was pasted
    /// comes before a new link, as it does for Enter.
    pub(super) fn question_at_end(&self) -> Sentence {
        match self.enter(true) {
            Enter::Renew | Enter::Open | Enter::Copy => sentence![Press::Start(Action::Accept), " for a new link"],
            Enter::Choose => self.question().into(),
            Enter::Use if self.is_offered() => {
                sentence![
                    Press::Start(Action::Accept),
                    " only if it is yours, ",
                    Press::Or(Action::Again),
                    " for a new link"
                ]
            }
            Enter::Use => {
                sentence![Press::Start(Action::Accept), " to use it, ", Press::Or(Action::Again), " for a new link"]
            }
            Enter::Explain => sentence![Press::Start(Action::Again), " for a new link"],
        }
    }

    /// Returns the request for the answer.
    pub fn question(&self) -> String {
        if !self.choices().is_empty() {
            return if self.is_offered() { "Select the answer that is yours" } else { "Select an answer" }.to_owned();
        }
        let lead = match &self.listener {
            _ if self.refused.is_some() => "Or paste the address another attempt ended on,",
            ListenerState::Open if !self.is_by_hand() => "Browser on another machine? Paste the address it ended on,",
            ListenerState::Open => "If nothing arrives, paste the address the browser ended on,",
            ListenerState::Opening | ListenerState::Shut(_) | ListenerState::Elsewhere => {
                "Paste the address the browser ended on,"
            }
        };
        format!("{lead} or the {}", self.authorization.expect().proof())
    }

    /// The answers to choose from: none, or two and more.
    pub fn choices(&self) -> &[Grant] {
        match &self.reading {
            GrantReading::Several(grants) => grants,
            _ => &[],
        }
    }

    /// The answer that is marked.
    pub fn chosen(&self) -> Option<&Grant> {
        self.choices().iter().find(|grant| self.mark.as_ref() == Some(grant))
    }

    /// Returns true if the answers were received rather than pasted.
    pub fn is_offered(&self) -> bool {
        self.paste.text().is_empty() && self.offers.count() > 0
    }

    /// Marks the next answer or the one before.
    pub(super) fn choose(&mut self, is_up: bool) {
        let choices = self.choices();
        let at = choices.iter().position(|grant| self.mark.as_ref() == Some(grant));
        let last = choices.len().saturating_sub(1);
        let next = match (at, is_up) {
            (None, false) => 0,
            (None, true) => last,
            (Some(at), false) => (at + 1).min(last),
            (Some(at), true) => at.saturating_sub(1),
        };
        self.mark = choices.get(next).cloned();
    }

    /// Marks the answer in this row.
    pub(super) fn mark(&mut self, row: usize) {
        self.mark = self.choices().get(row).cloned();
    }

    /// Adds an answer that only the user can recognize as theirs.
    pub(super) fn offer(&mut self, grant: Grant) {
        self.offers.push(grant);
        self.close_view();
        self.fall_back();
    }

    /// Shows the answers that came, where nothing is pasted.
    pub(super) fn fall_back(&mut self) {
        if !self.paste.text().is_empty() {
            return;
        }
        self.reading = match self.offers.newest() {
            [] => GrantReading::Empty,
            [grant] => GrantReading::Found(grant.clone()),
            several => GrantReading::Several(several.to_vec()),
        };
    }
}
