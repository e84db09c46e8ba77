//! Formulas and their instances, which use instances of elements.

use super::clock;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;

/// Most formulas, and most instances of one.
const MAX_KEPT: usize = 1000;

/// All formulas by id. Formulas and their instances share the numbers.
#[derive(Default, Deserialize, Serialize)]
pub(super) struct FormulaRecords {
    kept: BTreeMap<u64, FormulaRecord>,
    ever: u64,
    /// Number of calls that may have changed a formula.
    #[serde(skip)]
    changes: u64,
}

/// Formula.
#[derive(Deserialize, Serialize)]
struct FormulaRecord {
    name: String,
    /// Parts as they were sent, such as steps and triggers.
    parts: Map<String, Json>,
    created: u64,
    instances: BTreeMap<u64, FormulaInstance>,
}

/// Instance of a formula.
#[derive(Deserialize, Serialize)]
struct FormulaInstance {
    name: String,
    /// Values of the formula's variables; those of element instances are their ids.
    configuration: Map<String, Json>,
    created: u64,
}

impl FormulaRecords {
    /// Returns the number of calls that may have changed a formula.
    pub(super) fn changes(&self) -> u64 {
        self.changes
    }

    /// Keeps a formula, and returns its id; `None` if there are too many.
    pub(super) fn add(&mut self, name: String, parts: Map<String, Json>) -> Option<u64> {
        if self.kept.len() >= MAX_KEPT {
            return None;
        }
        let id = self.next_id();
        let record = FormulaRecord { name, parts, created: clock::seconds(), instances: BTreeMap::new() };
        self.kept.insert(id, record);
        Some(id)
    }

    /// Keeps an instance of a formula, and returns its id; `None` if there is no such formula, or too many instances.
    pub(super) fn add_instance(&mut self, formula: u64, name: String, configuration: Map<String, Json>) -> Option<u64> {
        self.kept.get(&formula).filter(|formula| formula.instances.len() < MAX_KEPT)?;
        let id = self.next_id();
        let instance = FormulaInstance { name, configuration, created: clock::seconds() };
        self.kept.get_mut(&formula)?.instances.insert(id, instance);
        Some(id)
    }

    fn next_id(&mut self) -> u64 {
        self.changes += 1;
        self.ever = self.ever.saturating_add(1);
        self.ever
    }

    /// Returns all formulas as JSON.
    pub(super) fn all(&self) -> Vec<Json> {
        self.kept.iter().map(|(id, formula)| formula.json(*id)).collect()
    }

    /// Returns a formula as JSON.
    pub(super) fn find(&self, id: u64) -> Option<Json> {
        self.kept.get(&id).map(|formula| formula.json(id))
    }

    /// Returns the instances of a formula as JSON, or those of all formulas.
    pub(super) fn instances(&self, formula: Option<u64>) -> Vec<Json> {
        let formulas = self.kept.iter().filter(|(id, _)| formula.is_none_or(|formula| formula == **id));
        formulas
            .flat_map(|(id, formula)| formula.instances.iter().map(|(number, one)| one.json(*number, *id, formula)))
            .collect()
    }

    /// Returns an instance of a formula as JSON.
    pub(super) fn find_instance(&self, formula: u64, id: u64) -> Option<Json> {
        let formula_record = self.kept.get(&formula)?;
        formula_record.instances.get(&id).map(|instance| instance.json(id, formula, formula_record))
    }

    /// Removes a formula with its instances. Returns false if there is none.
    pub(super) fn remove(&mut self, id: u64) -> bool {
        self.changes += 1;
        self.kept.remove(&id).is_some()
    }

    /// Removes an instance of a formula. Returns false if there is none.
    pub(super) fn remove_instance(&mut self, formula: u64, id: u64) -> bool {
        self.changes += 1;
        self.kept.get_mut(&formula).is_some_and(|formula| formula.instances.remove(&id).is_some())
    }

    /// Returns true if an instance of a formula uses the element instance with this id.
    pub(super) fn uses(&self, element_instance: u64) -> bool {
        let id = element_instance.to_string();
        let is_named = |value: &Json| match value {
            Json::String(text) => *text == id,
            Json::Number(number) => number.to_string() == id,
            Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => false,
        };
        let mut instances = self.kept.values().flat_map(|formula| formula.instances.values());
        instances.any(|instance| instance.configuration.values().any(is_named))
    }
}

impl FormulaRecord {
    fn json(&self, id: u64) -> Json {
        let mut json = self.parts.clone();
        json.insert("id".into(), id.into());
        json.insert("name".into(), self.name.as_str().into());
        json.insert("createdDate".into(), clock::stamp(self.created).into());
        json.entry("active").or_insert(true.into());
        for list in ["steps", "triggers", "configuration"] {
            json.entry(list).or_insert_with(|| json!([]));
        }
        Json::Object(json)
    }
}

impl FormulaInstance {
    fn json(&self, id: u64, formula: u64, record: &FormulaRecord) -> Json {
        json!({
            "id": id,
            "name": self.name,
            "formula": { "id": formula, "name": record.name, "active": true },
            "createdDate": clock::stamp(self.created),
            "settings": {},
            "active": true,
            "configuration": self.configuration,
        })
    }
}
