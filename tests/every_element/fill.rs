//! Forms filled in as a person might: with the least that is needed, and with all there is.

use elemint::{
    catalog::{
        Element, FieldKey,
        field::{Field, FieldKind, Shape, Target},
    },
    domain::Draft,
};
use std::{collections::BTreeMap, sync::Arc};

/// Variant of a filled form.
pub struct Form {
    pub element: Arc<Element>,
    pub mode: usize,
    pub fill: Fill,
}

/// Amount of values that are filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Only required values; the rest keeps its default.
    Least,
    /// Everything; of the values other fields go with, the one with this number.
    Most(usize),
}

/// All forms of an element: each way to authenticate, with little and with much, and so often with much that every
/// field is asked once.
pub fn forms(element: &Arc<Element>) -> Vec<Form> {
    let mut forms = Vec::new();
    // Elements that are set up with the platform's support have no form: its fields are unknown.
    for (mode, way) in element.modes.iter().enumerate().filter(|(_, way)| !way.is_by_support()) {
        let most = wanted(&way.fields).values().map(Vec::len).max().unwrap_or(1);
        let fills = [Fill::Least].into_iter().chain((0..most).map(Fill::Most));
        forms.extend(fills.map(|fill| Form { element: element.clone(), mode, fill }));
    }
    forms
}

impl Form {
    /// The form, filled in; `number` keeps its values apart from all others'.
    pub fn draft(&self, number: usize) -> Draft {
        let mut draft = Draft::new(self.element.clone());
        draft.choose_mode(self.mode);
        draft.name = format!("{} {number}", self.element.name);
        draft.tags = format!("{}, practice", self.element.key);
        let fields = draft.fields().cloned().collect::<Vec<_>>();
        // A field that others depend on comes first, since it decides which fields exist.
        if let Fill::Most(turn) = self.fill {
            for (key, values) in wanted(&fields) {
                let value = values.get(turn % values.len()).copied().unwrap_or_default();
                draft.set(key, value);
            }
        }
        for field in &fields {
            let is_asked = !field.hidden && field.from_callback.is_none() && field.target != Target::Proxy;
            let open = is_asked && draft.counts(field);
            let settled = draft.value(&field.key).is_some() && (self.fill == Fill::Least || decides(&fields, field));
            if open && !settled && (field.required || self.fill != Fill::Least) {
                let value = match &field.same_as {
                    Some(twin) => draft.value(twin).map(|value| value.expose().to_owned()).unwrap_or_default(),
                    None => self.value(field, number),
                };
                draft.set(&field.key, &value);
            }
        }
        draft
    }

    /// A value of the field's kind, its own example where there is one.
    fn value(&self, field: &Field, number: usize) -> String {
        match (&field.kind, &field.example) {
            (FieldKind::Choice(choices), _) => {
                let choice = if self.fill == Fill::Least { choices.first() } else { choices.last() };
                choice.map(|choice| choice.value.clone()).unwrap_or_default()
            }
            (FieldKind::Toggle, _) => (self.fill != Fill::Least).to_string(),
            // Codes work once, so none is typed twice.
            (FieldKind::Secret, _) => format!("practice+{number}/=="),
            (FieldKind::Url, _) if field.key.as_str().contains("callback") => {
                format!("http://127.0.0.1:8910/callback?form={number}")
            }
            // The text of the address bar, if a part of it is wanted.
            (FieldKind::Text, None) if field.shape != Shape::Whole => {
                format!("https://acme{number}.example.com/a/b?c=d")
            }
            (_, Some(example)) => example.clone(),
            (FieldKind::Text, None) => format!("Ada's {} & {number}", field.label),
            (FieldKind::Url, None) => format!("https://practice{number}.example.com/a?b=c"),
            (FieldKind::Number, None) => "15".to_owned(),
            (FieldKind::Json, None) => "{}".to_owned(),
        }
    }
}

/// The values other fields go with, by the field that has to have them.
fn wanted(fields: &[Field]) -> BTreeMap<&FieldKey, Vec<&str>> {
    let mut wanted: BTreeMap<&FieldKey, Vec<&str>> = BTreeMap::new();
    for (key, value) in fields.iter().filter_map(|field| field.goes_with.as_ref()) {
        let values = wanted.entry(key).or_default();
        if !values.contains(&value.as_str()) {
            values.push(value);
        }
    }
    wanted
}

fn decides(fields: &[Field], field: &Field) -> bool {
    wanted(fields).contains_key(&field.key)
}
