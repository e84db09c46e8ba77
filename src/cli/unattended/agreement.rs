//! Agreement to a request: `--yes`, the name of the instance on a protected profile, or an answer at the terminal.

use super::{fault::failed, missing::MissingInput, place::Place, report::Report};
use crate::{
    cli::{args::UnattendedArgs, confirm, exit},
    domain::{Profile, Write},
    terminal::output,
    text::SafeText,
};

/// Ways to get the agreement of the user.
#[derive(Clone, Copy)]
pub(super) struct Agreement<'a> {
    options: &'a UnattendedArgs,
    /// True if there is a terminal to ask on, and asking is allowed.
    pub(super) can_ask: bool,
}

impl<'a> Agreement<'a> {
    /// Reads the options and the environment.
    pub(super) fn new(options: &'a UnattendedArgs) -> Self {
        Self { options, can_ask: confirm::can_ask() }
    }

    /// Returns true if nothing may be sent.
    pub(super) fn is_dry_run(self) -> bool {
        self.options.dry_run
    }

    /// Returns the missing confirmation, if there is no way to ask for it. `name` is that of the instance, or its ID if
    /// it has none.
    pub(super) fn missing(self, place: &Place, name: &str) -> Option<MissingInput> {
        if self.can_ask || self.options.dry_run {
            return None;
        }
        match &place.profile {
            // The refusal needs no confirmation.
            Some(profile) if profile.account.guard.is_read_only => None,
            Some(profile) if profile.account.guard.is_protected => {
                (!self.is_named(name)).then(|| MissingInput::confirmation(profile.label(), name.trim()))
            }
            _ => (!self.options.yes && !self.is_named(name)).then(MissingInput::agreement),
        }
    }

    /// Returns true if the user agrees. `name` is that of the instance, or its ID if it has none. A protected profile
    /// asks for it.
    ///
    /// # Errors
    /// There is no terminal to ask on.
    pub(super) fn given(self, profile: &Profile, name: &str, question: &SafeText) -> Result<bool, Report> {
        if profile.account.guard.is_read_only {
            let refusal = profile.account.guard.check(Write::Create);
            return refusal.map(|()| true).map_err(|fault| failed("", &fault));
        }
        if self.is_named(name) {
            return Ok(true);
        }
        if profile.account.guard.is_protected {
            if !self.can_ask {
                return Err(super::missing::report(&[MissingInput::confirmation(profile.label(), name.trim())]));
            }
            output::ask(&safe!("{}\nProfile {} is protected. ", question, profile.label()));
            let typed = confirm::ask(&"Type the name of the instance (the ID if it has none) to confirm: ".into());
            return Ok(typed.trim() == name.trim());
        }
        if self.options.yes {
            return Ok(true);
        }
        if !self.can_ask {
            return Err(super::missing::report(&[MissingInput::agreement()]));
        }
        Ok(confirm::confirm(question)?)
    }

    fn is_named(self, name: &str) -> bool {
        let name = name.trim();
        !name.is_empty() && self.options.confirm.iter().any(|typed| typed.trim() == name)
    }
}

/// Returns the report of a command that the user did not agree to.
pub(super) fn declined() -> Report {
    Report::done("declined", SafeText::default()).code(exit::BROKEN_OFF).note(&"Nothing was sent.".into())
}
