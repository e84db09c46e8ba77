//! `elemint token`: prints or stores the token of an instance.

use super::access::Access;
use crate::{
    cli::{args::TokenArgs, command_error::CommandError, exit},
    domain::{Instance, ListedInstance, TokenPlace, account::SecretStorage, export},
    runtime::token,
    storage::StoredRecord,
    terminal::output,
    text::{SafeText, Secret},
};
use serde_json::json;
use std::process::ExitCode;

/// Prints the token, exports it, or stores it on this machine.
pub(super) async fn run<F: Future<Output = Result<Access, CommandError>>>(
    options: &TokenArgs,
    open: impl FnOnce() -> F,
) -> Result<ExitCode, CommandError> {
    let shows = options.show || !output::is_terminal();
    if !shows && !options.export && !options.save {
        let words = "A terminal shows the token to anyone who looks at it. Add --show to print it all the same, or pipe \
                     it: elemint token ID | …";
        return Err(CommandError::new(words.into(), exit::NEEDS_INPUT));
    }
    let access = open().await?;
    let (instance, place) = instance(&access, &options.id).await?;
    if options.save {
        return save(&access, &instance, place);
    }
    let text = if options.export {
        let instance = if place.is_some() { renamed(&access, instance).await } else { instance };
        export::variables(&instance, &access.account.base, shows)
    } else {
        Secret::new(format!("{}\n", instance.token.expose()))
    };
    if options.export && !shows {
        output::note(&"The token is left out. Add --show to print it, or pipe the output.".into());
    }
    Ok(exit::printed(output::print(&SafeText::lines(text.expose()))))
}

/// Returns the instance with its token, and the place on this machine if it is stored here. The platform is asked only
/// if it is not.
async fn instance(access: &Access, id: &str) -> Result<(Instance, Option<StoredRecord>), CommandError> {
    if let Some((record, token)) = access.stored(id)? {
        let entry = json!({ "id": record.id, "name": record.name, "element": { "key": record.element } }).to_string();
        let listed = ListedInstance::read(&entry);
        let listed = listed.map_err(|error| CommandError::new(safe!("{}", error), exit::FAILED))?;
        return Ok((listed.with_token(token), Some(record)));
    }
    let listed = access.row(id).await?.listed;
    let Some(token) = listed.token.clone() else {
        let words = safe!(
            "The token of instance {} is not on this machine, and the platform does not show it. Create a new token on \
             the platform.",
            id
        );
        return Err(CommandError::new(words, exit::NOT_FOUND));
    };
    Ok((listed.with_token(token), None))
}

/// Returns a stored instance with the name that it has on the platform now: it may have been renamed since its token was
/// stored. If the platform does not answer, a note says that the name is the stored one.
async fn renamed(access: &Access, instance: Instance) -> Instance {
    match access.row(&instance.id).await {
        Ok(row) => Instance { name: row.listed.name, ..instance },
        Err(failure) => {
            output::note(&safe!("The name is the one stored on this machine. {}", failure.line()));
            instance
        }
    }
}

fn save(access: &Access, instance: &Instance, stored: Option<StoredRecord>) -> Result<ExitCode, CommandError> {
    let place = match stored {
        Some(StoredRecord { entry: Some(entry), .. }) => TokenPlace::Keyring(entry),
        Some(record) => TokenPlace::File(record.path),
        None => {
            let place = SecretStorage::from_account(&access.profile.account);
            let kept = token::adopt(access.tokens(), instance, &access.account.base, place);
            kept.map_err(|fault| super::outcome::refused(&fault).code(exit::NOT_KEPT))?
        }
    };
    Ok(exit::printed(output::line(&safe!("The token of instance {} is saved in {}.", instance.id, place))))
}
