//! Unfinished forms of a session: those begun in it, and those left by earlier ones.

use super::{CopyOrigin, FormPlace, Session, Start};
use crate::{
    catalog::{Element, ElementKey},
    domain::{
        Draft, DraftId, JournalEntry, JournalId, Purpose, SavedDraft,
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
        let begun = self.forms.drafts.iter().filter_map(|(place, draft)| self.saved(place, draft));
        let begun = begun.filter(|draft| is_for(draft) && !self.is_unsent(draft));
        begun.chain(self.forms.left.iter().filter(|draft| is_for(draft)).cloned()).collect()
    }

    /// Returns the form of an element that was begun in this session with the profile in use. One of another profile is
    /// left out, since it holds the secrets of another account.
    pub(in crate::wizard) fn begun(&self, element: &ElementKey) -> Option<&Draft> {
        self.begun_at(element).map(|(_, draft)| draft)
    }

    fn begun_at(&self, element: &ElementKey) -> Option<(&FormPlace, &Draft)> {
        let own = self.place_of(element);
        let is_offered = |owner: &DraftOwner| {
            self.profile.as_ref().is_none_or(|profile| owner.is_offered_to(profile, &self.profiles))
        };
        let mut of_element = self.forms.drafts.iter().filter(|(place, _)| place.element == *element);
        self.forms
            .drafts
            .get_key_value(&own)
            .or_else(|| of_element.find(|(place, _)| place.owner.as_ref().is_none_or(is_offered)))
    }

    /// Returns the place of the forms of an element that are typed with the profile in use.
    fn place_of(&self, element: &ElementKey) -> FormPlace {
        FormPlace { owner: self.owner(), element: element.clone() }
    }

    fn owner(&self) -> Option<DraftOwner> {
        self.profile.as_ref().map(DraftOwner::from_profile)
    }

    fn is_unsent(&self, draft: &SavedDraft) -> bool {
        self.forms.ledger.state(draft) == DraftState::Unsent
    }

    /// Returns the form of an element as far as it was filled in: in this session, else as it was left last, else with
    /// the values of the last instance. One that a request was made from is not gone on with unasked.
    pub fn draft(&mut self, element: &Arc<Element>) -> Draft {
        let begun = self.begun_at(&element.key);
        let is_unsent =
            |(place, draft): &(&FormPlace, &Draft)| self.saved(place, draft).is_none_or(|draft| self.is_unsent(&draft));
        if let Some((_, begun)) = begun.filter(is_unsent) {
            return begun.clone();
        }
        let of_element = |draft: &&SavedDraft| draft.form.element == element.key.as_str();
        let left = self.offered();
        let left = left.iter().filter(of_element).find(|draft| self.is_unsent(draft));
        left.and_then(|draft| self.resume(&draft.id, element)).unwrap_or_else(|| self.fresh(element))
    }

    /// Returns the form of an element: with the values of the command line where some wait, else as it was left.
    pub(in crate::wizard) fn begin_draft(&mut self, element: &Arc<Element>) -> Draft {
        // The values of a copy are of no use to another element.
        if self.copy_element().is_some_and(|copied| copied != element.key.as_str()) {
            self.start = Start::Usual;
        }
        let copied = self.copied.take();
        match std::mem::take(&mut self.start) {
            // A form begun with values of its own does not go on from another one.
            Start::Given(given) => {
                let profile = self.profile.as_ref().map(|profile| &profile.name);
                let given = given.for_profile(profile, element, &self.instances);
                let mut draft = if given.is_restored { Draft::new(element.clone()) } else { self.fresh(element) };
                given.fill(&mut draft);
                if given.is_restored || copied.is_some() {
                    draft.mark_filled();
                }
                if copied.is_some() || given.record.is_some() {
                    let id = self.fresh_id();
                    draft.set_id(id.clone());
                    self.restoring = given.record.map(|record| (record, id.clone()));
                    self.copied = copied.map(|origin| Box::new(CopyOrigin { form: Some(id), ..*origin }));
                }
                draft
            }
            Start::Usual | Start::Element(_) | Start::Change(..) | Start::Instances => {
                self.resumed_draft(element).unwrap_or_else(|| self.draft(element))
            }
        }
    }

    /// Comes back to a form once the platform is known: to that of a new instance, or of the instance that it changes.
    pub(in crate::wizard) fn start_with(&mut self, draft: &Draft) {
        let purpose = draft.purpose();
        self.start = match (purpose.form(), purpose.existing()) {
            (Some(form), Some(existing)) => Start::Change(form, existing.id.clone()),
            (None, _) | (_, None) => Start::Element(draft.element().key.to_string()),
        };
    }

    /// Goes on with a form that was left. From here on it is one of this session's own.
    pub(in crate::wizard) fn resume(&mut self, id: &DraftId, element: &Arc<Element>) -> Option<Draft> {
        self.copied = None;
        if let Some(begun) = self.begun(&element.key).filter(|draft| draft.id() == Some(id)) {
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
        *draft = draft.clone().as_typed();
        draft.judge();
        self.remember(draft.secrets().cloned());
        // Offered later, the form of an existing instance would create another one.
        if !draft.is_for_new() {
            self.park_change(draft);
            return None;
        }
        if draft.id().is_none() {
            draft.set_id(self.fresh_id());
        }
        let place = self.place_of(&draft.element().key);
        // The form of a profile that no longer exists is now one of this profile.
        self.forms.drafts.retain(|_, begun| begun.id() != draft.id());
        let before = self.forms.drafts.insert(place.clone(), draft.clone()).filter(Draft::is_begun);
        if let Some(displaced) = before.and_then(|before| self.saved(&place, &before)) {
            self.forms.left.insert(0, displaced);
        }
        let saved = self.saved(&place, draft).filter(|_| draft.is_begun())?;
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

    fn saved(&self, place: &FormPlace, draft: &Draft) -> Option<SavedDraft> {
        let (id, owner) = (draft.id()?.clone(), place.owner.clone());
        Some(SavedDraft { id, owner, saved: self.now, forgotten: None, form: draft.to_kept() })
    }

    /// Keeps the form of an existing instance for the rest of the session, so that going back loses nothing.
    fn park_change(&mut self, draft: &Draft) {
        self.drop_change(draft.purpose());
        if draft.is_begun() {
            self.forms.changes.push((self.owner(), draft.clone()));
        }
    }

    /// Takes over the values that were typed into the form of this instance before, in this session and with this
    /// profile. Returns false if there are none.
    pub(in crate::wizard) fn restore_begun_change(&self, draft: &mut Draft) -> bool {
        let owner = self.owner();
        let mut begun = self.forms.changes.iter();
        let begun = begun.find(|(own, begun)| *own == owner && begun.purpose().is_same(draft.purpose()));
        begun.inspect(|(_, begun)| draft.take_changes(begun)).is_some()
    }

    /// Drops the form of an instance: it was sent, or has nothing typed in it any more.
    pub(in crate::wizard) fn drop_change(&mut self, purpose: &Purpose) {
        let owner = self.owner();
        self.forms.changes.retain(|(own, begun)| *own != owner || !begun.purpose().is_same(purpose));
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
        let begun: Vec<_> = self.forms.drafts.iter().filter_map(|(place, draft)| self.saved(place, draft)).collect();
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
