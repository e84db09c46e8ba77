//! Results of an apply: a line as soon as a step ends, then the summary, or all of them as JSON.

use super::{
    describe::PlanText,
    pending::PendingRow,
    progress::{LiveProgress, StepCounts},
    row_result::{LABELS, RowResult},
};
use crate::{
    cli::{exit, instances::outcome},
    domain::declared::{
        Plan,
        plan::{PlanAction, PlanStep},
    },
    runtime::apply::StopRequest,
    terminal::output,
    text::SafeText,
};
use serde_json::Value as Json;
use std::time::Duration;

/// Results so far.
pub(super) struct Results<'a> {
    pub(super) text: &'a PlanText<'a>,
    as_json: bool,
    total: usize,
    /// Number of steps that ended.
    ended: usize,
    /// Number of results with each label.
    numbers: [usize; LABELS.len()],
    progress: LiveProgress,
    pub(super) done: Vec<RowResult>,
}

impl<'a> Results<'a> {
    /// Creates the results of a run that has not begun.
    pub(super) fn new(text: &'a PlanText<'a>, as_json: bool) -> Self {
        Self {
            text,
            as_json,
            total: 0,
            ended: 0,
            numbers: [0; LABELS.len()],
            progress: LiveProgress::new(!as_json),
            done: Vec::new(),
        }
    }

    /// Returns the plan.
    pub(super) fn plan(&self) -> &'a Plan {
        self.text.plan
    }

    /// Returns true if the progress is drawn on a terminal.
    pub(super) fn is_live(&self) -> bool {
        self.progress.is_live()
    }

    /// Sets the number of steps, and the rows that wait already.
    pub(super) fn begin(&mut self, total: usize, waiting: Vec<RowResult>) {
        self.total = total;
        for result in waiting {
            self.count(&result);
            self.done.push(result);
        }
    }

    /// Begins a step.
    pub(super) fn start(&mut self, index: usize) {
        if !self.progress.is_live() {
            return;
        }
        let title = match self.plan().steps.get(index) {
            Some(step) => format!("{}  {}", running(step), self.text.title(step)),
            None => self
                .plan()
                .deleted_at(index)
                .map_or_else(String::new, |other| format!("deleting  {}", self.text.other(other))),
        };
        self.progress.start(index, title);
    }

    /// Draws the progress, with the time until requests are sent again.
    pub(super) fn tick(&mut self, pause: Option<Duration>) {
        self.progress.set_pause(pause);
        self.draw();
    }

    fn draw(&mut self) {
        if !self.progress.is_live() {
            return;
        }
        let ended = StepCounts { done: self.ended, total: self.total, counts: self.counts().join(", ") };
        self.progress.draw(&ended);
    }

    /// Adds a result, and prints its line.
    pub(super) fn add(&mut self, result: RowResult) {
        self.ended += 1;
        self.progress.end(result.index);
        if !self.as_json {
            let words = self.line(&result);
            self.progress.print(|| match result.fault() {
                None => drop(output::line(&words)),
                Some(_) => output::note(&words),
            });
        }
        self.count(&result);
        self.done.push(result);
        self.draw();
    }

    fn count(&mut self, result: &RowResult) {
        let label = result.label(self.action(result));
        let at = LABELS.iter().position(|known| *known == label);
        if let Some(number) = at.and_then(|at| self.numbers.get_mut(at)) {
            *number += 1;
        }
    }

    /// Returns the line of a result, with the reason of a failure.
    fn line(&self, result: &RowResult) -> SafeText {
        let (label, title) = (result.label(self.action(result)), self.title(result));
        let mut words = if self.progress.is_live() {
            safe!("{:<13}  {}", label, title)
        } else {
            safe!("[{}/{}] {:<13}  {}", self.ended, self.total, label, title)
        };
        for line in result.fault().into_iter().flat_map(outcome::described_lines) {
            words.push(&safe!("\n    {}", line));
        }
        words
    }

    pub(super) fn step(&self, result: &RowResult) -> Option<&PlanStep> {
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

    /// Prints the summary, and returns the exit code, with the results as JSON if these are wanted.
    pub(super) fn end(mut self, stop: &StopRequest) -> (u8, Option<Json>) {
        self.progress.close();
        self.done.sort_by_key(|result| (result.waiting().is_some(), result.index));
        for (result, row) in self.done.iter().filter_map(|result| Some((result, result.waiting()?))) {
            output::note(&self.pending(result, row));
        }
        if let Some(fault) = stop.fault() {
            output::note(&safe!("The run was stopped. {}", fault));
        }
        let code = self.code(stop);
        if self.as_json {
            return (code, Some(self.json()));
        }
        output::note(&self.summary());
        (code, None)
    }

    /// Returns the lines on a row that waits for the provider's consent.
    fn pending(&self, result: &RowResult, row: &PendingRow) -> SafeText {
        let title = self.title(result);
        match (row.url(), row.expires()) {
            (Some(url), Some(expires)) => safe!(
                "pending  {}\n    Open this link in any browser, until {}:\n    {}\n    Then: {}",
                title,
                expires.words(),
                url,
                row.next_step()
            ),
            _ => safe!("pending  {}\n    {}\n    Next: {}", title, row.reason(), row.next_step()),
        }
    }

    fn code(&self, stop: &StopRequest) -> u8 {
        if let Some(number) = stop.signal() {
            return 128 + number;
        }
        let mut codes: Vec<u8> = self.done.iter().map(RowResult::code).collect();
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

    fn summary(&self) -> SafeText {
        let mut parts = self.counts();
        parts.push(format!("{} unchanged", self.plan().counts(self.text.prunes).unchanged));
        safe!("Applied: {}.", parts.join(", "))
    }

    /// Returns the number of results of each kind, in words.
    fn counts(&self) -> Vec<String> {
        let named = LABELS.into_iter().zip(self.numbers).filter(|(_, number)| *number > 0);
        named.map(|(label, number)| format!("{number} {label}")).collect()
    }
}

/// Returns the participle of a step that is running.
fn running(step: &PlanStep) -> &'static str {
    match step.action {
        _ if step.needs_consent() => "requesting consent",
        PlanAction::Create => "creating",
        PlanAction::Update => "updating",
        PlanAction::Reauthorize => "re-authorizing",
        PlanAction::Unchanged => "checking",
    }
}
