//! Decodes the bytes of a terminal to keys and pastes.
//!
//! It works byte by byte, so the sizes of reads do not matter, and without a clock: the reader asks
//! [`Decoder::pending`] for the time to wait, and calls [`Decoder::flush`] if no byte came. Therefore an unfinished
//! sequence cannot block the keyboard. Answers of the terminal, mouse reports and unknown sequences are never typed; of
//! the answers the background color is kept.

mod mouse;
mod paste;
mod pending;
mod sequence;

pub use pending::Pending;

use crate::{
    terminal::color::Rgb,
    wizard::{Input, Key, KeyCode},
};
use paste::Paste;

/// Longer than any sequence that means something.
const LONGEST: usize = 64;
const ESC: u8 = 0x1b;
const CTRL_C: u8 = 0x03;

/// A terminal's input on its way to the wizard.
#[derive(Debug, Default)]
pub struct Decoder {
    state: DecoderState,
    inputs: Vec<Input>,
    ground: Option<Rgb>,
}

#[derive(Debug, Default)]
enum DecoderState {
    #[default]
    Ground,
    /// After ESC, or after two of them, which is how some terminals send Alt with a key that has a sequence.
    Escape {
        twice: bool,
    },
    /// After `ESC O`.
    Single {
        twice: bool,
    },
    /// After `ESC [`, with the bytes since; a body longer than [`LONGEST`] is dropped.
    Control {
        twice: bool,
        body: Vec<u8>,
    },
    /// After `ESC [ [`, as the Linux console begins F1 to F5.
    Console,
    /// A terminal's answer, up to BEL or `ESC \`; `intro` began it.
    Answer {
        intro: u8,
        body: Vec<u8>,
    },
    /// After the ESC in an answer.
    Close {
        intro: u8,
        body: Vec<u8>,
    },
    /// Number of bytes of a mouse report that are still to come.
    Mouse(u8),
    /// The first bytes of a character that takes `need` of them.
    Char {
        alt: bool,
        bytes: Vec<u8>,
        need: usize,
    },
    Paste(Paste),
}

impl Decoder {
    /// A decoder that waits for the first byte.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes bytes as they were read, and returns the inputs they complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        for byte in bytes {
            self.state = self.step(*byte);
        }
        std::mem::take(&mut self.inputs)
    }

    /// Returns the background color, if the terminal reported it since the last call.
    pub fn take_ground(&mut self) -> Option<Rgb> {
        self.ground.take()
    }

    /// Returns the unfinished input, if any: more bytes are then waited for, for a limited time.
    pub fn pending(&self) -> Option<Pending> {
        match self.state {
            DecoderState::Ground => None,
            DecoderState::Escape { .. } => Some(Pending::Escape),
            DecoderState::Paste(_) => Some(Pending::Paste),
            DecoderState::Answer { ref body, .. } | DecoderState::Close { ref body, .. } if !body.is_empty() => {
                Some(Pending::Answer)
            }
            _ => Some(Pending::Sequence),
        }
    }

    /// Ends unfinished input, since no more bytes came: an Escape was the key, a paste is complete, the rest is
    /// dropped.
    pub fn flush(&mut self) -> Vec<Input> {
        match std::mem::take(&mut self.state) {
            DecoderState::Escape { twice } => self.escapes(if twice { 2 } else { 1 }),
            DecoderState::Single { twice } => self.alt(twice, 'O'),
            DecoderState::Control { twice, body } if body.is_empty() => self.alt(twice, '['),
            DecoderState::Answer { intro, body } if body.is_empty() => self.alt(false, char::from(intro)),
            DecoderState::Paste(paste) => self.inputs.extend(paste.end().map(Input::Paste)),
            _ => {}
        }
        std::mem::take(&mut self.inputs)
    }

    /// The one place where a byte meets a state.
    fn step(&mut self, byte: u8) -> DecoderState {
        match std::mem::take(&mut self.state) {
            DecoderState::Ground => self.ground(byte),
            DecoderState::Escape { twice } => self.escape(byte, twice),
            DecoderState::Single { twice } => self.single(byte, twice),
            DecoderState::Control { twice, body } => self.control(byte, twice, body),
            DecoderState::Console if byte < b' ' => self.ground(byte),
            DecoderState::Console => self.done(sequence::console(byte), false),
            DecoderState::Answer { intro, body } => self.answer(byte, intro, body),
            DecoderState::Close { intro, body } if byte == b'\\' => self.answered(intro, &body),
            DecoderState::Close { .. } => self.escape(byte, false),
            DecoderState::Mouse(left) if left > 1 => DecoderState::Mouse(left - 1),
            DecoderState::Mouse(_) => DecoderState::Ground,
            DecoderState::Char { alt, bytes, need } => self.char(byte, alt, bytes, need),
            DecoderState::Paste(paste) => self.paste(byte, paste),
        }
    }

    fn ground(&mut self, byte: u8) -> DecoderState {
        match byte {
            ESC => DecoderState::Escape { twice: false },
            0..0x80 => self.done(Some(sequence::ascii(byte)), false),
            _ => begin(byte, false),
        }
    }

    fn escape(&mut self, byte: u8, twice: bool) -> DecoderState {
        match byte {
            b'[' => return DecoderState::Control { twice, body: Vec::new() },
            b'O' => return DecoderState::Single { twice },
            ESC if !twice => return DecoderState::Escape { twice: true },
            _ => self.escapes(usize::from(twice)),
        }
        match byte {
            ESC => DecoderState::Escape { twice: true },
            b']' | b'P' | b'X' | b'^' | b'_' => DecoderState::Answer { intro: byte, body: Vec::new() },
            // Ctrl-C always gets through, even with an Escape before it.
            CTRL_C => {
                self.escapes(1);
                self.ground(byte)
            }
            0..0x80 => self.done(Some(Key { alt: true, ..sequence::ascii(byte) }), false),
            _ => begin(byte, true),
        }
    }

    fn single(&mut self, byte: u8, twice: bool) -> DecoderState {
        if byte < b' ' {
            self.alt(twice, 'O');
            return self.ground(byte);
        }
        self.done(sequence::single(byte), twice)
    }

    fn control(&mut self, byte: u8, twice: bool, mut body: Vec<u8>) -> DecoderState {
        match byte {
            b'[' if body.is_empty() => DecoderState::Console,
            b'M' if body.is_empty() => {
                self.escapes(usize::from(twice));
                DecoderState::Mouse(3)
            }
            // rxvt ends Shift with a key like this; in other terminals it comes before the end of an answer.
            b'$' if !body.is_empty() && body.iter().all(u8::is_ascii_digit) => self.end(byte, twice, &body),
            b' '..=b'?' => {
                // One byte over the limit is kept as the sign that there were too many.
                if body.len() <= LONGEST {
                    body.push(byte);
                }
                DecoderState::Control { twice, body }
            }
            b'@'..=b'~' => self.end(byte, twice, &body),
            _ => {
                if body.is_empty() {
                    self.alt(twice, '[');
                }
                self.ground(byte)
            }
        }
    }

    fn end(&mut self, last: u8, twice: bool, body: &[u8]) -> DecoderState {
        if body == b"200" && last == b'~' {
            self.escapes(usize::from(twice));
            return DecoderState::Paste(Paste::default());
        }
        if let Some(report) = body.strip_prefix(b"<").filter(|_| matches!(last, b'M' | b'm')) {
            self.escapes(usize::from(twice));
            self.inputs.extend(mouse::report(report, last == b'M').map(Input::Mouse));
            return DecoderState::Ground;
        }
        let key = if body.len() <= LONGEST { sequence::control(body, last) } else { None };
        self.done(key, twice)
    }

    /// A sequence is over. Two Escapes before it mean Alt with its key, or a first Escape by itself if it has none.
    fn done(&mut self, key: Option<Key>, twice: bool) -> DecoderState {
        match key {
            Some(key) => self.key(Key { alt: twice || key.alt, ..key }),
            None => self.escapes(usize::from(twice)),
        }
        DecoderState::Ground
    }

    fn answer(&mut self, byte: u8, intro: u8, mut body: Vec<u8>) -> DecoderState {
        match byte {
            ESC => DecoderState::Close { intro, body },
            0x07 => self.answered(intro, &body),
            0x18 | 0x1a => DecoderState::Ground,
            CTRL_C => self.ground(byte),
            _ => {
                // One byte over the limit is kept as the sign that there were too many.
                if body.len() <= LONGEST {
                    body.push(byte);
                }
                DecoderState::Answer { intro, body }
            }
        }
    }

    /// Handles a complete answer: `]11;rgb:…` is the background color.
    fn answered(&mut self, intro: u8, body: &[u8]) -> DecoderState {
        let text = std::str::from_utf8(body).ok().filter(|text| text.len() <= LONGEST);
        let ground = text.and_then(|text| text.strip_prefix("11;")).filter(|_| intro == b']');
        self.ground = ground.and_then(Rgb::reported).or(self.ground);
        DecoderState::Ground
    }

    fn char(&mut self, byte: u8, alt: bool, mut bytes: Vec<u8>, need: usize) -> DecoderState {
        if byte & 0xc0 != 0x80 {
            return self.ground(byte);
        }
        bytes.push(byte);
        if bytes.len() < need {
            return DecoderState::Char { alt, bytes, need };
        }
        let c = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next());
        self.done(c.filter(|c| !c.is_control()).map(|c| Key { alt, ..Key::plain(KeyCode::Char(c)) }), false)
    }

    fn paste(&mut self, byte: u8, mut paste: Paste) -> DecoderState {
        if !paste.push(byte) {
            return DecoderState::Paste(paste);
        }
        self.inputs.extend(paste.end().map(Input::Paste));
        DecoderState::Ground
    }

    fn key(&mut self, key: Key) {
        self.inputs.push(Input::Key(key));
    }

    fn escapes(&mut self, count: usize) {
        (0..count).for_each(|_| self.key(Key::plain(KeyCode::Esc)));
    }

    fn alt(&mut self, twice: bool, letter: char) {
        self.escapes(usize::from(twice));
        self.key(Key::alt(letter));
    }
}

/// Begins a character that takes several bytes; a byte that begins none is swallowed.
fn begin(byte: u8, alt: bool) -> DecoderState {
    let need = match byte {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return DecoderState::Ground,
    };
    DecoderState::Char { alt, bytes: vec![byte], need }
}
