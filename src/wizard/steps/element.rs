//! Which element?

mod begin;
mod guess;
mod narrowing;
mod pasted;
mod status;
mod unfinished;

pub(in crate::wizard) use begin::begin;
pub use narrowing::Narrowing;

use begin::begun;

use super::{credentials::Credentials, platform::ChoosePlatform};
use crate::{
    catalog::{ElementSearch, Entry, Marker},
    domain::{
        DraftId, SavedDraft,
        unfinished::{Age, DraftState},
    },
    text::Secret,
    wizard::{
        command::{self, Action, Context},
        input::LineEditor,
        key::Key,
        list::Cursor,
        session::Session,
        status::Status,
        step::StepBehavior,
        transition::{Notice, Transition},
    },
};
use std::sync::Arc;

/// How many elements used lately stand on top.
pub const RECENT: usize = 5;

/// The list of elements, filtered by what is typed.
#[derive(Clone, Debug)]
pub struct ChooseElement {
    /// What was typed.
    pub filter: LineEditor,
    search: ElementSearch,
    cursor: Cursor,
    left: Vec<UnfinishedForm>,
    /// The form the person was asked about, since an instance may have come of it.
    asked: Option<DraftId>,
    remark: Option<String>,
    narrowing: Option<Narrowing>,
    /// Whether the person moved the cursor, or was asked, since they typed last.
    looked: bool,
}

/// A form left unfinished, offered first.
#[derive(Clone, Debug)]
pub struct UnfinishedForm {
    /// The element's name.
    pub element: String,
    /// The form as it was saved.
    pub saved: SavedDraft,
    /// What became of it.
    pub state: DraftState,
    /// How long ago it was saved.
    pub age: Age,
}

/// A row of the list.
#[derive(Clone, Copy, Debug)]
pub enum ListRow<'a> {
    /// Go on with a form that was left.
    Resume(&'a UnfinishedForm),
    /// An element, in this row of what was found.
    Element(&'a Arc<Entry>, usize),
}

impl ChooseElement {
    /// The whole catalog, with nothing typed.
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
        let mut step = Self::filtered(&session.search, session);
        if step.search.row(key).is_none() {
            step = Self::new(session);
        }
        step.point(key);
        step.looked = true;
        step
    }

    /// Takes the elements as the session has them now. What was typed stays, and so does what the cursor is on.
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
        if !self.search.is_of(&session.catalog) {
            self.search = begun(session);
            self.search.ask(self.filter.text());
        }
        self.remark = session.listing.remark();
        self.narrowing = self.narrowing.is_some().then(|| Narrowing::new(&mut self.search));
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

    /// How many rows the list has.
    pub fn len(&self) -> usize {
        self.search.len() + self.unfinished().len()
    }

    /// Whether nothing matches.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many elements there are in all.
    pub fn total(&self) -> usize {
        self.search.total()
    }

    /// What is worth knowing of where they come from.
    pub fn remark(&self) -> Option<&str> {
        self.remark.as_deref()
    }

    /// How many of them match.
    pub fn found(&self) -> usize {
        self.search.len()
    }

    /// A row of the list.
    pub fn offer(&self, row: usize) -> Option<ListRow<'_>> {
        let unfinished = self.unfinished();
        if let Some(left) = unfinished.get(row) {
            return Some(ListRow::Resume(left));
        }
        let row = row - unfinished.len();
        self.search.entry(row).map(|entry| ListRow::Element(entry, row))
    }

    /// Whether an element's row is where it is because it was used lately.
    pub fn is_recent(&self, row: usize) -> bool {
        self.search.is_recent(row)
    }

    /// To find the characters that matched.
    pub fn marker(&self) -> Marker<'_> {
        self.search.marker()
    }

    /// The row that is meant.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Returns the forms left unfinished, which are offered until something is typed.
    pub fn unfinished(&self) -> &[UnfinishedForm] {
        if self.filter.text().is_empty() { &self.left } else { &[] }
    }

    /// Whether the form that was left unfinished is under the cursor.
    pub fn is_on_left(&self) -> bool {
        matches!(self.chosen(), Some(ListRow::Resume(_)))
    }

    fn chosen(&self) -> Option<ListRow<'_>> {
        self.offer(self.cursor.row(self.len()))
    }

    fn search(&mut self, session: &Session) {
        if !self.search.is_of(&session.catalog) {
            self.search = begun(session);
        }
        self.search.ask(self.filter.text());
        self.cursor = Cursor::default();
        self.looked = false;
    }

    fn accept(mut self, session: &mut Session) -> Transition {
        if let Some(doubt) = self.doubt() {
            self.looked = true;
            return Transition::stay(self).saying(doubt);
        }
        self.filter.text().clone_into(&mut session.search);
        let draft = match self.chosen() {
            Some(ListRow::Resume(left)) => {
                let left = left.clone();
                return self.go_on(&left, session);
            }
            Some(ListRow::Element(entry, _)) => Some(begin::draft(&entry.element(), session)),
            None => None,
        };
        match draft {
            Some(draft) => Transition::to(Credentials::new(draft)),
            None => Transition::stay(self)
                .saying(Notice::bad("No element matches.", "Delete a letter, or press esc for the whole list.")),
        }
    }

    fn back(mut self, session: &mut Session) -> Transition {
        if self.filter.text().is_empty() {
            return Transition::to(ChoosePlatform::new(session));
        }
        self.filter.set("");
        self.search(session);
        Transition::stay(self)
    }
}

impl StepBehavior for ChooseElement {
    fn on_action(mut self, action: Action, session: &mut Session) -> Transition {
        if self.narrow(action, session) {
            return Transition::stay(self);
        }
        match action {
            Action::Accept => self.accept(session),
            Action::Back => self.back(session),
            Action::Narrow => self.look_at_facets(),
            Action::Forget if self.is_on_left() => self.drop_form(session),
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

    fn on_text(mut self, key: Key, session: &mut Session) -> Transition {
        self.narrowing = None;
        if self.filter.press(key) {
            self.search(session);
        }
        Transition::stay(self)
    }

    fn on_select(mut self, row: usize, _: &mut Session) -> Transition {
        self.cursor = Cursor::at_row(row);
        self.looked = true;
        Transition::stay(self)
    }

    fn on_set(mut self, _: usize, text: &Secret, session: &mut Session) -> Transition {
        self.filter.set("");
        self.search(session);
        if text.is_empty() { Transition::stay(self) } else { self.on_paste(text, session) }
    }

    fn on_paste(self, text: &Secret, session: &mut Session) -> Transition {
        self.take_paste(text.expose(), session)
    }

    fn status(&self, _: &Session) -> Status {
        self.describe()
    }

    fn contexts(&self) -> Vec<&'static Context> {
        vec![if self.narrowing.is_some() { &command::NARROW } else { &command::CHOOSE }]
    }

    fn is_typing(&self) -> bool {
        true
    }
}
