//! Pasted requests in common formats, with the cursor at any place.

use crate::kit::{Play, scene};
use elemint::wizard::{Effect, SessionEffect};
use rstest::rstest;

const JSON: &str = r#"{
  "element": { "key": "magentosoapv19" },
  "configuration": {
    "userName": "ada",
    "password": "p$ss-w0rd-77",
    "store.url": "https://shop.example"
  },
  "tags": [ "t1" ],
  "name": "My shop"
}"#;

fn line() -> String {
    JSON.split('\n').map(str::trim).collect()
}

fn form(element: &str) -> Play {
    let mut play = Play::new(scene::known());
    play.keys(element).keys("<enter>");
    play
}

/// Every form, each from another place.
fn forms() -> Vec<(&'static str, String)> {
    let (json, line) = (JSON, line());
    let text = serde_json::Value::from(line.as_str()).to_string();
    vec![
        ("comment and curl", format!("# create the instance\ncurl -X POST https://x.example -d '{json}'")),
        ("curl.exe", format!("curl.exe -X POST `\n  'https://x.example' `\n  -d '{json}'")),
        ("cmd", format!("curl -X POST \"https://x.example\" -d \"{}\"", line.replace('"', "\"\""))),
        ("ansi", format!("curl https://x.example -d $'{}'", json.replace('\n', "\\n"))),
        ("list", format!("[{json}]")),
        ("data", format!("{{\"data\": {json}}}")),
        ("comments", format!("/* a shop */ {json}")),
        ("python", format!("requests.post(url, json={})", line.replace('"', "'"))),
        ("fetch", format!("fetch(url, {{ method: 'POST', body: {text} }})")),
        ("postman", format!("{{\"request\": {{\"body\": {{\"mode\": \"raw\", \"raw\": {text}}}}}}}")),
        ("har", format!("{{\"log\": {{\"entries\": [{{\"request\": {{\"postData\": {{\"text\": {text}}}}}}}]}}}}")),
        ("raw", format!("POST /instances HTTP/1.1\nHost: x\nAuthorization: User s3cr3t-user-77\n\n{json}")),
        ("yaml", "element:\n  key: magentosoapv19\nconfiguration:\n  userName: ada\n  password: p$ss-w0rd-77\n  store.url: https://shop.example\ntags: [t1]\nname: My shop\n".into()),
        ("env", "USER_NAME=ada\nPASSWORD=p$ss-w0rd-77\nSTORE_URL=https://shop.example\nTAGS=t1\nINSTANCE_NAME=My shop\nELEMENT_KEY=magentosoapv19".into()),
        ("other case", json.replace("userName", "username").replace("store.url", "STORE.URL").replace("magentosoapv19", "MagentoSoapV19")),
    ]
}

#[test]
fn every_paste_format_fills_form_from_any_focus() {
    for (form_name, text) in forms() {
        for first in [
            "",
            "magentosoapv19<enter>",
            "magentosoapv19<enter><tab>",
            "closeio<enter>",
            "magentosoapv19<enter><tab><tab><tab><tab><tab> <tab>",
        ] {
            let mut play = Play::new(scene::known());
            play.keys(first).paste(&text);
            let values = ["User name", "Password", "Store URL", "Instance name", "Tags"].map(|label| play.value(label));
            assert_eq!(
                values,
                ["ada", "p$ss-w0rd-77", "https://shop.example", "My shop", "t1"],
                "{form_name} after {first}: {}",
                play.notice_text()
            );
        }
    }
}

#[test]
fn no_secret_of_a_request_is_seen_or_kept() {
    for (form_name, text) in forms() {
        let mut play = Play::new(scene::known());
        play.effects();
        play.paste(&text);
        let kept: Vec<String> = play
            .effects()
            .into_iter()
            .filter_map(|effect| match effect {
                Effect::Session(SessionEffect::KeepDraft(kept)) => {
                    Some(serde_json::to_string(&kept.form).unwrap_or_default())
                }
                _ => None,
            })
            .collect();
        let screen = play.screen(80, 24);
        for secret in ["p$ss-w0rd-77", "s3cr3t-user-77"] {
            assert!(!screen.contains(secret) && !kept.concat().contains(secret), "{form_name}: {screen}");
        }
    }
}

#[rstest]
#[case::file("curl -X POST https://x.example -d @instance.json", "file instance.json, which is not read")]
#[case::no_body("$ curl -X POST \\\n https://x.example/instances", "no request body")]
#[case::cut_off("{\n \"element\": {\"key\": \"closeio\"},\n \"configuration\": {\n  \"username\":", "at line 4")]
#[case::python("requests.post(url, json=payload)", "a call in a program")]
#[case::unknown(r#"{"element": {"key": "zendsk"}, "configuration": {}}"#, "Did you mean zendesk?")]
fn a_request_that_cannot_be_read_leaves_everything_as_it_was(#[case] text: &str, #[case] words: &str) {
    let mut play = form("magentosoapv19");
    let before = play.values();
    play.paste(text);
    assert_eq!((play.values(), play.notice_text().contains(words)), (before, true), "{}", play.notice_text());
}

#[rstest]
#[case::cut_off("{\n \"element\": {\"key\": \"closeio\"},\n \"configuration\": {\n  \"username\":")]
#[case::no_element(r#"{"configuration": {"userName": "ada"}}"#)]
#[case::lines("two\nlines")]
#[case::settings("USER_NAME=ada\nPASSWORD=x")]
fn the_search_line_takes_nothing_of_it(#[case] text: &str) {
    let mut play = Play::new(scene::known());
    play.paste(text);
    assert!(
        play.at() == "element" && play.sees("Which element?") && !play.notice_text().is_empty(),
        "{}",
        play.screen(80, 24)
    );
    assert!(!play.screen(80, 24).contains("userName") && !play.screen(80, 24).contains("two lines"));
}

#[rstest]
#[case::two("ada\nhunter2")]
#[case::certificate("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----")]
#[case::document("{\n  \"type\": \"service_account\"\n}")]
fn several_lines_go_into_a_field_only_when_asked_for(#[case] text: &str) {
    let mut play = form("magentosoapv19");
    play.paste(text);
    let unasked = play.value("User name");
    play.keys("<a-o>");
    assert_eq!(
        (unasked.as_str(), play.value("User name")),
        ("", text.split('\n').map(str::trim).collect::<Vec<_>>().join(" "))
    );
}

#[test]
fn several_lines_are_counted() {
    let mut play = form("magentosoapv19");
    play.paste("ada\nhunter2");
    assert_eq!(
        play.notice_text(),
        "The paste has 2 lines; this entry takes one. Nothing was pasted; alt-o joins the lines and pastes them."
    );
}

#[test]
fn placeholders_alone_are_called_so() {
    let mut play = Play::new(scene::known());
    play.paste(r#"{"element": {"key": "magentosoapv19"}, "configuration": {"userName": "INSERT_USERNAME", "password": "{PASSWORD}", "store.url": "YOUR_STORE_URL"}, "name": "<name>"}"#);
    assert_eq!(play.notice_text().trim(), "The pasted request holds only placeholders. Fill in the fields below.");
}

#[test]
fn a_nested_value_becomes_an_entry_of_its_own() {
    let mut play = Play::new(scene::known());
    play.paste(r#"{"element": {"key": "magentosoapv19"}, "configuration": {"event.metadata": {"contacts": {"url": "/hubs/x"}}}}"#);
    assert_eq!(play.value("event.metadata"), r#"{"contacts":{"url":"/hubs/x"}}"#);
}

#[test]
fn nested_value_fills_a_field_that_takes_json() {
    let mut play = Play::new(scene::known());
    play.paste(r#"{"element": {"key": "magentosoapv19"}, "configuration": {"event.poller.configuration": {"contacts": {"url": "/hubs/x"}}}}"#);
    assert_eq!(play.value("Poller configuration"), r#"{"contacts":{"url":"/hubs/x"}}"#);
}

#[test]
fn settings_of_another_form_are_no_request() {
    let mut play = form("magentosoapv19");
    play.paste("alpha=1\nbeta=2\ngamma=3");
    assert_eq!(
        (play.value("User name").as_str(), play.notice_text().contains("3 lines")),
        ("", true),
        "{}",
        play.notice_text()
    );
}

#[test]
fn every_value_that_is_not_taken_is_named() {
    let mut play = Play::new(scene::known());
    play.paste(r#"{"element": {"key": "magentosoapv19"}, "configuration": {"userName": "ada", "password": null, "event.notification.enabled": "perhaps"}, "cached": 1, "providerData": {"code": "c"}}"#);
    for words in [
        "password (null)",
        "event.notification.enabled (not one of the choices)",
        "cached (not part of the form)",
        "providerData.code (belongs to an earlier sign-in)",
    ] {
        assert!(play.notice_text().contains(words), "{words}: {}", play.notice_text());
    }
}

#[test]
fn a_doubly_wrapped_paste_leaves_no_mark_in_a_secret() {
    let mut play = form("magentosoapv19");
    play.keys("<tab>").paste("\u{1b}[200~hunter2-0001");
    assert_eq!((play.value("Password").as_str(), play.sees("cleaned up")), ("hunter2-0001", true));
}

#[test]
fn a_name_keeps_the_characters_of_its_language() {
    let mut play = scene::magento();
    play.keys("<up><c-u>").paste("می\u{200c}خواهم 東京\u{3000}店 👩\u{200d}🚀\n");
    assert_eq!(play.value("Instance name"), "می\u{200c}خواهم 東京\u{3000}店 👩\u{200d}🚀");
}

#[test]
fn typing_replaces_a_default_and_one_step_back_brings_it_again() {
    let mut play = form("infusionsoftecommerce");
    let before = play.value("Callback URL");
    play.keys("<up>");
    assert_eq!(play.focus(), "Callback URL");
    play.keys("https://a.example");
    let typed = play.value("Callback URL");
    play.keys("<c-_>");
    assert_eq!((typed.as_str(), play.value("Callback URL")), ("https://a.example", before));
}

#[test]
fn a_default_whose_end_was_gone_to_is_edited() {
    let mut play = form("infusionsoftecommerce");
    play.keys("<up>");
    assert_eq!(play.focus(), "Callback URL");
    play.keys("<end>/x");
    assert!(play.value("Callback URL").ends_with("/callback/x"), "{}", play.value("Callback URL"));
}

#[test]
fn of_a_shop_s_address_the_pages_are_cut() {
    let mut play = form("magentosoapv19");
    play.keys("<tab><tab>").paste("https://shop.example/index.php/admin?x=1").keys("<tab>");
    assert_eq!(play.value("Store URL"), "https://shop.example");
}

#[rstest]
#[case::words_around(
    "Hi Ada,\nhere is what you need for Magento:\nUser name: ada\nPassword: p$ss-w0rd-77\nStore URL: https://shop.example\nCheers\n"
)]
#[case::empty_lines(
    "Hi Ada,\n\nUser name: ada\nPassword: p$ss-w0rd-77\nStore URL: https://shop.example\n\nCheers, Bob\n"
)]
#[case::german(
    "Hallo Ada,\n\nanbei die Zugangsdaten:\n\nUser name: ada\nPassword: p$ss-w0rd-77\nStore URL: https://shop.example\n\nViele Grüße\nBob\n"
)]
fn mail_with_values_fills_in_the_form(#[case] text: &str) {
    let mut play = form("magentosoapv19");
    play.paste(text);
    let values = ["User name", "Password", "Store URL"].map(|label| play.value(label));
    assert_eq!(values, ["ada", "p$ss-w0rd-77", "https://shop.example"], "{}", play.notice_text());
}
