//! Unfinished forms of a session: those begun in it, and those left by earlier ones.

use super::{Session, Start};
use crate::{
    catalog::Element,
    domain::{
        Draft, DraftId, JournalEntry, JournalId, SavedDraft,
        unfinished::{DraftOwner, DraftState},
    },
    wizard::effect::{Effect, SessionEffect},
};
use std::sync::Arc;

impl Session {
    /// Returns the unfinished forms that are offered to the profile in use, the one saved last first. A form of this
    /// session is found by its element, and is among them only where a request was made from it.
    pub fn offered(&self) -> Vec<SavedDraft> {
        let is_for =
            |draft: &SavedDraft| self.profile.as_ref().is_none_or(|profile| draft.is_for(profile, &self.profiles));
        let begun =
            self.forms.drafts.values().filter_map(|draft| self.saved(draft)).filter(|draft| !self.is_unsent(draft));
        begun.chain(self.forms.left.iter().filter(|draft| is_for(draft)).cloned()).collect()
    }

    fn is_unsent(&self, draft: &SavedDraft) -> bool {
        self.forms.ledger.state(draft) == DraftState::Unsent
    }

    /// Returns the form of an element as far as it was filled in: in this session, else as it was left last, else with
    /// the values of the last instance. One that a request was made from is not gone on with unasked.
    pub fn draft(&mut self, element: &Arc<Element>) -> Draft {
        let begun = self.forms.drafts.get(&element.key);
        let begun = begun.filter(|draft| self.saved(draft).is_none_or(|draft| self.is_unsent(&draft)));
        if let Some(begun) = begun {
            return begun.clone();
        }
        let of_element = |draft: &&SavedDraft| draft.form.element == element.key.as_str();
        let left = self.offered();
        let left = left.iter().filter(of_element).find(|draft| self.is_unsent(draft));
        left.and_then(|draft| self.resume(&draft.id, element)).unwrap_or_else(|| self.fresh(element))
    }

    /// Returns the form of an element: with the values of the command line where some wait, else as it was left.
    pub(in crate::wizard) fn begin_draft(&mut self, element: &Arc<Element>) -> Draft {
        match std::mem::take(&mut self.start) {
            // A form begun with values of its own does not go on from another one.
            Start::Given(given) => {
                let profile = self.profile.as_ref().map(|profile| &profile.name);
                let given = given.for_profile(profile, element);
                let mut draft = if given.is_restored { Draft::new(element.clone()) } else { self.fresh(element) };
                given.fill(&mut draft);
                draft
            }
            Start::Usual | Start::Element(_) | Start::Change(..) | Start::Instances => {
                self.resumed_draft(element).unwrap_or_else(|| self.draft(element))
            }
        }
    }

    /// Goes on with a form that was left. From here on it is one of this session's own.
    pub(in crate::wizard) fn resume(&mut self, id: &DraftId, element: &Arc<Element>) -> Option<Draft> {
        if let Some(begun) = self.forms.drafts.get(&element.key).filter(|draft| draft.id() == Some(id)) {
            return Some(begun.clone());
        }
        let at = self.forms.left.iter().position(|draft| draft.id == *id)?;
        let saved = self.forms.left.remove(at);
        let mut draft = Draft::resume(element.clone(), &saved.form);
        draft.set_id(saved.id);
        Some(draft)
    }

    /// Keeps a form for the rest of the session, and saves it where anything was typed into it. A form of the same
    /// element that was under way before goes back among those that were left.
    pub fn park(&mut self, draft: &mut Draft) -> Option<Effect> {
        draft.judge();
        self.remember(draft.secrets().cloned());
        // Offered later, the form of an existing instance would create another one.
        if !draft.is_for_new() {
            return None;
        }
        if draft.id().is_none() {
            draft.set_id(self.fresh_id());
        }
        let before = self.forms.drafts.insert(draft.element().key.clone(), draft.clone());
        let displaced = before.filter(|before| before.id() != draft.id() && before.is_begun());
        if let Some(displaced) = displaced.and_then(|before| self.saved(&before)) {
            self.forms.left.insert(0, displaced);
        }
        let saved = self.saved(draft).filter(|_| draft.is_begun())?;
        Some(Effect::Session(SessionEffect::KeepDraft(Box::new(saved))))
    }

    /// Returns a name that no form of this machine has, as far as the session knows them.
    pub(in crate::wizard) fn fresh_id(&mut self) -> DraftId {
        loop {
            let id = self.forms.ids.fresh();
            let left = self.forms.left.iter().any(|draft| draft.id == id);
            if !left && !self.forms.drafts.values().any(|draft| draft.id() == Some(&id)) {
                return id;
            }
        }
    }

    fn saved(&self, draft: &Draft) -> Option<SavedDraft> {
        let (id, owner) = (draft.id()?.clone(), self.profile.as_ref().map(DraftOwner::from_profile));
        Some(SavedDraft { id, owner, saved: self.now, forgotten: None, form: draft.to_kept() })
    }

    /// Takes away a form that was left.
    pub(in crate::wizard) fn drop_left(&mut self, id: &DraftId) -> Effect {
        self.resumption.drop_form(id);
        self.forms.left.retain(|draft| draft.id != *id);
        self.forms.drafts.retain(|_, draft| draft.id() != Some(id));
        Effect::Session(SessionEffect::DropDraft(id.clone()))
    }

    /// Takes out the form an instance was made from: it has done its work.
    pub(in crate::wizard) fn finish(&mut self, draft: &Draft) -> Option<Effect> {
        draft.id().map(|id| self.drop_left(id))
    }

    /// Takes out the forms a request was made from, once its instance is found.
    pub(in crate::wizard) fn finish_origin(&mut self, entry: &JournalEntry) -> Vec<Effect> {
        self.settled(&entry.id);
        let begun = self.forms.drafts.get(&entry.element).and_then(|draft| self.saved(draft));
        let origins = self.forms.left.iter().chain(&begun).filter(|draft| draft.is_origin_of(entry));
        let ids: Vec<DraftId> = origins.map(|draft| draft.id.clone()).collect();
        ids.iter().map(|id| self.drop_left(id)).collect()
    }

    /// Notes a request whose outcome is not known.
    pub(in crate::wizard) fn note_open(&mut self, entry: &JournalEntry) {
        self.settled(&entry.id);
        self.forms.ledger.open.push(entry.clone());
        self.requests.sent.push(entry.clone());
    }

    /// Notes that the outcome of a request is known.
    pub(in crate::wizard) fn settled(&mut self, id: &JournalId) {
        self.forms.ledger.settle(id);
        self.requests.sent.retain(|entry| entry.id != *id);
        self.requests.unsettled.retain(|entry| entry.id != *id);
    }

    /// Forgets a request, and notes that on the forms it was made from.
    pub(in crate::wizard) fn give_up(&mut self, entry: &JournalEntry) -> Effect {
        self.settled(&entry.id);
        for draft in self.forms.left.iter_mut().filter(|draft| draft.is_origin_of(entry)) {
            draft.forgotten = Some(entry.started);
        }
        Effect::Session(SessionEffect::GiveUp(entry.id.clone()))
    }
}
