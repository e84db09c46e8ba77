//! Command line: arguments, settings, commands, exit codes.

pub mod args;
mod clone;
mod command_error;
pub mod completions;
mod confirm;
pub mod doctor;
mod environment;
pub mod exit;
mod exported;
mod failure;
mod filter;
pub mod forget;
mod headless;
pub mod instances;
mod interruption;
mod json;
pub mod man;
pub mod net;
mod profile_change;
mod profile_result;
mod profile_secrets;
pub mod profiles;
pub mod recover;
pub mod report;
pub mod sandbox;
mod secret_prompt;
mod session;
mod session_state;
pub mod settings;
mod setup;
mod signal_watch;
mod start;
pub mod trash;
mod unattended;
mod unknown;
pub mod view;
pub mod wizard;

use crate::{
    runtime::log::line,
    storage::{Log, Store},
    terminal::keyboard::block_on,
};
use args::{
    Args, Command, CreateArgs, InstancesArgs, InstancesCommand,
    trash::{TrashArgs, TrashCommand},
};
use command_error::CommandError;
use serde_json::Value as Json;
use std::{process::ExitCode, sync::Arc};

/// Runs the command on the command line.
pub fn run() -> ExitCode {
    // Protects the memory before any secret is read.
    crate::runtime::memory::keep_private();
    crate::terminal::screen::watch();
    let args = match Args::read() {
        Ok(args) => args,
        Err(error) => {
            let form = args::requested_form();
            // The word in front of an argument that is not known may be a misspelled command.
            let is_word = error.kind() == clap::error::ErrorKind::UnknownArgument;
            return match args::typed_element().filter(|_| is_word).and_then(|word| unknown::misspelled(&word)) {
                Some(misspelled) => misspelled.print(form),
                None => failure::usage(&error, form),
            };
        }
    };
    if let Some(Command::RunFilter) = args.command {
        return filter::run();
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            let words = safe!("elemint could not start: {}", error);
            return CommandError::new(words, exit::FAILED).print(args.output);
        }
    };
    let code = begin(&args, &runtime).unwrap_or_else(|error| match &args.filter {
        Some(filter) => runtime.block_on(error.print_filtered(filter)),
        None => error.print(args.output),
    });
    // Remaining tasks had their time to end.
    runtime.shutdown_background();
    code
}

/// Runs a command and returns the exit code.
///
/// # Errors
/// The reason that the command has no result.
fn begin(args: &Args, runtime: &tokio::runtime::Runtime) -> Result<ExitCode, CommandError> {
    if args.state.is_given() && !args.sandbox && !matches!(args.command, Some(Command::Sandbox(_))) {
        let words = "--elements, --instances, --fresh and --seed are for the sandbox. Add --sandbox.";
        return Err(CommandError::new(words.into(), exit::MISUSED));
    }
    if args.non_interactive {
        confirm::forbid();
    }
    check_directories(args)?;
    let log = args.log.as_deref().map(Log::open).transpose()?.map(Arc::new);
    let settings = settings::Settings::read(args, log.clone());
    let note = |event: &str, parts: Json| {
        if let Some(log) = &log {
            log.add(&line(event, parts));
        }
    };
    note("command", serde_json::json!({ "command": args.command_names }));
    let done = dispatch(args, settings, runtime);
    let code = done.as_ref().map_or_else(|error| Some(error.code), |code| exit::number(*code));
    note("end", serde_json::json!({ "exit": code }));
    done
}

/// Checks the directories of the store that are given. The commands that look for faults report them as findings.
///
/// # Errors
/// One of them can neither be read nor created.
fn check_directories(args: &Args) -> Result<(), CommandError> {
    let reports = matches!(
        args.command,
        Some(Command::Doctor(_) | Command::Report(_) | Command::Completions { .. } | Command::Man { .. })
    );
    let given = [&args.places.config_dir, &args.places.state_dir].into_iter().flatten();
    for directory in given.filter(|_| !reports) {
        Store::check_directory(directory, !args.places.keep_nothing)?;
    }
    Ok(())
}

fn dispatch(
    args: &Args,
    settings: settings::Settings,
    runtime: &tokio::runtime::Runtime,
) -> Result<ExitCode, CommandError> {
    if let Some((form, change)) = args.unattended_change(headless::is_interactive()) {
        return Ok(runtime.block_on(unattended::change(args, form, change, settings)));
    }
    if let Some(clone) = args.unattended_clone(headless::is_interactive()) {
        return Ok(runtime.block_on(unattended::clone(args, clone, settings)));
    }
    if let Some(restore) = args.unattended_restore(headless::is_interactive()) {
        return Ok(runtime.block_on(unattended::restore(args, restore, settings)));
    }
    match args.command {
        Some(Command::Consent(ref consent)) => {
            Ok(runtime.block_on(unattended::consent_command(args, &consent.command, settings)))
        }
        Some(Command::Create(ref options)) => Ok(runtime.block_on(unattended::create(args, options, settings))),
        Some(Command::New(ref new)) if new.is_unattended() => {
            Ok(runtime.block_on(unattended::create(args, &CreateArgs::from_new(new), settings)))
        }
        None
        | Some(
            Command::New(_)
            | Command::Reauthorize(_)
            | Command::Edit(_)
            | Command::Session(_)
            | Command::Clone(_)
            | Command::Instances(InstancesArgs {
                command: Some(InstancesCommand::Clone(_) | InstancesCommand::Reauthorize(_) | InstancesCommand::Edit(_)),
                ..
            })
            | Command::RunFilter
            | Command::Trash(TrashArgs { command: Some(TrashCommand::Restore(_)), .. }),
        ) => at_terminal(runtime, wizard::run(args, settings)),
        Some(Command::Sandbox(ref options)) => runtime.block_on(sandbox::run(args, options, &settings)),
        Some(Command::View(ref options)) => at_terminal(runtime, view::run(options, settings)),
        Some(Command::Recover(ref options)) => runtime.block_on(recover::run(options, settings)),
        Some(Command::Forget(ref options)) => runtime.block_on(forget::run(options, &settings)),
        Some(Command::Trash(ref options)) => runtime.block_on(trash::run(options, &settings)),
        Some(Command::Instances(InstancesArgs { command: None, ref output }))
            if headless::is_interactive() && !output.is_wanted() =>
        {
            at_terminal(runtime, wizard::run(args, settings))
        }
        Some(Command::Instances(ref options)) => runtime.block_on(instances::run(args, options, &settings)),
        Some(Command::Export(ref options)) => runtime.block_on(instances::declared::export(args, options, &settings)),
        Some(Command::Plan(ref options)) => runtime.block_on(instances::declared::plan(args, options, settings)),
        Some(Command::Apply(ref options)) => runtime.block_on(instances::declared::apply(args, options, settings)),
        Some(Command::Profiles(ref options)) => runtime.block_on(profiles::run(options, &settings)),
        Some(Command::Proxies(ref options)) => runtime.block_on(instances::proxies(args, options, &settings)),
        Some(Command::Token(ref options)) => runtime.block_on(instances::token(args, options, &settings)),
        Some(Command::Doctor(ref output)) => runtime.block_on(doctor::run(args, output, &settings)),
        Some(Command::Report(ref options)) => runtime.block_on(report::run(args, options, &settings)),
        Some(Command::Completions { shell }) => Ok(completions::run(shell)),
        Some(Command::Man { ref dir }) => man::run(dir.as_deref()),
    }
}

/// Runs a command that may read keys.
///
/// # Errors
/// Those of the command, or the system has no room for another file.
fn at_terminal(
    runtime: &tokio::runtime::Runtime,
    command: impl Future<Output = Result<ExitCode, CommandError>>,
) -> Result<ExitCode, CommandError> {
    block_on(runtime, command)
        .unwrap_or_else(|error| Err(CommandError::new(safe!("elemint cannot wait for input: {}", error), exit::FAILED)))
}
