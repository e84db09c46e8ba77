//! The ports of a door: taken together or not at all, given back at once.

use super::port_owner::holder;
use crate::domain::{Fault, callback::CallbackAddress};
use std::{
    future, io,
    net::IpAddr,
    sync::{Mutex, PoisonError},
    task::Poll,
};
use tokio::net::{TcpListener, TcpStream};

/// Attempts to find a free port.
const TRIES: u8 = 8;

/// Reasons that the callback address cannot be listened at.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// Another program has the port.
    #[error("Port {port} on this machine is in use by {}.", .holder.as_deref().unwrap_or("another program"))]
    Taken {
        /// The port.
        port: u16,
        /// The program, if the system shows it: `node (pid 4711)`.
        holder: Option<String>,
    },
    /// Ports below 1024 are reserved on many systems.
    #[error("This system does not let elemint listen on port {0}.")]
    Forbidden(u16),
    /// Without random numbers a state could be guessed.
    #[error("The system gave no random numbers.")]
    NoRandom,
    /// The certificate made for it is not taken.
    #[error("elemint cannot speak https there: {0}.")]
    NoTls(#[source] rustls::Error),
    /// The address is not to be had.
    #[error("elemint cannot listen on {address}, port {port}.")]
    Unavailable {
        /// The loopback address.
        address: IpAddr,
        /// The port.
        port: u16,
        /// Error of the system.
        source: io::Error,
    },
}

impl ListenError {
    /// Returns the program that uses the port, if the system shows it.
    pub fn holder(&self) -> Option<&str> {
        match self {
            Self::Taken { holder, .. } => holder.as_deref(),
            _ => None,
        }
    }
}

/// The sockets of a door, until it is closed.
#[derive(Debug)]
pub(super) struct Sockets(Mutex<Option<Vec<TcpListener>>>);

impl Sockets {
    /// Takes every address of the door; on which port, where the door leaves that open, the system says.
    pub(super) async fn open(door: &CallbackAddress) -> Result<(Self, u16), ListenError> {
        let (sockets, port) = bind(door).await?;
        Ok((Self(Mutex::new(Some(sockets))), port))
    }

    /// The next connection; `None` once the door is closed.
    pub(super) async fn accept(&self) -> Option<io::Result<TcpStream>> {
        future::poll_fn(|context| {
            let sockets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(sockets) = sockets.as_ref() else { return Poll::Ready(None) };
            let arrived = sockets.iter().find_map(|socket| match socket.poll_accept(context) {
                Poll::Ready(arrived) => Some(arrived.map(|(stream, _)| stream)),
                Poll::Pending => None,
            });
            arrived.map_or(Poll::Pending, |arrived| Poll::Ready(Some(arrived)))
        })
        .await
    }

    /// Gives the port back, now.
    pub(super) fn close(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// A port that is free at every address of a door. It is not held: should another program be quicker, opening the door
/// says so.
///
/// # Errors
/// [`ListenError`] where this machine has none to give.
pub async fn free_port(door: &CallbackAddress) -> Result<u16, ListenError> {
    let open = CallbackAddress { port: 0, ..door.clone() };
    for _ in 1..TRIES {
        match bind(&open).await {
            // A port that is free in one address family may be taken in the other.
            Err(ListenError::Taken { .. }) => {}
            bound => return bound.map(|(_, port)| port),
        }
    }
    bind(&open).await.map(|(_, port)| port)
}

async fn bind(door: &CallbackAddress) -> Result<(Vec<TcpListener>, u16), ListenError> {
    let mut port = door.port;
    let mut sockets = Vec::new();
    for &address in &door.addresses {
        let bound =
            TcpListener::bind((address, port)).await.and_then(|socket| Ok((socket.local_addr()?.port(), socket)));
        match bound {
            Ok((given, socket)) => {
                port = given;
                sockets.push(socket);
            }
            Err(source) => match source.kind() {
                io::ErrorKind::AddrInUse => return Err(ListenError::Taken { port, holder: holder(port).await }),
                io::ErrorKind::PermissionDenied => return Err(ListenError::Forbidden(port)),
                // On a machine without IPv6 no other program can listen there either.
                _ if address.is_ipv6() && !sockets.is_empty() => {}
                _ => return Err(ListenError::Unavailable { address, port, source }),
            },
        }
    }
    Ok((sockets, port))
}

impl From<ListenError> for Fault {
    fn from(error: ListenError) -> Self {
        let hint = match error {
            ListenError::Taken { .. } => "Close that program and try again, or paste the address your browser ends on.",
            ListenError::NoRandom => "Try again; restart the machine if it stays so.",
            ListenError::NoTls(_) | ListenError::Forbidden(_) | ListenError::Unavailable { .. } => {
                "Paste the address your browser ends on, or register a callback on another port."
            }
        };
        Self::local(error.to_string(), hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::CallbackUrl;
    use std::time::Duration;
    use tokio::time::timeout;

    fn door(callback: &str, port: u16) -> CallbackAddress {
        CallbackAddress {
            port,
            ..CallbackUrl::parse(callback).expect("a callback").listen_address().expect("a door").clone()
        }
    }

    async fn taken(socket: &TcpListener, callback: &str) {
        let port = socket.local_addr().expect("an address").port();
        let error = Sockets::open(&door(callback, port)).await.expect_err("is taken");
        assert!(matches!(error, ListenError::Taken { port: taken, .. } if taken == port), "{error}");
        let holder = error.holder().unwrap_or("another program").to_owned();
        assert_eq!(Fault::from(error).problem, format!("Port {port} on this machine is in use by {holder}."));
    }

    #[tokio::test]
    async fn port_in_use_is_named() {
        let other = TcpListener::bind("127.0.0.1:0").await.expect("binds");
        taken(&other, "http://127.0.0.1/cb").await;
        taken(&other, "http://localhost/cb").await;
    }

    #[tokio::test]
    async fn localhost_port_in_use_in_one_family_is_refused() {
        // A machine without that family has no one there to share with.
        if let Ok(other) = TcpListener::bind("[::1]:0").await {
            taken(&other, "http://localhost/cb").await;
        }
    }

    #[tokio::test]
    async fn free_port_is_free_in_both_families_and_released() {
        let free = free_port(&door("http://localhost/cb", 0)).await.expect("a port");
        assert_ne!(free, 0);
        let (_sockets, port) = Sockets::open(&door("http://localhost/cb", free)).await.expect("is free");
        assert_eq!(port, free);
    }

    #[tokio::test]
    async fn closed_listener_refuses_connections_and_frees_its_port() {
        let (sockets, port) = Sockets::open(&door("http://127.0.0.1/cb", 0)).await.expect("opens");
        sockets.close();
        let accepted = timeout(Duration::from_secs(20), sockets.accept()).await.expect("does not wait");
        assert!(accepted.is_none());
        assert!(Sockets::open(&door("http://127.0.0.1/cb", port)).await.is_ok());
    }
}
