//! Sparse index of the values of a text, which takes a fraction of a byte per byte of text.

/// Distance between indexed rows. Other rows are found by parsing from the previous indexed one.
pub(super) const STRIDE: u32 = 16;

/// Marker for a missing row or span.
pub(super) const NOWHERE: u32 = u32::MAX;

/// Positions of indexed rows, and of the containers around them.
///
/// Any other container lies between two indexed rows, so parsing from the first finds it completely. Both kinds of
/// entries are few, and everything else is parsed again when needed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Index {
    pub rows: u32,
    /// End of the valid text. Brackets still open are closed here.
    pub good: u32,
    /// True if the text has several documents. They are children of a root that is not in the text.
    pub many: bool,
    /// One anchor for each row that is a multiple of [`STRIDE`].
    pub anchors: Vec<Anchor>,
    /// Containers, ordered by row.
    pub spans: Vec<Span>,
}

/// Position of an indexed row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    /// Byte offset of its key, or of its value if it has no key.
    pub label: u32,
    /// Index of its container in [`Index::spans`].
    pub span: u32,
    /// Number of values before it in the container.
    pub position: u32,
}

/// Container around an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub row: u32,
    /// First row after the container and its content.
    pub end: u32,
    /// Byte offset after its closing bracket.
    pub stop: u32,
    /// Index of its container in [`Index::spans`].
    pub parent: u32,
    /// Number of values before it in the container.
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

    /// Returns the span of a row, if it has one.
    pub fn span_of(&self, row: u32) -> Option<Span> {
        self.spans.binary_search_by_key(&row, |span| span.row).ok().and_then(|place| self.spans.get(place)).copied()
    }

    /// Returns the index of the last anchor at or before a byte.
    pub fn before(&self, byte: usize) -> usize {
        self.anchors.partition_point(|anchor| anchor.label as usize <= byte).saturating_sub(1)
    }
}

/// Extent of a container.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    /// First row after it and its content.
    pub end: u32,
    pub children: u32,
    /// Byte offset after it.
    pub stop: usize,
}

/// Builder of an index. Rows are added in order; containers when they open and when they close.
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
    /// Adds a value, with the offset of its key or of itself.
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

    /// Opens a container: the last added row.
    pub fn enter(&mut self, object: bool) {
        let position = self.open.last().map_or(0, |open| open.children.saturating_sub(1));
        let row = self.index.rows.saturating_sub(1);
        self.open.push(Open { row, span: NOWHERE, position, children: 0, object });
    }

    /// Closes the innermost container, which ends before a byte.
    pub fn leave(&mut self, stop: usize) {
        let Some(open) = self.open.pop() else { return };
        if let Some(span) = self.index.spans.get_mut(open.span as usize) {
            (span.end, span.children, span.stop) = (self.index.rows, open.children, narrow(stop));
        }
    }

    /// Returns if the innermost container is an object, and its number of children so far.
    #[inline]
    pub fn inside(&self) -> Option<(bool, u32)> {
        self.open.last().map(|open| (open.object, open.children))
    }

    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Finishes the index and closes all open containers.
    pub fn done(mut self, good: usize, many: bool) -> Index {
        while !self.open.is_empty() {
            self.leave(good);
        }
        self.index.anchors.shrink_to_fit();
        self.index.spans.shrink_to_fit();
        Index { good: narrow(good), many, ..self.index }
    }

    /// Adds an anchor, and spans for all containers around it that have none yet.
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

/// Converts an offset or a row. The value always fits: texts of 4 GB are refused before.
pub(super) fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
