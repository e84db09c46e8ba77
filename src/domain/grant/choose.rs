//! The one answer among all that a text holds, or the several a person has to choose from.

use super::{Grant, GrantReading, Refusal, StateCheck};
use crate::text::secret::Secret;

/// Most answers offered from one text.
const MOST: usize = 8;

/// Chooses among readings: the state of the request decides first, then whether there is an answer at all.
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

/// Each answer once. One that was copied with fewer parameters is the same as the whole one.
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
    /// Whether it is an answer of some request, to be used or not.
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

    /// Whether the state of this request is in it.
    pub(super) fn is_tied(&self) -> bool {
        self.rank() <= 2
    }

    /// The place in the order of use: the less, the better.
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
