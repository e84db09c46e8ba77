//! Purpose of a draft: a new instance, or the change of an existing one.

use super::value::DraftValue;
use crate::{domain::existing_instance::ExistingInstance, text::MASK};
use std::{fmt, sync::Arc};

/// Purpose of a draft. It decides which request a complete form becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Creates an instance.
    Create,
    /// Replaces the credentials of this instance; ID and token stay.
    Reauthorize(Arc<ExistingInstance>),
    /// Changes name, tags or configuration of this instance, without its credentials.
    Edit(Arc<ExistingInstance>),
}

/// Form of an existing instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeForm {
    /// Takes new credentials.
    Reauthorize,
    /// Takes name, tags and configuration.
    Edit,
}

impl ChangeForm {
    /// Returns the purpose of a draft of this instance.
    pub fn purpose(self, existing: Arc<ExistingInstance>) -> Purpose {
        match self {
            Self::Reauthorize => Purpose::Reauthorize(existing),
            Self::Edit => Purpose::Edit(existing),
        }
    }
}

/// Difference between an instance and the form that changes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Label of the value in the form.
    pub label: String,
    /// Key of the value in the instance: a configuration key, `name` or `tags`.
    pub key: String,
    /// Value before the change.
    pub before: DifferenceSide,
    /// Value after the change.
    pub after: DifferenceSide,
}

/// One side of a difference, without secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DifferenceSide {
    /// No value.
    Nothing,
    /// A value that may be shown.
    Shown(String),
    /// A secret.
    Hidden,
}

impl Purpose {
    /// Returns the instance that is changed; `None` for a new one.
    pub fn existing(&self) -> Option<&Arc<ExistingInstance>> {
        match self {
            Self::Create => None,
            Self::Reauthorize(existing) | Self::Edit(existing) => Some(existing),
        }
    }

    /// Returns true if both are the same kind of change of the same instance.
    pub fn is_same(&self, other: &Self) -> bool {
        let is_same_kind = std::mem::discriminant(self) == std::mem::discriminant(other);
        is_same_kind && self.existing().map(|one| &one.id) == other.existing().map(|one| &one.id)
    }

    /// Returns the form of the change; `None` for a new instance.
    pub fn form(&self) -> Option<ChangeForm> {
        match self {
            Self::Create => None,
            Self::Reauthorize(_) => Some(ChangeForm::Reauthorize),
            Self::Edit(_) => Some(ChangeForm::Edit),
        }
    }
}

impl fmt::Display for DifferenceSide {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nothing => "(none)",
            Self::Shown(text) => text,
            Self::Hidden => MASK,
        })
    }
}

impl DifferenceSide {
    pub(super) fn from_value(value: &DraftValue) -> Self {
        match value {
            DraftValue::Hidden(_) => Self::Hidden,
            DraftValue::Plain(_) | DraftValue::Reference(_) => Self::Shown(value.expose().to_owned()),
        }
    }
}
