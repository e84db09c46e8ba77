//! A mask at work on one document.

use super::{
    Mask, is_stand_in,
    name::{is_harmless_setting, is_secret_name, squeeze},
    shape,
};
use crate::domain::json::{Kind, Node, Part};
use std::collections::HashMap;

/// A mask that remembers of each container what stands around its values: to climb to the root for every value
/// would make a document cost what its depth is times its length.
#[derive(Debug)]
pub struct Judge<'m> {
    mask: &'m Mask,
    /// By the rows of containers.
    inside: HashMap<u32, Place>,
}

/// What the names around a value make of it.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// A secret has this name, or what holds it has.
    secret: bool,
    /// It was sent to a provider: what is not known to be harmless is hidden.
    guarded: bool,
    /// What goes by the nearest name is known to be harmless there.
    harmless: bool,
}

/// Where what was sent to a provider stands.
const GUARDED: &[&str] = &["configuration", "providerdata"];

/// So many containers are remembered; then it begins anew.
const MOST: usize = 1 << 16;

impl<'m> Judge<'m> {
    pub(super) fn new(mask: &'m Mask) -> Self {
        Self { mask, inside: HashMap::new() }
    }

    /// As [`Mask::hides`]; all parts have to be of one document.
    pub fn hides(&mut self, part: Part<'_>) -> bool {
        match part {
            Part::Key(node) => {
                node.key().is_some_and(|key| self.mask.knows(&key) || self.is_free() && shape::tells(&key))
            }
            Part::Value(node) => self.hides_value(node),
        }
    }

    fn hides_value(&mut self, node: Node<'_>) -> bool {
        if !matches!(node.kind(), Kind::String | Kind::Number) {
            return false;
        }
        let text = node.text();
        if is_stand_in(&text) {
            return false;
        }
        self.mask.knows(&text)
            || match &self.mask.rows {
                Some(rows) => rows.contains(&node.row()),
                None if node.is_line() => shape::tells(&text) || shape::assigns(&text),
                None => shape::tells(&text) || self.is_named_secret(node),
            }
    }

    /// Whether names and shapes are all there is to tell a secret by.
    fn is_free(&self) -> bool {
        self.mask.rows.is_none()
    }

    /// Whether the names around a value, or the place it stands in, make it secret.
    fn is_named_secret(&mut self, node: Node<'_>) -> bool {
        let place = self.place(node);
        place.secret || place.guarded && !place.harmless && !is_short_number(node)
    }

    fn place(&mut self, node: Node<'_>) -> Place {
        let outer = node.parent_row().map_or_else(Place::default, |row| {
            self.inside.get(&row).copied().unwrap_or_else(|| {
                let place = node.parent().map_or_else(Place::default, |parent| self.place(parent));
                if self.inside.len() == MOST {
                    self.inside.clear();
                }
                self.inside.insert(row, place);
                place
            })
        });
        node.key().map_or(outer, |name| outer.under(&name))
    }
}

impl Place {
    /// The place of what goes by this name here.
    fn under(self, name: &str) -> Self {
        if self.secret || is_secret_name(name) {
            return Self { secret: true, ..self };
        }
        let guarded = self.guarded || GUARDED.contains(&squeeze(name).as_str());
        Self { secret: false, guarded, harmless: guarded && is_harmless_setting(name) }
    }
}

fn is_short_number(node: Node<'_>) -> bool {
    node.kind() == Kind::Number && node.raw().len() <= 6 && node.raw().bytes().all(|byte| byte.is_ascii_digit())
}
