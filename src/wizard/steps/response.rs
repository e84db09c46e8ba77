//! What came of it: the instance, and the whole answer to read.

mod copied;
mod prompt;

pub use prompt::Prompt;

use super::element::Choose;
use crate::{
    domain::{
        Flow, Secret,
        json::{Document, Node, Outline, Search},
        mask::Mask,
    },
    wizard::{
        effect::{Effect, Summary},
        event::{Made, Reply},
        input::Line,
        key::Key,
        keymap::{self, Action, Binding},
        list::PAGE,
        session::Session,
        step::Stay,
        turn::{Notice, Turn},
    },
};
use std::{collections::BTreeSet, time::Duration};

/// How long a revealed secret stays on the screen, in beats of a second.
const REVEALED: u32 = 30;

/// The instance and the platform's answer.
#[derive(Clone, Debug)]
pub struct Response {
    /// What was made and where its token is kept.
    pub made: Made,
    /// The way it came about.
    pub flow: Flow,
    document: Document,
    outline: Outline,
    cursor: u32,
    mask: Mask,
    revealed: BTreeSet<u32>,
    revealed_all: bool,
    beats_left: u32,
    /// Whether the person took the token away.
    taken: bool,
    prompt: Prompt,
    search: Search,
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
        let mut outline = Outline::default();
        outline.close_all();
        if let Some(configuration) =
            document.nodes().find(|n| n.depth() == 1 && n.key().as_deref() == Some("configuration"))
        {
            outline.set(&document, configuration.row(), false);
        }
        Self {
            made,
            flow,
            outline,
            cursor: 0,
            mask: Mask::new(session.known().to_vec()),
            revealed: BTreeSet::new(),
            revealed_all: false,
            beats_left: 0,
            taken: false,
            prompt: Prompt::None,
            search: Search::default(),
            document,
        }
    }

    /// The answer.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Which of its rows are seen.
    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    /// The row the cursor is on.
    pub fn row(&self) -> u32 {
        self.cursor
    }

    /// What is being typed.
    pub fn prompt(&self) -> &Prompt {
        &self.prompt
    }

    /// What was searched for, and the rows it was found in.
    pub fn search(&self) -> &Search {
        &self.search
    }

    /// Whether a row's value is shown masked.
    pub fn is_masked(&self, row: u32) -> bool {
        !self.revealed_all && !self.revealed.contains(&row) && self.hides(row)
    }

    fn hides(&self, row: u32) -> bool {
        self.document.node(row).is_some_and(|node| self.mask.hides(node))
    }

    /// Whether any secret is shown just now.
    pub fn is_revealing(&self) -> bool {
        self.revealed_all || !self.revealed.is_empty()
    }

    /// Whether the token is somewhere else than on this screen: in a file, or where the person put it.
    pub fn is_token_safe(&self) -> bool {
        self.taken || self.made.kept.is_ok()
    }

    /// The answer is in a file.
    pub(crate) fn saved(&mut self) {
        self.taken = true;
    }

    fn act(mut self, key: Key, session: &mut Session) -> Turn {
        let Some(action) = keymap::lookup(keymap::RESPONSE, key) else { return Turn::stay(self) };
        let (outline, document, row) = (&self.outline, &self.document, self.outline.seen(&self.document, self.cursor));
        match action {
            Action::Up => self.cursor = outline.above(document, row, 1),
            Action::Down => self.cursor = outline.below(document, row, 1),
            Action::PageUp => self.cursor = outline.above(document, row, PAGE),
            Action::PageDown => self.cursor = outline.below(document, row, PAGE),
            Action::First => self.cursor = 0,
            Action::Last => self.cursor = outline.last(document),
            Action::Fold | Action::Unfold | Action::Close | Action::FoldAll | Action::UnfoldAll => self.fold(action),
            Action::Search => self.prompt = Prompt::Search(Line::new("", false), self.cursor),
            Action::NextFound => self.see(self.search.next(self.cursor)),
            Action::PreviousFound => self.see(self.search.previous(self.cursor)),
            Action::Reveal => self.reveal(),
            Action::RevealAll => {
                self.revealed_all = !self.revealed_all;
                self.revealed.clear();
                self.beats_left = REVEALED;
            }
            Action::Save => self.prompt = Prompt::save(&self.made),
            Action::Another if self.is_token_safe() => return Turn::go(Choose::new(session)),
            Action::Another => return Turn::stay(self).saying(unkept()),
            Action::Back if !self.search.words().is_empty() => self.search = Search::default(),
            Action::Back => return Turn::stay(self).asking(),
            Action::Quit => return self.quit(session),
            other => return self.copy(other),
        }
        Turn::stay(self)
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

    fn fold(&mut self, action: Action) {
        let row = self.cursor;
        let Some(node) = self.document.node(row) else { return };
        let holds = node.folds();
        let closed = self.outline.is_closed(&self.document, row);
        match action {
            Action::Fold if holds => {
                self.outline.toggle(&self.document, row);
            }
            Action::Unfold if holds && closed => {
                self.outline.set(&self.document, row, false);
            }
            Action::Unfold if holds => self.cursor = row + 1,
            Action::Close if holds && !closed && row > 0 => {
                self.outline.set(&self.document, row, true);
            }
            Action::Close => self.cursor = node.parent().map_or(0, Node::row),
            Action::FoldAll => {
                self.outline.close_all();
                self.cursor = self.outline.seen(&self.document, row);
            }
            Action::UnfoldAll => self.outline.open_all(),
            _ => {}
        }
    }

    fn reveal(&mut self) {
        let row = self.cursor;
        if !self.revealed.remove(&row) && self.hides(row) {
            self.revealed.insert(row);
            self.beats_left = REVEALED;
        }
    }

    fn see(&mut self, row: Option<u32>) {
        if let Some(row) = row {
            self.outline.open_to(&self.document, row);
            self.cursor = row;
        }
    }
}

impl Stay for Response {
    fn press(self, key: Key, session: &mut Session) -> Turn {
        if matches!(self.prompt, Prompt::None) { self.act(key, session) } else { self.press_prompt(key) }
    }

    fn paste(mut self, text: &Secret, _: &mut Session) -> Turn {
        if let Prompt::Search(line, _) | Prompt::Save(line) = &mut self.prompt {
            line.insert(text.expose().trim());
        }
        Turn::stay(self)
    }

    fn hear(mut self, reply: Reply, _: &mut Session) -> Turn {
        if let Reply::Exists(path) = reply {
            self.prompt = Prompt::Replace(path);
        }
        Turn::stay(self)
    }

    /// A secret is not left standing on a screen nobody looks at.
    fn tick(mut self, _: Duration, _: &mut Session) -> Turn {
        self.beats_left = self.beats_left.saturating_sub(1);
        if self.beats_left == 0 {
            self.revealed.clear();
            self.revealed_all = false;
        }
        Turn::stay(self)
    }

    fn bindings(&self) -> &'static [Binding] {
        keymap::RESPONSE
    }

    fn beat(&self) -> Option<Duration> {
        self.is_revealing().then_some(super::SECOND)
    }

    fn is_typing(&self) -> bool {
        matches!(self.prompt, Prompt::Search(..) | Prompt::Save(_))
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
