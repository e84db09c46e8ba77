//! `elemint clone` without a screen.

use super::{
    create,
    fault::failed,
    missing::{self, MissingInput},
    report::Report,
};
use crate::{
    cli::{
        args::{Args, CloneArgs},
        clone::{self, CopyRefused},
        exported,
        settings::Settings,
        setup,
        wizard::practice_profile,
    },
    storage::Store,
    terminal::output,
    wizard::KeyTable,
};
use std::{process::ExitCode, sync::Arc};

/// Creates an instance with the values of another one, and returns the exit code.
pub async fn run(args: &Args, options: &CloneArgs, settings: Settings) -> ExitCode {
    let done = Box::pin(begin(args, options, settings)).await;
    done.unwrap_or_else(|report| report).print(&options.script.unattended.output).await
}

async fn begin(args: &Args, options: &CloneArgs, mut settings: Settings) -> Result<Report, Report> {
    let store = setup::store(&settings)?;
    let (catalog, _) = setup::catalog(&store)?;
    let sandbox = if args.sandbox {
        // Unusable files are reported when the copy is created.
        let (elements, _) = exported::elements(args.state.elements.as_deref())?;
        Some(setup::practice(&args.state, Some(&store), Arc::new(catalog.clone()), elements).await?)
    } else {
        check_source(&store, &settings)?;
        None
    };
    let practice = sandbox.as_ref().map(practice_profile);
    let copied = clone::copied(args, options, &mut settings, (&store, &catalog), practice).await;
    let (given, notice) = copied.map_err(|refused| match refused {
        CopyRefused::Unread(fault) => failed("", &fault),
        CopyRefused::Other(refused) => refused.into(),
    })?;
    drop(store);
    output::note(&safe!("{}", KeyTable::default().render(&notice.text)));
    let options = options.script.to_create(&given.element);
    create::begin(args, &options, settings, sandbox, Some(&given)).await
}

/// Checks that there is a platform to read the instance from, with its secrets.
fn check_source(store: &Store, settings: &Settings) -> Result<(), Report> {
    let profiles = setup::profiles(store, settings)?;
    let mut missing = MissingInput::account(settings, &profiles)?;
    if missing.is_empty() {
        missing.extend(setup::choose(settings, &profiles)?.iter().flat_map(MissingInput::unset_secrets));
    }
    if missing.is_empty() { Ok(()) } else { Err(missing::report(&missing)) }
}
