//! Own tokens: every element with consent also takes tokens a person has from elsewhere.

use crate::catalog::{
    element::{
        AuthFlow, AuthMode,
        oauth_keys::{CALLBACK_URL, REFRESH_TOKEN, USER_TOKEN, USER_TOKEN_SECRET},
    },
    field::{Field, FieldKind, Target},
};

/// The mode in which nobody is asked for consent, made from the one in which they are.
pub(super) fn tokens(consent: &AuthMode) -> AuthMode {
    let kept = |field: &&Field| {
        field.key.as_str() != CALLBACK_URL && field.target == Target::Configuration && field.from_callback.is_none()
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
            token(
                USER_TOKEN,
                "Access token",
                false,
                "Only if you have one that is still good; the platform can do without.",
            ),
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
