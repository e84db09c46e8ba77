//! Figures of the list of instances: its first row and a key as multiples of those of the list of elements, its memory,
//! and the time of many tests.
//!
//! `just bench-instances`, or `cargo bench --bench instances -- PROGRAM`. In a build for tests, which measures the program
//! of that build: `cargo test --bench instances -- --run`. Linux only: figures of a process are read from `/proc`.
//! Processor time is measured, so that a busy machine matters less, except for the time of the tests.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a measurement that cannot go on should stop, and prints"
)]

use elemint::{
    catalog::Described,
    domain::{Account, BaseUrl, ListValidator, ListedInstance, MaskedPart, Profile, ProfileName},
    sandbox::{Options, Sandbox},
    storage::Store,
    text::Secret,
};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::{
    env, fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, channel},
    },
    thread,
    time::{Duration, Instant, SystemTime},
};

const ROUNDS: usize = 7;
const KEYS: u32 = 20;
const INSTANCES: usize = 10_000;
/// Elements of a long list; a stored list has a limit of size.
const MANY: usize = 20_000;
const TESTS: u32 = 500;
const LATENCY: Duration = Duration::from_millis(20);
/// Tests at a time, as `src/cli/instances/test.rs` has it.
const AT_ONCE: u32 = 16;
/// Address without a platform: both lists are the stored ones.
const NOWHERE: &str = "http://127.0.0.1:9";
/// Time without output after which a program has done its work.
const QUIET: Duration = Duration::from_millis(60);
const LONG: Duration = Duration::from_secs(60);

fn main() {
    // `cargo test` runs every target once; the measurement takes too long for that.
    if !env::args().any(|argument| argument == "--run" || argument == "--bench") {
        return;
    }
    let named = env::args_os().skip(1).find(|argument| !argument.to_string_lossy().starts_with("--"));
    let program = named.map_or_else(|| env!("CARGO_BIN_EXE_elemint").into(), PathBuf::from);
    let homes = tempfile::tempdir().expect("a directory");
    let home = |name: &str| homes.path().join(name);
    store_elements(&home("few"), 172);
    store_elements(&home("many"), MANY);
    store_instances(&home("instances"));
    let [mut rows, mut keys] = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        let [few, many] = ["few", "many"].map(|name| screen(&program, &[], NOWHERE, &home(name), "Element-0"));
        let list = screen(&program, &["instances"], NOWHERE, &home("instances"), "Store-0");
        rows.push(list.0 / few.0);
        keys.push(list.1 / many.1);
    }
    println!("first row of {INSTANCES} instances: {:.2} × that of 172 elements", median(&mut rows));
    println!("a key in {INSTANCES} instances: {:.2} × a key in {MANY} elements", median(&mut keys));
    memory(&program, &home("memory"));
    tests(&program, &home("tests"));
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn account(base: &str) -> Account {
    Account::new(BaseUrl::read(base).expect("an address"), Secret::new("user"), Secret::new("organization"))
}

fn store(home: &Path) -> Store {
    Store::new(home.join("config"), home.join("state"))
}

/// Stores a list of elements, as it was the last time.
fn store_elements(home: &Path, count: usize) {
    let described = |number: usize| {
        Described::new(&serde_json::json!({
            "key": format!("element{number}"), "name": format!("Element-{number:06}"), "hub": "crm", "id": number,
            "description": format!("Element {} of a hub, described in a sentence.", number * 7919 % 1000),
            "authentication": { "type": "basic" },
            "configuration": [{ "key": "username", "name": "User", "type": "TEXTFIELD_256", "required": true }],
        }))
    };
    let elements: Vec<Described> = (0..count).map(described).collect();
    store(home)
        .keep_catalog(&account(NOWHERE), &elements, &ListValidator::default(), SystemTime::now())
        .expect("is kept");
}

fn instance(number: usize) -> String {
    let configuration = serde_json::json!({ "username": "ada", "password": "********", "site.address": "https://shop.example",
        "pagination.max": "100", "event.notification.enabled": "false", "oauth.scope": "full" });
    serde_json::json!({
        "id": 1_000_000 + number, "name": format!("Store-{number:05}"), "createdDate": "2026-05-04T10:00:00Z", "token": format!("{number:044}"),
        "element": { "id": 7, "key": format!("element{}", number % 172), "name": "Element", "hub": "crm" },
        "tags": ["production", "team-a"], "valid": true, "disabled": number.is_multiple_of(9), "eventsEnabled": false,
        "configuration": configuration,
    })
    .to_string()
}

/// Stores a list of instances, as it was the last time.
fn store_instances(home: &Path) {
    let entry = |number| ListedInstance::read(&instance(number)).expect("an instance").shortened().raw;
    let entries: Vec<Secret> = (0..INSTANCES).map(entry).collect();
    let parts = entries.chunks(200).map(|part| MaskedPart::new(part, []).expect("a list"));
    let parts: Vec<MaskedPart> = parts.collect();
    let profile = Profile { name: ProfileName::new("environment"), account: account(NOWHERE) };
    store(home).keep_known_instances(&profile, &parts, Store::now()).expect("is kept");
}

/// Returns the processor time until a text is shown, and that of a key, in milliseconds.
fn screen(program: &Path, arguments: &[&str], base: &str, home: &Path, text: &str) -> (f64, f64) {
    let running = Running::start(program, arguments, &account(base), home);
    running.wait_for(text);
    let first = running.cpu();
    running.settle(QUIET * 8);
    let mut keys = running.master.take_writer().expect("a writer");
    let mut press = || {
        keys.write_all(b"\x1b[B").expect("is written");
        running.settle(QUIET);
    };
    press();
    let before = running.cpu();
    (0..KEYS).for_each(|_| press());
    let key = (running.cpu() - before) / f64::from(KEYS);
    running.end();
    (first, key)
}

/// Prints the memory for a list that the platform sends, as a multiple of its JSON.
fn memory(program: &Path, home: &Path) {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let start =
        |instances| runtime.block_on(Sandbox::start(Options { instances, ..Options::default() })).expect("a sandbox");
    let (full, empty) = (start(INSTANCES), start(0));
    let size = |sandbox: &Sandbox| list_size(sandbox.account());
    let resident = |sandbox: &Sandbox, name: &str, text: &str| {
        let running = Running::start(program, &["instances"], sandbox.account(), &home.join(name));
        running.wait_for(text);
        running.settle(Duration::from_secs(2));
        let sizes = ["VmHWM:", "RssAnon:"].map(|name| running.memory(name));
        running.end();
        sizes
    };
    let json = size(&full);
    let [peak, own] = resident(&full, "full", "Sales");
    let [_, without] = resident(&empty, "empty", "Instances");
    println!(
        "memory of {INSTANCES} instances: at most {peak:.1} MB with the program, {:.2} × their JSON of {json:.1} MB; \
         of its own {own:.1} MB, {without:.1} MB without any instance",
        peak / json
    );
}

/// Returns the size of all pages of a list as the program requests them, in megabytes.
fn list_size(account: &Account) -> f64 {
    let (mut total, mut next) = (0, String::new());
    for _ in 0..1000 {
        let host = account.base.as_str().trim_start_matches("http://").split('/').next().expect("a host");
        let mut stream = TcpStream::connect(host).expect("the sandbox");
        let path = format!("/elements/api-v2/instances?hydrate=true&pageSize=200{next}");
        let secrets = format!("User {}, Organization {}", account.user.expose(), account.organization.expose());
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: {secrets}\r\nConnection: close\r\n\r\n")
            .expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        total += body.len();
        let token = head.lines().find_map(|line| line.strip_prefix("elements-next-page-token: "));
        match token {
            Some(token) if !token.is_empty() => next = format!("&nextPage={token}"),
            _ => break,
        }
    }
    float(total) / 1e6
}

/// Prints the rate of tests through a platform that takes a while for each.
fn tests(program: &Path, home: &Path) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let account = account(&format!("http://{}", listener.local_addr().expect("an address")));
    let times = Arc::new(Mutex::new(Vec::new()));
    let seen = times.clone();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let seen = seen.clone();
            thread::spawn(move || answer(stream, &seen));
        }
    });
    let mut command = Command::new(program);
    command.args(["instances", "test", "--all"]).env_clear().envs(environment(&account, home));
    let began = Instant::now();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status().expect("the program");
    let total = began.elapsed();
    assert!(status.success(), "{status}");
    let times = times.lock().expect("times");
    assert_eq!(times.len(), usize::try_from(TESTS).expect("a number"), "a test is missing");
    let (first, last) = (times.iter().min().expect("a test"), times.iter().max().expect("a test"));
    let (took, fastest) = (*last - *first + LATENCY, LATENCY * TESTS.div_ceil(AT_ONCE));
    let share = |time: Duration| 100.0 * fastest.as_secs_f64() / time.as_secs_f64();
    println!(
        "{TESTS} tests of {LATENCY:?}, {AT_ONCE} at a time: {took:.2?}, {:.0} % of {fastest:.2?}; the whole command {total:.2?}, {:.0} %",
        share(took),
        share(total)
    );
}

/// Answers the requests of a connection: one page of instances, and tests after the latency.
fn answer(mut stream: TcpStream, seen: &Mutex<Vec<Instant>>) {
    stream.set_nodelay(true).expect("an option");
    let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines();
    loop {
        let head: Vec<String> = lines.by_ref().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
        let Some(first) = head.first() else { return };
        let body = if first.contains("/ping") {
            seen.lock().expect("times").push(Instant::now());
            thread::sleep(LATENCY);
            r#"{"dateTime":"2026-05-04T10:00:00Z","endpoint":"shop"}"#.to_owned()
        } else {
            let all: Vec<String> = (0..usize::try_from(TESTS).expect("a number")).map(instance).collect();
            format!("[{}]", all.join(","))
        };
        let length = body.len();
        let sent = write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        if sent.is_err() {
            return;
        }
    }
}

fn environment(account: &Account, home: &Path) -> Vec<(&'static str, String)> {
    let folder = |name: &str| home.join(name).display().to_string();
    vec![
        ("CE_BASE", account.base.as_str().into()),
        ("CE_USER", account.user.expose().into()),
        ("CE_ORG", account.organization.expose().into()),
        ("TERM", "xterm-256color".into()),
        ("ELEMINT_CONFIG_DIR", folder("config")),
        ("ELEMINT_STATE_DIR", folder("state")),
    ]
}

/// A program in a terminal of its own.
struct Running {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    output: Receiver<Vec<u8>>,
    process: u32,
}

impl Running {
    fn start(program: &Path, arguments: &[&str], account: &Account, home: &Path) -> Self {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        for (name, value) in environment(account, home) {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("starts");
        let process = child.process_id().expect("a process");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer.get(..count).unwrap_or_default().to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { child, master: pair.master, output, process }
    }

    /// Waits for a text that is written in one run.
    fn wait_for(&self, text: &str) {
        let mut all = Vec::new();
        while memchr::memmem::find(&all, text.as_bytes()).is_none() {
            match self.output.recv_timeout(LONG) {
                Ok(more) => all.extend(more),
                Err(error) => panic!("“{text}” is not shown ({error}): {}", String::from_utf8_lossy(&all)),
            }
        }
    }

    /// Waits until the program writes nothing for a while.
    fn settle(&self, quiet: Duration) {
        while self.output.recv_timeout(quiet).is_ok() {}
    }

    /// Returns the processor time of all threads, in milliseconds.
    fn cpu(&self) -> f64 {
        let threads = fs::read_dir(format!("/proc/{}/task", self.process)).expect("Linux");
        let time = |path: PathBuf| {
            let text = fs::read_to_string(path.join("schedstat")).unwrap_or_default();
            text.split(' ').next().and_then(|time| time.parse::<f64>().ok()).unwrap_or_default()
        };
        threads.flatten().map(|thread| time(thread.path())).sum::<f64>() / 1e6
    }

    /// Returns a size of the process, in megabytes.
    fn memory(&self, name: &str) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process)).expect("Linux");
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a size");
        line.trim().trim_end_matches(" kB").parse::<f64>().expect("a number") * 1024.0 / 1e6
    }

    fn end(mut self) {
        self.child.kill().expect("it is ended");
        self.child.wait().expect("it is gone");
    }
}

fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).expect("a small number"))
}
