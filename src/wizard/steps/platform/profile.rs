//! Test and limits of a profile in the list of platforms.

use super::{PlatformChoice, PlatformStep, work::PlatformWork};
use crate::{
    domain::{Guard, Profile},
    wizard::{
        Press,
        command::Action,
        confirmation::unanswered,
        effect::VisitEffect,
        notice::Notice,
        sentence,
        session::Session,
        status::{Fact, Status, Tone},
        transition::Transition,
    },
};

impl PlatformStep {
    /// Returns the profile under the cursor.
    pub fn chosen_profile(&self) -> Option<&Profile> {
        match self.chosen() {
            Some(PlatformChoice::Kept(profile)) => Some(profile),
            Some(PlatformChoice::Sandbox | PlatformChoice::Known(_) | PlatformChoice::Other) | None => None,
        }
    }

    fn is_on_unsaved(&self) -> bool {
        self.is_first_unsaved && self.cursor.row(self.rows.len()) == 0
    }

    /// Returns the profile whose limits are removed after a yes.
    pub fn asked(&self) -> Option<&Profile> {
        self.asked.as_deref()
    }

    /// Returns true if an action has an effect in the present state.
    pub(in crate::wizard) fn offers(&self, action: Action) -> bool {
        match (&self.work, action) {
            (Some(PlatformWork::Testing(_)), action) => action == Action::Back,
            (Some(PlatformWork::Starting | PlatformWork::Limiting(_)), _) => false,
            (None, _) if self.asked.is_some() => true,
            (None, Action::TestAccount) => self.chosen_profile().is_some(),
            (None, Action::Limit) => self.keeps && self.chosen_profile().is_some() && !self.is_on_unsaved(),
            (None, _) => true,
        }
    }

    /// Returns the reason for which an action is not possible; `None` if nothing is to be said about it.
    pub(in crate::wizard) fn refusal(&self, action: Action) -> Option<Notice> {
        let words = match action {
            _ if self.work.is_some() => return None,
            Action::Limit if self.is_on_unsaved() => {
                "This account is not saved as a profile. Only a profile has limits."
            }
            Action::Limit if self.chosen_profile().is_some() => "With --keep-nothing profiles are not changed.",
            Action::TestAccount | Action::Limit => "This row is no profile. Select a profile first.",
            _ => return None,
        };
        Some(Notice::plain(words))
    }

    /// Returns the words for the next limits of the profile under the cursor.
    pub(in crate::wizard) fn describe_next_limit(&self) -> &'static str {
        match self.chosen_profile().and_then(|profile| profile.account.guard.label()) {
            None => "protect",
            Some("protected") => "make read-only",
            Some(_) => "lift limits",
        }
    }

    /// Tests the account of the profile under the cursor.
    pub(super) fn test(mut self) -> Transition<Self> {
        let Some(profile) = self.chosen_profile().cloned().map(Box::new) else { return Transition::stay(self) };
        let account = profile.account.clone();
        self.work = Some(PlatformWork::Testing(profile));
        Transition::stay(self).with(VisitEffect::Check(account))
    }

    /// Sets the next limits of the profile under the cursor: protected, then read-only, then, after a question, none.
    pub(super) fn limit(mut self) -> Transition<Self> {
        let Some(profile) = self.chosen_profile().cloned().map(Box::new) else { return Transition::stay(self) };
        match profile.account.guard {
            Guard { is_read_only: true, .. } => {
                self.asked = Some(profile);
                Transition::stay(self)
            }
            Guard { is_protected: true, .. } => self.set_limits(profile, Guard::new(true, true)),
            Guard { .. } => self.set_limits(profile, Guard::new(true, false)),
        }
    }

    fn set_limits(mut self, mut profile: Box<Profile>, guard: Guard) -> Transition<Self> {
        profile.account.guard = guard;
        let (name, guard) = (profile.name.clone(), profile.account.guard.clone());
        self.work = Some(PlatformWork::Limiting(profile));
        Transition::stay(self).with(VisitEffect::LimitProfile(name, guard))
    }

    /// Takes the answer to the question if the limits are removed.
    pub(super) fn answer(mut self, profile: Box<Profile>, action: Action) -> Transition<Self> {
        match action {
            Action::Accept => self.set_limits(profile, Guard::default()),
            Action::Back => Transition::stay(self).saying(Notice::plain("Nothing was changed.")),
            _ => {
                self.asked = Some(profile);
                Transition::stay(self).saying(unanswered(Action::Accept))
            }
        }
    }

    /// Takes the limits that were saved, for this session too.
    pub(super) fn take_limits(&mut self, limited: &Profile, session: &mut Session) {
        let rows = self.rows.iter_mut();
        let kept = rows.filter_map(|row| if let PlatformChoice::Kept(own) = row { Some(own) } else { None });
        let known = session.profiles.iter_mut().chain(&mut session.profile).chain(kept);
        for profile in known.filter(|profile| profile.name == limited.name) {
            profile.account.guard = limited.account.guard.clone();
        }
    }

    /// Describes the question if the limits of a profile are removed.
    pub(super) fn describe_question(profile: &Profile) -> Status {
        let host = profile.account.base.host();
        let words = if profile.account.guard.is_protected {
            format!("Instances on {host} can then be changed and deleted, without typing their name.")
        } else {
            format!("Instances on {host} can then be changed and deleted.")
        };
        Status::new(Tone::Warning, format!("Remove the limits of profile {}?", profile.name))
            .with_facts([Fact::plain(words)])
            .asking(sentence![
                Press::Start(Action::Accept),
                " to remove them, ",
                Press::Or(Action::Back),
                " to keep them"
            ])
    }
}
