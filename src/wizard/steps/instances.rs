//! List of the instances of an account.

mod exits;
mod guess;
mod jobs;
mod narrowing;
mod rows;
mod status;

use crate::{
    catalog::WordSearch,
    domain::paste::{CleanedPaste, Repair},
    text::Secret,
    wizard::{
        command::{self, Action, Context},
        confirmation::Confirmation,
        destination::Destination,
        input::LineEditor,
        instances::{InstanceSort, ListView},
        key::Key,
        list::Cursor,
        narrowing::Narrowing,
        notice::{Notice, several_lines},
        reply::NoReply,
        session::Session,
        status::Status,
        step_behavior::StepBehavior,
        transition::Transition,
    },
};
use std::{collections::BTreeSet, time::Duration};

/// List of instances, filtered by the typed words.
#[derive(Clone, Debug)]
pub struct InstancesStep {
    /// Typed words and filters.
    pub filter: LineEditor,
    search: WordSearch,
    /// Rows that match, in the order of the list.
    found: Vec<FoundRow>,
    /// Fault of the typed filter.
    complaint: Option<String>,
    /// Suggestions for filters with a value that no instance has.
    advice: Vec<String>,
    /// Number of facets that would leave rows, while no row matches.
    other_facets: usize,
    /// Open list of facets.
    narrowing: Option<Narrowing>,
    /// True if the user has moved the cursor, or was asked, since the last character.
    has_looked: bool,
    cursor: Cursor,
    /// ID under the cursor before the instances changed.
    held: Option<String>,
    selected: BTreeSet<String>,
    sort: InstanceSort,
    is_waiting: bool,
    way_back: WayBack,
    since: Duration,
    /// Work that waits for the user.
    asked: Option<Confirmation>,
    is_read_only: bool,
}

/// Effect of the way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WayBack {
    /// Clears the filter, then the selection, then leaves.
    Leave,
    /// Stops work in progress.
    Stop,
}

impl WayBack {
    fn new(session: &Session) -> Self {
        if session.instances.is_stoppable() { Self::Stop } else { Self::Leave }
    }
}

/// Row that matches.
#[derive(Clone, Copy, Debug)]
struct FoundRow {
    /// Place among all rows.
    place: u32,
    /// True if it only resembles the typed words.
    is_guess: bool,
}

impl InstancesStep {
    /// Creates the list as it was left.
    pub fn new(session: &Session) -> Self {
        let view = session.instances.view.clone();
        let mut step = Self {
            filter: LineEditor::new(&view.filter, false),
            search: WordSearch::default(),
            found: Vec::new(),
            complaint: None,
            advice: Vec::new(),
            other_facets: 0,
            narrowing: None,
            has_looked: true,
            cursor: Cursor::default(),
            held: None,
            selected: view.selected,
            sort: view.sort,
            is_waiting: false,
            way_back: WayBack::Leave,
            since: Duration::ZERO,
            asked: None,
            is_read_only: session.is_read_only(),
        };
        step.drop_gone(session);
        step.find(session);
        step.point(view.cursor.as_deref(), session);
        step
    }

    /// Notes the instance under the cursor, before the session's instances change.
    pub(in crate::wizard) fn hold(&mut self, session: &Session) {
        self.held = self.focused_id(session);
    }

    /// Takes the session's present instances. The instance under the cursor keeps it.
    pub(in crate::wizard) fn refresh(&mut self, session: &Session) {
        let id = self.held.take().or_else(|| self.focused_id(session));
        self.drop_gone(session);
        self.find(session);
        self.point(id.as_deref(), session);
        self.update_facets(session);
    }

    /// Keeps the view for the way back.
    fn keep_view(&self, session: &mut Session) {
        session.instances.view = ListView {
            filter: self.filter.text().to_owned(),
            sort: self.sort,
            selected: self.selected.clone(),
            cursor: self.focused_id(session),
        };
    }

    /// Returns true if a typed character would be the first of the filter.
    pub(in crate::wizard) fn has_no_text(&self) -> bool {
        self.asked.is_none() && self.filter.text().is_empty()
    }
}

impl StepBehavior for InstancesStep {
    type Reply = NoReply;

    fn on_action(mut self, action: Action, session: &mut Session) -> Transition<Self> {
        if let Some(asked) = self.asked.take() {
            let answer = asked.answer(action, session);
            return self.confirmed(answer, session);
        }
        if self.narrow(action, session) {
            return Transition::stay(self);
        }
        if let Some(doubt) = self.doubt(action, session) {
            self.has_looked = true;
            return Transition::stay(self).saying(doubt);
        }
        match action {
            Action::Accept => self.open(session),
            Action::Back => self.back(session),
            Action::Narrow => self.open_facets(session),
            Action::Select => {
                self.toggle(session);
                Transition::stay(self)
            }
            Action::SelectAll => {
                self.toggle_all(session);
                Transition::stay(self)
            }
            Action::Sort => self.sort_next(session),
            Action::Refresh => self.ask_again(session),
            Action::Trash => {
                self.keep_view(session);
                Transition::to(Destination::Trash)
            }
            Action::CreateTab => {
                self.keep_view(session);
                Transition::to(Destination::Element)
            }
            Action::Call => self.call(session),
            action => match self.job(action, session) {
                Some(job) => self.begin(job, session),
                None => {
                    self.has_looked |= self.cursor.moved(action, self.len());
                    Transition::stay(self)
                }
            },
        }
    }

    fn on_text(mut self, key: Key, session: &mut Session) -> Transition<Self> {
        if let Some(asked) = self.asked.take() {
            let answer = asked.press(key);
            return self.confirmed(answer, session);
        }
        self.narrowing = None;
        if self.filter.edit(key) {
            self.move_to_top();
            self.search(session);
        }
        Transition::stay(self)
    }

    fn on_select(mut self, row: usize, _: &mut Session) -> Transition<Self> {
        match &mut self.narrowing {
            Some(narrowing) => narrowing.select(row),
            None => (self.cursor, self.has_looked) = (Cursor::at_row(row), true),
        }
        Transition::stay(self)
    }

    fn on_set(mut self, _: usize, text: &Secret, session: &mut Session) -> Transition<Self> {
        if let Some(asked) = &mut self.asked {
            asked.set(text);
            return Transition::stay(self);
        }
        self.filter.set("");
        self.on_paste(text, session)
    }

    fn on_paste(mut self, text: &Secret, session: &mut Session) -> Transition<Self> {
        if let Some(asked) = &mut self.asked {
            asked.set(text);
            return Transition::stay(self);
        }
        self.narrowing = None;
        let paste = CleanedPaste::new(text.expose(), Repair::Key);
        if paste.lines > 1 {
            return Transition::stay(self).saying(several_lines(paste.lines));
        }
        self.filter.insert(&paste.text);
        self.search(session);
        Transition::stay(self)
    }

    fn on_reply(self, reply: NoReply, _: &mut Session) -> Transition<Self> {
        match reply {}
    }

    fn on_instances(mut self, notice: Option<Notice>, session: &mut Session) -> Transition<Self> {
        self.refresh(session);
        Transition::stay(self).telling(notice)
    }

    fn on_tick(mut self, since: Duration, _: &mut Session) -> Transition<Self> {
        self.since = since;
        Transition::stay(self)
    }

    fn status(&self, session: &Session) -> Status {
        self.describe(session)
    }

    fn contexts(&self) -> Vec<&'static Context> {
        let usual = if self.narrowing.is_some() { &command::NARROW } else { &command::INSTANCES };
        vec![self.asked.as_ref().map_or(usual, Confirmation::context)]
    }

    fn tick_interval(&self) -> Option<Duration> {
        self.is_waiting.then_some(super::SPIN)
    }

    fn is_typing(&self) -> bool {
        self.asked.as_ref().is_none_or(|asked| asked.name().is_some())
    }
}
