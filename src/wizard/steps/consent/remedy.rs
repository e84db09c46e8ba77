//! Remedies for answers of the provider that cannot be used.

use crate::{
    domain::grant::{GrantReading, RefusalKind},
    wizard::{Press, Sentence, command::Action, sentence},
};

/// Returns the remedy for an answer that cannot be used.
pub fn remedy(reading: &GrantReading) -> Sentence {
    let hint = Sentence::from(reading.hint());
    if reading.is_token() { hint.and(sentence![" ", Press::Start(Action::Tokens), " to enter tokens."]) } else { hint }
}

/// Returns the remedy for a refusal by the provider.
pub(super) fn refusal_remedy(kind: RefusalKind) -> Sentence {
    let keys = match kind {
        RefusalKind::Denied | RefusalKind::Passing => sentence![Press::Start(Action::Accept), " for a new link."],
        RefusalKind::Scope | RefusalKind::Application => {
            sentence![Press::Start(Action::Back), " to go back to the form."]
        }
        RefusalKind::Other => {
            sentence![
                Press::Start(Action::Accept),
                " for a new link, ",
                Press::Or(Action::Back),
                " to go back to the form."
            ]
        }
    };
    if kind.hint().is_empty() { keys } else { sentence![kind.hint(), " ", keys] }
}
