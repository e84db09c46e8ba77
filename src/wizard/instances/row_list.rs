//! Rows of a list with their searched texts.

use super::{InstanceRow, texts::RowTexts};
use crate::catalog::TextsEntry;
use std::{collections::BTreeSet, sync::Arc};

/// Instances in the platform's order.
#[derive(Clone, Debug, Default)]
pub(super) struct RowList {
    rows: Vec<Arc<InstanceRow>>,
    ids: BTreeSet<String>,
    texts: RowTexts,
}

impl RowList {
    /// Returns all rows.
    pub fn rows(&self) -> &[Arc<InstanceRow>] {
        &self.rows
    }

    /// Returns the row of the instance with this ID.
    pub fn row(&self, id: &str) -> Option<&Arc<InstanceRow>> {
        self.rows.iter().find(|row| row.instance.id == id)
    }

    /// Returns the searched texts of a row.
    pub fn texts(&self, at: usize) -> Option<TextsEntry<'_>> {
        self.texts.get(at)
    }

    /// Adds rows. An instance may be on two pages, where another one was created or deleted between them.
    pub fn extend(&mut self, rows: impl IntoIterator<Item = Arc<InstanceRow>>) {
        for row in rows {
            if self.ids.insert(row.instance.id.clone()) {
                self.texts.push(&row);
                self.rows.push(row);
            }
        }
    }

    /// Replaces the row of the same instance.
    pub fn replace(&mut self, row: &Arc<InstanceRow>) {
        let known = self.rows.iter_mut().enumerate().find(|(_, known)| known.instance.id == row.instance.id);
        if let Some((at, known)) = known {
            self.texts.replace(at, row);
            known.clone_from(row);
        }
    }

    /// Changes facts of the instance with this ID. Its searched texts stay.
    pub fn change(&mut self, id: &str, change: impl Fn(&mut InstanceRow)) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.instance.id == id) {
            change(Arc::make_mut(row));
        }
    }

    /// Removes the instance with this ID.
    pub fn remove(&mut self, id: &str) {
        if let Some(at) = self.rows.iter().position(|row| row.instance.id == id) {
            self.rows.remove(at);
            self.texts.remove(at);
            self.ids.remove(id);
        }
    }
}
