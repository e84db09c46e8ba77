//! Deletion of an instance: it is recorded, a copy goes to the trash, the request is sent, the stored token is removed.

use super::{
    instance_change::{InstanceChange, leaves_open},
    task_error, token,
};
use crate::{
    domain::{Account, BaseUrl, Fault, ListedInstance, TrashedInstance},
    platform::Client,
    storage::{Keyring, Store, TrashCopy},
};
use std::{path::PathBuf, sync::Arc};
use tokio::task::spawn_blocking;

/// Deletes an instance, and returns the faults of stored tokens that could not be removed. The copy stays in the trash
/// if the instance was deleted, or may have been. `journal` is as for [`InstanceChange::send`].
///
/// # Errors
/// The reason that nothing was deleted, or that the instance may have been deleted.
pub async fn delete(
    listed: &ListedInstance,
    copy: TrashedInstance,
    (client, account): (&Client, &Account),
    (store, keyring): (&Arc<Store>, Option<&Keyring>),
    journal: Option<Arc<Store>>,
) -> Result<Vec<Fault>, Fault> {
    let (mut kept, mut left) = (None, Vec::new());
    let preparation = async {
        kept = keep(store, copy).await?;
        Ok(())
    };
    let completion = async { left = forget_tokens((store, keyring), &account.base, &listed.id).await };
    match InstanceChange::Delete.send_between(listed, (client, account), journal, (preparation, completion)).await {
        Ok(()) => Ok(left),
        Err(fault) => {
            // An earlier deletion of the instance may have succeeded, so its copy stays.
            if let Some(copy) = kept.filter(|copy| copy.is_new && !leaves_open(&fault)) {
                drop_copy(store, copy.path).await;
            }
            Err(fault)
        }
    }
}

/// Puts a copy into the trash; `None` if nothing is kept on this machine.
async fn keep(store: &Arc<Store>, copy: TrashedInstance) -> Result<Option<TrashCopy>, Fault> {
    let store = store.clone();
    let kept = spawn_blocking(move || store.trash().put(copy)).await.map_err(task_error::fault)?;
    kept.map_err(|error| {
        let problem = format!("Nothing was deleted, because no copy can be kept in the trash. {error}");
        Fault::local(problem, format!("{} With --keep-nothing it is deleted without a copy.", error.hint()))
    })
}

/// Removes the copy of an instance that was not deleted.
async fn drop_copy(store: &Arc<Store>, path: PathBuf) {
    let store = store.clone();
    let dropped = spawn_blocking(move || {
        let trash = store.trash();
        // A copy that cannot be removed expires.
        trash.list().iter().filter(|record| record.path == path).for_each(|record| drop(trash.remove(record)));
    });
    drop(dropped.await);
}

/// Removes the copies of an instance that the platform still has.
pub(super) async fn drop_copies(store: &Arc<Store>, base: &BaseUrl, id: &str) {
    let (store, base, id) = (store.clone(), base.clone(), id.to_owned());
    let dropped = spawn_blocking(move || {
        let (trash, records) = (store.trash(), store.trash().list());
        let copies = records.iter().filter(|record| record.instance.base == base && record.instance.id == id);
        // A copy that cannot be removed expires.
        copies.for_each(|copy| drop(trash.remove(copy)));
    });
    drop(dropped.await);
}

/// Removes the stored tokens of an instance, and returns the faults of those that stay.
pub(super) async fn forget_tokens(
    (store, keyring): (&Arc<Store>, Option<&Keyring>),
    base: &BaseUrl,
    id: &str,
) -> Vec<Fault> {
    let (store, keyring, base, id) = (store.clone(), keyring.cloned(), base.clone(), id.to_owned());
    let removed = spawn_blocking(move || {
        let records = match store.records_of(&base, &id) {
            Ok(records) => records,
            Err(error) => return vec![Fault::from(error)],
        };
        let remove = |record| token::remove((&store, keyring.as_ref()), record).err();
        records.iter().filter_map(remove).collect()
    });
    removed.await.unwrap_or_else(|error| vec![task_error::fault(error)])
}
