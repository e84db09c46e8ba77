//! Instance that a request is about: the one with the id in its path, or the owner of the token in its header.

use super::{
    accounts::Requester,
    auth::{self, AuthHeader, Member, TokenHolder},
    problem::{Problem, internal},
    world::{SandboxWorld, SharedWorld},
};
use axum::{
    Router,
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
    routing::MethodRouter,
};

/// Id of the addressed instance. A path with an id needs the user's and the organization's secret, a path without one
/// the user's secret and the instance's token.
pub(super) struct AddressedInstance(pub(super) u64);

impl FromRequestParts<SharedWorld> for AddressedInstance {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, world: &SharedWorld) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, world).await.map_err(internal)?;
        let param = |name: &str| params.iter().find(|(key, _)| *key == name).map(|(_, value)| value);
        if let Some(id) = param("id") {
            let Member(viewer) = Member::from_request_parts(parts, world).await?;
            return identify(world, viewer, param("key"), id).map(Self);
        }
        let organization = AuthHeader::read(&parts.headers).organization;
        if organization.is_some_and(|given| given != world.account.organization) {
            return Err(auth::refused());
        }
        TokenHolder::from_request_parts(parts, world).await.map(|TokenHolder(id)| Self(id))
    }
}

/// Last segment of a path, such as the id of a configuration entry.
pub(super) struct LastSegment(pub(super) String);

impl FromRequestParts<SharedWorld> for LastSegment {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, world: &SharedWorld) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, world).await.map_err(internal)?;
        let named = params.iter().find(|(key, _)| *key == "name").map(|(_, value)| value.to_owned());
        named.map(Self).ok_or_else(|| Problem::missing("Not Found"))
    }
}

/// Adds a path below an instance in both addressing modes.
pub(super) fn route_both(
    router: Router<SharedWorld>,
    tail: &str,
    methods: MethodRouter<SharedWorld>,
) -> Router<SharedWorld> {
    router.route(&format!("/instances/{{id}}{tail}"), methods.clone()).route(&format!("/instances{tail}"), methods)
}

/// Returns the number of an existing instance that the user sees, which is one of this element if the address names one.
fn identify(world: &SandboxWorld, viewer: Requester, key: Option<&str>, id: &str) -> Result<u64, Problem> {
    let element = key.map(|key| world.element(key)).transpose()?;
    let number = id.parse().map_err(|_cause| none(id))?;
    let state = world.state();
    let record = state.instances.find(number).filter(|record| viewer.sees(record.account)).ok_or_else(|| none(id))?;
    if element.is_some_and(|element| element.id != record.listed.id) {
        return Err(none(id));
    }
    Ok(number)
}

/// Returns the refusal for an instance that does not exist.
pub(super) fn none(id: impl std::fmt::Display) -> Problem {
    Problem::missing(format!("No element instance found with ID {id}"))
}
