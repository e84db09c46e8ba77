//! What came of it: the instance, and the whole answer to read.

use super::element::Choose;
use crate::{
    domain::{Flow, Secret, json::Document, mask::Mask},
    wizard::{
        effect::{Effect, Summary},
        event::{Made, Reply},
        key::Key,
        keymap::{self, Action, Binding},
        session::Session,
        step::Stay,
        turn::{Notice, Turn},
        viewer::{Prompt, Viewer},
    },
};
use std::time::Duration;

/// The instance and the platform's answer.
#[derive(Clone, Debug)]
pub struct Response {
    /// What was made and where its token is kept.
    pub made: Made,
    /// The way it came about.
    pub flow: Flow,
    /// The answer.
    pub viewer: Viewer,
    /// Whether the person took the token away.
    taken: bool,
}

impl Response {
    /// The answer, its secrets masked. The session remembers what was made.
    pub fn new(made: Made, flow: Flow, session: &mut Session) -> Self {
        session.remember([made.instance.token.clone()]);
        session.made = Some(Summary {
            id: made.instance.id.clone(),
            name: made.instance.name.clone(),
            element: made.instance.element.clone(),
            kept: made.kept.as_ref().ok().cloned(),
        });
        // An answer that made an instance was an object; should it nest too deep to show, what counts is still shown.
        let document = Document::read(made.instance.raw.expose().to_owned())
            .or_else(|_| Document::read(short(&made)))
            .unwrap_or_default();
        let mask = Mask::new(session.known().to_vec());
        let viewer = Viewer::new(document, mask, &file_name(&made)).opening("configuration");
        Self { made, flow, viewer, taken: false }
    }

    /// Whether the token is somewhere else than on this screen: in a file, or where the person put it.
    pub fn is_token_safe(&self) -> bool {
        self.taken || self.made.kept.is_ok()
    }

    /// Something was saved, and with the whole answer its token.
    pub(crate) fn saved(&mut self) {
        self.taken |= self.viewer.has_saved_all();
    }

    fn act(mut self, key: Key, session: &mut Session) -> Turn {
        match keymap::lookup(keymap::RESPONSE, key) {
            Some(Action::CopyToken) => {
                self.taken = true;
                let token = self.made.instance.token.clone();
                Turn::stay(self).with(Effect::Copy(token, "the token"))
            }
            Some(Action::Another) if self.is_token_safe() => Turn::go(Choose::new(session)),
            Some(Action::Another) => Turn::stay(self).saying(unkept()),
            Some(Action::Back) => Turn::stay(self).asking(),
            Some(Action::Quit) => self.quit(session),
            _ => Turn::stay(self),
        }
    }

    /// Leaving is done; but not with a token that is nowhere but here.
    fn quit(self, session: &Session) -> Turn {
        match session.made.clone() {
            Some(summary) if self.is_token_safe() => {
                let leave = Effect::Leave(crate::wizard::Leaving::Made(summary));
                Turn::stay(self).with(leave)
            }
            _ => Turn::stay(self).saying(unkept()),
        }
    }
}

impl Stay for Response {
    fn press(mut self, key: Key, session: &mut Session) -> Turn {
        match self.viewer.press(key) {
            Some(said) => Turn::stay(self).with_all(said.effects).telling(said.notice),
            None => self.act(key, session),
        }
    }

    fn paste(mut self, text: &Secret, _: &mut Session) -> Turn {
        self.viewer.paste(text);
        Turn::stay(self)
    }

    fn hear(mut self, reply: Reply, _: &mut Session) -> Turn {
        if let Reply::Exists(path) = reply {
            self.viewer.exists(path);
        }
        Turn::stay(self)
    }

    fn tick(mut self, since: Duration, _: &mut Session) -> Turn {
        self.viewer.tick(since);
        Turn::stay(self)
    }

    fn fit(&mut self, rows: u16) {
        self.viewer.fit(rows);
    }

    fn bindings(&self) -> &'static [Binding] {
        if matches!(self.viewer.prompt(), Prompt::None) { keymap::RESPONSE } else { &[] }
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

fn unkept() -> Notice {
    let hint = "Copy it with t or save the answer with s first.";
    Notice::bad("The token is kept nowhere but on this screen.", hint)
}

fn short(made: &Made) -> String {
    let instance = &made.instance;
    serde_json::json!({ "id": instance.id, "name": instance.name, "token": instance.token.expose() }).to_string()
}

/// A name that says what it is and cannot lead elsewhere.
fn file_name(made: &Made) -> String {
    let safe = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).take(40).collect::<String>();
    format!("{}-{}.json", safe(made.instance.element.as_str()), safe(&made.instance.id))
}
