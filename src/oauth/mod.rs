//! The way back from the browser: opening the provider's page, and hearing what it answers.

pub mod browser;
mod certificate;
pub mod checkup;
mod gate;
mod guests;
mod head;
mod holder;
mod launch;
pub mod listener;
mod offers;
mod page;
mod peer;
mod sockets;

pub use browser::{Browser, BrowserError, Started};
pub use launch::Links;
pub use listener::{CallbackAnswer, ListenError, Listener};
pub use sockets::free_port;
