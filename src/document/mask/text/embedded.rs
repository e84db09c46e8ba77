//! Documents inside a line.

use super::super::spans::Spans;

/// Search for secrets in a text that is a document.
pub(super) type FindInside = fn(&str, &mut Spans);

/// Masks JSON documents in quotes on one line, such as the body of a request.
pub(super) fn documents(line: &str, find_inside: FindInside, spans: &mut Spans) {
    let mut at = 0;
    while let Some(start) = line.get(at..).and_then(|rest| rest.find("'{")).map(|start| at + start + 1) {
        let Some(end) = line.get(start..).and_then(|rest| rest.find("}'")).map(|end| start + end + 1) else { return };
        let mut found = Spans::default();
        find_inside(line.get(start..end).unwrap_or_default(), &mut found);
        spans.add_all(&found, start);
        at = end;
    }
}
