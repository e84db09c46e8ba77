//! JSON document as rows that can be folded.
//!
//! The text is kept as received, with a sparse index: every sixteenth value, and the containers around it. Everything
//! else is parsed again when needed. So numbers, the order of keys, repeated keys and escapes stay exactly as sent, and
//! a document needs little more memory than its text.

mod body;
mod document;
mod fault;
mod index;
mod kind;
mod lines;
mod measured;
mod node;
mod outline;
mod pretty;
mod recent;
mod rows;
mod scan;
mod search;
mod string;
mod walk;

pub use body::{Body, Encoding};
pub use document::Document;
pub use fault::JsonFault;
pub use kind::NodeKind;
pub use node::{Node, NodePart};
pub use outline::Outline;
pub use search::DocumentSearch;

/// Mask of a hidden value: the platform's own, of one length for all.
const STARS: &str = "\"********\"";

#[cfg(test)]
pub(in crate::document) mod tests;
