//! Instances of each profile as they were listed the last time, so that a list is there at once, and without a network.
//!
//! A file has a line about the list, and one for each part of it. Each line begins with its checksum, so that the first
//! rows can be shown before the others are read.

use super::{
    StorageError, Store,
    catalog::account_mark,
    checksum::hex_digest,
    file::{self, ExistingFile},
    file_parts::FileParts,
    folder::Folder,
    instance_name::safe,
};
use crate::domain::{ListedInstance, MaskedPart, Profile, ProfileName, Timestamp};
use serde::{Deserialize, Serialize};
use std::{
    borrow::Cow,
    path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// The layout; files of an older one are not read.
const VERSION: u8 = 2;

/// Largest file: a list of 10,000 instances takes about 5 MB.
const LIMIT: u64 = 64 << 20;

/// Instances of the first part: as many as a large screen shows. The first frame waits for them.
const FIRST: usize = 64;

/// First line of a file.
#[derive(Serialize, Deserialize)]
struct ListHead<'a> {
    v: u8,
    #[serde(borrow)]
    profile: Cow<'a, str>,
    #[serde(borrow)]
    base: Cow<'a, str>,
    fetched: u64,
    /// Digest that recognizes the account: another account of the platform has other instances.
    #[serde(borrow)]
    account: Cow<'a, str>,
}

/// Parts of a stored list, without tokens and with masked secrets, in the platform's order. They end before a damaged
/// one.
pub struct KnownInstances {
    /// Time at which the platform sent the list.
    pub fetched: Timestamp,
    first: Option<Vec<ListedInstance>>,
    /// Line of the first instances, of which the others are still to be read.
    begun: Option<String>,
    file: FileParts,
    at: u64,
}

impl Iterator for KnownInstances {
    type Item = Vec<ListedInstance>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        if let Some(line) = self.begun.take() {
            let others = MaskedPart::read_rows(&line, FIRST..usize::MAX)?;
            if !others.is_empty() {
                return Some(others);
            }
        }
        let (line, at) = next_line(&self.file, self.at)?;
        self.at = at;
        MaskedPart::read(&line)
    }
}

impl Store {
    /// Keeps the complete list of a profile in place of the last.
    ///
    /// # Errors
    /// It cannot be written, which costs no more than asking again.
    pub fn keep_known_instances(
        &self,
        profile: &Profile,
        parts: &[MaskedPart],
        fetched: Timestamp,
    ) -> Result<(), StorageError> {
        let Some(folder) = self.ensure_folder(Folder::Lists)? else { return Ok(()) };
        let path = path(&folder, &profile.name);
        match text(profile, parts, fetched).filter(|text| text.len() as u64 <= LIMIT) {
            Some(text) => file::write(&path, &text, ExistingFile::Replaced),
            // An older list would be shown as if it was the last one.
            None => file::remove(&path),
        }
    }

    /// Returns the instances of a profile as they were listed the last time. A file that is of no use, or of another
    /// account, is as good as none: the list can be had again.
    pub fn known_instances(&self, profile: &Profile) -> Option<KnownInstances> {
        let path = path(&self.place(Folder::Lists)?, &profile.name);
        let file = FileParts::open(&path, LIMIT, self.keeps()).ok()??;
        let (fetched, at) = read_head(&file, profile)?;
        if at == file.length() {
            return Some(KnownInstances { fetched, first: None, begun: None, file, at });
        }
        let (line, at) = next_line(&file, at)?;
        let first = Some(MaskedPart::read_rows(&line, 0..FIRST)?);
        Some(KnownInstances { fetched, first, begun: Some(line), file, at })
    }

    /// Removes the list of a profile.
    pub(super) fn forget_known_instances(&self, profile: &ProfileName) -> Result<(), StorageError> {
        self.ensure_folder(Folder::Lists)?.map_or(Ok(()), |folder| file::remove(&path(&folder, profile)))
    }
}

fn path(folder: &Path, profile: &ProfileName) -> PathBuf {
    folder.join(format!("{}.json", safe(profile.as_str())))
}

/// Returns the time of a list of this profile and account, and the place of its parts.
fn read_head(file: &FileParts, profile: &Profile) -> Option<(Timestamp, u64)> {
    let (head, at) = next_line(file, 0)?;
    let head: ListHead<'_> = serde_json::from_str(&head).ok()?;
    let account = &profile.account;
    let is_own = head.v == VERSION
        && head.profile == profile.name.as_str()
        && head.base == account.base.as_str()
        && head.account == account_mark(account, head.fetched);
    is_own.then_some((Timestamp(head.fetched), at))
}

fn text(profile: &Profile, parts: &[MaskedPart], fetched: Timestamp) -> Option<Zeroizing<String>> {
    let head = ListHead {
        v: VERSION,
        profile: profile.name.as_str().into(),
        base: profile.account.base.as_str().into(),
        fetched: fetched.0,
        account: account_mark(&profile.account, fetched.0).into(),
    };
    let head = serde_json::to_string(&head).ok()?;
    let lines = || std::iter::once(head.as_str()).chain(parts.iter().map(MaskedPart::as_json));
    let mut text = Zeroizing::new(String::with_capacity(lines().map(|line| line.len() + 66).sum()));
    for line in lines() {
        for piece in [hex_digest(line.as_bytes()).as_str(), " ", line, "\n"] {
            text.push_str(piece);
        }
    }
    Some(text)
}

/// Returns the content of the line at this place, and the place of the next one; `None` if it is damaged.
fn next_line(file: &FileParts, at: u64) -> Option<(String, u64)> {
    let (mut line, at) = file.line_at(at)?;
    let (checksum, content) = line.split_once(' ')?;
    let (begin, is_whole) = (line.len() - content.len(), hex_digest(content.as_bytes()) == checksum);
    line.drain(..begin);
    is_whole.then_some((line, at))
}
