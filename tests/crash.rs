//! Crashes at every system call of every write: files written before are complete, and files reported as written exist.
//!
//! `strace` ends the writing program before and after each system call of each way of writing, and makes each of them
//! fail as a full, broken or read-only disk does. The test runs itself once more as that program. Without `strace` the
//! test reports that it was skipped; in CI it has to be installed. `commands` and `session` kill complete programs.
#![cfg_attr(not(target_os = "linux"), expect(dead_code, unused_imports, reason = "strace is of Linux"))]
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper that fails is a test that fails"
)]

#[path = "crash/commands.rs"]
mod commands;
#[path = "crash/killed.rs"]
mod killed;
#[path = "crash/session.rs"]
mod session;
#[path = "kit/web.rs"]
#[allow(dead_code, reason = "this test uses a part of it")]
mod web;

use elemint::{
    catalog::{Described, ElementKey},
    domain::{
        Account, BaseUrl, ChangeEntry, ChangeKind, ChangeTarget, DraftId, Instance, JournalEntry, JournalId, KeptDraft,
        ListValidator, Profile, ProfileName, SavedDraft, SavedSession, Timestamp, TrashedInstance,
        unfinished::Settlement,
    },
    storage::{SessionFile, Store},
    text::Secret,
};
use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output},
    thread,
    time::SystemTime,
};

/// Set for the program that writes: the way it does, and the directory.
const INSIDE: &str = "ELEMINT_TEST_WRITES";
/// Looked for at the beginning and the end of the writing, so that a trace shows where it is.
const BEGIN: &str = "/elemint-begin";
const END: &str = "/elemint-end";

/// Errors of a disk.
const ERRORS: [&str; 7] = ["ENOSPC", "EIO", "EROFS", "EDQUOT", "EACCES", "EMFILE", "EINTR"];

/// The calls a disk answers in such a way. Reading the time or a lock does not fail for want of room.
const FAILING: [&str; 12] = [
    "openat",
    "write",
    "fsync",
    "ftruncate",
    "rename",
    "renameat2",
    "linkat",
    "unlink",
    "mkdir",
    "fchmod",
    "chmod",
    "lseek",
];

/// Kind of write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WriteKind {
    Profile,
    Draft,
    Instance,
    Begin,
    Settle,
    Catalog,
    Last,
    Answer,
    BeginChange,
    SettleChange,
    Trash,
    Session,
}

const WRITE_KINDS: [WriteKind; 12] = [
    WriteKind::Profile,
    WriteKind::Draft,
    WriteKind::Instance,
    WriteKind::Begin,
    WriteKind::Settle,
    WriteKind::Catalog,
    WriteKind::Last,
    WriteKind::Answer,
    WriteKind::BeginChange,
    WriteKind::SettleChange,
    WriteKind::Trash,
    WriteKind::Session,
];

/// State of the files afterwards.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    Old,
    New,
}

fn store(home: &Path) -> Store {
    Store::new(home.join("config"), home.join("state"))
}

fn base() -> BaseUrl {
    BaseUrl::read("api.cloud-elements.com").expect("a base")
}

fn profile(user: &str) -> Profile {
    let account = Account::new(base(), Secret::new(user), Secret::new("organization"));
    Profile { name: ProfileName::new("work"), account }
}

fn draft(name: &str) -> KeptDraft {
    serde_json::from_value(serde_json::json!({ "element": "magentosoapv19", "name": name })).expect("a draft")
}

/// The same form with other tags.
fn saved(tags: &str) -> SavedDraft {
    let form = KeptDraft { tags: tags.into(), ..draft("shop") };
    SavedDraft { id: DraftId::from_number(1), owner: None, saved: Timestamp(7), forgotten: None, form }
}

fn instance() -> Instance {
    Instance::read(r#"{"id":7,"name":"shop","token":"t=","element":{"key":"magentosoapv19"}}"#).expect("an instance")
}

fn entry(number: u8) -> JournalEntry {
    JournalEntry {
        id: JournalId::from_bytes([number; 4]),
        base: base(),
        element: ElementKey::new("magentosoapv19"),
        name: "shop".into(),
        tags: Vec::new(),
        body: format!("{number}"),
        started: Timestamp(u64::from(number)),
        draft: None,
        profile: None,
    }
}

/// Change of an instance, as of a deletion, an update or a re-authorization.
fn change(number: u8) -> ChangeEntry {
    let (id, target) = (JournalId::from_bytes([number; 4]), ChangeTarget::of_listed(&instance().into()));
    ChangeEntry::plain(id, ChangeKind::Delete, target, &base(), Timestamp(u64::from(number)))
}

/// Deleted instance.
fn deleted(id: &str) -> TrashedInstance {
    let listed = Instance { id: id.into(), ..instance() }.into();
    TrashedInstance::new(&listed, (&ProfileName::new("work"), &base()), [], None, Store::now())
}

fn list(number: u32) -> Vec<Described> {
    vec![Described::new(&serde_json::json!({ "key": format!("element{number}") }))]
}

/// Session at this step.
fn session(step: &str) -> SavedSession {
    let (secrets, consents) = (Vec::new(), Vec::new());
    SavedSession { saved: Timestamp(7), step: step.into(), owner: None, platform: None, form: None, secrets, consents }
}

fn session_file(home: &Path) -> PathBuf {
    home.join("session.json")
}

impl WriteKind {
    /// Creates the files that exist before.
    fn prepare(self, home: &Path) {
        let store = store(home);
        match self {
            Self::Profile => drop(store.save_profile(&profile("old")).expect("kept")),
            Self::Draft => store.keep_draft(&saved("old")).expect("kept"),
            Self::Instance => {
                drop(
                    store.keep_instance(None, &Instance { id: "6".into(), ..instance() }, None, &base()).expect("kept"),
                );
            }
            Self::Begin => store.begin(&entry(1)).expect("begun"),
            Self::Settle => [1, 2].map(entry).iter().for_each(|entry| store.begin(entry).expect("begun")),
            Self::Catalog => {
                store
                    .keep_catalog(&profile("old").account, &list(1), &ListValidator::default(), SystemTime::UNIX_EPOCH)
                    .expect("kept");
            }
            Self::Last => store.keep_last(&ProfileName::new("work"), draft("old")).expect("kept"),
            Self::Answer => Store::save_private(&home.join("answer"), "old", true).expect("kept"),
            Self::BeginChange => store.begin_change(&change(1)).expect("begun"),
            Self::SettleChange => [1, 2].map(change).iter().for_each(|entry| store.begin_change(entry).expect("begun")),
            Self::Trash => drop(store.trash().put(deleted("6")).expect("kept")),
            Self::Session => {
                let (file, _) = SessionFile::open(&session_file(home)).expect("a file");
                file.write(&session("old")).expect("written");
            }
        }
    }

    /// Writes, or returns the reported error.
    fn write(self, home: &Path) -> Result<(), String> {
        let store = store(home);
        let describe = |error: &dyn std::fmt::Display| error.to_string();
        match self {
            // As the program does: it has read what it replaces.
            Self::Profile => {
                store.profiles().and_then(|_| store.save_profile(&profile("new"))).map(drop).map_err(|e| describe(&e))
            }
            // As the program does: it has read what it replaces.
            Self::Draft => {
                drop(store.drafts());
                store.keep_draft(&saved("new")).map_err(|e| describe(&e))
            }
            Self::Instance => {
                let reserved = store.reserve().map_err(|e| describe(&e))?;
                store.keep_instance(Some(reserved), &instance(), None, &base()).map(drop).map_err(|e| describe(&e))
            }
            Self::Begin => store.begin(&entry(2)).map_err(|e| format!("{e:?}")),
            Self::Settle => store.settle(&entry(2).id, Settlement::Made).map_err(|e| describe(&e)),
            Self::Catalog => store
                .keep_catalog(&profile("old").account, &list(2), &ListValidator::default(), SystemTime::UNIX_EPOCH)
                .map_err(|e| describe(&e)),
            Self::Last => store.keep_last(&ProfileName::new("work"), draft("new")).map_err(|e| describe(&e)),
            Self::Answer => Store::save_private(&home.join("answer"), "new", true).map_err(|e| describe(&e)),
            Self::BeginChange => store.begin_change(&change(2)).map_err(|e| describe(&e)),
            Self::SettleChange => store.settle_change(&change(2).id).map_err(|e| describe(&e)),
            Self::Trash => store.trash().put(deleted("7")).map(drop).map_err(|e| describe(&e)),
            Self::Session => {
                let (file, _) = SessionFile::open(&session_file(home)).map_err(|e| describe(&e))?;
                file.write(&session("new")).map_err(|e| describe(&e))
            }
        }
    }

    /// Returns the state of the files afterwards; a partial file is a failure.
    fn seen(self, home: &Path) -> Seen {
        let store = store(home);
        match self {
            Self::Profile => {
                let kept = store.profiles().expect("profiles that read");
                either(&kept, &vec![profile("old")], &vec![profile("new")])
            }
            Self::Draft => {
                let kept: Vec<_> = store.drafts().into_iter().map(|draft| draft.form).collect();
                assert_eq!(store.notes(), Vec::<String>::new(), "drafts that read");
                // A form that cannot be read is not replaced: the new one is saved in addition.
                let [old, new] = ["old", "new"].map(|tags| saved(tags).form);
                if kept.contains(&new) && kept.iter().all(|form| [&old, &new].contains(&form)) {
                    return Seen::New;
                }
                either(&kept, &vec![old], &vec![new])
            }
            Self::Instance => {
                let files: Vec<PathBuf> = names(&home.join("state/instances"), "json");
                for file in &files {
                    let text = fs::read_to_string(file).expect("an instance");
                    let kept: serde_json::Value = serde_json::from_str(&text).expect("an instance that reads");
                    assert_eq!(kept.get("token").and_then(|token| token.as_str()), Some("t="));
                }
                either(&files.len(), &1, &2)
            }
            Self::Begin => either(&store.unsettled(), &vec![entry(1)], &vec![entry(1), entry(2)]),
            Self::Settle => either(&store.unsettled(), &vec![entry(1), entry(2)], &vec![entry(1)]),
            Self::Catalog => {
                either(&store.catalog(&profile("old").account).expect("a list that reads").elements, &list(1), &list(2))
            }
            Self::Last => {
                let last = store.last();
                let kept = last.form_for(&ProfileName::new("work"), &ElementKey::new("magentosoapv19"));
                either(&kept, &Some(&draft("old")), &Some(&draft("new")))
            }
            Self::Answer => {
                let kept = fs::read_to_string(home.join("answer")).expect("an answer");
                either(&kept, &"old".into(), &"new".into())
            }
            Self::BeginChange => either(&store.open_changes(), &vec![change(1)], &vec![change(1), change(2)]),
            Self::SettleChange => either(&store.open_changes(), &vec![change(1), change(2)], &vec![change(1)]),
            Self::Trash => {
                let mut ids: Vec<_> = store.trash().list().into_iter().map(|record| record.instance.id).collect();
                ids.sort();
                // A repeated deletion keeps a second copy.
                ids.dedup();
                either(&ids, &vec!["6".to_owned()], &vec!["6".to_owned(), "7".to_owned()])
            }
            Self::Session => {
                let (_, saved) = SessionFile::open(&session_file(home)).expect("a file that reads");
                either(&saved, &Some(session("old")), &Some(session("new")))
            }
        }
    }
}

fn either<T: PartialEq + std::fmt::Debug>(kept: &T, old: &T, new: &T) -> Seen {
    if kept == new {
        return Seen::New;
    }
    assert_eq!(kept, old, "it is neither what was there nor what was written");
    Seen::Old
}

fn names(directory: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).expect("a directory").map(|entry| entry.expect("an entry").path());
    entries.filter(|path| path.extension().is_some_and(|e| e == extension)).collect()
}

/// Files half written, anywhere below.
fn parts(directory: &Path) -> usize {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path());
    entries
        .map(
            |path| {
                if path.is_dir() { parts(&path) } else { usize::from(path.extension().is_some_and(|e| e == "part")) }
            },
        )
        .sum()
}

#[expect(clippy::disallowed_methods, reason = "how the test tells itself what to write, and where it runs")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Writing program: this test, selected by the variable. Its last line is its report to the user.
fn inside(order: &str) {
    let (way, home) = order.split_once(' ').expect("a way and a home");
    let way = WRITE_KINDS.into_iter().find(|known| format!("{known:?}") == way).expect("a known way");
    let _ = fs::metadata(BEGIN);
    let outcome = way.write(Path::new(home));
    let _ = fs::metadata(END);
    let line = outcome.map_or_else(|why| format!("failed: {why}"), |()| "acknowledged".into());
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn run(way: WriteKind, home: &Path, strace: &[String]) -> Output {
    let this = std::env::current_exe().expect("this test");
    let mut command = Command::new("strace");
    command.args(strace).arg(this).args([
        "--exact",
        "every_way_of_writing_is_whole",
        "--nocapture",
        "--test-threads=1",
    ]);
    command.env(INSIDE, format!("{way:?} {}", home.display())).output().expect("strace runs")
}

/// The calls of the writing, by name: the number of the first of that name and of the last.
fn calls(way: WriteKind) -> BTreeMap<String, (usize, usize)> {
    let home = tempfile::tempdir().expect("a home");
    way.prepare(home.path());
    let trace = home.path().join("trace");
    let out = run(way, home.path(), &["-o".into(), trace.display().to_string()]);
    let output = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(output.contains("acknowledged"), "{way:?}: {output} {}", String::from_utf8_lossy(&out.stderr));
    let trace = fs::read_to_string(trace).expect("a trace");
    let (mut counts, mut found, mut within) = (BTreeMap::<String, usize>::new(), BTreeMap::new(), false);
    for line in trace.lines() {
        let Some((name, _)) = line.split_once('(') else { continue };
        let count = counts.entry(name.to_owned()).or_default();
        *count += 1;
        within = (within || line.contains(BEGIN)) && !line.contains(END);
        if within && !line.contains(BEGIN) {
            found.entry(name.to_owned()).or_insert((*count, *count)).1 = *count;
        }
    }
    assert!(
        found.contains_key("fsync") && found.values().map(|(a, b)| b - a + 1).sum::<usize>() > 5,
        "{way:?}: {found:?}"
    );
    found
}

/// The lines of a trace between the beginning and the end of the writing.
fn writing(trace: &str) -> Vec<&str> {
    let lines = trace.lines().skip_while(|line| !line.contains(BEGIN)).skip(1);
    lines.take_while(|line| !line.contains(END)).collect()
}

/// The file of a call on an open file, as `strace -y` names it: `fsync(3</tmp/file>)`.
fn file_of<'t>(line: &'t str, calls: &[&str]) -> Option<&'t str> {
    let (call, rest) = line.split_once('(')?;
    calls.contains(&call).then(|| rest.split_once('<')?.1.split_once('>').map(|(path, _)| path))?
}

fn ends_in(path: &str, extensions: &[&str]) -> bool {
    Path::new(path).extension().and_then(|end| end.to_str()).is_some_and(|end| extensions.contains(&end))
}

/// The two paths of a call that gives a half written file its name.
fn naming(line: &str) -> Option<(&str, &str)> {
    let (call, rest) = line.split_once('(')?;
    let mut paths = rest.split('"').skip(1).step_by(2);
    let (from, to) = (paths.next()?, paths.next()?);
    let is_naming = ["rename", "renameat", "renameat2", "linkat"].contains(&call) && ends_in(from, &["part"]);
    is_naming.then_some((from, to))
}

/// Every file reaches the disk before it gets its name, and its folder afterwards: write, fsync of the file, rename,
/// fsync of the folder. Where a file is removed, its folder reaches the disk afterwards.
fn in_order(way: WriteKind) {
    let home = tempfile::tempdir().expect("a home");
    way.prepare(home.path());
    let path = home.path().join("trace");
    let out = run(way, home.path(), &["-y".into(), "-o".into(), path.display().to_string()]);
    let trace = fs::read_to_string(path).expect("a trace");
    assert!(String::from_utf8_lossy(&out.stdout).contains("acknowledged"), "{way:?}: {trace}");
    let lines = writing(&trace);
    let last = |calls: &[&str], path: &str, before: usize| {
        lines.iter().take(before).rposition(|line| file_of(line, calls) == Some(path))
    };
    let folder_follows = |path: &str, place: usize| {
        let folder = Path::new(path).parent().and_then(Path::to_str).expect("a folder");
        lines.iter().skip(place).any(|line| file_of(line, &["fsync"]) == Some(folder))
    };
    let mut changes = 0;
    for (place, line) in lines.iter().enumerate() {
        if let Some((from, to)) = naming(line) {
            let written = last(&["write", "ftruncate"], from, place).expect("something is written");
            let synced = last(&["fsync"], from, place);
            assert!(synced.is_some_and(|synced| synced > written), "{way:?}: {to} is named before it is on the disk");
            assert!(folder_follows(to, place), "{way:?}: the folder of {to} is not on the disk");
            changes += 1;
        } else if let Some(path) = line.strip_prefix("unlink(\"").and_then(|rest| rest.split('"').next()) {
            let is_kept = ends_in(path, &["json", "toml"]);
            assert!(!is_kept || folder_follows(path, place), "{way:?}: the folder of {path} is not on the disk");
            changes += usize::from(is_kept);
        }
    }
    assert!(changes > 0, "{way:?}: nothing was written: {trace}");
}

/// Course of a run after a fault.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Course {
    Killed,
    Reported,
    Done,
}

/// Runs once with one fault.
fn torn(way: WriteKind, injection: &str) -> Course {
    let home = tempfile::tempdir().expect("a home");
    way.prepare(home.path());
    let out = run(way, home.path(), &["-o".into(), "/dev/null".into(), "-e".into(), format!("inject={injection}")]);
    let output = String::from_utf8_lossy(&out.stdout).into_owned();
    let seen = way.seen(home.path());
    let course = if output.contains("acknowledged") {
        assert_eq!(seen, Seen::New, "{way:?} {injection}: it reported so");
        Course::Done
    } else if out.status.code() == Some(0) {
        assert!(output.contains("failed: "), "{way:?} {injection}: it reported nothing: {output}");
        Course::Reported
    } else {
        assert!(injection.contains("KILL"), "{way:?} {injection}: {}", String::from_utf8_lossy(&out.stderr));
        Course::Killed
    };
    let retried = ["openat", "write", "fsync", "ftruncate"].iter().any(|call| injection.starts_with(call));
    let interrupted = retried && injection.contains("EINTR");
    assert!(!interrupted || course == Course::Done, "{way:?} {injection}: what is interrupted is tried again");
    let store = store(home.path());
    store.sweep();
    assert!(way == WriteKind::Answer || parts(home.path()) == 0, "{way:?} {injection}: something is left behind");
    // Partial files do not block a later write.
    let again = way.write(home.path());
    let is_begin = matches!(way, WriteKind::Begin | WriteKind::BeginChange);
    assert!(again.is_ok() || is_begin, "{way:?} {injection}: {again:?}");
    course
}

/// On a disk without locks every way of writing comes to its end, and leaves no mark behind.
fn unlocked(way: WriteKind) {
    let home = tempfile::tempdir().expect("a home");
    way.prepare(home.path());
    for error in ["ENOLCK", "ENOSYS", "EOPNOTSUPP"] {
        let inject = format!("inject=flock:error={error}");
        let out = run(way, home.path(), &["-o".into(), "/dev/null".into(), "-e".into(), inject]);
        let output = String::from_utf8_lossy(&out.stdout).into_owned();
        let is_begun = output.contains("Unsettled") || output.contains("exists already");
        let again = matches!(way, WriteKind::Begin | WriteKind::BeginChange) && is_begun;
        assert!(output.contains("acknowledged") || again, "{way:?} {error}: {output}");
        assert_eq!(way.seen(home.path()), Seen::New, "{way:?} {error}");
    }
    let marks = ["config", "state", "state/journal"].map(|folder| home.path().join(folder).join(".lock.held"));
    assert!(marks.iter().all(|mark| !mark.exists()), "{way:?}: {marks:?}");
}

/// Every injection for a way: an end before and after each call, and each failure of each that can fail.
fn injections(way: WriteKind) -> Vec<String> {
    let mut all = Vec::new();
    for (name, (first, last)) in calls(way) {
        for number in first..=last {
            all.push(format!("{name}:signal=KILL:when={number}"));
            all.push(format!("{name}:error=EIO:signal=KILL:when={number}"));
            if FAILING.contains(&name.as_str()) {
                all.extend(ERRORS.map(|error| format!("{name}:error={error}:when={number}")));
            }
        }
    }
    all
}

fn main() {
    if let Some(order) = variable(INSIDE) {
        return inside(&order);
    }
    if !cfg!(target_os = "linux") || Command::new("strace").arg("--version").output().is_err() {
        assert!(variable("CI").is_none() || !cfg!(target_os = "linux"), "strace is needed where everything is checked");
        let _ = writeln!(std::io::stderr(), "skipped: there is no strace");
        return;
    }
    thread::scope(|scope| {
        for command in commands::KILLED_COMMANDS {
            scope.spawn(move || commands::check(command));
        }
        scope.spawn(session::check);
        for way in WRITE_KINDS {
            scope.spawn(move || {
                in_order(way);
                unlocked(way);
                let courses: Vec<Course> = injections(way).iter().map(|injection| torn(way, injection)).collect();
                let [killed, failed, done] = [Course::Killed, Course::Reported, Course::Done]
                    .map(|one| courses.iter().filter(|course| **course == one).count());
                let words =
                    format!("{way:?}: whole after {killed} ends; {failed} failures reported, {done} without harm");
                assert!(killed > 10 && failed > 3, "{words}");
                let _ = writeln!(std::io::stderr(), "{words}");
            });
        }
    });
}
