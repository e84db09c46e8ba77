//! Text: safe display, counts with their noun, word splitting, quoting, secrets.

pub mod address;
pub mod answer;
pub mod columns;
pub mod count;
pub mod hex;
pub mod html;
pub mod quoted;
pub mod safe;
#[macro_use]
pub mod safe_text;
pub mod secret;
pub mod shell;
pub mod words;

pub use answer::yes_or_no;
pub use count::count;
pub use hex::hex;
pub use html::escape_html;
pub use quoted::quoted_words;
pub use safe_text::SafeText;
pub use secret::Secret;
pub use shell::shell_quoted;

/// Mask shown in place of a secret: eight dots, as many characters as the platform's own stars.
pub const MASK: &str = "••••••••";
