//! One sandbox, and several forms sent to it at a time.

use super::{
    body, consent,
    fill::Form,
    report::{Outcome, Report},
};
use elemint::{
    catalog::Catalog,
    domain::{Account, Draft, Route},
    platform::Client,
    sandbox::{Options, Sandbox},
};
use reqwest::redirect::Policy;
use std::{sync::Arc, time::Duration};
use tokio::{sync::Semaphore, task::JoinSet};

/// Requests in parallel; few, since the test is about their content, not their number.
const AT_ONCE: usize = 8;

/// Data shared by all forms.
pub struct Play {
    sandbox: Sandbox,
    pub client: Client,
    /// A browser without a screen, which follows no redirect.
    pub http: reqwest::Client,
}

impl Play {
    async fn start(catalog: &Arc<Catalog>) -> Self {
        let options = Options { pace: Duration::ZERO, catalog: Some(catalog.clone()), ..Options::default() };
        let sandbox = Sandbox::start(options).await.expect("a sandbox");
        let client = Client::new(&sandbox.account().base).expect("a client");
        let http = reqwest::Client::builder().no_proxy().redirect(Policy::none()).build().expect("a browser");
        Self { sandbox, client, http }
    }

    pub fn account(&self) -> &Account {
        self.sandbox.account()
    }

    /// Takes one form from the first key to the instance.
    async fn provision(&self, draft: &Draft, number: usize) -> Result<(), String> {
        let complaints = |all: Vec<_>| format!("the form is not complete: {all:?}");
        let (provision, redirect) = match draft.finish().map_err(complaints)?.route() {
            Route::Ready(provision) => (provision, Vec::new()),
            Route::Consent(consent) => {
                let granted = consent::give(self, consent, number).await?;
                (granted.provision, granted.redirect)
            }
            Route::Change(_) => return Err("it changes an instance".into()),
        };
        let body = provision.expose_body();
        body::check(&body, draft, &redirect)?;
        let made = self.client.create(&provision, self.account()).await.map_err(|fault| format!("{fault:?}"))?;
        body::check_made(&made, draft, &body)
    }
}

/// Takes every form through, and reports the outcomes.
pub async fn all(catalog: &Arc<Catalog>, forms: Vec<Form>) -> Report {
    // The client wants to know whose TLS it would use, even where it uses none.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let (play, gate) = (Arc::new(Play::start(catalog).await), Arc::new(Semaphore::new(AT_ONCE)));
    let mut tasks = JoinSet::new();
    for (number, form) in forms.into_iter().enumerate() {
        let (play, gate) = (play.clone(), gate.clone());
        tasks.spawn(async move {
            let _turn = gate.acquire().await;
            let draft = form.draft(number);
            let result = play.provision(&draft, number).await;
            (number, Outcome::new(&form, result))
        });
    }
    let mut outcomes = tasks.join_all().await;
    outcomes.sort_by_key(|(number, _)| *number);
    Report::new(outcomes.into_iter().map(|(_, outcome)| outcome).collect())
}
