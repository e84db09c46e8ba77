//! Listening sockets of a callback: all its addresses are bound together or not at all, and closed at once.

use super::port_owner::port_owner;
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
    #[error("Port {port} on this machine is in use by {}.", .owner.as_deref().unwrap_or("another program"))]
    Taken {
        /// The port.
        port: u16,
        /// The program, if the system shows it: `node (pid 4711)`.
        owner: Option<String>,
    },
    /// Ports below 1024 are reserved on many systems.
    #[error("This system does not let elemint listen on port {0}.")]
    Forbidden(u16),
    /// Without random numbers a state could be guessed.
    #[error("The system gave no random numbers.")]
    NoRandom,
    /// The generated certificate was not accepted.
    #[error("elemint cannot speak https there: {0}.")]
    NoTls(#[source] rustls::Error),
    /// The address cannot be bound.
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
    pub fn owner(&self) -> Option<&str> {
        match self {
            Self::Taken { owner, .. } => owner.as_deref(),
            Self::Forbidden(_) | Self::NoRandom | Self::NoTls(_) | Self::Unavailable { .. } => None,
        }
    }
}

/// Listening sockets, until they are closed.
#[derive(Debug)]
pub(super) struct Sockets(Mutex<Option<Vec<TcpListener>>>);

impl Sockets {
    /// Binds every address of a callback, and returns the port. Port 0 stands for any free one.
    pub(super) async fn open(callback: &CallbackAddress) -> Result<(Self, u16), ListenError> {
        let (sockets, port) = bind(callback).await?;
        Ok((Self(Mutex::new(Some(sockets))), port))
    }

    /// Waits for the next connection. Returns `None` once the sockets are closed.
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

    /// Closes the sockets, which frees the port.
    pub(super) fn close(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// Finds a port that is free at every address of a callback. It is not reserved: another program may bind it first.
///
/// # Errors
/// [`ListenError`] if this machine has no free port.
pub async fn free_port(callback: &CallbackAddress) -> Result<u16, ListenError> {
    let open = CallbackAddress { port: 0, ..callback.clone() };
    for _ in 1..TRIES {
        match bind(&open).await {
            // A port that is free in one address family may be taken in the other.
            Err(ListenError::Taken { .. }) => {}
            bound => return bound.map(|(_, port)| port),
        }
    }
    bind(&open).await.map(|(_, port)| port)
}

async fn bind(callback: &CallbackAddress) -> Result<(Vec<TcpListener>, u16), ListenError> {
    let mut port = callback.port;
    let mut sockets = Vec::new();
    for &address in &callback.addresses {
        let bound =
            TcpListener::bind((address, port)).await.and_then(|socket| Ok((socket.local_addr()?.port(), socket)));
        match bound {
            Ok((given, socket)) => {
                port = given;
                sockets.push(socket);
            }
            Err(source) => match source.kind() {
                io::ErrorKind::AddrInUse => return Err(ListenError::Taken { port, owner: port_owner(port).await }),
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

    fn address(callback: &str, port: u16) -> CallbackAddress {
        CallbackAddress {
            port,
            ..CallbackUrl::parse(callback).expect("a callback").listen_address().expect("an address").clone()
        }
    }

    async fn taken(socket: &TcpListener, callback: &str) {
        let port = socket.local_addr().expect("an address").port();
        let error = Sockets::open(&address(callback, port)).await.expect_err("is taken");
        assert!(matches!(error, ListenError::Taken { port: taken, .. } if taken == port), "{error}");
        let owner = error.owner().unwrap_or("another program").to_owned();
        assert_eq!(Fault::from(error).problem, format!("Port {port} on this machine is in use by {owner}."));
    }

    #[tokio::test]
    async fn port_in_use_is_named() {
        let other = TcpListener::bind("127.0.0.1:0").await.expect("binds");
        taken(&other, "http://127.0.0.1/cb").await;
        taken(&other, "http://localhost/cb").await;
    }

    #[tokio::test]
    async fn localhost_port_in_use_in_one_family_is_refused() {
        // A machine without IPv6 has no such port.
        if let Ok(other) = TcpListener::bind("[::1]:0").await {
            taken(&other, "http://localhost/cb").await;
        }
    }

    #[tokio::test]
    async fn free_port_is_free_in_both_families_and_released() {
        let free = free_port(&address("http://localhost/cb", 0)).await.expect("a port");
        assert_ne!(free, 0);
        let (_sockets, port) = Sockets::open(&address("http://localhost/cb", free)).await.expect("is free");
        assert_eq!(port, free);
    }

    #[tokio::test]
    async fn closed_listener_refuses_connections_and_frees_its_port() {
        let (sockets, port) = Sockets::open(&address("http://127.0.0.1/cb", 0)).await.expect("opens");
        sockets.close();
        let accepted = timeout(Duration::from_secs(20), sockets.accept()).await.expect("does not wait");
        assert!(accepted.is_none());
        assert!(Sockets::open(&address("http://127.0.0.1/cb", port)).await.is_ok());
    }
}
