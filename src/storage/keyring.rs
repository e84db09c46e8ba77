//! Keyring of the operating system: through the program that comes with it, `secret-tool` of libsecret or `security` of
//! macOS, and on Windows, which has no such program, through the library of its Credential Manager.
//!
//! A library for the Secret Service brings a hundred crates, half as many as the program has, and its calls cannot be
//! interrupted. A program can be given a deadline and killed. Secrets are sent to its standard input, never in its
//! arguments, which every user of the machine can read.

#[cfg(windows)]
mod credential_manager;
mod error;

pub use error::KeyringError;

use super::instance_name::file_stem;
use crate::{
    domain::BaseUrl,
    text::{Secret, safe::display_safe, secret},
};
use std::{
    ffi::OsStr,
    fmt::Write as _,
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};
use zeroize::Zeroizing;

/// Whose entries these are, for the keyring.
const SERVICE: &str = "elemint";
/// The entry that is written, read back and removed before the keyring is trusted with anything.
const PROBE: &str = "probe";
const LIMIT: u64 = 64 << 10;
const PAUSE: Duration = Duration::from_millis(5);

/// A keyring that can be spoken to. Cloning is cheap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyring {
    dialect: KeyringDialect,
    program: PathBuf,
    patience: Duration,
}

/// Command-line conventions of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum KeyringDialect {
    SecretTool,
    #[cfg_attr(windows, expect(dead_code, reason = "of macOS; one match for all systems"))]
    Security,
    /// No program: the library.
    #[cfg(windows)]
    CredentialManager,
}

/// Output of the program.
struct HelperOutput {
    code: Option<i32>,
    out: Zeroizing<Vec<u8>>,
    err: String,
}

impl Keyring {
    /// Said where there is none.
    pub const MISSING: &str = "No keyring found.";

    /// The Credential Manager; each call has this long.
    #[cfg(windows)]
    pub fn find(_: &OsStr, patience: Duration) -> Option<Self> {
        Some(Self { dialect: KeyringDialect::CredentialManager, program: PathBuf::new(), patience })
    }

    /// The keyring's program in these directories, a list as in `PATH`; each call has this long.
    #[cfg(not(windows))]
    pub fn find(path: &OsStr, patience: Duration) -> Option<Self> {
        let (dialect, name) = if cfg!(target_os = "macos") {
            (KeyringDialect::Security, "security")
        } else {
            (KeyringDialect::SecretTool, "secret-tool")
        };
        let folders = std::env::split_paths(path).filter(|folder| folder.is_absolute());
        let program = folders.map(|folder| folder.join(name)).find(|program| program.is_file())?;
        Some(Self { dialect, program, patience })
    }

    /// The one whose program, which speaks like `secret-tool`, is at this place.
    pub fn with_program(program: &Path, patience: Duration) -> Self {
        Self { dialect: KeyringDialect::SecretTool, program: program.to_owned(), patience }
    }

    /// The secret of this name; `None` where there is none.
    ///
    /// # Errors
    /// The keyring did not say.
    pub fn get(&self, name: &str) -> Result<Option<Secret>, KeyringError> {
        let answer = match self.dialect {
            KeyringDialect::SecretTool => self.run(&["lookup", "service", SERVICE, "name", name], "")?,
            KeyringDialect::Security => self.run(&["find-generic-password", "-s", SERVICE, "-a", name, "-w"], "")?,
            #[cfg(windows)]
            KeyringDialect::CredentialManager => return credential_manager::get(SERVICE, name, self.patience),
        };
        if self.is_absent(&answer) {
            return Ok(None);
        }
        let out = Zeroizing::new(std::str::from_utf8(&done(&answer)?.out).unwrap_or_default().to_owned());
        let text = out.strip_suffix('\n').unwrap_or(&out);
        Ok((!text.is_empty()).then(|| Secret::new(text)))
    }

    /// Keeps a secret under a name, and makes sure that it comes back.
    ///
    /// # Errors
    /// It is not kept.
    pub fn set(&self, name: &str, secret: &Secret) -> Result<(), KeyringError> {
        let label = format!("elemint: {name}");
        let answer = match self.dialect {
            KeyringDialect::SecretTool => {
                self.run(&["store", "--label", &label, "service", SERVICE, "name", name], secret.expose())?
            }
            KeyringDialect::Security => {
                let mut line = Zeroizing::new(String::with_capacity(256 + 2 * secret.expose().len()));
                let _ = write!(line, "add-generic-password -U -s {SERVICE} -a \"{name}\" -X ");
                for byte in secret.expose().bytes() {
                    let _ = write!(line, "{byte:02x}");
                }
                line.push('\n');
                self.run(&["-i"], &line)?
            }
            #[cfg(windows)]
            KeyringDialect::CredentialManager => {
                credential_manager::set(SERVICE, name, secret, self.patience)?;
                return self.check_kept(name, secret);
            }
        };
        done(&answer)?;
        self.check_kept(name, secret)
    }

    fn check_kept(&self, name: &str, secret: &Secret) -> Result<(), KeyringError> {
        match self.get(name)? {
            Some(kept) if kept == *secret => Ok(()),
            _ => Err(KeyringError::Forgetful),
        }
    }

    /// Removes the entry of a name.
    ///
    /// # Errors
    /// If it may still exist.
    pub fn remove(&self, name: &str) -> Result<(), KeyringError> {
        let answer = match self.dialect {
            KeyringDialect::SecretTool => self.run(&["clear", "service", SERVICE, "name", name], "")?,
            KeyringDialect::Security => self.run(&["delete-generic-password", "-s", SERVICE, "-a", name], "")?,
            #[cfg(windows)]
            KeyringDialect::CredentialManager => return credential_manager::remove(SERVICE, name, self.patience),
        };
        if self.is_absent(&answer) { Ok(()) } else { done(&answer).map(drop) }
    }

    /// Checks that the keyring answers: it is asked for an entry it does not have.
    ///
    /// # Errors
    /// The reason that it does not.
    pub fn answers(&self) -> Result<(), KeyringError> {
        self.get(PROBE).map(drop)
    }

    /// Checks that the keyring can be trusted: a value is written, read back and removed.
    ///
    /// # Errors
    /// The reason that it cannot.
    pub fn probe(&self) -> Result<(), KeyringError> {
        self.set(PROBE, &Secret::new("does it come back?"))?;
        self.remove(PROBE)?;
        if self.get(PROBE)?.is_some() { Err(KeyringError::Forgetful) } else { Ok(()) }
    }

    fn is_absent(&self, answer: &HelperOutput) -> bool {
        match self.dialect {
            // It has no words and no number of its own for this: nothing found is failure without a reason.
            KeyringDialect::SecretTool => answer.code == Some(1) && answer.err.is_empty() && answer.out.is_empty(),
            KeyringDialect::Security => answer.code == Some(44),
            #[cfg(windows)]
            KeyringDialect::CredentialManager => false,
        }
    }

    fn run(&self, arguments: &[&str], input: &str) -> Result<HelperOutput, KeyringError> {
        let not_run = |_: io::Error| KeyringError::NotRun(self.program.display().to_string());
        let mut command = Command::new(&self.program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        for variable in secret::withheld() {
            command.env_remove(variable);
        }
        // In a process group of its own the program cannot read our keys nor end with our terminal, and its children can
        // be ended with it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(not_run)?;
        let (out, err) = (drain(child.stdout.take()), drain(child.stderr.take()));
        if let Some(mut stdin) = child.stdin.take() {
            let input = Zeroizing::new(input.to_owned());
            // A program that reads nothing must not keep us waiting.
            thread::spawn(move || stdin.write_all(input.as_bytes()));
        }
        let deadline = Instant::now() + self.patience;
        let code = loop {
            match child.try_wait().map_err(not_run)? {
                Some(status) => break status.code(),
                None if Instant::now() < deadline => thread::sleep(PAUSE),
                None => {
                    end(&mut child);
                    return Err(KeyringError::Silent(self.patience));
                }
            }
        };
        let rest = || deadline.saturating_duration_since(Instant::now()) + PAUSE;
        let silent = |_| KeyringError::Silent(self.patience);
        let (out, err) = (out.recv_timeout(rest()).map_err(silent)?, err.recv_timeout(rest()).map_err(silent)?);
        let err = String::from_utf8_lossy(&err);
        let first = err.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        let err = display_safe(first).chars().take(200).collect();
        Ok(HelperOutput { code, out, err })
    }
}

fn done(answer: &HelperOutput) -> Result<&HelperOutput, KeyringError> {
    if answer.code == Some(0) { Ok(answer) } else { Err(KeyringError::Refused(answer.err.clone())) }
}

/// Reads a pipe to its end in a thread of its own, which a pipe that never ends may keep.
fn drain(pipe: Option<impl io::Read + Send + 'static>) -> mpsc::Receiver<Zeroizing<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Zeroizing::new(Vec::with_capacity(4096));
        if let Some(pipe) = pipe {
            let _ = pipe.take(LIMIT).read_to_end(&mut bytes);
        }
        let _ = sender.send(bytes);
    });
    receiver
}

/// Ends a program and its children.
fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Some(id) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(id, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// The name of the entry for the token of an instance.
pub fn entry_name(base: &BaseUrl, id: &str) -> String {
    format!("instance/{}", file_stem(base, id))
}

/// The names a profile's two secrets are kept under.
pub fn entries(profile: &str) -> [String; 2] {
    ["user", "organization"].map(|which| format!("{profile}/{which}"))
}
