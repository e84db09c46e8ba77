//! Text: safe display, counts with their noun, word splitting, secrets.

pub mod address;
pub mod count;
pub mod safe;
#[macro_use]
pub mod safe_text;
pub mod secret;
pub mod words;

pub use count::count;
pub use safe_text::SafeText;
pub use secret::Secret;

/// Mask shown in place of a secret: eight dots, as many characters as the platform's own stars.
pub const MASK: &str = "••••••••";
