//! Configuration of an instance beyond the sent values: the platform's defaults, and values that it gets from the
//! provider.

use super::{clock, random};
use crate::catalog::{AuthFlow, AuthMode, Element};
use std::io;

type DefaultEntry = (&'static str, Option<&'static str>);

const COMMON: &[DefaultEntry] = &[
    ("filter.response.nulls", Some("true")),
    ("event.notification.enabled", Some("false")),
    ("event.notification.callback.url", None),
];

const INFUSIONSOFT: &[DefaultEntry] = &[
    ("base.url", Some("https://fm260.infusionsoft.com/api/xmlrpc")),
    ("oauth.token.url", Some("https://api.infusionsoft.com/token")),
    ("oauth.authorization.url", Some("https://signin.infusionsoft.com/app/oauth/authorize")),
    ("oauth.scope", Some("full")),
    ("oauth.user.refresh_interval", Some("28800")),
    ("pagination.max", Some("100")),
    ("event.vendor.type", Some("webhook")),
];

const MAGENTO: &[DefaultEntry] = &[
    ("base.url", Some("{store.url}/index.php/api/v2_soap/index/")),
    ("bulk.add_metadata", None),
    ("bulk.query.field_name", Some("created_at")),
    ("bulk.query.operator", Some(">=")),
    ("bulk.query.date_mask", Some("yyyy-MM-dd HH:mm:ss")),
    ("bulk.query.download_format", Some("JSON")),
    ("bulk.attribute.created_time", Some("created_at")),
    ("bulk.relations", None),
    ("pagination.max", Some("200")),
    ("pagination.type", Some("page")),
    ("pagination.page.startindex", Some("1")),
    ("event.vendor.type", Some("polling")),
    ("event.poller.refresh_interval", Some("15")),
    ("expires_in", Some("3600")),
];

const OTHERS: &[DefaultEntry] = &[
    ("pagination.max", Some("200")),
    ("pagination.type", Some("page")),
    ("event.vendor.type", Some("polling")),
    ("event.poller.refresh_interval", Some("15")),
];

const OAUTH: &[DefaultEntry] = &[("oauth.user.refresh_interval", Some("3600"))];

/// Returns the entries that the platform stores for every instance of an element; `None` is a null.
pub(super) fn stored(element: &Element) -> Vec<DefaultEntry> {
    let own = match element.key.as_str() {
        "infusionsoftecommerce" => INFUSIONSOFT,
        "magentosoapv19" => MAGENTO,
        _ if element.default_mode().is_some_and(|m| m.flow == AuthFlow::OAuth2) => OAUTH,
        _ => &[],
    };
    let others = if own.is_empty() || own == OAUTH { OTHERS } else { &[] };
    [own, others, COMMON].concat()
}

/// Returns the values that the platform gets from the provider during a creation.
pub(super) fn learnt(element: &Element, mode: &AuthMode) -> io::Result<Vec<(&'static str, String)>> {
    let now = format!("{}000", clock::seconds());
    Ok(match mode.flow {
        AuthFlow::OAuth1 => vec![
            ("oauth.user.token", random::hex_secret()?.expose().to_owned()),
            ("oauth.user.token.secret", random::hex_secret()?.expose().to_owned()),
        ],
        AuthFlow::OAuth2 => vec![
            ("oauth.user.token", random::hex_secret()?.expose().to_owned()),
            ("oauth.user.refresh_token", random::hex_secret()?.expose().to_owned()),
            ("oauth.user.refresh_time", now),
        ],
        // A token that was brought along is used to get another at once.
        AuthFlow::Plain if mode.external => vec![("oauth.user.refresh_time", now)],
        AuthFlow::Plain if element.key.as_str() == "magentosoapv19" => {
            vec![("session.id", random::hex_secret()?.expose().to_owned()), ("authentication.time", now)]
        }
        AuthFlow::Plain => Vec::new(),
    })
}
