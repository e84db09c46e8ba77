//! Going on with a form that was left, or dropping it.

use super::{ElementStep, ListRow, UnfinishedForm};
use crate::{
    domain::{
        SavedDraft,
        unfinished::{Age, DraftState},
    },
    wizard::{
        Press, command::Action, destination::Destination, notice::Notice, sentence, session::Session,
        transition::Transition,
    },
};

impl UnfinishedForm {
    /// A saved form as it is offered; nothing where its element is not in the catalog.
    pub(super) fn from_draft(saved: SavedDraft, session: &Session) -> Option<Self> {
        let element = session.elements.catalog.entry(&saved.form.element)?.name.clone();
        let (state, age) = (session.forms.ledger.state(&saved), Age::between(saved.saved, session.now));
        Some(Self { element, saved, state, age })
    }

    /// Describes the outcome of its request in a few words; `None` if nothing was requested from it.
    pub fn remark(&self) -> Option<String> {
        match &self.state {
            DraftState::Unsent => None,
            DraftState::Held(Some(process)) => Some(format!("being created by another elemint (pid {process})")),
            DraftState::Held(None) => Some("being created by another elemint".to_owned()),
            DraftState::Open(_) => Some("requested, outcome not known".to_owned()),
            DraftState::Made(id) => Some(format!("instance {id} was created")),
            DraftState::Forgotten(_) => Some("requested, outcome never resolved".to_owned()),
        }
    }
}

impl ElementStep {
    /// Goes on with a form that was left. Where an instance came of it, or may have, the person is asked first.
    pub(super) fn go_on(self, left: &UnfinishedForm, session: &mut Session) -> Transition<Self> {
        match &left.state {
            DraftState::Unsent => self.open(left, session),
            DraftState::Held(_) => {
                let words = format!("“{}” is {}.", left.saved.form.name, left.remark().unwrap_or_default());
                Transition::stay(self).saying(Notice::bad(words, "Wait until it is done, or begin another form."))
            }
            DraftState::Open(entry) => Transition::to(Destination::EarlierRecovery(entry.clone())),
            DraftState::Made(_) | DraftState::Forgotten(_) if self.asked.as_ref() == Some(&left.saved.id) => {
                self.open_again(left, session)
            }
            DraftState::Made(id) => {
                let words = format!("Instance {id} was created from this form already.");
                self.ask(left, &words, (" again to create another one, ", " to drop the form."))
            }
            DraftState::Forgotten(when) => {
                let words =
                    format!("An instance may exist: a request from this form, of {}, was forgotten.", when.words());
                self.ask(left, &words, (" again to open the form, ", " to drop it."))
            }
        }
    }

    fn ask(mut self, left: &UnfinishedForm, words: &str, (open, drop): (&str, &str)) -> Transition<Self> {
        let hint = sentence![Press::Start(Action::Accept), open, Press::Or(Action::Forget), drop];
        self.asked = Some(left.saved.id.clone());
        Transition::stay(self).saying(Notice::bad(words, hint))
    }

    fn open(self, left: &UnfinishedForm, session: &mut Session) -> Transition<Self> {
        let element = session.elements.catalog.find(&left.saved.form.element);
        match element.and_then(|element| session.resume(&left.saved.id, &element)) {
            Some(draft) => Transition::to_form(draft),
            None => Transition::stay(self),
        }
    }

    /// Opens a form of an instance as a form of its own, so that the next request is not taken for the first.
    fn open_again(self, left: &UnfinishedForm, session: &mut Session) -> Transition<Self> {
        if !matches!(left.state, DraftState::Made(_)) {
            return self.open(left, session);
        }
        let id = session.fresh_id();
        let element = session.elements.catalog.find(&left.saved.form.element);
        let Some(mut draft) = element.and_then(|element| session.resume(&left.saved.id, &element)) else {
            return Transition::stay(self);
        };
        draft.set_id(id);
        let saved = session.park(&mut draft);
        let dropped = session.drop_left(&left.saved.id);
        Transition::to_form(draft).with_all(saved).with(dropped)
    }

    /// Drops the form under the cursor.
    pub(super) fn drop_form(mut self, session: &mut Session) -> Transition<Self> {
        let Some(ListRow::Resume(left)) = self.chosen() else { return Transition::stay(self) };
        let (id, name) = (left.saved.id.clone(), left.saved.form.name.clone());
        let dropped = session.drop_left(&id);
        self.left.retain(|left| left.saved.id != id);
        let form = if name.is_empty() { "The unfinished form".to_owned() } else { format!("The form “{name}”") };
        Transition::stay(self).with(dropped).saying(Notice::plain(format!("{form} {}", session.retention().dropped())))
    }
}
