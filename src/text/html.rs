//! Text inside HTML.

/// Replaces the characters that end a text or a quoted attribute of a page.
pub fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_markup_become_entities() {
        assert_eq!(escape_html("<a b=\"&'\">ü"), "&lt;a b=&quot;&amp;&#39;&quot;&gt;ü");
    }
}
