//! `elemint instances`: lists and manages the instances of a platform without a screen.

mod access;
mod agree;
mod call;
mod check;
pub mod column;
pub mod declared;
mod list;
mod named;
mod outcome;
mod proxies;
mod row;
mod row_writer;
mod show;
mod table;
mod test;
mod token;
mod update;
mod write;

use super::{
    args::{Args, InstancesArgs, InstancesCommand, ListArgs, TokenArgs, proxies::ProxiesArgs},
    command_error::CommandError,
    settings::Settings,
};
use access::Access;
use std::process::ExitCode;

/// Runs the command on instances.
pub(super) async fn run(args: &Args, options: &InstancesArgs, settings: &Settings) -> Result<ExitCode, CommandError> {
    // The future of all commands is large.
    Box::pin(begin(args, options, settings)).await
}

async fn begin(args: &Args, options: &InstancesArgs, settings: &Settings) -> Result<ExitCode, CommandError> {
    let usual = InstancesCommand::List(ListArgs { output: options.output.clone(), ..ListArgs::default() });
    let command = options.command.as_ref().unwrap_or(&usual);
    let open = || Access::open(args, settings);
    match command {
        InstancesCommand::List(list) => list::run(list, open).await,
        InstancesCommand::Show(show) => show::run(show, &open().await?).await,
        InstancesCommand::Test(test) => test::run(test, open).await,
        InstancesCommand::Enable(switch) => write::switch(switch, true, &open().await?).await,
        InstancesCommand::Disable(switch) => write::switch(switch, false, &open().await?).await,
        InstancesCommand::Delete(delete) => write::delete(delete, &open().await?).await,
        InstancesCommand::Update(update) => update::run(update, &open().await?).await,
        InstancesCommand::Events(events) => update::events(events, &open().await?).await,
        InstancesCommand::Trace(trace) => update::trace(trace, &open().await?).await,
        InstancesCommand::Call(call) => call::run(call, &open().await?).await,
        InstancesCommand::Check(check) => check::run(check, open).await,
        // The wizard runs it.
        InstancesCommand::Clone(_) | InstancesCommand::Reauthorize(_) | InstancesCommand::Edit(_) => {
            Ok(ExitCode::SUCCESS)
        }
        InstancesCommand::Token(token) => token::run(token, open).await,
    }
}

/// Runs `elemint proxies`.
pub(super) async fn proxies(args: &Args, options: &ProxiesArgs, settings: &Settings) -> Result<ExitCode, CommandError> {
    proxies::run(options, &Access::open(args, settings).await?).await
}

/// Runs `elemint token`.
pub(super) async fn token(args: &Args, options: &TokenArgs, settings: &Settings) -> Result<ExitCode, CommandError> {
    token::run(options, || Access::open(args, settings)).await
}
