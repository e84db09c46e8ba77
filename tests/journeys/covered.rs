//! Masked values and keys leave the viewer only if the user asks for that.

use crate::kit::{Conversation, Play, scene};
use elemint::{
    document::{json::Document, mask::Mask},
    text::Secret,
    wizard::{Effect, ScreenEffect, SessionEffect, VisitEffect, steps::document::DocumentStep, viewer::Viewer},
};
use proptest::{prelude::*, sample::select};
use serde_json::{Map, Value};

const CANARY: &str = "kanarienvogel-4711";
/// Cut off, it still begins with this.
const CHIRP: &str = "kanarien";

fn reading(text: &str) -> Play {
    let document = Document::read(text.to_owned()).expect("is JSON");
    let viewer = Viewer::new(document, Mask::new([Secret::new(CANARY)]), "list.json");
    Play::reading(DocumentStep::new("list.json", viewer))
}

/// `0jjj` leads to `.sessions[CANARY].since`.
fn sessions() -> Play {
    reading(&format!(r#"{{"sessions":{{"{CANARY}":{{"since":"dawn"}}}}}}"#))
}

/// All that went to the clipboard, to other programs and to a filter since the last look.
fn left(play: &mut Play) -> String {
    let text = |effect| match effect {
        Effect::Screen(ScreenEffect::Copy(text, _) | ScreenEffect::Page(text) | ScreenEffect::Edit(text, _))
        | Effect::Session(SessionEffect::Save(_, text, _)) => text.expose().to_owned(),
        Effect::Visit(VisitEffect::Filter(input, words)) => input.sent(&words).expose().to_owned(),
        other => format!("{other:?}"),
    };
    play.effects().into_iter().map(text).collect()
}

#[test]
fn a_secret_key_is_masked_in_all_that_is_taken_away() {
    for keys in ["yy", "yb", "v", "xv", "xe", "0jyy", "0jyv", "|..", "s<enter>"] {
        let text = left(sessions().keys(keys));
        assert!(text.contains("********") && text.contains("since") && !text.contains(CHIRP), "{keys}: {text}");
    }
    for keys in ["yY", "yB", "xV", "xE", "0jyV", "S<enter>", "0jj<c-r>yk", "Ryyy"] {
        let text = left(sessions().keys(keys));
        assert!(text.contains(CANARY), "{keys}: {text}");
    }
}

#[test]
fn a_secret_key_is_masked_in_the_paths_that_lead_through_it() {
    let mut play = sessions();
    assert!(play.keys("0jjj").sees(r#".sessions["********"].since"#), "{}", play.screen(80, 24));
    assert_eq!((left(play.keys("yp")), left(play.keys("yq"))), (String::new(), String::new()));
    assert!(play.notice_text().contains("This name holds a secret"), "{}", play.notice_text());
    let mut talk = Conversation::with(sessions());
    talk.say("read");
    assert!(
        talk.all().contains(r#"sessions["********"].since is dawn"#) && !talk.all().contains(CHIRP),
        "{}",
        talk.all()
    );
}

#[test]
fn a_secret_key_is_neither_found_nor_offered_nor_searched_for() {
    let searched = sessions().keys("/kanar").screen(80, 24);
    assert!(searched.contains("0 found"), "{searched}");
    let offered = sessions().keys("|sessions.").screen(80, 24);
    assert!(!offered.contains(CHIRP), "{offered}");
    let word = sessions().keys("0jj*").screen(80, 24);
    assert!(!word.contains(CHIRP), "{word}");
}

#[test]
fn row_revealed_in_filter_result_stays_masked_in_document() {
    let mut play = reading(r#"{"a":1,"token":"hush-hush-0001"}"#);
    play.keys("|{b: 1, token}");
    let Effect::Visit(VisitEffect::Filter(_, words)) = play.effects().pop().expect("a filter") else {
        panic!("no filter")
    };
    let made = Document::read(r#"{"b":1,"token":"other"}"#.to_owned()).expect("is JSON");
    play.reply(elemint::wizard::DocumentReply::Filtered(words, Ok(made))).keys("<enter>jj<c-r>");
    assert!(play.sees("other"), "{}", play.screen(80, 24));
    assert!(!play.keys("<esc>").sees("hush-hush"), "{}", play.screen(80, 24));
}

#[test]
fn platform_stars_differ_from_elemint_masks() {
    let mut play = reading(r#"{"password":"********","token":"hush-hush-0001"}"#);
    play.keys("j<c-r>");
    assert!(play.notice_text().contains("the platform's own"), "{}", play.notice_text());
    assert!(play.keys("j<c-r>").sees("hush-hush-0001"), "{}", play.screen(80, 24));
}

fn planted() -> impl Strategy<Value = String> {
    let words =
        ["id", "token", "configuration", "a b", "é\"\\", CANARY, "a-kanarienvogel-4711-b", "x=kanarienvogel%2D4711"];
    select(words.map(str::to_owned).to_vec())
}

fn document() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![planted().prop_map(Value::from), Just(Value::from(4711)), Just(Value::Null)];
    leaf.prop_recursive(4, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec((planted(), inner), 0..3).prop_map(|m| Value::Object(Map::from_iter(m))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_text_that_leaves_unasked_holds_a_secret(value in document(), escaped: bool, row in 0..12_usize) {
        // However it is spelled, it is the same secret.
        let spell = |text: String| if escaped { text.replace("kan", "\\u006ban") } else { text };
        let plain = |text: String| text.replace("\\u006ban", "kan");
        let mut play = reading(&spell(value.to_string()));
        play.keys("0").keys(&"j".repeat(row));
        for keys in ["yy", "yv", "yk", "yp", "yq", "yb", "v", "xe", "*", "<esc>", "/kanar", "<esc>", "|.", "<esc>", "r", "w"] {
            let text = plain(left(play.keys(keys)));
            prop_assert!(!text.contains(CHIRP), "{} lets out {}", keys, text);
            let screen = plain(play.screen(160, 40));
            prop_assert!(!screen.contains(CHIRP), "{} shows {}", keys, screen);
        }
        let mut talk = Conversation::with(play);
        talk.say("read");
        prop_assert!(!plain(talk.all().to_owned()).contains(CHIRP), "{}", talk.all());
    }
}

/// A review in which the password is part of the store URL.
fn review() -> Play {
    let mut play = Play::new(scene::known());
    play.keys("magentosoap<enter>ada<enter>").keys(CANARY).keys("<enter>https://shop.example/").keys(CANARY);
    play.keys("<enter>Test<c-s>").effects();
    assert_eq!(play.at(), "review");
    play
}

#[test]
fn secret_inside_a_plain_value_is_masked_in_each_format_of_the_request() {
    for keys in ["", "<tab>"] {
        let mut play = review();
        play.keys(keys);
        assert!(play.sees("shop.example") && !play.sees(CHIRP), "{keys}: {}", play.screen(80, 24));
    }
    for keys in ["yc", "xc<enter>", "<tab>y"] {
        let text = left(review().keys(keys));
        assert!(text.contains("shop.example") && !text.contains(CHIRP), "{keys}: {text}");
    }
    for word in [":status", ":switch"] {
        let mut talk = Conversation::with(review());
        talk.say(word);
        assert!(talk.all().contains("shop.example") && !talk.all().contains(CHIRP), "{word}: {}", talk.all());
    }
}
