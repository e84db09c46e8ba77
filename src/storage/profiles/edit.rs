//! Edits of `profiles.toml` that leave everything else in it as the person wrote it: comments, order, blanks, quotes,
//! line ends.

use crate::domain::{BaseUrl, Profile, ProfileName};
use toml_edit::{Decor, DocumentMut, Item, Key, RawString, Table, TableLike, Value};
use zeroize::Zeroizing;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Returns the file's text with this profile in it, in place of one of the same name.
///
/// # Errors
/// A few words, without any value of the file, that say why the profile has no place there.
pub(super) fn with_profile(text: &str, profile: &Profile) -> Result<Zeroizing<String>, String> {
    let mut document = parse(text)?;
    let account = &profile.account;
    let entries =
        [("base", account.base.as_str()), ("user", account.user.expose()), ("org", account.organization.expose())];
    match spelling(document.as_table(), &profile.name) {
        Some(key) => {
            let table = document.get_mut(&key).and_then(Item::as_table_like_mut);
            let table = table.ok_or("something else stands under its name")?;
            for (key, value) in entries {
                set(table, key, value);
            }
        }
        None => append(&mut document, profile.name.as_str(), entries),
    }
    Ok(written(text, &document))
}

/// Returns the file's text without this profile. Comments above and below its table stay.
///
/// # Errors
/// As for [`with_profile`].
pub(super) fn without_profile(text: &str, name: &ProfileName) -> Result<Zeroizing<String>, String> {
    let mut document = parse(text)?;
    let key = spelling(document.as_table(), name);
    let removed = key.and_then(|key| document.as_table_mut().remove_entry(&key));
    if let Some((key, item)) = removed {
        let (above, position) = match &item {
            Item::Table(table) if !table.is_dotted() => (table.decor(), table.position()),
            _ => (key.leaf_decor(), None),
        };
        let comment = prefix(above).to_owned();
        if comment.contains('#') {
            keep_comment(&mut document, &comment, position.unwrap_or(-1));
        }
    }
    Ok(written(text, &document))
}

/// Returns the file's text with a profile under another name, and with this account; `None` if it has no profile of the
/// old name. Comments and place of its table stay.
///
/// # Errors
/// As for [`with_profile`].
pub(super) fn with_name(text: &str, old: &ProfileName, renamed: &Profile) -> Result<Option<Zeroizing<String>>, String> {
    let mut document = parse(text)?;
    let key = spelling(document.as_table(), old);
    let Some((key, item)) = key.and_then(|key| document.as_table_mut().remove_entry(&key)) else { return Ok(None) };
    let key = Key::new(renamed.name.as_str()).with_leaf_decor(key.leaf_decor().clone());
    document.as_table_mut().insert_formatted(&key, item);
    with_profile(&written(text, &document), renamed).map(Some)
}

/// Returns the file's text with these limits of a profile; `None` if it has no such profile. A limit that is off and not
/// in the file stays out of it.
///
/// # Errors
/// As for [`with_profile`].
pub(super) fn with_limits(
    text: &str,
    name: &ProfileName,
    limits: [(&str, bool); 2],
) -> Result<Option<Zeroizing<String>>, String> {
    let mut document = parse(text)?;
    let Some(key) = spelling(document.as_table(), name) else { return Ok(None) };
    let Some(table) = document.get_mut(&key).and_then(Item::as_table_like_mut) else { return Ok(None) };
    for (key, is_on) in limits {
        match table.get_mut(key).and_then(Item::as_value_mut) {
            Some(old) => {
                let decor = old.decor().clone();
                *old = Value::from(is_on);
                *old.decor_mut() = decor;
            }
            None if is_on => drop(table.insert(key, toml_edit::value(true))),
            None => {}
        }
    }
    Ok(Some(written(text, &document)))
}

fn parse(text: &str) -> Result<DocumentMut, String> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    // The library's message quotes the line, which may hold a secret.
    text.parse().ok().ok_or_else(|| "the file does not read as TOML".to_owned())
}

/// Returns the document as text, with the line ends of the text it was read from.
fn written(before: &str, document: &DocumentMut) -> Zeroizing<String> {
    let mut text = Zeroizing::new(document.to_string());
    let breaks = before.matches('\n').count();
    if breaks > 0 && breaks == before.matches("\r\n").count() {
        *text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    if before.starts_with(BYTE_ORDER_MARK) {
        text.insert(0, BYTE_ORDER_MARK);
    }
    text
}

/// Returns the key of a profile's table as the file spells it.
fn spelling(table: &Table, name: &ProfileName) -> Option<String> {
    table.iter().map(|(key, _)| key).find(|key| ProfileName::new(key) == *name).map(str::to_owned)
}

/// Sets a value, with the comment behind it and the quotes of one that stays the same.
fn set(table: &mut dyn TableLike, key: &str, text: &str) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) if old.as_str().is_some_and(|old| is_same(key, old, text)) => {}
        Some(old) => {
            let decor = old.decor().clone();
            *old = Value::from(text);
            *old.decor_mut() = decor;
        }
        None => drop(table.insert(key, toml_edit::value(text))),
    }
}

/// An address may be written in several ways.
fn is_same(key: &str, old: &str, new: &str) -> bool {
    old == new || (key == "base" && BaseUrl::read(old).is_ok_and(|base| base.as_str() == new))
}

/// Adds a table at the end. Comments after the last table stay above the new one.
fn append(document: &mut DocumentMut, name: &str, entries: [(&str, &str); 3]) {
    let mut table = Table::new();
    for (key, value) in entries {
        set(&mut table, key, value);
    }
    let mut above = document.trailing().as_str().unwrap_or_default().to_owned();
    if !above.is_empty() && !above.ends_with('\n') {
        above.push('\n');
    }
    if !document.as_table().is_empty() || above.contains('#') {
        above.push('\n');
    }
    table.decor_mut().set_prefix(above);
    table.set_position(Some(last_position(document.as_table()) + 1));
    document.set_trailing("");
    document.as_table_mut().insert(name, Item::Table(table));
}

/// Puts the comment of a removed table above the table after it, or at the end.
fn keep_comment(document: &mut DocumentMut, comment: &str, position: isize) {
    let next = document.as_table_mut().iter_mut().filter_map(|(_, item)| item.as_table_mut());
    let next = next.filter(|table| table.position().is_some_and(|at| at > position));
    match next.min_by_key(|table| table.position()) {
        Some(table) => {
            let joined = format!("{comment}{}", prefix(table.decor()));
            table.decor_mut().set_prefix(joined);
        }
        None => {
            let joined = format!("{comment}{}", document.trailing().as_str().unwrap_or_default());
            document.set_trailing(joined);
        }
    }
}

fn last_position(table: &Table) -> isize {
    let nested = |item: &Item| match item {
        Item::Table(table) => last_position(table),
        Item::ArrayOfTables(tables) => tables.iter().map(last_position).max().unwrap_or(0),
        Item::None | Item::Value(_) => 0,
    };
    let own = table.position().unwrap_or(0);
    table.iter().map(|(_, item)| nested(item)).max().unwrap_or(0).max(own)
}

fn prefix(decor: &Decor) -> &str {
    decor.prefix().and_then(RawString::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::Account, text::Secret};
    use rstest::rstest;

    fn profile(name: &str) -> Profile {
        let base = BaseUrl::read("api.cloud-elements.com").expect("a base");
        let account = Account::new(base, Secret::new("env:U"), Secret::new("env:O"));
        Profile { name: ProfileName::new(name), account }
    }

    fn saved(text: &str, name: &str) -> String {
        with_profile(text, &profile(name)).expect("an edit").to_string()
    }

    fn removed(text: &str, name: &str) -> String {
        without_profile(text, &ProfileName::new(name)).expect("an edit").to_string()
    }

    const NEW: &str =
        "[new]\nbase = \"https://api.cloud-elements.com/elements/api-v2\"\nuser = \"env:U\"\norg = \"env:O\"\n";

    #[rstest]
    #[case::empty("")]
    #[case::comments_around(
        "# hand-written\n[old]\nbase = \"x\"   # staging\nuser = \"u\"\norg = \"o\"\n# spare = 1\n"
    )]
    #[case::only_a_comment("# nothing yet\n")]
    #[case::other_quotes("[old]\n  base='x'\n  user='u' # 'mine'\n")]
    #[case::inline_table("old = { base = \"x\", user = \"u\", org = \"o\" } # one line\n")]
    #[case::dotted_keys("old.base = 'x' # dotted\nold.user = 'u'\n")]
    #[case::tables_out_of_order("[b]\nx = 1\n\n[a.sub]\ny = 2\n\n# about b.sub\n[b.sub]\nz = 3\n")]
    #[case::array_of_tables("[[list]]\nx = 1 # first\n[[list]]\nx = 2\n")]
    #[case::text_of_lines("[old]\nnote = \"\"\"\nline # no comment\n\"\"\" # a comment\n")]
    #[case::unicode_names("[\"Büro Süd\"]\n# Пояснение\nbase = \"x\"\n")]
    fn new_profile_is_appended_and_the_rest_kept(#[case] text: &str) {
        let gap = if text.is_empty() { "" } else { "\n" };
        assert_eq!(saved(text, "new"), format!("{text}{gap}{NEW}"));
    }

    #[test]
    fn comment_without_a_line_end_stays_a_separate_line() {
        assert_eq!(saved("[a]\nx = 1\n# end", "new"), format!("[a]\nx = 1\n# end\n\n{NEW}"));
    }

    #[test]
    fn windows_line_ends_and_byte_order_mark_are_kept() {
        let text = "\u{feff}# mine\r\n[a]\r\nx = 1 # one\r\n";
        let expected = format!("{text}\r\n{}", NEW.replace('\n', "\r\n"));
        assert_eq!(saved(text, "new"), expected);
    }

    #[rstest]
    #[case::comment_behind("[new]\nbase = 'x' # b\nuser = 'old' # u\norg = 'old'\n", "# b\n")]
    #[case::comment_between("[new]\nbase = 'x'\n# the user\nuser = 'old'\norg = 'old'\n", "\n# the user\nuser")]
    #[case::other_entry("[new]\nbase = 'x'\nuser = 'old'\norg = 'old'\nnote = 'mine'\n", "\nnote = 'mine'\n")]
    #[case::inline("new = { base = 'x', user = 'old', org = 'old' } # in one\n", " } # in one\n")]
    #[case::indented("  [new]\n    base = 'x'\n    user = 'old'\n    org = 'old'\n", "\n    user = \"env:U\"\n")]
    #[case::same_address("[new]\nbase = 'api.cloud-elements.com'\nuser = 'old'\norg = 'old'\n", "base = 'api.cloud-")]
    #[case::other_spelling("[' new ']\nbase = 'x'\nuser = 'old'\norg = 'old'\n", "[' new ']\n")]
    fn changed_profile_keeps_its_place(#[case] text: &str, #[case] stays: &str) {
        let after = saved(text, "new");
        assert!(after.contains(stays) && after.contains("env:U") && !after.contains("'old'"), "{after}");
    }

    #[test]
    fn unchanged_profile_changes_no_byte() {
        let text = "# mine\n[new]\nbase = 'api.cloud-elements.com' # x\nuser = 'env:U'\norg   =   'env:O'\n# end\n";
        assert_eq!(saved(text, "new"), text);
    }

    #[rstest]
    #[case::first("# top\n[a]\nx = 1\n\n# of b\n[b]\ny = 2\n", "a", "# top\n\n# of b\n[b]\ny = 2\n")]
    #[case::middle("[a]\nx = 1\n\n[b]\ny = 2\n\n[c]\nz = 3\n", "b", "[a]\nx = 1\n\n[c]\nz = 3\n")]
    #[case::last("[a]\nx = 1\n# of b\n[b]\ny = 2\n# end\n", "b", "[a]\nx = 1\n# of b\n# end\n")]
    #[case::only("# top\n[a]\nx = 1\n", "a", "# top\n")]
    #[case::inline("a = { x = 1 }\nb = { y = 2 }\n", "a", "b = { y = 2 }\n")]
    #[case::with_tables_below("[a]\nx = 1\n[a.more]\ny = 2\n[b]\nz = 3\n", "a", "[b]\nz = 3\n")]
    #[case::unknown("# top\n[a]\nx = 1\n", "none", "# top\n[a]\nx = 1\n")]
    fn removed_profile_leaves_surrounding_comments(#[case] text: &str, #[case] name: &str, #[case] left: &str) {
        assert_eq!(removed(text, name), left);
    }

    #[test]
    fn added_and_removed_profile_leaves_the_file_unchanged() {
        let text = "# hand-written\n[old]\nbase = \"x\"   # staging\n# spare = 1\n";
        assert_eq!(removed(&saved(text, "new"), "new").trim_end(), text.trim_end());
    }

    #[test]
    fn value_that_is_no_table_is_left_alone() {
        assert!(with_profile("new = 1\n", &profile("new")).is_err());
    }
}
