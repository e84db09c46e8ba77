//! A document from elsewhere, to be read: `elemint view`.

use crate::{
    document::{json::Body, mask::Mask},
    text::Secret,
    wizard::{
        effect::{Effect, Leaving},
        event::Reply,
        key::Key,
        keymap::{self, Action, Binding},
        mouse::{Gesture, Spot},
        session::Session,
        step::{Stay, Step},
        turn::{Notice, Turn},
        viewer::{Prompt, Viewer, keys::DOCUMENT},
    },
};
use std::time::Duration;

/// A document and where it came from.
#[derive(Debug)]
pub struct Read {
    /// What it is called.
    pub name: String,
    /// The document.
    pub viewer: Viewer,
    /// The step it lies over, to be gone back to.
    pub back: Option<Box<Step>>,
}

impl Read {
    /// A document by its name.
    pub fn new(name: impl Into<String>, viewer: Viewer) -> Self {
        Self { name: name.into(), viewer, back: None }
    }

    /// What the platform answered, whatever it is, over the step that could make nothing of it.
    pub(super) fn answer(answer: Option<Secret>, step: impl Into<Step>, session: &Session) -> Turn {
        let Some(answer) = answer else { return Turn::stay(step).saying(Notice::plain("No answer came with this.")) };
        let body = Body::read(answer.expose().as_bytes().to_vec());
        let viewer = Viewer::of(body, Mask::new(session.known().to_vec()), "answer.txt");
        let back = Some(Box::new(step.into()));
        Turn::go(Self { name: "What the platform answered".into(), viewer, back })
    }
}

impl Stay for Read {
    fn arrive(&self, _: &Session) -> Vec<Effect> {
        self.viewer.come().map(|_| Effect::Load).into_iter().collect()
    }

    fn press(mut self, key: Key, _: &mut Session) -> Turn {
        if let Some(said) = self.viewer.press(key) {
            return Turn::stay(self).with_all(said.effects).telling(said.notice);
        }
        match (keymap::lookup(DOCUMENT, key), self.back.take()) {
            (Some(Action::Quit | Action::Back), Some(step)) => return Turn::go(*step),
            (_, step) => self.back = step,
        }
        match keymap::lookup(DOCUMENT, key) {
            Some(Action::Fold) => {
                self.viewer.toggle();
                Turn::stay(self)
            }
            Some(Action::Quit) => Turn::stay(self).with(Effect::Leave(Leaving::Idle)),
            Some(Action::Back) => Turn::stay(self).saying(Notice::plain("q leaves.")),
            _ => Turn::stay(self),
        }
    }

    fn paste(mut self, text: &Secret, _: &mut Session) -> Turn {
        let said = self.viewer.paste(text);
        Turn::stay(self).with_all(said.effects)
    }

    fn hear(mut self, reply: Reply, _: &mut Session) -> Turn {
        match reply {
            Reply::Exists(path) => self.viewer.exists(path),
            Reply::Filtered(words, result) => self.viewer.filtered(&words, result),
            Reply::Loading(bytes) => self.viewer.hear_of(bytes),
            Reply::Loaded(Ok(body)) => self.viewer.arrived(*body),
            Reply::Loaded(Err(why)) => self.viewer.break_off(why),
            _ => {}
        }
        Turn::stay(self)
    }

    fn tick(mut self, since: Duration, _: &mut Session) -> Turn {
        self.viewer.tick(since);
        Turn::stay(self)
    }

    fn touch(mut self, gesture: Gesture, spot: Spot) -> Turn {
        self.viewer.point(gesture, spot);
        Turn::stay(self)
    }

    fn points(&self) -> bool {
        self.viewer.mouse
    }

    fn fit(&mut self, rows: u16) {
        self.viewer.fit(rows);
    }

    fn bindings(&self) -> &'static [Binding] {
        if matches!(self.viewer.prompt(), Prompt::None) { DOCUMENT } else { &[] }
    }

    fn reading(&self) -> &'static [Binding] {
        self.viewer.bindings()
    }

    fn beat(&self) -> Option<Duration> {
        self.viewer.beat()
    }

    fn is_typing(&self) -> bool {
        self.viewer.is_typing()
    }
}
