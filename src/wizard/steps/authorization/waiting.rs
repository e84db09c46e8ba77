//! The wait for an answer to a page that is known.

use crate::{
    domain::{
        Authorization, Grant, Secret,
        grant::{Reading, Refusal},
    },
    wizard::{
        effect::Effect,
        event::{Blocked, Listening, Page},
        input::Line,
    },
};

/// The wait for an answer to a page that is known.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The page.
    pub authorization: Authorization,
    /// Whether elemint listens at the callback.
    pub door: Door,
    /// What listening has opened.
    pub listening: Listening,
    /// Whether a browser was started.
    pub browser: Browser,
    /// Where the person pastes what the browser ended on. It may hold a code, so it is masked and wiped.
    /// Ctrl-R shows it.
    pub paste: Line,
    /// Whether what was pasted is shown.
    pub revealed: bool,
    /// What was found in it.
    pub reading: Reading,
    /// How many callbacks came that were not an answer to this request.
    pub ignored: u32,
    /// Why the provider said no, if it did.
    pub refused: Option<Refusal>,
}

/// Whether elemint is where the browser will end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Door {
    /// The callback is not on this machine: the person brings the answer.
    Elsewhere,
    /// The port is being opened.
    Opening,
    /// It is open.
    Open,
    /// It could not be opened; why.
    Shut(Blocked),
}

/// Whether a browser was started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Not yet: it opens once the answer can be caught.
    Waiting,
    /// It is being started.
    Opening,
    /// It was started, or is not to be; whether it shows the page nobody can tell.
    Done(Page),
    /// It could not be; why.
    Failed(String),
}

impl Waiting {
    /// The wait begins by listening where the answer can be caught, else by opening the browser.
    pub(super) fn new(authorization: Authorization) -> (Self, Effect) {
        let here = authorization.callback().door().is_some();
        let open = || Effect::Open(Secret::new(authorization.address()));
        let first = if here { Effect::Listen(Box::new(authorization.clone())) } else { open() };
        let waiting = Self {
            door: if here { Door::Opening } else { Door::Elsewhere },
            listening: Listening::default(),
            browser: if here { Browser::Waiting } else { Browser::Opening },
            paste: Line::new("", true),
            revealed: false,
            reading: Reading::Empty,
            ignored: 0,
            refused: None,
            authorization,
        };
        (waiting, first)
    }

    pub(super) fn read(&mut self) {
        self.reading = Grant::read(self.paste.text(), &self.authorization);
    }

    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.refused = Some(refusal);
        self.paste.set("");
        self.reading = Reading::Empty;
    }
}
