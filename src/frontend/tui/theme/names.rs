//! Sentences that name keys, with the names a person's own keys have.

use super::Theme;
use std::borrow::Cow;

/// Punctuation that may surround a key's name in a sentence.
const AROUND: [char; 7] = ['.', ',', ';', ':', '(', ')', '·'];

/// The one word that is spelled as a key is; no sentence means the key by it.
const ARTICLE: &str = "a";

impl Theme {
    /// The same, for someone who calls these keys otherwise: each by its usual name and its own.
    #[must_use]
    pub fn naming(&self, names: Vec<(String, String)>) -> Self {
        Self { names, ..self.clone() }
    }

    /// A sentence with the keys in it called as the person chose.
    pub fn named<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.names.is_empty() {
            return Cow::Borrowed(text);
        }
        let word = |word: &'a str| {
            let bare = word.trim_matches(AROUND);
            let name = self.names.iter().find(|(usual, _)| *usual == bare && bare != ARTICLE);
            name.map_or(Cow::Borrowed(word), |(_, own)| Cow::Owned(word.replacen(bare, own, 1)))
        };
        Cow::Owned(text.split(' ').map(word).collect::<Vec<_>>().join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_keys() {
        let names = [("x", "X"), ("ctrl-r", "F5"), ("a", "b")].map(|(usual, own)| (usual.to_owned(), own.to_owned()));
        let theme = Theme::default().naming(names.into());
        assert_eq!(theme.named("ctrl-r asks again; (x) forgets ctrl-rx."), "F5 asks again; (X) forgets ctrl-rx.");
        assert_eq!(theme.named("a new code comes with it"), "a new code comes with it");
        assert_eq!(Theme::default().named("ctrl-r asks"), "ctrl-r asks");
    }
}
