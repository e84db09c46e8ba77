//! Browser on another machine: the link is written so that it can be copied in one piece.

use crate::{
    kit::Terminal,
    person::{CANARY, Home, eventually, fill_infusionsoft, free_port},
};

/// Over ssh, with a callback on this machine.
fn over_ssh(home: &Home, port: u16) -> Terminal {
    let ssh = [("SSH_CONNECTION", "198.51.100.1 50000 192.0.2.7 22"), ("USER", "ada"), ("BROWSER", "")];
    let mut terminal = home.start(&["--sandbox", "infusionsoftecommerce"], &ssh);
    terminal.wait_for("Instance name");
    fill_infusionsoft(&mut terminal, &format!("http://127.0.0.1:{port}/callback"), "far");
    terminal.wait_until("the link whole", |screen| {
        let link = link_on(screen);
        link.contains("&state=") && !link.ends_with(' ')
    });
    terminal
}

/// Returns the link on the screen: the rows from its first one, as far as the terminal itself broke the line.
fn link(terminal: &Terminal) -> String {
    link_on(&terminal.snapshot())
}

fn link_on(screen: &vt100::Screen) -> String {
    let columns = screen.size().1.get();
    let rows: Vec<String> = screen.rows(0, columns).collect();
    let first = rows.iter().position(|row| row.starts_with("http")).unwrap_or(rows.len());
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate().skip(first) {
        text.push_str(row);
        if !screen.row_wrapped(u16::try_from(at).expect("a row")) {
            break;
        }
    }
    text
}

#[test]
fn the_link_is_written_in_one_piece_and_the_terminal_breaks_it_itself() {
    let home = Home::new();
    let terminal = over_ssh(&home, free_port());
    let link = link(&terminal);
    let query = link.split_once('?').expect("a query").1;
    assert!(link.starts_with("http://127.0.0.1:") && link.len() > 160, "{link}");
    assert!(query.contains("redirect_uri=") && query.contains("state=") && !query.contains(' '), "{link}");
    let written = terminal.transcript();
    let times = |needle: &[u8]| written.windows(needle.len()).filter(|bytes| *bytes == needle).count();
    // As the target of a link, and as its text: no padding, no break, and not again with every second.
    assert_eq!(times(link.as_bytes()), 2);
    assert_eq!(times(format!("\x1b]8;id=elemint;{link}\x1b\\").as_bytes()), 1);
}

#[test]
fn the_help_over_the_link_does_not_leave_it_in_pieces() {
    let home = Home::new();
    let mut terminal = over_ssh(&home, free_port());
    let before = link(&terminal);
    terminal.keys("<f1>");
    terminal.wait_for("Keys");
    terminal.keys("<esc>");
    terminal.wait_gone("Keys");
    terminal.wait_until("the link whole", |screen| link_on(screen) == before);
    terminal.resize(60, 30);
    terminal.wait_until("the link whole at the new width", |screen| link_on(screen) == before);
}

#[test]
fn ssh_session_starts_no_browser_and_shows_tunnel_command() {
    let home = Home::new();
    let port = free_port();
    let mut terminal = over_ssh(&home, port);
    terminal.wait_for(&format!("\nssh -L {port}:127.0.0.1:{port} ada@192.0.2.7"));
    assert!(!home.path().join("browser.url").exists());
}

#[test]
fn the_link_is_in_a_file_for_as_long_as_it_is_waited_for() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    let mut terminal = over_ssh(&home, free_port());
    terminal.keys("<a-w>");
    terminal.wait_for("The link is in");
    let screen = terminal.screen().replace('\n', " ");
    let path = screen.split_once("The link is in ").and_then(|(_, rest)| rest.split_once(',')).expect("a path").0;
    let path = std::path::PathBuf::from(path.trim());
    assert_eq!(path.metadata().expect("a file").permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::read_to_string(&path).expect("a text").trim(), link(&terminal));
    terminal.keys("<esc>");
    terminal.wait_for("Callback URL");
    crate::person::eventually("the file to be gone", || (!path.exists()).then_some(()));
}

#[test]
fn launcher_of_the_desktop_gets_no_secret_variable() {
    let home = Home::new();
    // The only launcher on the path is the last one that is tried.
    let programs = home.path().join("programs");
    std::fs::create_dir(&programs).expect("a folder");
    home.script("programs/x-www-browser", "/usr/bin/env > \"$0.part\" && /bin/mv \"$0.part\" \"$0.env\"");
    let env = [("BROWSER", ""), ("DISPLAY", ":0"), ("PATH", programs.to_str().expect("a path")), ("CE_USER", CANARY)];
    let mut terminal = home.start(&["--sandbox", "infusionsoftecommerce"], &env);
    terminal.wait_for("Instance name");
    fill_infusionsoft(&mut terminal, &format!("http://127.0.0.1:{}/callback", free_port()), "shop");
    let environment = eventually("the launcher", || std::fs::read_to_string(programs.join("x-www-browser.env")).ok());
    assert!(environment.contains("DISPLAY=:0") && !environment.contains(CANARY), "{environment}");
}
