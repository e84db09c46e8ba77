//! Sign-in at a platform.

mod profile;
mod status;

use profile::{IN_KEYRING, keeping, kept_in, short_name};

use crate::{
    domain::{
        Account, BaseUrl, Fault, Profile, ProfileName,
        account::SecretStorage,
        base::KNOWN_PLATFORMS,
        fault::FaultKind,
        paste::{RequestReading, without_sequences},
    },
    text::Secret,
    wizard::{
        command::{self, Action, Context},
        destination::Destination,
        effect::{Effect, SessionEffect, VisitEffect},
        form::{Control, Form, FormRow, Moved, PastedValue, RowId},
        input::LineEditor,
        key::Key,
        notice::{Notice, held_lines, request_elsewhere},
        platform_memory::PlatformMemory,
        retention::Retention,
        session::Session,
        status::Status,
        step_behavior::StepBehavior,
        transition::Transition,
    },
};
use std::time::Duration;

/// The two secrets of an account, checked against the platform before anything is built on them.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// The platform.
    pub base: BaseUrl,
    /// The form.
    pub form: Form,
    /// The secrets are being checked.
    pub checking: bool,
    memory: PlatformMemory,
    is_kept: bool,
}

impl SignIn {
    /// Creates the step; values typed for this platform before are filled in.
    pub fn new(base: BaseUrl, memory: PlatformMemory, session: &Session) -> Self {
        let place = KNOWN_PLATFORMS.into_iter().find(|place| place.host == base.host());
        let name = place.map_or_else(|| base.host().split(':').next().unwrap_or_default().to_owned(), short_name);
        let secret = |id, label| {
            FormRow { required: true, ..FormRow::new(id, label, Control::Text(LineEditor::new("", true))) }
                .helped("Both secrets are in your profile menu, at the top right of the platform's web page.")
        };
        let is_kept = session.options.keeps;
        let lasting = if is_kept {
            "Saved on this machine under this name; --profile NAME uses it the next time."
        } else {
            "Its name until you leave; nothing is saved."
        };
        let fresh = || {
            let mut rows = vec![
                secret(RowId::User, "User secret"),
                secret(RowId::Organization, "Organization secret"),
                FormRow {
                    default: Some(name.clone()),
                    ..FormRow::new(RowId::Profile, "Profile name", Control::Text(LineEditor::new(&name, false)))
                }
                .helped(lasting),
            ];
            rows.extend(session.options.keyring.then(keeping));
            rows.push(FormRow::new(RowId::Go, "Check and go on", Control::Button));
            Form::new(rows)
        };
        let form = memory.form_for(&base).unwrap_or_else(fresh);
        Self { base, form, checking: false, memory, is_kept }
    }

    /// Creates the step for an account that was refused, with its secrets filled in.
    pub fn again(profile: &Profile, session: &Session) -> Self {
        let mut step = Self::new(profile.account.base.clone(), PlatformMemory::default(), session);
        let filled = [
            (RowId::User, profile.account.user.expose()),
            (RowId::Organization, profile.account.organization.expose()),
            (RowId::Profile, profile.name.as_str()),
            (RowId::Keeping, kept_in(&profile.account)),
        ];
        for (id, value) in filled {
            if let Some(row) = step.form.row_mut(&id) {
                row.fill(value);
            }
        }
        step
    }

    /// Describes where the two secrets go.
    pub fn describe_secrets(&self) -> &'static str {
        Retention::from_setting(self.is_kept).secrets(self.form.row(&RowId::Keeping).is_some())
    }

    fn profile(&self) -> Profile {
        let value = |id| self.form.row(&id).map_or("", FormRow::expose_value);
        Profile {
            name: ProfileName::new(value(RowId::Profile)),
            account: Account::new(
                self.base.clone(),
                Secret::new(value(RowId::User)),
                Secret::new(value(RowId::Organization)),
            ),
        }
    }

    fn keeping(&self) -> SecretStorage {
        match self.form.row(&RowId::Keeping).map(FormRow::expose_value) {
            Some(IN_KEYRING) => SecretStorage::Keyring,
            _ => SecretStorage::File,
        }
    }

    fn complain(&mut self, id: &RowId) {
        if let Some(row) = self.form.row_mut(id) {
            let missing = row.required && row.expose_value().is_empty();
            row.complaint = missing.then(|| format!("{} is needed.", row.label));
        }
    }

    fn check(mut self, session: &mut Session) -> Transition<Self> {
        for id in [RowId::User, RowId::Organization] {
            self.complain(&id);
        }
        if let Some(id) = self.form.rows().iter().find(|r| r.complaint.is_some()).map(|r| r.id.clone()) {
            self.form.focus_on(&id);
            return Transition::stay(self);
        }
        let account = self.profile().account;
        session.remember_account(&account);
        self.checking = true;
        Transition::stay(self).with(VisitEffect::Check(account))
    }

    /// A pasted `Authorization: User …, Organization …` holds both secrets at once.
    fn take_header(&mut self, text: &str) -> bool {
        let text = text.trim();
        let text = text.strip_prefix("-H").unwrap_or(text).trim().trim_matches(QUOTES);
        let text = text.strip_prefix("Authorization:").unwrap_or(text).trim();
        let mut found = Vec::new();
        for part in text.split(',') {
            match part.trim().split_once(' ').filter(|(_, secret)| !secret.trim().contains(char::is_whitespace)) {
                Some(("User", secret)) => found.push((RowId::User, secret)),
                Some(("Organization", secret)) => found.push((RowId::Organization, secret)),
                _ => return false,
            }
        }
        for (id, secret) in found {
            if let Some(row) = self.form.row_mut(&id) {
                row.fill(secret.trim());
                row.complaint = None;
            }
        }
        true
    }

    fn refused(mut self, fault: &Fault) -> Transition<Self> {
        if fault.kind == FaultKind::Unread {
            for id in [RowId::User, RowId::Organization] {
                if let Some(row) = self.form.row_mut(&id).filter(|row| row.is_reference()) {
                    row.complaint = Some(fault.problem.clone());
                }
            }
        }
        if fault.kind == FaultKind::Account {
            for id in [RowId::User, RowId::Organization] {
                if let Some(row) = self.form.row_mut(&id) {
                    row.complaint = Some("The platform does not know this pair of secrets.".into());
                }
            }
            self.form.focus_on(&RowId::User);
        }
        Transition::stay(self).saying(Notice::from(fault))
    }
}

impl StepBehavior for SignIn {
    /// Check of the secrets.
    type Reply = Result<(), Fault>;

    fn on_action(mut self, action: Action, session: &mut Session) -> Transition<Self> {
        if self.checking {
            let back = action == Action::Back;
            self.checking = !back;
            // Going to the same step drops the question that is under way.
            return if back { Transition::again(self) } else { Transition::stay(self) };
        }
        match self.form.act(action) {
            Moved::Submit => self.check(session),
            Moved::Back => {
                self.memory.tried = Some((self.base, self.form));
                Transition::to(Destination::Platforms(self.memory))
            }
            Moved::Left(id) => {
                self.complain(&id);
                Transition::stay(self)
            }
            Moved::Edited | Moved::Remove(_) | Moved::LastTime | Moved::Nothing => Transition::stay(self),
        }
    }

    fn on_text(mut self, key: Key, _: &mut Session) -> Transition<Self> {
        if !self.checking {
            self.form.on_text(key);
        }
        Transition::stay(self)
    }

    fn on_select(mut self, row: usize, _: &mut Session) -> Transition<Self> {
        if let Moved::Left(id) = self.form.select(row) {
            self.complain(&id);
        }
        Transition::stay(self)
    }

    fn on_set(mut self, row: usize, text: &Secret, session: &mut Session) -> Transition<Self> {
        if self.checking {
            return Transition::stay(self);
        }
        self.form.select(row);
        self.form.set(text.expose());
        if text.is_empty() || !self.form.focused().is_some_and(FormRow::is_text) {
            return Transition::stay(self);
        }
        self.on_paste(text, session)
    }

    fn on_paste(mut self, text: &Secret, _: &mut Session) -> Transition<Self> {
        let plain = without_sequences(text.expose());
        if self.checking || self.take_header(&plain) {
            return Transition::stay(self);
        }
        if matches!(RequestReading::parse(&plain), RequestReading::Request(_) | RequestReading::Refused(_)) {
            return Transition::stay(self).saying(request_elsewhere());
        }
        match self.form.paste(text.expose()) {
            PastedValue::Held(lines) => Transition::stay(self).saying(held_lines(lines)),
            PastedValue::Taken | PastedValue::Refused => Transition::stay(self),
        }
    }

    fn on_reply(mut self, outcome: Self::Reply, session: &mut Session) -> Transition<Self> {
        self.checking = false;
        match outcome {
            Ok(()) => {
                let mut profile = self.profile();
                // New secrets do not lift the limits of a profile.
                if let Some(known) = session.profiles.iter().find(|known| known.name == profile.name) {
                    profile.account.guard = known.account.guard.clone();
                }
                let keep = Effect::Session(SessionEffect::KeepProfile(profile.clone(), self.keeping()));
                session.profiles.retain(|p| p.name != profile.name);
                session.profiles.push(profile.clone());
                session.enter(profile);
                Transition::to(Destination::Unresolved).with(keep)
            }
            Err(fault) => self.refused(&fault),
        }
    }

    fn status(&self, _: &Session) -> Status {
        self.describe()
    }

    fn contexts(&self) -> Vec<&'static Context> {
        vec![&command::FORM]
    }

    fn tick_interval(&self) -> Option<Duration> {
        self.checking.then_some(super::SPIN)
    }

    fn is_typing(&self) -> bool {
        true
    }
}

/// A header copied out of a command brings its quotes along, which a web page may have bent.
const QUOTES: [char; 6] = ['\'', '"', '‘', '’', '“', '”'];
