//! Terminal: raw mode, input decoding, colors, clipboard.

mod canvas;
pub mod clipboard;
pub mod color;
pub mod decoder;
pub mod echo;
pub mod keyboard;
pub mod live;
pub mod output;
pub mod process;
pub mod screen;
pub mod selectable;
mod system;
