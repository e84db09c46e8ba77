//! Elements without a documented form, which are set up with the platform's support.

use crate::kit::{Play, scene};

fn form() -> Play {
    let mut play = Play::new(scene::known());
    play.keys("syncplicity<enter>");
    play
}

#[test]
fn form_without_fields_accepts_own_entries() {
    let play = form();
    assert_eq!((play.at(), play.values()), ("credentials", vec![("Add an entry".to_owned(), String::new())]));
    assert!(play.sees("No form is documented") && !play.sees("Go on"), "{}", play.screen(80, 24));
}

#[test]
fn continuing_names_support() {
    for key in ["<c-s>", "<enter>"] {
        let mut play = form();
        play.keys(key);
        assert_eq!(play.notice_text().trim(), "The platform's support sets up Syncplicity with you.", "{key}");
        assert_eq!(play.at(), "credentials");
    }
}

#[test]
fn the_way_back_leads_to_the_list() {
    let mut play = form();
    play.keys("x<esc>");
    assert_eq!(play.at(), "element");
}
