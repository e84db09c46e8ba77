//! Sign-in at a platform.

mod name;
mod password;
mod paste;
mod profile;
mod rows;
mod status;

use profile::{IN_KEYRING, kept_in};

use crate::{
    domain::{Account, BaseUrl, Fault, Profile, ProfileName, account::SecretStorage, fault::FaultKind},
    text::Secret,
    wizard::{
        command::{self, Action, Context},
        destination::Destination,
        effect::{Effect, SessionEffect, VisitEffect},
        form::{Form, FormRow, Moved, PasteMode, RowId},
        key::Key,
        notice::Notice,
        platform_memory::PlatformMemory,
        reply::SignInReply,
        retention::Retention,
        session::Session,
        status::Status,
        step_behavior::StepBehavior,
        transition::Transition,
    },
};

/// The two secrets of an account, checked against the platform before anything is built on them. The platform gives them
/// for an e-mail address and a password too.
#[derive(Clone, Debug)]
pub struct SignInStep {
    /// The platform.
    pub base: BaseUrl,
    /// The form.
    pub form: Form,
    /// The secrets are being checked.
    pub checking: bool,
    memory: PlatformMemory,
    is_kept: bool,
    /// Profile whose secrets were refused, and that is replaced.
    replaced: Option<ProfileName>,
}

impl SignInStep {
    /// Creates the step; values typed for this platform before are filled in.
    pub fn new(base: BaseUrl, memory: PlatformMemory, session: &Session) -> Self {
        let is_kept = session.options.keeps;
        let form = memory.form_for(&base).unwrap_or_else(|| rows::form(&base, session));
        Self { base, form, checking: false, memory, is_kept, replaced: None }
    }

    /// Creates the step for an account that was refused, with its secrets filled in.
    pub fn again(profile: &Profile, session: &Session) -> Self {
        let step = Self::new(profile.account.base.clone(), PlatformMemory::default(), session);
        let mut step = Self { replaced: Some(profile.name.clone()), ..step };
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

    /// Describes where the two secrets go, and the password.
    pub fn describe_secrets(&self) -> &'static str {
        let (retention, is_asked) = (Retention::from_setting(self.is_kept), self.form.row(&RowId::Keeping).is_some());
        if self.has_password() { retention.password(is_asked) } else { retention.secrets(is_asked) }
    }

    /// Returns the account with the typed secrets.
    fn account(&self) -> Account {
        let value = |id| Secret::new(self.form.row(&id).map_or("", FormRow::expose_value));
        Account::new(self.base.clone(), value(RowId::User), value(RowId::Organization))
    }

    fn keeping(&self) -> SecretStorage {
        match self.form.row(&RowId::Keeping).map(FormRow::expose_value) {
            Some(IN_KEYRING) => SecretStorage::Keyring,
            _ => SecretStorage::File,
        }
    }

    fn complain(&mut self, id: &RowId, session: &Session) {
        if *id == RowId::Profile {
            return self.complain_of_name(&self.account(), session);
        }
        if let Some(row) = self.form.row_mut(id) {
            let is_missing = row.required && row.counts && row.expose_value().is_empty();
            let is_pair = matches!(id, RowId::User | RowId::Organization);
            let has_blank = is_pair && !row.is_reference() && row.expose_value().trim().contains(char::is_whitespace);
            row.complaint = match (is_missing, has_blank) {
                (true, _) => Some(format!("{} is needed.", row.label)),
                (false, true) => Some("A secret has no space in it. Paste it again, alone.".into()),
                (false, false) => None,
            };
        }
    }

    fn check(mut self, session: &mut Session) -> Transition<Self> {
        let taken = [RowId::User, RowId::Organization].iter().find_map(|id| self.take_typed_header(id));
        if let Some(notice) = taken {
            return Transition::stay(self).saying(notice);
        }
        for id in [RowId::User, RowId::Organization, RowId::Email, RowId::Password, RowId::Profile] {
            self.complain(&id, session);
        }
        if let Some(id) = self.form.rows().iter().find(|r| r.complaint.is_some()).map(|r| r.id.clone()) {
            self.form.focus_on(&id);
            return Transition::stay(self);
        }
        if self.has_password() {
            return self.log_in(session);
        }
        let account = self.account();
        session.remember_account(&account);
        self.checking = true;
        Transition::stay(self).with(VisitEffect::Check(account))
    }

    /// Goes on with an account that the platform accepted, and saves its profile.
    fn enter(mut self, account: Account, session: &mut Session) -> Transition<Self> {
        // The secrets that the platform gives for a password are known only now.
        self.complain_of_name(&account, session);
        if self.form.row(&RowId::Profile).is_some_and(|row| row.complaint.is_some()) {
            self.form.focus_on(&RowId::Profile);
            return Transition::stay(self);
        }
        let name = self.profile_name();
        let mut profile = Profile { name, account };
        // New secrets do not lift the limits of a profile.
        if let Some(known) = session.profiles.iter().find(|known| known.name == profile.name) {
            profile.account.guard = known.account.guard.clone();
        }
        let keep = Effect::Session(SessionEffect::KeepProfile(profile.clone(), self.keeping()));
        session.profiles.retain(|p| p.name != profile.name);
        session.profiles.push(profile.clone());
        session.enter(profile);
        Transition::to(Destination::Unresolved).with(keep).telling(session.copy_notice())
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

impl StepBehavior for SignInStep {
    type Reply = SignInReply;

    fn on_action(mut self, action: Action, session: &mut Session) -> Transition<Self> {
        if self.checking {
            // Only `Back` is possible. A new visit drops the question that is under way.
            self.checking = false;
            return Transition::again(self);
        }
        match self.form.act(action) {
            Moved::Submit => self.check(session),
            Moved::Back => {
                self.forget_password();
                self.memory.tried = Some((self.base, self.form));
                Transition::to(Destination::Platform(self.memory))
            }
            Moved::Left(id) => {
                let notice = self.take_typed_header(&id);
                self.complain(&id, session);
                Transition::stay(self).telling(notice)
            }
            Moved::Edited | Moved::Remove(_) | Moved::LastTime | Moved::Nothing => Transition::stay(self),
        }
    }

    fn on_text(mut self, key: Key, _: &mut Session) -> Transition<Self> {
        if !self.checking {
            self.form.on_text(key);
            rows::recount(&mut self.form);
        }
        Transition::stay(self)
    }

    fn on_select(mut self, row: usize, session: &mut Session) -> Transition<Self> {
        if let Moved::Left(id) = self.form.select(row) {
            self.complain(&id, session);
        }
        Transition::stay(self)
    }

    fn on_set(mut self, row: usize, text: &Secret, session: &mut Session) -> Transition<Self> {
        if self.checking {
            return Transition::stay(self);
        }
        if let Moved::Left(id) = self.form.select(row) {
            self.complain(&id, session);
        }
        self.pasted(text, PasteMode::Replace, session)
    }

    fn on_paste(self, text: &Secret, session: &mut Session) -> Transition<Self> {
        self.pasted(text, PasteMode::Insert, session)
    }

    fn on_reply(mut self, reply: SignInReply, session: &mut Session) -> Transition<Self> {
        self.checking = false;
        match reply {
            SignInReply::Checked(Ok(())) => {
                let account = self.account();
                self.enter(account, session)
            }
            SignInReply::LoggedIn(Ok(account)) => self.enter(account, session),
            SignInReply::Checked(Err(fault)) => self.refused(&fault),
            SignInReply::LoggedIn(Err(fault)) => self.password_refused(&fault),
        }
    }

    fn status(&self, _: &Session) -> Status {
        self.describe()
    }

    fn contexts(&self) -> Vec<&'static Context> {
        vec![&command::FORM]
    }

    fn is_typing(&self) -> bool {
        true
    }
}
