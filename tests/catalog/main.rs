//! Built-in catalog, checked for what a form needs.
#![cfg(test)]

mod example;
mod facts;
mod list;
mod pages;
mod rules;

use elemint::catalog::{
    Catalog,
    element::{AuthMode, Element},
    field::Field,
};
use std::sync::{Arc, LazyLock};

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::embedded().expect("the embedded catalog"));

fn elements() -> Vec<Arc<Element>> {
    CATALOG.elements().collect()
}

fn element(key: &str) -> Arc<Element> {
    CATALOG.find(key).unwrap_or_else(|| panic!("no {key}"))
}

/// Names each mode of which something is true that should not be.
fn modes_where(broken: impl Fn(&Element, &AuthMode) -> bool) -> Vec<String> {
    let name = |element: &Element, mode: &AuthMode| format!("{} · {}", element.key, mode.label);
    let all = elements();
    let modes = all.iter().flat_map(|element| element.modes.iter().map(move |mode| (element, mode)));
    modes.filter(|(element, mode)| broken(element, mode)).map(|(element, mode)| name(element, mode)).collect()
}

/// Names each field of which something is true that should not be.
fn fields_where(broken: impl Fn(&AuthMode, &Field) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for element in elements() {
        for mode in &element.modes {
            let named = |field: &Field| format!("{} · {} · {}", element.key, mode.label, field.key);
            found.extend(mode.fields.iter().filter(|field| broken(mode, field)).map(named));
        }
    }
    found
}

fn none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}:\n  {}", found.join("\n  "));
}
