//! A log that can be shown to anyone.

use crate::{
    instances::run_with,
    person::{CANARY, Home, Platform, fill_infusionsoft, fill_magento, free_port, parameter, press},
};
use serde_json::Value;
use std::{fs, os::unix::fs::PermissionsExt as _};

fn lines(home: &Home) -> (String, Vec<Value>) {
    let path = home.path().join("log");
    assert_eq!(fs::metadata(&path).expect("a log").permissions().mode() & 0o777, 0o600);
    let text = fs::read_to_string(path).expect("a log");
    let lines = text.lines().map(|line| serde_json::from_str(line).expect("JSON"));
    (text.clone(), lines.collect())
}

fn events(lines: &[Value]) -> Vec<&str> {
    lines.iter().map(|line| line["event"].as_str().expect("an event")).collect()
}

#[test]
fn log_reports_events_without_secrets() {
    let (home, platform) = (Home::new(), Platform::start());
    let log = home.path().join("log").display().to_string();
    let mut terminal = home.start(&["--log", &log, "magentosoapv19"], &platform.environment());
    terminal.wait_for("Instance name");
    fill_magento(&mut terminal, "attic-of-mine");
    terminal.keys("<enter>");
    terminal.wait_for("created in");
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    let (text, lines) = lines(&home);
    let logged = events(&lines);
    for event in ["start", "create", "made", "leave"] {
        assert!(logged.contains(&event), "{event}: {logged:?}");
    }
    let made = lines.iter().find(|line| line["event"] == "made").expect("it was made");
    let kept = &home.instances()[0].1;
    assert_eq!((&made["instance"], &made["kept"]), (&kept["id"], &true.into()));
    let token = kept["token"].as_str().expect("a token");
    for secret in [CANARY, &platform.user, &platform.organization, token, "anna", "attic-of-mine"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}

#[test]
fn neither_state_nor_code_is_in_it() {
    let home = Home::new();
    let log = home.path().join("log").display().to_string();
    let mut terminal = home.start(&["--sandbox", "--log", &log, "infusionsoftecommerce"], &[]);
    terminal.wait_for("Instance name");
    fill_infusionsoft(&mut terminal, &format!("http://127.0.0.1:{}/cb", free_port()), "attic");
    let page = home.page();
    let back = press("allow", &page);
    home.visit(&back);
    terminal.wait_for("Create the instance “attic”?");
    terminal.keys("<c-c>");
    terminal.wait_exit();
    let (text, lines) = lines(&home);
    assert!(events(&lines).contains(&"granted"), "{text}");
    for secret in [CANARY, &parameter(&page, "state"), &parameter(&back, "code")] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    // Complete addresses may carry secrets, so the log has none.
    assert!(!text.contains("://") && !text.contains('?'), "{text}");
}

#[test]
fn command_logs_its_requests_without_secrets() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let log = home.path().join("log").display().to_string();
    let env: Vec<_> = platform.environment().into_iter().chain([("ELEMINT_LOG", log.as_str())]).collect();
    assert_eq!(run_with(&home, &env, &["instances", "list"]).code, Some(0));
    let (text, lines) = lines(&home);
    assert_eq!(events(&lines), ["command", "request", "end"]);
    let request = &lines[1];
    assert_eq!((&request["operation"], &request["status"]), (&"instances".into(), &200.into()), "{text}");
    assert_eq!(lines[2]["exit"], 0, "{text}");
    for secret in [&platform.user, &platform.organization] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}
