//! The only place that performs effects.

mod writing;

use super::{
    consent::{self, Launcher},
    external_program::Tools,
    frames::Frames,
    log,
    service_config::ServiceConfig,
    services::Services,
    source::DocumentSource,
    test_batch::TestBatches,
    tracked::TrackedTasks,
};
use crate::terminal::clipboard::{ClipboardAccess, osc52};
use crate::{
    document::filter::FilterInput,
    domain::{Authorization, Fault, unfinished::Settlement},
    frontend::Frontend,
    storage::Log,
    text::Secret,
    wizard::{
        ChangeReply, ConsentReply, DocumentReply, Effect, Event, RecoveryReply, Reply, SessionEffect, Visit,
        VisitEffect, effect::Topic,
    },
};
use serde_json::{Value as Json, json};
use std::{
    io,
    sync::{Arc, Weak},
};
use tokio::{
    sync::{Semaphore, mpsc, oneshot},
    task::{AbortHandle, JoinHandle, JoinSet},
};

/// Bytes, more than a user selects by hand.
const PRINTED: usize = 1 << 14;

/// Runs effects: services of this machine and of the network, and the tasks that use them.
pub struct Runner {
    pub(super) services: Arc<Services>,
    pub(super) sender: mpsc::UnboundedSender<Event>,
    pub(super) events: mpsc::UnboundedReceiver<Event>,
    visit: Visit,
    /// Work that belongs to the visit: dropped, and so stopped, when the visit is over.
    tasks: JoinSet<()>,
    launcher: Launcher,
    /// Files are written one after another, in the order they were asked for.
    writes: Option<JoinHandle<()>>,
    /// Work that is awaited at the end, such as a file that is saved.
    pub(super) tracked: TrackedTasks,
    /// Results of tests that are not stored yet.
    pub(super) tests: TestBatches,
    /// Turns of the work on instances that is in progress.
    pub(super) turns: Vec<Weak<Semaphore>>,
    /// The filter that is running.
    filtering: Option<AbortHandle>,
    /// The list of instances that arrives.
    pub(super) listing: Option<AbortHandle>,
    clipboard: ClipboardAccess,
    tools: Tools,
    log: Option<Arc<Log>>,
    /// Unread rest of the document on the screen.
    source: Option<DocumentSource>,
    /// Frames of the screen.
    pub(super) frames: Frames,
    /// Each closes when a stored list was sent, or there is none. `None` after the first frame.
    pub(super) stored_lists: Option<Vec<oneshot::Receiver<()>>>,
}

impl Runner {
    /// Creates a runner without tasks.
    pub fn new(config: ServiceConfig) -> Self {
        let (clipboard, tools) = (config.clipboard, config.tools.clone());
        let (sender, events) = mpsc::unbounded_channel();
        Self {
            services: Arc::new(Services::new(config)),
            sender,
            events,
            visit: Visit::default(),
            tasks: JoinSet::new(),
            launcher: Launcher::default(),
            writes: None,
            tracked: TrackedTasks::default(),
            tests: TestBatches::default(),
            turns: Vec::new(),
            filtering: None,
            listing: None,
            clipboard,
            tools,
            log: None,
            source: None,
            frames: Frames::default(),
            stored_lists: Some(Vec::new()),
        }
    }

    /// Sets the source of the rest of the document.
    #[must_use]
    pub fn reading(self, source: Option<DocumentSource>) -> Self {
        Self { source, ..self }
    }

    /// Returns the programs that show text.
    pub fn tools(&self) -> &Tools {
        &self.tools
    }

    /// Logs the session.
    #[must_use]
    pub fn logging(self, log: Option<Arc<Log>>) -> Self {
        let runner = Self { log, ..self };
        runner.note(|| Some(log::line("start", json!({ "version": env!("CARGO_PKG_VERSION") }))));
        runner
    }

    /// Writes a line to the log, if there is one.
    pub(super) fn note(&self, line: impl FnOnce() -> Option<Json>) {
        if let Some(log) = &self.log
            && let Some(line) = line()
        {
            log.add(&line);
        }
    }

    /// Waits for the next event of a task. Cancel safe.
    pub async fn next_event(&mut self) -> Option<Event> {
        self.events.recv().await
    }

    /// The visit effects belong to from here on. The work of the one before is stopped.
    pub fn visit(&mut self, visit: Visit) {
        if visit != self.visit {
            self.visit = visit;
            self.tasks = JoinSet::new();
            self.launcher = Launcher::default();
        }
    }

    /// Performs an effect of the wizard, except those on the screen, which the event loop performs.
    pub fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Visit(effect) => self.perform_in_visit(effect),
            Effect::Session(effect) => self.perform_in_session(effect),
            Effect::Screen(_) => {}
        }
    }

    fn perform_in_visit(&mut self, effect: VisitEffect) {
        let services = self.services.clone();
        match effect {
            VisitEffect::StartSandbox => self.ask(async move { Reply::SandboxStarted(services.start_sandbox().await) }),
            VisitEffect::Check(account) => self.ask(async move { Reply::Checked(services.check(&account).await) }),
            VisitEffect::LimitProfile(name, guard) => self.limit_profile(name, guard),
            VisitEffect::LogIn(login) => self.ask(async move { Reply::LoggedIn(services.log_in(&login).await) }),
            VisitEffect::AskAddress(consent, account) => {
                self.ask(async move { ConsentReply::Address(services.address(&consent, &account).await) });
            }
            VisitEffect::Listen(authorization) => self.listen(*authorization),
            VisitEffect::Open(page) => self.open(page),
            VisitEffect::Find(entry, account) => self.ask(async move { services.seek(&entry, &account).await }),
            // These two end in a token on disk, so they outlive their visit.
            VisitEffect::Create(provision, account) => {
                // A request that was resolved a moment ago must not block it.
                let before = self.writes.take();
                self.see_through(async move {
                    if let Some(before) = before {
                        let _ = before.await;
                    }
                    services.create(&provision, &account).await
                });
            }
            VisitEffect::ReadInstance(id, account) => {
                self.ask(async move { ChangeReply::Read(services.read_instance(&id, &account).await.map(Box::new)) });
            }
            VisitEffect::Change(request, profile) => {
                self.see_through(
                    async move { ChangeReply::Reported(Box::new(services.change(&request, &profile).await)) },
                );
            }
            VisitEffect::FindOutChange(entry, profile) => self
                .ask(async move { ChangeReply::Reported(Box::new(services.find_out_change(&entry, &profile).await)) }),
            VisitEffect::Adopt(instance, id, account) => {
                self.see_through(async move { RecoveryReply::Adopted(services.adopt(*instance, &id, &account).await) });
            }
            VisitEffect::Filter(input, words) => self.filter(input, words),
            VisitEffect::Load => self.load(),
            VisitEffect::Ping(instance, profile) => {
                self.ask(async move { Reply::Pinged(services.ping(&instance, &profile).await) });
            }
            VisitEffect::ReadListed(id, account) => self.read_listed(id, account),
            VisitEffect::NoteLook(order) => {
                self.ask(async move { Reply::Looked(services.look(*order).await.map(Box::new)) });
            }
            VisitEffect::ReadOperations(listed, account) => {
                self.ask(async move { Reply::Operations(services.operations(&listed, &account).await) });
            }
            VisitEffect::CallResource(call, account) => {
                self.ask(async move { Reply::Called(services.call_resource(&call, &account).await) });
            }
            VisitEffect::Trash(order) => self.manage_trash(order),
            VisitEffect::KeepLink(link) => self.keep_link(link),
        }
    }

    fn perform_in_session(&mut self, effect: SessionEffect) {
        match effect {
            SessionEffect::Settle(id) => self.settle_request(id, Settlement::NotMade),
            SessionEffect::GiveUp(id) => self.settle_request(id, Settlement::Forgotten),
            SessionEffect::FetchCatalog(account, freshness) => self.list(account, freshness),
            SessionEffect::FetchElement(key, account) => self.describe(key, account),
            SessionEffect::FetchProxies(account) => self.fetch_proxies(account),
            SessionEffect::FetchInstances(profile, request, freshness) => {
                self.fetch_instances(profile, request, freshness);
            }
            SessionEffect::Manage(order) => self.manage(*order),
            SessionEffect::StopWork => self.stop_work(),
            SessionEffect::KeepProfile(profile, place) => {
                self.work(Topic::Profile, move |services| services.keep_profile(&profile, place));
            }
            SessionEffect::KeepDraft(draft) => self.keep_draft(*draft),
            SessionEffect::DropDraft(id) => self.drop_draft(id),
            SessionEffect::KeepLast(profile, form) => {
                self.write(Topic::Draft, move |store| store.keep_last(&profile, *form).map(|()| String::new()));
            }
            SessionEffect::NoteRestored(record, id) => self.note_restored(record, id),
            SessionEffect::Save(path, text, overwrite) => self.save(path, text, overwrite),
        }
    }

    /// Puts a text on every clipboard within reach; where there is none, it is printed, to be selected by hand.
    pub(super) fn copy(&mut self, text: Secret, label: &'static str, frontend: &mut impl Frontend) -> io::Result<()> {
        let sequence = osc52(&text, self.clipboard);
        let sent = sequence.map_or(Ok(false), |bytes| frontend.clipboard(&bytes))?;
        let (services, sender) = (self.services.clone(), self.sender.clone());
        self.tracked.spawn(async move {
            let outcome = match (services.desktop.copy(&text).await, sent) {
                (true, _) => Ok(format!("Copied {label} to the clipboard.")),
                // The terminal does not answer, so it is unknown if it accepted the text.
                (false, true) => Ok(format!("Sent {label} to the terminal's clipboard.")),
                (false, false) if text.expose().len() <= PRINTED => {
                    let _ = sender.send(Event::Uncopied(text, label));
                    return;
                }
                (false, false) => Err(Fault::local("No clipboard here takes a text of this size.", "Save it instead.")),
            };
            let _ = sender.send(Event::Done(Topic::Copy, outcome));
        });
        Ok(())
    }

    /// Returns the function by which a task of this visit replies.
    fn say<R: Into<Reply>>(&self) -> impl Fn(R) + Send + Sync + 'static + use<R> {
        let (visit, sender) = (self.visit, self.sender.clone());
        move |reply| {
            let _ = sender.send(Event::Reply(visit, reply.into()));
        }
    }

    pub(super) fn ask<R: Into<Reply> + 'static>(&mut self, answer: impl Future<Output = R> + Send + 'static) {
        let say = self.say();
        self.tasks.spawn(async move { say(answer.await) });
    }

    fn listen(&mut self, authorization: Authorization) {
        self.tasks.spawn(consent::listen(authorization, self.launcher.clone(), self.say()));
    }

    fn open(&mut self, page: Secret) {
        let (services, launcher, say) = (self.services.clone(), self.launcher.clone(), self.say());
        self.tasks.spawn(async move { consent::open(&services, &page, launcher, say).await });
    }

    /// Only the filter typed last is of interest.
    fn filter(&mut self, input: Arc<FilterInput>, words: String) {
        let (visit, sender) = (self.visit, self.sender.clone());
        if let Some(before) = self.filtering.take() {
            before.abort();
        }
        self.filtering = Some(self.tasks.spawn(async move {
            let made = super::filter::run(&input, &words).await;
            let _ = sender.send(Event::Reply(visit, Reply::Document(DocumentReply::Filtered(words, made))));
        }));
    }

    /// Runs on a thread that is not waited for at the end: a pipe may stay silent without end.
    fn load(&mut self) {
        let say = self.say();
        if let Some(source) = self.source.take() {
            std::thread::spawn(move || source.load(say));
        }
    }

    pub(super) fn see_through<R: Into<Reply> + 'static>(&self, answer: impl Future<Output = R> + Send + 'static) {
        let say = self.say();
        tokio::spawn(async move { say(answer.await) });
    }
}
