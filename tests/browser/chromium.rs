//! A real browser that the program starts as any other, and a hand in it: `WebDriver` in five requests.

use crate::{
    kit::{web, write_script},
    skipped,
};
use rustix::process::{Pid, Signal, kill_process_group, test_kill_process};
use serde_json::{Value, json};
use std::{
    cell::RefCell,
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

/// Names of browsers that may be installed.
const BROWSERS: [&str; 4] =
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/local/bin/chromium"];
const DRIVERS: [&str; 3] = ["/usr/bin/chromedriver", "/usr/local/bin/chromedriver", "/usr/lib/chromium/chromedriver"];

/// A browser at work. Dropping it closes it.
pub struct Chromium {
    process: Pid,
    driver: Child,
    session: String,
}

impl Chromium {
    /// Returns the value of `BROWSER`; `None`, with a message, if no browser or no driver is installed.
    pub fn script(home: &Path) -> Option<String> {
        let there = |names: &[&'static str]| names.iter().find(|name| Path::new(name).exists()).copied();
        let (Some(browser), Some(_)) = (there(&BROWSERS), there(&DRIVERS)) else {
            skipped("no chromium and chromedriver here; nothing was tried in a browser");
            return None;
        };
        // The script writes its process number and its address to the home directory.
        let script = format!(
            "export TMPDIR=\"$HOME\"\necho $$ > \"$HOME/browser.part\" && mv \"$HOME/browser.part\" \"$HOME/browser.pid\"\n\
             exec {browser} --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run \
             --disable-background-networking --disable-component-update --disable-sync \
             --host-resolver-rules='MAP * ~NOTFOUND, EXCLUDE 127.0.0.1' \
             --user-data-dir=\"$HOME/chromium\" --remote-debugging-port=0 \"$1\""
        );
        let path = home.join("browser");
        write_script(&path, &script);
        Some(path.to_str().expect("a path").to_owned())
    }

    /// Takes hold of the browser the program has started.
    pub fn started(home: &Path) -> Self {
        let id = line(&home.join("browser.pid"));
        let process = id.parse().ok().and_then(Pid::from_raw).expect("a process id");
        let port = line(&home.join("chromium/DevToolsActivePort"));
        let path = DRIVERS.into_iter().find(|path| Path::new(path).exists()).expect("a driver");
        let mut driver = Command::new(path).arg("--port=0").stdout(Stdio::piped()).spawn().expect("the driver starts");
        let output = BufReader::new(driver.stdout.take().expect("its output"));
        let at = |line: String| Some(line.split_once("successfully on port ")?.1.trim_end_matches('.').to_owned());
        let at = output.lines().map_while(Result::ok).find_map(at).expect("the driver's port");
        let options = json!({ "goog:chromeOptions": { "debuggerAddress": format!("127.0.0.1:{port}") } });
        let wanted = json!({ "capabilities": { "alwaysMatch": options } });
        let mut browser = Self { process, driver, session: format!("http://127.0.0.1:{at}/session") };
        let session = browser.ask("", &wanted).expect("a session");
        browser.session = format!("{}/{}", browser.session, session["sessionId"].as_str().expect("its id"));
        browser
    }

    /// Clicks the element of a selector as soon as it exists.
    pub fn press(&self, selector: &str) {
        let id = self.find(selector);
        self.ask(&format!("/element/{id}/click"), &json!({})).expect("a click");
    }

    /// Types into the element of a selector.
    pub fn write(&self, selector: &str, text: &str) {
        let id = self.find(selector);
        self.ask(&format!("/element/{id}/value"), &json!({ "text": text })).expect("a place to write");
    }

    /// Goes back to the page before.
    pub fn back(&self) {
        self.ask("/back", &json!({})).expect("a page before");
    }

    /// The words it was started with.
    pub fn arguments(&self) -> String {
        let words = fs::read(format!("/proc/{}/cmdline", self.process.as_raw_nonzero())).unwrap_or_default();
        String::from_utf8_lossy(&words).replace('\0', " ")
    }

    fn find(&self, selector: &str) -> String {
        let wanted = json!({ "using": "css selector", "value": selector });
        let found = eventually(&|| selector.to_owned(), || self.ask("/element", &wanted).ok());
        found.as_object().and_then(|found| found.values().next()?.as_str()).expect("an element's id").to_owned()
    }

    /// Waits until the page says something.
    pub fn wait_for(&self, words: &str) {
        let body = json!({ "script": "return document.body.innerText", "args": [] });
        let last = RefCell::default();
        let found = || {
            last.replace(self.ask("/execute/sync", &body).unwrap_or_else(Value::String).to_string());
            last.borrow().contains(words).then_some(())
        };
        eventually(&|| format!("{words} on the page that says {}", last.borrow()), found);
    }

    /// Returns true if the browser still runs.
    pub fn runs(&self) -> bool {
        test_kill_process(self.process).is_ok()
    }

    fn ask(&self, what: &str, body: &Value) -> Result<Value, String> {
        let answer = web::call(
            "POST",
            &format!("{}{what}", self.session),
            &[("Content-Type", "application/json")],
            &body.to_string(),
        );
        let value: Value = serde_json::from_str(&answer.body).expect("JSON");
        if answer.status == 200 { Ok(value["value"].clone()) } else { Err(answer.body) }
    }
}

impl Drop for Chromium {
    /// Ends the browser's complete process group.
    fn drop(&mut self) {
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        let _ = kill_process_group(self.process, Signal::KILL);
    }
}

/// The first line of a file that is about to be written.
fn line(path: &PathBuf) -> String {
    let first = || fs::read_to_string(path).ok()?.lines().next().map(str::to_owned);
    eventually(&|| path.display().to_string(), first)
}

/// A browser takes its time to start on a busy machine.
fn eventually<T>(what: &dyn Fn() -> String, mut seen: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        if let Some(it) = seen() {
            return it;
        }
        assert!(Instant::now() < deadline, "waited in vain for {}", what());
        sleep(Duration::from_millis(50));
    }
}
