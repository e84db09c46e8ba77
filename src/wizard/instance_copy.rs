//! Copy of an instance: its values wait until the platform of the copy is chosen.

use super::{
    destination::Destination,
    effect::{Effect, SessionEffect},
    instances::{AccountInstances, InstanceRow},
    notice::Notice,
    prefill::{CopySource, Prefill},
    session::{CopyOrigin, OriginPlace, Session, Start},
};
use crate::{
    catalog::{Element, NamedElement},
    domain::{Draft, ProfileName, Reference, TrashedInstance},
};
use std::sync::Arc;

impl Session {
    /// Keeps the values of an instance for the form of a copy. Secrets are left out, unless they were typed as references.
    pub(super) fn begin_copy(&mut self, row: &Arc<InstanceRow>) {
        let Some(profile) = &self.profile else { return };
        let (listed, name) = (&row.instance, &row.name);
        let entry = self.elements.catalog.entry(listed.element.as_str()).filter(|entry| !entry.is_foreign());
        let element = entry.map(|entry| entry.element());
        let place = (&profile.name, &profile.account.base);
        let secrets = self.known().iter().cloned();
        let copy = TrashedInstance::new(listed, place, secrets, element.as_deref(), self.now);
        let copy = match self.forms.last.form_for(&profile.name, &copy.element) {
            Some(form) => copy.with_references(form),
            None => copy,
        };
        let source = CopySource { id: listed.id.clone(), name: name.clone(), profile: profile.name.clone() };
        self.copied =
            Some(Box::new(CopyOrigin { profile: profile.clone(), place: OriginPlace::List(row.clone()), form: None }));
        let prefill = Prefill { source: Some(source), ..Prefill::from_trash(&copy, element.as_deref()) };
        self.start = Start::Given(Box::new(prefill));
    }

    /// Returns the source of the copy that waits for its platform.
    pub fn copy_source(&self) -> Option<&CopySource> {
        match &self.start {
            Start::Given(given) => given.source.as_ref(),
            Start::Usual | Start::Element(_) | Start::Change(..) | Start::Instances => None,
        }
    }

    /// Returns the key of the element of the copy that waits for its platform.
    pub(super) fn copy_element(&self) -> Option<&str> {
        match &self.start {
            Start::Given(given) => given.source.as_ref().map(|_| given.element.as_str()),
            Start::Usual | Start::Element(_) | Start::Change(..) | Start::Instances => None,
        }
    }

    /// Drops the copy that waits for its platform, and returns to its source.
    pub(super) fn drop_copy(&mut self) -> Option<Destination> {
        self.copy_source()?;
        self.start = Start::Usual;
        self.copied.take().map(|origin| self.return_to(*origin))
    }

    /// Leaves the form of a copied or restored instance, and returns to its source; `None` for another form.
    pub(super) fn leave_copy(&mut self, draft: &Draft) -> Option<Destination> {
        let origin = self.copied.take_if(|origin| origin.form.is_some() && origin.form.as_ref() == draft.id())?;
        Some(self.return_to(*origin))
    }

    /// Takes note of the instance that was created from this form. Returns true if it is a copied or restored one, from
    /// which [`Session::leave_created`] leads back.
    pub(super) fn note_created(&mut self, draft: &Draft, id: &str) -> bool {
        if let Some((record, _)) = self.restoring.take_if(|(_, form)| draft.id() == Some(form)) {
            self.restored.insert(record, id.to_owned());
        }
        self.copied.as_deref().is_some_and(|origin| origin.form.is_some() && origin.form.as_ref() == draft.id())
    }

    /// Returns the effect that notes on its record in the trash that this instance was created from it.
    pub(super) fn restoration(&self, id: &str) -> Option<Effect> {
        let (record, _) = self.restored.iter().find(|(_, restored)| *restored == id)?;
        Some(Effect::Session(SessionEffect::NoteRestored(record.clone(), id.to_owned())))
    }

    /// Returns to the source of the copied or restored instance that was created.
    pub(super) fn leave_created(&mut self) -> Option<Destination> {
        self.copied.take().map(|origin| self.return_to(*origin))
    }

    fn return_to(&mut self, CopyOrigin { profile, place, .. }: CopyOrigin) -> Destination {
        self.enter(profile);
        match place {
            OriginPlace::Trash => Destination::Trash,
            OriginPlace::List(row) if self.instances.is_deleted(&row.instance.id) => Destination::Instances,
            OriginPlace::List(row) => {
                Destination::Details(self.instances.row(&row.instance.id).cloned().unwrap_or(row))
            }
        }
    }

    /// Returns the notice for the form of a copy, once its profile is known; `None` without a copy.
    pub(super) fn copy_notice(&self) -> Option<Notice> {
        let source = self.copy_source()?;
        let key = self.copy_element()?;
        if !matches!(self.elements.catalog.named(key), NamedElement::One(_)) {
            let words = format!("The list has no element {key}. If it appears, its form has the values of");
            return Some(Notice::plain(format!("{words} “{}” ({}).", source.name, source.id)));
        }
        let is_same = self.profile.as_ref().is_some_and(|profile| profile.name == source.profile);
        let left = if is_same { "secrets" } else { "secrets and addresses" };
        Some(Notice::plain(format!("The values of “{}” ({}) are filled in, except {left}.", source.name, source.id)))
    }
}

impl Prefill {
    /// Leaves out the addresses and the references to secrets, if the copy is created with another profile: they belong to
    /// the platform of the source.
    #[must_use]
    pub(super) fn for_profile(
        mut self,
        profile: Option<&ProfileName>,
        element: &Element,
        instances: &AccountInstances,
    ) -> Self {
        let is_other = self.source.as_ref().is_some_and(|source| Some(&source.profile) != profile);
        if is_other {
            self.values.retain(|(_, value)| Reference::read(value).is_none());
            self.take_addresses(Some(element));
        } else if let Some(source) = &self.source
            && self.name.as_ref() == Some(&source.name)
        {
            let is_taken = |name: &str| {
                let mut rows = instances.rows().iter();
                rows.any(|row| row.instance.element == element.key && row.instance.name.trim() == name)
            };
            self.name = Some(TrashedInstance::copy_name(&source.name, is_taken));
        }
        self
    }
}
