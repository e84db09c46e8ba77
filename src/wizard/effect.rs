//! Effects that the wizard requests: data that can be compared, logged and replayed.

use super::change_report::ChangedInstance;
use crate::{
    catalog::ElementKey,
    document::filter::FilterInput,
    domain::{
        Account, Authorization, ChangeEntry, ChangeRequest, ChangeTarget, Consent, CreateRequest, DraftId, Guard,
        Instance, JournalEntry, JournalId, KeptDraft, ListedInstance, PasswordLogin, Profile, ProfileName, SavedDraft,
        TokenPlace, account::SecretStorage,
    },
    text::Secret,
    wizard::{
        calls::ResourceCall,
        instances::{InstanceJob, InstanceRow},
    },
};
use std::{path::PathBuf, sync::Arc};

/// One thing to be done outside. Effects are grouped by lifetime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Belongs to the visit that asked for it.
    Visit(VisitEffect),
    /// Belongs to the session: it goes on when the visit is over.
    Session(SessionEffect),
    /// Is done at once by the event loop, on the screen or with the terminal.
    Screen(ScreenEffect),
}

/// Effects of a visit. Their work ends with the visit, and most are answered by a [`super::Reply`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VisitEffect {
    /// Starts the sandbox.
    StartSandbox,
    /// Asks the platform whether it knows these secrets.
    Check(Account),
    /// Saves the limits of the profile of this name. Runs to its end, even if the visit ends before.
    LimitProfile(ProfileName, Guard),
    /// Asks the platform for the secrets of the account with this password. It is sent once.
    LogIn(Box<PasswordLogin>),
    /// Asks the platform for the page where consent is given, with a fresh state.
    AskAddress(Box<Consent>, Account),
    /// Listens at the callback of this authorization.
    Listen(Box<Authorization>),
    /// Opens this address in the browser. It holds the state, so it is kept as a secret.
    Open(Secret),
    /// Writes this link to a file that only this user can read, for as long as the visit lasts.
    KeepLink(Secret),
    /// Creates the instance. Runs to its end and stores the token, even if the visit ends before.
    Create(Box<CreateRequest>, Account),
    /// Reads the instance with this ID for its form.
    ReadInstance(String, Account),
    /// Changes an instance, and tests it. Runs to its end, even if the visit ends before.
    Change(Box<ChangeRequest>, Profile),
    /// Finds out the outcome of a change of an earlier session.
    FindOutChange(Box<ChangeEntry>, Profile),
    /// Looks for instances of this request.
    Find(Box<JournalEntry>, Account),
    /// Stores an instance that was found again, which settles its request. Runs to its end, even if the visit ends before.
    Adopt(Box<Instance>, JournalId, Account),
    /// Runs a filter over a document without secrets, in place of the filter before it.
    Filter(Arc<FilterInput>, String),
    /// Reads the rest of the document that is shown.
    Load,
    /// Tests the instance at its provider.
    Ping(Box<Instance>, Profile),
    /// Reads the instance with this ID.
    ReadListed(String, Account),
    /// Stores a look at an instance, and compares it with the look before.
    NoteLook(Box<LookOrder>),
    /// Reads or empties the trash. Emptying runs to its end, even if the visit ends before.
    Trash(TrashOrder),
    /// Reads the operations that this instance offers.
    ReadOperations(Box<ListedInstance>, Account),
    /// Reads a resource through an instance.
    CallResource(Box<ResourceCall>, Account),
}

/// Effects of the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionEffect {
    /// Gets the elements this account may use, from the stored list while it is recent, else from the platform.
    /// Answered by [`super::Event::Catalog`].
    FetchCatalog(Account, Freshness),
    /// Asks the platform for the fields of this element. Answered by [`super::Event::Element`].
    FetchElement(ElementKey, Account),
    /// Asks the platform for the OAuth proxies of this account. Answered by [`super::Event::Proxies`].
    FetchProxies(Account),
    /// Asks the platform for the instances of this profile, under this number and in place of the request before. Gets
    /// the stored list first, unless only the present one is wanted. Answered by [`super::Event::Instances`].
    FetchInstances(Profile, u32, Freshness),
    /// Works on instances, several at a time. Each outcome is a [`super::Event::Instances`].
    Manage(Box<InstanceOrder>),
    /// Leaves out the work on instances that has not begun. Requests on their way are waited for.
    StopWork,
    /// Stores a profile, and its secrets in this storage.
    KeepProfile(Profile, SecretStorage),
    /// Stores a form.
    KeepDraft(Box<SavedDraft>),
    /// Removes a stored form.
    DropDraft(DraftId),
    /// Stores the values of the last instance of this profile.
    KeepLast(ProfileName, Box<KeptDraft>),
    /// Notes on a record in the trash that an instance with this ID was created from it.
    NoteRestored(String, String),
    /// Settles a request that created nothing.
    Settle(JournalId),
    /// Forgets a request with an unknown outcome, and notes that on its form.
    GiveUp(JournalId),
    /// Writes a text to a file that only this user can read.
    Save(PathBuf, Secret, Overwrite),
}

/// Work on instances of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceOrder {
    /// The work.
    pub job: InstanceJob,
    /// The instances.
    pub rows: Vec<Arc<InstanceRow>>,
    /// The profile.
    pub profile: Profile,
    /// Secrets of the session, which are masked in the trash.
    pub secrets: Vec<Secret>,
}

/// Work on the trash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrashOrder {
    /// Lists the deleted instances.
    List,
    /// Removes these records, then lists the deleted instances.
    Remove(Vec<String>),
}

/// Look at an instance of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookOrder {
    /// The instance as it is now.
    pub listed: ListedInstance,
    /// The profile.
    pub profile: Profile,
    /// Secrets of the session, which are masked.
    pub secrets: Vec<Secret>,
}

/// Effects on the screen and the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScreenEffect {
    /// Copies a text to the clipboard; its label is part of the notice.
    Copy(Secret, &'static str),
    /// Prints a text below its label on the plain terminal, where it can be selected, until the user is done.
    Print(Secret, &'static str),
    /// Shows a text in the user's pager.
    Page(Secret),
    /// Shows a text in the user's editor, as a private file of this name that is removed afterwards.
    Edit(Secret, String),
    /// Suspends the program, as Ctrl-Z does.
    Suspend,
    /// Draws everything again.
    Redraw,
    /// Ends the program.
    Leave(Leaving),
}

impl ScreenEffect {
    /// Returns the copy of a request id; `None` if the platform gave none.
    pub(super) fn copy_request_id(id: Option<&str>) -> Option<Effect> {
        id.map(|id| Effect::Screen(Self::Copy(Secret::new(id), "the request id")))
    }
}

impl From<VisitEffect> for Effect {
    fn from(effect: VisitEffect) -> Self {
        Self::Visit(effect)
    }
}

impl From<SessionEffect> for Effect {
    fn from(effect: SessionEffect) -> Self {
        Self::Session(effect)
    }
}

impl From<ScreenEffect> for Effect {
    fn from(effect: ScreenEffect) -> Self {
        Self::Screen(effect)
    }
}

/// Required freshness of a list of elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// A recent stored list is used; an older one is shown until the platform answers.
    Recent,
    /// The platform is asked.
    Current,
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
    /// [`SessionEffect::KeepProfile`].
    Profile,
    /// [`SessionEffect::KeepDraft`], [`SessionEffect::DropDraft`] and [`SessionEffect::KeepLast`].
    Draft,
    /// [`SessionEffect::Settle`] and [`SessionEffect::GiveUp`].
    Journal,
    /// [`ScreenEffect::Copy`].
    Copy,
    /// [`SessionEffect::Save`].
    Save,
    /// [`ScreenEffect::Page`], [`ScreenEffect::Edit`] and [`ScreenEffect::Print`].
    Tool,
}

/// End of the program, which decides on the exit code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// No instance was created and no request is in progress.
    Idle,
    /// Instances were made, in this order.
    Made(Vec<Summary>),
    /// No instance was created, and these were changed.
    Changed(Vec<ChangedInstance>),
    /// The user left before the outcome of the change of this instance was known; these instances were created before
    /// it or after it.
    UnknownChange(ChangeTarget, Vec<Summary>),
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
