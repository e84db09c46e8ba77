//! Session: the keys of a user, the effects of the wizard, and a platform that fails.

use crate::{
    ask::Ask,
    failure::Failure,
    kit::{ClosedPort, Play, scene},
    server::{Reply as Answer, Server},
};
use elemint::{
    catalog::Catalog,
    domain::{Account, BaseUrl, Fault, fault::FaultKind},
    oauth::browser::Browser,
    platform::Net,
    runtime::{Runner, ServiceConfig, external_program::Tools, resolve::Resolver},
    storage::Store,
    terminal::clipboard::Desktop,
    text::Secret,
    wizard::{ConsentReply, CreationReply, Effect, Event, RecoveryReply, Reply, SessionEffect, effect::Freshness},
};
use std::{path::Path, time::Duration};
use tokio::time::timeout;

/// Outcome of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionOutcome {
    /// Kind of fault that was shown, in a word.
    pub kind: &'static str,
}

/// Longer than any answer takes, shorter than the timeout of 30 seconds.
const SILENCE: Duration = Duration::from_millis(400);

/// Plays a session in which this request goes wrong in this way; nothing where it cannot.
pub fn play(ask: Ask, failure: Failure) -> Option<SessionOutcome> {
    if (ask, failure) == (Ask::Verifier, Failure::Refused) {
        return None;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    Some(runtime.block_on(Stage::new(ask, failure).play()))
}

struct Stage {
    ask: Ask,
    failure: Failure,
    server: Server,
    /// Refuses connections until the end of the session.
    _closed: ClosedPort,
    account: Account,
    home: tempfile::TempDir,
}

impl Stage {
    fn new(ask: Ask, failure: Failure) -> Self {
        let server = Server::answering(move |request| {
            let good = Ask::good(request);
            let lost = ask == Ask::Find && Ask::Make.is(request);
            match (lost, ask.is(request)) {
                // The search for an instance without an answer finds it.
                (true, _) => Answer::Nothing,
                (_, true) => failure.reply(&good, &format!("{request:?}")),
                _ => Failure::None.reply(&good, ""),
            }
        });
        let closed = ClosedPort::new();
        let base = if failure == Failure::Refused {
            BaseUrl::read(&format!("http://{}", closed.address())).expect("a base")
        } else {
            server.base.clone()
        };
        let account = Account::new(base, Secret::new(scene::USER), Secret::new(scene::ORGANIZATION));
        Self { ask, failure, server, _closed: closed, account, home: tempfile::tempdir().expect("a directory") }
    }

    async fn play(self) -> SessionOutcome {
        let mut world = world(self.home.path(), self.failure == Failure::Silent);
        let (mut play, key) = self.ask.begin(&self.account);
        play.effects();
        let before = (self.ask != Ask::List).then(|| play.values());
        if self.ask != Ask::List {
            play.lists();
        }
        play.keys(key);
        let answer = match self.ask {
            Ask::MakeGranted => self.granted(&mut play, &mut world).await,
            Ask::Find => self.lost(&mut play, &mut world).await,
            Ask::Make => {
                play.keys("<enter>");
                self.reply_to_effects(&mut play, &mut world).await
            }
            Ask::List => {
                world.perform(Effect::Session(SessionEffect::FetchCatalog(self.account.clone(), Freshness::Recent)));
                next(&mut world).await
            }
            _ => self.reply_to_effects(&mut play, &mut world).await,
        };
        let fault = fault(&answer).cloned();
        play.event(answer);
        self.check(&mut play, fault.as_ref(), before.as_deref());
        SessionOutcome { kind: fault.map_or("good", |fault| word(&fault.kind)) }
    }

    /// Asks for consent, gets it, and makes the instance.
    async fn granted(&self, play: &mut Play, world: &mut Runner) -> Event {
        if self.failure == Failure::Refused {
            let page = scene::page(play);
            play.reply(ConsentReply::Address(Ok(page))).effects();
        } else {
            let event = self.reply_to_effects(play, world).await;
            play.event(event).effects();
        }
        let answer = play.answer("code=canary-code-0001");
        play.paste(&answer).keys("<enter>");
        assert_eq!(play.at(), "review", "{}", play.screen(80, 24));
        play.effects();
        play.keys("<enter>");
        self.reply_to_effects(play, world).await
    }

    /// Loses the answer to a creation, and looks for its instance.
    async fn lost(&self, play: &mut Play, world: &mut Runner) -> Event {
        play.effects();
        play.keys("<enter>");
        if self.failure == Failure::Refused {
            let entry = elemint::domain::JournalEntry { base: self.account.base.clone(), ..scene::entry(play) };
            play.reply(CreationReply::Unclear(Box::new(entry), scene::fault(FaultKind::Unclear))).effects();
        } else {
            let event = self.reply_to_effects(play, world).await;
            play.event(event).effects();
        }
        assert_eq!(play.at(), "recovery", "{}", play.screen(80, 24));
        play.keys("<enter>");
        self.reply_to_effects(play, world).await
    }

    /// Performs the effects, and waits for the reply.
    async fn reply_to_effects(&self, play: &mut Play, world: &mut Runner) -> Event {
        world.visit(play.wizard().visit());
        for effect in play.effects() {
            world.perform(effect);
        }
        loop {
            let event = next(world).await;
            match event {
                Event::Done(..) => drop(play.event(event)),
                event => return event,
            }
        }
    }

    /// Checks what holds after every failure.
    fn check(&self, play: &mut Play, fault: Option<&Fault>, before: Option<&[(String, String)]>) {
        let case = format!("{:?} {:?}", self.ask, self.failure);
        let screen = flowing(&play.screen(120, 40));
        if let Some(fault) = fault {
            // The list that was carried along serves as well, so of that one a word is enough.
            let words = if self.ask == Ask::List { "" } else { fault.problem.as_str() };
            assert!(screen.contains(&flowing(words)), "{case}: {words}\n{screen}");
        }
        let shown = format!("{screen} {:?} {fault:?}", play.effects());
        for canary in ["canary-", scene::USER, scene::ORGANIZATION] {
            assert!(!shown.contains(canary), "{case}: {canary} in {shown}");
        }
        let posts = || self.server.lines().iter().filter(|line| line.starts_with("POST")).count();
        let sent = usize::from(
            matches!(self.ask, Ask::Make | Ask::MakeGranted | Ask::Find) && self.failure != Failure::Refused,
        );
        assert_eq!(posts(), sent, "{case}");
        let Some(before) = before.filter(|_| fault.is_some()) else { return };
        match play.at() {
            // A request with an unknown outcome cannot be left, and is in the journal.
            "recovery" => assert_eq!(self.journal(), sent, "{case}"),
            "sign-in" | "credentials" => assert_eq!(play.values(), before, "{case}"),
            _ => {
                for _ in 0..4 {
                    if play.at() != "credentials" {
                        play.keys("<esc>");
                    }
                }
                assert_eq!(play.values(), before, "{case}");
                assert_eq!(self.journal(), 0, "{case}");
            }
        }
        assert_eq!(posts(), sent, "{case}");
    }

    /// Counts the journal entries with an unknown outcome.
    fn journal(&self) -> usize {
        let Ok(entries) = std::fs::read_dir(self.home.path().join("state/journal")) else { return 0 };
        let names = entries.map(|entry| entry.expect("an entry").path());
        names.filter(|path| path.extension().is_some_and(|end| end == "json")).count()
    }
}

fn world(home: &Path, hurried: bool) -> Runner {
    let net = if hurried { Net::default().waiting(SILENCE) } else { Net::default() };
    Runner::new(ServiceConfig {
        catalog: std::sync::Arc::new(Catalog::embedded().expect("a catalog")),
        store: Store::new(home.join("config"), home.join("state")),
        browser: Browser { command: Some("none".into()), ..Browser::default() },
        desktop: Desktop::None,
        tools: Tools::default(),
        net,
        resolver: Resolver::new(|_| None, None),
        clipboard: elemint::terminal::clipboard::ClipboardAccess::None,
        list_age: Duration::from_secs(60),
        sandbox: None,
    })
}

async fn next(world: &mut Runner) -> Event {
    timeout(Duration::from_secs(60), world.next_event()).await.expect("in time").expect("an event")
}

fn fault(event: &Event) -> Option<&Fault> {
    match event {
        Event::Catalog(_, Err(fault)) | Event::Reply(_, Reply::Creation(CreationReply::Unclear(_, fault))) => {
            Some(fault)
        }
        Event::Reply(_, Reply::Checked(answer)) => answer.as_ref().err(),
        Event::Reply(_, Reply::Consent(ConsentReply::Address(answer))) => answer.as_ref().err(),
        Event::Reply(_, Reply::Creation(CreationReply::Created(answer))) => answer.as_ref().err(),
        Event::Reply(_, Reply::Recovery(RecoveryReply::Found(answer, _))) => answer.as_ref().err(),
        Event::Catalog(..) => None,
        other => panic!("{other:?}"),
    }
}

fn word(kind: &FaultKind) -> &'static str {
    match kind {
        FaultKind::Account => "account",
        FaultKind::Unread => "unread",
        FaultKind::Fields(_) => "fields",
        FaultKind::Code => "code",
        FaultKind::Refused => "refused",
        FaultKind::Busy(_) => "busy",
        FaultKind::Unreached => "unreached",
        FaultKind::Unclear => "unclear",
        FaultKind::Broken => "broken",
        FaultKind::Garbled => "garbled",
        FaultKind::AlreadyMade => "made already",
        FaultKind::Local => "local",
    }
}

/// The words of a screen in one line, however they were wrapped.
fn flowing(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || "│┃╭╮╰╯─".contains(c))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
