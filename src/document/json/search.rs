//! Text search in keys and values.

mod needle;
mod pass;
mod prefilter;
mod rare;

use super::{Document, Node, NodePart, walk::Walk};
use crate::document::mask::Cover;
use needle::Needle;
use prefilter::Prefilter;

/// Text search that runs in steps, so that a large document does not block the screen.
///
/// The search is case-sensitive only if the text contains a capital. It begins at a row, continues to the end and then
/// from the top, so that the first match is the one to show first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentSearch {
    words: String,
    from: u32,
    progress: SearchProgress,
    /// Matches from row `from` on, and those before it, both in document order.
    ahead: Vec<u32>,
    behind: Vec<u32>,
}

/// Progress of a search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum SearchProgress {
    #[default]
    Begin,
    /// From the start row to the end: next byte offset, and offset of the start row.
    Ahead(usize, usize),
    /// From the top to the start row: next byte offset, and offset of the start row.
    Behind(usize, usize),
    Done,
}

/// Cost of inspecting one value, as a number of bytes that are only skipped. Most of it is the check for masking.
const LOOK: usize = 16 << 10;

impl DocumentSearch {
    /// Starts a search from a row on. A search for an empty text is done at once without matches.
    pub fn new(words: &str, from: u32) -> Self {
        let progress = if words.is_empty() { SearchProgress::Done } else { SearchProgress::Begin };
        Self { words: words.to_owned(), from, progress, ..Self::default() }
    }

    /// Returns the text that is searched for.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Returns true if the complete document was searched.
    pub fn is_done(&self) -> bool {
        self.progress == SearchProgress::Done
    }

    /// Searches the next `bytes` bytes, or the equivalent in time. Returns true if the complete document was searched.
    ///
    /// Keys and values that are `hidden` never match, because a match would reveal masked text. After parts are shown
    /// or hidden, a new search has to be started.
    pub fn step<C: Into<Cover>>(
        &mut self,
        document: &Document,
        mut hidden: impl FnMut(NodePart<'_>) -> C,
        bytes: usize,
    ) -> bool {
        let hidden = |part: NodePart<'_>| hidden(part).into();
        let text = document.bytes();
        if self.progress == SearchProgress::Begin {
            let begin = document.node(self.from).map_or(text.len(), |node| node.label as usize);
            self.progress = SearchProgress::Ahead(begin, begin);
        }
        let needle = Needle::new(&self.words);
        let prefilter = Prefilter::new(&needle);
        let mut look = SearchPass { document, text, needle: &needle, prefilter, hidden, walk: None, left: bytes };
        if let SearchProgress::Ahead(at, begin) = self.progress {
            let next = look.through(at, text.len(), &mut self.ahead);
            self.progress = next.map_or(SearchProgress::Behind(0, begin), |at| SearchProgress::Ahead(at, begin));
        }
        if let SearchProgress::Behind(at, begin) = self.progress {
            let next = look.through(at, begin, &mut self.behind);
            self.progress = next.map_or(SearchProgress::Done, |at| SearchProgress::Behind(at, begin));
        }
        self.is_done()
    }

    /// Searches to the end.
    pub fn run<C: Into<Cover>>(&mut self, document: &Document, mut hidden: impl FnMut(NodePart<'_>) -> C) {
        while !self.step(document, &mut hidden, usize::MAX) {}
    }

    /// Returns the number of matching rows so far.
    pub fn len(&self) -> usize {
        self.behind.len() + self.ahead.len()
    }

    /// Returns true if there are no matches so far.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the matching rows so far, in document order.
    pub fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.behind.iter().chain(&self.ahead).copied()
    }

    /// Returns true if the row matches.
    pub fn has(&self, row: u32) -> bool {
        self.number(row).is_some()
    }

    /// Returns the number of a matching row among all matches, from 1, in document order.
    pub fn number(&self, row: u32) -> Option<usize> {
        let upto = self.count(|found| found <= row);
        (self.count(|found| found < row) < upto).then_some(upto)
    }

    /// Returns the match to show first: the first one from the start row on, or else from the top.
    pub fn first(&self) -> Option<u32> {
        self.ahead.first().or(self.behind.first()).copied()
    }

    /// Returns the next matching row, continuing from the top.
    pub fn next(&self, row: u32) -> Option<u32> {
        self.hit_at(self.count(|found| found <= row)).or_else(|| self.hit_at(0))
    }

    /// Returns the previous matching row, continuing from the end.
    pub fn previous(&self, row: u32) -> Option<u32> {
        let before = self.count(|found| found < row).checked_sub(1);
        self.hit_at(before.or(self.len().checked_sub(1))?)
    }

    fn hit_at(&self, place: usize) -> Option<u32> {
        self.behind.get(place).or_else(|| self.ahead.get(place.checked_sub(self.behind.len())?)).copied()
    }

    /// Returns the number of leading matches for which `comes` is true.
    fn count(&self, comes: impl Fn(u32) -> bool) -> usize {
        [&self.behind, &self.ahead].map(|part| part.partition_point(|found| comes(*found))).iter().sum()
    }
}

/// One step of a search.
struct SearchPass<'a, H> {
    document: &'a Document,
    text: &'a [u8],
    needle: &'a Needle,
    prefilter: Prefilter<'a>,
    hidden: H,
    walk: Option<Walk<'a>>,
    left: usize,
}

impl<'a, H: FnMut(NodePart<'_>) -> Cover> SearchPass<'a, H> {
    /// Searches a part of the text. Returns the offset to continue from if it did not reach the end.
    fn through(&mut self, begin: usize, end: usize, found: &mut Vec<u32>) -> Option<usize> {
        let mut at = begin;
        while at < end {
            let (before, until) = (at, at.saturating_add(self.left).min(end));
            let hit = self.prefilter.next(self.text, &mut at, until);
            self.left = self.left.saturating_sub(at - before);
            if !hit {
                return (at < end).then_some(at);
            }
            let node = self.node_at(at).filter(|node| (node.label as usize) < end)?;
            if self.is_found(node) {
                found.push(node.row());
            }
            // A value is inspected once, even if the text occurs in it several times.
            let stop = (node.stop as usize).max(at + 1);
            self.left = self.left.saturating_sub(LOOK + stop - at);
            at = stop;
        }
        None
    }

    /// Returns the value that contains a byte, or the next one.
    fn node_at(&mut self, byte: usize) -> Option<Node<'a>> {
        let anchor = self.document.index().before(byte);
        let near = |walk: &Walk<'_>| walk.place().0 <= byte && walk.place().1 >= anchor;
        let mut walk = self.walk.take().filter(near).unwrap_or_else(|| Walk::from_anchor(self.document, anchor));
        let node = std::iter::from_fn(|| walk.step()).find(|node| node.stop as usize > byte);
        self.walk = Some(walk);
        node
    }

    fn is_found(&mut self, node: Node<'_>) -> bool {
        node.key().is_some_and(|key| self.needle.is_in(&key)) && !(self.hidden)(NodePart::Key(node)).hides()
            || !node.kind().is_container() && self.needle.is_in(&node.text()) && self.is_open(node)
    }

    /// Returns true if the text occurs in a visible part of the value.
    fn is_open(&mut self, node: Node<'_>) -> bool {
        match (self.hidden)(NodePart::Value(node)) {
            Cover::Open => true,
            Cover::Whole => false,
            Cover::Part(spans) => self.needle.is_in(&spans.fill(&node.text(), "\0")),
        }
    }
}

#[cfg(test)]
mod tests;
