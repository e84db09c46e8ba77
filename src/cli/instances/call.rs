//! `elemint instances call`: reads a resource of the provider through an instance.

use super::{access::Access, outcome};
use crate::{
    cli::{args::CallArgs, command_error::CommandError, exit, json, view},
    document::json::Body,
    domain::{RequestHeader, ResourcePath},
    terminal::output,
};
use std::process::ExitCode;

/// Sends a GET request through an instance, and prints the answer with secrets masked.
pub(super) async fn run(options: &CallArgs, access: &Access) -> Result<ExitCode, CommandError> {
    if !options.method.eq_ignore_ascii_case("GET") {
        let words = safe!("{} may change data of the provider. Only GET is supported.", options.method);
        return Err(CommandError::new(words, exit::MISUSED));
    }
    let path = ResourcePath::parse(&options.path, &options.query);
    let path = path.map_err(|error| CommandError::new(safe!("{}", error), exit::MISUSED))?;
    let headers = options.headers.iter().map(|(name, value)| RequestHeader::new(name, value));
    let headers: Result<Vec<_>, _> = headers.collect();
    let headers = headers.map_err(|error| CommandError::new(safe!("--header: {}", error), exit::MISUSED))?;
    let row = access.row(&options.id).await?;
    let mask = access.mask_for(&row.listed);
    let instance = access.with_token(&row.listed).await;
    let instance = instance.map_err(|fault| outcome::refused_for(&options.id, &fault))?;
    let answer = access.client.get_resource(&instance, (&path, &headers), &access.account).await;
    let answer = answer.map_err(|fault| outcome::refused(&fault))?;
    let body = Body::read(answer.text.expose().as_bytes().to_vec());
    let code = match &options.jq {
        Some(words) => json::print_filtered(&body.document, &mask, words).await.map(|()| ExitCode::SUCCESS)?,
        None => view::print(&body.document, &mask),
    };
    if let Some(next) = &answer.next {
        output::note(&safe!("There is another page: --query nextPage={}", next));
    }
    Ok(code)
}
