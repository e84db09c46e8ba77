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

/// The number of one stay in a step. Work begun in a visit belongs to it: when the number moves on, its tasks are
/// dropped and its late replies are not heard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Visit(pub u32);

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A person asks for an action, by its key, its word or from the list.
    Action(Action),
    /// A character, or a key that edits a line or a choice.
    Text(Key),
    /// A paste, whole. It may hold a secret.
    Paste(Secret),
    /// Puts the cursor on this row of the list or form, counted from 0 among the visible rows.
    Select(usize),
    /// Puts a text in place of the value of this row. It may hold a secret.
    Set(usize, Secret),
    /// The answer to an effect of a visit.
    Reply(Visit, Reply),
    /// What became of an effect that belongs to no visit.
    Done(Topic, Result<String, Fault>),
    /// No clipboard took this.
    Uncopied(Secret, &'static str),
    /// The elements this account may use, or why nobody can tell. Heard in any step.
    Catalog(Account, Result<ElementList, Fault>),
    /// What the platform says of one element, or why nobody can tell. Heard in any step.
    Element(ElementKey, Account, Result<Described, Fault>),
    /// The file to save to is there already.
    Exists(PathBuf),
    /// The mouse, with the part of the screen it points at.
    Point(Gesture, Spot),
    /// So many rows of what is read here fit on the screen.
    Room(u16),
    /// Time passed: this long since the visit began. Sent only while [`super::Wizard::beat`] asks for it.
    Tick(Visit, Duration),
    /// Someone outside asks the program to end.
    Interrupt,
}

/// The answer to an effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The practice platform runs, and this is how to reach it.
    Practice(Result<Account, Fault>),
    /// The platform knows these secrets, or it does not.
    Checked(Result<(), Fault>),
    /// The page where consent is given.
    Address(Result<Authorization, Fault>),
    /// Whether elemint listens at the callback.
    Listening(Result<Listening, Blocked>),
    /// What became of the page; the sentence says why no browser was started.
    Opened(Result<(), String>),
    /// Consent came back by itself.
    Granted(Grant),
    /// An answer came that nobody but the person can tell to be theirs: it has the right state but comes from another
    /// browser than the one that followed the short link, or the provider is one that sends no state back. It is used
    /// if the person says so.
    Offered(Grant),
    /// The provider said no.
    Refused(Refusal),
    /// Visits at the callback so far that brought no answer.
    Noticed(Notices),
    /// What became of the request for an instance: it was made, or it certainly was not.
    Created(Result<CreatedInstance, Fault>),
    /// The request may have been carried out, and why nobody knows.
    Unclear(Box<JournalEntry>, Fault),
    /// Instances that may have come of a request whose answer was lost, and for how long the platform may still be at it.
    Found(Result<Vec<Instance>, Fault>, Duration),
    /// The file to save to is there already.
    Exists(PathBuf),
    /// An instance found again is kept on this machine now.
    Adopted(CreatedInstance),
    /// What a filter made, or what is wrong with it.
    Filtered(String, Result<Document, String>),
    /// So many bytes of what is shown have come.
    Loading(u64),
    /// All of it has come, or why no more will.
    Loaded(Result<Box<Body>, String>),
    /// How long the provider took to answer through the instance, or why it did not.
    Pinged(Result<Duration, Fault>),
}

/// A platform's list of elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElementList {
    /// The elements.
    pub catalog: Arc<Catalog>,
    /// How many of them the program itself knows nothing of.
    pub own: usize,
    /// How long ago the platform said so, where this is what was kept of the last time; the platform's own answer
    /// is on its way then.
    pub kept: Option<Duration>,
}

/// What listening has opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listening {
    /// A short address on this machine that leads one browser on to the provider's page and knows it again when it
    /// comes back. Whoever has it gets the page with all it holds, so it is a secret as the page is.
    pub link: Option<Secret>,
    /// The SHA-256 fingerprint of the certificate, as browsers show it, where the callback is https: elemint made the
    /// certificate itself, so a browser asks before it goes on.
    pub fingerprint: Option<String>,
}

/// Why elemint does not listen at the callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// A whole sentence, with the holder in it where there is one.
    pub why: String,
    /// The program that has the port, where it can be known: `node (pid 4711)`.
    pub holder: Option<String>,
}

/// An instance, and what became of its token on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatedInstance {
    /// The instance.
    pub instance: Instance,
    /// Where its token is kept, or why it is kept nowhere.
    pub kept: Result<TokenPlace, Fault>,
    /// How long the platform took.
    pub took: Duration,
    /// What references stood for in the request, to be covered wherever it turns up.
    pub secrets: Vec<Secret>,
}
