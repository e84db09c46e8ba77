//! Where the platform is: the address every call begins with.

use crate::text::address;
use std::fmt;
use url::Url;

/// The path below which every platform of the family serves its API.
pub const API_PATH: &str = "/elements/api-v2";

/// The address of one platform's API, such as `https://api.cloud-elements.com/elements/api-v2`, without a
/// slash at the end. Secrets are sent there and nowhere else, so plain http is taken for loopback addresses only.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BaseUrl(String);

/// Why a text cannot be the address of a platform.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BaseError {
    /// Nothing was given.
    #[error("An address is needed, such as api.cloud-elements.com")]
    Empty,
    /// It does not read as an address.
    #[error("This does not read as an address. Example: https://api.cloud-elements.com")]
    Unreadable,
    /// Plain http to another machine would show the secrets to everyone in between.
    #[error("Only https is safe here: http is taken for this machine alone (127.0.0.1 or localhost).")]
    Insecure,
    /// A user name, query or fragment has no place in it.
    #[error("Leave out user name, ? and #: only host and path belong here.")]
    Adorned,
}

impl BaseUrl {
    /// Reads an address as people have it: a bare host, an address without a path, one of the API with a call behind
    /// it, or a page of the web interface, of which the origin counts.
    ///
    /// # Errors
    /// A [`BaseError`] that says what is wrong with the text.
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
        // A word is no address, unless a person wrote it as one.
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
            // A gateway may put a path of its own before the API's; a call behind it does not belong to the base.
            Some(at) => format!("{}{API_PATH}", path.get(..at).unwrap_or_default()),
            None if is_page || path.is_empty() => API_PATH.to_owned(),
            None => path,
        };
        url.set_path(&kept);
        Ok(Self(url.as_str().trim_end_matches('/').to_owned()))
    }

    /// The address without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Host and port, for a person to recognise.
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest);
        rest.split('/').next().unwrap_or(rest)
    }

    /// Whether it is on this machine.
    pub fn is_loopback(&self) -> bool {
        Url::parse(&self.0).is_ok_and(|url| address::is_loopback(&url))
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A platform whose address is known, so that nobody has to type it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownPlatform {
    /// Whose platform it is.
    pub brand: &'static str,
    /// Which of that brand's regions.
    pub region: &'static str,
    /// The host of its API.
    pub host: &'static str,
}

/// The platforms of the family, those most used first.
pub const PLACES: [KnownPlatform; 10] = [
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

/// Whether an address is that of a page people have in their browser, and not of an API.
fn is_web_page(url: &Url, host: &str) -> bool {
    let path = url.path().to_ascii_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    let is_file = [".jsp", ".html", ".htm", ".do"].iter().any(|end| last.ends_with(end));
    let is_below = path == "/elements" || path.starts_with("/elements/");
    api_host(host) != host || is_below || is_file || url.fragment().is_some()
}

/// The API's host for the web interface's: people copy the address bar they have in front of them.
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
    fn whatever_names_a_platform_becomes_its_api_address() {
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
    fn plain_http_is_for_this_machine_alone() {
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
    fn what_cannot_be_an_address_is_told_apart() {
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
    fn every_known_place_reads() {
        for place in PLACES {
            assert_eq!(read(place.host), format!("https://{}{API_PATH}", place.host));
        }
    }
}
