//! Referenced secrets, from the reference to the platform.

use crate::{
    kit::Terminal,
    person::{CANARY, Home, Platform, eventually, shown},
};
use std::fs;

/// Fills in the form of the element without consent, the password by reference, and asks for the instance.
fn make(terminal: &mut Terminal, password: &str, name: &str) {
    terminal.wait_for("Instance name");
    terminal.keys(&format!("anna<enter>{password}<enter>https://shop.example<enter>{name}<c-s>"));
    terminal.wait_for(&format!("Create the instance “{name}”?"));
    terminal.keys("<enter>");
}

fn secret_file(home: &Home) -> String {
    let path = home.path().join("secret");
    fs::write(&path, format!("{CANARY}\n")).expect("a file");
    path.display().to_string()
}

#[test]
fn each_kind_is_read_when_the_request_is_sent_and_not_shown_or_kept() {
    let platform = Platform::start();
    let kinds = |file: &str| ["env:SHOP_PASSWORD".to_owned(), format!("file:{file}"), format!("cmd:cat {file}")];
    for kind in 0..3 {
        let home = Home::new();
        let reference = &kinds(&secret_file(&home))[kind];
        let mut environment = platform.environment().to_vec();
        environment.push(("SHOP_PASSWORD", CANARY));
        let mut terminal = home.start(&["magentosoapv19"], &environment);
        make(&mut terminal, reference, &format!("shop-{kind}"));
        terminal.wait_for("created in");
        assert!(!shown(&terminal, CANARY), "{reference}");
    }
    // The sandbox's provider gets the value of the reference: it refuses the word `wrong`.
    let mut environment = platform.environment().to_vec();
    environment.push(("SHOP_PASSWORD", "wrong"));
    let home = Home::new();
    let mut terminal = home.start(&["magentosoapv19"], &environment);
    make(&mut terminal, "env:SHOP_PASSWORD", "shop-3");
    terminal.wait_for("No instance was created");
}

#[test]
fn unreadable_reference_is_reported_and_nothing_is_sent() {
    let (home, platform) = (Home::new(), Platform::start());
    let mut terminal = home.start(&["magentosoapv19"], &platform.environment());
    make(&mut terminal, "cmd:exit 3", "shop");
    terminal.wait_for("ended with code 3");
    terminal.keys("<enter>");
    terminal.wait_for("✗ wrong");
    assert_eq!(platform.names(), Vec::<String>::new());
}

#[test]
fn the_platforms_own_secrets_can_be_references() {
    let (home, platform) = (Home::new(), Platform::start());
    let user = format!("cmd:printf %s {}", platform.user);
    let environment = [
        ("CE_BASE", platform.base.as_str()),
        ("CE_USER", &user),
        ("CE_ORG", "env:MY_ORG"),
        ("MY_ORG", &platform.organization),
    ];
    let mut terminal = home.start(&["magentosoapv19"], &environment);
    make(&mut terminal, CANARY, "shop");
    terminal.wait_for("created in");
    assert_eq!(platform.names(), ["shop"]);
}

/// A keyring that keeps its entries in files of the home directory.
const KEYRING: &str = r#"for last; do :; done
entry="$HOME/keyring-$(echo "$last" | tr / _)"
case $1 in
store) cat > "$entry" ;;
lookup) if [ -f "$entry" ]; then cat "$entry"; else exit 1; fi ;;
clear) rm -f "$entry" ;;
esac"#;

fn sign_in(home: &Home, platform: &Platform, path: &str) -> Terminal {
    let mut terminal = home.start(&[], &[("PATH", path)]);
    terminal.wait_for("Which platform?");
    terminal.keys(&format!("{}<enter>", platform.base));
    terminal.wait_for("Save secrets");
    terminal.paste(&platform.user);
    terminal.keys("<tab>");
    terminal.paste(&platform.organization);
    terminal.keys("<c-s>");
    terminal
}

fn path(home: &Home) -> String {
    format!("{}:/usr/bin:/bin", home.path().display())
}

fn profiles(home: &Home) -> Option<String> {
    fs::read_to_string(home.path().join("config/elemint/profiles.toml")).ok()
}

#[test]
#[cfg(target_os = "linux")]
fn a_profile_in_the_keyring_holds_no_secret_and_serves_the_next_time() {
    let (home, platform) = (Home::new(), Platform::start());
    home.script("secret-tool", KEYRING);
    let path = path(&home);
    let mut terminal = sign_in(&home, &platform, &path);
    terminal.wait_for("its secrets in the keyring");
    terminal.keys("<c-c>");
    terminal.wait_exit();
    let kept = profiles(&home).expect("a profile");
    assert!(!kept.contains(&platform.user) && kept.contains("keyring:"), "{kept}");
    let mut next = home.start(&["magentosoapv19"], &[("PATH", &path)]);
    make(&mut next, CANARY, "shop");
    next.wait_for("created in");
    next.wait_for("instance/127.0.0.1");
    assert_eq!(platform.names(), ["shop"]);
    next.keys("q");
    assert_eq!(next.wait_exit(), 0);
    // Its token is where the account's secrets are, and there alone.
    let (path, record) = home.instances().pop().expect("a record");
    let entry = record["keyring"].as_str().expect("an entry");
    let token = fs::read_to_string(home.path().join(format!("keyring-{}", entry.replace('/', "_")))).expect("a token");
    let text = fs::read_to_string(path).expect("a record");
    assert!(!token.is_empty() && !text.contains(&token) && !text.contains(CANARY), "{text}");
    assert_eq!(record["answer"]["name"], "shop", "{text}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_keyring_that_takes_no_token_any_more_is_known_before_anything_is_made() {
    let (home, platform) = (Home::new(), Platform::start());
    home.script("secret-tool", KEYRING);
    let path = path(&home);
    let mut terminal = sign_in(&home, &platform, &path);
    terminal.wait_for("its secrets in the keyring");
    terminal.keys("<c-c>");
    terminal.wait_exit();
    home.script("secret-tool", &format!("[ $1 != store ] || exit 1{KEYRING}"));
    let mut next = home.start(&["magentosoapv19"], &[("PATH", &path)]);
    make(&mut next, CANARY, "shop");
    next.wait_for("No instance was created");
    assert_eq!((platform.names().len(), home.instances().len()), (0, 0));
}

#[test]
#[cfg(target_os = "linux")]
fn failing_keyring_is_reported_without_fallback() {
    let (home, platform) = (Home::new(), Platform::start());
    home.script("secret-tool", "echo 'The keyring is locked' >&2; exit 1");
    let mut terminal = sign_in(&home, &platform, &path(&home));
    terminal.wait_for("nothing was kept");
    terminal.wait_for("The keyring refused");
    assert_eq!(profiles(&home), None);
    terminal.keys("<c-c>");
    terminal.wait_exit();
}

#[test]
#[cfg(target_os = "linux")]
fn the_program_goes_on_while_the_keyring_hangs() {
    let (home, platform) = (Home::new(), Platform::start());
    home.script("secret-tool", "echo > \"$HOME/asked\"; sleep 1000");
    let mut terminal = sign_in(&home, &platform, &path(&home));
    eventually("the keyring to be asked", || home.path().join("asked").exists().then_some(()));
    terminal.wait_for("Which element?");
    terminal.keys("magento");
    terminal.wait_for("magentosoapv19");
    terminal.wait_for("The keyring did not answer");
    terminal.keys("<c-c>");
    terminal.wait_exit();
}

/// Runs `forget` as a script does: exit code, standard output, standard error.
fn forget(home: &Home, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = std::process::Command::new(crate::person::ELEMINT);
    command.arg("forget").args(arguments).env_clear().env("HOME", home.path()).env("PATH", path(home));
    command.env("XDG_STATE_HOME", home.path().join("state")).env("XDG_CONFIG_HOME", home.path().join("config"));
    let output = command.output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The files below that hold this.
fn holding(folder: &std::path::Path, what: &str) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let holds = |path: &std::path::PathBuf| String::from_utf8_lossy(&fs::read(path).expect("a file")).contains(what);
    entries
        .flat_map(|path| if path.is_dir() { holding(&path, what) } else { vec![path] })
        .filter(|p| holds(p))
        .collect()
}

#[test]
#[cfg(target_os = "linux")]
fn forgotten_profile_is_in_no_file_or_keyring() {
    let (home, platform) = (Home::new(), Platform::start());
    home.script("secret-tool", KEYRING);
    let mut terminal = sign_in(&home, &platform, &path(&home));
    terminal.wait_for("its secrets in the keyring");
    terminal.keys("<c-c>");
    terminal.wait_exit();
    let mut next = home.start(&["magentosoapv19"], &[("PATH", &path(&home))]);
    make(&mut next, CANARY, "shop");
    next.wait_for("created in");
    next.keys("q");
    next.wait_exit();
    let (record, kept) = home.instances().pop().expect("a record");
    let entry = kept["keyring"].as_str().expect("an entry").replace('/', "_");
    let token = fs::read_to_string(home.path().join(format!("keyring-{entry}"))).expect("a token");
    let id = kept["id"].as_str().expect("an id");
    let secrets = [&platform.user, &platform.organization, &token];
    assert!(secrets.iter().all(|secret| !holding(home.path(), secret).is_empty()));

    let (code, output, _) = forget(&home, &[]);
    let profile = output.lines().find_map(|line| line.strip_prefix("profile")?.split_whitespace().next()).expect("one");
    assert!(code == Some(0) && output.contains(&format!("sandbox   {id}  magentosoapv19  “shop”")), "{output}");
    let (code, _, message) = forget(&home, &[id]);
    assert!(code == Some(4) && message.contains("--yes") && record.exists(), "{message}");
    assert_eq!(forget(&home, &["nobody", "--yes"]).0, Some(3));
    assert_eq!(forget(&home, &[id, "--yes"]).0, Some(0));
    assert_eq!(forget(&home, &[profile, "--yes"]).0, Some(0));
    for secret in secrets {
        assert_eq!(holding(home.path(), secret), Vec::<std::path::PathBuf>::new());
    }
    assert_eq!(platform.names(), ["shop"], "on the platform nothing changes");
    assert!(forget(&home, &[]).2.contains("Nothing is saved here."));
}

/// A keyring that takes everything but the token of an instance.
#[test]
#[cfg(target_os = "linux")]
fn a_token_that_could_not_be_kept_leaves_its_request_open() {
    let (home, platform) = (Home::new(), Platform::start());
    home.script("secret-tool", &KEYRING.replace("store) ", "store) case $last in instance/*) exit 1 ;; esac; "));
    let path = path(&home);
    let mut terminal = sign_in(&home, &platform, &path);
    terminal.wait_for("its secrets in the keyring");
    terminal.keys("<c-c>");
    terminal.wait_exit();
    let mut next = home.start(&["magentosoapv19"], &[("PATH", &path)]);
    make(&mut next, CANARY, "shop");
    next.wait_for("not saved");
    let journal = fs::read_dir(home.path().join("state/elemint/journal")).expect("a journal").flatten();
    let open = journal.filter(|entry| entry.path().extension().is_some_and(|end| end == "json")).count();
    assert_eq!((platform.names(), open), (vec!["shop".to_owned()], 1));
}

/// Started programs get none of the variables that secrets were read from: the browser, the keyring's program, a
/// command.
#[test]
#[cfg(target_os = "linux")]
fn programs_get_no_variable_secrets_were_read_from() {
    let (home, platform) = (Home::new(), Platform::start());
    home.script("secret-tool", KEYRING);
    let pager = home.script("pager", "cat > /dev/null; env > \"$HOME/pager.env\"");
    let mut environment = platform.environment().to_vec();
    let search = path(&home);
    environment.extend([
        ("SHOP_PASSWORD", CANARY),
        ("PATH", search.as_str()),
        ("PAGER", pager.to_str().expect("a path")),
    ]);
    let mut terminal = home.start(&["magentosoapv19"], &environment);
    make(&mut terminal, "env:SHOP_PASSWORD", "shop");
    terminal.wait_for("created in");
    terminal.keys("v");
    let output = eventually("the pager's environment", || {
        fs::read_to_string(home.path().join("pager.env")).ok().filter(|output| output.contains("PATH="))
    });
    for hidden in [CANARY, platform.user.as_str(), platform.organization.as_str()] {
        assert!(!output.contains(hidden), "{output}");
    }
}
