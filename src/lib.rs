//! elemint mints element instances on Cloud Elements and SAP Open Connectors from a terminal.
//!
//! The wizard is a fold: an event goes in, the next wizard and a list of effects come out. A view draws it, a
//! runner makes its effects come true, and everything that touches the world stands behind the runner.
//!
//! The modules stand in reading order, and that order is the rule: a module uses those above it, never those
//! below, and the modules of layer 2 do not know one another. `tests/layers` holds this.

// Layer 0: vocabulary. No I/O, no clock, no screen. Each uses those above it.
#[macro_use]
pub mod text;

pub mod document;

pub mod catalog;

pub mod domain;

// Layer 1: the state machine.
pub mod wizard;

// Layer 2: adapters to the outside. They do not use each other.
pub mod oauth;
pub mod platform;
pub mod sandbox;
pub mod storage;
pub mod terminal;

// Layer 3: front ends over one wizard.
pub mod frontend;

// Layer 4: the event loop, and the runner of effects.
pub mod runtime;

// Layer 5: the command line.
pub mod cli;
