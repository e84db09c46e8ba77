//! Cost of a key where there is much: long lists, a long form and long values, as multiples of a key of a minimal list.
//!
//! `cargo bench --bench keys`, with a part of the name of a case behind `--` to measure only those. A key is an event and
//! the frame after it. Both sides draw into memory, so writing to the terminal is not measured: see the bench `start`.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on should stop, and prints"
)]

use elemint::{
    catalog::{Catalog, Element},
    domain::{Account, BaseUrl, Draft, ListedInstance, Profile, ProfileName},
    frontend::tui::{self, Theme},
    text::Secret,
    wizard::{
        Effect, Event, Input, Key, KeyCode, Session, SessionEffect, Start, Step, Wizard,
        instances::{InstanceNews, InstancePart},
        steps::credentials::CredentialsStep,
    },
};
use ratatui::{
    Terminal,
    backend::TestBackend,
    style::{Modifier, Style},
    widgets::{List, ListItem, ListState},
};
use std::{
    collections::BTreeSet,
    env,
    fmt::Write as _,
    sync::{Arc, LazyLock},
    time::{Duration, Instant},
};

const ELEMENTS: usize = 100_000;
const INSTANCES: usize = 10_000;
const FIELDS: usize = 300;
const ROUNDS: usize = 30;

fn main() {
    let wanted = env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let is_wanted = |name: &str| wanted.as_ref().is_none_or(|wanted| name.contains(wanted.as_str()));
    let floor = floor();
    println!("a key of the minimal list: {floor:.1?}");
    for (name, build) in CASES {
        if is_wanted(name) {
            build().measure(name, floor);
        }
    }
}

/// Name of a case, and the screen it is about.
type Case = (&'static str, fn() -> Screen);

const CASES: &[Case] = &[
    ("list of 172 elements", || elements(&EMBEDDED).over([DOWN, UP])),
    ("list of 100,000 elements", || elements(&MANY).over([DOWN, UP])),
    ("list of 100,000 elements, its end", || elements(&MANY).over([END, HOME])),
    ("list of 100,000 elements, a common letter", || elements(&MANY).over([letter('i'), BACKSPACE])),
    ("list of 100,000 elements, a second letter", || elements(&MANY).after("i").over([letter('n'), BACKSPACE])),
    ("list of 100,000 elements, a fifth letter", || elements(&MANY).after("infu").over([letter('s'), BACKSPACE])),
    ("list of 10,000 instances", || instances().over([DOWN, UP])),
    ("list of 10,000 instances, its end", || instances().over([END, HOME])),
    ("list of 10,000 instances, a common letter", || instances().over([letter('s'), BACKSPACE])),
    ("list of 10,000 instances, a fifth letter", || instances().after("stor").over([letter('e'), BACKSPACE])),
    ("form of 300 fields", || form(FIELDS).over([DOWN, UP])),
    ("form of 300 fields, a letter", || form(FIELDS).over([letter('x'), BACKSPACE])),
    ("value of 1 KiB, a letter", || form(3).pasted(&words(1 << 10)).over([letter('x'), BACKSPACE])),
    ("value of 64 KiB, a letter", || form(3).pasted(&words(65_000)).over([letter('x'), BACKSPACE])),
    ("value of 64 KiB, a step of the cursor", || form(3).pasted(&words(65_000)).over([LEFT, RIGHT])),
    ("value of 64 KiB, another row", || form(3).pasted(&words(65_000)).over([DOWN, UP])),
    ("JSON of 64 KiB, a letter", || form(3).pasted(&json(65_000)).over([letter('x'), BACKSPACE])),
    ("word of 64 KiB, a letter", || form(3).pasted(&"k".repeat(65_000)).over([letter('x'), BACKSPACE])),
];

static EMBEDDED: LazyLock<Arc<Catalog>> = LazyLock::new(|| Arc::new(Catalog::embedded().expect("the catalog")));
static MANY: LazyLock<Arc<Catalog>> = LazyLock::new(|| Arc::new(many()));

const DOWN: Key = Key::plain(KeyCode::Down);
const UP: Key = Key::plain(KeyCode::Up);
const LEFT: Key = Key::plain(KeyCode::Left);
const RIGHT: Key = Key::plain(KeyCode::Right);
const END: Key = Key::plain(KeyCode::End);
const HOME: Key = Key::plain(KeyCode::Home);
const BACKSPACE: Key = Key::plain(KeyCode::Backspace);

const fn letter(letter: char) -> Key {
    Key::plain(KeyCode::Char(letter))
}

/// Returns the time of a key of the smallest program that shows a list, as `tests/benches/floor.rs` does.
fn floor() -> Duration {
    let rows: Vec<String> = (0..172).map(|n| format!("Element {n:<24} element{n:<16} crm  oauth2")).collect();
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a screen");
    let mut state = ListState::default().with_selected(Some(0));
    let mut key = || {
        state.select_next();
        let draw = |frame: &mut ratatui::Frame<'_>| {
            let items = rows.iter().map(|row| ListItem::new(row.as_str()));
            let chosen = Style::new().add_modifier(Modifier::BOLD);
            let list = List::new(items).highlight_symbol("> ").highlight_style(chosen);
            frame.render_stateful_widget(list, frame.area(), &mut state);
        };
        terminal.draw(draw).expect("is drawn");
    };
    (0..ROUNDS).map(|_| timed(&mut key)).min().unwrap_or_default()
}

fn timed(act: impl FnOnce()) -> Duration {
    let begin = Instant::now();
    act();
    begin.elapsed()
}

/// A wizard on a screen, and the keys to press in turn.
struct Screen {
    wizard: Option<Wizard>,
    terminal: Terminal<TestBackend>,
    theme: Theme,
    keys: [Key; 2],
}

impl Screen {
    fn new(wizard: Wizard) -> Self {
        let terminal = Terminal::new(TestBackend::new(120, 40)).expect("a screen");
        Self { wizard: Some(wizard), terminal, theme: Theme::default(), keys: [DOWN, UP] }
    }

    fn over(mut self, keys: [Key; 2]) -> Self {
        self.keys = keys;
        self
    }

    fn after(mut self, typed: &str) -> Self {
        typed.chars().for_each(|c| self.press(letter(c)));
        self
    }

    fn pasted(mut self, text: &str) -> Self {
        self.take(Event::Paste(Secret::new(text)));
        self
    }

    fn press(&mut self, key: Key) {
        let event = self.wizard.as_ref().expect("a wizard").event(Input::Key(key));
        self.take(event);
    }

    fn take(&mut self, event: Event) {
        self.wizard = self.wizard.take().map(|wizard| wizard.update(event).0);
        let wizard = self.wizard.as_ref().expect("a wizard");
        self.terminal.draw(|frame| drop(tui::draw(frame, wizard, &self.theme))).expect("is drawn");
    }

    /// Prints the time of the slower key, the fastest of several rounds, since other programs only add time.
    fn measure(mut self, name: &str, floor: Duration) {
        let mut fastest = [Duration::MAX; 2];
        for _ in 0..ROUNDS {
            for (key, fastest) in self.keys.into_iter().zip(&mut fastest) {
                *fastest = timed(|| self.press(key)).min(*fastest);
            }
        }
        let slower = fastest[0].max(fastest[1]);
        println!("{:>6.2} × {slower:>10.1?}  {name}", slower.as_secs_f64() / floor.as_secs_f64());
    }
}

fn session(catalog: Arc<Catalog>) -> Session {
    let base = BaseUrl::read("api.cloud-elements.com").expect("an address");
    let account = Account::new(base, Secret::new("user"), Secret::new("organization"));
    let profile = Profile { name: ProfileName::new("bench"), account };
    Session::new(catalog, vec![profile.clone()], Some(profile), None)
}

fn elements(catalog: &Arc<Catalog>) -> Screen {
    Screen::new(Wizard::new(session(catalog.clone()), Start::Usual).0)
}

/// Returns a catalog with far more elements than any platform has, with names made of words.
fn many() -> Catalog {
    const WORDS: [&str; 16] = [
        "Infusion", "Online", "Market", "Cloud", "Sales", "Desk", "Invoice", "Finance", "Files", "People", "Campaign",
        "Shop", "Ledger", "Signal", "Ünion", "Soft",
    ];
    let word = |seed: usize| WORDS.get(seed % WORDS.len()).copied().unwrap_or_default();
    let file = |n: usize| {
        let (a, b, c) = (word(n), word(n / 16 + 3), word(n / 256 + 7));
        let key = format!("{}{}{n}", a.to_lowercase(), b.to_lowercase());
        format!("key='{key}'\nname='{a} {b} {c} {n}'\nhub='hub{}'\n[[mode]]\nflow='plain'\n{FIELD}", n % 24)
    };
    catalog(&(0..ELEMENTS).map(file).collect::<Vec<_>>())
}

const FIELD: &str = "[[mode.field]]\nkey='user'\nlabel='User'\n";

fn catalog(files: &[String]) -> Catalog {
    let files: Vec<(&str, &str)> = files.iter().map(|text| ("synthetic.toml", text.as_str())).collect();
    Catalog::read(("common.toml", "field = []"), &files).expect("a catalog")
}

fn instances() -> Screen {
    let (wizard, effects) = Wizard::new(session(EMBEDDED.clone()), Start::Instances);
    let asked = effects.into_iter().find_map(|effect| match effect {
        Effect::Session(SessionEffect::FetchInstances(profile, request, _)) => Some((profile.account, request)),
        _ => None,
    });
    let (account, request) = asked.expect("a request for the list");
    let instances = (0..INSTANCES).map(|n| ListedInstance::read(&instance(n)).expect("an instance")).collect();
    let part = InstancePart { instances, stored: BTreeSet::new(), is_last: true, ..InstancePart::default() };
    let mut screen = Screen::new(wizard);
    screen.take(Event::Instances(account, InstanceNews::Listed(request, Ok(part))));
    screen
}

fn instance(number: usize) -> String {
    serde_json::json!({
        "id": 1_000_000 + number, "name": format!("Store-{number:05}"), "createdDate": "2026-05-04T10:00:00Z",
        "element": { "id": 7, "key": format!("element{}", number % 172), "name": "Element", "hub": "crm" },
        "tags": ["production", "team-a"], "valid": true, "disabled": number.is_multiple_of(9), "eventsEnabled": false,
        "configuration": { "username": "ada", "password": "********", "site.address": "https://shop.example",
            "pagination.max": "100", "event.notification.enabled": "false", "oauth.scope": "full" },
    })
    .to_string()
}

/// Opens the form of an element with this many fields. The focus is on the first.
fn form(fields: usize) -> Screen {
    let mut text = String::from("key='large'\nname='Large'\nhub='crm'\n[[mode]]\nflow='plain'\n");
    for n in 0..fields {
        let kind = if n % 7 == 3 { "kind='secret'\n" } else { "" };
        let help = "The settings of the vendor name it.";
        let _ =
            write!(text, "[[mode.field]]\nkey='field.{n}'\nlabel='Field {n}'\n{kind}help='{help}'\nrequired=true\n");
    }
    let catalog = Arc::new(catalog(&[text]));
    let element: Arc<Element> = catalog.find("large").expect("the element");
    let step: Step = CredentialsStep::new(Draft::new(element)).into();
    Screen::new(Wizard::at_step(step, session(catalog)).0)
}

fn words(length: usize) -> String {
    "Orders of the northern region, sent at night = once a day. ".chars().cycle().take(length).collect()
}

fn json(length: usize) -> String {
    let item = r#"{"vendorPath":"customer.address.city","path":"city","type":"string"},"#;
    let items: String = item.chars().cycle().take(length / item.len() * item.len()).collect();
    format!("[{}]", items.trim_end_matches(','))
}
