//! Keys in the viewer: secrets stay masked and the cursor stays visible.

use crate::kit::{Conversation, Play, scene};
use elemint::{
    document::{
        json::{Body, Document},
        mask::Mask,
    },
    wizard::{
        DocumentReply, Effect, Event, ScreenEffect, SessionEffect, VisitEffect, steps::document::DocumentStep,
        viewer::Viewer,
    },
};
use proptest::prelude::*;
use serde_json::Value;

/// Keys that show, fold, find, mark or remove, without those that ask for a secret.
const KEYS: &[&str] = &[
    "<down>",
    "<up>",
    "<right>",
    "<left>",
    "<space>",
    "<pgdn>",
    "<pgup>",
    "c",
    "e",
    "C",
    "E",
    "0",
    "1",
    "2",
    "3",
    "J",
    "K",
    "g",
    "G",
    "w",
    "r",
    "L",
    "*",
    "n",
    "N",
    "/word<enter>",
    "/o<enter>",
    "/fictive<esc>",
    "/0011<down><enter>",
    "<tab>",
    "yv",
    "yk",
    "yp",
    "yq",
    "yy",
    "yb",
    "yi",
    "yc",
    "ya",
    "ys",
    "v",
    "xv",
    "xe",
    "R<esc>",
    "x<esc>",
];

const SECRETS: [&str; 3] = ["pass-word-0001", scene::TOKEN, "00112233445566778899aabbccddeeff"];

fn taken(effects: Vec<Effect>) -> Vec<String> {
    let text = |effect| match effect {
        Effect::Screen(ScreenEffect::Copy(text, _) | ScreenEffect::Page(text) | ScreenEffect::Edit(text, _)) => {
            Some(text.expose().to_owned())
        }
        _ => None,
    };
    effects.into_iter().filter_map(text).collect()
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![Just(Value::Null), any::<i64>().prop_map(Value::from), ".{0,60}".prop_map(Value::from)];
    leaf.prop_recursive(6, 60, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::vec(("[a-z]{0,6}", inner), 0..8).prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

fn any_keys() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(KEYS), 0..30)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_secret_is_shown_or_taken_away_unasked(keys in any_keys(), wide: bool) {
        let mut play = scene::response(scene::made(scene::MAGENTO));
        let (columns, rows) = if wide { (130, 40) } else { (80, 24) };
        for keys in keys {
            play.keys(keys);
            let texts = [taken(play.effects()), vec![play.screen(columns, rows)]].concat();
            for secret in SECRETS {
                prop_assert!(!texts.iter().any(|text| text.contains(secret)), "{} after {}: {:?}", secret, keys, texts);
            }
        }
    }

    #[test]
    fn cursor_stays_visible_at_any_height(
        value in any_json(),
        keys in any_keys(),
        room in 1_u16..30,
        size in (40_u16..130, 12_u16..40),
    ) {
        let document = Document::read(value.to_string()).expect("is JSON");
        let mut play = Play::reading(DocumentStep::new("any", Viewer::new(document, Mask::default(), "any.json")));
        play.event(Event::Room(room));
        for keys in keys {
            play.keys(keys);
            let screen = play.screen(size.0, size.1);
            let as_json = !screen.contains('❯') && play.keys("r").screen(size.0, size.1).contains('❯');
            if as_json {
                play.keys("r");
            }
            prop_assert!(screen.contains('❯') || as_json, "after {}:\n{}", keys, screen);
        }
    }
}

#[test]
fn sticky_parent_never_covers_cursor_row() {
    let words = "a word and another ".repeat(200);
    let mut play = of(body(&format!(r#"{{"plot":{{"bed":{{"row":{{"label":"{words}"}}}}}}}}"#)));
    play.keys("0Gw");
    assert!(play.sees("❯           label"), "{}", play.screen(80, 24));
    let mut play = of(body(r#"{"a":[null,null],"o":[1,2,3,4,5,6]}"#));
    // A window that has grown before anybody could say so.
    play.event(Event::Room(1));
    play.keys("0gjj");
    let screen = play.screen(85, 13);
    assert!(screen.contains('❯'), "{screen}");
}

fn long(last: &str) -> String {
    format!("[{}\"{last}\"]", "\"a word and another\",".repeat(500_000))
}

fn body(text: &str) -> Body {
    Body::read(text.as_bytes().to_vec())
}

fn of(body: Body) -> Play {
    Play::reading(DocumentStep::new("list.json", Viewer::from_body(body, Mask::default(), "list.json")))
}

#[test]
fn enter_before_anything_is_found_goes_there_when_it_is() {
    let mut play = of(body(&long("tulip")));
    play.keys("/tulip<enter>");
    let before = play.sees(" root ");
    while play.wizard().tick_interval().is_some() {
        play.tick(0);
    }
    assert!(before && play.sees(".[500000]"), "{}", play.screen(80, 24));
}

#[test]
fn later_key_overrides_enter() {
    let mut play = of(body(&long("tulip")));
    play.keys("/tulip<enter>j");
    while play.wizard().tick_interval().is_some() {
        play.tick(0);
    }
    assert!(play.sees(".[0]") && play.sees("1 found"), "{}", play.screen(80, 24));
}

/// Returns a session with the beginning of a text, of which the rest is still to come.
fn begun(text: &str, bytes: usize) -> Play {
    let body = Body::begun(&text.as_bytes()[..bytes]);
    Play::reading(DocumentStep::new(
        "list.json",
        Viewer::from_body(body, Mask::default(), "list.json").coming(bytes as u64),
    ))
}

#[test]
fn partial_document_keeps_rows_when_complete() {
    let text = r#"{"a":{"b":1,"c":2},"d":[3,4,5],"e":6}"#;
    let mut play = begun(text, 26);
    assert_eq!(play.effect(), Effect::Visit(VisitEffect::Load));
    play.keys("0jjj").reply(DocumentReply::Loading(48_000_000));
    assert!(play.sees("reading, 48 MB so far") && play.sees(".a.c"), "{}", play.screen(80, 24));
    play.reply(DocumentReply::Loaded(Ok(Box::new(body(text)))));
    assert!(play.sees(".a.c") && play.sees("4/9") && !play.sees("so far"), "{}", play.screen(80, 24));
}

#[test]
fn partial_document_is_not_taken_for_complete() {
    for keys in ["s", "yy", "x", "v", "|"] {
        let mut play = begun("[1,2,3]", 4);
        play.effects();
        play.keys(keys);
        assert!(
            play.notice_text().contains("still being read") && play.effects().is_empty(),
            "{keys}: {}",
            play.notice_text()
        );
    }
}

#[test]
fn search_finds_matches_in_later_parts() {
    let text = r#"["a","b","tulip"]"#;
    let mut play = begun(text, 8);
    play.keys("/tulip<enter>").reply(DocumentReply::Loaded(Ok(Box::new(body(text)))));
    assert!(play.sees(".[2]"), "{}", play.screen(80, 24));
}

#[test]
fn document_of_another_kind_starts_anew() {
    let text = "{\"first\":{\"a\":1}}\n{\"second\":2}";
    let mut play = begun(text, 16);
    play.keys("0jj").reply(DocumentReply::Loaded(Ok(Box::new(body(text)))));
    assert!(play.sees("second") && play.sees(" root "), "{}", play.screen(80, 24));
    let mut broken = begun("[1,2,3]", 4);
    broken.reply(DocumentReply::Loaded(Err("It cannot be read to its end: gone.".into())));
    assert!(broken.sees("cannot be read to its end") && broken.keys("yb").notice_text().is_empty());
}

#[test]
fn a_text_is_read_by_its_lines_with_secrets_covered() {
    let text = "HTTP/1.1 502\nAuthorization: User hush-hush\n\u{1b}[31mlast line";
    let mut play = of(body(text));
    let screen = play.screen(80, 24);
    let is_explained = screen.contains("This is not JSON and is shown as text. Line 1, column 1");
    assert!(is_explained && screen.contains("1  HTTP/1.1 502") && screen.contains("␛[31mlast"), "{screen}");
    assert!(!screen.contains("hush") && screen.contains("••••••••"), "{screen}");
    assert!(play.keys("/last<enter>").sees("line 3"), "{}", play.screen(80, 24));
    match play.keys("<esc>yb").effect() {
        Effect::Screen(ScreenEffect::Copy(text, _)) => {
            assert_eq!(text.expose(), "HTTP/1.1 502\nAuthorization: User ********\n\u{1b}[31mlast line\n");
        }
        other => panic!("{other:?}"),
    }
    match play.keys("S<enter>").effect() {
        Effect::Session(SessionEffect::Save(_, saved, _)) => assert_eq!(saved.expose(), format!("{text}\n")),
        other => panic!("{other:?}"),
    }
    assert!(play.keys("|").notice_text().contains("for JSON"), "{}", play.notice_text());
    let mut talk = Conversation::with(of(body(text)));
    talk.say("read");
    assert!(
        talk.all().contains("1: HTTP/1.1 502")
            && talk.all().contains("This is not JSON")
            && !talk.all().contains("hush")
    );
}
