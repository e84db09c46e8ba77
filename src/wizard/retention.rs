//! Sentences on where a token, secrets or a form are saved. Each is made here from the state, so that no two of them
//! contradict one another.

use super::{Press, Sentence, action::Action, reply::CreatedInstance, sentence, session::Session};
use crate::domain::Profile;

/// Time the platform usually takes to create an instance.
pub const USUAL_WAIT: &str = "8 to 30 seconds";

/// Warning before a token is lost.
pub(super) const NOWHERE: &str = "The token is not saved yet.";

/// Persistence of profiles, forms and tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retention {
    /// Profiles, forms and tokens are saved.
    Saved,
    /// No file is written, as `--keep-nothing` asks.
    Nothing,
}

impl Session {
    /// Returns the retention of the session.
    pub fn retention(&self) -> Retention {
        Retention::from_setting(self.options.keeps)
    }

    /// Returns true if the platform is the sandbox, which ends with elemint.
    fn has_sandbox(&self) -> bool {
        self.profile.as_ref().is_some_and(Profile::is_practice)
    }

    /// Describes the effect of leaving while an instance is being created.
    pub(super) fn loss_of_creation(&self) -> &'static str {
        match (self.retention(), self.has_sandbox()) {
            (Retention::Saved, false) => {
                "Creation is in progress. If you leave now, the next start finds out if the instance exists."
            }
            (Retention::Saved, true) => {
                "Creation is in progress. If you leave now, the sandbox ends, and its next start lists the instance if it \
                 was created."
            }
            (Retention::Nothing, false) => {
                "Creation is in progress. If you leave now, you will not know if the instance exists."
            }
            (Retention::Nothing, true) => "Creation is in progress. If you leave now, the sandbox ends.",
        }
    }

    /// Describes the effect of leaving while an instance is being changed.
    pub(super) fn loss_of_change(&self) -> &'static str {
        match (self.retention(), self.has_sandbox()) {
            (Retention::Saved, false) => {
                "A change is in progress. If you leave now, the next start finds out if it was made."
            }
            (Retention::Saved, true) => {
                "A change is in progress. If you leave now, the sandbox ends, and its next start shows if it was made."
            }
            (Retention::Nothing, false) => {
                "A change is in progress. If you leave now, you will not know if it was made."
            }
            (Retention::Nothing, true) => "A change is in progress. If you leave now, the sandbox ends.",
        }
    }

    /// Describes the effect of leaving while a request is under way.
    pub fn leaving_sent(&self) -> Sentence {
        let later = match (self.retention(), self.has_sandbox()) {
            (Retention::Saved, false) => " to leave; the next start looks for the instance.",
            (Retention::Saved, true) => {
                " to leave; the next start of the sandbox lists the instance if it was created."
            }
            (Retention::Nothing, false) => " to leave; look for the instance yourself, as nothing is saved.",
            (Retention::Nothing, true) => " to leave; the sandbox ends, too.",
        };
        sentence![Press::Start(Action::BreakOff), later]
    }
}

impl Retention {
    /// Returns the retention for a setting: true saves data.
    pub fn from_setting(keeps: bool) -> Self {
        if keeps { Self::Saved } else { Self::Nothing }
    }

    /// Describes where the secrets of a profile go; `is_asked` where the form asks for the place.
    pub fn secrets(self, is_asked: bool) -> &'static str {
        match (self, is_asked) {
            (Self::Nothing, _) => "Both secrets are sent to this host only, and forgotten when you leave.",
            (Self::Saved, true) => "Both secrets are sent to this host only, and saved where you choose.",
            (Self::Saved, false) => "Both secrets are sent to this host only, and saved in a file only you can read.",
        }
    }

    /// Describes where a password goes, and the secrets of a profile that the platform gives for it.
    pub fn password(self, is_asked: bool) -> &'static str {
        match (self, is_asked) {
            (Self::Nothing, _) => {
                "The password is sent to this host once. Both secrets that come back are forgotten when you leave."
            }
            (Self::Saved, true) => {
                "The password is sent to this host once, and never saved. Both secrets that come back are saved where you \
                 choose."
            }
            (Self::Saved, false) => {
                "The password is sent to this host once, and never saved. Both secrets that come back are saved in a file \
                 only you can read."
            }
        }
    }

    /// Describes the loss that the deletion of an instance brings.
    pub fn deleting(self) -> String {
        let copy = match self {
            Self::Saved => "A copy without its secrets stays in the trash of this machine for 30 days.",
            Self::Nothing => "No copy is kept.",
        };
        format!("{copy} An instance created from it has a new id and a new token.")
    }

    /// Describes the creation of an instance while it is under way.
    pub fn creating(self) -> String {
        let token = match self {
            Self::Saved => "and saves the token when it arrives",
            Self::Nothing => "for the token, which you copy or save yourself",
        };
        format!(
            "The platform calls the provider, which often takes {USUAL_WAIT}. elemint waits up to two minutes {token}."
        )
    }

    /// Describes the step in which an instance that was found is taken over.
    pub fn adopting(self) -> &'static str {
        match self {
            Self::Saved => "Saving its token on this machine",
            Self::Nothing => "Taking over the instance",
        }
    }

    /// Describes where the token of an instance goes that is taken over.
    pub fn take_over(self) -> &'static str {
        match self {
            Self::Saved => "elemint saves its token on this machine.",
            Self::Nothing => "elemint shows its token; copy or save it yourself.",
        }
    }

    /// Describes the ways on from a request with an unknown outcome.
    pub fn leaving_unresolved(self) -> Sentence {
        let later = match self {
            Self::Saved => " to leave; the next start asks again.",
            Self::Nothing => " to leave; nothing asks again.",
        };
        sentence![Press::Start(Action::Accept), " to look for it, ", Press::Or(Action::BreakOff), later]
    }

    /// Describes how a request that is left unresolved is resolved later.
    pub fn later(self) -> &'static str {
        match self {
            Self::Saved => "Open its form in the list to resolve it, now or at the next start.",
            Self::Nothing => "Open its form in the list to resolve it before you leave.",
        }
    }

    /// Describes how long the decision on a request of this session can wait.
    pub(super) fn deciding_later(self) -> &'static str {
        match self {
            Self::Saved => " to decide later, ",
            Self::Nothing => " to decide before you leave, ",
        }
    }

    /// Describes the effect of deleting an unfinished form.
    pub fn dropped(self) -> &'static str {
        match self {
            Self::Saved => "was deleted.",
            Self::Nothing => "is no longer listed; its file stays, as nothing is written.",
        }
    }
}

/// Describes where the token of an instance is, for the tour.
pub fn token(made: &CreatedInstance, session: &Session) -> Sentence {
    match (&made.kept, session.is_token_safe()) {
        (Ok(_), _) => "the token is saved.".into(),
        (Err(_), true) => "you have the token.".into(),
        (Err(_), false) => sentence!["the token is only here: ", Press::Within(Action::CopyToken), " to copy it."],
    }
}
