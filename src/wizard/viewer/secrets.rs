//! Masked values, and values that are revealed for a while.

use super::{Prompt, Viewer, ViewerOutcome, revealed::Revealed};
use crate::{
    document::{
        json::{Node, NodeKind, NodePart},
        mask::{Cover, is_stand_in},
    },
    text::MASK,
    wizard::{command::Action, notice::Notice, sentence},
};
use std::borrow::Cow;

impl Viewer {
    /// Returns true if a key or a value is masked, in part or completely.
    pub fn covers(&self, part: NodePart<'_>) -> bool {
        self.cover()(part).hides()
    }

    /// Judges many parts, for less than asking for each.
    pub fn cover(&self) -> impl FnMut(NodePart<'_>) -> Cover {
        let mut judge = self.mask.judge();
        move |part| if self.revealed.has(part.node().row()) { Cover::Open } else { judge.cover(part) }
    }

    /// Judges the parts of a frame. Rows that were drawn before are not judged again.
    pub fn cover_drawn(&self) -> impl FnMut(NodePart<'_>) -> Cover {
        let mut judge = self.mask.judge();
        move |part| {
            if self.revealed.has(part.node().row()) {
                return Cover::Open;
            }
            self.decided.borrow_mut().cover(&self.document, part, &mut judge)
        }
    }

    /// Returns the text of a value with dots in place of masked parts, and true if there are any.
    pub fn shown<'d>(&self, node: Node<'d>) -> (Cow<'d, str>, bool) {
        let (text, cover) = (node.text(), self.cover()(NodePart::Value(node)));
        if cover.hides() { (cover.fill(&text, MASK).into_owned().into(), true) } else { (text, false) }
    }

    /// The way to a row, with stars in the place of keys that are masked.
    pub fn path(&self, row: u32) -> String {
        let mut cover = self.cover();
        self.document.node(row).map(|node| node.path(|part| cover(part).hides())).unwrap_or_default()
    }

    /// For how many more seconds secrets are shown, if any are.
    pub fn shown_for(&self) -> Option<u64> {
        self.revealed.is_any().then_some(self.revealed.left.as_secs())
    }

    pub(super) fn reveal(&mut self) -> ViewerOutcome {
        let row = self.cursor;
        if self.revealed.all {
            self.revealed = Revealed::default();
        } else if !self.revealed.rows.remove(&row) {
            let hides =
                |node| [NodePart::Key(node), NodePart::Value(node)].into_iter().any(|part| self.mask.hides(part));
            let node = self.document.node(row);
            let is_covered =
                |node: Node<'_>| node.kind() == NodeKind::String && node.text().len() > 2 && is_stand_in(&node.text());
            if node.is_some_and(is_covered) {
                let words = "These stars are the platform's own: there is nothing more to show.";
                return ViewerOutcome::telling(Notice::plain(words));
            }
            if !node.is_some_and(hides) {
                let words = sentence!["Nothing is masked here; ", Action::RevealAll, " shows every secret."];
                return ViewerOutcome::telling(Notice::plain(words));
            }
            self.revealed.rows.insert(row);
            self.revealed.begin();
        }
        self.seek_anew();
        ViewerOutcome::default()
    }

    /// Hiding needs no question.
    pub(super) fn reveal_all(&mut self) {
        if self.revealed.all {
            self.revealed = Revealed::default();
            self.seek_anew();
        } else {
            self.prompt = Prompt::Reveal;
        }
    }

    pub(super) fn show_all(&mut self) {
        self.revealed.all = true;
        self.revealed.begin();
        self.seek_anew();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{json::Document, mask::Mask};

    #[test]
    fn a_decision_holds_for_the_document_it_was_made_for() {
        let read = |text: &str| Document::read(text.to_owned()).expect("is JSON");
        let mut viewer = Viewer::new(read(r#"{"password":"x"}"#), Mask::default(), "a.json");
        let cover = |viewer: &Viewer| viewer.document.node(1).map(|node| viewer.cover_drawn()(NodePart::Value(node)));
        let first = cover(&viewer);
        viewer.document = read(r#"{"name":"x"}"#);
        assert_eq!((first, cover(&viewer)), (Some(Cover::Whole), Some(Cover::Open)));
    }
}
