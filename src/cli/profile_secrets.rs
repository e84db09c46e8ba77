//! Secrets of a profile as given on the command line: references, standard input, questions on a terminal, or the
//! platform's answer to an e-mail address and a password.

use super::{
    args::profiles::SecretsArgs,
    command_error::CommandError,
    confirm, exit, secret_prompt,
    unattended::{missing::MissingInput, refused},
};
use crate::{
    domain::{Account, BaseUrl, Reference},
    platform::Client,
    terminal::output,
    text::Secret,
};
use std::io::{self, BufRead as _};
use zeroize::Zeroizing;

const SAFE_WAYS: &str = "Pass references: --user-secret env:NAME --org-secret env:NAME (also file:PATH, cmd:COMMAND or \
                         keyring:NAME). Or pass the secrets on standard input with --stdin, one a line.";

/// Returns the account with the given secrets. A password is exchanged for the secrets, and dropped.
///
/// # Errors
/// A secret is missing, is given as an argument, or the platform refuses the password.
pub(super) async fn account(options: &SecretsArgs, base: &BaseUrl, client: &Client) -> Result<Account, CommandError> {
    if let Some(email) = &options.email {
        let password = match lines(options.stdin, 1)? {
            Some(lines) => first(lines),
            None if confirm::can_ask() => {
                secret_prompt::ask(&safe!("Password of {} on {}: ", email, base.host())).await?
            }
            None => {
                let words = "The password is missing. Pass it on standard input with --stdin.";
                let refused = CommandError::new(words.into(), exit::NEEDS_INPUT);
                return Err(refused.missing(&[MissingInput::password()]));
            }
        };
        let password = given(password, "password")?;
        let account = client.log_in(email.trim(), &password).await;
        return account.map_err(|fault| refused(&fault));
    }
    let (user, organization) = match (&options.user_secret, &options.org_secret) {
        (Some(user), Some(organization)) => (reference(user)?, reference(organization)?),
        _ => match lines(options.stdin, 2)? {
            Some(lines) => {
                let mut lines = lines.into_iter();
                (lines.next().unwrap_or_default(), lines.next().unwrap_or_default())
            }
            None if confirm::can_ask() => {
                output::note(&safe!(
                    "Both secrets are in your profile menu, at the top right of the web page of {}.",
                    base.host()
                ));
                (
                    secret_prompt::ask(&"User secret: ".into()).await?,
                    secret_prompt::ask(&"Organization secret: ".into()).await?,
                )
            }
            None => {
                let words = safe!("The two secrets are missing. {}", SAFE_WAYS);
                let refused = CommandError::new(words, exit::NEEDS_INPUT);
                return Err(refused.missing(&MissingInput::new_secrets()));
            }
        },
    };
    Ok(Account::new(base.clone(), given(user, "user secret")?, given(organization, "organization secret")?))
}

fn given(secret: Secret, label: &'static str) -> Result<Secret, CommandError> {
    if secret.is_empty() {
        Err(CommandError::new(safe!("The {} is empty.", label), exit::NEEDS_INPUT))
    } else {
        Ok(secret)
    }
}

fn first(lines: Vec<Secret>) -> Secret {
    lines.into_iter().next().unwrap_or_default()
}

/// Returns a reference. A secret itself is refused, because others can read arguments.
fn reference(text: &str) -> Result<Secret, CommandError> {
    if Reference::read(text).is_some() {
        return Ok(Secret::new(text));
    }
    let words = safe!("Other users can read arguments, and the shell saves them. {}", SAFE_WAYS);
    Err(CommandError::new(words, exit::MISUSED))
}

/// Reads lines of standard input, if it is to be used.
fn lines(is_used: bool, count: usize) -> Result<Option<Vec<Secret>>, CommandError> {
    if !is_used {
        return Ok(None);
    }
    let mut found = Vec::new();
    for _ in 0..count {
        let mut line = Zeroizing::new(String::new());
        let read = io::stdin().lock().read_line(&mut line);
        read.map_err(|error| CommandError::new(safe!("Standard input cannot be read: {}.", error), exit::FAILED))?;
        found.push(Secret::new(line.trim()));
    }
    Ok(Some(found))
}
