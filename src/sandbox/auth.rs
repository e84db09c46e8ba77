//! Reads the `Authorization` header, and decides on access.

use super::{accounts::Requester, problem::Problem, world::SharedWorld};
use crate::text::Secret;
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, StatusCode, header, request::Parts},
};

/// A header taken apart: comma-separated pairs of keyword and value, in any order.
///
/// Values are opaque. User secrets and tokens are base64, so `=`, `+` and `/` mean nothing here.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct AuthHeader {
    pub(super) user: Option<Secret>,
    pub(super) organization: Option<Secret>,
    pub(super) element: Option<Secret>,
    pub(super) bearer: Option<Secret>,
}

impl AuthHeader {
    /// Reads the header; a header that cannot be read gives no access.
    pub(super) fn read(headers: &HeaderMap) -> Self {
        let mut lines = headers.get_all(header::AUTHORIZATION).iter();
        let (Some(line), None) = (lines.next(), lines.next()) else { return Self::default() };
        line.to_str().ok().and_then(Self::parse).unwrap_or_default()
    }

    fn parse(line: &str) -> Option<Self> {
        let mut found = Self::default();
        for pair in line.split(',') {
            let (keyword, value) = pair.trim().split_once(' ')?;
            let value = value.trim();
            let slot = match keyword.to_ascii_lowercase().as_str() {
                "user" => &mut found.user,
                "organization" => &mut found.organization,
                "element" => &mut found.element,
                "bearer" => &mut found.bearer,
                _ => return None,
            };
            // A forgotten comma leaves a blank in the value.
            if value.is_empty() || value.contains(' ') || slot.replace(Secret::new(value)).is_some() {
                return None;
            }
        }
        Some(found)
    }
}

/// Proof that a request bears the user's and the organization's secret. A stale `Element` part is ignored, since
/// clients keep sending the last token they had.
pub(super) struct Member(pub(super) Requester);

impl FromRequestParts<SharedWorld> for Member {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, world: &SharedWorld) -> Result<Self, Problem> {
        let given = AuthHeader::read(&parts.headers);
        let viewer = given.user.as_ref().and_then(|user| world.viewer(user));
        let is_ours = given.organization.as_ref() == Some(&world.account.organization);
        viewer.filter(|_| is_ours).map(Self).ok_or_else(refused)
    }
}

/// Id of the instance whose token a request bears, in addition to the user's secret.
pub(super) struct TokenHolder(pub(super) u64);

impl FromRequestParts<SharedWorld> for TokenHolder {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, world: &SharedWorld) -> Result<Self, Problem> {
        let given = AuthHeader::read(&parts.headers);
        let viewer = given.user.as_ref().and_then(|user| world.viewer(user)).ok_or_else(refused)?;
        given.element.and_then(|token| world.holder(&token, viewer)).map(Self).ok_or_else(refused)
    }
}

/// The platform's sentence, to the letter: clients look for it.
pub(super) fn refused() -> Problem {
    let text = "Invalid Organization or User secret, or invalid Element token provided.";
    Problem::new(StatusCode::UNAUTHORIZED, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_in_any_order_and_case() {
        let read = AuthHeader::parse("Element a+/=, user b==,ORGANIZATION c").expect("reads");
        let want = AuthHeader {
            user: Some(Secret::new("b==")),
            organization: Some(Secret::new("c")),
            element: Some(Secret::new("a+/=")),
            bearer: None,
        };
        assert_eq!(read, want);
    }

    #[test]
    fn malformed_header_is_refused() {
        for line in ["", "User", "User ", "User a Element b", "User a, User b", "Basic a", "User a,, Organization b"] {
            assert_eq!(AuthHeader::parse(line), None, "{line}");
        }
    }
}
