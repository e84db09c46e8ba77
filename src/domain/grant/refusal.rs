//! Refusals by the provider.

use super::StateCheck;

/// Refusal in the provider's own words, without invisible characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Error code, such as `access_denied`.
    pub error: String,
    /// Description by the provider.
    pub description: Option<String>,
    /// Result of the comparison of the state.
    pub state: StateCheck,
}

/// Category of a refusal. The codes are those of RFC 6749 §4.1.2.1 and extensions by providers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// The user, or an administrator, did not agree.
    Denied,
    /// The provider is temporarily unable to answer; consent was not refused.
    Passing,
    /// The application may not request this scope.
    Scope,
    /// The provider does not know the application, or not with this callback.
    Application,
    /// Any other reason, described only by the provider's text.
    Other,
}

impl Refusal {
    /// Returns the category.
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
    /// Returns a sentence that states the cause.
    pub fn problem(self) -> &'static str {
        match self {
            Self::Denied => "The provider denied access.",
            Self::Passing => "The provider is temporarily unable to answer. Access was not denied.",
            Self::Scope => "The provider does not allow the requested scope.",
            Self::Application => "The provider does not accept the client ID or the callback.",
            Self::Other => "The provider refused the request.",
        }
    }

    /// Returns the remedy; empty where nothing but another attempt helps.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Denied | Self::Other => "",
            Self::Passing => "Wait a minute.",
            Self::Scope => "Compare the scope in the form with the one the application may request.",
            Self::Application => "Compare client ID and callback in the form with the provider's page.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusal_is_classified_by_its_error_code() {
        let kind = |error: &str| Refusal { error: error.into(), description: None, state: StateCheck::Matches }.kind();
        assert_eq!([kind("temporarily_unavailable"), kind("server_error")], [RefusalKind::Passing; 2]);
        assert_eq!([kind("access_denied"), kind("not_approved"), kind("denied")], [RefusalKind::Denied; 3]);
        assert_eq!(
            (kind("invalid_scope"), kind("unauthorized_client")),
            (RefusalKind::Scope, RefusalKind::Application)
        );
        assert_eq!(kind("something_else"), RefusalKind::Other);
        assert_ne!(RefusalKind::Passing.problem(), RefusalKind::Denied.problem());
    }
}
