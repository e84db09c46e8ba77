//! `elemint instances` against a sandbox in a process of its own, without a terminal and on one.

mod declared;
mod expiry;
mod guard;
mod jq;
mod list;
mod oauth_proxies;
mod pages;
mod profiles;
mod recorded;
mod schemas;
mod screens;
mod test;
mod token;
mod update;
mod write;

use crate::person::{ELEMINT, Home, Platform};
use serde_json::Value;
use std::process::{Command, Stdio};

/// Output of a command that has ended.
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Ended {
    /// Returns standard output as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }
}

/// Runs a command without a terminal.
pub fn run(home: &Home, platform: &Platform, args: &[&str]) -> Ended {
    run_with(home, &platform.environment(), args)
}

/// Runs a command without a terminal, with these variables.
pub fn run_with(home: &Home, env: &[(&str, &str)], args: &[&str]) -> Ended {
    let mut command = Command::new(ELEMINT);
    command.args(args).env_clear().env("HOME", home.path()).env("PATH", "/usr/bin:/bin").stdin(Stdio::null());
    for folder in ["STATE", "CONFIG"] {
        command.env(format!("XDG_{folder}_HOME"), home.path().join(folder.to_lowercase()));
    }
    let output = command.envs(env.iter().copied()).output().expect("the program");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ended { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

/// Returns the instances of the platform as it lists them, tokens included.
pub fn all(platform: &Platform) -> Vec<Value> {
    let (status, body) = platform.call("GET", "/instances?hydrate=true", "");
    assert_eq!(status, 200, "{body}");
    serde_json::from_str(&body).expect("a list")
}

/// Returns the instance with this ID as the platform has it.
pub fn one(platform: &Platform, id: &str) -> Option<Value> {
    let id: u64 = id.parse().expect("a number");
    all(platform).into_iter().find(|instance| instance["id"] == id)
}

/// Returns the ID of the first instance with this state.
pub fn id_of(platform: &Platform, is_disabled: bool) -> String {
    let found = all(platform).into_iter().find(|instance| instance["disabled"] == is_disabled);
    found.expect("an instance")["id"].to_string()
}
