//! The provider's consent, and the request when it fails.

use super::seeds::{magento, waiting};
use crate::kit::{Conversation, scene};
use elemint::{
    domain::fault::FaultKind,
    wizard::{Effect, Reply},
};

#[test]
fn link_is_alone_on_its_line() {
    let mut talk = waiting(scene::HERE);
    let heard = talk.heard();
    let link = heard.lines().find(|line| line.starts_with("https://signin.infusionsoft.com/app/oauth/authorize?"));
    assert!(link.is_some_and(|link| !link.contains(' ')), "{heard}");
    assert!(heard.contains("\nListening on http://127.0.0.1:8910/callback (:callback copies it)\n"), "{heard}");
    assert!(heard.contains("Your browser was asked to open the link.\n"), "{heard}");
    assert!(talk.hides() && heard.ends_with("or the code: "), "{heard}");
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
    talk.heard();
    talk.say("https://www.mycoolapp.com/auth?code=x&state=another");
    assert!(talk.heard().starts_with("\nProblem: "));
    assert_eq!(talk.play.at(), "authorization");
    let answer = talk.play.answer("code=the-code-0001");
    talk.say(&answer);
    assert_eq!(talk.play.at(), "review");
}

#[test]
fn answer_during_typing_is_printed_on_own_line() {
    let mut talk = waiting(scene::HERE);
    talk.heard();
    let grant = talk.play.grant("the-code-0001");
    talk.reply(Reply::Granted(grant));
    assert!(talk.heard().starts_with("\n\nCreate the instance “Test”?"));
}

#[test]
fn an_empty_line_opens_the_browser_and_words_copy_and_renew_the_link() {
    let mut talk = waiting(scene::HERE);
    talk.play.effects();
    talk.say("");
    assert!(matches!(talk.play.effect(), Effect::Open(_)));
    talk.say(":copy");
    assert!(matches!(talk.play.effect(), Effect::Copy(_, "the link")));
    talk.say(":renew");
    assert!(matches!(talk.play.effect(), Effect::AskAddress(..)));
}

#[test]
fn an_answer_only_the_person_can_know_is_used_when_they_say_so() {
    let mut talk = waiting(scene::HERE);
    talk.heard();
    let grant = talk.play.grant("the-code-0001");
    talk.reply(Reply::Offered(grant));
    let heard = talk.heard();
    assert!(heard.contains("Press Enter only if it is yours."), "{heard}");
    talk.say("");
    assert_eq!(talk.play.at(), "review");
}

#[test]
fn refusal_is_shown_and_enter_asks_again() {
    let mut talk = waiting(scene::ELSEWHERE);
    let answer = talk.play.answer("error=access_denied&error_description=No+thanks");
    talk.heard();
    talk.say(&answer);
    assert!(talk.heard().contains("The provider denied access.\nProvider: access_denied: No thanks\n"));
    talk.play.effects();
    talk.say("");
    assert!(matches!(talk.play.effect(), Effect::AskAddress(..)));
}

#[test]
fn waiting_time_is_shown_during_consent() {
    let mut talk = waiting(scene::HERE);
    talk.tick(200).heard();
    talk.tick(301);
    assert!(talk.heard().starts_with("\n5 minutes left.\n"));
    talk.tick(302);
    assert_eq!(talk.heard(), "");
    talk.tick(600);
    assert!(
        talk.heard().contains("No answer arrived in time; a late answer still counts.\nPress Enter for a new link: ")
    );
}

#[test]
fn heartbeat_shows_progress() {
    let mut talk = magento();
    talk.say("yes").heard();
    talk.tick(4);
    assert_eq!(talk.heard(), "");
    talk.tick(5).tick(6).tick(10).tick(19).tick(20);
    let heard = talk.heard();
    assert_eq!(
        heard.lines().collect::<Vec<_>>(),
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
    talk.say("yes").heard();
    talk.reply(Reply::Created(Err(scene::fault(FaultKind::Refused))));
    let heard = talk.heard();
    assert!(heard.contains("No instance was created.\nThe platform did not make it.\nLook at what it says.\nPlatform: Failed to create instance\nProvider: userName is not valid\n"), "{heard}");
    assert!(heard.ends_with("Press Enter to edit the form: "), "{heard}");
    talk.say("");
    assert_eq!(talk.play.at(), "credentials");
}

#[test]
fn an_unclear_outcome_is_looked_into_and_one_is_chosen() {
    let mut talk = magento();
    talk.say("yes");
    let lost = scene::unclear(&talk.play);
    talk.reply(lost).heard();
    talk.play.effects();
    talk.say("");
    assert!(matches!(talk.play.effect(), Effect::Find(..)));
    let found = scene::made(scene::MAGENTO).instance;
    talk.reply(Reply::Found(Ok(vec![found.clone(), found.clone()]), std::time::Duration::ZERO));
    let heard = talk.heard();
    assert!(heard.contains(&format!("2. Instance {}, {}", found.id, found.name)), "{heard}");
    talk.say("2");
    assert!(matches!(talk.play.effect(), Effect::Adopt(..)));
}

#[test]
fn every_way_that_needs_no_eyes_has_a_word() {
    let mut talk = Conversation::with(scene::waiting(scene::HERE));
    talk.say(":help");
    let heard = talk.heard();
    for word in [":longer - wait ten minutes more", ":tokens - use tokens you have", ":file - write the link to a file"]
    {
        assert!(heard.contains(word), "{heard}");
    }
    // Only over ssh, and only where the port is taken.
    assert!(!heard.contains(":ssh") && !heard.contains(":retry"), "{heard}");
    talk.play.effects();
    talk.say(":file");
    assert!(matches!(talk.play.effect(), Effect::KeepLink(_)), "{}", talk.all());
    talk.say(":tokens");
    assert_eq!(talk.play.at(), "credentials");
}

#[test]
fn of_several_answers_one_is_used_by_its_number() {
    let mut talk = waiting(scene::ELSEWHERE);
    talk.heard();
    let text = format!("{} {}", talk.play.answer("code=the-code-0001"), talk.play.answer("code=the-code-0002"));
    talk.say(&text);
    let heard = talk.heard();
    assert!(heard.contains("2. code (13 characters)") && heard.ends_with("another address or code: "), "{heard}");
    talk.say("2");
    let code = talk.play.provision().grant().map(|grant| grant.code().expose().to_owned());
    assert_eq!(code, Some("the-code-0002".into()));
}
