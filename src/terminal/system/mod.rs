//! The part of the terminal that differs between systems: reading its input, its modes, and suspending.
//!
//! On every system the input is the bytes of a terminal, which the one decoder reads. A Windows console sends records;
//! with its mode for terminal sequences most of them hold such bytes already, and `console_keys` writes the others.

#[cfg(any(windows, test))]
mod console_keys;
#[cfg(unix)]
mod unix;
#[cfg(unix)]
mod waiting;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(super) use unix::*;
#[cfg(windows)]
pub(super) use windows::*;
