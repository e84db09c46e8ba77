//! Ways out of a change: fix the request, send it again, or go to the list.

use super::{Change, ChangePhase};
use crate::{
    domain::{ChangeRequest, ChangeVerdict, Fault, Route, draft::ChangeForm, fault::FaultKind},
    wizard::{
        Start,
        change_report::ChangeReport,
        notice::Notice,
        session::Session,
        steps::{authorization::Authorize, credentials::Credentials, element::ChooseElement, sign_in::SignIn},
        transition::Transition,
    },
};

/// Next move after the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextMove {
    /// Goes on: the change was made, or there is nothing left to change.
    Leave,
    /// Fixes the profile.
    Profile,
    /// Asks for consent again, because a code works once.
    Consent,
    /// Sends the same request again.
    Again,
    /// Fixes the form.
    Form,
}

impl NextMove {
    /// Returns the move after this outcome.
    pub fn after(request: &ChangeRequest, report: &ChangeReport) -> Self {
        let kind = report.fault.as_ref().map(|fault| &fault.kind);
        match (report.verdict, kind) {
            (ChangeVerdict::Changed | ChangeVerdict::Missing, _) | (ChangeVerdict::Unchanged, None) => Self::Leave,
            (_, Some(FaultKind::Account | FaultKind::Unread)) => Self::Profile,
            (_, Some(FaultKind::Unreached | FaultKind::Busy(_) | FaultKind::Local)) => Self::Again,
            (_, Some(FaultKind::Code)) => Self::Consent,
            (_, Some(FaultKind::Fields(_) | FaultKind::Refused)) => Self::Form,
            (_, None | Some(FaultKind::Unclear | FaultKind::Broken | FaultKind::Garbled | FaultKind::AlreadyMade))
                if request.grant().is_some() =>
            {
                Self::Consent
            }
            (_, None | Some(FaultKind::Unclear | FaultKind::Broken | FaultKind::Garbled | FaultKind::AlreadyMade)) => {
                Self::Again
            }
        }
    }

    /// Returns the move in two or three words.
    pub fn footer(self) -> &'static str {
        match self {
            Self::Consent => "ask for consent",
            Self::Leave | Self::Profile | Self::Again | Self::Form => self.words(),
        }
    }

    /// Returns the move in words that follow a key or "to".
    pub fn words(self) -> &'static str {
        match self {
            Self::Leave => "go on",
            Self::Profile => "fix the profile",
            Self::Consent => "ask for consent again: a code works once",
            Self::Again => "send it again",
            Self::Form => "fix the form",
        }
    }
}

/// Reads the instance again, after the profile is fixed where it was refused.
pub(super) fn reread(form: ChangeForm, id: String, fault: &Fault, session: &mut Session) -> Transition {
    match (&fault.kind, &session.profile) {
        (FaultKind::Account | FaultKind::Unread, Some(profile)) => {
            let step = SignIn::again(profile, session);
            session.start = Start::Change(form, id);
            Transition::to(step).saying(Notice::from(fault))
        }
        _ => Transition::to(Change::open(form, id)),
    }
}

/// Goes on after the outcome.
pub(super) fn fix(request: ChangeRequest, report: &ChangeReport, session: &mut Session) -> Transition {
    let step = NextMove::after(&request, report);
    let telling = |transition: Transition| transition.telling(report.fault.as_ref().map(Notice::from));
    match (step, &report.fault) {
        (NextMove::Leave, _) => to_list(session),
        (NextMove::Profile, Some(fault)) => reread(form_of(&request), request.existing().id.clone(), fault, session),
        (NextMove::Again, _) => {
            let mask = crate::document::mask::Mask::new(session.known().to_vec());
            Transition::to(Change::in_phase(ChangePhase::Sending(Box::new(request)), mask))
        }
        (NextMove::Consent, _) => match request.filled().clone().route() {
            Route::Consent(consent) => telling(Transition::to(Authorize::ask(consent))),
            Route::Ready(_) | Route::Change(_) => telling(Transition::to(Credentials::new(request.draft().clone()))),
        },
        (NextMove::Form | NextMove::Profile, fault) => match fault.as_ref().map(|fault| (fault, &fault.kind)) {
            Some((fault, FaultKind::Fields(keys))) => {
                telling(Transition::to(Credentials::refused(request.draft().clone(), keys, fault)))
            }
            _ => telling(Transition::to(Credentials::new(request.draft().clone()))),
        },
    }
}

/// Goes back to the form, or to the list once the change is made.
pub(super) fn back(request: &ChangeRequest, report: &ChangeReport, session: &Session) -> Transition {
    match NextMove::after(request, report) {
        NextMove::Leave => to_list(session),
        NextMove::Profile | NextMove::Consent | NextMove::Again | NextMove::Form => {
            Transition::to(Credentials::new(request.draft().clone()))
        }
    }
}

pub(super) fn to_list(session: &Session) -> Transition {
    Transition::to(ChooseElement::new(session))
}

fn form_of(request: &ChangeRequest) -> ChangeForm {
    match request {
        ChangeRequest::Reauthorize(_) => ChangeForm::Reauthorize,
        ChangeRequest::Edit(_) => ChangeForm::Edit,
    }
}
