//! Answer of a resource, with the request as an export.

use super::CallStep;
use crate::{
    catalog::FieldKey,
    document::json::Body,
    domain::{RequestHeader, export},
    text::Secret,
    wizard::{
        Press,
        calls::{CallAnswer, ResourceCall},
        command::Action,
        form::RowId,
        instance_exports,
        notice::Notice,
        opened_document::OpenedDocument,
        sentence,
        session::Session,
        transition::Transition,
        viewer::{Export, Viewer},
    },
};

/// Parameter with the token of a page, in every list of the platform.
const NEXT_PAGE: &str = "nextPage";

impl CallStep {
    /// Shows an answer over the form. The token of the next page is filled into the form.
    pub(super) fn show(mut self, answer: CallAnswer, call: &ResourceCall, session: &mut Session) -> Transition<Self> {
        let secret = call.headers.iter().filter(|header| RequestHeader::is_secret(&header.name));
        session.remember(secret.map(|header| Secret::new(header.value.as_str())).chain([answer.token]));
        let listed = &call.listed;
        let mask = session.mask_for(&listed.element);
        let curl = session.account().map(|account| {
            let text = mask.redact(&export::call((&call.path, &call.headers), &listed.id, &account.base)).into_owned();
            Export::new('c', "the curl command", "call.sh", text, None)
        });
        let name = mask.redact(&format!("GET /{}", call.path.segments().join("/"))).into_owned();
        let body = Body::read(answer.text.expose().as_bytes().to_vec());
        let file = instance_exports::file_name(&listed.element, &listed.id);
        let viewer = Viewer::from_body(body, mask, &file).offering(curl);
        let notice = self.turn_page(answer.next.as_deref()).then(|| {
            let words = sentence![
                "There is another page. ",
                Press::Start(Action::Back),
                " to go back, then send again to read it."
            ];
            Notice::plain(words)
        });
        Transition::over(self, OpenedDocument { name, viewer }).telling(notice)
    }

    /// Fills in the token of the next page. Returns false if there is none.
    fn turn_page(&mut self, next: Option<&str>) -> bool {
        let id = RowId::Field(FieldKey::new(NEXT_PAGE));
        let Some(row) = self.form.row_mut(&id) else { return false };
        row.fill(next.unwrap_or_default());
        next.is_some()
    }
}
