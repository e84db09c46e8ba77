//! `elemint forget`: what is kept here, and how to be rid of it. What stands on the platform is left alone.

use super::{
    args::ForgetArgs,
    exit,
    settings::Settings,
    wizard::{self, Stop},
};
use crate::{
    domain::{Profile, ProfileName, SafeText},
    runtime::output,
    storage::{Keyring, Record, StorageError, Store, forget},
};
use std::{
    io::{self, BufRead as _},
    process::ExitCode,
};

/// Something that can be forgotten.
enum Thing {
    Profile(Box<Profile>),
    Instance(Record),
}

/// Tells what is kept, or forgets what is named.
pub fn run(options: &ForgetArgs, settings: &Settings) -> ExitCode {
    begin(options, settings).unwrap_or_else(|Stop(words, code)| exit::failed(&words, code))
}

fn begin(options: &ForgetArgs, settings: &Settings) -> Result<ExitCode, Stop> {
    let store = wizard::store(settings)?;
    if !store.keeps() {
        return Err(Stop("Nothing can be forgotten where nothing is kept.".into(), exit::MISUSED));
    }
    store.sweep();
    let profiles = store.profiles().map_err(|error| stop(&error))?;
    let kept = profiles.into_iter().map(|profile| Thing::Profile(Box::new(profile)));
    let kept: Vec<Thing> = kept.chain(store.records().into_iter().map(Thing::Instance)).collect();
    let Some(name) = &options.name else {
        tell(&kept);
        return Ok(ExitCode::SUCCESS);
    };
    let named: Vec<&Thing> = kept.iter().filter(|thing| thing.is_called(name)).collect();
    let [thing] = named.as_slice() else {
        let words = if named.is_empty() {
            safe!("Neither a profile nor an instance kept here is called {}. elemint forget lists what is kept.", name)
        } else {
            safe!(
                "Several are called {}. elemint forget tells them apart: the last word of a line is a name, too.",
                name
            )
        };
        return Err(Stop(words, exit::NOT_FOUND));
    };
    if !options.yes && !agreed(thing)? {
        output::note(&"Nothing was forgotten.".into());
        return Ok(ExitCode::SUCCESS);
    }
    thing.forget(&store, settings.keyring.as_ref())?;
    let _ = output::line(&safe!("Forgotten: {}", thing.line()));
    Ok(ExitCode::SUCCESS)
}

fn tell(kept: &[Thing]) {
    for thing in kept {
        let _ = output::line(&thing.line());
    }
    let words = if kept.is_empty() { "Nothing is kept here." } else { "elemint forget NAME forgets one of them." };
    output::note(&words.into());
}

/// Asks; what a script means it says by a flag.
fn agreed(thing: &Thing) -> Result<bool, Stop> {
    if !output::can_ask() {
        return Err(Stop("There is no terminal to confirm on. Add --yes to confirm.".into(), exit::NEEDS_INPUT));
    }
    output::ask(&safe!("{}\n{} Forget it? yes or no: ", thing.line(), thing.cost()));
    let mut line = String::new();
    let _ = io::stdin().lock().read_line(&mut line);
    Ok(matches!(line.trim().to_lowercase().as_str(), "y" | "yes"))
}

impl Thing {
    fn is_called(&self, name: &str) -> bool {
        match self {
            Self::Profile(profile) => profile.name == ProfileName::new(name),
            Self::Instance(record) => record.id == name || record.path.file_stem().is_some_and(|stem| stem == name),
        }
    }

    fn line(&self) -> SafeText {
        match self {
            Self::Profile(profile) => safe!("profile   {}  {}", profile.name, profile.account.base.host()),
            Self::Instance(record) => {
                let stem = record.path.file_stem().unwrap_or_default().to_string_lossy();
                let Record { id, element, name, .. } = record;
                safe!("instance  {}  {}  “{}”  {}", id, element, name, stem)
            }
        }
    }

    /// What it costs to be without it.
    fn cost(&self) -> &'static str {
        match self {
            Self::Profile(_) => "Its secrets are removed here; on the platform nothing changes.",
            Self::Instance(_) => {
                "Its token is removed here and shown nowhere again; the instance stays on the platform."
            }
        }
    }

    /// The keyring first: as long as something is left there, the file that names it stays.
    fn forget(&self, store: &Store, keyring: Option<&Keyring>) -> Result<(), Stop> {
        let entries = match self {
            Self::Profile(profile) => forget::entries(profile),
            Self::Instance(record) => record.entry.iter().cloned().collect(),
        };
        for entry in entries {
            let keyring = keyring.ok_or_else(|| Stop(Keyring::MISSING.into(), exit::FAILED))?;
            keyring.remove(&entry).map_err(|e| Stop(safe!("{} {}", e, e.hint()), exit::FAILED))?;
        }
        match self {
            Self::Profile(profile) => store.forget_profile(&profile.name).map(drop),
            Self::Instance(record) => store.forget_record(record),
        }
        .map_err(|error| stop(&error))
    }
}

fn stop(error: &StorageError) -> Stop {
    Stop(safe!("{} {}", error, error.hint()), exit::FAILED)
}
