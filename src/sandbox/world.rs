//! State behind the answers: one account, the elements, the instances, the issued codes.

use super::{
    accounts::Requester,
    catalog::SandboxCatalog,
    clock,
    codes::{IssuedCodes, TypedCodes},
    extras::Apps,
    faults::InjectedFault,
    formula_records::FormulaRecords,
    issuer::Issuer,
    logins::Logins,
    problem::Problem,
    proxy_records::Proxies,
    random::{self, RandomSource},
    record::InstanceRecords,
    requests::{Requests, Seen},
    saved::StateWriter,
    tokens::IssuedRequestTokens,
    trace_records::RequestTraces,
};
use crate::{domain::Account, text::Secret};
use axum::http::{Method, StatusCode};
use std::{
    collections::VecDeque,
    fmt, io,
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// The world as every handler has it.
pub(super) type SharedWorld = Arc<SandboxWorld>;

/// Everything the sandbox knows.
pub(super) struct SandboxWorld {
    pub(super) account: Account,
    /// Secret of the second account's user.
    pub(super) second_user: Secret,
    pub(super) shelf: SandboxCatalog,
    pub(super) pace: Duration,
    pub(super) code_life: Duration,
    /// Server that asks for consent and redeems codes, if it is not the sandbox's provider.
    pub(super) issuer: Option<Issuer>,
    /// Source of ids and tokens.
    pub(super) random: RandomSource,
    /// Writer of the state, if it is kept.
    pub(super) writer: Option<StateWriter>,
    hosts: Vec<String>,
    salt: u64,
    count: AtomicU64,
    state: Mutex<SandboxState>,
}

/// The part that changes.
#[derive(Default)]
pub(super) struct SandboxState {
    pub(super) instances: InstanceRecords,
    pub(super) codes: IssuedCodes,
    pub(super) tokens: IssuedRequestTokens,
    pub(super) typed: TypedCodes,
    pub(super) apps: Apps,
    pub(super) logins: Logins,
    pub(super) proxies: Proxies,
    pub(super) traces: RequestTraces,
    pub(super) formulas: FormulaRecords,
    faults: VecDeque<InjectedFault>,
    change_faults: VecDeque<InjectedFault>,
    requests: Requests,
}

impl SandboxWorld {
    pub(super) fn new(
        account: Account,
        address: SocketAddr,
        shelf: SandboxCatalog,
        pace: Duration,
        code_life: Duration,
    ) -> io::Result<Self> {
        let port = address.port();
        let mut hosts: Vec<String> =
            ["127.0.0.1", "localhost", "[::1]"].iter().map(|name| format!("{name}:{port}")).collect();
        // Any 127.x.y.z may have been asked for.
        hosts.push(address.to_string());
        let (salt, state) = (u64::from_be_bytes(random::bytes()?), Mutex::default());
        let (random, count) = (RandomSource::default(), AtomicU64::new(0));
        let second_user = random.token()?;
        Ok(Self {
            account,
            second_user,
            shelf,
            pace,
            code_life,
            issuer: None,
            random,
            writer: None,
            hosts,
            salt,
            count,
            state,
        })
    }

    /// The part that changes, for a moment: no guard is held across an await.
    pub(super) fn state(&self) -> MutexGuard<'_, SandboxState> {
        // Every change is one call, so a panic in another task leaves no partial change.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes the state if it has changed since it was written last. An answered change is therefore kept.
    pub(super) async fn save(&self) {
        let Some(writer) = &self.writer else { return };
        let due = |written| {
            let state = self.state();
            let changes = state.instances.changes() + state.formulas.changes();
            (written != Some(changes)).then(|| (changes, writer.text(&state.instances, &state.formulas)))
        };
        writer.save(due).await;
    }

    /// Returns the origin of the sandbox's own pages.
    pub(super) fn origin(&self) -> String {
        format!("http://{}", self.account.base.host())
    }

    /// Returns true if a `Host` header names this sandbox.
    pub(super) fn is_host(&self, host: &str) -> bool {
        self.hosts.iter().any(|ours| ours.eq_ignore_ascii_case(host))
    }

    /// 24 hexadecimal digits made as the platform's are: time, machine, count.
    pub(super) fn request_id(&self) -> String {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        let (time, salt) = (clock::seconds() & 0xffff_ffff, self.salt & 0xff_ffff_ffff);
        format!("{time:08x}{salt:010x}{:06x}", count & 0xff_ffff)
    }

    /// Returns the user with this secret.
    pub(super) fn viewer(&self, user: &Secret) -> Option<Requester> {
        let administrator = (*user == self.account.user).then_some(Requester::ADMINISTRATOR);
        administrator.or_else(|| (*user == self.second_user).then_some(Requester::USER))
    }

    /// Returns the id of the instance with this token, if the user sees it.
    pub(super) fn holder(&self, token: &Secret, viewer: Requester) -> Option<u64> {
        let state = self.state();
        let id = state.instances.holder(token)?;
        state.instances.find(id).filter(|record| viewer.sees(record.account)).map(|_| id)
    }

    /// Notes a request and gives it a number.
    pub(super) fn arrived(&self, method: &Method, path: &str) -> usize {
        self.state().requests.arrived(method, path)
    }

    /// Notes how a request was answered.
    pub(super) fn answered(&self, number: usize, status: StatusCode) {
        self.state().requests.answered(number, status);
    }

    /// The latest requests.
    pub(super) fn requests(&self) -> Vec<Seen> {
        self.state().requests.all()
    }

    pub(super) fn add_fault(&self, fault: InjectedFault) {
        self.state().faults.push_back(fault);
    }

    pub(super) fn add_change_fault(&self, fault: InjectedFault) {
        self.state().change_faults.push_back(fault);
    }

    pub(super) fn next_change_fault(&self) -> Option<InjectedFault> {
        self.state().change_faults.pop_front()
    }

    pub(super) fn next_fault(&self) -> Option<InjectedFault> {
        self.state().faults.pop_front()
    }

    /// The element with this key or id.
    pub(super) fn element(&self, name: &str) -> Result<Arc<super::listed::SandboxElement>, Problem> {
        self.shelf.element(name)
    }
}

impl fmt::Debug for SandboxWorld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World").field("account", &self.account).finish_non_exhaustive()
    }
}
