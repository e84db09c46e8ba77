//! E-mail address and password of a user of the platform, which are exchanged for the two secrets of the account.

use super::BaseUrl;
use crate::text::Secret;

/// Sign-in with an e-mail address and a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordLogin {
    /// Platform.
    pub base: BaseUrl,
    /// E-mail address.
    pub email: String,
    /// Password, or a reference to it. It is never stored.
    pub password: Secret,
}
