//! Changes of existing instances with an unknown outcome: listed, found out by reading the instance, or forgotten.

use crate::{
    cli::args::RecoverArgs,
    document::mask::Mask,
    domain::{BaseUrl, ChangeEntry, ChangeVerdict, Profile, UnknownCause},
    runtime::recover::Recovery,
    terminal::output,
    text::SafeText,
};
use serde_json::{Value as Json, json};

/// Outcome of a change whose instance could not be read.
const UNREAD: ChangeVerdict = ChangeVerdict::Unknown(UnknownCause::Unread);

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
    /// A later change of the same kind was made, so that its outcome does not matter.
    Replaced,
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
    let mut lines: Vec<ChangeLine> = Vec::new();
    // A later change that was made settles the earlier ones that it replaces, so it is looked at first.
    for entry in changes.into_iter().rev() {
        if lines.iter().any(|later| later.is_made() && later.entry.replaces(&entry)) {
            lines.push(ChangeLine { entry, outcome: ChangeOutcome::Replaced });
            continue;
        }
        let outcome = match (options.forget, options.look, profile_of(&entry.base)) {
            (true, ..) => match recovery.forget_change(&entry).await {
                Ok(()) => ChangeOutcome::Forgotten,
                Err(fault) => ChangeOutcome::Read(UNREAD, Some(safe!("{}", fault))),
            },
            (false, false, _) => ChangeOutcome::Untouched,
            (false, true, None) => {
                let words = safe!("No profile has secrets for {}. Set CE_BASE, CE_USER and CE_ORG.", entry.base.host());
                ChangeOutcome::Read(UNREAD, Some(words))
            }
            (false, true, Some(profile)) => {
                let report = recovery.find_out_change(&entry, &profile).await;
                let why = match (report.verdict, report.fault) {
                    (_, Some(fault)) => Some(safe!("{}", fault)),
                    (ChangeVerdict::Unknown(cause), None) => Some(cause.describe(entry.kind).into()),
                    (ChangeVerdict::Stopped, None) => Some(safe!(
                        "It does not work. elemint reauthorize {} replaces its credentials.",
                        entry.target.id
                    )),
                    (ChangeVerdict::Changed | ChangeVerdict::Unchanged | ChangeVerdict::Missing, None) => None,
                };
                ChangeOutcome::Read(report.verdict, why)
            }
        };
        lines.push(ChangeLine { entry, outcome });
    }
    lines.reverse();
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
        return;
    }
    let open = |is_temporary| lines.iter().find(move |line| line.is_temporary() == Some(is_temporary));
    if open(true).is_some() {
        output::note(&"Still unknown. elemint recover --look reads the instances again.".into());
    }
    if let Some(line) = open(false) {
        let words = "Still unknown. Send the change again, or use elemint recover";
        output::note(&safe!("{} {} --forget.", words, line.entry.id));
    }
}

impl ChangeLine {
    /// Returns true if the outcome is not known.
    pub(super) fn is_open(&self) -> bool {
        match &self.outcome {
            ChangeOutcome::Untouched => true,
            ChangeOutcome::Forgotten | ChangeOutcome::Replaced => false,
            ChangeOutcome::Read(verdict, _) => verdict.is_unknown(),
        }
    }

    fn is_made(&self) -> bool {
        matches!(self.outcome, ChangeOutcome::Read(ChangeVerdict::Changed, _))
    }

    /// Returns true if reading the instance again may show the outcome; `None` if it is not unknown after a look.
    fn is_temporary(&self) -> Option<bool> {
        match &self.outcome {
            ChangeOutcome::Read(ChangeVerdict::Unknown(cause), _) => Some(cause.is_temporary()),
            ChangeOutcome::Read(
                ChangeVerdict::Changed | ChangeVerdict::Unchanged | ChangeVerdict::Stopped | ChangeVerdict::Missing,
                _,
            )
            | ChangeOutcome::Untouched
            | ChangeOutcome::Forgotten
            | ChangeOutcome::Replaced => None,
        }
    }

    fn word(&self) -> &'static str {
        match &self.outcome {
            ChangeOutcome::Untouched | ChangeOutcome::Read(ChangeVerdict::Unknown(_), _) => "open",
            ChangeOutcome::Forgotten => "forgotten",
            ChangeOutcome::Replaced => "replaced",
            ChangeOutcome::Read(ChangeVerdict::Changed, _) => "changed",
            ChangeOutcome::Read(ChangeVerdict::Unchanged, _) => "unchanged",
            ChangeOutcome::Read(ChangeVerdict::Stopped, _) => "stopped",
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
            ChangeOutcome::Untouched
            | ChangeOutcome::Forgotten
            | ChangeOutcome::Replaced
            | ChangeOutcome::Read(_, None) => {
                safe!("{}  {}: {} of instance {} “{}”  {}  {}", id, word, noun, target.id, name, started.words(), host)
            }
        }
    }

    /// Returns the line as JSON.
    pub(super) fn json(&self) -> Json {
        let ChangeEntry { id, kind, target, base, started, .. } = &self.entry;
        let why = match &self.outcome {
            ChangeOutcome::Read(_, Some(why)) => json!({ "why": why.as_str() }),
            ChangeOutcome::Read(_, None)
            | ChangeOutcome::Untouched
            | ChangeOutcome::Forgotten
            | ChangeOutcome::Replaced => json!({}),
        };
        let fields = json!({
            "request": id.to_string(), "base": base.as_str(), "element": target.element.as_str(),
            "name": Mask::default().cover_text(&target.name), "started": started.to_string(), "outcome": self.word(),
            "change": kind.as_str(), "instance": target.id,
        });
        let parts = [fields, why].into_iter().filter_map(|part| part.as_object().cloned()).flatten();
        Json::Object(parts.collect())
    }
}
