//! A form being filled in, and its conversion into a complete one.

mod address;
mod changes;
mod filled;
mod identity;
mod kept;
mod last;
mod open;
mod own;
mod proxy;
mod purpose;
mod references;
mod refresh;
mod typed;
mod value;

pub use filled::Filled;
pub use purpose::{ChangeForm, Difference, DifferenceSide, Purpose};
pub use typed::LONG;
pub use value::{DraftValue, Resolved};

use super::{DraftId, OAuthProxy, Reference, reference::literal};
use crate::{
    catalog::{
        element::{AuthMode, Element},
        field::{Field, FieldKey, Shape, Target},
    },
    document::mask::{is_secret_text, is_stand_in},
    text::secret::Secret,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// Maximum length of an instance name, in characters.
pub const NAME_LIMIT: usize = 128;

/// Values typed so far for one element. Secrets have a separate type, so that they cannot be saved or shown by
/// accident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// ID among the saved drafts, once it is saved.
    id: Option<DraftId>,
    element: Arc<Element>,
    purpose: Purpose,
    mode: usize,
    values: BTreeMap<FieldKey, DraftValue>,
    /// Key of a long value that counts as a secret until it is judged.
    unjudged: Option<FieldKey>,
    /// Entries added by the user that the form does not define.
    own: Vec<Field>,
    /// Values used last time, offered as defaults.
    last: Option<Arc<KeptDraft>>,
    /// Values filled in from another instance, which the user did not type.
    filled: Option<Arc<KeptDraft>>,
    /// Callback as typed, where a request has it with the port that was found.
    typed_callback: Option<(FieldKey, DraftValue)>,
    /// OAuth proxies to choose from.
    proxies: Arc<[OAuthProxy]>,
    /// Display name of the instance.
    pub name: String,
    /// Tags as typed, separated by commas.
    pub tags: String,
}

/// Fault in one entry of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Entry with the fault.
    pub place: DraftEntry,
    /// Sentence that states the fault and the remedy.
    pub text: String,
}

/// Entry of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftEntry {
    /// A configuration field.
    Field(FieldKey),
    /// The name of the instance.
    Name,
    /// The tags of the instance.
    Tags,
}

/// Part of a draft that is saved to disk: everything except secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptDraft {
    /// Key of the element.
    pub element: String,
    /// Index of the element's auth mode.
    #[serde(default)]
    pub mode: usize,
    /// Plain values and references by configuration key.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// Keys of the entries added by the user, with or without a value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<String>,
    /// Name of the instance.
    #[serde(default)]
    pub name: String,
    /// Tags as typed.
    #[serde(default)]
    pub tags: String,
}

impl Draft {
    /// Creates a form with only the defaults filled in.
    pub fn new(element: Arc<Element>) -> Self {
        let mut draft = Self::empty(element, 0);
        draft.fill_defaults();
        draft
    }

    fn empty(element: Arc<Element>, mode: usize) -> Self {
        let (values, unjudged, own, last) = (BTreeMap::new(), None, Vec::new(), None);
        let (purpose, name, tags) = (Purpose::Create, String::new(), String::new());
        let (proxies, typed_callback) = (Arc::default(), None);
        let (id, filled) = (None, None);
        Self { id, element, purpose, mode, values, unjudged, own, last, filled, typed_callback, proxies, name, tags }
    }

    /// Returns the element of the form.
    pub fn element(&self) -> &Arc<Element> {
        &self.element
    }

    /// Returns the chosen auth mode.
    pub fn mode(&self) -> Option<&AuthMode> {
        self.element.modes.get(self.mode)
    }

    /// Returns the index of the chosen auth mode.
    pub fn mode_index(&self) -> usize {
        self.mode
    }

    /// Chooses another auth mode. All values are kept, including those of fields the new mode does not have, so that
    /// switching back loses nothing.
    pub fn choose_mode(&mut self, mode: usize) {
        if mode < self.element.modes.len() {
            self.mode = mode;
            self.fill_defaults();
        }
    }

    /// Returns the fields of the chosen mode, then the entries added by the user. Entries of a create request alone
    /// are left out for an existing instance, and those of consent for an edit.
    pub fn fields(&self) -> impl Iterator<Item = &Field> + Clone {
        let (is_for_new, has_consent) = (self.is_for_new(), self.flow().needs_consent());
        let of_mode = self.mode().map_or(&[][..], |mode| &mode.fields).iter();
        let is_possible = move |field: &&Field| match field.target {
            Target::Request => is_for_new,
            Target::Proxy => has_consent,
            Target::Configuration | Target::ProviderData(_) | Target::Nowhere => true,
        };
        of_mode.filter(is_possible).chain(self.own())
    }

    /// Returns the field with this key.
    pub fn field(&self, key: &FieldKey) -> Option<&Field> {
        self.fields().find(|field| &field.key == key)
    }

    /// Returns the fields whose condition is met.
    pub fn asked(&self) -> impl Iterator<Item = &Field> {
        self.fields().filter(|field| self.counts(field))
    }

    /// Returns true if the condition of the field is met.
    pub fn counts(&self, field: &Field) -> bool {
        let is_met = |(key, wanted): &(FieldKey, String)| self.values.get(key).is_some_and(|v| v.expose() == wanted);
        self.is_needed(field) && field.goes_with.as_ref().is_none_or(is_met)
    }

    /// Returns the value of a field, or `None` if it has none.
    pub fn value(&self, key: &FieldKey) -> Option<&DraftValue> {
        self.values.get(key)
    }

    /// Sets a field to the typed text, which is parsed as a reference or a value.
    pub fn set(&mut self, key: &FieldKey, typed: &str) {
        match Reference::read(typed) {
            Some(reference) => {
                reference.withhold();
                self.unjudged.take_if(|unjudged| unjudged == key);
                self.values.insert(key.clone(), DraftValue::Reference(reference));
            }
            None => self.put(key, literal(typed)),
        }
    }

    /// Sets a field to a value from outside the keyboard. It is never parsed as a reference, because a reference may
    /// name a command. Keys that no mode knows, and keys that any mode declares secret, are stored as hidden values: an
    /// undescribed value may be a secret, and the mode may change. A value that is secret by its shape is hidden too,
    /// such as an address with a password.
    pub fn put(&mut self, key: &FieldKey, text: &str) {
        let text = self.field(key).map_or(Shape::Whole, |field| field.shape).part(text);
        let hidden = self.hides(key, text);
        self.unjudged.take_if(|unjudged| unjudged == key);
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

    /// Returns the fault of one field, if there is one.
    pub fn complaint(&self, field: &Field) -> Option<String> {
        let value = self.values.get(&field.key);
        if field.from_callback.is_some() || !self.counts(field) || self.keeps_secret(field) {
            return None;
        }
        // An edit is not refused for a value that the platform has accepted before.
        if matches!(self.purpose, Purpose::Edit(_)) && !self.is_changed(&field.key) {
            return None;
        }
        let original = field.same_as.as_ref().map(|key| self.values.get(key));
        if original.is_some_and(|original| original.map(DraftValue::expose) != value.map(DraftValue::expose)) {
            return Some("The two values differ. Type it again.".into());
        }
        // The value behind a reference is not known yet, so only the provider can check it.
        if let Some(DraftValue::Reference(_)) = value {
            return None;
        }
        let text = value.map_or("", DraftValue::expose);
        // A mask has at least eight characters. A shorter run may be a real password, but one of more than three is
        // rejected.
        if field.is_secret() && text.len() > 3 && is_stand_in(text) {
            return Some("This is the mask of a secret. Enter the secret itself.".into());
        }
        match field.complaint(text) {
            None if field.key == self.callback_key() => self.callback().err().map(|f| f.to_string()),
            complaint => complaint,
        }
    }

    /// Returns the fault of the name, if there is one.
    pub fn name_complaint(&self) -> Option<String> {
        let name = self.name.trim();
        if name.is_empty() {
            return Some("Enter a name for the instance.".into());
        }
        if name.chars().count() > NAME_LIMIT {
            return Some(format!("Use at most {NAME_LIMIT} characters."));
        }
        self.public_text_complaint(name)
    }

    /// Returns all faults of the draft, in form order.
    pub fn complaints(&self) -> Vec<Complaint> {
        let fields = self.fields().filter_map(|field| {
            self.complaint(field).map(|text| Complaint { place: DraftEntry::Field(field.key.clone()), text })
        });
        let name = self.name_complaint().map(|text| Complaint { place: DraftEntry::Name, text });
        let tags = self.tags_complaint().map(|text| Complaint { place: DraftEntry::Tags, text });
        fields.chain(name).chain(tags).collect()
    }
}
