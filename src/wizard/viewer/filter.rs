//! jq filter over the document, with its result shown as it is typed.

use super::{Prompt, Viewer, ViewerOutcome};
use crate::{
    document::{
        filter::{FilterInput, complete},
        json::{Document, DocumentSearch, NodePart, Outline},
    },
    wizard::{command::Action, effect::VisitEffect, input::LineEditor, key::Key},
};
use std::sync::Arc;

/// Bytes of the largest document that is filtered at each key; a larger one is filtered on Enter.
const LIVE: usize = 4 << 20;

/// A filter, and the document it is for.
#[derive(Clone, Debug)]
pub struct Filtering {
    pub(super) whole: Document,
    pub(super) outline: Outline,
    pub(super) cursor: u32,
    input: Arc<FilterInput>,
    /// The filter as it was last asked for.
    pub words: String,
    /// Fault in the filter.
    pub fault: Option<String>,
    /// Possible completions.
    pub offers: Vec<String>,
    /// True while its result is awaited.
    pub waiting: bool,
}

impl Filtering {
    /// Returns the document that is filtered.
    pub(super) fn whole(&self) -> &Document {
        &self.whole
    }
}

impl Viewer {
    /// The filter in force, if one is.
    pub fn filter(&self) -> Option<&Filtering> {
        self.filter.as_ref()
    }

    /// Begins a filter. Its input is the visible document: a value that is masked now is stars to the filter.
    pub(super) fn begin_filter(&mut self) {
        let words = self.filter.as_ref().map_or_else(|| ".".to_owned(), |filter| filter.words.clone());
        if self.filter.is_none() {
            let input = Arc::new(FilterInput::new(&self.document, self.cover()));
            self.filter = Some(Filtering {
                whole: self.document.clone(),
                outline: self.outline.clone(),
                cursor: self.cursor,
                input,
                words: words.clone(),
                fault: None,
                offers: Vec::new(),
                waiting: false,
            });
        }
        self.prompt = Prompt::Filter(LineEditor::new(&words, false), self.history.len());
        self.offer(&words);
    }

    pub(super) fn act_in_filter(&mut self, action: Action, mut line: LineEditor, at: usize) -> ViewerOutcome {
        let mut place = at;
        match action {
            Action::Back => {
                self.end_filter();
                return ViewerOutcome::default();
            }
            Action::Accept => return self.accept_filter(line, at),
            Action::Next => self.complete(&mut line),
            Action::Up | Action::Down => {
                place = if action == Action::Up { at.saturating_sub(1) } else { (at + 1).min(self.history.len()) };
                line.set(self.history.get(place).map_or(".", String::as_str));
            }
            _ => {}
        }
        self.typed_filter(line, place)
    }

    fn accept_filter(&mut self, line: LineEditor, at: usize) -> ViewerOutcome {
        let words = line.text().trim().to_owned();
        if words.is_empty() || words == "." {
            self.end_filter();
            return ViewerOutcome::default();
        }
        if let Some(filter) = self.filter.as_mut().filter(|f| f.words == words && f.fault.is_some()) {
            // A faulty filter is not in force: the fault is shown, and the filter can be fixed.
            filter.offers.clear();
            self.prompt = Prompt::Filter(line, at);
            return ViewerOutcome::default();
        }
        if self.history.last() != Some(&words) {
            self.history.push(words.clone());
        }
        let again = self.filter.as_ref().is_some_and(|filter| filter.words != words || !self.is_live());
        if again { self.ask(words) } else { ViewerOutcome::default() }
    }

    pub(super) fn type_filter(&mut self, key: Key, mut line: LineEditor, place: usize) -> ViewerOutcome {
        line.press(key);
        // A filter begins with its dot, so a second one is a slip.
        if let Some(name) = line.text().strip_prefix("..").filter(|name| is_begun(name)).map(str::to_owned) {
            line.set(&format!(".{name}"));
        }
        self.typed_filter(line, place)
    }

    pub(super) fn typed_filter(&mut self, line: LineEditor, place: usize) -> ViewerOutcome {
        let words = line.text().to_owned();
        self.prompt = Prompt::Filter(line, place);
        self.offer(&words);
        let same = self.filter.as_ref().is_some_and(|filter| filter.words == words);
        if same || !self.is_live() { ViewerOutcome::default() } else { self.ask(words) }
    }

    /// Takes the result of a filter. A result of an older filter is ignored.
    pub fn filtered(&mut self, words: &str, result: Result<Document, String>) {
        let Some(filter) = self.filter.as_mut().filter(|filter| filter.words == words) else { return };
        filter.waiting = false;
        match result {
            Ok(document) => {
                filter.fault = None;
                self.document = document;
                self.revealed.forget_rows();
                self.outline = Outline::default();
                self.outline.close_below(2);
                (self.cursor, self.top, self.search) = (0, 0, DocumentSearch::default());
            }
            Err(fault) => {
                filter.fault = Some(fault);
                if matches!(self.prompt, Prompt::None) {
                    filter.offers.clear();
                    self.prompt = Prompt::Filter(LineEditor::new(words, false), self.history.len());
                }
            }
        }
    }

    /// Shows the unfiltered document again.
    pub(super) fn end_filter(&mut self) {
        let Some(filter) = self.filter.take() else { return };
        (self.document, self.outline, self.cursor) = (filter.whole, filter.outline, filter.cursor);
        self.revealed.forget_rows();
        self.search = DocumentSearch::default();
        self.follow();
    }

    /// Applies the filter to another document.
    pub(super) fn filter_anew(&mut self, whole: Document, outline: Outline, cursor: u32) -> ViewerOutcome {
        let input = Arc::new(FilterInput::new(&whole, self.cover()));
        let Some(filter) = &mut self.filter else { return ViewerOutcome::default() };
        let (words, is_begun) = (filter.words.clone(), filter.words != ".");
        (filter.whole, filter.outline, filter.cursor, filter.input) = (whole, outline, cursor, input);
        if is_begun {
            return self.ask(words);
        }
        (self.document, self.outline, self.cursor) = (filter.whole.clone(), filter.outline.clone(), cursor);
        self.find_again();
        self.follow();
        self.offer(&words);
        ViewerOutcome::default()
    }

    fn ask(&mut self, words: String) -> ViewerOutcome {
        let Some(filter) = &mut self.filter else { return ViewerOutcome::default() };
        filter.words.clone_from(&words);
        filter.waiting = true;
        ViewerOutcome::doing(VisitEffect::Filter(filter.input.clone(), words))
    }

    fn is_live(&self) -> bool {
        self.filter.as_ref().is_some_and(|filter| filter.whole.text().expose().len() <= LIVE)
    }

    fn offer(&mut self, words: &str) {
        if let Some(filter) = &mut self.filter {
            filter.offers = complete(&filter.whole, words, |node| self.mask.hides(NodePart::Key(node))).parts;
        }
    }

    /// Inserts the common prefix of all completions, or else the first completion.
    fn complete(&mut self, line: &mut LineEditor) {
        let Some(filter) = &self.filter else { return };
        let offered = complete(&filter.whole, line.text(), |node| self.mask.hides(NodePart::Key(node)));
        let Some(first) = offered.parts.first() else { return };
        let begun = line.text().get(offered.from..).unwrap_or_default().chars().count();
        let shared = |other: &String| first.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
        let common = offered.parts.iter().map(shared).min().unwrap_or(0);
        let taken: String = if common > begun { first.chars().take(common).collect() } else { first.clone() };
        let text = format!("{}{taken}", line.text().get(..offered.from).unwrap_or_default());
        line.set(&text);
    }
}

/// Returns true if the name can begin a path without quotes.
fn is_begun(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_alphabetic() || c == '_') && chars.next().is_none()
}
