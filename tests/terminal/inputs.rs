//! A pipe, a device, a folder or an endless file in place of a file is refused at once, with a sentence.

use crate::{
    kit::Terminal,
    person::{ELEMINT, Home, eventually},
};
use rstest::rstest;
use rustix::process::Signal;
use std::{
    fs,
    os::unix::{fs::symlink, net::UnixListener},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// Puts something that is no file at a path.
fn put(kind: &str, path: &Path) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    match kind {
        "fifo" => {
            let made = Command::new("mkfifo").arg(path).status().expect("mkfifo");
            assert!(made.success());
        }
        "device" => symlink("/dev/zero", path).expect("a link"),
        "endless" => symlink("/proc/self/mem", path).expect("a link"),
        "folder" => fs::create_dir_all(path).expect("a folder"),
        "socket" => drop(UnixListener::bind(path).expect("a socket")),
        _ => unreachable!("{kind}"),
    }
}

fn run(home: &Home, args: &[&str]) -> Output {
    let mut command = Command::new("timeout");
    command.args(["20", ELEMINT]).args(args).current_dir(home.path()).env_clear();
    command.envs([("PATH", "/usr/bin:/bin"), ("TERM", "xterm"), ("CE_USER", "u"), ("CE_ORG", "o")]);
    if home.path().join("ca.pem").symlink_metadata().is_ok() {
        command.env("ELEMINT_CA_FILE", "ca.pem");
    }
    for folder in ["CONFIG", "STATE"] {
        command.env(format!("XDG_{folder}_HOME"), home.path().join(folder.to_lowercase()));
    }
    command.env("HOME", home.path()).stdin(Stdio::null()).output().expect("the program")
}

#[rstest]
#[case::profiles("config/elemint/profiles.toml", &["doctor"])]
#[case::element("config/elemint/catalog/x.toml", &["doctor"])]
#[case::authorities("ca.pem", &["doctor"])]
#[case::view_folder("x.json", &["view", "x.json"])]
fn input_that_is_no_file_is_refused(
    #[case] place: &str,
    #[case] args: &[&str],
    #[values("fifo", "device", "endless", "folder", "socket")] kind: &str,
) {
    let home = Home::new();
    // A named pipe is a valid source for view.
    if (kind, place) == ("fifo", "x.json") {
        return;
    }
    put(kind, &home.path().join(place));
    let output = run(&home, args);
    let printed = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert_eq!(output.status.code(), Some(1), "{printed}");
}

#[rstest]
fn reference_to_no_file_is_not_sent(#[values("fifo", "device", "endless", "folder", "socket")] kind: &str) {
    let home = Home::new();
    put(kind, &home.path().join("secret"));
    let mut terminal = home.start(&["--sandbox", "new", "magentosoapv19", "--set", "password=file:./secret"], &[]);
    terminal.wait_for("Instance name");
    terminal.keys("anna<enter><enter>https://shop.example<enter>shop<c-s>");
    terminal.wait_for("Create the instance “shop”?");
    terminal.keys("<enter>");
    terminal.wait_until("a refusal", |screen| {
        let screen = screen.contents();
        ["not a plain file", "is a directory", "could not be read", "too large"]
            .iter()
            .any(|words| screen.contains(words))
    });
    terminal.keys("<c-c>");
    assert_eq!(terminal.wait_exit(), 130, "{}", terminal.screen());
}

#[test]
fn leaving_while_a_reference_is_read_is_no_unknown_outcome() {
    let home = Home::new();
    let slow = home.script("slow", "echo $$ > ~/slow.pid; exec sleep 60");
    let password = format!("password=cmd:{}", slow.display());
    let mut terminal = home.start(&["--sandbox", "new", "magentosoapv19", "--set", &password], &[]);
    terminal.wait_for("Instance name");
    terminal.keys("anna<enter><enter>https://shop.example<enter>shop<c-s>");
    terminal.wait_for("Create the instance “shop”?");
    terminal.keys("<enter>");
    eventually("the command", || fs::read_to_string(home.path().join("slow.pid")).ok());
    terminal.keys("<c-c><c-c>");
    assert_eq!(terminal.wait_exit(), 130, "{}", terminal.screen());
}

#[test]
fn named_pipe_is_viewed() {
    let home = Home::new();
    put("fifo", &home.path().join("pipe"));
    let script = format!("echo '{{\"a\":1}}' > pipe & {ELEMINT} view pipe -f .a");
    let output = Command::new("sh").args(["-c", &script]).current_dir(home.path()).output().expect("a shell");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "1\n");
}

/// The editor's file while the editor waits.
fn edited(home: &Home, args: &[&str], env: &[(&str, &str)]) -> (Terminal, PathBuf) {
    fs::write(home.path().join("a.json"), r#"{"password":"hush-hush"}"#).expect("a file");
    let editor = home.script("editor", "printf '%s' \"$1\" > ~/name.part; mv ~/name.part ~/name; exec sleep 60");
    let env: Vec<_> = [("EDITOR", editor.to_str().expect("a path"))].into_iter().chain(env.iter().copied()).collect();
    let mut terminal = home.start(args, &env);
    terminal.wait_for("password");
    terminal.keys("xE");
    let name = eventually("the editor", || fs::read_to_string(home.path().join("name")).ok());
    (terminal, PathBuf::from(name))
}

#[test]
fn file_of_an_editor_is_swept_after_a_kill() {
    let home = Home::new();
    let (mut terminal, file) = edited(&home, &["view", "a.json"], &[]);
    assert!(file.starts_with(home.path().join("state/elemint/lent")), "{}", file.display());
    terminal.signal(Signal::KILL);
    terminal.wait_exit();
    assert!(file.exists());
    let next = run(&home, &["forget"]);
    assert_eq!((next.status.code(), file.parent().expect("a folder").exists()), (Some(0), false));
}

#[test]
fn file_of_an_editor_is_in_the_temporary_folder_where_nothing_is_kept() {
    let home = Home::new();
    let temporary = home.path().join("tmp");
    fs::create_dir(&temporary).expect("a folder");
    let env = [("TMPDIR", temporary.to_str().expect("a path"))];
    let (mut terminal, file) = edited(&home, &["--keep-nothing", "view", "a.json"], &env);
    assert!(file.starts_with(&temporary) && !home.path().join("state").exists(), "{}", file.display());
    terminal.signal(Signal::KILL);
    terminal.wait_exit();
    assert!(file.exists());
}

#[test]
fn no_program_inherits_a_variable_that_holds_a_secret() {
    let home = Home::new();
    fs::create_dir_all(home.path().join("config/elemint")).expect("a folder");
    let profile = "[p]\nbase = \"http://127.0.0.1:1\"\nuser = \"env:MY_USER\"\norg = \"env:MY_ORG\"\n";
    fs::write(home.path().join("config/elemint/profiles.toml"), profile).expect("a profile");
    let look = home.script("look", "env > ~/seen.part; mv ~/seen.part ~/seen");
    let names =
        ["MY_USER", "MY_ORG", "MY_PASSWORD", "CE_USER", "CE_ORG", "ELEMINT_USER_SECRET", "ELEMINT_OTHER_SECRET"];
    let mut env: Vec<_> = names.iter().map(|name| (*name, "canary")).collect();
    env.push(("PAGER", look.to_str().expect("a path")));
    let mut terminal = home
        .start(&["--sandbox", "new", "magentosoapv19", "--name", "shop", "--set", "password=env:MY_PASSWORD"], &env);
    terminal.wait_for("Instance name");
    terminal.keys("anna<enter><enter>https://shop.example<enter><c-s>");
    terminal.wait_for("Create the instance “shop”?");
    terminal.keys("v");
    let seen = eventually("the pager", || fs::read_to_string(home.path().join("seen")).ok());
    assert!(!seen.contains("canary"), "{seen}");
}

#[rstest]
fn keys_in_no_file_are_left_out(#[values("fifo", "device", "endless", "folder", "socket")] kind: &str) {
    let home = Home::new();
    put(kind, &home.path().join("config/elemint/keys.toml"));
    let mut terminal = home.start(&["--sandbox", "magentosoapv19"], &[]);
    terminal.wait_for("keys.toml");
    terminal.wait_for("Instance name");
}

#[rstest]
fn theme_in_no_file_is_refused(#[values("fifo", "device", "endless", "folder", "socket")] kind: &str) {
    let home = Home::new();
    put(kind, &home.path().join("config/elemint/themes/mine.toml"));
    let mut terminal = home.start(&["--sandbox", "--theme", "mine", "magentosoapv19"], &[]);
    assert_eq!(terminal.wait_exit(), 1, "{}", terminal.normal_screen());
}

#[rstest]
fn exported_element_in_no_file_is_left_out(#[values("fifo", "device", "endless", "folder", "socket")] kind: &str) {
    let home = Home::new();
    put(kind, &home.path().join("exported/x.json"));
    let mut terminal = home.start(&["--sandbox", "--elements", "exported", "magentosoapv19"], &[]);
    terminal.wait_for("x.json");
    terminal.wait_for("Instance name");
}
