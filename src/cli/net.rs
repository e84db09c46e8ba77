//! Network settings from flags and environment.

use super::{command_error::CommandError, exit, settings::Settings};
use crate::{platform::Net, runtime::log, storage::Store};
use std::time::Duration;

/// Returns the connection settings for the platform.
///
/// # Errors
/// A setting that cannot be used, and how to fix it.
pub(super) fn net(settings: &Settings) -> Result<Net, CommandError> {
    read(settings).map_err(|(words, code)| CommandError::new(safe!("{}", words), code))
}

/// Returns the connection settings, or the reason that there are none with its exit code.
fn read(settings: &Settings) -> Result<Net, (String, u8)> {
    let misused = |words: String| (words, exit::MISUSED);
    let mut net = Net::default();
    if let Some(seconds) = settings.timeout {
        net = net.waiting(Duration::from_secs(seconds));
    }
    if let Some(log) = &settings.log {
        net = net.observed(log::requests(log.clone()));
    }
    if let Some(proxy) = &settings.proxy {
        let refusal =
            |error| misused(format!("{error}. Fix the variable, or use --no-proxy to connect without a proxy."));
        net = net.through(proxy, settings.no_proxy.as_ref()).map_err(refusal)?;
    }
    if let Some(path) = &settings.ca_file {
        let read = Store::read_bytes(path).map_err(|error| misused(format!("--ca-file: {error} {}", error.hint())))?;
        let missing = || (format!("--ca-file: {} does not exist. Check the path.", path.display()), exit::NOT_FOUND);
        let pem = read.ok_or_else(missing)?;
        net = net.trusting(&pem).map_err(|error| misused(format!("--ca-file {}: {error}.", path.display())))?;
    }
    Ok(net)
}
