//! Times of the list of elements: opening it, a key in its filter, a screen of it.
//!
//! `cargo bench --bench catalog`
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a measurement that cannot go on should stop, and tells")]

use elemint::{
    catalog::Catalog,
    domain::{Account, BaseUrl, Profile, ProfileName},
    frontend::tui::{self, Theme},
    text::Secret,
    wizard::{Input, Key, KeyCode, Session, Start, Wizard},
};
use ratatui::{Terminal, backend::TestBackend};
use std::{
    fmt::Write as _,
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant},
};

/// Filter text, typed a key at a time.
const TYPED: &str = "infus online";
/// Far more elements than any platform has.
const MANY: usize = 100_000;
const ROUNDS: usize = 21;

fn main() {
    let embedded = Arc::new(Catalog::embedded().expect("the embedded catalog"));
    let count = embedded.entries().len();
    report("opening", count, median(|| timed(|| drop(black_box(Catalog::embedded())))));
    measure(&embedded);
    let synthetic = synthetic(MANY);
    let mut catalog = None;
    report("opening (from TOML)", MANY, timed(|| catalog = Some(read(&synthetic))));
    measure(&Arc::new(catalog.expect("a catalog")));
}

fn measure(catalog: &Arc<Catalog>) {
    let count = catalog.entries().len();
    report("the first list", count, median(|| timed(|| drop(black_box(wizard(catalog))))));
    for (at, last) in TYPED.char_indices() {
        let before = &TYPED[..at];
        let key = median(|| {
            let mut wizard = Some(typed(wizard(catalog), before));
            timed(|| wizard = wizard.take().map(|wizard| press(wizard, last)))
        });
        report(&format!("the key that makes it “{before}{last}”"), count, key);
    }
    for text in ["", "i", "infus"] {
        let wizard = typed(wizard(catalog), text);
        let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a screen");
        let theme = Theme::default();
        let drawn = median(|| {
            timed(|| {
                black_box(terminal.draw(|frame| drop(tui::draw(frame, &wizard, &theme))).expect("drawn"));
            })
        });
        report(&format!("drawing “{text}”"), count, drawn);
    }
}

fn wizard(catalog: &Arc<Catalog>) -> Wizard {
    let base = BaseUrl::read("api.cloud-elements.com").expect("an address");
    let account = Account::new(base, Secret::new("user"), Secret::new("organization"));
    let profile = Profile { name: ProfileName::new("bench"), account };
    Wizard::new(Session::new(catalog.clone(), vec![profile.clone()], Some(profile), None), Start::Usual).0
}

fn typed(wizard: Wizard, text: &str) -> Wizard {
    text.chars().fold(wizard, press)
}

fn press(wizard: Wizard, letter: char) -> Wizard {
    let event = wizard.event(Input::Key(Key::plain(KeyCode::Char(letter))));
    wizard.update(event).0
}

fn timed(act: impl FnOnce()) -> Duration {
    let start = Instant::now();
    act();
    start.elapsed()
}

fn median(mut round: impl FnMut() -> Duration) -> Duration {
    let mut rounds: Vec<Duration> = (0..ROUNDS).map(|_| round()).collect();
    rounds.sort_unstable();
    rounds.get(ROUNDS / 2).copied().unwrap_or_default()
}

fn report(what: &str, count: usize, took: Duration) {
    println!("{count:>7} elements  {:>10.3} ms  {what}", took.as_secs_f64() * 1000.0);
}

/// Element files with names made of words, the same ones every time.
fn synthetic(count: usize) -> Vec<String> {
    const WORDS: [&str; 16] = [
        "Infusion", "Online", "Market", "Cloud", "Sales", "Desk", "Invoice", "Finance", "Files", "People", "Campaign",
        "Shop", "Ledger", "Signal", "Ünion", "Soft",
    ];
    let word = |seed: usize| WORDS.get(seed % WORDS.len()).copied().unwrap_or_default();
    let file = |n: usize| {
        let (a, b, c) = (word(n), word(n / 16 + 3), word(n / 256 + 7));
        let mut text =
            format!("key='{}{}{n}'\nname='{a} {b} {c} {n}'\nhub='hub{}'\n", a.to_lowercase(), b.to_lowercase(), n % 24);
        let _ = write!(text, "[[mode]]\nflow='plain'\n[[mode.field]]\nkey='user'\nlabel='User'\n");
        text
    };
    (0..count).map(file).collect()
}

fn read(files: &[String]) -> Catalog {
    let files: Vec<(&str, &str)> = files.iter().map(|text| ("synthetic.toml", text.as_str())).collect();
    Catalog::read(("common.toml", "field = []"), &files).expect("a catalog")
}
