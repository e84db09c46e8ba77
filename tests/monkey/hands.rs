//! Actions of the random tester.

use crate::random::Random;
use std::fmt;

/// Action.
pub enum UserAction {
    /// These bytes, as a keyboard or a terminal sends them.
    Type(Vec<u8>),
    /// The window in another size.
    Resize(u16, u16),
}

/// Source of actions, with their history.
pub struct Hands {
    random: Random,
    pub may_reveal: bool,
    keys: usize,
    pastes: usize,
    resizes: usize,
}

const KEYS: [&str; 34] = [
    "\r",
    "\r",
    "\r",
    "\t",
    "\t",
    "\x1b[Z",
    "\x1b",
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x7f",
    "\x1b[3~",
    "\x1b[H",
    "\x1b[F",
    "\x1b[5~",
    "\x1b[6~",
    "\x1bOP",
    "\x1b[15~",
    "\x1b[1;5C",
    "\x1b[1;3D",
    "\x1bb",
    "\x1bf",
    "\x1bo",
    "\x1bc",
    "\x1bq",
    "\x1bl",
    "\x13",
    "\x0e",
    "\x10",
    "\x15",
    "\x1b[97;5u",
    "?",
    " ",
];
/// Words that lead further, so that not every session ends at the first step.
const WORDS: [&str; 9] = [
    "magentosoap\r",
    "infus online\r",
    "twitter\r",
    "anna\rpw-1234\rhttps://shop.example\rshop\x13",
    "\x13",
    "\r\r",
    "http://127.0.0.1:8910/cb",
    "hub:crm",
    "client-1\tclient-2\tname\x13",
];
const PASTES: [&str; 8] = [
    "https://www.mycoolapp.com/auth?code=abc&state=guess",
    "Authorization: User one, Organization two",
    "{ \"element\": { \"key\": \"magentosoapv19\" }, \"configuration\": { \"userName\": \"x\" } }",
    "\u{202e}\u{1b}[2J\u{9b}31m\u{0}",
    "line\rline\r\n\r",
    "日本語 👩‍🚀 e\u{301}\u{301}\u{301}",
    "curl -X POST -d '{\"element\":{\"key\":\"box\"}}' https://x",
    "????????",
];
/// Answers of terminals, complete and cut off.
const SAID: [&[u8]; 9] = [
    b"\x1b[?62;22c",
    b"\x1b]11;rgb:1616/1818/1e1e\x07",
    b"\x1b[12;40R",
    b"\x1b[I",
    b"\x1b[O",
    b"\x1b[<0;10;5M",
    b"\x1b]52;c;",
    b"\x1bP>|xterm",
    b"\x1b[M !!",
];

impl Hands {
    pub fn new(random: Random) -> Self {
        Self { random, may_reveal: false, keys: 0, pastes: 0, resizes: 0 }
    }

    /// Returns the number of actions so far.
    pub fn actions(&self) -> usize {
        self.keys + self.pastes + self.resizes
    }

    /// Returns the next action. A slash begins a path, and a named file must stay in the test's own home.
    pub fn next(&mut self, naming: bool) -> UserAction {
        let action = match self.random.below(100) {
            0..30 => self.key(Self::letter),
            30..60 => self.key(|hands| hands.one(&KEYS).as_bytes().to_vec()),
            60..68 => self.key(|hands| vec![hands.control()]),
            68..74 => self.key(|hands| hands.one(&WORDS).as_bytes().to_vec()),
            74..79 => self.key(|hands| hands.one(&SAID).to_vec()),
            79..83 => self.key(|hands| hands.noise(40)),
            83..93 => self.paste(),
            _ => {
                self.resizes += 1;
                let (columns, rows) = (1 + self.random.below(300), 1 + self.random.below(100));
                let usual = self.random.below(2) == 0;
                if usual { UserAction::Resize(80, 24) } else { UserAction::Resize(to_u16(columns), to_u16(rows)) }
            }
        };
        match action {
            UserAction::Type(bytes) => UserAction::Type(self.harmless(bytes, naming)),
            UserAction::Resize(columns, rows) => UserAction::Resize(columns, rows),
        }
    }

    fn key(&mut self, bytes: impl FnOnce(&mut Self) -> Vec<u8>) -> UserAction {
        self.keys += 1;
        UserAction::Type(bytes(self))
    }

    fn paste(&mut self) -> UserAction {
        self.pastes += 1;
        let text = match self.random.below(10) {
            0 => vec![b'x'; self.random.below(8192)],
            1 => self.noise(300),
            _ => self.one(&PASTES).as_bytes().to_vec(),
        };
        let end: &[u8] = if self.random.below(4) == 0 { b"\x1b[20" } else { b"\x1b[201~" };
        UserAction::Type([b"\x1b[200~", text.as_slice(), end].concat())
    }

    fn letter(&mut self) -> Vec<u8> {
        const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzCEGNRYATVS0123456789.:-_ /?";
        vec![LETTERS[self.random.below(LETTERS.len())]]
    }

    /// A control key; the one that ends it all is rare.
    fn control(&mut self) -> u8 {
        match self.random.below(32) {
            3 if self.random.below(8) != 0 => 12,
            number => to_u16(number).to_le_bytes()[0],
        }
    }

    fn noise(&mut self, most: usize) -> Vec<u8> {
        (0..self.random.below(most)).map(|_| to_u16(self.random.below(256)).to_le_bytes()[0]).collect()
    }

    /// Removes keys that reveal a secret, unless that is allowed.
    fn harmless(&self, bytes: Vec<u8>, naming: bool) -> Vec<u8> {
        let reveals = |byte: u8| !self.may_reveal && matches!(byte, 0x12 | b'r' | b'R');
        let leads_out = |byte: u8| naming && matches!(byte, b'/' | b'~');
        bytes.into_iter().filter(|byte| !reveals(*byte) && !leads_out(*byte)).collect()
    }

    fn one<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.random.below(all.len())]
    }
}

impl fmt::Display for Hands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { keys, pastes, resizes, .. } = self;
        write!(f, "{} actions ({keys} keys and words, {pastes} pastes, {resizes} resizes)", self.actions())
    }
}

fn to_u16(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
