//! A line as it is typed, and lines that arrive together.
//!
//! The terminal's own echo would show a paste before it is known to be one, and its line buffer would cut a long line.
//! So both are off, and each typed character is shown from here. Lines that arrive together are one paste.

use super::pasted::{filled_lines, is_request};
use crate::{
    text::{SafeText, Secret},
    wizard::{Input, Key, KeyCode},
};
use std::time::Duration;
use unicode_width::UnicodeWidthStr as _;
use zeroize::Zeroizing;

/// Silence after which bytes that arrived together are complete.
const LULL: Duration = Duration::from_millis(30);
/// The same after several lines: across a slow network the parts of a paste are this far apart.
const LONG_LULL: Duration = Duration::from_millis(250);
/// Shorter text is shown even if it looks like the first line of a request.
const SHORT: usize = 16;

/// Complete input.
#[derive(Debug, PartialEq, Eq)]
pub enum Typed {
    /// A line; `is_shown` where it is on the screen.
    Line {
        /// The line without its end.
        text: Secret,
        /// True if it is on the screen already, or must not be.
        is_shown: bool,
    },
    /// Lines that arrived together.
    Paste(Secret),
    /// The end of the input.
    End,
}

/// Text typed since the last complete line.
#[derive(Default)]
pub struct Typing {
    text: Zeroizing<String>,
    /// The part of it that is on the screen.
    shown: Zeroizing<String>,
    arrival: Arrival,
    /// True if it stays off the screen.
    is_covered: bool,
    /// True once the paste that waits for its last line end has been announced.
    is_announced: bool,
    echo: SafeText,
}

/// The way the text arrives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Arrival {
    /// Key by key.
    #[default]
    Typed,
    /// At once; more may follow.
    Together,
    /// At once, typed before the first question.
    Early,
}

impl Typing {
    /// Takes lines that were typed before the first question as an answer each.
    pub fn expect_early(&mut self) {
        self.arrival = Arrival::Early;
    }

    /// Takes input that was read at once; `is_visible` where it may be shown.
    pub fn feed(&mut self, inputs: &[Input], is_visible: bool) -> Vec<Typed> {
        if inputs.is_empty() {
            return Vec::new();
        }
        if self.arrival == Arrival::Typed && inputs.len() > 1 {
            self.arrival = Arrival::Together;
        }
        let mut is_end = false;
        for input in inputs {
            match input {
                Input::Key(key) => is_end |= self.press(*key),
                Input::Paste(text) => self.text.push_str(text.expose()),
                Input::Mouse(_) => {}
            }
        }
        if self.text.is_empty() {
            (self.is_covered, self.is_announced) = (false, false);
        }
        self.is_covered |= !is_visible && !self.text.is_empty();
        let mut typed = Vec::new();
        if is_end {
            typed.push(Typed::End);
        } else if self.arrival == Arrival::Typed {
            self.take_key(is_visible, &mut typed);
        }
        typed
    }

    /// The silence to wait for before [`Self::settle`]; `None` where nothing more is expected.
    pub fn lull(&self) -> Option<Duration> {
        let has_lines = self.text.trim_end_matches('\n').contains('\n');
        (self.arrival != Arrival::Typed).then_some(if has_lines { LONG_LULL } else { LULL })
    }

    /// Takes bytes that arrived together as complete, since no more followed.
    pub fn settle(&mut self, is_visible: bool) -> Vec<Typed> {
        let is_early = std::mem::take(&mut self.arrival) == Arrival::Early;
        let mut typed = Vec::new();
        if is_early && !is_request(&self.text) {
            self.split(&mut typed);
        }
        if self.text.ends_with('\n') {
            self.finish(is_visible, &mut typed);
        } else if self.text.contains('\n') {
            self.announce();
        } else {
            self.show();
        }
        typed
    }

    /// Shows the line again behind a question that was put anew.
    pub fn show_again(&mut self) {
        self.shown.clear();
        if self.arrival == Arrival::Typed && !self.text.contains('\n') {
            self.refresh();
        }
    }

    /// Text to print since this was asked last.
    pub fn take_echo(&mut self) -> SafeText {
        std::mem::take(&mut self.echo)
    }

    /// Takes text typed key by key.
    fn take_key(&mut self, is_visible: bool, typed: &mut Vec<Typed>) {
        if self.text.ends_with('\n') {
            self.finish(is_visible, typed);
        } else {
            self.refresh();
        }
    }

    /// Handles a key; returns true if it ends the input.
    fn press(&mut self, key: Key) -> bool {
        match key.code {
            KeyCode::Enter => self.text.push('\n'),
            KeyCode::Tab => self.text.push('\t'),
            KeyCode::Backspace if !self.text.ends_with('\n') => _ = self.text.pop(),
            KeyCode::Char('u') if key.ctrl => self.text.clear(),
            KeyCode::Char('w') if key.ctrl => {
                let rest = self.text.trim_end_matches(' ').trim_end_matches(|c: char| !c.is_whitespace()).len();
                self.text.truncate(rest);
            }
            KeyCode::Char('d') if key.ctrl => return self.text.is_empty(),
            _ => self.text.extend(key.typed()),
        }
        false
    }

    /// Passes on text that ends with a line end.
    fn finish(&mut self, is_visible: bool, typed: &mut Vec<Typed>) {
        let text = std::mem::take(&mut self.text);
        let lines = filled_lines(&text);
        if lines.len() > 1 {
            typed.push(Typed::Paste(Secret::new(text.as_str())));
        } else {
            let line = text.strip_suffix('\n').filter(|line| !line.contains('\n')).or(lines.first().copied());
            self.text.push_str(line.unwrap_or_default());
            self.show();
            typed.push(Typed::Line { text: Secret::new(self.text.replace('\t', " ")), is_shown: true });
        }
        if is_visible {
            self.echo.push(&"\n".into());
        }
        *self = Self { echo: std::mem::take(&mut self.echo), ..Self::default() };
    }

    /// Hands on every line but the last as one typed by itself.
    fn split(&mut self, typed: &mut Vec<Typed>) {
        let text = std::mem::take(&mut self.text);
        let (whole, rest) = text.rsplit_once('\n').unwrap_or(("", &text));
        if text.contains('\n') {
            let line = |line: &str| Typed::Line { text: Secret::new(line), is_shown: false };
            typed.extend(whole.split('\n').map(line));
        }
        self.text.push_str(rest);
    }

    /// Says that several lines came whose last has no end yet.
    fn announce(&mut self) {
        if !std::mem::replace(&mut self.is_announced, true) {
            let lines = filled_lines(&self.text).len();
            self.echo.push(&safe!("\n{} lines arrived together; they are not shown. Enter ends the paste: ", lines));
        }
        self.is_covered = true;
    }

    /// Shows a line that arrived at once, unless it is a request.
    fn show(&mut self) {
        if self.text.len() >= SHORT && !self.is_covered && is_request(&self.text) {
            let count = self.text.chars().count();
            self.is_covered = true;
            self.echo.push(&safe!("(a pasted request of {} characters, not shown)", count));
        }
        self.refresh();
    }

    /// Brings the line on the screen up to date.
    fn refresh(&mut self) {
        if self.is_covered {
            return;
        }
        let wanted = Zeroizing::new(SafeText::line(&self.text.replace('\t', " ")).as_str().to_owned());
        let same = self.shown.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
        let gone: &str = self.shown.get(same..).unwrap_or_default();
        for _ in 0..gone.width() {
            self.echo.push(&"\u{8} \u{8}".into());
        }
        self.echo.push(&SafeText::line(wanted.get(same..).unwrap_or_default()));
        self.shown = wanted;
    }
}

#[cfg(test)]
mod tests;
