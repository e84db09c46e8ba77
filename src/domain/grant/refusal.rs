//! A provider that says no, or cannot say yes.

use super::StateCheck;

/// A refusal in the provider's own words, freed of characters that do not show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The error code, such as `access_denied`.
    pub error: String,
    /// What the provider said about it.
    pub description: Option<String>,
    /// Whether the state was there and ours.
    pub state: StateCheck,
}

/// What a refusal comes to. The codes are those of RFC 6749 §4.1.2.1, and what providers have added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// The person, or someone for them, did not agree.
    Denied,
    /// The provider could not answer just now; nobody said no.
    Passing,
    /// The scope is not one the application may ask for.
    Scope,
    /// The provider does not know the application, or not with this callback.
    Application,
    /// The request was refused for a reason only the provider's own words tell.
    Other,
}

impl Refusal {
    /// What it comes to.
    pub fn kind(&self) -> RefusalKind {
        match self.error.as_str() {
            "access_denied"
            | "not_approved"
            | "denied"
            | "user_denied"
            | "user_refused"
            | "permission_denied"
            | "user_cancelled_login"
            | "user_cancelled_authorize"
            | "consent_required" => RefusalKind::Denied,
            "temporarily_unavailable" | "server_error" | "timeout" => RefusalKind::Passing,
            "invalid_scope" => RefusalKind::Scope,
            "unauthorized_client"
            | "invalid_client"
            | "invalid_client_id"
            | "redirect_uri_mismatch"
            | "consumer_key_unknown"
            | "consumer_key_rejected" => RefusalKind::Application,
            _ => RefusalKind::Other,
        }
    }
}

impl RefusalKind {
    /// What happened, in a sentence.
    pub fn what(self) -> &'static str {
        match self {
            Self::Denied => "The provider said no.",
            Self::Passing => "The provider could not answer just now. Nobody said no.",
            Self::Scope => "The provider does not allow the scope that was asked for.",
            Self::Application => "The provider does not take the application as it was described.",
            Self::Other => "The provider refused the request.",
        }
    }

    /// What to try.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Denied => "↵ asks again, with a new link.",
            Self::Passing => "↵ asks again, with a new link. A minute's wait often helps.",
            Self::Scope => "Esc leads back to the form: compare the scope with what the application may ask for.",
            Self::Application => {
                "Esc leads back to the form: compare client ID and callback with the provider's page, letter by letter."
            }
            Self::Other => "↵ asks again, with a new link; esc leads back to the form.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_out_of_order_has_not_said_no() {
        let kind = |error: &str| Refusal { error: error.into(), description: None, state: StateCheck::Matches }.kind();
        assert_eq!([kind("temporarily_unavailable"), kind("server_error")], [RefusalKind::Passing; 2]);
        assert_eq!([kind("access_denied"), kind("not_approved"), kind("denied")], [RefusalKind::Denied; 3]);
        assert_eq!(
            (kind("invalid_scope"), kind("unauthorized_client")),
            (RefusalKind::Scope, RefusalKind::Application)
        );
        assert_eq!(kind("something_else"), RefusalKind::Other);
        assert_ne!(RefusalKind::Passing.what(), RefusalKind::Denied.what());
    }
}
