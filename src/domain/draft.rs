//! A form under way, and what it becomes when nothing is missing.

mod address;
mod filled;
mod grown;
mod identity;
mod last;
mod open;
mod own;
mod value;

pub use filled::Filled;
pub use value::{DraftValue, Resolved};

use super::{DraftId, Reference, reference::literal};
use crate::{
    catalog::{
        element::{AuthMode, Element},
        field::{Field, FieldKey, Shape},
    },
    document::mask::{is_secret_text, is_stand_in},
    text::secret::Secret,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// The longest instance name the platform is trusted with.
pub const NAME_LIMIT: usize = 128;

/// What was typed so far for one element. Values are kept apart by kind, so that a secret can never be saved or
/// shown by accident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its name among the saved forms, once it has one.
    id: Option<DraftId>,
    element: Arc<Element>,
    mode: usize,
    values: BTreeMap<FieldKey, DraftValue>,
    /// Entries the form does not know, which the person added.
    own: Vec<Field>,
    /// What is offered from last time.
    last: Option<Arc<KeptDraft>>,
    /// The instance's display name.
    pub name: String,
    /// Tags, separated by commas as typed.
    pub tags: String,
}

/// What is wrong with one entry of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Where.
    pub place: DraftEntry,
    /// What, in a sentence that tells how to mend it.
    pub text: String,
}

/// An entry of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftEntry {
    /// A configuration field.
    Field(FieldKey),
    /// The instance's name.
    Name,
    /// Its tags.
    Tags,
}

/// What of a draft may outlive the program: everything but the secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptDraft {
    /// Which element it is for.
    pub element: String,
    /// Which of its modes.
    #[serde(default)]
    pub mode: usize,
    /// The plain values by configuration key.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// The keys of entries the form does not know, values or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<String>,
    /// The instance's name.
    #[serde(default)]
    pub name: String,
    /// Its tags as typed.
    #[serde(default)]
    pub tags: String,
}

impl Draft {
    /// An empty form with the defaults filled in.
    pub fn new(element: Arc<Element>) -> Self {
        let mut draft = Self::empty(element, 0);
        draft.fill_defaults();
        draft
    }

    /// A form as it was left, without its secrets.
    pub fn resume(element: Arc<Element>, kept: &KeptDraft) -> Self {
        // No defaults: what was emptied stays empty.
        let mode = if kept.mode < element.modes.len() { kept.mode } else { 0 };
        let mut draft = Self { name: kept.name.clone(), tags: kept.tags.clone(), ..Self::empty(element, mode) };
        for key in &kept.own {
            draft.add(&FieldKey::new(key));
        }
        for (key, text) in &kept.values {
            draft.set(&FieldKey::new(key), text);
        }
        draft
    }

    fn empty(element: Arc<Element>, mode: usize) -> Self {
        let (values, own, last) = (BTreeMap::new(), Vec::new(), None);
        Self { id: None, element, mode, values, own, last, name: String::new(), tags: String::new() }
    }

    /// The element it is for.
    pub fn element(&self) -> &Arc<Element> {
        &self.element
    }

    /// The way to authenticate that is chosen.
    pub fn mode(&self) -> Option<&AuthMode> {
        self.element.modes.get(self.mode)
    }

    /// Which of the element's modes that is.
    pub fn mode_index(&self) -> usize {
        self.mode
    }

    /// Chooses another way to authenticate. Values of fields it shares with the one before stay; the others are
    /// kept as well, so that going back loses nothing.
    pub fn choose_mode(&mut self, mode: usize) {
        if mode < self.element.modes.len() {
            self.mode = mode;
            self.fill_defaults();
        }
    }

    /// The fields of the chosen mode, then the entries the person added.
    pub fn fields(&self) -> impl Iterator<Item = &Field> + Clone {
        self.mode().map_or(&[][..], |mode| &mode.fields).iter().chain(self.own())
    }

    /// The field with this key.
    pub fn field(&self, key: &FieldKey) -> Option<&Field> {
        self.fields().find(|field| &field.key == key)
    }

    /// The fields that count as things stand: those whose condition holds.
    pub fn asked(&self) -> impl Iterator<Item = &Field> {
        self.fields().filter(|field| self.counts(field))
    }

    /// Whether the condition of a field holds.
    pub fn counts(&self, field: &Field) -> bool {
        let Some((key, wanted)) = &field.goes_with else { return true };
        self.values.get(key).is_some_and(|value| value.expose() == wanted)
    }

    /// The value of a field; `None` where nothing was given.
    pub fn value(&self, key: &FieldKey) -> Option<&DraftValue> {
        self.values.get(key)
    }

    /// Takes what was typed for a field: a reference, or a value.
    pub fn set(&mut self, key: &FieldKey, typed: &str) {
        match Reference::read(typed) {
            Some(reference) => {
                reference.withhold();
                self.values.insert(key.clone(), DraftValue::Reference(reference));
            }
            None => self.put(key, literal(typed)),
        }
    }

    /// Takes a value for a field as it stands. What comes from elsewhere is no reference, whatever it looks like: a
    /// reference may name a command. Keys no mode knows, and those one of them calls secret, are kept as hidden
    /// values: what nobody described may be a secret, and modes are changed. So is what is secret by its own shape,
    /// such as an address with a password in it.
    pub fn put(&mut self, key: &FieldKey, text: &str) {
        let text = self.field(key).map_or(Shape::Whole, |field| field.shape).part(text);
        let hidden = self.hides(key, text);
        if text.is_empty() {
            self.values.remove(key);
        } else if hidden {
            self.values.insert(key.clone(), DraftValue::Hidden(Secret::new(text)));
        } else {
            self.values.insert(key.clone(), DraftValue::Plain(text.to_owned()));
        }
    }

    fn hides(&self, key: &FieldKey, text: &str) -> bool {
        let known = self.element.modes.iter().filter_map(|mode| mode.field(key));
        let mut known = known.chain(self.own().filter(|field| &field.key == key)).peekable();
        known.peek().is_none() || known.any(Field::is_secret) || is_secret_text(text)
    }

    /// What is wrong with one field as it stands.
    pub fn complaint(&self, field: &Field) -> Option<String> {
        let value = self.values.get(&field.key);
        if field.from_callback.is_some() || !self.counts(field) {
            return None;
        }
        let twin = field.same_as.as_ref().map(|key| self.values.get(key));
        if twin.is_some_and(|twin| twin.map(DraftValue::expose) != value.map(DraftValue::expose)) {
            return Some("The two are not the same: type it once more.".into());
        }
        // What it stands for is the provider's to judge.
        if let Some(DraftValue::Reference(_)) = value {
            return None;
        }
        let text = value.map_or("", DraftValue::expose);
        // Stars and dots come in eights; as few as three could be a poor secret.
        if field.is_secret() && text.len() > 3 && is_stand_in(text) {
            return Some("This is what is shown in the place of a secret: enter the secret itself.".into());
        }
        field.complaint(text)
    }

    /// What is wrong with the name as it stands.
    pub fn name_complaint(&self) -> Option<String> {
        let name = self.name.trim();
        if name.is_empty() {
            return Some("An instance needs a name you will recognise it by.".into());
        }
        if name.chars().count() > NAME_LIMIT {
            return Some(format!("At most {NAME_LIMIT} characters, please."));
        }
        self.open_complaint(name)
    }

    /// All that is wrong with the draft, in the form's order.
    pub fn complaints(&self) -> Vec<Complaint> {
        let fields = self.fields().filter_map(|field| {
            self.complaint(field).map(|text| Complaint { place: DraftEntry::Field(field.key.clone()), text })
        });
        let name = self.name_complaint().map(|text| Complaint { place: DraftEntry::Name, text });
        let tags = self.tags_complaint().map(|text| Complaint { place: DraftEntry::Tags, text });
        fields.chain(name).chain(tags).collect()
    }

    /// The one way to a [`Filled`]: a draft nothing is wrong with.
    ///
    /// # Errors
    /// What is wrong with it, in the form's order.
    pub fn finish(&self) -> Result<Filled, Vec<Complaint>> {
        let complaints = self.complaints();
        if complaints.is_empty() { Ok(Filled { draft: self.clone() }) } else { Err(complaints) }
    }

    /// What may be saved of it.
    pub fn keepsake(&self) -> KeptDraft {
        let kept = |(key, value): (&FieldKey, &DraftValue)| Some((key.as_str().to_owned(), value.kept()?));
        let open = |text: &String| if self.tells_secret(text, []) { String::new() } else { text.clone() };
        KeptDraft {
            element: self.element.key.as_str().to_owned(),
            mode: self.mode,
            values: self.values.iter().filter_map(kept).collect(),
            own: self.own.iter().map(|field| field.key.as_str().to_owned()).collect(),
            name: open(&self.name),
            tags: open(&self.tags),
        }
    }

    /// The secrets typed into it, so that they can be recognised wherever they turn up.
    pub fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.values.values().filter_map(|value| match value {
            DraftValue::Hidden(secret) => Some(secret),
            DraftValue::Plain(_) | DraftValue::Reference(_) => None,
        })
    }

    /// The references that have to be read before it can be sent.
    pub fn references(&self) -> impl Iterator<Item = (&FieldKey, &Reference)> {
        self.asked().filter_map(|field| match self.values.get(&field.key) {
            Some(DraftValue::Reference(reference)) => Some((&field.key, reference)),
            _ => None,
        })
    }

    /// The same with the values its references stand for.
    fn resolved(mut self, values: Resolved) -> Self {
        self.values.extend(values.into_iter().map(|(key, secret)| (key, DraftValue::Hidden(secret))));
        self
    }

    fn fill_defaults(&mut self) {
        for field in self.element.clone().modes.get(self.mode).map_or(&[][..], |m| &m.fields) {
            // A constant may differ from mode to mode; what a person typed does not change by itself.
            let kept = self.values.contains_key(&field.key) && !field.hidden;
            if let (Some(default), false) = (&field.default, kept) {
                self.put(&field.key, default);
            }
        }
    }
}
