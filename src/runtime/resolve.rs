//! Resolves references to their values, just before these are sent. Values read for a request are dropped with it; an
//! account's secrets last as long as the program, so that no command is run for every call.

use super::{shell, task_error};
use crate::{
    catalog::{Field, FieldKey, FieldKind, element::oauth_keys},
    domain::{Account, Draft, Fault, Reference, draft::Resolved, fault::FaultKind, reference::ReferenceSource},
    storage::{Keyring, Store},
    text::{
        Secret,
        address::{self, AddressFault},
        secret,
    },
};
use directories::BaseDirs;
use std::{path::PathBuf, process::Stdio, time::Duration};
use tokio::{io::AsyncReadExt as _, task::spawn_blocking, time::timeout};
use zeroize::Zeroizing;

/// A command may ask for a passphrase in a window of its own.
const PATIENCE: Duration = Duration::from_secs(60);

/// For a file of a reference.
const FILE_PATIENCE: Duration = Duration::from_secs(10);

/// Longer than any key.
const LIMIT: u64 = 64 << 10;

const HINT: &str = "Fix the reference or its target, or type the value itself.";

/// Reads a variable of the environment. It is handed in, since the environment is read in one place alone.
pub type EnvVariable = fn(&str) -> Option<String>;

/// Sources of referenced values.
#[derive(Debug)]
pub struct Resolver {
    variable: EnvVariable,
    keyring: Option<Keyring>,
    /// Accounts as they were named, with their secrets.
    accounts: tokio::sync::Mutex<Vec<(Account, Account)>>,
}

impl Resolver {
    /// Creates a resolver that has read nothing yet.
    pub fn new(variable: EnvVariable, keyring: Option<Keyring>) -> Self {
        Self { variable, keyring, accounts: tokio::sync::Mutex::default() }
    }

    /// The keyring, where there is one.
    pub fn keyring(&self) -> Option<&Keyring> {
        self.keyring.as_ref()
    }

    /// Returns the values of a form's references, field by field.
    ///
    /// # Errors
    /// The fields without a value, and the reasons.
    pub async fn draft(&self, draft: &Draft) -> Result<Resolved, Fault> {
        let (mut values, mut keys, mut faults) = (Resolved::new(), Vec::new(), Vec::new());
        for (key, reference) in draft.references() {
            let field = draft.field(key);
            let value = match self.value(reference).await {
                // The value itself is not repeated, as it may be a secret.
                Ok(value) if field.is_some_and(|field| is_bad_address(field, &value)) => Err(format!(
                    "The value of {reference} is not a complete web address, such as https://example.com/path."
                )),
                value => value,
            };
            match value {
                Ok(value) => drop(values.insert(FieldKey::new(key.as_str()), value)),
                Err(why) => {
                    let label = field.map_or(key.as_str(), |field| field.label.as_str());
                    faults.push(format!("{label}: {why}"));
                    keys.push(key.clone());
                }
            }
        }
        if keys.is_empty() { Ok(values) } else { Err(Fault::new(FaultKind::Fields(keys), faults.join(" "), HINT)) }
    }

    /// Returns an account with the secrets of its references.
    ///
    /// # Errors
    /// The reference without a value, and the reason.
    pub async fn account(&self, account: &Account) -> Result<Account, Fault> {
        // Before a command of one reference runs with the variable of the other.
        account.withhold();
        // Held while a command runs, so that two calls at once do not both ask for a passphrase.
        let mut known = self.accounts.lock().await;
        if let Some((_, found)) = known.iter().find(|(named, _)| named.is_same_login(account)) {
            return Ok(Account { guard: account.guard.clone(), ..found.clone() });
        }
        let user = self.secret(&account.user).await?;
        let organization = self.secret(&account.organization).await?;
        let found = Account { base: account.base.clone(), user, organization, guard: account.guard.clone() };
        known.push((account.clone(), found.clone()));
        Ok(found)
    }

    /// Returns an account with the values of those references that are read without starting a program. The others stay
    /// as they are, and so do those without a value.
    pub async fn known_account(&self, account: &Account) -> Account {
        let known = async |typed: &Secret| match Reference::read(typed.expose()) {
            Some(reference) if matches!(reference.source(), ReferenceSource::Env(_) | ReferenceSource::File(_)) => {
                self.value(&reference).await.unwrap_or_else(|_| typed.clone())
            }
            _ => typed.clone(),
        };
        let (user, organization) = (known(&account.user).await, known(&account.organization).await);
        Account { user, organization, ..account.clone() }
    }

    /// Drops the values of an account's references, which may have changed, so that the next call reads them again.
    pub async fn forget(&self, account: &Account) {
        self.accounts.lock().await.retain(|(named, _)| !named.is_same_login(account));
    }

    /// Returns the value of a typed text: of its reference, or the text itself.
    ///
    /// # Errors
    /// The reference without a value, and the reason.
    pub async fn text(&self, typed: &str) -> Result<Secret, Fault> {
        self.secret(&Secret::new(typed)).await
    }

    async fn secret(&self, typed: &Secret) -> Result<Secret, Fault> {
        match Reference::read(typed.expose()) {
            Some(reference) => self.value(&reference).await.map_err(|why| Fault::new(FaultKind::Unread, why, HINT)),
            None => Ok(Secret::new(crate::domain::reference::literal(typed.expose()))),
        }
    }

    /// Returns the value of a reference; otherwise a sentence with the reason, which holds nothing of the value.
    async fn value(&self, reference: &Reference) -> Result<Secret, String> {
        let value = match reference.source() {
            ReferenceSource::Env(name) => {
                secret::withhold(name);
                let missing = || format!("{name} is not set in the environment elemint was started in.");
                (self.variable)(name).map(Secret::new).ok_or_else(missing)?
            }
            ReferenceSource::File(path) => file(path).await?,
            ReferenceSource::Command(line) => self.command(line).await?,
            ReferenceSource::Keyring(name) => self.entry(name).await?,
        };
        if value.is_empty() { Err(format!("{reference} is empty.")) } else { Ok(value) }
    }

    async fn entry(&self, name: &str) -> Result<Secret, String> {
        let Some(keyring) = self.keyring.clone() else { return Err(Keyring::MISSING.into()) };
        let entry = name.to_owned();
        match spawn_blocking(move || keyring.get(&entry)).await.map_err(|error| task_error::fault(error).problem)? {
            Ok(Some(secret)) => Ok(secret),
            Ok(None) => Err(format!("The keyring has no entry of elemint's called {name}.")),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Returns the first line that a command prints: password stores keep notes on the secret below it.
    async fn command(&self, line: &str) -> Result<Secret, String> {
        let program = line.split_whitespace().next().unwrap_or_default().to_owned();
        let mut command = shell::shell(line, &[]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        shell::detach(&mut command);
        let mut child = command.spawn().map_err(|error| format!("{program} could not be started: {error}."))?;
        let mut text = Zeroizing::new(Vec::with_capacity(4096));
        let out = child.stdout.take();
        let read = async {
            if let Some(out) = out {
                let _ = out.take(LIMIT).read_to_end(&mut text).await;
            }
            child.wait().await
        };
        let ended = timeout(PATIENCE, read).await;
        match ended {
            Err(_) => {
                shell::end(&mut child);
                Err(format!("{program} did not end within {} seconds.", PATIENCE.as_secs()))
            }
            Ok(Ok(status)) if status.success() => {
                let text =
                    std::str::from_utf8(&text).map_err(|_invalid| format!("The output of {program} is not UTF-8."))?;
                Ok(Secret::new(text.lines().next().unwrap_or_default()))
            }
            Ok(Ok(status)) => match status.code() {
                Some(shell::NO_SUCH_PROGRAM) => Err(format!("There is no program called {program}.")),
                Some(code) => Err(format!("{program} ended with code {code}; try it in a shell.")),
                None => Err(format!("{program} was killed.")),
            },
            Ok(Err(error)) => Err(format!("{program} could not be waited for: {error}.")),
        }
    }
}

async fn file(path: &str) -> Result<Secret, String> {
    let home = || BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
    let path = match (path.strip_prefix("~/"), home()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    };
    let shown = path.display().to_string();
    // A disk on the net may not answer.
    let read = timeout(FILE_PATIENCE, spawn_blocking(move || Store::read_secret(&path))).await;
    let read =
        read.map_err(|_elapsed| format!("{shown} could not be read within {} seconds.", FILE_PATIENCE.as_secs()))?;
    match read.map_err(|error| task_error::fault(error).problem)? {
        Ok(Some(text)) => Ok(Secret::new(text.as_str())),
        Ok(None) => Err(format!("There is no file {shown}.")),
        Err(error) => Err(error.to_string()),
    }
}

/// Returns true if a field takes a web address, and the value is none.
fn is_bad_address(field: &Field, value: &Secret) -> bool {
    let takes_address = field.kind == FieldKind::Url || field.key.as_str() == oauth_keys::CALLBACK_URL;
    takes_address && address::parse_complete(value.expose()).is_err()
}

/// Returns the fault for a reference whose value is no callback address. The value is not repeated: it may be a secret.
pub(super) fn bad_callback(_: AddressFault) -> Fault {
    let key = FieldKey::new(oauth_keys::CALLBACK_URL);
    Fault::new(FaultKind::Fields(vec![key]), "The value of the reference is not a complete web address.", HINT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use rstest::rstest;

    #[rstest]
    #[case::whole("https://shop.example", true)]
    #[case::blank("not an address", false)]
    #[case::host("shop.example", false)]
    fn referenced_address_is_checked_like_a_typed_one(#[case] value: &str, #[case] is_taken: bool) {
        let catalog = Catalog::embedded().expect("the catalog");
        let field =
            catalog.find("magentosoapv19").expect("an element").modes[0].field(&FieldKey::new("store.url")).cloned();
        assert_eq!(!is_bad_address(&field.expect("a field"), &Secret::new(value)), is_taken);
    }
}
