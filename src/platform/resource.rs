//! Reads of a provider's resources through an instance.

use super::{
    answer::ApiAnswer,
    call::ApiOperation,
    client::{Client, good, next_page},
    wire,
};
use crate::{
    domain::{Account, Fault, Instance},
    text::Secret,
};

/// Path of a resource below the address of the platform, with its query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourcePath {
    segments: Vec<String>,
    query: Vec<(String, String)>,
}

/// Reason why a text is not the path of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResourcePathError {
    /// The path is empty.
    #[error("The path is empty. Give one such as /hubs/crm/accounts.")]
    Empty,
    /// The path is a web address.
    #[error("A path is needed, not an address: /hubs/crm/accounts.")]
    Address,
    /// The path has an empty part, or one that leads up.
    #[error("The path has a part that is empty, . or .., or that holds a control character.")]
    Part,
}

/// Answer of a resource.
#[derive(Debug)]
pub struct ResourceAnswer {
    /// Body, whatever it is.
    pub text: Secret,
    /// Token of the next page, if there is one.
    pub next: Option<String>,
}

impl ResourcePath {
    /// Parses a path such as `/hubs/crm/accounts?pageSize=5`, and adds the pairs of `query`.
    ///
    /// # Errors
    /// The path cannot be called.
    pub fn parse(text: &str, query: &[(String, String)]) -> Result<Self, ResourcePathError> {
        if text.contains("://") {
            return Err(ResourcePathError::Address);
        }
        let (path, own) = text.trim().split_once('?').unwrap_or((text.trim(), ""));
        let path = path.trim_start_matches('/').trim_end_matches('/');
        if path.is_empty() {
            return Err(ResourcePathError::Empty);
        }
        let segments: Vec<String> = path.split('/').map(decoded).collect();
        let is_odd = |part: &String| matches!(part.as_str(), "" | "." | "..") || part.chars().any(char::is_control);
        if segments.iter().any(is_odd) {
            return Err(ResourcePathError::Part);
        }
        let own = url::form_urlencoded::parse(own.as_bytes()).into_owned();
        Ok(Self { segments, query: own.chain(query.iter().cloned()).collect() })
    }
}

/// Decodes a part of a path. A plus sign stays one.
fn decoded(part: &str) -> String {
    let escaped = part.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    url::form_urlencoded::parse(escaped.as_bytes()).map(|(name, _)| name.into_owned()).next().unwrap_or_default()
}

impl Client {
    /// Reads a resource of the provider through an instance (GET). The answer may hold anything.
    ///
    /// # Errors
    /// The reason that there is no answer.
    pub async fn get_resource(
        &self,
        instance: &Instance,
        path: &ResourcePath,
        account: &Account,
    ) -> Result<ResourceAnswer, Fault> {
        let call = self.call(ApiOperation::Resource(instance), account);
        let header = wire::authorization(account, &self.base, Some(&instance.token))?;
        let segments: Vec<&str> = path.segments.iter().map(String::as_str).collect();
        let query: Vec<(&str, &str)> = path.query.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        let url = wire::address(&self.base, &segments, &query)?;
        let answer: ApiAnswer = self.read(url, Some(&header), wire::LIST, &call).await?;
        let text = Secret::new(good(&answer, &call)?);
        Ok(ResourceAnswer { text, next: next_page(&answer) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::absolute("/hubs/crm/accounts", &["hubs", "crm", "accounts"], &[])]
    #[case::relative("ping", &["ping"], &[])]
    #[case::trailing_slash("/objects/", &["objects"], &[])]
    #[case::query("/accounts?pageSize=5&where=a%3D1", &["accounts"], &[("pageSize", "5"), ("where", "a=1")])]
    #[case::encoded("/files/a%20b", &["files", "a b"], &[])]
    fn path_is_parsed(#[case] text: &str, #[case] segments: &[&str], #[case] query: &[(&str, &str)]) {
        let path = ResourcePath::parse(text, &[]).expect("a path");
        let pairs: Vec<(&str, &str)> = path.query.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!((path.segments, pairs.as_slice()), (segments.iter().map(ToString::to_string).collect(), query));
    }

    #[rstest]
    #[case::empty("/", ResourcePathError::Empty)]
    #[case::address("https://evil.example/x", ResourcePathError::Address)]
    #[case::up("/accounts/../x", ResourcePathError::Part)]
    #[case::encoded_up("/accounts/%2e%2e/x", ResourcePathError::Part)]
    #[case::empty_part("/a//b", ResourcePathError::Part)]
    #[case::control("/a/%0ab", ResourcePathError::Part)]
    fn odd_path_is_refused(#[case] text: &str, #[case] error: ResourcePathError) {
        assert_eq!(ResourcePath::parse(text, &[]), Err(error));
    }
}
