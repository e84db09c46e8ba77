//! State file of `elemint session --json`: the session in it is resumed.

use super::{
    args::{Args, Command},
    command_error::CommandError,
    exit,
    settings::Settings,
    setup,
};
use crate::{
    domain::{Profile, SavedDraft, SavedSession, unfinished::DraftOwner},
    storage::{SessionFile, SessionFileError, Store},
    wizard::{Notice, Session, Start},
};

/// State file in use, with the session that was in it.
pub(super) struct SessionState {
    /// The file.
    pub(super) file: SessionFile,
    /// Session to resume; `None` for a new file.
    pub(super) saved: Option<SavedSession>,
}

impl SessionState {
    /// Opens the state file that the arguments name. Its profile is used if no other one is named.
    ///
    /// # Errors
    /// The file is in use by another session, or cannot be used.
    pub(super) fn open(args: &Args, settings: &mut Settings, store: &Store) -> Result<Option<Self>, CommandError> {
        let Some(Command::Session(session)) = &args.command else { return Ok(None) };
        let Some(path) = &session.state else { return Ok(None) };
        let opened = SessionFile::open(path);
        let (file, saved) = opened.map_err(|error| CommandError::advised(&error, error.hint(), code(&error)))?;
        let owner = saved.as_ref().and_then(|saved| saved.owner.as_ref()).filter(|owner| owner.base.is_some());
        let is_named = args.sandbox || settings.profile.is_some() || settings.base.is_some() || settings.user.is_some();
        if let Some(owner) = owner.filter(|_| !is_named) {
            let profiles = setup::profiles(store, settings)?;
            if profiles.iter().any(|profile| profile.name.as_str() == owner.profile) {
                settings.profile = Some(owner.profile.clone());
            }
        }
        Ok(Some(Self { file, saved }))
    }

    /// Returns the form of the session as a draft.
    pub(super) fn draft(&self) -> Option<SavedDraft> {
        self.saved.as_ref().and_then(SavedSession::draft)
    }

    /// Checks that the profile in use is that of the session.
    ///
    /// # Errors
    /// It is another one.
    pub(super) fn check(&self, profile: Option<&Profile>) -> Result<(), CommandError> {
        let Some(owner) = self.saved.as_ref().and_then(|saved| saved.owner.as_ref()) else { return Ok(()) };
        if profile.map(DraftOwner::from_profile).as_ref() == Some(owner) {
            return Ok(());
        }
        let path = self.file.path().display();
        let words = match &owner.base {
            None => safe!("The session in {} was begun with --sandbox. Use --sandbox, or name another file.", path),
            Some(_) => safe!(
                "The session in {} was begun with profile {} on {}. Use --profile {}, or name another file.",
                path,
                owner.profile,
                owner.platform(),
                owner.profile
            ),
        };
        Err(CommandError::new(words, exit::NEEDS_INPUT))
    }

    /// Returns the first step of the resumed session, and a notice about it.
    pub(super) fn resume(
        &self,
        session: &mut Session,
        (start, notice): (Start, Option<Notice>),
    ) -> (Start, Option<Notice>) {
        match &self.saved {
            None => (start, notice),
            Some(saved) => {
                let (start, resumed) = session.resume_saved(saved.clone());
                (start, resumed.or(notice))
            }
        }
    }
}

fn code(error: &SessionFileError) -> u8 {
    match error {
        SessionFileError::InUse { .. } => exit::TEMPORARY,
        SessionFileError::Damaged(_) | SessionFileError::Newer(_) => exit::MISUSED,
        SessionFileError::Storage(_) => exit::FAILED,
    }
}
