//! Which element?

use super::{credentials::Credentials, place::Where};
use crate::{
    domain::{Draft, KeptDraft, Secret, catalog::Hit, paste::Mended},
    wizard::{
        Start,
        effect::Effect,
        input::Line,
        key::Key,
        keymap::{self, Action, Binding},
        list::Cursor,
        session::Session,
        step::{Stay, Step},
        turn::{Notice, Turn},
    },
};

/// The list of elements, filtered by what is typed.
#[derive(Clone, Debug)]
pub struct Choose {
    /// What was typed.
    pub filter: Line,
    hits: Vec<Hit>,
    cursor: Cursor,
    left: Option<Left>,
    total: usize,
}

/// A form left unfinished the last time, offered first.
#[derive(Clone, Debug)]
pub struct Left {
    /// The element's name.
    pub element: String,
    /// What was kept.
    pub kept: KeptDraft,
}

/// A row of the list.
#[derive(Clone, Copy, Debug)]
pub enum Offer<'a> {
    /// Go on with a form that was left.
    Resume(&'a Left),
    /// An element.
    Element(&'a Hit),
}

/// Where one begins once the platform is known: at the element that was named, else at the list.
pub(in crate::wizard) fn begin(session: &mut Session) -> Step {
    match std::mem::take(&mut session.start) {
        Start::Usual => Choose::new(session).into(),
        Start::Element(text) => match session.catalog.find(&text) {
            Some(element) => Credentials::new(session.draft(element)).into(),
            None => Choose::filtered(&text, session).into(),
        },
    }
}

impl Choose {
    /// The whole catalog, with nothing typed.
    pub fn new(session: &Session) -> Self {
        let left = session.left.as_ref().and_then(|kept| {
            let element = session.catalog.find(&kept.element)?;
            Some(Left { element: element.name.clone(), kept: kept.clone() })
        });
        let total = session.catalog.elements().len();
        let hits = session.catalog.search("");
        Self { filter: Line::new("", false), hits, cursor: Cursor::default(), left, total }
    }

    /// The list with the cursor on this element, as it is come back to.
    pub fn on(key: &str, session: &Session) -> Self {
        let mut step = Self::new(session);
        let before = usize::from(step.left.is_some());
        let row = step.hits.iter().position(|h| h.element.key.as_str() == key);
        step.cursor = Cursor::at(row.map_or(0, |row| row + before));
        step
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
        self.hits.len() + usize::from(self.resume().is_some())
    }

    /// Whether nothing matches.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many elements there are in all.
    pub fn total(&self) -> usize {
        self.total
    }

    /// How many of them match.
    pub fn found(&self) -> usize {
        self.hits.len()
    }

    /// A row of the list.
    pub fn offer(&self, row: usize) -> Option<Offer<'_>> {
        match self.resume() {
            Some(left) if row == 0 => Some(Offer::Resume(left)),
            Some(_) => self.hits.get(row - 1).map(Offer::Element),
            None => self.hits.get(row).map(Offer::Element),
        }
    }

    /// The row that is meant.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// What was left is offered until something is typed.
    fn resume(&self) -> Option<&Left> {
        self.left.as_ref().filter(|_| self.filter.text().is_empty())
    }

    fn chosen(&self) -> Option<Offer<'_>> {
        self.offer(self.cursor.row(self.len()))
    }

    fn search(&mut self, session: &Session) {
        self.hits = session.catalog.search(self.filter.text());
        self.cursor = Cursor::default();
    }

    fn accept(self, session: &mut Session) -> Turn {
        let draft = match self.chosen() {
            Some(Offer::Resume(left)) => {
                // From here on it is one of the session's own, and what is typed into it is newer than what was kept.
                session.left = None;
                session.catalog.find(&left.kept.element).map(|e| Draft::resume(e.clone(), &left.kept))
            }
            Some(Offer::Element(hit)) => Some(session.draft(&hit.element)),
            None => None,
        };
        match draft {
            Some(draft) => Turn::go(Credentials::new(draft)),
            None => Turn::stay(self)
                .saying(Notice::bad("No element matches.", "Take a letter away, or press esc for the whole list.")),
        }
    }

    fn back(mut self, session: &mut Session) -> Turn {
        if self.filter.text().is_empty() {
            return Turn::go(Where::new(session));
        }
        self.filter.set("");
        self.search(session);
        Turn::stay(self)
    }
}

impl Stay for Choose {
    fn press(mut self, key: Key, session: &mut Session) -> Turn {
        match keymap::lookup(keymap::CHOOSE, key) {
            Some(Action::Accept) => self.accept(session),
            Some(Action::Back) => self.back(session),
            Some(Action::Forget) if matches!(self.chosen(), Some(Offer::Resume(_))) => {
                self.left = None;
                session.left = None;
                Turn::stay(self).with(Effect::DropDraft).saying(Notice::plain("The unfinished form is forgotten."))
            }
            Some(action) if self.cursor.moved(action, self.len()) => Turn::stay(self),
            _ => {
                if self.filter.press(key) {
                    self.search(session);
                }
                Turn::stay(self)
            }
        }
    }

    /// A pasted request from the documentation chooses its element and fills its form.
    fn paste(mut self, text: &Secret, session: &mut Session) -> Turn {
        match Credentials::from_request(text.expose(), None, session) {
            Some(Ok((step, notice))) => Turn::go(step).saying(notice),
            Some(Err(notice)) => Turn::stay(self).saying(notice),
            None => {
                self.filter.insert(&Mended::new(text.expose()).text);
                self.search(session);
                Turn::stay(self)
            }
        }
    }

    fn bindings(&self) -> &'static [Binding] {
        keymap::CHOOSE
    }

    fn is_typing(&self) -> bool {
        true
    }
}
