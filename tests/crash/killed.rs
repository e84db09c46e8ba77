//! The program, killed after one of its effects.
//!
//! `strace` reports each call that changes a file or sends a request, and delays the program after it; the test kills the
//! program when the report arrives. Nothing changes between two such calls, so these are the kills at all system calls.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
};

/// Calls that change a file or send a request. `flock` follows the creation of a file, and `ftruncate` its content.
const CALLS: &str = "mkdir,flock,ftruncate,rename,renameat2,linkat,unlink,writev,sendto";

/// Run of the program.
pub struct KilledProgram<'a> {
    pub arguments: Vec<&'a str>,
    pub environment: Vec<(&'static str, String)>,
    /// Folder of its files.
    pub home: &'a Path,
    /// Standard input.
    pub input: &'a str,
    /// Exit code of a run that is not killed.
    pub code: i32,
}

impl KilledProgram<'_> {
    /// Runs the program, and kills it after this effect. Returns false if it ended before.
    pub fn kill_after(&self, effect: usize) -> bool {
        let mut command = Command::new("strace");
        // With -D the child is the program, and not strace.
        command.args(["-D", "-f", "-yy", "-e", &format!("trace={CALLS}")]);
        command.args(["-e", &format!("inject={CALLS}:delay_exit=20000"), env!("CARGO_BIN_EXE_elemint")]);
        command.args(&self.arguments).env_clear().envs(self.environment.iter().cloned());
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("strace");
        // Short enough for the pipe; a program that was killed reads none of it.
        let _ = child.stdin.take().expect("its input").write_all(self.input.as_bytes());
        let reports = BufReader::new(child.stderr.take().expect("reports")).lines().map_while(Result::ok);
        let (mut effects, mut text) = (0, String::new());
        for line in reports {
            effects += usize::from(self.is_effect(&line));
            text += &(line + "\n");
            if effects == effect {
                child.kill().expect("a kill");
            }
        }
        let ended = child.wait().expect("an end");
        assert!(effects >= effect || ended.code() == Some(self.code), "{:?}: {text}", self.arguments);
        effects >= effect
    }

    /// Returns true for the report of a call that changed a file of the program or sent a request.
    fn is_effect(&self, line: &str) -> bool {
        let Some((call, rest)) = line.rsplit_once("] ").map_or(line, |(_, call)| call).split_once('(') else {
            return false;
        };
        match call {
            "writev" | "sendto" => rest.contains("<TCP:"),
            "mkdir" => rest.contains(") = 0"),
            "flock" => rest.contains(".part>"),
            "ftruncate" | "rename" | "renameat2" | "linkat" | "unlink" => {
                self.home.to_str().is_some_and(|home| rest.contains(home))
            }
            _ => false,
        }
    }
}
