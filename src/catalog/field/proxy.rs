//! Settings of an OAuth proxy. The provider knows only the proxy's address; the proxy sends the browser on to the
//! application.

use super::{Choice, Field, FieldKind, Target};

/// Name of the OAuth proxy.
pub const PROXY_NAME: &str = "oauthProxy.oauthProxyName";
/// Place of the application's credentials.
pub const PROXY_KEYS: &str = "oauthProxy.keys";
/// Address of the application, to which the proxy sends the browser.
pub const RETURN_ADDRESS: &str = "oauthProxy.applicationUrl";
/// Value of [`PROXY_KEYS`]: the credentials are typed into the form.
pub const KEYS_TYPED: &str = "typed";
/// Value of [`PROXY_KEYS`]: the proxy has the credentials.
pub const KEYS_STORED: &str = "stored";

impl Field {
    /// Creates the settings of a proxy, which every mode with OAuth 2 has.
    pub(in crate::catalog) fn oauth_proxy() -> [Self; 3] {
        let choice = |value: &str, label: &str| Choice { value: value.into(), label: label.into() };
        let keys = vec![
            choice(KEYS_TYPED, "ID and secret typed here"),
            choice(KEYS_STORED, "ID and secret stored in the proxy"),
        ];
        let field = |key, label, kind, help: &str| Self {
            target: Target::Proxy,
            help: help.into(),
            ..Self::new(key, label, kind)
        };
        [
            field(
                PROXY_NAME,
                "OAuth proxy",
                FieldKind::Text,
                "One redirect address at the provider for several applications of your organization.",
            ),
            field(
                PROXY_KEYS,
                "OAuth application",
                FieldKind::Choice(keys),
                "A proxy can store its client ID and secret. Users of a sub-account cannot use those that the organization stored.",
            ),
            field(
                RETURN_ADDRESS,
                "Return address",
                FieldKind::Url,
                "The proxy sends the browser here after consent. It has to be one of the proxy's addresses.",
            ),
        ]
    }
}
