//! Changes of existing instances with an unknown outcome: listed, found out by reading the instance, or forgotten.

use crate::{
    cli::args::RecoverArgs,
    document::mask::Mask,
    domain::{BaseUrl, ChangeEntry, ChangeVerdict, Profile},
    runtime::recover::Recovery,
    terminal::output,
    text::SafeText,
};
use serde_json::{Value as Json, json};

/// Change with its outcome.
pub(super) struct ChangeLine {
    entry: ChangeEntry,
    outcome: ChangeOutcome,
}

/// Outcome of a change, as far as it was looked for.
enum ChangeOutcome {
    /// Only listed.
    Untouched,
    /// Removed from the journal.
    Forgotten,
    /// The instance was read, or could not be: the reason.
    Read(ChangeVerdict, Option<SafeText>),
}

/// Lists changes, reads their instances, or forgets them, depending on the arguments.
pub(super) async fn settle(
    options: &RecoverArgs,
    recovery: &Recovery,
    profile_of: impl Fn(&BaseUrl) -> Option<Profile>,
    changes: Vec<ChangeEntry>,
) -> Vec<ChangeLine> {
    let mut lines = Vec::new();
    for entry in changes {
        let outcome = match (options.forget, options.look, profile_of(&entry.base)) {
            (true, ..) => match recovery.forget_change(&entry).await {
                Ok(()) => ChangeOutcome::Forgotten,
                Err(fault) => ChangeOutcome::Read(ChangeVerdict::Unknown, Some(safe!("{}", fault))),
            },
            (false, false, _) => ChangeOutcome::Untouched,
            (false, true, None) => {
                let words = safe!("No profile has secrets for {}. Set CE_BASE, CE_USER and CE_ORG.", entry.base.host());
                ChangeOutcome::Read(ChangeVerdict::Unknown, Some(words))
            }
            (false, true, Some(profile)) => {
                let report = recovery.find_out_change(&entry, &profile).await;
                ChangeOutcome::Read(report.verdict, report.fault.map(|fault| safe!("{}", fault)))
            }
        };
        lines.push(ChangeLine { entry, outcome });
    }
    lines
}

/// Prints the lines, and the command that comes next.
pub(super) fn tell(lines: &[ChangeLine]) {
    for line in lines {
        let _ = output::line(&line.text());
    }
    let is_listed = lines.iter().any(|line| matches!(line.outcome, ChangeOutcome::Untouched));
    if is_listed {
        output::note(&"elemint recover --look reads the changed instances.".into());
    } else if let Some(line) = lines.iter().find(|line| line.is_open()) {
        output::note(&safe!(
            "Still unknown: the platform masks secrets. Send the change again, or use elemint recover {} --forget.",
            line.entry.id
        ));
    }
}

impl ChangeLine {
    /// Returns true if the outcome is not known.
    pub(super) fn is_open(&self) -> bool {
        match &self.outcome {
            ChangeOutcome::Untouched => true,
            ChangeOutcome::Forgotten => false,
            ChangeOutcome::Read(verdict, _) => *verdict == ChangeVerdict::Unknown,
        }
    }

    fn word(&self) -> &'static str {
        match &self.outcome {
            ChangeOutcome::Untouched | ChangeOutcome::Read(ChangeVerdict::Unknown, _) => "open",
            ChangeOutcome::Forgotten => "forgotten",
            ChangeOutcome::Read(ChangeVerdict::Changed, _) => "changed",
            ChangeOutcome::Read(ChangeVerdict::Unchanged, _) => "unchanged",
            ChangeOutcome::Read(ChangeVerdict::Missing, _) => "missing",
        }
    }

    fn text(&self) -> SafeText {
        let ChangeEntry { id, kind, target, base, started, .. } = &self.entry;
        let mask = Mask::default();
        let name = mask.cover_text(&target.name);
        let (word, noun, host) = (self.word(), kind.noun(), base.host());
        match &self.outcome {
            ChangeOutcome::Read(_, Some(why)) => {
                safe!("{}  {}: {} of instance {} “{}”. {}", id, word, noun, target.id, name, why)
            }
            ChangeOutcome::Untouched | ChangeOutcome::Forgotten | ChangeOutcome::Read(_, None) => {
                safe!("{}  {}: {} of instance {} “{}”  {}  {}", id, word, noun, target.id, name, started.words(), host)
            }
        }
    }

    /// Returns the line as JSON.
    pub(super) fn json(&self) -> Json {
        let ChangeEntry { id, kind, target, base, started, .. } = &self.entry;
        json!({
            "request": id.to_string(), "base": base.as_str(), "element": target.element.as_str(),
            "name": Mask::default().cover_text(&target.name), "started": started.to_string(), "outcome": self.word(),
            "change": kind.as_str(), "instance": target.id,
        })
    }
}
