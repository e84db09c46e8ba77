//! Searched texts, one after another in one buffer, so that a search reads memory in order.

use super::fold::{Folded, letter_bits};
use nucleo_matcher::{Utf32Str, Utf32String, chars};
use std::{iter, ops::Range};

/// End of each text in the buffer. Normalized texts do not contain it.
const END: char = '\0';

/// Searched texts of the rows of a list.
#[derive(Clone, Debug, Default)]
pub struct SearchTexts {
    rows: Vec<TextRow>,
    /// Normalized texts of each row: its name, its aliases and its key, then its hub.
    letters: String,
    /// Offsets in `letters` at which words start; those of hubs are left out.
    starts: Vec<usize>,
    /// Name and key of each row as the fuzzy matcher reads them.
    originals: Vec<(Utf32String, Utf32String)>,
}

/// Texts of one row: sets of their letters, and offsets in the buffer.
#[derive(Clone, Debug, Default)]
struct TextRow {
    /// Letters of all texts.
    bits: u64,
    /// Letters with which words start.
    initials: u64,
    /// Letters of the name, and those of the key, as the fuzzy matcher compares them.
    originals: [u64; 2],
    begin: usize,
    key: usize,
    hub: usize,
    end: usize,
    starts: Range<usize>,
}

/// Searched texts of one row.
#[derive(Clone, Copy, Debug)]
pub struct TextsEntry<'a> {
    texts: &'a SearchTexts,
    row: &'a TextRow,
    at: usize,
}

/// Start of a word in the texts of a row.
#[derive(Clone, Copy)]
pub(super) struct WordStart<'a> {
    /// Name, aliases and key, each with an end mark.
    letters: &'a str,
    at: usize,
    key: usize,
}

/// Kind of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TextPart {
    Name,
    Alias,
    Key,
}

impl<'a> WordStart<'a> {
    /// Returns true if this text begins there.
    pub fn begins_with(self, text: &str) -> bool {
        let rest = self.letters.as_bytes().get(self.at..).unwrap_or_default();
        // Nearly all texts differ in the first byte.
        rest.first() == text.as_bytes().first() && rest.starts_with(text.as_bytes())
    }

    /// Returns the text of which it is the first word; `None` if it is another.
    pub fn first_of(self) -> Option<TextPart> {
        match self.at.checked_sub(1) {
            _ if self.at == self.key => Some(TextPart::Key),
            None => Some(TextPart::Name),
            Some(before) => (self.letters.as_bytes().get(before) == Some(&(END as u8))).then_some(TextPart::Alias),
        }
    }

    /// Returns true if the text ends after this many bytes.
    pub fn ends_after(self, length: usize) -> bool {
        self.letters.as_bytes().get(self.at + length) == Some(&(END as u8))
    }

    /// Returns the rest of the text, and the texts after it.
    pub fn rest(self) -> &'a str {
        self.letters.get(self.at..).unwrap_or_default()
    }

    /// Returns the rest of the text.
    pub fn tail(self) -> &'a str {
        self.rest().split(END).next().unwrap_or_default()
    }
}

impl SearchTexts {
    /// Adds the texts of the next row. Aliases are other names.
    pub fn push<'t>(&mut self, name: &'t str, aliases: impl IntoIterator<Item = &'t str>, key: &'t str, hub: &str) {
        let (begin, first_start) = (self.letters.len(), self.starts.len());
        let (mut begin_of_text, mut initials) = (begin, 0);
        for text in iter::once(name).chain(aliases).chain([key]) {
            begin_of_text = self.letters.len();
            let folded = Folded::new(text);
            initials = folded.tails().fold(initials, |bits, tail| bits | initial_bit(tail));
            self.starts.extend(folded.starts().iter().map(|start| begin_of_text + start));
            self.letters.push_str(folded.letters());
            self.letters.push(END);
        }
        let end_of_key = self.letters.len();
        self.letters.push_str(Folded::new(hub).letters());
        let texts = self.letters.get(begin..).unwrap_or_default();
        self.rows.push(TextRow {
            bits: texts.split(END).fold(0, |bits, text| bits | letter_bits(text)),
            initials,
            originals: [original_bits(name), original_bits(key)],
            begin,
            key: begin_of_text,
            hub: end_of_key,
            end: self.letters.len(),
            starts: first_start..self.starts.len(),
        });
        self.originals.push((name.into(), key.into()));
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns true if there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the texts of a row.
    pub fn get(&self, at: usize) -> Option<TextsEntry<'_>> {
        Some(TextsEntry { texts: self, row: self.rows.get(at)?, at })
    }

    /// Returns the texts of each row.
    pub fn iter(&self) -> impl Iterator<Item = TextsEntry<'_>> {
        self.rows.iter().enumerate().map(|(at, row)| TextsEntry { texts: self, row, at })
    }
}

impl<'a> TextsEntry<'a> {
    /// Returns the letters of all texts, as a bit set.
    pub(super) fn bits(self) -> u64 {
        self.row.bits
    }

    /// Returns the letters with which words start, as a bit set.
    pub(super) fn initials(self) -> u64 {
        self.row.initials
    }

    /// Returns name, aliases and key, each with an end mark.
    pub(super) fn letters(self) -> &'a str {
        self.texts.letters.get(self.row.begin..self.row.hub).unwrap_or_default()
    }

    /// Returns the key.
    pub(super) fn key(self) -> &'a str {
        self.texts.letters.get(self.row.key..self.row.hub).unwrap_or_default()
    }

    /// Returns the hub.
    pub(super) fn hub(self) -> &'a str {
        self.texts.letters.get(self.row.hub..self.row.end).unwrap_or_default()
    }

    /// Returns the start of each word.
    pub(super) fn starts(self) -> impl Iterator<Item = WordStart<'a>> {
        let (letters, begin, key) = (self.letters(), self.row.begin, self.row.key - self.row.begin);
        let starts = self.texts.starts.get(self.row.starts.clone()).unwrap_or_default();
        starts.iter().map(move |start| WordStart { letters, at: start - begin, key })
    }

    /// Returns name and key as the fuzzy matcher reads them. A text without one of these letters is left out.
    pub(super) fn originals(self, needed: u64) -> [Option<Utf32Str<'a>>; 2] {
        let Some((name, key)) = self.texts.originals.get(self.at) else { return [None; 2] };
        let [in_name, in_key] = self.row.originals.map(|bits| needed & !bits == 0);
        [in_name.then(|| name.slice(..)), in_key.then(|| key.slice(..))]
    }
}

/// Returns the first letter of a text as a bit set.
pub(super) fn initial_bit(text: &str) -> u64 {
    text.chars().next().map_or(0, |first| letter_bits(first.encode_utf8(&mut [0; 4])))
}

/// Returns the letters of a text that the fuzzy matcher may compare, with and without accents, as a bit set.
fn original_bits(text: &str) -> u64 {
    let compared = |c: char| [c, chars::to_lower_case(c), chars::to_lower_case(chars::normalize(c))];
    text.chars().flat_map(compared).fold(0, |bits, c| bits | letter_bits(c.encode_utf8(&mut [0; 4])))
}
