//! Row of a form.

use super::control::{Control, RowId};
use crate::{
    domain::{
        Reference,
        paste::{CleanedPaste, Repair, without_sequences},
    },
    wizard::{
        Sentence,
        input::LineEditor,
        key::{Key, KeyCode},
    },
};

/// Row of a form.
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of the row, independent of the others")]
#[derive(Clone, Debug)]
pub struct FormRow {
    /// Purpose.
    pub id: RowId,
    /// Label.
    pub label: String,
    /// Help: the meaning of the value and its source.
    pub help: Sentence,
    /// A value that shows the format.
    pub example: Option<String>,
    /// True if the form cannot be submitted without it.
    pub required: bool,
    /// True if it belongs to the section that folds.
    pub optional_section: bool,
    /// True if it applies; the value of another row may rule it out.
    pub counts: bool,
    /// Control.
    pub control: Control,
    /// Fault of its value, once the user has left the row.
    pub complaint: Option<String>,
    /// Repairs of the last paste, and the text before.
    pub cleaned: Option<CleanedRow>,
    /// True if its secret is shown.
    pub revealed: bool,
    /// True if it holds its last value.
    pub is_last: bool,
    /// True if its value is JSON.
    pub is_json: bool,
    /// True if an empty row keeps the secret that the instance has.
    pub is_unchanged: bool,
    /// True for a text that all users can read and that was refused because of a secret in it. It is masked.
    pub exposes_secret: bool,
    /// The value it holds from the start.
    pub default: Option<String>,
}

/// Cleaned paste.
#[derive(Clone, Debug)]
pub struct CleanedRow {
    /// Changes, in words.
    pub repairs: Vec<&'static str>,
    before: Option<LineEditor>,
}

/// Outcome of a paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PastedValue {
    /// The row has it.
    Taken,
    /// The paste has this many lines, so it was not inserted; the key for the original paste inserts it on one line.
    Held(usize),
    /// No text goes there, or not as much.
    Refused,
}

impl CleanedRow {
    /// Returns true if the paste was changed; otherwise it only waits to be inserted.
    pub fn is_done(&self) -> bool {
        !self.repairs.is_empty()
    }

    /// Returns true if the original paste is still available.
    pub fn is_reversible(&self) -> bool {
        self.before.is_some()
    }
}

impl FormRow {
    /// An empty row that needs nothing.
    pub fn new(id: RowId, label: impl Into<String>, control: Control) -> Self {
        Self {
            id,
            label: label.into(),
            help: Sentence::default(),
            example: None,
            required: false,
            optional_section: false,
            counts: true,
            control,
            complaint: None,
            cleaned: None,
            revealed: false,
            is_last: false,
            is_json: false,
            is_unchanged: false,
            exposes_secret: false,
            default: None,
        }
    }

    /// Sets the help.
    #[must_use]
    pub fn helped(mut self, help: impl Into<Sentence>) -> Self {
        self.help = help.into();
        self
    }

    /// The value as it is kept in a draft; empty where nothing was given.
    pub fn expose_value(&self) -> &str {
        match &self.control {
            Control::Text(line) => line.text(),
            Control::Toggle(Some(true)) => "true",
            Control::Toggle(Some(false)) => "false",
            Control::Choice(choices, Some(i)) => choices.get(*i).map_or("", |c| c.value.as_str()),
            _ => "",
        }
    }

    /// Takes a value as it is kept in a draft.
    pub fn fill(&mut self, value: &str) {
        match &mut self.control {
            Control::Text(line) => {
                line.set(value);
            }
            Control::Toggle(on) => *on = value.parse().ok(),
            Control::Choice(choices, chosen) => *chosen = choices.iter().position(|c| c.value == value),
            Control::Fold(_) | Control::Button => {}
        }
    }

    /// Returns true if the value is a reference.
    pub fn is_reference(&self) -> bool {
        matches!(&self.control, Control::Text(line) if Reference::read(line.text()).is_some())
    }

    /// Returns true if the row is not secret but its value is: an address with a password in it, or a token.
    pub fn holds_secret(&self) -> bool {
        let holds = matches!(&self.control, Control::Text(line) if !line.is_secret() && line.holds_secret());
        holds && !self.is_reference()
    }

    /// Returns true if its value is shown only on request.
    pub fn is_secret(&self) -> bool {
        let is_secret_line = matches!(&self.control, Control::Text(line) if line.is_secret());
        is_secret_line || self.exposes_secret || self.holds_secret()
    }

    /// Returns true if its value is masked now.
    pub fn is_covered(&self) -> bool {
        self.is_secret() && !self.revealed && !self.is_reference()
    }

    /// Returns true if it is filled in by typing.
    pub fn is_text(&self) -> bool {
        matches!(self.control, Control::Text(_))
    }

    /// Hides its secret, which is shown only while the row has the focus, and judges its complete value.
    pub(super) fn leave(&mut self) {
        self.revealed = false;
        if let Control::Text(line) = &mut self.control {
            line.settle();
        }
    }

    /// Handles a character or an editing key; returns true if the row used it.
    pub(super) fn press(&mut self, key: Key) -> bool {
        match (&mut self.control, key.code) {
            (Control::Text(line), _) => line.press(key),
            (_, KeyCode::Char(' ') | KeyCode::Right) => self.turn(true),
            (_, KeyCode::Left) => self.turn(false),
            _ => false,
        }
    }

    /// Space and the arrows go round the values; a row that may be left to the platform passes that as well.
    fn turn(&mut self, forward: bool) -> bool {
        let round = |at: usize, len: usize| if forward { (at + 1) % len } else { (at + len - 1) % len };
        match &mut self.control {
            Control::Toggle(on) if self.required || !self.optional_section => *on = Some(!on.unwrap_or(false)),
            Control::Toggle(on) => {
                let values = [None, Some(true), Some(false)];
                let at = values.iter().position(|v| v == on).unwrap_or(0);
                *on = values.get(round(at, values.len())).copied().flatten();
            }
            Control::Choice(choices, chosen) if self.required => {
                *chosen = Some(chosen.map_or(0, |at| round(at, choices.len())));
            }
            Control::Choice(choices, chosen) => {
                let at = chosen.map_or(0, |at| at + 1);
                *chosen = round(at, choices.len() + 1).checked_sub(1);
            }
            Control::Fold(open) => *open = !*open,
            Control::Text(_) | Control::Button => return false,
        }
        true
    }

    /// Returns the amount of repair that a paste may get here.
    fn repair(&self) -> Repair {
        match &self.id {
            RowId::Name | RowId::Tags | RowId::Profile => Repair::Free,
            _ if matches!(&self.control, Control::Text(line) if line.is_secret()) => Repair::Secret,
            _ => Repair::Key,
        }
    }

    /// Offers the value of an untouched row: typing replaces it.
    pub(super) fn offer(&mut self) {
        let is_offered = self.is_last || self.default.as_deref().is_some_and(|default| default == self.expose_value());
        if let Control::Text(line) = &mut self.control {
            line.offer(is_offered);
        }
    }

    /// Inserts a cleaned paste, and keeps the original available. A paste of several lines is only kept.
    pub(super) fn paste(&mut self, text: &str) -> PastedValue {
        if let Some(pasted) = self.paste_json(text) {
            return pasted;
        }
        let repair = self.repair();
        let Control::Text(line) = &mut self.control else { return PastedValue::Refused };
        let mended = CleanedPaste::new(text, repair);
        if mended.lines > 1 {
            let mut joined = line.clone();
            if joined.insert(&mended.text) {
                self.cleaned = Some(CleanedRow { repairs: Vec::new(), before: Some(joined) });
            }
            return PastedValue::Held(mended.lines);
        }
        let mut before = line.clone();
        before.insert(&without_sequences(text));
        if !line.insert(&mended.text) {
            self.complaint = Some("The paste is larger than 64 KiB. Nothing was pasted.".into());
            return PastedValue::Refused;
        }
        self.cleaned =
            (!mended.repairs.is_empty()).then_some(CleanedRow { repairs: mended.repairs, before: Some(before) });
        self.complaint = None;
        PastedValue::Taken
    }

    /// Inserts a cleaned paste in place of the value, which stays where the paste is not taken.
    pub(super) fn paste_over(&mut self, text: &str) -> PastedValue {
        self.offer_to_replace(true);
        let pasted = self.paste(text);
        self.offer_to_replace(false);
        pasted
    }

    /// Keeps the value of a required choice, and says why.
    pub(super) fn refuse_empty(&mut self) -> PastedValue {
        self.complaint = Some(format!("{} needs a value.", self.label));
        PastedValue::Refused
    }

    fn offer_to_replace(&mut self, is_offered: bool) {
        if let Control::Text(line) = &mut self.control {
            line.offer(is_offered);
            line.settle();
        }
    }

    /// Keeps the part of an address that is wanted.
    pub fn keep_part(&mut self, part: &str) {
        self.replace(part, "other parts removed");
    }

    /// Replaces a host with the complete address.
    pub fn complete_address(&mut self, address: &str) {
        self.replace(address, "completed the address");
    }

    pub(super) fn replace(&mut self, text: &str, note: &'static str) {
        let Control::Text(line) = &mut self.control else { return };
        line.set(text);
        self.cleaned = Some(CleanedRow { repairs: vec![note], before: None });
    }

    /// Inserts the last paste unchanged; returns false if it had no repairs.
    pub(super) fn take_original(&mut self) -> bool {
        let before = self.cleaned.as_mut().and_then(|cleaned| cleaned.before.take());
        match (before, &mut self.control) {
            (Some(before), Control::Text(line)) => {
                *line = before;
                self.cleaned = None;
                self.complaint = None;
                true
            }
            _ => false,
        }
    }
}
