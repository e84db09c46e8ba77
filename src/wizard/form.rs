//! A form: rows to fill in, one of which has the focus.

mod control;
mod json_paste;
mod row;
mod status;

pub use control::{Control, RowId};
pub use row::{CleanedRow, FormRow, PastedValue};
pub use status::{PLATFORM_DEFAULT, UNCHANGED};

use super::{command::Action, key::Key};

/// Rows to fill in, one of which has the focus.
#[derive(Clone, Debug, Default)]
pub struct Form {
    rows: Vec<FormRow>,
    focus: usize,
}

/// Outcome of an action or a key in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moved {
    /// The value of the row with the focus changed.
    Edited,
    /// The focus left this row.
    Left(RowId),
    /// The person wants to go on.
    Submit,
    /// The person wants to go back.
    Back,
    /// The person wants it as it was the last time, or no longer.
    LastTime,
    /// The person wants this row gone.
    Remove(RowId),
    /// No effect outside the form.
    Nothing,
}

/// Place of a paste in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasteMode {
    /// At the cursor.
    Insert,
    /// In place of the value.
    Replace,
}

impl Form {
    /// A form with the focus on its first row.
    pub fn new(rows: Vec<FormRow>) -> Self {
        let mut form = Self { rows, focus: 0 };
        form.offer();
        form
    }

    /// Offers the value of the row that has come into focus.
    fn offer(&mut self) {
        if let Some(row) = self.rows.get_mut(self.focus) {
            row.offer();
        }
    }

    /// All rows, seen or folded.
    pub fn rows(&self) -> &[FormRow] {
        &self.rows
    }

    /// The rows seen, with their place among all.
    pub fn seen(&self) -> impl Iterator<Item = (usize, &FormRow)> {
        let open = self.rows.iter().any(|r| matches!(r.control, Control::Fold(true)));
        self.rows.iter().enumerate().filter(move |(_, r)| r.counts && (open || !r.optional_section))
    }

    /// The row with the focus.
    pub fn focused(&self) -> Option<&FormRow> {
        self.rows.get(self.focus)
    }

    /// Its place among all rows.
    pub fn focus(&self) -> usize {
        self.focus
    }

    /// The row with this purpose.
    pub fn row(&self, id: &RowId) -> Option<&FormRow> {
        self.rows.iter().find(|r| &r.id == id)
    }

    /// The row with this purpose, to change it.
    pub fn row_mut(&mut self, id: &RowId) -> Option<&mut FormRow> {
        self.rows.iter_mut().find(|r| &r.id == id)
    }

    /// Focuses a row, and opens its section.
    pub fn focus_on(&mut self, id: &RowId) {
        let Some(at) = self.rows.iter().position(|r| &r.id == id) else { return };
        if self.rows.get(at).is_some_and(|r| r.optional_section) {
            for row in &mut self.rows {
                if let Control::Fold(open) = &mut row.control {
                    *open = true;
                }
            }
        }
        self.rows.iter_mut().for_each(FormRow::leave);
        self.focus = at;
        self.offer();
    }

    /// Sets which rows apply; those without a decision stay as they are.
    pub(super) fn set_counts(&mut self, counts: impl Fn(&RowId) -> Option<bool>) {
        for row in &mut self.rows {
            row.counts = counts(&row.id).unwrap_or(row.counts);
        }
    }

    /// Marks the rows that hold their last value.
    pub fn mark_last(&mut self, is_last: impl Fn(&RowId) -> bool) {
        for row in &mut self.rows {
            row.is_last = is_last(&row.id);
        }
        let folded = self.rows.iter().any(|row| row.optional_section && row.is_last);
        if let Some(heading) = self.row_mut(&RowId::Options) {
            heading.is_last = folded;
        }
    }

    /// Puts a row before another, and the focus on it.
    pub fn insert(&mut self, row: FormRow, before: &RowId) {
        let at = self.rows.iter().position(|r| &r.id == before).unwrap_or(self.rows.len());
        let id = row.id.clone();
        self.rows.insert(at, row);
        self.focus_on(&id);
    }

    /// Takes a row away; the focus goes to the one before it.
    pub fn remove(&mut self, id: &RowId) {
        let Some(at) = self.rows.iter().position(|r| &r.id == id) else { return };
        self.rows.remove(at);
        self.focus = at.saturating_sub(1);
        self.offer();
    }

    /// A character or an editing key: edits the line with the focus, or turns the choice.
    pub fn on_text(&mut self, key: Key) -> Moved {
        let Some(row) = self.rows.get_mut(self.focus) else { return Moved::Nothing };
        if !row.press(key) {
            return Moved::Nothing;
        }
        row.complaint = None;
        row.cleaned = None;
        Moved::Edited
    }

    /// Puts the focus on a visible row, counted from 0.
    pub fn select(&mut self, row: usize) -> Moved {
        let row = self.seen().nth(row).map(|(at, _)| at);
        match row {
            Some(to) if to != self.focus => self.go_to(to),
            _ => Moved::Nothing,
        }
    }

    /// Gives the row with the focus another value. A text is cleaned as a paste; the value stays where it is not taken.
    pub fn set(&mut self, value: &str) -> PastedValue {
        let Some(row) = self.rows.get_mut(self.focus) else { return PastedValue::Refused };
        match &mut row.control {
            Control::Text(_) if !value.is_empty() => return row.paste_over(value),
            Control::Fold(open) => *open = value == "true",
            Control::Choice(choices, _) if row.required && choices.iter().all(|choice| choice.value != value) => {
                return row.refuse_empty();
            }
            Control::Toggle(_) if row.required && value.parse::<bool>().is_err() => return row.refuse_empty(),
            Control::Text(_) | Control::Toggle(_) | Control::Choice(..) | Control::Button => row.fill(value),
        }
        row.complaint = None;
        row.cleaned = None;
        PastedValue::Taken
    }

    /// Pastes into the row with the focus, or in place of its value.
    pub fn paste_as(&mut self, mode: PasteMode, text: &str) -> PastedValue {
        match mode {
            PasteMode::Insert => self.paste(text),
            PasteMode::Replace => self.set(text),
        }
    }

    /// Pastes into the row with the focus. The paste is cleaned, and stays at hand as it was.
    pub fn paste(&mut self, text: &str) -> PastedValue {
        self.rows.get_mut(self.focus).map_or(PastedValue::Refused, |row| row.paste(text))
    }

    /// Opens the options and goes to their heading, or closes them.
    fn turn_options(&mut self) {
        let Some(heading) = self.row_mut(&RowId::Options) else { return };
        if let Control::Fold(open) = &mut heading.control {
            *open = !*open;
        }
        self.focus_on(&RowId::Options);
    }

    /// An action in the form.
    pub fn act(&mut self, action: Action) -> Moved {
        match action {
            Action::Accept => self.accept(),
            Action::Next => self.step(true),
            Action::Previous => self.step(false),
            Action::Submit => Moved::Submit,
            Action::Back => Moved::Back,
            Action::Reveal => {
                if let Some(row) = self.rows.get_mut(self.focus) {
                    row.revealed = !row.revealed;
                }
                Moved::Nothing
            }
            Action::LastTime => Moved::LastTime,
            Action::Options => {
                self.turn_options();
                Moved::Nothing
            }
            Action::Original => self.take_original(),
            Action::Remove => self.focused().map_or(Moved::Nothing, |row| Moved::Remove(row.id.clone())),
            _ => Moved::Nothing,
        }
    }

    fn accept(&mut self) -> Moved {
        match self.rows.get_mut(self.focus).map(|r| &mut r.control) {
            // With nothing to fill in, Enter is answered as the button would be.
            Some(Control::Button) | None => Moved::Submit,
            _ => match self.step(true) {
                Moved::Nothing => Moved::Submit,
                moved => moved,
            },
        }
    }

    fn step(&mut self, forward: bool) -> Moved {
        let seen: Vec<usize> = self.seen().map(|(i, _)| i).collect();
        let at = seen.iter().position(|&i| i == self.focus).unwrap_or(0);
        let to = if forward { at + 1 } else { at.wrapping_sub(1) };
        seen.get(to).map_or(Moved::Nothing, |to| self.go_to(*to))
    }

    fn go_to(&mut self, to: usize) -> Moved {
        let left = std::mem::replace(&mut self.focus, to);
        let Some(row) = self.rows.get_mut(left) else { return Moved::Nothing };
        row.leave();
        let left = row.id.clone();
        self.offer();
        Moved::Left(left)
    }

    fn take_original(&mut self) -> Moved {
        let taken = self.rows.get_mut(self.focus).is_some_and(FormRow::take_original);
        if taken { Moved::Edited } else { Moved::Nothing }
    }
}
