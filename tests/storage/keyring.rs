//! The keyring, by a program of a few lines that speaks like the system's.

use super::{home, script::write_script};
use elemint::{
    domain::{Account, Profile, account::SecretStorage},
    runtime::profile_storage,
    storage::{Keyring, KeyringError},
    text::Secret,
};
use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// Long enough for a shell on a machine under load.
const LONG: Duration = Duration::from_secs(30);

/// Long enough for it to have begun.
const SHORT: Duration = Duration::from_secs(3);

/// Keyring program that stores entries as files, and logs its arguments and environment.
const HONEST: &str = r#"
here=$(dirname "$0"); echo "$@" >> "$here/log"; env >> "$here/log"
for last; do :; done
entry="$here/$(echo "$last" | tr / _)"
case $1 in
store) cat > "$entry" ;;
lookup) if [ -f "$entry" ]; then cat "$entry"; else exit 1; fi ;;
clear) rm -f "$entry" ;;
esac
"#;

/// Refuses to store an organization where there is a file called `full`.
const HONEST_UNLESS_FULL: &str = r#"
for last; do :; done
if [ "$1 $last" = "store work/organization" ] && [ -f "$(dirname "$0")/full" ]; then exit 1; fi
"#;

fn keyring(home: &TempDir, script: &str, patience: Duration) -> Keyring {
    let program = home.path().join("secret-tool");
    write_script(&program, script);
    Keyring::with_program(&program, patience)
}

fn log(home: &Path) -> String {
    fs::read_to_string(home.join("log")).expect("a log")
}

#[test]
fn keyring_entry_is_returned_until_removed() {
    let home = home();
    let keyring = keyring(&home, HONEST, LONG);
    let secret = Secret::new("CANARY +/=ü \\\"'$x");
    assert_eq!(keyring.get("p/user"), Ok(None));
    assert_eq!(keyring.set("p/user", &secret), Ok(()));
    assert_eq!(keyring.get("p/user"), Ok(Some(secret)));
    assert_eq!(keyring.remove("p/user"), Ok(()));
    assert_eq!(keyring.remove("p/user"), Ok(()));
    assert_eq!(keyring.get("p/user"), Ok(None));
}

#[test]
fn a_secret_is_in_no_argument_and_no_variable() {
    let home = home();
    let keyring = keyring(&home, HONEST, LONG);
    keyring.set("p/user", &Secret::new("CANARY")).expect("kept");
    let log = log(home.path());
    assert!(log.contains("store --label elemint: p/user service elemint name p/user"), "{log}");
    assert!(!log.contains("CANARY"));
}

/// Cargo sets the two variables for its tests; one of them is used as a variable that a secret was read from.
#[test]
fn its_program_gets_no_variable_a_secret_was_read_from() {
    let home = home();
    let keyring = keyring(&home, HONEST, LONG);
    elemint::text::secret::withhold("CARGO_PKG_NAME");
    keyring.set("p/user", &Secret::new("CANARY")).expect("kept");
    let log = log(home.path());
    assert!(log.contains("CARGO_PKG_VERSION=") && !log.contains("CARGO_PKG_NAME="), "{log}");
}

#[test]
fn a_test_leaves_nothing_behind() {
    let home = home();
    assert_eq!(keyring(&home, HONEST, LONG).probe(), Ok(()));
    assert!(!home.path().join("probe").exists());
}

#[test]
#[cfg(target_os = "linux")]
fn a_keyring_that_hangs_is_ended_with_all_it_started() {
    let home = home();
    let script = "sleep 1000 & echo $! > \"$(dirname \"$0\")/id\"; wait";
    let keyring = keyring(&home, script, SHORT);
    assert_eq!(keyring.get("p/user"), Err(KeyringError::Silent(SHORT)));
    assert_eq!(keyring.probe(), Err(KeyringError::Silent(SHORT)));
    let id = fs::read_to_string(home.path().join("id")).expect("its number");
    let stat = format!("/proc/{}/stat", id.trim());
    let deadline = Instant::now() + LONG;
    // Without a process that waits for them, ended processes are listed as zombies.
    while fs::read_to_string(&stat).is_ok_and(|state| !state.contains(") Z ")) {
        assert!(Instant::now() < deadline, "something of it still runs");
        std::thread::yield_now();
    }
}

#[test]
fn a_keyring_that_says_no_is_quoted_by_its_first_line() {
    let home = home();
    let keyring = keyring(&home, "echo; printf 'Cannot \\033[2Jautolaunch D-Bus.\\nmore\\n' >&2; exit 1", LONG);
    let error = keyring.get("p/user").expect_err("it refused");
    let message = error.to_string();
    assert!(
        message.contains("autolaunch D-Bus.") && !message.contains('\u{1b}') && !message.contains("more"),
        "{message}"
    );
    assert!(matches!(keyring.probe(), Err(KeyringError::Refused(_))));
}

#[test]
fn a_keyring_that_only_takes_is_not_trusted() {
    for script in ["cat > /dev/null", "case $1 in store) cat >/dev/null ;; lookup) printf other ;; esac"] {
        let home = home();
        let keyring = keyring(&home, script, LONG);
        assert_eq!(keyring.probe(), Err(KeyringError::Forgetful));
        assert_eq!(keyring.set("p/user", &Secret::new("CANARY")), Err(KeyringError::Forgetful));
    }
}

#[test]
fn a_keyring_that_never_forgets_is_not_trusted() {
    let home = home();
    let script = HONEST.replace("rm -f \"$entry\"", ":");
    assert_eq!(keyring(&home, &script, LONG).probe(), Err(KeyringError::Forgetful));
}

#[test]
fn program_is_found_in_absolute_path_directories_only() {
    let home = home();
    keyring(&home, HONEST, LONG);
    let found = |path: &str| Keyring::find(path.as_ref(), LONG).is_some();
    if cfg!(target_os = "linux") {
        assert!(found(&format!("/nowhere:{}", home.path().display())));
    }
    assert!(!found("/nowhere") && !found("") && !found("."));
}

#[test]
fn failed_change_of_secrets_keeps_the_former_ones() {
    let home = home();
    let refusing = format!("{HONEST_UNLESS_FULL}{HONEST}");
    let (keyring, store) = (keyring(&home, &refusing, LONG), super::store(&home));
    let profile = |user: &str| {
        let old = super::profile("work");
        let (user, organization) = (Secret::new(user), Secret::new(format!("organization of {user}")));
        Profile { account: Account { user, organization, ..old.account }, ..old }
    };
    let keep = |user: &str| profile_storage::keep((&store, Some(&keyring)), &profile(user), SecretStorage::Keyring);
    keep("ada").expect("kept");
    fs::write(home.path().join("full"), "").expect("a file");
    keep("bea").expect_err("no room");
    let secrets = ["work/user", "work/organization"].map(|entry| keyring.get(entry).expect("an answer"));
    assert_eq!(secrets, [Some(Secret::new("ada")), Some(Secret::new("organization of ada"))]);
}
