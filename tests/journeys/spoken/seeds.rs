//! Both faces lead to the same.

use crate::kit::{Conversation, Play, scene};
use elemint::wizard::{ConsentReply, CreationReply, Effect, Listening, ScreenEffect};

/// Returns the effect that creates the instance.
fn created(play: &mut Play) -> Effect {
    play.effect()
}

/// The form of the element without consent, answered line by line.
pub fn magento() -> Conversation {
    let mut talk = Conversation::new(scene::known());
    talk.say("magentosoapv19\nada\npass-word-0001\nhttps://shop.example\nTest\nteam-a, b\n\n");
    talk
}

/// The form of the element with consent, and the page it leads to.
pub fn waiting(callback: &str) -> Conversation {
    let mut talk = Conversation::new(scene::known());
    talk.say("infusionsoftecommerce\n:2").say(callback).say("client-id-0001\nclient-secret-0001\nTest\nteam-a\n\n");
    let page = scene::page(&talk.play);
    talk.reply(ConsentReply::Address(Ok(page)));
    if callback == scene::HERE {
        talk.reply(ConsentReply::Listening(Ok(Listening::default())));
    }
    talk.reply(ConsentReply::Opened(Ok(())));
    talk
}

#[test]
fn both_faces_send_the_same_for_magento() {
    let mut full = scene::magento();
    full.keys("<c-s><enter>");
    let mut talk = magento();
    talk.say("yes");
    assert_eq!(created(&mut talk.play), created(&mut full));
}

#[test]
fn both_faces_send_the_same_for_infusionsoft() {
    let mut full = scene::granted();
    full.effects();
    full.keys("<enter>");
    let mut talk = waiting(scene::HERE);
    let grant = talk.play.grant("the-code-0001");
    talk.reply(ConsentReply::Granted(grant));
    talk.play.effects();
    talk.say("yes");
    assert_eq!(created(&mut talk.play), created(&mut full));
}

#[test]
fn instance_is_announced_with_id_and_token_place() {
    let mut talk = magento();
    talk.say("yes").new_output();
    talk.reply(CreationReply::Created(Ok(scene::made(scene::MAGENTO))));
    let output = talk.new_output();
    assert!(output.contains("was created in 9 s."), "{output}");
    assert!(output.contains("Token: saved in /home/ada/.local/state/elemint/instances.jsonl"), "{output}");
}

#[test]
fn no_secret_is_ever_said() {
    let mut talk = waiting(scene::ELSEWHERE);
    let answer = talk.play.answer("code=the-code-0001");
    talk.say(&answer).say("yes").reply(CreationReply::Created(Ok(scene::made(scene::INFUSIONSOFT)))).say("read");
    for secret in ["client-secret-0001", "the-code-0001", scene::TOKEN, scene::USER] {
        assert!(!talk.all().contains(secret), "{secret}: {}", talk.all());
    }
}

#[test]
fn nothing_is_made_without_a_yes() {
    let mut talk = magento();
    assert!(talk.new_output().contains("Create the instance “Test”?"));
    talk.say("\nmaybe");
    assert_eq!(talk.play.at(), "review");
    talk.say("no");
    assert_eq!(talk.play.at(), "credentials");
}

#[test]
fn the_request_is_read_with_its_secrets_hidden_and_as_a_command_if_one_likes() {
    let mut talk = magento();
    let output = talk.new_output();
    assert!(output.contains("\"password\": \"(hidden)\"") && !output.contains("curl -"), "{output}");
    talk.say(":switch");
    assert!(talk.new_output().contains("curl "));
    talk.say(":copy");
    assert!(matches!(talk.play.effects().last(), Some(Effect::Screen(ScreenEffect::Copy(..)))));
}
