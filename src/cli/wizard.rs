//! `elemint`: starts the wizard with the values of the command line.

use super::{
    args::{Args, Command},
    clone,
    command_error::CommandError,
    session::{self, FrontendKind},
    session_state::SessionState,
    settings::Settings,
    setup::{catalog, choose_first, keys, look, practice, profiles, store},
    start,
    trash::{self, Restored},
};
use crate::{
    catalog::Catalog,
    domain::{Profile, ProfileName, SavedDraft},
    runtime::{Runner, ServiceConfig},
    sandbox::{Exported, Sandbox},
    storage::Store,
    text::count,
    wizard::{Keys, Notice, Session, Start, Step, Wizard},
};
use std::{process::ExitCode, sync::Arc};

/// Runs the wizard on this terminal.
pub(super) async fn run(args: &Args, settings: Settings) -> Result<ExitCode, CommandError> {
    Box::pin(begin(args, settings)).await
}

async fn begin(args: &Args, mut settings: Settings) -> Result<ExitCode, CommandError> {
    let store = store(&settings)?;
    let (catalog, mut faults) = catalog(&store)?;
    let catalog = Arc::new(catalog);
    let state = SessionState::open(args, &mut settings, &store)?;
    let (elements, unusable) = super::exported::elements(args.state.elements.as_deref())?;
    faults.extend(unusable);
    // A wrong element is wrong on any terminal, so it is reported first.
    let reads = args.sandbox && args.clone_args().is_some();
    let sandbox = begun_sandbox(reads, args, &store, &catalog, &elements).await?;
    let practice = sandbox.as_ref().map(practice_profile);
    let (start, notice) = match clone::cloned(args, &mut settings, &store, &catalog, practice).await? {
        Some((start, notice)) => (start, Some(notice)),
        None => first_step(args, &mut settings, &store, &catalog, &elements)?,
    };
    super::headless::check(args, &start, &catalog, &settings)?;
    store.sweep();
    let frontend = frontend(args, &store, &settings)?;
    let has_screen = matches!(frontend, FrontendKind::Screen(_));
    let keys = keys(&store, &mut faults);
    let profiles = profiles(&store, &settings)?;
    let is_missing = args.sandbox && sandbox.is_none();
    let sandbox = begun_sandbox(is_missing, args, &store, &catalog, &elements).await?.or(sandbox);
    let profile = match &sandbox {
        Some(sandbox) => Some(practice_profile(sandbox)),
        None => choose_first(&settings, &profiles)?,
    };
    let (mut session, (start, notice)) =
        begun_session(&store, catalog.clone(), (profiles, profile), (start, notice), state.as_ref())?;
    // Plain lines show no keys, so they use the default keys and offer no tour.
    session.options.keys = if has_screen { keys } else { Keys::default() };
    if args.sandbox && has_screen {
        session.offer_tour();
    }
    apply_settings(&mut session, &settings);
    if sandbox.is_none() {
        session.requests.unsettled = store.unsettled().into();
        // A later change may have replaced an earlier one, so it is looked at first.
        session.requests.changes = store.open_changes().into_iter().rev().collect();
    }
    let filter = if let Start::Element(word) = &start { Some(word.clone()) } else { None };
    let (mut wizard, effects) = Wizard::new(session, start);
    if let (Some(word), Step::Element(_)) = (filter, wizard.step()) {
        wizard = wizard.saying(Notice::plain(format!("“{word}” matches several elements. Choose one.")));
    }
    if let Some(notice) = first_words(&store, &faults).or(notice) {
        wizard = wizard.saying(notice);
    }
    let log = settings.log.clone();
    let runner = Runner::new(ServiceConfig { sandbox, ..session::surroundings(settings, catalog, store)? });
    let begun = (wizard, effects);
    session::run(begun, runner.logging(log), frontend, state).await
}

fn apply_settings(session: &mut Session, settings: &Settings) {
    session.options.keeps = settings.places.keeps;
    session.options.keyring = settings.places.keeps && settings.keyring.is_some();
    session.options.handover = settings.handover.clone();
}

/// Starts the sandbox of this run, if it is wanted.
async fn begun_sandbox(
    is_wanted: bool,
    args: &Args,
    store: &Store,
    catalog: &Arc<Catalog>,
    elements: &[Exported],
) -> Result<Option<Sandbox>, CommandError> {
    if !is_wanted {
        return Ok(None);
    }
    practice(&args.state, Some(store), catalog.clone(), elements.to_vec()).await.map(Some)
}

/// Returns the profile of the sandbox of this run.
pub(super) fn practice_profile(sandbox: &Sandbox) -> Profile {
    Profile { name: ProfileName::new(Profile::PRACTICE), account: sandbox.account().clone() }
}

/// Returns the front end.
fn frontend(args: &Args, store: &Store, settings: &Settings) -> Result<FrontendKind, CommandError> {
    if let Some(Command::Session(_)) = args.command {
        return Ok(FrontendKind::Json);
    }
    look(store, settings).map(FrontendKind::of_terminal)
}

/// Returns the session with its first step and a notice, as a state file left it if there is one.
fn begun_session(
    store: &Store,
    catalog: Arc<Catalog>,
    (profiles, profile): (Vec<Profile>, Option<Profile>),
    begun: (Start, Option<Notice>),
    state: Option<&SessionState>,
) -> Result<(Session, (Start, Option<Notice>)), CommandError> {
    let Some(state) = state else { return Ok((stored_session(store, catalog, profiles, profile, None), begun)) };
    state.check(profile.as_ref())?;
    let mut session = stored_session(store, catalog, profiles, profile, state.draft());
    let begun = state.resume(&mut session, begun);
    Ok((session, begun))
}

/// Returns a session with the forms and values that are stored on this machine. The requests made from `resumed` are
/// known too.
fn stored_session(
    store: &Store,
    catalog: Arc<Catalog>,
    profiles: Vec<Profile>,
    profile: Option<Profile>,
    resumed: Option<SavedDraft>,
) -> Session {
    let left = store.drafts();
    let known: Vec<_> = left.iter().cloned().chain(resumed).collect();
    let ledger = store.ledger(&known);
    let mut session = Session::new(catalog, profiles, profile, left);
    (session.forms.ledger, session.forms.ids, session.now) = (ledger, Store::draft_ids(), Store::now());
    (session.elements.recent, session.forms.last) = (store.recent(), store.last());
    session
}

/// Returns the first step with the values of the command line or of a deleted instance, and a notice about them.
fn first_step(
    args: &Args,
    settings: &mut Settings,
    store: &Store,
    catalog: &Arc<Catalog>,
    elements: &[Exported],
) -> Result<(Start, Option<Notice>), CommandError> {
    if let Some(options) = args.restore_args() {
        let Restored { given, notice } = trash::restored(args, options, settings, (store, catalog))?;
        return Ok((Start::Given(Box::new(given)), Some(notice)));
    }
    let start = start::start(args, catalog, &start::lookup(args, settings, store, catalog, elements))?;
    Ok((start, None))
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

/// Returns the notice about faults in the user's files. Each part with a fault is skipped.
fn left_out(faults: &[String]) -> Option<Notice> {
    let (first, others) = faults.split_first()?;
    let more = match others.len() {
        0 => String::new(),
        more => format!(" elemint doctor lists {}.", count(more, "more fault", "more faults")),
    };
    let hint = format!("Until it is fixed, it is skipped.{more}");
    Some(Notice::bad(format!("{}.", first.trim_end_matches('.')), hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faulty_element_file_is_reported_and_skipped() {
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
        let notice = left_out(&faults).map(|notice| notice.text).unwrap_or_default();
        let text = crate::wizard::KeyTable::default().render(&notice);
        let place = std::path::Path::new("catalog").join("crm").join("bad.toml");
        assert!(text.starts_with(&format!("{}: line 1: ", place.display())), "{text}");
    }

    #[test]
    fn several_faults_of_files_are_counted() {
        let hint = |faults: &[String]| left_out(faults).map(|notice| notice.hint);
        let faults = ["a: x", "b: y", "c: z"].map(String::from);
        assert_eq!(hint(&[]), None);
        let expected = "Until it is fixed, it is skipped. elemint doctor lists 2 more faults.";
        assert_eq!(hint(&faults), Some(expected.into()));
    }
}
