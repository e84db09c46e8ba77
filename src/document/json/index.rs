//! Where the values of a text stand, at a fraction of a byte for each byte of it.

/// Of so many rows the place of one is kept; the rest are found by reading on from there.
pub(super) const STRIDE: u32 = 16;

/// No row, no span.
pub(super) const NOWHERE: u32 = u32::MAX;

/// The anchors of a text, and the containers that reach over one.
///
/// Any other container lies between two anchors, so that whoever reads on from the first sees it whole. Two kinds of
/// entries, both far fewer than values, and all else is read from the text again where it is wanted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Index {
    pub rows: u32,
    /// The end of what was read and found good; brackets left open are closed here.
    pub good: u32,
    /// Whether the text is a row of documents, which stand in a root of their own that is not in the text.
    pub many: bool,
    /// Of every row that [`STRIDE`] divides.
    pub anchors: Vec<Anchor>,
    /// Ordered by their rows.
    pub spans: Vec<Span>,
}

/// A row whose place is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    /// The byte its key begins at, or, without one, its value.
    pub label: u32,
    /// The container it stands in, by its place in [`Index::spans`].
    pub span: u32,
    /// How many values stand before it in there.
    pub position: u32,
}

/// A container with an anchor inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub row: u32,
    /// The first row behind everything inside it.
    pub end: u32,
    /// The byte behind its closing bracket.
    pub stop: u32,
    /// The container around it, by its place in [`Index::spans`].
    pub parent: u32,
    /// How many values stand before it in there.
    pub position: u32,
    pub children: u32,
    pub depth: u16,
    pub object: bool,
}

impl Index {
    pub fn anchor(&self, place: usize) -> Option<Anchor> {
        self.anchors.get(place).copied()
    }

    pub fn span(&self, place: u32) -> Option<Span> {
        self.spans.get(place as usize).copied()
    }

    /// The span of a row, if it has one.
    pub fn span_of(&self, row: u32) -> Option<Span> {
        self.spans.binary_search_by_key(&row, |span| span.row).ok().and_then(|place| self.spans.get(place)).copied()
    }

    /// The last anchor at or before a byte.
    pub fn before(&self, byte: usize) -> usize {
        self.anchors.partition_point(|anchor| anchor.label as usize <= byte).saturating_sub(1)
    }
}

/// An index that is being made: rows are told of in their order, containers when they open and when they close.
#[derive(Default)]
pub(super) struct IndexBuilder {
    index: Index,
    open: Vec<Open>,
}

#[derive(Clone, Copy)]
struct Open {
    row: u32,
    span: u32,
    position: u32,
    children: u32,
    object: bool,
}

impl IndexBuilder {
    /// A value whose key, or itself, begins at a byte.
    #[inline]
    pub fn row(&mut self, label: usize) {
        if self.index.rows.is_multiple_of(STRIDE) {
            self.anchor(label);
        }
        self.index.rows += 1;
        if let Some(open) = self.open.last_mut() {
            open.children += 1;
        }
    }

    /// The last row told of is a container, and what follows stands in it.
    pub fn enter(&mut self, object: bool) {
        let position = self.open.last().map_or(0, |open| open.children.saturating_sub(1));
        let row = self.index.rows.saturating_sub(1);
        self.open.push(Open { row, span: NOWHERE, position, children: 0, object });
    }

    /// The innermost container ends before a byte.
    pub fn leave(&mut self, stop: usize) {
        let Some(open) = self.open.pop() else { return };
        if let Some(span) = self.index.spans.get_mut(open.span as usize) {
            (span.end, span.children, span.stop) = (self.index.rows, open.children, narrow(stop));
        }
    }

    /// Whether the innermost container is an object, and how much it holds so far.
    #[inline]
    pub fn inside(&self) -> Option<(bool, u32)> {
        self.open.last().map(|open| (open.object, open.children))
    }

    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Ends the index: what is still open ends here.
    pub fn done(mut self, good: usize, many: bool) -> Index {
        while !self.open.is_empty() {
            self.leave(good);
        }
        self.index.anchors.shrink_to_fit();
        self.index.spans.shrink_to_fit();
        Index { good: narrow(good), many, ..self.index }
    }

    /// Keeps a place, and all containers around it that are not yet kept.
    fn anchor(&mut self, label: usize) {
        let known = self.open.iter().rposition(|open| open.span != NOWHERE).map_or(0, |place| place + 1);
        let mut parent = known.checked_sub(1).and_then(|place| self.open.get(place)).map_or(NOWHERE, |open| open.span);
        for (depth, open) in self.open.iter_mut().enumerate().skip(known) {
            open.span = narrow(self.index.spans.len());
            self.index.spans.push(Span {
                row: open.row,
                end: NOWHERE,
                stop: 0,
                parent,
                position: open.position,
                children: 0,
                depth: u16::try_from(depth).unwrap_or(u16::MAX),
                object: open.object,
            });
            parent = open.span;
        }
        let position = self.open.last().map_or(0, |open| open.children);
        self.index.anchors.push(Anchor { label: narrow(label), span: parent, position });
    }
}

/// An offset or a row as it is kept. Nothing is lost: a text of 4 GB is refused before it is read.
pub(super) fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
