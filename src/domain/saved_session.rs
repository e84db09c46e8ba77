//! Session of another program as saved in its state file, without secrets.

use super::{
    base::BaseUrl,
    draft::{ChangeForm, KeptDraft},
    draft_id::DraftId,
    pending_consent::PendingConsent,
    timestamp::Timestamp,
    unfinished::{DraftOwner, SavedDraft},
};

/// Session that can be resumed. It holds references and values that are not secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSession {
    /// Time of the last save.
    pub saved: Timestamp,
    /// Name of the step, as in the protocol.
    pub step: String,
    /// Profile in use; `None` before the sign-in.
    pub owner: Option<DraftOwner>,
    /// Platform of the sign-in that was open.
    pub platform: Option<BaseUrl>,
    /// Form in use.
    pub form: Option<SavedForm>,
    /// Identifiers of the fields whose secrets were typed, and are not saved.
    pub secrets: Vec<String>,
    /// Consents that were requested for the form, the latest one last.
    pub consents: Vec<PendingConsent>,
}

impl SavedSession {
    /// Returns the form of a new instance as a draft, if it has the ID of one.
    pub fn draft(&self) -> Option<SavedDraft> {
        let form = self.form.as_ref().filter(|form| form.change.is_none())?;
        Some(SavedDraft {
            id: form.id.clone()?,
            owner: self.owner.clone(),
            saved: self.saved,
            forgotten: None,
            form: form.values.clone()?,
        })
    }

    /// Returns the same session without its times, which change although nothing else does.
    fn timeless(&self) -> Self {
        let mut same = Self { saved: Timestamp(0), ..self.clone() };
        for consent in &mut same.consents {
            (consent.requested, consent.expires) = (Timestamp(0), Timestamp(0));
        }
        same
    }

    /// Returns true if a program that resumes either session finds it in the same state.
    pub fn is_same(&self, other: &Self) -> bool {
        self.timeless() == other.timeless()
    }
}

/// Form of a saved session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedForm {
    /// ID of the draft, once it has one.
    pub id: Option<DraftId>,
    /// Instance that the form changes; `None` for a new one.
    pub change: Option<(ChangeForm, String)>,
    /// True if the form was submitted.
    pub is_submitted: bool,
    /// Values; `None` while the instance is read.
    pub values: Option<KeptDraft>,
}
