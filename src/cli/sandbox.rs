//! `elemint sandbox`: runs the sandbox alone.

use super::{
    args::{Args, JsonArgs, SandboxArgs},
    command_error::CommandError,
    exit, exported, json,
    settings::Settings,
    setup,
};
use crate::{
    runtime::signals::{SignalRequest, Signals},
    sandbox::{Options, Sandbox},
    storage::Store,
    terminal::{output, process},
    text::{SafeText, Secret},
};
use serde_json::json;
use std::{io, process::ExitCode, time::Duration};

/// Runs the sandbox until it is interrupted.
pub(super) async fn run(all: &Args, args: &SandboxArgs, settings: &Settings) -> Result<ExitCode, CommandError> {
    let secret = |given: &Option<String>| given.as_ref().map(|s| Secret::new(s.as_str()));
    let (elements, faults) = exported::elements(all.state.elements.as_deref())?;
    for fault in faults {
        output::note(&safe!("{}. The file is skipped.", fault.trim_end_matches('.')));
    }
    // Without a home directory the sandbox keeps nothing.
    let store = setup::store(settings).ok();
    let options = Options {
        listen: args.listen,
        user: secret(&args.user_secret),
        organization: secret(&args.org_secret),
        issuer: args.issuer.clone(),
        pace: Duration::from_millis(args.latency),
        ..setup::sandbox_options(&all.state, store.as_ref(), elements)
    };
    for note in store.iter().flat_map(Store::notes) {
        output::note(&safe!("{}", note));
    }
    let sandbox = Sandbox::start(options).await.map_err(|error| {
        CommandError::new(safe!("The sandbox did not start on {}: {}", args.listen, error), exit::FAILED)
    })?;
    // Signals are handled before the announcement, because a reader of it may end the sandbox at once.
    let signals = Signals::listen()
        .map_err(|error| CommandError::new(safe!("elemint could not start: {}", error), exit::FAILED))?;
    // Without the address the sandbox is of no use.
    announce(&sandbox, &args.output).await?;
    wait_for_end(signals).await;
    sandbox.stop().await;
    Ok(ExitCode::SUCCESS)
}

/// Prints the address and the secrets, which are generated for this run.
async fn announce(sandbox: &Sandbox, options: &JsonArgs) -> Result<(), CommandError> {
    let account = sandbox.account();
    let (base, user, org) = (account.base.as_str(), account.user.expose(), account.organization.expose());
    if options.is_wanted() {
        let second = sandbox.second_user().expose();
        let all = json!({ "base": base, "userSecret": user, "organizationSecret": org, "secondUserSecret": second });
        // One line, because a reader waits for its end while the sandbox runs.
        return if options.jq.is_some() {
            json::print(&all, options).await
        } else {
            output::line(&SafeText::json(&all.to_string())).map_err(|error| unwritten(&error))
        };
    }
    output::print(&shell_lines(base, user, org)).map_err(|error| unwritten(&error))
}

/// Returns the lines that set the variables, in the syntax of PowerShell on Windows and of a POSIX shell on other
/// systems.
fn shell_lines(base: &str, user: &str, organization: &str) -> SafeText {
    let [set, equals, dollar, curl] =
        if cfg!(windows) { ["$env:", " = ", "$env:", "curl.exe"] } else { ["export ", "=", "$", "curl"] };
    let assign = |name: &str, value: &str| safe!("{}{}{}'{}'", set, name, equals, value);
    safe!(
        "The sandbox is running. Ctrl-C ends it.\n\n{}\n{}\n{}\n\n\
         Try: {} -H \"Authorization: User {}CE_USER, Organization {}CE_ORG\" \"{}CE_BASE/instances\"\n",
        assign("CE_BASE", base),
        assign("CE_USER", user),
        assign("CE_ORG", organization),
        curl,
        dollar,
        dollar,
        dollar
    )
}

fn unwritten(error: &io::Error) -> CommandError {
    CommandError::new(safe!("The output could not be written: {}.", error), exit::FAILED)
}

/// Waits for a signal that ends the program.
async fn wait_for_end(mut signals: Signals) {
    loop {
        match signals.next().await {
            SignalRequest::End(_) => return,
            SignalRequest::Suspend => drop(process::stop()),
            SignalRequest::Resized => {}
        }
    }
}
