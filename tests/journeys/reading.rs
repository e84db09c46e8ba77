//! Whatever is pressed while reading, secrets stay covered and the cursor stays in sight.

use crate::kit::{Play, scene};
use elemint::{
    domain::{json::Document, mask::Mask},
    wizard::{Effect, Event, steps::read::Read, viewer::Viewer},
};
use proptest::prelude::*;
use serde_json::Value;

/// Everything that shows, folds, finds, marks or takes away, but for what asks for a secret.
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
        Effect::Copy(text, _) | Effect::Page(text) | Effect::Edit(text, _) => Some(text.expose().to_owned()),
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
    fn the_cursor_stays_in_sight_whatever_the_room(
        value in any_json(),
        keys in any_keys(),
        room in 1_u16..30,
        size in (40_u16..130, 12_u16..40),
    ) {
        let document = Document::read(value.to_string()).expect("is JSON");
        let mut play = Play::at_step(Read::new("any", Viewer::new(document, Mask::default(), "any.json")));
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
