//! Parts of a session.

use crate::{
    catalog::{Catalog, ElementKey},
    domain::{Draft, JournalEntry, LastValues, SavedDraft, Timestamp, draft_id::DraftIds, unfinished::Ledger},
    wizard::{keys::Keys, link_handover::LinkHandover, listing::Listing},
};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
};

/// Options of a session, fixed from its start.
#[derive(Clone, Debug)]
pub struct SessionOptions {
    /// Whether anything outlives the session.
    pub keeps: bool,
    /// Whether there is a keyring to keep secrets in.
    pub keyring: bool,
    /// The keys the person chose.
    pub keys: Keys,
    /// How links get to a browser.
    pub handover: LinkHandover,
    /// Whether unfinished forms are saved for a later session.
    pub(in crate::wizard) saves_forms: bool,
}

/// Elements to choose from, and their sources.
#[derive(Clone, Debug)]
pub struct KnownElements {
    /// The elements to choose from.
    pub catalog: Arc<Catalog>,
    /// The elements the program carries.
    pub(in crate::wizard) carried: Arc<Catalog>,
    /// Where the elements to choose from come from.
    pub listing: Listing,
    /// The elements the platform was asked about.
    pub(in crate::wizard) asked: BTreeSet<ElementKey>,
    /// Elements of [`KnownElements::asked`] without an answer yet.
    pub(in crate::wizard) awaited: BTreeSet<ElementKey>,
    /// The elements instances were made of lately, the last one first.
    pub recent: Vec<ElementKey>,
    /// Search the last element was chosen with.
    pub search: String,
}

/// Forms of a session, and of sessions before it.
#[derive(Clone, Debug)]
pub struct SessionForms {
    /// Drafts begun in this session, so that going back and forth loses nothing.
    pub drafts: BTreeMap<ElementKey, Draft>,
    /// Forms left unfinished, of every profile, the one saved last first.
    pub left: Vec<SavedDraft>,
    /// What tells which requests and instances came of them.
    pub ledger: Ledger,
    /// When the session began, for the age of forms.
    pub began: Timestamp,
    /// Names for the forms begun in this session.
    pub ids: DraftIds,
    /// What instances were made with the last time.
    pub last: LastValues,
}

/// Create requests with an unknown outcome.
#[derive(Clone, Debug, Default)]
pub struct OpenRequests {
    /// Requests sent in this session whose outcome is not known.
    pub sent: Vec<JournalEntry>,
    /// Requests nobody heard the end of the last time.
    pub unsettled: VecDeque<JournalEntry>,
}
