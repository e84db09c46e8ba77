//! References: values that name the location of a secret instead of containing it.

use crate::text::secret;
use std::{borrow::Cow, fmt};

/// Location of a value. It is not a secret itself: it is shown and saved as typed, and read each time the value is
/// needed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    text: String,
    source: ReferenceSource,
}

/// Sources of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ReferenceSource {
    /// `env:NAME`: an environment variable.
    Env(String),
    /// `file:PATH`: the first line of a file; `~/` is the home directory.
    File(String),
    /// `cmd:COMMAND`: the first line printed by a shell command.
    Command(String),
    /// `keyring:NAME`: an entry of this program in the keyring.
    Keyring(String),
}

/// Prefix of a literal value that looks like a reference.
const LITERAL: &str = "text:";

impl Reference {
    /// Parses a reference. Returns `None` for any other text, which is a literal value.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (scheme, rest) = text.split_once(':')?;
        let rest = rest.trim();
        let source = match scheme {
            "env" if is_variable(rest) => ReferenceSource::Env(rest.to_owned()),
            "file" if rest.starts_with(['/', '.']) || rest.starts_with("~/") => ReferenceSource::File(rest.to_owned()),
            "cmd" if !rest.is_empty() => ReferenceSource::Command(rest.to_owned()),
            "keyring" if !rest.is_empty() => ReferenceSource::Keyring(rest.to_owned()),
            _ => return None,
        };
        (!text.contains(char::is_control)).then(|| Self { text: text.to_owned(), source })
    }

    /// Creates a reference to an entry of the keyring.
    pub fn keyring(name: &str) -> Self {
        Self { text: format!("keyring:{name}"), source: ReferenceSource::Keyring(name.to_owned()) }
    }

    /// Withholds the variable it names from the environment of started programs, even before it is read.
    pub fn withhold(&self) {
        if let ReferenceSource::Env(name) = &self.source {
            secret::withhold(name);
        }
    }

    /// Returns the text as typed.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the source of the value.
    pub fn source(&self) -> &ReferenceSource {
        &self.source
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Returns the literal value of a typed text: the prefix `text:` of a value that looks like a reference is removed.
pub fn literal(text: &str) -> &str {
    match text.strip_prefix(LITERAL) {
        Some(rest) if needs_prefix(rest) => rest,
        _ => text,
    }
}

/// Returns the text to type for a literal value, the inverse of [`literal`].
pub fn escaped(value: &str) -> Cow<'_, str> {
    if needs_prefix(value) { format!("{LITERAL}{value}").into() } else { value.into() }
}

/// Returns true if the value would be parsed as a reference without a prefix.
fn needs_prefix(value: &str) -> bool {
    Reference::read(value).is_some() || value.strip_prefix(LITERAL).is_some_and(needs_prefix)
}

fn is_variable(name: &str) -> bool {
    let word = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    word && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[test]
    fn reference_of_each_kind_is_parsed() {
        for (text, source) in [
            ("env:SHOP_PASSWORD", ReferenceSource::Env("SHOP_PASSWORD".into())),
            ("file:~/.secrets/shop", ReferenceSource::File("~/.secrets/shop".into())),
            (" file:/run/secrets/shop\n", ReferenceSource::File("/run/secrets/shop".into())),
            ("cmd:pass show shop/admin", ReferenceSource::Command("pass show shop/admin".into())),
            ("keyring:shop", ReferenceSource::Keyring("shop".into())),
        ] {
            let reference = Reference::read(text).expect(text);
            assert_eq!((reference.source(), reference.as_str()), (&source, text.trim()));
        }
    }

    #[test]
    fn reference_is_written_as_it_was_typed() {
        assert_eq!(Reference::read("env:SHOP_PASSWORD").expect("a reference").to_string(), "env:SHOP_PASSWORD");
    }

    #[test]
    fn withheld_variable_is_kept_from_programs() {
        Reference::read("env:ELEMINT_TEST_WITHHELD").expect("a reference").withhold();
        assert!(secret::withheld().iter().any(|name| name == "ELEMINT_TEST_WITHHELD"));
    }

    #[test]
    fn text_that_only_resembles_a_reference_is_a_value() {
        for text in ["env:", "env:2x", "env:a b", "file:", "file:x", "cmd:", "cmd:  ", "keyring:", "https://x", "Env:X"]
        {
            assert_eq!(Reference::read(text), None, "{text}");
        }
    }

    #[rstest]
    #[case::escape("cmd:printf \u{1b}[31mred")]
    #[case::bell("file:/run/a\u{7}b")]
    #[case::second_line("cmd:pass show x\nrm -r y")]
    #[case::carriage_return("keyring:shop\rother")]
    #[case::tab("cmd:a\tb")]
    #[case::zero("file:/run/secret\0.txt")]
    #[case::delete("keyring:a\u{7f}b")]
    #[case::control_of_eight_bits("keyring:a\u{9b}b")]
    #[case::next_line("file:./a\u{85}b")]
    fn reference_with_control_character_is_refused(#[case] text: &str) {
        assert_eq!(Reference::read(text), None);
    }

    #[test]
    fn value_that_looks_like_a_reference_can_be_typed() {
        assert_eq!(Reference::read("text:env:HOME"), None);
        for (typed, meant) in [
            ("text:env:HOME", "env:HOME"),
            ("text:text:env:HOME", "text:env:HOME"),
            ("text:plain", "text:plain"),
            ("plain", "plain"),
        ] {
            assert_eq!((literal(typed), &*escaped(meant)), (meant, typed));
        }
    }

    proptest! {
        #[test]
        fn every_value_can_be_typed(value in "(text:|env:|cmd:){0,3}[a-zA-Z:]{0,8}") {
            let typed = escaped(&value);
            prop_assert!(Reference::read(&typed).is_none());
            prop_assert_eq!(literal(&typed), value.as_str());
        }
    }
}
