//! `elemint trash restore` without a screen.

use super::{create, report::Report};
use crate::{
    cli::{
        args::{Args, trash::RestoreArgs},
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
    done.unwrap_or_else(|report| report).print(&options.script.unattended.output).await
}

async fn begin(args: &Args, options: &RestoreArgs, mut settings: Settings) -> Result<Report, Report> {
    let store = setup::store(&settings)?;
    let (catalog, _) = setup::catalog(&store)?;
    let Restored { given, notice } = trash::restored(args, options, &mut settings, (&store, &catalog))?;
    output::note(&safe!("{}", KeyTable::default().render(&notice.text)));
    let options = options.script.to_create(&given.element);
    let report = create::begin(args, &options, settings, None, Some(&given)).await?;
    if let (Some(record), Some(id)) = (&given.record, report.created_id()) {
        // The instance exists, whether its origin is noted or not.
        if let Err(error) = store.trash().note_restored(record, id) {
            output::note(&safe!("{}", error));
        }
    }
    Ok(report)
}
