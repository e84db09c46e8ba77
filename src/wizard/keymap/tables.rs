//! The key tables by the names a person knows them by.

use super::{
    AUTHORIZE, Binding, CHOOSE, CURL, DOCUMENT, EVERYWHERE, FORM, PROVISIONING, READ, RECOVER, RESPONSE, REVIEW, WHERE,
};

/// A key table by the name a person knows it by.
#[derive(Clone, Copy, Debug)]
pub struct KeyTable {
    /// The name of the place.
    pub name: &'static str,
    /// Its keys.
    pub bindings: &'static [Binding],
    /// What else there is at the place.
    pub place: TableContext,
}

/// What there is at a place besides its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableContext {
    /// Nothing.
    Plain,
    /// Text is typed, so that a character cannot be a key.
    Typing,
    /// Something is read, by the keys of `reading` as well.
    Reading,
    /// It is all places at once; a character counts where none is typed.
    Everywhere,
}

const fn table(name: &'static str, bindings: &'static [Binding], place: TableContext) -> KeyTable {
    KeyTable { name, bindings, place }
}

impl KeyTable {
    /// Whether both can be in force at once.
    pub fn meets(&self, other: &Self) -> bool {
        let reads = |table: &Self| table.place == TableContext::Reading;
        let is_reading = |table: &Self| table.bindings == READ;
        let all = |table: &Self| table.place == TableContext::Everywhere;
        self.name == other.name
            || all(self)
            || all(other)
            || (reads(self) && reads(other) && is_reading(self) != is_reading(other))
    }
}

/// Every table in which keys can be chosen.
pub const TABLES: [KeyTable; 12] = [
    table("everywhere", EVERYWHERE, TableContext::Everywhere),
    table("platform", WHERE, TableContext::Plain),
    table("elements", CHOOSE, TableContext::Typing),
    table("form", FORM, TableContext::Typing),
    table("consent", AUTHORIZE, TableContext::Typing),
    table("review", REVIEW, TableContext::Reading),
    table("curl", CURL, TableContext::Plain),
    table("sending", PROVISIONING, TableContext::Plain),
    table("recovery", RECOVER, TableContext::Plain),
    table("reading", READ, TableContext::Reading),
    table("instance", RESPONSE, TableContext::Reading),
    table("document", DOCUMENT, TableContext::Reading),
];
