//! Content of a file of the trash.

use crate::{
    catalog::ElementKey,
    domain::{BaseUrl, ProfileName, Timestamp, TrashedInstance},
    storage::checksum::{self, ChecksumState},
    text::Secret,
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::{borrow::Cow, collections::BTreeMap};

/// The only layout so far.
const VERSION: u8 = 1;

/// Content of a file.
#[derive(Serialize, Deserialize)]
struct StoredTrash<'a> {
    v: u8,
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    element: Cow<'a, str>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(borrow)]
    base: Cow<'a, str>,
    #[serde(borrow)]
    profile: Cow<'a, str>,
    deleted: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    references: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    restored: Option<String>,
    #[serde(borrow)]
    answer: Option<&'a RawValue>,
}

/// Reason why a file gives no record.
pub(super) enum TrashFault {
    Missing,
    Newer,
    Damaged,
}

/// Returns the content of the file of an instance.
pub(super) fn text(instance: &TrashedInstance) -> String {
    let stored = StoredTrash {
        v: VERSION,
        id: instance.id.as_str().into(),
        name: instance.name.as_str().into(),
        element: instance.element.as_str().into(),
        tags: instance.tags.clone(),
        base: instance.base.as_str().into(),
        profile: instance.profile.as_str().into(),
        deleted: instance.deleted.to_string(),
        references: instance.references.clone(),
        restored: instance.restored.clone(),
        answer: serde_json::from_str(instance.answer.expose()).ok(),
    };
    // A struct of texts always writes.
    let mut text = serde_json::to_string_pretty(&stored).unwrap_or_default();
    checksum::seal(&mut text);
    text
}

/// Returns the instance in the content of a file.
///
/// # Errors
/// The content is damaged, or of a newer version.
pub(super) fn parse(text: &str) -> Result<TrashedInstance, TrashFault> {
    #[derive(Deserialize)]
    struct TrashVersion {
        v: u8,
    }
    if checksum::check(text) == ChecksumState::Broken {
        return Err(TrashFault::Damaged);
    }
    let version = serde_json::from_str::<TrashVersion>(text).ok().ok_or(TrashFault::Damaged)?.v;
    if version > VERSION {
        return Err(TrashFault::Newer);
    }
    let stored: StoredTrash<'_> = serde_json::from_str(text).ok().ok_or(TrashFault::Damaged)?;
    Ok(TrashedInstance {
        id: stored.id.into_owned(),
        name: stored.name.into_owned(),
        element: ElementKey::new(stored.element),
        tags: stored.tags,
        base: BaseUrl::read(&stored.base).ok().ok_or(TrashFault::Damaged)?,
        profile: ProfileName::new(&stored.profile),
        deleted: Timestamp::read(&stored.deleted).ok_or(TrashFault::Damaged)?,
        references: stored.references,
        restored: stored.restored,
        answer: stored.answer.map(|raw| Secret::new(raw.get())).unwrap_or_default(),
    })
}
