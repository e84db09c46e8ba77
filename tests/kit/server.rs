//! Server on a raw socket: records requests, and answers by a script.

#![allow(dead_code, reason = "every test file is a program of its own and uses another part")]

use elemint::domain::BaseUrl;
use rustls::{ServerConfig, ServerConnection, StreamOwned, pki_types::pem::PemObject as _};
use std::{
    io::{Read, Write},
    net::TcpListener,
    sync::{Arc, Mutex},
    thread,
};

/// Answer of the script.
pub enum Reply {
    /// These bytes, then the end of the connection.
    Bytes(Vec<u8>),
    /// These bytes, and the connection stays for another request.
    Open(Vec<u8>),
    /// These bytes a few at a time, then the end of the connection.
    Drops(Vec<u8>),
    /// These bytes, then silence for as long as the other side waits.
    Stall(Vec<u8>),
    /// The answer of this function, once the request has been read with its body.
    OfBody(Box<dyn FnOnce(&Request) -> Reply + Send>),
    /// The end of the connection, once the request has been read.
    Nothing,
    /// The end of the connection in the middle of the request, which TCP calls a reset.
    Reset,
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Request {
    /// Connection of the request, counted from 0.
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

/// Server that answers every request by a function.
pub struct Server {
    pub base: BaseUrl,
    seen: Arc<Mutex<Vec<Request>>>,
}

/// Function that chooses the answers.
type Answers = dyn Fn(&Request) -> Reply + Send + Sync;

impl Server {
    /// Serves a script, an answer a request, and after its end a status that no test expects.
    pub fn new(script: Vec<Reply>) -> Self {
        let script = Mutex::new(script.into_iter());
        Self::answering(move |_| script.lock().expect("lock").next().unwrap_or_else(|| reply(599, &[], "")))
    }

    /// Starts a server that answers each request by its content.
    pub fn answering(answers: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        Self::serving(Arc::new(answers), None)
    }

    /// The same over TLS, with this certificate of `tests/kit/tls`.
    pub fn with_certificate(certificate: &str, answers: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        Self::serving(Arc::new(answers), Some(tls(certificate)))
    }

    fn serving(answers: Arc<Answers>, tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("bind");
        let port = listener.local_addr().expect("address").port();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let seen = Arc::new(Mutex::new(Vec::new()));
        let notes = Arc::clone(&seen);
        thread::spawn(move || {
            for (connection, stream) in listener.incoming().enumerate() {
                let (notes, answers, tls) = (Arc::clone(&notes), Arc::clone(&answers), tls.clone());
                let stream = stream.expect("accept");
                // A frame is written in one piece, so waiting for a fuller one only costs time.
                stream.set_nodelay(true).expect("a socket");
                thread::spawn(move || match tls {
                    None => serve(stream, connection, &notes, &*answers),
                    Some(tls) => {
                        let session = ServerConnection::new(tls).expect("a session");
                        serve(StreamOwned::new(session, stream), connection, &notes, &*answers);
                    }
                });
            }
        });
        Self { base: BaseUrl::read(&format!("{scheme}://127.0.0.1:{port}")).expect("base"), seen }
    }

    /// Returns an answer with a status and a body.
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

fn serve(mut stream: impl Read + Write, connection: usize, notes: &Mutex<Vec<Request>>, answers: &Answers) {
    while let Some(mut request) = read_head(&mut stream, connection) {
        let reply = answers(&request);
        if matches!(reply, Reply::Reset) {
            notes.lock().expect("lock").push(request);
            return;
        }
        let Some(body) = read_body(&mut stream, &request) else { return };
        request.body = body;
        notes.lock().expect("lock").push(request.clone());
        let reply = if let Reply::OfBody(answer) = reply { answer(&request) } else { reply };
        // The client may have had enough before the end.
        match reply {
            Reply::Open(bytes) => drop(stream.write_all(&bytes)),
            Reply::Bytes(bytes) => return drop(stream.write_all(&bytes)),
            Reply::Drops(bytes) => {
                for drop in bytes.chunks(7) {
                    if stream.write_all(drop).and_then(|()| stream.flush()).is_err() {
                        return;
                    }
                    thread::yield_now();
                }
                return;
            }
            Reply::Stall(bytes) => {
                let _ = stream.write_all(&bytes).and_then(|()| stream.flush());
                // Ends when the client hangs up.
                return drop(stream.read(&mut [0; 64]));
            }
            Reply::Nothing | Reply::Reset | Reply::OfBody(_) => return,
        }
    }
}

/// The head of the next request, but for its last byte: left unread, it makes the end of the connection a reset.
fn read_head(stream: &mut impl Read, connection: usize) -> Option<Request> {
    let (mut bytes, mut byte) = (Vec::new(), [0; 1]);
    while !bytes.ends_with(b"\r\n\r") {
        match stream.read(&mut byte).ok()? {
            0 => return None,
            _ => bytes.extend_from_slice(&byte),
        }
    }
    let text = String::from_utf8(bytes).expect("a head in ASCII");
    let (line, rest) = text.trim_end().split_once("\r\n").unwrap_or((&text, ""));
    Some(Request { connection, line: line.to_owned(), head: rest.to_owned(), body: String::new() })
}

fn read_body(stream: &mut impl Read, request: &Request) -> Option<String> {
    let length: usize = request.header("content-length").map_or(0, |n| n.parse().expect("a length"));
    let mut bytes = vec![0; 1 + length];
    stream.read_exact(&mut bytes).ok()?;
    String::from_utf8(bytes.split_off(1)).ok()
}

fn tls(certificate: &str) -> Arc<ServerConfig> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kit/tls");
    let chain = rustls::pki_types::CertificateDer::from_pem_file(folder.join(format!("{certificate}.pem")));
    let key = rustls::pki_types::PrivateKeyDer::from_pem_file(folder.join("server.key")).expect("a key");
    let config = ServerConfig::builder().with_no_client_auth();
    Arc::new(config.with_single_cert(vec![chain.expect("a certificate")], key).expect("a pair"))
}
