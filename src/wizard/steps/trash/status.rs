//! Deleted instances in words.

use super::{Removal, TrashPhase, TrashStep};
use crate::{
    domain::{Timestamp, TrashEntry, TrashedInstance, timestamp::to_minutes},
    text::count,
    wizard::{
        command::Action,
        sentence::{Press, sentence},
        status::{Fact, Progress, Status, Tone},
    },
};

impl TrashStep {
    pub(super) fn describe(&self) -> Status {
        if let TrashPhase::Asking(removal) = self.phase {
            return self.describe_removal(removal);
        }
        let status = Status::new(Tone::Plain, "Deleted instances");
        if self.is_reading() {
            let progress = Progress { activity: "Reading the trash".to_owned(), since: self.since };
            return Status { progress: Some(progress), ..status };
        }
        if self.entries.is_none() {
            return status.with_facts([Fact::plain("The deleted instances could not be read.")]);
        }
        match (self.entries().is_empty(), self.keeps) {
            (true, true) => status.with_facts([Fact::plain("No deleted instance is kept here.")]),
            (true, false) => {
                status.with_facts([Fact::plain("No deleted instance is kept here, and with --keep-nothing none is.")])
            }
            (false, _) if self.entries().iter().any(|entry| entry.is_uncertain) => {
                status.hinting("Unknown? elemint recover --look finds out. Kept for 30 days, without secrets.")
            }
            (false, _) => status.hinting("Kept for 30 days, without secrets."),
        }
    }

    fn describe_removal(&self, removal: Removal) -> Status {
        let (object, (subject, pronoun)) = match (removal, self.removed(removal).as_slice()) {
            (Removal::Focused, [entry]) => {
                let TrashedInstance { name, id, .. } = &entry.instance;
                (format!("the deleted instance “{name}” ({id})"), ("It", "it"))
            }
            (_, all) => (count(all.len(), "deleted instance", "deleted instances"), ("They", "them")),
        };
        Status::new(Tone::Warning, format!("Remove {object} from this machine?"))
            .with_facts([Fact::plain(format!(
                "{subject} cannot be restored afterwards. Nothing changes on the platform."
            ))])
            .asking(sentence![
                Press::Start(Action::Accept),
                format!(" to remove {pronoun}, "),
                Press::Or(Action::Back),
                format!(" to keep {pronoun}"),
            ])
    }
}

impl TrashEntry {
    /// Describes the instance in one line.
    pub fn describe(&self, now: Timestamp) -> String {
        let instance = &self.instance;
        let deletion = self.describe_deletion(now);
        let profile = instance.profile_label();
        format!("{}, {}, {}, {deletion}, profile {profile}", instance.name, instance.id, instance.element)
    }

    /// Returns the facts of the instance, each with its term.
    pub fn describe_facts(&self) -> Vec<Fact> {
        let instance = &self.instance;
        let date = |time: Timestamp| to_minutes(&time.to_string());
        let facts = [
            Some(Fact::labeled("Element", instance.element.to_string())),
            Some(Fact::labeled("ID", instance.id.clone())),
            Some(Fact::labeled("Profile", instance.profile_label().to_owned())),
            Some(Fact::labeled("Platform", instance.base.host().to_owned())),
            Some(Fact::labeled("Deleted", date(instance.deleted))),
            Some(Fact::labeled("Kept until", date(instance.expires()))),
            instance.restored.clone().map(|id| Fact::labeled("Restored as", id)),
            (!instance.tags.is_empty()).then(|| Fact::labeled("Tags", instance.tags.join(", "))),
        ];
        facts.into_iter().flatten().collect()
    }
}
