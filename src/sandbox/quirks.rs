//! Exceptions of single elements: values that their documentation lets a client leave out or spell differently, and
//! addresses that cannot be used as they are.

use crate::catalog::element::oauth_keys::CALLBACK_URL;

/// Returns true if a configuration entry may be left out or empty although the catalog requires it.
///
/// Some providers read an API key in place of the user name and ignore the password. The documented body of
/// `FreshBooks` has no callback.
pub(super) fn is_optional(element: &str, key: &str) -> bool {
    match element {
        "closeio" | "chargebee" | "chargify" | "wufoo" | "helpscout" => key == "password",
        "freshbooks" => key == CALLBACK_URL,
        _ => false,
    }
}

/// Another spelling of a configuration entry that the documentation uses.
pub(super) fn alias(element: &str, key: &str) -> Option<&'static str> {
    (element == "freshbooks" && key == "freshbooks.site.address").then_some("FreshBooks Classic.site.address")
}

/// Address of a consent page as the platform returns it where the tenant is not known: its host begins with a dot,
/// and the client has to put the tenant in front.
pub(super) fn hostless_page(element: &str) -> Option<&'static str> {
    (element == "egnyte").then_some("https://.egnyte.com/puboauth/token")
}

/// Returns true if a key holds a user name, which the platform returns unmasked even if it is used for an API key.
pub(super) fn is_user_name(key: &str) -> bool {
    let last = key.rsplit(['.', '_']).next().unwrap_or(key);
    last.eq_ignore_ascii_case("username")
}
