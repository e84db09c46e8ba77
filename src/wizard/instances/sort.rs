//! Order of the list of instances.

/// Order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InstanceSort {
    /// Order of the platform.
    #[default]
    Listed,
    /// By name.
    Name,
    /// By element, then by name.
    Element,
    /// Those that need attention first.
    State,
    /// Those whose provider's token expires next first.
    Expiry,
    /// Those whose last test failed first, those without a test last.
    Test,
    /// The newest first.
    Age,
}

impl InstanceSort {
    /// Returns the next order.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Listed => Self::Name,
            Self::Name => Self::Element,
            Self::Element => Self::State,
            Self::State => Self::Expiry,
            Self::Expiry => Self::Test,
            Self::Test => Self::Age,
            Self::Age => Self::Listed,
        }
    }

    /// Describes the order in a few words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Listed => "as the platform lists them",
            Self::Name => "by name",
            Self::Element => "by element",
            Self::State => "by state",
            Self::Expiry => "by expiry",
            Self::Test => "by last test",
            Self::Age => "newest first",
        }
    }
}
