//! What is pasted and fills more than the row with the focus.

use super::Credentials;
use crate::{
    domain::{Draft, FieldKey, paste::Request},
    wizard::{form::RowId, session::Session, turn::Notice},
};

impl Credentials {
    /// A form filled from a pasted request: `None` if the text is none, `Err` if its element is not known.
    /// Without a draft the request has to name its element.
    pub(crate) fn from_request(
        text: &str,
        draft: Option<&Draft>,
        session: &Session,
    ) -> Option<Result<(Self, Notice), Notice>> {
        let request = Request::read(text)?;
        let named = request.element.as_deref().map(|key| session.catalog.find(key).ok_or(key));
        let element = match (named, draft) {
            (Some(Ok(element)), _) => element,
            (Some(Err(key)), _) => {
                let hint = "Choose the element from the list; the values can then be pasted one by one.";
                return Some(Err(Notice::bad(
                    format!("The pasted request is for {key}, which is not in the catalog."),
                    hint,
                )));
            }
            (None, Some(draft)) => draft.element().clone(),
            (None, None) => return None,
        };
        let was = draft.map(|draft| draft.element().key.clone());
        // What is in the form just now is newer than what was put aside.
        let begun = draft.filter(|d| d.element().key == element.key).or(session.drafts.get(&element.key));
        let mut draft = begun.cloned().unwrap_or_else(|| Draft::new(element));
        // What is pasted is meant as it is, not mixed with what was used another time.
        draft.take_last_out();
        let marker = choose_mode(&mut draft, &request);
        let (mut added, mut dropped, mut count) = (Vec::new(), Vec::new(), 0);
        for (key, value) in request.configuration.iter().filter(|(key, _)| Some(*key) != marker.as_ref()) {
            let key = FieldKey::new(key);
            if draft.field(&key).is_none() {
                if !draft.add(&key) {
                    dropped.push(key.to_string());
                    continue;
                }
                added.push(key.to_string());
            }
            draft.put(&key, value.expose());
            count += 1;
        }
        if let Some(name) = request.name {
            draft.name = name;
            count += 1;
        }
        if !request.tags.is_empty() {
            draft.tags = request.tags.join(", ");
            count += 1;
        }
        let values = crate::domain::count(count, "value", "values");
        let words = format!("Filled {values} of {} from the pasted request.", draft.element().name);
        let mut notice = if count == 0 { Notice::plain(words) } else { Notice::good(words) };
        if !dropped.is_empty() {
            notice.hint = format!("Left out, as they cannot be set here: {}.", dropped.join(", "));
        } else if !added.is_empty() {
            notice.hint = format!("Added, as this form has no such field: {}.", added.join(", "));
        } else if was.is_some_and(|key| key != draft.element().key) {
            notice.hint = "The form you were in is kept: choose its element again to go on with it.".into();
        }
        Some(Ok((Self::new(draft), notice)))
    }

    /// An address that carries several values fills all their rows; says which. Nothing where it is none.
    pub(super) fn take_address(&mut self, text: &str) -> Option<Notice> {
        let filled = self.draft.take_address(text)?;
        let mut labels = Vec::new();
        for key in filled {
            let value = self.draft.value(&key).map_or("", |value| value.expose());
            if let Some(row) = self.form.row_mut(&RowId::Field(key)) {
                row.fill(value);
                row.complaint = None;
                row.repaired = None;
                labels.push(row.label.clone());
            }
        }
        Some(Notice::good(format!("Filled out of the pasted address: {}.", labels.join(", "))))
    }
}

/// Chooses the way to authenticate that a request names; says by which entry, since that is no field.
fn choose_mode(draft: &mut Draft, request: &Request) -> Option<String> {
    let element = draft.element().clone();
    let named = element.modes.iter().enumerate().find_map(|(at, mode)| {
        let (key, value) = mode.when.as_ref()?;
        let said = request.configuration.get(key.as_str())?;
        (said.expose() == value).then(|| (at, key.as_str().to_owned()))
    });
    let (at, key) = named?;
    draft.choose_mode(at);
    Some(key)
}
