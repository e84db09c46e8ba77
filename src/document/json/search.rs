//! Finding words in keys and values.

mod hunt;
mod needle;

use super::{Document, Node, NodePart, walk::Walk};
use crate::document::mask::Cover;
use hunt::Hunt;
use needle::Needle;

/// A search that goes on in steps, so that nobody waits for a large document to be searched through.
///
/// Capitals count only where the words have one. It begins at a row, goes on to the end and comes round from the
/// top, so that what is found first is what the person is shown first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentSearch {
    words: String,
    from: u32,
    turn: SearchProgress,
    /// What was found from `from` on, and what before it; both in document order.
    ahead: Vec<u32>,
    behind: Vec<u32>,
}

/// How far a search is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum SearchProgress {
    #[default]
    Begin,
    /// From the row it began at to the end; the bytes that are next and where the row begins.
    Ahead(usize, usize),
    /// From the top to where it began.
    Behind(usize, usize),
    Done,
}

/// What looking at one value takes, in bytes that are only passed over: most of it is to tell whether it is masked.
const LOOK: usize = 4096;

impl DocumentSearch {
    /// A search for words from a row on; without words it is done at once and finds nothing.
    pub fn new(words: &str, from: u32) -> Self {
        let turn = if words.is_empty() { SearchProgress::Done } else { SearchProgress::Begin };
        Self { words: words.to_owned(), from, turn, ..Self::default() }
    }

    /// What is searched for.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Whether all has been looked at.
    pub fn is_done(&self) -> bool {
        self.turn == SearchProgress::Done
    }

    /// Looks at so many bytes more, or what takes as long; says whether all has been looked at.
    ///
    /// A key or a value that is `hidden` is not found: that would tell what is masked. Whoever shows or hides one
    /// begins a new search.
    pub fn step<C: Into<Cover>>(
        &mut self,
        document: &Document,
        mut hidden: impl FnMut(NodePart<'_>) -> C,
        bytes: usize,
    ) -> bool {
        let hidden = |part: NodePart<'_>| hidden(part).into();
        let text = document.bytes();
        if self.turn == SearchProgress::Begin {
            let begin = document.node(self.from).map_or(text.len(), |node| node.label as usize);
            self.turn = SearchProgress::Ahead(begin, begin);
        }
        let needle = Needle::new(&self.words);
        let hunt = Hunt::new(&needle);
        let mut look = SearchPass { document, text, needle: &needle, hunt, hidden, walk: None, left: bytes };
        if let SearchProgress::Ahead(at, begin) = self.turn {
            let next = look.through(at, text.len(), &mut self.ahead);
            self.turn = next.map_or(SearchProgress::Behind(0, begin), |at| SearchProgress::Ahead(at, begin));
        }
        if let SearchProgress::Behind(at, begin) = self.turn {
            let next = look.through(at, begin, &mut self.behind);
            self.turn = next.map_or(SearchProgress::Done, |at| SearchProgress::Behind(at, begin));
        }
        self.is_done()
    }

    /// Searches to the end.
    pub fn run<C: Into<Cover>>(&mut self, document: &Document, mut hidden: impl FnMut(NodePart<'_>) -> C) {
        while !self.step(document, &mut hidden, usize::MAX) {}
    }

    /// How many rows were found so far.
    pub fn len(&self) -> usize {
        self.behind.len() + self.ahead.len()
    }

    /// Whether nothing was found so far.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows found so far, in document order.
    pub fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.behind.iter().chain(&self.ahead).copied()
    }

    /// Whether a row was found.
    pub fn has(&self, row: u32) -> bool {
        self.number(row).is_some()
    }

    /// Which of those found a row is, from 1, in document order.
    pub fn number(&self, row: u32) -> Option<usize> {
        let upto = self.count(|found| found <= row);
        (self.count(|found| found < row) < upto).then_some(upto)
    }

    /// The row to show first: the nearest from where the search began, or round from the top.
    pub fn first(&self) -> Option<u32> {
        self.ahead.first().or(self.behind.first()).copied()
    }

    /// The row found behind this one, and round from the top.
    pub fn next(&self, row: u32) -> Option<u32> {
        self.hit_at(self.count(|found| found <= row)).or_else(|| self.hit_at(0))
    }

    /// The row found before this one, and round from the end.
    pub fn previous(&self, row: u32) -> Option<u32> {
        let before = self.count(|found| found < row).checked_sub(1);
        self.hit_at(before.or(self.len().checked_sub(1))?)
    }

    fn hit_at(&self, place: usize) -> Option<u32> {
        self.behind.get(place).or_else(|| self.ahead.get(place.checked_sub(self.behind.len())?)).copied()
    }

    /// How many of those found come first.
    fn count(&self, comes: impl Fn(u32) -> bool) -> usize {
        [&self.behind, &self.ahead].map(|part| part.partition_point(|found| comes(*found))).iter().sum()
    }
}

/// One go at a document, as long as it may take.
struct SearchPass<'a, H> {
    document: &'a Document,
    text: &'a [u8],
    needle: &'a Needle,
    hunt: Hunt<'a>,
    hidden: H,
    walk: Option<Walk<'a>>,
    left: usize,
}

impl<'a, H: FnMut(NodePart<'_>) -> Cover> SearchPass<'a, H> {
    /// Looks through a part of the text; says where to go on, if it did not come to the end.
    fn through(&mut self, begin: usize, end: usize, found: &mut Vec<u32>) -> Option<usize> {
        let mut at = begin;
        while at < end {
            let (before, until) = (at, at.saturating_add(self.left).min(end));
            let hit = self.hunt.next(self.text, &mut at, until);
            self.left = self.left.saturating_sub(at - before);
            if !hit {
                return (at < end).then_some(at);
            }
            let node = self.node_at(at).filter(|node| (node.label as usize) < end)?;
            if self.is_found(node) {
                found.push(node.row());
            }
            // A value is looked at once, however often the words stand in it.
            let stop = (node.stop as usize).max(at + 1);
            self.left = self.left.saturating_sub(LOOK + stop - at);
            at = stop;
        }
        None
    }

    /// The value a byte is part of, or the next one.
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

    /// Whether the words are in a part of the value that is shown.
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
