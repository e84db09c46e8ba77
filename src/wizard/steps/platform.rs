//! Choice of the platform.

mod profile;
mod status;
mod work;

pub use work::PlatformWork;

use crate::{
    domain::{
        Account, BaseUrl, Fault, HeaderReading, Profile, ProfileName,
        base::{KNOWN_PLATFORMS, KnownPlatform},
        paste::{CleanedPaste, Repair, RequestReading},
    },
    text::Secret,
    wizard::{
        CopySource,
        command::{self, Action, Context},
        confirmation::unanswered,
        destination::Destination,
        effect::VisitEffect,
        form::Form,
        input::LineEditor,
        key::Key,
        list::Cursor,
        notice::{Notice, request_elsewhere, several_lines},
        platform_memory::PlatformMemory,
        reply::PlatformReply,
        session::Session,
        status::Status,
        step_behavior::StepBehavior,
        transition::Transition,
    },
};

/// Choice of the platform, the first question of a first run.
#[derive(Clone, Debug)]
pub struct PlatformStep {
    cursor: Cursor,
    rows: Vec<PlatformChoice>,
    /// The address typed for a platform that is not in the list.
    pub other: LineEditor,
    /// Problem with it.
    pub complaint: Option<String>,
    /// Work in progress.
    work: Option<PlatformWork>,
    /// Profile whose limits are removed after a yes.
    asked: Option<Box<Profile>>,
    /// True if data is stored after the session.
    keeps: bool,
    /// Sign-in form of the platform tried last.
    tried: Option<(BaseUrl, Form)>,
    /// True if the first row is the profile in use, which is not saved: the environment names it.
    is_first_unsaved: bool,
    /// Source of the copy that the platform is chosen for.
    copied: Option<CopySource>,
}

/// Row of the list.
#[derive(Clone, Debug)]
pub enum PlatformChoice {
    /// A profile kept on this machine.
    Kept(Profile),
    /// The sandbox.
    Sandbox,
    /// A platform whose address is known.
    Known(KnownPlatform),
    /// Platform whose address is typed.
    Other,
}

impl PlatformStep {
    /// Creates the step; profiles of this machine come first.
    pub fn new(memory: PlatformMemory, session: &Session) -> Self {
        let copied = session.copy_source().cloned();
        // The profile in use may come from the environment: without a row of its own there is no way back to it.
        let own = session.profile.iter().filter(|own| !own.is_practice());
        let own = own.filter(|own| session.profiles.iter().all(|kept| kept.name != own.name));
        let is_first_unsaved = own.clone().next().is_some();
        let kept = own.chain(&session.profiles).cloned().map(PlatformChoice::Kept);
        let known = KNOWN_PLATFORMS.into_iter().map(PlatformChoice::Known);
        let rows = kept.chain([PlatformChoice::Sandbox]).chain(known).chain([PlatformChoice::Other]).collect();
        let keeps = session.options.keeps;
        let PlatformMemory { cursor, other, tried, .. } = memory;
        Self { cursor, rows, other, complaint: None, work: None, asked: None, keeps, tried, is_first_unsaved, copied }
    }

    /// Returns the rows.
    pub fn rows(&self) -> &[PlatformChoice] {
        &self.rows
    }

    /// Returns the cursor.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Returns the work in progress.
    pub fn work(&self) -> Option<&PlatformWork> {
        self.work.as_ref()
    }

    /// Returns true if the platform of a copy is chosen.
    pub fn is_for_copy(&self) -> bool {
        self.copied.is_some()
    }

    fn chosen(&self) -> Option<&PlatformChoice> {
        self.rows.get(self.cursor.row(self.rows.len()))
    }

    fn is_editing(&self) -> bool {
        matches!(self.chosen(), Some(PlatformChoice::Other)) && !self.other.text().is_empty()
    }

    fn sign_in(self, base: BaseUrl) -> Transition<Self> {
        let memory = PlatformMemory { cursor: self.cursor, other: self.other, tried: self.tried };
        Transition::to(Destination::SignIn(base, memory))
    }

    fn accept(mut self, session: &mut Session) -> Transition<Self> {
        match self.chosen().cloned() {
            Some(PlatformChoice::Kept(profile)) => {
                session.enter(profile);
                Transition::to(Destination::AfterPlatform).telling(session.copy_notice())
            }
            Some(PlatformChoice::Sandbox) => {
                self.work = Some(PlatformWork::Starting);
                Transition::stay(self).with(VisitEffect::StartSandbox)
            }
            Some(PlatformChoice::Known(place)) => match BaseUrl::read(place.host) {
                Ok(base) => self.sign_in(base),
                Err(error) => Transition::stay(self).saying(Notice::bad(error.to_string(), "")),
            },
            Some(PlatformChoice::Other) => match BaseUrl::read(self.other.text()) {
                Ok(base) => self.sign_in(base),
                Err(error) => {
                    self.complaint = Some(error.to_string());
                    Transition::stay(self)
                }
            },
            None => Transition::stay(self),
        }
    }

    /// Takes one line of text as the address of another platform.
    fn pasted(mut self, text: &Secret, take: fn(&mut LineEditor, &str) -> bool) -> Transition<Self> {
        if self.asked.is_some() || self.work.is_some() {
            return Transition::stay(self);
        }
        if RequestReading::parse(text.expose()).is_request() {
            return Transition::stay(self).saying(request_elsewhere());
        }
        if HeaderReading::parse(text.expose()) != HeaderReading::None {
            let hint = "Nothing was pasted. Select its platform, then paste the header there.";
            return Transition::stay(self).saying(Notice::bad("This is an Authorization header.", hint));
        }
        let mended = CleanedPaste::new(text.expose(), Repair::Key);
        if mended.lines > 1 {
            return Transition::stay(self).saying(several_lines(mended.lines));
        }
        self.cursor = Cursor::at_row(self.rows.len());
        take(&mut self.other, &mended.text);
        self.complaint = None;
        Transition::stay(self)
    }
}

impl StepBehavior for PlatformStep {
    type Reply = PlatformReply;

    fn on_action(mut self, action: Action, session: &mut Session) -> Transition<Self> {
        if let Some(profile) = self.asked.take() {
            return self.answer(profile, action);
        }
        if self.work.take().is_some() {
            // Only `Back` is possible. A new visit drops the test that is under way.
            return Transition::again(self);
        }
        match action {
            Action::TestAccount => self.test(),
            Action::Limit => self.limit(),
            Action::Accept => self.accept(session),
            Action::Back => match session.drop_copy() {
                Some(source) => Transition::to(source),
                None => Transition::stay(self).asking(),
            },
            // In an address under edit they move the text cursor; from its start, `First` leads on to the first row.
            Action::First if self.is_editing() && self.other.cursor() > 0 => {
                self.other.to_start();
                Transition::stay(self)
            }
            Action::Last if self.is_editing() => {
                self.other.to_end();
                Transition::stay(self)
            }
            action => {
                self.cursor.moved(action, self.rows.len());
                Transition::stay(self)
            }
        }
    }

    fn on_text(mut self, key: Key, _: &mut Session) -> Transition<Self> {
        if self.asked.is_some() {
            return Transition::stay(self).saying(unanswered(Action::Accept));
        }
        // A character begins another address.
        let is_other = key.typed().is_some() || matches!(self.chosen(), Some(PlatformChoice::Other));
        if is_other && self.work.is_none() {
            self.cursor = Cursor::at_row(self.rows.len());
            if self.other.press(key) {
                self.complaint = None;
            }
        }
        Transition::stay(self)
    }

    fn on_select(mut self, row: usize, _: &mut Session) -> Transition<Self> {
        self.cursor = Cursor::at_row(row);
        Transition::stay(self)
    }

    fn on_set(self, _: usize, text: &Secret, _: &mut Session) -> Transition<Self> {
        self.pasted(text, LineEditor::set)
    }

    fn on_paste(self, text: &Secret, _: &mut Session) -> Transition<Self> {
        self.pasted(text, LineEditor::insert)
    }

    fn on_reply(mut self, reply: PlatformReply, session: &mut Session) -> Transition<Self> {
        let work = self.work.take();
        match (reply, work) {
            (PlatformReply::Started(Ok(account)), _) => {
                session.offer_tour();
                enter_sandbox(account, session)
            }
            (PlatformReply::Checked(Ok(())), Some(PlatformWork::Testing(profile))) => {
                let words = format!("{} accepts the secrets of profile {}.", profile.account.base.host(), profile.name);
                Transition::stay(self).saying(Notice::good(words))
            }
            (PlatformReply::Limited(Ok(words)), Some(PlatformWork::Limiting(profile))) => {
                self.take_limits(&profile, session);
                Transition::stay(self).saying(Notice::good(words))
            }
            (
                PlatformReply::Started(Err(fault))
                | PlatformReply::Checked(Err(fault))
                | PlatformReply::Limited(Err(fault)),
                _,
            ) => failed(self, &fault),
            (PlatformReply::Checked(Ok(())) | PlatformReply::Limited(Ok(_)), work) => {
                self.work = work;
                Transition::stay(self)
            }
        }
    }

    fn status(&self, _: &Session) -> Status {
        self.describe()
    }

    fn contexts(&self) -> Vec<&'static Context> {
        vec![if self.asked.is_some() { &command::CONFIRM } else { &command::PLATFORM }]
    }

    fn is_typing(&self) -> bool {
        self.asked.is_none()
    }
}

fn enter_sandbox(account: Account, session: &mut Session) -> Transition<PlatformStep> {
    session.enter(Profile { name: ProfileName::new(Profile::PRACTICE), account });
    let notice = session.copy_notice();
    let notice = notice.unwrap_or_else(|| Notice::good("The sandbox is running. Nothing leaves this machine."));
    Transition::to(Destination::AfterPlatform).saying(notice)
}

fn failed(step: PlatformStep, fault: &Fault) -> Transition<PlatformStep> {
    Transition::stay(step).saying(Notice::from(fault))
}
