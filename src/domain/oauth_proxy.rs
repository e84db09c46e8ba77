//! OAuth proxies of an organization: one redirect address at a provider for several applications.

use super::CallbackUrl;

/// OAuth proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OAuthProxy {
    /// ID on the platform.
    pub id: String,
    /// Name, by which consent refers to it.
    pub name: String,
    /// Address that is registered at the provider, if the platform names it.
    pub address: Option<String>,
    /// Addresses of the applications behind it, or patterns of them.
    pub addresses: Vec<String>,
    /// True if it stores the client ID and the secret of an application.
    pub has_keys: bool,
}

impl OAuthProxy {
    /// Returns the IDs of the proxies with this name.
    pub fn ids_of<'p>(name: &str, proxies: &'p [Self]) -> Vec<&'p str> {
        proxies.iter().filter(|proxy| proxy.name == name).map(|proxy| proxy.id.as_str()).collect()
    }

    /// Returns the mark by which the guard of a profile knows it. IDs of proxies and of instances are numbers alike.
    pub fn guard_id(id: &str) -> String {
        format!("OAuth proxy {id}")
    }

    /// Returns the address of an application to use for an answer: one on this machine, else the first that is no
    /// pattern.
    pub fn return_address(&self) -> Option<&str> {
        let parsed = |address: &&String| CallbackUrl::parse(address.as_str()).ok();
        let is_here = |address: &&String| parsed(address).is_some_and(|parsed| parsed.listen_address().is_some());
        let is_address = |address: &&String| parsed(address).is_some() && !address.contains(['\\', '*', '(', '[', '^']);
        let plain = || self.addresses.iter().find(is_address);
        self.addresses.iter().filter(is_address).find(is_here).or_else(plain).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::here(&["https://a.example/cb", "http://127.0.0.1:8910/cb"], Some("http://127.0.0.1:8910/cb"))]
    #[case::first(&["https://a.example/.*", "https://a.example/cb"], Some("https://a.example/cb"))]
    #[case::patterns(&["https://a.example/.*"], None)]
    #[case::none(&[], None)]
    fn address_on_this_machine_is_preferred(#[case] addresses: &[&str], #[case] expected: Option<&str>) {
        let addresses = addresses.iter().map(ToString::to_string).collect();
        let proxy = OAuthProxy { id: "1".into(), name: "a".into(), address: None, addresses, has_keys: false };
        assert_eq!(proxy.return_address(), expected);
    }
}
