//! Pasted requests, and the forms they fill.

mod fields;
mod lookup;
mod report;

use super::{notice::Notice, sentence::KeyTable, session::Session};
use crate::{
    catalog::Element,
    domain::{
        Draft,
        paste::{PastedRequest, RequestReading},
    },
    text::count,
};
use lookup::LookupResult;
use report::PasteReport;
use std::sync::Arc;

/// Meaning of a paste.
pub(super) enum PasteOutcome {
    /// A request, and the draft it fills.
    Filled(Box<Draft>, Notice),
    /// Several requests of which the user chooses one.
    Several(Vec<PastedRequest>),
    /// A request that cannot be used, and the reason.
    Refused(Notice),
    /// No request.
    Other,
}

/// Reads a pasted request into a draft. Without a draft the request has to name its element.
pub(super) fn read(text: &str, draft: Option<&Draft>, session: &Session) -> PasteOutcome {
    match RequestReading::parse(text) {
        RequestReading::Request(request) => from_request(&request, draft, session),
        RequestReading::Several(requests) => from_several(requests, draft, session),
        RequestReading::Settings(settings) => from_settings(&settings, text, draft, session),
        RequestReading::Refused(refusal) => PasteOutcome::Refused(Notice::bad(refusal.problem, refusal.hint)),
        RequestReading::Other => PasteOutcome::Other,
    }
}

/// Returns the form of an element with the values of a request.
///
/// # Errors
/// The reason that the request cannot be used, in a sentence.
pub fn draft_from_request(text: &str, draft: &Draft, session: &Session) -> Result<Draft, String> {
    match read(text, Some(draft), session) {
        PasteOutcome::Filled(filled, _) if filled.element().key == draft.element().key => Ok(*filled),
        PasteOutcome::Filled(..) => Err("The request is for another element.".into()),
        PasteOutcome::Several(requests) => Err(format!("The text holds {} different requests.", requests.len())),
        PasteOutcome::Refused(notice) => Err(KeyTable::default().render(&notice.text).into_owned()),
        PasteOutcome::Other => Err(format!("The request has no field of {}.", draft.element().name)),
    }
}

/// Leaves out requests that cannot be used here. One that is left is used, and of several the user chooses one.
fn from_several(requests: Vec<PastedRequest>, draft: Option<&Draft>, session: &Session) -> PasteOutcome {
    let is_usable = |request: &PastedRequest| matches!(from_request(request, draft, session), PasteOutcome::Filled(..));
    let all = requests.len();
    let first = requests.first().cloned();
    let mut usable: Vec<PastedRequest> = requests.into_iter().filter(is_usable).collect();
    if usable.len() > 1 {
        return PasteOutcome::Several(usable);
    }
    let Some(only) = usable.pop() else {
        // Its refusal names the reason.
        return first.map_or(PasteOutcome::Other, |first| from_request(&first, draft, session));
    };
    match from_request(&only, draft, session) {
        PasteOutcome::Filled(draft, mut notice) => {
            let others = count(all - 1, "more request", "more requests");
            let left = format!("The paste holds {others}, which cannot be used here.");
            let gap = if notice.hint.is_empty() { "" } else { " " };
            notice.hint = std::mem::take(&mut notice.hint).and(format!("{gap}{left}"));
            PasteOutcome::Filled(draft, notice)
        }
        outcome @ (PasteOutcome::Several(_) | PasteOutcome::Refused(_) | PasteOutcome::Other) => outcome,
    }
}

/// Returns the outcome of a request that was chosen.
pub(super) fn from_request(request: &PastedRequest, draft: Option<&Draft>, session: &Session) -> PasteOutcome {
    let element = match (request.element.as_deref(), draft) {
        (Some(key), _) => match lookup::element(&session.elements.catalog, key) {
            LookupResult::Found(element) => element,
            LookupResult::Unknown(suggestion) => {
                return PasteOutcome::Refused(unknown(key, suggestion.as_deref()));
            }
        },
        (None, Some(draft)) => draft.element().clone(),
        (None, None) => {
            let hint = "Nothing was pasted. Select the element, then paste the request into its form.";
            return PasteOutcome::Refused(Notice::bad("The pasted request names no element.", hint));
        }
    };
    if draft.is_some_and(|draft| !draft.is_for_new() && draft.element().key != element.key) {
        let hint = "Nothing was pasted. An instance keeps its element.";
        return PasteOutcome::Refused(Notice::bad("The pasted request is for another element.", hint));
    }
    let was = draft.map(|draft| draft.element().key.clone());
    let mut draft = begun(element, draft, session);
    // A pasted value replaces one from last time, so the two are not mixed.
    draft.clear_last_values();
    let mut report = PasteReport::new(request);
    fields::fill(&mut draft, request, &mut report);
    report.is_other_form = was.is_some_and(|key| key != draft.element().key);
    let notice = report.notice(&draft);
    PasteOutcome::Filled(Box::new(draft), notice)
}

/// Returns the unfinished draft of an element: the values of the open form are newer than those of a parked one.
fn begun(element: Arc<Element>, draft: Option<&Draft>, session: &Session) -> Draft {
    let begun = draft.filter(|draft| draft.element().key == element.key).or(session.begun(&element.key));
    begun.cloned().unwrap_or_else(|| Draft::new(element))
}

/// Names and values are a request where the form has fields for them; else they may be a value themselves.
fn from_settings(settings: &PastedRequest, text: &str, draft: Option<&Draft>, session: &Session) -> PasteOutcome {
    let named = settings.element.as_deref().map(|key| lookup::element(&session.elements.catalog, key));
    let element = match (&named, draft) {
        (Some(LookupResult::Found(element)), _) => element.clone(),
        (Some(LookupResult::Unknown(_)) | None, Some(draft)) => draft.element().clone(),
        (Some(LookupResult::Unknown(_)) | None, None) => return PasteOutcome::Other,
    };
    let form = begun(element, draft, session);
    let entries = settings.configuration.len();
    let known = settings.configuration.iter().filter(|entry| fields::knows(&form, &entry.key)).count();
    let left = settings.left_out.iter().filter(|left| fields::knows(&form, &left.key)).count();
    let is_named = matches!(named, Some(LookupResult::Found(_)));
    let has_lines = text.trim().contains('\n');
    let fits = is_named || known + left >= 2 || known == 1 && has_lines && entries <= 2;
    if fits { from_request(settings, draft, session) } else { PasteOutcome::Other }
}

fn unknown(key: &str, suggestion: Option<&str>) -> Notice {
    let short: String = key.chars().take(60).collect();
    let hint = match suggestion {
        Some(suggestion) => {
            format!("Nothing was pasted. Did you mean {suggestion}? Change the key, then paste again.")
        }
        None => "Nothing was pasted. Select the element in the list, then paste the request into its form.".into(),
    };
    Notice::bad(format!("The pasted request is for {short}, which is not in the catalog."), hint)
}
