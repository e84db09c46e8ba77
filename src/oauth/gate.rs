//! Who may bring an answer in, and what everyone else is told.

use super::{listener::Answer, page::Page};
use crate::domain::{
    Authorization, Grant,
    callback::Door,
    grant::{Reading, StateCheck},
};
use http_body_util::Full;
use hyper::{
    HeaderMap, Method, Request, Response, StatusCode,
    body::{Body, Bytes},
    header,
};
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::watch;

/// The rules at one door. Whatever it is asked, at most one request ever gets an answer through.
pub(super) struct Gate {
    authorization: Authorization,
    path: String,
    hosts: Vec<String>,
    answered: AtomicBool,
    ignored: watch::Sender<u32>,
}

impl Gate {
    /// The rules for a door that was opened on this port.
    pub(super) fn new(door: &Door, port: u16, authorization: Authorization) -> Self {
        let names =
            if door.addresses.len() > 1 { vec!["localhost", "127.0.0.1", "[::1]"] } else { vec![door.host.as_str()] };
        let mut hosts: Vec<_> = names.iter().map(|name| format!("{name}:{port}")).collect();
        if port == 80 {
            hosts.extend(names.iter().map(|&name| name.to_owned()));
        }
        let (ignored, _) = watch::channel(0);
        Self { authorization, path: door.path.clone(), hosts, answered: AtomicBool::new(false), ignored }
    }

    /// How many requests came to the right place without bringing an answer in.
    pub(super) fn ignored(&self) -> watch::Receiver<u32> {
        self.ignored.subscribe()
    }

    /// What to reply, and the answer if this is the request that brings it.
    pub(super) fn reply<B: Body>(&self, request: &Request<B>) -> (Response<Full<Bytes>>, Option<Answer>) {
        match self.turned_away(request) {
            Some(status) => (Page::Nowhere(status).response(), None),
            None => self.read(request.uri().query().unwrap_or_default()),
        }
    }

    fn turned_away<B: Body>(&self, request: &Request<B>) -> Option<StatusCode> {
        let (uri, headers) = (request.uri(), request.headers());
        if request.method() != Method::GET {
            return Some(StatusCode::METHOD_NOT_ALLOWED);
        }
        // A page elsewhere whose name was made to point at this machine sends its own name along.
        if uri.authority().is_some() || !self.is_here(headers) {
            return Some(StatusCode::MISDIRECTED_REQUEST);
        }
        if uri.path() != self.path {
            return Some(StatusCode::NOT_FOUND);
        }
        if !request.body().is_end_stream() {
            return Some(StatusCode::BAD_REQUEST);
        }
        // Browsers look ahead at addresses nobody went to yet.
        if is_prefetch(headers) {
            return Some(StatusCode::NO_CONTENT);
        }
        // Scripts, images and frames of other pages are not a person who comes back from the provider.
        let other = |name, expected| headers.get_all(name).iter().any(|value| value != expected);
        (other("sec-fetch-mode", "navigate") || other("sec-fetch-dest", "document")).then_some(StatusCode::FORBIDDEN)
    }

    fn is_here(&self, headers: &HeaderMap) -> bool {
        let mut hosts = headers.get_all(header::HOST).iter();
        let host = hosts.next().and_then(|host| host.to_str().ok());
        hosts.next().is_none() && host.is_some_and(|host| self.hosts.iter().any(|ours| ours.eq_ignore_ascii_case(host)))
    }

    fn read(&self, query: &str) -> (Response<Full<Bytes>>, Option<Answer>) {
        let ours = |state| state == StateCheck::Matches;
        match Grant::read(&format!("?{query}"), &self.authorization) {
            Reading::Found(grant) if ours(grant.state()) => self.take(&Page::Done, || Answer::Granted(grant)),
            Reading::Refused(refusal) if ours(refusal.state) => {
                self.take(&Page::Refused(&refusal), || Answer::Refused(refusal.clone()))
            }
            Reading::Found(_) | Reading::Untied(_) | Reading::Refused(_) => self.ignore(&Page::Untied),
            Reading::Foreign(_) => self.ignore(&Page::Foreign),
            Reading::Empty | Reading::Lacks(_) | Reading::NoCode(_) | Reading::NotYet | Reading::Unreadable(_) => {
                self.ignore(&Page::Empty)
            }
        }
    }

    fn take(&self, page: &Page<'_>, answer: impl FnOnce() -> Answer) -> (Response<Full<Bytes>>, Option<Answer>) {
        if self.answered.swap(true, Ordering::AcqRel) {
            (Page::Already.response(), None)
        } else {
            (page.response(), Some(answer()))
        }
    }

    fn ignore(&self, page: &Page<'_>) -> (Response<Full<Bytes>>, Option<Answer>) {
        self.ignored.send_modify(|count| *count = count.saturating_add(1));
        (page.response(), None)
    }
}

fn is_prefetch(headers: &HeaderMap) -> bool {
    ["sec-purpose", "purpose", "x-purpose", "x-moz"].iter().flat_map(|&name| headers.get_all(name)).any(|purpose| {
        let purpose = purpose.to_str().unwrap_or_default().to_ascii_lowercase();
        ["prefetch", "prerender", "preview"].iter().any(|look| purpose.contains(look))
    })
}
