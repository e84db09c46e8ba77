//! Refusals of the platform: each failure leads to the place where it can be fixed.

use crate::kit::{Play, scene};
use elemint::{
    catalog::FieldKey,
    domain::{Fault, fault::FaultKind},
    text::Secret,
    wizard::{CreationReply, Effect, Leaving, Reply, ScreenEffect, VisitEffect},
};

/// The request failed like this, and the person pressed Enter.
fn after_failed_creation(mut play: Play, kind: FaultKind) -> Play {
    play.keys("<c-s><enter>");
    play.reply(CreationReply::Created(Err(scene::fault(kind)))).effects();
    play.keys("<enter>");
    play
}

fn refused(kind: FaultKind) -> Play {
    let mut play = scene::granted();
    play.keys("<enter>").reply(CreationReply::Created(Err(scene::fault(kind)))).effects();
    play
}

#[test]
fn failure_is_shown_with_platforms_words() {
    let play = refused(FaultKind::Refused);
    let expected =
        ["No instance was created", "did not make it", "Look at", "Failed to", "userName is not", "5f2b1c9e8d7a"];
    let screen = play.screen(80, 24);
    assert_eq!(expected.into_iter().find(|words| !screen.contains(words)), None, "{screen}");
}

#[test]
fn wrong_fields_lead_to_the_first_of_them() {
    let play = after_failed_creation(
        scene::magento(),
        FaultKind::Fields(vec![FieldKey::new("password"), FieldKey::new("userName")]),
    );
    assert_eq!((play.at(), play.focus().as_str()), ("credentials", "Password"));
}

#[test]
fn a_wrong_field_shows_the_providers_words() {
    let play = after_failed_creation(scene::magento(), FaultKind::Fields(vec![FieldKey::new("userName")]));
    assert!(play.sees("✗ userName is not valid"), "{}", play.screen(80, 24));
}

#[test]
fn wrong_fields_leave_everything_that_was_typed() {
    let before = scene::magento().values();
    assert_eq!(
        after_failed_creation(scene::magento(), FaultKind::Fields(vec![FieldKey::new("userName")])).values(),
        before
    );
}

#[test]
fn unnamed_wrong_fields_lead_to_form_with_platforms_words() {
    let play = after_failed_creation(scene::magento(), FaultKind::Fields(vec![]));
    assert_eq!((play.at(), play.sees("userName is not valid")), ("credentials", true));
}

#[test]
fn a_refused_code_leads_straight_back_to_consent_with_all_that_was_typed() {
    let mut play = scene::granted();
    let body = play.request().filled().draft().clone();
    play.keys("<enter>").effects();
    play.reply(CreationReply::Created(Err(scene::fault(FaultKind::Code))));
    assert_eq!(play.at(), "consent");
    let effect = play.effect();
    assert!(
        matches!(&effect, Effect::Visit(VisitEffect::AskAddress(consent, _)) if consent.filled().draft() == &body),
        "{effect:?}"
    );
    assert!(play.sees(&scene::fault(FaultKind::Code).problem), "{}", play.screen(80, 24));
}

#[test]
fn an_unknown_account_leads_to_its_secrets_still_filled_in() {
    let play = after_failed_creation(scene::magento(), FaultKind::Account);
    assert_eq!((play.at(), play.value("User secret").as_str()), ("sign-in", scene::USER));
}

#[test]
fn form_stays_filled_after_account_is_fixed() {
    let before = scene::magento().values();
    let mut play = after_failed_creation(scene::magento(), FaultKind::Account);
    play.keys("<c-s>").reply(Reply::Checked(Ok(())));
    assert_eq!(play.values(), before);
}

#[test]
fn a_request_that_never_arrived_goes_again_as_it_was_code_and_all() {
    let mut play = refused(FaultKind::Unreached);
    let provision = play.request().clone();
    play.keys("<enter>");
    assert_eq!(play.effects(), [Effect::Visit(VisitEffect::Create(Box::new(provision), scene::account()))]);
}

#[test]
fn a_request_that_came_at_a_busy_time_goes_again_as_it_was() {
    let mut play = refused(FaultKind::Busy(None));
    assert!(matches!(play.keys("<enter>").effect(), Effect::Visit(VisitEffect::Create(..))));
}

#[test]
fn a_request_refused_for_another_reason_leads_to_the_form() {
    assert_eq!(after_failed_creation(scene::magento(), FaultKind::Refused).at(), "credentials");
}

#[test]
fn a_spent_code_is_never_sent_twice() {
    for kind in [FaultKind::Refused, FaultKind::Code, FaultKind::Fields(vec![]), FaultKind::Broken] {
        let mut play = refused(kind.clone());
        // Whichever way back is taken, the request that comes of it begins with consent.
        play.keys("<esc><enter>");
        let sent = play.effects().iter().any(|e| matches!(e, Effect::Visit(VisitEffect::Create(..))));
        assert!(!sent, "{kind:?} at {}", play.at());
    }
}

#[test]
fn a_code_that_is_not_spent_survives_a_look_at_the_review() {
    let mut play = refused(FaultKind::Unreached);
    play.keys("<esc>");
    assert_eq!((play.at(), play.request().grant().is_some()), ("review", true));
}

#[test]
fn the_request_id_can_be_copied() {
    let mut play = refused(FaultKind::Refused);
    assert!(
        matches!(play.keys("y").effect(), Effect::Screen(ScreenEffect::Copy(id, _)) if id.expose() == "5f2b1c9e8d7a")
    );
}

#[test]
fn request_in_progress_cannot_be_left_silently() {
    let mut play = scene::granted();
    play.keys("<enter>").effects();
    play.keys("<esc><enter><up>qy");
    assert_eq!((play.at(), play.effects()), ("creating", vec![]));
}

#[test]
fn second_answer_to_same_request_is_ignored() {
    let mut play = scene::magento();
    play.keys("<c-s><enter>");
    let visit = play.wizard().visit();
    play.reply(CreationReply::Created(Ok(scene::made(scene::MAGENTO))));
    play.late(visit, Reply::Creation(CreationReply::Created(Err(scene::fault(FaultKind::Refused)))));
    assert_eq!(play.at(), "instance");
}

#[test]
fn long_message_does_not_cover_following_text() {
    let mut play = scene::magento();
    play.keys("<c-s><enter>");
    let words = "nothing ".repeat(200);
    let fault = Fault { message: Some(words.clone()), provider: Some(words), ..scene::fault(FaultKind::Refused) };
    play.reply(CreationReply::Created(Err(fault)));
    let screen = play.screen(80, 24);
    for line in ["Status    400", "Request   5f2b1c9e8d7a"] {
        assert!(screen.lines().any(|row| row.trim() == line), "{line}:\n{screen}");
    }
}

fn sent(mut play: Play) -> Play {
    play.keys("<c-s><enter>").effects();
    play
}

/// A fault with the page that a proxy sent in the platform's place.
fn with_page(kind: FaultKind) -> Fault {
    let page = Secret::new("<html>\n<b>Proxy login</b>\npassword=pass-word-0001");
    Fault { answer: Some(page), ..scene::fault(kind) }
}

#[test]
fn an_answer_nothing_can_be_made_of_is_read_and_left_again() {
    let mut play = sent(scene::magento());
    play.reply(CreationReply::Created(Err(with_page(FaultKind::Refused))));
    assert!(play.sees("v see the answer"), "{}", play.screen(80, 24));
    let screen = play.keys("v").screen(80, 24);
    let is_shown = screen.contains("shown as text") && screen.contains("Proxy login") && screen.contains("q back");
    assert!(is_shown && !screen.contains("pass-word"), "{screen}");
    assert_eq!(play.keys("q").at(), "creating");
    assert!(matches!(
        play.keys("v<c-c>").effects().pop(),
        Some(Effect::Screen(ScreenEffect::Leave(Leaving::BrokeOff(_))))
    ));
}

#[test]
fn unknown_outcome_stays_while_answer_is_read() {
    let mut play = sent(scene::magento());
    let entry = Box::new(scene::entry(&play));
    play.reply(CreationReply::Unclear(entry, with_page(FaultKind::Unclear)));
    assert!(play.keys("v").sees("Proxy login"), "{}", play.screen(80, 24));
    assert_eq!(play.keys("<esc>").at(), "recovery");
    assert!(matches!(
        play.keys("v<c-c>").effects().pop(),
        Some(Effect::Screen(ScreenEffect::Leave(Leaving::Unknown(..))))
    ));
}

#[test]
fn where_no_answer_came_none_is_offered() {
    let mut play = sent(scene::magento());
    play.reply(CreationReply::Created(Err(scene::fault(FaultKind::Unreached))));
    assert!(!play.sees("see the answer") && play.keys("v").at() == "creating");
}
