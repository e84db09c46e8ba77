//! Viewer of a document: the pane of every step that shows JSON.
//!
//! It folds, searches, copies and saves, and keeps secrets masked. A step passes each key to it first, and performs its
//! requests; the step handles the keys that the viewer leaves.

mod asking;
mod copy;
mod export;
pub mod filter;
mod find;
mod fold;
mod load;
mod mouse;
mod prompt;
mod revealed;
mod secrets;

pub use export::Export;
pub use filter::Filtering;
pub use prompt::Prompt;

use super::{
    command::{self, Action},
    effect::Effect,
    key::Key,
    notice::Notice,
};
use crate::document::{
    compare::Change,
    json::{Document, DocumentSearch, Node, Outline},
    mask::Mask,
};
use revealed::{Decided, Revealed};
use std::{cell::RefCell, collections::BTreeMap, path::PathBuf, time::Duration};

/// Parents of the first row that stay visible.
pub const STICKY: usize = 3;
/// Time between two parts of a search, so that keys come between them.
const BREATH: Duration = Duration::from_millis(1);
/// Rows assumed to fit until the front end reports the number.
const USUAL: usize = 16;

/// Document with its open rows and its prompt.
#[derive(Clone, Debug)]
pub struct Viewer {
    document: Document,
    outline: Outline,
    cursor: u32,
    /// The first row in the window, as far as the room is known; the view has the last word.
    top: u32,
    room: usize,
    mask: Mask,
    revealed: Revealed,
    /// Decisions about the rows drawn so far, so that a frame judges only the rows that are new in it.
    decided: RefCell<Decided>,
    prompt: Prompt,
    search: DocumentSearch,
    /// True if the cursor moves to the first match once it is found: Enter came before it, and no other key since.
    awaited: bool,
    filter: Option<Filtering>,
    /// The filters taken, the last one last.
    history: Vec<String>,
    exports: Vec<Export>,
    /// Letter of the export saved last, in case its file exists already.
    saving: char,
    /// File that it was saved to, until the outcome is known.
    saving_to: Option<PathBuf>,
    changes: BTreeMap<u32, Change>,
    /// Flaw of the document.
    flaw: Option<String>,
    /// Bytes that have come, if that is not all.
    coming: Option<u64>,
    /// True if the program handles the mouse; otherwise the terminal does, for selections.
    pub mouse: bool,
    /// True if changed rows have a sign.
    pub signs: bool,
    /// Format of the rows.
    pub look: ViewerFormat,
}

/// Format of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ViewerFormat {
    /// With their numbers.
    pub numbers: bool,
    /// Long values on as many lines as they take.
    pub wrap: bool,
    /// JSON with its quotes and brackets, instead of a tree.
    pub json: bool,
}

/// Outcome of a key that the viewer handled.
#[derive(Debug, Default)]
pub struct ViewerOutcome {
    /// Effects to perform.
    pub effects: Vec<Effect>,
    /// Notice to show.
    pub notice: Option<Notice>,
}

impl Viewer {
    /// Creates a viewer with only the top level open, and values masked as the mask says.
    pub fn new(document: Document, mask: Mask, name: &str) -> Self {
        let mut outline = Outline::default();
        outline.close_all();
        Self {
            outline,
            cursor: 0,
            top: 0,
            room: USUAL,
            mask,
            revealed: Revealed::default(),
            decided: RefCell::default(),
            prompt: Prompt::None,
            search: DocumentSearch::default(),
            awaited: false,
            filter: None,
            history: Vec::new(),
            exports: vec![Export::whole(name)],
            saving: export::WHOLE,
            saving_to: None,
            changes: BTreeMap::new(),
            flaw: None,
            coming: None,
            mouse: true,
            signs: false,
            look: ViewerFormat::default(),
            document,
        }
    }

    /// The same with everything open and written as JSON.
    #[must_use]
    pub fn as_json(mut self) -> Self {
        self.outline.open_all();
        self.look.json = true;
        self
    }

    /// The same with the entry of this name at the top open.
    #[must_use]
    pub fn opening(mut self, name: &str) -> Self {
        let named = |node: &Node<'_>| node.depth() == 1 && node.key().as_deref() == Some(name);
        if let Some(row) = self.document.nodes().find(named).map(Node::row) {
            self.outline.set(&self.document, row, false);
        }
        self
    }

    /// Shows signs at changed rows.
    #[must_use]
    pub fn marking(mut self, changes: BTreeMap<u32, Change>) -> Self {
        self.changes = changes;
        self
    }

    /// Returns the change of a row, if signs are shown.
    pub fn change(&self, row: u32) -> Option<Change> {
        self.changes.get(&row).copied().filter(|_| self.signs && self.filter.is_none())
    }

    /// Returns the first change inside a closed entry, which its own row represents.
    pub fn change_inside(&self, node: Node<'_>) -> Option<Change> {
        let inside = node.row() + 1..node.end();
        let (row, _) = self.changes.range(inside).next().filter(|_| self.is_closed(node.row()))?;
        self.change(*row)
    }

    /// The same with more to take away than the document.
    #[must_use]
    pub fn offering(mut self, exports: impl IntoIterator<Item = Export>) -> Self {
        self.exports.extend(exports);
        self
    }

    /// Returns the document that is shown: the result, where a filter is in force.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Returns the complete document, whatever filter is in force.
    pub fn whole(&self) -> &Document {
        self.filter.as_ref().map_or(&self.document, |filter| filter.whole())
    }

    /// Returns true if a row is a closed container.
    pub fn is_closed(&self, row: u32) -> bool {
        self.outline.is_closed(&self.document, row)
    }

    /// The row the cursor is on.
    pub fn row(&self) -> u32 {
        self.cursor
    }

    /// The first row in the window.
    pub fn top(&self) -> u32 {
        self.top
    }

    /// Returns the current prompt.
    pub fn prompt(&self) -> &Prompt {
        &self.prompt
    }

    /// Returns the search with the rows that match so far.
    pub fn search(&self) -> &DocumentSearch {
        &self.search
    }

    /// Returns the exports.
    pub fn exports(&self) -> &[Export] {
        &self.exports
    }

    /// Returns true if characters are typed into a prompt.
    pub fn is_typing(&self) -> bool {
        matches!(self.prompt, Prompt::Search(..) | Prompt::Save(..) | Prompt::Filter(..))
    }

    /// Sets the number of rows that fit.
    pub fn fit(&mut self, room: u16) {
        self.room = usize::from(room.max(1));
        self.follow();
    }

    /// A character, or a key that edits a line. A digit shows as many levels.
    pub fn on_text(&mut self, key: Key) -> ViewerOutcome {
        if !matches!(self.prompt, Prompt::None) {
            return self.type_into_prompt(key);
        }
        self.awaited = false;
        if let Some(digit) = key.typed().and_then(|c| c.to_digit(10)) {
            self.level(digit);
        }
        ViewerOutcome::default()
    }

    /// An action; `None` where it is not one of reading.
    pub fn act(&mut self, action: Action) -> Option<ViewerOutcome> {
        if !matches!(self.prompt, Prompt::None) {
            return Some(self.act_in_prompt(action));
        }
        self.awaited = false;
        command::READING.command(action)?;
        match action {
            Action::Word => return Some(self.search_word()),
            Action::Reveal => return Some(self.reveal()),
            Action::Mouse => return Some(self.lend_mouse()),
            Action::Back if self.search.words().is_empty() && self.filter.is_none() => return None,
            Action::Back if self.search.words().is_empty() => self.end_filter(),
            Action::Back => self.search = DocumentSearch::default(),
            Action::Search => self.begin_search(),
            Action::Filter => self.begin_filter(),
            Action::NextFound => self.jump(true),
            Action::PreviousFound => self.jump(false),
            Action::RevealAll => self.reveal_all(),
            Action::Copy => self.prompt = Prompt::Copy,
            Action::Take => self.prompt = Prompt::Take,
            Action::SaveSecrets => return Some(self.begin_save(export::BARE)),
            Action::Level => self.level(1),
            Action::Save => return Some(self.begin_save(export::WHOLE)),
            Action::Page => return Some(self.page()),
            Action::Numbers => self.look.numbers = !self.look.numbers,
            Action::Wrap => self.look.wrap = !self.look.wrap,
            Action::Json => self.look.json = !self.look.json,
            action => self.apply(action),
        }
        Some(ViewerOutcome::default())
    }

    /// Continues a search, and hides a revealed secret after its time.
    pub fn tick(&mut self, since: Duration) {
        if self.revealed.has_expired(since) {
            self.revealed = Revealed::default();
            self.seek_anew();
        }
        self.seek_on();
    }

    /// Returns the interval of ticks it needs, if any.
    pub fn beat(&self) -> Option<Duration> {
        let searching = (!self.search.is_done() && !self.search.words().is_empty()).then_some(BREATH);
        searching.or_else(|| self.revealed.is_any().then_some(super::steps::SECOND))
    }
}

impl ViewerOutcome {
    fn doing(effect: impl Into<Effect>) -> Self {
        Self { effects: vec![effect.into()], notice: None }
    }

    fn telling(notice: Notice) -> Self {
        Self { effects: Vec::new(), notice: Some(notice) }
    }
}
