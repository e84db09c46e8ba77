//! Purpose and control of a row.

use crate::{
    catalog::{FieldKey, field::Choice},
    wizard::input::LineEditor,
};

/// Purpose of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowId {
    /// Auth mode.
    Mode,
    /// A configuration field.
    Field(FieldKey),
    /// The instance's name.
    Name,
    /// Its tags.
    Tags,
    /// The heading under which the rarely touched fields fold.
    Options,
    /// The key of an entry to add.
    Add,
    /// Way to sign in.
    Method,
    /// E-mail address of the user.
    Email,
    /// Password of the user.
    Password,
    /// The user's secret.
    User,
    /// The organization's secret.
    Organization,
    /// Name of the profile.
    Profile,
    /// Storage of its secrets.
    Keeping,
    /// The way on.
    Go,
}

/// Control of a row.
#[derive(Clone, Debug)]
pub enum Control {
    /// A line of text.
    Text(LineEditor),
    /// On, off, or left to the platform.
    Toggle(Option<bool>),
    /// Choice among a few values, or none.
    Choice(Vec<Choice>, Option<usize>),
    /// Heading that folds the rows after it.
    Fold(bool),
    /// A button.
    Button,
}
