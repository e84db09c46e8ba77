//! What came, whatever it is: one document, several, part of one, in bytes that may be no text.

use super::{Document, JsonFault};

/// What could be read of some bytes, and what is wrong with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// All that could be read.
    pub document: Document,
    /// Where it stops being JSON, if it does.
    pub fault: Option<JsonFault>,
    /// The first byte, from 1, that is not UTF-8, if one is not. Each such byte is shown as U+FFFD.
    pub foreign: Option<usize>,
}

impl Body {
    /// Reads one document or several behind one another, or as much of them as can be read. A byte order mark is
    /// passed over.
    ///
    /// # Errors
    /// When there is nothing in it that would be worth showing as JSON: it is empty, a web page, or something else.
    pub fn read(bytes: Vec<u8>) -> Result<Self, JsonFault> {
        let (mut text, foreign) = match String::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(fault) => {
                let at = fault.utf8_error().valid_up_to() + 1;
                (String::from_utf8_lossy(fault.as_bytes()).into_owned(), Some(at))
            }
        };
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        let (document, done) = Document::begun(text);
        let Err(fault) = done else { return Ok(Self { document, fault: None, foreign }) };
        if fault.is_surplus() {
            let (many, done) = Document::many(document.text().expose().to_owned());
            if done.is_ok() || document.rows() > 1 {
                return Ok(Self { document: many, fault: done.err(), foreign });
            }
        }
        if document.rows() < 2 { Err(fault) } else { Ok(Self { document, fault: Some(fault), foreign }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<(u32, bool, Option<String>, Option<usize>), String> {
        let body = Body::read(bytes.to_vec()).map_err(|fault| fault.to_string())?;
        let fault = body.fault.map(|fault| fault.to_string());
        Ok((body.document.rows(), body.document.is_many(), fault, body.foreign))
    }

    #[test]
    fn whole_documents_are_read_one_or_several() {
        assert_eq!(read(b"[1]"), Ok((2, false, None, None)));
        assert_eq!(read(b"\xef\xbb\xbf[1]"), Ok((2, false, None, None)));
        assert_eq!(read(b"{\"a\":1}\n{\"a\":2}\n"), Ok((5, true, None, None)));
        assert_eq!(read(b"1 2"), Ok((3, true, None, None)));
    }

    #[test]
    fn what_is_broken_is_read_as_far_as_it_goes() {
        let fault = |line, column, what: &str| Some(format!("Line {line}, column {column}: {what}"));
        let early = fault(1, 12, "The document ends before all its brackets are closed.");
        assert_eq!(read(b"{\"a\":[1,2],"), Ok((4, false, early, None)));
        assert_eq!(read(b"[1]\n[2\n]x"), Ok((5, true, fault(3, 2, "A value should stand here."), None)));
    }

    #[test]
    fn bytes_that_are_no_text_are_told_and_the_rest_is_read() {
        assert_eq!(read(b"[\"\xe9\", 1]"), Ok((3, false, None, Some(3))));
    }

    #[test]
    fn what_is_no_json_at_all_is_refused() {
        let refused: [&[u8]; 6] = [b"", b" \n", b"<html></html>", b"hello", b"404 page not found", b"\x00\x01"];
        for bytes in refused {
            assert!(read(bytes).is_err(), "{bytes:?}");
        }
    }
}
