//! `elemint trash restore` without a screen.

use super::{create, report::Report};
use crate::{
    cli::{
        args::{Args, trash::RestoreArgs},
        command_error::CommandError,
        exit,
        settings::Settings,
        setup,
        trash::{self, Restored},
    },
    terminal::output,
    wizard::KeyTable,
};
use std::process::ExitCode;

/// Creates an instance with the values of a deleted one, and returns the exit code.
pub async fn run(args: &Args, options: &RestoreArgs, settings: Settings) -> ExitCode {
    let done = Box::pin(begin(args, options, settings)).await;
    done.unwrap_or_else(|report| report).print(&options.unattended.output).await
}

async fn begin(args: &Args, options: &RestoreArgs, mut settings: Settings) -> Result<Report, Report> {
    let store = setup::store(&settings)?;
    let (catalog, _) = setup::catalog(&store)?;
    let restored = trash::restored(args, &mut settings, &store, &catalog)?;
    let unknown = || CommandError::new(safe!("No deleted instance {} is kept here.", options.id), exit::NOT_FOUND);
    let Restored { given, notice } = restored.ok_or_else(unknown)?;
    drop(store);
    output::note(&safe!("{}", KeyTable::default().render(&notice.text)));
    let options = options.to_create(&given.element);
    create::begin(args, &options, settings, None, Some(&given)).await
}
