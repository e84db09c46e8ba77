//! Detects where the program runs, and from that how a link reaches a browser.

use crate::wizard::link_handover::{LaunchEnvironment, LinkDelivery, LinkHandover, Remote};

/// Command that opens an address in Windows from WSL, without a shell.
const WSL_LAUNCHER: &str = "rundll32.exe url.dll,FileProtocolHandler";

/// Facts of the environment that show where the program runs.
#[derive(Clone, Debug, Default)]
pub struct EnvironmentHints {
    /// Wish of the user, from flag or variable: `open`, `print`, `copy` or a command.
    pub wanted: Option<String>,
    /// The flag or variable with this wish.
    pub wanted_by: Option<&'static str>,
    /// `SSH_CONNECTION`: address and port of the client, then of this machine.
    pub ssh: Option<String>,
    /// User name on this machine.
    pub user: Option<String>,
    /// True in a container.
    pub container: bool,
    /// True for Linux inside Windows.
    pub wsl: bool,
    /// True if there is a desktop.
    pub display: bool,
}

impl EnvironmentHints {
    /// Returns how links reach a browser, and the command that opens one if it is not the desktop's own.
    pub fn read(&self) -> (LinkHandover, Option<String>) {
        let place = self.place();
        let usual = match place {
            LaunchEnvironment::Here => LinkDelivery::Open,
            LaunchEnvironment::Container if self.display => LinkDelivery::Open,
            _ => LinkDelivery::Show,
        };
        let own = (self.wsl && place == LaunchEnvironment::Here).then(|| WSL_LAUNCHER.to_owned());
        let (way, command) = match self.wanted.as_deref().map(str::trim) {
            None | Some("") => (usual, own),
            Some("open") => (LinkDelivery::Open, own),
            // Other programs accept the last two as well.
            Some("print" | "none" | "echo") => (LinkDelivery::Show, None),
            Some("copy") => (LinkDelivery::Copy, None),
            Some(command) => (LinkDelivery::Open, Some(command.to_owned())),
        };
        let is_wanted = self.wanted.as_deref().is_some_and(|wanted| !wanted.trim().is_empty());
        let requested_by = self.wanted_by.filter(|_| is_wanted);
        (LinkHandover { delivery: way, place, requested_by }, command)
    }

    fn place(&self) -> LaunchEnvironment {
        match self.remote() {
            Some(remote) => LaunchEnvironment::Ssh(remote),
            None if self.container => LaunchEnvironment::Container,
            None if self.display || self.wsl => LaunchEnvironment::Here,
            None => LaunchEnvironment::Headless,
        }
    }

    fn remote(&self) -> Option<Remote> {
        let mut parts = self.ssh.as_deref()?.split_whitespace().skip(2);
        let host = parts.next().unwrap_or("this-machine");
        let port = parts.next().and_then(|port| port.parse().ok()).unwrap_or(22);
        let target = self.user.as_ref().map_or_else(|| host.to_owned(), |user| format!("{user}@{host}"));
        // The user pastes it into a shell, so only characters of names and addresses are allowed.
        let plain = target.chars().all(|c| c.is_ascii_alphanumeric() || ".:@_-%".contains(c));
        Some(Remote { target: if plain { target } else { "this-machine".into() }, port })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hints(display: bool) -> EnvironmentHints {
        EnvironmentHints { display, user: Some("ada".into()), ..EnvironmentHints::default() }
    }

    fn ssh(traces: EnvironmentHints) -> EnvironmentHints {
        EnvironmentHints { ssh: Some("198.51.100.1 50000 192.0.2.7 2222".into()), ..traces }
    }

    fn wanting(wanted: &str, traces: EnvironmentHints) -> (LinkDelivery, Option<String>) {
        let (handover, command) = EnvironmentHints { wanted: Some(wanted.into()), ..traces }.read();
        (handover.delivery, command)
    }

    #[test]
    fn browser_starts_only_if_the_user_can_see_it() {
        let way = |traces: EnvironmentHints| traces.read().0.delivery;
        assert_eq!([way(hints(true)), way(hints(false))], [LinkDelivery::Open, LinkDelivery::Show]);
        assert_eq!([way(ssh(hints(true))), way(ssh(hints(false)))], [LinkDelivery::Show; 2]);
        assert_eq!(way(EnvironmentHints { container: true, ..hints(false) }), LinkDelivery::Show);
        assert_eq!(way(EnvironmentHints { container: true, ..hints(true) }), LinkDelivery::Open);
        assert_eq!(
            EnvironmentHints { wsl: true, ..hints(false) }.read(),
            (LinkHandover { delivery: LinkDelivery::Open, ..LinkHandover::default() }, Some(WSL_LAUNCHER.to_owned()))
        );
    }

    #[test]
    fn user_choice_of_browser_wins_in_each_environment() {
        for traces in [hints(true), hints(false), ssh(hints(false))] {
            assert_eq!(wanting("open", traces.clone()), (LinkDelivery::Open, None));
            assert_eq!(wanting("copy", traces.clone()), (LinkDelivery::Copy, None));
            for show in ["print", "none", "echo", " none "] {
                assert_eq!(wanting(show, traces.clone()), (LinkDelivery::Show, None));
            }
            assert_eq!(wanting("firefox %s", traces), (LinkDelivery::Open, Some("firefox %s".to_owned())));
        }
    }

    #[test]
    fn source_of_the_chosen_link_delivery_is_known() {
        let source = |wanted: Option<&str>| {
            let wanted = wanted.map(str::to_owned);
            let hints = EnvironmentHints { wanted, wanted_by: Some("BROWSER"), container: true, ..hints(false) };
            hints.read().0.requested_by
        };
        assert_eq!([None, Some(""), Some("print")].map(source), [None, None, Some("BROWSER")]);
    }

    #[test]
    fn ssh_destination_is_written_for_ssh() {
        let place = |traces: EnvironmentHints| traces.read().0.place;
        let remote = |target: &str, port| LaunchEnvironment::Ssh(Remote { target: target.into(), port });
        assert_eq!(place(ssh(hints(true))), remote("ada@192.0.2.7", 2222));
        assert_eq!(place(EnvironmentHints { user: None, ..ssh(hints(true)) }), remote("192.0.2.7", 2222));
        assert_eq!(
            place(EnvironmentHints { ssh: Some("garbled".into()), ..hints(true) }),
            remote("ada@this-machine", 22)
        );
        assert_eq!(
            place(EnvironmentHints { user: Some("a;b".into()), ..ssh(hints(true)) }),
            remote("this-machine", 2222)
        );
    }
}
