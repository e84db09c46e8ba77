//! Pastes into the list of elements.

use super::ChooseElement;
use crate::{
    domain::paste::{CleanedPaste, Repair},
    wizard::{
        notice::several_lines,
        session::Session,
        steps::credentials::{Credentials, PasteOutcome},
        transition::Transition,
    },
};

impl ChooseElement {
    /// A pasted request chooses its element and fills its form; one line of other text is searched for.
    pub(super) fn take_paste(mut self, text: &str, session: &mut Session) -> Transition {
        self.narrowing = None;
        match Credentials::from_paste(text, None, session) {
            PasteOutcome::Filled(mut step, notice) => {
                let kept = step.park(session);
                Transition::to(*step).with_all(kept).saying(notice)
            }
            PasteOutcome::Refused(notice) => Transition::stay(self).saying(notice),
            PasteOutcome::Other => {
                let mended = CleanedPaste::new(text, Repair::Key);
                if mended.lines > 1 {
                    return Transition::stay(self).saying(several_lines(mended.lines));
                }
                self.filter.insert(&mended.text);
                self.search(session);
                Transition::stay(self)
            }
        }
    }
}
