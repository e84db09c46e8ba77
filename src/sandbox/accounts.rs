//! Accounts of the organization, each with one user. The user of the first account is an administrator and sees the
//! instances of both; the user of the second one sees its own.

/// Number of the first account.
pub(super) const FIRST: u64 = 101;
/// Number of the second account.
pub(super) const SECOND: u64 = 102;

/// User who sends a request, by account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Requester(u64);

impl Requester {
    pub(super) const ADMINISTRATOR: Self = Self(FIRST);
    pub(super) const USER: Self = Self(SECOND);

    /// Returns the number of the user's account.
    pub(super) fn account(self) -> u64 {
        self.0
    }

    /// Returns true if the user sees the instances of an account.
    pub(super) fn sees(self, account: u64) -> bool {
        self == Self::ADMINISTRATOR || self.0 == account
    }
}
