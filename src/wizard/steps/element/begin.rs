//! First step after the platform: the form of the element named on the command line, or the complete list.

use super::{ChooseElement, RECENT};
use crate::{
    catalog::{Element, ElementSearch, NamedElement},
    domain::Draft,
    wizard::{
        Start,
        session::Session,
        step::Step,
        steps::{change::Change, credentials::Credentials, instances::InstanceList},
    },
};
use std::sync::Arc;

/// Returns the step after the platform: the form of the named element, or else the list.
pub(in crate::wizard) fn begin(session: &mut Session) -> Step {
    let (text, given) = match std::mem::take(&mut session.start) {
        Start::Usual => return ChooseElement::new(session).into(),
        Start::Instances => return InstanceList::new(session).into(),
        Start::Element(element) => (element, None),
        Start::Change(form, id) => return Change::open(form, id).into(),
        Start::Given(given) => (given.element.clone(), Some(given)),
    };
    match (named(&text, session), given) {
        (Some(element), None) => Credentials::new(session.draft(&element)).into(),
        (Some(element), Some(given)) => {
            session.start = Start::Given(given);
            Credentials::new(draft(&element, session)).into()
        }
        // The values wait for the element to be chosen.
        (None, given) => {
            session.start = given.map_or(Start::Usual, Start::Given);
            ChooseElement::filtered(&text, session).into()
        }
    }
}

/// The form of an element: with the values of the command line where some wait, else as it was left.
pub(super) fn draft(element: &Arc<Element>, session: &mut Session) -> Draft {
    match std::mem::take(&mut session.start) {
        // A form begun with values of its own does not go on from another one.
        Start::Given(given) => {
            let mut draft = if given.is_restored { Draft::new(element.clone()) } else { session.fresh(element) };
            given.fill(&mut draft);
            draft
        }
        Start::Usual | Start::Element(_) | Start::Change(..) | Start::Instances => session.draft(element),
    }
}

/// The element a text can only mean.
fn named(text: &str, session: &Session) -> Option<Arc<Element>> {
    match session.elements.catalog.named(text) {
        NamedElement::One(entry) => Some(entry.element()),
        NamedElement::Several(_) | NamedElement::Unknown(_) => None,
    }
}

/// Returns a search without words; the element of the newest instance counts as used last.
pub(super) fn begun(session: &Session) -> ElementSearch {
    let made = session.made.iter().rev().map(|made| &made.element);
    let recent: Vec<_> = made.chain(&session.elements.recent).take(RECENT).cloned().collect();
    ElementSearch::new(session.elements.catalog.clone(), &recent)
}
