//! Rules for requests to the callback address: which of them may carry an answer, and the page each of them gets.

use super::{
    head::{is_prefetch, is_urlencoded},
    launch::{Follow, Launch, Links},
    listener::CallbackAnswer,
    page::ResultPage,
    sockets::ListenError,
    visitor::{ConnectionEnds, Users},
};
use crate::{
    domain::{
        Authorization, Grant,
        callback::CallbackAddress,
        grant::{GrantReading, Notices, StateCheck},
    },
    text::Secret,
};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{
    HeaderMap, Method, Request, Response, StatusCode,
    body::{Body as _, Bytes, Incoming},
    header,
    http::request::Parts,
};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::watch,
    time::{Instant, timeout},
};
use url::Url;

/// Bytes of the largest form.
const FORM_SIZE: usize = 16 * 1024;
/// The time for a form to arrive. A browser sends it together with its head.
const FORM_TIME: Duration = Duration::from_secs(2);

type CallbackReply = (Response<Full<Bytes>>, Option<CallbackAnswer>);

/// The expected answer.
pub(super) struct Awaited {
    authorization: Authorization,
    path: String,
    /// True if the answer comes as a form, since the page was asked for `response_mode=form_post`.
    by_form: bool,
}

impl Awaited {
    /// Expects the answer to an authorization at the path of a callback.
    pub(super) fn new(authorization: Authorization, callback: &CallbackAddress) -> Self {
        let asked = |url: Url| url.query_pairs().any(|(name, value)| name == "response_mode" && value == "form_post");
        let by_form = Url::parse(authorization.address()).is_ok_and(asked);
        Self { authorization, path: callback.path.clone(), by_form }
    }
}

/// Rules of one callback address. At most one request ever delivers an answer.
pub(super) struct CallbackRules {
    /// `None` if the browser does not come back to this machine. Then only links are served.
    awaited: Option<Awaited>,
    hosts: Vec<String>,
    launch: Arc<Launch>,
    users: Users,
    until: Instant,
    answered: AtomicBool,
    notices: watch::Sender<Notices>,
}

impl CallbackRules {
    /// Creates rules for a callback that listens on a port: links lead to `target`, and answers are accepted for `life`
    /// if any are expected.
    pub(super) fn new(
        callback: &CallbackAddress,
        port: u16,
        (target, awaited): (&Secret, Option<Awaited>),
        life: Duration,
    ) -> Result<Self, ListenError> {
        let names = if callback.addresses.len() > 1 {
            vec!["localhost", "127.0.0.1", "[::1]"]
        } else {
            vec![callback.host.as_str()]
        };
        let mut hosts: Vec<_> = names.iter().map(|name| format!("{name}:{port}")).collect();
        if port == if callback.secure { 443 } else { 80 } {
            hosts.extend(names.iter().map(|&name| name.to_owned()));
        }
        let scheme = if callback.secure { "https" } else { "http" };
        let origin = format!("{scheme}://{}:{port}", callback.host);
        let path = awaited.as_ref().map(|awaited| awaited.path.as_str());
        let launch = Launch::new(target.clone(), origin, path).ok_or(ListenError::NoRandom)?;
        let (notices, _) = watch::channel(Notices::default());
        let unspecified = std::net::IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED);
        let address = SocketAddr::new(callback.addresses.first().copied().unwrap_or(unspecified), port);
        Ok(Self {
            awaited,
            hosts,
            launch: Arc::new(launch),
            users: Users::listening_at(address),
            until: Instant::now() + life,
            answered: AtomicBool::new(false),
            notices,
        })
    }

    /// Returns the counts of requests to the right path without a valid answer.
    pub(super) fn notices(&self) -> watch::Receiver<Notices> {
        self.notices.subscribe()
    }

    /// Returns the source of links that are served here.
    pub(super) fn links(&self) -> Links {
        Links::new(&self.launch)
    }

    /// Replies to a head that is too large to be read.
    pub(super) fn too_large(&self, path: &str) -> Response<Full<Bytes>> {
        if self.awaited_at(path).is_some() {
            self.notices.send_modify(|notices| notices.unreadable = notices.unreadable.saturating_add(1));
        }
        ResultPage::TooLarge.response()
    }

    /// Returns the reply, and the answer if this is the request that brings it. `arrived` is called once the complete
    /// request has arrived.
    pub(super) async fn reply(
        &self,
        request: Request<Incoming>,
        connection: Option<ConnectionEnds>,
        arrived: impl Fn(),
    ) -> CallbackReply {
        let (head, body) = request.into_parts();
        let respond = |page: &ResultPage<'_>| {
            arrived();
            (page.response(), None)
        };
        if let Some(status) = self.refusal_status(&head, body.is_end_stream()) {
            return respond(&ResultPage::Nowhere(status));
        }
        if Instant::now() >= self.until {
            return respond(&ResultPage::Expired);
        }
        let Some(Awaited { authorization, .. }) = self.awaited_at(head.uri.path()) else {
            arrived();
            return (self.follow(&head, connection).await, None);
        };
        if head.method == Method::GET {
            arrived();
            let query = head.uri.query().unwrap_or_default();
            return self.read(query, &head.headers, authorization, connection).await;
        }
        match timeout(FORM_TIME, Limited::new(body, FORM_SIZE).collect()).await {
            Ok(Ok(form)) => {
                arrived();
                let form = String::from_utf8_lossy(&form.to_bytes()).into_owned();
                self.read(&form, &head.headers, authorization, connection).await
            }
            Ok(Err(_)) => respond(&ResultPage::Nowhere(StatusCode::PAYLOAD_TOO_LARGE)),
            Err(_) => respond(&ResultPage::Nowhere(StatusCode::REQUEST_TIMEOUT)),
        }
    }

    fn awaited_at(&self, path: &str) -> Option<&Awaited> {
        self.awaited.as_ref().filter(|awaited| awaited.path == path)
    }

    fn refusal_status(&self, head: &Parts, is_empty: bool) -> Option<StatusCode> {
        let (path, headers) = (head.uri.path(), &head.headers);
        let awaited = self.awaited_at(path);
        let is_form = head.method == Method::POST && awaited.is_some_and(|awaited| awaited.by_form);
        if head.method != Method::GET && !is_form {
            return Some(StatusCode::METHOD_NOT_ALLOWED);
        }
        // A page on another host whose name was pointed at this machine (DNS rebinding) sends its own name.
        if head.uri.authority().is_some() || !self.is_here(headers) {
            return Some(StatusCode::MISDIRECTED_REQUEST);
        }
        if awaited.is_none() && !Launch::owns(path) {
            return Some(StatusCode::NOT_FOUND);
        }
        if !is_form && !is_empty {
            return Some(StatusCode::BAD_REQUEST);
        }
        if is_form && !is_urlencoded(headers) {
            return Some(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        }
        // Browsers load addresses in advance that no user has gone to.
        if is_prefetch(headers) {
            return Some(StatusCode::NO_CONTENT);
        }
        // Scripts, images and frames of other pages are not a user who comes back from the provider. A browser that
        // follows a redirect sends no origin; one that submits a form does.
        let other = |name, expected| headers.get_all(name).iter().any(|value| value != expected);
        let scripted = other("sec-fetch-mode", "navigate") || other("sec-fetch-dest", "document");
        (scripted || (!is_form && headers.contains_key(header::ORIGIN))).then_some(StatusCode::FORBIDDEN)
    }

    async fn follow(&self, head: &Parts, connection: Option<ConnectionEnds>) -> Response<Full<Bytes>> {
        // The link stays unused, so that the person's own browser can still follow it.
        if !self.admit(connection).await {
            return ResultPage::OtherUser.response();
        }
        match self.launch.follow(head.uri.path(), &head.headers) {
            Follow::Onward(target, cookies) => {
                let mut response = ResultPage::Onward.response();
                response.headers_mut().insert(header::LOCATION, target);
                for cookie in cookies {
                    response.headers_mut().append(header::SET_COOKIE, cookie);
                }
                response
            }
            Follow::Used => {
                self.notices.send_if_modified(|notices| !std::mem::replace(&mut notices.is_contested, true));
                ResultPage::Used.response()
            }
            Follow::Unknown => ResultPage::Nowhere(StatusCode::NOT_FOUND).response(),
        }
    }

    /// Returns true if a connection may come from the user's browser. A connection of another user is counted.
    async fn admit(&self, connection: Option<ConnectionEnds>) -> bool {
        let is_admitted = self.users.admit(connection).await;
        if !is_admitted {
            self.notices.send_if_modified(|notices| !std::mem::replace(&mut notices.has_other_user, true));
        }
        is_admitted
    }

    fn is_here(&self, headers: &HeaderMap) -> bool {
        let mut hosts = headers.get_all(header::HOST).iter();
        let host = hosts.next().and_then(|host| host.to_str().ok());
        hosts.next().is_none() && host.is_some_and(|host| self.hosts.iter().any(|ours| ours.eq_ignore_ascii_case(host)))
    }

    async fn read(
        &self,
        query: &str,
        headers: &HeaderMap,
        authorization: &Authorization,
        connection: Option<ConnectionEnds>,
    ) -> CallbackReply {
        let ours = |state| state == StateCheck::Matches;
        let is_admitted = self.admit(connection).await;
        match Grant::from_query(query, authorization) {
            GrantReading::Found(grant) if ours(grant.state()) && is_admitted && self.launch.is_sure(headers) => {
                self.take(&ResultPage::Done, || CallbackAnswer::Granted(grant))
            }
            GrantReading::Found(grant) if ours(grant.state()) => self.offer(&ResultPage::Elsewhere, grant),
            GrantReading::Found(grant) if !authorization.is_tied() && self.launch.may_answer(headers) => {
                self.offer(&ResultPage::Stateless, grant)
            }
            // A forged refusal costs nothing: the user can ask again.
            GrantReading::Refused(refusal) if ours(refusal.state) => {
                self.take(&ResultPage::Refused(&refusal), || CallbackAnswer::Refused(refusal.clone()))
            }
            GrantReading::Found(_) | GrantReading::Untied(_) | GrantReading::Refused(_) => {
                self.ignore(&ResultPage::Untied)
            }
            GrantReading::Foreign(_) => self.ignore(&ResultPage::Foreign),
            GrantReading::Several(_)
            | GrantReading::Empty
            | GrantReading::Lacks(_)
            | GrantReading::NoCode(_)
            | GrantReading::NotYet
            | GrantReading::Unreadable(_) => self.ignore(&ResultPage::Empty),
        }
    }

    fn take(&self, page: &ResultPage<'_>, answer: impl FnOnce() -> CallbackAnswer) -> CallbackReply {
        if self.answered.swap(true, Ordering::AcqRel) {
            (ResultPage::Already.response(), None)
        } else {
            (page.response(), Some(answer()))
        }
    }

    fn offer(&self, page: &ResultPage<'_>, grant: Grant) -> CallbackReply {
        if self.answered.load(Ordering::Acquire) {
            return (ResultPage::Already.response(), None);
        }
        (page.response(), Some(CallbackAnswer::Offered(grant)))
    }

    fn ignore(&self, page: &ResultPage<'_>) -> CallbackReply {
        self.notices.send_modify(|notices| notices.ignored = notices.ignored.saturating_add(1));
        (page.response(), None)
    }
}

#[cfg(test)]
mod tests;
