//! The provider's consent, and the request when it fails.

use super::seeds::{magento, waiting};
use crate::kit::{Conversation, scene};
use elemint::{
    domain::fault::FaultKind,
    wizard::{ConsentReply, CreationReply, Effect, RecoveryReply, ScreenEffect, VisitEffect},
};

#[test]
fn link_is_alone_on_its_line() {
    let mut talk = waiting(scene::HERE);
    let output = talk.new_output();
    let link = output.lines().find(|line| line.starts_with("https://signin.infusionsoft.com/app/oauth/authorize?"));
    assert!(link.is_some_and(|link| !link.contains(' ')), "{output}");
    assert!(output.contains("\nListening on http://127.0.0.1:8910/callback (:callback copies it)\n"), "{output}");
    assert!(output.contains("Your browser was asked to open the link.\n"), "{output}");
    assert!(talk.hides() && output.ends_with("or the code: "), "{output}");
}

#[test]
fn an_address_that_is_pasted_is_used() {
    let mut talk = waiting(scene::ELSEWHERE);
    let answer = talk.play.answer("code=the-code-0001");
    talk.say(&answer);
    assert_eq!(talk.play.at(), "review");
}

#[test]
fn paste_without_answer_is_reported_and_question_repeated() {
    let mut talk = waiting(scene::ELSEWHERE);
    talk.new_output();
    talk.say("https://www.mycoolapp.com/auth?code=x&state=another");
    assert!(talk.new_output().starts_with("\nProblem: "));
    assert_eq!(talk.play.at(), "consent");
    let answer = talk.play.answer("code=the-code-0001");
    talk.say(&answer);
    assert_eq!(talk.play.at(), "review");
}

#[test]
fn answer_during_typing_is_printed_on_own_line() {
    let mut talk = waiting(scene::HERE);
    talk.new_output();
    let grant = talk.play.grant("the-code-0001");
    talk.reply(ConsentReply::Granted(grant));
    assert!(talk.new_output().starts_with("\n\nCreate the instance “Test”?"));
}

#[test]
fn an_empty_line_opens_the_browser_and_words_copy_and_renew_the_link() {
    let mut talk = waiting(scene::HERE);
    talk.play.effects();
    talk.say("");
    assert!(matches!(talk.play.effect(), Effect::Visit(VisitEffect::Open(_))));
    talk.say(":copy");
    assert!(matches!(talk.play.effect(), Effect::Screen(ScreenEffect::Copy(_, "the link"))));
    talk.say(":renew");
    assert!(matches!(talk.play.effect(), Effect::Visit(VisitEffect::AskAddress(..))));
}

#[test]
fn an_answer_only_the_person_can_know_is_used_when_they_say_so() {
    let mut talk = waiting(scene::HERE);
    talk.new_output();
    let grant = talk.play.grant("the-code-0001");
    talk.reply(ConsentReply::Offered(grant));
    let output = talk.new_output();
    assert!(output.contains("Press Enter only if it is yours."), "{output}");
    talk.say("");
    assert_eq!(talk.play.at(), "review");
}

#[test]
fn refusal_is_shown_and_enter_asks_again() {
    let mut talk = waiting(scene::ELSEWHERE);
    let answer = talk.play.answer("error=access_denied&error_description=No+thanks");
    talk.new_output();
    talk.say(&answer);
    assert!(talk.new_output().contains("The provider denied access.\nProvider: access_denied: No thanks\n"));
    talk.play.effects();
    talk.say("");
    assert!(matches!(talk.play.effect(), Effect::Visit(VisitEffect::AskAddress(..))));
}

#[test]
fn waiting_time_is_shown_during_consent() {
    let mut talk = waiting(scene::HERE);
    talk.tick(200).new_output();
    talk.tick(301);
    assert!(talk.new_output().starts_with("\n5 minutes left.\n"));
    talk.tick(302);
    assert_eq!(talk.new_output(), "");
    talk.tick(600);
    assert!(
        talk.new_output()
            .contains("No answer arrived in time; a late answer still counts.\nPress Enter for a new link: ")
    );
}

#[test]
fn heartbeat_shows_progress() {
    let mut talk = magento();
    talk.say("yes").new_output();
    talk.tick(4);
    assert_eq!(talk.new_output(), "");
    talk.tick(5).tick(6).tick(10).tick(19).tick(20);
    let output = talk.new_output();
    assert_eq!(
        output.lines().collect::<Vec<_>>(),
        [
            "Creating “Test”: 5 seconds so far.",
            "Creating “Test”: 10 seconds so far.",
            "Creating “Test”: 20 seconds so far.",
        ]
    );
}

#[test]
fn failure_is_shown_completely_and_enter_continues() {
    let mut talk = magento();
    talk.say("yes").new_output();
    talk.reply(CreationReply::Created(Err(scene::fault(FaultKind::Refused))));
    let output = talk.new_output();
    assert!(output.contains("No instance was created.\nThe platform did not make it.\nLook at what it says.\nPlatform: Failed to create instance\nProvider: userName is not valid\n"), "{output}");
    assert!(output.ends_with("Press Enter to edit the form: "), "{output}");
    talk.say("");
    assert_eq!(talk.play.at(), "credentials");
}

#[test]
fn an_unclear_outcome_is_looked_into_and_one_is_chosen() {
    let mut talk = magento();
    talk.say("yes");
    let lost = scene::unclear(&talk.play);
    talk.reply(lost).new_output();
    talk.play.effects();
    talk.say("");
    assert!(matches!(talk.play.effect(), Effect::Visit(VisitEffect::Find(..))));
    let found = scene::made(scene::MAGENTO).instance;
    talk.reply(RecoveryReply::Found(Ok(vec![found.clone(), found.clone()]), std::time::Duration::ZERO));
    let output = talk.new_output();
    assert!(output.contains(&format!("2. Instance {}, {}", found.id, found.name)), "{output}");
    talk.say("2");
    assert!(matches!(talk.play.effect(), Effect::Visit(VisitEffect::Adopt(..))));
}

#[test]
fn every_way_that_needs_no_eyes_has_a_word() {
    let mut talk = Conversation::with(scene::waiting(scene::HERE));
    talk.say(":help");
    let output = talk.new_output();
    for word in [":longer - wait ten minutes more", ":tokens - use tokens you have", ":file - write the link to a file"]
    {
        assert!(output.contains(word), "{output}");
    }
    // Only over ssh, and only where the port is taken.
    assert!(!output.contains(":ssh") && !output.contains(":retry"), "{output}");
    talk.play.effects();
    talk.say(":file");
    assert!(matches!(talk.play.effect(), Effect::Visit(VisitEffect::KeepLink(_))), "{}", talk.all());
    talk.say(":tokens");
    assert_eq!(talk.play.at(), "credentials");
}

#[test]
fn of_several_answers_one_is_used_by_its_number() {
    let mut talk = waiting(scene::ELSEWHERE);
    talk.new_output();
    let text = format!("{} {}", talk.play.answer("code=the-code-0001"), talk.play.answer("code=the-code-0002"));
    talk.say(&text);
    let output = talk.new_output();
    assert!(output.contains("2. code (13 characters)") && output.ends_with("another address or code: "), "{output}");
    talk.say("2");
    let code = talk.play.request().grant().map(|grant| grant.code().expose().to_owned());
    assert_eq!(code, Some("the-code-0002".into()));
}

#[test]
fn late_offer_is_printed_before_it_is_used() {
    let mut talk = waiting(scene::HERE);
    talk.tick(600).new_output();
    let grant = talk.play.grant("the-code-0001");
    talk.reply(ConsentReply::Offered(grant));
    let output = talk.new_output();
    assert!(output.contains("from another browser") && output.contains("only if it is yours"), "{output}");
}
