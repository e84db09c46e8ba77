//! Saved drafts, their owners, and the outcome of the requests made from them.

mod age;

pub use age::Age;

use super::{
    account::{Profile, ProfileName},
    base::BaseUrl,
    draft::KeptDraft,
    draft_id::DraftId,
    journal_entry::JournalEntry,
    journal_id::JournalId,
    timestamp::Timestamp,
};
use crate::catalog::element::ElementKey;
use serde::{Deserialize, Serialize};

/// Maximum number of saved drafts. The one saved longest ago is dropped first.
pub const MOST: usize = 50;

/// Unfinished form as saved, without secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedDraft {
    /// ID of the draft.
    pub id: DraftId,
    /// Profile it was typed with; `None` if saved by a version that did not record it.
    pub owner: Option<DraftOwner>,
    /// Time of the last save.
    pub saved: Timestamp,
    /// Time of a create request from this draft that was forgotten, so that its outcome stays unknown.
    pub forgotten: Option<Timestamp>,
    /// Content of the form.
    pub form: KeptDraft,
}

/// Profile and platform that a form was typed with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DraftOwner {
    /// Name of the profile.
    pub profile: String,
    /// Address of the platform; `None` for the sandbox, whose address may change with a run.
    pub base: Option<String>,
}

impl DraftOwner {
    /// Returns the owner of a form typed with this profile.
    pub fn from_profile(profile: &Profile) -> Self {
        let base = profile.account.base.as_str().to_owned();
        Self { profile: profile.name.to_string(), base: (!profile.is_practice()).then_some(base) }
    }

    /// Returns true if a form of this owner is offered to a user of this profile. The form of a profile that no longer
    /// exists is offered to every profile of its platform.
    pub fn is_offered_to(&self, profile: &Profile, known: &[Profile]) -> bool {
        let mine = Self::from_profile(profile);
        let is_known = known.iter().any(|known| Self::from_profile(known) == *self);
        self.base == mine.base && (self.profile == mine.profile || !is_known)
    }

    /// Describes the profile and its platform; the sandbox has no profile that is named.
    pub fn describe(&self) -> String {
        match &self.base {
            Some(_) => format!("{} at {}", self.profile, self.platform()),
            None => self.platform(),
        }
    }

    /// Returns the name of the platform for display.
    pub fn platform(&self) -> String {
        let base = self.base.as_deref().and_then(|base| BaseUrl::read(base).ok());
        base.map_or_else(|| "sandbox".to_owned(), |base| base.host().to_owned())
    }
}

impl SavedDraft {
    /// Returns true if the form is offered to a user of this profile. The form of a profile that no longer exists is
    /// offered to every profile of its platform; a form without an owner is offered to all.
    pub fn is_for(&self, profile: &Profile, known: &[Profile]) -> bool {
        self.owner.as_ref().is_none_or(|owner| owner.is_offered_to(profile, known))
    }

    /// Returns true if the form was typed for this platform, or its platform is not known.
    fn is_of(&self, base: &BaseUrl) -> bool {
        self.owner.as_ref().is_none_or(|owner| owner.base.as_deref() == Some(base.as_str()))
    }

    /// Returns true if the form requests an instance of this element and name.
    fn asks_for(&self, element: &ElementKey, name: &str) -> bool {
        let own = self.form.name.trim();
        !own.is_empty() && own == name.trim() && self.form.element == element.as_str()
    }

    /// Returns true if the request was created from this form. Entries of older versions do not record the form, so
    /// they are compared by platform, element and name.
    pub fn is_origin_of(&self, entry: &JournalEntry) -> bool {
        match &entry.draft {
            Some(id) => *id == self.id,
            None => self.is_of(&entry.base) && self.asks_for(&entry.element, &entry.name),
        }
    }
}

/// Final outcome of a create request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// The instance was created, and its token is stored.
    Made,
    /// No instance was created.
    NotMade,
    /// The user forgot the request, so the outcome stays unknown.
    Forgotten,
}

/// Records on this machine that determine the state of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Requests with an unknown outcome.
    pub open: Vec<JournalEntry>,
    /// Requests that a running elemint waits for, with its process ID if known.
    pub held: Vec<(JournalEntry, Option<u32>)>,
    /// Instances whose tokens are stored.
    pub made: Vec<MadeInstance>,
}

/// Instance with a stored token, reduced to the properties that identify its draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeInstance {
    /// ID on the platform.
    pub id: String,
    /// Address of the platform.
    pub base: String,
    /// Key of the requested element.
    pub element: ElementKey,
    /// Name of the instance.
    pub name: String,
    /// Draft it was created from, if recorded.
    pub draft: Option<DraftId>,
    /// Time its token was stored.
    pub kept: Timestamp,
}

/// State of a saved draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftState {
    /// No request was sent.
    Unsent,
    /// A running elemint creates an instance from it. Holds the process ID if known.
    Held(Option<u32>),
    /// A request with an unknown outcome was sent.
    Open(Box<JournalEntry>),
    /// The instance with this ID was created from it, or an instance of the same name was created after it was typed.
    Made(String),
    /// The request sent at this time was forgotten.
    Forgotten(Timestamp),
}

impl Ledger {
    /// Returns the state of a draft. All callers use this function, so that they agree.
    pub fn state(&self, draft: &SavedDraft) -> DraftState {
        if let Some(made) = self.made.iter().find(|made| made.is_from(draft)) {
            return DraftState::Made(made.id.clone());
        }
        if let Some((_, process)) = self.held.iter().find(|(entry, _)| draft.is_origin_of(entry)) {
            return DraftState::Held(*process);
        }
        if let Some(entry) = self.open.iter().find(|entry| draft.is_origin_of(entry)) {
            return DraftState::Open(Box::new(entry.clone()));
        }
        draft.forgotten.map_or(DraftState::Unsent, DraftState::Forgotten)
    }

    /// Removes a request with a known outcome.
    pub fn settle(&mut self, id: &JournalId) {
        self.open.retain(|entry| entry.id != *id);
    }
}

impl MadeInstance {
    fn is_from(&self, draft: &SavedDraft) -> bool {
        let base = |base: &str| BaseUrl::read(base).is_ok_and(|base| draft.is_of(&base));
        self.draft.as_ref() == Some(&draft.id)
            || (self.kept >= draft.saved && base(&self.base) && draft.asks_for(&self.element, &self.name))
    }
}

/// Returns true if the owner is the profile of this name.
pub fn is_owned_by(owner: Option<&DraftOwner>, name: &ProfileName) -> bool {
    owner.is_some_and(|owner| owner.profile == name.as_str())
}

#[cfg(test)]
mod tests;
