//! Addresses that are listened at.

use super::{LONG, assert_still_open, authorization, door, listener, send, status};
use elemint::{domain::callback::CallbackAddress, oauth::Listener};
use std::io;
use tokio::{
    net::{TcpListener, TcpStream},
    time::timeout,
};

#[tokio::test]
async fn a_port_is_free_as_soon_as_its_door_is_closed() {
    let first = listener().await;
    let again = CallbackAddress { port: first.port(), ..door("http://127.0.0.1/cb") };
    drop(first);
    let second = Listener::open(&again, authorization()).await.expect("opens again");
    drop(second);
    let refused = TcpStream::connect(("127.0.0.1", again.port)).await.expect_err("nobody is there");
    assert_eq!(refused.kind(), io::ErrorKind::ConnectionRefused);
}

#[tokio::test]
async fn only_the_address_of_the_door_is_listened_on() {
    let listener = listener().await;
    // Refused on Linux, where all of 127/8 is this machine; unreachable on other systems.
    let nobody = timeout(LONG, TcpStream::connect(("127.0.0.2", listener.port()))).await;
    assert!(!matches!(nobody, Ok(Ok(_))));
    assert_still_open(listener).await;
}

#[tokio::test]
async fn localhost_is_accepted_under_all_names() {
    let listener = Listener::open(&door("http://localhost/cb"), authorization()).await.expect("opens");
    let (port, ipv6) = (listener.port(), TcpListener::bind("[::1]:0").await.is_ok());
    for (address, host) in
        [("127.0.0.1", "localhost"), ("127.0.0.1", "127.0.0.1"), ("::1", "localhost"), ("::1", "[::1]")]
    {
        if address == "127.0.0.1" || ipv6 {
            let request = format!("GET /cb?code=a&state=other HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n");
            assert_eq!(status(&send(address, port, &request).await.expect("a reply")), 400, "{address} {host}");
        }
    }
    assert_still_open(listener).await;
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_system_knows_of_no_other_socket_of_ours() {
    let both = Listener::open(&door("http://localhost/cb"), authorization()).await.expect("opens");
    let one = listener().await;
    let listening = |port: u16| {
        let tables =
            ["tcp", "tcp6"].map(|name| std::fs::read_to_string(format!("/proc/net/{name}")).unwrap_or_default());
        let rows: Vec<Vec<String>> = tables
            .iter()
            .flat_map(|t| t.lines())
            .map(|row| row.split_whitespace().map(str::to_owned).collect())
            .collect();
        let here = |row: &&Vec<String>| row[1].ends_with(&format!(":{port:04X}")) && row[3] == "0A";
        rows.iter().filter(here).map(|row| row[1].split(':').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(listening(one.port()), ["0100007F"]);
    let loopback = ["0100007F", "00000000000000000000000001000000"];
    assert!(listening(both.port()).iter().all(|address| loopback.contains(&address.as_str())));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn port_cannot_be_shared() {
    use tokio::net::TcpSocket;
    let listener = listener().await;
    for address in [format!("127.0.0.1:{}", listener.port()), format!("0.0.0.0:{}", listener.port())] {
        let thief = TcpSocket::new_v4().expect("a socket");
        thief.set_reuseaddr(true).expect("an option");
        thief.set_reuseport(true).expect("an option");
        let error = thief.bind(address.parse().expect("an address")).expect_err("the port is held");
        assert_eq!(error.kind(), io::ErrorKind::AddrInUse, "{address}");
    }
}
