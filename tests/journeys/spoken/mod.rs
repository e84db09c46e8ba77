//! The same sessions as a conversation, line by line.

mod answers;
mod around;
mod commands;
mod consent;
mod forms;
mod instances;
mod last;
mod numbers;
mod pasted;
mod seeds;
