//! What outlives a session: profiles, the draft under way, and the instances made.
//!
//! Everything is kept for the person alone (directories 0700, files 0600) and is there whole or not at all. A file
//! that cannot be read is named and left as it is.

mod catalog;
mod checkup;
mod drafts;
mod error;
mod file;
pub mod forget;
mod instances;
mod journal;
pub mod keyring;
mod last;
mod loan;
mod lock;
mod log;
mod mark;
mod own;
mod part;
mod place;
mod profiles;
mod seal;
mod store;

pub use error::StorageError;
pub use forget::StoredRecord;
pub use instances::{Reservation, TokenOrigin};
pub use journal::{EntryHolder, OpenRequest, RequestBlocked};
pub use keyring::{Keyring, KeyringError};
pub use loan::TempFile;
pub use log::Log;
pub use store::{Places, Store};
