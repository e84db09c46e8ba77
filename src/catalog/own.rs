//! Auth mode for existing tokens, available for every element with consent.

use crate::catalog::{
    element::{
        AuthFlow, AuthMode,
        oauth_keys::{CALLBACK_URL, REFRESH_TOKEN, USER_TOKEN, USER_TOKEN_SECRET},
    },
    field::{Field, FieldKind, Target},
};

/// Derives the mode for existing tokens from the one with consent.
pub(super) fn tokens(consent: &AuthMode) -> AuthMode {
    let kept = |field: &&Field| {
        let is_sent = matches!(field.target, Target::Configuration | Target::Request);
        field.key.as_str() != CALLBACK_URL && is_sent && field.from_callback.is_none()
    };
    let (asked, options): (Vec<Field>, Vec<Field>) =
        consent.fields.iter().filter(kept).cloned().partition(|field| !field.optional_section);
    let tokens = match consent.flow {
        AuthFlow::OAuth1 => vec![
            token(USER_TOKEN, "Access token", true, "The token the provider gave your application for this user."),
            token(USER_TOKEN_SECRET, "Access token secret", true, "The secret that came with that token."),
        ],
        AuthFlow::OAuth2 | AuthFlow::Plain => vec![
            token(
                REFRESH_TOKEN,
                "Refresh token",
                true,
                "The platform gets new access tokens with it, and keeps them current.",
            ),
            token(USER_TOKEN, "Access token", false, "Optional: only if you have one that is still valid."),
        ],
    };
    AuthMode {
        label: "own tokens".into(),
        when: consent.when.clone(),
        external: true,
        ..AuthMode::new(AuthFlow::Plain, asked.into_iter().chain(tokens).chain(options).collect())
    }
}

fn token(key: &str, label: &str, required: bool, help: &str) -> Field {
    Field { required, help: help.into(), ..Field::new(key, label, FieldKind::Secret) }
}
