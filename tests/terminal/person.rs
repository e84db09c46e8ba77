//! User at the terminal, with a home, a browser and a sandbox.

pub use crate::kit::free_port;
use crate::kit::{
    Terminal,
    web::{self, Answer, Follower},
    write_script,
};
use serde_json::Value;
use std::{
    cell::RefCell,
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// The program.
pub const ELEMINT: &str = env!("CARGO_BIN_EXE_elemint");

/// Secret typed by the user; it may appear neither on the screen nor on the disk.
pub const CANARY: &str = "canary-Zk83hQ0xT5";

/// The screen most people begin with.
pub const USUAL: (u16, u16) = (80, 24);

/// Home directory that outlives the program, with a browser in it that only records addresses.
pub struct Home {
    place: TempDir,
    browser: RefCell<Option<Follower>>,
}

impl Home {
    pub fn new() -> Self {
        let home = Self { place: TempDir::new().expect("a home directory"), browser: RefCell::default() };
        home.script("browser", "printf '%s' \"$1\" > \"$0.part\" && mv \"$0.part\" \"$0.url\"");
        home
    }

    pub fn path(&self) -> &Path {
        self.place.path()
    }

    /// A program of a few lines of shell.
    pub fn script(&self, name: &str, lines: &str) -> PathBuf {
        let path = self.path().join(name);
        write_script(&path, lines);
        path
    }

    /// Starts the program here, with the noting browser.
    pub fn start(&self, args: &[&str], env: &[(&str, &str)]) -> Terminal {
        self.start_at(USUAL, args, env)
    }

    /// Starts the program on a terminal of this size.
    pub fn start_at(&self, size: (u16, u16), args: &[&str], env: &[(&str, &str)]) -> Terminal {
        let browser = self.path().join("browser");
        let usual = [("BROWSER", browser.to_str().expect("a path"))];
        let env: Vec<_> = usual.into_iter().chain(env.iter().copied()).collect();
        Terminal::start_at(self.path(), Path::new(ELEMINT), args, &env, size)
    }

    /// Starts the program on the sandbox, in an element's form.
    pub fn practise(&self, element: &str) -> Terminal {
        let mut terminal = self.start(&["--sandbox", element], &[]);
        terminal.wait_for("Instance name");
        terminal
    }

    /// The short link the browser was started with; it is started once.
    pub fn link(&self) -> String {
        let note = self.path().join("browser.url");
        let url = eventually("the browser to be opened", || fs::read_to_string(&note).ok());
        fs::remove_file(note).expect("the note");
        url
    }

    /// The page the browser ends on when it follows the link.
    pub fn page(&self) -> String {
        let browser = Follower::of(&self.link());
        let page = browser.page.clone();
        self.browser.replace(Some(browser));
        page
    }

    /// Fetches a page with the browser that was started.
    pub fn visit(&self, url: &str) -> Answer {
        self.browser.borrow().as_ref().expect("a browser that was started").get(url)
    }

    /// The instances kept, as they are kept.
    pub fn instances(&self) -> Vec<(PathBuf, Value)> {
        let Ok(files) = fs::read_dir(self.path().join("state/elemint/instances")) else { return Vec::new() };
        let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
        paths.sort();
        let read = |path: PathBuf| {
            let text = fs::read_to_string(&path).expect("an instance");
            (path, serde_json::from_str(&text).expect("JSON"))
        };
        paths.into_iter().map(read).collect()
    }

    /// Returns the text of the saved draft.
    pub fn draft(&self) -> Option<String> {
        let entries = fs::read_dir(self.path().join("state/elemint/drafts")).ok()?.flatten().map(|entry| entry.path());
        let files = entries.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
        let forms: Vec<String> = files.filter_map(|path| fs::read_to_string(path).ok()).collect();
        Some(forms.concat()).filter(|forms| !forms.is_empty())
    }
}

/// Polls for something that happens outside the terminal.
pub fn eventually<T>(what: &str, mut seen: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        if let Some(it) = seen() {
            return it;
        }
        assert!(Instant::now() < deadline, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Presses a button on the provider's page and returns the address the browser is sent to.
pub fn press(button: &str, page: &str) -> String {
    assert!(web::get(page).body.contains(&format!("value=\"{button}\"")), "no button {button} on the page");
    let (path, query) = page.split_once('?').expect("a query");
    let answer = path.replace("/authorize", "/answer");
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let sent = web::call("POST", &answer, &form, &format!("{query}&choice={button}"));
    assert_eq!(sent.status, 303, "{}", sent.body);
    sent.header("location").expect("a way back").to_owned()
}

/// The value of a name in an address.
pub fn parameter(address: &str, name: &str) -> String {
    let (_, query) = address.split_once('?').expect("a query");
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(known, _)| *known == name).expect("the parameter").1.to_owned()
}

/// Fills in the form of the element without consent and goes on to the review.
pub fn fill_magento(terminal: &mut Terminal, name: &str) {
    terminal.keys(&format!("anna<enter>{CANARY}<enter>https://shop.example<enter>{name}<c-s>"));
    terminal.wait_for(&format!("Create the instance “{name}”?"));
}

/// Fills in the form of the element with consent and goes on to it.
pub fn fill_infusionsoft(terminal: &mut Terminal, callback: &str, name: &str) {
    terminal.keys(&format!("<up><c-u>{callback}<tab>client-1<tab>{CANARY}<tab>{name}<c-s>"));
    terminal.wait_for("Waiting for your consent");
}

/// Returns true if a secret, or a part of it, was ever written to the terminal: a frame leaves out letters that are
/// there already.
pub fn shown(terminal: &Terminal, secret: &str) -> bool {
    let part = secret.len().min(8);
    assert!(part > 0, "nothing to look for");
    let written = terminal.transcript();
    secret.as_bytes().windows(part).any(|part| written.windows(part.len()).any(|bytes| bytes == part))
}

/// Sandbox in a process of its own.
pub struct Platform {
    pub child: Child,
    pub base: String,
    pub user: String,
    pub organization: String,
}

impl Platform {
    pub fn start() -> Self {
        Self::with(&[])
    }

    /// Starts a sandbox with sample instances.
    pub fn with_instances(count: usize) -> Self {
        Self::with(&["--instances", &count.to_string()])
    }

    fn with(args: &[&str]) -> Self {
        let mut command = Command::new(ELEMINT);
        command.args(["sandbox", "--json", "--keep-nothing"]).args(args).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the platform starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let report: Value = serde_json::from_str(&line).expect("one line of JSON");
        let text = |name: &str| report[name].as_str().expect(name).to_owned();
        Self { child, base: text("base"), user: text("userSecret"), organization: text("organizationSecret") }
    }

    /// The environment the platform's documentation speaks of.
    pub fn environment(&self) -> [(&str, &str); 3] {
        [("CE_BASE", &self.base), ("CE_USER", &self.user), ("CE_ORG", &self.organization)]
    }

    /// Calls the platform, and returns the status and the body.
    pub fn call(&self, method: &str, path: &str, body: &str) -> (u16, String) {
        let key = format!("User {}, Organization {}", self.user, self.organization);
        let headers = [("Authorization", key.as_str()), ("Content-Type", "application/json")];
        let answer = web::call(method, &format!("{}{path}", self.base), &headers, body);
        (answer.status, answer.body)
    }

    /// The names of the instances it has.
    pub fn names(&self) -> Vec<String> {
        let (status, body) = self.call("GET", "/instances", "");
        assert_eq!(status, 200, "{body}");
        let instances: Value = serde_json::from_str(&body).expect("JSON");
        let names = instances.as_array().expect("a list").iter().filter_map(|i| i["name"].as_str());
        names.map(str::to_owned).collect()
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
