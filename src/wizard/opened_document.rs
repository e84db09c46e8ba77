//! Document that is read over a step.

use super::{session::Session, viewer::Viewer};
use crate::{document::json::Body, text::Secret};

/// Document that is read over a step.
#[derive(Clone, Debug)]
pub struct OpenedDocument {
    /// Name of the document.
    pub name: String,
    /// The document.
    pub viewer: Viewer,
}

impl OpenedDocument {
    /// Opens an answer of the platform that the step could not use.
    pub fn answer(answer: &Secret, session: &Session) -> Self {
        let body = Body::read(answer.expose().as_bytes().to_vec());
        let viewer = Viewer::from_body(body, session.mask(), "answer.txt");
        Self { name: "The platform's answer".into(), viewer }
    }
}
