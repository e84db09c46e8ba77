//! Confirmation of work on instances: a yes, or on a protected profile the name of each instance.

mod question;

pub(super) use question::{ask, name_question};

use super::{
    Press,
    action::Action,
    command::{self, Context},
    effect::Effect,
    input::LineEditor,
    instances::{InstanceJob, InstanceRow},
    key::Key,
    notice::Notice,
    sentence,
    session::Session,
};
use crate::{
    domain::{Account, Fault, Write, paste::without_sequences},
    text::Secret,
};
use std::sync::Arc;

/// Work on instances that waits for the user.
#[derive(Clone, Debug)]
pub struct Confirmation {
    job: InstanceJob,
    rows: Vec<Arc<InstanceRow>>,
    /// Number of instances that the list does not show, because of its filter.
    hidden: usize,
    /// Account with the permissions that were given by name so far.
    account: Account,
    /// Line for a name; `None` if a yes is enough.
    name: Option<LineEditor>,
}

/// Start of work on instances.
pub(super) enum JobStart {
    /// Begun; `None` if all of them have work in progress.
    Begun(Option<Effect>),
    /// Waits for the user.
    Asks(Confirmation),
    /// Refused by the limits of the profile.
    Refused(Notice),
}

/// Answer to a confirmation.
pub(super) enum Confirmed {
    /// Goes on asking, with a notice about a wrong answer.
    Asks(Confirmation, Option<Notice>),
    /// The work has begun.
    Begun(Option<Effect>),
    /// The user changed their mind.
    Dropped(Notice),
}

impl Session {
    /// Starts work on instances, or asks for the confirmation that it needs. `hidden` is the number of instances that
    /// the list does not show.
    pub(super) fn start_job(&mut self, job: InstanceJob, rows: Vec<Arc<InstanceRow>>, hidden: usize) -> JobStart {
        let Some(account) = self.account().cloned() else { return JobStart::Begun(None) };
        if rows.is_empty() {
            return JobStart::Begun(None);
        }
        if let Some(refusal) = rows.iter().find_map(|row| read_only(&account, job.write(&row.instance.id)?)) {
            return JobStart::Refused(Notice::from(&refusal));
        }
        let mut confirmation = Confirmation { job, rows, hidden, account, name: None };
        confirmation.name = confirmation.unnamed().map(|_| LineEditor::new("", false));
        if confirmation.name.is_some() || job.needs_yes(confirmation.rows.len() == 1 && hidden == 0) {
            return JobStart::Asks(confirmation);
        }
        JobStart::Begun(self.begin_job(job, confirmation.rows, confirmation.account))
    }

    /// Returns true if the profile refuses every change.
    pub(super) fn is_read_only(&self) -> bool {
        self.account().is_some_and(|account| account.guard.is_read_only)
    }

    /// Returns the notice that a read-only profile creates nothing; empty for other profiles.
    pub(super) fn refuse_creation(&self) -> Notice {
        let refusal = self.account().and_then(|account| read_only(account, Write::Create));
        refusal.map_or_else(|| Notice::plain(""), |fault| Notice::from(&fault))
    }
}

/// Returns the refusal of a read-only profile.
pub(super) fn read_only(account: &Account, write: Write<'_>) -> Option<Fault> {
    account.guard.check(write).err().filter(|_| account.guard.is_read_only)
}

/// Returns the notice about a text that is not the name of the instance.
pub(super) fn wrong_name() -> Notice {
    Notice::bad("This is not its name.", "Type the name as it is shown, or leave to change nothing.")
}

/// Returns the notice about a key that does not answer a question; `yes` is the action of the key that does.
pub(super) fn unanswered(yes: Action) -> Notice {
    Notice::plain(sentence![Press::Start(yes), " for yes, ", Press::Or(Action::Back), " for no."])
}

impl Confirmation {
    /// Returns the work.
    pub fn job(&self) -> InstanceJob {
        self.job
    }

    /// Returns the instances.
    pub fn rows(&self) -> &[Arc<InstanceRow>] {
        &self.rows
    }

    /// Returns the number of instances that the list does not show, because of its filter.
    pub fn hidden(&self) -> usize {
        self.hidden
    }

    /// Returns the line for a name; `None` if a yes is enough.
    pub fn name(&self) -> Option<&LineEditor> {
        self.name.as_ref()
    }

    /// Returns the instance whose name is needed next, with its number from 1.
    pub fn unnamed(&self) -> Option<(usize, &Arc<InstanceRow>)> {
        let guard = &self.account.guard;
        let is_open = |row: &InstanceRow| self.job.write(&row.instance.id).is_some_and(|write| guard.needs_name(write));
        (1..).zip(&self.rows).find(|(_, row)| is_open(row))
    }

    /// Returns the context of its commands.
    pub(super) fn context(&self) -> &'static Context {
        if self.name.is_some() { &command::CONFIRM_NAME } else { &command::CONFIRM }
    }

    pub(super) fn answer(mut self, action: Action, session: &mut Session) -> Confirmed {
        match (action, &self.name) {
            (Action::Accept, None) => Confirmed::Begun(session.begin_job(self.job, self.rows, self.account)),
            (Action::Accept, Some(typed)) => {
                let named = self
                    .unnamed()
                    .and_then(|(_, row)| self.account.confirmed((&row.instance.id, &row.instance.name), typed.text()));
                let Some(account) = named else { return Confirmed::Asks(self, Some(wrong_name())) };
                self.account = account;
                self.name = Some(LineEditor::new("", false));
                if self.unnamed().is_some() {
                    return Confirmed::Asks(self, None);
                }
                Confirmed::Begun(session.begin_job(self.job, self.rows, self.account))
            }
            (Action::Back, _) => Confirmed::Dropped(Notice::plain("Nothing was changed.")),
            (_, None) => Confirmed::Asks(self, Some(unanswered(Action::Accept))),
            (_, Some(_)) => Confirmed::Asks(self, None),
        }
    }

    /// Takes a key: of a name, else it answers nothing.
    pub(super) fn press(mut self, key: Key) -> Confirmed {
        let Some(name) = &mut self.name else { return Confirmed::Asks(self, Some(unanswered(Action::Accept))) };
        name.press(key);
        Confirmed::Asks(self, None)
    }

    /// Takes a pasted or given name.
    pub(super) fn set(&mut self, text: &Secret) {
        if let Some(name) = &mut self.name {
            name.set(without_sequences(text.expose()).as_str());
        }
    }
}
