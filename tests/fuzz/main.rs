//! The fuzz targets for everyone: each replays its corpus and then takes inputs made of it at random. Longer with
//! `ELEMINT_FUZZ_RUNS=1000000 cargo test --release --test fuzz`; under libFuzzer see `tests/fuzz/Cargo.toml`.
#![cfg(test)]

mod random;
mod targets;

use random::Random;
use std::{fs, path::Path};

/// Enough to see that nothing is broken outright, in a debug build on a slow machine.
const RUNS: u64 = 300;

fn runs() -> u64 {
    #[expect(clippy::disallowed_methods, reason = "how long a test runs is for whoever runs it to say")]
    std::env::var("ELEMINT_FUZZ_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(RUNS)
}

fn run(name: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(name);
    let mut paths: Vec<_> = fs::read_dir(&folder).expect(name).map(|file| file.expect("a file").path()).collect();
    paths.sort();
    let corpus: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).expect("a file")).collect();
    assert!(!corpus.is_empty(), "{name} has no corpus");
    for input in &corpus {
        target(input);
    }
    let mut random = Random::new(0x5eed);
    for _ in 0..runs() {
        target(&random.input(&corpus));
    }
}

#[test]
fn answers_of_a_provider_are_read_or_refused() {
    run("grant", targets::grant);
}

#[test]
fn answers_of_a_platform_are_an_instance_or_a_fault_without_secrets() {
    run("wire", targets::wire);
}

#[test]
fn elements_as_a_platform_lists_them_become_forms_or_nothing() {
    run("element", targets::element);
}

#[test]
fn documents_are_read_shown_and_written_again() {
    run("document", targets::document);
}

#[test]
fn own_element_files_are_read_or_reported() {
    run("catalog", targets::catalog);
}

#[test]
fn profile_files_are_read_or_reported() {
    run("profile", targets::profile);
}

#[test]
fn keys_of_any_kind_lead_through_the_wizard() {
    run("keys", targets::keys);
}
