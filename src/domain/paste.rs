//! Text people paste: values mangled by web pages and word processors, and whole requests in any common form.

mod request;
mod sequences;
mod value;

pub use request::{
    LeftOut, PastedEntry, PastedRequest, Reason, RequestReading, RequestRefusal, begins_request, squeeze,
};
pub use sequences::without_sequences;
pub use value::{CleanedPaste, Repair};
