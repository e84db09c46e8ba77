//! elemint mints element instances on Cloud Elements and SAP Open Connectors from a terminal.
//!
//! The wizard is a fold: an event goes in, the next wizard and a list of effects come out. A view draws it, a
//! runner makes its effects come true, and everything that touches the world stands behind the runner.
//!
//! The modules stand in reading order, and that order is the rule: a module uses those above it, never those
//! below, and the modules of layer 2 do not know one another. `tests/layers` holds this.

// Layer 0: the nouns. No I/O, no clock, no screen.
#[macro_use]
pub mod domain;

// Layer 1: what happens next.
pub mod wizard;

// Layer 2: what it looks like, and the outside. None of these knows another.
pub mod oauth;
pub mod platform;
pub mod sandbox;
pub mod storage;
pub mod talk;
pub mod view;

// Layer 3: what makes it so.
pub mod runtime;

// Layer 4: how it is asked for.
pub mod cli;
