//! Start and end of a session in plain lines.

use crate::kit::{Conversation, scene};
use elemint::{
    domain::{Fault, fault::FaultKind},
    wizard::{Effect, Leaving, Reply, ScreenEffect, SessionEffect},
};

#[test]
fn a_platform_is_chosen_by_number_name_or_address() {
    for (line, host) in
        [("2", "api.cloud-elements.com"), ("snapshot", "snapshot"), ("api.example.com", "api.example.com")]
    {
        let mut talk = Conversation::new(scene::stranger());
        talk.new_output();
        talk.say(line);
        let output = talk.new_output();
        assert!(output.contains("Sign in at ") && output.contains(host), "{line}: {output}");
    }
}

#[test]
fn foreign_server_is_reported() {
    let mut talk = Conversation::new(scene::stranger());
    assert!(talk.new_output().contains("1. Sandbox, on this machine; no account needed\n2. "));
    talk.say("cloud\n\nhttp://api.example.com");
    let output = talk.new_output();
    assert!(output.contains("cloud matches none of these, or several."), "{output}");
    assert!(output.contains("Problem: Use https: http is accepted only"), "{output}");
    assert_eq!(talk.play.at(), "platform");
}

#[test]
fn sandbox_is_started_and_announced() {
    let mut talk = Conversation::new(scene::stranger());
    talk.say("sandbox");
    assert!(talk.new_output().contains("Starting the sandbox."));
    talk.reply(Reply::SandboxStarted(Ok(scene::account())));
    assert!(talk.new_output().contains("OK: The sandbox is running."));
}

#[test]
fn both_secrets_are_asked_for_unseen_and_checked() {
    let mut talk = Conversation::new(scene::stranger());
    talk.say("2");
    assert!(talk.hides());
    talk.say(scene::USER).say(scene::ORGANIZATION).say("work\n");
    assert!(talk.new_output().contains("Checking the secrets with the platform."));
    talk.reply(Reply::Checked(Err(Fault::new(FaultKind::Account, "The platform does not know them.", "Look again."))));
    let output = talk.new_output();
    assert!(
        output.contains("Problem: The platform does not know this pair of secrets.\nUser secret [set, not shown]: "),
        "{output}"
    );
    talk.say("\n\n\n").reply(Reply::Checked(Ok(())));
    assert_eq!(talk.play.at(), "element");
    assert!(!talk.all().contains(scene::USER) && !talk.all().contains(scene::ORGANIZATION));
}

#[test]
fn password_is_asked_for_unseen() {
    let mut talk = Conversation::new(scene::stranger());
    talk.say("2\n:1\ne-mail\nada@example.com");
    assert!(talk.hides() && talk.new_output().contains("Sign in with"));
    talk.say("pass-word-0001\nwork\n");
    assert!(talk.new_output().contains("Signing in at the platform."));
    talk.reply(Reply::LoggedIn(Ok(scene::account())));
    assert_eq!((talk.play.at(), talk.all().contains("pass-word-0001")), ("element", false));
}

#[test]
fn leaving_is_asked_about_where_the_full_screen_asks() {
    let mut talk = Conversation::new(scene::stranger());
    talk.say(":back");
    assert!(talk.new_output().ends_with("Unfinished forms are saved.\nLeave elemint, yes or no: "));
    talk.say("no\n:back\nyes");
    assert_eq!(talk.play.effect(), Effect::Screen(ScreenEffect::Leave(Leaving::Idle)));
}

#[test]
fn leaving_at_once_saves_draft() {
    let mut talk = Conversation::new(scene::known());
    talk.say("magentosoapv19\nada\n:leave");
    let effects = talk.play.effects();
    assert!(
        matches!(
            effects.as_slice(),
            [
                ..,
                Effect::Session(SessionEffect::KeepDraft(_)),
                Effect::Screen(ScreenEffect::Leave(Leaving::BrokeOff(_)))
            ]
        ),
        "{effects:?}"
    );
}

#[test]
fn notice_names_words_instead_of_keys() {
    let mut talk = Conversation::new(scene::known());
    let account = scene::account();
    let fault = Fault::new(FaultKind::Unreached, "No way.", "");
    talk.event(elemint::wizard::Event::Catalog(account, Err(fault)));
    assert!(talk.new_output().contains(":refresh asks again."));
}

#[test]
fn everything_can_be_said_once_more() {
    let mut talk = Conversation::new(scene::known());
    let first = talk.new_output();
    talk.say(":repeat");
    assert_eq!(talk.new_output(), first);
}
