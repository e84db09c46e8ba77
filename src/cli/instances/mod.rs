//! `elemint instances`: lists and manages the instances of a platform without a screen.

mod access;
pub mod column;
mod list;
mod outcome;
mod row;
mod show;
mod table;

use super::{
    args::{Args, InstancesArgs, InstancesCommand, ListArgs},
    exit,
    settings::Settings,
    setup::StartRefused,
};
use access::Access;
use std::process::ExitCode;

/// Runs the command on instances.
pub async fn run(args: &Args, options: &InstancesArgs, settings: &Settings) -> ExitCode {
    begin(args, options, settings).await.unwrap_or_else(|StartRefused(words, code)| exit::failed(&words, code))
}

async fn begin(args: &Args, options: &InstancesArgs, settings: &Settings) -> Result<ExitCode, StartRefused> {
    let usual = InstancesCommand::List(ListArgs::default());
    let command = options.command.as_ref().unwrap_or(&usual);
    match command {
        InstancesCommand::List(list) => list::run(list, || Access::open(args, settings)).await,
        InstancesCommand::Show(show) => show::run(show, &Access::open(args, settings).await?).await,
    }
}
