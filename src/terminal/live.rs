//! Lines at the bottom of a terminal that are replaced in place, while other lines scroll above them.

use super::{
    output,
    screen::{BEGIN_FRAME, END_FRAME},
};
use crate::text::SafeText;
use unicode_width::UnicodeWidthStr as _;

/// Clears from the cursor to the end of the screen.
const CLEAR: &str = "\x1b[J";

/// Lines at the bottom of the terminal. Dropping them removes them.
#[derive(Debug)]
pub struct LiveLines {
    /// Width of each drawn line in columns.
    drawn: Vec<usize>,
}

impl LiveLines {
    /// Begins without lines; `None` if standard output or standard error is no terminal. The caller knows from `TERM`
    /// that the terminal can move its cursor.
    pub fn begin() -> Option<Self> {
        output::is_all_terminal().then_some(Self { drawn: Vec::new() })
    }

    /// Returns width and height of the terminal in cells.
    pub fn size() -> (usize, usize) {
        let (width, height) = output::size().map_or((80, 24), |size| (size.width, size.height));
        (usize::from(width.max(1)), usize::from(height.max(1)))
    }

    /// Replaces the lines. Each has to be shorter than the terminal is wide.
    pub fn draw(&mut self, lines: &[SafeText]) {
        let mut frame = format!("{BEGIN_FRAME}{}", self.erase(Self::size().0));
        for line in lines {
            frame.push_str(line.as_str());
            frame.push('\n');
        }
        frame.push_str(END_FRAME);
        self.drawn = lines.iter().map(|line| line.as_str().width()).collect();
        // A closed terminal ends the program by its signal.
        let _ = output::sequences(frame.as_bytes());
    }

    /// Removes the lines, so that others can be printed in their place.
    pub fn clear(&mut self) {
        if !self.drawn.is_empty() {
            let _ = output::sequences(self.erase(Self::size().0).as_bytes());
            self.drawn.clear();
        }
    }

    /// Returns the sequences that remove the lines. A terminal that became narrower has wrapped them.
    fn erase(&self, width: usize) -> String {
        let rows: usize = self.drawn.iter().map(|drawn| drawn.div_ceil(width).max(1)).sum();
        if rows == 0 { String::new() } else { format!("\r\x1b[{rows}A{CLEAR}") }
    }
}

impl Drop for LiveLines {
    fn drop(&mut self) {
        self.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::none(&[], 80, "")]
    #[case::two_lines(&[10, 80], 80, "\r\x1b[2A\x1b[J")]
    #[case::wrapped_by_a_narrower_terminal(&[10, 80], 40, "\r\x1b[3A\x1b[J")]
    #[case::empty_line(&[0], 80, "\r\x1b[1A\x1b[J")]
    fn lines_are_removed_as_far_as_they_reach(#[case] drawn: &[usize], #[case] width: usize, #[case] expected: &str) {
        let mut live = LiveLines { drawn: drawn.to_vec() };
        let erased = live.erase(width);
        live.drawn.clear();
        assert_eq!(erased, expected);
    }
}
