//! Pasted text: values altered by web pages and word processors, and complete requests in any common format.

mod request;
mod sequences;
mod value;

pub use request::{
    LeftOut, PastedEntry, PastedRequest, Reason, RequestCall, RequestReading, RequestRefusal, begins_request, squeeze,
};
pub use sequences::without_sequences;
pub use value::{CleanedPaste, Repair};
