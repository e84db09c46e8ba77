//! The nouns of provisioning, free of I/O, clock and screen.
//!
//! ```text
//! Draft ──finish()──▶ Filled ──route()──▶ Ready(Provision) | Consent
//! Consent + Grant ──▶ Provision ──create──▶ Instance
//! ```
//!
//! Each is made only from the one before it, so holding one is the proof that the step before was taken.

pub mod account;
pub mod authorization;
pub mod base;
pub mod callback;
pub mod checkup;
pub mod create_request;
pub mod draft;
pub mod export;
pub mod fault;
pub mod grant;
pub mod instance;
pub mod journal_entry;
pub mod last_values;
pub mod paste;
pub mod reference;
pub mod timestamp;
pub mod unfinished;

pub use account::{Account, Profile, ProfileName};
pub use authorization::{Authorization, State};
pub use base::BaseUrl;
pub use callback::CallbackUrl;
pub use create_request::{Consent, CreateRequest, Route};
pub use draft::{Draft, Filled, KeptDraft};
pub use fault::Fault;
pub use grant::Grant;
pub use instance::{Instance, TokenPlace};
pub use journal_entry::{JournalEntry, JournalId};
pub use last_values::LastValues;
pub use reference::Reference;
pub use timestamp::Timestamp;
pub use unfinished::{DraftId, SavedDraft};
