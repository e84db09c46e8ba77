//! Client against a scripted server, byte for byte.

#![expect(clippy::expect_used, clippy::panic, reason = "a helper that fails is a test that fails")]

mod consent;
mod creation;
mod elements;
mod failures;
mod guard;
mod instances;
mod odd;
#[path = "../kit/ports.rs"]
mod ports;
mod search;
#[path = "../kit/server.rs"]
mod server;
mod tls;
mod way;

use elemint::platform::Client;
use elemint::{
    catalog::{Catalog, FieldKey},
    domain::{
        Account, Authorization, BaseUrl, CallbackUrl, Consent, CreateRequest, Draft, ExistingInstance, Fault, Grant,
        Purpose, Route, State, grant::GrantReading,
    },
    text::Secret,
};
use server::Server;

/// Values that must never come back in a fault.
const USER: &str = "USERCANARY+/8Wl=";
const ORGANIZATION: &str = "0123ORGCANARY4567";
const API_SECRET: &str = "APISECRETCANARY/+ &x";
const PASSWORD: &str = "PASSWORDCANARY";
const CODE: &str = "CODECANARY==";

fn account(base: &BaseUrl) -> Account {
    Account::new(base.clone(), Secret::new(USER), Secret::new(ORGANIZATION))
}

fn client(server: &Server) -> Client {
    Client::new(&server.base).expect("a client for this machine needs nothing")
}

fn state() -> State {
    State::from_bytes(&[7; 32])
}

fn draft(element: &str, values: &[(&str, &str)]) -> Draft {
    let catalog = Catalog::embedded().expect("catalog");
    let mut draft = Draft::new(catalog.find(element).expect(element));
    draft.name = "Insert Instance_Name".into();
    draft.tags = "Add_Your_Tag".into();
    for (key, value) in values {
        draft.set(&FieldKey::new(*key), value);
    }
    draft
}

/// The plain seed element, filled in.
fn magento() -> CreateRequest {
    let values = [("userName", "magento"), ("password", PASSWORD), ("store.url", "https://magento.my-store.com")];
    match draft("magentosoapv19", &values).finish().expect("complete").route() {
        Route::Ready(provision) => provision,
        Route::Consent(_) | Route::Change(_) => panic!("magentosoapv19 asks for no consent"),
    }
}

/// The OAuth seed element, filled in.
fn infusionsoft() -> Consent {
    let values = [
        ("oauth.callback.url", "https://www.mycoolapp.com/auth?a=b&c"),
        ("oauth.api.key", "fake_client id"),
        ("oauth.api.secret", API_SECRET),
    ];
    match draft("infusionsoftecommerce", &values).finish().expect("complete").route() {
        Route::Consent(consent) => consent,
        Route::Ready(_) | Route::Change(_) => panic!("infusionsoftecommerce asks for consent"),
    }
}

/// The same with consent given.
fn granted() -> CreateRequest {
    let consent = infusionsoft();
    let grant = grant_for(&consent);
    consent.granted(grant).into_create().expect("a request for a new instance")
}

/// Consent that replaces the credentials of an instance of the OAuth seed element, with its secrets typed again.
fn reauthorized(existing: ExistingInstance) -> Consent {
    let element = draft("infusionsoftecommerce", &[]).element().clone();
    let mut draft = Draft::of_existing(element, Purpose::Reauthorize(existing.into()));
    for (key, value) in [("oauth.api.key", "fake_client id"), ("oauth.api.secret", API_SECRET)] {
        draft.set(&FieldKey::new(key), value);
    }
    match draft.finish().expect("complete").route() {
        Route::Consent(consent) => consent,
        Route::Ready(_) | Route::Change(_) => panic!("infusionsoftecommerce asks for consent"),
    }
}

/// The provider's answer to a request for consent.
fn grant_for(consent: &Consent) -> Grant {
    let state = state();
    let answer = format!("https://www.mycoolapp.com/auth?code=CODECANARY%3D%3D&state={}", state.as_str());
    let page = "https://signin.infusionsoft.com/app/oauth/authorize";
    let callback = CallbackUrl::parse("https://www.mycoolapp.com/auth?a=b&c").expect("a callback");
    let authorization = Authorization::new(page, state, callback, consent.api_key()).expect("an address to open");
    match Grant::read(&answer, &authorization) {
        GrantReading::Found(grant) => grant,
        other => panic!("{other:?}"),
    }
}

/// Checks that a fault shows the user nothing secret.
fn without_secrets(fault: Fault) -> Fault {
    let shown = format!("{fault:?} {fault} {fault:#?}");
    for canary in ["USERCANARY", "ORGCANARY", "APISECRETCANARY", "PASSWORDCANARY", "CODECANARY"] {
        assert!(!shown.contains(canary), "{shown}");
    }
    assert!(!fault.problem.is_empty() && !fault.hint.is_empty(), "{shown}");
    assert!(!shown.contains("apiKey=") && !shown.contains("http://127"), "{shown}");
    fault
}
