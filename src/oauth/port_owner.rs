//! Finds the program that owns a port, on systems that show it.

use crate::text::safe::display_safe;
use listeners::{Protocol, SocketState};
use std::time::Duration;
use tokio::{task::spawn_blocking, time::timeout};

/// Longest search. A person waits for it, and it adds only a name to a sentence.
const LIMIT: Duration = Duration::from_secs(1);

/// Returns the program that listens on a TCP port, such as `node (pid 4711)`.
///
/// Returns `None` for a free port, for programs of other users, and if the search takes longer than a second.
pub(super) async fn port_owner(port: u16) -> Option<String> {
    timeout(LIMIT, spawn_blocking(move || search(port))).await.ok()?.ok()?
}

fn search(port: u16) -> Option<String> {
    let is_owner = |listener: &listeners::Listener| {
        listener.protocol == Protocol::TCP && listener.state == SocketState::Listen && listener.socket.port() == port
    };
    let owner = listeners::get_all().ok()?.into_iter().find(is_owner)?;
    Some(describe(&owner.process.name, owner.process.pid))
}

/// A program chooses its own name, which may contain control characters.
fn describe(name: &str, pid: u32) -> String {
    format!("{} (pid {pid})", display_safe(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{TcpListener, TcpStream};

    #[tokio::test]
    async fn port_owner_is_named() {
        let socket = TcpListener::bind("127.0.0.1:0").expect("binds");
        let found = port_owner(socket.local_addr().expect("an address").port()).await;
        let found = found.expect("an owner");
        assert!(found.ends_with(&format!("(pid {})", std::process::id())), "{found}");
    }

    #[tokio::test]
    async fn free_port_has_no_owner() {
        let socket = TcpListener::bind("127.0.0.1:0").expect("binds");
        let port = socket.local_addr().expect("an address").port();
        drop(socket);
        assert_eq!(port_owner(port).await, None);
    }

    #[tokio::test]
    async fn client_of_a_port_is_not_its_owner() {
        let socket = TcpListener::bind("127.0.0.1:0").expect("binds");
        let client = TcpStream::connect(socket.local_addr().expect("an address")).expect("connects");
        let port = client.local_addr().expect("an address").port();
        assert_eq!(port_owner(port).await, None);
    }

    #[test]
    fn port_owner_name_has_no_control_characters() {
        assert!(!describe("\u{1b}[2J", 1).contains('\u{1b}'));
    }
}
