//! Values that are still being typed.

use super::{Draft, DraftValue};
use crate::{
    catalog::field::FieldKey,
    domain::reference::{Reference, literal},
    text::secret::Secret,
};

/// Minimum length in bytes of a value that is not judged at each key, but once it is complete.
pub const LONG: usize = 1 << 10;

impl Draft {
    /// Sets a field to a text that is still being typed. A long value counts as a secret until [`Draft::judge`] is called:
    /// judged at each key, its time would grow with the square of its length.
    pub fn type_value(&mut self, key: &FieldKey, typed: &str) {
        if self.unjudged.as_ref() != Some(key) {
            self.judge();
        }
        if typed.len() < LONG || Reference::read(typed).is_some() {
            return self.set(key, typed);
        }
        self.values.insert(key.clone(), DraftValue::Hidden(Secret::new(literal(typed))));
        self.unjudged = Some(key.clone());
    }

    /// Decides if the long value that was typed last is a secret.
    pub fn judge(&mut self) {
        if let Some(key) = self.unjudged.take()
            && let Some(DraftValue::Hidden(typed)) = self.values.get(&key).cloned()
        {
            self.put(&key, typed.expose());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use rstest::rstest;

    const KEY: &str = "userName";

    fn typed(text: &str) -> Draft {
        let element = Catalog::embedded().expect("embedded catalog").find("magentosoapv19").expect("an element");
        let mut draft = Draft::new(element);
        draft.type_value(&FieldKey::new(KEY), text);
        draft
    }

    fn is_hidden(draft: &Draft) -> bool {
        matches!(draft.value(&FieldKey::new(KEY)), Some(DraftValue::Hidden(_)))
    }

    #[rstest]
    #[case::short_text("ada".to_owned(), false)]
    #[case::short_secret("https://ada:pw@shop.example".to_owned(), true)]
    #[case::long_text("ada ".repeat(LONG), true)]
    #[case::long_secret("https://ada:pw@shop.example ".repeat(LONG), true)]
    fn long_value_is_hidden_while_it_is_typed(#[case] text: String, #[case] expected: bool) {
        assert_eq!(is_hidden(&typed(&text)), expected);
    }

    #[rstest]
    #[case::text("ada ".repeat(LONG), false)]
    #[case::secret("https://ada:pw@shop.example ".repeat(LONG), true)]
    fn long_value_is_judged_once_it_is_complete(#[case] text: String, #[case] expected: bool) {
        let mut draft = typed(&text);
        draft.judge();
        assert_eq!(is_hidden(&draft), expected);
    }

    #[test]
    fn judged_draft_equals_one_that_was_set() {
        let text = "ada ".repeat(LONG);
        let (mut draft, mut set) = (typed(&text), typed(""));
        draft.judge();
        set.set(&FieldKey::new(KEY), &text);
        assert_eq!(draft, set);
    }

    #[test]
    fn long_value_is_judged_when_another_one_is_typed() {
        let mut draft = typed(&"ada ".repeat(LONG));
        draft.type_value(&FieldKey::new("store.url"), "https://shop.example");
        assert!(!is_hidden(&draft));
    }

    #[test]
    fn shortened_value_is_judged_at_once() {
        let mut draft = typed(&"ada ".repeat(LONG));
        draft.type_value(&FieldKey::new(KEY), "ada");
        assert!(!is_hidden(&draft));
    }
}
