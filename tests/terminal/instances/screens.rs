//! `elemint instances` on the screen.

use super::{id_of, one, run};
use crate::person::{Home, Platform, eventually};
use rstest::rstest;
use std::fs;

#[test]
fn instances_are_listed_tested_and_deleted_on_the_screen() {
    let (home, platform) = (Home::new(), Platform::with_instances(3));
    let id = id_of(&platform, false);
    run(&home, &platform, &["token", &id, "--save"]);
    assert_eq!(home.instances().len(), 1);
    let mut terminal = home.start(&["instances"], &platform.environment());
    terminal.wait_for("3 of 3");
    terminal.keys("<a-a><a-t>");
    terminal.wait_for("3 instances: ");
    terminal.keys("<a-a>");
    terminal.keys(&id);
    terminal.wait_for("1 of 3");
    terminal.keys("<del>");
    terminal.wait_for("Press y to delete it");
    terminal.keys("y");
    terminal.wait_for("was deleted.");
    assert_eq!((one(&platform, &id), home.instances().len()), (None, 0));
    let trash = run(&home, &platform, &["trash", "--json"]).json();
    assert_eq!(trash[0]["id"], id);
    terminal.keys("<c-c>");
    terminal.wait_exit();
    assert_eq!(terminal.restored(), Ok(()));
}

#[rstest]
#[case::one_page(3)]
#[case::three_pages(401)]
fn list_of_the_last_time_is_shown_without_the_platform(#[case] count: usize) {
    let (home, platform) = (Home::new(), Platform::with_instances(count));
    let all = format!("{count} of {count}");
    let (base, user, organization) = (platform.base.clone(), platform.user.clone(), platform.organization.clone());
    let mut terminal = home.start(&["instances"], &platform.environment());
    terminal.wait_for(&all);
    let stored = home.path().join("state/elemint/lists");
    // Until its list is complete, the file has another name.
    let is_complete = |file: fs::DirEntry| file.path().extension().is_some_and(|extension| extension == "json");
    let is_stored = || stored.read_dir().is_ok_and(|files| files.flatten().any(is_complete));
    terminal.wait_until("the list is stored", |_| is_stored());
    terminal.keys("<c-c>");
    terminal.wait_exit();
    drop(platform);
    let env = [("CE_BASE", base.as_str()), ("CE_USER", &user), ("CE_ORG", &organization)];
    let mut terminal = home.start(&["instances"], &env);
    terminal.wait_for("The list could not be refreshed.");
    terminal.wait_for(&all);
    terminal.keys("<c-c>");
    terminal.wait_exit();
}

/// The clock of the start of a session would show every later instance as new.
#[test]
fn instance_created_during_the_session_grows_older() {
    let (home, platform) = (Home::new(), Platform::start());
    let mut terminal = home.start(&["instances"], &platform.environment());
    terminal.wait_for("alt-1");
    // The list has a column for the age.
    terminal.resize(120, 30);
    let body = r#"{"element":{"key":"magentosoapv19"},"name":"young","configuration":
        {"userName":"ada","password":"x","store.url":"https://shop.example"}}"#;
    assert_eq!(platform.call("POST", "/instances", body).0, 200);
    terminal.keys("<c-r>");
    terminal.wait_for("young");
    eventually("an age of more than no second", || {
        // Each key is an event, and brings the time along.
        terminal.keys("<c-r>");
        let row = terminal.row(4);
        (row.contains("young") && row.contains(" s") && !row.contains(" 0 s")).then_some(())
    });
    terminal.keys("<c-c>");
    terminal.wait_exit();
}
