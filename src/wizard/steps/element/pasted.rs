//! Pastes into the list of elements.

use super::ElementStep;
use crate::{
    domain::paste::{CleanedPaste, PastedRequest, Repair},
    wizard::{
        input::LineEditor,
        notice::several_lines,
        pasted::{self, PasteOutcome},
        session::Session,
        transition::Transition,
    },
};
use std::ops::ControlFlow;

impl ElementStep {
    /// A pasted request chooses its element and fills its form; one line of other text is searched for.
    pub(super) fn take_paste(
        mut self,
        text: &str,
        take: fn(&mut LineEditor, &str) -> bool,
        session: &mut Session,
    ) -> Transition<Self> {
        self.narrowing = None;
        match self.with_request(pasted::read(text, None, session), session) {
            ControlFlow::Break(transition) => transition,
            ControlFlow::Continue(mut step) => {
                let mended = CleanedPaste::new(text, Repair::Key);
                if mended.lines > 1 {
                    return Transition::stay(step).saying(several_lines(mended.lines));
                }
                take(&mut step.filter, &mended.text);
                step.search(session);
                Transition::stay(step)
            }
        }
    }

    /// Takes a request that was chosen.
    pub(super) fn take_request(self, request: &PastedRequest, session: &mut Session) -> Transition<Self> {
        let outcome = pasted::from_request(request, None, session);
        match self.with_request(outcome, session) {
            ControlFlow::Break(transition) => transition,
            ControlFlow::Continue(step) => Transition::stay(step),
        }
    }

    /// Takes the outcome of a pasted request. Goes on with the step if it is none.
    fn with_request(self, outcome: PasteOutcome, session: &mut Session) -> ControlFlow<Transition<Self>, Self> {
        ControlFlow::Break(match outcome {
            PasteOutcome::Filled(mut draft, notice) => {
                let kept = session.park(&mut draft);
                Transition::to_form(*draft).with_all(kept).saying(notice)
            }
            PasteOutcome::Several(requests) => Transition::stay(self).choosing(requests),
            PasteOutcome::Refused(notice) => Transition::stay(self).saying(notice),
            PasteOutcome::Other => return ControlFlow::Continue(self),
        })
    }
}
