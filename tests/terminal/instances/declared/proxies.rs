//! Declared instances whose consent goes through an OAuth proxy.

use super::{run_file, write};
use crate::{
    create,
    instances::run,
    kit::schema,
    person::{Home, Platform, parameter, press},
};
use rstest::rstest;
use serde_json::{Value, json};

/// Application whose keys the proxy stores.
const STORED: &str = r#", "apiKey": "client-2", "apiSecret": "stored-secret""#;

/// Values that a proxy without keys leaves to the file.
const KEYS: &str = "[instance.configuration]\noauth.api.key = \"client-1\"\noauth.api.secret = \"env:SHOP_PASSWORD\"\n";

struct Scene {
    home: Home,
    platform: Platform,
}

impl Scene {
    /// Writes a file with an instance that goes through this proxy, and creates the proxy `shop`.
    fn new(proxy: &str, keys: &str, values: &str) -> Self {
        let scene = Self { home: Home::new(), platform: Platform::start() };
        let (_, made) = scene.platform.call("POST", "/elements/oauthProxies", &format!(r#"{{"name": "shop"{keys}}}"#));
        let made: Value = serde_json::from_str(&made).expect("a proxy");
        let address = "https%3A%2F%2Fwww.example.com%2Fback";
        let path = format!("/elements/oauthProxies/{}/applicationUrl?applicationUrl={address}", made["id"]);
        assert_eq!(scene.platform.call("POST", &path, "").0, 200);
        let head = "[[instance]]\nelement = \"infusionsoftecommerce\"\nname = \"crm\"\n";
        write(&scene.home, &format!("{head}oauth-proxy = \"{proxy}\"\n{values}"));
        scene
    }

    fn json(&self, name: &str, args: &[&str]) -> (Option<i32>, Value) {
        let ended = run_file(&self.home, &self.platform, &[args, &["--json"]].concat());
        let json = ended.json();
        schema::assert_valid(name, &json);
        (ended.code, json)
    }

    /// Applies the file and answers the consent.
    fn create(&self, client: &str) {
        let (code, applied) = self.json("apply", &["apply", "FILE", "--yes"]);
        let row = &applied["results"][0];
        assert_eq!((code, &row["outcome"]), (Some(4), &json!("pending")), "{applied:#}");
        let url = row["url"].as_str().expect("a link");
        assert!(parameter(url, "redirect_uri").contains("oauth-proxy"), "{url}");
        assert_eq!(parameter(url, "client_id"), client);
        let file = row["state_file"].as_str().expect("a file");
        let args = ["consent", "complete", "--state-file", file, "--json"];
        let answer = crate::kit::web::get(&press("allow", url)).header("location").expect("a way back").to_owned();
        let ended = create::run_with(&self.home, &self.platform, &args, &[("SHOP_PASSWORD", super::SECRET)], &answer);
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    }
}

#[rstest]
#[case::typed_keys("", KEYS, "client-1")]
#[case::stored_keys(STORED, "", "client-2")]
fn instance_is_created_through_its_proxy_once(#[case] keys: &str, #[case] values: &str, #[case] client: &str) {
    let scene = Scene::new("shop", keys, values);
    let (_, planned) = scene.json("plan", &["plan", "FILE"]);
    let change = &planned["steps"][0]["changes"][0];
    assert_eq!((&change["place"], &change["after"]), (&json!("oauth-proxy"), &json!("shop")), "{planned:#}");
    scene.create(client);
    let (code, again) = scene.json("apply", &["apply", "FILE", "--yes"]);
    assert_eq!((code, &again["unchanged"]), (Some(0), &json!(1)), "{again:#}");
}

#[test]
fn exported_instance_names_its_proxy() {
    let scene = Scene::new("shop", "", KEYS);
    scene.create("client-1");
    let exported = run(&scene.home, &scene.platform, &["export"]);
    let document: Value = toml::from_str(&exported.out).expect("TOML");
    schema::assert_valid("instances", &document);
    let instance = &document["instance"][0];
    assert_eq!(instance["oauth-proxy"], "shop", "{}", exported.out);
    assert!(instance["configuration"].get("oauth.callback.url").is_none(), "{}", exported.out);
}

#[test]
fn unknown_proxy_is_refused_with_its_line() {
    let scene = Scene::new("nope", "", KEYS);
    let ended = run_file(&scene.home, &scene.platform, &["apply", "FILE", "--yes"]);
    let words = "instances.toml:1: There is no OAuth proxy “nope”.";
    assert!(ended.code == Some(3) && ended.err.contains(words), "{:?} {}", ended.code, ended.err);
}
