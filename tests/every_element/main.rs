//! Every known element, created in every auth mode over real HTTP: the form is filled in, consent is given if needed,
//! and the request is compared with the catalog.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that cannot go on should stop, and says how far it got"
)]

#[path = "../kit/mod.rs"]
mod kit;

mod body;
mod consent;
mod families;
mod fill;
mod play;
mod report;
mod spoken;

use elemint::catalog::Catalog;
use report::Report;
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_element_of_the_catalog_is_made_in_every_mode() {
    let report = provision(Catalog::embedded().expect("the embedded catalog")).await;
    report.keep();
    println!("{report}");
    assert!(report.failures().is_empty(), "{}", report.failures());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_element_of_every_family_is_made_in_every_mode() {
    let report = provision(families::catalog()).await;
    assert!(report.failures().is_empty(), "{}", report.failures());
}

async fn provision(catalog: Catalog) -> Report {
    let catalog = Arc::new(catalog);
    let forms = catalog.elements().flat_map(|element| fill::forms(&element)).collect();
    play::all(&catalog, forms).await
}
