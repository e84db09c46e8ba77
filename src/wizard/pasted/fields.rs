//! Fields of a form for the entries of a pasted request.

use super::report::PasteReport;
use crate::{
    catalog::{Field, FieldKey, FieldKind, element::AuthMode},
    domain::{
        Draft,
        paste::{PastedEntry, PastedRequest, squeeze},
    },
};

/// Values that switch a field on or off.
const ON: [&str; 4] = ["true", "yes", "on", "1"];
const OFF: [&str; 4] = ["false", "no", "off", "0"];

/// Fills a draft, and reports the fate of each value.
pub(super) fn fill(draft: &mut Draft, request: &PastedRequest, report: &mut PasteReport) {
    let decided = choose_mode(draft, request);
    for entry in &request.configuration {
        if decided.as_deref() == Some(entry.key.as_str()) {
            report.filled += 1;
        } else if find(draft, &entry.key).is_none() && entry.parts.iter().any(|(key, _)| find(draft, key).is_some()) {
            for (key, value) in &entry.parts {
                put(draft, key, value.expose(), entry.line, report);
            }
        } else {
            put(draft, &entry.key, entry.value.expose(), entry.line, report);
        }
    }
    if let Some(name) = &request.name {
        name.trim().clone_into(&mut draft.name);
        report.filled += 1;
    }
    if !request.tags.is_empty() {
        draft.tags = request.tags.join(", ");
        report.filled += 1;
    }
}

/// Returns true if the form of this element has a field of this name in any auth mode.
pub(super) fn knows(draft: &Draft, name: &str) -> bool {
    draft.element().modes.iter().any(|mode| in_mode(mode, name).is_some())
}

fn put(draft: &mut Draft, name: &str, value: &str, line: usize, report: &mut PasteReport) {
    let Some(field) = find(draft, name).cloned() else { return add(draft, name, value, line, report) };
    if field.hidden || field.from_callback.is_some() {
        if field.default.as_deref() != Some(value) {
            report.leave_out(name, line, "set by elemint");
        }
        return;
    }
    let value = match &field.kind {
        FieldKind::Toggle => switched(value),
        FieldKind::Choice(choices) => {
            let same = |text: &str| text.eq_ignore_ascii_case(value.trim()) || squeeze(text) == squeeze(value);
            choices.iter().find(|choice| same(&choice.value) || same(&choice.label)).map(|choice| choice.value.as_str())
        }
        FieldKind::Text | FieldKind::Secret | FieldKind::Url | FieldKind::Number | FieldKind::Json => Some(value),
    };
    match value {
        Some(value) => {
            draft.put(&field.key, value);
            report.filled += 1;
        }
        None => report.leave_out(name, line, "not one of the choices"),
    }
}

/// A value the form has no field for becomes an entry of its own.
fn add(draft: &mut Draft, name: &str, value: &str, line: usize, report: &mut PasteReport) {
    let key = FieldKey::new(name);
    if draft.is_own(&key) || draft.add(&key) {
        draft.put(&key, value);
        report.filled += 1;
        report.added.push(name.to_owned());
    } else {
        report.leave_out(name, line, "cannot be set here");
    }
}

fn switched(value: &str) -> Option<&'static str> {
    let value = value.trim();
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(value));
    if is(&ON) { Some("true") } else { is(&OFF).then_some("false") }
}

/// The field of the chosen way to sign in with this key, or with one that differs in case and marks only.
fn find<'d>(draft: &'d Draft, name: &str) -> Option<&'d Field> {
    let exact = draft.fields().find(|field| field.key.as_str() == name);
    exact.or_else(|| in_mode(draft.mode()?, name))
}

fn in_mode<'m>(mode: &'m AuthMode, name: &str) -> Option<&'m Field> {
    let squeezed = squeeze(name);
    let by = |same: &dyn Fn(&Field) -> bool| mode.fields.iter().find(|field| same(field));
    by(&|field| field.key.as_str() == name)
        .or_else(|| by(&|field| field.key.as_str().eq_ignore_ascii_case(name)))
        .or_else(|| by(&|field| !squeezed.is_empty() && squeeze(field.key.as_str()) == squeezed))
        .or_else(|| by(&|field| !squeezed.is_empty() && squeeze(&field.label) == squeezed))
}

/// Chooses the way to sign in that a request names, or the one that has most of its fields; returns the entry that
/// names it, since that is no field.
fn choose_mode(draft: &mut Draft, request: &PastedRequest) -> Option<String> {
    let element = draft.element().clone();
    let problem = |key: &FieldKey, value: &str| {
        let entry = request.configuration.iter().find(|entry| entry.key.eq_ignore_ascii_case(key.as_str()))?;
        entry.value.expose().trim().eq_ignore_ascii_case(value).then(|| entry.key.clone())
    };
    let named = element.modes.iter().enumerate().find_map(|(at, mode)| {
        let (key, value) = mode.when.as_ref()?;
        Some((at, problem(key, value)?))
    });
    if let Some((at, key)) = named {
        draft.choose_mode(at);
        return Some(key);
    }
    let score = |mode: &AuthMode| {
        let known = |entry: &&PastedEntry| in_mode(mode, &entry.key).is_some_and(|field| !field.hidden);
        request.configuration.iter().filter(known).count()
    };
    let now = draft.mode().map_or(0, score);
    let best = element.modes.iter().enumerate().max_by_key(|(at, mode)| (score(mode), std::cmp::Reverse(*at)));
    if let Some((at, mode)) = best
        && score(mode) > now
    {
        draft.choose_mode(at);
    }
    None
}
