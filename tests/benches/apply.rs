//! Time of `elemint apply` for a file of 1,000 instances and a platform that takes 20 ms for each, as a ratio to the fastest
//! possible: the number at a time divided by 20 ms. At 64 at a time the disk is the limit, so the ratio to a loop that
//! writes the same durable records is printed as well.
//!
//! `cargo bench --bench apply`, or `cargo test --bench apply -- --run` in a build for tests.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on should stop, and prints"
)]

use elemint::sandbox::{Options, Sandbox};
use std::{
    env,
    fmt::Write as _,
    fs::{self, File},
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

const INSTANCES: u32 = 1000;
const LATENCY: Duration = Duration::from_millis(20);

fn main() {
    // `cargo test` runs every target once; the measurement takes too long for that.
    if !env::args().any(|argument| argument == "--run" || argument == "--bench") {
        return;
    }
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    for parallel in [8, 64] {
        let options = Options { pace: LATENCY, ..Options::default() };
        let sandbox = runtime.block_on(Sandbox::start(options)).expect("a sandbox");
        let (time, cpu, memory) = apply(&sandbox, parallel);
        let fastest = LATENCY * INSTANCES / parallel;
        println!(
            "{INSTANCES} instances, {parallel} at a time: {time:.2?}, {:.0} % of {fastest:.2?}; {cpu:.2?} of CPU, {memory} KB",
            100.0 * fastest.as_secs_f64() / time.as_secs_f64()
        );
        let disk = records(usize::try_from(parallel).expect("a number"));
        println!("  the same records alone: {disk:.2?}, {:.0} %", 100.0 * disk.as_secs_f64() / time.as_secs_f64());
    }
}

/// Runs an apply, and returns its time, its CPU time and its largest memory in KB.
fn apply(sandbox: &Sandbox, parallel: u32) -> (Duration, Duration, u64) {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("instances.toml");
    let mut text = String::new();
    for number in 0..INSTANCES {
        let _ = write!(
            text,
            "[[instance]]\nelement = \"magentosoapv19\"\nname = \"shop-{number:04}\"\n[instance.configuration]\n\
             userName = \"ada\"\npassword = \"env:SHOP_PASSWORD\"\n\"store.url\" = \"https://shop.example\"\n"
        );
    }
    fs::write(&file, text).expect("a file");
    let account = sandbox.account();
    let mut command = Command::new(env!("CARGO_BIN_EXE_elemint"));
    command.arg("apply").arg(&file).args(["--yes", "--parallel", &parallel.to_string()]).env_clear();
    command.env("HOME", home.path()).env("XDG_STATE_HOME", home.path()).env("XDG_CONFIG_HOME", home.path());
    command.env("CE_BASE", account.base.as_str()).env("CE_USER", account.user.expose());
    command.env("CE_ORG", account.organization.expose()).env("SHOP_PASSWORD", "x");
    let errors = home.path().join("errors");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(&errors).expect("a file"));
    let began = Instant::now();
    let mut child = command.spawn().expect("the program");
    let [status, stat] = ["status", "stat"].map(|name| format!("/proc/{}/{name}", child.id()));
    let (mut memory, mut cpu) = (0, Duration::ZERO);
    let ended = loop {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        memory = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0).max(memory);
        let text = fs::read_to_string(&stat).unwrap_or_default();
        let ticks = text.split_whitespace().skip(13).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>();
        // A tick of the system is 10 ms.
        cpu = cpu.max(Duration::from_millis(10 * ticks));
        if let Some(ended) = child.try_wait().expect("a state") {
            break ended;
        }
        thread::sleep(Duration::from_millis(5));
    };
    let errors = fs::read_to_string(errors).unwrap_or_default();
    let failed: Vec<&str> = errors.lines().skip_while(|line| !line.starts_with('[')).take(20).collect();
    assert!(ended.success(), "{ended}\n{}", failed.join("\n"));
    (began.elapsed(), cpu, memory)
}

/// Writes the records of as many instances, at most this many at a time, and returns the time.
fn records(parallel: usize) -> Duration {
    let home = tempfile::tempdir().expect("a folder");
    let (journal, tokens) = (home.path().join("journal"), home.path().join("tokens"));
    fs::create_dir(&journal).and_then(|()| fs::create_dir(&tokens)).expect("folders");
    let began = Instant::now();
    thread::scope(|scope| {
        for part in 0..parallel {
            let (journal, tokens) = (&journal, &tokens);
            scope.spawn(move || {
                for number in (part..usize::try_from(INSTANCES).expect("a number")).step_by(parallel) {
                    let entry = durable(journal, number, 700);
                    let mut room = File::create(tokens.join(format!("{number}.room"))).expect("a file");
                    room.write_all(&vec![b' '; 64 << 10]).and_then(|()| room.sync_all()).expect("room");
                    durable(tokens, number, 2000);
                    fs::remove_file(entry).expect("the entry");
                    sync(journal);
                }
            });
        }
    });
    began.elapsed()
}

fn durable(folder: &Path, number: usize, size: usize) -> std::path::PathBuf {
    let (part, path) = (folder.join(format!("{number}.part")), folder.join(format!("{number}.json")));
    let mut file = File::create(&part).expect("a file");
    file.write_all(&vec![b'x'; size]).and_then(|()| file.sync_all()).expect("written");
    fs::rename(part, &path).expect("renamed");
    sync(folder);
    path
}

fn sync(folder: &Path) {
    File::open(folder).and_then(|folder| folder.sync_all()).expect("synced");
}
