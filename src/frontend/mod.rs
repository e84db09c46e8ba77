//! Front ends: each lays out the wizard's steps and turns input into events.

pub mod json;
pub mod lines;
pub mod tui;
