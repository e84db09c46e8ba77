//! Key files as people write them.

use super::{
    super::{
        keymap::{CHOOSE, FORM, RESPONSE, REVIEW, SIGN_IN, lookup},
        viewer::keys::{READ, SEARCH},
    },
    *,
};

const TYPING: bool = true;

fn read(text: &str) -> Keys {
    let (keys, faults) = Keys::read(text);
    assert_eq!(faults, [], "{text}");
    keys
}

fn faults_text(text: &str) -> String {
    let (_, faults) = Keys::read(text);
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

#[test]
fn a_chosen_key_takes_the_place_of_ours() {
    let keys = read("[form]\nsubmit = 'ctrl-g'");
    let heard = |key| keys.meant(&[FORM], key, TYPING).and_then(|key| lookup(FORM, key));
    assert_eq!(heard(Key::ctrl('g')), Some(Action::Submit));
    assert_eq!(keys.meant(&[FORM], Key::ctrl('s'), TYPING), None);
    let shown: Vec<_> = keys.bindings(FORM).iter().filter(|b| b.action == Action::Submit).map(|b| b.key).collect();
    assert_eq!(shown, [Key::ctrl('g')]);
    assert_eq!(keys.bindings(FORM).iter().find(|b| b.action == Action::Submit).map(|b| b.footer), Some("go on"));
}

#[test]
fn an_action_may_have_several_keys_or_none() {
    let keys = read("[elements]\nup = ['up', 'ctrl-k']\nrefresh = []");
    for key in [Key::plain(KeyCode::Up), Key::ctrl('k')] {
        assert_eq!(keys.meant(&[CHOOSE], key, TYPING), Some(Key::plain(KeyCode::Up)));
    }
    assert_eq!(keys.meant(&[CHOOSE], Key::ctrl('p'), TYPING), None);
    assert_eq!(keys.meant(&[CHOOSE], Key::ctrl('r'), TYPING), None);
    assert!(!keys.bindings(CHOOSE).iter().any(|b| b.action == Action::Refresh));
}

#[test]
fn a_part_of_a_table_has_its_keys() {
    let keys = read("[form]\nsubmit = 'ctrl-g'");
    assert_eq!(keys.meant(&[SIGN_IN], Key::ctrl('g'), TYPING), Some(Key::ctrl('s')));
}

#[test]
fn other_places_keep_their_keys() {
    let keys = read("[form]\nback = 'ctrl-b'");
    assert_eq!(keys.meant(&[REVIEW], Key::plain(KeyCode::Esc), !TYPING), Some(Key::plain(KeyCode::Esc)));
    assert!(matches!(keys.bindings(REVIEW), Cow::Borrowed(_)));
}

#[test]
fn a_text_asked_for_in_passing_has_all_keys() {
    let keys = read("[reading]\nsearch = 'ctrl-g'\nback = 'ctrl-b'\npage-up = 'pgup'");
    for key in [Key::plain(KeyCode::Char('/')), Key::plain(KeyCode::Esc), Key::ctrl('g')] {
        assert_eq!(keys.meant(&[SEARCH, &[]], key, TYPING), Some(key));
    }
    let tables = [READ, RESPONSE];
    assert_eq!(keys.meant(&tables, Key::ctrl('g'), !TYPING), Some(Key::plain(KeyCode::Char('/'))));
    assert_eq!(keys.meant(&tables, Key::plain(KeyCode::Char('/')), !TYPING), None);
}

#[test]
fn what_is_in_force_at_once_may_not_clash() {
    assert_eq!(faults_text("[reading]\nsearch = 'a'"), "line 2: a is the key to make another instance already");
    assert!(faults_text("[instance]\nanother = 'n'").starts_with("line 2: n is the key to next place found already"));
    read("[reading]\nsearch = 'a'\n[instance]\nanother = 'A'");
}

#[test]
fn keys_may_change_places() {
    let keys = read("[form]\nsubmit = 'ctrl-r'\nreveal = 'ctrl-s'");
    assert_eq!(keys.meant(&[FORM], Key::ctrl('r'), TYPING), Some(Key::ctrl('s')));
    assert_eq!(keys.meant(&[FORM], Key::ctrl('s'), TYPING), Some(Key::ctrl('r')));
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_the_rest_counts() {
    for (text, expected) in [
        ("[form]\n\nsubmit = 'ctrl-r'", "line 3: ctrl-r is the key to show or hide the secret in this field already"),
        (
            "[form]\nreveal = 'ctrl-g'\nsubmit = 'ctrl-g'",
            "line 3: ctrl-g is the key to show or hide the secret in this field already",
        ),
        ("[form]\nsubmit = 'g'", "line 2: g is typed into a text in form; take one with ctrl or alt"),
        ("[form]\nsubmit = 'ctrl-c'", "line 2: ctrl-c means the same everywhere and cannot be chosen"),
        ("[form]\nsubmit = 'strg-g'", "line 2: strg-g is no key"),
        ("[form]\nfold = 'ctrl-g'", "line 2: nothing called fold can be done in form"),
        ("[form]\nback = []", "line 2: without a key for back there is no way on or back"),
        ("[everywhere]\ncommands = 'ctrl-s'", "line 2: ctrl-s is the key to go on from any field already"),
    ] {
        assert_eq!(faults_text(text), expected);
    }
    assert!(
        faults_text("[frm]\nback = 'x'")
            .starts_with("line 2: there is no place frm; there are everywhere, platform, elements")
    );
    assert!(faults_text("[form]\nback = 7").starts_with("line 2: "));
    let (keys, faults) = Keys::read("[form]\nsubmit = 'strg-g'\nreveal = 'ctrl-g'");
    assert_eq!(faults.len(), 1);
    assert_eq!(keys.meant(&[FORM], Key::ctrl('g'), TYPING), Some(Key::ctrl('r')));
}
