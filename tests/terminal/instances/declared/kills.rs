//! Applies that are killed at random moments and run again.

use super::{SECRET, shop, write};
use crate::person::{ELEMINT, Home};
use elemint::{
    platform::{Client, InstanceFilter},
    sandbox::{Options, Sandbox},
};
use std::{
    env, fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// Declared instances.
const INSTANCES: usize = 60;

/// Kills of a run of the tests; `ELEMINT_KILLS=100` kills more often.
const KILLS: usize = 20;

struct KilledRun {
    home: Home,
    sandbox: Sandbox,
}

impl KilledRun {
    fn start(&self) -> Child {
        let account = self.sandbox.account();
        let env = [
            ("CE_BASE", account.base.as_str()),
            ("CE_USER", account.user.expose()),
            ("CE_ORG", account.organization.expose()),
            ("SHOP_PASSWORD", SECRET),
            // The sandbox works on a request for 20 ms, so the time for which it may still do so is short.
            ("ELEMINT_TIMEOUT", "1"),
        ];
        let mut command = Command::new(ELEMINT);
        let file = self.home.path().join("instances.toml");
        command.arg("apply").arg(file).args(["--yes", "--parallel", "4"]).env_clear();
        command.env("HOME", self.home.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.env("XDG_STATE_HOME", self.home.path().join("state"));
        command.env("XDG_CONFIG_HOME", self.home.path().join("config"));
        command.envs(env).spawn().expect("the program")
    }

    /// Returns the number of files that the run wrote so far.
    fn progress(&self) -> usize {
        let state = self.home.path().join("state/elemint");
        let number = |folder: &str| fs::read_dir(state.join(folder)).map_or(0, Iterator::count);
        2 * number("instances") + number("journal")
    }

    /// Kills the run when it wrote this number of files. Returns false if it ended before.
    fn kill_at(&self, target: usize) -> bool {
        let mut child = self.start();
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            if let Some(status) = child.try_wait().expect("a state") {
                assert!(status.success(), "{status}");
                return false;
            }
            if self.progress() >= target || Instant::now() > deadline {
                child.kill().and_then(|()| child.wait()).expect("the end");
                return true;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// Returns numbers that look random, the same ones for a seed.
fn random(seed: &mut u64) -> usize {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    usize::try_from(*seed >> 33).unwrap_or_default()
}

#[expect(clippy::disallowed_methods, reason = "a number for this test, not a setting of the program")]
fn kills() -> usize {
    env::var("ELEMINT_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS)
}

fn tokens(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder.join("state/elemint/instances")).into_iter().flatten().flatten();
    let files = files.filter(|file| file.path().extension().is_some_and(|extension| extension == "json"));
    let token = |file: fs::DirEntry| {
        let text = fs::read_to_string(file.path()).expect("a file");
        let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        json["token"].as_str().expect("a token").to_owned()
    };
    let mut tokens: Vec<String> = files.map(token).collect();
    tokens.sort();
    tokens
}

#[test]
fn killed_apply_leaves_each_instance_once_with_its_token() {
    let kills = kills();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let options = Options { pace: Duration::from_millis(20), ..Options::default() };
    let sandbox = runtime.block_on(Sandbox::start(options)).expect("the sandbox");
    let run = KilledRun { home: Home::new(), sandbox };
    let names: Vec<String> = (0..INSTANCES).map(|number| format!("shop-{number:03}")).collect();
    write(&run.home, &names.iter().map(|name| shop(name)).collect::<String>());
    let mut seed = 0x9e37_79b9_7f4a_7c15;
    for _ in 0..kills {
        let step = 1 + random(&mut seed) % (4 * INSTANCES / kills.max(1)).max(2);
        if !run.kill_at(run.progress() + step) {
            break;
        }
    }
    while run.kill_at(usize::MAX) {}
    let account = run.sandbox.account().clone();
    let client = Client::new(&account.base).expect("a client");
    let listed = runtime.block_on(client.instances(&InstanceFilter::default(), &account)).expect("a list");
    let mut found: Vec<String> = listed.iter().map(|instance| instance.name.clone()).collect();
    found.sort();
    assert_eq!(found, names, "an instance is missing or there twice");
    let mut expected: Vec<String> =
        listed.iter().filter_map(|instance| Some(instance.token.as_ref()?.expose().to_owned())).collect();
    expected.sort();
    assert_eq!(tokens(run.home.path()), expected, "a token is missing");
    let open = fs::read_dir(run.home.path().join("state/elemint/journal")).map_or(0, |folder| {
        folder.flatten().filter(|file| file.path().extension().is_some_and(|extension| extension == "json")).count()
    });
    assert_eq!(open, 0, "a request is left open");
}
