//! Listener at the callback address, which the provider redirects the browser to.
//!
//! It drives hyper directly rather than through a framework, because frameworks leave open the limits that matter here:
//! the time and size of a head, and the number of connections.

#[cfg(test)]
mod tests;

pub use super::sockets::ListenError;
use super::{
    callback_rules::{Awaited, CallbackRules},
    certificate::Certificate,
    closing::{finish, refuse},
    connections::{BrowserConnections, BusyFlag},
    head::{self, Head},
    launch::Links,
    link_offers::LinkOffers,
    sockets::Sockets,
    visitor::ConnectionEnds,
};
use crate::domain::{
    Authorization, Grant,
    callback::CallbackAddress,
    grant::{Notices, Refusal},
};
use crate::text::Secret;
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr},
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite},
    sync::{mpsc, watch},
    task::JoinHandle,
    time::{sleep, timeout},
};
use tokio_rustls::TlsAcceptor;

/// Time for reading a request that is not used, so that closing the connection does not cut off the page just written.
const LINGER: Duration = Duration::from_millis(500);
/// Pause after a failure to accept, such as too many open files, so that it is not repeated without end.
const PAUSE: Duration = Duration::from_millis(50);
/// Bytes the parser holds: more than [`head::read`] lets through.
const BUFFER: usize = 160 * 1024;
/// Lines the parser takes: more than [`head::read`] lets through.
const LINES: usize = 256;

/// Answer that came back with the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallbackAnswer {
    /// Consent.
    Granted(Grant),
    /// Consent from another browser than the one elemint opened. It counts once the user confirms it.
    Offered(Grant),
    /// The provider's refusal.
    Refused(Refusal),
}

/// Open listener. Dropping it closes the port; a page that is being sent is still sent to its end.
#[derive(Debug)]
pub struct Listener {
    port: u16,
    fingerprint: Option<String>,
    answers: mpsc::Receiver<CallbackAnswer>,
    offers: Arc<LinkOffers>,
    notices: watch::Receiver<Notices>,
    links: Links,
    sockets: Arc<Sockets>,
    task: JoinHandle<()>,
}

impl Listener {
    /// Listens on every address of a callback, on its port, for answers to this authorization.
    ///
    /// For port 0 the system chooses a free port.
    ///
    /// # Errors
    /// [`ListenError`] if the port is in use. For `localhost` this holds for both address families: a program that
    /// listens on the other one would get the answers.
    pub async fn open(callback: &CallbackAddress, authorization: Authorization) -> Result<Self, ListenError> {
        let target = Secret::new(authorization.address());
        Self::open_within(callback, (&target, Some(Awaited::new(authorization, callback))), Limits::default()).await
    }

    /// Listens on a port that the system chooses, and only serves links to an address: the browser comes back to
    /// another machine.
    ///
    /// # Errors
    /// [`ListenError`] if this machine has no free port.
    pub async fn forward(target: &Secret) -> Result<Self, ListenError> {
        let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let callback =
            CallbackAddress { host: here.to_string(), addresses: vec![here], port: 0, path: "/".into(), secure: false };
        Self::open_within(&callback, (target, None), Limits::default()).await
    }

    async fn open_within(
        callback: &CallbackAddress,
        purpose: (&Secret, Option<Awaited>),
        limits: Limits,
    ) -> Result<Self, ListenError> {
        let certificate = if callback.secure { Some(Certificate::generate(callback)?) } else { None };
        let fingerprint = certificate.as_ref().map(Certificate::fingerprint);
        let tls = certificate.map(Certificate::acceptor).transpose()?;
        let (sockets, port) = Sockets::open(callback).await?;
        let rules = Arc::new(CallbackRules::new(callback, port, purpose, limits.life)?);
        let (notices, links) = (rules.notices(), rules.links());
        let sockets = Arc::new(sockets);
        // Offers have a queue of their own, so that they cannot delay the answer.
        let (sender, answers) = mpsc::channel(1);
        let offers = Arc::new(LinkOffers::default());
        let sender = AnswerSender { answers: sender, offers: Arc::clone(&offers) };
        let task = tokio::spawn(receive(Arc::clone(&sockets), tls, rules, sender, limits));
        Ok(Self { port, fingerprint, answers, offers, notices, links, sockets, task })
    }

    /// Returns the port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns the SHA-256 fingerprint of the certificate, if the callback is https.
    pub fn fingerprint(&self) -> Option<&str> {
        self.fingerprint.as_deref()
    }

    /// Returns the source of short links to the provider.
    pub fn links(&self) -> Links {
        self.links.clone()
    }

    /// Waits for the answer, which is the first with the right state. Offers may come before it. After it there are no
    /// others; the listener stays open for pages that say this.
    pub async fn answer(&mut self) -> CallbackAnswer {
        tokio::select! {
            biased;
            Some(answer) = self.answers.recv() => answer,
            grant = self.offers.next() => CallbackAnswer::Offered(grant),
        }
    }

    /// Returns the number of requests to the right path without a valid answer.
    pub fn ignored(&self) -> u32 {
        self.notices.borrow().ignored
    }

    /// Returns the counts of requests without an answer.
    pub fn notices(&self) -> watch::Receiver<Notices> {
        self.notices.clone()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // The task ends a little later, and the next attempt may need the port at once.
        self.sockets.close();
        self.task.abort();
    }
}

/// Limits of time and number.
#[derive(Clone, Copy, Debug)]
struct Limits {
    head: Duration,
    request: Duration,
    connections: usize,
    /// Time for which an answer is accepted. The wait on the screen is shorter, but the user may prolong it.
    life: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(5),
            request: Duration::from_secs(10),
            connections: 64,
            life: Duration::from_secs(3600),
        }
    }
}

/// Sends answers to the task that waits for them.
#[derive(Clone)]
struct AnswerSender {
    answers: mpsc::Sender<CallbackAnswer>,
    offers: Arc<LinkOffers>,
}

impl AnswerSender {
    fn send(&self, answer: CallbackAnswer) {
        match answer {
            CallbackAnswer::Offered(grant) => self.offers.push(grant),
            // Without a receiver no one waits for the answer.
            answer @ (CallbackAnswer::Granted(_) | CallbackAnswer::Refused(_)) => drop(self.answers.try_send(answer)),
        }
    }
}

async fn receive(
    sockets: Arc<Sockets>,
    tls: Option<TlsAcceptor>,
    rules: Arc<CallbackRules>,
    sender: AnswerSender,
    limits: Limits,
) {
    let mut connections = BrowserConnections::new(limits.connections);
    while let Some(arrived) = sockets.accept().await {
        let Ok(stream) = arrived else {
            sleep(PAUSE).await;
            continue;
        };
        let busy = BusyFlag::default();
        let from = ConnectionEnds::from_stream(&stream);
        let (rules, sender, flag) = (Arc::clone(&rules), sender.clone(), busy.clone());
        match tls.clone() {
            None => connections.add(serve(stream, (rules, from), sender, flag, limits), busy).await,
            Some(tls) => {
                let serve = async move {
                    if let Ok(Ok(stream)) = timeout(limits.head, tls.accept(stream)).await {
                        serve(stream, (rules, from), sender, flag, limits).await;
                    }
                };
                connections.add(Box::pin(serve), busy).await;
            }
        }
    }
}

/// Answers one request. The answer is sent after its page was written, because the program may end on it.
async fn serve<S: AsyncRead + AsyncWrite + Unpin + Send>(
    mut stream: S,
    (rules, from): (Arc<CallbackRules>, Option<ConnectionEnds>),
    sender: AnswerSender,
    busy: BusyFlag,
    limits: Limits,
) {
    let began = match timeout(limits.head.min(limits.request), head::read(&mut stream)).await {
        Ok(Ok(Head::Whole(bytes))) => bytes,
        Ok(Ok(Head::TooLarge { path })) => {
            busy.set(true);
            let _ = timeout(LINGER, refuse(stream, rules.too_large(&path))).await;
            return;
        }
        Ok(Err(_)) | Err(_) => return,
    };
    let (reader, writer) = tokio::io::split(stream);
    let stream = tokio::io::join(std::io::Cursor::new(began).chain(reader), writer);
    let answer = OnceLock::new();
    let service = service_fn(async |request: Request<Incoming>| {
        let (response, found) = rules.reply(request, from, || busy.set(true)).await;
        if let Some(found) = found {
            let _ = answer.set(found);
        }
        Ok::<_, Infallible>(response)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(BUFFER)
        .max_headers(LINES)
        .keep_alive(false)
        .half_close(true)
        .auto_date_header(false)
        .serve_connection(TokioIo::new(stream), service)
        .without_shutdown();
    let served = timeout(limits.request, connection).await;
    let stream = served.ok().and_then(Result::ok).map(|parts| parts.io.into_inner());
    if let Some(answer) = answer.into_inner() {
        sender.send(answer);
    }
    busy.set(false);
    if let Some(stream) = stream {
        let _ = timeout(LINGER, finish(stream)).await;
    }
}
