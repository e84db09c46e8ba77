//! Latest requests, for tests and for users who debug a client.

use axum::http::{Method, StatusCode};
use std::collections::VecDeque;

/// Most requests that are remembered; older ones are forgotten.
const MAX_KEPT: usize = 4096;
/// Most bytes of a path that are remembered.
const MAX_PATH: usize = 256;

/// Request without query, header or body, so without a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The method.
    pub method: String,
    /// The path without the query, cut to 256 bytes.
    pub path: String,
    /// The status answered; `None` while there is no answer, and for good when the connection closed without one.
    pub status: Option<u16>,
}

/// The latest requests in the order of arrival.
#[derive(Default)]
pub(super) struct Requests {
    kept: VecDeque<Seen>,
    /// Number of the oldest one that is kept.
    first: usize,
}

impl Requests {
    /// Notes a request and returns its number.
    pub(super) fn arrived(&mut self, method: &Method, path: &str) -> usize {
        if self.kept.len() >= MAX_KEPT {
            self.kept.pop_front();
            self.first += 1;
        }
        let (method, path) = (cut(method.as_str()), cut(path));
        self.kept.push_back(Seen { method, path, status: None });
        self.first + self.kept.len() - 1
    }

    /// Notes the answer to the request with this number.
    pub(super) fn answered(&mut self, number: usize, status: StatusCode) {
        if let Some(seen) = number.checked_sub(self.first).and_then(|place| self.kept.get_mut(place)) {
            seen.status = Some(status.as_u16());
        }
    }

    /// All that are remembered.
    pub(super) fn all(&self) -> Vec<Seen> {
        self.kept.iter().cloned().collect()
    }
}

fn cut(text: &str) -> String {
    let end = (0..=MAX_PATH.min(text.len())).rev().find(|place| text.is_char_boundary(*place));
    text.get(..end.unwrap_or_default()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_latest_requests_are_kept_with_their_answers() {
        let mut requests = Requests::default();
        let early = requests.arrived(&Method::GET, "/early");
        let numbers: Vec<usize> = (0..MAX_KEPT).map(|n| requests.arrived(&Method::GET, &format!("/{n}"))).collect();
        requests.answered(early, StatusCode::OK);
        requests.answered(*numbers.last().expect("numbers"), StatusCode::NOT_FOUND);
        let all = requests.all();
        assert_eq!(all.len(), MAX_KEPT);
        assert_eq!((all.first().map(|s| s.path.as_str()), all.first().map(|s| s.status)), (Some("/0"), Some(None)));
        assert_eq!(all.last().map(|s| s.status), Some(Some(404)));
    }

    #[test]
    fn long_path_is_cut() {
        let mut requests = Requests::default();
        requests.arrived(&Method::GET, &"/ü".repeat(1000));
        assert!(requests.all().iter().all(|seen| seen.path.len() <= MAX_PATH && seen.path.starts_with("/ü/ü")));
    }
}
