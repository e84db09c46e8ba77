//! Effects that the wizard requests: data that can be compared, logged and replayed.

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

/// Effect outside the wizard. The first group belongs to the visit that requested it and is answered by a
/// [`super::Reply`]; the second belongs to no visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Start the sandbox.
    Practise,
    /// Ask the platform if it accepts these secrets.
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
    /// Read the rest of the document.
    Load,
    /// Test the instance: ask the provider through it.
    Ping(Box<Instance>, Account),

    /// Ask the platform for the elements of this account, and return the stored list in the meantime. Answered by
    /// [`super::Event::Catalog`].
    FetchCatalog(Account),
    /// Ask the platform for the fields of this element. Answered by [`super::Event::Element`].
    FetchElement(ElementKey, Account),
    /// Keep a profile for the next time, its secrets there.
    KeepProfile(Profile, SecretStorage),
    /// Keep a draft for the next time.
    KeepDraft(Box<SavedDraft>),
    /// Drop a saved draft.
    DropDraft(DraftId),
    /// Remember, for this profile, the form an instance came of.
    KeepLast(ProfileName, Box<KeptDraft>),
    /// Remove this request from the journal: it created no instance.
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
    /// Show this in the user's pager, which has the terminal until it ends.
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

/// Permission to replace an existing file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// Not given; the user is asked.
    No,
    /// The person said so.
    Yes,
}

/// Topic of a reply without a visit.
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

/// End of the program, which decides on the exit code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// No instance was created and no request is in progress.
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

/// Summary of an instance on the normal screen: never its token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The platform's number for it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The element.
    pub element: ElementKey,
    /// Place of the token, or `None` if it could not be stored.
    pub kept: Option<TokenPlace>,
    /// True if the user copied or saved the token.
    pub taken: bool,
}

impl Summary {
    /// Returns true if the token is stored, copied or saved.
    pub fn is_token_safe(&self) -> bool {
        self.kept.is_some() || self.taken
    }
}
