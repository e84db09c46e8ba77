//! Way of the link to a browser, which may be on another machine than this program.

/// Delivery of the link, and the environment of the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkHandover {
    /// Delivery of the link.
    pub delivery: LinkDelivery,
    /// Environment of the program.
    pub place: LaunchEnvironment,
    /// The option or variable that requests this way, if there is one.
    pub requested_by: Option<&'static str>,
}

/// Delivery of the link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkDelivery {
    /// A browser is started with it.
    #[default]
    Open,
    /// The link is shown, to be opened by hand.
    Show,
    /// The link is shown and copied to the clipboard.
    Copy,
}

/// Environment of the program, as far as it matters to a browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LaunchEnvironment {
    /// The user's own machine, as far as is known.
    #[default]
    Here,
    /// On a machine reached by ssh.
    Ssh(Remote),
    /// In a container, whose ports are not the machine's.
    Container,
    /// On a machine without a desktop.
    Headless,
}

/// Address of a machine for ssh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remote {
    /// `user@host`, as far as they are known.
    pub target: String,
    /// The port its ssh server answers on.
    pub port: u16,
}

impl Remote {
    /// Returns the command that forwards this port of the user's machine to this one.
    pub fn tunnel(&self, host: &str, port: u16) -> String {
        // Both names of this machine reach a listener on 127.0.0.1; `localhost` might reach another family first.
        let host = if host == "localhost" { "127.0.0.1" } else { host };
        let ssh = if self.port == 22 { String::new() } else { format!(" -p {}", self.port) };
        format!("ssh{ssh} -L {port}:{host}:{port} {}", self.target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tunnel_ends_where_elemint_listens() {
        let remote = |port| Remote { target: "ada@192.0.2.7".into(), port };
        assert_eq!(remote(22).tunnel("127.0.0.1", 8910), "ssh -L 8910:127.0.0.1:8910 ada@192.0.2.7");
        assert_eq!(remote(2222).tunnel("localhost", 80), "ssh -p 2222 -L 80:127.0.0.1:80 ada@192.0.2.7");
        assert_eq!(remote(22).tunnel("[::1]", 8910), "ssh -L 8910:[::1]:8910 ada@192.0.2.7");
    }
}
