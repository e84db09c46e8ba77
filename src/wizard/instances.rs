//! Instances of the account in use: the list as it arrives, and its view.

mod job;
mod known;
mod latest_test;
mod mark;
mod news;
mod row;
mod row_list;
mod row_marks;
mod sort;
mod texts;
mod work;

pub use job::{InstanceJob, InstanceWork};
pub use mark::InstanceMark;
pub use news::{InstanceNews, InstancePart};
pub use row::InstanceRow;
pub use row_marks::RowMarks;
pub use sort::InstanceSort;

use super::notice::Notice;
use crate::{
    catalog::TextsEntry,
    document::mask::Mask,
    domain::{Fault, Timestamp},
    text::count,
};
use job::Batch;
use row_list::RowList;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Progress of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum InstanceListing {
    /// Not requested, or outdated.
    #[default]
    Unasked,
    /// Requested; parts arrive.
    Arriving,
    /// All parts have arrived.
    Complete,
    /// The rest did not arrive.
    Failed(Box<Fault>),
}

/// View of the list that is restored when the user comes back to it.
#[derive(Clone, Debug, Default)]
pub struct ListView {
    /// Typed filter.
    pub filter: String,
    /// Order of the rows.
    pub sort: InstanceSort,
    /// IDs of the selected rows.
    pub selected: BTreeSet<String>,
    /// ID of the row with the cursor.
    pub cursor: Option<String>,
}

/// Known instances of one account.
#[derive(Clone, Debug, Default)]
pub struct AccountInstances {
    rows: RowList,
    /// Rows that arrived while those of an earlier request are shown. They take their place together: the cursor, the
    /// selection and work on it would lose the instances that did not arrive yet.
    next: RowList,
    listing: InstanceListing,
    /// Number of the latest request for the list.
    request: u32,
    /// True if the rows are of the request before.
    is_old: bool,
    /// IDs of instances that changed since the latest request, of which the list may be from before.
    changed: BTreeSet<String>,
    /// Time of the stored list, while its rows are shown.
    stored: Option<Timestamp>,
    /// Request that the stored list came with.
    stored_with: u32,
    /// True if the user waits for the list.
    is_by_hand: bool,
    /// State of the latest work on each instance, by ID.
    work: BTreeMap<String, InstanceWork>,
    batches: BTreeMap<InstanceJob, Batch>,
    /// IDs of instances that were deleted, which a list from before may still have.
    deleted: BTreeSet<String>,
    /// View of the list when it was left.
    pub(in crate::wizard) view: ListView,
}

impl AccountInstances {
    /// Returns the instances in the platform's order.
    pub fn rows(&self) -> &[Arc<InstanceRow>] {
        self.rows.rows()
    }

    /// Returns the instance with this ID.
    pub fn row(&self, id: &str) -> Option<&Arc<InstanceRow>> {
        self.rows.row(id)
    }

    /// Returns the searched texts of a row.
    pub(super) fn texts(&self, row: usize) -> Option<TextsEntry<'_>> {
        self.rows.texts(row)
    }

    /// Returns the progress of the list.
    pub fn listing(&self) -> &InstanceListing {
        &self.listing
    }

    /// Returns true while parts of the list are still to come.
    pub fn is_arriving(&self) -> bool {
        self.listing == InstanceListing::Arriving
    }

    /// Returns true if the rows are those of an earlier request, or of the stored list.
    pub fn is_earlier(&self) -> bool {
        self.is_old && !self.rows().is_empty()
    }

    /// Returns true if the rows are a whole list, also if it is an earlier one.
    pub fn is_whole(&self) -> bool {
        self.listing == InstanceListing::Complete || self.is_earlier()
    }

    /// Requests the list again when it is shown next. The known rows are shown until then.
    pub(super) fn outdate(&mut self) {
        // A list that still arrives may have been made before the change.
        self.request += 1;
        self.listing = InstanceListing::Unasked;
    }

    /// Replaces the instance of the same ID.
    pub(super) fn replace(&mut self, row: &Arc<InstanceRow>) {
        self.changed.insert(row.instance.id.clone());
        self.next.replace(row);
        self.rows.replace(row);
    }

    /// Takes a part of the list at a time. Returns a notice for a user who waits for the list.
    pub(super) fn take(
        &mut self,
        request: u32,
        part: Result<InstancePart, Fault>,
        mask: &Mask,
        now: Timestamp,
    ) -> Option<Notice> {
        if request != self.request {
            return None;
        }
        let part = match part {
            Ok(part) => part,
            Err(fault) => {
                let notice = std::mem::take(&mut self.is_by_hand).then(|| Notice::from(&fault));
                (self.listing, self.next) = (InstanceListing::Failed(Box::new(fault)), RowList::default());
                return notice;
            }
        };
        let is_last = part.is_last;
        self.listing = if is_last { InstanceListing::Complete } else { InstanceListing::Arriving };
        let rows = self.new_rows(part, Some(now), mask);
        if self.is_earlier() {
            self.next.extend(rows);
        } else {
            (self.is_old, self.stored) = (false, None);
            self.rows.extend(rows);
        }
        if is_last && self.is_old {
            (self.rows, self.is_old, self.stored) = (std::mem::take(&mut self.next), false, None);
        }
        let is_waited_for = is_last && std::mem::take(&mut self.is_by_hand);
        let all = count(self.rows().len(), "instance", "instances");
        is_waited_for.then(|| Notice::good(format!("The list is up to date: {all}.")))
    }

    /// Begins a request for the list, and returns its number; `None` if the list is known or arrives already.
    pub(super) fn request(&mut self, by_hand: bool) -> Option<u32> {
        if self.is_arriving() {
            self.is_by_hand |= by_hand;
            return None;
        }
        if !by_hand && self.listing == InstanceListing::Complete {
            return None;
        }
        self.request += 1;
        (self.next, self.changed) = (RowList::default(), BTreeSet::new());
        (self.listing, self.is_old, self.is_by_hand) = (InstanceListing::Arriving, true, by_hand);
        Some(self.request)
    }

    /// Returns true if an instance was deleted in this session.
    pub(super) fn is_deleted(&self, id: &str) -> bool {
        self.deleted.contains(id)
    }

    /// Changes an instance, also in the list that arrives.
    fn change(&mut self, id: &str, change: impl Fn(&mut InstanceRow)) {
        self.changed.insert(id.to_owned());
        self.next.change(id, &change);
        self.rows.change(id, change);
    }
}
