//! Path of a provider's resource, which is read through an instance.

use super::base::BaseUrl;
use url::Url;

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
        let parts = if path.is_empty() { Vec::new() } else { path.split('/').map(decoded).collect() };
        let own = url::form_urlencoded::parse(own.as_bytes()).into_owned();
        Self::from_parts(parts, own.chain(query.iter().cloned()).collect())
    }

    /// Creates a path from its decoded parts.
    ///
    /// # Errors
    /// One of the parts cannot be called.
    pub fn from_parts(segments: Vec<String>, query: Vec<(String, String)>) -> Result<Self, ResourcePathError> {
        let is_odd = |part: &String| matches!(part.as_str(), "" | "." | "..") || part.chars().any(char::is_control);
        if segments.is_empty() {
            return Err(ResourcePathError::Empty);
        }
        if segments.iter().any(is_odd) { Err(ResourcePathError::Part) } else { Ok(Self { segments, query }) }
    }

    /// Returns the decoded parts of the path.
    pub fn segments(&self) -> &[String] {
        &self.segments
    }

    /// Returns the decoded query.
    pub fn query(&self) -> &[(String, String)] {
        &self.query
    }

    /// Returns the complete address below the address of a platform.
    pub fn address(&self, base: &BaseUrl) -> String {
        let Ok(mut url) = Url::parse(base.as_str()) else { return base.to_string() };
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(&self.segments);
        }
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        url.into()
    }
}

/// Decodes a part of a path. A plus sign stays one.
fn decoded(part: &str) -> String {
    let escaped = part.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    url::form_urlencoded::parse(escaped.as_bytes()).map(|(name, _)| name.into_owned()).next().unwrap_or_default()
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

    #[test]
    fn address_escapes_each_part() {
        let parts = vec!["files".to_owned(), "a/b c".to_owned()];
        let path =
            ResourcePath::from_parts(parts, vec![("where".to_owned(), "name='x & y'".to_owned())]).expect("a path");
        let base = BaseUrl::read("api.example.com").expect("a base");
        assert_eq!(
            path.address(&base),
            "https://api.example.com/elements/api-v2/files/a%2Fb%20c?where=name%3D%27x+%26+y%27"
        );
    }
}
