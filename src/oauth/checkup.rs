//! Checks of the browser and of the callback listener.

use super::{
    browser::{Browser, BrowserCommand, LAUNCHERS, is_text_browser},
    sockets::Sockets,
};
use crate::domain::{Fault, callback::CallbackAddress, checkup::Finding};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use tokio::net::TcpListener;

/// Advice that works without a browser.
const BY_HAND: &str = "You can always open the link by hand and paste the answer.";

impl Browser {
    /// Checks that the program that opens pages exists, without opening one. `has` returns true if a program exists.
    pub fn checkup(&self, has: impl Fn(&str) -> bool) -> Finding {
        let command = self.command.as_deref().map(str::trim).filter(|command| !command.is_empty());
        let commands = command.map(|list| BrowserCommand::parse_list(list).unwrap_or_default());
        let programs: Option<Vec<_>> = commands.as_ref().map(|all| all.iter().map(BrowserCommand::program).collect());
        let opens = |program: &str| has(program) && !is_text_browser(program);
        let program = programs.map(|all| {
            let shown = all.iter().find(|one| opens(one)).or_else(|| all.iter().find(|one| has(one))).or(all.first());
            shown.copied().unwrap_or_default()
        });
        match program {
            Some("") => Finding::less(
                "Browser",
                "The browser command is not valid. Check its quotes.",
                format!("Set BROWSER or ELEMINT_BROWSER to another command. {BY_HAND}"),
            ),
            Some(program) if opens(program) => Finding::good("Browser", format!("{program} opens pages.")),
            Some(program) if has(program) => Finding::less(
                "Browser",
                format!("{program} runs inside the terminal, so elemint does not start it."),
                format!("Set BROWSER or ELEMINT_BROWSER to a browser that opens a window. {BY_HAND}"),
            ),
            Some(program) => Finding::less(
                "Browser",
                format!("The program {program} does not exist."),
                format!("Set BROWSER or ELEMINT_BROWSER to another command. {BY_HAND}"),
            ),
            None if !self.display => Finding::less("Browser", "No desktop, so no browser opens.", BY_HAND),
            None => {
                let launchers = BrowserCommand::parse_list(LAUNCHERS).unwrap_or_default();
                let programs: Vec<_> = launchers.iter().map(BrowserCommand::program).collect();
                // The launcher of Windows is part of the system.
                if cfg!(windows) || programs.iter().any(|program| has(program)) {
                    return Finding::good("Browser", "The default browser of the desktop opens pages.");
                }
                let usual = programs.first().copied().unwrap_or_default();
                Finding::less("Browser", format!("{usual} is not installed."), format!("Set BROWSER. {BY_HAND}"))
            }
        }
    }
}

/// Checks that this machine can receive answers in both address families, because browsers resolve `localhost` to
/// either.
pub async fn loopback() -> Finding {
    let v4 = can_listen(Ipv4Addr::LOCALHOST.into()).await;
    let v6 = can_listen(Ipv6Addr::LOCALHOST.into()).await;
    match (v4, v6) {
        (true, true) => Finding::good("Callback", "Answers can be received on 127.0.0.1 and on ::1."),
        (true, false) => Finding::less(
            "Callback",
            "Answers can be received on 127.0.0.1, but not on ::1.",
            "Register callbacks with 127.0.0.1, not with localhost.",
        ),
        (false, true) => Finding::less(
            "Callback",
            "Answers can be received on ::1, but not on 127.0.0.1.",
            "Register callbacks with localhost, and find out why 127.0.0.1 is missing.",
        ),
        (false, false) => Finding::less(
            "Callback",
            "Programs cannot listen on this machine.",
            "Paste the address the browser ends on.",
        ),
    }
}

/// Port of the default callback.
const USUAL_PORT: u16 = 8910;

/// Binds the port of the default callback, as the consent step does. If the port is in use, names the program.
pub async fn usual_port() -> Finding {
    port(USUAL_PORT).await
}

async fn port(port: u16) -> Finding {
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let path = "/callback".to_owned();
    let callback = CallbackAddress { host: here.to_string(), addresses: vec![here], port, path, secure: false };
    match Sockets::open(&callback).await {
        Ok(_) => Finding::good("Callback port", format!("Port {port} of http://127.0.0.1:{port}/callback is free.")),
        // Another port can be registered, so the rest of the program works.
        Err(error) => {
            let Fault { problem, hint, .. } = error.into();
            Finding::less("Callback port", problem, hint)
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
        assert!(finding.found.contains("is in use"), "{finding}");
    }

    #[test]
    fn checkup_looks_for_the_browser_without_starting_it() {
        let browser = |command: &str| Browser { command: Some(command.into()), display: true, ..Browser::default() };
        let has = |program: &str| program == "firefox";
        assert_eq!(browser("firefox --new-window %s").checkup(has).health, Health::Good);
        let missing = browser("chrome").checkup(has);
        assert_eq!((missing.health, missing.found.as_str()), (Health::Less, "The program chrome does not exist."));
        assert_eq!(Browser::default().checkup(has).health, Health::Less);
    }

    #[test]
    fn text_browser_is_no_browser() {
        let browser = |command: &str| {
            Browser { command: Some(command.into()), display: true, ..Browser::default() }.checkup(|_| true)
        };
        assert_eq!(
            (browser("lynx").health, browser("lynx:firefox").found.as_str()),
            (Health::Less, "firefox opens pages.")
        );
    }

    #[tokio::test]
    async fn loopback_is_bound_and_released() {
        assert!(loopback().await.found.contains("can be received on 127.0.0.1"));
    }
}
