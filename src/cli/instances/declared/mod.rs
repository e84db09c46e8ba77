//! `elemint export`, `plan` and `apply`: instances declared in a file.

mod agreement;
mod apply;
mod describe;
mod export;
mod load;
mod pending;
mod plan;
mod progress;
mod proxies;
mod result_json;
mod results;
mod row_result;
mod run;
mod work;

use super::access::Access;
use crate::cli::{
    args::{ApplyArgs, Args, ExportArgs, PlanArgs},
    command_error::CommandError,
    settings::Settings,
};
use std::process::ExitCode;

/// Runs `elemint export`.
pub(in crate::cli) async fn export(
    args: &Args,
    options: &ExportArgs,
    settings: &Settings,
) -> Result<ExitCode, CommandError> {
    Box::pin(export::run(options, || Access::open(args, settings))).await
}

/// Runs `elemint plan`.
pub(in crate::cli) async fn plan(
    args: &Args,
    options: &PlanArgs,
    settings: Settings,
) -> Result<ExitCode, CommandError> {
    Box::pin(plan::run(args, options, settings)).await
}

/// Runs `elemint apply`.
pub(in crate::cli) async fn apply(
    args: &Args,
    options: &ApplyArgs,
    settings: Settings,
) -> Result<ExitCode, CommandError> {
    Box::pin(apply::run(args, options, settings)).await
}
