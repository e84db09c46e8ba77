//! Parts of a session.

use crate::{
    catalog::{Catalog, ElementKey},
    domain::{
        ChangeEntry, ChangeTarget, Draft, DraftId, JournalEntry, LastValues, OAuthProxy, Profile, SavedDraft,
        draft_id::DraftIds,
        unfinished::{DraftOwner, Ledger},
    },
    wizard::{instances::InstanceRow, keys::Keys, link_handover::LinkHandover, listing::Listing},
};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
};

/// Options of a session, fixed from its start.
#[derive(Clone, Debug)]
pub struct SessionOptions {
    /// True if data is stored after the session.
    pub keeps: bool,
    /// True if a keyring is available for secrets.
    pub keyring: bool,
    /// Keys that the user chose.
    pub keys: Keys,
    /// Way of links to a browser.
    pub handover: LinkHandover,
}

/// Elements to choose from, and their sources.
#[derive(Clone, Debug)]
pub struct KnownElements {
    /// Elements to choose from.
    pub catalog: Arc<Catalog>,
    /// Built-in catalog.
    pub(in crate::wizard) carried: Arc<Catalog>,
    /// Source of the list of elements.
    pub listing: Listing,
    /// Elements whose fields were requested from the platform.
    pub(in crate::wizard) asked: BTreeSet<ElementKey>,
    /// Elements of [`KnownElements::asked`] without an answer yet.
    pub(in crate::wizard) awaited: BTreeSet<ElementKey>,
    /// Elements of the latest instances, the newest first.
    pub recent: Vec<ElementKey>,
    /// Search with which the last element was chosen.
    pub search: String,
}

/// Forms of a session, and of sessions before it.
#[derive(Clone, Debug)]
pub struct SessionForms {
    /// Drafts begun in this session, so that going back and forth loses nothing.
    pub drafts: BTreeMap<FormPlace, Draft>,
    /// Forms of existing instances begun in this session, with their owners.
    pub(in crate::wizard) changes: Vec<(Option<DraftOwner>, Draft)>,
    /// Unfinished forms of every profile, the one saved last first.
    pub left: Vec<SavedDraft>,
    /// Requests and instances that came of them.
    pub ledger: Ledger,
    /// Names for the forms begun in this session.
    pub ids: DraftIds,
    /// Last values of instances.
    pub last: LastValues,
}

/// Place of a form among those begun in this session.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormPlace {
    /// Profile it is typed with; `None` before one is known.
    pub owner: Option<DraftOwner>,
    /// Its element.
    pub element: ElementKey,
}

/// Create requests with an unknown outcome.
#[derive(Clone, Debug, Default)]
pub struct OpenRequests {
    /// Requests of this session with an unknown outcome.
    pub sent: Vec<JournalEntry>,
    /// Requests of earlier sessions with an unknown outcome.
    pub unsettled: VecDeque<JournalEntry>,
    /// Instances whose change has an unknown outcome in this session.
    pub(in crate::wizard) unknown: Vec<ChangeTarget>,
    /// Changes of earlier sessions with an unknown outcome.
    pub changes: VecDeque<ChangeEntry>,
}

/// OAuth proxies of the account in use.
#[derive(Clone, Debug, Default)]
pub struct KnownProxies {
    /// Proxies, once they are known.
    pub known: Arc<[OAuthProxy]>,
    /// True if the platform was asked for them.
    pub(in crate::wizard) is_asked: bool,
}

/// Origin of the form of a copied or restored instance, to which the form leads back.
#[derive(Clone, Debug)]
pub(in crate::wizard) struct CopyOrigin {
    /// Profile in use before.
    pub profile: Profile,
    /// Place of the instance.
    pub place: OriginPlace,
    /// The form, once its platform is chosen.
    pub form: Option<DraftId>,
}

/// Place of an instance whose values are copied.
#[derive(Clone, Debug)]
pub(in crate::wizard) enum OriginPlace {
    /// List of instances.
    List(Arc<InstanceRow>),
    /// List of deleted instances.
    Trash,
}
