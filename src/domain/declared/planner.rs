//! Compares a file with the instances of a platform.

use super::{
    applied::{AppliedState, PROXY, TAGS, key_place, shown_values, value_hash},
    comparison::{Comparison, PlanFault, incomplete, reauthorization, side},
    instance::{DeclaredFile, DeclaredInstance},
    keyed_hash::KeyedHash,
    plan::{OtherInstance, Plan, PlanAction, PlanChange, PlanStep, PlanValue, StepRequest},
    planner_error::{PlanError, PlanErrorKind},
};
use crate::{
    catalog::AuthFlow,
    domain::{ListedInstance, Route, draft::Resolved, existing_instance::ExistingInstance},
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Collects the instances of a platform that a plan needs, while the list arrives, so that the other answers need not be
/// held.
#[derive(Debug)]
pub struct Planner<'a> {
    file: &'a DeclaredFile,
    applied: &'a AppliedState,
    /// File as an absolute path.
    place: &'a str,
    hash: &'a KeyedHash,
    names: HashSet<(String, String)>,
    ids: HashSet<String>,
    found: Vec<Arc<ExistingInstance>>,
    others: Vec<OtherInstance>,
}

impl<'a> Planner<'a> {
    /// Creates a planner that has seen no instance yet.
    pub fn new(file: &'a DeclaredFile, applied: &'a AppliedState, place: &'a str, hash: &'a KeyedHash) -> Self {
        let names: HashSet<_> = file.instances.iter().map(name_key).collect();
        let renamed = applied.records().filter(|record| names.contains(&(record.element.clone(), record.name.clone())));
        let ids = file.instances.iter().filter_map(|declared| declared.id.clone());
        let ids = ids.chain(renamed.map(|record| record.id.clone())).collect();
        Self { file, applied, place, hash, names, ids, found: Vec::new(), others: Vec::new() }
    }

    /// Adds an instance of the platform.
    pub fn add(&mut self, listed: &ListedInstance) {
        let key = (listed.element.to_string(), listed.name.trim().to_owned());
        if self.ids.contains(&listed.id) || self.names.contains(&key) {
            self.found.push(Arc::new(ExistingInstance::from_listed(listed)));
        } else {
            self.others.push(self.other(&listed.id, &key.0, &listed.name));
        }
    }

    fn other(&self, id: &str, element: &str, name: &str) -> OtherInstance {
        let was_declared = self.applied.get(id).is_some_and(|record| record.file == self.place);
        OtherInstance { id: id.to_owned(), element: element.to_owned(), name: name.to_owned(), was_declared }
    }

    /// Returns the plan. `values` are those of the references, one map for each declared instance.
    ///
    /// # Errors
    /// All instances without a step.
    pub fn plan(mut self, values: &[Resolved]) -> Result<Plan, Vec<PlanError>> {
        let none = Resolved::new();
        let (mut steps, mut errors, mut used) = (Vec::new(), Vec::new(), HashSet::new());
        let index = self.index();
        for (row, declared) in self.file.instances.iter().enumerate() {
            let values = values.get(row).unwrap_or(&none);
            let matched = self.matched(declared, &index);
            let planned = matched.and_then(|existing| {
                used.extend(existing.iter().map(|existing| existing.id.clone()));
                self.step(row, declared, existing, values)
            });
            match planned {
                Ok(step) => steps.push(step),
                Err((kind, problem)) => errors.push(PlanError { line: declared.line, kind, problem }),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let left = self.found.iter().filter(|found| !used.contains(&found.id));
        let left: Vec<_> = left.map(|found| self.other(&found.id, found.element.as_str(), &found.name)).collect();
        self.others.extend(left);
        Ok(Plan { steps, others: self.others })
    }

    fn index(&self) -> HashMap<(String, String), Vec<Arc<ExistingInstance>>> {
        let mut index: HashMap<_, Vec<_>> = HashMap::new();
        for found in &self.found {
            let key = (found.element.to_string(), found.name.trim().to_owned());
            index.entry(key).or_default().push(found.clone());
        }
        index
    }

    /// Returns the instance that is declared: by its ID, by element and name, or by the ID of the last
    /// apply, if the instance was renamed since.
    fn matched(
        &self,
        declared: &DeclaredInstance,
        index: &HashMap<(String, String), Vec<Arc<ExistingInstance>>>,
    ) -> Result<Option<Arc<ExistingInstance>>, PlanFault> {
        let (element, name) = (&declared.element().key, declared.name());
        let by_id = |id: &str| self.found.iter().find(|found| found.id == id).cloned();
        if let Some(id) = &declared.id {
            let missing = || (PlanErrorKind::NotFound, format!("The platform has no instance with the id {id}."));
            let found = by_id(id).ok_or_else(missing)?;
            if found.element != *element {
                let problem = format!("The instance {id} is one of {}, not of {element}.", found.element);
                return Err((PlanErrorKind::Incomplete(vec!["id".to_owned()]), problem));
            }
            return Ok(Some(found));
        }
        let named = index.get(&name_key(declared)).map_or(&[][..], Vec::as_slice);
        // Instances that other entries name by their ID belong to those.
        let is_free = |found: &&Arc<ExistingInstance>| {
            !self.file.instances.iter().any(|other| other.id.as_ref() == Some(&found.id))
        };
        let named: Vec<_> = named.iter().filter(is_free).collect();
        match named.as_slice() {
            [] => {
                let record = self.applied.records().find(|record| {
                    record.element == element.as_str() && record.name == name && record.file == self.place
                });
                Ok(record.and_then(|record| by_id(&record.id)).filter(|found| found.element == *element))
            }
            [found] => Ok(Some((*found).clone())),
            several => {
                let ids: Vec<&str> = several.iter().map(|found| found.id.as_str()).collect();
                let problem = format!(
                    "The platform has {} instances of {element} named “{name}”: {}. Add id = \"…\" to choose one.",
                    ids.len(),
                    ids.join(", ")
                );
                Err((PlanErrorKind::Ambiguous, problem))
            }
        }
    }

    fn step(
        &self,
        row: usize,
        declared: &DeclaredInstance,
        existing: Option<Arc<ExistingInstance>>,
        values: &Resolved,
    ) -> Result<PlanStep, PlanFault> {
        let Some(existing) = existing else { return self.creation(row, declared, values) };
        let record = self.applied.last(&existing.id, declared, self.place);
        let comparison = Comparison { declared, existing: &existing, values, record, hash: self.hash };
        let (changes, mut notes) = comparison.compare();
        let is_secret = |change: &PlanChange| comparison.is_credential(&change.place);
        let (action, request) = if changes.is_empty() {
            (PlanAction::Unchanged, StepRequest::Nothing)
        } else if changes.iter().any(is_secret) {
            (PlanAction::Reauthorize, reauthorization(declared, &existing)?)
        } else {
            (PlanAction::Update, StepRequest::Update(Box::new(comparison.update(&changes))))
        };
        notes.extend(consent_note(&request, declared, "reauthorize"));
        let fingerprint = self.fingerprint(action, declared, Some(&existing), values);
        Ok(PlanStep { row, action, existing: Some(existing), changes, notes, request, fingerprint })
    }

    fn creation(&self, row: usize, declared: &DeclaredInstance, values: &Resolved) -> Result<PlanStep, PlanFault> {
        let filled = declared.draft.finish().map_err(|complaints| incomplete(declared, &complaints))?;
        let request = match filled.route() {
            Route::Ready(request) => StepRequest::Create(Box::new(request)),
            Route::Consent(consent) => StepRequest::Consent(Some(Box::new(consent))),
            Route::Change(_) => StepRequest::Nothing,
        };
        let mut changes: Vec<PlanChange> = Vec::new();
        if !declared.draft.tags.is_empty() {
            changes.push(added(TAGS, PlanValue::Shown(declared.tags().join(", "))));
        }
        if let Some(proxy) = declared.proxy() {
            changes.push(added(PROXY, PlanValue::Shown(proxy.to_owned())));
        }
        for key in &declared.keys {
            if let Some(value) = declared.draft.value(key) {
                changes.push(added(&key_place(key), side(value)));
            }
        }
        let gone = self.applied.records().find(|record| {
            record.element == declared.element().key.as_str()
                && record.name == declared.name()
                && record.file == self.place
        });
        let notes = gone.map(|record| format!("Instance {} of the last apply no longer exists.", record.id));
        let fingerprint = self.fingerprint(PlanAction::Create, declared, None, values);
        let notes = notes.into_iter().chain(consent_note(&request, declared, "create")).collect();
        let action = PlanAction::Create;
        Ok(PlanStep { row, action, existing: None, changes, notes, request, fingerprint })
    }

    fn fingerprint(
        &self,
        action: PlanAction,
        declared: &DeclaredInstance,
        existing: Option<&Arc<ExistingInstance>>,
        values: &Resolved,
    ) -> String {
        let id = existing.map_or("", |existing| existing.id.as_str());
        let mut parts: Vec<String> =
            [action.label(), declared.element().key.as_str(), declared.name(), id].map(str::to_owned).into();
        parts.push(if declared.has_tags { declared.tags().join(",") } else { "-".into() });
        parts.push(declared.draft.mode_index().to_string());
        parts.extend(declared.proxy().map(str::to_owned));
        for key in &declared.keys {
            let place = key_place(key);
            let hash = value_hash(self.hash, id, &place, declared.text(key, values));
            parts.extend([place, hash]);
        }
        for (place, text) in existing.iter().flat_map(|existing| shown_values(existing, declared)) {
            let hash = value_hash(self.hash, id, &place, &text);
            parts.extend([place, hash]);
        }
        self.hash.hash(&parts.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

/// Returns the note on a consent of OAuth 1, which apply cannot request: only a program that waits gets its answer.
fn consent_note(request: &StepRequest, declared: &DeclaredInstance, command: &str) -> Option<String> {
    let is_oauth1 = matches!(request, StepRequest::Consent(_)) && declared.draft.flow() == AuthFlow::OAuth1;
    is_oauth1.then(|| {
        format!("The consent of OAuth 1 can only be given to a program that waits for it: elemint {command} --wait.")
    })
}

fn name_key(declared: &DeclaredInstance) -> (String, String) {
    (declared.element().key.to_string(), declared.name().to_owned())
}

fn added(place: &str, after: PlanValue) -> PlanChange {
    PlanChange { place: place.to_owned(), before: PlanValue::Nothing, after, is_drift: false }
}
