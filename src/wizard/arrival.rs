//! Construction of the next step: the one place that knows the types of all steps.

use super::{
    destination::Destination,
    platform_memory::PlatformMemory,
    session::{Session, Start},
    step::Step,
    steps::{
        authorization::Authorize,
        call::CallResource,
        change::Change,
        credentials::Credentials,
        details::Details,
        element::ChooseElement,
        instances::InstanceList,
        operations::ChooseOperation,
        platform::ChoosePlatform,
        provisioning::Provisioning,
        recover::{Recover, RecoverOrigin},
        response::Response,
        review::Review,
        sign_in::SignIn,
    },
};
use crate::{catalog::NamedElement, domain::Draft};

/// Returns the step at a destination.
pub(super) fn step_at(destination: Destination, session: &mut Session) -> Step {
    match destination {
        Destination::Unresolved => unresolved(session),
        Destination::AfterPlatform => after_platform(session),
        Destination::Platforms(memory) => ChoosePlatform::new(memory, session).into(),
        Destination::SignIn(base, memory) => SignIn::new(base, memory, session).into(),
        Destination::RefusedProfile(profile) => SignIn::again(&profile, session).into(),
        Destination::Elements => ChooseElement::new(session).into(),
        Destination::ElementsAt(key) => ChooseElement::on(key.as_str(), session).into(),
        Destination::Form(draft) => Credentials::new(with_proxies(*draft, session)).into(),
        Destination::RefusedForm(draft, keys, fault) => {
            Credentials::refused(with_proxies(*draft, session), &keys, &fault).into()
        }
        Destination::TokenForm(draft, mode) => {
            Credentials::new(with_proxies(*draft, session)).leading_back(mode).into()
        }
        Destination::Consent(consent) => Authorize::ask(*consent).into(),
        Destination::GivenConsent(consent, grant) => Authorize::granted(*consent, grant).into(),
        Destination::Review(request) => Review::new(*request, session).into(),
        Destination::Creation(request) => Provisioning::begin(*request).into(),
        Destination::UnclearCreation(attempt, request, fault) => {
            Recover::new(*attempt, RecoverOrigin::Now(request, fault)).into()
        }
        Destination::EarlierCreation(attempt) => Recover::new(*attempt, RecoverOrigin::Earlier).into(),
        Destination::Created(made, flow, sent) => Response::new(*made, flow, sent.as_deref(), session).into(),
        Destination::Change(form, id) => Change::open(form, id).into(),
        Destination::ChangeReview(request) => Change::review(*request, session).into(),
        Destination::FormOrigin(id) => match session.instances.row(&id).cloned() {
            Some(row) => Details::new(row, session).into(),
            None if session.instances.rows().is_empty() => ChooseElement::new(session).into(),
            None => InstanceList::new(session).into(),
        },
        Destination::Instances => InstanceList::new(session).into(),
        Destination::Details(row) => Details::new(row, session).into(),
        Destination::Operations(memory) => ChooseOperation::new(*memory).into(),
        Destination::Call(memory, at) => match CallResource::new((*memory).clone(), at) {
            Some(step) => step.into(),
            None => ChooseOperation::new(*memory).into(),
        },
    }
}

fn unresolved(session: &mut Session) -> Step {
    if let Some(attempt) = session.requests.unsettled.pop_front() {
        return Recover::new(attempt, RecoverOrigin::Earlier).into();
    }
    match session.requests.changes.pop_front() {
        Some(entry) => Change::earlier(entry).into(),
        None if session.profile.is_some() => after_platform(session),
        None => match session.resumption.platform.take() {
            Some(base) => SignIn::new(base, PlatformMemory::default(), session).into(),
            None => ChoosePlatform::new(PlatformMemory::default(), session).into(),
        },
    }
}

fn after_platform(session: &mut Session) -> Step {
    let (text, given) = match std::mem::take(&mut session.start) {
        Start::Usual => return ChooseElement::new(session).into(),
        Start::Instances => return InstanceList::new(session).into(),
        Start::Element(element) => (element, None),
        Start::Change(form, id) => return Change::open(form, id).into(),
        Start::Given(given) => (given.element.clone(), Some(given)),
    };
    let named = session.elements.catalog.named(&text);
    session.start = given.map_or(Start::Usual, Start::Given);
    match named {
        NamedElement::One(entry) => {
            let draft = session.begin_draft(&entry.element());
            Credentials::new(with_proxies(draft, session)).into()
        }
        // The values wait for the element to be chosen.
        NamedElement::Several(_) | NamedElement::Unknown(_) => ChooseElement::filtered(&text, session).into(),
    }
}

/// Returns a form with the OAuth proxies that are known by now.
fn with_proxies(mut draft: Draft, session: &Session) -> Draft {
    draft.offer_proxies(session.proxies.known.clone());
    draft
}
