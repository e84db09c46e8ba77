//! Unusual names of a platform's elements.

use crate::kit::{Play, scene};
use elemint::{
    catalog::Described,
    wizard::{ElementList, Event, ListOrigin},
};
use serde_json::json;
use std::sync::Arc;

/// A name that would wipe the screen, fill the clipboard and turn the text around, if it could.
const NAME: &str = "Shop\u{1b}[2J\u{1b}]52;c;aGk=\u{7}\u{202e}pohs\u{200b}\u{9b}31m\r\n\t\u{0}";

fn listing(count: usize) -> Play {
    let item = |number: usize| {
        let field =
            json!({ "key": "user\u{1b}[2Jname", "name": NAME, "type": NAME, "required": true, "description": NAME });
        json!({ "id": number, "key": format!("k{number}"), "name": NAME, "hub": NAME, "active": true,
                "description": NAME, "authentication": { "type": "custom" }, "configuration": [field] })
    };
    let catalog = Arc::new(scene::catalog().joined((0..count).map(item).map(|json| Described::new(&json)).collect()));
    let mut play = Play::new(scene::known());
    let own = catalog.count_not_in(&scene::catalog());
    play.event(Event::Catalog(scene::account(), Ok(ElementList { own, catalog, origin: ListOrigin::Platform })));
    play
}

#[test]
fn ten_thousand_elements_of_one_name_are_a_list_like_any_other() {
    let mut play = listing(10_000);
    assert!(play.screen(80, 24).contains("10000"), "{}", play.screen(80, 24));
    play.keys("<end>");
    play.keys("k9999");
    assert!(play.sees("k9999"), "{}", play.screen(80, 24));
    play.keys("<bs><bs><bs><bs><bs>shop<pgdn><pgdn><up>");
    assert_eq!(play.at(), "element");
}

#[test]
fn no_name_steers_the_terminal_on_any_screen() {
    let mut play = listing(3);
    play.keys("k1");
    for (key, columns, rows) in [("", 80, 24), ("<enter>", 80, 24), ("", 120, 40), ("<f1>", 80, 24)] {
        play.keys(key);
        let screen = play.screen(columns, rows);
        let odd = |c: char| c != '\n' && (c.is_control() || matches!(c, '\u{202e}' | '\u{200b}'));
        assert!(!screen.contains(odd), "{screen:?}");
    }
}
