//! The sandbox keeps its instances between runs, in both ways to start it.

use crate::person::{CANARY, ELEMINT, Home};
use rstest::rstest;
use serde_json::Value as Json;
use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

fn command(home: &Home, args: &[&str]) -> Command {
    let mut command = Command::new(ELEMINT);
    command.args(args).env_clear().env("HOME", home.path()).env("PATH", "/usr/bin:/bin").stdin(Stdio::null());
    command.env("XDG_STATE_HOME", home.path().join("state")).env("SHOP_PASSWORD", CANARY);
    command
}

/// Runs the program to its end: exit code, standard output, standard error.
fn run(home: &Home, args: &[&str]) -> (Option<i32>, String, String) {
    let output = command(home, args).output().expect("the program");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn create(home: &Home) {
    let shop =
        ["new", "magentosoapv19", "--name", "shop", "--set", "userName=ada", "--set", "password=env:SHOP_PASSWORD"];
    let args: Vec<_> =
        shop.into_iter().chain(["--set", "store.url=https://shop.example", "--yes", "--sandbox"]).collect();
    let (code, out, err) = run(home, &args);
    assert_eq!(code, Some(0), "{out}{err}");
}

/// Returns the names of the instances of the sandbox.
fn names(home: &Home, args: &[&str]) -> Vec<String> {
    let args: Vec<_> = ["instances", "list", "--sandbox", "--json"].iter().chain(args).copied().collect();
    let (_, out, err) = run(home, &args);
    let list: Json = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}"));
    list.as_array().expect("a list").iter().map(|one| one["name"].as_str().expect("a name").to_owned()).collect()
}

/// A sandbox that runs until this is dropped, and the line it printed.
struct Running(Child, Json);

impl Running {
    fn start(home: &Home, args: &[&str]) -> Self {
        let args: Vec<_> = ["sandbox", "--json"].iter().chain(args).copied().collect();
        let mut child = command(home, &args).stdout(Stdio::piped()).spawn().expect("the sandbox starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let report = serde_json::from_str(&line).expect("JSON");
        crate::kit::schema::assert_valid("sandbox", &report);
        Self(child, report)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn instance_of_one_run_is_listed_in_the_next() {
    let home = Home::new();
    create(&home);
    assert_eq!(names(&home, &[]), ["shop"]);
}

#[test]
fn sandbox_alone_has_the_instances_of_the_wizard() {
    let home = Home::new();
    create(&home);
    let sandbox = Running::start(&home, &[]);
    let (base, text) =
        (sandbox.1["base"].as_str().expect("a base"), |name: &str| sandbox.1[name].as_str().expect("text"));
    let environment = [("CE_BASE", base), ("CE_USER", text("userSecret")), ("CE_ORG", text("organizationSecret"))];
    let output = command(&home, &["instances", "list"]).envs(environment).output().expect("the program");
    assert!(String::from_utf8_lossy(&output.stdout).contains("shop"), "{output:?}");
}

#[test]
fn secrets_of_the_sandbox_are_the_same_in_each_run() {
    let home = Home::new();
    let secrets = |running: &Running| (running.1["userSecret"].clone(), running.1["organizationSecret"].clone());
    let first = secrets(&Running::start(&home, &[]));
    assert_eq!(secrets(&Running::start(&home, &[])), first);
}

#[rstest]
#[case::fresh(&["--fresh"], 0)]
#[case::seed(&["--seed", "7"], 0)]
#[case::samples(&["--instances", "5"], 5)]
#[case::nothing_kept(&["--keep-nothing"], 0)]
fn start_of_the_sandbox_is_chosen(#[case] args: &[&str], #[case] count: usize) {
    let home = Home::new();
    create(&home);
    assert_eq!(names(&home, args).len(), count);
}

#[test]
fn second_sandbox_starts_without_the_instances_and_says_so() {
    let home = Home::new();
    create(&home);
    let _first = Running::start(&home, &[]);
    let (_, out, err) = run(&home, &["instances", "list", "--sandbox"]);
    assert!(!out.contains("shop") && err.contains("Another sandbox is running"), "{out}{err}");
}

#[rstest]
#[case::wizard(&["--fresh"])]
#[case::element(&["zendesk", "--seed", "1"])]
#[case::list(&["instances", "list", "--instances", "3"])]
#[case::elements(&["--elements", "/tmp"])]
fn option_of_the_sandbox_is_refused_without_it(#[case] args: &[&str]) {
    let (code, _, err) = run(&Home::new(), args);
    assert!(code == Some(2) && err.contains("Add --sandbox."), "{code:?} {err}");
}

#[test]
fn wizard_has_the_samples() {
    let home = Home::new();
    run(&home, &["instances", "list", "--sandbox", "--instances", "4"]);
    assert_eq!(names(&home, &[]).len(), 4);
}

#[test]
fn sandbox_starts_without_a_home_directory() {
    let mut command = Command::new(ELEMINT);
    command.args(["instances", "list", "--sandbox", "--keep-nothing"]).env_clear().env("PATH", "/usr/bin:/bin");
    let output = command.output().expect("the program");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

#[test]
fn state_holds_no_secret_that_was_typed() {
    let home = Home::new();
    create(&home);
    let state = std::fs::read_to_string(home.path().join("state/elemint/sandbox/state.json")).expect("a state");
    assert!(state.contains("https://shop.example") && !state.contains(CANARY), "{state}");
}

#[test]
fn sandbox_that_cannot_print_its_address_gives_the_reason() {
    let (code, out, err) = run(&Home::new(), &["sandbox", "--jq", "error(\"no\")"]);
    assert!(code == Some(1) && out.is_empty() && err.contains("The filter failed. "), "{code:?} {out}{err}");
}

#[test]
fn apply_in_the_next_run_changes_nothing() {
    let home = Home::new();
    let file = home.path().join("instances.toml");
    let text = "[[instance]]\nelement = \"magentosoapv19\"\nname = \"a\"\n[instance.configuration]\nuserName = \"ada\"\n\
                password = \"env:SHOP_PASSWORD\"\n\"store.url\" = \"https://shop.example\"\n";
    std::fs::write(&file, text).expect("a file");
    let args = ["--sandbox", "apply", file.to_str().expect("a path"), "--yes"];
    let (code, _, err) = run(&home, &args);
    assert!(code == Some(0) && err.contains("1 created"), "{err}");
    let (code, _, err) = run(&home, &args);
    assert!(code == Some(0) && err.contains("1 unchanged"), "{err}");
}

#[rstest]
#[case::request(&["consent", "request"], false)]
#[case::without_wait(&["create", "--yes", "--no-wait"], false)]
#[case::with_wait(&["create", "--yes", "--wait"], false)]
#[case::callback_here(&["create", "--yes", "--no-wait", "--set=oauth.callback.url=http://127.0.0.1:1/cb"], true)]
fn consent_that_ends_with_the_sandbox_names_one_that_stays(#[case] args: &[&str], #[case] has_wait: bool) {
    let form = [
        "--sandbox",
        "infusionsoftecommerce",
        "--name=crm",
        "--set=oauth.api.key=a",
        "--set=oauth.api.secret=env:SHOP_PASSWORD",
    ];
    let elsewhere = (!has_wait).then_some("--set=oauth.callback.url=https://www.example.com/back");
    let args: Vec<&str> = args.iter().chain(&form).copied().chain(elsewhere).collect();
    let (code, _, err) = run(&Home::new(), &args);
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("elemint sandbox --listen 127.0.0.1:8080") && !err.contains("Use --no-wait"), "{err}");
    assert_eq!(err.contains("Use --wait"), has_wait, "{err}");
}
