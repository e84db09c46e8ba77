//! Columns of a list of instances.

use clap::ValueEnum;

/// Column of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Column {
    /// ID on the platform.
    Id,
    /// Display name.
    Name,
    /// Key of the element.
    Element,
    /// Hub of the element.
    Hub,
    /// Enabled, disabled or invalid.
    State,
    /// Expiry of the provider's token.
    Expires,
    /// Tags.
    Tags,
    /// Time since the creation.
    Age,
    /// Time of creation.
    Created,
    /// Token on this machine, or missing.
    Token,
    /// Events on or off.
    Events,
    /// Last test from this machine.
    Test,
}

impl Column {
    /// Columns printed if none are named.
    pub const USUAL: [Self; 8] =
        [Self::Id, Self::Name, Self::Element, Self::State, Self::Expires, Self::Tags, Self::Age, Self::Token];

    /// Returns the name as it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Element => "element",
            Self::Hub => "hub",
            Self::State => "state",
            Self::Expires => "expires",
            Self::Tags => "tags",
            Self::Age => "age",
            Self::Created => "created",
            Self::Token => "token",
            Self::Events => "events",
            Self::Test => "test",
        }
    }

    /// Returns the narrowest width to which long values are cut to fit the terminal; `None` if they are not cut.
    pub fn least(self) -> Option<usize> {
        match self {
            // Other columns are left out before a name is cut further: most begin alike.
            Self::Name => Some(32),
            Self::Element | Self::Tags => Some(8),
            Self::Id
            | Self::Hub
            | Self::State
            | Self::Expires
            | Self::Age
            | Self::Created
            | Self::Token
            | Self::Events
            | Self::Test => None,
        }
    }

    /// Returns the columns that are left out on a narrow terminal, the first one first.
    pub const LEAST: [Self; 5] = [Self::Tags, Self::Age, Self::Token, Self::Expires, Self::Element];
}
