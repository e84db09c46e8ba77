//! The key tables by the names a person knows them by.

use super::{
    AUTHORIZE, Binding, CHOOSE, CURL, DOCUMENT, EVERYWHERE, FORM, PROVISIONING, READ, RECOVER, RESPONSE, REVIEW, WHERE,
};

/// A key table by the name a person knows it by.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The name of the place.
    pub name: &'static str,
    /// Its keys.
    pub bindings: &'static [Binding],
    /// What else there is at the place.
    pub place: Place,
}

/// What there is at a place besides its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nothing.
    Plain,
    /// Text is typed, so that a character cannot be a key.
    Typing,
    /// Something is read, by the keys of `reading` as well.
    Reading,
    /// It is all places at once; a character counts where none is typed.
    Everywhere,
}

const fn table(name: &'static str, bindings: &'static [Binding], place: Place) -> Table {
    Table { name, bindings, place }
}

impl Table {
    /// Whether both can be in force at once.
    pub fn meets(&self, other: &Self) -> bool {
        let reads = |table: &Self| table.place == Place::Reading;
        let is_reading = |table: &Self| table.bindings == READ;
        let all = |table: &Self| table.place == Place::Everywhere;
        self.name == other.name
            || all(self)
            || all(other)
            || (reads(self) && reads(other) && is_reading(self) != is_reading(other))
    }
}

/// Every table in which keys can be chosen.
pub const TABLES: [Table; 12] = [
    table("everywhere", EVERYWHERE, Place::Everywhere),
    table("platform", WHERE, Place::Plain),
    table("elements", CHOOSE, Place::Typing),
    table("form", FORM, Place::Typing),
    table("consent", AUTHORIZE, Place::Typing),
    table("review", REVIEW, Place::Reading),
    table("curl", CURL, Place::Plain),
    table("sending", PROVISIONING, Place::Plain),
    table("recovery", RECOVER, Place::Plain),
    table("reading", READ, Place::Reading),
    table("instance", RESPONSE, Place::Reading),
    table("document", DOCUMENT, Place::Reading),
];
