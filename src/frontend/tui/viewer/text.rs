//! Long texts, cut before costly work on them, and search matches in them.

use super::super::Theme;
use ratatui::{style::Style, text::Span};

/// The most bytes a column is taken to need: a letter with all the marks a script stacks on it.
const BYTES: usize = 24;

/// Returns as much of a text as these columns can need, and true if some of it is left out.
pub(super) fn beginning(text: &str, columns: usize) -> (&str, bool) {
    let mut end = columns.saturating_add(2).saturating_mul(BYTES);
    if end >= text.len() {
        return (text, false);
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    (text.get(..end).unwrap_or_default(), true)
}

/// The columns some spans take.
pub(super) fn columns(spans: &[Span<'_>]) -> usize {
    spans.iter().map(Span::width).sum()
}

/// Returns a text with the search matches highlighted.
pub(super) fn marked(text: &str, needle: &str, style: Style, theme: &Theme) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut rest = text;
    while let Some((start, end)) = find(rest, needle) {
        let (before, found) = (rest.get(..start).unwrap_or_default(), rest.get(start..end).unwrap_or_default());
        spans.push(Span::styled(before.to_owned(), style));
        spans.push(Span::styled(found.to_owned(), style.patch(theme.mark)));
        rest = rest.get(end..).unwrap_or_default();
    }
    spans.push(Span::styled(rest.to_owned(), style));
    spans.retain(|span| !span.content.is_empty());
    spans
}

/// Returns the first match. Capitals count only if the search text has one, as in the search itself.
fn find(text: &str, needle: &str) -> Option<(usize, usize)> {
    if needle.is_empty() {
        return None;
    }
    if needle.chars().any(char::is_uppercase) {
        return text.find(needle).map(|start| (start, start + needle.len()));
    }
    text.char_indices().find_map(|(start, _)| {
        let rest = text.get(start..).unwrap_or_default();
        let mut wanted = needle.chars().flat_map(char::to_lowercase).peekable();
        for (at, c) in rest.char_indices() {
            if wanted.peek().is_none() {
                return Some((start, start + at));
            }
            if !c.to_lowercase().all(|c| wanted.next() == Some(c)) {
                return None;
            }
        }
        wanted.peek().is_none().then_some((start, text.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, needle: &str) -> Vec<String> {
        let theme = Theme::default();
        let spans = marked(text, needle, Style::new(), &theme);
        spans.into_iter().filter(|s| s.style == theme.mark).map(|s| s.content.into_owned()).collect()
    }

    #[test]
    fn what_is_searched_for_stands_out_wherever_it_is() {
        assert_eq!(found("Token, token, TOKEN", "token"), ["Token", "token", "TOKEN"]);
        assert_eq!(found("Token, token", "Token"), ["Token"]);
        assert_eq!(found("GRÖSSE", "größe"), [""; 0]);
        assert_eq!(found("GRÖẞE größe", "größe"), ["GRÖẞE", "größe"]);
        assert_eq!(found("abc", ""), [""; 0]);
    }

    #[test]
    fn a_beginning_ends_between_characters() {
        let text = "é".repeat(1000);
        let (start, more) = beginning(&text, 1);
        assert!(more && start.chars().all(|c| c == 'é') && start.len() < text.len());
        assert_eq!(beginning("ab", 1), ("ab", false));
    }
}
