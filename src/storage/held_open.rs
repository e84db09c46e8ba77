//! Steps on files that another program has open for a moment, such as a virus scanner, a backup, or another elemint.
//! Windows refuses them for that time; Linux and macOS do not.

use std::{
    io,
    thread::sleep,
    time::{Duration, Instant},
};

/// Longest wait for the other program.
const RELEASED_WITHIN: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(20);

/// Repeats a step on a file until no other program has the file open, for two seconds at most.
///
/// # Errors
/// The error of the last try.
pub(super) fn until_released<T>(mut step: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    let wait = Wait::new();
    loop {
        match step() {
            Err(error) if wait.again(&error) => {}
            result => return result,
        }
    }
}

/// Wait for another program that has a file open.
pub(super) struct Wait {
    deadline: Instant,
}

impl Wait {
    pub(super) fn new() -> Self {
        Self { deadline: Instant::now() + RELEASED_WITHIN }
    }

    /// Pauses and returns true if the step that failed with this error may succeed in a moment.
    pub(super) fn again(&self, error: &io::Error) -> bool {
        let again = is_held_open(error) && Instant::now() < self.deadline;
        if again {
            sleep(PAUSE);
        }
        again
    }
}

/// Returns true for access denied, a sharing violation and a lock violation of Windows.
fn is_held_open(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn other_error_is_returned_at_once() {
        let mut tries = 0;
        let result = until_released(|| -> io::Result<()> {
            tries += 1;
            Err(io::ErrorKind::NotFound.into())
        });
        assert_eq!((tries, result.map_err(|error| error.kind())), (1, Err(io::ErrorKind::NotFound)));
    }

    #[rstest]
    #[case::access_denied(5)]
    #[case::sharing_violation(32)]
    #[case::lock_violation(33)]
    fn file_that_is_held_open_is_tried_again_on_windows_alone(#[case] code: i32) {
        let mut tries = 0;
        let result = until_released(|| {
            tries += 1;
            if tries < 3 { Err(io::Error::from_raw_os_error(code)) } else { Ok(tries) }
        });
        assert_eq!(result.ok(), cfg!(windows).then_some(3));
    }
}
