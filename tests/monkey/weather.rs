//! A relay in front of the platform that spoils every third answer.

use crate::random::Random;
use elemint::domain::BaseUrl;
use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

/// The relay, and how many answers went through as they were and how many did not.
pub struct Weather {
    pub base: String,
    counted: Arc<[AtomicUsize; 2]>,
}

/// Names that would move the cursor or turn the text around, if they could.
const HOSTILE: &str =
    r#"{"message":"\u001b[2J\u001b]52;c;aGVsbG8=\u0007\u202egnp.exe\r\n\u009b31m","providerMessage":"\u0000\u200b"}"#;

impl Weather {
    pub fn over(platform: &str, seed: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let host = listener.local_addr().expect("an address").to_string();
        let counted = Arc::new([AtomicUsize::new(0), AtomicUsize::new(0)]);
        let random = Arc::new(Mutex::new(Random::new(0x0077_6561_7468_6572 + seed as u64)));
        let (own, platform, counts) = (host.clone(), platform.to_owned(), counted.clone());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (random, counts) = (random.clone(), counts.clone());
                let (own, platform) = (own.clone(), platform.clone());
                // Broken connections are the purpose of this relay.
                thread::spawn(move || relay(stream, &own, &platform, &random, &counts));
            }
        });
        let base = BaseUrl::read(&format!("http://{host}")).expect("an address").as_str().to_owned();
        Self { base, counted }
    }

    /// Returns the numbers of good and of bad answers.
    pub fn counted(&self) -> (usize, usize) {
        (self.counted[0].load(Ordering::Relaxed), self.counted[1].load(Ordering::Relaxed))
    }
}

fn relay(
    mut stream: TcpStream,
    own: &str,
    platform: &str,
    random: &Mutex<Random>,
    counts: &[AtomicUsize; 2],
) -> Option<()> {
    let request = read(&mut stream)?;
    let (fate, number) = {
        let mut random = random.lock().ok()?;
        (random.below(24), random.below(100))
    };
    counts[usize::from(fate < 8)].fetch_add(1, Ordering::Relaxed);
    let ordered = |status: u16, head: &str, body: &str| {
        let length = body.len();
        format!("HTTP/1.1 {status} X\r\n{head}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}").into_bytes()
    };
    let answer = match fate {
        // Before the work, so nothing is made.
        0 => return None,
        1 => ordered(429, "Retry-After: 1\r\n", "{}"),
        2 => ordered(502, "Content-Type: text/html\r\n", "<html>502</html>"),
        3 => ordered(400, "", HOSTILE),
        4 => ordered(200, "", "{\"id\": [1"),
        // After it: the answer is cut, or lost.
        5 => {
            let mut whole = ask(platform, own, &request)?;
            whole.truncate(whole.len() * number / 100);
            whole
        }
        6 => {
            ask(platform, own, &request)?;
            return None;
        }
        7 => {
            thread::sleep(Duration::from_millis(300));
            ask(platform, own, &request)?
        }
        _ => ask(platform, own, &request)?,
    };
    stream.write_all(&answer).ok()
}

fn read(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse().ok());
            if bytes.len() >= end + 4 + length.unwrap_or(0_usize) {
                return Some(bytes);
            }
        }
        match stream.read(&mut buffer).ok()? {
            0 => return None,
            count => bytes.extend_from_slice(&buffer[..count]),
        }
    }
}

/// Returns the platform's answer. It accepts requests to its own name alone, and closes on request.
fn ask(platform: &str, own: &str, request: &[u8]) -> Option<Vec<u8>> {
    let text = String::from_utf8(request.to_vec()).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let head = head.replace(own, platform);
    let mut stream = TcpStream::connect(platform).ok()?;
    stream.write_all(format!("{head}\r\nConnection: close\r\n\r\n{body}").as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    Some(answer)
}
