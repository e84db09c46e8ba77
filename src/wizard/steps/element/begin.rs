//! Where the choice of an element begins: at the one that was named, or with the whole list.

use super::{Choose, RECENT};
use crate::{
    domain::{
        Element,
        catalog::{Entry, Search},
    },
    wizard::{Start, session::Session, step::Step, steps::credentials::Credentials},
};
use std::sync::Arc;

/// Where one begins once the platform is known: at the element that was named, else at the list.
pub(in crate::wizard) fn begin(session: &mut Session) -> Step {
    let (text, given) = match std::mem::take(&mut session.start) {
        Start::Usual => return Choose::new(session).into(),
        Start::Element(element) => (element, None),
        Start::Given(given) => (given.element.clone(), Some(given)),
    };
    match (named(&text, session), given) {
        (Some(element), None) => Credentials::new(session.draft(&element)).into(),
        // What is begun with values of its own does not go on from another form.
        (Some(element), Some(given)) => {
            let mut draft = session.fresh(&element);
            given.fill(&mut draft);
            Credentials::new(draft).into()
        }
        (None, _) => Choose::filtered(&text, session).into(),
    }
}

/// The element a text can only mean: by its key, by its name, or as the only one that matches.
fn named(text: &str, session: &Session) -> Option<Arc<Element>> {
    let called = |entry: &&Arc<Entry>| entry.name.eq_ignore_ascii_case(text.trim());
    let catalog = &session.catalog;
    let exact = catalog.entry(text).or_else(|| catalog.entries().iter().find(called)).cloned();
    let only = || Some(Choose::filtered(text, session)).filter(|found| found.found() == 1)?.search.entry(0).cloned();
    exact.or_else(only).map(|entry| entry.element())
}

/// A search with nothing typed; what was made just now was used last.
pub(super) fn begun(session: &Session) -> Search {
    let made = session.made.iter().rev().map(|made| &made.element);
    let recent: Vec<_> = made.chain(&session.recent).take(RECENT).cloned().collect();
    Search::new(session.catalog.clone(), &recent)
}
