//! What is taken away by way of the clipboard.

use super::{Said, Viewer};
use crate::{
    domain::{
        Secret,
        json::{Document, Node},
    },
    wizard::{effect::Effect, turn::Notice},
};

impl Viewer {
    /// Copies what the letter names. Masked values stay masked, unless the letter is a capital.
    pub(super) fn copy(&self, letter: char) -> Said {
        let row = self.cursor;
        let Some(node) = self.document.node(row) else { return Said::default() };
        let masked = self.is_masked(row);
        let (text, what) = match letter {
            'v' | 'y' if masked => {
                let words = format!("This value is masked: y{} copies it all the same.", letter.to_ascii_uppercase());
                return Said::telling(Notice::plain(words));
            }
            'v' => (self.value(node, false), "the value"),
            'V' => (self.value(node, true), if masked { "the value, unmasked," } else { "the value" }),
            'y' => (self.json(node, false), "the JSON"),
            'Y' => (self.json(node, true), "the JSON, secrets and all,"),
            'k' => match node.key() {
                Some(key) if self.is_name_masked(&key) => return hidden_name(),
                Some(key) => (Secret::new(key.into_owned()), "the key"),
                None => return Said::telling(Notice::plain("This row has no key.")),
            },
            'p' | 'q' if self.is_name_masked(&node.path()) => return hidden_name(),
            'p' => (Secret::new(in_a_program(&node.path())), "the path"),
            'q' => (Secret::new(node.path()), "the jq path"),
            'b' => (self.masked(), "all of it, secrets masked,"),
            'B' => (self.document.pretty(|_| false), "all of it, secrets and all,"),
            other => return self.copy_parcel(other),
        };
        Said::doing(Effect::Copy(text, what))
    }

    /// All of it, masked even while secrets are shown: it is what is sent to others.
    pub(super) fn masked(&self) -> Secret {
        self.document.pretty(|node| self.mask.hides(node))
    }

    fn copy_parcel(&self, letter: char) -> Said {
        let found = self.parcels.iter().find_map(|parcel| Some((parcel.under(letter)?.clone(), parcel.what)));
        match found {
            Some((text, what)) => Said::doing(Effect::Copy(text, what)),
            None => Said::telling(Notice::plain("Nothing was copied.")),
        }
    }

    /// A text without its quotes; of what holds others its JSON; anything else as it was sent.
    fn value(&self, node: Node<'_>, bare: bool) -> Secret {
        if node.kind().is_container() { self.json(node, bare) } else { Secret::new(node.text()) }
    }

    /// As it was sent, what holds others laid out, with what is masked inside masked in the copy too.
    fn json(&self, node: Node<'_>, bare: bool) -> Secret {
        let row = node.row();
        let part = node.kind().is_container().then(|| Document::read(node.raw().to_owned()));
        match part {
            // A part of a document has its rows in the same order.
            Some(Ok(part)) => part.pretty(|inner| !bare && self.is_masked(row + inner.row())),
            _ => Secret::new(node.raw()),
        }
    }
}

fn hidden_name() -> Said {
    Said::telling(Notice::plain("This name holds a secret: R shows every secret first."))
}

/// From `.a["b"]` to `a["b"]`, as most languages write it.
fn in_a_program(path: &str) -> String {
    path.strip_prefix('.').filter(|rest| !rest.is_empty()).unwrap_or(path).to_owned()
}
