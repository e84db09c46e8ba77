//! Complete sessions with the wizard, key by key, without terminal, network or clock.
#![cfg(test)]

#[path = "../kit/mod.rs"]
mod kit;

mod availability;
mod back;
mod calls;
mod change;
mod commands;
mod consent;
mod copies;
mod covered;
mod drafts;
mod entries;
mod fast;
mod faults;
mod finding;
mod first_run;
mod form;
mod guard;
mod handover;
mod instance_work;
mod instances;
mod keys;
mod last;
mod leaving;
mod listing;
mod looks;
mod names;
mod pasted;
mod pasted_forms;
mod profiles;
mod proxies;
mod reading;
mod recovery;
mod references;
mod retention;
mod seeds;
mod spoken;
mod states;
mod status;
mod support;
mod tour;
mod trash;
mod unclear;
mod viewer;
