//! Browser-based consent: opens the provider's page and receives its answer.

pub mod browser;
mod callback_rules;
mod certificate;
pub mod checkup;
mod closing;
mod connections;
mod head;
mod launch;
mod link_offers;
pub mod listener;
mod page;
mod port_owner;
mod sockets;
mod visitor;

pub use browser::{Browser, BrowserError, Started};
pub use launch::Links;
pub use listener::{CallbackAnswer, ListenError, Listener};
pub use sockets::free_port;
