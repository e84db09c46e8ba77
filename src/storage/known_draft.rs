//! Forms of this session with their files.

use crate::domain::DraftId;

/// A form this program read or wrote.
#[derive(Clone, Debug)]
pub(super) struct KnownDraft {
    /// Its name in this session.
    pub(super) id: DraftId,
    /// The name of its file, which differs where the file of the first name is another form's by now.
    pub(super) file: DraftId,
    /// The file's content as it was read or written here last.
    pub(super) text: String,
    /// The instance name it bore when it was read; none once this program wrote it.
    pub(super) inherited: Option<String>,
}
