//! Rows for the choice of an OAuth proxy.

use crate::{
    catalog::{
        Field,
        field::{
            Choice, Target,
            proxy::{PROXY_KEYS, PROXY_NAME},
        },
    },
    domain::Draft,
    wizard::form::{Control, FormRow},
};

/// Value of the row for the choice of no proxy.
pub(super) const NO_PROXY: &str = "@none";

/// Returns the rows for the choice of a proxy: none where there is no proxy to choose.
pub(super) fn rows(draft: &Draft, row: impl Fn(&Field) -> FormRow) -> Vec<FormRow> {
    if draft.proxies().is_empty() && draft.proxy().is_none() {
        return Vec::new();
    }
    let of_proxy = draft.fields().filter(|field| field.target == Target::Proxy);
    let rows = of_proxy.map(|field| match field.key.as_str() {
        PROXY_NAME => FormRow { control: names(draft), required: true, default: None, ..row(field) },
        PROXY_KEYS => FormRow { required: true, ..row(field) },
        _ => row(field),
    });
    rows.collect()
}

fn names(draft: &Draft) -> Control {
    let choice = |value: &str, label: &str| Choice { value: value.into(), label: label.into() };
    let mut choices = vec![choice(NO_PROXY, "none")];
    choices.extend(draft.proxies().iter().map(|proxy| choice(&proxy.name, &proxy.name)));
    let chosen = draft.proxy().unwrap_or(NO_PROXY);
    // A proxy that is not listed any more stays visible.
    if !choices.iter().any(|choice| choice.value == chosen) {
        choices.push(choice(chosen, chosen));
    }
    let at = choices.iter().position(|choice| choice.value == chosen);
    Control::Choice(choices, at)
}
