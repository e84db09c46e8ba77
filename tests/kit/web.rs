//! Minimal web client: one request, one answer, redirects not followed.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

/// Answer of a server.
#[derive(Debug)]
pub struct Answer {
    /// Its number, such as 200.
    pub status: u16,
    head: String,
    /// Body as text.
    pub body: String,
}

impl Answer {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

/// A browser that has followed the program's short link, and is known by its cookie when it comes back.
#[derive(Debug)]
pub struct Follower {
    /// Address that the link redirected to.
    pub page: String,
    cookie: String,
}

impl Follower {
    /// Follows a link.
    pub fn of(link: &str) -> Self {
        let sent = get(link);
        assert_eq!(sent.status, 303, "{link}: {}", sent.body);
        let header = |name: &str| sent.header(name).unwrap_or_else(|| panic!("no {name}"));
        let cookie = header("set-cookie").split(';').next().unwrap_or_default();
        Self { page: header("location").to_owned(), cookie: cookie.to_owned() }
    }

    /// Fetches a page as this browser.
    pub fn get(&self, url: &str) -> Answer {
        call("GET", url, &[("Cookie", &self.cookie)], "")
    }
}

/// Fetches a page.
pub fn get(url: &str) -> Answer {
    call("GET", url, &[], "")
}

/// Sends a request to an `http` address.
pub fn call(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let rest = url.strip_prefix("http://").unwrap_or_else(|| panic!("{url} is not http"));
    let slash = rest.find('/').unwrap_or(rest.len());
    let (host, path) = rest.split_at(slash);
    let path = if path.is_empty() { "/" } else { path };
    let mut stream = TcpStream::connect(host).unwrap_or_else(|error| panic!("nobody answers at {host}: {error}"));
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
    let headers = headers.iter().fold(String::new(), |all, (name, value)| all + name + ": " + value + "\r\n");
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    );
    stream.write_all(request.as_bytes()).expect("the request is taken");
    read(&mut stream)
}

fn read(stream: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let mut buffer = [0; 8192];
    while !whole(&bytes) {
        match stream.read(&mut buffer).expect("an answer") {
            0 => break,
            count => bytes.extend_from_slice(&buffer[..count]),
        }
    }
    let text = String::from_utf8(bytes).expect("text");
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).and_then(|number| number.parse().ok()).expect("a status");
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}

/// Some servers leave the connection open, whatever they are asked.
fn whole(bytes: &[u8]) -> bool {
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    length.is_some_and(|length| bytes.len() >= end + 4 + length)
}
