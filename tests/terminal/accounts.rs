//! Choice of the platform and of the account.

use crate::person::{Home, Platform, fill_magento, shown};
use rustix::process::{Pid, Signal, kill_process};
use std::{fs, net::TcpListener, os::unix::process::ExitStatusExt as _};

#[test]
fn the_environment_names_platform_and_secrets() {
    let (home, platform) = (Home::new(), Platform::start());
    let mut terminal = home.start(&["magentosoapv19"], &platform.environment());
    terminal.wait_for("Instance name");
    fill_magento(&mut terminal, "by-environment");
    terminal.keys("<enter>");
    terminal.wait_for("created in");
    assert_eq!(platform.names(), ["by-environment"]);
    assert!(!shown(&terminal, &platform.user) && !shown(&terminal, &platform.organization));
}

#[test]
fn the_older_tools_profiles_are_read_as_they_are() {
    let (home, platform) = (Home::new(), Platform::start());
    let path = home.path().join(".config/ce/cectl.toml");
    fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
    let (base, user, org) = (&platform.base, &platform.user, &platform.organization);
    let text = format!("[other]\nbase = \"x\"\n\n[mine]\nbase = \"{base}\"\nuser = \"{user}\"\norg = \"{org}\"\n");
    fs::write(&path, &text).expect("a file");
    let mut terminal = home.start(&["--profile", "mine", "magentosoapv19"], &[]);
    terminal.wait_for("Instance name");
    fill_magento(&mut terminal, "by-profile");
    terminal.keys("<enter>");
    terminal.wait_for("created in");
    assert_eq!(platform.names(), ["by-profile"]);
    assert_eq!(fs::read_to_string(&path).expect("the file"), text);
}

#[test]
fn first_run_reaches_sandbox_with_one_key() {
    let home = Home::new();
    let mut terminal = home.start(&[], &[]);
    terminal.wait_for("❯ Sandbox");
    terminal.keys("<enter>");
    terminal.wait_for("Which element?");
    terminal.keys("magentosoap<enter>");
    terminal.wait_for("Store URL");
    fill_magento(&mut terminal, "first");
    terminal.keys("<enter>");
    terminal.wait_for("created in");
}

#[test]
fn secrets_that_are_typed_are_checked_and_kept_for_the_next_time() {
    let (home, platform) = (Home::new(), Platform::start());
    let mut terminal = home.start(&[], &[]);
    terminal.wait_for("Which platform?");
    terminal.keys(&format!("{}<enter>", platform.base));
    terminal.wait_for("User secret");
    terminal.paste(&platform.user);
    terminal.keys("<tab>");
    terminal.paste("not-the-organization");
    terminal.keys("<c-s>");
    terminal.wait_for("✗");
    terminal.keys("<tab><c-u>");
    terminal.paste(&platform.organization);
    terminal.keys("<c-s>");
    terminal.wait_for("Which element?");
    terminal.keys("<c-c>");
    terminal.wait_exit();
    assert!(!shown(&terminal, &platform.user) && !shown(&terminal, &platform.organization));
    let mut next = home.start(&["magentosoapv19"], &[]);
    next.wait_for("Instance name");
    fill_magento(&mut next, "signed-in");
    next.keys("<enter>");
    next.wait_for("created in");
    assert_eq!(platform.names(), ["signed-in"]);
}

#[test]
fn password_is_exchanged_for_the_secrets_and_not_saved() {
    let (home, platform) = (Home::new(), Platform::start());
    let mut terminal = home.start(&[], &[]);
    terminal.wait_for("Which platform?");
    terminal.keys(&format!("{}<enter>", platform.base));
    terminal.wait_for("User secret");
    terminal.keys("<up><space>");
    terminal.wait_for("E-mail");
    terminal.keys("<tab>ada@example.com<tab>");
    terminal.paste("not-the-password");
    terminal.keys("<c-s>");
    terminal.wait_for("does not accept this e-mail address and password");
    terminal.keys("<c-u>");
    // The password of the sandbox is its user secret.
    terminal.paste(&platform.user);
    terminal.keys("<c-s>");
    terminal.wait_for("Which element?");
    terminal.keys("<c-c>");
    terminal.wait_exit();
    assert!(!shown(&terminal, &platform.user) && !shown(&terminal, &platform.organization));
    let mut next = home.start(&["magentosoapv19"], &[]);
    next.wait_for("Instance name");
}

#[test]
fn silent_platform_does_not_block() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let base = format!("http://{}", silent.local_addr().expect("an address"));
    let home = Home::new();
    let mut terminal = home.start(&["--base", &base], &[("CE_USER", "u"), ("CE_ORG", "o")]);
    terminal.wait_for("Which element?");
    terminal.keys("online sales<enter>");
    terminal.wait_for("Client ID");
    terminal.keys("client<tab>secret<tab>name<c-s>");
    terminal.wait_for("Asking the platform");
    terminal.keys("<esc>");
    terminal.wait_for("Go on to the provider's consent");
    terminal.keys("<c-c>");
    assert_eq!(terminal.wait_exit(), 130);
    assert_eq!(terminal.restored(), Ok(()));
}

#[test]
fn base_without_secrets_names_missing_variables() {
    let home = Home::new();
    let mut terminal = home.start(&["--base", "api.cloud-elements.com"], &[]);
    assert_eq!(terminal.wait_exit(), 4);
    let screen = terminal.screen().replace('\n', "");
    assert!(screen.contains("CE_USER") && screen.contains("CE_ORG"), "{screen}");
}

#[test]
fn the_platform_alone_ends_well_when_it_is_asked_to() {
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let mut platform = Platform::start();
        assert_eq!(platform.names(), Vec::<String>::new());
        let id = Pid::from_raw(platform.child.id().try_into().expect("an id")).expect("an id");
        kill_process(id, signal).expect("it is there");
        let status = platform.child.wait().expect("its end");
        assert_eq!((status.code(), status.signal()), (Some(0), None), "{signal:?}");
    }
}

#[test]
fn flag_overrides_environment() {
    let environment = [("ELEMINT_PROFILE", "nobody"), ("ELEMINT_BASE", "nowhere.example")];
    let mut practising = Home::new().start(&["--sandbox"], &environment);
    practising.wait_for("Which element?");
    practising.keys("<c-c>");
    assert_eq!(practising.wait_exit(), 130);
}

#[test]
#[cfg(unix)]
fn readable_secrets_file_is_narrowed_and_reported() {
    use std::os::unix::fs::PermissionsExt as _;
    let (home, platform) = (Home::new(), Platform::start());
    let directory = home.path().join("config/elemint");
    std::fs::create_dir_all(&directory).expect("a directory");
    let file = directory.join("profiles.toml");
    let text = format!("[work]\nbase = \"{}\"\nuser = \"{}\"\norg = \"u\"\n", platform.base, platform.user);
    std::fs::write(&file, text).expect("a file");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).expect("its mode");
    let mut terminal = home.start(&[], &[]);
    terminal.wait_for("profiles.toml");
    assert_eq!(std::fs::metadata(&file).expect("the file").permissions().mode() & 0o777, 0o600);
}
