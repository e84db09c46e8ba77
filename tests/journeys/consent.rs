//! Waiting for the provider's consent.

use crate::kit::{Conversation, Play, scene};
use elemint::{
    catalog::ElementKey,
    domain::{
        fault::FaultKind,
        grant::{GrantReading, Notices, Refusal, StateCheck},
    },
    text::Secret,
    wizard::{
        ConsentReply, CreationReply, Effect, Event, Listening, Reply, ScreenEffect, Step, VisitEffect,
        effect::Topic,
        link_handover::LinkDelivery,
        steps::consent::{BrowserLaunch, ConsentPhase, ListenerState, PATIENCE, Waiting},
    },
};
use std::time::Duration;

pub fn asking(callback: &str) -> Play {
    let mut play = scene::infusionsoft(callback);
    play.effects();
    play.keys("<c-s>");
    play
}

pub fn wait(play: &Play) -> &Waiting {
    match play.wizard().step() {
        Step::Consent(step) => match step.phase() {
            ConsentPhase::Waiting(waiting) => waiting,
            other => panic!("{other:?}"),
        },
        _ => panic!("{}", play.at()),
    }
}

pub fn refusal() -> Refusal {
    Refusal {
        error: "access_denied".into(),
        description: Some("The shop's owner said no".into()),
        state: StateCheck::Matches,
    }
}

#[test]
fn the_platform_is_asked_for_the_page_on_arriving() {
    assert!(matches!(asking(scene::HERE).effect(), Effect::Visit(VisitEffect::AskAddress(..))));
}

#[test]
fn the_browser_opens_only_once_its_answer_can_be_caught() {
    let mut play = asking(scene::HERE);
    let page = scene::page(&play);
    play.effects();
    play.reply(ConsentReply::Address(Ok(page.clone())));
    assert_eq!(play.effects(), [Effect::Visit(VisitEffect::Listen(Box::new(page)))]);
    play.reply(ConsentReply::Listening(Ok(Listening::default())));
    assert!(matches!(play.effect(), Effect::Visit(VisitEffect::Open(_))));
}

#[test]
fn notice_about_the_link_goes_once_the_link_was_used() {
    let mut play = scene::waiting(scene::HERE);
    let sent = "Sent the link to the terminal's clipboard.";
    play.event(Event::Done(Topic::Copy, Ok(sent.into())));
    assert_eq!(play.notice_text().trim(), sent);
    play.reply(ConsentReply::Refused(refusal()));
    assert_eq!(play.notice_text(), "");
}

#[test]
fn foreign_callback_opens_browser_without_listener() {
    let mut play = asking(scene::ELSEWHERE);
    let page = scene::page(&play);
    play.effects();
    play.reply(ConsentReply::Address(Ok(page)));
    assert!(matches!(play.effect(), Effect::Visit(VisitEffect::Open(_))));
}

#[test]
fn a_taken_port_leaves_it_to_the_person_whether_to_go_on() {
    let mut play = asking(scene::HERE);
    let page = scene::page(&play);
    play.reply(ConsentReply::Address(Ok(page))).effects();
    play.reply(ConsentReply::Listening(Err(scene::blocked("port 8910 is taken by another program"))));
    assert_eq!((play.effects(), &wait(&play).browser), (vec![], &BrowserLaunch::Waiting));
    assert!(play.sees("port 8910 is taken"), "{}", play.screen(80, 24));
}

#[test]
fn with_a_taken_port_the_answer_can_still_be_pasted() {
    let mut play = asking(scene::HERE);
    let page = scene::page(&play);
    play.reply(ConsentReply::Address(Ok(page))).reply(ConsentReply::Listening(Err(scene::blocked("taken"))));
    let answer = play.answer("code=the-code-0001");
    assert_eq!(play.paste(&answer).keys("<enter>").at(), "review");
}

#[test]
fn browser_that_does_not_open_is_reported_and_can_be_retried() {
    let mut play = scene::waiting(scene::HERE);
    play.reply(ConsentReply::Opened(Err("no browser was found".into()))).effects();
    assert!(play.sees("no browser was found"), "{}", play.screen(80, 24));
    assert!(matches!(play.keys("<enter>").effect(), Effect::Visit(VisitEffect::Open(_))));
}

#[test]
fn a_pasted_address_leads_to_the_review() {
    let mut play = scene::waiting(scene::ELSEWHERE);
    let answer = play.answer("code=the-code-0001");
    assert_eq!(play.paste(&answer).keys("<enter>").at(), "review");
}

#[test]
fn pasted_address_is_summarized_before_use() {
    let mut play = scene::waiting(scene::ELSEWHERE);
    let answer = play.answer("code=the-code-0001&realmId=9130");
    assert!(play.paste(&answer).sees("code (13 characters) · state matches · realmId"), "{}", play.screen(80, 24));
}

#[test]
fn a_second_paste_takes_the_place_of_the_first() {
    let mut play = scene::waiting(scene::ELSEWHERE);
    let answer = play.answer("code=the-code-0001");
    play.paste("https://wrong.example/").paste(&answer).keys("<enter>");
    assert_eq!(play.at(), "review");
}

#[test]
fn a_typed_code_is_taken_with_a_warning_that_it_had_no_state() {
    let mut play = scene::waiting(scene::ELSEWHERE);
    play.keys("the-code-0001<enter>");
    assert_eq!(play.at(), "review");
    assert!(play.sees("carried no state"), "{}", play.screen(80, 24));
}

#[test]
fn unchecked_state_is_shown_while_relevant() {
    let mut play = scene::waiting(scene::ELSEWHERE);
    play.keys("the-code-0001<enter><down><tab>");
    assert!(play.sees("carried no state"), "{}", play.screen(80, 24));
    play.keys("<esc>");
    assert!(play.sees("Consent was given.") && play.sees("carried no state"), "{}", play.screen(80, 24));
    let mut talk = Conversation::with(play);
    talk.say("");
    assert!(talk.new_output().contains("carried no state"), "{}", talk.all());
}

#[test]
fn a_typed_verifier_is_taken_with_a_warning_that_it_had_no_request_token() {
    let mut play = asking(scene::HERE);
    let page = scene::page(&play).expecting_verifier(Secret::new("token-0001"), Secret::new("secret-0001"));
    play.reply(ConsentReply::Address(Ok(page))).keys("718281<enter>");
    assert_eq!(play.at(), "review");
    assert!(play.sees("carried no request token"), "{}", play.screen(80, 24));
}

#[test]
fn the_port_that_was_found_is_the_one_the_code_is_redeemed_for() {
    let mut play = asking("http://127.0.0.1:0/callback");
    let page = scene::page_at(&play, "http://127.0.0.1:4711/callback");
    play.reply(ConsentReply::Address(Ok(page))).effects();
    assert!(
        matches!(play.keys("<a-l>").effect(), Effect::Screen(ScreenEffect::Copy(at, _)) if at.expose().contains(":4711/"))
    );
    let answer = play.answer("code=the-code-0001");
    assert_eq!(play.paste(&answer).keys("<enter>").at(), "review");
    assert_eq!(play.request().masked_body()["configuration"]["oauth.callback.url"], "http://127.0.0.1:4711/callback");
}

#[test]
fn a_port_left_open_stays_so_in_the_form() {
    let mut play = asking("http://127.0.0.1:0/callback");
    let page = scene::page_at(&play, "http://127.0.0.1:4711/callback");
    play.reply(ConsentReply::Address(Ok(page))).keys("<esc>");
    assert_eq!((play.at(), play.value("Callback URL").as_str()), ("credentials", "http://127.0.0.1:0/callback"));
}

#[test]
fn port_left_open_stays_so_in_form_and_last_values_after_consent() {
    let mut play = asking("http://127.0.0.1:0/callback");
    let page = scene::page_at(&play, "http://127.0.0.1:4711/callback");
    play.reply(ConsentReply::Address(Ok(page)));
    let answer = play.answer("code=the-code-0001");
    play.paste(&answer).keys("<enter><esc><esc>");
    assert_eq!((play.at(), play.value("Callback URL").as_str()), ("credentials", "http://127.0.0.1:0/callback"));
    play.keys("<c-s>");
    assert!(play.sees("Consent was given."), "{}", play.screen(80, 24));
    play.keys("<enter><enter>").effects();
    play.reply(CreationReply::Created(Ok(scene::made(scene::INFUSIONSOFT))));
    let session = play.wizard().session();
    let last = session.forms.last.form_for(&scene::profile().name, &ElementKey::new("infusionsoftecommerce"));
    assert_eq!(last.map(|form| form.values["oauth.callback.url"].as_str()), Some("http://127.0.0.1:0/callback"));
}

#[test]
fn an_answer_with_our_state_is_taken_without_a_word() {
    assert_eq!(scene::granted().notice_text(), "");
}

#[test]
fn an_answer_to_another_request_is_not_taken() {
    let mut play = scene::waiting(scene::ELSEWHERE);
    play.paste("https://www.mycoolapp.com/auth?code=the-code-0001&state=infusionsoftecommerce").keys("<enter>");
    assert_eq!((play.at(), &wait(&play).reading), ("consent", &GrantReading::Foreign("state")));
    assert!(play.sees("another request"), "{}", play.screen(80, 24));
}

#[test]
fn an_address_without_a_state_is_not_taken_where_the_provider_sends_one() {
    let mut play = scene::waiting(scene::ELSEWHERE);
    play.paste("https://www.mycoolapp.com/auth?code=the-code-0001").keys("<enter>");
    assert_eq!(play.at(), "consent");
    assert!(play.sees("The state is missing"), "{}", play.screen(80, 24));
    assert!(play.notice_text().contains("paste only its code"), "{}", play.notice_text());
}

#[test]
fn the_link_itself_is_no_answer() {
    let mut play = scene::waiting(scene::ELSEWHERE);
    let link = wait(&play).authorization.address().to_owned();
    play.paste(&link).keys("<enter>");
    assert!(play.sees("not its answer"), "{}", play.screen(80, 24));
}

#[test]
fn refusal_shows_providers_words() {
    let mut play = scene::waiting(scene::HERE);
    play.reply(ConsentReply::Refused(refusal()));
    assert!(play.sees("access_denied: The shop's owner said no"), "{}", play.screen(80, 24));
}

#[test]
fn after_a_refusal_enter_asks_again() {
    let mut play = scene::waiting(scene::HERE);
    play.reply(ConsentReply::Refused(refusal())).effects();
    assert!(matches!(play.keys("<enter>").effect(), Effect::Visit(VisitEffect::AskAddress(..))));
}

#[test]
fn pasted_refusal_is_shown() {
    let mut play = scene::waiting(scene::ELSEWHERE);
    let answer = play.answer("error=access_denied&error_description=The+shop%27s+owner+said+no");
    play.paste(&answer).keys("<enter>");
    assert!(play.sees("access_denied: The shop's owner said no"), "{}", play.screen(80, 24));
}

#[test]
fn unexpected_callbacks_are_counted() {
    let mut play = scene::waiting(scene::HERE);
    assert!(
        play.reply(ConsentReply::Noticed(Notices { ignored: 3, ..Notices::default() })).sees("3 unexpected callbacks"),
        "{}",
        play.screen(80, 24)
    );
}

#[test]
fn patience_ends_and_enter_then_asks_for_a_new_link() {
    let mut play = scene::waiting(scene::HERE);
    play.tick(PATIENCE.as_secs()).effects();
    assert!(play.sees("No answer arrived in time"), "{}", play.screen(80, 24));
    assert!(matches!(play.keys("<enter>").effect(), Effect::Visit(VisitEffect::AskAddress(..))));
}

#[test]
fn an_answer_that_comes_after_patience_ended_is_still_taken() {
    let mut play = scene::waiting(scene::HERE);
    let grant = play.grant("the-code-0001");
    assert_eq!(play.tick(PATIENCE.as_secs()).reply(ConsentReply::Granted(grant)).at(), "review");
}

#[test]
fn time_is_asked_for_only_while_it_moves_something() {
    let mut play = scene::waiting(scene::HERE);
    let before = play.wizard().tick_interval();
    play.tick(PATIENCE.as_secs());
    assert!(before.is_some() && play.wizard().tick_interval().is_none());
}

#[test]
fn answer_to_old_visit_is_ignored() {
    let mut play = scene::waiting(scene::HERE);
    let (old, grant) = (play.wizard().visit(), play.grant("the-code-0001"));
    play.keys("<esc>").late(old, Reply::Consent(ConsentReply::Granted(grant)));
    assert_eq!(play.at(), "credentials");
}

#[test]
fn answer_to_old_link_is_ignored_after_renewal() {
    let mut play = scene::waiting(scene::HERE);
    let (old, grant) = (play.wizard().visit(), play.grant("the-code-0001"));
    play.keys("<c-n>").late(old, Reply::Consent(ConsentReply::Granted(grant)));
    assert_eq!(play.at(), "consent");
}

#[test]
fn a_platform_without_a_page_says_why_and_can_be_asked_again() {
    let mut play = asking(scene::HERE);
    play.reply(ConsentReply::Address(Err(scene::fault(FaultKind::Refused)))).effects();
    assert!(play.sees("Failed to create instance"), "{}", play.screen(80, 24));
    assert!(matches!(play.keys("<enter>").effect(), Effect::Visit(VisitEffect::AskAddress(..))));
}

#[test]
fn a_platform_that_does_not_know_the_account_leads_to_its_secrets() {
    let mut play = asking(scene::HERE);
    assert_eq!(play.reply(ConsentReply::Address(Err(scene::fault(FaultKind::Account)))).at(), "sign-in");
}

#[test]
fn the_link_and_the_callback_can_be_copied() {
    let mut play = scene::waiting(scene::HERE);
    let link = Secret::new(wait(&play).authorization.address());
    play.effects();
    play.keys("<a-c><a-l>");
    let copied: Vec<_> = play
        .effects()
        .into_iter()
        .filter_map(|e| if let Effect::Screen(ScreenEffect::Copy(t, _)) = e { Some(t) } else { None })
        .collect();
    assert_eq!(copied, [link, Secret::new(scene::HERE)]);
}

#[test]
fn the_port_is_being_opened_until_it_is_open() {
    let mut play = asking(scene::HERE);
    let page = scene::page(&play);
    play.reply(ConsentReply::Address(Ok(page)));
    assert_eq!(wait(&play).listener, ListenerState::Opening);
    play.reply(ConsentReply::Listening(Ok(Listening::default())));
    assert_eq!(wait(&play).listener, ListenerState::Open);
}

#[test]
fn an_answer_from_another_browser_waits_for_a_key() {
    let mut play = scene::waiting(scene::HERE);
    let grant = play.grant("the-code-0001");
    play.reply(ConsentReply::Offered(grant));
    assert_eq!(play.at(), "consent");
    assert!(play.sees("code (13 characters)"), "{}", play.screen(80, 24));
    assert_eq!(play.keys("<enter>").at(), "review");
}

#[test]
fn reveal_does_not_carry_to_next_answer() {
    let mut play = scene::waiting(scene::ELSEWHERE);
    play.paste("the-code-0001").keys("<c-r>");
    assert!(play.sees("the-code-0001"), "{}", play.screen(80, 24));
    play.keys("<esc>").paste("the-code-0002");
    assert!(!play.sees("the-code-0002"), "{}", play.screen(80, 24));
}

#[test]
fn a_link_that_was_answered_is_not_handed_out_again() {
    let mut play = scene::waiting(scene::HERE);
    let refused = play.answer("error=access_denied");
    play.paste(&refused).keys("<enter>").effects();
    for key in ["<a-c>", "<a-u>", "<a-q>", "<a-w>", "<a-m>"] {
        play.keys(key);
        assert!(
            play.notice_text().contains("This link was used already") && play.effects().is_empty(),
            "{key}: {}",
            play.notice_text()
        );
    }
    assert!(!play.sees("alt-c") && play.sees("The provider denied access."), "{}", play.screen(80, 24));
}

#[test]
fn of_two_answers_in_a_paste_the_marked_one_is_used() {
    let mut play = scene::waiting(scene::ELSEWHERE);
    let text = format!("{}\n{}", play.answer("code=the-code-0001"), play.answer("code=the-other-code-0002"));
    play.paste(&text).keys("<enter>");
    assert!(play.at() == "consent" && play.notice_text().contains("Choose one"), "{}", play.notice_text());
    assert!(play.sees("2 different answers") && play.sees("code (19 characters)"), "{}", play.screen(80, 24));
    play.keys("<down><down><enter>");
    assert_eq!(
        play.request().grant().map(|grant| grant.code().expose().to_owned()),
        Some("the-other-code-0002".into())
    );
}

#[test]
fn codes_to_choose_from_are_shown_only_on_a_key() {
    let mut play = scene::waiting(scene::ELSEWHERE);
    let text = format!("{}\n{}", play.answer("code=the-code-0001"), play.answer("code=the-code-0002"));
    assert!(!play.paste(&text).sees("the-code-0002"), "{}", play.screen(80, 24));
    assert!(play.keys("<c-r>").sees("the-code-0002"), "{}", play.screen(80, 24));
}

#[test]
fn later_offers_are_counted_and_the_newest_is_listed_first() {
    let mut play = scene::waiting(scene::HERE);
    for code in 0..12 {
        let grant = play.grant(&format!("the-code-{code:04}"));
        play.reply(ConsentReply::Offered(grant));
    }
    assert!(play.sees("12 answers arrived") && play.sees("The newest 8"), "{}", play.screen(80, 24));
    play.keys("<down><enter>");
    assert_eq!(play.request().grant().map(|grant| grant.code().expose().to_owned()), Some("the-code-0011".into()));
}

#[test]
fn a_mark_stays_with_its_answer_when_another_one_comes() {
    let mut play = scene::waiting(scene::HERE);
    for code in ["the-code-0001", "the-code-0002"] {
        let grant = play.grant(code);
        play.reply(ConsentReply::Offered(grant));
    }
    play.keys("<down><down>");
    let grant = play.grant("the-code-0003");
    play.reply(ConsentReply::Offered(grant)).keys("<enter>");
    assert_eq!(play.request().grant().map(|grant| grant.code().expose().to_owned()), Some("the-code-0001".into()));
}

#[test]
fn the_same_offer_twice_is_one() {
    let mut play = scene::waiting(scene::HERE);
    let grant = play.grant("the-code-0001");
    play.reply(ConsentReply::Offered(grant.clone())).reply(ConsentReply::Offered(grant));
    assert_eq!(play.keys("<enter>").at(), "review");
}

#[test]
fn a_short_link_opened_twice_is_said() {
    let mut play = scene::waiting(scene::HERE);
    play.reply(ConsentReply::Noticed(Notices { is_contested: true, ..Notices::default() }));
    assert!(play.sees("Two browsers opened the short link"), "{}", play.screen(80, 24));
}

#[test]
fn an_answer_too_large_to_read_is_said() {
    let mut play = scene::waiting(scene::HERE);
    play.reply(ConsentReply::Noticed(Notices { unreadable: 1, ..Notices::default() }));
    assert!(play.sees("An answer arrived but was too large"), "{}", play.screen(80, 24));
}

#[test]
fn body_footer_and_help_say_the_same_of_enter_when_only_copying_is_possible() {
    let mut play = scene::handed_over_asking(scene::HERE, LinkDelivery::Show);
    play.reply(ConsentReply::Listening(Err(scene::blocked("Port 8910 is taken."))));
    assert!(play.sees("↵ to copy the link anyway") && play.sees("copy link"), "{}", play.screen(80, 24));
    assert!(!play.sees("open the browser anyway"), "{}", play.screen(80, 24));
    play.keys("<f1>");
    assert!(play.sees("copy the link; once") && !play.sees("open the browser"), "{}", play.screen(80, 24));
}

#[test]
fn body_footer_and_help_say_the_same_of_enter_when_the_browser_opens() {
    let mut play = scene::handed_over_asking(scene::HERE, LinkDelivery::Open);
    play.reply(ConsentReply::Listening(Err(scene::blocked("Port 8910 is taken."))));
    assert!(play.sees("↵ to open the browser anyway") && play.sees("open browser"), "{}", play.screen(80, 24));
    play.keys("<f1>");
    assert!(play.sees("open the browser; once"), "{}", play.screen(80, 24));
}

#[test]
fn late_offer_is_asked_about_before_a_new_link() {
    let mut play = scene::waiting(scene::HERE);
    play.tick(600);
    assert!(play.sees("for a new link"), "{}", play.screen(80, 24));
    let grant = play.grant("the-code-0001");
    play.reply(ConsentReply::Offered(grant));
    assert!(play.sees("only if it is yours") && !play.sees("Press ↵ for a new link"), "{}", play.screen(80, 24));
    assert_eq!(play.keys("<enter>").at(), "review");
}

#[test]
fn continued_wait_counts_from_its_continuation() {
    let mut play = scene::waiting(scene::HERE);
    play.tick(600).keys("<a-m>").tick(1500);
    assert!(play.sees("10:00 left"), "{}", play.screen(80, 24));
    play.tick(2100);
    assert!(play.sees("No answer arrived in time"), "{}", play.screen(80, 24));
}

#[test]
fn taken_port_is_tried_after_the_wait_too() {
    let mut play = scene::waiting(scene::HERE);
    play.reply(ConsentReply::Listening(Err(scene::blocked("Another program has the port.")))).tick(600).effects();
    assert_eq!(play.wizard().tick_interval(), Some(Duration::from_secs(5)));
    play.tick(610);
    assert!(play.effects().iter().any(|effect| matches!(effect, Effect::Visit(VisitEffect::Listen(_)))));
}
