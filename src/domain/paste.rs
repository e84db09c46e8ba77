//! Text people paste: values mangled by web pages and word processors, and whole requests in any common form.

mod request;
mod sequences;
mod value;

pub use request::{Entry, LeftOut, PastedRequest, Reading, Reason, Refusal, begins_request, squeeze};
pub use sequences::without_sequences;
pub use value::{Mended, Repair};
