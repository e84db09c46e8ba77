//! Agreement to a plan: the question, `--yes`, or the names of a protected profile.

use super::{describe::PlanText, load::Loaded};
use crate::{
    cli::{
        args::ApplyArgs, command_error::CommandError, confirm, instances::outcome, unattended::missing::MissingInput,
    },
    domain::{
        Account, Write,
        declared::{Plan, plan::PlanAction},
        guard::confirmation,
    },
    terminal::output,
};

/// Answer to a plan.
pub(super) enum PlanAgreement {
    /// The plan is applied with this account.
    Given(Box<Account>),
    /// The user does not agree.
    Declined,
    /// These inputs are missing, and cannot be asked for.
    Missing(Vec<MissingInput>),
}

/// Shows the plan and asks.
///
/// # Errors
/// The profile allows no change.
pub(super) fn agree(
    loaded: &Loaded,
    plan: &Plan,
    text: &PlanText<'_>,
    options: &ApplyArgs,
) -> Result<PlanAgreement, CommandError> {
    let access = &loaded.access;
    let account = access.account.clone();
    if !plan.has_changes(options.prune) {
        return Ok(PlanAgreement::Given(Box::new(account)));
    }
    output::ask(&text.lines());
    if account.guard.is_read_only {
        let refusal = account.guard.check(Write::Create).err();
        return refusal.map_or(Ok(PlanAgreement::Declined), |fault| Err(outcome::refused(&fault)));
    }
    if account.guard.is_protected {
        return Ok(confirmed(loaded, plan, account, options));
    }
    if options.yes {
        return Ok(PlanAgreement::Given(Box::new(account)));
    }
    if !confirm::can_ask() {
        return Ok(PlanAgreement::Missing(vec![MissingInput::agreement()]));
    }
    let question = safe!("Apply it to {} ({})?", access.profile.label(), account.base.host());
    let is_agreed = confirm::confirm(&question)?;
    Ok(if is_agreed { PlanAgreement::Given(Box::new(account)) } else { PlanAgreement::Declined })
}

/// Returns the account of a protected profile: each instance that is changed or deleted is confirmed by its name, and
/// created ones by their own.
fn confirmed(loaded: &Loaded, plan: &Plan, account: Account, options: &ApplyArgs) -> PlanAgreement {
    let changed = plan.steps.iter().filter(|step| step.action != PlanAction::Unchanged).map(|step| {
        let name = loaded.file.instances.get(step.row).map(|declared| declared.name().to_owned()).unwrap_or_default();
        match &step.existing {
            Some(existing) => (existing.id.clone(), existing.name.clone()),
            None => (String::new(), name),
        }
    });
    let deleted = plan.prunable().filter(|_| options.prune).map(|other| (other.id.clone(), other.name.clone()));
    let (mut account, mut missing) = (account, Vec::new());
    for (id, name) in changed.chain(deleted) {
        match options.confirm.iter().find_map(|typed| account.confirmed((&id, &name), typed)) {
            Some(confirmed) => account = confirmed,
            None => {
                let text = confirmation((&id, &name));
                missing.push(MissingInput::confirmation(loaded.access.profile.label(), text));
            }
        }
    }
    if missing.is_empty() { PlanAgreement::Given(Box::new(account)) } else { PlanAgreement::Missing(missing) }
}
