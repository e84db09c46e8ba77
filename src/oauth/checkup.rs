//! Whether a browser can be sent out, and its answer caught.

use super::{
    browser::{Browser, BrowserCommand, LAUNCHERS},
    port_owner::holder,
};
use crate::domain::checkup::Finding;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use tokio::net::TcpListener;

/// What always leads on without a browser.
const BY_HAND: &str = "The link is always shown, and the answer can be pasted.";

impl Browser {
    /// Looks for the program that opens pages, without opening one. `has` tells whether there is such a program.
    pub fn checkup(&self, has: impl Fn(&str) -> bool) -> Finding {
        let command = self.command.as_deref().map(str::trim).filter(|command| !command.is_empty());
        let commands = command.map(|list| BrowserCommand::parse_list(list).unwrap_or_default());
        let programs: Option<Vec<_>> = commands.as_ref().map(|all| all.iter().map(BrowserCommand::program).collect());
        let program = programs.map(|all| all.iter().find(|one| has(one)).or(all.first()).copied().unwrap_or_default());
        match program {
            Some("") => Finding::less(
                "Browser",
                "The browser command cannot be read; a quote may have no end.",
                format!("Set BROWSER or ELEMINT_BROWSER to another one. {BY_HAND}"),
            ),
            Some(program) if has(program) => Finding::good("Browser", format!("Pages are opened with {program}.")),
            Some(program) => Finding::less(
                "Browser",
                format!("There is no program called {program}."),
                format!("Set BROWSER or ELEMINT_BROWSER to another one. {BY_HAND}"),
            ),
            None if !self.display => Finding::less(
                "Browser",
                "There is no desktop here to open one on.",
                format!("Nothing has to be done. {BY_HAND}"),
            ),
            None => {
                let launchers = BrowserCommand::parse_list(LAUNCHERS).unwrap_or_default();
                let programs: Vec<_> = launchers.iter().map(BrowserCommand::program).collect();
                // The launcher of Windows is part of the system.
                if cfg!(windows) || programs.iter().any(|program| has(program)) {
                    return Finding::good("Browser", "The desktop opens pages with its usual one.");
                }
                let usual = programs.first().copied().unwrap_or_default();
                Finding::less("Browser", format!("There is no {usual} here."), format!("Set BROWSER. {BY_HAND}"))
            }
        }
    }
}

/// Whether an answer can be caught on this machine, in both families of addresses: browsers take `localhost` for
/// either.
pub async fn loopback() -> Finding {
    let v4 = can_listen(Ipv4Addr::LOCALHOST.into()).await;
    let v6 = can_listen(Ipv6Addr::LOCALHOST.into()).await;
    match (v4, v6) {
        (true, true) => Finding::good("Callback", "An answer can be caught on 127.0.0.1 and on ::1."),
        (true, false) => Finding::less(
            "Callback",
            "An answer can be caught on 127.0.0.1, but not on ::1.",
            "Register callbacks with 127.0.0.1 rather than localhost.",
        ),
        (false, true) => Finding::less(
            "Callback",
            "An answer can be caught on ::1, but not on 127.0.0.1.",
            "Register callbacks with localhost, and see why 127.0.0.1 is not there.",
        ),
        (false, false) => {
            Finding::less("Callback", "Nothing can listen on this machine.", "Paste the address the browser ends on.")
        }
    }
}

/// Port of the callback elemint offers where none was registered yet.
const USUAL_PORT: u16 = 8910;

/// Binds the port of the usual callback, as waiting for consent does, and names the program that has it otherwise.
pub async fn usual_port() -> Finding {
    port(USUAL_PORT).await
}

async fn port(port: u16) -> Finding {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
        Ok(_) => Finding::good("Callback port", format!("Port {port} of http://127.0.0.1:{port}/callback is free.")),
        Err(error) => {
            let by = holder(port).await.map_or_else(|| format!(": {error}"), |name| format!(" by {name}"));
            // Another port can be registered, so the rest of the program works.
            Finding::less(
                "Callback port",
                format!("Port {port} of http://127.0.0.1:{port}/callback is taken{by}."),
                "End that program, register another port with the provider, or paste the address the browser ends on.",
            )
        }
    }
}

async fn can_listen(address: IpAddr) -> bool {
    TcpListener::bind((address, 0)).await.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checkup::Health;

    #[tokio::test]
    async fn port_in_use_is_reported() {
        let taken = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let number = taken.local_addr().expect("an address").port();
        let finding = port(number).await;
        assert_eq!(finding.health, Health::Less);
        assert!(finding.found.contains("is taken"), "{finding}");
    }

    #[test]
    fn a_browser_is_looked_for_and_not_started() {
        let browser = |command: &str| Browser { command: Some(command.into()), display: true };
        let has = |program: &str| program == "firefox";
        assert_eq!(browser("firefox --new-window %s").checkup(has).health, Health::Good);
        let missing = browser("chrome").checkup(has);
        assert_eq!((missing.health, missing.found.as_str()), (Health::Less, "There is no program called chrome."));
        assert_eq!(Browser::default().checkup(has).health, Health::Less);
    }

    #[tokio::test]
    async fn a_port_is_taken_and_given_back() {
        assert!(loopback().await.found.contains("can be caught on 127.0.0.1"));
    }
}
