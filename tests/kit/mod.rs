//! The words the integration tests are written in: `mod kit;` brings them along.
#![cfg(test)]
#![allow(dead_code, unused_imports, reason = "every test file is a program of its own and uses another part")]

pub mod film;
pub mod following;
pub mod keys;
pub mod modes;
pub mod paint;
pub mod picture;
pub mod play;
pub mod ports;
pub mod pty;
pub mod scene;
pub mod schema;
pub mod screen;
#[cfg(unix)]
pub mod script;
pub mod sequences;
pub mod talk;
pub mod terminal;
pub mod twin;
pub mod typed;
pub mod web;

pub use film::Film;
pub use keys::{parse, pasted};
pub use picture::Picture;
pub use play::Play;
pub use ports::{ClosedPort, free_port};
#[cfg(unix)]
pub use script::write_script;
pub use talk::Conversation;
pub use terminal::Terminal;
