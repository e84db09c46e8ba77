//! Choice of one of several requests in a pasted text.

use super::{event::Visit, list::Cursor};
use crate::{document::mask::Mask, domain::paste::PastedRequest, wizard::action::Action};

/// Longest text of a row that is shown, in characters.
const LONGEST: usize = 60;

/// Requests in a pasted text, of which the user uses one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestChoice {
    requests: Vec<PastedRequest>,
    rows: Vec<RequestRow>,
    cursor: Cursor,
    visit: Visit,
}

/// Request as it is shown in the choice, without values of its configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRow {
    /// Method of the call, if the text has it.
    pub method: Option<String>,
    /// Host of the call, if the text has it.
    pub host: Option<String>,
    /// Element as written.
    pub element: Option<String>,
    /// Name of the instance, with secrets masked.
    pub name: Option<String>,
    /// Line on which it begins, counted from 1.
    pub line: usize,
}

impl RequestChoice {
    /// Creates the choice, opened in this visit.
    pub(super) fn new(requests: Vec<PastedRequest>, visit: Visit, mask: &Mask) -> Self {
        let rows = requests.iter().map(|request| RequestRow::new(request, mask)).collect();
        Self { requests, rows, cursor: Cursor::default(), visit }
    }

    /// Returns the rows, in text order.
    pub fn rows(&self) -> &[RequestRow] {
        &self.rows
    }

    /// Returns the row with the cursor.
    pub fn row(&self) -> usize {
        self.cursor.row(self.rows.len())
    }

    /// Returns the question.
    pub fn question(&self) -> String {
        format!("The pasted text holds {} requests. Which one fills the form?", self.rows.len())
    }

    /// Returns the chosen request, if the step is still the one that asked.
    pub(super) fn chosen(mut self, visit: Visit) -> Option<PastedRequest> {
        let row = self.row();
        (self.visit == visit && row < self.requests.len()).then(|| self.requests.swap_remove(row))
    }

    pub(super) fn moved(&mut self, action: Action) {
        self.cursor.moved(action, self.rows.len());
    }

    /// Puts the cursor on a row.
    pub(super) fn select(&mut self, row: usize) {
        self.cursor = Cursor::at_row(row);
    }
}

impl RequestRow {
    fn new(request: &PastedRequest, mask: &Mask) -> Self {
        let shown = |text: &String| -> String { mask.cover_text(text).chars().take(LONGEST).collect() };
        Self {
            method: request.call.method.clone(),
            host: request.call.host.clone(),
            element: request.element.as_ref().map(shown),
            name: request.name.as_ref().map(shown),
            line: request.line,
        }
    }

    /// Describes the request in one line.
    pub fn describe(&self) -> String {
        let call = [self.method.as_deref(), self.host.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let parts = [
            self.element.clone(),
            self.name.as_ref().map(|name| format!("“{name}”")),
            Some(call).filter(|call| !call.is_empty()),
            Some(format!("line {}", self.line)),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
