//! elemint creates element instances on Cloud Elements and SAP Open Connectors from a terminal.
//!
//! The wizard is a pure state machine: it takes an event and returns the next wizard and a list of effects. A front
//! end shows it, a runner performs its effects, and everything that touches the outside is behind the runner.
//!
//! The modules are in reading order, and the order is a rule: a module uses only those above it, and the modules of
//! layer 2 do not use each other. `tests/layers` checks this. ARCHITECTURE.md explains it.

// Layer 0: vocabulary. No I/O, no clock, no screen. Each uses only those above it.
#[macro_use]
pub mod text;

pub mod document;

pub mod catalog;

pub mod domain;

// Layer 1: the state machine.
pub mod wizard;

// Layer 2: adapters for the network, the disk and the terminal. They do not use each other.
pub mod oauth;
pub mod platform;
pub mod sandbox;
pub mod storage;
pub mod terminal;

// Layer 3: front ends for the one wizard.
pub mod frontend;

// Layer 4: event loop and runner of effects.
pub mod runtime;

// Layer 5: the command line.
pub mod cli;
