//! Pastes into the list of elements.

use super::ElementStep;
use crate::{
    domain::paste::{CleanedPaste, Repair},
    wizard::{
        input::LineEditor,
        notice::several_lines,
        pasted::{self, PasteOutcome},
        session::Session,
        transition::Transition,
    },
};

impl ElementStep {
    /// A pasted request chooses its element and fills its form; one line of other text is searched for.
    pub(super) fn take_paste(
        mut self,
        text: &str,
        take: fn(&mut LineEditor, &str) -> bool,
        session: &mut Session,
    ) -> Transition<Self> {
        self.narrowing = None;
        match pasted::read(text, None, session) {
            PasteOutcome::Filled(mut draft, notice) => {
                let kept = session.park(&mut draft);
                Transition::to_form(*draft).with_all(kept).saying(notice)
            }
            PasteOutcome::Refused(notice) => Transition::stay(self).saying(notice),
            PasteOutcome::Other => {
                let mended = CleanedPaste::new(text, Repair::Key);
                if mended.lines > 1 {
                    return Transition::stay(self).saying(several_lines(mended.lines));
                }
                take(&mut self.filter, &mended.text);
                self.search(session);
                Transition::stay(self)
            }
        }
    }
}
