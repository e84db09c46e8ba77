//! Pastes into the list of elements.

use super::Choose;
use crate::{
    domain::paste::{Mended, Repair},
    wizard::{
        session::Session,
        steps::credentials::{Credentials, Pasted},
        turn::{Turn, several_lines},
    },
};

impl Choose {
    /// A pasted request chooses its element and fills its form; one line of other text is searched for.
    pub(super) fn take_paste(mut self, text: &str, session: &mut Session) -> Turn {
        self.narrowing = None;
        match Credentials::from_paste(text, None, session) {
            Pasted::Filled(mut step, notice) => {
                let kept = step.park(session);
                Turn::go(*step).with_all(kept).saying(notice)
            }
            Pasted::Refused(notice) => Turn::stay(self).saying(notice),
            Pasted::Other => {
                let mended = Mended::new(text, Repair::Key);
                if mended.lines > 1 {
                    return Turn::stay(self).saying(several_lines(mended.lines));
                }
                self.filter.insert(&mended.text);
                self.search(session);
                Turn::stay(self)
            }
        }
    }
}
