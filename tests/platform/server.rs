//! A server on a raw socket: it takes down what it is sent and answers what it was told to.

use elemint::domain::Base;
use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// One answer of the script.
pub enum Reply {
    /// These bytes, then the end of the connection.
    Bytes(Vec<u8>),
    /// These bytes, and the connection stays for another request.
    Open(Vec<u8>),
    /// The end of the connection, once the request has been read.
    Nothing,
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Request {
    /// Which connection it came on, counted from 0.
    pub connection: usize,
    pub line: String,
    pub head: String,
    pub body: String,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// Serves its script, an answer a connection, and after its end a status that no test expects.
pub struct Server {
    pub base: Base,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    pub fn new(script: Vec<Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("bind");
        let port = listener.local_addr().expect("address").port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (notes, script) = (Arc::clone(&seen), Arc::new(Mutex::new(script.into_iter())));
        thread::spawn(move || {
            for (connection, stream) in listener.incoming().enumerate() {
                let (notes, script) = (Arc::clone(&notes), Arc::clone(&script));
                let stream = stream.expect("accept");
                thread::spawn(move || {
                    serve(stream, connection, &notes, || {
                        let next = script.lock().expect("lock").next();
                        next.unwrap_or_else(|| reply(599, &[], ""))
                    });
                });
            }
        });
        Self { base: Base::read(&format!("http://127.0.0.1:{port}")).expect("base"), seen }
    }

    /// One answer.
    pub fn saying(status: u16, body: &str) -> Self {
        Self::new(vec![reply(status, &[], body)])
    }

    pub fn seen(&self) -> Vec<Request> {
        self.seen.lock().expect("lock").clone()
    }

    pub fn lines(&self) -> Vec<String> {
        self.seen().into_iter().map(|request| request.line).collect()
    }
}

/// A well-formed answer: JSON, unless the body begins like a page.
pub fn reply(status: u16, headers: &[(&str, &str)], body: &str) -> Reply {
    let kind = if body.starts_with('<') { "text/html" } else { "application/json;charset=UTF-8" };
    let extra = headers.iter().fold(String::new(), |all, (name, value)| all + name + ": " + value + "\r\n");
    let length = body.len();
    Reply::Bytes(
        format!(
            "HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{extra}Connection: close\r\n\r\n{body}"
        )
        .into_bytes(),
    )
}

fn serve(mut stream: TcpStream, connection: usize, notes: &Mutex<Vec<Request>>, next: impl Fn() -> Reply) {
    while let Some(request) = read(&mut stream) {
        notes.lock().expect("lock").push(Request { connection, ..request });
        // The client may have had enough before the end.
        match next() {
            Reply::Open(bytes) => drop(stream.write_all(&bytes)),
            Reply::Bytes(bytes) => return drop(stream.write_all(&bytes)),
            Reply::Nothing => return,
        }
    }
}

fn read(stream: &mut TcpStream) -> Option<Request> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") {
            break end;
        }
        match stream.read(&mut buffer).ok()? {
            0 => return None,
            n => bytes.extend_from_slice(&buffer[..n]),
        }
    };
    let text = String::from_utf8(bytes[..head].to_vec()).expect("a head in ASCII");
    let (line, rest) = text.split_once("\r\n").unwrap_or((&text, ""));
    let mut request = Request { connection: 0, line: line.to_owned(), head: rest.to_owned(), body: String::new() };
    let length: usize = request.header("content-length").map_or(0, |n| n.parse().expect("a length"));
    while bytes.len() < head + 4 + length {
        let n = stream.read(&mut buffer).ok()?;
        bytes.extend_from_slice(&buffer[..n]);
    }
    request.body = String::from_utf8(bytes[head + 4..].to_vec()).expect("a body in UTF-8");
    Some(request)
}
