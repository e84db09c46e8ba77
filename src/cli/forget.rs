//! `elemint forget`: lists saved data and removes it from this machine. The platform is not changed.

use super::{
    args::ForgetArgs, command_error::CommandError, exit, json, settings::Settings, setup, trash, unattended::missing,
};
use crate::{
    domain::{
        BaseUrl, DraftId, Profile, ProfileName, SavedDraft,
        pending_consent::PendingConsent,
        unfinished::{Age, MOST, is_owned_by},
    },
    storage::{Keyring, Store, StoredRecord, TrashRecord, forget},
    terminal::output,
    text::SafeText,
};
use serde_json::{Value as Json, json};
use std::{path::PathBuf, process::ExitCode};

/// Saved item that can be removed.
enum Forgettable {
    Profile(Box<Profile>),
    Instance(StoredRecord),
    Draft(Box<SavedDraft>),
    Deleted(Box<TrashRecord>),
    Consent(PathBuf, Box<PendingConsent>),
}

/// Lists the saved items, or removes the named one.
pub(super) async fn run(options: &ForgetArgs, settings: &Settings) -> Result<ExitCode, CommandError> {
    let store = setup::store(settings)?;
    if !store.keeps() {
        return Err(CommandError::new("With --keep-nothing there is nothing to forget.".into(), exit::MISUSED));
    }
    store.sweep();
    let profiles = store.profiles()?;
    let kept = profiles.into_iter().map(|profile| Forgettable::Profile(Box::new(profile)));
    let drafts = store.drafts().into_iter().map(|draft| Forgettable::Draft(Box::new(draft)));
    for error in store.unreadable_records() {
        output::note(&safe!("{} It may hold the token of an instance. {}", error, error.hint()));
    }
    let records = store.records().into_iter();
    // Instances of a sandbox come last, because they need no care.
    let (practice, records): (Vec<StoredRecord>, Vec<StoredRecord>) = records.partition(is_practice);
    let records = records.into_iter().chain(practice).map(Forgettable::Instance);
    let deleted = store.trash().list().into_iter().map(|record| Forgettable::Deleted(Box::new(record)));
    let consents = store.consents().into_iter();
    let consents = consents.map(|(path, consent)| Forgettable::Consent(path, Box::new(consent)));
    let kept: Vec<Forgettable> = kept.chain(drafts).chain(consents).chain(records).chain(deleted).collect();
    let Some(name) = &options.name else {
        if options.output.is_wanted() {
            let all = Json::from(kept.iter().map(Forgettable::json).collect::<Vec<_>>());
            return json::print(&all, &options.output).await.map(|()| ExitCode::SUCCESS);
        }
        tell(&kept);
        return Ok(ExitCode::SUCCESS);
    };
    let named: Vec<&Forgettable> = kept.iter().filter(|thing| thing.is_called(name)).collect();
    let [thing] = named.as_slice() else {
        return Err(if named.is_empty() {
            let words = safe!(
                "No saved profile, form, consent, instance or deleted instance is called {}. elemint forget lists them.",
                name
            );
            CommandError::new(words, exit::NOT_FOUND)
        } else {
            let words =
                safe!("Several items are called {}. Use the last word of a line that elemint forget prints.", name);
            CommandError::new(words, exit::MISUSED)
        });
    };
    let question = safe!("{}\n{} Remove it?", thing.line(), thing.cost());
    if !options.yes && !missing::confirmed(&question)? {
        return Err(CommandError::declined("Nothing was removed."));
    }
    thing.forget(&store, settings.keyring.as_ref())?;
    if options.output.is_wanted() {
        return json::print(&thing.json(), &options.output).await.map(|()| ExitCode::SUCCESS);
    }
    let _ = output::line(&safe!("Removed: {}", thing.line()));
    thing.tell_left(&kept);
    Ok(ExitCode::SUCCESS)
}

fn tell(kept: &[Forgettable]) {
    for thing in kept {
        let _ = output::line(&thing.line());
    }
    let words = if kept.is_empty() { "Nothing is saved here." } else { "elemint forget NAME removes one of them." };
    output::note(&words.into());
    if kept.iter().any(|thing| matches!(thing, Forgettable::Draft(_))) {
        output::note(&safe!("At most {} unfinished forms are saved; the oldest is removed first.", MOST));
    }
}

impl Forgettable {
    fn is_called(&self, name: &str) -> bool {
        match self {
            Self::Profile(profile) => profile.name == ProfileName::new(name),
            Self::Instance(record) => record.id == name || record.path.file_stem().is_some_and(|stem| stem == name),
            Self::Draft(draft) => DraftId::read(name.trim()).is_some_and(|id| id == draft.id),
            Self::Deleted(record) => record.is_called(name),
            Self::Consent(_, consent) => DraftId::read(name.trim()).is_some_and(|id| id == consent.id),
        }
    }

    fn line(&self) -> SafeText {
        match self {
            Self::Profile(profile) => safe!("profile   {}  {}", profile.name, profile.account.base.host()),
            Self::Instance(record) => {
                let stem = record.path.file_stem().unwrap_or_default().to_string_lossy();
                let StoredRecord { id, element, name, .. } = record;
                let kind = if is_practice(record) { "sandbox " } else { "instance" };
                safe!("{}  {}  {}  “{}”  {}", kind, id, element, name, stem)
            }
            Self::Draft(draft) => {
                let age = Age::between(draft.saved, Store::now());
                let owner = draft.owner.as_ref().map(|owner| format!("  {}", owner.describe()));
                let (element, name) = (&draft.form.element, &draft.form.name);
                safe!("form      {}  {}  “{}”  {}{}", draft.id, element, name, age, owner.unwrap_or_default())
            }
            Self::Deleted(record) => safe!("deleted   {}", trash::line(record)),
            Self::Consent(_, consent) => {
                let PendingConsent { id, form, profile, base, expires, .. } = &**consent;
                let (element, name, until) = (&form.element, &form.name, expires.words());
                safe!("consent   {}  {}  “{}”  until {}  {} at {}", id, element, name, until, profile, base.host())
            }
        }
    }

    /// Returns the item as JSON. The fields are documented in the help.
    fn json(&self) -> Json {
        let facts = |kind: &str, item: &str, [id, element, name, platform]: [Option<&str>; 4]| json!({ "kind": kind, "item": item, "id": id, "element": element, "name": name, "platform": platform });
        match self {
            Self::Profile(profile) => {
                let (name, base) = (profile.name.as_str(), profile.account.base.as_str());
                facts("profile", name, [None, None, Some(name), Some(base)])
            }
            Self::Instance(record) => {
                let kind = if is_practice(record) { "sandbox" } else { "instance" };
                let stem = record.path.file_stem().unwrap_or_default().to_string_lossy();
                let StoredRecord { id, element, name, base, .. } = record;
                facts(kind, &stem, [id, element, name, base].map(|text| Some(text.as_str())))
            }
            Self::Draft(draft) => {
                let platform = draft.owner.as_ref().and_then(|owner| owner.base.as_deref());
                let (element, name) = (draft.form.element.as_str(), draft.form.name.as_str());
                facts("form", &draft.id.to_string(), [None, Some(element), Some(name), platform])
            }
            Self::Deleted(record) => {
                let instance = &record.instance;
                let (element, base) = (instance.element.as_str(), instance.base.as_str());
                let texts = [instance.id.as_str(), element, instance.name.as_str(), base];
                facts("deleted", &record.stem(), texts.map(Some))
            }
            Self::Consent(_, consent) => {
                let (element, name) = (consent.form.element.as_str(), consent.form.name.as_str());
                let texts = [consent.instance.as_deref(), Some(element), Some(name), Some(consent.base.as_str())];
                facts("consent", &consent.id.to_string(), texts)
            }
        }
    }

    /// Returns the effect of the removal.
    fn cost(&self) -> &'static str {
        match self {
            Self::Profile(_) => "Its secrets are removed from this machine. The platform is not changed.",
            Self::Draft(_) => "Its values are removed. It holds no secret.",
            Self::Consent(..) => "Its values are removed, and its answer is no longer accepted. It holds no secret.",
            Self::Deleted(_) => "Its values are removed, so it cannot be restored. It holds no secret.",
            Self::Instance(record) if is_practice(record) => "Its token is removed from this machine.",
            Self::Instance(_) => {
                "Its token is removed from this machine and cannot be shown again. The instance stays on the platform."
            }
        }
    }

    /// Lists the unfinished forms that a removed profile leaves.
    fn tell_left(&self, kept: &[Self]) {
        let Self::Profile(profile) = self else { return };
        let own =
            |thing: &&Self| matches!(thing, Self::Draft(draft) if is_owned_by(draft.owner.as_ref(), &profile.name));
        for form in kept.iter().filter(own) {
            let _ = output::line(&safe!("Still saved: {}", form.line()));
        }
    }

    /// Removes the item. The keyring comes first: the file that names an entry stays as long as the entry does.
    fn forget(&self, store: &Store, keyring: Option<&Keyring>) -> Result<(), CommandError> {
        let entries = match self {
            Self::Profile(profile) => forget::entries(profile),
            Self::Instance(record) => record.entry.iter().cloned().collect(),
            Self::Draft(_) | Self::Deleted(_) | Self::Consent(..) => Vec::new(),
        };
        for entry in entries {
            let keyring = keyring.ok_or_else(|| CommandError::new(Keyring::MISSING.into(), exit::FAILED))?;
            keyring.remove(&entry).map_err(|e| CommandError::advised(&e, e.hint(), exit::FAILED))?;
        }
        let removed = match self {
            Self::Profile(profile) => store.forget_profile(&profile.name).map(drop),
            Self::Instance(record) => store.forget_record(record),
            Self::Draft(draft) => store.drop_draft(&draft.id),
            Self::Deleted(record) => store.trash().remove(record),
            Self::Consent(path, _) => store.drop_consent(path),
        };
        Ok(removed?)
    }
}

/// Returns true if the instance is on a platform on this machine, that is, a sandbox.
fn is_practice(record: &StoredRecord) -> bool {
    record.practice || BaseUrl::read(&record.base).is_ok_and(|base| base.is_loopback())
}
