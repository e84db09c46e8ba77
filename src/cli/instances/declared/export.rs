//! `elemint export`: writes instances of the platform into a file.

use super::{load::read_text, proxies};
use crate::{
    cli::{
        args::ExportArgs,
        command_error::CommandError,
        exit,
        instances::{access::Access, list, outcome},
    },
    domain::{
        InstanceFacts,
        declared::{escape::with_escapes, export},
    },
    platform::InstanceFilter,
    storage::Store,
    terminal::output,
    text::{SafeText, count},
};
use std::process::ExitCode;

/// Writes the instances that match. The filter and the file are checked before anything is sent.
pub(super) async fn run<F: Future<Output = Result<Access, CommandError>>>(
    options: &ExportArgs,
    open: impl FnOnce() -> F,
) -> Result<ExitCode, CommandError> {
    let query = list::query(&options.filter)?;
    let before = match &options.into {
        Some(path) if path.exists() => Some(read_text(path)?),
        Some(_) | None => None,
    };
    let access = open().await?;
    let now = Access::now();
    let listed = access.client.instances(&InstanceFilter::default(), &access.account).await;
    let mut listed = listed.map_err(|fault| outcome::refused(&fault))?;
    listed.retain(|listed| {
        let is_token_here = access.store.has_instance(&access.account.base, &listed.id);
        let facts = InstanceFacts { is_token_here, ..InstanceFacts::from_listed(listed) };
        query.matches(listed, &facts, now)
    });
    let profile = access.profile_name();
    let proxies = proxies::of_listed(&listed, &access).await;
    let catalog = (&*access.catalog, proxies.as_slice());
    let written = export::export(before.as_deref(), profile, &listed, catalog, options.ids);
    let written = written.map_err(|error| {
        let line = error.message().lines().next().unwrap_or_default().to_owned();
        CommandError::new(safe!("The file is not valid TOML, so it was not changed: {}.", line), exit::MISUSED)
    })?;
    let ended = match &options.into {
        Some(path) => {
            Store::save_private(path, &written.text, true)?;
            ExitCode::SUCCESS
        }
        None => exit::printed(output::print(&SafeText::toml(&with_escapes(&written.text)))),
    };
    note(options, &written, listed.len());
    Ok(ended)
}

fn note(options: &ExportArgs, written: &export::InstanceExport, listed: usize) {
    let instances = |number| count(number, "instance", "instances");
    let mut text = match &options.into {
        Some(path) => {
            let (added, updated) = (instances(written.added), instances(written.updated));
            safe!("{}: {} added, {} updated.", path.display(), added, updated)
        }
        None => safe!("{} exported.", instances(listed)),
    };
    if !written.references.is_empty() {
        let number = count(written.references.len(), "reference", "references");
        text.push(&safe!(" Fill in {}, such as {}.", number, written.references.first().cloned().unwrap_or_default()));
    }
    output::note(&text);
}
