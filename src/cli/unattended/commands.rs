//! `elemint reauthorize`, `edit` and `consent` without a screen.

use super::{agreement::Agreement, complete, form::Given, place::Place, report::Report, request_consent};
use crate::{
    cli::{
        args::{Args, ChangeArgs, ConsentCommand},
        settings::Settings,
    },
    domain::draft::ChangeForm,
};
use std::process::ExitCode;

/// Changes an instance, and returns the exit code.
pub async fn change(args: &Args, form: ChangeForm, options: &ChangeArgs, settings: Settings) -> ExitCode {
    let done = Box::pin(changed(args, form, options, settings)).await;
    done.unwrap_or_else(|report| report).print(&options.script.unattended.output).await
}

async fn changed(args: &Args, form: ChangeForm, options: &ChangeArgs, settings: Settings) -> Result<Report, Report> {
    let mut place = Place::open(args, settings, None).await?;
    let missing: Vec<_> = place.missing().into_iter().chain(place.unset_secrets()).collect();
    if !missing.is_empty() {
        return Err(super::missing::report(&missing));
    }
    let listed = place.listed(&options.id, "Nothing was changed. ").await?;
    place.element(listed.element.as_str()).await?;
    let given = Given { form: &options.form, answers: None, prefill: None };
    super::change::change(
        form,
        &place,
        &listed,
        &given,
        Agreement::new(&options.script.unattended),
        &options.script.consent,
    )
    .await
}

/// Runs a command on consents, and returns the exit code.
pub async fn consent(args: &Args, command: &ConsentCommand, settings: Settings) -> ExitCode {
    let (done, output) = match command {
        ConsentCommand::Request(options) => {
            (Box::pin(request_consent::run(args, options, settings)).await, &options.output)
        }
        ConsentCommand::Complete(options) => {
            (Box::pin(complete::run(args, options, settings)).await, &options.unattended.output)
        }
        ConsentCommand::List(output) => match request_consent::list(output, &settings).await {
            Ok(code) => return code,
            Err(report) => (Err(report), output),
        },
    };
    done.unwrap_or_else(|report| report).print(output).await
}
