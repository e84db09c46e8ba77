//! How long a large document keeps a person waiting: reading it, moving in it, searching it.
//!
//! `cargo bench --bench json`, or with the path of a JSON file behind `--` to measure that one. With `-- --keys` only
//! the cost of a key in the viewer: `cargo test --bench json -- --keys` measures it in a build for tests. The generated
//! document has 32 MB; `-- --large` makes it 100 MB.
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a measurement that cannot go on should stop, and tells")]

use elemint::{
    document::{
        json::{Body, Document, DocumentSearch, Outline},
        mask::Mask,
    },
    frontend::tui::{Theme, viewer},
    text::secret::Secret,
    wizard::{
        command::{Action, READING},
        key::{Key, KeyCode},
        viewer::Viewer,
    },
};
use memchr::{memchr_iter, memmem};
use ratatui::{Terminal, backend::TestBackend};
use serde::de::IgnoredAny;
use std::{
    env, fs,
    hint::black_box,
    time::{Duration, Instant},
};

const SIZE: usize = 32_000_000;
const LARGE: usize = 100_000_000;
const ROUNDS: usize = 5;
const PAGE: usize = 40;

fn main() {
    let file = env::args().skip(1).find(|argument| !argument.starts_with('-'));
    if env::args().any(|argument| argument == "--keys") {
        return keys();
    }
    let size = if env::args().any(|argument| argument == "--large") { LARGE } else { SIZE };
    let text = file.map_or_else(|| synthetic(size), |file| fs::read_to_string(file).expect("a file of UTF-8"));
    println!("{} bytes", text.len());
    let floor = fastest(|| memmem::find(text.as_bytes(), ABSENT.as_bytes()));
    let commas = fastest(|| memchr_iter(b',', text.as_bytes()).count());
    let checked = fastest(|| serde_json::from_str::<IgnoredAny>(&text).expect("is JSON"));
    println!("floors: memmem {floor:.1?}, every comma {commas:.1?}, serde_json checking only {checked:.1?}");
    let read = fastest_with(|| text.clone(), Document::read);
    report("reading", read, checked, "checking only");
    let document = Document::read(text).expect("is JSON");
    println!("{} values", document.rows());
    move_about(&document);
    for words in [ABSENT, MARK, "Invoice", "e", "größe"] {
        search(&document, words, floor);
    }
    first_match(document);
}

/// Prints the time from the last letter of a search to the frame with the match in the middle of the document.
fn first_match(document: Document) {
    let text = document.text().clone();
    let floor = fastest(|| memmem::find(text.expose().as_bytes(), MARK.as_bytes()));
    let mut viewer = Viewer::new(document, Mask::default(), "answer.json");
    let theme = Theme::default();
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a terminal");
    viewer.act(Action::Search);
    let (last, first) = MARK.as_bytes().split_last().expect("letters");
    let mut press = |letter: u8| drop(viewer.on_text(Key::plain(KeyCode::Char(letter.into()))));
    for letter in first {
        press(*letter);
    }
    let begin = Instant::now();
    press(*last);
    let mut frames = 0;
    loop {
        frames += 1;
        terminal.draw(|frame| viewer::draw(frame, frame.area(), &viewer, true, &theme)).expect("is drawn");
        if viewer.search().first().is_some() || viewer.search().is_done() {
            break;
        }
        viewer.tick(Duration::ZERO);
    }
    report(&format!("“{MARK}” on the screen, {frames} frames"), begin.elapsed(), floor, "memmem up to it");
}

const ABSENT: &str = "no-such-word";
const MARK: &str = "needle-in-the-middle";

fn move_about(document: &Document) {
    let mut outline = Outline::default();
    let to_end = |outline: &Outline| {
        let last = outline.last(document);
        outline.rows_to(document, last).take(PAGE).count()
    };
    println!("the end, all open: {:.1?}", fastest(|| to_end(&outline)));
    println!("closing all, and the end: {:.1?}", fastest(|| (outline.close_all(), to_end(&outline))));
    outline.open_all();
    let middle = document.rows() / 2;
    println!("a page in the middle: {:.1?}", fastest(|| outline.below(document, middle, PAGE)));
    println!("every value in turn: {:.1?}", fastest(|| document.nodes().count()));
}

fn search(document: &Document, words: &str, floor: Duration) {
    let first = fastest(|| DocumentSearch::new(words, 0).step(document, |_| false, 1 << 20));
    let all = fastest(|| DocumentSearch::new(words, 0).run(document, |_| false));
    let mut search = DocumentSearch::new(words, 0);
    search.run(document, |_| false);
    report(&format!("searching “{words}”, {} found, first step {first:.1?}, all", search.len()), all, floor, "memmem");
}

fn report(what: &str, took: Duration, floor: Duration, name: &str) {
    println!("{what}: {took:.1?}, {:.1} × {name}", took.as_secs_f64() / floor.as_secs_f64());
}

fn fastest<T>(mut work: impl FnMut() -> T) -> Duration {
    fastest_with(|| (), |()| work())
}

fn fastest_with<T, R>(mut before: impl FnMut() -> T, mut work: impl FnMut(T) -> R) -> Duration {
    let round = |_| {
        let given = before();
        let begin = Instant::now();
        black_box(work(given));
        begin.elapsed()
    };
    (0..ROUNDS).map(round).min().unwrap_or_default()
}

/// Prints the cost of a key and of the frame behind it, beside that of the same frame in a document of one page.
fn keys() {
    let line = |at| format!("{at} INFO login user=ada token=abc{at} status=ok path=/v1/items?page=2");
    let lines = (0..SIZE / 80).map(line).collect::<Vec<_>>().join("\n");
    for (name, text) in [("JSON", synthetic(SIZE)), ("text", lines)] {
        let end = text.char_indices().map(|(at, _)| at).nth(20_000).unwrap_or(text.len());
        let small = if name == "text" { text[..end].to_owned() } else { synthetic(20_000) };
        let [small, large] = [small, text].map(|text| {
            let document = Body::read(text.into_bytes()).document;
            pressed(document)
        });
        for ((key, small), (_, large)) in small.into_iter().zip(large) {
            report(&format!("{name}, {key}"), large, small, "one of a small document");
        }
    }
}

/// The time of each key in the middle of a document that is open.
fn pressed(document: Document) -> Vec<(&'static str, Duration)> {
    let mask = Mask::new(["a-secret-of-the-session", "another one"].map(Secret::new));
    let mut viewer = Viewer::new(document, mask, "answer.json");
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a terminal");
    let press = |viewer: &mut Viewer, key: &str| {
        let key = Key::read(key).expect("a key");
        match READING.lookup(key) {
            Some(action) => drop(viewer.act(action)),
            None => drop(viewer.on_text(key)),
        }
    };
    let theme = Theme::default();
    for key in ["0", "G"] {
        press(&mut viewer, key);
    }
    let mut frame = |viewer: &mut Viewer| {
        viewer.fit(38);
        terminal.draw(|frame| viewer::draw(frame, frame.area(), viewer, true, &theme)).expect("is drawn");
    };
    ["up", "pgup", "pgdn", "down"]
        .map(|key| {
            let took = fastest(|| {
                press(&mut viewer, key);
                frame(&mut viewer);
            });
            (key, took)
        })
        .to_vec()
}

/// Instances as a platform lists them.
fn synthetic(size: usize) -> String {
    let mut items = String::from("[");
    let mut number = 1_u64;
    while items.len() < size {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mark = if (size / 2..size / 2 + 700).contains(&items.len()) { MARK } else { "Invoice and order" };
        let item = serde_json::json!({
            "id": number >> 40, "name": mark, "valid": true, "disabled": false, "cacheTimeToLive": null,
            "element": {"id": number >> 52, "key": "shop", "hub": "ecommerce", "tags": ["naïve café", "a \"b\"\n"]},
            "configuration": {"pagination.max": "100", "oauth.scope": "full", "rate": 0.25, "token": format!("{number:x}")},
            "createdDate": "2015-07-26T02:26:26Z", "samples": [1, 2.5, number >> 30, [], {}],
        });
        items.push_str(&item.to_string());
        items.push(',');
    }
    items.pop();
    items + "]"
}
