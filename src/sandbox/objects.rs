//! Objects of an element: the resources that elements of its hub have in common, and samples of other kinds.

use super::listed::SandboxElement;
use serde_json::{Value, json};

/// Returns the names of the objects of an element.
pub(super) fn names(listed: &SandboxElement) -> [&'static str; 4] {
    known(listed).map(|(name, _, _)| name)
}

/// Objects of an element, as `retrieveObjectsAfterInstantiation` asks for them.
pub(super) fn described(listed: &SandboxElement) -> Value {
    let objects = known(listed).into_iter();
    objects.map(|(name, vendor, kind)| json!({ "name": name, "vendorName": vendor, "type": kind })).collect()
}

/// Resources that the elements of a hub have in common.
pub(super) fn resources(hub: &str) -> [&'static str; 2] {
    let ((first, _), (second, _)) = common(hub);
    [first, second]
}

/// Name, provider's name and kind of each object; one of every kind at least.
fn known(listed: &SandboxElement) -> [(&'static str, &'static str, &'static str); 4] {
    let ((first, first_vendor), (second, second_vendor)) = common(listed.element.hub.as_str());
    [
        (first, first_vendor, "ceCanonical"),
        (second, second_vendor, "ceCanonical"),
        ("Task", "Task", "vendor"),
        ("myAccounts", "Account", "vdr"),
    ]
}

/// Returns the common resources of a hub, with the providers' usual names for them.
fn common(hub: &str) -> ((&'static str, &'static str), (&'static str, &'static str)) {
    match hub {
        "documents" => (("files", "File"), ("folders", "Folder")),
        "ecommerce" | "payment" | "finance" | "erp" | "billing" => (("orders", "Order"), ("customers", "Customer")),
        "helpdesk" => (("incidents", "Case"), ("users", "User")),
        "marketing" => (("campaigns", "Campaign"), ("lists", "List")),
        "messaging" | "social" => (("messages", "Message"), ("contacts", "Contact")),
        _ => (("accounts", "Account"), ("contacts", "Contact")),
    }
}
