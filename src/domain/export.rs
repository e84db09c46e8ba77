//! Exports of an instance for other tools: shell commands, shell variables, answers for a later run.

use super::{
    base::BaseUrl,
    create_request::CreateRequest,
    draft::{DraftValue, Filled},
    instance::Instance,
    request_header::RequestHeader,
    resource_path::ResourcePath,
};
use crate::text::{MASK, Secret, shell_quoted};
use std::fmt::Write as _;

/// Returns curl commands that create such an instance and use this one. Each secret is a shell variable.
pub fn curl(request: Option<&CreateRequest>, instance: &Instance, base: &BaseUrl) -> String {
    let hub = instance.hub.as_deref().filter(|hub| is_word(hub));
    let ping = hub.map_or_else(|| "ping".to_owned(), |hub| format!("hubs/{hub}/ping"));
    let made = |request: &CreateRequest| format!("# Create such an instance\n{}\n", request.curl(base));
    let mut text = request.map_or_else(String::new, made);
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "# Check that instance {id} works\ncurl -H \"Authorization: User $CE_USER, Element $CE_TOKEN\" '{base}/{ping}'\n",
        id = one_line(&instance.id)
    );
    text
}

/// Returns the curl command that reads a resource through an instance. The secrets are shell variables.
pub fn call((path, headers): (&ResourcePath, &[RequestHeader]), id: &str, base: &BaseUrl) -> String {
    let (id, address) = (one_line(id), shell_quoted(&path.address(base)));
    let mut own = String::new();
    for RequestHeader { name, value } in headers {
        let value = if RequestHeader::is_secret(name) { MASK } else { value };
        let _ = write!(own, "-H {} ", shell_quoted(&format!("{name}: {value}")));
    }
    format!(
        "# Read a resource through instance {id}\ncurl -H \"Authorization: User $CE_USER, Organization $CE_ORG, Element $CE_TOKEN\" {own}{address}\n"
    )
}

/// Returns the shell variables needed to use the instance. The token is included only if `with_token` is set.
pub fn variables(instance: &Instance, base: &BaseUrl, with_token: bool) -> Secret {
    let mut text = String::with_capacity(512 + instance.token.expose().len());
    let mut set = |name: &str, value: &str| {
        let _ = writeln!(text, "export {name}={}", shell_quoted(value));
    };
    set("CE_BASE", &base.to_string());
    set("CE_INSTANCE", &instance.id);
    set("CE_INSTANCE_NAME", &instance.name);
    set("CE_ELEMENT", instance.element.as_str());
    if with_token {
        set("CE_TOKEN", instance.token.expose());
    } else {
        text.push_str("# Secrets are left out: CE_TOKEN (the instance's token), CE_USER and CE_ORG.\n");
    }
    Secret::new(text)
}

/// Returns the answers of the form as TOML. Secrets are left out and their keys listed.
pub fn answers(filled: &Filled) -> String {
    let draft = filled.draft();
    let mut values = toml::Table::new();
    let mut left_out = Vec::new();
    for field in draft.asked().filter(|field| draft.counts(field)) {
        match draft.value(&field.key) {
            Some(value @ (DraftValue::Plain(_) | DraftValue::Reference(_))) => {
                values.insert(field.key.as_str().to_owned(), value.typed().into_owned().into());
            }
            Some(DraftValue::Hidden(_)) => left_out.push(field.key.as_str()),
            None => {}
        }
    }
    let mut answers = toml::Table::new();
    answers.insert("element".into(), filled.element().as_str().into());
    answers.insert("name".into(), filled.name().into());
    answers.insert("tags".into(), filled.tags().clone().into());
    answers.insert("values".into(), values.into());
    let mut text = toml::to_string(&answers).unwrap_or_default();
    if !left_out.is_empty() {
        let _ = writeln!(text, "\n# Secrets, left out: {}", left_out.join(", "));
    }
    text
}

fn one_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}
