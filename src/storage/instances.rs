//! Instances made, a file each: losing the token is losing the instance.

use super::{
    checksum::{self, ChecksumState},
    file,
    instance_name::file_stem,
    keyring::entry_name,
    temp_part::TempPart,
};
use crate::{
    catalog::ElementKey,
    domain::{BaseUrl, DraftId, Instance},
    text::Secret,
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::{
    borrow::Cow,
    cmp::Reverse,
    fs,
    path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// Room on the disk for an instance that does not exist yet, so that a disk filled in the meantime cannot cost its
/// token. Dropping it gives the room back. Where nothing is kept there is none.
#[derive(Debug)]
pub struct Reservation(pub(super) Option<TempPart>);

/// Origin of an instance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenOrigin {
    /// The form it was made from.
    pub draft: Option<DraftId>,
    /// True if it is on the sandbox of this run, and ends with it unless the sandbox keeps its instances.
    pub practice: bool,
}

/// Files that are read to find the elements used last; the start of the program waits for it.
const LOOKED_INTO: usize = 20;

/// Elements that are returned.
const RECENT: usize = 5;

/// Place at which the token of an instance is stored. Each has a key of its own in the file, so that no token, whose
/// text the platform chooses, can be read as a place.
#[derive(Debug)]
pub(super) enum StoredToken {
    /// In the file itself, under `token`.
    InFile(Secret),
    /// In the keyring, under a name that elemint chose. The file has it under `keyring`.
    InKeyring,
}

/// Content of the file.
#[derive(Serialize)]
struct StoredInstance<'a> {
    v: u8,
    id: &'a str,
    name: &'a str,
    element: &'a str,
    base: &'a str,
    /// The form it was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    draft: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    practice: bool,
    /// True if the sandbox keeps the instance for its next run.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    lasting: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keyring: Option<String>,
    created: Option<&'a str>,
    /// Byte for byte as it came.
    answer: Option<&'a RawValue>,
}

/// Formats the file of an instance.
pub(super) fn text(
    instance: &Instance,
    token: &StoredToken,
    (origin, is_lasting): (Option<&TokenOrigin>, bool),
    base: &BaseUrl,
) -> Zeroizing<String> {
    let (value, entry, answer) = match token {
        StoredToken::InFile(token) => (Some(token.expose()), None, instance.raw.clone()),
        StoredToken::InKeyring => (None, Some(entry_name(base, &instance.id)), instance.masked_answer()),
    };
    let raw = answer.expose();
    let kept = StoredInstance {
        v: 2,
        id: &instance.id,
        name: &instance.name,
        element: instance.element.as_str(),
        base: base.as_str(),
        draft: origin.and_then(|origin| origin.draft.as_ref()).map(ToString::to_string),
        practice: origin.is_some_and(|origin| origin.practice),
        lasting: is_lasting,
        token: value,
        keyring: entry,
        created: instance.created.as_deref(),
        answer: serde_json::from_str(raw).ok(),
    };
    // Room for all of it from the start: growing would leave copies of the token behind.
    let mut bytes = Vec::with_capacity(2 * raw.len() + 4096 + checksum::LENGTH);
    // Writing texts into memory cannot fail.
    let _ = serde_json::to_writer_pretty(&mut bytes, &kept);
    let mut text = Zeroizing::new(String::from_utf8(bytes).unwrap_or_default());
    checksum::seal(&mut text);
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
    struct StoredSummary {
        element: ElementKey,
    }
    let content = file::read(path).ok()??;
    if checksum::check(&content.text) == ChecksumState::Broken {
        return None;
    }
    serde_json::from_str::<StoredSummary>(&content.text).ok().map(|made| made.element)
}

/// Returns true if there is a file of the instance with this ID.
pub(super) fn is_stored(folder: &Path, base: &BaseUrl, id: &str) -> bool {
    folder.join(format!("{}.json", file_stem(base, id))).symlink_metadata().is_ok()
}

/// Returns true if the name of a file is that of an instance, as [`free_path`] gives it.
pub(super) fn is_file_of(path: &Path, base: &BaseUrl, id: &str) -> bool {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    name.strip_prefix(&file_stem(base, id)).is_some_and(|rest| {
        rest.is_empty() || rest.strip_prefix('-').is_some_and(|number| number.parse::<u32>().is_ok())
    })
}

/// Returns the instance's file, named by host and number: any name a server gives its instance remains one name in one
/// directory. A file with another token belongs to another instance, as if a sandbox starts again at the first number,
/// and is not replaced.
pub(super) fn free_path(folder: &Path, base: &BaseUrl, instance: &Instance, token: &StoredToken) -> PathBuf {
    let stem = file_stem(base, &instance.id);
    let mut path = folder.join(format!("{stem}.json"));
    for number in 2_u32.. {
        if path.symlink_metadata().is_err() || holds(&path, token) {
            break;
        }
        path = folder.join(format!("{stem}-{number}.json"));
    }
    path
}

/// Returns true if a file is that of this token. The keyring has one entry for a number and a host.
fn holds(path: &Path, token: &StoredToken) -> bool {
    let Ok(Some(content)) = file::look(path) else { return false };
    let Ok(kept) = serde_json::from_str::<TokenFields<'_>>(&content.text) else { return false };
    match token {
        StoredToken::InFile(token) => kept.token.as_deref() == Some(token.expose()),
        StoredToken::InKeyring => {
            kept.keyring.is_some() || kept.token.is_some_and(|token| token.starts_with("keyring:"))
        }
    }
}

/// Place of the token as the file names it: its keyring entry, if elemint made one.
#[derive(Deserialize)]
pub(super) struct TokenFields<'a> {
    v: u8,
    /// Not copied: it is only looked at.
    #[serde(borrow)]
    token: Option<Cow<'a, str>>,
    #[serde(borrow)]
    keyring: Option<Cow<'a, str>>,
}

impl TokenFields<'_> {
    /// Returns the token, if it is in the file.
    pub(super) fn token(&self) -> Option<Secret> {
        let token = self.token.as_deref().filter(|token| !token.is_empty());
        token.filter(|token| self.v > 1 || !token.starts_with("keyring:")).map(Secret::new)
    }

    /// Returns the name of the keyring entry. Only the name that elemint chooses for this very instance counts, so that
    /// neither an altered file nor a token that looks like a reference leads to another entry.
    pub(super) fn entry(&self, base: &BaseUrl, id: &str) -> Option<String> {
        let own = entry_name(base, id);
        let named = match (self.v, &self.keyring, &self.token) {
            (_, Some(name), _) => Some(&**name),
            // The first format had the entry in the place of the token.
            (1, None, Some(token)) => token.strip_prefix("keyring:"),
            _ => None,
        };
        (named == Some(&*own)).then_some(own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::instance_name::safe;
    use proptest::prelude::*;
    use rstest::rstest;

    #[test]
    fn host_and_number_are_a_valid_file_name() {
        assert_eq!(safe("api.cloud-elements.com"), "api.cloud-elements.com");
        assert_eq!(safe("127.0.0.1:8080"), "127.0.0.1~3a8080");
    }

    const ID: &str = "471001";

    fn base() -> BaseUrl {
        BaseUrl::read("api.cloud-elements.com").expect("an address")
    }

    fn entry(text: &str) -> Option<String> {
        serde_json::from_str::<TokenFields<'_>>(text).expect("a file").entry(&base(), ID)
    }

    fn own() -> String {
        entry_name(&base(), ID)
    }

    #[rstest]
    #[case::keyring("keyring:work user")]
    #[case::own_keyring("keyring:instance/api.cloud-elements.com-471001")]
    #[case::file("file:/etc/hostname")]
    #[case::command("cmd:touch x")]
    #[case::variable("env:HOME")]
    #[case::text("text:keyring:work")]
    #[case::json("\",\"keyring\":\"work user\",\"x\":\"")]
    fn token_that_looks_like_a_reference_stays_a_token(#[case] token: &str) {
        let answer = serde_json::json!({ "id": ID, "token": token, "keyring": own() }).to_string();
        let made = Instance::read(&answer).expect("an instance");
        let file = text(&made, &StoredToken::InFile(made.token.clone()), (None, false), &base());
        let read: serde_json::Value = serde_json::from_str(&file).expect("JSON");
        assert_eq!((read["token"].as_str(), entry(&file)), (Some(token), None));
    }

    #[test]
    fn token_in_the_keyring_is_found_by_the_name_elemint_chose() {
        let made = Instance::read(r#"{"id":"471001","token":"T"}"#).expect("an instance");
        let file = text(&made, &StoredToken::InKeyring, (None, false), &base());
        assert_eq!((entry(&file), file.contains("\"T\"")), (Some(own()), false));
    }

    #[rstest]
    #[case::first_format(r#"{"v":1,"token":"keyring:OWN"}"#, true)]
    #[case::first_format_of_another_name(r#"{"v":1,"token":"keyring:work user"}"#, false)]
    #[case::first_format_in_the_file(r#"{"v":1,"token":"abc"}"#, false)]
    #[case::altered(r#"{"v":2,"keyring":"work user"}"#, false)]
    #[case::now(r#"{"v":2,"keyring":"OWN"}"#, true)]
    #[case::now_as_a_token(r#"{"v":2,"token":"keyring:OWN"}"#, false)]
    fn file_leads_to_no_entry_but_its_own(#[case] file: &str, #[case] found: bool) {
        assert_eq!(entry(&file.replace("OWN", &own())).is_some(), found);
    }

    proptest! {
        #[test]
        fn file_name_never_leaves_the_directory_or_hides(text in ".{0,400}") {
            let name = safe(&text);
            prop_assert!(name.len() <= 240 && !name.starts_with('.') && !name.starts_with('-'));
            prop_assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-~".contains(&b)));
        }

        #[test]
        fn different_texts_have_different_file_names(a in ".{0,19}", b in ".{0,19}") {
            prop_assert_eq!(a == b, safe(&a) == safe(&b));
        }
    }
}
