//! Choice of a read through an instance.

mod status;

use crate::{
    domain::{
        Fault, ResourceOperation,
        paste::{CleanedPaste, Repair},
    },
    text::Secret,
    wizard::{
        calls::CallMemory,
        command::{self, Action, Context},
        destination::Destination,
        effect::{Effect, VisitEffect},
        input::LineEditor,
        key::Key,
        list::Cursor,
        notice::several_lines,
        session::Session,
        status::Status,
        step_behavior::StepBehavior,
        transition::Transition,
    },
};
use std::{sync::Arc, time::Duration};

/// Operations of an instance, filtered by the typed words.
#[derive(Clone, Debug)]
pub struct CallsStep {
    memory: CallMemory,
    /// Typed words.
    pub filter: LineEditor,
    /// Operations that match, by their place among all.
    found: Vec<usize>,
    cursor: Cursor,
    fault: Option<Fault>,
    since: Duration,
}

impl CallsStep {
    /// Creates the step as it was left; the operations are requested if they are not known.
    pub fn new(memory: CallMemory) -> Self {
        let filter = LineEditor::new(&memory.filter, false);
        let cursor = Cursor::at_row(memory.cursor);
        let mut step = Self { memory, filter, found: Vec::new(), cursor, fault: None, since: Duration::ZERO };
        step.find();
        step
    }

    fn all(&self) -> &[ResourceOperation] {
        self.memory.operations.as_ref().map_or(&[], |operations| operations.as_slice())
    }

    /// Returns the number of operations that match.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Returns true if no operation matches.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Returns the number of all operations.
    pub fn total(&self) -> usize {
        self.all().len()
    }

    /// Returns the operation of a row.
    pub fn row(&self, at: usize) -> Option<&ResourceOperation> {
        self.found.get(at).and_then(|at| self.all().get(*at))
    }

    /// Returns the cursor.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Returns true if the operations are known.
    pub fn is_known(&self) -> bool {
        self.memory.operations.is_some()
    }

    /// Returns true if the operations could not be read.
    pub fn is_failed(&self) -> bool {
        self.fault.is_some()
    }

    fn find(&mut self) {
        let text = self.filter.text().to_lowercase();
        let words: Vec<&str> = text.split_whitespace().collect();
        self.found = (0..).zip(self.all()).filter(|(_, one)| one.has_words(&words)).map(|(at, _)| at).collect();
    }

    fn search(&mut self) {
        self.find();
        self.cursor = Cursor::default();
    }

    fn accept(mut self) -> Transition<Self> {
        if self.fault.take().is_some() {
            return Transition::again(self);
        }
        match self.found.get(self.cursor.row(self.found.len())).copied() {
            Some(at) => {
                self.filter.text().clone_into(&mut self.memory.filter);
                self.memory.cursor = self.cursor.row(self.found.len());
                Transition::to(Destination::Call(Box::new(self.memory), at))
            }
            None => Transition::stay(self),
        }
    }

    fn back(mut self) -> Transition<Self> {
        if !self.filter.text().is_empty() {
            self.filter.set("");
            self.search();
            return Transition::stay(self);
        }
        let is_from_list = self.memory.is_from_list;
        Transition::to(if is_from_list { Destination::Instances } else { Destination::Details(self.memory.row) })
    }

    /// Takes one line of text into the filter.
    fn pasted(mut self, text: &Secret, take: fn(&mut LineEditor, &str) -> bool) -> Transition<Self> {
        let paste = CleanedPaste::new(text.expose(), Repair::Key);
        if paste.lines > 1 {
            return Transition::stay(self).saying(several_lines(paste.lines));
        }
        take(&mut self.filter, &paste.text);
        self.search();
        Transition::stay(self)
    }
}

impl StepBehavior for CallsStep {
    /// Operations of the instance.
    type Reply = Result<Arc<Vec<ResourceOperation>>, Fault>;

    fn on_enter(&self, session: &Session) -> Vec<Effect> {
        if self.is_known() {
            return Vec::new();
        }
        let read = |account| VisitEffect::ReadOperations(Box::new(self.memory.row.instance.clone()), account).into();
        session.account().cloned().map(read).into_iter().collect()
    }

    fn on_action(mut self, action: Action, _: &mut Session) -> Transition<Self> {
        match action {
            Action::Accept => self.accept(),
            Action::Back => self.back(),
            Action::Refresh => {
                (self.memory.operations, self.fault) = (None, None);
                self.find();
                Transition::again(self)
            }
            action => {
                self.cursor.moved(action, self.found.len());
                Transition::stay(self)
            }
        }
    }

    fn on_text(mut self, key: Key, _: &mut Session) -> Transition<Self> {
        if self.filter.edit(key) {
            self.search();
        }
        Transition::stay(self)
    }

    fn on_select(mut self, row: usize, _: &mut Session) -> Transition<Self> {
        self.cursor = Cursor::at_row(row);
        Transition::stay(self)
    }

    fn on_set(self, _: usize, text: &Secret, _: &mut Session) -> Transition<Self> {
        self.pasted(text, LineEditor::set)
    }

    fn on_paste(self, text: &Secret, _: &mut Session) -> Transition<Self> {
        self.pasted(text, LineEditor::insert)
    }

    fn on_reply(mut self, operations: Self::Reply, _: &mut Session) -> Transition<Self> {
        match operations {
            Ok(operations) => {
                self.memory.operations = Some(operations);
                self.find();
            }
            Err(fault) => self.fault = Some(fault),
        }
        Transition::stay(self)
    }

    fn on_tick(mut self, since: Duration, _: &mut Session) -> Transition<Self> {
        self.since = since;
        Transition::stay(self)
    }

    fn status(&self, _: &Session) -> Status {
        self.describe()
    }

    fn contexts(&self) -> Vec<&'static Context> {
        vec![&command::CALLS]
    }

    fn tick_interval(&self) -> Option<Duration> {
        (!self.is_known() && !self.is_failed()).then_some(super::SPIN)
    }

    fn is_typing(&self) -> bool {
        true
    }
}
