//! Choice of the element.

mod guess;
mod narrowing;
mod pasted;
mod rows;
mod status;
mod unfinished;

use crate::{
    catalog::{ElementSearch, Entry},
    domain::{
        DraftId, SavedDraft,
        paste::PastedRequest,
        unfinished::{Age, DraftState},
    },
    text::Secret,
    wizard::{
        Press,
        command::{self, Action, Context},
        destination::Destination,
        input::LineEditor,
        key::Key,
        list::Cursor,
        narrowing::Narrowing,
        notice::Notice,
        platform_memory::PlatformMemory,
        reply::NoReply,
        sentence,
        session::Session,
        status::Status,
        step_behavior::StepBehavior,
        transition::Transition,
    },
};
use std::{sync::Arc, time::Duration};

/// Recently used elements at the top of the list.
pub const RECENT: usize = 5;

/// Pause between two parts of a search, in which keys are handled.
const SEARCH_PAUSE: Duration = Duration::from_millis(1);

/// List of elements, filtered by the typed words.
#[derive(Clone, Debug)]
pub struct ElementStep {
    /// Typed words.
    pub filter: LineEditor,
    search: ElementSearch,
    cursor: Cursor,
    left: Vec<UnfinishedForm>,
    /// The form the person was asked about, since an instance may have come of it.
    asked: Option<DraftId>,
    remark: Option<String>,
    narrowing: Option<Narrowing>,
    /// True if the user has moved the cursor, or was asked, since the last character.
    looked: bool,
}

/// A form left unfinished, offered first.
#[derive(Clone, Debug)]
pub struct UnfinishedForm {
    /// The element's name.
    pub element: String,
    /// The form as it was saved.
    pub saved: SavedDraft,
    /// Outcome of its request.
    pub state: DraftState,
    /// Time since it was saved.
    pub age: Age,
}

/// A row of the list.
#[derive(Clone, Copy, Debug)]
pub enum ListRow<'a> {
    /// Go on with a form that was left.
    Resume(&'a UnfinishedForm),
    /// Element, with its row in the search result.
    Element(&'a Arc<Entry>, usize),
}

impl ElementStep {
    /// Creates the list of the complete catalog.
    pub fn new(session: &Session) -> Self {
        let mut step = Self {
            filter: LineEditor::new("", false),
            search: begun(session),
            cursor: Cursor::default(),
            left: Vec::new(),
            asked: None,
            remark: None,
            narrowing: None,
            looked: false,
        };
        step.take(session);
        step
    }

    /// The list as it was when this element was chosen: with the same search, the cursor on the element.
    pub fn on(key: &str, session: &Session) -> Self {
        let mut step = Self::filtered(&session.elements.search, session);
        if step.search.row(key).is_none() {
            step = Self::new(session);
        }
        step.point(key);
        step.looked = true;
        step
    }

    /// Takes the session's present elements. The typed words and the element under the cursor stay.
    pub(in crate::wizard) fn refresh(&mut self, session: &Session) {
        let on = match self.chosen() {
            Some(ListRow::Element(entry, _)) => Some(entry.key.clone()),
            Some(ListRow::Resume(_)) | None => None,
        };
        self.take(session);
        match on {
            Some(key) => self.point(key.as_str()),
            None => self.cursor = Cursor::default(),
        }
    }

    fn take(&mut self, session: &Session) {
        self.left =
            session.offered().into_iter().filter_map(|saved| UnfinishedForm::from_draft(saved, session)).collect();
        if !self.search.is_of(&session.elements.catalog) {
            self.search = begun(session);
            self.search.ask(self.filter.text());
        }
        self.remark = session.elements.listing.remark();
        self.narrowing = self.narrowing.take().and_then(|narrowing| narrowing.updated(self.search.facets()));
    }

    fn point(&mut self, key: &str) {
        let before = self.unfinished().len();
        self.cursor = Cursor::at_row(self.search.row(key).map_or(0, |row| row + before));
    }

    /// The list filtered by this text.
    pub fn filtered(text: &str, session: &Session) -> Self {
        let mut step = Self::new(session);
        step.filter.set(text);
        step.search(session);
        step
    }

    fn chosen(&self) -> Option<ListRow<'_>> {
        self.offer(self.cursor.row(self.len()))
    }

    fn search(&mut self, session: &Session) {
        self.begin_search(session);
        self.search.finish();
    }

    /// Searches a part of a long list. The rest is searched between two keys, so that no key waits for it.
    fn begin_search(&mut self, session: &Session) {
        if !self.search.is_of(&session.elements.catalog) {
            self.search = begun(session);
        }
        self.search.begin(self.filter.text());
        self.move_to_top();
    }

    fn move_to_top(&mut self) {
        self.cursor = Cursor::default();
        self.looked = false;
    }

    fn accept(mut self, session: &mut Session) -> Transition<Self> {
        if let Some(doubt) = self.doubt() {
            self.looked = true;
            return Transition::stay(self).saying(doubt);
        }
        self.filter.text().clone_into(&mut session.elements.search);
        let draft = match self.chosen() {
            Some(ListRow::Resume(left)) => {
                let left = left.clone();
                return self.go_on(&left, session);
            }
            Some(ListRow::Element(entry, _)) => Some(session.begin_draft(&entry.element())),
            None => None,
        };
        match draft {
            Some(draft) => Transition::to_form(draft),
            None => Transition::stay(self).saying(Notice::bad(
                "No element matches.",
                sentence!["Delete a letter, or ", Press::Within(Action::Back), " for the whole list."],
            )),
        }
    }

    fn back(mut self, session: &Session) -> Transition<Self> {
        if self.filter.text().is_empty() {
            return Transition::to(Destination::Platform(PlatformMemory::default()));
        }
        self.filter.set("");
        self.search(session);
        Transition::stay(self)
    }
}

impl StepBehavior for ElementStep {
    type Reply = NoReply;

    fn on_action(mut self, action: Action, session: &mut Session) -> Transition<Self> {
        self.search.finish();
        if self.narrow(action, session) {
            return Transition::stay(self);
        }
        match action {
            Action::Accept => self.accept(session),
            Action::Back => self.back(session),
            Action::Narrow => self.open_facets(),
            Action::InstancesTab => {
                self.filter.text().clone_into(&mut session.elements.search);
                Transition::to(Destination::Instances)
            }
            Action::Forget => self.drop_form(session),
            Action::Refresh => match session.account() {
                Some(_) => {
                    let ask = session.ask_list(true);
                    Transition::stay(self).with_all(ask).saying(Notice::plain("Asking the platform for its list…"))
                }
                None => Transition::stay(self),
            },
            action => {
                self.looked |= self.cursor.moved(action, self.len());
                Transition::stay(self)
            }
        }
    }

    fn on_text(mut self, key: Key, session: &mut Session) -> Transition<Self> {
        self.narrowing = None;
        if self.filter.edit(key) {
            self.begin_search(session);
        }
        Transition::stay(self)
    }

    fn on_tick(mut self, _: Duration, _: &mut Session) -> Transition<Self> {
        self.search.go_on();
        Transition::stay(self)
    }

    fn on_select(mut self, row: usize, _: &mut Session) -> Transition<Self> {
        match &mut self.narrowing {
            Some(narrowing) => narrowing.select(row),
            None => (self.cursor, self.looked) = (Cursor::at_row(row), true),
        }
        Transition::stay(self)
    }

    fn on_set(mut self, _: usize, text: &Secret, session: &mut Session) -> Transition<Self> {
        if text.is_empty() {
            self.filter.set("");
            self.search(session);
            return Transition::stay(self);
        }
        self.take_paste(text.expose(), LineEditor::set, session)
    }

    fn on_paste(self, text: &Secret, session: &mut Session) -> Transition<Self> {
        self.take_paste(text.expose(), LineEditor::insert, session)
    }

    fn on_request(self, request: &PastedRequest, session: &mut Session) -> Transition<Self> {
        self.take_request(request, session)
    }

    fn status(&self, _: &Session) -> Status {
        self.describe()
    }

    fn contexts(&self) -> Vec<&'static Context> {
        vec![if self.narrowing.is_some() { &command::NARROW } else { &command::ELEMENT }]
    }

    fn tick_interval(&self) -> Option<Duration> {
        (!self.search.is_done()).then_some(SEARCH_PAUSE)
    }

    fn is_typing(&self) -> bool {
        true
    }
}

/// Returns a search without words; the element of the newest instance counts as used last.
fn begun(session: &Session) -> ElementSearch {
    let made = session.made.iter().rev().map(|made| &made.element);
    let recent: Vec<_> = made.chain(&session.elements.recent).take(RECENT).cloned().collect();
    ElementSearch::new(session.elements.catalog.clone(), &recent)
}
