//! What came, whatever it is: one document, several, part of one, a text, in bytes that may be none.

mod encoding;

use super::{Document, JsonFault};
pub use encoding::Encoding;
use std::str;

/// What could be read of some bytes, and what is wrong with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// All that could be read; of what is not JSON, its lines.
    pub document: Document,
    /// Where it stops being JSON, if it does.
    pub fault: Option<JsonFault>,
    /// The encoding it came in.
    pub encoding: Encoding,
}

impl Body {
    /// Reads one document or several behind one another, or as much of them as can be read; anything else, such as a
    /// web page, as lines of text. UTF-16 and Latin-1 are decoded. A byte order mark is passed over.
    pub fn read(bytes: Vec<u8>) -> Self {
        let (mut text, encoding) = encoding::decode(bytes);
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        let (document, fault) = documents(text);
        Self { document, fault, encoding }
    }

    /// Reads the beginning of what is still coming. That it breaks off is no fault of it.
    pub fn begun(bytes: &[u8]) -> Self {
        // The last character may not have come whole.
        let end = match str::from_utf8(bytes) {
            _ if encoding::is_wide(bytes) => bytes.len() / 4 * 4,
            Err(fault) if fault.error_len().is_none() => fault.valid_up_to(),
            _ => bytes.len(),
        };
        let body = Self::read(bytes.get(..end).unwrap_or_default().to_vec());
        // What the fault counts are the bytes of the decoded text.
        let read = if encoding::is_wide(bytes) { body.document.text().expose().len() } else { end };
        let fault = body.fault.filter(|fault| !fault.may_be_mended(read));
        Self { fault, ..body }
    }

    /// What there is to tell of it before it is read, in whole sentences.
    pub fn flaw(&self) -> Option<String> {
        let fault = self.fault.map(|fault| match self.document.is_text() {
            _ if fault.is_empty() => "It is empty.".to_owned(),
            true => format!("This is not JSON, and shown as text. {fault}"),
            false => format!("{fault} What stands before it is shown."),
        });
        let told: Vec<String> = fault.into_iter().chain(self.encoding.remark()).collect();
        (!told.is_empty()).then(|| told.join(" "))
    }
}

fn documents(text: String) -> (Document, Option<JsonFault>) {
    let (document, done) = Document::begun(text);
    let Err(fault) = done else { return (document, None) };
    let some = document.rows() > 1;
    if fault.is_surplus() {
        let (many, done) = document.many_of();
        return match done {
            Err(_) if !some => (many.lines_of(), Some(fault)),
            done => (many, done.err()),
        };
    }
    (if some { document } else { document.lines_of() }, Some(fault))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::json::Node;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> (u32, bool, Option<String>, Encoding) {
        let body = Body::read(bytes.to_vec());
        assert!(!body.document.is_text(), "is JSON");
        let fault = body.fault.map(|fault| fault.to_string());
        (body.document.rows(), body.document.is_many(), fault, body.encoding)
    }

    fn lines(body: &Body) -> Vec<String> {
        assert!(body.document.is_text(), "is no JSON");
        body.document.nodes().skip(1).map(|node| node.text().into_owned()).collect()
    }

    #[test]
    fn whole_documents_are_read_one_or_several() {
        assert_eq!(read(b"[1]"), (2, false, None, Encoding::Utf8));
        assert_eq!(read(b"\xef\xbb\xbf[1]"), (2, false, None, Encoding::Utf8));
        assert_eq!(read(b"{\"a\":1}\n{\"a\":2}\n"), (5, true, None, Encoding::Utf8));
        assert_eq!(read(b"1 2"), (3, true, None, Encoding::Utf8));
    }

    #[test]
    fn what_is_broken_is_read_as_far_as_it_goes() {
        let fault = |line, column, what: &str| Some(format!("Line {line}, column {column}: {what}"));
        let early = fault(1, 12, "The document ends before all its brackets are closed.");
        assert_eq!(read(b"{\"a\":[1,2],"), (4, false, early, Encoding::Utf8));
        assert_eq!(read(b"[1]\n[2\n]x"), (5, true, fault(3, 2, "A value should stand here."), Encoding::Utf8));
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_reported_and_the_rest_is_read() {
        assert_eq!(read(b"[\"\xe9\", 1]"), (3, false, None, Encoding::Latin1(3)));
        assert_eq!(read(b"[\"\xc3\xa9\xe9\", 1]"), (3, false, None, Encoding::Broken(5)));
    }

    #[test]
    fn what_is_no_json_is_read_as_lines_and_says_what_it_is() {
        let cases: [(&[u8], &[&str], &str); 6] = [
            (b"", &[], "It is empty."),
            (b" \n", &[" "], "It is empty."),
            (b"<html>\r\n</html>", &["<html>\r", "</html>"], "Line 1, column 1: This looks like a web page"),
            (b"hello\n", &["hello"], "Line 1, column 1: A value should stand here."),
            (b"404 page\n\"not\" found", &["404 page", "\"not\" found"], "Line 1, column 5:"),
            (b"\x00\xff\\", &["\0\u{fffd}\\"], "Byte 2 is not UTF-8"),
        ];
        for (bytes, text, words) in cases {
            let body = Body::read(bytes.to_vec());
            assert_eq!(lines(&body), text);
            assert!(body.flaw().is_some_and(|flaw| flaw.contains(words)), "{:?}", body.flaw());
        }
    }

    #[test]
    fn a_beginning_is_not_at_fault_for_what_is_still_to_come() {
        let text = "{\"a\":[1,{\"é\":tru\\u00e9\n";
        for end in 1..16 {
            assert_eq!(Body::begun(&text.as_bytes()[..end]).flaw(), None, "{end}");
        }
        let broken = format!("{{\"a\":x{}", " ".repeat(40));
        assert!(Body::begun(broken.as_bytes()).flaw().is_some());
    }

    proptest! {
        #[test]
        fn a_text_is_written_out_as_it_came(text in "[a-z<{\"\\\\\u{1}é\r\n]{0,40}") {
            let text = format!("<{text}");
            let body = Body::read(text.clone().into_bytes());
            let ends = if text.ends_with('\n') { text.clone() } else { text.clone() + "\n" };
            let written = body.document.pretty(|_| false);
            prop_assert_eq!(written.expose(), ends);
            let numbers: Vec<u32> = body.document.nodes().map(Node::row).collect();
            prop_assert_eq!(numbers.len(), text.split_terminator('\n').count() + 1);
        }

        #[test]
        fn a_beginning_has_the_rows_of_the_whole(value in crate::document::json::tests::any_json(), cut: prop::sample::Index) {
            let text = value.to_string();
            let begun = Body::begun(&text.as_bytes()[..cut.index(text.len() + 1)]);
            prop_assert!(begun.document.is_text() || begun.document.rows() <= Body::read(text.into_bytes()).document.rows());
        }
    }
}
