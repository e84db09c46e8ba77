//! Key files as people write them.

use super::{
    super::command::{ELEMENT, FORM, INSTANCE, READING, REVIEW, SEARCH},
    *,
};

fn read(text: &str) -> Keys {
    let (keys, faults) = Keys::read(text);
    assert_eq!(faults, [], "{text}");
    keys
}

fn faults_text(text: &str) -> String {
    let (_, faults) = Keys::read(text);
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

fn plain(code: KeyCode) -> Key {
    Key::plain(code)
}

#[test]
fn chosen_key_replaces_the_default() {
    let keys = read("[form]\nsubmit = 'ctrl-g'");
    assert_eq!(keys.action(&[&FORM], Key::ctrl('g')), Some(Action::Submit));
    assert_eq!(keys.action(&[&FORM], Key::ctrl('s')), None);
    let bound = keys.bound(&FORM).into_iter().find(|bound| bound.command.action == Action::Submit);
    assert_eq!(bound.map(|bound| (bound.keys, bound.command.footer)), Some((vec![Key::ctrl('g')], "go on")));
}

#[test]
fn an_action_may_have_several_keys_or_none() {
    let keys = read("[elements]\nup = ['up', 'ctrl-k']\nrefresh = []");
    for (key, action) in [
        (plain(KeyCode::Up), Some(Action::Up)),
        (Key::ctrl('k'), Some(Action::Up)),
        (Key::ctrl('p'), None),
        (Key::ctrl('r'), None),
    ] {
        assert_eq!(keys.action(&[&ELEMENT], key), action, "{}", key.label());
    }
}

#[test]
fn other_contexts_keep_their_keys() {
    let keys = read("[form]\nback = 'ctrl-b'");
    assert_eq!(keys.action(&[&REVIEW], plain(KeyCode::Esc)), Some(Action::Back));
}

#[test]
fn prompt_of_a_document_keeps_its_keys() {
    let keys = read("[reading]\nsearch = 'ctrl-g'\nback = 'ctrl-b'\npage-up = 'pgup'");
    let slash = plain(KeyCode::Char('/'));
    assert_eq!(keys.action(&[&SEARCH], slash), None);
    assert_eq!(keys.action(&[&SEARCH], plain(KeyCode::Esc)), Some(Action::Back));
    assert_eq!(keys.action(&[&READING, &INSTANCE], Key::ctrl('g')), Some(Action::Search));
    assert_eq!(keys.action(&[&READING, &INSTANCE], slash), None);
}

#[test]
fn entry_of_both_ways_to_save_is_read_as_before() {
    let keys = read("[reading]\nsave = ['s', 'S']");
    assert_eq!(keys.action(&[&READING], plain(KeyCode::Char('s'))), Some(Action::Save));
    assert_eq!(keys.action(&[&READING], plain(KeyCode::Char('S'))), Some(Action::SaveSecrets));
}

#[test]
fn what_is_in_force_at_once_may_not_clash() {
    assert_eq!(faults_text("[reading]\nsearch = 'a'"), "line 2: a is the key to make another instance already");
    assert!(faults_text("[instance]\nanother = 'n'").starts_with("line 2: n is the key to next place found already"));
    read("[reading]\nsearch = 'a'\n[instance]\nanother = 'A'\n[details]\nreauthorize = 'A'");
}

#[test]
fn keys_may_change_places() {
    let keys = read("[form]\nsubmit = 'ctrl-r'\nreveal = 'ctrl-s'");
    assert_eq!(keys.action(&[&FORM], Key::ctrl('r')), Some(Action::Submit));
    assert_eq!(keys.action(&[&FORM], Key::ctrl('s')), Some(Action::Reveal));
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
    assert_eq!(keys.action(&[&FORM], Key::ctrl('g')), Some(Action::Reveal));
}
