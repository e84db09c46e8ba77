//! Sandbox, called over real HTTP as any client calls the platform.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop there")]

mod accounts;
mod catalog;
mod client;
mod consent;
mod create;
mod exported;
#[path = "../every_element/families.rs"]
mod families;
mod faults;
mod filter;
mod formulas;
mod instances_page;
mod life;
mod manage;
mod managed;
mod oauth1;
#[path = "../kit/ports.rs"]
mod ports;
mod provider_records;
mod quirks;
mod rules;
mod saved;
mod transport;
mod ways;
