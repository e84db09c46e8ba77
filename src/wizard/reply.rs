//! Replies to effects, grouped by the step that handles them.

use super::{
    calls::CallAnswer,
    change_report::{ChangeReport, ReadInstance},
};
use crate::{
    document::json::{Body, Document},
    domain::{
        Account, Authorization, Fault, Grant, Instance, JournalEntry, ListedInstance, LookDifferences,
        ResourceOperation, TokenPlace, TrashEntry,
        grant::{Notices, Refusal},
    },
    text::Secret,
};
use std::{path::PathBuf, sync::Arc, time::Duration};

/// The answer to an effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The sandbox runs, with the account to reach it.
    SandboxStarted(Result<Account, Fault>),
    /// The platform knows these secrets, or it does not.
    Checked(Result<(), Fault>),
    /// The limits of a profile are saved, in words.
    Limited(Result<String, Fault>),
    /// Account that the platform gives for a password, or the reason that it gives none.
    LoggedIn(Result<Account, Fault>),
    /// Reply to the step of consent.
    Consent(ConsentReply),
    /// Reply to the step that sends the create request.
    Creation(CreationReply),
    /// Reply to the search for an instance.
    Recovery(RecoveryReply),
    /// Reply to the step that changes an instance.
    Change(ChangeReply),
    /// Reply to a step that shows a document.
    Document(DocumentReply),
    /// Time that the provider took to answer through the instance, or the reason that it did not.
    Pinged(Result<Duration, Fault>),
    /// The instance as it is now, or the reason that it could not be read.
    InstanceRead(Result<Box<ListedInstance>, Fault>),
    /// Differences of an instance from the look before, if there are any.
    Looked(Option<Box<LookDifferences>>),
    /// Deleted instances, the latest first, or the reason that records could not be removed.
    Trash(Result<Vec<TrashEntry>, Fault>),
    /// Operations that an instance offers.
    Operations(Result<Arc<Vec<ResourceOperation>>, Fault>),
    /// Answer of a resource that was read through an instance.
    Called(Result<Box<CallAnswer>, Fault>),
}

/// Progress of the wait for consent.
#[expect(clippy::large_enum_variant, reason = "one of them exists at a time")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsentReply {
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
}

/// Outcome of a create request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CreationReply {
    /// Outcome of the create request: an instance, or the reason that there certainly is none.
    Created(Result<CreatedInstance, Fault>),
    /// The request may have been carried out, with the reason that the outcome is unknown.
    Unclear(Box<JournalEntry>, Fault),
}

/// Progress of the search for an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecoveryReply {
    /// Instances that may have come of a request whose answer was lost, and for how long the platform may still be at it.
    Found(Result<Vec<Instance>, Fault>, Duration),
    /// An instance found again is kept on this machine now.
    Adopted(CreatedInstance),
}

/// Progress of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeReply {
    /// Instance that was read for its form.
    Read(Result<Box<ReadInstance>, Fault>),
    /// Outcome of the change.
    Reported(Box<ChangeReport>),
}

/// Progress of work on the shown document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentReply {
    /// The file to save to is there already.
    Exists(PathBuf),
    /// Result of a filter, or its fault.
    Filtered(String, Result<Document, String>),
    /// Bytes of the document that have come.
    Loading(u64),
    /// All of it has come, or why no more will.
    Loaded(Result<Box<Body>, String>),
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
    pub owner: Option<String>,
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

/// Reply to the choice of the platform.
pub enum PlatformReply {
    /// The sandbox runs, with the account to reach it.
    Started(Result<Account, Fault>),
    /// The platform knows the secrets of a profile, or it does not.
    Checked(Result<(), Fault>),
    /// The limits of a profile are saved, in words.
    Limited(Result<String, Fault>),
}

/// Reply to the sign-in.
pub enum SignInReply {
    /// The platform knows these secrets, or it does not.
    Checked(Result<(), Fault>),
    /// Account that the platform gives for a password, or the reason that it gives none.
    LoggedIn(Result<Account, Fault>),
}

/// Reply to the step of a created instance.
pub enum InstanceReply {
    /// Reply for one of its documents.
    Document(DocumentReply),
    /// Result of its test.
    Pinged(Result<Duration, Fault>),
}

/// Reply to the step of an instance of the list.
pub enum DetailsReply {
    /// Reply for its document.
    Document(DocumentReply),
    /// The instance as it is now.
    Read(Result<Box<ListedInstance>, Fault>),
    /// Differences from the look before, if there are any.
    Looked(Option<Box<LookDifferences>>),
}

/// Reply that a step without effects can get: none.
pub enum NoReply {}

/// Reply to an effect of another step.
#[derive(Debug)]
pub struct ForeignReply;

/// Converts each group to a reply, and a reply to its group.
macro_rules! groups {
    ($($variant:ident: $group:ty;)*) => {
        $(
            impl From<$group> for Reply {
                fn from(reply: $group) -> Self {
                    Self::$variant(reply)
                }
            }

            impl TryFrom<Reply> for $group {
                type Error = ForeignReply;

                fn try_from(reply: Reply) -> Result<Self, ForeignReply> {
                    if let Reply::$variant(reply) = reply { Ok(reply) } else { Err(ForeignReply) }
                }
            }
        )*
    };
}

groups! {
    Consent: ConsentReply;
    Creation: CreationReply;
    Recovery: RecoveryReply;
    Change: ChangeReply;
    Document: DocumentReply;
    Trash: Result<Vec<TrashEntry>, Fault>;
    Operations: Result<Arc<Vec<ResourceOperation>>, Fault>;
    Called: Result<Box<CallAnswer>, Fault>;
}

/// Converts replies to those of a step that gets several.
macro_rules! step_replies {
    ($($replies:ident { $($variant:ident => $part:ident),+ })*) => {
        $(
            impl TryFrom<Reply> for $replies {
                type Error = ForeignReply;

                fn try_from(reply: Reply) -> Result<Self, ForeignReply> {
                    $(
                        if let Reply::$variant(reply) = reply {
                            return Ok(Self::$part(reply));
                        }
                    )+
                    Err(ForeignReply)
                }
            }
        )*
    };
}

step_replies! {
    PlatformReply { SandboxStarted => Started, Checked => Checked, Limited => Limited }
    SignInReply { Checked => Checked, LoggedIn => LoggedIn }
    InstanceReply { Document => Document, Pinged => Pinged }
    DetailsReply { Document => Document, InstanceRead => Read, Looked => Looked }
}

impl TryFrom<Reply> for NoReply {
    type Error = ForeignReply;

    fn try_from(_: Reply) -> Result<Self, ForeignReply> {
        Err(ForeignReply)
    }
}
