//! Existing instances: the list, page by page, and work on several of them at a time.

use super::{
    instance_change::InstanceChange, instance_deletion, runner::Runner, services::Services, task_error,
    test_batch::TestBatch, tracked::TrackedTasks,
};
use crate::{
    domain::{Account, BaseUrl, Fault, ListedInstance, Profile, TrashedInstance, instance_update::TRACE_MINUTES},
    platform::InstanceFilter,
    storage::Store,
    wizard::{
        Event, Reply,
        effect::{Freshness, InstanceOrder},
        instances::{InstanceJob, InstanceNews, InstancePart},
    },
};
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use tokio::{
    sync::{Semaphore, mpsc},
    task::spawn_blocking,
};

/// Most pages of a list, of 200 instances each.
const PAGES: usize = 500;

impl Runner {
    /// Sends the list page by page, after the stored one, and stops the list before it.
    pub(super) fn fetch_instances(&mut self, profile: Profile, request: u32, freshness: Freshness) {
        let (services, sender) = (self.services.clone(), self.sender.clone());
        let (sending, frames) = (self.begin_stored_list(), self.frames.clone());
        let task = tokio::spawn(async move {
            let tests = Arc::new(services.last_tests(&profile).await);
            let send = |news| drop(sender.send(Event::Instances(profile.account.clone(), news)));
            if freshness == Freshness::Recent {
                let (sender, account, tests) = (sender.clone(), profile.account.clone(), tests.clone());
                let mut sending = Some(sending);
                let send = move |part, fetched| {
                    let part = InstancePart { tests: tests.clone(), ..part };
                    let news = InstanceNews::Known(request, part, fetched);
                    let _ = sender.send(Event::Instances(account.clone(), news));
                    drop(sending.take());
                };
                services.send_known_instances(&profile, &frames, send).await;
            } else {
                drop(sending);
            }
            let (mut next, mut kept): (Option<String>, _) = (None, services.begin_list(&profile).await);
            for page in 1..=PAGES {
                let answer = services.instances_page(next.as_deref(), &profile.account).await;
                let (part, following) = match answer {
                    Ok((part, following)) => (Ok(part), following),
                    Err(fault) => (Err(fault), None),
                };
                let is_complete = part.is_ok() && following.is_none();
                let part = part.map(|part| InstancePart { tests: tests.clone(), ..part });
                if let (Ok(part), Some(kept)) = (&part, &kept) {
                    kept.add(part.instances.iter().map(|instance| instance.raw.clone()).collect());
                }
                let is_last = following.is_none() || page == PAGES;
                send(InstanceNews::Listed(request, part.map(|part| InstancePart { is_last, ..part })));
                if is_complete && let Some(kept) = kept.take() {
                    // A list that cannot be stored is asked for again at the next start.
                    drop(services.keep_list(&profile, kept).await);
                }
                if is_last {
                    return;
                }
                next = following;
            }
        });
        if let Some(before) = self.listing.replace(task.abort_handle()) {
            before.abort();
        }
    }

    /// Reads one instance, for its step.
    pub(super) fn read_listed(&mut self, id: String, account: Account) {
        let services = self.services.clone();
        self.ask(async move { Reply::InstanceRead(services.listed_instance(&id, &account).await.map(Box::new)) });
    }

    /// Works on instances, a number of them at a time. The work goes on when its step is left.
    pub(super) fn manage(&mut self, mut order: InstanceOrder) {
        let rows = std::mem::take(&mut order.rows);
        let turns = Arc::new(Semaphore::new(order.job.at_once()));
        self.turns.retain(|turns| turns.strong_count() > 0);
        self.turns.push(Arc::downgrade(&turns));
        let tests = Arc::new(TestBatch::new(order.profile.clone(), rows.len()));
        if order.job == InstanceJob::Test {
            self.tests.add(&tests);
        }
        let work = InstanceWorker {
            services: self.services.clone(),
            sender: self.sender.clone(),
            tracked: self.tracked.clone(),
            order,
            tests,
        };
        let work = Arc::new(work);
        tokio::spawn(async move {
            let mut rows = rows.into_iter();
            while let Some(row) = rows.next() {
                let Ok(turn) = turns.clone().acquire_owned().await else {
                    let ids = std::iter::once(row).chain(rows).map(|row| row.instance.id.clone());
                    return work.skip(ids.collect());
                };
                let work = work.clone();
                tokio::spawn(async move {
                    work.run(&row.instance).await;
                    drop(turn);
                });
            }
        });
    }

    /// Leaves out the work on instances that wait for their turn.
    pub(super) fn stop_work(&mut self) {
        self.turns.drain(..).filter_map(|turns| turns.upgrade()).for_each(|turns| turns.close());
    }
}

/// Work of one order.
struct InstanceWorker {
    services: Arc<Services>,
    sender: mpsc::UnboundedSender<Event>,
    tracked: TrackedTasks,
    order: InstanceOrder,
    tests: Arc<TestBatch>,
}

impl InstanceWorker {
    async fn run(&self, listed: &ListedInstance) {
        let job = self.order.job;
        let outcome = self.services.manage(&self.order, listed).await;
        if job == InstanceJob::Test && self.tests.add(&listed.id, &outcome) {
            self.tests.store(&self.services, &self.tracked);
        }
        self.send(InstanceNews::Done(listed.id.clone(), job, outcome));
    }

    fn skip(&self, ids: Vec<String>) {
        if self.tests.skip(ids.len()) {
            self.tests.store(&self.services, &self.tracked);
        }
        self.send(InstanceNews::Skipped(self.order.job, ids));
    }

    fn send(&self, news: InstanceNews) {
        let _ = self.sender.send(Event::Instances(self.order.profile.account.clone(), news));
    }
}

impl Services {
    async fn instances_page(
        self: &Arc<Self>,
        next: Option<&str>,
        account: &Account,
    ) -> Result<(InstancePart, Option<String>), Fault> {
        let client = self.client(&account.base).await?;
        let resolved = self.resolver.account(account).await?;
        let page = client.instances_page(&InstanceFilter::default(), next, &resolved).await?;
        let stored = self.stored(&account.base, page.instances.iter().map(|instance| instance.id.clone())).await?;
        let instances = page.instances.into_iter().map(ListedInstance::shortened).collect();
        Ok((InstancePart { instances, stored, ..InstancePart::default() }, page.next))
    }

    /// Returns the IDs of those instances whose token is stored on this machine.
    async fn stored(
        self: &Arc<Self>,
        base: &BaseUrl,
        ids: impl Iterator<Item = String>,
    ) -> Result<BTreeSet<String>, Fault> {
        let (services, base, ids) = (self.clone(), base.clone(), ids.collect::<Vec<_>>());
        let known = move || ids.into_iter().filter(|id| services.store.has_instance(&base, id)).collect();
        spawn_blocking(known).await.map_err(task_error::fault)
    }

    /// Returns an instance as it is now.
    pub(super) async fn listed_instance(&self, id: &str, account: &Account) -> Result<ListedInstance, Fault> {
        let client = self.client(&account.base).await?;
        client.listed_instance(id, &self.resolver.account(account).await?).await
    }

    /// Works on an instance, and returns the time it took.
    async fn manage(self: &Arc<Self>, order: &InstanceOrder, listed: &ListedInstance) -> Result<Duration, Fault> {
        let account = &order.profile.account;
        let client = self.client(&account.base).await?;
        let resolved = self.resolver.account(account).await?;
        // Instances on the sandbox of this run end with it, so there is nothing to find out later.
        let journal = if self.is_practice(&account.base).await { None } else { Some(self.store.clone()) };
        let send = async |change: InstanceChange<'_>| {
            change.send(listed, (&client, &resolved), journal.clone()).await.map(|()| Duration::ZERO)
        };
        match order.job {
            InstanceJob::Test => {
                let instance = self.with_token(listed, &client, &resolved).await?;
                client.ping(&instance, &resolved).await
            }
            InstanceJob::Enable => send(InstanceChange::Enable).await,
            InstanceJob::Disable => send(InstanceChange::Disable).await,
            InstanceJob::Trace => send(InstanceChange::Trace(Some(TRACE_MINUTES))).await,
            InstanceJob::Untrace => send(InstanceChange::Trace(None)).await,
            InstanceJob::Delete => {
                // A list has less of each instance than the trash keeps.
                let read =
                    if listed.is_complete { None } else { Some(client.listed_instance(&listed.id, &resolved).await?) };
                let listed = read.as_ref().unwrap_or(listed);
                let element = self.catalog.find(listed.element.as_str());
                let place = (&order.profile.name, &account.base);
                let secrets = order.secrets.iter().cloned();
                let copy = TrashedInstance::new(listed, place, secrets, element.as_deref(), Store::now());
                let tokens = (&self.store, self.resolver.keyring());
                // A token that cannot be removed is listed by `elemint forget`.
                let deleted = instance_deletion::delete(listed, copy, (&client, &resolved), tokens, journal).await;
                deleted.map(|_| Duration::ZERO)
            }
        }
    }
}
