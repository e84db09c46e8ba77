//! Cost of a start and of a key in a terminal, as multiples of the smallest program that shows a list.
//!
//! `just bench`, or `cargo build --release --example floor && cargo bench --bench start`; the paths of both programs may
//! follow behind `--`, elemint first. The programs take turns in each round, and ratios are taken within a round, so that
//! a busy machine slows both. Linux only: the figures of a process are read from `/proc`.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on should stop, and says so"
)]

use elemint::{
    catalog::Described,
    domain::{Account, BaseUrl, ListValidator},
    storage::Store,
    text::Secret,
};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::{
    env, fs,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, SystemTime},
};

const ROUNDS: usize = 9;
const KEYS: u32 = 20;
/// Address without a platform; a list this recent is not requested again.
const BASE: &str = "http://127.0.0.1:9";
/// Time without output after which a program has done its work.
const QUIET: Duration = Duration::from_millis(250);
const QUIET_KEY: Duration = Duration::from_millis(40);

/// A program to measure.
struct Program {
    name: &'static str,
    command: PathBuf,
    arguments: Vec<String>,
    home: PathBuf,
}

/// Figures of one run.
#[derive(Clone, Copy)]
struct Figures {
    start_cpu: f64,
    start_bytes: f64,
    resident: f64,
    key_cpu: f64,
    key_bytes: f64,
}

fn main() {
    let homes = tempfile::tempdir().expect("a directory");
    let programs = programs(homes.path());
    let mut rounds: Vec<Vec<Figures>> = Vec::new();
    for round in 0..=ROUNDS {
        let figures = programs.iter().map(run).collect();
        // The first round reads the programs from the disk.
        if round > 0 {
            rounds.push(figures);
        }
    }
    println!("| | CPU of a start | bytes | resident | CPU of a key | bytes |\n|---|---|---|---|---|---|");
    for (place, program) in programs.iter().enumerate() {
        row(program.name, place, &rounds);
    }
}

/// Prints the figures of the floor, and of each other program as a multiple of it.
fn row(name: &str, place: usize, rounds: &[Vec<Figures>]) {
    let column = |of: fn(&Figures) -> f64, unit: &str| {
        let of_place = |round: &Vec<Figures>, place: usize| round.get(place).map_or(f64::NAN, of);
        let mut values: Vec<f64> = rounds
            .iter()
            .map(|round| if place == 0 { of_place(round, 0) } else { of_place(round, place) / of_place(round, 0) })
            .collect();
        values.sort_unstable_by(f64::total_cmp);
        let median = values.get(values.len() / 2).copied().unwrap_or(f64::NAN);
        if place == 0 { format!("{median:.2} {unit}") } else { format!("{median:.2} ×") }
    };
    println!(
        "| {name} | {} | {} | {} | {} | {} |",
        column(|f| f.start_cpu, "ms"),
        column(|f| f.start_bytes, "bytes"),
        column(|f| f.resident, "MB"),
        column(|f| f.key_cpu, "ms"),
        column(|f| f.key_bytes, "bytes"),
    );
}

fn programs(homes: &Path) -> Vec<Program> {
    let mut given = env::args_os().skip(1).filter(|argument| argument != "--bench").map(PathBuf::from);
    let built = given.next().unwrap_or_else(|| env!("CARGO_BIN_EXE_elemint").into());
    let folder = env::current_exe().expect("a path");
    let floor = || folder.ancestors().nth(2).expect("a target directory").join("examples/floor");
    let floor = given.next().unwrap_or_else(floor);
    assert!(floor.exists(), "cargo build --release --example floor builds {}", floor.display());
    let elemint = |name, home: &str, arguments: &[&str]| Program {
        name,
        command: built.clone(),
        arguments: arguments.iter().map(|&argument| argument.to_owned()).collect(),
        home: homes.join(home),
    };
    let all = vec![
        Program { name: "minimal list", command: floor, arguments: Vec::new(), home: homes.join("floor") },
        elemint("stored list of 172 elements", "few", &["--base", BASE]),
        elemint("stored list of 1,500 elements, 5 MB", "many", &["--base", BASE]),
        elemint("sandbox", "sandbox", &["--sandbox"]),
    ];
    store(&homes.join("few"), 172);
    store(&homes.join("many"), 1500);
    all
}

/// Stores a list of so many elements, as a platform describes them.
fn store(home: &Path, count: usize) {
    let elements: Vec<Described> = (0..count).map(described).collect();
    let account =
        Account::new(BaseUrl::read(BASE).expect("an address"), Secret::new("user"), Secret::new("organization"));
    let store = Store::new(home.join("config"), home.join("state"));
    store.keep_catalog(&account, &elements, &ListValidator::default(), SystemTime::now()).expect("is kept");
}

fn described(number: usize) -> Described {
    let fields =
        ["username", "password", "site.address", "api.version", "oauth.scope", "pagination.max", "region.name"];
    let field = |key: &&str| {
        serde_json::json!({ "key": key, "name": format!("Name {number} of {key}"), "type": "TEXTFIELD_256", "required": true,
            "description": "Where a person finds this value in the settings of the vendor. ".repeat(5) })
    };
    Described::new(&serde_json::json!({
        "key": format!("element{number}"), "name": format!("Element {number:04}"), "hub": "crm", "id": number,
        "description": format!("Element {number} of hub {}, described at some length. ", number * 7919 % 1000).repeat(4),
        "authentication": { "type": "basic" }, "configuration": fields.iter().map(field).collect::<Vec<_>>(),
    }))
}

/// A program in a terminal of its own.
struct Running {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    output: Receiver<usize>,
    process: u32,
}

fn run(program: &Program) -> Figures {
    let mut running = Running::start(program);
    let mut keys = running.master.take_writer().expect("a writer");
    let start_bytes = running.bytes_until(QUIET);
    let start_cpu = running.cpu();
    for _ in 0..2 {
        keys.write_all(b"\x1b[B").expect("is written");
        running.bytes_until(QUIET_KEY);
    }
    let before = running.cpu();
    let mut bytes = 0;
    for _ in 0..KEYS {
        keys.write_all(b"\x1b[B").expect("is written");
        bytes += running.bytes_until(QUIET_KEY);
    }
    let figures = Figures {
        start_cpu,
        start_bytes: float(start_bytes),
        resident: running.resident(),
        key_cpu: (running.cpu() - before) / f64::from(KEYS),
        key_bytes: float(bytes) / f64::from(KEYS),
    };
    running.child.kill().expect("is ended");
    running.child.wait().expect("is gone");
    figures
}

impl Running {
    fn start(program: &Program) -> Self {
        let pair = native_pty_system()
            .openpty(PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 })
            .expect("a terminal");
        let mut command = CommandBuilder::new(&program.command);
        command.args(&program.arguments);
        command.env("CE_USER", "user");
        command.env("CE_ORG", "organization");
        command.env("TERM", "xterm-256color");
        command.env("ELEMINT_CONFIG_DIR", program.home.join("config"));
        command.env("ELEMINT_STATE_DIR", program.home.join("state"));
        let child = pair.slave.spawn_command(command).expect("starts");
        let process = child.process_id().expect("a process");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(count).is_err() {
                    return;
                }
            }
        });
        Self { child, master: pair.master, output, process }
    }

    /// Returns the bytes that the program writes until it is quiet.
    fn bytes_until(&self, quiet: Duration) -> usize {
        let mut bytes = 0;
        // Nothing is written before the first frame, which takes longer than a pause between two.
        let mut wait = quiet.max(Duration::from_millis(500));
        while let Ok(count) = self.output.recv_timeout(wait) {
            bytes += count;
            wait = quiet;
        }
        bytes
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

    /// Returns the greatest resident size, in megabytes.
    fn resident(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process)).expect("Linux");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a size");
        line.trim().trim_end_matches(" kB").parse::<f64>().expect("a number") / 1024.0
    }
}

fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).expect("a small number"))
}
