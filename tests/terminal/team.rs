//! Story of a team: instances of staging are declared in a file and applied to production, and a colleague gives the
//! consents.

use crate::{
    create::run_with,
    delegated::files,
    person::{CANARY, Home, Platform, parameter, press},
};
use serde_json::{Value, json};
use std::{cell::RefCell, fs};

const CALLBACK: &str = "--set=oauth.callback.url=https://www.example.com/back";
const KEY: &str = "--set=oauth.api.key=client-1";
const SECRET: &str = "--set=oauth.api.secret=env:SHOP_PASSWORD";

/// Variables of the references that the export writes.
const VARIABLES: [(&str, &str); 4] = [
    ("CRM_OAUTH_API_KEY", "client-1"),
    ("CRM_OAUTH_API_SECRET", CANARY),
    ("LEADS_OAUTH_API_KEY", "client-2"),
    ("LEADS_OAUTH_API_SECRET", CANARY),
];

struct Team {
    home: Home,
    staging: Platform,
    production: Platform,
    /// Everything that was printed.
    printed: RefCell<String>,
    /// Codes of the provider.
    codes: RefCell<Vec<String>>,
}

impl Team {
    fn new() -> Self {
        let (staging, production) = (Platform::start(), Platform::start());
        Self { home: Home::new(), staging, production, printed: RefCell::default(), codes: RefCell::default() }
    }

    /// Runs a command, and returns its code and its output.
    fn run(&self, platform: &Platform, args: &[&str], stdin: &str) -> (i32, String) {
        let log = self.home.path().join("log.json").display().to_string();
        let env: Vec<_> = VARIABLES.into_iter().chain([("ELEMINT_LOG", log.as_str())]).collect();
        let output = run_with(&self.home, platform, args, &env, stdin);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut printed = self.printed.borrow_mut();
        printed.push_str(&text);
        printed.push_str(&String::from_utf8_lossy(&output.stderr));
        (output.status.code().expect("a code"), text)
    }

    fn json(&self, platform: &Platform, args: &[&str], stdin: &str) -> (i32, Value) {
        let (code, text) = self.run(platform, args, stdin);
        (code, serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text} {}", self.printed.borrow())))
    }

    /// Lets the colleague follow a link, and completes the consent with the address that comes back.
    fn consent(&self, platform: &Platform, link: &str) {
        let answer = press("allow", link);
        self.codes.borrow_mut().push(parameter(&answer, "code"));
        let (code, done) = self.json(platform, &["consent", "complete", "--json"], &answer);
        assert_eq!((code, &done["status"]), (0, &json!("created")), "{done}");
    }

    /// Requests a consent for production, and lets the colleague give it.
    fn request_consent(&self, element: &str, name: &str, [key, secret]: [&str; 2]) {
        let key = format!("--set=oauth.api.key=env:{key}");
        let secret = format!("--set=oauth.api.secret=env:{secret}");
        let args = ["consent", "request", element, "--name", name, &key, &secret, CALLBACK, "--json"];
        let (code, requested) = self.json(&self.production, &args, "");
        assert_eq!(code, 0, "{requested}");
        self.consent(&self.production, requested["url"].as_str().expect("a link"));
    }

    /// Creates an instance on staging.
    fn create(&self, args: &[&str]) {
        let args = [&["create"], args, &["--yes", "--json", "--no-wait"]].concat();
        let (code, report) = self.json(&self.staging, &args, "");
        assert_eq!(code, 0, "{report}");
        if let Some(link) = report["url"].as_str() {
            self.consent(&self.staging, link);
        }
    }

    /// Writes the instances of staging into a file for production, and returns its path.
    fn declare(&self) -> String {
        self.create(&[
            "magentosoapv19",
            "--name=shop",
            "--set=userName=ada",
            "--set=password=env:SHOP_PASSWORD",
            "--set=store.url=https://staging.example",
        ]);
        self.create(&["infusionsoftecommerce", "--name=crm", KEY, SECRET, CALLBACK]);
        self.create(&["hubspot", "--name=leads", "--set=oauth.api.key=client-2", SECRET, CALLBACK]);
        let (code, declared) = self.run(&self.staging, &["export"], "");
        assert_eq!(code, 0, "{declared}");
        let file = self.home.path().join("instances.toml");
        fs::write(&file, declared.replace("staging.example", "shop.example")).expect("a file");
        file.display().to_string()
    }

    fn apply(&self, file: &str) -> (i32, Value) {
        self.json(&self.production, &["apply", file, "--yes", "--json"], "")
    }
}

/// Returns a part of each of these objects.
fn parts<'j>(objects: &'j Value, part: &str) -> Vec<&'j str> {
    objects.as_array().expect("a list").iter().map(|object| object[part].as_str().unwrap_or_default()).collect()
}

#[test]
fn instances_of_staging_get_to_production_with_the_consents_of_a_colleague() {
    let team = Team::new();
    let file = team.declare();
    let (_, plan) = team.json(&team.production, &["plan", &file, "--json"], "");
    assert_eq!(parts(&plan["steps"], "action"), ["create"; 3]);
    let (code, first) = team.apply(&file);
    assert_eq!((code, parts(&first["results"], "outcome")), (12, vec!["created", "pending", "pending"]), "{first}");
    team.request_consent("infusionsoftecommerce", "crm", ["CRM_OAUTH_API_KEY", "CRM_OAUTH_API_SECRET"]);
    team.request_consent("hubspot", "leads", ["LEADS_OAUTH_API_KEY", "LEADS_OAUTH_API_SECRET"]);
    assert_eq!(team.apply(&file), (0, json!({ "results": [], "unchanged": 3 })));
    let (code, tests) = team.json(&team.production, &["instances", "test", "--all", "--json"], "");
    assert_eq!((code, parts(&tests, "outcome")), (0, vec!["passed"; 3]), "{tests}");
    assert_nothing_is_shown(&team);
}

/// Fails if a secret of the story is in a file, or a secret or a token was printed.
fn assert_nothing_is_shown(team: &Team) {
    let codes = team.codes.borrow();
    let secrets: Vec<&str> = codes.iter().map(String::as_str).chain([CANARY]).collect();
    for (path, text) in files(team.home.path()) {
        assert!(!secrets.iter().any(|secret| text.contains(secret)), "{path}: {text}");
    }
    let instances = team.home.instances();
    let tokens = instances.iter().map(|(_, instance)| instance["token"].as_str().expect("a token"));
    let printed = team.printed.borrow();
    let shown: Vec<&str> = secrets.iter().copied().chain(tokens).filter(|secret| printed.contains(secret)).collect();
    assert!(shown.is_empty(), "{shown:?}");
}
