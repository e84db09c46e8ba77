//! Which platform?

use super::{element, secrets::SignIn};
use crate::{
    domain::{
        Account, Base, Fault, Profile, ProfileName,
        base::{PLACES, Place},
        paste::{Mended, Reading, Repair},
    },
    text::Secret,
    wizard::{
        effect::Effect,
        event::Reply,
        form::Form,
        input::Line,
        key::Key,
        keymap::{self, Action, Binding},
        list::Cursor,
        session::Session,
        step::Stay,
        turn::{Notice, Turn, request_elsewhere, several_lines},
    },
};

/// The first question of a first run: where are you at home?
#[derive(Clone, Debug)]
pub struct Where {
    cursor: Cursor,
    rows: Vec<Home>,
    /// The address typed for a platform that is not in the list.
    pub other: Line,
    /// What is wrong with it.
    pub complaint: Option<String>,
    /// Whether the practice platform is being started.
    pub starting: bool,
    keyring: bool,
    keeps: bool,
    /// What was typed for the platform last tried, so that going back and forth loses nothing.
    tried: Option<(Base, Form)>,
}

/// A place to be at home.
#[derive(Clone, Debug)]
pub enum Home {
    /// A profile kept on this machine.
    Kept(Profile),
    /// The practice platform.
    Practice,
    /// A platform whose address is known.
    Known(Place),
    /// One whose address is typed.
    Other,
}

impl Where {
    /// The question, with what is known on this machine first.
    pub fn new(session: &Session) -> Self {
        let kept = session.profiles.iter().cloned().map(Home::Kept);
        let known = PLACES.into_iter().map(Home::Known);
        let rows = kept.chain([Home::Practice]).chain(known).chain([Home::Other]).collect();
        Self {
            cursor: Cursor::default(),
            rows,
            other: Line::new("", false),
            complaint: None,
            starting: false,
            keyring: session.keyring,
            keeps: session.keeps,
            tried: None,
        }
    }

    /// The places to choose from.
    pub fn rows(&self) -> &[Home] {
        &self.rows
    }

    /// Which of them is meant.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Whether a profile outlives the session.
    pub(super) fn keeps(&self) -> bool {
        self.keeps
    }

    /// Whether there is a keyring to keep secrets in.
    pub(super) fn keyring(&self) -> bool {
        self.keyring
    }

    /// Keeps what was typed for a platform.
    pub(super) fn keep(&mut self, base: Base, form: Form) {
        self.tried = Some((base, form));
    }

    /// What was typed for this platform before.
    pub(super) fn kept(&self, base: &Base) -> Option<Form> {
        self.tried.as_ref().filter(|(tried, _)| tried == base).map(|(_, form)| form.clone())
    }

    fn chosen(&self) -> Option<&Home> {
        self.rows.get(self.cursor.row(self.rows.len()))
    }

    fn accept(mut self, session: &mut Session) -> Turn {
        match self.chosen().cloned() {
            Some(Home::Kept(profile)) => {
                session.enter(profile);
                Turn::go(element::begin(session))
            }
            Some(Home::Practice) => {
                self.starting = true;
                Turn::stay(self).with(Effect::Practise)
            }
            Some(Home::Known(place)) => match Base::read(place.host) {
                Ok(base) => Turn::go(SignIn::new(base, self)),
                Err(error) => Turn::stay(self).saying(Notice::bad(error.to_string(), "")),
            },
            Some(Home::Other) => match Base::read(self.other.text()) {
                Ok(base) => Turn::go(SignIn::new(base, self)),
                Err(error) => {
                    self.complaint = Some(error.to_string());
                    Turn::stay(self)
                }
            },
            None => Turn::stay(self),
        }
    }
}

impl Stay for Where {
    fn press(mut self, key: Key, session: &mut Session) -> Turn {
        if self.starting {
            return Turn::stay(self);
        }
        match keymap::lookup(keymap::WHERE, key) {
            Some(Action::Accept) => self.accept(session),
            Some(Action::Back) => Turn::stay(self).asking(),
            // In an address under edit they move the text cursor.
            Some(Action::First | Action::Last)
                if matches!(self.chosen(), Some(Home::Other)) && !self.other.text().is_empty() =>
            {
                self.other.press(key);
                Turn::stay(self)
            }
            Some(action) => {
                self.cursor.moved(action, self.rows.len());
                Turn::stay(self)
            }
            None => {
                // Whoever begins to type means an address of their own.
                if key.typed().is_some() || matches!(self.chosen(), Some(Home::Other)) {
                    self.cursor = Cursor::at(self.rows.len());
                    if self.other.press(key) {
                        self.complaint = None;
                    }
                }
                Turn::stay(self)
            }
        }
    }

    fn paste(mut self, text: &Secret, _: &mut Session) -> Turn {
        if matches!(Reading::of(text.expose()), Reading::Request(_) | Reading::Refused(_)) {
            return Turn::stay(self).saying(request_elsewhere());
        }
        let mended = Mended::new(text.expose(), Repair::Key);
        if mended.lines > 1 {
            return Turn::stay(self).saying(several_lines(mended.lines));
        }
        self.cursor = Cursor::at(self.rows.len());
        self.other.insert(&mended.text);
        self.complaint = None;
        Turn::stay(self)
    }

    fn hear(mut self, reply: Reply, session: &mut Session) -> Turn {
        let Reply::Practice(answer) = reply else { return Turn::stay(self) };
        self.starting = false;
        match answer {
            Ok(account) => {
                session.offer_tour();
                practise(account, session)
            }
            Err(fault) => failed(self, &fault),
        }
    }

    fn bindings(&self) -> &'static [Binding] {
        keymap::WHERE
    }

    fn is_typing(&self) -> bool {
        true
    }
}

fn practise(account: Account, session: &mut Session) -> Turn {
    session.enter(Profile { name: ProfileName::new(Profile::PRACTICE), account });
    Turn::go(element::begin(session))
        .saying(Notice::good("The practice platform is running. Nothing leaves this machine."))
}

fn failed(step: Where, fault: &Fault) -> Turn {
    Turn::stay(step).saying(Notice::from(fault))
}
