//! Resolves the requests of an earlier run that was killed: their instances are found in the list of the platform, and
//! their tokens are stored.

use super::{
    context::ApplyContext,
    creation::LATE,
    group_writes::{self, SentCreation},
};
use crate::{
    domain::{Instance, JournalEntry, ListedInstance, Profile, declared::DeclaredFile},
    storage::Store,
};
use std::{collections::HashSet, sync::Arc, time::Duration};

/// Create requests of earlier runs with an unknown outcome, for instances that a file declares.
#[derive(Debug)]
pub struct OpenCreations {
    open: Vec<(JournalEntry, Vec<ListedInstance>)>,
}

/// Result of one look at the open requests.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Resumed {
    /// Created instances, whose tokens were stored now: name and ID.
    pub adopted: Vec<(String, String)>,
    /// Sentences about requests that stay open.
    pub notes: Vec<String>,
    /// Time for which the platform may still be creating an instance that it does not list yet.
    pub wait: Option<Duration>,
}

impl OpenCreations {
    /// Returns the requests of this profile for instances of the file. Those of a running elemint are left out.
    pub fn read(store: &Store, profile: &Profile, file: &DeclaredFile) -> Self {
        let declared: HashSet<(&str, &str)> =
            file.instances.iter().map(|declared| (declared.element().key.as_str(), declared.name())).collect();
        let is_declared = |entry: &JournalEntry| {
            let is_own = entry.base == profile.account.base && entry.may_be_of(profile.name.as_str());
            is_own && declared.contains(&(entry.element.as_str(), entry.name.trim()))
        };
        let open = store.unsettled().into_iter().filter(is_declared).map(|entry| (entry, Vec::new())).collect();
        Self { open }
    }

    /// Returns true if there are none.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Returns the number of requests.
    pub fn len(&self) -> usize {
        self.open.len()
    }

    /// Compares a listed instance with the requests.
    pub fn add(&mut self, listed: &ListedInstance) {
        for (entry, found) in &mut self.open {
            if listed.element == entry.element && listed.name.trim() == entry.name.trim() {
                found.push(listed.clone());
            }
        }
    }

    /// Resolves the requests whose outcome is certain. `patience` is the time in seconds for which the platform may work
    /// on a request.
    pub async fn settle(self, context: &Arc<ApplyContext>, patience: u64) -> Resumed {
        let mut resumed = Resumed::default();
        let (mut names, mut made, mut not_made) = (Vec::new(), Vec::new(), Vec::new());
        let now = Store::now();
        for (entry, found) in self.open {
            let one = match <[ListedInstance; 1]>::try_from(found) {
                Ok([one]) => one,
                Err(found) if found.is_empty() => {
                    // A request may be sent this much later than it was recorded. Times have no fractions.
                    let patience = patience + LATE;
                    let left = (entry.started.0 + patience).saturating_sub(now.0).min(patience);
                    if left > 0 {
                        resumed.wait = resumed.wait.max(Some(Duration::from_secs(left)));
                    } else {
                        not_made.push(entry.id);
                    }
                    continue;
                }
                Err(found) => {
                    let number = found.len();
                    resumed
                        .notes
                        .push(format!("{number} instances could be the one of the open request {}.", entry.id));
                    continue;
                }
            };
            let Ok(instance) = Instance::from_listed(one) else {
                resumed.notes.push(format!("“{}” was created, but the platform does not show its token.", entry.name));
                continue;
            };
            if !entry.may_have_created(&instance) {
                resumed.notes.push(format!("“{}” is older than the open request {}.", entry.name, entry.id));
                continue;
            }
            names.push(entry.name);
            made.push(SentCreation::found(instance, entry.id));
        }
        group_writes::discard(context, not_made).await;
        for (name, created) in names.into_iter().zip(group_writes::keep(context, made).await) {
            match created.kept {
                Ok(_) => resumed.adopted.push((name, created.id)),
                Err(fault) => resumed.notes.push(format!("The token of “{name}” could not be stored. {fault}")),
            }
        }
        resumed
    }
}
