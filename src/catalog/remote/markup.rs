//! Removal of markup from names and descriptions.

/// Maximum length of a text in characters.
const LIMIT: usize = 400;

/// Converts HTML or plain text to plain text on one line.
pub(super) fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len().min(LIMIT));
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        match after.split_once('>').filter(|_| tag) {
            Some((_, behind)) => {
                text.push(' ');
                rest = behind;
            }
            None => {
                text.push('<');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    let text = if text.contains('&') { entities(&text) } else { text };
    let mut line = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if let Some((end, _)) = line.char_indices().nth(LIMIT) {
        line.truncate(end);
        line.truncate(line.trim_end().len());
    }
    line
}

/// Decodes the entities used in descriptions. `&amp;` is last, so that no text is decoded twice.
fn entities(text: &str) -> String {
    let known = [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    known.into_iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn tags_and_entities_are_removed_and_similar_text_is_kept() {
        for (html, text) in [
            ("<p>Sales &amp; <b>more</b></p>\n<br/>here", "Sales & more here"),
            ("a < b > c", "a < b > c"),
            ("open <a href=", "open <a href="),
            ("&amp;lt;", "&lt;"),
            ("\u{1b}[31mred\t", "[31mred"),
        ] {
            assert_eq!(plain(html), text, "{html:?}");
        }
    }
}
