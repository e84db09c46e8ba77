//! Text of a server, made safe to display.

use crate::{document::mask::Mask, text::Secret};
use zeroize::Zeroizing;

/// The most that is kept of a message.
const LIMIT: usize = 2048;

/// Length in characters below which a secret is not searched for: it is part of too many words.
const SHORTEST: usize = 4;

/// A message as data: nothing in it moves the cursor, turns the writing direction or repeats a secret.
pub(super) fn shown(text: &str, secrets: &[Secret]) -> String {
    // Hidden first and shortened last: the half of a secret is one too.
    let mask = Mask::new(secrets.iter().map(|secret| Secret::new(clean(secret.expose()))));
    let mut text = mask.redact(&clean(text)).into_owned();
    if text.len() > LIMIT {
        let end = (0..=LIMIT).rev().find(|at| text.is_char_boundary(*at));
        text.truncate(end.unwrap_or(0));
        text.push('…');
    }
    text
}

/// Reads a request id, which is quoted to support. Longer or odd text, and text that holds a part of a secret, is not
/// an id.
pub(super) fn id(text: &str, secrets: &[Secret]) -> Option<String> {
    let plain = |text: &str| -> String {
        text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')).collect()
    };
    let id = plain(text);
    let mut secrets = secrets.iter().map(|secret| Zeroizing::new(plain(secret.expose())));
    let is_secret = secrets.any(|secret| secret.len() >= SHORTEST && id.contains(&**secret));
    (!id.is_empty() && id.len() <= 64 && !is_secret).then_some(id)
}

/// Returns true if a message names a configuration key, as a word of its own and in any case.
pub(super) fn names(text: &str, key: &str) -> bool {
    let (text, key) = (text.to_ascii_lowercase(), key.to_ascii_lowercase());
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    !key.is_empty()
        && text.match_indices(&key).any(|(at, _)| {
            let mut before = text.get(..at).unwrap_or_default().chars().rev();
            let mut after = text.get(at + key.len()..).unwrap_or_default().chars();
            // A dot goes on with the word unless the word ends there, as it does at the end of a sentence.
            let open = |side: &mut dyn Iterator<Item = char>| match side.next() {
                Some('.') => !side.next().is_some_and(part),
                next => !next.is_some_and(part),
            };
            open(&mut before) && open(&mut after)
        })
}

/// A name as the platform keeps it: without markup.
pub(super) fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, tag)) = rest.split_once('<') {
        let Some((_, after)) = tag.split_once('>') else { break };
        plain.push_str(before);
        rest = after;
    }
    plain.push_str(rest);
    plain.trim().to_owned()
}

fn clean(text: &str) -> String {
    let blank = |c: char| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
    text.trim().chars().map(blank).filter(|c| !c.is_control() && !is_unseen(*c)).collect()
}

/// Returns true for characters that are invisible but change the appearance of others.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::MASK;
    use rstest::rstest;

    #[test]
    fn message_has_no_control_or_direction_characters() {
        assert_eq!(shown("a\u{1b}[2Jb\u{202e}c\u{200b}d\r\ne\u{9b}", &[]), "a[2Jbcd  e");
    }

    #[test]
    fn secret_is_hidden_in_each_spelling() {
        let secrets = [Secret::new("s3 cr/et")];
        let text = shown("a s3 cr/et b s3+cr%2Fet c s3%20cr%2Fet d s3 \u{200b}cr/et", &secrets);
        assert_eq!(text, format!("a {MASK} b {MASK} c {MASK} d {MASK}"));
    }

    #[rstest]
    #[case::quote("pa\"ss", r#"{"text":"pa\"ss"}"#)]
    #[case::backslash("pa\\ss", r#"{"text":"pa\\ss"}"#)]
    #[case::both("a\"b\\c", r#"the value "a\"b\\c" is wrong"#)]
    fn json_escaped_secret_is_hidden(#[case] secret: &str, #[case] text: &str) {
        let spelled = serde_json::Value::from(secret).to_string();
        let spelled = spelled.trim_matches('"');
        assert!(text.contains(spelled), "the case spells it so");
        assert!(!shown(text, &[Secret::new(secret)]).contains(spelled));
    }

    #[test]
    fn secret_across_the_limit_is_hidden_completely() {
        let long = format!("{}{}", "x".repeat(LIMIT - 3), "topsecret");
        let text = shown(&long, &[Secret::new("topsecret")]);
        assert!(!text.contains("top") && text.len() <= LIMIT + '…'.len_utf8(), "{text}");
    }

    #[test]
    fn request_id_with_a_secret_is_dropped() {
        let secrets = [Secret::new("se/cret+1")];
        assert_eq!(id("5f2b-1c.9_e", &secrets).as_deref(), Some("5f2b-1c.9_e"));
        for request_id in ["se/cret+1", "a se cret1 b", "x\u{1}secret1", "", "<>", &"5".repeat(65)] {
            assert_eq!(id(request_id, &secrets), None, "{request_id}");
        }
    }

    #[test]
    fn key_is_found_only_as_a_complete_word() {
        for text in ["[userName, password]", "the password.", "PASSWORD is wrong", "password"] {
            assert!(names(text, "password"), "{text}");
        }
        for text in ["passwords", "old_password", "password.hint", "oauth.password", ""] {
            assert!(!names(text, "password"), "{text}");
        }
        assert!(names("store.url, x", "store.url") && !names("my.store.url", "store.url"));
    }

    #[test]
    fn markup_is_removed_from_a_name() {
        assert_eq!(plain("<a href='#'>x</a> y"), "x y");
        assert_eq!(plain("1 < 2"), "1 < 2");
    }
}
