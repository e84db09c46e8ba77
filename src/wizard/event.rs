//! Events of the wizard: actions, text, replies and time.

use super::{
    action::Action,
    effect::Topic,
    instances::InstanceNews,
    key::Key,
    mouse::{Gesture, Spot},
    reply::Reply,
};
use crate::{
    catalog::{Catalog, Described, ElementKey},
    domain::{Account, Fault, OAuthProxy},
    text::Secret,
};
use std::{path::PathBuf, sync::Arc, time::Duration};

/// Number of one stay in a step. Work begun in a visit belongs to it: when the number changes, its tasks are dropped
/// and its late replies are ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Visit(pub u32);

/// Event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A person asks for an action, by its key, its word or from the list.
    Action(Action),
    /// A character, or a key that edits a line or a choice.
    Text(Key),
    /// Complete paste. It may hold a secret.
    Paste(Secret),
    /// Puts the cursor on this row of the list or form, counted from 0 among the visible rows.
    Select(usize),
    /// Puts a text in place of the value of this row. It may hold a secret.
    Set(usize, Secret),
    /// The answer to an effect of a visit.
    Reply(Visit, Reply),
    /// Outcome of an effect that belongs to no visit.
    Done(Topic, Result<String, Fault>),
    /// No clipboard took this.
    Uncopied(Secret, &'static str),
    /// Elements of this account, or the reason that they are unknown. Handled in every step.
    Catalog(Account, Result<ElementList, Fault>),
    /// Platform's description of one element, or the reason that there is none. Handled in every step.
    Element(ElementKey, Account, Result<Described, Fault>),
    /// OAuth proxies of this account, or the reason that they are unknown. Handled in every step.
    Proxies(Account, Result<Vec<OAuthProxy>, Fault>),
    /// News about the instances of this account. Handled in every step.
    Instances(Account, InstanceNews),
    /// The file to save to is there already.
    Exists(PathBuf),
    /// The mouse, with the part of the screen it points at.
    Point(Gesture, Spot),
    /// Number of rows of the document that fit on the screen.
    Room(u16),
    /// Last row that a text without a cursor can begin with, so that the rest of it fills the screen.
    LastTop(u16),
    /// Time passed: this long since the visit began. Sent only while [`super::Wizard::tick_interval`] asks for it.
    Tick(Visit, Duration),
    /// Someone outside asks the program to end.
    Interrupt,
}

/// A platform's list of elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElementList {
    /// The elements.
    pub catalog: Arc<Catalog>,
    /// Number of elements that are not in the built-in catalog.
    pub own: usize,
    /// Source of the list.
    pub origin: ListOrigin,
}

/// Source of a list of elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListOrigin {
    /// The platform, just now.
    Platform,
    /// The file of an earlier answer of this age, recent enough that the platform is not asked.
    Recent(Duration),
    /// The file of an earlier answer of this age. The platform's answer follows.
    Outdated(Duration),
}
