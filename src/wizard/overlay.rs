//! Overlays: they get all input while they are open. The step below continues and loses nothing.

use super::{palette::Palette, request_choice::RequestChoice, scroll::Scroll};

/// Overlay of the step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Overlay {
    /// No overlay.
    #[default]
    None,
    /// The keys that do something here, scrolled.
    Help(Scroll),
    /// Everything that can be done here, to choose from.
    Commands(Box<Palette>),
    /// Requests in a pasted text, to choose from.
    Requests(Box<RequestChoice>),
    /// Question before leaving.
    Leave,
}
