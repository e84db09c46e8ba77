//! Complete commands, killed after each of their effects: the platform has the old state or the new one, and
//! `elemint recover --look` reports which.

use crate::{killed::KilledProgram, parts, web};
use elemint::{
    domain::{ChangeEntry, JournalEntry, Timestamp, unfinished::Settlement},
    sandbox::{Options, Sandbox},
    storage::Store,
};
use serde_json::{Value, json};
use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
    time::Duration,
};

/// Instance names before and after an update.
const NAMES: [&str; 2] = ["shop", "cellar"];
/// Addresses before and after new credentials.
const ADDRESSES: [&str; 2] = ["https://shop.example", "https://new.example"];

/// Command that changes something on the platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KilledCommand {
    Update,
    Edit,
    Disable,
    Reauthorize,
    Delete,
    Clone,
}

pub const KILLED_COMMANDS: [KilledCommand; 6] = [
    KilledCommand::Update,
    KilledCommand::Edit,
    KilledCommand::Disable,
    KilledCommand::Reauthorize,
    KilledCommand::Delete,
    KilledCommand::Clone,
];

/// State of the platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PlatformState {
    Old,
    New,
}

/// Platform of one command, and a folder for the files of each run.
struct Place<'a> {
    command: KilledCommand,
    sandbox: &'a Sandbox,
    home: tempfile::TempDir,
    instance: String,
    copy: String,
}

/// Kills the command after each of its effects, one more in each run, until it ends before. Returns the number of kills.
pub fn kill_everywhere(command: KilledCommand) -> usize {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let options = Options { pace: Duration::ZERO, ..Options::default() };
    let sandbox = runtime.block_on(Sandbox::start(options)).expect("a sandbox");
    let mut kills = 0;
    let is_killed = |effect| Place::new(command, &sandbox, effect).kill_and_recover(effect);
    while is_killed(kills + 1) {
        kills += 1;
    }
    kills
}

impl<'a> Place<'a> {
    fn new(command: KilledCommand, sandbox: &'a Sandbox, run: usize) -> Self {
        let home = tempfile::tempdir().expect("a home");
        let copy = format!("copy-{run}");
        let mut place = Self { command, sandbox, home, instance: String::new(), copy };
        let configuration = json!({ "userName": "ada", "password": "old-pass", "store.url": ADDRESSES[0] });
        let body = json!({ "name": NAMES[0], "element": { "key": "magentosoapv19" }, "configuration": configuration });
        place.instance = place.call("POST", "/instances", &body.to_string()).expect("an instance")["id"].to_string();
        place
    }

    /// Calls the platform. `None` if it has no such instance.
    fn call(&self, method: &str, path: &str, body: &str) -> Option<Value> {
        let account = self.sandbox.account();
        let secrets = format!("User {}, Organization {}", account.user.expose(), account.organization.expose());
        let headers = [("Authorization", secrets.as_str()), ("Content-Type", "application/json")];
        let answer = web::call(method, &format!("{}{path}", account.base), &headers, body);
        assert!([200, 404].contains(&answer.status), "{method} {path}: {}", answer.body);
        (answer.status == 200).then(|| serde_json::from_str(&answer.body).expect("JSON"))
    }

    fn arguments(&self) -> Vec<&str> {
        let id = self.instance.as_str();
        let mut all = match self.command {
            KilledCommand::Update => vec!["instances", "update", id, "--name", NAMES[1]],
            KilledCommand::Edit => vec!["edit", id, "--name", NAMES[1]],
            KilledCommand::Disable => vec!["instances", "disable", id],
            KilledCommand::Reauthorize => vec!["reauthorize", id, "--set=store.url=https://new.example"],
            KilledCommand::Delete => vec!["instances", "delete", id],
            KilledCommand::Clone => vec!["clone", id, "--name", &self.copy],
        };
        if matches!(self.command, KilledCommand::Reauthorize | KilledCommand::Clone) {
            all.push("--set=password=env:SHOP_PASSWORD");
        }
        if self.command != KilledCommand::Disable {
            all.push("--yes");
        }
        all
    }

    fn environment(&self) -> Vec<(&'static str, String)> {
        let (account, home) = (self.sandbox.account(), self.home.path());
        let folder = |name: &str| home.join(name).display().to_string();
        vec![
            ("PATH", "/usr/bin:/bin".into()),
            ("HOME", folder("")),
            ("XDG_STATE_HOME", folder("state")),
            ("XDG_CONFIG_HOME", folder("config")),
            ("CE_BASE", account.base.as_str().into()),
            ("CE_USER", account.user.expose().into()),
            ("CE_ORG", account.organization.expose().into()),
            ("SHOP_PASSWORD", "new-pass".into()),
            // The sandbox answers at once, so the time for which a request may still be in progress is short.
            ("ELEMINT_TIMEOUT", "2".into()),
        ]
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_elemint"));
        command.args(arguments).env_clear().envs(self.environment()).stdin(Stdio::null());
        command.output().expect("the program")
    }

    /// Dates the journal back, so that the platform cannot work on a request any more.
    fn age_journal(&self) {
        let home = self.home.path();
        let store = Store::new(home.join("config/elemint"), home.join("state/elemint"));
        let started = Timestamp(1);
        for entry in store.open_changes() {
            store.settle_change(&entry.id).expect("a removed entry");
            store.begin_change(&ChangeEntry { started, ..entry }).expect("an entry");
        }
        for entry in store.unsettled() {
            store.settle(&entry.id, Settlement::NotMade).expect("a removed entry");
            store.begin(&JournalEntry { started, ..entry }).expect("an entry");
        }
    }

    /// Runs the command, and kills it after this effect. Returns false if it ended before.
    fn kill_after(&self, effect: usize) -> bool {
        let (arguments, environment, home) = (self.arguments(), self.environment(), self.home.path());
        KilledProgram { arguments, environment, home, input: "", code: 0 }.kill_after(effect)
    }

    fn state(&self) -> PlatformState {
        let one = self.call("GET", &format!("/instances/{}", self.instance), "");
        let (found, all) = match self.command {
            KilledCommand::Delete => return if one.is_none() { PlatformState::New } else { PlatformState::Old },
            KilledCommand::Clone => {
                let copies = self.copies().len();
                assert!(copies < 2, "{copies} copies");
                return if copies == 1 { PlatformState::New } else { PlatformState::Old };
            }
            KilledCommand::Disable => {
                let is_disabled = one.expect("the instance is gone")["disabled"] == true;
                return if is_disabled { PlatformState::New } else { PlatformState::Old };
            }
            KilledCommand::Update | KilledCommand::Edit => (one.map(|one| one["name"].clone()), NAMES),
            KilledCommand::Reauthorize => (one.map(|one| one["configuration"]["store.url"].clone()), ADDRESSES),
        };
        let found = found.expect("the instance is gone");
        assert!(all.iter().any(|known| found == **known), "{found} is neither old nor new");
        if found == all[1] { PlatformState::New } else { PlatformState::Old }
    }

    fn copies(&self) -> Vec<Value> {
        let list = self.call("GET", "/instances", "").expect("a list");
        list.as_array().into_iter().flatten().filter(|one| one["name"] == *self.copy).cloned().collect()
    }

    /// Returns the content of each file of a folder; each must be complete.
    fn files(&self, folder: &str) -> Vec<Value> {
        let path = self.home.path().join("state/elemint").join(folder);
        let files = fs::read_dir(path).into_iter().flatten().flatten().map(|file| file.path());
        let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
        let read = |path: &Path| serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("JSON");
        files.map(|path| read(&path)).collect()
    }

    /// Kills the command after this effect, and checks the next start. Returns false if it ended before.
    fn kill_and_recover(&self, effect: usize) -> bool {
        if self.command == KilledCommand::Delete {
            let saved = self.run(&["token", &self.instance, "--save"]);
            assert!(saved.status.success(), "{}", String::from_utf8_lossy(&saved.stderr));
        }
        let is_killed = self.kill_after(effect);
        let place = format!("{:?} killed after effect {effect}", self.command);
        self.age_journal();
        let recovered = self.run(&["recover", "--look", "--json", "--pause", "1"]);
        let [shown, errors] = [&recovered.stdout, &recovered.stderr].map(|bytes| String::from_utf8_lossy(bytes));
        assert_eq!(recovered.status.code(), Some(0), "{place}: {shown} {errors}");
        let state = self.state();
        let expected = match (self.command, state) {
            (KilledCommand::Clone, PlatformState::New) => "made",
            (KilledCommand::Clone, PlatformState::Old) => "absent",
            (_, PlatformState::New) => "changed",
            (_, PlatformState::Old) => "unchanged",
        };
        let reports: Vec<Value> = serde_json::from_str(&shown).expect("JSON");
        assert!(reports.iter().all(|report| report["outcome"] == expected), "{place}: {state:?}, {shown}");
        assert_eq!(self.files("journal"), Vec::<Value>::new(), "{place}");
        assert_eq!(parts(self.home.path()), 0, "{place}: a partial file is left");
        self.check_files(state, &place);
        if state == PlatformState::Old {
            let again = self.run(&self.arguments());
            assert!(again.status.success(), "{place}: {}", String::from_utf8_lossy(&again.stderr));
            assert_eq!(self.state(), PlatformState::New, "{place}");
        }
        is_killed
    }

    /// Checks the trash of a deletion and the token of a copy.
    fn check_files(&self, state: PlatformState, place: &str) {
        let is_new = state == PlatformState::New;
        let (trash, tokens) = (self.files("trash"), self.files("instances"));
        match self.command {
            KilledCommand::Delete => {
                assert_eq!(trash.len(), usize::from(is_new), "{place}: {trash:?}");
                assert_eq!(tokens.len(), usize::from(!is_new), "{place}: tokens on this machine");
            }
            KilledCommand::Clone => {
                let expected: Vec<Value> = self.copies().iter().map(|copy| copy["token"].clone()).collect();
                let found: Vec<Value> = tokens.iter().map(|stored| stored["token"].clone()).collect();
                assert_eq!(found, expected, "{place}");
            }
            KilledCommand::Update | KilledCommand::Edit | KilledCommand::Disable | KilledCommand::Reauthorize => {
                assert!(trash.is_empty(), "{place}: {trash:?}");
            }
        }
    }
}

/// Kills a command everywhere, and prints the number of kills.
pub fn check(command: KilledCommand) {
    let kills = kill_everywhere(command);
    assert!(kills > 5, "{command:?}: only {kills} effects were found");
    let _ =
        writeln!(std::io::stderr(), "{command:?}: old or new after each of {kills} kills, and the next start knows");
}
