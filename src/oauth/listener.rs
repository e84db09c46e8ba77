//! The door the provider sends the browser to.
//!
//! It speaks HTTP by hand rather than through a framework, because what matters here is what frameworks leave open:
//! how long a head may take, how much it may hold, how many may wait.

pub use super::sockets::ListenError;
use super::{
    gate::Gate,
    guests::{Guests, Speaking},
    sockets::Sockets,
};
use crate::domain::{Authorization, Grant, callback::Door, grant::Refusal};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{
    convert::Infallible,
    future, io,
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    sync::{mpsc, watch},
    task::JoinHandle,
    time::{sleep, timeout},
};

/// How long to go on reading what nobody wants, so that closing does not cut off the page that was just written.
const LINGER: Duration = Duration::from_millis(500);
/// The pause after a failure to accept, such as too many open files, lest it be repeated without end.
const PAUSE: Duration = Duration::from_millis(50);
const HEAD_SIZE: usize = 16 * 1024;
const HEAD_LINES: usize = 64;

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Consent.
    Granted(Grant),
    /// The provider's no.
    Refused(Refusal),
}

/// A door open for the browser. It closes when this is dropped; a page being shown is still shown to its end.
#[derive(Debug)]
pub struct Listener {
    port: u16,
    answers: mpsc::Receiver<Answer>,
    ignored: watch::Receiver<u32>,
    sockets: Arc<Sockets>,
    task: JoinHandle<()>,
}

impl Listener {
    /// Opens the door: every address of it, on its port, for answers to this authorization.
    ///
    /// On a door without port (0) the system chooses one.
    ///
    /// # Errors
    /// [`ListenError`] where a port is taken. For `localhost` that holds for either family: whoever has the other
    /// one would be sent our answers.
    pub async fn open(door: &Door, authorization: Authorization) -> Result<Self, ListenError> {
        Self::open_within(door, authorization, Limits::default()).await
    }

    async fn open_within(door: &Door, authorization: Authorization, limits: Limits) -> Result<Self, ListenError> {
        let (sockets, port) = Sockets::open(door).await?;
        let gate = Arc::new(Gate::new(door, port, authorization));
        let ignored = gate.ignored();
        let sockets = Arc::new(sockets);
        let (sender, answers) = mpsc::channel(1);
        let task = tokio::spawn(receive(Arc::clone(&sockets), gate, sender, limits));
        Ok(Self { port, answers, ignored, sockets, task })
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Waits for the answer: the first with the right state. Once it was had there is no other.
    pub async fn answer(&mut self) -> Answer {
        match self.answers.recv().await {
            Some(answer) => answer,
            None => future::pending().await,
        }
    }

    /// How many requests came to the right place without a valid answer.
    pub fn ignored(&self) -> u32 {
        *self.ignored.borrow()
    }

    /// The same number, to be watched.
    pub fn watch_ignored(&self) -> watch::Receiver<u32> {
        self.ignored.clone()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // Not left to the task, which ends a little later: the next attempt may want the port at once.
        self.sockets.close();
        self.task.abort();
    }
}

/// How much patience there is.
#[derive(Clone, Copy, Debug)]
struct Limits {
    head: Duration,
    whole: Duration,
    guests: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { head: Duration::from_secs(5), whole: Duration::from_secs(10), guests: 32 }
    }
}

async fn receive(sockets: Arc<Sockets>, gate: Arc<Gate>, answers: mpsc::Sender<Answer>, limits: Limits) {
    let mut guests = Guests::new(limits.guests);
    while let Some(arrived) = sockets.accept().await {
        if let Ok(stream) = arrived {
            let speaking = Speaking::default();
            let serve = serve(stream, Arc::clone(&gate), answers.clone(), speaking.clone(), limits);
            guests.seat(serve, speaking).await;
        } else {
            sleep(PAUSE).await;
        }
    }
}

/// Answers one request. The answer is handed on after its page was written, since the program may end on it.
async fn serve(stream: TcpStream, gate: Arc<Gate>, answers: mpsc::Sender<Answer>, speaking: Speaking, limits: Limits) {
    let brought = OnceLock::new();
    let service = service_fn(|request: Request<Incoming>| {
        speaking.set(true);
        let (response, answer) = gate.reply(&request);
        if let Some(answer) = answer {
            let _ = brought.set(answer);
        }
        future::ready(Ok::<_, Infallible>(response))
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(HEAD_SIZE)
        .max_headers(HEAD_LINES)
        .keep_alive(false)
        .auto_date_header(false)
        .serve_connection(TokioIo::new(stream), service)
        .without_shutdown();
    let served = timeout(limits.whole, connection).await;
    let stream = served.ok().and_then(Result::ok).map(|parts| parts.io.into_inner());
    if let Some(answer) = brought.into_inner() {
        // Whoever waited may have gone; then nobody wants it.
        let _ = answers.try_send(answer);
    }
    speaking.set(false);
    if let Some(stream) = stream {
        let _ = timeout(LINGER, finish(stream)).await;
    }
}

/// Closes our side first and reads to the end of the other: a socket closed on unread bytes is reset, and the page
/// with it.
async fn finish(mut stream: TcpStream) -> io::Result<()> {
    stream.shutdown().await?;
    let mut scrap = [0; 1024];
    while stream.read(&mut scrap).await? > 0 {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Callback, State};
    use std::time::Instant;

    const SHORT: Limits = Limits { head: Duration::from_millis(100), whole: Duration::from_millis(300), guests: 4 };
    const LONG: Duration = Duration::from_secs(20);

    async fn open(limits: Limits) -> Listener {
        let callback = Callback::new("http://127.0.0.1:0/cb");
        let door = callback.door().expect("a door").clone();
        let state = State::from_bytes(&[0; 32]);
        let authorization = Authorization::new("https://x.com/", state, callback, "me").expect("a page");
        Listener::open_within(&door, authorization, limits).await.expect("opens")
    }

    async fn connect(listener: &Listener) -> TcpStream {
        TcpStream::connect(("127.0.0.1", listener.port())).await.expect("connects")
    }

    /// Waits until the other side has closed, and fails if it does not.
    async fn closed(stream: &mut TcpStream) {
        let mut all = Vec::new();
        // Reset or ended, either will do.
        let _ = timeout(LONG, stream.read_to_end(&mut all)).await.expect("is closed");
    }

    fn callback(listener: &Listener) -> String {
        let state = State::from_bytes(&[0; 32]);
        let port = listener.port();
        format!("GET /cb?code=abc&state={} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n", state.as_str())
    }

    #[tokio::test]
    async fn whoever_says_nothing_is_closed() {
        let listener = open(SHORT).await;
        closed(&mut connect(&listener).await).await;
    }

    async fn drip(listener: &Listener) {
        let mut slow = connect(listener).await;
        let begun = Instant::now();
        while slow.write_all(b"G").await.is_ok() {
            assert!(begun.elapsed() < LONG, "it is still listened to");
            sleep(Duration::from_millis(10)).await;
        }
    }

    #[tokio::test]
    async fn a_head_has_to_come_in_time() {
        drip(&open(Limits { whole: LONG * 2, ..SHORT }).await).await;
    }

    #[tokio::test]
    async fn a_connection_has_to_end_in_time() {
        drip(&open(Limits { head: LONG * 2, ..SHORT }).await).await;
    }

    #[tokio::test]
    async fn the_answer_gets_through_though_others_hold_every_place() {
        let patient = Limits { head: LONG * 2, whole: LONG * 2, guests: 4 };
        let mut listener = open(patient).await;
        let mut silent = Vec::new();
        for _ in 0..20 {
            silent.push(connect(&listener).await);
        }
        let mut browser = connect(&listener).await;
        browser.write_all(callback(&listener).as_bytes()).await.expect("asks");
        let answer = timeout(LONG, listener.answer()).await.expect("is heard");
        assert!(matches!(answer, Answer::Granted(_)));
        closed(&mut silent[0]).await;
    }

    #[tokio::test]
    async fn an_answer_counts_though_its_sender_reads_no_page() {
        let mut listener = open(SHORT).await;
        let mut rude = connect(&listener).await;
        rude.write_all(callback(&listener).as_bytes()).await.expect("asks");
        drop(rude);
        assert!(matches!(timeout(LONG, listener.answer()).await.expect("is heard"), Answer::Granted(_)));
    }
}
