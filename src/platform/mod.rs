//! The platform's REST API, as far as making an instance needs it. reqwest is named here and nowhere else.
//!
//! Secrets leave in the `Authorization` header, in the query the documentation asks for, and in the body of a
//! creation; none comes back in a fault.

mod answer;
mod body;
mod call;
mod cause;
pub mod checkup;
mod client;
mod consent;
mod elements;
mod fault;
mod instances;
mod login;
mod net;
mod oauth_proxies;
mod observer;
mod pages;
mod proxy;
mod refusal;
mod resource;
mod sending;
mod text;
mod wire;

pub use client::Client;
pub use consent::RequestToken;
pub use elements::ListAnswer;
pub use instances::{InstanceFilter, InstancePage};
pub use net::{Net, NetError};
pub use observer::{ObservedRequest, RequestObserver};
pub use proxy::{ProxyError, ProxyVariable};
pub use resource::ResourceAnswer;
