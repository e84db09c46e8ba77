//! Construction of the next step: the one place that knows the types of all steps.

use super::{
    destination::Destination,
    platform_memory::PlatformMemory,
    session::{Session, Start},
    step::Step,
    steps::{
        call::CallStep,
        calls::CallsStep,
        change::ChangeStep,
        consent::ConsentStep,
        creating::CreatingStep,
        credentials::CredentialsStep,
        details::DetailsStep,
        element::ElementStep,
        instance::InstanceStep,
        instances::InstancesStep,
        platform::PlatformStep,
        recovery::{RecoveryOrigin, RecoveryStep},
        review::ReviewStep,
        sign_in::SignInStep,
        trash::TrashStep,
    },
};
use crate::{catalog::NamedElement, domain::Draft};

/// Returns the step at a destination.
pub(super) fn step_at(destination: Destination, session: &mut Session) -> Step {
    match destination {
        Destination::Unresolved => unresolved(session),
        Destination::AfterPlatform => after_platform(session),
        Destination::Platform(memory) => PlatformStep::new(memory, session).into(),
        Destination::SignIn(base, memory) => SignInStep::new(base, memory, session).into(),
        Destination::RefusedProfile(profile) => SignInStep::again(&profile, session).into(),
        Destination::Element => ElementStep::new(session).into(),
        Destination::ElementAt(key) => ElementStep::on(key.as_str(), session).into(),
        Destination::Credentials(draft) => CredentialsStep::new(with_proxies(*draft, session)).into(),
        Destination::RefusedCredentials(draft, keys, fault) => {
            CredentialsStep::refused(with_proxies(*draft, session), &keys, &fault).into()
        }
        Destination::TokenCredentials(draft, mode) => {
            CredentialsStep::new(with_proxies(*draft, session)).leading_back(mode).into()
        }
        Destination::Consent(consent) => ConsentStep::ask(*consent).into(),
        Destination::GivenConsent(consent, grant) => ConsentStep::granted(*consent, grant).into(),
        Destination::Review(request) => ReviewStep::new(*request, session).into(),
        Destination::Creating(request) => CreatingStep::begin(*request).into(),
        Destination::Recovery(entry, request, fault) => {
            RecoveryStep::new(*entry, RecoveryOrigin::Now(request, fault)).into()
        }
        Destination::EarlierRecovery(entry) => RecoveryStep::new(*entry, RecoveryOrigin::Earlier).into(),
        Destination::Instance(made, flow, sent) => InstanceStep::new(*made, flow, sent.as_deref(), session).into(),
        Destination::Change(form, id) => ChangeStep::open(form, id).into(),
        Destination::ChangeReview(request) => ChangeStep::review(*request, session).into(),
        Destination::FormOrigin(id) => match session.instances.row(&id).cloned() {
            Some(row) => DetailsStep::new(row, session).into(),
            None if session.instances.rows().is_empty() => ElementStep::new(session).into(),
            None => InstancesStep::new(session).into(),
        },
        Destination::Instances => InstancesStep::new(session).into(),
        Destination::Details(row) => DetailsStep::new(row, session).into(),
        Destination::Trash => TrashStep::new(session).into(),
        Destination::Calls(memory) => CallsStep::new(*memory).into(),
        Destination::Call(memory, at) => match CallStep::new((*memory).clone(), at) {
            Some(step) => step.into(),
            None => CallsStep::new(*memory).into(),
        },
    }
}

fn unresolved(session: &mut Session) -> Step {
    if let Some(entry) = session.requests.unsettled.pop_front() {
        return RecoveryStep::new(entry, RecoveryOrigin::Earlier).into();
    }
    match session.requests.changes.pop_front() {
        Some(entry) => ChangeStep::earlier(entry).into(),
        None if session.profile.is_some() => after_platform(session),
        None => match session.resumption.platform.take() {
            Some(base) => SignInStep::new(base, PlatformMemory::default(), session).into(),
            None => PlatformStep::new(PlatformMemory::default(), session).into(),
        },
    }
}

fn after_platform(session: &mut Session) -> Step {
    let (text, given) = match std::mem::take(&mut session.start) {
        Start::Usual => return ElementStep::new(session).into(),
        Start::Instances => return InstancesStep::new(session).into(),
        Start::Element(element) => (element, None),
        Start::Change(form, id) => return ChangeStep::open(form, id).into(),
        Start::Given(given) => (given.element.clone(), Some(given)),
    };
    let named = session.elements.catalog.named(&text);
    session.start = given.map_or(Start::Usual, Start::Given);
    match named {
        NamedElement::One(entry) => {
            let draft = session.begin_draft(&entry.element());
            CredentialsStep::new(with_proxies(draft, session)).into()
        }
        // The values wait for the element to be chosen.
        NamedElement::Several(_) | NamedElement::Unknown(_) => ElementStep::filtered(&text, session).into(),
    }
}

/// Returns a form with the OAuth proxies that are known by now.
fn with_proxies(mut draft: Draft, session: &Session) -> Draft {
    draft.offer_proxies(session.proxies.known.clone());
    draft
}
