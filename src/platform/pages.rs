//! Pages of a list.

use super::answer::ApiAnswer;
use crate::domain::{BaseUrl, Fault, fault::FaultKind};

/// Most pages of a list of instances, of 200 each.
pub(super) const PAGES: usize = 100;

/// Returns the token of the next page of a list, if there is one.
pub(super) fn next_page(answer: &ApiAnswer) -> Option<String> {
    answer.header("elements-next-page-token").filter(|t| !t.is_empty()).map(str::to_owned)
}

/// Returns the token of the page after this one. `asked` is that of this page.
///
/// # Errors
/// The page names itself as the next one. Unless it is empty, instances behind it may be missing.
pub(super) fn following_page(
    answer: &ApiAnswer,
    asked: Option<&str>,
    is_empty: bool,
    base: &BaseUrl,
) -> Result<Option<String>, Fault> {
    match next_page(answer) {
        Some(next) if asked == Some(&next) && !is_empty => {
            let problem = format!("The list of instances of {} repeats a page, so it is not complete.", base.host());
            Err(Fault::new(FaultKind::Refused, problem, "Retry later, or report this to the platform's support."))
        }
        next => Ok(next.filter(|next| asked != Some(next))),
    }
}

/// Returns the fault for a list with more pages than are read.
pub(super) fn endless(base: &BaseUrl) -> Fault {
    let problem = format!("The list of instances of {} has no end.", base.host());
    Fault::new(FaultKind::Refused, problem, "Search for a part of the name, or for a tag.")
}
