//! One element of every family, so that no family depends on the catalog.

use elemint::catalog::Catalog;

const COMMON: (&str, &str) = ("common.toml", include_str!("../../assets/catalog/common.toml"));

macro_rules! files {
    ($($key:literal),+ $(,)?) => {
        [$(($key, include_str!(concat!("../families/", $key, ".toml")))),+]
    };
}

/// A catalog of them all.
pub fn catalog() -> Catalog {
    let files = files![
        "clover",
        "constantcontact",
        "desk",
        "ecwid",
        "egnyte",
        "evernote",
        "fortnox",
        "hubspot",
        "marketo",
        "netsuiteerpv2",
        "pipedrive",
        "quickbooks",
        "revel",
        "sageone",
        "sendgrid",
        "servicenowoauth",
        "sharepoint",
        "shopify",
        "sugarcrmv2",
        "twitter",
        "weebly",
        "xero",
    ];
    Catalog::read(COMMON, &files).expect("a catalog")
}
