//! Unfinished forms: what is saved of each, whose it is, and what became of the request made from it.

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

/// Most forms that are saved; the one saved longest ago is dropped first.
pub const MOST: usize = 50;

/// An unfinished form as it is saved: never with a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedDraft {
    /// Its name.
    pub id: DraftId,
    /// The profile it was typed with; none where an elemint saved it that did not note one.
    pub owner: Option<DraftOwner>,
    /// When it was saved last.
    pub saved: Timestamp,
    /// When a request was made from it that was forgotten, so that its outcome stays unknown.
    pub forgotten: Option<Timestamp>,
    /// The form.
    pub form: KeptDraft,
}

/// The profile and the platform a form was typed with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftOwner {
    /// Name of the profile.
    pub profile: String,
    /// Address of the platform; none for the practice platform, whose address changes with every run.
    pub base: Option<String>,
}

impl DraftOwner {
    /// Returns the owner of what is typed with this profile.
    pub fn from_profile(profile: &Profile) -> Self {
        let base = profile.account.base.as_str().to_owned();
        Self { profile: profile.name.to_string(), base: Some(base).filter(|_| !profile.is_practice()) }
    }

    /// Returns the platform for people.
    pub fn platform(&self) -> String {
        let base = self.base.as_deref().and_then(|base| BaseUrl::read(base).ok());
        base.map_or_else(|| "practice platform".to_owned(), |base| base.host().to_owned())
    }
}

impl SavedDraft {
    /// Whether the form is offered to a person who works with this profile. A form of a profile that is not known any
    /// more is offered to every profile of its platform; one without an owner to all.
    pub fn is_for(&self, profile: &Profile, known: &[Profile]) -> bool {
        let Some(owner) = &self.owner else { return true };
        let mine = DraftOwner::from_profile(profile);
        let is_known =
            known.iter().any(|known| known.name.as_str() == owner.profile && DraftOwner::from_profile(known) == *owner);
        owner.base == mine.base && (owner.profile == mine.profile || !is_known)
    }

    /// Whether it was typed for this platform, as far as that is known.
    fn is_of(&self, base: &BaseUrl) -> bool {
        self.owner.as_ref().is_none_or(|owner| owner.base.as_deref() == Some(base.as_str()))
    }

    /// Whether it asks for an instance of this element and name.
    fn asks_for(&self, element: &ElementKey, name: &str) -> bool {
        let own = self.form.name.trim();
        !own.is_empty() && own == name.trim() && self.form.element == element.as_str()
    }

    /// Whether a request came of this form. Requests written down by an older elemint do not say so; those are known by
    /// platform, element and name.
    pub fn is_origin_of(&self, attempt: &JournalEntry) -> bool {
        match &attempt.draft {
            Some(id) => *id == self.id,
            None => self.is_of(&attempt.base) && self.asks_for(&attempt.element, &attempt.name),
        }
    }
}

/// How the outcome of a create request became known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// The instance was made, and its token is kept.
    Made,
    /// Nothing was made.
    NotMade,
    /// The person forgot the request: the outcome stays unknown.
    Forgotten,
}

/// Everything on this machine that tells what became of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Requests without a known outcome.
    pub open: Vec<JournalEntry>,
    /// Requests a running elemint waits for, with its process number where that is known.
    pub held: Vec<(JournalEntry, Option<u32>)>,
    /// Instances whose tokens are kept.
    pub made: Vec<MadeInstance>,
}

/// An instance whose token is kept, as far as it tells what became of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeInstance {
    /// Its number on the platform.
    pub id: String,
    /// The platform.
    pub base: String,
    /// The element asked for.
    pub element: ElementKey,
    /// Its name.
    pub name: String,
    /// The form it was made from, where that was noted.
    pub draft: Option<DraftId>,
    /// When its token was kept.
    pub kept: Timestamp,
}

/// What became of an unfinished form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftState {
    /// Nothing was requested from it.
    Unsent,
    /// A running elemint makes an instance from it.
    Held(Option<u32>),
    /// A request was made from it whose outcome is not known.
    Open(Box<JournalEntry>),
    /// This instance was made from it, or one of its name was made after it was typed.
    Made(String),
    /// A request made from it at this time was forgotten.
    Forgotten(Timestamp),
}

impl Ledger {
    /// Decides what became of a form. The one place that does.
    pub fn state(&self, draft: &SavedDraft) -> DraftState {
        if let Some(made) = self.made.iter().find(|made| made.is_from(draft)) {
            return DraftState::Made(made.id.clone());
        }
        if let Some((_, process)) = self.held.iter().find(|(attempt, _)| draft.is_origin_of(attempt)) {
            return DraftState::Held(*process);
        }
        if let Some(attempt) = self.open.iter().find(|attempt| draft.is_origin_of(attempt)) {
            return DraftState::Open(Box::new(attempt.clone()));
        }
        draft.forgotten.map_or(DraftState::Unsent, DraftState::Forgotten)
    }

    /// Takes out a request whose outcome is known.
    pub fn settle(&mut self, id: &JournalId) {
        self.open.retain(|attempt| attempt.id != *id);
    }
}

impl MadeInstance {
    fn is_from(&self, draft: &SavedDraft) -> bool {
        let base = |base: &str| BaseUrl::read(base).is_ok_and(|base| draft.is_of(&base));
        self.draft.as_ref() == Some(&draft.id)
            || (self.kept >= draft.saved && base(&self.base) && draft.asks_for(&self.element, &self.name))
    }
}

/// Whether the owner's profile is known by this name.
pub fn is_owned_by(owner: Option<&DraftOwner>, name: &ProfileName) -> bool {
    owner.is_some_and(|owner| owner.profile == name.as_str())
}

#[cfg(test)]
mod tests;
