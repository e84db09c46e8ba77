//! Trash for the wizard: the list of deleted instances, and their removal.

use super::{runner::Runner, task_error};
use crate::{
    domain::{Fault, TrashEntry},
    storage::{Store, TrashRecord},
    wizard::{Reply, effect::TrashOrder},
};
use tokio::task::spawn_blocking;

impl Runner {
    /// Lists the deleted instances, after the removal of records if it is ordered.
    pub(super) fn manage_trash(&mut self, order: TrashOrder) {
        let store = self.services.store.clone();
        let work = async move {
            let listed = spawn_blocking(move || manage(&store, &order)).await.map_err(task_error::fault);
            Reply::Trash(listed.and_then(|listed| listed))
        };
        self.see_through(work);
    }
}

fn manage(store: &Store, order: &TrashOrder) -> Result<Vec<TrashEntry>, Fault> {
    let (trash, now) = (store.trash(), Store::now());
    if let TrashOrder::Remove(records) = order {
        let listed = trash.list();
        let ordered = listed.iter().filter(|record| records.iter().any(|name| *name == record.stem()));
        ordered.map(|record| trash.remove(record)).collect::<Result<Vec<()>, _>>()?;
    }
    let records = trash.list().into_iter().filter(|record| !record.instance.is_expired(now));
    Ok(records.map(|record| TrashRecord::to_entry(&record)).collect())
}
