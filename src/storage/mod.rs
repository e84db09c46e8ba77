//! Data that outlives a session: profiles, drafts, journal, instances.
//!
//! Everything is private to the user (directories 0700, files 0600) and is written completely or not at all. A file
//! that cannot be read is named and left unchanged.

mod applied;
mod catalog;
mod change_journal;
mod checksum;
mod checkup;
mod consents;
mod disk;
mod drafts;
mod error;
mod fallback_lock;
mod file;
mod file_parts;
mod folder;
mod folders;
pub mod forget;
mod held_open;
mod instance_name;
mod instances;
mod journal;
mod keep_instance;
pub mod keyring;
mod known_draft;
mod known_instances;
mod last;
mod lock;
mod locked_file;
mod log;
mod observations;
mod own_files;
mod profiles;
mod sandbox_state;
mod session_file;
mod side_by_side;
mod state_file;
mod store;
mod temp_file;
mod temp_part;
pub mod trash;

pub use applied::AppliedLog;
pub use catalog::StoredCatalog;
pub use error::StorageError;
pub use forget::StoredRecord;
pub use instances::{Reservation, TokenOrigin};
pub use journal::{EntryHolder, OpenRequest, RequestBlocked};
pub use keep_instance::TokenLocation;
pub use keyring::{Keyring, KeyringError};
pub use known_instances::KnownInstances;
pub use log::Log;
pub use sandbox_state::SandboxStateFile;
pub use session_file::{SessionFile, SessionFileError};
pub(crate) use side_by_side::side_by_side;
pub use store::{Places, Store};
pub use temp_file::TempFile;
pub use trash::{Trash, TrashCopy, TrashRecord};
