//! Sentences that say where a token, secrets or a form go. Each is made here from the state, so that no two of them
//! contradict one another.

use super::{event::CreatedInstance, session::Session, steps::provisioning::USUAL_WAIT};

/// Whether anything outlives the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retention {
    /// Profiles, forms and tokens are saved.
    Saved,
    /// Nothing is written, as `--keep-nothing` asks.
    Nothing,
}

impl Session {
    /// Returns whether anything outlives the session.
    pub fn retention(&self) -> Retention {
        Retention::from_setting(self.keeps)
    }
}

impl Retention {
    /// Returns the retention of a session that keeps things, or does not.
    pub fn from_setting(keeps: bool) -> Self {
        if keeps { Self::Saved } else { Self::Nothing }
    }

    /// Describes where the secrets of a profile go; `is_asked` where the form asks for the place.
    pub fn secrets(self, is_asked: bool) -> &'static str {
        match (self, is_asked) {
            (Self::Nothing, _) => "Both secrets are sent to this host alone, and forgotten when you leave.",
            (Self::Saved, true) => "Both secrets are sent to this host alone, and kept where you say.",
            (Self::Saved, false) => "Both secrets are sent to this host alone, and kept in a file only you can read.",
        }
    }

    /// Describes what happens while an instance is being created.
    pub fn creating(self) -> String {
        let token = match self {
            Self::Saved => "and keeps the token the moment it arrives",
            Self::Nothing => "for the token, which is yours to copy or save",
        };
        format!(
            "The platform talks to the provider meanwhile; that often takes {USUAL_WAIT}. elemint waits up to two minutes \
             {token}."
        )
    }

    /// Describes the step in which an instance that was found is taken over.
    pub fn adopting(self) -> &'static str {
        match self {
            Self::Saved => "Keeping its token on this machine",
            Self::Nothing => "Taking it over",
        }
    }

    /// Describes what Enter does with an instance that was found.
    pub fn take_over(self) -> &'static str {
        match self {
            Self::Saved => "↵ takes it over and keeps its token; x if none of them is it.",
            Self::Nothing => "↵ takes it over and shows its token; x if none of them is it.",
        }
    }

    /// Describes what leaving does while a request is under way.
    pub fn leaving_sent(self) -> &'static str {
        match self {
            Self::Saved => "ctrl-c leaves elemint; the next start finds out whether the instance was created.",
            Self::Nothing => "ctrl-c leaves elemint; whether the instance was created is then for you to find out.",
        }
    }

    /// Describes the ways on from a request whose outcome is not known.
    pub fn leaving_unresolved(self) -> &'static str {
        match self {
            Self::Saved => "Press ↵ to look for it. ctrl-c leaves elemint; the next start asks again.",
            Self::Nothing => "Press ↵ to look for it. ctrl-c leaves elemint, and nothing asks again.",
        }
    }

    /// Describes what becomes of a request that is left unresolved.
    pub fn later(self) -> &'static str {
        match self {
            Self::Saved => "Open its form in the list to resolve it, or leave it for the next start.",
            Self::Nothing => "Open its form in the list to resolve it before you leave.",
        }
    }

    /// Describes what dropping an unfinished form did.
    pub fn dropped(self) -> &'static str {
        match self {
            Self::Saved => "is dropped.",
            Self::Nothing => "is not listed any more; its file stays, since nothing is written.",
        }
    }
}

/// Describes where the token of an instance is, for the tour.
pub fn token(made: &CreatedInstance, session: &Session) -> &'static str {
    match (&made.kept, session.is_token_safe()) {
        (Ok(_), _) => "the token is kept already.",
        (Err(_), true) => "you have the token.",
        (Err(_), false) => "the token is only here: t copies it.",
    }
}
