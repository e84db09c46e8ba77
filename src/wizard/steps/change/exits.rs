//! Ways out of a change: fix the request, send it again, or go to the list.

use super::{Change, ChangePhase};
use crate::{
    domain::{
        ChangeEntry, ChangeKind, ChangeRequest, ChangeVerdict, Fault, Route, draft::ChangeForm, fault::FaultKind,
    },
    wizard::{
        Start,
        change_report::ChangeReport,
        command::Action,
        effect::SessionEffect,
        notice::Notice,
        session::Session,
        steps::{
            authorization::Authorize, credentials::Credentials, element::ChooseElement, instances::InstanceList,
            platform::ChoosePlatform, recover, sign_in::SignIn,
        },
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
            let review = Change::review(request.clone(), session);
            review.send(Box::new(request), session)
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

/// Goes back to the list of instances if the instance was chosen there, else to the list of elements.
pub(in crate::wizard::steps) fn to_list(session: &Session) -> Transition {
    if session.instances.rows().is_empty() {
        return Transition::to(ChooseElement::new(session));
    }
    Transition::to(InstanceList::new(session))
}

fn form_of(request: &ChangeRequest) -> ChangeForm {
    match request {
        ChangeRequest::Reauthorize(_) => ChangeForm::Reauthorize,
        ChangeRequest::Edit(_) => ChangeForm::Edit,
    }
}

/// Answers to an earlier change: find out its outcome, decide later, or forget it.
pub(super) fn earlier(step: Change, entry: ChangeEntry, action: Action, session: &mut Session) -> Transition {
    match action {
        Action::Accept if session.account_at(&entry.base).is_some() => {
            Transition::to(Change::in_phase(ChangePhase::Looking(Box::new(entry)), step.mask))
        }
        Action::Accept => {
            let words = format!("Sign in to {} to read the instance there.", entry.base.host());
            let form = SignIn::new(entry.base.clone(), ChoosePlatform::new(session));
            session.requests.changes.push_front(entry);
            Transition::to(form).saying(Notice::plain(words))
        }
        Action::Forget => {
            let id = entry.id;
            Transition::to(recover::begin(session)).with(SessionEffect::Settle(id))
        }
        Action::Back => Transition::to(recover::begin(session)),
        Action::Quit => Transition::stay(step).asking(),
        _ => Transition::stay(step),
    }
}

/// Goes on after the outcome of an earlier change: to its form where it may be needed again.
pub(super) fn found(
    step: Change,
    entry: &ChangeEntry,
    report: &ChangeReport,
    action: Action,
    session: &mut Session,
) -> Transition {
    match (action, form_again(entry, report, session)) {
        (Action::Accept, Some(form)) => Transition::to(Change::open(form, entry.target.id.clone())),
        (Action::Accept | Action::Back, _) => Transition::to(recover::begin(session)),
        (Action::Forget, _) => Transition::to(recover::begin(session)).with(SessionEffect::Settle(entry.id.clone())),
        (Action::Quit, _) => Transition::stay(step).asking(),
        _ => Transition::stay(step),
    }
}

/// Returns the form in which an earlier change can be made again; `None` if that is not needed, or not possible with the
/// account in use.
pub(super) fn form_again(entry: &ChangeEntry, report: &ChangeReport, session: &Session) -> Option<ChangeForm> {
    let is_open = matches!(report.verdict, ChangeVerdict::Unchanged | ChangeVerdict::Unknown);
    let is_here = session.account().is_some_and(|account| account.base == entry.base);
    match entry.kind {
        ChangeKind::Reauthorize if is_open && is_here => Some(ChangeForm::Reauthorize),
        ChangeKind::Update if is_open && is_here => Some(ChangeForm::Edit),
        ChangeKind::Reauthorize
        | ChangeKind::Update
        | ChangeKind::Enable
        | ChangeKind::Disable
        | ChangeKind::Delete => None,
    }
}
