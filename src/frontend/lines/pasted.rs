//! Lines that arrived together: read as the full screen reads a paste, or refused as a unit.

use super::{Dialog, FollowUp, Gather, LineOutcome, form, line_outcome::FormState};
use crate::{
    domain::paste::{RequestReading, begins_request},
    text::{Secret, count},
    wizard::{
        Event, Overlay, Step, Tone, Wizard,
        command::Action,
        form::{Control, FormRow},
        steps::consent::ConsentPhase,
    },
};

impl Dialog {
    /// Lines arrived together.
    pub fn take_paste(&mut self, wizard: &Wizard, text: &Secret) {
        self.open &= self.is_hidden();
        self.taken = true;
        // The lines in front of them arrived one by one.
        let first = self.gather.take().map(Gather::into_text);
        let text = match first {
            Some(first) => Secret::new([first.expose(), text.expose()].concat()),
            None => Secret::new(single_spaced(text.expose())),
        };
        let lines = filled_lines(text.expose()).len();
        let is_held = !RequestReading::parse(text.expose()).is_request();
        self.held = is_held.then(|| text.clone());
        self.asides.push(format!("{} arrived together.", count(lines, "line", "lines")));
        if *wizard.overlay() != Overlay::None {
            return self.refuse_paste();
        }
        match wizard.step() {
            Step::Platform(_)
            | Step::SignIn(_)
            | Step::Element(_)
            | Step::Credentials(_)
            | Step::Instances(_)
            | Step::Calls(_)
            | Step::Call(_) => {
                self.paste(wizard, text);
            }
            Step::Consent(step) if matches!(step.phase(), ConsentPhase::Waiting(_)) => {
                self.held = None;
                self.events.push(Event::Paste(text));
                self.then = FollowUp::Consent;
            }
            Step::Consent(_)
            | Step::Review(_)
            | Step::Creating(_)
            | Step::Recovery(_)
            | Step::Change(_)
            | Step::Instance(_)
            | Step::Document(_)
            | Step::Details(_)
            | Step::Trash(_) => self.refuse_paste(),
        }
    }

    /// Hands a paste to the wizard, and goes on if it is an answer.
    pub(super) fn paste(&mut self, wizard: &Wizard, text: Secret) {
        self.events.push(Event::Paste(text));
        self.then = FollowUp::Pasted(form_state(wizard));
    }

    fn refuse_paste(&mut self) {
        self.asides.push("Problem: This question takes one line. Nothing was pasted.".into());
        self.offer_lines();
    }

    /// Says how the lines can be used all the same.
    fn offer_lines(&mut self) {
        if self.held.is_some() {
            self.hints.push(":each takes each of the lines as an answer.".into());
        }
    }

    /// Goes on once the wizard has read the paste.
    pub(super) fn pasted(&mut self, wizard: &Wizard, before: &FormState) {
        if matches!(wizard.overlay(), Overlay::Requests(_)) {
            self.held = None;
            return;
        }
        let now = form_state(wizard);
        match (wizard.notice().map(|notice| notice.tone), wizard.step()) {
            (Some(Tone::Bad), _) => self.offer_lines(),
            (Some(Tone::Good | Tone::Plain | Tone::Warning), _) => self.held = None,
            (None, Step::Credentials(_) | Step::SignIn(_)) if now == *before => self.refuse_paste(),
            (None, Step::Platform(_)) => self.take_outcome(LineOutcome::act(Action::Accept)),
            (None, _) => {
                self.held = None;
                // Several lines that make one value are an answer.
                if let Some(row) = now.row.filter(|_| now.row_value != before.row_value) {
                    self.take_outcome(form::leave(wizard, &row));
                }
            }
        }
    }

    /// Takes each line of the paste that was refused as an answer of its own.
    pub(super) fn take_each(&mut self) -> LineOutcome {
        let Some(text) = self.held.take() else {
            return LineOutcome::Say("There are no lines that arrived together.".into());
        };
        self.given.extend(filled_lines(text.expose()).into_iter().map(Secret::new));
        LineOutcome::nothing()
    }

    /// The next line of a paste that is taken line by line.
    pub fn next_given(&mut self) -> Option<Secret> {
        self.given.pop_front()
    }

    /// Returns true if lines are left of a paste that is taken line by line.
    pub fn has_given(&self) -> bool {
        !self.given.is_empty()
    }
}

/// Returns the state of the form, for comparison after a paste.
fn form_state(wizard: &Wizard) -> FormState {
    let Some(form) = wizard.step().form() else { return FormState::default() };
    let row = form.focused().filter(|row| matches!(row.control, Control::Text(_)));
    FormState {
        row: row.map(|row| row.id.clone()),
        row_value: Secret::new(row.map_or("", FormRow::expose_value)),
        values: Secret::new(form.rows().iter().map(FormRow::expose_value).collect::<Vec<_>>().join("\n")),
    }
}

/// The lines that are not blank.
pub(super) fn filled_lines(text: &str) -> Vec<&str> {
    text.split('\n').filter(|line| !line.trim().is_empty()).collect()
}

/// Returns true if a text is a request, or was meant as one.
pub(super) fn is_request(text: &str) -> bool {
    begins_request(text) || RequestReading::parse(text).is_request()
}

/// The text without the blank lines that some terminals make of `CR LF`: one behind each line.
fn single_spaced(text: &str) -> String {
    let lines: Vec<&str> = text.trim_end_matches('\n').split('\n').collect();
    let is_doubled = lines.len() > 2 && lines.iter().skip(1).step_by(2).all(|line| line.is_empty());
    if is_doubled { lines.into_iter().step_by(2).collect::<Vec<_>>().join("\n") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::doubled("a\n\nb\n\nc\n", "a\nb\nc")]
    #[case::single("a\nb\nc\n", "a\nb\nc\n")]
    #[case::paragraphs("a\n\nb\nc\n", "a\n\nb\nc\n")]
    fn blank_line_behind_each_line_goes(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(single_spaced(text), expected);
    }
}
