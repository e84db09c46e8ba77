//! Domain types of provisioning. They use no I/O, no clock and no screen.
//!
//! ```text
//! Draft ──finish()──▶ Filled ──route()──▶ Ready(CreateRequest) | Change(ChangeRequest) | Consent
//! Consent + Grant ──▶ CreateRequest | Reauthorization
//! ```
//!
//! Each type can only be created from the one before, so holding a value proves that the previous step is complete.

pub mod account;
pub mod account_header;
pub mod authorization;
pub mod base;
pub mod callback;
pub mod change_entry;
pub mod change_kind;
pub mod change_outcome;
pub mod change_request;
pub mod checkup;
pub mod create_request;
pub mod declared;
pub mod draft;
pub mod draft_id;
pub mod existing_instance;
pub mod export;
pub mod fault;
pub mod grant;
pub mod guard;
pub mod instance;
pub mod instance_check;
pub mod instance_events;
pub mod instance_facts;
pub mod instance_look;
pub mod instance_query;
pub mod instance_update;
pub mod journal_entry;
pub mod journal_id;
pub mod known_instances;
pub mod last_values;
pub mod list_validator;
pub mod login;
pub mod oauth_proxy;
pub mod observations;
pub mod paste;
pub mod pending_consent;
pub mod recovery;
pub mod reference;
pub mod request_header;
pub mod request_parts;
pub mod resource_docs;
pub mod resource_operation;
pub mod resource_path;
pub mod route;
pub mod saved_session;
pub mod test_record;
pub mod timestamp;
pub mod token_expiry;
pub mod trashed_instance;
pub mod unfinished;

pub use account::{Account, Profile, ProfileName};
pub use account_header::{AccountHeader, HeaderReading};
pub use authorization::{Authorization, State};
pub use base::BaseUrl;
pub use callback::CallbackUrl;
pub use change_entry::{ChangeEntry, ChangeTarget};
pub use change_kind::ChangeKind;
pub use change_outcome::{ChangeAnswer, ChangeVerdict, UnknownCause};
pub use change_request::{ChangeRequest, InstanceEdit, Reauthorization};
pub use create_request::{Consent, CreateRequest, Granted};
pub use draft::{Draft, Filled, KeptDraft, Purpose};
pub use draft_id::DraftId;
pub use existing_instance::ExistingInstance;
pub use fault::Fault;
pub use grant::Grant;
pub use guard::{Guard, Write};
pub use instance::{Instance, InstanceError, ListedInstance, TokenPlace};
pub use instance_facts::{InstanceFacts, InstanceState};
pub use instance_look::{InstanceLook, LookDifferences};
pub use instance_query::InstanceQuery;
pub use instance_update::InstanceUpdate;
pub use journal_entry::JournalEntry;
pub use journal_id::JournalId;
pub use known_instances::MaskedPart;
pub use last_values::LastValues;
pub use list_validator::ListValidator;
pub use login::PasswordLogin;
pub use oauth_proxy::OAuthProxy;
pub use observations::{Observation, Observations};
pub use pending_consent::PendingConsent;
pub use reference::Reference;
pub use request_header::RequestHeader;
pub use request_parts::RequestParts;
pub use resource_operation::{ResourceOperation, ResourceParameter};
pub use resource_path::{ResourcePath, ResourcePathError};
pub use route::Route;
pub use saved_session::{SavedForm, SavedSession};
pub use test_record::{TestOutcome, TestRecord};
pub use timestamp::Timestamp;
pub use trashed_instance::{TrashEntry, TrashedInstance};
pub use unfinished::SavedDraft;
