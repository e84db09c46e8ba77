//! Plans and steps in words and as JSON, without secrets.

use super::{load::Loaded, pending::EarlierConsents};
use crate::{
    document::mask::Mask,
    domain::{
        Timestamp,
        declared::{
            DeclaredFile, Plan,
            plan::{OtherInstance, PlanAction, PlanChange, PlanCounts, PlanStep, PlanValue},
        },
    },
    text::{MASK, SafeText, count},
};
use serde_json::{Value as Json, json};
use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
};

/// Number of unaffected instances that are listed by name.
const LISTED: usize = 20;

/// Plan, with its file and mask, for display.
pub(super) struct PlanText<'a> {
    pub(super) plan: &'a Plan,
    pub(super) file: &'a DeclaredFile,
    mask: &'a Mask,
    pub(super) prunes: bool,
    /// Times at which consents that are still pending were requested, by the row of the file.
    consents: BTreeMap<usize, Timestamp>,
    /// Texts that were masked before. Many instances share their values, and masking reads a text in many ways.
    masked: RefCell<HashMap<String, String>>,
}

impl<'a> PlanText<'a> {
    /// Creates the texts of a plan.
    pub(super) fn new(plan: &'a Plan, loaded: &'a Loaded, mask: &'a Mask, prunes: bool) -> Self {
        let consents = EarlierConsents::find(loaded, plan, false).requested(plan);
        Self { plan, file: &loaded.file, mask, prunes, consents, masked: RefCell::default() }
    }
}

impl PlanText<'_> {
    /// Returns a text without the secrets in it.
    pub(super) fn masked(&self, text: &str) -> String {
        if let Some(masked) = self.masked.borrow().get(text) {
            return masked.clone();
        }
        let masked = self.mask.cover_text(text).into_owned();
        self.masked.borrow_mut().insert(text.to_owned(), masked.clone());
        masked
    }

    /// Returns the plan for people: each change, then the counts.
    pub(super) fn lines(&self) -> SafeText {
        let mut text = SafeText::default();
        for step in self.plan.steps.iter().filter(|step| step.action != PlanAction::Unchanged) {
            text.push(&self.step(step));
        }
        let unchanged = self.plan.steps.iter().filter(|step| step.action == PlanAction::Unchanged);
        for step in unchanged.filter(|step| !step.notes.is_empty()) {
            text.push(&self.step(step));
        }
        let deleted = self.plan.prunable().filter(|_| self.prunes);
        for other in deleted {
            text.push_line(&safe!("- delete  {}", self.other(other)));
        }
        let kept: Vec<_> = self.plan.others.iter().filter(|other| !(self.prunes && other.was_declared)).collect();
        for other in kept.iter().take(LISTED) {
            let hint = if other.was_declared { "  (applied before; --prune deletes it)" } else { "" };
            text.push_line(&safe!("  not in the file  {}{}", self.other(other), hint));
        }
        if kept.len() > LISTED {
            text.push_line(&safe!("  not in the file  {} more", kept.len() - LISTED));
        }
        text.push_line(&counts(self.plan.counts(self.prunes)));
        text
    }

    /// Returns ID, element and name of an instance that the file does not declare.
    pub(super) fn other(&self, other: &OtherInstance) -> String {
        format!("{}  {}  “{}”", other.id, other.element, self.masked(&other.name))
    }

    fn step(&self, step: &PlanStep) -> SafeText {
        let sign = match step.action {
            PlanAction::Create => "+",
            PlanAction::Update | PlanAction::Reauthorize => "~",
            PlanAction::Unchanged => "=",
        };
        let mut text = safe!("{} {}  {}", sign, step.action.label(), self.title(step));
        match self.consents.get(&step.row) {
            Some(requested) => {
                text.push(&safe!("  (waits for the provider's consent, requested on {})", requested.words()));
            }
            None if step.needs_consent() => text.push(&"  (needs the provider's consent)".into()),
            None => {}
        }
        text.push_line(&SafeText::default());
        for change in &step.changes {
            text.push_line(&self.change(step.action, change));
        }
        for note in &step.notes {
            text.push_line(&safe!("    {}", note));
        }
        text
    }

    /// Returns ID, element and name of a step.
    pub(super) fn title(&self, step: &PlanStep) -> String {
        let declared = self.file.instances.get(step.row);
        let (element, name) = declared.map_or(("", ""), |declared| (declared.element().key.as_str(), declared.name()));
        let name = self.masked(name);
        match &step.existing {
            Some(existing) => format!("{}  {element}  “{name}”", existing.id),
            None => format!("{element}  “{name}”"),
        }
    }

    fn change(&self, action: PlanAction, change: &PlanChange) -> SafeText {
        let place = change.place.strip_prefix("configuration.").unwrap_or(&change.place);
        let after = self.value(&change.after);
        let mut text = match action {
            PlanAction::Create => safe!("    {}  {}", place, after),
            PlanAction::Update | PlanAction::Reauthorize | PlanAction::Unchanged => {
                safe!("    {}  {} → {}", place, self.value(&change.before), after)
            }
        };
        if change.is_drift {
            text.push(&"  (changed on the platform since the last apply)".into());
        }
        text
    }

    fn value(&self, value: &PlanValue) -> String {
        match value {
            PlanValue::Nothing => "(none)".into(),
            PlanValue::Shown(text) => self.masked(text),
            PlanValue::Hidden => MASK.into(),
            PlanValue::Reference(reference) => reference.clone(),
        }
    }

    /// Returns the plan as JSON. The fields are documented in the help.
    pub(super) fn json(&self, profile: &str, base: &str) -> Json {
        json!({
            "profile": profile,
            "platform": base,
            "steps": self.plan.steps.iter().map(|step| self.step_json(step)).collect::<Vec<_>>(),
            "others": self.plan.others.iter().map(|other| json!({
                "id": other.id,
                "element": other.element,
                "name": self.masked(&other.name),
                "action": if self.prunes && other.was_declared { "delete" } else { "keep" },
            })).collect::<Vec<_>>(),
            "counts": self.plan.counts(self.prunes),
        })
    }

    fn step_json(&self, step: &PlanStep) -> Json {
        let declared = self.file.instances.get(step.row);
        let shown = |value: &PlanValue| match value {
            PlanValue::Shown(text) => Json::from(self.masked(text)),
            PlanValue::Reference(reference) => Json::from(reference.as_str()),
            PlanValue::Nothing | PlanValue::Hidden => Json::Null,
        };
        let is_secret = |change: &PlanChange| {
            let is_hidden = [&change.before, &change.after].into_iter().any(|value| *value == PlanValue::Hidden);
            is_hidden || declared.is_some_and(|declared| declared.is_secret(&change.place))
        };
        json!({
            "action": step.action,
            "id": step.existing.as_ref().map(|existing| existing.id.as_str()),
            "element": declared.map(|declared| declared.element().key.as_str()),
            "name": declared.map(|declared| self.masked(declared.name())),
            "line": declared.map(|declared| declared.line),
            "needsConsent": step.needs_consent(),
            "consentRequested": self.consents.get(&step.row).map(Timestamp::to_string),
            "changes": step.changes.iter().map(|change| json!({
                "place": change.place,
                "before": shown(&change.before),
                "after": shown(&change.after),
                "isSecret": is_secret(change),
                "isDrift": change.is_drift,
            })).collect::<Vec<_>>(),
            "notes": step.notes,
        })
    }
}

/// Returns the number of steps in one sentence.
fn counts(counts: PlanCounts) -> SafeText {
    let PlanCounts { create, update, reauthorize, delete, unchanged, other } = counts;
    let mut parts = Vec::new();
    for (number, verb) in
        [(create, "to create"), (update, "to update"), (reauthorize, "to re-authorize"), (delete, "to delete")]
    {
        if number > 0 {
            parts.push(format!("{number} {verb}"));
        }
    }
    if parts.is_empty() {
        parts.push("nothing to change".into());
    }
    let rest = format!("{} unchanged", count(unchanged, "instance", "instances"));
    let other = if other > 0 { format!(", {other} not in the file") } else { String::new() };
    safe!("Plan: {}, {}{}.", parts.join(", "), rest, other)
}
