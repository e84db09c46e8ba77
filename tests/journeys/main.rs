//! Whole sessions with the wizard, from key to key, without terminal, network or clock.
#![cfg(test)]

#[path = "../kit/mod.rs"]
mod kit;

mod back;
mod consent;
mod faults;
mod first_run;
mod form;
mod leaving;
mod pasted;
mod seeds;
mod unclear;
mod viewer;
