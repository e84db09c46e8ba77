//! Fields of a form, and their identifiers.

use crate::wizard::form::RowId;

/// Returns the identifier of a row: the key of a configuration field, or a word behind `@`.
pub(super) fn row_id(id: &RowId) -> String {
    let word = match id {
        RowId::Field(key) => return key.to_string(),
        RowId::Mode => "@mode",
        RowId::Name => "@name",
        RowId::Tags => "@tags",
        RowId::Options => "@options",
        RowId::Add => "@add",
        RowId::Method => "@method",
        RowId::Email => "@email",
        RowId::Password => "@password",
        RowId::User => "@user",
        RowId::Organization => "@organization",
        RowId::Profile => "@profile",
        RowId::Keeping => "@storage",
        RowId::Go => "@go",
    };
    word.to_owned()
}
