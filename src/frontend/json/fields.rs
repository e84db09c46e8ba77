//! Fields of a form, and their identifiers.

use crate::wizard::{
    Step,
    form::{Form, RowId},
};

/// Returns the form of a step, if it has one.
pub(super) fn form(step: &Step) -> Option<&Form> {
    match step {
        Step::SignIn(step) => Some(&step.form),
        Step::Call(step) => Some(&step.form),
        Step::Credentials(step) => Some(&step.form),
        Step::Where(_)
        | Step::Choose(_)
        | Step::Authorize(_)
        | Step::Review(_)
        | Step::Provisioning(_)
        | Step::Recover(_)
        | Step::Change(_)
        | Step::Response(_)
        | Step::Read(_)
        | Step::Instances(_)
        | Step::Details(_)
        | Step::Operations(_) => None,
    }
}

/// Returns the identifier of a row: the key of a configuration field, or a word behind `@`.
pub(super) fn row_id(id: &RowId) -> String {
    let word = match id {
        RowId::Field(key) => return key.to_string(),
        RowId::Mode => "@mode",
        RowId::Name => "@name",
        RowId::Tags => "@tags",
        RowId::Options => "@options",
        RowId::Add => "@add",
        RowId::User => "@user",
        RowId::Organization => "@organization",
        RowId::Profile => "@profile",
        RowId::Keeping => "@storage",
        RowId::Go => "@go",
    };
    word.to_owned()
}
