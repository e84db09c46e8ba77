//! Users who own the other end of connections on this machine, on systems that show them.
//!
//! Linux lists both ends of each connection with the user who opened them (proc(5), `/proc/net/tcp`). With it the browser
//! of another user is recognized: every user may read the short link among a program's arguments.

use std::{
    fs,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};
use tokio::{net::TcpStream, task::spawn_blocking};

/// The administrator, whose programs forward connections (tunnels, containers) and could read everything anyway.
const ROOT: u32 = 0;
/// States of a socket (`include/net/tcp_states.h`).
const ESTABLISHED: u8 = 0x01;
const LISTENS: u8 = 0x0A;

/// The user elemint runs as, as the table of connections names it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Users {
    /// `None` if the system shows no users.
    own: Option<u32>,
}

/// The addresses of both ends of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ConnectionEnds {
    ours: SocketAddr,
    theirs: SocketAddr,
}

/// The other end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Peer {
    /// A program of this user has it open.
    User(u32),
    /// No program of this system. Another one forwarded the connection, such as the host of a virtual machine.
    Outside,
    /// The connection was closed, so that its user is unknown.
    Gone,
}

/// Row of the table of connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SocketRow {
    local: SocketAddr,
    remote: SocketAddr,
    state: u8,
    user: u32,
}

impl Users {
    /// Reads the user of the socket that listens at an address.
    pub(super) fn listening_at(address: SocketAddr) -> Self {
        let listens = |row: &SocketRow| row.local == address && row.state == LISTENS;
        Self { own: rows(&tables()).find(listens).map(|row| row.user) }
    }

    /// Returns true if a connection may be the user's: of the same user or of root, or on a system that shows no users.
    pub(super) async fn admit(self, connection: Option<ConnectionEnds>) -> bool {
        let Some(own) = self.own else { return true };
        // The addresses of a connection that was reset cannot be read.
        let Some(connection) = connection else { return false };
        spawn_blocking(move || is_admitted(own, || peer(&tables(), connection))).await.unwrap_or(false)
    }
}

impl ConnectionEnds {
    /// Returns the ends of a connection, or `None` if it was reset.
    pub(super) fn from_stream(stream: &TcpStream) -> Option<Self> {
        Some(Self { ours: stream.local_addr().ok()?, theirs: stream.peer_addr().ok()? })
    }
}

fn is_admitted(own: u32, look: impl Fn() -> Peer) -> bool {
    match look() {
        Peer::User(user) if user != ROOT => user == own,
        Peer::Gone => false,
        // The socket of a program that closes it in this moment is listed as root's, and then not at all.
        seen @ (Peer::User(_) | Peer::Outside) => look() == seen,
    }
}

fn peer(tables: &str, connection: ConnectionEnds) -> Peer {
    let ConnectionEnds { ours, theirs } = connection;
    let mut outside = Peer::Gone;
    for row in rows(tables) {
        let is_open = row.state == ESTABLISHED;
        if (row.local, row.remote) == (theirs, ours) {
            return if is_open || row.user != ROOT { Peer::User(row.user) } else { Peer::Gone };
        }
        if (row.local, row.remote) == (ours, theirs) && is_open {
            outside = Peer::Outside;
        }
    }
    outside
}

fn tables() -> String {
    let tables = ["/proc/net/tcp", "/proc/net/tcp6"];
    tables.iter().filter_map(|table| fs::read_to_string(table).ok()).collect()
}

fn rows(tables: &str) -> impl Iterator<Item = SocketRow> {
    tables.lines().filter_map(row)
}

/// Reads a row: local address, remote address and state are the second to fourth columns, the user is the eighth.
fn row(line: &str) -> Option<SocketRow> {
    let mut columns = line.split_whitespace().skip(1);
    let (local, remote) = (address(columns.next()?)?, address(columns.next()?)?);
    let state = u8::from_str_radix(columns.next()?, 16).ok()?;
    Some(SocketRow { local, remote, state, user: columns.nth(3)?.parse().ok()? })
}

/// Reads an address such as `0100007F:22CE`: words in the byte order of the machine, then the port.
fn address(text: &str) -> Option<SocketAddr> {
    let (host, port) = text.split_once(':')?;
    let words = host.as_bytes().chunks(8).map(|word| u32::from_str_radix(std::str::from_utf8(word).ok()?, 16).ok());
    let bytes: Vec<u8> = words.collect::<Option<Vec<_>>>()?.into_iter().flat_map(u32::to_ne_bytes).collect();
    let host = match bytes.len() {
        _ if host.len() != 2 * bytes.len() => return None,
        4 => IpAddr::from(Ipv4Addr::from(<[u8; 4]>::try_from(bytes).ok()?)),
        // Some programs reach 127.0.0.1 through the newer family.
        16 => Ipv6Addr::from(<[u8; 16]>::try_from(bytes).ok()?).to_canonical(),
        _ => return None,
    };
    Some(SocketAddr::new(host, u16::from_str_radix(port, 16).ok()?))
}

#[cfg(test)]
mod tests;
