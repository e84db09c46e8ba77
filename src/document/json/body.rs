//! Parsing of received content of any kind: one document, several, an incomplete one, or a text.

mod encoding;

use super::{Document, JsonFault};
pub use encoding::Encoding;
use std::str;

/// Parsed content, with its error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The valid part, or the lines of a text that is not JSON.
    pub document: Document,
    /// Error that stopped the JSON parser, if there was one.
    pub fault: Option<JsonFault>,
    /// Encoding of the content.
    pub encoding: Encoding,
}

impl Body {
    /// Parses one or several documents, as far as they are valid. Other content, such as a web page, is split into
    /// lines. UTF-16 and Latin-1 are decoded. A byte order mark is skipped.
    pub fn read(bytes: Vec<u8>) -> Self {
        let (mut text, encoding) = encoding::decode(bytes);
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        let (document, fault) = documents(text);
        Self { document, fault, encoding }
    }

    /// Parses the beginning of content that is still being received. An incomplete end is not an error.
    pub fn begun(bytes: &[u8]) -> Self {
        // The last character may be incomplete.
        let end = match str::from_utf8(bytes) {
            _ if encoding::is_wide(bytes) => bytes.len() / 4 * 4,
            Err(fault) if fault.error_len().is_none() => fault.valid_up_to(),
            _ => bytes.len(),
        };
        let body = Self::read(bytes.get(..end).unwrap_or_default().to_vec());
        // The position of the error is in the decoded text.
        let read = if encoding::is_wide(bytes) { body.document.text().expose().len() } else { end };
        let fault = body.fault.filter(|fault| !fault.may_be_resolved(read));
        Self { fault, ..body }
    }

    /// Describes the error and the encoding in complete sentences, if there is anything to report.
    pub fn flaw(&self) -> Option<String> {
        self.describe("This is not JSON and is shown as text.", "The part before it is shown.")
    }

    /// Describes the same for a filter, which is applied to JSON only.
    pub fn flaw_for_filter(&self) -> Option<String> {
        let text = "This is not JSON, so the filter was not applied.";
        self.describe(text, "The filter was applied to the part before it.")
    }

    fn describe(&self, text: &str, part: &str) -> Option<String> {
        let fault = self.fault.map(|fault| match self.document.is_text() {
            _ if fault.is_empty() => "The content is empty.".to_owned(),
            true => format!("{text} {fault}"),
            false => format!("{fault} {part}"),
        });
        let remarks: Vec<String> = fault.into_iter().chain(self.encoding.remark()).collect();
        (!remarks.is_empty()).then(|| remarks.join(" "))
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
        assert!(!body.document.is_text(), "valid JSON");
        let fault = body.fault.map(|fault| fault.to_string());
        (body.document.rows(), body.document.is_many(), fault, body.encoding)
    }

    fn lines(body: &Body) -> Vec<String> {
        assert!(body.document.is_text(), "not JSON");
        body.document.nodes().skip(1).map(|node| node.text().into_owned()).collect()
    }

    #[test]
    fn one_or_several_complete_documents_are_parsed() {
        assert_eq!(read(b"[1]"), (2, false, None, Encoding::Utf8));
        assert_eq!(read(b"\xef\xbb\xbf[1]"), (2, false, None, Encoding::Utf8));
        assert_eq!(read(b"{\"a\":1}\n{\"a\":2}\n"), (5, true, None, Encoding::Utf8));
        assert_eq!(read(b"1 2"), (3, true, None, Encoding::Utf8));
    }

    #[test]
    fn invalid_document_is_parsed_as_far_as_it_is_valid() {
        let fault = |line, column, problem: &str| Some(format!("Line {line}, column {column}: {problem}"));
        let early = fault(1, 12, "The document ends before all brackets are closed.");
        assert_eq!(read(b"{\"a\":[1,2],"), (4, false, early, Encoding::Utf8));
        assert_eq!(read(b"[1]\n[2\n]x"), (5, true, fault(3, 2, "A value is expected here."), Encoding::Utf8));
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_reported_and_the_rest_is_parsed() {
        assert_eq!(read(b"[\"\xe9\", 1]"), (3, false, None, Encoding::Latin1(3)));
        assert_eq!(read(b"[\"\xc3\xa9\xe9\", 1]"), (3, false, None, Encoding::Broken(5)));
    }

    #[test]
    fn content_that_is_not_json_is_split_into_lines_and_described() {
        let cases: [(&[u8], &[&str], &str); 6] = [
            (b"", &[], "The content is empty."),
            (b" \n", &[" "], "The content is empty."),
            (b"<html>\r\n</html>", &["<html>\r", "</html>"], "Line 1, column 1: This is a web page"),
            (b"hello\n", &["hello"], "Line 1, column 1: A value is expected here."),
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
    fn incomplete_beginning_is_not_an_error() {
        let text = "{\"a\":[1,{\"é\":tru\\u00e9\n";
        for end in 1..16 {
            assert_eq!(Body::begun(&text.as_bytes()[..end]).flaw(), None, "{end}");
        }
        let broken = format!("{{\"a\":x{}", " ".repeat(40));
        assert!(Body::begun(broken.as_bytes()).flaw().is_some());
    }

    proptest! {
        #[test]
        fn text_is_written_unchanged(text in "[a-z<{\"\\\\\u{1}é\r\n]{0,40}") {
            let text = format!("<{text}");
            let body = Body::read(text.clone().into_bytes());
            let ends = if text.ends_with('\n') { text.clone() } else { text.clone() + "\n" };
            let written = body.document.pretty(|_| false);
            prop_assert_eq!(written.expose(), ends);
            let numbers: Vec<u32> = body.document.nodes().map(Node::row).collect();
            prop_assert_eq!(numbers.len(), text.split_terminator('\n').count() + 1);
        }

        #[test]
        fn beginning_has_at_most_the_rows_of_the_complete_document(value in crate::document::json::tests::any_json(), cut: prop::sample::Index) {
            let text = value.to_string();
            let begun = Body::begun(&text.as_bytes()[..cut.index(text.len() + 1)]);
            prop_assert!(begun.document.is_text() || begun.document.rows() <= Body::read(text.into_bytes()).document.rows());
        }
    }
}
