//! `--if-exists`: an instance of the same element with the same name.

use super::{agreement::Agreement, change, fault::failed, form::Given, place::Place, report::Report};
use crate::{
    cli::{
        args::{ConsentArgs, IfExists},
        exit,
    },
    domain::{Draft, ListedInstance, draft::ChangeForm},
    text::SafeText,
};
use serde_json::{Value as Json, json};

/// Returns the end of the command if there is such an instance; `None` if there is none.
///
/// # Errors
/// The list could not be read, there are several, or the instance cannot be changed.
pub(super) async fn treat(
    treatment: IfExists,
    place: &Place,
    draft: &Draft,
    given: &Given<'_>,
    (agreement, wish): (Agreement<'_>, &ConsentArgs),
) -> Result<Option<Report>, Report> {
    let account = place.account()?;
    let found = place.automation.named(&draft.element().key, &draft.name, account).await;
    let found = found.map_err(|fault| failed("Nothing was created. ", &fault))?;
    let one = match found.as_slice() {
        [] => return Ok(None),
        [one] => one,
        several => return Err(ambiguous(several, draft, place)),
    };
    let line = safe!("Instance {} “{}” of {} exists already.", one.id, place.mask().cover_text(&one.name), one.element);
    match treatment {
        IfExists::Fail => Err(place.about(Report::failed(exit::CONFLICT, line), one)),
        IfExists::Skip => Ok(Some(place.about(Report::done("skipped", line), one))),
        IfExists::Update | IfExists::Reauthorize => {
            let form = if treatment == IfExists::Update { ChangeForm::Edit } else { ChangeForm::Reauthorize };
            change::change(form, place, one, given, agreement, wish).await.map(Some)
        }
    }
}

fn ambiguous(several: &[ListedInstance], draft: &Draft, place: &Place) -> Report {
    let mask = place.mask();
    let mut words = safe!("{} instances of {} have this name: ", several.len(), draft.element().key);
    for (nth, one) in several.iter().enumerate() {
        words.push(&if nth == 0 { safe!("{}", one.id) } else { safe!(", {}", one.id) });
    }
    words.push(&SafeText::from(
        ". Give one of them another name, or change one by its ID: elemint edit ID, elemint reauthorize ID.",
    ));
    let all = several.iter().map(|one| json!({ "id": one.id, "name": mask.cover_text(&one.name) }));
    Report::failed(exit::CONFLICT, words).with("instances", Json::from(all.collect::<Vec<_>>()))
}
