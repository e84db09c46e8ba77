//! Fuzz targets: every reader of text from a user, a file, a provider or a platform.
#![allow(dead_code, reason = "each program of the fuzzer's takes one of them")]

use elemint::{
    catalog::{Catalog, Described, FieldKey},
    document::{
        json::{Document, DocumentSearch, NodePart, Outline},
        mask::Mask,
    },
    domain::{
        Account, Authorization, BaseUrl, CallbackUrl, CreateRequest, Draft, Grant, Instance, Profile, ProfileName,
        Route, State, TokenPlace, fault::FaultKind, grant::GrantReading,
    },
    frontend::tui::{self, Theme},
    platform::Client,
    storage::Store,
    terminal::decoder::Decoder,
    text::Secret,
    wizard::{
        ConsentReply, CreatedInstance, CreationReply, Effect, Event, Reply, ScreenEffect, Session, Start, VisitEffect,
        Wizard,
    },
};
use ratatui::{Terminal, backend::TestBackend};
use std::{
    cell::RefCell,
    fs,
    sync::{Arc, LazyLock},
    time::Duration,
};

/// Secret that must not appear in any output.
const USER: &str = "canary-user-0001";
const ORGANIZATION: &str = "canary-organization-0001";
const PASSWORD: &str = "canary-password-0001";

static CATALOG: LazyLock<Arc<Catalog>> = LazyLock::new(|| Arc::new(Catalog::embedded().expect("the catalog")));

fn account() -> Account {
    let base = BaseUrl::read("http://127.0.0.1:9").expect("an address");
    Account::new(base, Secret::new(USER), Secret::new(ORGANIZATION))
}

fn page() -> Authorization {
    let state = State::from_bytes(&[7; 32]);
    let address = format!("https://signin.example/authorize?client_id=client-1&state={}", state.as_str());
    let callback = CallbackUrl::parse("https://www.mycoolapp.com/auth").expect("a callback");
    Authorization::new(&address, state, callback, "client-1").expect("a page")
}

/// An address, a query or a code, as it comes back from a provider; and the address of the provider's page.
pub fn grant(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(callback) = CallbackUrl::parse(&*text) {
        let _ = Authorization::new(&text, State::from_bytes(&[7; 32]), callback, "client-1");
    }
    for page in [page(), page().expecting_verifier(Secret::new("request-token-0001"), Secret::new("s"))] {
        let reading = Grant::read(&text, &page);
        if let GrantReading::Found(grant) = &reading {
            let code = grant.code().expose();
            assert!(!code.is_empty());
            // The names of additional values are shown, and may be spelled as the code is.
            let named = grant.extras().iter().any(|(name, _)| name.contains(code));
            assert!(named || code.len() < 8 || !format!("{reading:?}").contains(code), "{reading:?}");
        }
    }
}

/// Answer to a creation: a byte for the status, then the body. A byte of 1 is replaced by every sent secret.
pub fn wire(data: &[u8]) {
    static PROVISION: LazyLock<CreateRequest> = LazyLock::new(|| {
        let mut draft = Draft::new(CATALOG.find("magentosoapv19").expect("an element").clone());
        draft.name = "Test".into();
        for (key, value) in [("userName", "ada"), ("password", PASSWORD), ("store.url", "https://shop.example")] {
            draft.set(&FieldKey::new(key), value);
        }
        match draft.finish().expect("complete").route() {
            Route::Ready(provision) => provision,
            Route::Consent(_) | Route::Change(_) => unreachable!("no consent is asked for"),
        }
    });
    let Some((first, body)) = data.split_first() else { return };
    let status = [200, 201, 204, 302, 400, 401, 404, 408, 409, 422, 429, 500, 502, 503][usize::from(*first) % 14];
    let headers: &[(&str, &str)] = match first / 14 {
        0 => &[("content-type", "text/html")],
        1 => &[("content-encoding", "gzip")],
        2 => &[("retry-after", "7"), ("elements-request-id", "\u{1}\u{2}<b>")],
        _ => &[("content-type", "application/json")],
    };
    let echo = format!("{USER} {ORGANIZATION} {PASSWORD}");
    let body: Vec<u8> = body.iter().flat_map(|b| if *b == 1 { echo.as_bytes().to_vec() } else { vec![*b] }).collect();
    match Client::judge(status, headers, &body, &PROVISION, &account()) {
        Ok(made) => assert!((200..300).contains(&status) && !made.id.is_empty() && !made.token.is_empty()),
        Err(fault) => {
            let shown = format!("{fault:?} {fault}");
            for canary in [USER, ORGANIZATION, PASSWORD] {
                assert!(!shown.contains(canary), "{shown}");
            }
            let texts = [Some(&fault.problem), Some(&fault.hint), fault.message.as_ref(), fault.provider.as_ref()];
            assert!(texts.into_iter().flatten().all(|text| !text.chars().any(char::is_control)), "{shown}");
            assert!(!(200..300).contains(&status) || fault.kind == FaultKind::Unclear, "{shown}");
        }
    }
}

/// The platform's description of its elements.
pub fn element(data: &[u8]) {
    let Ok(json) = serde_json::from_slice::<serde_json::Value>(data) else { return };
    let listed = if let serde_json::Value::Array(all) = json { all } else { vec![json] };
    let catalog = CATALOG.joined(listed.iter().map(Described::new).collect());
    for element in catalog.elements() {
        let mut draft = Draft::new(element.clone());
        for mode in 0..element.modes.len() {
            draft.choose_mode(mode);
            let _ = draft.complaints();
            for field in draft.fields() {
                assert!(!field.is_secret() || field.default.is_none(), "{element:?}");
            }
        }
    }
}

/// A document, read, folded, searched, masked and written again.
pub fn document(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let known = serde_json::from_str::<serde_json::Value>(text);
    let Ok(document) = Document::read(text.to_owned()) else {
        assert!(known.is_err(), "serde takes what is refused");
        return;
    };
    let mask = Mask::new([Secret::new("canary")]);
    let mut judge = mask.judge();
    for node in document.nodes() {
        let parts = [NodePart::Key(node), NodePart::Value(node)];
        assert_eq!(
            parts.map(|part| judge.hides(part)),
            parts.map(|part| mask.hides(part)),
            "what was seen before counts"
        );
    }
    let mut outline = Outline::default();
    for node in document.nodes() {
        let _ = (node.path(|_| false), node.text(), node.key(), node.children(), node.end());
        if node.kind().is_container() {
            outline.toggle(&document, node.row());
        }
    }
    assert!(outline.rows_from(&document, 0).count() <= document.rows() as usize);
    outline.open_all();
    let mut search = DocumentSearch::new("a", 0);
    search.run(&document, |part| mask.hides(part));
    let pretty = document.pretty(|part| judge.hides(part));
    // serde has its own depth limit; a text that it accepts, it has to accept again.
    if known.is_ok() {
        assert!(serde_json::from_str::<serde_json::Value>(pretty.expose()).is_ok());
    }
}

/// An element file of a person's own.
pub fn catalog(data: &[u8]) {
    static FEW: LazyLock<Catalog> = LazyLock::new(|| {
        let known = "key = 'known'\nname = 'K'\nhub = 'x'\n[[mode]]\nflow = 'plain'\nfield = []";
        Catalog::read(("common.toml", "field = []"), &[("x/known.toml", known)]).expect("a catalog")
    });
    let text = String::from_utf8_lossy(data);
    let (catalog, faults) = FEW.clone().with(&[("own.toml", &text)]);
    assert_eq!(
        catalog.elements().len() + faults.len(),
        if catalog.elements().len() == 2 { 2 } else { 1 + faults.len() }
    );
    for element in catalog.elements() {
        let _ = Draft::new(element.clone()).complaints();
    }
}

/// A file of profiles, ours and the older tool's. That no value is quoted is for other tests: here any may become a name.
pub fn profile(data: &[u8]) {
    thread_local! {
        static HOME: RefCell<Option<tempfile::TempDir>> = const { RefCell::new(None) };
    }
    HOME.with_borrow_mut(|home| {
        let home = home.get_or_insert_with(|| tempfile::tempdir().expect("a directory")).path();
        let path = home.join("profiles.toml");
        fs::write(&path, data).expect("a file");
        let store = Store::new(home.to_owned(), home.join("state"));
        for error in [store.profiles().err(), Store::read_cectl(&path).err()].into_iter().flatten() {
            assert!(!error.to_string().is_empty() && !error.hint().is_empty());
        }
    });
}

/// A person's keys, as a terminal sends them, through the decoder into the wizard; a byte of 0xff is a pause.
///
/// Drawn once, at the end: that is most of the work, and whatever is on the way from one screen to another is the end
/// of a shorter input. Most screens are of the smallest size, where there is least room to get it right.
pub fn keys(data: &[u8]) {
    // A list of all elements takes most of the time and is no different.
    static FEW: LazyLock<Arc<Catalog>> = LazyLock::new(|| {
        let listed =
            ["magentosoapv19", "infusionsoftecommerce", "twitter"].map(|key| serde_json::json!({ "key": key }));
        Arc::new(CATALOG.joined(listed.iter().map(Described::new).collect()))
    });
    let profile = Profile { name: ProfileName::new("work"), account: account() };
    let (first, data) = data.split_first().unwrap_or((&0, data));
    let session = match first % 3 {
        0 => Session::new(FEW.clone(), Vec::new(), None, None),
        _ => Session::new(FEW.clone(), vec![profile.clone()], Some(profile), None),
    };
    let start = match first % 3 {
        1 => Start::Element("magentosoapv19".into()),
        2 => Start::Element("infusionsoftecommerce".into()),
        _ => Start::Usual,
    };
    let (mut wizard, mut effects) = Wizard::new(session, start);
    let mut decoder = Decoder::new();
    for chunk in data.split_inclusive(|byte| *byte == 0xff) {
        let mut inputs = decoder.feed(chunk);
        if chunk.ends_with(&[0xff]) {
            inputs.extend(decoder.flush());
        }
        for input in inputs {
            let mut events = vec![wizard.event(input)];
            while let Some(event) = events.pop() {
                let more;
                (wizard, more) = wizard.update(event);
                effects.extend(more);
                for effect in std::mem::take(&mut effects) {
                    match answer(&wizard, &effect) {
                        Some(Event::Interrupt) => return,
                        Some(event) => events.push(event),
                        None => {}
                    }
                }
            }
        }
    }
    let (width, height) = if first / 3 % 4 == 0 { (80, 24) } else { (40, 12) };
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
    terminal.draw(|frame| drop(tui::draw(frame, &wizard, &Theme::default()))).expect("drawn");
}

/// Returns the reply to an effect; the end of the program as an interrupt.
fn answer(wizard: &Wizard, effect: &Effect) -> Option<Event> {
    let reply = match effect {
        Effect::Screen(ScreenEffect::Leave(_)) => return Some(Event::Interrupt),
        Effect::Visit(VisitEffect::StartSandbox) => Reply::SandboxStarted(Ok(account())),
        Effect::Visit(VisitEffect::Check(_)) => Reply::Checked(Ok(())),
        Effect::Visit(VisitEffect::LimitProfile(..)) => Reply::Limited(Ok("Saved.".into())),
        Effect::Visit(VisitEffect::AskAddress(..)) => Reply::Consent(ConsentReply::Address(Ok(page()))),
        Effect::Visit(VisitEffect::Open(_)) => Reply::Consent(ConsentReply::Opened(Ok(()))),
        Effect::Visit(VisitEffect::Create(..)) => {
            let instance = Instance::read(r#"{"id":1,"name":"x","token":"t","element":{"key":"a"}}"#).expect("reads");
            Reply::Creation(CreationReply::Created(Ok(CreatedInstance {
                instance,
                kept: Ok(TokenPlace::File("x".into())),
                took: Duration::from_secs(9),
                secrets: Vec::new(),
            })))
        }
        _ => return None,
    };
    Some(Event::Reply(wizard.visit(), reply))
}
