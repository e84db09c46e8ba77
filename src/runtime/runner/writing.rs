//! Files written for the wizard: one after another, in the order of the requests.

use super::Runner;
use crate::{
    domain::{DraftId, Fault, Guard, JournalId, ProfileName, SavedDraft, unfinished::Settlement},
    runtime::{services::Services, target::whole, task_error},
    storage::{StorageError, Store, TempFile},
    text::Secret,
    wizard::{
        Event, Reply,
        effect::{Overwrite, Topic},
    },
};
use std::{path::PathBuf, time::Duration};
use tokio::{task::spawn_blocking, time::timeout};

/// Time that the program waits at its end for files being written.
const SETTLE: Duration = Duration::from_secs(5);

impl Runner {
    /// Waits for files being written and for copies, at the program's end.
    pub async fn settle(&mut self) {
        // Resources of the visit's tasks, such as a file with a link, are released with them.
        self.tasks.shutdown().await;
        self.tests.store(&self.services, &self.tracked);
        let writes = self.writes.take();
        let settled = async {
            if let Some(writes) = writes {
                let _ = writes.await;
            }
            self.tracked.finish().await;
        };
        let _ = timeout(SETTLE, settled).await;
    }

    pub(super) fn write(
        &mut self,
        topic: Topic,
        job: impl FnOnce(&Store) -> Result<String, StorageError> + Send + 'static,
    ) {
        self.work(topic, move |services| job(&services.store).map_err(Fault::from));
    }

    pub(super) fn work(&mut self, topic: Topic, job: impl FnOnce(&Services) -> Result<String, Fault> + Send + 'static) {
        let (services, sender, before) = (self.services.clone(), self.sender.clone(), self.writes.take());
        self.writes = Some(tokio::spawn(async move {
            if let Some(before) = before {
                let _ = before.await;
            }
            let outcome = spawn_blocking(move || job(&services)).await.map_err(task_error::fault).and_then(|done| done);
            let _ = sender.send(Event::Done(topic, outcome));
        }));
    }

    pub(super) fn limit_profile(&self, name: ProfileName, guard: Guard) {
        let services = self.services.clone();
        self.see_through(async move { Reply::Limited(services.limit_profile(name, guard).await) });
    }

    pub(super) fn keep_draft(&mut self, draft: SavedDraft) {
        let draft = SavedDraft { saved: Store::now(), ..draft };
        self.write(Topic::Draft, move |store| store.keep_draft(&draft).map(|()| String::new()));
    }

    pub(super) fn drop_draft(&mut self, id: DraftId) {
        self.write(Topic::Draft, move |store| store.drop_draft(&id).map(|()| String::new()));
    }

    pub(super) fn settle_request(&mut self, id: JournalId, how: Settlement) {
        self.write(Topic::Journal, move |store| store.settle(&id, how).map(|()| String::new()));
    }

    /// The file is there as long as the visit, whose task holds it.
    pub(super) fn keep_link(&mut self, link: Secret) {
        let (sender, state) = (self.sender.clone(), self.tools.state.clone());
        self.tasks.spawn(async move {
            let write = move || TempFile::new("consent-link.txt", link.expose(), state.as_deref());
            let kept = spawn_blocking(write).await;
            let kept = kept.map_err(task_error::fault).and_then(|kept| kept.map_err(Fault::from));
            let outcome = kept.as_ref().map(|kept| {
                format!("The link is in {}, for you alone and as long as elemint waits here.", kept.path().display())
            });
            let _ = sender.send(Event::Done(Topic::Save, outcome.map_err(Clone::clone)));
            std::future::pending::<()>().await;
            drop(kept);
        });
    }

    pub(super) fn save(&mut self, path: PathBuf, text: Secret, overwrite: Overwrite) {
        let sender = self.sender.clone();
        self.tracked.spawn(async move {
            let path = whole(&path);
            let target = path.clone();
            let yes = overwrite == Overwrite::Yes;
            let done = spawn_blocking(move || Store::save_private(&target, text.expose(), yes)).await;
            let event = match done {
                Ok(Err(StorageError::Exists(_))) => Event::Exists(path),
                Ok(Ok(())) => {
                    Event::Done(Topic::Save, Ok(format!("Saved to {}, readable for you only.", path.display())))
                }
                Ok(Err(error)) => Event::Done(Topic::Save, Err(error.into())),
                Err(error) => Event::Done(Topic::Save, Err(task_error::fault(error))),
            };
            let _ = sender.send(event);
        });
    }

    /// Notes on a record that an instance was created from it.
    pub(super) fn note_restored(&mut self, record: String, id: String) {
        self.write(Topic::Draft, move |store| store.trash().note_restored(&record, &id).map(|()| String::new()));
    }
}
