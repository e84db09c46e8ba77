//! `elemint plan`: lists the changes that an apply would make.

use super::{describe::PlanText, load::load};
use crate::{
    cli::{
        args::{Args, FileArgs, PlanArgs},
        command_error::CommandError,
        exit, json,
        settings::Settings,
    },
    runtime::apply::OpenCreations,
    storage::Store,
    terminal::output,
    text::{count, shell_quoted},
};
use std::{path::Path, process::ExitCode};

/// Prints the plan. Nothing is changed, neither on the platform nor on this machine.
pub(super) async fn run(args: &Args, options: &PlanArgs, settings: Settings) -> Result<ExitCode, CommandError> {
    options.file.check_prune(options.prune)?;
    let loaded = load(args, &options.file, settings).await?;
    loaded.announce();
    let access = &loaded.access;
    let applied = access.store.applied(&access.profile, &loaded.hash);
    let plan = loaded.plan(&applied).await?;
    let open = OpenCreations::read(&access.store, &access.profile, &loaded.file);
    if !open.is_empty() {
        let number = count(open.len(), "request", "requests");
        output::note(&safe!(
            "An earlier run left {} without an answer. elemint apply looks for their instances before it creates more.",
            number
        ));
    }
    let mask = access.mask();
    let text = PlanText::new(&plan, &loaded, &mask, options.prune);
    let (profile, base) = (access.profile.label(), access.account.base.as_str());
    if options.output.is_wanted() {
        json::print(&text.json(profile, base), &options.output).await?;
    } else {
        json::written(output::print(&text.lines()))?;
    }
    if let Some(path) = &options.out {
        let saved = plan.to_saved(profile, base, options.prune, &loaded.hash);
        // A plain struct of texts always writes.
        let mut saved = serde_json::to_string_pretty(&saved).unwrap_or_default();
        saved.push('\n');
        Store::save_private(path, &saved, true)?;
        let quoted = |path: &Path| shell_quoted(&path.display().to_string());
        let file = match &options.file {
            FileArgs { file: Some(file), .. } => quoted(file),
            FileArgs { from, .. } => format!("--from {}", from.as_deref().map(quoted).unwrap_or_default()),
        };
        output::note(&safe!(
            "The plan is saved in {}. To apply these steps or none: elemint apply {} --plan {}",
            path.display(),
            file,
            quoted(path)
        ));
    }
    if options.detailed_exitcode && plan.has_changes(options.prune) {
        return Ok(ExitCode::from(exit::CHANGES));
    }
    Ok(ExitCode::SUCCESS)
}
