//! Counts with their noun.

/// Formats a count with its noun: `1 file`, `3 files`.
pub fn count(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
