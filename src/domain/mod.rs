//! The nouns of provisioning, free of I/O, clock and screen.
//!
//! ```text
//! Draft ──finish()──▶ Filled ──route()──▶ Ready(Provision) | Consent
//! Consent + Grant ──▶ Provision ──create──▶ Instance
//! ```
//!
//! Each is made only from the one before it, so holding one is the proof that the step before was taken.

pub mod account;
pub mod attempt;
pub mod authorization;
pub mod base;
pub mod callback;
pub mod checkup;
pub mod draft;
pub mod export;
pub mod fault;
pub mod grant;
pub mod instance;
pub mod last;
pub mod moment;
pub mod paste;
pub mod provision;
pub mod reference;
pub mod unfinished;

pub use account::{Account, Profile, ProfileName};
pub use attempt::{JournalEntry, JournalId};
pub use authorization::{Authorization, State};
pub use base::BaseUrl;
pub use callback::CallbackUrl;
pub use draft::{Draft, Filled, KeptDraft};
pub use fault::Fault;
pub use grant::Grant;
pub use instance::{Instance, TokenPlace};
pub use last::LastValues;
pub use moment::Timestamp;
pub use provision::{Consent, CreateRequest, Route};
pub use reference::Reference;
pub use unfinished::{DraftId, SavedDraft};
