//! Copies to the clipboard.

use super::{Viewer, ViewerOutcome};
use crate::{
    document::{
        json::{Node, NodeKind, NodePart},
        mask::Cover,
    },
    text::Secret,
    wizard::{Press, command::Action, effect::ScreenEffect, notice::Notice, sentence},
};

impl Viewer {
    /// Copies the part that a letter names. Masked values stay masked, unless the letter is a capital.
    pub(super) fn copy(&self, letter: char) -> ViewerOutcome {
        let row = self.cursor;
        let Some(node) = self.document.node(row) else { return ViewerOutcome::default() };
        let cover = self.cover()(NodePart::Value(node));
        let masked = cover == Cover::Whole;
        let (text, label) = match letter {
            'v' | 'y' if masked => {
                let pick = Action::Pick(letter.to_ascii_uppercase());
                let words =
                    sentence!["This value is masked. ", Press::Start(Action::Copy), pick, " to copy it anyway."];
                return ViewerOutcome::telling(Notice::plain(words));
            }
            'v' if cover.hides() => (self.value(node, false), "the value, secrets masked,"),
            'v' => (self.value(node, false), "the value"),
            'V' => (self.value(node, true), if cover.hides() { "the value, unmasked," } else { "the value" }),
            'y' => (self.json(node, false), "the JSON"),
            'Y' => (self.json(node, true), "the JSON, with its secrets,"),
            'k' => match node.key() {
                Some(_) if self.covers(NodePart::Key(node)) => return hidden_name(),
                Some(key) => (Secret::new(key.into_owned()), "the key"),
                None => return ViewerOutcome::telling(Notice::plain("This row has no key.")),
            },
            'p' | 'q' if self.path(row) != self.document.path(row) => return hidden_name(),
            'p' => (Secret::new(in_a_program(&self.path(row))), "the path"),
            'q' => (Secret::new(self.path(row)), "the jq path"),
            'b' => (self.masked(), "all of it, secrets masked,"),
            'B' => (self.document.pretty(|_| false), "all of it, with its secrets,"),
            other => return self.copy_export(other),
        };
        ViewerOutcome::doing(ScreenEffect::Copy(text, label))
    }

    /// Copies the complete document, secrets masked.
    pub fn copy_all(&self) -> ViewerOutcome {
        self.copy('b')
    }

    /// Prints the value on the plain terminal: not every terminal that takes no copy says so.
    pub(super) fn print(&self, bare: bool) -> ViewerOutcome {
        let Some(node) = self.document.node(self.cursor) else { return ViewerOutcome::default() };
        if !bare && self.cover()(NodePart::Value(node)) == Cover::Whole {
            let pick = Action::Pick('P');
            let words = sentence!["This value is masked. ", Press::Start(Action::Take), pick, " to print it anyway."];
            return ViewerOutcome::telling(Notice::plain(words));
        }
        ViewerOutcome::doing(ScreenEffect::Print(self.value(node, bare), "the value"))
    }

    /// Returns the complete text, masked even while secrets are shown, since copies are sent to others.
    pub fn masked(&self) -> Secret {
        let mut judge = self.mask.judge();
        self.document.pretty(|part| judge.cover(part))
    }

    fn copy_export(&self, letter: char) -> ViewerOutcome {
        let found = self.exports.iter().find_map(|export| Some((export.under(letter)?.clone(), export.label)));
        match found {
            Some((text, label)) => ViewerOutcome::doing(ScreenEffect::Copy(text, label)),
            None => ViewerOutcome::telling(self.no_export(letter, Action::Copy, "Nothing was copied.")),
        }
    }

    /// Returns a text without its quotes, a container as JSON, and any other value as it was sent.
    fn value(&self, node: Node<'_>, bare: bool) -> Secret {
        match node.kind() {
            NodeKind::Object | NodeKind::Array => self.json(node, bare),
            _ if bare => Secret::new(node.text()),
            _ => Secret::new(self.shown(node).0),
        }
    }

    /// Returns formatted JSON, with the masked values masked.
    fn json(&self, node: Node<'_>, bare: bool) -> Secret {
        let mut cover = self.cover();
        node.pretty(|part| if bare { Cover::Open } else { cover(part) })
    }
}

fn hidden_name() -> ViewerOutcome {
    let keys = sentence![Action::Reveal, " or ", Action::RevealAll];
    ViewerOutcome::telling(Notice::plain(sentence!["This name holds a secret: ", keys, " shows it first."]))
}

/// From `.a["b"]` to `a["b"]`, as most languages write it.
fn in_a_program(path: &str) -> String {
    path.strip_prefix('.').filter(|rest| !rest.is_empty()).unwrap_or(path).to_owned()
}
