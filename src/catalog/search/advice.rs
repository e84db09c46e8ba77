//! Suggestions for unknown facet values.

use super::{ElementSearch, facet::begins, typo::slips};
use std::collections::BTreeSet;

/// Common words for each hub.
const WORDS: &[(&str, &[&str])] = &[
    ("analytics", &["bi", "business intelligence", "reporting", "dashboards", "olap"]),
    ("billing", &["subscriptions", "invoicing", "recurring"]),
    ("collaboration", &["chat", "team", "messenger"]),
    ("conferencing", &["webinars", "meetings", "video"]),
    ("crm", &["customers", "sales", "contacts", "leads"]),
    ("db", &["databases", "data", "sql", "datenbank", "rdbms"]),
    ("documents", &["files", "storage", "cloud storage", "drive", "dms"]),
    ("ecommerce", &["shops", "stores", "commerce", "e-commerce", "retail", "cart"]),
    ("employee", &["pos", "point of sale", "restaurants"]),
    ("erp", &["enterprise", "resource planning"]),
    ("esignature", &["signatures", "e-signature", "signing", "contracts"]),
    ("expense", &["travel", "receipts"]),
    ("finance", &["accounting", "bookkeeping", "ledger", "banking", "money"]),
    ("fsa", &["field service", "service automation"]),
    ("general", &["other", "misc", "email", "mail", "forms", "spreadsheets"]),
    ("helpdesk", &["support", "tickets", "itsm", "service desk", "customer service", "issues"]),
    ("humancapital", &["hr", "hcm", "hris", "human resources", "recruiting", "ats", "people", "payroll", "talent"]),
    ("marketing", &["campaigns", "newsletter", "advertising", "ads", "automation"]),
    ("messaging", &["sms", "texting", "telephony", "notifications", "transactional"]),
    ("ocr", &["scanning", "recognition", "text recognition"]),
    ("payment", &["payments", "paying", "cards", "checkout"]),
    ("sageaccounting", &["sage"]),
    ("scheduling", &["calendars", "appointments", "booking"]),
    ("screening", &["background check", "background"]),
    ("social", &["media", "network", "posts"]),
];

impl ElementSearch {
    /// Returns sentences about the typed facets that no element has.
    pub fn advice(&self) -> Vec<String> {
        let hubs: BTreeSet<&str> = self.catalog.entries.iter().map(|entry| entry.hub.as_str()).collect();
        let unknown = self.query.hubs.iter().filter(|typed| !hubs.iter().any(|hub| begins(hub, typed)));
        let hub_advice = unknown.map(|typed| match meant(&typed.to_lowercase(), &hubs) {
            Some(hub) => format!("No hub starts with “{typed}”. Did you mean hub:{hub}?"),
            None => {
                let all: Vec<&str> = hubs.iter().copied().collect();
                format!("No hub starts with “{typed}”. Hubs: {}.", all.join(", "))
            }
        });
        let known = |typed: &&String| ["credentials", "oauth2", "oauth1"].iter().any(|known| begins(known, typed));
        let flows = self.query.flows.iter().filter(|typed| !known(typed));
        hub_advice.chain(flows.map(|_| "auth: takes credentials, oauth2 or oauth1.".to_owned())).collect()
    }
}

/// Returns the hub that a word probably means: by a synonym, a part of the name, or a typing error.
fn meant<'a>(typed: &str, hubs: &BTreeSet<&'a str>) -> Option<&'a str> {
    let find = |name: &str| hubs.iter().copied().find(|hub| hub.eq_ignore_ascii_case(name));
    let named = WORDS.iter().find(|(_, words)| words.iter().any(|word| word.starts_with(typed)));
    named.and_then(|(hub, _)| find(hub)).or_else(|| nearest(typed, hubs))
}

/// Returns the value that a word in lower case probably means: by a part of it, a typing error, or its beginning.
pub fn nearest<'a>(typed: &str, values: &BTreeSet<&'a str>) -> Option<&'a str> {
    let find = |is_meant: &dyn Fn(&str) -> bool| values.iter().copied().find(|value| is_meant(&value.to_lowercase()));
    find(&|value| typed.len() > 2 && value.contains(typed))
        .or_else(|| find(&|value| slips(typed, value).is_some()))
        .or_else(|| find(&|value| !value.is_empty() && typed.starts_with(value)))
}
