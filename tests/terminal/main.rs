//! The program as it is built, in a real terminal, at the hands of a person.
#![cfg(test)]

#[path = "../kit/mod.rs"]
mod kit;

mod accounts;
mod colours;
mod ends;
mod forms;
mod handover;
mod idle;
mod journal;
mod keyboard;
mod log;
mod person;
mod plain;
mod process;
mod references;
mod refusals;
mod secrets;
mod surroundings;
mod viewer;
mod ways;
