//! Start and end of a session in plain lines.

use crate::kit::{Conversation, scene};
use elemint::{
    domain::{Fault, fault::FaultKind},
    wizard::{Effect, Leaving, Reply},
};

#[test]
fn a_platform_is_chosen_by_number_name_or_address() {
    for (line, host) in
        [("2", "api.cloud-elements.com"), ("snapshot", "snapshot"), ("api.example.com", "api.example.com")]
    {
        let mut talk = Conversation::new(scene::stranger());
        talk.heard();
        talk.say(line);
        let heard = talk.heard();
        assert!(heard.contains("Sign in at ") && heard.contains(host), "{line}: {heard}");
    }
}

#[test]
fn foreign_server_is_reported() {
    let mut talk = Conversation::new(scene::stranger());
    assert!(talk.heard().contains("1. Sandbox, practice on this machine; no account needed\n2. "));
    talk.say("cloud\n\nhttp://api.example.com");
    let heard = talk.heard();
    assert!(heard.contains("cloud matches none of these, or several."), "{heard}");
    assert!(heard.contains("Problem: Use https: http is accepted only"), "{heard}");
    assert_eq!(talk.play.at(), "where");
}

#[test]
fn sandbox_is_started_and_announced() {
    let mut talk = Conversation::new(scene::stranger());
    talk.say("practice");
    assert!(talk.heard().contains("Starting the sandbox."));
    talk.reply(Reply::Practice(Ok(scene::account())));
    assert!(talk.heard().contains("OK: The sandbox is running."));
}

#[test]
fn both_secrets_are_asked_for_unseen_and_checked() {
    let mut talk = Conversation::new(scene::stranger());
    talk.say("2");
    assert!(talk.hides());
    talk.say(scene::USER).say(scene::ORGANIZATION).say("work\n");
    assert!(talk.heard().contains("Checking the secrets with the platform."));
    talk.reply(Reply::Checked(Err(Fault::new(FaultKind::Account, "The platform does not know them.", "Look again."))));
    let heard = talk.heard();
    assert!(
        heard.contains("Problem: The platform does not know this pair of secrets.\nUser secret [set, not shown]: "),
        "{heard}"
    );
    talk.say("\n\n\n").reply(Reply::Checked(Ok(())));
    assert_eq!(talk.play.at(), "element");
    assert!(!talk.all().contains(scene::USER) && !talk.all().contains(scene::ORGANIZATION));
}

#[test]
fn leaving_is_asked_about_where_the_full_screen_asks() {
    let mut talk = Conversation::new(scene::stranger());
    talk.say(":back");
    assert!(talk.heard().ends_with("Unfinished forms are saved.\nLeave elemint, yes or no: "));
    talk.say("no\n:back\nyes");
    assert_eq!(talk.play.effect(), Effect::Leave(Leaving::Idle));
}

#[test]
fn leaving_at_once_saves_draft() {
    let mut talk = Conversation::new(scene::known());
    talk.say("magentosoapv19\nada\n:leave");
    let effects = talk.play.effects();
    assert!(
        matches!(effects.as_slice(), [.., Effect::KeepDraft(_), Effect::Leave(Leaving::BrokeOff(_))]),
        "{effects:?}"
    );
}

#[test]
fn notice_names_words_instead_of_keys() {
    let mut talk = Conversation::new(scene::known());
    let account = scene::account();
    let fault = Fault::new(FaultKind::Unreached, "No way.", "");
    talk.event(elemint::wizard::Event::Catalog(account, Err(fault)));
    assert!(talk.heard().contains(":refresh asks again."));
}

#[test]
fn everything_can_be_said_once_more() {
    let mut talk = Conversation::new(scene::known());
    let first = talk.heard();
    talk.say(":repeat");
    assert_eq!(talk.heard(), first);
}
