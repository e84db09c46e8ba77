//! Events of the wizard: actions, text, replies and time.

use super::{
    action::Action,
    effect::Topic,
    key::Key,
    mouse::{Gesture, Spot},
};
use crate::{
    catalog::{Catalog, Described, ElementKey},
    document::json::{Body, Document},
    domain::{
        Account, Authorization, Fault, Grant, Instance, JournalEntry, TokenPlace,
        grant::{Notices, Refusal},
    },
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
    /// The file to save to is there already.
    Exists(PathBuf),
    /// The mouse, with the part of the screen it points at.
    Point(Gesture, Spot),
    /// Number of rows of the document that fit on the screen.
    Room(u16),
    /// Time passed: this long since the visit began. Sent only while [`super::Wizard::beat`] asks for it.
    Tick(Visit, Duration),
    /// Someone outside asks the program to end.
    Interrupt,
}

/// The answer to an effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The sandbox runs, with the account to reach it.
    SandboxStarted(Result<Account, Fault>),
    /// The platform knows these secrets, or it does not.
    Checked(Result<(), Fault>),
    /// The page where consent is given.
    Address(Result<Authorization, Fault>),
    /// Result of listening at the callback.
    Listening(Result<Listening, Blocked>),
    /// Result of opening the page; the sentence is the reason that no browser was started.
    Opened(Result<(), String>),
    /// Consent came back by itself.
    Granted(Grant),
    /// An answer that only the user can recognize as theirs: it has the right state but comes from another browser than
    /// the one that followed the short link, or from a provider that returns no state. It is used if the user confirms
    /// it.
    Offered(Grant),
    /// The provider said no.
    Refused(Refusal),
    /// Visits at the callback so far that brought no answer.
    Noticed(Notices),
    /// Outcome of the create request: an instance, or the reason that there certainly is none.
    Created(Result<CreatedInstance, Fault>),
    /// The request may have been carried out, with the reason that the outcome is unknown.
    Unclear(Box<JournalEntry>, Fault),
    /// Instances that may have come of a request whose answer was lost, and for how long the platform may still be at it.
    Found(Result<Vec<Instance>, Fault>, Duration),
    /// The file to save to is there already.
    Exists(PathBuf),
    /// An instance found again is kept on this machine now.
    Adopted(CreatedInstance),
    /// Result of a filter, or its fault.
    Filtered(String, Result<Document, String>),
    /// Bytes of the document that have come.
    Loading(u64),
    /// All of it has come, or why no more will.
    Loaded(Result<Box<Body>, String>),
    /// Time that the provider took to answer through the instance, or the reason that it did not.
    Pinged(Result<Duration, Fault>),
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

/// Result of a successful listen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listening {
    /// Short address on this machine that redirects one browser to the provider's page and recognizes it when it comes
    /// back. It gives access to the page with all its parameters, so it is as secret as the page's address.
    pub link: Option<Secret>,
    /// The SHA-256 fingerprint of the certificate, as browsers show it, where the callback is https: elemint made the
    /// certificate itself, so a browser asks before it goes on.
    pub fingerprint: Option<String>,
}

/// Reason that elemint does not listen at the callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// Complete sentence, with the program that owns the port if it is known.
    pub why: String,
    /// The program that has the port, where it can be known: `node (pid 4711)`.
    pub holder: Option<String>,
}

/// Created instance, and the place of its token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatedInstance {
    /// The instance.
    pub instance: Instance,
    /// Place of its token, or the reason that it is not stored.
    pub kept: Result<TokenPlace, Fault>,
    /// Time that the platform took.
    pub took: Duration,
    /// Values of the request's references, which are masked everywhere.
    pub secrets: Vec<Secret>,
}
