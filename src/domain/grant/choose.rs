//! Selection of the answer among all that a text contains, or of several for the user to choose from.

use super::{Grant, GrantReading, Refusal, StateCheck};
use crate::text::secret::Secret;

/// Maximum number of answers offered from one text.
const MOST: usize = 8;

/// Chooses among readings. The state of the request is the first criterion, the presence of an answer the second.
pub(super) fn choose(readings: Vec<GrantReading>) -> GrantReading {
    let grants = |state: StateCheck| {
        let found = readings.iter().filter_map(|reading| match reading {
            GrantReading::Found(grant) if grant.state == state => Some(grant),
            _ => None,
        });
        distinct(found)
    };
    if let Some(reading) = one_of(grants(StateCheck::Matches)) {
        return reading;
    }
    let is_refused =
        |reading: &&GrantReading| matches!(reading, GrantReading::Refused(Refusal { state: StateCheck::Matches, .. }));
    if let Some(refused) = readings.iter().find(is_refused) {
        return refused.clone();
    }
    let is_foreign = readings.iter().any(|reading| matches!(reading, GrantReading::Foreign(_)));
    if let Some(reading) = one_of(grants(StateCheck::Absent)).filter(|_| !is_foreign) {
        return reading;
    }
    readings
        .into_iter()
        .filter(|reading| !is_foreign || !matches!(reading, GrantReading::Found(_)))
        .min_by_key(GrantReading::rank)
        .unwrap_or(GrantReading::Empty)
}

fn one_of(mut grants: Vec<Grant>) -> Option<GrantReading> {
    grants.truncate(MOST);
    match grants.len() {
        0 => None,
        1 => grants.pop().map(GrantReading::Found),
        _ => Some(GrantReading::Several(grants)),
    }
}

/// Removes duplicates. A copy with fewer parameters is a duplicate of the complete one.
fn distinct<'a>(found: impl Iterator<Item = &'a Grant>) -> Vec<Grant> {
    let mut grants: Vec<Grant> = Vec::new();
    for grant in found {
        let holds = |all: &[(String, Secret)], part: &[(String, Secret)]| part.iter().all(|pair| all.contains(pair));
        let same = grants.iter_mut().find(|known| {
            known.code == grant.code && (holds(&known.extras, &grant.extras) || holds(&grant.extras, &known.extras))
        });
        match same {
            Some(known) if grant.extras.len() > known.extras.len() => *known = grant.clone(),
            Some(_) => {}
            None => grants.push(grant.clone()),
        }
    }
    grants
}

impl GrantReading {
    /// Returns true if it is an answer to some request, usable or not.
    pub(super) fn is_answer(&self) -> bool {
        match self {
            Self::Found(_)
            | Self::Several(_)
            | Self::Refused(_)
            | Self::Foreign(_)
            | Self::Untied(_)
            | Self::Lacks(_)
            | Self::Unreadable(_) => true,
            Self::Empty | Self::NoCode(_) | Self::NotYet => false,
        }
    }

    /// Returns true if it contains the state of this request.
    pub(super) fn is_tied(&self) -> bool {
        self.rank() <= 2
    }

    /// Returns the position in the order of preference. Lower is better.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Found(Grant { state: StateCheck::Matches, .. }) => 0,
            Self::Several(grants) if grants.iter().any(|grant| grant.state == StateCheck::Matches) => 1,
            Self::Refused(Refusal { state: StateCheck::Matches, .. }) => 2,
            Self::Found(_) => 3,
            Self::Several(_) => 4,
            Self::Lacks(_) => 5,
            Self::Foreign(_) => 6,
            Self::Untied(_) => 7,
            Self::Refused(_) => 8,
            Self::NotYet => 9,
            Self::NoCode(names) if !names.is_empty() => 10,
            Self::Unreadable(_) => 11,
            Self::NoCode(_) => 12,
            Self::Empty => 13,
        }
    }
}
