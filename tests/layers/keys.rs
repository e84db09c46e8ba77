//! Key names in sentences: keys can be chosen, so a sentence names an action and the front end its key.

use super::{hold, source::Source};

/// Folders whose sentences name no key.
const FOLDERS: [&str; 8] = ["domain", "wizard", "platform", "oauth", "storage", "sandbox", "runtime", "frontend/tui"];

/// Folder that defines the names of keys.
const NAMES: &str = "wizard/key";

/// Folders whose sentences do not speak of keys at all: the wizard adds them.
const SILENT: [&str; 6] = ["domain", "platform", "oauth", "storage", "sandbox", "runtime"];

/// Returns the key names in the text literals of a file.
fn key_names(source: &Source) -> Vec<String> {
    if !FOLDERS.iter().any(|folder| source.is_below(folder))
        || source.is_below(NAMES)
        || source.path.ends_with("/tests.rs")
    {
        return Vec::new();
    }
    let is_silent = SILENT.iter().any(|folder| source.is_below(folder));
    let shipped = source.without_tests();
    let lines = shipped.text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    let words = lines.flat_map(|(at, line)| {
        let literals = line.split('"').skip(1).step_by(2);
        literals.flat_map(str::split_whitespace).map(move |word| (at + 1, word))
    });
    let found = words.filter(|(_, word)| is_key(word) || (is_silent && word.eq_ignore_ascii_case("press")));
    found.map(|(line, word)| format!("{}:{line}: {word}", source.path)).collect()
}

fn is_key(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '↵');
    let is_combined = ["ctrl-", "alt-", "shift-"].iter().any(|prefix| bare.starts_with(prefix));
    is_combined || matches!(bare, "esc" | "↵" | "del" | "pgup" | "pgdn" | "F1" | "F2")
}

#[test]
fn sentences_name_no_keys() {
    hold("Name the action in place of the key: sentence![\"Press \", Action::Accept, \" to retry\"]:", key_names);
}

#[test]
fn key_in_a_sentence_is_found() {
    let found = |path, text| key_names(&Source::new(path, text)).join("\n");
    assert_eq!(found("src/wizard/a.rs", "\nlet a = \"Waits (ctrl-r asks again).\";"), "src/wizard/a.rs:2: (ctrl-r");
    assert_eq!(found("src/oauth/a.rs", "let a = \"Press it.\";"), "src/oauth/a.rs:1: Press");
    assert_eq!(found("src/wizard/a.rs", "let a = \"Press \"; // esc\nlet esc = 1;"), "");
    assert_eq!(found("src/wizard/key/label.rs", "let a = \"esc\";"), "");
}
