//! Lists that are answered with a number. The dialog prints a list again as soon as a number in it means another row, so
//! that a printed number keeps its meaning.

/// Numbered list: its lines, and the row of each number.
#[derive(Clone, Debug, Default)]
pub(super) struct NumberedList {
    lines: Vec<String>,
    keys: Vec<String>,
}

impl NumberedList {
    /// Creates a list of rows, each with a key that no other row has, and its text.
    pub fn new<K: Into<String>, T: AsRef<str>>(rows: impl IntoIterator<Item = (K, T)>) -> Self {
        let mut list = Self::default();
        for (number, (key, text)) in (1..).zip(rows) {
            list.lines.push(format!("{number}. {}", text.as_ref()));
            list.keys.push(key.into());
        }
        list
    }

    /// Creates a list of rows whose texts tell them apart.
    pub fn of_texts<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::new(texts.into_iter().map(|text| (text.as_ref().to_owned(), text)))
    }

    /// Adds lines behind the list.
    pub fn followed_by(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.lines.extend(lines);
        self
    }

    /// Returns the lines in the order they are printed.
    pub fn lines(&self) -> impl Iterator<Item = String> + '_ {
        self.lines.iter().cloned()
    }

    /// Returns true if each number means the same row in both lists.
    pub fn is_same(&self, other: &Self) -> bool {
        self.keys == other.keys
    }
}
