//! Text from outside never steers a terminal: hostile bytes in every string, and every stream read.

use crate::{
    kit::Terminal,
    person::{ELEMINT, Home, fill_magento},
    server::{Server, reply},
};
use rstest::rstest;
use serde_json::{Value, json};
use std::{
    fs,
    process::{Command, Output, Stdio},
};

/// Sets the clipboard, clears the screen, turns the line around, hides, and starts a line of its own.
const HOSTILE: &str = "a\u{1b}]52;c;QVRUQUNL\u{7}\u{1b}[13;37;66m\u{9b}31m\u{85}\u{202e}\u{2066}\u{61c}\u{2060}\u{2065}\u{200b}\u{feff}\u{e0041}\u{2028}\u{7f}\r\nFORGED z";

/// Same text without the bytes that cannot occur on one line of a file.
const ON_A_LINE: &str = "a\u{1b}]52;c;QVRUQUNL\u{7}\u{9b}31m\u{202e}\u{61c}\u{2065}\u{e0041}z";

/// Fails where a stream holds a character that steers, turns or hides.
fn assert_safe(stream: &[u8]) {
    let text = std::str::from_utf8(stream).expect("text");
    let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    let hides = |c: char| {
        matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
            || matches!(c, '\u{feff}' | '\u{e0000}'..='\u{e007f}')
    };
    assert!(!text.contains(|c| steers(c) || hides(c)), "{text:?}");
    assert!(!text.lines().any(|line| line.starts_with("FORGED")), "{text}");
}

fn run(home: &Home, args: &[&str], env: &[(&str, &str)]) -> Output {
    let mut command = Command::new(ELEMINT);
    command
        .args(args)
        .env_clear()
        .envs([("PATH", "/usr/bin:/bin"), ("TERM", "xterm")])
        .env("HOME", home.path())
        .current_dir(home.path());
    for folder in ["CONFIG", "STATE"] {
        command.env(format!("XDG_{folder}_HOME"), home.path().join(folder.to_lowercase()));
    }
    command.envs(env.iter().copied()).stdin(Stdio::null()).output().expect("the program")
}

#[rstest]
#[case::option(&["--H"])]
#[case::element(&["H"])]
#[case::command(&["view", "--H"])]
#[case::missing_file(&["view", "H"])]
#[case::filter(&["view", "--filter", "H", "/dev/null"])]
#[case::theme(&["--theme", "H", "magentosoapv19"])]
#[case::profile(&["doctor", "--profile", "H"])]
#[case::base(&["doctor", "--base", "H"])]
#[case::log(&["--log", "/nowhere/H"])]
#[case::authorities(&["--ca-file", "/nowhere/H", "magentosoapv19"])]
#[case::timeout(&["--timeout", "H"])]
#[case::browser(&["doctor", "--browser", "H"])]
#[case::state(&["doctor", "--state-dir", "H"])]
#[case::config(&["doctor", "--config-dir", "H"])]
#[case::key(&["new", "magentosoapv19", "--set", "H=x"])]
#[case::no_value(&["new", "magentosoapv19", "--set", "H"])]
#[case::value(&["new", "magentosoapv19", "--set", "password=H"])]
#[case::name(&["new", "magentosoapv19", "--name", "H"])]
#[case::way(&["new", "magentosoapv19", "--way", "H"])]
#[case::new_element(&["new", "H"])]
#[case::forget(&["forget", "H", "--yes"])]
#[case::restore(&["trash", "restore", "H"])]
#[case::recover(&["recover", "H"])]
#[case::recover_json(&["recover", "H", "--json"])]
#[case::adopt(&["recover", "H", "--adopt", "H"])]
#[case::report(&["report", "H"])]
#[case::man(&["man", "/proc/H"])]
#[case::shell(&["completions", "H"])]
#[case::listen(&["sandbox", "--listen", "H"])]
#[case::elements(&["sandbox", "--listen", "192.0.2.1:1", "--elements", "H"])]
#[case::issuer(&["sandbox", "--issuer", "H"])]
fn hostile_argument_is_shown_safe(#[case] args: &[&str]) {
    let home = Home::new();
    let args: Vec<String> = args.iter().map(|arg| arg.replace('H', HOSTILE)).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let output = run(&home, &args, &[]);
    assert_safe(&[output.stdout, output.stderr].concat());
}

#[rstest]
#[case::base("CE_BASE", &["doctor"])]
#[case::profile("ELEMINT_PROFILE", &["doctor"])]
#[case::browser("BROWSER", &["doctor"])]
#[case::terminal("TERM", &["report"])]
#[case::proxy("HTTPS_PROXY", &["doctor"])]
#[case::no_proxy("NO_PROXY", &["doctor"])]
#[case::theme("ELEMINT_THEME", &["magentosoapv19"])]
#[case::timeout("ELEMINT_TIMEOUT", &["magentosoapv19"])]
#[case::log("ELEMINT_LOG", &["magentosoapv19"])]
#[case::authorities("ELEMINT_CA_FILE", &["doctor"])]
#[case::state("ELEMINT_STATE_DIR", &["doctor"])]
#[case::config("ELEMINT_CONFIG_DIR", &["doctor"])]
#[case::session("SSH_CONNECTION", &["doctor"])]
fn hostile_variable_is_shown_safe(#[case] variable: &str, #[case] args: &[&str]) {
    let home = Home::new();
    let output = run(&home, args, &[(variable, HOSTILE), ("CE_USER", "u"), ("CE_ORG", "o")]);
    assert_safe(&[output.stdout, output.stderr].concat());
}

#[rstest]
#[case::profiles_list("profiles.toml", "[\"H\"]\nbase = \"http://127.0.0.1:1\"\nuser = \"u\"\norg = \"o\"\n", &["forget"])]
#[case::profiles_doctor("profiles.toml", "[\"H\"]\nbase = \"H\"\nuser = \"H\"\norg = \"H\"\n", &["doctor"])]
#[case::profiles_syntax("profiles.toml", "H\n", &["doctor"])]
#[case::reference("profiles.toml", "[p]\nbase = \"http://127.0.0.1:1\"\nuser = \"cmd:H\"\norg = \"file:/H\"\n", &["doctor"])]
#[case::element("catalog/H.toml", "key = \"H\"\nname = 7\n", &["doctor"])]
#[case::theme("themes/mine.toml", "text = \"H\"\n\"H\" = 1\n", &["--theme", "mine", "magentosoapv19"])]
#[case::keys("keys.toml", "\"H\" = \"H\"\n", &["magentosoapv19"])]
fn hostile_file_is_shown_safe(#[case] name: &str, #[case] text: &str, #[case] args: &[&str]) {
    let home = Home::new();
    let path = home.path().join("config/elemint").join(name.replace('H', ON_A_LINE));
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    let spelled: Vec<String> = HOSTILE.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect();
    fs::write(&path, text.replace('H', &spelled.concat())).expect("a file");
    let output = run(&home, args, &[]);
    assert_safe(&[output.stdout, output.stderr].concat());
}

#[test]
fn hostile_record_is_listed_safe() {
    let home = Home::new();
    let folder = home.path().join("state/elemint/instances");
    fs::create_dir_all(&folder).expect("a folder");
    let record =
        json!({ "v": 1, "id": HOSTILE, "name": HOSTILE, "element": HOSTILE, "base": HOSTILE, "token": HOSTILE });
    fs::write(folder.join(format!("{ON_A_LINE}.json")), record.to_string()).expect("a record");
    let output = run(&home, &["forget"], &[]);
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("instance  a␛]52"));
    assert_safe(&[output.stdout, output.stderr].concat());
}

/// A platform whose every word is hostile.
fn platform() -> Server {
    Server::answering(|request| {
        let made = json!({
            "id": HOSTILE, "name": HOSTILE, "token": format!("T{HOSTILE}"), "createdDate": HOSTILE, "tags": [HOSTILE],
            "element": { "key": HOSTILE, "hub": HOSTILE }, HOSTILE: HOSTILE,
        });
        match request.line.split(' ').next() {
            Some("POST") => reply(200, &[("Content-Type", "application/json")], &made.to_string()),
            _ => reply(200, &[("Content-Type", "application/json")], &json!([made]).to_string()),
        }
    })
}

/// Creates an instance there and returns the terminal after the end.
fn made(home: &Home, server: &Server, plain: bool) -> Terminal {
    let env = [("CE_BASE", server.base.as_str()), ("CE_USER", "u"), ("CE_ORG", "o")];
    if plain {
        let mut terminal = home.start(&["--accessible", "new", "magentosoapv19"], &env);
        terminal.wait_for("User name (needed)");
        for (answer, next) in [
            ("anna", "Password (needed)"),
            ("pw", "Store URL (needed)"),
            ("https://shop.example", "Instance name (needed)"),
            ("my-shop", "Tags (may be empty)"),
            ("", "yes or no [no]"),
            ("", "press Enter"),
            ("", "Send it, yes or no:"),
        ] {
            terminal.keys(&format!("{answer}<enter>"));
            terminal.wait_for(next);
        }
        terminal.keys("yes<enter>");
        terminal.wait_for("QVRUQUNL");
        terminal.keys("<c-c>");
        assert_eq!(terminal.wait_exit(), 0, "{}", terminal.screen());
        return terminal;
    }
    let mut terminal = home.start(&["new", "magentosoapv19"], &env);
    terminal.wait_for("Instance name");
    fill_magento(&mut terminal, "my-shop");
    terminal.keys("<enter>");
    terminal.wait_for("since a");
    terminal.keys("<c-c>");
    assert_eq!(terminal.wait_exit(), 0, "{}", terminal.screen());
    terminal
}

/// Fails where a part of the attack was written among the sequences of the program's own.
fn assert_unharmed(terminal: &Terminal) {
    let written = String::from_utf8_lossy(&terminal.transcript()).into_owned();
    for part in [
        "\x1b]52;c;QVRUQUNL",
        "\u{7}",
        "\x1b[13;37;66m",
        "\u{9b}",
        "\u{85}",
        "\u{202e}",
        "\u{61c}",
        "\u{2065}",
        "\u{e0041}",
    ] {
        assert!(!written.contains(part), "{part:?} in {written:?}");
    }
    assert!(!terminal.normal_screen().lines().any(|line| line.starts_with("FORGED")));
}

#[test]
fn hostile_answer_is_shown_safe_on_the_full_screen_and_at_exit() {
    let (home, server) = (Home::new(), platform());
    let terminal = made(&home, &server, false);
    assert!(terminal.normal_screen().contains("Created instance a␛]52;c;QVRUQUNL␇"), "{}", terminal.normal_screen());
    assert_unharmed(&terminal);
}

#[test]
fn hostile_answer_is_shown_safe_in_plain_lines_and_at_exit() {
    let (home, server) = (Home::new(), platform());
    assert_unharmed(&made(&home, &server, true));
}

#[test]
fn platform_cannot_choose_the_keyring_entry_that_forget_clears() {
    let home = Home::new();
    home.script("secret-tool", "echo \"$@\" >> ~/calls; exit 1");
    let server = Server::answering(|request| match request.line.split(' ').next() {
        Some("POST") => reply(
            200,
            &[],
            r#"{"id":471,"name":"shop","token":"keyring:work user","element":{"key":"magentosoapv19"}}"#,
        ),
        _ => reply(200, &[], "[]"),
    });
    let env = [("CE_BASE", server.base.as_str()), ("CE_USER", "u"), ("CE_ORG", "o")];
    let mut terminal = home.start(&["new", "magentosoapv19"], &env);
    terminal.wait_for("Instance name");
    fill_magento(&mut terminal, "my-shop");
    terminal.keys("<enter>");
    terminal.wait_for("saved in");
    terminal.keys("<c-c>");
    terminal.wait_exit();
    let path = format!("{}:/usr/bin:/bin", home.path().display());
    let output = run(&home, &["forget", "471", "--yes"], &[("PATH", &path)]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!home.path().join("calls").exists());
}

/// Text that `PAGER=cat` writes of a file that is viewed.
#[rstest]
#[case::json(&serde_json::to_string(&json!({ "text": HOSTILE })).expect("JSON"))]
#[case::text(HOSTILE)]
#[case::page(&format!("<!doctype html><title>{HOSTILE}</title>"))]
fn pager_is_given_safe_text(#[case] text: &str) {
    let home = Home::new();
    let path = home.path().join("answer");
    fs::write(&path, text).expect("a file");
    let pager = home.script("pager", "cat > \"$0.part\" && mv \"$0.part\" \"$0.out\"");
    let mut terminal = home.start(&["view", "answer"], &[("PAGER", pager.to_str().expect("a path"))]);
    terminal.wait_for("QVRUQUNL");
    terminal.keys("v");
    let out = crate::person::eventually("the pager", || fs::read(home.path().join("pager.out")).ok());
    let text = String::from_utf8(out.clone()).expect("text");
    assert!(text.contains("QVRUQUNL"));
    // In a text the end of a line is one.
    assert_safe(text.replace("\nFORGED", "").as_bytes());
}

#[test]
fn recover_json_escapes_hostile_text() {
    let home = Home::new();
    let server = Server::answering(|request| match request.line.split(' ').next() {
        Some("POST") => reply(502, &[], "gone"),
        _ => reply(200, &[], "[]"),
    });
    let env = [("CE_BASE", server.base.as_str()), ("CE_USER", "u"), ("CE_ORG", "o")];
    let mut terminal = home.start(&["new", "magentosoapv19", "--name", "shop\u{202e}\u{e0041}"], &env);
    terminal.wait_for("Instance name");
    terminal.keys("anna<enter>pw<enter>https://shop.example<c-s>");
    terminal.wait_for("Create the instance");
    terminal.keys("<enter>");
    terminal.wait_for("is unknown");
    terminal.keys("<c-c><c-c>");
    assert_eq!(terminal.wait_exit(), 10, "{}", terminal.screen());
    let output = run(&home, &["recover", "--json"], &env);
    assert_safe(&output.stdout);
    let reports: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    crate::kit::schema::assert_valid("recover", &reports);
    assert!(reports[0]["name"].as_str().is_some_and(|name| name.starts_with("shop")), "{reports}");
}

/// Starts with a hostile file of settings on a terminal.
fn with_setting(name: &str, text: &str, args: &[&str]) -> (Home, Terminal) {
    let home = Home::new();
    let path = home.path().join("config/elemint").join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    let spelled: Vec<String> = HOSTILE.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect();
    fs::write(&path, text.replace('H', &spelled.concat())).expect("a file");
    let terminal = home.start(args, &[]);
    (home, terminal)
}

#[rstest]
#[case::place("[\"H\"]\nback = \"x\"\n")]
#[case::action("[form]\n\"H\" = \"x\"\n")]
#[case::key("[form]\nback = \"H\"\n")]
fn hostile_key_is_shown_safe(#[case] text: &str) {
    let (_home, mut terminal) = with_setting("keys.toml", text, &["--sandbox", "magentosoapv19"]);
    terminal.wait_for("keys.toml");
    terminal.keys("<c-c>");
    terminal.wait_exit();
    assert_unharmed(&terminal);
}

#[rstest]
#[case::color("text = \"H\"\n")]
#[case::role("\"H\" = \"red\"\n")]
fn hostile_theme_is_shown_safe(#[case] text: &str) {
    let args = ["--sandbox", "--theme", "mine", "magentosoapv19"];
    let (_home, mut terminal) = with_setting("themes/mine.toml", text, &args);
    assert_eq!(terminal.wait_exit(), 1, "{}", terminal.normal_screen());
    assert_unharmed(&terminal);
}

#[rstest]
#[case::message(json!({ "message": HOSTILE }))]
#[case::provider(json!({ "message": "no", "providerMessage": HOSTILE }))]
#[case::request(json!({ "message": "no", "requestId": HOSTILE }))]
fn hostile_refusal_begins_no_line_of_its_own(#[case] body: Value) {
    let home = Home::new();
    let server = Server::answering(move |request| match request.line.split(' ').next() {
        Some("POST") => reply(400, &[("Content-Type", "application/json")], &body.to_string()),
        _ => reply(200, &[], "[]"),
    });
    let env = [("CE_BASE", server.base.as_str()), ("CE_USER", "u"), ("CE_ORG", "o"), ("PW", "pw")];
    let given = ["userName=anna", "password=env:PW", "store.url=https://shop.example"];
    let given = given.iter().flat_map(|given| ["--set", given]);
    let args: Vec<_> = ["--accessible", "new", "magentosoapv19", "--name", "shop"].into_iter().chain(given).collect();
    let mut terminal = home.start(&args, &env);
    terminal.wait_for("Instance name");
    terminal.keys(":go<enter>");
    terminal.wait_for("Send it, yes or no:");
    terminal.keys("yes<enter>");
    terminal.wait_for("No instance was created");
    terminal.wait_for("Press Enter");
    assert_unharmed(&terminal);
}
