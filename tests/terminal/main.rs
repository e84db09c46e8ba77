//! The program as it is built, in a real terminal, at the hands of a person.
#![cfg(test)]

#[path = "../kit/mod.rs"]
mod kit;
#[path = "../kit/server.rs"]
mod server;

mod accounts;
mod change;
mod clone;
mod colours;
mod create;
mod delegated;
mod ends;
mod failures;
mod forms;
mod front;
mod handover;
mod hostile;
mod idle;
mod inputs;
mod instances;
mod interruption;
mod journal;
mod keyboard;
mod log;
mod missing;
mod pastes;
mod person;
mod piped;
mod plain;
mod process;
mod proxies;
mod references;
mod refusals;
mod rollback;
mod sandbox;
mod secrets;
mod session;
mod surroundings;
mod team;
mod trash;
mod unattended;
mod viewer;
mod ways;
