//! Possible actions with their words: one decision for all front ends, and for a key before it reaches the step.

use super::{
    command::Action,
    form::{CleanedRow, Control, Form, FormRow, RowId},
    link_handover::LinkDelivery,
    step::Step,
    steps::{
        change::{ChangePhase, ChangeStep, NextMove},
        consent::{ConsentPhase as Consent, ConsentStep, ListenerState},
        creating::CreatingPhase,
        recovery::{RecoveryPhase as Search, RecoveryStep},
    },
    viewer::{Prompt, Viewer},
};
use crate::{document::json::Node, domain::Fault};

impl Step {
    /// Returns true if an action is possible in the present state of the step: the one decision for the footer, the help,
    /// the palette, plain lines and JSON, and for a key, which is refused before it reaches the step.
    pub fn applies(&self, action: Action) -> bool {
        match self {
            Self::Platform(s) => s.offers(action),
            Self::SignIn(s) if s.checking => action == Action::Back,
            Self::SignIn(_) | Self::Call(_) if matches!(action, Action::Remove | Action::LastTime) => false,
            Self::SignIn(s) => in_form(&s.form, action),
            Self::Element(s) => match action {
                Action::Forget => s.is_on_left(),
                Action::Narrow => s.has_facets(),
                _ => true,
            },
            Self::Credentials(s) if s.is_by_support() => s.offers(action),
            Self::Credentials(s) if action == Action::Remove => s.is_on_own_entry(),
            Self::Credentials(s) if action == Action::LastTime => s.draft().has_last_values(),
            Self::Credentials(s) => in_form(&s.form, action),
            Self::Consent(s) => in_consent(s, action),
            Self::Review(s) => in_viewer(&s.body, action),
            Self::Creating(s) => match s.phase() {
                CreatingPhase::Sending => action == Action::Back,
                CreatingPhase::Failed(fault) => of_failure(fault, action),
            },
            Self::Recovery(s) => in_recovery(s, action),
            Self::Change(s) => in_change(s, action),
            Self::Instance(s) => s.offers(action) && in_viewer(s.viewer(), action),
            Self::Document(s) => in_viewer(&s.viewer, action),
            Self::Instances(s) => s.offers(action),
            Self::Trash(s) => s.offers(action),
            Self::Details(s) => s.offers(action) && in_viewer(&s.viewer, action),
            Self::Calls(s) if s.is_failed() => matches!(action, Action::Accept | Action::Back | Action::Refresh),
            Self::Calls(s) if action == Action::Accept => !s.is_empty(),
            Self::Calls(s) => s.is_known() || action == Action::Back,
            Self::Call(s) if s.is_under_way() => action == Action::Back,
            Self::Call(s) => in_form(&s.form, action),
        }
    }

    /// Returns true if the focus is on the button of a form, where Enter submits it.
    fn is_on_button(&self) -> bool {
        let focused = self.form().and_then(Form::focused);
        focused.is_some_and(|row| matches!(row.control, Control::Button))
    }

    /// Returns the title of an action, where the state makes it narrower than the table says.
    pub fn title(&self, action: Action, usual: &'static str) -> &'static str {
        match (self, action) {
            (Self::Platform(s), Action::Back) if s.is_for_copy() => "back to the instance",
            (Self::Instance(s), Action::Back) if s.is_copy() && !s.is_prompting() => {
                "back to where it was copied or restored"
            }
            (Self::Instances(s), Action::Back) if s.stops() => "stop: wait for the requests on their way, send no more",
            (Self::Consent(s), Action::Accept) => match s.phase() {
                Consent::Waiting(w) => w.enter(s.is_late()).description(),
                Consent::Asking | Consent::Failed(_) | Consent::Granted(_) => usual,
            },
            (Self::Creating(_) | Self::Recovery(_) | Self::Change(_), Action::Accept) => self.words(action, usual),
            _ => usual,
        }
    }

    /// Returns the word for an action in the footer, where the state makes it narrower than the table says; empty where
    /// Enter does the same.
    pub fn words(&self, action: Action, usual: &'static str) -> &'static str {
        match (self, action) {
            (Self::SignIn(_) | Self::Credentials(_) | Self::Call(_), Action::Submit) if self.is_on_button() => "",
            (Self::Credentials(s), Action::Accept) => accept(&s.form),
            (Self::Credentials(s), Action::LastTime) if s.draft().has_any_last_value() => "begin empty",
            (Self::Credentials(_), Action::LastTime) => "as last time",
            (Self::SignIn(s), Action::Accept) => accept(&s.form),
            (Self::Call(s), Action::Accept) => accept(&s.form),
            (Self::Call(s), Action::Back) if s.is_under_way() => "cancel",
            (Self::Calls(s), Action::Accept) if s.is_failed() => "retry",
            (_, Action::Reveal) => self.form().map_or(usual, |form| reveal(form, usual)),
            (Self::Consent(s), Action::Accept) => match s.phase() {
                Consent::Failed(_) => "retry",
                Consent::Granted(_) => "go on",
                Consent::Waiting(w) => w.enter(s.is_late()).label(),
                Consent::Asking => usual,
            },
            (Self::Consent(s), Action::Copy) => match s.phase() {
                Consent::Waiting(w) if w.handover.delivery != LinkDelivery::Open => "",
                Consent::Waiting(_) | Consent::Asking | Consent::Failed(_) | Consent::Granted(_) => usual,
            },
            (Self::Creating(s), Action::Accept) => match s.phase() {
                CreatingPhase::Failed(fault) => fault.kind.remedy(),
                CreatingPhase::Sending => usual,
            },
            (Self::Recovery(s), Action::Accept) => match s.phase() {
                Search::Unclear => "look for it",
                Search::Found(_) => "take this one",
                Search::Absent if s.request().is_some() => "retry",
                Search::Absent | Search::Looking(_) | Search::Settling { .. } | Search::Adopting => usual,
            },
            (Self::Change(s), Action::Accept) => accept_change(s, usual),
            (Self::Platform(s), Action::Back) if s.work().is_some() => "cancel",
            (Self::Platform(s), Action::Back) if s.is_for_copy() => "back",
            (Self::Platform(s), Action::Limit) => s.describe_next_limit(),
            (Self::Instances(s), Action::Back) if s.stops() => "stop",
            // There the last line says how to leave: Esc asks first.
            (Self::Instance(s), Action::Back | Action::InstancesTab) if !s.is_copy() && !s.is_prompting() => "",
            (Self::Document(s), Action::Quit) if s.is_over => "back",
            (Self::Creating(s), Action::Back) if s.is_under_way() => "how to leave",
            (Self::Recovery(s), Action::Forget) if matches!(s.phase(), Search::Found(_)) => "none of them",
            (Self::Recovery(s), Action::Back) if matches!(s.phase(), Search::Looking(_)) => "cancel",
            (Self::Recovery(s), Action::Back) if s.request().is_none() => match s.phase() {
                Search::Absent => "",
                Search::Unclear
                | Search::Looking(_)
                | Search::Settling { .. }
                | Search::Adopting
                | Search::Found(_) => "later",
            },
            (Self::Recovery(s), Action::Back) if matches!(s.phase(), Search::Unclear) => "how to leave",
            _ => usual,
        }
    }
}

/// Returns the word for Enter in the change.
fn accept_change(step: &ChangeStep, usual: &'static str) -> &'static str {
    match step.phase() {
        ChangePhase::Review(_) => "send",
        ChangePhase::Unread(..) => "retry",
        ChangePhase::Done(request, report) => NextMove::after(request, report).footer(),
        ChangePhase::Earlier(_) => "read it",
        ChangePhase::Found(..) if step.is_worth_another_look() => "read it again",
        ChangePhase::Reading(..) | ChangePhase::Sending(_) | ChangePhase::Looking(_) | ChangePhase::Found(..) => usual,
    }
}

/// Returns true if an action is possible in the consent.
fn in_consent(step: &ConsentStep, action: Action) -> bool {
    match step.phase() {
        Consent::Asking => action == Action::Back,
        Consent::Waiting(w) if w.is_over(action) => false,
        Consent::Waiting(w) => match action {
            Action::CopyTunnel => w.tunnel().is_some(),
            Action::Retry => matches!(w.listener, ListenerState::Shut(_)),
            Action::Up | Action::Down => !w.choices().is_empty(),
            Action::Tokens => step.takes_tokens(),
            _ => true,
        },
        Consent::Failed(_) => matches!(action, Action::Accept | Action::Back),
        Consent::Granted(_) => matches!(action, Action::Accept | Action::Back | Action::Again),
    }
}

/// Returns true if an action is possible with a request that failed.
fn of_failure(fault: &Fault, action: Action) -> bool {
    match action {
        Action::CopyRequest => fault.request_id.is_some(),
        Action::Answer => fault.answer.is_some(),
        _ => true,
    }
}

/// Returns true if an action is possible in the search for an instance.
fn in_recovery(step: &RecoveryStep, action: Action) -> bool {
    match (step.phase(), action) {
        (Search::Looking(_) | Search::Settling { .. }, action) => action == Action::Back,
        (Search::Adopting, _) | (Search::Absent, Action::Forget) => false,
        (_, Action::CopyRequest) => step.request_id().is_some(),
        (phase, Action::Answer) => matches!(phase, Search::Unclear) && step.answer().is_some(),
        (phase, Action::Up | Action::Down) => matches!(phase, Search::Found(_)),
        (Search::Unclear | Search::Absent | Search::Found(_), _) => true,
    }
}

/// Returns true if an action is possible in the change.
fn in_change(step: &ChangeStep, action: Action) -> bool {
    match (step.phase(), action) {
        (ChangePhase::Reading(..) | ChangePhase::Sending(_), action) => action == Action::Back,
        (ChangePhase::Looking(_), _) => false,
        (_, Action::Forget) => step.is_forgettable(),
        (_, Action::CopyRequest | Action::Answer) => step.fault().is_some_and(|fault| of_failure(fault, action)),
        (ChangePhase::Review(request), Action::Accept) => !request.is_empty(),
        (
            ChangePhase::Review(_)
            | ChangePhase::Unread(..)
            | ChangePhase::Done(..)
            | ChangePhase::Earlier(_)
            | ChangePhase::Found(..),
            _,
        ) => true,
    }
}

/// Returns true if an action is possible in the document.
fn in_viewer(viewer: &Viewer, action: Action) -> bool {
    let document = viewer.document();
    match action {
        Action::NextFound | Action::PreviousFound => !viewer.search().is_empty(),
        _ if !matches!(viewer.prompt(), Prompt::None) => true,
        action if viewer.awaits_rest(action) => false,
        Action::Json | Action::Filter | Action::Level | Action::NextSibling | Action::PreviousSibling => {
            !document.is_text()
        }
        Action::CloseSiblings | Action::OpenSiblings | Action::Fold | Action::Unfold => document.rows() > 1,
        Action::OpenHere => document.node(viewer.row()).is_some_and(Node::folds),
        Action::CloseHere => document.node(viewer.row()).is_some_and(|node| node.folds() || node.parent().is_some()),
        _ => true,
    }
}

/// Returns true if an action is possible in the form.
fn in_form(form: &Form, action: Action) -> bool {
    match action {
        Action::Reveal => form.focused().is_some_and(|row| row.is_covered() || row.revealed),
        Action::Original => {
            let cleaned = form.focused().and_then(|row| row.cleaned.as_ref());
            cleaned.is_some_and(CleanedRow::is_reversible)
        }
        Action::Options => form.row(&RowId::Options).is_some(),
        _ => true,
    }
}

/// Returns the word for a revealed secret, which can only be hidden.
fn reveal(form: &Form, usual: &'static str) -> &'static str {
    if form.focused().is_some_and(|row| row.revealed) { "hide secret" } else { usual }
}

/// Returns the word for Enter on the focused row.
fn accept(form: &Form) -> &'static str {
    match form.focused() {
        Some(FormRow { control: Control::Button, .. }) => "go on",
        Some(row) if row.id == RowId::Add && !row.expose_value().is_empty() => "add",
        _ => "next",
    }
}
