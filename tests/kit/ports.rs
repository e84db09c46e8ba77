//! Ports of this machine, for tests that run beside each other.

#![allow(dead_code, reason = "every test file is a program of its own and uses another part")]

use std::{
    hash::{BuildHasher as _, RandomState},
    net::{SocketAddr, TcpListener},
};
use tokio::net::TcpSocket;

/// Port on 127.0.0.1 that refuses connections for as long as this value lives: it is bound, so that no other test gets it, and
/// nothing listens. A port that is only known to be free may be the next server's a moment later.
pub struct ClosedPort(TcpSocket);

impl ClosedPort {
    /// Binds one on 127.0.0.1.
    pub fn new() -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).expect("a port");
        Self(socket)
    }

    /// Returns its address.
    pub fn address(&self) -> SocketAddr {
        self.0.local_addr().expect("an address")
    }
}

/// Ports that systems do not give to connections and to listeners on port 0, which other tests open all the time.
const FIRST: u16 = 20_000;
const COUNT: u16 = 12_000;

/// Returns a port that is free now, for a program that binds it later.
pub fn free_port() -> u16 {
    let start = RandomState::new().hash_one(COUNT);
    (0..u64::from(COUNT))
        .map(|step| FIRST + u16::try_from(start.wrapping_add(step) % u64::from(COUNT)).expect("below the count"))
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("a free port")
}
