//! Documents: JSON as rows, jq filters, masking of secrets, comparison.

pub mod compare;
pub mod filter;
pub mod json;
pub mod mask;
