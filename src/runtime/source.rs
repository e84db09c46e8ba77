//! Document of which most is still to be read: a file or a pipe.

use crate::{document::json::Body, wizard::DocumentReply};
use std::{
    io::{self, Read},
    time::{Duration, Instant},
};

/// Enough for the first screen, however large.
const BEGINNING: u64 = 1 << 16;
/// Largest document. A stream without an end would take all memory.
const LIMIT: usize = 2 << 30;
/// Bytes read between two looks at the clock.
const PART: u64 = 1 << 20;
/// Interval between reports of progress.
const BEAT: Duration = Duration::from_millis(100);

/// Something to be read, of which the beginning is there.
pub struct DocumentSource {
    begun: Vec<u8>,
    rest: Box<dyn Read + Send>,
    size: usize,
    whole: bool,
}

impl DocumentSource {
    /// Reads the beginning. `size` is the known size in bytes, or 0.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn begin(mut rest: impl Read + Send + 'static, size: u64) -> io::Result<Self> {
        let mut begun = Vec::new();
        rest.by_ref().take(BEGINNING).read_to_end(&mut begun)?;
        let whole = (begun.len() as u64) < BEGINNING;
        Ok(Self { begun, rest: Box::new(rest), size: usize::try_from(size).unwrap_or(0), whole })
    }

    /// Returns true if the beginning is the complete document.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Returns the beginning.
    pub fn begun(&self) -> &[u8] {
        &self.begun
    }

    /// All of it.
    ///
    /// # Errors
    /// When it cannot be read to its end.
    pub fn read(self) -> io::Result<Vec<u8>> {
        self.read_on(|_| {})
    }

    /// Reads the complete document, and reports progress and the end.
    pub(super) fn load(self, tell: impl Fn(DocumentReply)) {
        let mut reported = Instant::now();
        let read = self.read_on(|bytes| {
            if reported.elapsed() >= BEAT {
                reported = Instant::now();
                tell(DocumentReply::Loading(bytes as u64));
            }
        });
        let lost = |error| format!("It cannot be read to its end: {error}. What came before is shown.");
        tell(DocumentReply::Loaded(read.map(|bytes| Box::new(Body::read(bytes))).map_err(lost)));
    }

    fn read_on(mut self, mut tell: impl FnMut(usize)) -> io::Result<Vec<u8>> {
        let mut bytes = self.begun;
        // Memory for the known size is reserved once: growing would hold the document twice for a while.
        bytes.reserve_exact(self.size.min(LIMIT).saturating_sub(bytes.len()) + 1);
        while self.rest.by_ref().take(PART).read_to_end(&mut bytes)? > 0 {
            tell(bytes.len());
            if bytes.len() > LIMIT {
                return Err(io::Error::other("it is larger than 2 GiB"));
            }
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    #[test]
    fn short_source_is_complete_at_once() {
        let source = DocumentSource::begin(&b"[1]"[..], 0).expect("reads");
        assert_eq!((source.is_whole(), source.begun()), (true, &b"[1]"[..]));
        assert_eq!(source.read().expect("reads"), b"[1]");
    }

    #[test]
    fn long_source_begins_at_once_and_is_read_to_its_end() {
        let text = format!("[{}1]", "1,".repeat(1_000_000));
        let source = DocumentSource::begin(io::Cursor::new(text.clone().into_bytes()), 0).expect("reads");
        assert!(!source.is_whole() && text.as_bytes().starts_with(source.begun()));
        let heard = RefCell::new(Vec::new());
        source.load(|reply| heard.borrow_mut().push(reply));
        let Some(DocumentReply::Loaded(Ok(body))) = heard.into_inner().pop() else { panic!("it did not end") };
        assert_eq!((body.document.rows(), body.fault), (1_000_002, None));
    }

    #[test]
    fn size_that_is_too_large_reserves_no_more_than_the_limit() {
        let source = DocumentSource::begin(&b"[1]"[..], u64::MAX).expect("reads");
        assert_eq!(source.read().expect("reads"), b"[1]");
    }

    #[test]
    fn interrupted_source_is_reported() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("gone"))
            }
        }
        let reader = io::repeat(b' ').take(BEGINNING).chain(Broken);
        let heard = RefCell::new(Vec::new());
        DocumentSource::begin(reader, 0).expect("begins").load(|reply| heard.borrow_mut().push(reply));
        assert!(matches!(heard.borrow().as_slice(), [DocumentReply::Loaded(Err(why))] if why.contains("gone")));
    }
}
