//! Lock for disks that cannot lock files, as some network disks: a file that exists as long as a process holds it.
//!
//! A killed program leaves the file, so it names its owner: the process, and the boot of the system, since process
//! numbers start again with each boot. A lock of another machine cannot be checked and is respected.

use super::{disk::own_mode, error::StorageError};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    thread::sleep,
    time::{Duration, Instant, SystemTime},
};

const PAUSE: Duration = Duration::from_millis(10);

/// A file that is still empty after this time was left by a program that ended between creating and filling it.
const FILLED_WITHIN: Duration = Duration::from_secs(10);

/// The right to write in a directory, until it is dropped.
#[derive(Debug)]
pub(super) struct FallbackLock(PathBuf);

impl FallbackLock {
    /// Waits until no other process holds the lock in place of this lock file.
    pub(super) fn take(lock: &Path, patience: Duration) -> Result<Self, StorageError> {
        let mut path = lock.as_os_str().to_owned();
        path.push(".held");
        let path = PathBuf::from(path);
        let deadline = Instant::now() + patience;
        loop {
            match create(&path) {
                Ok(mut file) => {
                    let mark = Self(path.clone());
                    file.write_all(words().as_bytes()).map_err(StorageError::io(&path, "written"))?;
                    return Ok(mark);
                }
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                    return Err(StorageError::io(&path, "made")(error));
                }
                Err(_) => {}
            }
            let content = fs::read_to_string(&path);
            if let Ok(content) = &content
                && is_left(content, &path)
                && clear(&path, content)
            {
                continue;
            }
            if Instant::now() >= deadline {
                let content = match content {
                    // Released a moment ago.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
                    content => content.map_err(StorageError::io(&path, "read"))?,
                };
                let process = content.split_whitespace().next().and_then(|number| number.parse().ok());
                return Err(StorageError::Held { path, process });
            }
            sleep(PAUSE);
        }
    }
}

impl Drop for FallbackLock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    own_mode(&mut options);
    options.open(path)
}

/// The process, the start of its system, and the machine.
fn words() -> String {
    format!("{} {} {}\n", std::process::id(), boot(), machine())
}

/// Returns an identifier of the system's boot, if the system has one.
fn boot() -> String {
    let id = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    if id.trim().is_empty() { "-".into() } else { id.trim().to_owned() }
}

#[cfg(unix)]
fn machine() -> String {
    rustix::system::uname().nodename().to_string_lossy().split_whitespace().collect()
}

#[cfg(not(unix))]
fn machine() -> String {
    "-".into()
}

/// Returns true if the process that created the file has certainly ended.
fn is_left(content: &str, path: &Path) -> bool {
    let mut words = content.split_whitespace();
    let process = words.next().and_then(|number| number.parse::<u32>().ok());
    match (process, words.next(), words.next()) {
        (Some(process), Some(start), Some(host)) => host == machine() && (start != boot() || !is_running(process)),
        _ => {
            let made = path.symlink_metadata().and_then(|found| found.modified());
            made.is_ok_and(|made| SystemTime::now().duration_since(made).is_ok_and(|age| age > FILLED_WITHIN))
        }
    }
}

/// Returns true if a process with this number exists.
#[cfg(unix)]
pub(super) fn is_running(process: u32) -> bool {
    use rustix::{io::Errno, process};
    let id = i32::try_from(process).ok().and_then(process::Pid::from_raw);
    id.is_some_and(|id| process::test_kill_process(id) != Err(Errno::SRCH))
}

/// Asks `tasklist`, which answers with a line of CSV for the process. Without an answer it may be running.
#[cfg(not(unix))]
pub(super) fn is_running(process: u32) -> bool {
    let filter = format!("PID eq {process}");
    let asked = std::process::Command::new("tasklist").args(["/NH", "/FO", "CSV", "/FI", &filter]).output();
    asked.map_or(true, |answer| {
        let text = String::from_utf8_lossy(&answer.stdout);
        !answer.status.success() || text.contains(&format!("\"{process}\""))
    })
}

/// Takes away one that was left. Another program may have done so first and made its own in between: that one goes
/// back. Returns false if it cannot be taken away.
fn clear(path: &Path, content: &str) -> bool {
    let aside = path.with_extension(format!("left-{}", std::process::id()));
    if fs::rename(path, &aside).is_err() {
        return false;
    }
    if fs::read_to_string(&aside).is_ok_and(|found| found != content) {
        let _ = fs::hard_link(&aside, path);
    }
    let _ = fs::remove_file(&aside);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Duration = Duration::from_millis(50);

    fn left(text: &str) -> tempfile::TempDir {
        let home = tempfile::tempdir().expect("a directory");
        fs::write(home.path().join(".lock.held"), text).expect("a mark");
        home
    }

    #[test]
    fn fallback_lock_has_one_owner() {
        let home = tempfile::tempdir().expect("a directory");
        let count = home.path().join("count");
        fs::write(&count, "0").expect("a file");
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..20 {
                        let _mark =
                            FallbackLock::take(&home.path().join(".lock"), Duration::from_secs(60)).expect("a turn");
                        let number: u32 = fs::read_to_string(&count).expect("a file").parse().expect("a number");
                        fs::write(&count, (number + 1).to_string()).expect("a file");
                    }
                });
            }
        });
        assert_eq!(fs::read_to_string(&count).expect("a file"), "160");
        assert_eq!(fs::read_dir(home.path()).expect("a directory").count(), 1);
    }

    #[test]
    fn fallback_lock_of_a_dead_process_is_replaced() {
        let (own, none) = (std::process::id(), i32::MAX);
        for content in [format!("{own} another-start {}", machine()), format!("{none} {} {}", boot(), machine())] {
            let home = left(&content);
            drop(FallbackLock::take(&home.path().join(".lock"), SHORT).expect(&content));
            assert_eq!(fs::read_dir(home.path()).expect("a directory").count(), 0, "{content}");
        }
    }

    #[test]
    fn fallback_lock_that_cannot_be_read_is_an_error() {
        let home = tempfile::tempdir().expect("a directory");
        fs::create_dir(home.path().join(".lock.held")).expect("a directory");
        let error = FallbackLock::take(&home.path().join(".lock"), SHORT).expect_err("no lock");
        assert!(matches!(error, StorageError::Io { .. }), "{error}");
    }

    #[test]
    fn fallback_lock_that_was_left_and_cannot_be_removed_is_an_error() {
        let home = left(&format!("{} another-start {}", std::process::id(), machine()));
        let aside = home.path().join(format!(".lock.left-{}", std::process::id()));
        fs::create_dir_all(aside.join("full")).expect("a directory");
        let error = FallbackLock::take(&home.path().join(".lock"), SHORT).expect_err("no lock");
        assert!(matches!(error, StorageError::Held { .. }), "{error}");
    }

    #[test]
    fn fallback_lock_in_use_or_of_another_host_is_waited_for() {
        for content in [words(), format!("{} - elsewhere", i32::MAX), String::new()] {
            let home = left(&content);
            let error = FallbackLock::take(&home.path().join(".lock"), SHORT).expect_err(&content);
            assert!(matches!(error, StorageError::Held { .. }), "{error}");
            assert_eq!(fs::read_to_string(home.path().join(".lock.held")).expect("a mark"), content);
        }
    }
}
