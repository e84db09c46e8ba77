//! The door the provider sends the browser to.
//!
//! It speaks HTTP by hand rather than through a framework, because what matters here is what frameworks leave open:
//! how long a head may take, how much it may hold, how many may wait.

#[cfg(test)]
mod tests;

pub use super::sockets::ListenError;
use super::{
    certificate::Certificate,
    gate::{Awaited, Gate, MOST_OFFERS},
    guests::{Guests, Speaking},
    launch::Links,
    sockets::Sockets,
};
use crate::domain::{Authorization, Grant, Secret, callback::Door, grant::Refusal};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{
    convert::Infallible,
    future, io,
    net::{IpAddr, Ipv4Addr},
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    sync::{mpsc, watch},
    task::JoinHandle,
    time::{sleep, timeout},
};
use tokio_rustls::TlsAcceptor;

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
    /// Consent, if the person says that it is theirs: it came from another browser than the one that went out.
    Offered(Grant),
    /// The provider's no.
    Refused(Refusal),
}

/// A door open for the browser. It closes when this is dropped; a page being shown is still shown to its end.
#[derive(Debug)]
pub struct Listener {
    port: u16,
    fingerprint: Option<String>,
    answers: mpsc::Receiver<Answer>,
    ignored: watch::Receiver<u32>,
    links: Links,
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
        let target = Secret::new(authorization.address());
        Self::open_within(door, (&target, Some(Awaited::new(authorization, door))), Limits::default()).await
    }

    /// Opens a door on a port the system chooses, for links to this address alone: the browser comes back elsewhere.
    ///
    /// # Errors
    /// [`ListenError`] where this machine has no port to give.
    pub async fn forward(target: &Secret) -> Result<Self, ListenError> {
        let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let door = Door { host: here.to_string(), addresses: vec![here], port: 0, path: "/".into(), secure: false };
        Self::open_within(&door, (target, None), Limits::default()).await
    }

    async fn open_within(
        door: &Door,
        purpose: (&Secret, Option<Awaited>),
        limits: Limits,
    ) -> Result<Self, ListenError> {
        let certificate = if door.secure { Some(Certificate::of(door)?) } else { None };
        let fingerprint = certificate.as_ref().map(Certificate::fingerprint);
        let tls = certificate.map(Certificate::acceptor).transpose()?;
        let (sockets, port) = Sockets::open(door).await?;
        let gate = Arc::new(Gate::new(door, port, purpose, limits.life)?);
        let (ignored, links) = (gate.ignored(), gate.links());
        let sockets = Arc::new(sockets);
        // Room for all that is ever said, so that an offer is never in the way of the answer.
        let (sender, answers) = mpsc::channel(MOST_OFFERS as usize + 1);
        let task = tokio::spawn(receive(Arc::clone(&sockets), tls, gate, sender, limits));
        Ok(Self { port, fingerprint, answers, ignored, links, sockets, task })
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The SHA-256 fingerprint of the certificate a browser is shown, where it speaks https.
    pub fn fingerprint(&self) -> Option<&str> {
        self.fingerprint.as_deref()
    }

    /// The way to short links that lead to the provider.
    pub fn links(&self) -> Links {
        self.links.clone()
    }

    /// Waits for the answer: the first with the right state. Once it was had there is no other, though the door
    /// stays open to say so. Before it there may be offers.
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
    /// How long an answer counts. The wait on the screen is shorter, but a person may prolong it.
    life: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(5),
            whole: Duration::from_secs(10),
            guests: 32,
            life: Duration::from_secs(3600),
        }
    }
}

async fn receive(
    sockets: Arc<Sockets>,
    tls: Option<TlsAcceptor>,
    gate: Arc<Gate>,
    answers: mpsc::Sender<Answer>,
    limits: Limits,
) {
    let mut guests = Guests::new(limits.guests);
    while let Some(arrived) = sockets.accept().await {
        let Ok(stream) = arrived else {
            sleep(PAUSE).await;
            continue;
        };
        let speaking = Speaking::default();
        let (gate, answers, heard) = (Arc::clone(&gate), answers.clone(), speaking.clone());
        match tls.clone() {
            None => guests.seat(serve(stream, gate, answers, heard, limits), speaking).await,
            Some(tls) => {
                let serve = async move {
                    if let Ok(Ok(stream)) = timeout(limits.head, tls.accept(stream)).await {
                        serve(stream, gate, answers, heard, limits).await;
                    }
                };
                guests.seat(serve, speaking).await;
            }
        }
    }
}

/// Answers one request. The answer is handed on after its page was written, since the program may end on it.
async fn serve<S: AsyncRead + AsyncWrite + Unpin + Send>(
    stream: S,
    gate: Arc<Gate>,
    answers: mpsc::Sender<Answer>,
    speaking: Speaking,
    limits: Limits,
) {
    let brought = OnceLock::new();
    let service = service_fn(async |request: Request<Incoming>| {
        speaking.set(true);
        let (response, answer) = gate.reply(request).await;
        if let Some(answer) = answer {
            let _ = brought.set(answer);
        }
        Ok::<_, Infallible>(response)
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
async fn finish(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> io::Result<()> {
    stream.shutdown().await?;
    let mut scrap = [0; 1024];
    while stream.read(&mut scrap).await? > 0 {}
    Ok(())
}
