//! Results of an apply: a line as soon as a step ends, then the summary, or all of them as JSON.

use super::describe::PlanText;
use crate::{
    cli::{exit, instances::outcome},
    domain::{
        Fault,
        declared::{
            Plan,
            plan::{PlanAction, PlanStep, StepRequest},
        },
        draft::DraftValue,
    },
    runtime::apply::{StepOutcome, StopRequest},
    terminal::output,
    text::{SafeText, shell_quoted},
};
use serde_json::{Value as Json, json};

/// Result of a step.
pub(super) struct RowResult {
    /// Position of the step in the plan; deletions follow the steps.
    pub(super) index: usize,
    /// ID of the instance, as far as it is known.
    pub(super) id: Option<String>,
    outcome: StepOutcome,
}

/// Results so far.
pub(super) struct Results<'a> {
    text: &'a PlanText<'a>,
    as_json: bool,
    total: usize,
    done: Vec<RowResult>,
}

impl RowResult {
    pub(super) fn new(index: usize, outcome: StepOutcome, plan: &Plan) -> Self {
        let known = || match plan.steps.get(index) {
            Some(step) => step.existing.as_ref().map(|existing| existing.id.clone()),
            None => plan.deleted_at(index).map(|other| other.id.clone()),
        };
        let id = match &outcome {
            StepOutcome::Created(id, _) => Some(id.clone()),
            StepOutcome::Done | StepOutcome::Failed(_) | StepOutcome::Unknown(_) | StepOutcome::NotStarted => known(),
        };
        Self { index, id, outcome }
    }

    /// Returns true if the platform has what the step declares.
    pub(super) fn is_applied(&self) -> bool {
        matches!(self.outcome, StepOutcome::Created(..) | StepOutcome::Done)
    }

    fn fault(&self) -> Option<&Fault> {
        match &self.outcome {
            StepOutcome::Failed(fault) | StepOutcome::Unknown(fault) | StepOutcome::Created(_, Err(fault)) => {
                Some(fault)
            }
            StepOutcome::Created(_, Ok(_)) | StepOutcome::Done | StepOutcome::NotStarted => None,
        }
    }

    fn code(&self) -> u8 {
        match &self.outcome {
            StepOutcome::Created(_, Ok(_)) | StepOutcome::Done => 0,
            StepOutcome::Created(_, Err(_)) => exit::NOT_KEPT,
            StepOutcome::Unknown(_) => exit::UNKNOWN,
            StepOutcome::Failed(fault) => outcome::exit_code(fault),
            StepOutcome::NotStarted => exit::FAILED,
        }
    }

    fn label(&self, action: Option<PlanAction>) -> &'static str {
        match (&self.outcome, action) {
            (StepOutcome::Created(_, Ok(_)), _) => "created",
            (StepOutcome::Created(_, Err(_)), _) => "created without token",
            (StepOutcome::Done, None) => "deleted",
            (StepOutcome::Done, Some(PlanAction::Reauthorize)) => "re-authorized",
            (StepOutcome::Done, Some(PlanAction::Create | PlanAction::Update | PlanAction::Unchanged)) => "updated",
            (StepOutcome::Failed(_), _) => "failed",
            (StepOutcome::Unknown(_), _) => "unknown",
            (StepOutcome::NotStarted, _) => "not started",
        }
    }
}

impl<'a> Results<'a> {
    pub(super) fn new(text: &'a PlanText<'a>, as_json: bool) -> Self {
        Self { text, as_json, total: 0, done: Vec::new() }
    }

    /// Sets the number of steps.
    pub(super) fn begin(&mut self, total: usize) {
        self.total = total;
    }

    /// Adds a result, and prints its line.
    pub(super) fn add(&mut self, result: RowResult) {
        self.done.push(result);
        let Some(result) = self.done.last().filter(|_| !self.as_json) else { return };
        let words = safe!(
            "[{}/{}] {:<13}  {}",
            self.done.len(),
            self.total,
            result.label(self.action(result)),
            self.title(result)
        );
        match result.fault() {
            None => drop(output::line(&words)),
            Some(fault) => {
                let mut words = words;
                for line in outcome::described_lines(fault) {
                    words.push(&safe!("\n    {}", line));
                }
                output::note(&words);
            }
        }
    }

    fn step(&self, result: &RowResult) -> Option<&PlanStep> {
        self.text.plan.steps.get(result.index)
    }

    fn action(&self, result: &RowResult) -> Option<PlanAction> {
        self.step(result).map(|step| step.action)
    }

    fn title(&self, result: &RowResult) -> String {
        let plan = self.text.plan;
        match self.step(result) {
            Some(step) if step.existing.is_none() => match &result.id {
                Some(id) => format!("{id}  {}", self.text.title(step)),
                None => self.text.title(step),
            },
            Some(step) => self.text.title(step),
            None => plan.deleted_at(result.index).map(|other| self.text.other(other)).unwrap_or_default(),
        }
    }

    fn pending(&self) -> Vec<&PlanStep> {
        self.text.plan.steps.iter().filter(|step| step.request == StepRequest::Consent).collect()
    }

    /// Prints the summary, and returns the exit code, with the results as JSON if these are wanted.
    pub(super) fn end(self, stop: &StopRequest) -> (u8, Option<Json>) {
        let pending = self.pending();
        for step in &pending {
            output::note(&safe!("pending  {}\n    Next: {}", self.text.title(step), self.next(step)));
        }
        if let Some(fault) = stop.fault() {
            output::note(&safe!("The run was stopped. {}", fault));
        }
        let code = self.code(!pending.is_empty(), stop);
        if self.as_json {
            return (code, Some(self.json(&pending)));
        }
        output::note(&self.summary(pending.len()));
        (code, None)
    }

    fn code(&self, is_pending: bool, stop: &StopRequest) -> u8 {
        if stop.is_set() && stop.fault().is_none() {
            return exit::BROKEN_OFF;
        }
        let mut codes: Vec<u8> = self.done.iter().map(RowResult::code).collect();
        codes.extend(is_pending.then_some(exit::NEEDS_INPUT));
        if let Some(fault) = stop.fault() {
            // Steps that were not started fail for the same reason.
            let code = outcome::exit_code(&fault);
            codes.iter_mut().filter(|own| **own == exit::FAILED).for_each(|own| *own = code);
        }
        match codes.split_first() {
            None => 0,
            Some((first, rest)) if rest.iter().all(|code| code == first) => *first,
            Some(_) => exit::MIXED,
        }
    }

    /// Returns the command that requests the provider's consent for a step, with the declared values. Secrets are
    /// references there.
    fn next(&self, step: &PlanStep) -> String {
        let Some(declared) = self.text.file.instances.get(step.row) else { return String::new() };
        let draft = &declared.draft;
        let mut command = "elemint consent request".to_owned();
        let mut add = |option: &str, value: &str| {
            command.push_str(option);
            command.push_str(&shell_quoted(value));
        };
        match &step.existing {
            Some(existing) => add(" --reauthorize ", &existing.id),
            None => {
                add(" ", declared.element().key.as_str());
                add(" --name ", declared.name());
                if !draft.tags.is_empty() {
                    add(" --tag ", &draft.tags);
                }
                if let Some(mode) = draft.mode().filter(|_| draft.mode_index() > 0) {
                    add(" --auth-mode ", &mode.label);
                }
            }
        }
        for key in &declared.keys {
            if let Some(value @ (DraftValue::Plain(_) | DraftValue::Reference(_))) = draft.value(key) {
                add(" --set ", &format!("{key}={}", value.typed()));
            }
        }
        self.text.mask.cover_text(&command).into_owned()
    }

    fn summary(&self, pending: usize) -> SafeText {
        let number = |label: &str| self.done.iter().filter(|one| one.label(self.action(one)) == label).count();
        let labels = [
            "created",
            "created without token",
            "updated",
            "re-authorized",
            "deleted",
            "failed",
            "unknown",
            "not started",
        ];
        let mut parts: Vec<String> = labels
            .into_iter()
            .filter_map(|label| Some((label, number(label))).filter(|(_, number)| *number > 0))
            .map(|(label, number)| format!("{number} {label}"))
            .collect();
        if pending > 0 {
            parts.push(format!("{pending} pending"));
        }
        let unchanged = self.text.plan.counts(self.text.prunes).unchanged;
        parts.push(format!("{unchanged} unchanged"));
        safe!("Applied: {}.", parts.join(", "))
    }

    /// Returns the results as JSON, in the order of the file. The fields are documented in the help.
    fn json(&self, pending: &[&PlanStep]) -> Json {
        let mut done: Vec<&RowResult> = self.done.iter().collect();
        done.sort_by_key(|result| result.index);
        let row = |step: Option<&PlanStep>| step.and_then(|step| self.text.file.instances.get(step.row));
        let results = done.iter().map(|result| {
            let step = self.step(result);
            let fault = result.fault();
            json!({
                "action": step.map_or_else(|| Json::from("delete"), |step| json!(step.action)),
                "outcome": result.label(step.map(|step| step.action)),
                "id": result.id,
                "element": row(step).map(|declared| declared.element().key.as_str()),
                "name": row(step).map(|declared| self.text.mask.cover_text(declared.name())),
                "status": fault.and_then(|fault| fault.status),
                "reason": fault.map(|fault| &fault.problem),
                "platformMessage": fault.and_then(|fault| fault.message.as_ref()),
                "next": Json::Null,
            })
        });
        let waiting = pending.iter().map(|step| {
            json!({
                "action": step.action,
                "outcome": "pending",
                "id": step.existing.as_ref().map(|existing| existing.id.as_str()),
                "element": row(Some(step)).map(|declared| declared.element().key.as_str()),
                "name": row(Some(step)).map(|declared| self.text.mask.cover_text(declared.name())),
                "status": Json::Null,
                "reason": "The provider's consent is needed.",
                "platformMessage": Json::Null,
                "next": self.next(step),
            })
        });
        json!({
            "results": results.chain(waiting).collect::<Vec<_>>(),
            "unchanged": self.text.plan.counts(self.text.prunes).unchanged,
        })
    }
}
