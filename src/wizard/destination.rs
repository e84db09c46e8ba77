//! Steps to go to, as data. A step names the next one by what that step needs; `arrival` builds it.

use super::{calls::CallMemory, instances::InstanceRow, platform_memory::PlatformMemory, reply::CreatedInstance};
use crate::{
    catalog::{AuthFlow, ElementKey, FieldKey},
    domain::{
        BaseUrl, ChangeRequest, Consent, CreateRequest, Draft, Fault, Grant, JournalEntry, Profile, Route,
        draft::ChangeForm,
    },
};
use std::sync::Arc;

/// Step to go to, with what it needs.
#[derive(Debug)]
pub enum Destination {
    /// A request or change of an earlier session with an unknown outcome; if none is left, the step after the platform,
    /// or its choice.
    Unresolved,
    /// Step after the platform: the one the session was started for, else the list of elements.
    AfterPlatform,
    /// Choice of the platform, as it was left.
    Platform(PlatformMemory),
    /// Sign-in at a platform.
    SignIn(BaseUrl, PlatformMemory),
    /// Sign-in with the secrets of a profile that was refused.
    RefusedProfile(Box<Profile>),
    /// List of all elements.
    Element,
    /// List of elements as it was when this one was chosen.
    ElementAt(ElementKey),
    /// Credentials form of a draft.
    Credentials(Box<Draft>),
    /// Credentials form of a draft, with the values of these fields refused.
    RefusedCredentials(Box<Draft>, Vec<FieldKey>, Box<Fault>),
    /// Credentials form for tokens of one's own, opened from the consent of the auth mode with this number.
    TokenCredentials(Box<Draft>, usize),
    /// The provider's consent.
    Consent(Box<Consent>),
    /// Consent that was given already.
    GivenConsent(Box<Consent>, Grant),
    /// Create request, before it is sent.
    Review(Box<CreateRequest>),
    /// Create request, which is sent on arrival.
    Creating(Box<CreateRequest>),
    /// Create request of this session with an unknown outcome, and the fault that left it so.
    Recovery(Box<JournalEntry>, Box<CreateRequest>, Box<Fault>),
    /// Create request of an earlier session with an unknown outcome.
    EarlierRecovery(Box<JournalEntry>),
    /// Created instance, and the request that was sent for it in this session.
    Instance(Box<CreatedInstance>, AuthFlow, Option<Box<CreateRequest>>),
    /// Form that changes the instance with this ID, which is read first.
    Change(ChangeForm, String),
    /// Change of an instance, before it is sent.
    ChangeReview(Box<ChangeRequest>),
    /// List of instances.
    Instances,
    /// Place that the form of the instance with this ID was opened from: its details, the list of instances if it is not
    /// in there, or the list of elements if no instances are known.
    FormOrigin(String),
    /// Details of an instance of the list.
    Details(Arc<InstanceRow>),
    /// List of deleted instances.
    Trash,
    /// Choice of a read through an instance, as it was left.
    Calls(Box<CallMemory>),
    /// Read through an instance: the operation with this number.
    Call(Box<CallMemory>, usize),
}

impl Destination {
    /// Returns the consent that was given for a request; `None` for a request that needs none.
    pub fn given_consent(request: &CreateRequest) -> Option<Self> {
        let grant = request.grant()?.clone();
        match request.filled().clone().route() {
            Route::Consent(consent) => Some(Self::GivenConsent(Box::new(consent), grant)),
            Route::Ready(_) | Route::Change(_) => None,
        }
    }
}
