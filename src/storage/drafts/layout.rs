//! Layout of the file of an unfinished form.

use crate::{
    domain::{
        KeptDraft, Timestamp,
        draft_id::DraftId,
        unfinished::{DraftOwner, SavedDraft},
    },
    storage::checksum::{self, ChecksumState},
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The only layout so far.
const VERSION: u32 = 1;

/// Layout of the file.
#[derive(Serialize, Deserialize)]
struct Layout {
    v: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<DraftOwner>,
    saved: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    forgotten: Option<String>,
    form: KeptDraft,
}

/// Reason why a file gives no form.
pub(super) enum Unread {
    /// The file does not exist, or the system does not return it.
    Missing,
    /// Another version of elemint wrote it.
    Newer,
    /// The file is torn or altered.
    Damaged,
}

/// Returns the file's text, sealed.
pub(super) fn text(draft: &SavedDraft) -> String {
    let layout = Layout {
        v: VERSION,
        owner: draft.owner.clone(),
        saved: draft.saved.to_string(),
        forgotten: draft.forgotten.map(|at| at.to_string()),
        form: draft.form.clone(),
    };
    // A struct of texts always writes.
    let mut text = serde_json::to_string_pretty(&layout).unwrap_or_default();
    checksum::seal(&mut text);
    text
}

/// Reads the file's text.
pub(super) fn parse(text: &Zeroizing<String>, id: &DraftId) -> Result<SavedDraft, Unread> {
    #[derive(Deserialize)]
    struct DraftsVersion {
        v: u32,
    }
    if checksum::check(text) == ChecksumState::Broken {
        return Err(Unread::Damaged);
    }
    let version = serde_json::from_str::<DraftsVersion>(text).ok().ok_or(Unread::Damaged)?.v;
    if version > VERSION {
        return Err(Unread::Newer);
    }
    let layout: Layout = serde_json::from_str(text).ok().ok_or(Unread::Damaged)?;
    let saved = Timestamp::read(&layout.saved).ok_or(Unread::Damaged)?;
    let forgotten = layout.forgotten.as_deref().and_then(Timestamp::read);
    Ok(SavedDraft { id: id.clone(), owner: layout.owner, saved, forgotten, form: layout.form })
}
