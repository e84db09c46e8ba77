//! Ways out of a change: fix the request, send it again, or go to the list.

use super::{ChangePhase, ChangeStep};
use crate::{
    domain::{
        ChangeEntry, ChangeKind, ChangeRequest, ChangeVerdict, Fault, Route, draft::ChangeForm, fault::FaultKind,
    },
    wizard::{
        Start, change_report::ChangeReport, command::Action, destination::Destination, effect::SessionEffect,
        notice::Notice, platform_memory::PlatformMemory, session::Session, transition::Transition,
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

impl ChangeStep {
    /// Reads the instance again, after the profile is fixed where it was refused.
    pub(super) fn reread(form: ChangeForm, id: String, fault: &Fault, session: &mut Session) -> Transition<Self> {
        match (&fault.kind, &session.profile) {
            (FaultKind::Account | FaultKind::Unread, Some(profile)) => {
                let sign_in = Destination::RefusedProfile(Box::new(profile.clone()));
                session.start = Start::Change(form, id);
                Transition::to(sign_in).saying(Notice::from(fault))
            }
            (FaultKind::Account | FaultKind::Unread, None)
            | (
                FaultKind::Fields(_)
                | FaultKind::Code
                | FaultKind::Refused
                | FaultKind::Busy(_)
                | FaultKind::Unreached
                | FaultKind::Unclear
                | FaultKind::Broken
                | FaultKind::Garbled
                | FaultKind::AlreadyMade
                | FaultKind::Local,
                _,
            ) => Transition::again(Self::open(form, id)),
        }
    }

    /// Goes on after the outcome.
    pub(super) fn fix(request: ChangeRequest, report: &ChangeReport, session: &mut Session) -> Transition<Self> {
        let form = || Transition::to_form(request.draft().clone());
        let transition = match (NextMove::after(&request, report), &report.fault) {
            (NextMove::Leave, _) => return Transition::to(Destination::FormOrigin(request.existing().id.clone())),
            (NextMove::Profile, Some(fault)) => {
                return Self::reread(form_of(&request), request.existing().id.clone(), fault, session);
            }
            (NextMove::Again, _) => {
                let review = Self::review(request.clone(), session);
                return review.send(Box::new(request), session);
            }
            (NextMove::Consent, _) => match request.filled().clone().route() {
                Route::Consent(consent) => Transition::to(Destination::Consent(Box::new(consent))),
                Route::Ready(_) | Route::Change(_) => form(),
            },
            (NextMove::Form | NextMove::Profile, fault) => {
                if let Some(fault) = fault
                    && let FaultKind::Fields(keys) = &fault.kind
                {
                    let (draft, fault) = (Box::new(request.draft().clone()), Box::new(fault.clone()));
                    Transition::to(Destination::RefusedCredentials(draft, keys.clone(), fault))
                } else {
                    form()
                }
            }
        };
        transition.telling(report.fault.as_ref().map(Notice::from))
    }

    /// Goes back to the form, or to the instance once the change is made.
    pub(super) fn back(request: &ChangeRequest, report: &ChangeReport) -> Transition<Self> {
        match NextMove::after(request, report) {
            NextMove::Leave => Transition::to(Destination::FormOrigin(request.existing().id.clone())),
            NextMove::Profile | NextMove::Consent | NextMove::Again | NextMove::Form => {
                Transition::to_form(request.draft().clone())
            }
        }
    }

    /// Handles an action on an earlier change: find out its outcome, decide later, or forget it.
    pub(super) fn act_on_earlier(self, entry: ChangeEntry, action: Action, session: &mut Session) -> Transition<Self> {
        match action {
            Action::Accept if session.profile_at(&entry.base).is_some() => {
                Transition::again(Self::in_phase(ChangePhase::Looking(Box::new(entry)), self.mask))
            }
            Action::Accept => {
                let words = format!("Sign in to {} to read the instance there.", entry.base.host());
                let sign_in = Destination::SignIn(entry.base.clone(), PlatformMemory::default());
                session.requests.changes.push_front(entry);
                Transition::to(sign_in).saying(Notice::plain(words))
            }
            Action::Forget => Transition::to(Destination::Unresolved).with(SessionEffect::Settle(entry.id)),
            Action::Back => Transition::to(Destination::Unresolved),
            Action::Quit => Transition::stay(self).asking(),
            _ => Transition::stay(self),
        }
    }

    /// Goes on after the outcome of an earlier change: to its form where it may be needed again.
    pub(super) fn act_on_found(
        self,
        entry: &ChangeEntry,
        report: &ChangeReport,
        action: Action,
        session: &Session,
    ) -> Transition<Self> {
        match (action, form_again(entry, report, session)) {
            (Action::Accept, _) if self.is_worth_another_look() => {
                Transition::again(Self::in_phase(ChangePhase::Looking(Box::new(entry.clone())), self.mask))
            }
            (Action::Accept, Some(form)) => Transition::again(Self::open(form, entry.target.id.clone())),
            (Action::Accept | Action::Back, _) => Transition::to(Destination::Unresolved),
            (Action::Forget, _) => {
                Transition::to(Destination::Unresolved).with(SessionEffect::Settle(entry.id.clone()))
            }
            (Action::Quit, _) => Transition::stay(self).asking(),
            _ => Transition::stay(self),
        }
    }
}

fn form_of(request: &ChangeRequest) -> ChangeForm {
    match request {
        ChangeRequest::Reauthorize(_) => ChangeForm::Reauthorize,
        ChangeRequest::Edit(_) => ChangeForm::Edit,
    }
}

/// Returns the form in which an earlier change can be made again; `None` if that is not needed, or not possible with the
/// account in use.
pub(super) fn form_again(entry: &ChangeEntry, report: &ChangeReport, session: &Session) -> Option<ChangeForm> {
    let is_open =
        matches!(report.verdict, ChangeVerdict::Unchanged | ChangeVerdict::Stopped | ChangeVerdict::Unknown(_));
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
