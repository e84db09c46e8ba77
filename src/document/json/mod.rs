//! A JSON document as rows that fold.
//!
//! The text is kept as it came, and a sparse index points into it: every sixteenth value, and the containers that
//! reach over one of those. All else is read from the text again where it is wanted. So numbers, the order of keys,
//! repeated keys and escapes stay exactly as they were sent, and a document costs little more than its text.

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
