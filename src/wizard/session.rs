//! State that all steps share.

mod drafts;
mod parts;
mod resumption;

pub(super) use parts::{CopyOrigin, OriginPlace};
pub use parts::{FormPlace, KnownElements, KnownProxies, OpenRequests, SessionForms, SessionOptions};
pub use resumption::Resumption;

use super::{
    change_report::ChangedInstance,
    effect::{Effect, Freshness, SessionEffect, Summary},
    instances::AccountInstances,
    keys::Keys,
    link_handover::LinkHandover,
    listing::Listing,
    prefill::Prefill,
    tour::Tour,
};
use crate::{
    catalog::{Catalog, Element, ElementKey, Field},
    document::mask::Mask,
    domain::{
        Account, BaseUrl, CreateRequest, Draft, DraftId, LastValues, Profile, Reference, SavedDraft, Timestamp,
        draft::ChangeForm, draft_id::DraftIds, reference::literal, unfinished::Ledger,
    },
    text::Secret,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// First step of a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// With the choice of an element, or of a platform where none is known.
    #[default]
    Usual,
    /// With this in the filter; straight in the form where it is an element's key.
    Element(String),
    /// With the form that changes the instance with this ID.
    Change(ChangeForm, String),
    /// With the form of an element, filled in as far as this goes.
    Given(Box<Prefill>),
    /// With the list of instances.
    Instances,
}

/// State that lasts across the steps.
#[derive(Clone, Debug)]
pub struct Session {
    /// Elements to choose from.
    pub elements: KnownElements,
    /// Options, fixed from the start.
    pub options: SessionOptions,
    /// Time of the latest event, for ages and expiry.
    pub now: Timestamp,
    /// The profiles kept on this machine.
    pub profiles: Vec<Profile>,
    /// The profile in use, once there is one.
    pub profile: Option<Profile>,
    /// Forms that are not finished.
    pub forms: SessionForms,
    /// Create requests with an unknown outcome.
    pub requests: OpenRequests,
    /// Step to begin with once the platform is known.
    pub start: Start,
    /// Parts of a saved session that wait for their step.
    pub resumption: Box<Resumption>,
    /// Instances of the account in use.
    pub instances: Box<AccountInstances>,
    /// OAuth proxies of the account in use.
    pub proxies: KnownProxies,
    /// The instances made, the last one last, for the words on leaving.
    pub made: Vec<Summary>,
    /// Instances changed in this session, for the words on leaving.
    pub changed: Vec<ChangedInstance>,
    /// Consent that was given and is not spent, with the form it was given for.
    pub unspent: Option<Box<CreateRequest>>,
    /// Origin of the copied or restored instance that is being created.
    pub(in crate::wizard) copied: Option<Box<CopyOrigin>>,
    /// Record in the trash whose instance is being created again, and its form.
    pub(in crate::wizard) restoring: Option<(String, DraftId)>,
    /// IDs of the instances restored in this session, by the record in the trash.
    pub(in crate::wizard) restored: BTreeMap<String, String>,
    /// State of the tour.
    pub tour: Tour,
    known: Vec<Secret>,
}

impl Session {
    /// Begins the tour where no instance was ever created on this machine.
    pub fn offer_tour(&mut self) {
        if self.elements.recent.is_empty()
            && self.forms.last.is_empty()
            && self.requests.unsettled.is_empty()
            && self.forms.left.is_empty()
        {
            self.tour = Tour::On;
        }
    }

    /// A session that has done nothing yet.
    pub fn new(
        catalog: Arc<Catalog>,
        profiles: Vec<Profile>,
        profile: Option<Profile>,
        left: impl IntoIterator<Item = SavedDraft>,
    ) -> Self {
        let mut session = Self {
            elements: KnownElements {
                carried: catalog.clone(),
                listing: Listing::default(),
                asked: BTreeSet::new(),
                awaited: BTreeSet::new(),
                recent: Vec::new(),
                search: String::new(),
                catalog,
            },
            options: SessionOptions {
                keeps: true,
                keyring: false,
                keys: Keys::default(),
                handover: LinkHandover::default(),
            },
            now: Timestamp(0),
            profiles,
            profile: None,
            forms: SessionForms {
                drafts: BTreeMap::new(),
                changes: Vec::new(),
                left: left.into_iter().collect(),
                ledger: Ledger::default(),
                ids: DraftIds::default(),
                last: LastValues::default(),
            },
            requests: OpenRequests::default(),
            start: Start::Usual,
            resumption: Box::default(),
            instances: Box::default(),
            proxies: KnownProxies::default(),
            made: Vec::new(),
            changed: Vec::new(),
            unspent: None,
            copied: None,
            restoring: None,
            restored: BTreeMap::new(),
            tour: Tour::Over,
            known: Vec::new(),
        };
        if let Some(profile) = profile {
            session.enter(profile);
        }
        session
    }

    /// Goes on with this profile.
    pub fn enter(&mut self, profile: Profile) {
        self.remember_account(&profile.account);
        if self.account() != Some(&profile.account) {
            // The list of one account does not apply to another.
            self.elements.catalog = self.elements.carried.clone();
            self.elements.listing = Listing::default();
            self.elements.asked.clear();
            self.elements.awaited.clear();
            *self.instances = AccountInstances::default();
            self.proxies = KnownProxies::default();
            // A code is good only where it was asked for.
            self.unspent = None;
        }
        self.profile = Some(profile);
    }

    /// The account calls are made with.
    pub fn account(&self) -> Option<&Account> {
        self.profile.as_ref().map(|p| &p.account)
    }

    /// Returns a profile on a platform: the one in use, else one that was stored.
    pub fn profile_at(&self, base: &BaseUrl) -> Option<&Profile> {
        self.profile.iter().chain(&self.profiles).find(|profile| profile.account.base == *base)
    }

    /// Returns true if the token of the last instance is stored, copied or saved.
    pub fn is_token_safe(&self) -> bool {
        self.made.last().is_none_or(Summary::is_token_safe)
    }

    /// The person has it somewhere else.
    pub(super) fn take_token(&mut self) {
        if let Some(made) = self.made.last_mut() {
            made.taken = true;
        }
    }

    /// Remembers the form an instance was made of, for the next one of its kind.
    pub(super) fn note_last(&mut self, draft: &Draft) -> Option<Effect> {
        let profile = self.profile.as_ref()?.name.clone();
        let form = draft.to_kept();
        self.forms.last.note(&profile, form.clone());
        Some(Effect::Session(SessionEffect::KeepLast(profile, Box::new(form))))
    }

    /// Requests the platform's elements, unless a request is pending; `None` without an account.
    pub(super) fn ask_list(&mut self, by_hand: bool) -> Option<Effect> {
        let account = self.account()?.clone();
        let freshness = if by_hand { Freshness::Current } else { Freshness::Recent };
        let effect = SessionEffect::FetchCatalog(account, freshness);
        self.elements.listing.ask(by_hand).then_some(Effect::Session(effect))
    }

    /// Requests the fields of an element that is not in the catalog, once.
    pub(super) fn ask_element(&mut self, key: ElementKey) -> Option<Effect> {
        let account = self.account()?.clone();
        let foreign = self.elements.catalog.entry(key.as_str()).is_some_and(|entry| entry.is_foreign());
        if !foreign || !self.elements.asked.insert(key.clone()) {
            return None;
        }
        self.elements.awaited.insert(key.clone());
        Some(Effect::Session(SessionEffect::FetchElement(key, account)))
    }

    /// Returns true while the platform has not answered the request for an element's fields.
    pub fn is_awaiting(&self, key: &ElementKey) -> bool {
        self.elements.awaited.contains(key)
    }

    /// Records secrets, so that they are masked everywhere.
    pub fn remember(&mut self, secrets: impl IntoIterator<Item = Secret>) {
        for secret in secrets {
            if !secret.is_empty() && !self.known.contains(&secret) {
                self.known.push(secret);
            }
        }
    }

    /// Takes note of the secrets of an account as they were typed. A reference is none.
    pub fn remember_account(&mut self, account: &Account) {
        account.withhold();
        let typed = [&account.user, &account.organization].into_iter().map(Secret::expose);
        let values = typed.filter(|text| Reference::read(text).is_none()).map(|text| Secret::new(literal(text)));
        self.remember(values.collect::<Vec<_>>());
    }

    /// Every secret that was typed or received in this session.
    pub fn known(&self) -> &[Secret] {
        &self.known
    }

    /// Returns a mask for the secrets of the session.
    pub(super) fn mask(&self) -> Mask {
        Mask::new(self.known.iter().cloned())
    }

    /// Returns a mask for an answer about an instance of this element, whose fields tell which settings are secret.
    pub(super) fn mask_for(&self, element: &ElementKey) -> Mask {
        match self.elements.catalog.find(element.as_str()) {
            Some(element) => self.mask().with_settings(element.fields().map(Field::secrecy)),
            None => self.mask(),
        }
    }

    /// Returns a new draft, with the last values if there are any.
    pub(super) fn fresh(&self, element: &Arc<Element>) -> Draft {
        let last = self.profile.as_ref().and_then(|profile| self.forms.last.form_for(&profile.name, &element.key));
        last.map_or_else(|| Draft::new(element.clone()), |last| Draft::from_last(element.clone(), last))
    }
}
