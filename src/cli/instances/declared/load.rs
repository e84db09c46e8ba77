//! Reads a file of instances, its references, and the instances of its platform.

use super::proxies;
use crate::{
    catalog::Catalog,
    cli::{
        args::{Args, FileArgs},
        command_error::CommandError,
        exit,
        instances::{access::Access, outcome},
        settings::Settings,
        setup,
        unattended::missing::MissingInput,
    },
    domain::{
        Reference,
        declared::{
            AppliedState, DeclaredError, DeclaredFile, DeclaredFormat, DeclaredInstance, KeyedHash, Plan, PlanError,
            PlanErrorKind, Planner,
        },
        draft::Resolved,
    },
    platform::InstanceFilter,
    storage::Store,
    terminal::output,
    text::{SafeText, Secret},
};
use std::{
    collections::HashMap,
    io::Read as _,
    path::{Path, PathBuf},
};
use tokio::task::JoinSet;

/// Largest file of instances.
const LIMIT: u64 = 64 << 20;

/// References that are read at a time.
const AT_ONCE: usize = 8;

/// File of instances with the values of its references, and the platform it belongs to.
pub(super) struct Loaded {
    pub(super) access: Access,
    pub(super) file: DeclaredFile,
    /// Values of the references, one map for each instance.
    pub(super) values: Vec<Resolved>,
    /// Name of the file, for messages.
    pub(super) name: String,
    /// File as an absolute path.
    pub(super) place: String,
    pub(super) hash: KeyedHash,
}

/// Text of a file of instances.
struct FileText {
    name: String,
    place: String,
    text: String,
    format: DeclaredFormat,
}

/// Reads and checks a file, opens its platform, and reads its references. Nothing is changed.
///
/// # Errors
/// All faults of the file, or all references without a value.
pub(super) async fn load(args: &Args, options: &FileArgs, mut settings: Settings) -> Result<Loaded, CommandError> {
    let source = FileText::read(options)?;
    let store = setup::store(&settings)?;
    let (catalog, _) = setup::catalog(&store)?;
    let parsed = source.parse(&catalog);
    let unknown = match &parsed {
        Ok(_) => Vec::new(),
        Err(_) => DeclaredFile::unknown_elements(&source.text, source.format, &catalog),
    };
    if let (Err(faults), true) = (&parsed, unknown.is_empty()) {
        return Err(invalid(&source.name, faults));
    }
    let is_platform_named = args.sandbox || settings.base.is_some() || settings.user.is_some();
    let is_profile_of_file = settings.profile.is_none() && !is_platform_named;
    if is_profile_of_file {
        settings.profile = match &parsed {
            Ok(file) => file.profile.clone(),
            Err(_) => DeclaredFile::profile_of(&source.text, source.format),
        };
    }
    let access = Access::open(args, &settings).await.map_err(|refused| match refused {
        refused if refused.code == exit::NOT_FOUND && is_profile_of_file => {
            refused.after(safe!("{} names a profile that is not known here. ", source.name))
        }
        refused => refused,
    })?;
    let file = match parsed {
        Ok(file) => file,
        Err(_) => {
            let catalog = described(&catalog, unknown, &access).await;
            source.parse(&catalog).map_err(|faults| invalid(&source.name, &faults))?
        }
    };
    if let Some(refusal) = source.foreign_command(&file, options) {
        return Err(refusal.missing(&[MissingInput::commands()]));
    }
    let mut file = file;
    proxies::fill(&mut file, &source.name, &access).await?;
    let hash = KeyedHash::new(&access.account);
    let mut loaded = Loaded { access, file, values: Vec::new(), name: source.name, place: source.place, hash };
    loaded.values = loaded.resolve().await?;
    Ok(loaded)
}

impl Loaded {
    /// Prints the platform and the profile in use, and a note if the file names another profile.
    pub(super) fn announce(&self) {
        let (profile, base) = (self.access.profile.label(), self.access.account.base.host());
        output::note(&safe!("Platform {}, profile {}.", base, profile));
        if let Some(named) = self.file.profile.as_ref().filter(|named| *named != profile) {
            output::note(&safe!("{} names profile {}, which an option or a variable overrides.", self.name, named));
        }
    }

    /// Returns the values of all references, one map for each instance. Each reference is read once.
    async fn resolve(&self) -> Result<Vec<Resolved>, CommandError> {
        let mut distinct: Vec<&Reference> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for (_, reference) in self.file.instances.iter().flat_map(DeclaredInstance::references) {
            if seen.insert(reference.as_str()) {
                reference.withhold();
                distinct.push(reference);
            }
        }
        let mut known: HashMap<&str, Result<Secret, String>> = HashMap::new();
        for part in distinct.chunks(AT_ONCE) {
            let mut reading = JoinSet::new();
            for (at, reference) in part.iter().enumerate() {
                let (resolver, text) = (self.access.resolver(), reference.as_str().to_owned());
                reading.spawn(async move { (at, resolver.text(&text).await) });
            }
            while let Some(read) = reading.join_next().await {
                let Ok((at, value)) = read else { continue };
                if let Some(reference) = part.get(at) {
                    known.insert(reference.as_str(), value.map_err(|fault| fault.problem));
                }
            }
        }
        let (mut values, mut faults, mut missing) = (Vec::new(), SafeText::default(), Vec::new());
        for declared in &self.file.instances {
            let mut resolved = Resolved::new();
            for (key, reference) in declared.references() {
                let value = known.get(reference.as_str()).cloned();
                let value = value.unwrap_or_else(|| Err(format!("{reference} could not be read.")));
                match value.and_then(|value| declared.check_value(key, reference, value)) {
                    Ok(value) => drop(resolved.insert(key.clone(), value)),
                    Err(why) => {
                        let place = format!("configuration.{key}");
                        let (line, column) = declared.place(key);
                        let label = format!("“{}” in {}:{line}:{column}", declared.name(), self.name);
                        missing.push(MissingInput::unread_declared(&place, &label, reference, &why));
                        faults.push_line(&safe!("{}:{}:{}: {}: {}", self.name, line, column, key, why));
                    }
                }
            }
            values.push(resolved);
        }
        if faults.is_empty() {
            return Ok(values);
        }
        faults.push(&"Nothing was sent. Set the missing values, or fix the references.".into());
        Err(CommandError::new(faults, exit::NEEDS_INPUT).missing(&missing))
    }

    /// Returns the plan for the platform as it is now.
    ///
    /// # Errors
    /// The platform could not be read, or instances have no certain step.
    pub(super) async fn plan(&self, applied: &AppliedState) -> Result<Plan, CommandError> {
        let mut planner = Planner::new(&self.file, applied, &self.place, &self.hash);
        let (client, account) = (&self.access.client, &self.access.account);
        let read = client.each_instance(&InstanceFilter::default(), account, |listed| planner.add(&listed)).await;
        read.map_err(|fault| outcome::refused(&fault))?;
        planner.plan(&self.values).map_err(|errors| self.uncertain(&errors))
    }

    fn uncertain(&self, errors: &[PlanError]) -> CommandError {
        let mut text = SafeText::default();
        for error in errors {
            text.push_line(&safe!("{}:{}: {}", self.name, error.line, error.problem));
        }
        text.push(&"Nothing was sent.".into());
        let has = |kind: &PlanErrorKind| errors.iter().any(|error| error.kind == *kind);
        if has(&PlanErrorKind::Ambiguous) {
            return CommandError::new(text, exit::CONFLICT);
        }
        if has(&PlanErrorKind::NotFound) {
            return CommandError::new(text, exit::NOT_FOUND);
        }
        let missing = |error: &PlanError| {
            let label = format!("an instance in {}:{}", self.name, error.line);
            let places = error.places().iter();
            places.map(|place| MissingInput::declared(place, &label, &error.problem)).collect::<Vec<_>>()
        };
        let missing: Vec<_> = errors.iter().flat_map(missing).collect();
        CommandError::new(text, exit::NEEDS_INPUT).missing(&missing)
    }
}

impl FileArgs {
    fn path(&self) -> Option<&Path> {
        self.file.as_deref().or(self.from.as_deref())
    }

    /// Checks that the file has a name, if instances are to be deleted. Those that an earlier apply managed are found by it.
    ///
    /// # Errors
    /// The file is standard input.
    pub(super) fn check_prune(&self, prunes: bool) -> Result<(), CommandError> {
        if prunes && self.path() == Some(Path::new("-")) {
            let words =
                "--prune needs the name of a file, by which it finds the instances that an earlier apply managed.";
            return Err(CommandError::new(words.into(), exit::MISUSED));
        }
        Ok(())
    }
}

impl FileText {
    fn read(options: &FileArgs) -> Result<Self, CommandError> {
        let path = options.path();
        let path = path.ok_or_else(|| CommandError::new("Name the file of instances.".into(), exit::MISUSED))?;
        let is_table = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
        let format = if options.from.is_some() || is_table { DeclaredFormat::Csv } else { DeclaredFormat::Toml };
        let place = path.canonicalize().unwrap_or_else(|_| PathBuf::from(path)).display().to_string();
        Ok(Self { name: path.display().to_string(), place, text: read_text(path)?, format })
    }

    /// Returns the refusal to run commands of a file that others could have changed.
    fn foreign_command(&self, file: &DeclaredFile, options: &FileArgs) -> Option<CommandError> {
        let is_own = Store::is_own_file(Path::new(&self.place));
        let has_command = file.has_commands();
        (has_command && !is_own && !options.allow_commands).then(|| {
            let words = safe!(
                "{} names commands (cmd:), and others could have changed it. Make it yours alone (chmod go-w), or add \
                 --allow-commands.",
                self.name
            );
            CommandError::new(words, exit::NEEDS_INPUT)
        })
    }

    fn parse(&self, catalog: &Catalog) -> Result<DeclaredFile, Vec<DeclaredError>> {
        DeclaredFile::parse(&self.text, self.format, catalog)
    }
}

/// Returns the text of a file; `-` is standard input.
///
/// # Errors
/// It cannot be read, or is not UTF-8.
pub(super) fn read_text(path: &Path) -> Result<String, CommandError> {
    let shown = path.display();
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().take(LIMIT).read_to_end(&mut bytes);
        read.map_err(|error| CommandError::new(safe!("Standard input cannot be read: {}.", error), exit::FAILED))?;
        bytes
    } else {
        let read = Store::read_bytes(path)?;
        let missing = || CommandError::new(safe!("There is no file {}.", shown), exit::NOT_FOUND);
        read.ok_or_else(missing)?.to_vec()
    };
    let text = String::from_utf8(bytes).ok();
    text.ok_or_else(|| CommandError::new(safe!("{} is not UTF-8. Save it as UTF-8.", shown), exit::MISUSED))
}

fn invalid(name: &str, faults: &[DeclaredError]) -> CommandError {
    let mut text = SafeText::default();
    for fault in faults {
        text.push_line(&safe!("{}:{}", name, fault));
    }
    text.push(&"Nothing was sent.".into());
    CommandError::new(text, exit::MISUSED)
}

/// Returns the catalog with the platform's descriptions of further elements. One that the platform does not have is
/// left out.
async fn described(catalog: &Catalog, keys: Vec<String>, access: &Access) -> Catalog {
    let mut found = Vec::new();
    for key in keys {
        if let Ok(element) = access.client.element(&crate::catalog::ElementKey::new(key), &access.account).await {
            found.push(element);
        }
    }
    let joined = catalog.joined(found);
    catalog.with_entries(joined.entries().iter())
}
