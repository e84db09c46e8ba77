//! Time of `elemint apply` for a file of 1,000 instances and a platform that takes 20 ms for each, as a ratio to two floors
//! of the same run: the number at a time divided by 20 ms, and a loop that writes the same durable records, which is the
//! limit at 64 at a time. The platform is `elemint sandbox` of the same build, a process of its own; its CPU time is
//! printed, since it runs on the same machine.
//!
//! `cargo bench --bench apply`, or `cargo test --bench apply -- --run` in a build for tests. `--program PATH` measures
//! another build.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on should stop, and prints"
)]

use std::{
    env,
    fmt::Write as _,
    fs::{self, File, OpenOptions},
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

const INSTANCES: u32 = 1000;
const LATENCY: Duration = Duration::from_millis(20);

/// Least number of records that the floor flushes together.
const GROUP: usize = 32;

/// Measurements; the fastest of each kind counts, since other programs only add time.
const ROUNDS: u32 = 3;

fn main() {
    // `cargo test` runs every target once; the measurement takes too long for that.
    if !env::args().any(|argument| argument == "--run" || argument == "--bench") {
        return;
    }
    for parallel in [8, 64] {
        let rounds: Vec<Round> = (0..ROUNDS).map(|_| round(parallel)).collect();
        let least = |of: fn(&Round) -> Duration| rounds.iter().map(of).min().expect("a round");
        let (time, cpu, disk) = (least(|round| round.time), least(|round| round.cpu), least(|round| round.disk));
        let memory = rounds.iter().map(|round| round.memory).max().expect("a round");
        let percent = |floor: Duration| 100.0 * floor.as_secs_f64() / time.as_secs_f64();
        let fastest = LATENCY * INSTANCES / parallel;
        let platform = least(|round| round.platform);
        println!("{INSTANCES} instances, {parallel} at a time: {time:.2?}, {memory} KB");
        println!("  {cpu:.2?} of CPU, and {platform:.2?} of the platform's");
        println!("  {:.0} % of {parallel} / 20 ms ({fastest:.2?})", percent(fastest));
        println!("  {:.0} % of the same records alone ({disk:.2?})", percent(disk));
    }
}

/// Measurement of an apply.
struct Round {
    time: Duration,
    cpu: Duration,
    /// CPU time of the platform.
    platform: Duration,
    /// Time of its records alone.
    disk: Duration,
    /// Largest memory in KB.
    memory: u64,
}

fn round(parallel: u32) -> Round {
    let platform = Platform::start();
    let (time, cpu, memory) = apply(&platform, parallel);
    let (used, disk) = (cpu_time(platform.child.id()), records(usize::try_from(parallel).expect("a number")));
    Round { time, cpu, platform: used, disk, memory }
}

/// `elemint sandbox` in a process of its own, which ends with the value.
struct Platform {
    child: Child,
    /// Variables of its account.
    account: Vec<(&'static str, String)>,
}

impl Platform {
    fn start() -> Self {
        let mut command = Command::new(program());
        // With a seed it keeps nothing.
        command.args(["sandbox", "--seed", "1", "--json", "--latency", &LATENCY.as_millis().to_string()]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("a sandbox");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("its address");
        let announced: serde_json::Value = serde_json::from_str(&line).expect("its address");
        let value = |key: &str| announced.get(key).and_then(|text| text.as_str()).expect("a text").to_owned();
        let named = [("CE_BASE", "base"), ("CE_USER", "userSecret"), ("CE_ORG", "organizationSecret")];
        Self { child, account: named.map(|(name, key)| (name, value(key))).to_vec() }
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns the CPU time of a process; zero if it ended.
fn cpu_time(process: u32) -> Duration {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let ticks = text.split_whitespace().skip(13).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>();
    // A tick of the system is 10 ms.
    Duration::from_millis(10 * ticks)
}

/// Returns the program to measure.
fn program() -> String {
    let named = env::args().skip_while(|argument| argument != "--program").nth(1);
    named.unwrap_or_else(|| env!("CARGO_BIN_EXE_elemint").into())
}

/// Runs an apply, and returns its time, its CPU time and its largest memory in KB.
fn apply(platform: &Platform, parallel: u32) -> (Duration, Duration, u64) {
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
    let mut command = Command::new(program());
    command.arg("apply").arg(&file).args(["--yes", "--parallel", &parallel.to_string()]).env_clear();
    command.env("HOME", home.path()).env("XDG_STATE_HOME", home.path()).env("XDG_CONFIG_HOME", home.path());
    command.envs(platform.account.iter().cloned()).env("SHOP_PASSWORD", "x");
    let errors = home.path().join("errors");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(&errors).expect("a file"));
    let began = Instant::now();
    let mut child = command.spawn().expect("the program");
    let status = format!("/proc/{}/status", child.id());
    let (mut memory, mut cpu) = (0, Duration::ZERO);
    let ended = loop {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        memory = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0).max(memory);
        cpu = cpu.max(cpu_time(child.id()));
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

/// Writes the records of as many instances as fast as the disk allows, and returns the time: in groups that are flushed
/// together, or each by itself, whichever is faster.
fn records(parallel: usize) -> Duration {
    let grouped = timed(|disk| {
        let numbers: Vec<u32> = (0..INSTANCES).collect();
        for group in numbers.chunks(parallel.max(GROUP)) {
            side_by_side(group, |number| disk.prepare(number));
            sync(&disk.journal);
            side_by_side(group, |number| disk.store(number));
            sync(&disk.tokens);
            for number in group {
                disk.settle(*number);
            }
            sync(&disk.journal);
        }
    });
    let single = timed(|disk| {
        let parts: Vec<usize> = (0..parallel).collect();
        side_by_side(&parts, |part| {
            for number in (0..INSTANCES).skip(part).step_by(parallel) {
                disk.prepare(number);
                sync(&disk.journal);
                disk.store(number);
                sync(&disk.tokens);
                disk.settle(number);
                sync(&disk.journal);
            }
        });
    });
    grouped.min(single)
}

/// Folders of the records.
struct Disk {
    journal: PathBuf,
    tokens: PathBuf,
}

impl Disk {
    /// Writes the entry of a request, and takes room for its token.
    fn prepare(&self, number: u32) {
        let entry = self.journal.join(format!("{number}.part"));
        write(&entry, &vec![b'x'; 700]);
        fs::rename(entry, self.entry(number)).expect("renamed");
        write(&self.tokens.join(format!("{number}.part")), &vec![b' '; 64 << 10]);
    }

    /// Writes the token.
    fn store(&self, number: u32) {
        let part = self.tokens.join(format!("{number}.part"));
        let mut file = OpenOptions::new().write(true).open(&part).expect("the room");
        file.write_all(&[b'x'; 2000])
            .and_then(|()| file.set_len(2000))
            .and_then(|()| file.sync_all())
            .expect("written");
        fs::rename(part, self.tokens.join(format!("{number}.json"))).expect("renamed");
    }

    /// Removes the entry.
    fn settle(&self, number: u32) {
        fs::remove_file(self.entry(number)).expect("the entry");
    }

    fn entry(&self, number: u32) -> PathBuf {
        self.journal.join(format!("{number}.json"))
    }
}

fn timed(run: impl FnOnce(&Disk)) -> Duration {
    let home = tempfile::tempdir().expect("a folder");
    let disk = Disk { journal: home.path().join("journal"), tokens: home.path().join("tokens") };
    fs::create_dir(&disk.journal).and_then(|()| fs::create_dir(&disk.tokens)).expect("folders");
    let began = Instant::now();
    run(&disk);
    began.elapsed()
}

fn side_by_side<T: Copy + Send + Sync>(items: &[T], run: impl Fn(T) + Sync) {
    thread::scope(|scope| {
        for item in items {
            scope.spawn(|| run(*item));
        }
    });
}

fn write(path: &Path, bytes: &[u8]) {
    let mut file = File::create(path).expect("a file");
    file.write_all(bytes).and_then(|()| file.sync_all()).expect("written");
}

fn sync(folder: &Path) {
    File::open(folder).and_then(|folder| folder.sync_all()).expect("synced");
}
