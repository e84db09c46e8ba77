//! What the wizard wants done: data that can be compared, logged and replayed.

use crate::{
    catalog::ElementKey,
    document::filter::FilterInput,
    domain::{
        Account, Authorization, Consent, CreateRequest, DraftId, Instance, JournalEntry, JournalId, KeptDraft, Profile,
        ProfileName, SavedDraft, TokenPlace, account::SecretStorage,
    },
    text::Secret,
};
use std::{path::PathBuf, sync::Arc};

/// One thing to be done outside. The first group belongs to the visit it was asked in and is answered by a
/// [`super::Reply`]; the second stands for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Start the practice platform.
    Practise,
    /// Ask the platform whether it knows these secrets.
    Check(Account),
    /// Ask the platform for the page where consent is given, with a fresh state.
    AskAddress(Box<Consent>, Account),
    /// Listen at the callback of this authorization.
    Listen(Box<Authorization>),
    /// Open this address in the person's browser. It holds the state, so it is kept as a secret.
    Open(Secret),
    /// Make the instance. Runs to its end and stores the token, whatever becomes of the visit.
    Create(Box<CreateRequest>, Account),
    /// Look for instances that may have come of this request.
    Find(Box<JournalEntry>, Account),
    /// Keep an instance that was found again, which settles the request it came of.
    Adopt(Box<Instance>, JournalId, Account),
    /// Run a filter over a document without secrets. One that is asked for later takes its place.
    Filter(Arc<FilterInput>, String),
    /// Read what is still to come of what is shown.
    Load,
    /// Ask the provider through the instance whether all is well.
    Ping(Box<Instance>, Account),

    /// Ask the platform which elements this account may use, giving what was kept of the last time in the meantime.
    /// Answered by [`super::Event::Catalog`].
    FetchCatalog(Account),
    /// Ask the platform what this element takes. Answered by [`super::Event::Element`].
    FetchElement(ElementKey, Account),
    /// Keep a profile for the next time, its secrets there.
    KeepProfile(Profile, SecretStorage),
    /// Keep a draft for the next time.
    KeepDraft(Box<SavedDraft>),
    /// Drop a saved draft.
    DropDraft(DraftId),
    /// Remember, for this profile, the form an instance came of.
    KeepLast(ProfileName, Box<KeptDraft>),
    /// Nothing came of this request: it is not open any more.
    Settle(JournalId),
    /// This request is forgotten, whatever came of it; the form it was made from says so from then on.
    GiveUp(JournalId),
    /// Put this on the clipboard.
    Copy(Secret, &'static str),
    /// Write this link to a file only this person can read, for as long as the visit lasts.
    KeepLink(Secret),
    /// Write this to a file, readable for this person alone.
    Save(PathBuf, Secret, Overwrite),
    /// Show this on the plain terminal, where it can be selected, until the person has done so.
    Print(Secret, &'static str),
    /// Show this in the person's pager, which has the terminal meanwhile.
    Page(Secret),
    /// Show this in the person's editor, as a private file of this name that is gone afterwards.
    Edit(Secret, String),
    /// Stop the program as Ctrl-Z does, and come back.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// End the program.
    Leave(Leaving),
}

/// Whether a file that is there may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// It may not; the person is asked.
    No,
    /// The person said so.
    Yes,
}

/// What a reply without a visit is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// [`Effect::KeepProfile`].
    Profile,
    /// [`Effect::KeepDraft`], [`Effect::DropDraft`] and [`Effect::KeepLast`].
    Draft,
    /// [`Effect::Settle`] and [`Effect::GiveUp`].
    Attempt,
    /// [`Effect::Copy`].
    Copy,
    /// [`Effect::Save`].
    Save,
    /// [`Effect::Page`], [`Effect::Edit`] and [`Effect::Print`].
    Tool,
}

/// How the program ends, which is what the shell is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// Nothing was made and nothing is under way.
    Idle,
    /// Instances were made, in this order.
    Made(Vec<Summary>),
    /// The person broke off where nothing was begun.
    Interrupted,
    /// The person left a form that is kept; these instances were made before it.
    BrokeOff(Vec<Summary>),
    /// The person left while a request for this element and name was under way: an instance may exist. These were
    /// made before it.
    Unknown(ElementKey, String, Vec<Summary>),
}

/// What is left on the normal screen of an instance: never its token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The platform's number for it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The element.
    pub element: ElementKey,
    /// Where the token is kept, or nothing if it could not be.
    pub kept: Option<TokenPlace>,
    /// Whether the person took the token away.
    pub taken: bool,
}

impl Summary {
    /// Whether the token is somewhere else than on the screen.
    pub fn is_token_safe(&self) -> bool {
        self.kept.is_some() || self.taken
    }
}
