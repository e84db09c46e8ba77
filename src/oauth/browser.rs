//! Opening pages in the user's browser. A failure does no harm, because the address can always be copied.

mod command;

use crate::{domain::Fault, text::secret};
pub(super) use command::BrowserCommand;
use std::{io, path::Path, process::Stdio, time::Duration};
use tokio::{
    process::{Child, Command},
    task::{JoinHandle, spawn_blocking},
    time::timeout,
};
use url::Url;

/// Most launchers that fail do so within this time.
const FAILS_WITHIN: Duration = Duration::from_millis(1500);
/// A browser that fails after this time has shown its page.
const FAILS_LATE: Duration = Duration::from_secs(30);

/// Time limit for the library that looks for a browser; the programs of the desktop it asks may hang.
const FINDS_WITHIN: Duration = Duration::from_secs(5);

/// Programs that would draw over our screen, or fetch the page without a user who can agree to anything.
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

/// Launchers of the desktop, the most common first, then browsers. They are started here and not by a library, so that
/// their end is noticed, no variable with a secret reaches them, and none of them draws over the screen. The library is
/// used if none of them is installed and the environment holds no secret, because it passes all variables on.
pub(super) const LAUNCHERS: &str = if cfg!(target_os = "macos") {
    "open"
} else if cfg!(windows) {
    "rundll32 url.dll,FileProtocolHandler"
} else {
    "xdg-open:gio open:kde-open:kde-open5:kioclient exec:exo-open:gnome-open:wslview:sensible-browser:x-www-browser:\
     firefox:chromium:chromium-browser:google-chrome"
};

/// Settings for opening pages on this machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Browser {
    /// Commands to open pages with, as in `$BROWSER`: alternatives separated by colons, each split into words as a
    /// shell does, `%s` standing for the address, which is otherwise the last argument. Without any the desktop decides.
    pub command: Option<String>,
    /// True if there is a desktop.
    pub display: bool,
    /// True if no variable of the environment holds a secret, so that a program may be started with all of them.
    pub is_environment_public: bool,
}

/// Reasons that no browser opened.
#[derive(Debug, thiserror::Error)]
pub enum BrowserError {
    /// Only web pages are opened.
    #[error("That is not the address of a web page.")]
    NotWeb,
    /// A browser without a window.
    #[error("{0} runs inside the terminal and was not started.")]
    TextBrowser(String),
    /// There is no desktop.
    #[error("There is no desktop here to open a browser on.")]
    NoDisplay,
    /// The command has a quote that does not end.
    #[error("The browser command has a {0} that does not end.")]
    Quote(char),
    /// There is no such program.
    #[error("There is no program called {0}.")]
    Missing(String),
    /// The program failed at once, or could not be started.
    #[error("{0} did not open the page.")]
    Failed(String),
    /// No launcher of the desktop is installed.
    #[error("No program that opens web pages was found.")]
    NoLauncher,
}

impl Browser {
    /// Opens a page with the first command that works.
    ///
    /// # Errors
    /// [`BrowserError`]. None of them names the address, which may contain a secret.
    pub async fn open(&self, url: &str) -> Result<Started, BrowserError> {
        // The address is one argument and begins with its scheme, so it cannot be read as an option or a file.
        let odd = url.chars().any(|c| c.is_control() || c.is_whitespace());
        if odd || !Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host()) {
            return Err(BrowserError::NotWeb);
        }
        match self.command.as_deref().map(str::trim).filter(|command| !command.is_empty()) {
            Some(list) => self.run_first(list, url).await,
            None if !self.display => Err(BrowserError::NoDisplay),
            None => self.run_usual(url).await,
        }
    }

    async fn run_first(&self, list: &str, url: &str) -> Result<Started, BrowserError> {
        let mut failed = BrowserError::NoDisplay;
        for command in BrowserCommand::parse_list(list).map_err(BrowserError::Quote)? {
            match Self::run(&command, url).await {
                Err(error) => failed = error,
                started => return started,
            }
        }
        Err(failed)
    }

    async fn run_usual(&self, url: &str) -> Result<Started, BrowserError> {
        for launcher in BrowserCommand::parse_list(LAUNCHERS).map_err(BrowserError::Quote)? {
            match Self::run(&launcher, url).await {
                Err(BrowserError::Missing(_)) => {}
                ran => return ran,
            }
        }
        if !self.is_environment_public || secret::has_withheld() {
            return Err(BrowserError::NoLauncher);
        }
        let url = url.to_owned();
        let search = spawn_blocking(move || webbrowser::open(&url).is_ok());
        match timeout(FINDS_WITHIN, search).await {
            Ok(Ok(true)) => Ok(Started(None)),
            _ => Err(BrowserError::NoLauncher),
        }
    }

    async fn run(command: &BrowserCommand, url: &str) -> Result<Started, BrowserError> {
        let program = command.program();
        let name = name(program);
        if is_text_browser(program) {
            return Err(BrowserError::TextBrowser(name));
        }
        let child =
            Self::command(program).args(command.arguments(url)).spawn().map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => BrowserError::Missing(name.clone()),
                _ => BrowserError::Failed(name.clone()),
            })?;
        watch(child, &name).await.ok_or(BrowserError::Failed(name))
    }

    /// Builds a program that cannot write to the terminal, read its keys, or end with it.
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

/// A browser that was started, and may still fail.
#[derive(Debug)]
pub struct Started(Option<(JoinHandle<bool>, String)>);

impl Started {
    /// Waits until the program fails. Returns `None` if it does not fail soon.
    pub async fn failure(self) -> Option<BrowserError> {
        let (ended, name) = self.0?;
        let succeeded = timeout(FAILS_LATE, ended).await.ok()?.unwrap_or(true);
        (!succeeded).then_some(BrowserError::Failed(name))
    }
}

/// Waits a moment for a failure, and returns `None` if there is one. A program that goes on is waited for by a task of
/// its own, so that no zombie process is left.
async fn watch(mut child: Child, name: &str) -> Option<Started> {
    if let Ok(ended) = timeout(FAILS_WITHIN, child.wait()).await {
        return ended.is_ok_and(|status| status.success()).then_some(Started(None));
    }
    let ended = tokio::spawn(async move { child.wait().await.is_ok_and(|status| status.success()) });
    Some(Started(Some((ended, name.to_owned()))))
}

/// Returns true if a program would draw over the screen, or fetch the page without showing it.
pub(super) fn is_text_browser(program: &str) -> bool {
    TEXT_BROWSERS.contains(&name(program).to_ascii_lowercase().as_str())
}

/// Returns the name of a program without its folder.
fn name(program: &str) -> String {
    let stem = Path::new(program).file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

impl From<BrowserError> for Fault {
    fn from(error: BrowserError) -> Self {
        let hint = match error {
            BrowserError::TextBrowser(_) | BrowserError::Missing(_) | BrowserError::Quote(_) => {
                "Copy the address into a browser of your choice, or set BROWSER to one that opens a window."
            }
            _ => "Copy the address into a browser of your choice, on any machine.",
        };
        Self::local(error.to_string(), hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_launcher_is_a_text_browser() {
        let launchers = BrowserCommand::parse_list(LAUNCHERS).expect("a list");
        let programs: Vec<_> = launchers.iter().map(BrowserCommand::program).collect();
        assert!(
            !programs.is_empty() && !programs.iter().any(|program| TEXT_BROWSERS.contains(program)),
            "{programs:?}"
        );
    }
}
