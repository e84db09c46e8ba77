//! `elemint export`, `plan` and `apply` against a sandbox in a process of its own.

mod consents;
mod faults;
mod files;
mod kills;
mod pauses;
mod proxies;
mod runs;

use super::{Ended, run, run_with};
use crate::{
    kit::schema,
    person::{Home, Platform},
};
use std::{fs, path::PathBuf};

/// Secret of the declared instances.
pub const SECRET: &str = "canary-declared-7Qx";

/// Returns a declared instance.
pub fn shop(name: &str) -> String {
    format!(
        "[[instance]]\nelement = \"magentosoapv19\"\nname = \"{name}\"\ntags = [\"team-a\"]\n[instance.configuration]\n\
         userName = \"ada\"\npassword = \"env:SHOP_PASSWORD\"\n\"store.url\" = \"https://shop.example\"\n"
    )
}

/// Writes a file of instances.
pub fn write(home: &Home, text: &str) -> PathBuf {
    let path = home.path().join("instances.toml");
    fs::write(&path, text).expect("a file");
    path
}

/// Runs a command with the file and the secret of its instances.
pub fn run_file(home: &Home, platform: &Platform, args: &[&str]) -> Ended {
    run_secret(home, platform, SECRET, args)
}

/// Runs a command with the file and this secret of its instances.
pub fn run_secret(home: &Home, platform: &Platform, secret: &str, args: &[&str]) -> Ended {
    let file = home.path().join("instances.toml");
    let file = file.to_str().expect("a path");
    let args: Vec<&str> = args.iter().map(|arg| if *arg == "FILE" { file } else { arg }).collect();
    let env: Vec<(&str, &str)> = platform.environment().into_iter().chain([("SHOP_PASSWORD", secret)]).collect();
    run_with(home, &env, &args)
}

/// Returns the outcomes in the order of the file.
pub fn outcomes(ended: &Ended) -> Vec<String> {
    let json = ended.json();
    schema::assert_valid("apply", &json);
    let results = json["results"].as_array().expect("results");
    results.iter().map(|result| result["outcome"].as_str().expect("an outcome").to_owned()).collect()
}

#[test]
fn file_is_applied_to_the_platform_that_is_named_first() {
    let (home, platform) = (Home::new(), Platform::start());
    let file = home.path().join("instances.toml");
    let text = "profile = \"staging\"\n[[instance]]\nelement = \"magentosoapv19\"\nname = \"a\"\n[instance.configuration]\n\
                userName = \"ada\"\npassword = \"env:NOT_SET\"\n\"store.url\" = \"https://a.example\"\n";
    std::fs::write(&file, text).expect("a file");
    let ended = run(&home, &platform, &["plan", file.to_str().expect("a path")]);
    assert!(ended.code == Some(4) && ended.err.contains("instances.toml:7:12: password:"), "{}", ended.err);
    let env: Vec<_> = platform.environment().into_iter().chain([("NOT_SET", "s")]).collect();
    let ended = run_with(&home, &env, &["plan", file.to_str().expect("a path")]);
    assert!(ended.err.starts_with("Platform 127.0.0.1"), "{}", ended.err);
    assert!(ended.code == Some(0) && ended.err.contains("names profile staging, which"), "{}", ended.err);
}
