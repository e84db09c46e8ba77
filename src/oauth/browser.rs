//! Opening a page in the person's browser, which may fail without harm: the address is always there to be copied.

use crate::domain::{Fault, secret};
use std::{io, path::Path, process::Stdio, time::Duration};
use tokio::{
    process::{Child, Command},
    task::spawn_blocking,
    time::timeout,
};
use url::Url;

/// A launcher that fails does so at once; one that is still there has become the browser.
const FAILS_WITHIN: Duration = Duration::from_millis(1500);
/// Finding out which browser is the usual one runs programs of the desktop, which may hang.
const FINDS_WITHIN: Duration = Duration::from_secs(5);

/// Programs that would draw over our screen, or fetch the page where nobody can agree to anything.
const TEXT_BROWSERS: [&str; 14] = [
    "browsh",
    "carbonyl",
    "curl",
    "elinks",
    "emacs",
    "eww",
    "links",
    "links2",
    "lynx",
    "netrik",
    "retawq",
    "w3m",
    "wget",
    "www-browser",
];

/// The desktop's own launcher, which unlike a library can be watched, reaped and given less of our environment.
pub(super) const LAUNCHER: Option<&str> = if cfg!(target_os = "macos") {
    Some("open")
} else if cfg!(unix) {
    Some("xdg-open")
} else {
    None
};

/// How pages are opened on this machine, as the settings have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Browser {
    /// A command to open pages with, as in `$BROWSER`: split at blanks, `%s` standing for the address, which is
    /// otherwise the last argument. Without one the desktop decides.
    pub command: Option<String>,
    /// Whether there is a desktop at all.
    pub display: bool,
}

/// Why no browser opened.
#[derive(Debug, thiserror::Error)]
pub enum BrowserError {
    /// Only web pages are opened.
    #[error("That is not the address of a web page.")]
    NotWeb,
    /// A browser without a window.
    #[error("{0} runs inside the terminal and was not started.")]
    TextBrowser(String),
    /// There is no screen a browser could be on.
    #[error("There is no desktop here to open a browser on.")]
    NoDisplay,
    /// There is no such program.
    #[error("There is no program called {0}.")]
    Missing(String),
    /// It was started and failed at once, or could not be started.
    #[error("{0} did not open the page.")]
    Failed(String),
    /// It did not come to an end.
    #[error("The desktop did not say which browser to use.")]
    Silent,
}

impl Browser {
    /// Opens a page: starts a browser, or asks for one. Whether anyone sees the page it cannot tell.
    ///
    /// # Errors
    /// [`BrowserError`], none of which names the address: it may hold a secret.
    pub async fn open(&self, url: &str) -> Result<(), BrowserError> {
        // As it stands in one argument, an address begins with its scheme, so it can be no option and no file.
        let odd = url.chars().any(|c| c.is_control() || c.is_whitespace());
        if odd || !Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host()) {
            return Err(BrowserError::NotWeb);
        }
        match self.command.as_deref().map(str::trim).filter(|command| !command.is_empty()) {
            Some(command) => self.run(command, url).await,
            None if !self.display => Err(BrowserError::NoDisplay),
            None => self.run_usual(url).await,
        }
    }

    async fn run_usual(&self, url: &str) -> Result<(), BrowserError> {
        if let Some(launcher) = LAUNCHER {
            match self.run(launcher, url).await {
                Err(BrowserError::Missing(_)) => {}
                ran => return ran,
            }
        }
        let url = url.to_owned();
        let search = spawn_blocking(move || webbrowser::open(&url).is_ok());
        match timeout(FINDS_WITHIN, search).await {
            Ok(Ok(true)) => Ok(()),
            Ok(_) => Err(BrowserError::Failed("The desktop".into())),
            Err(_) => Err(BrowserError::Silent),
        }
    }

    async fn run(&self, command: &str, url: &str) -> Result<(), BrowserError> {
        let mut words = command.split_whitespace();
        let program = words.next().unwrap_or_default();
        let name = name(program);
        if TEXT_BROWSERS.contains(&name.to_ascii_lowercase().as_str()) {
            return Err(BrowserError::TextBrowser(name));
        }
        let mut arguments: Vec<_> = words.map(|word| word.replace("%s", url)).collect();
        if !command.contains("%s") {
            arguments.push(url.to_owned());
        }
        let child = Self::command(program).args(arguments).spawn().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => BrowserError::Missing(name.clone()),
            _ => BrowserError::Failed(name.clone()),
        })?;
        watch(child).await.ok_or(BrowserError::Failed(name))
    }

    /// A program that cannot write on our screen, read our keys or go down with our terminal.
    fn command(program: &str) -> Command {
        let mut command = Command::new(program);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        for variable in secret::withheld() {
            command.env_remove(variable);
        }
        #[cfg(unix)]
        command.process_group(0);
        command
    }
}

/// Sees whether it fails at once; `None` if so. Whatever goes on is waited for elsewhere, so that nothing is left
/// behind when it ends.
async fn watch(mut child: Child) -> Option<()> {
    if let Ok(ended) = timeout(FAILS_WITHIN, child.wait()).await {
        return ended.is_ok_and(|status| status.success()).then_some(());
    }
    tokio::spawn(async move { child.wait().await });
    Some(())
}

/// What a program is called, without the way to it.
fn name(program: &str) -> String {
    let stem = Path::new(program).file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

impl From<BrowserError> for Fault {
    fn from(error: BrowserError) -> Self {
        let hint = match error {
            BrowserError::TextBrowser(_) | BrowserError::Missing(_) => {
                "Copy the address into a browser of your choice, or set BROWSER to one that opens a window."
            }
            _ => "Copy the address into a browser of your choice, on any machine.",
        };
        Self::local(error.to_string(), hint)
    }
}
