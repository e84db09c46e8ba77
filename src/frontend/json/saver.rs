//! State file of a session: written when the session changes, so that it can be resumed.

use super::{fields::row_id, lost_secrets::LostSecrets};
use crate::{
    domain::SavedSession,
    storage::SessionFile,
    wizard::{
        Step, Wizard,
        form::{Control, FormRow},
    },
};

/// State file of a session, and the session in it.
pub(crate) struct SessionSaver {
    file: SessionFile,
    saved: Option<SavedSession>,
}

impl SessionSaver {
    /// Creates the writer of a state file, with the session that is in it.
    pub(crate) fn new(file: SessionFile, saved: Option<SavedSession>) -> Self {
        Self { file, saved }
    }

    /// Returns the secrets that the session in the file lost.
    pub(super) fn lost_secrets(&self) -> LostSecrets {
        self.saved.as_ref().map(LostSecrets::from_saved).unwrap_or_default()
    }

    /// Saves the session if it has changed. Returns the reason if it could not be saved.
    pub(super) fn save(&mut self, wizard: &Wizard, lost: &LostSecrets) -> Option<String> {
        let mut session = wizard.to_saved()?;
        wizard.beneath().name().clone_into(&mut session.step);
        session.secrets.extend(secrets_of_sign_in(wizard.beneath()));
        let is_lost = |id: &&String| lost.is_of(wizard.beneath()) && !session.secrets.contains(id);
        let still: Vec<String> = lost.fields().iter().filter(is_lost).cloned().collect();
        session.secrets.extend(still);
        if self.saved.as_ref().is_some_and(|saved| saved.is_same(&session)) {
            return None;
        }
        if let Some(before) = &self.saved {
            // A consent is as old as its request.
            for consent in &mut session.consents {
                let known = before.consents.iter().find(|known| known.state == consent.state);
                (consent.requested, consent.expires) =
                    known.map_or((consent.requested, consent.expires), |known| (known.requested, known.expires));
            }
        }
        match self.file.write(&session) {
            Ok(()) => {
                self.saved = Some(session);
                None
            }
            Err(error) => Some(format!("The session is not saved. {error} {}", error.hint())),
        }
    }
}

/// Returns the fields of a sign-in with a typed secret.
fn secrets_of_sign_in(step: &Step) -> Vec<String> {
    let Step::SignIn(step) = step else { return Vec::new() };
    let is_typed = |row: &&FormRow| matches!(row.control, Control::Text(_)) && row.is_secret() && !row.is_reference();
    let rows = step.form.rows().iter().filter(is_typed).filter(|row| !row.expose_value().is_empty());
    rows.map(|row| row_id(&row.id)).collect()
}
