//! The nouns of provisioning, free of I/O, clock and screen.
//!
//! ```text
//! Draft ──finish()──▶ Filled ──route()──▶ Ready(Provision) | Consent
//! Consent + Grant ──▶ Provision ──create──▶ Instance
//! ```
//!
//! Each is made only from the one before it, so holding one is the proof that the step before was taken.

pub mod account;
pub mod address;
pub mod attempt;
pub mod authorization;
pub mod base;
pub mod callback;
pub mod catalog;
pub mod checkup;
pub mod compare;
mod count;
pub mod draft;
pub mod element;
pub mod export;
pub mod fault;
pub mod field;
pub mod filter;
pub mod grant;
pub mod instance;
pub mod json;
pub mod last;
pub mod mask;
pub mod moment;
pub mod paste;
pub mod provision;
pub mod reference;
pub mod safe;
#[macro_use]
pub mod safe_text;
pub mod secret;
pub mod unfinished;
mod words;

pub use account::{Account, Profile, ProfileName};
pub use attempt::{Attempt, AttemptId};
pub use authorization::{Authorization, State};
pub use base::Base;
pub use callback::Callback;
pub use catalog::Catalog;
pub use count::count;
pub use draft::{Draft, Filled, KeptDraft};
pub use element::{Element, ElementKey, Flow, Hub, Mode};
pub use fault::Fault;
pub use field::{Field, FieldKey, Kind};
pub use grant::Grant;
pub use instance::{Instance, Kept};
pub use last::Last;
pub use moment::Moment;
pub use provision::{Consent, Provision, Route};
pub use reference::Reference;
pub use safe_text::SafeText;
pub use secret::Secret;
pub use unfinished::{DraftId, SavedDraft};
