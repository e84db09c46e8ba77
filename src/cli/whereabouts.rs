//! Where the program runs, and so how a page gets to a browser: what the traces in the environment come to.

use crate::wizard::handover::{Handover, Place, Remote, Way};

/// On Windows' own side of WSL, which opens an address without a shell in between.
const WSL_LAUNCHER: &str = "rundll32.exe url.dll,FileProtocolHandler";

/// What there is to tell by.
#[derive(Clone, Debug, Default)]
pub struct Traces {
    /// What the person wants, by flag or variable: `open`, `print`, `copy` or a command.
    pub wanted: Option<String>,
    /// `SSH_CONNECTION`: the person's address and port, then this machine's.
    pub ssh: Option<String>,
    /// Who the person is on this machine.
    pub user: Option<String>,
    /// Whether this is a container.
    pub container: bool,
    /// Whether this is Linux inside Windows.
    pub wsl: bool,
    /// Whether there is a desktop.
    pub display: bool,
}

impl Traces {
    /// How links get to a browser, and the command that opens one where it is not the desktop's own.
    pub fn read(&self) -> (Handover, Option<String>) {
        let place = self.place();
        let usual = match place {
            Place::Here => Way::Open,
            Place::Container if self.display => Way::Open,
            _ => Way::Show,
        };
        let own = (self.wsl && place == Place::Here).then(|| WSL_LAUNCHER.to_owned());
        let (way, command) = match self.wanted.as_deref().map(str::trim) {
            None | Some("") => (usual, own),
            Some("open") => (Way::Open, own),
            // The last two are what other programs take for it.
            Some("print" | "none" | "echo") => (Way::Show, None),
            Some("copy") => (Way::Copy, None),
            Some(command) => (Way::Open, Some(command.to_owned())),
        };
        let asked = self.wanted.as_deref().is_some_and(|wanted| !wanted.trim().is_empty());
        (Handover { way, place, asked }, command)
    }

    fn place(&self) -> Place {
        match self.remote() {
            Some(remote) => Place::Ssh(remote),
            None if self.container => Place::Container,
            None if self.display || self.wsl => Place::Here,
            None => Place::Headless,
        }
    }

    fn remote(&self) -> Option<Remote> {
        let mut parts = self.ssh.as_deref()?.split_whitespace().skip(2);
        let host = parts.next().unwrap_or("this-machine");
        let port = parts.next().and_then(|port| port.parse().ok()).unwrap_or(22);
        let target = self.user.as_ref().map_or_else(|| host.to_owned(), |user| format!("{user}@{host}"));
        // It stands on the screen and goes to a shell, so nothing but what a name and an address are made of.
        let plain = target.chars().all(|c| c.is_ascii_alphanumeric() || ".:@_-%".contains(c));
        Some(Remote { target: if plain { target } else { "this-machine".into() }, port })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(display: bool) -> Traces {
        Traces { display, user: Some("ada".into()), ..Traces::default() }
    }

    fn ssh(traces: Traces) -> Traces {
        Traces { ssh: Some("198.51.100.1 50000 192.0.2.7 2222".into()), ..traces }
    }

    fn wanting(wanted: &str, traces: Traces) -> (Way, Option<String>) {
        let (handover, command) = Traces { wanted: Some(wanted.into()), ..traces }.read();
        (handover.way, command)
    }

    #[test]
    fn a_browser_is_started_only_where_the_person_can_see_it() {
        let way = |traces: Traces| traces.read().0.way;
        assert_eq!([way(at(true)), way(at(false))], [Way::Open, Way::Show]);
        assert_eq!([way(ssh(at(true))), way(ssh(at(false)))], [Way::Show; 2]);
        assert_eq!(way(Traces { container: true, ..at(false) }), Way::Show);
        assert_eq!(way(Traces { container: true, ..at(true) }), Way::Open);
        assert_eq!(
            Traces { wsl: true, ..at(false) }.read(),
            (Handover { way: Way::Open, ..Handover::default() }, Some(WSL_LAUNCHER.to_owned()))
        );
    }

    #[test]
    fn what_the_person_wants_counts_wherever_it_is() {
        for traces in [at(true), at(false), ssh(at(false))] {
            assert_eq!(wanting("open", traces.clone()), (Way::Open, None));
            assert_eq!(wanting("copy", traces.clone()), (Way::Copy, None));
            for show in ["print", "none", "echo", " none "] {
                assert_eq!(wanting(show, traces.clone()), (Way::Show, None));
            }
            assert_eq!(wanting("firefox %s", traces), (Way::Open, Some("firefox %s".to_owned())));
        }
    }

    #[test]
    fn a_way_the_person_asked_for_is_known_as_such() {
        let asked = |wanted: Option<&str>| Traces { wanted: wanted.map(str::to_owned), container: true, ..at(false) };
        assert_eq!([None, Some(""), Some("print")].map(|wanted| asked(wanted).read().0.asked), [false, false, true]);
    }

    #[test]
    fn the_way_to_this_machine_is_told_as_ssh_takes_it() {
        let place = |traces: Traces| traces.read().0.place;
        let remote = |target: &str, port| Place::Ssh(Remote { target: target.into(), port });
        assert_eq!(place(ssh(at(true))), remote("ada@192.0.2.7", 2222));
        assert_eq!(place(Traces { user: None, ..ssh(at(true)) }), remote("192.0.2.7", 2222));
        assert_eq!(place(Traces { ssh: Some("garbled".into()), ..at(true) }), remote("ada@this-machine", 22));
        assert_eq!(place(Traces { user: Some("a;b".into()), ..ssh(at(true)) }), remote("this-machine", 2222));
    }
}
