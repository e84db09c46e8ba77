//! Emoji of several characters, taken apart.

/// Returns the text to draw for a symbol of several characters whose width terminals disagree on, a cell or two each;
/// `None` for all other symbols.
pub(super) fn parts(symbol: &str) -> Option<Vec<String>> {
    let mut chars = symbol.chars();
    let first = chars.next()?;
    if is_flag_letter(first) && chars.clone().any(is_flag_letter) {
        return Some(symbol.chars().filter_map(letter).map(String::from).collect());
    }
    chars.any(is_joint).then(|| vec![first.to_string()])
}

/// Characters that change or join the emoji before them: joiner, variant selector, keycap, skin tones, tags.
fn is_joint(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
}

fn is_flag_letter(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

/// Returns the letter of a regional indicator, which is half of a flag.
fn letter(c: char) -> Option<char> {
    let place = u32::from(c).checked_sub(0x1_f1e6)?;
    char::from_u32(u32::from('A') + place).filter(char::is_ascii_uppercase)
}
