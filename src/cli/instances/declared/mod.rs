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
    exit,
    settings::Settings,
    setup::StartRefused,
};
use std::process::ExitCode;

/// Runs `elemint export`.
pub async fn export(args: &Args, options: &ExportArgs, settings: &Settings) -> ExitCode {
    let done = Box::pin(export::run(options, || Access::open(args, settings))).await;
    done.unwrap_or_else(|StartRefused(words, code)| exit::failed(&words, code))
}

/// Runs `elemint plan`.
pub async fn plan(args: &Args, options: &PlanArgs, settings: Settings) -> ExitCode {
    let done = Box::pin(plan::run(args, options, settings)).await;
    done.unwrap_or_else(|StartRefused(words, code)| exit::failed(&words, code))
}

/// Runs `elemint apply`.
pub async fn apply(args: &Args, options: &ApplyArgs, settings: Settings) -> ExitCode {
    let done = Box::pin(apply::run(args, options, settings)).await;
    done.unwrap_or_else(|StartRefused(words, code)| exit::failed(&words, code))
}
