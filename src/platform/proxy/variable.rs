//! Variables of the environment that configure proxies.

use super::ProxyError;
use std::{ffi::OsString, fmt};

/// Name and value of a variable. The value may hold a password, so `Debug` shows the name alone.
#[derive(Clone)]
pub struct ProxyVariable {
    /// Name as in the environment, such as `https_proxy`.
    pub name: &'static str,
    value: OsString,
}

impl ProxyVariable {
    /// Names of the variables that hold the proxy, the first set one first. curl's order for https addresses.
    pub const PROXY: [&str; 4] = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
    /// Names of the variables that list hosts reached without a proxy.
    pub const EXCEPTIONS: [&str; 2] = ["no_proxy", "NO_PROXY"];

    /// Returns the first of these variables that is set and not empty. As in curl, an empty one counts as unset.
    pub fn first(names: &[&'static str], read: impl Fn(&str) -> Option<OsString>) -> Option<Self> {
        let set = |name: &&'static str| {
            let value = read(name).filter(|value| !value.is_empty())?;
            Some(Self { name, value })
        };
        names.iter().find_map(set)
    }

    /// Returns a variable with this value.
    pub fn new(name: &'static str, value: impl Into<OsString>) -> Self {
        Self { name, value: value.into() }
    }

    pub(in crate::platform) fn text(&self) -> Result<&str, ProxyError> {
        self.value.to_str().ok_or(ProxyError::Encoding)
    }
}

impl fmt::Debug for ProxyVariable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Variable({})", self.name)
    }
}
