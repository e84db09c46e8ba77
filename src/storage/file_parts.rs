//! One of our files, of which parts are read when they are needed.

use super::{error::StorageError, file};
use std::{ops::Range, path::Path};

/// Bytes read at a time in search of the end of a line.
const BLOCK: u64 = 1 << 17;

/// Opened file. A file that takes its name later does not change it.
#[derive(Debug)]
pub(super) struct FileParts {
    #[cfg(unix)]
    file: std::fs::File,
    /// An open file cannot be replaced on other systems, so it is read completely.
    #[cfg(not(unix))]
    text: zeroize::Zeroizing<String>,
    length: u64,
}

impl FileParts {
    /// Opens a file of at most `limit` bytes; `None` where there is none. `narrows` if one that others may read is
    /// narrowed to its owner.
    #[cfg(unix)]
    pub(super) fn open(path: &Path, limit: u64, narrows: bool) -> Result<Option<Self>, StorageError> {
        let Some((file, _)) = file::open_own(path, narrows)? else { return Ok(None) };
        let length = file.metadata().map_err(StorageError::io(path, "read"))?.len();
        if length > limit {
            return Err(StorageError::TooLarge(path.to_owned()));
        }
        Ok(Some(Self { file, length }))
    }

    /// Opens a file of at most `limit` bytes; `None` where there is none.
    #[cfg(not(unix))]
    pub(super) fn open(path: &Path, limit: u64, narrows: bool) -> Result<Option<Self>, StorageError> {
        let content = file::read_within(path, limit, narrows)?;
        Ok(content.map(|content| Self { length: content.text.len() as u64, text: content.text }))
    }

    /// Returns the length of the file in bytes.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Returns the first line without its end; `None` if it is longer than `most` bytes.
    pub(super) fn first_line(&self, most: u64) -> Option<String> {
        let begin = self.bytes_at(0..self.length.min(most))?;
        let (line, _) = begin.split_at_checked(begin.iter().position(|byte| *byte == b'\n')?)?;
        String::from_utf8(line.to_vec()).ok()
    }

    /// Returns the line that begins at a byte, without its end, and the place of the next one; `None` if it has no end,
    /// or is no text.
    pub(super) fn line_at(&self, begin: u64) -> Option<(String, u64)> {
        let (mut line, mut at) = (Vec::new(), begin);
        while at < self.length {
            let block = self.bytes_at(at..self.length.min(at + BLOCK))?;
            if let Some(end) = memchr::memchr(b'\n', &block) {
                line.extend_from_slice(block.get(..end)?);
                return Some((String::from_utf8(line).ok()?, at + end as u64 + 1));
            }
            at += block.len() as u64;
            line.extend_from_slice(&block);
        }
        None
    }

    /// Returns the text at these bytes; `None` if they are not in the file, or are no text.
    pub(super) fn read(&self, bytes: Range<u64>) -> Option<String> {
        if bytes.start > bytes.end || bytes.end > self.length {
            return None;
        }
        String::from_utf8(self.bytes_at(bytes)?).ok()
    }

    #[cfg(unix)]
    fn bytes_at(&self, place: Range<u64>) -> Option<Vec<u8>> {
        use std::os::unix::fs::FileExt as _;
        let mut bytes = vec![0; usize::try_from(place.end - place.start).ok()?];
        self.file.read_exact_at(&mut bytes, place.start).ok()?;
        Some(bytes)
    }

    #[cfg(not(unix))]
    fn bytes_at(&self, place: Range<u64>) -> Option<Vec<u8>> {
        let place = usize::try_from(place.start).ok()?..usize::try_from(place.end).ok()?;
        self.text.as_bytes().get(place).map(<[u8]>::to_vec)
    }
}
