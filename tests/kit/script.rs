//! Shell scripts that tests run as programs.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

/// Writes a script that can be run at once.
///
/// A process of its own writes it. If this one did, a program that another test starts at the same time would inherit
/// the open file until it runs, and Linux starts no file that is open for writing (`ETXTBSY`).
pub fn write_script(path: &Path, lines: &str) {
    let mut writer = Command::new("/bin/sh")
        .args(["-c", "cat > \"$0\" && chmod 755 \"$0\""])
        .arg(path)
        .stdin(Stdio::piped())
        .spawn()
        .expect("a shell");
    let mut input = writer.stdin.take().expect("its input");
    input.write_all(format!("#!/bin/sh\n{lines}\n").as_bytes()).expect("a script");
    drop(input);
    assert!(writer.wait().expect("its end").success(), "{} is not written", path.display());
}
