//! `elemint`: starts the wizard with the values of the command line.

use super::{args::Args, exit, session, settings::Settings, start};
use crate::{
    catalog::Catalog,
    domain::{Account, BaseUrl, Profile, ProfileName},
    frontend::tui::theme::{Look, LookError},
    runtime::{Runner, runner::ServiceConfig},
    sandbox::{Exported, Options, Sandbox},
    storage::{Log, Places, Store},
    terminal::output,
    text::SafeText,
    wizard::{Keys, Notice, Session, Start, Step, Wizard},
};
use std::{process::ExitCode, sync::Arc};

/// Reason for not starting, with the exit code.
pub(super) struct StartRefused(pub(super) SafeText, pub(super) u8);

impl StartRefused {
    /// Returns the reason in one line.
    pub(super) fn words(&self) -> String {
        self.0.as_str().replace('\n', " ")
    }
}

/// Runs the wizard on this terminal.
pub async fn run(args: &Args, settings: Settings) -> ExitCode {
    match begin(args, settings).await {
        Ok(code) => code,
        Err(StartRefused(words, code)) => exit::failed(&words, code),
    }
}

async fn begin(args: &Args, settings: Settings) -> Result<ExitCode, StartRefused> {
    let store = store(&settings)?;
    let (catalog, mut faults) = catalog(&store)?;
    let catalog = Arc::new(catalog);
    let (elements, unusable) = super::exported::elements(args.elements.as_deref());
    faults.extend(unusable);
    // A wrong element is wrong on any terminal, so it is reported first.
    let start = start::start(args, &catalog, &start::lookup(args, &settings, &store, &catalog, &elements))?;
    super::headless::check(args, &start, &catalog, &settings)?;
    let log = log(&settings)?;
    store.sweep();
    let unattended = args.is_unattended();
    let look = if unattended { None } else { look(&store, &settings)? };
    let keys = keys(&store, &mut faults);
    let profiles = profiles(&store, &settings)?;
    let sandbox = if args.sandbox { Some(practice(catalog.clone(), elements).await?) } else { None };
    let profile = match &sandbox {
        Some(sandbox) => {
            Some(Profile { name: ProfileName::new(Profile::PRACTICE), account: sandbox.account().clone() })
        }
        None => choose(&settings, &profiles)?,
    };
    let left = store.drafts();
    let ledger = store.ledger(&left);
    let mut session = Session::new(catalog.clone(), profiles, profile, left);
    (session.ledger, session.ids, session.began) = (ledger, Store::draft_ids(), Store::now());
    (session.recent, session.last) = (store.recent(), store.last());
    // Plain lines show no keys, so they use the default keys and offer no tour.
    session.keys = if settings.plain || unattended { Keys::default() } else { keys };
    if args.sandbox && !settings.plain && !unattended {
        session.offer_tour();
    }
    session.keeps = settings.places.keeps;
    session.keyring = settings.places.keeps && settings.keyring.is_some();
    session.handover = settings.handover.clone();
    if unattended {
        session.run_unattended();
    } else if sandbox.is_none() {
        session.unsettled = store.unsettled().into();
    }
    let given = if let Start::Given(given) = &start { Some(given.clone()) } else { None };
    let filter = if let Start::Element(word) = &start { Some(word.clone()) } else { None };
    let (mut wizard, effects) = Wizard::new(session, start);
    if let (Some(word), Step::Choose(_)) = (filter, wizard.step()) {
        wizard = wizard.saying(Notice::plain(format!("“{word}” matches several elements. Choose one.")));
    }
    match first_words(&store, &faults) {
        Some(notice) if unattended => output::note(&safe!("{} {}", notice.text, notice.hint)),
        Some(notice) => wizard = wizard.saying(notice),
        None => {}
    }
    let world = Runner::new(ServiceConfig { sandbox, ..session::surroundings(settings, catalog, store)? });
    match given.filter(|_| unattended) {
        Some(given) => super::unattended::run((wizard, effects), world.logging(log), *given).await,
        None => session::run((wizard, effects), world.logging(log), look).await,
    }
}

/// Returns the most severe notice of the start.
fn first_words(store: &Store, faults: &[String]) -> Option<Notice> {
    let shut = store.shut().map(|folder| {
        let text = format!("Nothing can be saved: {} is not writable.", folder.display());
        Notice::bad(text, "Name other directories with --state-dir and --config-dir, or use --keep-nothing.")
    });
    let words = "Nothing is saved, because of --keep-nothing. Copy or save the result before you leave.";
    let nothing = (!store.keeps()).then(|| Notice::plain(words));
    let repaired = store.notes();
    let repair = || (!repaired.is_empty()).then(|| Notice::plain(repaired.join(" ")));
    shut.or_else(|| left_out(faults)).or(nothing).or_else(repair)
}

fn log(settings: &Settings) -> Result<Option<Log>, StartRefused> {
    let log = settings.log.as_deref().map(Log::open).transpose();
    log.map_err(|e| StartRefused(safe!("{} {}", e, e.hint()), exit::FAILED))
}

pub(super) fn store(settings: &Settings) -> Result<Store, StartRefused> {
    match &settings.places {
        Places { config: None, keeps: true, .. } | Places { state: None, keeps: true, .. } => {
            let words = "Your home directory is unknown. Set HOME, or name two directories with\n\
                         --config-dir and --state-dir. --keep-nothing works without a home directory.";
            Err(StartRefused(words.into(), exit::NEEDS_INPUT))
        }
        places => Ok(Store::over(places.clone())),
    }
}

/// Returns the theme with the name in the settings; the user's own files take precedence.
pub(super) fn look(store: &Store, settings: &Settings) -> Result<Option<Look>, StartRefused> {
    if settings.plain {
        return Ok(None);
    }
    let name = &settings.theme;
    let own = store.theme(name).map_err(|e| StartRefused(safe!("{} {}", e, e.hint()), exit::FAILED))?;
    let look = Look::new(name, own.as_deref(), settings.depth, settings.ground).map_err(|error| match error {
        LookError::Unknown => {
            let names = Look::names().collect::<Vec<_>>().join(", ");
            StartRefused(safe!("No theme {}. Themes: {}, and your own files.", name, names), exit::NOT_FOUND)
        }
        LookError::Fault(fault) => StartRefused(safe!("The theme {}: {}.", name, fault), exit::FAILED),
    })?;
    Ok(Some(if settings.answers { look } else { look.unasking() }))
}

/// Returns the embedded elements with the user's own, and the faults of those. A faulty file is skipped.
pub(super) fn catalog(store: &Store) -> Result<(Catalog, Vec<String>), StartRefused> {
    let embedded = Catalog::embedded().map_err(|e| StartRefused(safe!("{}", e), exit::FAILED))?;
    let (own, unread) = store.own_elements();
    if own.is_empty() && unread.is_empty() {
        return Ok((embedded, Vec::new()));
    }
    let own: Vec<(&str, &str)> = own.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (catalog, faults) = embedded.with(&own);
    let faults = unread.iter().map(ToString::to_string).chain(faults.iter().map(ToString::to_string));
    Ok((catalog, faults.collect()))
}

/// Returns the user's keys. Faulty entries are skipped and added to `faults`.
fn keys(store: &Store, faults: &mut Vec<String>) -> Keys {
    let text = match store.keys() {
        Ok(text) => text.unwrap_or_default(),
        Err(error) => {
            faults.push(error.to_string());
            return Keys::default();
        }
    };
    let (keys, wrong) = Keys::read(&text);
    faults.extend(wrong.iter().map(|fault| format!("keys.toml: {fault}")));
    keys
}

/// Returns the notice about skipped files of the user.
fn left_out(faults: &[String]) -> Option<Notice> {
    let (first, others) = faults.split_first()?;
    let more = match others.len() {
        0 => String::new(),
        1 => " One more file is skipped.".into(),
        count => format!(" {count} more files are skipped."),
    };
    let hint = format!("Fix the file. Until then it is skipped.{more}");
    Some(Notice::bad(format!("{}.", first.trim_end_matches('.')), hint))
}

/// Returns the user's profiles: our own, then those of cectl with other names.
pub(super) fn profiles(store: &Store, settings: &Settings) -> Result<Vec<Profile>, StartRefused> {
    let stop = |e: crate::storage::StorageError| StartRefused(safe!("{} {}", e, e.hint()), exit::FAILED);
    let mut profiles = store.profiles().map_err(stop)?;
    if let Some(path) = settings.cectl.as_ref().filter(|p| p.exists()) {
        for profile in Store::read_cectl(path).map_err(stop)? {
            if !profiles.iter().any(|p| p.name == profile.name) {
                profiles.push(profile);
            }
        }
    }
    for profile in &profiles {
        profile.account.withhold();
    }
    Ok(profiles)
}

pub(super) async fn practice(catalog: Arc<Catalog>, elements: Vec<Exported>) -> Result<Sandbox, StartRefused> {
    Sandbox::start(Options { catalog: Some(catalog), elements, ..Options::default() })
        .await
        .map_err(|e| StartRefused(safe!("The sandbox did not start: {}", e), exit::FAILED))
}

/// Returns the profile named by flags or environment, else the only one. `None` if the user has to choose.
pub(super) fn choose(settings: &Settings, profiles: &[Profile]) -> Result<Option<Profile>, StartRefused> {
    let known = |name: &str| profiles.iter().find(|p| p.name.as_str() == name).cloned();
    if let Some(name) = &settings.profile {
        let names: Vec<&str> = profiles.iter().map(|p| p.name.as_str()).collect();
        let known_names = if names.is_empty() { String::new() } else { format!(" Profiles: {}.", names.join(", ")) };
        let missing = || {
            let words = safe!("No profile “{}”.{} Run elemint without --profile to create one.", name, known_names);
            StartRefused(words, exit::NOT_FOUND)
        };
        return known(name).map(Some).ok_or_else(missing);
    }
    match (&settings.base, &settings.user, &settings.organization) {
        (base, Some(user), Some(organization)) => {
            let base = base.as_deref().unwrap_or("api.cloud-elements.com");
            let base = BaseUrl::read(base)
                .map_err(|e| StartRefused(safe!("The platform's address {}: {}", base, e), exit::MISUSED))?;
            let account = Account { base, user: user.clone(), organization: organization.clone() };
            Ok(Some(Profile { name: ProfileName::new("environment"), account }))
        }
        (Some(base), ..) => {
            let wanted = BaseUrl::read(base)
                .map_err(|e| StartRefused(safe!("The platform's address {}: {}", base, e), exit::MISUSED))?;
            let known = profiles.iter().find(|p| p.account.base == wanted).cloned();
            let missing = || {
                StartRefused(
                    safe!("No profile has secrets for {}. Set CE_USER and CE_ORG, or sign in without --base.", wanted),
                    exit::NEEDS_INPUT,
                )
            };
            known.map(Some).ok_or_else(missing)
        }
        _ => Ok(known("default").or_else(|| profiles.first().cloned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_faulty_element_file_is_told_of_and_stops_nothing() {
        let home = tempfile::tempdir().expect("a directory");
        let folder = home.path().join("config/catalog/crm");
        std::fs::create_dir_all(&folder).expect("a folder");
        for (name, text) in [("bad", "key = "), ("mine", "key='mine'\nname='Mine'\nhub='crm'\n[[mode]]\nflow='plain'")]
        {
            Store::save_private(&folder.join(format!("{name}.toml")), text, true).expect("a file");
        }
        let store = Store::new(home.path().join("config"), home.path().join("state"));
        let Ok((catalog, faults)) = catalog(&store) else { panic!("stopped") };
        assert!(catalog.find("mine").is_some());
        let told = left_out(&faults).map(|notice| notice.text).unwrap_or_default();
        let place = std::path::Path::new("catalog").join("crm").join("bad.toml");
        assert!(told.starts_with(&format!("{}: line 1: ", place.display())), "{told}");
    }

    #[test]
    fn several_faulty_files_are_counted() {
        let hint = |faults: &[String]| left_out(faults).map(|notice| notice.hint);
        let faults = ["a: x", "b: y", "c: z"].map(String::from);
        assert_eq!(hint(&[]), None);
        assert_eq!(hint(&faults).as_deref(), Some("Fix the file. Until then it is skipped. 2 more files are skipped."));
    }
}
