//! Front ends: each lays out the wizard's steps and turns input into events.

pub mod lines;
pub mod tui;
