//! Mouse reports in the SGR form: `ESC [ < button ; column ; row M`.

use crate::wizard::mouse::{Gesture, Mouse};

/// Shift, Alt and Ctrl, which make no difference here.
const HELD: u16 = 4 | 8 | 16;

/// The report between `<` and its last letter; nothing for buttons let go, movement, and buttons we do not know.
pub fn report(body: &[u8], pressed: bool) -> Option<Mouse> {
    let mut numbers = std::str::from_utf8(body).ok()?.split(';').map(|number| number.parse::<u16>().ok());
    let (button, column, row) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let gesture = match button & !HELD {
        0 if pressed => Gesture::Click,
        64 => Gesture::Up,
        65 => Gesture::Down,
        _ => return None,
    };
    let whole = numbers.next().is_none();
    whole.then_some(Mouse { gesture, column: column.checked_sub(1)?, row: row.checked_sub(1)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_clicks_and_the_wheel_are_decoded() {
        let mouse = |gesture, column, row| Some(Mouse { gesture, column, row });
        assert_eq!(report(b"0;1;1", true), mouse(Gesture::Click, 0, 0));
        assert_eq!(report(b"4;300;20", true), mouse(Gesture::Click, 299, 19));
        assert_eq!(report(b"64;5;7", true), mouse(Gesture::Up, 4, 6));
        assert_eq!(report(b"65;5;7", true), mouse(Gesture::Down, 4, 6));
        assert_eq!(report(b"0;1;1", false), None, "let go");
        for odd in
            ["", "0", "0;1", "0;0;1", "0;1;0", "32;1;1", "1;1;1", "2;1;1", "66;1;1", "0;1;1;1", "0;x;1", "0;99999;1"]
        {
            assert_eq!(report(odd.as_bytes(), true), None, "{odd}");
        }
    }
}
