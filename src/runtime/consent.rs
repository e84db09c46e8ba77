//! Consent outside the wizard: the listener for the answer, and the start of the browser.

use super::services::Services;
use crate::{
    domain::Authorization,
    oauth::{CallbackAnswer, Links, Listener},
    text::Secret,
    wizard::{Blocked, ConsentReply, Listening},
};
use std::sync::{Arc, Mutex, PoisonError};

/// Short links of a visit, once a listener serves them.
#[derive(Clone, Debug, Default)]
pub struct Launcher(Arc<Mutex<Option<Links>>>);

impl Launcher {
    fn lend(&self, links: Links) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(links);
    }

    fn link_to(&self, address: &Secret) -> Option<Secret> {
        let links = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        links.as_ref().filter(|links| links.lead_to(address)).and_then(Links::fresh)
    }
}

/// Listens for answers until it is dropped, and reports them.
pub async fn listen(authorization: Authorization, launcher: Launcher, say: impl Fn(ConsentReply)) {
    let callback = authorization.callback().listen_address().cloned();
    let opened = match &callback {
        Some(callback) => Listener::open(callback, authorization).await,
        None => Listener::forward(&Secret::new(authorization.address())).await,
    };
    let mut listener = match opened {
        Ok(listener) => listener,
        Err(error) => {
            let owner = error.owner().map(str::to_owned);
            return say(ConsentReply::Listening(Err(Blocked { why: error.to_string(), owner })));
        }
    };
    let links = listener.links();
    let link = links.fresh();
    launcher.lend(links);
    let fingerprint = listener.fingerprint().map(str::to_owned);
    say(ConsentReply::Listening(Ok(Listening { link, fingerprint })));
    let mut notices = listener.notices();
    // It goes on after an answer, so that a user who presses a button twice gets a page instead of a refused
    // connection.
    loop {
        tokio::select! {
            answer = listener.answer() => say(match answer {
                CallbackAnswer::Granted(grant) => ConsentReply::Granted(grant),
                CallbackAnswer::Offered(grant) => ConsentReply::Offered(grant),
                CallbackAnswer::Refused(refusal) => ConsentReply::Refused(refusal),
            }),
            Ok(()) = notices.changed() => {
                let seen = *notices.borrow_and_update();
                say(ConsentReply::Noticed(seen));
            }
        }
    }
}

/// Opens a page in the browser by a short link, so that its address is no argument of a program, which all users of the
/// machine could read. If no listener serves such links yet, this does, until it is dropped.
pub async fn open(services: &Services, page: &Secret, launcher: Launcher, say: impl Fn(ConsentReply)) {
    let mut forwarder = None;
    let link = match launcher.link_to(page) {
        Some(link) => Some(link),
        None => Listener::forward(page).await.ok().and_then(|listener| {
            let links = forwarder.insert(listener).links();
            launcher.lend(links.clone());
            links.fresh()
        }),
    };
    let started = match link {
        Some(link) => services.open(link.expose()).await,
        None => Err("The browser could not be sent there safely.".into()),
    };
    match started {
        Ok(started) => {
            say(ConsentReply::Opened(Ok(())));
            if let Some(error) = started.failure().await {
                say(ConsentReply::Opened(Err(error.to_string())));
            }
        }
        Err(why) => say(ConsentReply::Opened(Err(why))),
    }
    if let Some(mut forwarder) = forwarder {
        // No answer arrives here, so this waits until the visit ends.
        forwarder.answer().await;
    }
}
