//! State that a sandbox keeps between runs: its instances, and the secrets that it made up.

use super::{
    accounts,
    catalog::SandboxCatalog,
    formula_records::FormulaRecords,
    listed::SandboxElement,
    random::RandomSource,
    record::{InstanceRecord, InstanceRecords},
};
use crate::text::Secret;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use std::{
    collections::{BTreeMap, HashMap},
    fmt, io,
    sync::Arc,
};
use tokio::{sync::Mutex, task::spawn_blocking};

/// The only layout so far.
const VERSION: u8 = 1;

/// Place of the state of a sandbox between runs.
pub trait StateFile: fmt::Debug + Send + Sync {
    /// Returns the state as it was written last; `None` if there is none.
    fn read(&self) -> Option<Secret>;

    /// Replaces the state, completely or not at all.
    ///
    /// # Errors
    /// It could not be written; the state before is still there.
    fn write(&self, state: &Secret) -> io::Result<()>;
}

/// Secrets that the sandbox made up.
#[derive(Clone)]
pub(super) struct MadeSecrets {
    pub(super) user: Secret,
    pub(super) organization: Secret,
    /// Secret of the second account's user.
    pub(super) second_user: Secret,
}

impl MadeSecrets {
    /// Makes new ones.
    pub(super) fn new(random: &RandomSource) -> io::Result<Self> {
        Ok(Self { user: random.token()?, organization: random.hex_secret()?, second_user: random.token()? })
    }
}

fn first_account() -> u64 {
    accounts::FIRST
}

/// Writer of the state. One write at a time; changes in the meantime are written together.
pub(super) struct StateWriter {
    file: Arc<dyn StateFile>,
    /// Secrets that were made up, even if others are accepted in this run.
    made: MadeSecrets,
    /// Port that the sandbox listens on.
    port: u16,
    /// Number of changes that are written; `None` before the first write.
    written: Mutex<Option<u64>>,
}

#[derive(Serialize)]
struct StateToSave<'a> {
    v: u8,
    port: u16,
    user: &'a str,
    organization: &'a str,
    second_user: &'a str,
    first: u64,
    ever: u64,
    instances: Vec<InstanceToSave<'a>>,
    /// Instances of elements that this run does not know.
    others: &'a [Json],
    formulas: &'a FormulaRecords,
}

#[derive(Serialize)]
struct InstanceToSave<'a> {
    id: u64,
    element: &'a str,
    account: u64,
    name: &'a str,
    token: &'a str,
    tags: &'a [String],
    configuration: &'a Map<String, Json>,
    created: u64,
    disabled: bool,
    external: bool,
    expired: bool,
    refusals: u8,
    definitions: &'a BTreeMap<String, Json>,
    transformations: &'a BTreeMap<String, Json>,
}

/// State that was saved.
#[derive(Deserialize)]
pub(super) struct SavedState {
    /// Port of the last run, which the next one takes again if it is free: what is stored of a platform is stored under
    /// its address.
    #[serde(default)]
    pub(super) port: u16,
    user: String,
    organization: String,
    #[serde(default)]
    second_user: Option<String>,
    first: u64,
    ever: u64,
    instances: Vec<Json>,
    #[serde(default)]
    others: Vec<Json>,
    #[serde(default)]
    formulas: FormulaRecords,
}

#[derive(Deserialize)]
struct SavedInstance {
    id: u64,
    element: String,
    #[serde(default = "first_account")]
    account: u64,
    name: String,
    token: String,
    tags: Vec<String>,
    configuration: Map<String, Json>,
    created: u64,
    disabled: bool,
    external: bool,
    expired: bool,
    refusals: u8,
    definitions: BTreeMap<String, Json>,
    transformations: BTreeMap<String, Json>,
}

impl SavedState {
    /// Reads the state of a file; `None` if there is none.
    ///
    /// # Errors
    /// The file has another layout, so it must not be replaced.
    pub(super) fn read(file: &dyn StateFile) -> io::Result<Option<Self>> {
        #[derive(Deserialize)]
        struct SavedVersion {
            v: u8,
        }
        let Some(text) = file.read() else { return Ok(None) };
        let unreadable = |_| io::Error::new(io::ErrorKind::InvalidData, "its state was written by another version");
        let SavedVersion { v } = serde_json::from_str(text.expose()).map_err(unreadable)?;
        if v != VERSION {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "its state was written by a newer version"));
        }
        serde_json::from_str(text.expose()).map(Some).map_err(unreadable)
    }

    /// Returns the secrets that were made up. A state that has no second account gets a secret for it.
    pub(super) fn secrets(&self, random: &RandomSource) -> io::Result<MadeSecrets> {
        Ok(MadeSecrets {
            user: Secret::new(self.user.as_str()),
            organization: Secret::new(self.organization.as_str()),
            second_user: self.second_user.as_deref().map_or_else(|| random.token(), |text| Ok(Secret::new(text)))?,
        })
    }

    /// Takes the formulas.
    pub(super) fn formulas(&mut self) -> FormulaRecords {
        std::mem::take(&mut self.formulas)
    }

    /// Returns the instances. Those of elements that are not known in this run stay in the file.
    pub(super) fn instances(self, catalog: &SandboxCatalog) -> InstanceRecords {
        let mut records = InstanceRecords::numbered(self.first, self.ever);
        let mut elements = HashMap::new();
        for entry in self.instances.into_iter().chain(self.others) {
            let read = serde_json::from_value::<SavedInstance>(entry.clone()).ok();
            let read = read.and_then(|read| {
                let listed: &Option<_> =
                    elements.entry(read.element.clone()).or_insert_with_key(|key| catalog.find(key));
                Some((read.id, read.record(listed.clone()?)))
            });
            match read {
                Some((id, record)) => records.restore(id, record),
                None => records.others.push(entry),
            }
        }
        records
    }
}

impl SavedInstance {
    fn record(self, listed: Arc<SandboxElement>) -> InstanceRecord {
        InstanceRecord {
            listed,
            account: self.account,
            name: self.name,
            token: Secret::new(self.token),
            tags: self.tags,
            configuration: self.configuration,
            created: self.created,
            disabled: self.disabled,
            external: self.external,
            traced_until: 0,
            expired: self.expired,
            refusals: self.refusals,
            definitions: self.definitions,
            transformations: self.transformations,
        }
    }
}

impl StateWriter {
    /// Creates the writer of a file, with the secrets that were made up.
    pub(super) fn new(file: Arc<dyn StateFile>, made: MadeSecrets, port: u16) -> Self {
        Self { file, made, port, written: Mutex::new(None) }
    }

    /// Writes the state that `due` returns with its number of changes, if it differs from the written number.
    pub(super) async fn save(&self, due: impl FnOnce(Option<u64>) -> Option<(u64, Secret)>) {
        let mut written = self.written.lock().await;
        let Some((changes, text)) = due(*written) else { return };
        let file = self.file.clone();
        // A write that fails is tried again with the next request.
        if spawn_blocking(move || file.write(&text)).await.is_ok_and(|done| done.is_ok()) {
            *written = Some(changes);
        }
    }

    /// Returns the state with these instances and formulas.
    pub(super) fn text(&self, records: &InstanceRecords, formulas: &FormulaRecords) -> Secret {
        let instances = records.all().map(|(id, record)| InstanceToSave {
            id,
            element: record.listed.key(),
            account: record.account,
            name: &record.name,
            token: record.token.expose(),
            tags: &record.tags,
            configuration: &record.configuration,
            created: record.created,
            disabled: record.disabled,
            external: record.external,
            expired: record.expired,
            refusals: record.refusals,
            definitions: &record.definitions,
            transformations: &record.transformations,
        });
        let (first, ever) = records.numbers();
        let state = StateToSave {
            v: VERSION,
            port: self.port,
            user: self.made.user.expose(),
            organization: self.made.organization.expose(),
            second_user: self.made.second_user.expose(),
            first,
            ever,
            instances: instances.collect(),
            others: &records.others,
            formulas,
        };
        // Writing texts into memory cannot fail.
        Secret::new(serde_json::to_string(&state).unwrap_or_default())
    }
}
