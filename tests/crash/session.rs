//! `elemint session --json`, killed after each of its effects: the state file is the old one or the new one, and the next
//! start continues with it.

use crate::{killed::KilledProgram, parts};
use elemint::sandbox::{Options, Sandbox};
use serde_json::{Value, json};
use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

/// User names in the form: of the state file at the start, of the killed session, and of the session after it.
const NAMES: [&str; 3] = ["ada", "eve", "zoe"];

/// Sessions with one state file.
struct Place<'a> {
    sandbox: &'a Sandbox,
    home: &'a Path,
}

impl Place<'_> {
    fn state_file(&self) -> String {
        self.home.join("session.json").display().to_string()
    }

    fn environment(&self) -> Vec<(&'static str, String)> {
        let (account, folder) = (self.sandbox.account(), |name: &str| self.home.join(name).display().to_string());
        vec![
            ("PATH", "/usr/bin:/bin".into()),
            ("HOME", folder("")),
            ("XDG_STATE_HOME", folder("state")),
            ("XDG_CONFIG_HOME", folder("config")),
            ("CE_BASE", account.base.as_str().into()),
            ("CE_USER", account.user.expose().into()),
            ("CE_ORG", account.organization.expose().into()),
        ]
    }

    /// Runs a session that sets the user name, and returns its states.
    fn set(&self, name: &str) -> Vec<Value> {
        let file = self.state_file();
        let mut command = Command::new(env!("CARGO_BIN_EXE_elemint"));
        command.args(arguments(&file)).env_clear().envs(self.environment());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program");
        // The end of the input ends the session.
        child.stdin.take().expect("its input").write_all(request(name).as_bytes()).expect("it reads");
        let output = child.wait_with_output().expect("its end");
        let lines = String::from_utf8_lossy(&output.stdout).into_owned();
        let states: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert!(!states.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        states
    }

    /// Returns the user name in the state file.
    fn saved(&self) -> Value {
        let text = fs::read_to_string(self.state_file()).expect("the state file");
        let saved: Value = serde_json::from_str(&text).expect("JSON");
        saved["form"]["values"]["values"]["userName"].clone()
    }
}

fn arguments(file: &str) -> Vec<&str> {
    vec!["session", "--json", "--browser", "none", "magentosoapv19", "--state", file]
}

fn request(name: &str) -> String {
    format!("{}\n", json!({ "action": "set", "field": "userName", "value": name }))
}

/// Returns the user name that a state shows.
fn shown(state: &Value) -> &Value {
    let fields = state["fields"].as_array().expect("fields");
    &fields.iter().find(|field| field["id"] == "userName").expect("the field")["value"]
}

/// Kills the session after this effect, and checks the next start. Returns the saved name; `None` if the session ended
/// before.
fn kill_and_resume(sandbox: &Sandbox, effect: usize) -> Option<Value> {
    let home = tempfile::tempdir().expect("a home");
    let place = Place { sandbox, home: home.path() };
    place.set(NAMES[0]);
    let (file, input) = (place.state_file(), request(NAMES[1]));
    let (arguments, environment) = (arguments(&file), place.environment());
    // The end of the input interrupts the session.
    let killed = KilledProgram { arguments, environment, home: home.path(), input: &input, code: 130 };
    let is_killed = killed.kill_after(effect);
    let saved = place.saved();
    assert!(NAMES[..2].iter().any(|name| saved == **name), "killed after effect {effect}: {saved}");
    let states = place.set(NAMES[2]);
    assert_eq!(shown(&states[0]), &saved, "killed after effect {effect}: {}", states[0]);
    assert_eq!(place.saved(), NAMES[2], "killed after effect {effect}");
    assert_eq!(parts(home.path()), 0, "killed after effect {effect}: a partial file is left");
    is_killed.then_some(saved)
}

/// Kills a session everywhere, and prints the number of kills.
pub fn check() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let sandbox = runtime.block_on(Sandbox::start(Options::default())).expect("a sandbox");
    let saved: Vec<Value> = (1..).map_while(|effect| kill_and_resume(&sandbox, effect)).collect();
    let [old, new] = [NAMES[0], NAMES[1]].map(|name| saved.iter().filter(|saved| **saved == name).count());
    assert!(old > 0 && new > 0, "{saved:?}");
    let _ =
        writeln!(std::io::stderr(), "Session: old after {old} kills and new after {new}, and the next start continues");
}
