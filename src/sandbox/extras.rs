//! Values that providers add to the redirect, and differences of their addresses.

use super::{clock, random};
use crate::{
    catalog::{AuthFlow, AuthMode},
    text,
};
use std::{collections::HashMap, io};

/// Applications that are remembered, more than a user tries; beyond it the oldest are dropped.
const MOST_APPS: usize = 1000;
/// Values of the redirect without which an instance cannot be created.
const REPEATED: [&str; 4] = ["realmId", "dataSource", "org", "token"];

/// Registrations of applications at providers, which their addresses need not repeat.
#[derive(Default)]
pub(super) struct Apps(HashMap<(String, String), App>);

/// Application as it last asked for consent.
#[derive(Clone)]
pub(super) struct App {
    pub(super) callback: String,
    pub(super) tenant: String,
}

impl Apps {
    /// Notes how an application asked.
    pub(super) fn note(&mut self, element: &str, client: &str, app: App) {
        if self.0.len() >= MOST_APPS {
            self.0.clear();
        }
        self.0.insert((element.to_owned(), client.to_owned()), app);
    }

    /// The application, if it ever asked.
    pub(super) fn find(&self, element: &str, client: &str) -> Option<&App> {
        self.0.get(&(element.to_owned(), client.to_owned()))
    }
}

/// Returns true if the provider's address has no state, so that none comes back.
pub(super) fn is_stateless(element: &str) -> bool {
    matches!(element, "clover" | "constantcontact" | "revel")
}

/// Returns true if the provider redirects to the registered address, despite the one in the request.
pub(super) fn knows_the_way(element: &str) -> bool {
    element == "clover"
}

/// Returns true if the provider's address holds the application's secret.
pub(super) fn tells_the_secret(element: &str) -> bool {
    element == "sharepoint"
}

/// Returns the additional values of the redirect.
pub(super) fn on_redirect(element: &str, mode: &AuthMode, app: Option<&App>) -> io::Result<Vec<(String, String)>> {
    let tenant = app.map(|app| app.tenant.as_str()).filter(|tenant| !tenant.is_empty());
    let company = || Ok::<_, io::Error>(format!("193514{:09}", number()? % 1_000_000_000));
    let mut extras: Vec<(&str, String)> = match element {
        "quickbooks" if mode.flow == AuthFlow::OAuth1 => vec![("realmId", company()?), ("dataSource", "QBO".into())],
        "quickbooks" => vec![("realmId", company()?)],
        "xero" => vec![("org", hex(8)?)],
        "revel" => vec![("token", hex(20)?)],
        "clover" => vec![
            ("merchant_id", tenant.unwrap_or("PRACTICE00000").to_owned()),
            ("employee_id", hex(6)?.to_uppercase()),
            ("client_id", hex(6)?.to_uppercase()),
        ],
        "constantcontact" => vec![("username", "sam".into())],
        "shopify" => vec![
            ("shop", format!("{}.myshopify.com", tenant.unwrap_or("practice"))),
            ("hmac", hex(32)?),
            ("timestamp", clock::seconds().to_string()),
        ],
        "sageone" => vec![("country", "US".into())],
        _ => Vec::new(),
    };
    // Values that the catalog expects from the redirect are added for every provider.
    for name in mode.fields.iter().filter_map(|field| field.from_callback.as_deref()) {
        if !extras.iter().any(|(known, _)| *known == name) {
            extras.push((name, format!("practice-{}", hex(4)?)));
        }
    }
    Ok(extras.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// The part of it an order has to repeat.
pub(super) fn to_repeat(extras: &[(String, String)]) -> Vec<(String, String)> {
    extras.iter().filter(|(name, _)| REPEATED.contains(&name.as_str())).cloned().collect()
}

fn number() -> io::Result<u64> {
    Ok(u64::from_be_bytes(random::bytes()?))
}

/// Returns random bytes as hexadecimal digits, 32 bytes at most.
fn hex(bytes: usize) -> io::Result<String> {
    Ok(random::bytes::<32>()?.get(..bytes).map(text::hex).unwrap_or_default())
}
