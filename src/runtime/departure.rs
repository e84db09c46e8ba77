//! Requests that are being prepared while the program ends: these are not sent any more.

use crate::{
    catalog::ElementKey,
    domain::{ChangeRequest, CreateRequest, JournalEntry},
    wizard::Leaving,
};
use std::sync::{Mutex, PoisonError};

/// Request whose references are being read. Nothing of it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Preparing {
    /// Creates an instance of this element and name.
    Create(ElementKey, String),
    /// Changes the instance with this ID.
    Change(String),
}

impl From<&CreateRequest> for Preparing {
    fn from(request: &CreateRequest) -> Self {
        Self::Create(request.element().clone(), request.filled().name().to_owned())
    }
}

impl From<&ChangeRequest> for Preparing {
    fn from(request: &ChangeRequest) -> Self {
        Self::Change(request.existing().id.clone())
    }
}

/// Requests that are being prepared, until the program ends.
#[derive(Debug, Default)]
pub(super) struct Departure(Mutex<DepartureState>);

#[derive(Debug, Default)]
struct DepartureState {
    is_closed: bool,
    preparing: Vec<Preparing>,
}

impl Departure {
    /// Begins to prepare a request.
    pub(super) fn prepare(&self, request: Preparing) {
        self.change(|state| state.preparing.push(request));
    }

    /// Ends the preparation of a request. Returns true if it may be sent: the program has not ended in the meantime.
    pub(super) fn finish(&self, request: &Preparing) -> bool {
        self.change(|state| {
            if let Some(at) = state.preparing.iter().position(|other| other == request) {
                state.preparing.remove(at);
            }
            !state.is_closed
        })
    }

    /// Lets no request be sent any more, and returns those that are being prepared.
    pub(super) fn close(&self) -> Vec<Preparing> {
        self.change(|state| {
            state.is_closed = true;
            state.preparing.clone()
        })
    }

    fn change<T>(&self, change: impl FnOnce(&mut DepartureState) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Corrects the state of the work in progress for requests that were not sent. `sent` are those with an unknown outcome.
pub(super) fn corrected(how: Leaving, unsent: &[Preparing], sent: &[JournalEntry]) -> Leaving {
    match how {
        Leaving::Unknown(element, name, made) if unsent.contains(&Preparing::Create(element.clone(), name.clone())) => {
            match sent.iter().find(|entry| entry.element != element || entry.name != name) {
                Some(entry) => Leaving::Unknown(entry.element.clone(), entry.name.clone(), made),
                None => Leaving::BrokeOff(made),
            }
        }
        Leaving::UnknownChange(target, made) if unsent.contains(&Preparing::Change(target.id.clone())) => {
            if made.is_empty() { Leaving::Interrupted } else { Leaving::Made(made) }
        }
        how => how,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{BaseUrl, ChangeTarget, JournalId, Timestamp};
    use rstest::rstest;

    fn create(name: &str) -> Preparing {
        Preparing::Create(ElementKey::new("xero"), name.into())
    }

    fn unknown(name: &str) -> Leaving {
        Leaving::Unknown(ElementKey::new("xero"), name.into(), Vec::new())
    }

    fn change() -> Leaving {
        let target = ChangeTarget { id: "7".into(), name: "shop".into(), element: ElementKey::new("xero") };
        Leaving::UnknownChange(target, Vec::new())
    }

    fn entry(name: &str) -> JournalEntry {
        JournalEntry {
            id: JournalId::from_bytes([1; 4]),
            base: BaseUrl::read("https://api.cloud-elements.com").expect("a base"),
            element: ElementKey::new("xero"),
            name: name.into(),
            tags: Vec::new(),
            body: String::new(),
            started: Timestamp(0),
            draft: None,
            profile: None,
        }
    }

    #[rstest]
    #[case::unsent(unknown("a"), &[create("a")], &[], Leaving::BrokeOff(Vec::new()))]
    #[case::sent(unknown("a"), &[], &[], unknown("a"))]
    #[case::other_is_unsent(unknown("a"), &[create("b")], &["a"], unknown("a"))]
    #[case::other_is_open(unknown("b"), &[create("b")], &["a"], unknown("a"))]
    #[case::unsent_change(change(), &[Preparing::Change("7".into())], &[], Leaving::Interrupted)]
    #[case::other_change(change(), &[Preparing::Change("8".into()), create("a")], &[], change())]
    fn only_the_request_that_was_not_sent_is_corrected(
        #[case] how: Leaving,
        #[case] unsent: &[Preparing],
        #[case] sent: &[&str],
        #[case] expected: Leaving,
    ) {
        let sent: Vec<_> = sent.iter().map(|name| entry(name)).collect();
        assert_eq!(corrected(how, unsent, &sent), expected);
    }

    #[test]
    fn nothing_is_sent_once_the_program_ends() {
        let departure = Departure::default();
        departure.prepare(create("a"));
        departure.prepare(create("b"));
        assert!(departure.finish(&create("a")));
        assert_eq!(departure.close(), [create("b")]);
        assert!(!departure.finish(&create("b")));
    }
}
