//! Configuration of the services of a session.

use super::{external_program::Tools, resolve::Resolver};
use crate::{
    catalog::Catalog,
    oauth::browser::Browser,
    platform::Net,
    sandbox::Sandbox,
    storage::Store,
    terminal::clipboard::{ClipboardAccess, Desktop},
};
use std::{sync::Arc, time::Duration};

/// Settings of the services.
#[derive(Debug)]
pub struct ServiceConfig {
    /// Elements that are known here, the user's own among them.
    pub catalog: Arc<Catalog>,
    /// Store of files.
    pub store: Store,
    /// Resolver of references.
    pub resolver: Resolver,
    /// Opener of pages.
    pub browser: Browser,
    /// Clipboard of the desktop, in addition to the terminal's.
    pub desktop: Desktop,
    /// Settings of the way to the platform.
    pub net: Net,
    /// Age up to which the stored list of elements is used without asking the platform.
    pub list_age: Duration,
    /// Programs that show text.
    pub tools: Tools,
    /// Way to the terminal's clipboard.
    pub clipboard: ClipboardAccess,
    /// Sandbox, if it is running already.
    pub sandbox: Option<Sandbox>,
}
