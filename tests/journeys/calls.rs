//! Reads through an instance: the choice of an operation, its parameters, and the answer.

use crate::kit::{Conversation, Play, scene};
use elemint::{
    domain::{ResourceOperation, fault::FaultKind},
    text::Secret,
    wizard::{Effect, Event, Reply, ScreenEffect, Step, VisitEffect},
};
use rstest::rstest;
use std::sync::Arc;

const ANSWER: &str = r#"[{"id": "1", "name": "Northwind", "apiKey": "sk_live_0123456789abcdef"}]"#;

/// Returns the path and the query of the read that was requested last.
fn sent(play: &mut Play) -> Option<(String, Vec<(String, String)>)> {
    play.effects().into_iter().rev().find_map(|effect| match effect {
        Effect::Visit(VisitEffect::CallResource(call, _)) => {
            Some((call.path.segments().join("/"), call.path.query().to_vec()))
        }
        _ => None,
    })
}

fn found(play: &Play) -> usize {
    match play.wizard().step() {
        Step::Calls(step) => step.len(),
        _ => panic!("no calls in {}", play.at()),
    }
}

/// The answer of `/accounts`, read over its form.
fn answered(next: Option<&str>) -> Play {
    let mut play = scene::operations();
    play.keys("<enter><c-s>").reply(scene::call_answer(ANSWER, next));
    play
}

#[rstest]
#[case::from_the_list("<a-u>", "calls")]
#[case::from_the_details("<enter>u", "calls")]
#[case::back_to_the_list("<a-u><esc>", "instances")]
#[case::back_to_the_details("<enter>u<esc>", "details")]
fn key_leads_to_screen(#[case] keys: &str, #[case] screen: &str) {
    let mut play = scene::instances(3);
    play.keys(keys);
    assert_eq!(play.at(), screen);
}

#[test]
fn operations_of_the_instance_are_requested() {
    let mut play = scene::instances(3);
    play.keys("<a-u>");
    let asked = play
        .effects()
        .into_iter()
        .any(|effect| matches!(effect, Effect::Visit(VisitEffect::ReadOperations(listed, _)) if listed.id == "1"));
    assert!(asked);
}

#[rstest]
#[case::part("contact", 1)]
#[case::words_in_any_order("{id} acc", 1)]
#[case::summary("lists", 2)]
#[case::nothing("nowhere", 0)]
fn typed_words_filter_the_operations(#[case] typed: &str, #[case] count: usize) {
    let mut play = scene::operations();
    play.keys(typed);
    assert_eq!(found(&play), count);
}

#[test]
fn documentation_without_reads_is_named_as_the_reason() {
    let mut play = scene::instances(3);
    play.keys("<a-u>").reply(Reply::Operations(Ok(Arc::default())));
    assert!(play.sees("Its documentation has no calls that read data."), "{}", play.screen(80, 24));
}

#[test]
fn ten_thousand_operations_are_searched() {
    let all = (0..10_000).map(|n| ResourceOperation::new(format!("/objects/{n}"), "Lists", Vec::new()));
    let mut play = scene::instances(3);
    play.keys("<a-u>").reply(Reply::Operations(Ok(Arc::new(all.collect()))));
    play.keys("/9999");
    assert_eq!(found(&play), 1);
}

#[test]
fn failure_is_shown_and_enter_asks_again() {
    let mut play = scene::instances(3);
    play.keys("<a-u>").reply(Reply::Operations(Err(scene::fault(FaultKind::Unreached))));
    assert!(play.sees("could not be read"), "{}", play.screen(80, 24));
    play.effects();
    play.keys("<enter>");
    assert!(play.effects().iter().any(|effect| matches!(effect, Effect::Visit(VisitEffect::ReadOperations(..)))));
}

#[test]
fn values_are_sent_in_path_and_query() {
    let mut play = scene::operations();
    play.keys("<down><enter>a/1<enter>name<c-s>");
    let query = vec![("fields".to_owned(), "name".to_owned())];
    assert_eq!(sent(&mut play), Some(("accounts/a/1".to_owned(), query)));
}

#[rstest]
#[case::required("<down><enter><c-s>", "id is needed.")]
#[case::whole_number("<enter>many<c-s>", "pageSize is a whole number.")]
fn wrong_value_is_not_sent(#[case] keys: &str, #[case] complaint: &str) {
    let mut play = scene::operations();
    play.keys(keys);
    assert!(play.sees(complaint), "{}", play.screen(80, 24));
    assert_eq!(sent(&mut play), None);
}

#[test]
fn value_of_several_lines_is_refused() {
    let mut play = scene::operations();
    play.keys("<enter>").event(Event::Set(0, Secret::new("one\ntwo")));
    assert!(play.notice_text().contains("The paste has 2 lines"), "{}", play.screen(80, 24));
}

#[test]
fn choice_is_turned_and_sent() {
    let mut play = scene::operations();
    play.keys("<enter><tab><space><space><c-s>");
    assert_eq!(sent(&mut play), Some(("accounts".to_owned(), vec![("order".to_owned(), "age".to_owned())])));
}

#[test]
fn answer_is_shown_with_its_secrets_masked() {
    let play = answered(None);
    let screen = play.screen(80, 24);
    assert!(screen.contains("Northwind") && !screen.contains("sk_live"), "{screen}");
}

#[test]
fn esc_leads_back_step_by_step_and_nothing_is_lost() {
    let mut play = scene::operations();
    play.keys("acc<enter>5<c-s>").reply(scene::call_answer(ANSWER, None));
    assert_eq!(play.at(), "document");
    play.keys("<esc>");
    assert_eq!((play.at(), play.value("pageSize")), ("call", "5".to_owned()));
    play.keys("<esc>");
    assert_eq!((play.at(), found(&play)), ("calls", 2));
    play.keys("<enter>");
    assert_eq!(play.value("pageSize"), "5");
}

#[test]
fn answer_that_was_left_is_not_asked_for_again() {
    let mut play = answered(None);
    play.effects();
    play.keys("<esc>");
    assert_eq!(sent(&mut play), None);
}

#[test]
fn token_of_the_next_page_is_filled_in() {
    let mut play = answered(Some("page-2"));
    assert!(play.notice_text().contains("another page"), "{}", play.notice_text());
    play.effects();
    play.keys("<esc><c-s>");
    assert_eq!(sent(&mut play), Some(("accounts".to_owned(), vec![("nextPage".to_owned(), "page-2".to_owned())])));
}

#[test]
fn esc_ends_a_read_that_is_under_way() {
    let mut play = scene::operations();
    play.keys("<enter><c-s>");
    let visit = play.wizard().visit();
    play.keys("<esc>").late(visit, scene::call_answer(ANSWER, None));
    assert_eq!(play.at(), "call");
}

#[test]
fn refusal_is_said_and_the_form_stays() {
    let mut play = scene::operations();
    play.keys("<enter>5<c-s>").reply(Reply::Called(Err(scene::fault(FaultKind::Refused))));
    assert_eq!((play.at(), play.value("pageSize")), ("call", "5".to_owned()));
    assert!(!play.notice_text().trim().is_empty());
}

#[test]
fn curl_command_has_the_token_as_a_variable() {
    let mut play = answered(None);
    play.effects();
    play.keys("yc");
    let copied = play.effects().into_iter().find_map(|effect| match effect {
        Effect::Screen(ScreenEffect::Copy(text, _)) => Some(text.expose().to_owned()),
        _ => None,
    });
    let text = copied.expect("a copy");
    assert!(
        text.contains("Element $CE_TOKEN") && text.contains("/accounts'") && !text.contains("listed+token"),
        "{text}"
    );
}

/// The same answer in plain lines.
fn spoken_answer() -> Conversation {
    let mut talk = Conversation::with(scene::instances(3));
    talk.say("call 1");
    let read = elemint::domain::resource_docs::operations(scene::DOCS).expect("a document");
    talk.reply(Reply::Operations(Ok(Arc::new(read))));
    assert!(talk.all().contains("1. /accounts, Lists accounts"), "{}", talk.all());
    talk.say("1\n5\n\n\n").reply(scene::call_answer(ANSWER, None));
    assert!(talk.all().contains("GET /accounts"), "{}", talk.all());
    talk
}

#[test]
fn plain_lines_choose_fill_in_and_read() {
    let mut talk = spoken_answer();
    talk.new_output();
    talk.say("read");
    let said = talk.new_output();
    assert!(said.contains("Northwind") && !said.contains("sk_live"), "{said}");
}

#[rstest]
#[case::entry(":1\n7\n", "7")]
#[case::empty(":clear", "")]
fn plain_lines_change_an_entry_of_a_call(#[case] lines: &str, #[case] value: &str) {
    let mut talk = spoken_answer();
    talk.say("back").say(":1").say(lines);
    assert_eq!(talk.play.value("pageSize"), value, "{}", talk.all());
}

#[rstest]
#[case::word("back")]
#[case::number("4")]
fn plain_lines_lead_back_from_the_answer(#[case] line: &str) {
    let mut talk = spoken_answer();
    assert!(talk.all().contains("4. back: go back"), "{}", talk.all());
    talk.say(line);
    assert_eq!(talk.play.at(), "call");
}

/// Returns the headers of the read that was requested last.
fn headers(play: &mut Play) -> Option<Vec<(String, String)>> {
    let sent = play.effects().into_iter().rev().find_map(|effect| match effect {
        Effect::Visit(VisitEffect::CallResource(call, _)) => Some(call.headers),
        _ => None,
    });
    sent.map(|headers| headers.into_iter().map(|header| (header.name, header.value)).collect())
}

#[test]
fn filled_header_is_sent() {
    let mut play = scene::operations();
    play.keys("contact<enter>acme<c-s>");
    assert_eq!(headers(&mut play), Some(vec![("X-Tenant".to_owned(), "acme".to_owned())]));
}

#[test]
fn secret_header_is_masked() {
    let mut play = scene::operations();
    play.keys("contact<enter><tab>hush-0001");
    assert!(play.sees("X-Api-Key") && !play.sees("hush-0001"), "{}", play.screen(80, 24));
}
