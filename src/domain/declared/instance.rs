//! Instances of a file, checked.

use crate::{
    catalog::{AuthFlow, Element, FieldKey},
    domain::{Draft, OAuthProxy, Reference, reference::ReferenceSource},
    text::Secret,
};
use std::{collections::HashMap, sync::Arc};

/// File of instances, checked: every element and key is known, and no secret is written in clear.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeclaredFile {
    /// Profile that the instances belong to, if the file names one.
    pub profile: Option<String>,
    /// Instances in the file's order.
    pub instances: Vec<DeclaredInstance>,
}

/// Instance of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredInstance {
    /// ID on the platform, if the file names it, so that the instance can be renamed.
    pub id: Option<String>,
    /// True if the file lists its tags. Otherwise the tags of an existing instance stay.
    pub has_tags: bool,
    /// Configuration keys that the file lists. All other values of an existing instance stay.
    pub keys: Vec<FieldKey>,
    /// Form with the values of the file.
    pub draft: Draft,
    /// Line of its beginning in the file.
    pub line: usize,
    /// Line and column of each value.
    pub(super) places: HashMap<FieldKey, (usize, usize)>,
}

impl DeclaredInstance {
    /// Returns the element.
    pub fn element(&self) -> &Arc<Element> {
        self.draft.element()
    }

    /// Returns the name.
    pub fn name(&self) -> &str {
        self.draft.name.trim()
    }

    /// Returns line and column of a value in the file.
    pub fn place(&self, key: &FieldKey) -> (usize, usize) {
        self.places.get(key).copied().unwrap_or((self.line, 1))
    }

    /// Returns the references of its values.
    pub fn references(&self) -> impl Iterator<Item = (&FieldKey, &Reference)> {
        self.draft.references()
    }

    /// Returns the name of the OAuth proxy that the consent goes through, if the file names one.
    pub fn proxy(&self) -> Option<&str> {
        self.draft.proxy()
    }

    /// Sets the OAuth proxies of the platform, and fills in the values of the named one. Returns false if it is not among
    /// them.
    pub fn offer_proxies(&mut self, proxies: &Arc<[OAuthProxy]>) -> bool {
        self.draft.offer_proxies(proxies.clone());
        self.draft.fill_proxy();
        self.proxy().is_none_or(|name| proxies.iter().any(|proxy| proxy.name == name))
    }

    /// Checks the value of a reference like a typed one. A reason does not repeat the value, which may be secret.
    ///
    /// # Errors
    /// The reason that the value cannot be used.
    pub fn check_value(&self, key: &FieldKey, reference: &Reference, value: Secret) -> Result<Secret, String> {
        match self.draft.field(key).and_then(|field| field.complaint(value.expose())) {
            Some(_) => Err(format!("The value of {reference} cannot be used for this key.")),
            None => Ok(value),
        }
    }

    /// Returns true if the provider's consent is needed to create it.
    pub fn needs_consent(&self) -> bool {
        self.draft.flow() != AuthFlow::Plain
    }
}

impl DeclaredFile {
    /// Returns true if a value of the file is a reference to a command.
    pub fn has_commands(&self) -> bool {
        let mut references = self.instances.iter().flat_map(DeclaredInstance::references);
        references.any(|(_, reference)| matches!(reference.source(), ReferenceSource::Command(_)))
    }
}
