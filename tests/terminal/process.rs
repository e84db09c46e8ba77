//! The process is closed to other users.
#![cfg(target_os = "linux")]

use crate::person::ELEMINT;
use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, Command, Stdio},
};

/// A user like any other, since root may look into everything. Nothing where this is not possible.
fn as_unprivileged_user(program: &str) -> Option<Command> {
    if !rustix::process::geteuid().is_root() {
        return Some(Command::new(program));
    }
    let user = ["--reuid=65534", "--regid=65534", "--clear-groups"];
    let can = Command::new("setpriv").args(user).arg("test").args(["-x", ELEMINT]).status();
    can.is_ok_and(|status| status.success()).then(|| {
        let mut command = Command::new("setpriv");
        command.args(user).arg(program);
        command
    })
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn neither_its_memory_nor_its_environment_is_open_to_the_same_user_and_a_crash_leaves_no_file() {
    let Some(mut command) = as_unprivileged_user(ELEMINT) else {
        // Said aloud, since a check that did not run is none.
        let _ = writeln!(std::io::stderr(), "skipped: this is root, and there is no setpriv to be somebody else");
        return;
    };
    let child =
        command.args(["sandbox", "--json", "--keep-nothing"]).env("CE_USER", "canary").stdout(Stdio::piped()).spawn();
    let mut running = Running(child.expect("the program starts"));
    // It has begun its work when it says so.
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
    let folder = format!("/proc/{}", running.0.id());
    for file in ["environ", "mem"] {
        let read =
            as_unprivileged_user("cat").expect("as before").arg(format!("{folder}/{file}")).output().expect("cat runs");
        let message = String::from_utf8_lossy(&read.stderr);
        assert!(read.stdout.is_empty() && message.contains("Permission denied"), "{file}: {message}");
    }
    let limits = fs::read_to_string(format!("{folder}/limits")).expect("its limits");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).expect("a limit");
    assert_eq!(core.split_whitespace().nth(4), Some("0"));
}
