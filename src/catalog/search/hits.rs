//! Results of a search in the order of their ranks.

use super::query::Standing;
use std::{cmp::Reverse, collections::BTreeMap};

/// Rank of a result, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct HitRank {
    pub standing: Reverse<Standing>,
    /// Position among the recently used elements.
    pub used: usize,
    /// Position among equal matches.
    pub rank: u8,
    /// True if the key does not start with the query.
    pub other_key: bool,
}

/// Entries that match, the best first. Those of a rank are in the order in which they were added, so that results need
/// not be sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RankedHits {
    groups: BTreeMap<HitRank, Vec<usize>>,
    len: usize,
}

impl RankedHits {
    /// Adds an entry.
    pub fn add(&mut self, rank: HitRank, entry: usize) {
        self.groups.entry(rank).or_default().push(entry);
        self.len += 1;
    }

    /// Returns the number of entries.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Returns the entry in a row.
    pub fn get(&self, row: usize) -> Option<usize> {
        let (_, entries, place) = self.group(row)?;
        entries.get(place).copied()
    }

    /// Returns the rank of the entry in a row.
    pub fn rank(&self, row: usize) -> Option<HitRank> {
        self.group(row).map(|(rank, ..)| rank)
    }

    /// Returns the entries, the best first.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.groups.values().flatten().copied()
    }

    fn group(&self, row: usize) -> Option<(HitRank, &[usize], usize)> {
        let mut place = row;
        for (rank, entries) in &self.groups {
            if place < entries.len() {
                return Some((*rank, entries, place));
            }
            place -= entries.len();
        }
        None
    }
}
