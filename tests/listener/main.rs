//! Callback listener over real sockets: accepted and refused requests, and their pages.
#![cfg(test)]

mod answers;
mod doors;
mod https;
mod links;
mod strangers;
mod users;

use elemint::{
    domain::{Authorization, CallbackUrl, State, callback::CallbackAddress},
    oauth::{CallbackAnswer, Listener},
};
use std::{io, time::Duration};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

const LONG: Duration = Duration::from_secs(20);

fn state() -> State {
    State::from_bytes(&[0; 32])
}

fn authorization() -> Authorization {
    let address = format!("https://signin.example.com/a?state={}", state().as_str());
    Authorization::new(&address, state(), CallbackUrl::parse("http://127.0.0.1/cb").expect("a callback"), "me")
        .expect("opens")
}

/// A door whose port the system chooses, so that no test waits for another.
fn door(callback: &str) -> CallbackAddress {
    CallbackAddress {
        port: 0,
        ..CallbackUrl::parse(callback).expect("a callback").listen_address().expect("a door").clone()
    }
}

async fn listener() -> Listener {
    Listener::open(&door("http://127.0.0.1/cb"), authorization()).await.expect("opens")
}

/// Sends bytes and reads all that comes back.
async fn send(host: &str, port: u16, request: &str) -> io::Result<String> {
    let reply = async {
        let mut stream = TcpStream::connect((host, port)).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut reply = String::new();
        stream.read_to_string(&mut reply).await.map(|_| reply)
    };
    timeout(LONG, reply).await.expect("ends")
}

/// Asks for a target as a browser does, with more header lines if there are any; `$S` is the right state.
async fn ask(listener: &Listener, target: &str, lines: &str) -> String {
    let (port, target) = (listener.port(), target.replace("$S", state().as_str()));
    send("127.0.0.1", port, &format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{lines}\r\n"))
        .await
        .expect("a reply")
}

fn status(reply: &str) -> u16 {
    reply.get(9..12).and_then(|code| code.parse().ok()).unwrap_or_default()
}

async fn granted(listener: &mut Listener) -> String {
    match timeout(LONG, listener.answer()).await.expect("is answered") {
        CallbackAnswer::Granted(grant) => grant.code().expose().to_owned(),
        CallbackAnswer::Offered(grant) => format!("offered: {}", grant.code().expose()),
        CallbackAnswer::Refused(refusal) => format!("refused: {}", refusal.error),
    }
}

/// Checks that no earlier request was accepted: the true answer still is.
async fn assert_still_open(mut listener: Listener) {
    let reply = ask(&listener, "/cb?code=true&state=$S", "").await;
    assert!(reply.contains("Consent has arrived"), "{reply}");
    assert_eq!(granted(&mut listener).await, "true");
}
