//! Body of a create request, and the mask that covers its secrets.

use super::session::Session;
use crate::{
    document::{
        json::{Document, Node},
        mask::Mask,
    },
    domain::CreateRequest,
};

/// Returns the body as it will be sent. Where a person typed it, they see it; where it is secret, the mask covers it.
pub(super) fn sent(request: &CreateRequest, session: &Session) -> (Document, Mask) {
    let read = |text: String| Document::read(text).unwrap_or_default();
    let sent = read(request.expose_body().to_string());
    // Both have the same rows, since they differ in nothing but their secrets.
    let covered = read(request.masked_body().to_string());
    let secret = sent.nodes().filter(|node| node.raw() != covered.raw(node.row()) && !node.kind().is_container());
    let secret = secret.map(Node::row).collect();
    let known = session.known().iter().cloned().chain(request.secrets());
    (sent, Mask::new(known).covering(secret))
}
