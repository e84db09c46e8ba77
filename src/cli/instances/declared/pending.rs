//! Rows that wait for the provider's consent: with a new link, with one that was requested before, or with the command
//! that requests it.

use super::load::Loaded;
use crate::{
    cli::instances::access::Access,
    domain::{
        Timestamp,
        declared::{
            DeclaredInstance, Plan,
            plan::{PlanStep, StepRequest},
        },
        draft::DraftValue,
        guard::needed_confirmation,
        pending_consent::PendingConsent,
    },
    runtime::consent_request::RequestedConsent,
    storage::Store,
    text::shell_quoted,
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// State of a row that needs the provider's consent.
pub(super) enum PendingRow {
    /// The consent was requested now.
    Requested(Box<RequestedConsent>),
    /// The consent was requested before, and its answer is still accepted.
    Waiting {
        /// Consent.
        consent: Box<PendingConsent>,
        /// State file.
        file: PathBuf,
        /// Name that completes it on a protected profile.
        confirmation: Option<String>,
        /// True if it was requested with other values than the file has now.
        is_outdated: bool,
    },
    /// A command requests the consent.
    Command {
        /// Reason that no link was requested.
        reason: String,
        /// Command.
        command: String,
    },
}

/// Consents of earlier runs for the rows of a plan, by the index of their step.
#[derive(Default)]
pub(super) struct EarlierConsents {
    /// Consents whose answers are still accepted, with their state files.
    pub(super) waiting: BTreeMap<usize, (PathBuf, PendingConsent)>,
    /// State files that a new request replaces.
    replaced: BTreeMap<usize, Vec<PathBuf>>,
}

impl PendingRow {
    /// Returns the consent that was requested now.
    pub(super) fn requested(&self) -> Option<&PendingConsent> {
        match self {
            Self::Requested(requested) => Some(&requested.consent),
            Self::Waiting { .. } | Self::Command { .. } => None,
        }
    }

    /// Returns the link to the provider's page. It is known only to the run that requested it.
    pub(super) fn url(&self) -> Option<&str> {
        match self {
            Self::Requested(requested) => Some(requested.authorization.address()),
            Self::Waiting { .. } | Self::Command { .. } => None,
        }
    }

    /// Returns the time after which an answer is no longer accepted.
    pub(super) fn expires(&self) -> Option<Timestamp> {
        match self {
            Self::Requested(requested) => Some(requested.consent.expires),
            Self::Waiting { consent, .. } => Some(consent.expires),
            Self::Command { .. } => None,
        }
    }

    /// Returns the file that completes the consent.
    pub(super) fn state_file(&self) -> Option<&Path> {
        match self {
            Self::Requested(requested) => Some(&requested.file),
            Self::Waiting { file, .. } => Some(file),
            Self::Command { .. } => None,
        }
    }

    /// Returns the command to run next.
    pub(super) fn next_step(&self) -> String {
        match self {
            Self::Requested(requested) => requested.next_step(),
            Self::Waiting { file, confirmation, .. } => PendingConsent::next_step(file, confirmation.as_deref()),
            Self::Command { command, .. } => command.clone(),
        }
    }

    /// Returns the reason that the row is pending.
    pub(super) fn reason(&self) -> String {
        match self {
            Self::Requested(_) => "The provider's consent is needed.".into(),
            Self::Waiting { consent, is_outdated, .. } => {
                let requested = consent.requested.words();
                let values = if *is_outdated { " with other values than the file has now" } else { "" };
                format!(
                    "The consent was requested on {requested}{values}, and its link was printed then. \
                     --renew-consents requests it again."
                )
            }
            Self::Command { reason, .. } => reason.clone(),
        }
    }
}

impl EarlierConsents {
    /// Finds the consents of earlier runs. With `renews` all of them are requested again.
    pub(super) fn find(loaded: &Loaded, plan: &Plan, renews: bool) -> Self {
        let mut earlier = Self::default();
        if !plan.steps.iter().any(PlanStep::needs_consent) {
            return earlier;
        }
        let (mut all, now) = (loaded.access.store.consents(), Store::now());
        // Another profile may have an account of the same platform.
        all.retain(|(_, pending)| pending.profile == loaded.access.profile.name.as_str());
        for (index, step) in plan.steps.iter().enumerate() {
            let StepRequest::Consent(Some(consent)) = &step.request else { continue };
            let draft = consent.filled().draft();
            let own = all.iter().filter(|(_, pending)| pending.is_for_instance(&loaded.access.account.base, draft));
            let (expired, mut valid): (Vec<_>, Vec<_>) =
                own.partition(|(_, pending)| renews || pending.is_expired(now));
            // The newest of those with the values of the file, or else the newest.
            valid.sort_by_key(|(_, pending)| (pending.form == draft.to_kept(), pending.requested));
            match valid.pop() {
                Some(found) => drop(earlier.waiting.insert(index, found.clone())),
                None => {
                    earlier.replaced.insert(index, expired.into_iter().map(|(file, _)| file.clone()).collect());
                }
            }
        }
        earlier
    }

    /// Returns the times at which the pending consents were requested, by the row of the file.
    pub(super) fn requested(&self, plan: &Plan) -> BTreeMap<usize, Timestamp> {
        let waiting = self.waiting.iter();
        waiting.filter_map(|(index, (_, consent))| Some((plan.steps.get(*index)?.row, consent.requested))).collect()
    }

    /// Removes the state files that a new request of a row replaces.
    pub(super) fn replace(&self, index: usize, store: &Store) {
        for file in self.replaced.get(&index).into_iter().flatten() {
            // One that stays is listed as expired, or its answer creates a second instance, which the plan reports.
            let _ = store.drop_consent(file);
        }
    }
}

/// Returns the row of a step whose consent cannot be requested here.
pub(super) fn by_command(loaded: &Loaded, step: &PlanStep, reason: String, command: PendingCommand) -> PendingRow {
    let declared = loaded.file.instances.get(step.row);
    let command = declared.map(|declared| command_line(step, declared, command, &loaded.access)).unwrap_or_default();
    PendingRow::Command { reason, command }
}

/// Command that gets a consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PendingCommand {
    /// Requests it, and asks for missing values.
    Request,
    /// Waits for the answer on this machine.
    Wait,
}

/// Returns the command with the declared values. Secrets are references there; each value is masked alone, since the
/// line as one text would be taken for something else.
fn command_line(step: &PlanStep, declared: &DeclaredInstance, command: PendingCommand, access: &Access) -> String {
    let (draft, mask) = (&declared.draft, access.mask());
    let mut line = match (command, &step.existing) {
        (PendingCommand::Request, Some(_)) => "elemint consent request --reauthorize ",
        (PendingCommand::Request, None) => "elemint consent request ",
        (PendingCommand::Wait, Some(_)) => "elemint reauthorize --wait ",
        (PendingCommand::Wait, None) => "elemint create --wait ",
    }
    .to_owned();
    match &step.existing {
        Some(existing) => line.push_str(&shell_quoted(&existing.id)),
        None => {
            line.push_str(&shell_quoted(declared.element().key.as_str()));
            let mut add = |option: &str, value: &str| {
                line.push_str(option);
                line.push_str(&shell_quoted(value));
            };
            add(" --name ", declared.name());
            if !draft.tags.is_empty() {
                add(" --tag ", &draft.tags);
            }
            if let Some(mode) = draft.mode().filter(|_| draft.mode_index() > 0) {
                add(" --auth-mode ", &mode.label);
            }
        }
    }
    // Without its profile the command would use another platform.
    if access.is_practice() {
        line.push_str(" --sandbox");
    } else if let Some(profile) = access.profile_name() {
        line.push_str(" --profile ");
        line.push_str(&shell_quoted(profile));
    }
    if let Some(proxy) = declared.proxy() {
        line.push_str(" --oauth-proxy ");
        line.push_str(&shell_quoted(proxy));
    }
    for key in &declared.keys {
        let value = match draft.value(key) {
            Some(value @ DraftValue::Plain(_)) => mask.cover_text(&value.typed()).into_owned(),
            Some(value @ DraftValue::Reference(_)) => value.typed().into_owned(),
            Some(DraftValue::Hidden(_)) | None => continue,
        };
        line.push_str(" --set ");
        line.push_str(&shell_quoted(&format!("{key}={value}")));
    }
    if command == PendingCommand::Wait {
        let existing = step.existing.as_ref().map(|existing| (&*existing.id, &*existing.name));
        match needed_confirmation(&access.account.guard, existing, declared.name()) {
            Some(text) => {
                line.push_str(" --confirm ");
                line.push_str(&shell_quoted(&text));
            }
            None => line.push_str(" --yes"),
        }
    }
    line
}
