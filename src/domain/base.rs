//! Base address of the platform's API.

use crate::text::address;
use std::fmt;
use url::Url;

/// API path on every platform of the family.
pub const API_PATH: &str = "/elements/api-v2";

/// Address of one platform's API, such as `https://api.cloud-elements.com/elements/api-v2`, without a trailing slash.
/// Secrets are sent only there, so plain http is accepted for loopback addresses only.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BaseUrl(String);

/// Reason why a text is not the address of a platform.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BaseError {
    /// The text is empty.
    #[error("Enter an address, such as api.cloud-elements.com")]
    Empty,
    /// The text is not an address.
    #[error("This is not an address. Example: https://api.cloud-elements.com")]
    Unreadable,
    /// Plain http to another machine, which would expose the secrets to the network.
    #[error("Use https: http is accepted only for this machine (127.0.0.1 or localhost).")]
    Insecure,
    /// The address has a user name, query or fragment.
    #[error("Remove the user name, ? and #. Only a host and a path are allowed.")]
    Adorned,
}

impl BaseUrl {
    /// Parses an address as users have it: a host, an address without a path, the address of an API call, or a page of
    /// the web interface, of which only the origin is used.
    ///
    /// # Errors
    /// A [`BaseError`] with the reason.
    pub fn read(text: &str) -> Result<Self, BaseError> {
        let text = address::bare(text);
        if text.is_empty() {
            return Err(BaseError::Empty);
        }
        let mut url = address::parse(text).ok_or(BaseError::Unreadable)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BaseError::Adorned);
        }
        if url.scheme() == "http" && !address::is_loopback(&url) {
            return Err(BaseError::Insecure);
        }
        let host = url.host_str().ok_or(BaseError::Unreadable)?.trim_end_matches('.').to_owned();
        // A single word is taken as a host only if it was typed with a scheme.
        if address::scheme(text).is_none() && !host.contains(['.', ':']) && !address::is_loopback(&url) {
            return Err(BaseError::Unreadable);
        }
        let is_page = is_web_page(&url, &host);
        if url.query().is_some() && !is_page {
            return Err(BaseError::Adorned);
        }
        url.set_host(Some(&api_host(&host))).ok().ok_or(BaseError::Unreadable)?;
        url.set_query(None);
        url.set_fragment(None);
        let path = url.path().trim_end_matches('/').to_owned();
        let kept = match path.to_ascii_lowercase().find(API_PATH) {
            // A gateway may add a path of its own before the API path. The path of a call after it is not part of the
            // base.
            Some(at) => format!("{}{API_PATH}", path.get(..at).unwrap_or_default()),
            None if is_page || path.is_empty() => API_PATH.to_owned(),
            None => path,
        };
        url.set_path(&kept);
        Ok(Self(url.as_str().trim_end_matches('/').to_owned()))
    }

    /// Returns the address without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns host and port, for the user to recognize.
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest);
        rest.split('/').next().unwrap_or(rest)
    }

    /// Returns true if the platform is on this machine.
    pub fn is_loopback(&self) -> bool {
        Url::parse(&self.0).is_ok_and(|url| address::is_loopback(&url))
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Platform with a known address, offered for selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownPlatform {
    /// Brand of the platform.
    pub brand: &'static str,
    /// Region within the brand.
    pub region: &'static str,
    /// Host of the API.
    pub host: &'static str,
}

/// Platforms of the family, the most used first.
pub const KNOWN_PLATFORMS: [KnownPlatform; 10] = [
    KnownPlatform { brand: "Cloud Elements", region: "US", host: "api.cloud-elements.com" },
    KnownPlatform { brand: "Cloud Elements", region: "EU", host: "api.cloud-elements.co.uk" },
    KnownPlatform { brand: "Cloud Elements", region: "staging", host: "staging.cloud-elements.com" },
    KnownPlatform { brand: "Cloud Elements", region: "snapshot", host: "snapshot.cloud-elements.com" },
    KnownPlatform { brand: "SAP Open Connectors", region: "us2", host: "api.openconnectors.us2.ext.hana.ondemand.com" },
    KnownPlatform {
        brand: "SAP Open Connectors",
        region: "us10",
        host: "api.openconnectors.us10.ext.hana.ondemand.com",
    },
    KnownPlatform {
        brand: "SAP Open Connectors",
        region: "eu10",
        host: "api.openconnectors.eu10.ext.hana.ondemand.com",
    },
    KnownPlatform {
        brand: "SAP Open Connectors",
        region: "us10 trial",
        host: "api.openconnectors.trial.us10.ext.hana.ondemand.com",
    },
    KnownPlatform {
        brand: "SAP Open Connectors",
        region: "eu10 trial",
        host: "api.openconnectors.trial.eu10.ext.hana.ondemand.com",
    },
    KnownPlatform {
        brand: "SAP Open Connectors",
        region: "trial (Neo)",
        host: "api.openconnectors.ext.hanatrial.ondemand.com",
    },
];

/// Returns true if the address is a page of the web interface rather than of the API.
fn is_web_page(url: &Url, host: &str) -> bool {
    let path = url.path().to_ascii_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    let is_file = [".jsp", ".html", ".htm", ".do"].iter().any(|end| last.ends_with(end));
    let is_below = path == "/elements" || path.starts_with("/elements/");
    api_host(host) != host || is_below || is_file || url.fragment().is_some()
}

/// Returns the API host for a host of the web interface, because users copy the address bar of the browser.
fn api_host(host: &str) -> String {
    match host {
        "my.cloudelements.io" => "api.cloud-elements.com".into(),
        "my.cloudelements.co.uk" => "api.cloud-elements.co.uk".into(),
        "my-staging.cloudelements.io" => "staging.cloud-elements.com".into(),
        "my-snapshot.cloudelements.io" => "snapshot.cloud-elements.com".into(),
        _ => host.strip_prefix("my.").map_or_else(|| host.to_owned(), |rest| format!("api.{rest}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        BaseUrl::read(text).map_or_else(|e| format!("{e:?}"), |b| b.to_string())
    }

    #[test]
    fn every_address_of_a_platform_becomes_its_api_address() {
        let us = "https://api.cloud-elements.com/elements/api-v2";
        for text in [
            "api.cloud-elements.com",
            " https://api.cloud-elements.com ",
            "https://api.cloud-elements.com/",
            "https://api.cloud-elements.com/elements",
            "https://api.cloud-elements.com/elements/api-v2/",
            "my.cloudelements.io",
            "https://my.cloudelements.io/elements#/all",
            "https://my.cloudelements.io/?lang=en#/home",
            "https://api.cloud-elements.com/elements/api-v2/instances?pageSize=1",
            "https://api.cloud-elements.com/elements/jsp/home.jsp#/",
            "https://api.cloud-elements.com/elements/jsp/login.jsp?error=1",
            "https://api.cloud-elements.com/elements/api-docs",
            "https://api.cloud-elements.com/Elements/API-V2/",
            "HTTPS://API.cloud-elements.COM",
            "https:/api.cloud-elements.com",
            "https//api.cloud-elements.com",
            "https:\\\\api.cloud-elements.com",
            "<https://api.cloud-elements.com>",
            "\"api.cloud-elements.com\"",
            "api.cloud-elements.com.",
            "https://api.cloud-elements.com:443/",
            "//api.cloud-elements.com/",
        ] {
            assert_eq!(read(text), us, "{text}");
        }
        assert_eq!(
            read("https://my.openconnectors.trial.eu10.ext.hana.ondemand.com/home"),
            "https://api.openconnectors.trial.eu10.ext.hana.ondemand.com/elements/api-v2"
        );
    }

    #[test]
    fn plain_http_is_accepted_for_loopback_only() {
        assert_eq!(read("localhost:8080"), "http://localhost:8080/elements/api-v2");
        assert_eq!(read("http://127.0.0.1:9/elements/api-v2"), "http://127.0.0.1:9/elements/api-v2");
        assert_eq!(read("[::1]:8080"), "http://[::1]:8080/elements/api-v2");
        assert_eq!(read("127.0.0.1:8080/elements/jsp/home.jsp#/"), "http://127.0.0.1:8080/elements/api-v2");
        assert_eq!(
            read("https://console.cloud-elements.com/elements/jsp/login.jsp"),
            "https://console.cloud-elements.com/elements/api-v2"
        );
        assert_eq!(read("https://gw.example.com/ce/elements/api-v2/ping"), "https://gw.example.com/ce/elements/api-v2");
        for text in ["http://api.cloud-elements.com", "http://localhost.evil.com", "http://127.0.0.1.nip.io"] {
            assert_eq!(read(text), "Insecure", "{text}");
        }
    }

    #[test]
    fn invalid_address_is_refused_with_its_reason() {
        assert_eq!(read("  "), "Empty");
        assert_eq!(read("https://"), "Unreadable");
        assert_eq!(read("ftp://example.com"), "Unreadable");
        assert_eq!(
            (read("platform"), read("https://platform").as_str()),
            ("Unreadable".into(), "https://platform/elements/api-v2")
        );
        assert_eq!(read("https://me:pw@example.com"), "Adorned");
        assert_eq!(read("api.cloud-elements.com and more"), "Unreadable");
        assert_eq!(read("https://api.cloud-ele ments.com"), "Unreadable");
        assert_eq!(read("https://example.com/?a=b"), "Adorned");
    }

    #[test]
    fn every_known_platform_has_a_valid_host() {
        for place in KNOWN_PLATFORMS {
            assert_eq!(read(place.host), format!("https://{}{API_PATH}", place.host));
        }
    }
}
