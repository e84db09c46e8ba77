//! One row of a form.

use crate::{
    catalog::{FieldKey, field::Choice},
    document::mask::is_secret_text,
    domain::{
        Reference,
        paste::{CleanedPaste, Repair, without_sequences},
    },
    wizard::input::LineEditor,
};

/// What a row is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowId {
    /// Which way to authenticate.
    Mode,
    /// A configuration field.
    Field(FieldKey),
    /// The instance's name.
    Name,
    /// Its tags.
    Tags,
    /// The heading under which the rarely touched fields fold.
    Options,
    /// The key of an entry to add.
    Add,
    /// The user's secret.
    User,
    /// The organization's secret.
    Organization,
    /// What the profile is called.
    Profile,
    /// Where its secrets are kept.
    Keeping,
    /// The way on.
    Go,
}

/// How a row is filled in.
#[derive(Clone, Debug)]
pub enum Control {
    /// A line of text.
    Text(LineEditor),
    /// On, off, or left to the platform.
    Toggle(Option<bool>),
    /// One of a few, or left to the platform.
    Choice(Vec<Choice>, Option<usize>),
    /// A heading that folds what follows.
    Fold(bool),
    /// A button.
    Button,
}

/// One row of a form.
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of the row, independent of the others")]
#[derive(Clone, Debug)]
pub struct FormRow {
    /// What it is for.
    pub id: RowId,
    /// What a person calls it.
    pub label: String,
    /// What it is and where to find it.
    pub help: String,
    /// A value that shows the shape.
    pub example: Option<String>,
    /// Whether the form may be left without it.
    pub required: bool,
    /// Whether it belongs to the section that folds.
    pub optional_section: bool,
    /// Whether it is asked as things stand; the answer to another row may rule it out.
    pub counts: bool,
    /// How it is filled in.
    pub control: Control,
    /// What is wrong with it, once the person has been there.
    pub complaint: Option<String>,
    /// What was repaired in the last paste, and how it was before.
    pub repaired: Option<CleanedRow>,
    /// Whether its secret is shown.
    pub revealed: bool,
    /// Whether it holds what it held the last time.
    pub is_last: bool,
    /// The value it holds from the start.
    pub default: Option<String>,
}

/// A paste that was mended.
#[derive(Clone, Debug)]
pub struct CleanedRow {
    /// What was done, in words.
    pub what: Vec<&'static str>,
    before: Option<LineEditor>,
}

/// What became of a paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PastedValue {
    /// The row has it.
    Taken,
    /// It has this many lines, so it was not taken; the key for the paste as it was takes it on one line.
    Held(usize),
    /// No text goes there, or not as much.
    Refused,
}

impl CleanedRow {
    /// Whether anything was done to the paste; else it only waits to be taken.
    pub fn is_done(&self) -> bool {
        !self.what.is_empty()
    }

    /// Whether the paste can be had as it was.
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
            help: String::new(),
            example: None,
            required: false,
            optional_section: false,
            counts: true,
            control,
            complaint: None,
            repaired: None,
            revealed: false,
            is_last: false,
            default: None,
        }
    }

    /// What it is and where to find it.
    #[must_use]
    pub fn helped(mut self, help: impl Into<String>) -> Self {
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

    /// Whether it says where its value is, instead of holding it.
    pub fn is_reference(&self) -> bool {
        matches!(&self.control, Control::Text(line) if Reference::read(line.text()).is_some())
    }

    /// Whether what it asks for is no secret and what it holds is one: an address with a password in it, or a token.
    pub fn holds_secret(&self) -> bool {
        let holds = matches!(&self.control, Control::Text(line) if !line.is_secret() && is_secret_text(line.text()));
        holds && !self.is_reference()
    }

    /// Whether its value is not shown unasked.
    pub fn is_secret(&self) -> bool {
        matches!(&self.control, Control::Text(line) if line.is_secret()) || self.holds_secret()
    }

    /// Whether its value is covered just now.
    pub fn is_covered(&self) -> bool {
        self.is_secret() && !self.revealed && !self.is_reference()
    }

    /// Whether it is filled in by typing.
    pub fn is_text(&self) -> bool {
        matches!(self.control, Control::Text(_))
    }

    /// Space and the arrows go round the values; a row that may be left to the platform passes that as well.
    pub(super) fn turn(&mut self, forward: bool) -> bool {
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

    /// How much of a paste may change here.
    fn repair(&self) -> Repair {
        match &self.id {
            RowId::Name | RowId::Tags | RowId::Profile => Repair::Free,
            _ if matches!(&self.control, Control::Text(line) if line.is_secret()) => Repair::Secret,
            _ => Repair::Key,
        }
    }

    /// Offers the value of a row nobody typed into: typing replaces it.
    pub(super) fn offer(&mut self) {
        let is_offered = self.is_last || self.default.as_deref().is_some_and(|default| default == self.expose_value());
        if let Control::Text(line) = &mut self.control {
            line.offer(is_offered);
        }
    }

    /// Takes a paste, cleaned, and keeps what it was at hand. Several lines are only kept at hand.
    pub(super) fn paste(&mut self, text: &str) -> PastedValue {
        let repair = self.repair();
        let Control::Text(line) = &mut self.control else { return PastedValue::Refused };
        let mended = CleanedPaste::new(text, repair);
        if mended.lines > 1 {
            let mut joined = line.clone();
            if joined.insert(&mended.text) {
                self.repaired = Some(CleanedRow { what: Vec::new(), before: Some(joined) });
            }
            return PastedValue::Held(mended.lines);
        }
        let mut before = line.clone();
        before.insert(&without_sequences(text));
        if !line.insert(&mended.text) {
            self.complaint = Some("That is more than 64 KiB, so nothing of it was taken.".into());
            return PastedValue::Refused;
        }
        self.repaired =
            (!mended.repairs.is_empty()).then_some(CleanedRow { what: mended.repairs, before: Some(before) });
        self.complaint = None;
        PastedValue::Taken
    }

    /// Keeps the part of an address that is wanted.
    pub fn keep_part(&mut self, part: &str) {
        self.replace(part, "the part that is wanted was kept");
    }

    /// Puts the whole address in the place of a host.
    pub fn complete_address(&mut self, address: &str) {
        self.replace(address, "completed to a whole address");
    }

    fn replace(&mut self, text: &str, note: &'static str) {
        let Control::Text(line) = &mut self.control else { return };
        line.set(text);
        self.repaired = Some(CleanedRow { what: vec![note], before: None });
    }

    /// Takes the last paste as it was; `false` where nothing was mended.
    pub(super) fn take_original(&mut self) -> bool {
        let before = self.repaired.as_mut().and_then(|repaired| repaired.before.take());
        match (before, &mut self.control) {
            (Some(before), Control::Text(line)) => {
                *line = before;
                self.repaired = None;
                self.complaint = None;
                true
            }
            _ => false,
        }
    }
}
