//! Deleted instances: the list, one of them, its form, and the end of all.

mod status;

use crate::{
    document::json::Body,
    domain::{Fault, Profile, ProfileName, TrashEntry, Write},
    text::count,
    wizard::{
        command::{self, Action, Context},
        confirmation::{self, unanswered},
        destination::Destination,
        effect::{Effect, TrashOrder, VisitEffect},
        key::Key,
        list::Cursor,
        notice::Notice,
        opened_document::OpenedDocument,
        prefill::{Prefill, restored_notice},
        session::{CopyOrigin, OriginPlace, Session, Start},
        status::Status,
        step_behavior::StepBehavior,
        transition::Transition,
        viewer::Viewer,
    },
};
use std::time::Duration;

/// List of deleted instances.
#[derive(Clone, Debug)]
pub struct TrashStep {
    /// The instances, the latest first; `None` if they are not read.
    entries: Option<Vec<TrashEntry>>,
    cursor: Cursor,
    phase: TrashPhase,
    /// True if data is stored after the session.
    keeps: bool,
    since: Duration,
}

/// Phase of the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TrashPhase {
    /// The list is being read.
    Reading,
    /// The list is shown.
    List,
    /// The user is asked before records are removed.
    Asking(Removal),
    /// This number of records is being removed.
    Removing(usize),
}

/// Records to remove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Removal {
    /// The one under the cursor.
    Focused,
    /// All.
    All,
}

impl TrashStep {
    /// Creates the step; the list is read on arrival.
    pub(in crate::wizard) fn new(session: &Session) -> Self {
        let keeps = session.options.keeps;
        Self { entries: None, cursor: Cursor::default(), phase: TrashPhase::Reading, keeps, since: Duration::ZERO }
    }

    /// Returns the deleted instances, the latest first.
    pub fn entries(&self) -> &[TrashEntry] {
        self.entries.as_deref().unwrap_or_default()
    }

    /// Returns true while the list is read for the first time.
    pub fn is_reading(&self) -> bool {
        self.phase == TrashPhase::Reading
    }

    /// Returns the number of deleted instances; `None` if they are not read.
    pub fn count(&self) -> Option<usize> {
        self.entries.as_ref().map(Vec::len)
    }

    /// Returns the cursor.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Returns the instance under the cursor.
    pub fn focused(&self) -> Option<&TrashEntry> {
        self.entries().get(self.cursor.row(self.entries().len()))
    }

    /// Returns true while the user is asked before records are removed.
    pub fn is_asking(&self) -> bool {
        matches!(self.phase, TrashPhase::Asking(_))
    }

    /// Returns true if an action has an effect in the present state.
    pub(in crate::wizard) fn offers(&self, action: Action) -> bool {
        match action {
            _ if self.is_asking() => true,
            Action::Back => true,
            _ if matches!(self.phase, TrashPhase::Removing(_)) => false,
            Action::Delete | Action::EmptyTrash => {
                self.keeps && !self.entries().is_empty() && self.phase == TrashPhase::List
            }
            _ => !self.entries().is_empty(),
        }
    }

    /// Returns the reason for which an action is not possible; `None` if nothing is to be said about it.
    pub(in crate::wizard) fn refusal(&self, action: Action) -> Option<Notice> {
        let removes = matches!(action, Action::Delete | Action::EmptyTrash);
        let is_refused = removes && !self.keeps && !self.entries().is_empty();
        is_refused.then(|| Notice::plain("With --keep-nothing the trash is not changed."))
    }

    /// Shows the platform's answer about the instance under the cursor.
    fn show(self, session: &Session) -> Transition<Self> {
        let Some(entry) = self.focused() else { return Transition::stay(self) };
        let instance = &entry.instance;
        if instance.answer.is_empty() {
            return Transition::stay(self).saying(Notice::plain("The platform's answer about it was not kept."));
        }
        let body = Body::read(instance.answer.expose().as_bytes().to_vec());
        let viewer = Viewer::from_body(body, session.mask_for(&instance.element), "deleted.json");
        let name = format!("“{}”, {}", instance.name, entry.describe_deletion(session.now));
        Transition::over(self, OpenedDocument { name, viewer })
    }

    /// Opens the form of the instance under the cursor, with the profile that it was deleted with, where that is known.
    fn restore(self, session: &mut Session) -> Transition<Self> {
        let Some(entry) = self.focused() else { return Transition::stay(self) };
        let (instance, record) = (entry.instance.clone(), entry.record.clone());
        let profile = profile_of(&instance.profile, session);
        let account = profile.as_ref().or(session.profile.as_ref()).map(|profile| &profile.account);
        if let Some(refusal) = account.and_then(|account| confirmation::read_only(account, Write::Create)) {
            return Transition::stay(self).saying(Notice::from(&refusal));
        }
        let before = session.profile.clone();
        // The elements of one account do not describe those of another.
        if let Some(profile) = profile {
            session.enter(profile);
        }
        let known = session.elements.catalog.entry(instance.element.as_str()).filter(|entry| !entry.is_foreign());
        let element = known.map(|entry| entry.element());
        let prefill = Prefill { record: Some(record), ..Prefill::from_trash(&instance, element.as_deref()) };
        session.copied = before.map(|profile| Box::new(CopyOrigin { profile, place: OriginPlace::Trash, form: None }));
        session.start = Start::Given(Box::new(prefill));
        let is_other = session.profile.as_ref().is_some_and(|used| used.name != instance.profile);
        let hint = if !is_other {
            String::new()
        } else if instance.profile.is_practice(&instance.base) {
            "It was deleted in the sandbox.".into()
        } else {
            format!("It was deleted with the profile {}, which is not saved here.", instance.profile)
        };
        let notice = Notice { hint: hint.into(), ..restored_notice(&instance) };
        Transition::to(Destination::AfterPlatform).saying(notice)
    }

    /// Returns the instances whose records are removed.
    fn removed(&self, removal: Removal) -> Vec<&TrashEntry> {
        match removal {
            Removal::Focused => self.focused().into_iter().collect(),
            Removal::All => self.entries().iter().collect(),
        }
    }

    fn remove(mut self, removal: Removal) -> Transition<Self> {
        let records: Vec<String> = self.removed(removal).iter().map(|entry| entry.record.clone()).collect();
        self.phase = TrashPhase::Removing(records.len());
        Transition::stay(self).with(VisitEffect::Trash(TrashOrder::Remove(records)))
    }
}

/// Returns the saved profile of this name, if it is not in use already.
fn profile_of(name: &ProfileName, session: &Session) -> Option<Profile> {
    let is_in_use = session.profile.as_ref().is_some_and(|profile| profile.name == *name);
    session.profiles.iter().find(|profile| profile.name == *name && !is_in_use).cloned()
}

impl StepBehavior for TrashStep {
    type Reply = Result<Vec<TrashEntry>, Fault>;

    fn on_enter(&self, _: &Session) -> Vec<Effect> {
        vec![Effect::Visit(VisitEffect::Trash(TrashOrder::List))]
    }

    fn on_action(mut self, action: Action, session: &mut Session) -> Transition<Self> {
        if let TrashPhase::Asking(removal) = self.phase {
            return match action {
                Action::Accept => self.remove(removal),
                Action::Back => {
                    self.phase = TrashPhase::List;
                    Transition::stay(self).saying(Notice::plain("Nothing was removed."))
                }
                _ => Transition::stay(self).saying(unanswered(Action::Accept)),
            };
        }
        match action {
            Action::Accept => self.show(session),
            Action::Restore => self.restore(session),
            Action::Delete | Action::EmptyTrash => {
                let removal = if action == Action::EmptyTrash { Removal::All } else { Removal::Focused };
                self.phase = TrashPhase::Asking(removal);
                Transition::stay(self)
            }
            Action::Back => Transition::to(Destination::Instances),
            action => {
                self.cursor.moved(action, self.entries().len());
                Transition::stay(self)
            }
        }
    }

    fn on_text(self, _: Key, _: &mut Session) -> Transition<Self> {
        let unanswered = self.is_asking().then(|| unanswered(Action::Accept));
        Transition::stay(self).telling(unanswered)
    }

    fn on_select(mut self, row: usize, _: &mut Session) -> Transition<Self> {
        self.cursor = Cursor::at_row(row);
        Transition::stay(self)
    }

    fn on_reply(mut self, reply: Self::Reply, session: &mut Session) -> Transition<Self> {
        let removed = match self.phase {
            TrashPhase::Removing(removed) => {
                self.phase = TrashPhase::List;
                Some(removed)
            }
            TrashPhase::Reading => {
                self.phase = TrashPhase::List;
                None
            }
            TrashPhase::List | TrashPhase::Asking(_) => None,
        };
        match reply {
            Ok(mut entries) => {
                for entry in &mut entries {
                    // The file may not be written yet.
                    if let Some(id) = session.restored.get(&entry.record) {
                        entry.instance.restored = Some(id.clone());
                    }
                }
                self.entries = Some(entries);
                let notice = removed.map(|removed| {
                    Notice::good(format!("Removed {}.", count(removed, "deleted instance", "deleted instances")))
                });
                Transition::stay(self).telling(notice)
            }
            Err(fault) => Transition::stay(self).saying(Notice::from(&fault)),
        }
    }

    fn on_tick(mut self, since: Duration, _: &mut Session) -> Transition<Self> {
        self.since = since;
        Transition::stay(self)
    }

    fn status(&self, _: &Session) -> Status {
        self.describe()
    }

    fn contexts(&self) -> Vec<&'static Context> {
        vec![if self.is_asking() { &command::CONFIRM } else { &command::TRASH }]
    }

    fn tick_interval(&self) -> Option<Duration> {
        self.is_reading().then_some(super::SPIN)
    }
}
