//! Actions that are not possible now: refused in one place, with the reason where the user should read it.

use super::{
    Notice, Press,
    command::Action,
    confirmation::read_only,
    sentence,
    session::Session,
    step::Step,
    steps::{
        change::{ChangePhase, ChangeStep},
        consent::{ConsentPhase, ConsentStep},
        details::DetailsStep,
    },
    viewer::Viewer,
};
use crate::domain::Write;

impl Step {
    /// Returns true if an action is a command here and possible now. The letter of a menu is judged by the menu.
    pub(super) fn takes(&self, action: Action) -> bool {
        matches!(action, Action::Pick(_)) || self.command(action).is_some()
    }

    /// Returns the reason for which an action is not possible; `None` if nothing is to be said about it.
    pub(super) fn refusal(&self, action: Action, session: &Session) -> Option<Notice> {
        match self {
            Self::Credentials(step) if step.is_by_support() && matches!(action, Action::Accept | Action::Submit) => {
                Some(Notice::plain(step.describe_missing_form(session)))
            }
            Self::Consent(step) => in_consent(step, action),
            Self::Creating(step) if !step.is_under_way() => without_number(action),
            Self::Recovery(_) => without_number(action),
            Self::Change(step) => in_change(step, action),
            Self::Instance(_) if action == Action::Compare => {
                Some(Notice::plain("The request is no longer available."))
            }
            Self::Instance(step) => in_viewer(step.viewer(), action),
            Self::Review(step) => in_viewer(&step.body, action),
            Self::Document(step) => in_viewer(&step.viewer, action),
            Self::Instances(_) if action == Action::Narrow && session.instances.rows().is_empty() => {
                let is_arriving = session.instances.is_arriving();
                let words =
                    if is_arriving { "The list has not arrived yet." } else { "There are no instances to filter." };
                Some(Notice::plain(words))
            }
            Self::Element(_) | Self::Instances(_) if action == Action::Narrow => {
                Some(Notice::plain("Nothing matches the words, so there is nothing to filter."))
            }
            Self::Instances(step) if action == Action::SelectAll && step.has_complaint() => {
                Some(Notice::plain("A filter is not valid, so more would be selected than is meant."))
            }
            Self::Instances(step) if !step.is_empty() => of_profile(action, session),
            Self::Details(step) if action == Action::CopyToken && !step.row().instance.is_complete => {
                Some(DetailsStep::unread())
            }
            Self::Details(_) if action == Action::CopyToken => {
                let hint = "Only the platform's own pages show it.";
                Some(Notice::bad("The platform did not send the token.", hint))
            }
            Self::Details(_) if action == Action::Changes => {
                Some(Notice::plain("No change since the last look is known."))
            }
            Self::Details(step) => of_profile(action, session).or_else(|| in_viewer(&step.viewer, action)),
            Self::Trash(step) => step.refusal(action),
            Self::Platform(step) => step.refusal(action),
            Self::SignIn(_)
            | Self::Element(_)
            | Self::Credentials(_)
            | Self::Creating(_)
            | Self::Instances(_)
            | Self::Calls(_)
            | Self::Call(_) => None,
        }
    }
}

fn in_consent(step: &ConsentStep, action: Action) -> Option<Notice> {
    let ConsentPhase::Waiting(waiting) = step.phase() else { return None };
    if waiting.is_over(action) {
        let words = sentence!["This link was used already. ", Press::Start(Action::Accept), " for a new one."];
        return Some(Notice::plain(words));
    }
    (action == Action::Tokens).then(|| Notice::plain("This element takes no tokens of your own."))
}

fn in_change(step: &ChangeStep, action: Action) -> Option<Notice> {
    match (step.phase(), action) {
        (ChangePhase::Review(_), Action::Accept) => Some(Notice::plain("Nothing is changed, so nothing is sent.")),
        (ChangePhase::Unread(..) | ChangePhase::Done(..) | ChangePhase::Found(..), action) => without_number(action),
        (
            ChangePhase::Reading(..)
            | ChangePhase::Review(_)
            | ChangePhase::Sending(_)
            | ChangePhase::Earlier(_)
            | ChangePhase::Looking(_),
            _,
        ) => None,
    }
}

fn in_viewer(viewer: &Viewer, action: Action) -> Option<Notice> {
    if viewer.awaits_rest(action) {
        return Some(Notice::plain("It is still being read; this needs all of the document."));
    }
    let is_filter = action == Action::Filter && viewer.document().is_text();
    is_filter.then(|| Notice::plain("A jq filter is for JSON, and this is text."))
}

/// Returns the notice about a request without a number.
fn without_number(action: Action) -> Option<Notice> {
    (action == Action::CopyRequest).then(|| Notice::plain("The platform gave no request id."))
}

/// Returns the refusal of a read-only profile.
fn of_profile(action: Action, session: &Session) -> Option<Notice> {
    let write = match action {
        Action::Enable => Write::Enable(""),
        Action::Delete => Write::Delete(""),
        Action::Disable | Action::Trace | Action::Reauthorize | Action::EditInstance => Write::Change(""),
        _ => return None,
    };
    session.account().and_then(|account| read_only(account, write)).map(|fault| Notice::from(&fault))
}
