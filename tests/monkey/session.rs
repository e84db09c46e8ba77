//! One start of the program, from its first screen to its end.

use crate::{
    ORGANIZATION, USER,
    hands::{Hands, UserAction},
    kit::Terminal,
};
use rustix::{
    fd::OwnedFd,
    process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid},
    termios::{QueueSelector, tcflush},
};
use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

/// Text typed into password fields.
const PASSWORD: &str = "kanarienvogel-pass-9Xw2Lq";
/// Actions between two checks that the program still responds.
const LOOK: usize = 60;

pub struct Session {
    terminal: Terminal,
    stopped: Arc<AtomicBool>,
    attendant: JoinHandle<()>,
    kilobytes: usize,
}

impl Session {
    /// Starts it somewhere, a secret typed already.
    pub fn start(base: &str, number: usize) -> Self {
        let element = ["magentosoapv19", "infusionsoftecommerce", "magentosoapv19", "twitter"][number % 4];
        let env = [
            ("CE_BASE", base),
            ("CE_USER", USER),
            ("CE_ORG", ORGANIZATION),
            ("BROWSER", "none"),
            ("EDITOR", "true"),
            ("VISUAL", "true"),
            ("PAGER", "true"),
            ("ELEMINT_TIMEOUT", "5"),
        ];
        let mut terminal = Terminal::start(Path::new(env!("CARGO_BIN_EXE_elemint")), &[element], &env, (80, 24));
        terminal.wait_for("Instance name");
        if element == "magentosoapv19" {
            terminal.keys("anna<tab>");
            terminal.wait_for("❯ Password");
            terminal.paste(PASSWORD);
            terminal.wait_for("•••");
        }
        let stopped = Arc::new(AtomicBool::new(false));
        let attendant = thread::spawn({
            let (line, group, stopped) = (terminal.line(), terminal.process(), stopped.clone());
            move || attend(&line, group, &stopped)
        });
        Self { terminal, stopped, attendant, kilobytes: 0 }
    }

    /// Lets the monkey at it until it has done so much, or the program has ended.
    pub fn play(&mut self, hands: &mut Hands, length: usize) {
        let end = hands.actions() + length;
        while hands.actions() < end {
            for _ in 0..LOOK {
                if self.terminal.ended().is_some() {
                    return;
                }
                let naming = self.terminal.screen().contains("Save");
                match hands.next(naming) {
                    UserAction::Type(bytes) => self.terminal.write(&bytes),
                    UserAction::Resize(columns, rows) => self.terminal.resize(columns, rows),
                }
            }
            if !self.listens() {
                return;
            }
        }
    }

    /// Returns true if the program runs; one that runs and does not draw on request is a failure.
    fn listens(&mut self) -> bool {
        self.terminal.resize(80, 24);
        let deadline = Instant::now() + Duration::from_secs(30);
        let written = self.terminal.written();
        while self.terminal.written() == written {
            if self.terminal.ended().is_some() {
                return false;
            }
            assert!(Instant::now() < deadline, "it hangs, {}:\n{}", self.state(), self.terminal.screen());
            // In the middle of a paste this is a part of it, until the paste counts as over.
            self.terminal.write(b"\x0c");
            thread::sleep(Duration::from_millis(25));
        }
        let status = fs::read_to_string(format!("/proc/{}/status", self.terminal.process().as_raw_nonzero()));
        let line = |line: &str| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?.parse().ok();
        self.kilobytes = self.kilobytes.max(status.ok().and_then(|s| s.lines().find_map(line)).unwrap_or(0));
        true
    }

    /// Returns the state of the process according to the system.
    fn state(&self) -> String {
        let place = format!("/proc/{}", self.terminal.process().as_raw_nonzero());
        let read = |name: &str| fs::read_to_string(format!("{place}/{name}")).unwrap_or_default();
        format!("{:?} in {:?} at {:?}", read("stat"), read("wchan"), read("syscall"))
    }

    /// Ends the program if necessary, checks the files it leaves, and returns its peak memory.
    pub fn end(mut self, revealed: bool) -> usize {
        if self.terminal.ended().is_none() {
            self.terminal.signal(Signal::TERM);
        }
        let code = self.terminal.wait_exit();
        // Changes of the line by the attending thread are not those of the program.
        self.stopped.store(true, Ordering::Relaxed);
        self.attendant.join().expect("the attendant");
        let screen = self.terminal.screen();
        assert!([0, 10, 11, 130, 131, 143].contains(&code), "it ended with {code}:\n{screen}");
        assert_eq!(self.terminal.restored(), Ok(()), "{screen}");
        let written = self.terminal.transcript();
        let written = String::from_utf8_lossy(&written);
        let mut secrets = vec![USER.to_owned(), ORGANIZATION.to_owned(), PASSWORD.to_owned()];
        secrets.extend(tokens(self.terminal.home()));
        for secret in secrets.iter().filter(|_| !revealed) {
            // A frame leaves out the letters that are there already, so a part is looked for.
            for part in secret.as_bytes().windows(9).filter_map(|part| std::str::from_utf8(part).ok()) {
                assert!(!written.contains(part), "{part} of {secret} was shown");
            }
        }
        self.kilobytes
    }
}

/// Acts as the shell and the terminal: continues a program that Ctrl-Z stopped, and discards keys typed after its end,
/// which would otherwise block the writer.
fn attend(line: &OwnedFd, group: Pid, stopped: &AtomicBool) {
    let asked = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    while !stopped.load(Ordering::Relaxed) {
        if let Ok(None) = waitid(WaitId::Pid(group), asked) {
            let _ = kill_process_group(group, Signal::CONT);
        } else {
            let _ = tcflush(line, QueueSelector::IFlush);
        }
        thread::sleep(Duration::from_millis(20));
    }
}

/// The tokens of the instances that were kept.
fn tokens(home: &Path) -> Vec<String> {
    let Ok(files) = fs::read_dir(home.join("state/elemint/instances")) else { return Vec::new() };
    let texts = files.filter_map(|file| fs::read_to_string(file.ok()?.path()).ok());
    let jsons = texts.filter_map(|text| serde_json::from_str::<serde_json::Value>(&text).ok());
    jsons.filter_map(|json| json["token"].as_str().map(str::to_owned)).collect()
}
