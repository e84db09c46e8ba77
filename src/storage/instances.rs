//! Instances made, a file each: losing the token is losing the instance.

use super::{
    file,
    part::Part,
    seal::{self, Seal},
};
use crate::domain::{Base, ElementKey, Instance, ProfileName};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::{cmp::Reverse, fmt::Write as _, fs, path::Path};
use zeroize::Zeroizing;

/// Room on the disk for an instance that does not exist yet, so that a disk filled in the meantime cannot cost its
/// token. Dropping it gives the room back. Where nothing is kept there is none.
#[derive(Debug)]
pub struct Reservation(pub(super) Option<Part>);

/// How many files are looked into for the elements used last; the start of the program waits for it.
const LOOKED_INTO: usize = 20;

/// How many elements come of it.
const RECENT: usize = 5;

/// As it stands in the file.
#[derive(Serialize)]
struct Kept<'a> {
    v: u8,
    id: &'a str,
    name: &'a str,
    element: &'a str,
    base: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<&'a str>,
    token: &'a str,
    created: Option<&'a str>,
    /// Byte for byte as it came.
    answer: Option<&'a RawValue>,
}

/// What the file holds.
pub(super) fn text(instance: &Instance, profile: Option<&ProfileName>, base: &Base) -> Zeroizing<String> {
    let raw = instance.raw.expose();
    let kept = Kept {
        v: 1,
        id: &instance.id,
        name: &instance.name,
        element: instance.element.as_str(),
        base: base.as_str(),
        profile: profile.map(ProfileName::as_str),
        token: instance.token.expose(),
        created: instance.created.as_deref(),
        answer: serde_json::from_str(raw).ok(),
    };
    // Room for all of it from the start: growing would leave copies of the token behind.
    let mut bytes = Vec::with_capacity(2 * raw.len() + 4096 + seal::LENGTH);
    // Writing texts into memory cannot fail.
    let _ = serde_json::to_writer_pretty(&mut bytes, &kept);
    let mut text = Zeroizing::new(String::from_utf8(bytes).unwrap_or_default());
    seal::seal(&mut text);
    text
}

/// The elements of the newest files, each once.
pub(super) fn recent(directory: &Path) -> Vec<ElementKey> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path());
    let files = entries.filter(|path| path.extension().is_some_and(|e| e == "json"));
    let dated = |path: std::path::PathBuf| Some((fs::symlink_metadata(&path).ok()?.modified().ok()?, path));
    let mut files: Vec<_> = files.filter_map(dated).collect();
    files.sort_unstable_by_key(|(time, _)| Reverse(*time));
    let mut recent = Vec::new();
    for (_, path) in files.iter().take(LOOKED_INTO) {
        if let Some(element) = element(path)
            && !recent.contains(&element)
        {
            recent.push(element);
        }
        if recent.len() == RECENT {
            break;
        }
    }
    recent
}

fn element(path: &Path) -> Option<ElementKey> {
    /// All that is wanted of a file; its token is not even looked at.
    #[derive(Deserialize)]
    struct Made {
        element: ElementKey,
    }
    let content = file::read(path).ok()??;
    if seal::check(&content.text) == Seal::Broken {
        return None;
    }
    serde_json::from_str::<Made>(&content.text).ok().map(|made| made.element)
}

/// The file's name, of the host and the number: whatever a server calls its instance stays one name in one
/// directory.
pub(super) fn file_name(base: &Base, instance: &Instance) -> String {
    format!("{}.json", file_stem(base, instance))
}

pub(super) fn file_stem(base: &Base, instance: &Instance) -> String {
    format!("{}-{}", safe(base.host()), safe(&instance.id))
}

/// Two different texts stay different, up to a length no true one has.
pub(super) fn safe(text: &str) -> String {
    let mut safe = String::new();
    for byte in text.bytes().take(80) {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => safe.push(char::from(byte)),
            b'.' | b'-' if !safe.is_empty() => safe.push(char::from(byte)),
            _ => {
                let _ = write!(safe, "~{byte:02x}");
            }
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_host_and_a_number_are_a_name_as_they_are() {
        assert_eq!(safe("api.cloud-elements.com"), "api.cloud-elements.com");
        assert_eq!(safe("127.0.0.1:8080"), "127.0.0.1~3a8080");
    }

    proptest! {
        #[test]
        fn no_text_leaves_the_directory_or_hides(text in ".{0,400}") {
            let name = safe(&text);
            prop_assert!(name.len() <= 240 && !name.starts_with('.') && !name.starts_with('-'));
            prop_assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-~".contains(&b)));
        }

        #[test]
        fn different_texts_are_different_names(a in ".{0,19}", b in ".{0,19}") {
            prop_assert_eq!(a == b, safe(&a) == safe(&b));
        }
    }
}
