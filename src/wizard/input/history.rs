//! History of a line, for undo.

use std::collections::VecDeque;

/// More than anyone steps back in one line.
const KEPT: usize = 64;

/// Earlier states of a line, each a text and a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct History {
    states: VecDeque<(String, usize)>,
    /// Kind of the last edit; a run of one kind is undone as one.
    run: Option<Edit>,
}

/// The ways a line is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    Typed,
    Erased,
    /// Several characters at once; each such edit is undone by itself.
    Replaced,
}

impl History {
    /// Stores the state before an edit, unless the edit continues a run.
    pub(super) fn note(&mut self, text: &str, cursor: usize, edit: Edit) {
        let goes_on = self.run == Some(edit) && edit != Edit::Replaced;
        self.run = Some(edit);
        if goes_on {
            return;
        }
        if self.states.len() == KEPT {
            self.states.pop_front();
        }
        self.states.push_back((text.to_owned(), cursor));
    }

    /// Ends a run, as a move of the cursor does.
    pub(super) fn pause(&mut self) {
        self.run = None;
    }

    /// Takes the last state out.
    pub(super) fn back(&mut self) -> Option<(String, usize)> {
        self.pause();
        self.states.pop_back()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_so_many_states_are_kept() {
        let mut history = History::default();
        (0..100).for_each(|cursor| history.note("", cursor, Edit::Replaced));
        let back: Vec<_> = std::iter::from_fn(|| history.back()).map(|state| state.1).collect();
        assert_eq!((back.len(), back.first(), back.last()), (64, Some(&99), Some(&36)));
    }

    #[test]
    fn a_move_ends_a_run() {
        let mut history = History::default();
        history.note("", 0, Edit::Typed);
        history.note("a", 1, Edit::Typed);
        history.pause();
        history.note("ab", 0, Edit::Typed);
        assert_eq!(
            [history.back(), history.back(), history.back()],
            [Some(("ab".into(), 0)), Some((String::new(), 0)), None]
        );
    }
}
