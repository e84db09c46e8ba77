//! Existing instances: the list, one of them, and work on them.

use crate::kit::{Play, scene};
use elemint::{
    document::json::Document,
    domain::{Account, Instance, ListedInstance, Timestamp, fault::FaultKind},
    text::Secret,
    wizard::{
        DocumentReply, Effect, Event, Leaving, Overlay, Reply, ScreenEffect, SessionEffect, Start, Step, VisitEffect,
        change_report::ReadInstance,
        instances::{InstanceJob, InstanceNews, InstancePart},
        reply::ChangeReply,
        viewer::Prompt,
    },
};
use rstest::rstest;
use std::time::Duration;

fn done(play: &mut Play, id: u32, job: InstanceJob, fault: Option<FaultKind>) {
    let outcome = fault.map_or(Ok(Duration::from_millis(182)), |kind| Err(scene::fault(kind)));
    play.event(scene::news(InstanceNews::Done(id.to_string(), job, outcome)));
}

/// Returns the work that was requested last: its kind, and the IDs of its instances.
fn work(play: &mut Play) -> Option<(InstanceJob, Vec<String>)> {
    play.effects().into_iter().rev().find_map(|effect| match effect {
        Effect::Session(SessionEffect::Manage(order)) => {
            Some((order.job, order.rows.iter().map(|row| row.instance.id.clone()).collect()))
        }
        _ => None,
    })
}

fn requests(play: &mut Play) -> usize {
    let is_request = |effect: &Effect| matches!(effect, Effect::Session(SessionEffect::FetchInstances(..)));
    play.effects().iter().filter(|effect| is_request(effect)).count()
}

/// Returns the ID under the cursor of the list, or of the open instance.
fn focused(play: &Play) -> String {
    let wizard = play.wizard();
    match wizard.step() {
        Step::Instances(step) => step.focused(wizard.session()).map(|row| row.instance.id.clone()).unwrap_or_default(),
        Step::Details(step) => step.row().instance.id.clone(),
        _ => panic!("no instance in {}", play.at()),
    }
}

fn found(play: &Play) -> usize {
    match play.wizard().step() {
        Step::Instances(step) => step.len(),
        _ => panic!("no list in {}", play.at()),
    }
}

#[rstest]
#[case::to_the_list("<a-2>", "instances")]
#[case::and_back("<a-2><a-1>", "element")]
#[case::from_details("<a-2><enter><a-1>", "element")]
#[case::details("<a-2><enter>", "details")]
#[case::details_and_back("<a-2><enter><esc>", "instances")]
#[case::platforms("<a-2><esc>", "platform")]
#[case::list_after_the_platform("<a-2><esc><enter>", "instances")]
fn key_leads_to_screen(#[case] keys: &str, #[case] screen: &str) {
    let mut play = scene::instances(3);
    play.keys("<a-1>").keys(keys);
    assert_eq!(play.at(), screen);
}

#[rstest]
#[case::nothing_typed("", true)]
#[case::filter_typed("shop", false)]
fn question_mark_is_help_where_no_filter_is_typed(#[case] typed: &str, #[case] helps: bool) {
    let mut play = scene::instances(3);
    play.keys(typed).keys("?");
    assert_eq!(matches!(play.wizard().overlay(), Overlay::Help(_)), helps);
}

#[test]
fn list_is_requested_once() {
    let mut play = Play::new(scene::known());
    play.keys("<a-2>");
    assert_eq!(requests(&mut play), 1);
    play.keys("<a-1><a-2>");
    assert_eq!(requests(&mut play), 0);
}

#[test]
fn refresh_requests_the_list_again_and_keeps_the_rows() {
    let mut play = scene::instances(3);
    play.keys("<c-r>");
    assert_eq!((requests(&mut play), found(&play)), (1, 3));
    play.event(scene::news(InstanceNews::Listed(2, Ok(scene::part([scene::listed(9)])))));
    assert_eq!((found(&play), focused(&play)), (1, "9".to_owned()));
}

#[test]
fn start_with_the_list_waits_for_a_platform() {
    let mut play = Play::from(scene::stranger(), &Start::Instances);
    assert_eq!(play.at(), "platform");
    play.keys("<enter>").reply(Reply::SandboxStarted(Ok(scene::account())));
    assert_eq!((play.at(), requests(&mut play)), ("instances", 1));
}

#[test]
fn parts_are_shown_as_they_arrive_and_the_cursor_stays() {
    let mut play = Play::from(scene::known(), &Start::Instances);
    let first = InstancePart { is_last: false, ..scene::part((1..=3).map(scene::listed)) };
    play.event(scene::news(InstanceNews::Listed(1, Ok(first)))).keys("<down>");
    assert!(play.sees("3 of 3 so far"), "{}", play.screen(80, 24));
    play.event(scene::news(InstanceNews::Listed(1, Ok(scene::part((4..=6).map(scene::listed))))));
    assert!(play.sees("6 of 6") && !play.sees("so far"), "{}", play.screen(80, 24));
    assert_eq!(focused(&play), "2");
}

#[rstest]
#[case::earlier_request(1, scene::account())]
#[case::other_account(2, Account { user: Secret::new("another-user-0001"), ..scene::account() })]
fn late_part_is_ignored(#[case] request: u32, #[case] account: Account) {
    let mut play = scene::instances(3);
    play.keys("<c-r>");
    let part = Ok(scene::part([scene::listed(9)]));
    play.event(Event::Instances(account, InstanceNews::Listed(request, part)));
    assert_eq!(found(&play), 3);
}

#[rstest]
#[case::name("shop 12", 1)]
#[case::words_in_any_order("12 shop", 1)]
#[case::id("17", 1)]
#[case::element("zendesk", 10)]
#[case::tag("production", 30)]
#[case::filter("state:disabled", 4)]
#[case::filter_and_word("state:disabled sfdc", 2)]
#[case::nothing("nowhere", 0)]
fn typed_words_filter_the_list(#[case] typed: &str, #[case] count: usize) {
    let mut play = scene::instances(30);
    play.keys(typed);
    assert_eq!(found(&play), count);
}

#[rstest]
#[case::left_out_letters("zndsk", 10)]
#[case::typing_error("zendezk", 10)]
#[case::number_with_an_error("shp 12", 1)]
#[case::start_of_a_filter("state:", 30)]
#[case::start_of_a_limit("expires:<2", 30)]
fn list_is_searched_as_the_list_of_elements(#[case] typed: &str, #[case] count: usize) {
    let mut play = scene::instances(30);
    play.keys(&typed.replace('<', "<lt>"));
    assert_eq!(found(&play), count, "{}", play.screen(80, 24));
}

#[test]
fn closest_match_is_first() {
    let mut play = scene::instances(30);
    play.keys("2");
    assert_eq!(focused(&play), "2");
    play.keys("<bs>3");
    assert_eq!(focused(&play), "3");
}

#[test]
fn facet_is_typed_into_the_filter() {
    let mut play = scene::instances(30);
    play.keys("zendesk<tab>");
    assert!(play.sees("State     ") && play.sees("disabled"), "{}", play.screen(80, 24));
    play.keys("<down><enter>");
    assert!(play.sees("state:disabled zendesk") && found(&play) < 10, "{}", play.screen(80, 24));
}

#[rstest]
#[case::beginning_of_another_filter("tag:<tab><enter>", "Instances  tag:production ")]
#[case::beginning_before_another_group("tag:<tab><home><enter>", "Instances  state:enabled ")]
#[case::beginning_of_a_limit("expires:<lt>2<tab><home><enter>", "Instances  state:enabled ")]
#[case::beginning_of_a_value("state:dis<tab><enter>", "Instances  state:disabled ")]
#[case::other_value_of_the_group("state:dis<tab><up><enter>", "Instances  state:enabled ")]
#[case::beginning_before_a_word("tag:p 12<tab><enter>", "Instances  tag:production 12")]
#[case::open_quote("tag:\"prod<tab><home><enter>", "Instances  tag:\"prod\" state:enabled ")]
#[case::whole_value("state:disabled<tab><enter>", "Instances   type a part of its name")]
fn facet_completes_or_replaces_what_was_typed(#[case] keys: &str, #[case] filter: &str) {
    let mut play = scene::instances(30);
    play.keys(keys);
    assert!(play.sees(filter) && !play.sees("not a valid filter"), "{}", play.screen(80, 24));
}

#[test]
fn facet_of_a_tag_counts_the_instances_that_it_leaves() {
    let tagged = |(id, tags): (u32, &[&str])| {
        let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        elemint::domain::ListedInstance { tags, ..scene::listed(id) }
    };
    let tags: [&[&str]; 4] = [&["dev"], &["dev-eu"], &["dev", "dev-us"], &["prod"]];
    let mut play = Play::from(scene::known(), &Start::Instances);
    play.event(scene::news(InstanceNews::Listed(1, Ok(scene::part((1..).zip(tags).map(tagged))))));
    play.keys("tag:<tab>");
    assert!(play.sees("dev                    3"), "{}", play.screen(80, 24));
    play.keys("<enter>");
    assert_eq!(found(&play), 3, "{}", play.screen(80, 24));
}

#[rstest]
#[case::only_filter("state:x", 30)]
#[case::after_another_filter("state:disabled tag:x<bs><bs><bs>x:", 4)]
#[case::next_to_a_word("zendesk state:x", 10)]
fn filter_that_is_not_valid_does_not_count(#[case] keys: &str, #[case] count: usize) {
    let mut play = scene::instances(30);
    play.keys(keys);
    assert!(play.sees("not a valid filter, so it does not count."), "{}", play.screen(80, 24));
    assert!(found(&play) == count && play.sees(&format!("{count} of 30")), "{}", play.screen(80, 24));
}

#[test]
fn list_that_arrives_is_filtered_also_while_a_filter_is_not_valid() {
    let mut play = scene::instances(30);
    play.keys("zendesk state:x<c-r>");
    play.event(scene::news(InstanceNews::Listed(2, Ok(scene::part((1..=9).map(scene::listed))))));
    assert!(found(&play) == 3 && play.sees("3 of 9"), "{}", play.screen(80, 24));
}

#[rstest]
#[case::esc("<esc>")]
#[case::tab("<tab>")]
fn facets_close_and_the_list_stays(#[case] key: &str) {
    let mut play = scene::instances(30);
    play.keys("zendesk<tab><down>").keys(key);
    assert!(found(&play) == 10 && play.sees("Shop"), "{}", play.screen(80, 24));
}

#[test]
fn typing_goes_on_in_the_filter_with_facets_open() {
    let mut play = scene::instances(30);
    play.keys("<tab>zendesk");
    assert_eq!(found(&play), 10);
}

#[test]
fn facets_follow_parts_that_arrive() {
    let mut play = Play::from(scene::known(), &Start::Instances);
    let first = InstancePart { is_last: false, ..scene::part((1..=3).map(scene::listed)) };
    play.event(scene::news(InstanceNews::Listed(1, Ok(first)))).keys("<tab><down>");
    play.event(scene::news(InstanceNews::Listed(1, Ok(scene::part((4..=10).map(scene::listed))))));
    play.keys("<enter>");
    assert!(play.sees("state:disabled") && found(&play) == 2, "{}", play.screen(80, 24));
}

#[rstest]
#[case::open("<enter>", "instances")]
#[case::open_after_a_second_press("<enter><enter>", "details")]
#[case::open_after_a_look("<down><up><enter>", "details")]
#[case::call("<a-u>", "instances")]
#[case::open_in_another_order("<a-s><enter>", "instances")]
fn instance_that_only_resembles_the_words_is_not_opened_at_once(#[case] keys: &str, #[case] screen: &str) {
    let mut play = scene::instances(30);
    play.keys("zendezk").keys(keys);
    assert_eq!(play.at(), screen);
}

#[test]
fn instance_that_only_resembles_the_words_is_not_disabled_at_once() {
    let mut play = scene::instances(30);
    play.keys("zendezk<a-p>");
    assert_eq!(work(&mut play), None);
    assert!(play.notice_text().contains("“Shop 2” is only similar."), "{}", play.notice_text());
}

#[test]
fn instances_that_only_resemble_the_words_are_selected_after_a_second_press() {
    let mut play = scene::instances(30);
    play.keys("zendezk<a-a>");
    assert!(!play.sees("selected"), "{}", play.screen(80, 24));
    play.keys("<a-a>");
    assert!(play.sees("10 selected"), "{}", play.screen(80, 24));
}

#[test]
fn nothing_is_selected_by_a_filter_that_is_not_valid() {
    let mut play = scene::instances(30);
    play.keys("state:disbled<a-a>");
    assert!(!play.sees("30 selected"), "{}", play.screen(80, 24));
    assert!(play.notice_text().starts_with("A filter is not valid"), "{}", play.notice_text());
}

#[rstest]
#[case::words_without_a_match(30, "nowhere<tab>", "Nothing matches the words, so there is nothing to filter.")]
#[case::no_instances(0, "<tab>", "There are no instances to filter.")]
fn tab_says_that_there_is_nothing_to_filter(#[case] count: u32, #[case] keys: &str, #[case] words: &str) {
    let mut play = scene::instances(count);
    play.keys(keys);
    assert_eq!(play.notice_text().trim(), words);
}

#[test]
fn tab_says_that_the_list_has_not_arrived() {
    let mut play = Play::from(scene::known(), &Start::Instances);
    play.keys("<tab>");
    assert_eq!(play.notice_text().trim(), "The list has not arrived yet.");
}

#[test]
fn tab_offers_other_values_of_a_filter_that_leaves_nothing() {
    let mut play = scene::instances(30);
    play.keys("tag:prodution<tab><end><up><up><enter>");
    assert!(play.sees("Instances  tag:production ") && found(&play) == 30, "{}", play.screen(80, 24));
}

#[test]
fn list_that_arrives_gives_no_advice_yet() {
    let mut play = Play::from(scene::known(), &Start::Instances);
    let first = InstancePart { is_last: false, ..scene::part([scene::listed(1)]) };
    play.event(scene::news(InstanceNews::Listed(1, Ok(first)))).keys("tag:prodution");
    assert!(play.sees("No instance matches so far.") && !play.sees("Did you mean"), "{}", play.screen(80, 24));
    play.event(scene::news(InstanceNews::Listed(1, Ok(scene::part([scene::listed(2)])))));
    assert!(play.sees("No instance matches.") && play.sees("Did you mean"), "{}", play.screen(80, 24));
}

#[test]
fn list_in_pages_replaces_the_one_before_when_it_is_complete() {
    let mut play = scene::instances(9);
    play.keys("<pgdn><s-tab><c-r>");
    let first = InstancePart { is_last: false, ..scene::part((1..=5).map(scene::listed)) };
    play.event(scene::news(InstanceNews::Listed(2, Ok(first))));
    assert!(play.sees("9 of 9 · 1 selected") && focused(&play) == "9", "{}", play.screen(80, 24));
    play.keys("<a-t>");
    assert_eq!(work(&mut play), Some((InstanceJob::Test, vec!["9".into()])));
    play.event(scene::news(InstanceNews::Listed(2, Ok(scene::part((6..=12).map(scene::listed))))));
    assert!(play.sees("12 of 12 · 1 selected") && focused(&play) == "9", "{}", play.screen(80, 24));
}

#[test]
fn list_that_breaks_off_keeps_the_one_before() {
    let mut play = scene::instances(9);
    play.keys("<c-r>");
    let first = InstancePart { is_last: false, ..scene::part([scene::listed(1)]) };
    play.event(scene::news(InstanceNews::Listed(2, Ok(first))));
    play.event(scene::news(InstanceNews::Listed(2, Err(scene::fault(FaultKind::Unreached)))));
    assert!(play.sees("9 of 9") && play.sees("The list could not be refreshed."), "{}", play.screen(80, 24));
}

#[test]
fn first_list_that_breaks_off_may_not_be_complete() {
    let mut play = Play::from(scene::known(), &Start::Instances);
    let first = InstancePart { is_last: false, ..scene::part([scene::listed(1)]) };
    play.event(scene::news(InstanceNews::Listed(1, Ok(first))));
    play.event(scene::news(InstanceNews::Listed(1, Err(scene::fault(FaultKind::Unreached)))));
    assert!(play.sees("1 of 1") && play.sees("The list may not be complete."), "{}", play.screen(80, 24));
}

#[test]
fn change_outlasts_a_list_that_was_requested_before() {
    let mut play = scene::instances(2);
    play.keys("<c-r><a-p>");
    done(&mut play, 1, InstanceJob::Disable, None);
    play.event(scene::news(InstanceNews::Listed(2, Ok(scene::part((1..=2).map(scene::listed))))));
    play.keys("state:disabled");
    assert_eq!(found(&play), 1, "{}", play.screen(80, 24));
}

#[test]
fn refresh_by_hand_of_a_list_that_arrives_reports_its_end() {
    let mut play = Play::from(scene::known(), &Start::Instances);
    play.keys("<c-r>");
    play.event(scene::news(InstanceNews::Listed(1, Ok(scene::part((1..=3).map(scene::listed))))));
    assert_eq!(play.notice_text().trim(), "The list is up to date: 3 instances.");
}

#[test]
fn instance_on_two_pages_is_listed_once() {
    let mut play = Play::from(scene::known(), &Start::Instances);
    let first = InstancePart { is_last: false, ..scene::part((1..=3).map(scene::listed)) };
    play.event(scene::news(InstanceNews::Listed(1, Ok(first))));
    play.event(scene::news(InstanceNews::Listed(1, Ok(scene::part((3..=5).map(scene::listed))))));
    play.keys("<a-a><a-t>");
    let ids = ["1", "2", "3", "4", "5"].map(str::to_owned).to_vec();
    assert_eq!(work(&mut play), Some((InstanceJob::Test, ids)));
}

#[test]
fn instance_that_left_the_list_is_named_by_its_id() {
    let mut play = scene::instances(2);
    play.keys("<a-p><c-r>");
    play.event(scene::news(InstanceNews::Listed(2, Ok(scene::part([scene::listed(2)])))));
    done(&mut play, 1, InstanceJob::Disable, None);
    assert_eq!(play.notice_text().trim(), "“1” is disabled.");
}

#[test]
fn similar_instance_that_comes_under_the_cursor_is_not_opened_at_once() {
    let mut play = scene::instances(6);
    play.keys("zendezk<down><c-r>");
    play.event(scene::news(InstanceNews::Listed(2, Ok(scene::part((1..=4).map(scene::listed))))));
    play.keys("<enter>");
    assert_eq!((play.at(), focused(&play)), ("instances", "2".to_owned()));
}

#[test]
fn deleted_instance_is_no_longer_selected() {
    let mut play = scene::instances(3);
    play.keys("<s-tab><up><enter><del>y");
    done(&mut play, 1, InstanceJob::Delete, None);
    assert!(play.at() == "instances" && !play.sees("selected"), "{}", play.screen(80, 24));
}

/// Returns the first instance, whose requests the platform logs.
fn traced() -> InstancePart {
    let text = r#"{"id":1,"name":"Shop 1","element":{"key":"sfdc"},"traceLoggingEnabled":true}"#;
    scene::part([elemint::domain::ListedInstance::read(text).expect("an instance")])
}

#[test]
fn log_ends_where_the_platform_has_said_that_it_is_on() {
    let mut play = Play::from(scene::known(), &Start::Instances);
    play.event(scene::news(InstanceNews::Listed(1, Ok(traced())))).keys("<a-l>");
    assert_eq!(work(&mut play), Some((InstanceJob::Untrace, vec!["1".into()])));
}

#[rstest]
#[case::list("")]
#[case::details("<enter>")]
fn log_is_not_ended_by_the_word_of_a_stored_list(#[case] keys: &str) {
    let mut play = Play::from(scene::known(), &Start::Instances);
    play.event(scene::news(InstanceNews::Known(1, traced(), Timestamp(0)))).keys(keys).keys("<a-l>");
    assert!(play.sees("Log the requests of “Shop 1”?") && !play.sees("requests logged"), "{}", play.screen(80, 24));
}

#[test]
fn log_that_has_ended_by_itself_begins_again() {
    let mut play = scene::instances(3);
    play.keys("<a-l>y");
    done(&mut play, 1, InstanceJob::Trace, None);
    play.pass(31 * 60).keys("<a-l>");
    assert!(play.sees("Log the requests of “Shop 1”?"), "{}", play.screen(80, 24));
}

#[rstest]
#[case::element("element:zendsek", "Did you mean element:zendesk?")]
#[case::tag("tag:prodution", "Did you mean tag:production?")]
#[case::hub("hub:erp", "No hub starts with “erp”.")]
fn filter_without_an_instance_suggests_another(#[case] typed: &str, #[case] advice: &str) {
    let mut play = scene::instances(30);
    play.keys(typed);
    assert!(play.sees(advice), "{}", play.screen(80, 24));
}

#[test]
fn view_is_kept_when_an_instance_is_opened() {
    let mut play = scene::instances(30);
    play.keys("zendesk<s-tab><enter>");
    let opened = focused(&play);
    play.keys("<esc>");
    assert_eq!((focused(&play), found(&play)), (opened, 10));
    assert!(play.sees("1 selected"), "{}", play.screen(80, 24));
}

#[test]
fn esc_in_the_form_of_a_change_leads_to_the_list() {
    let mut play = scene::instances(30);
    play.keys("<enter>i").effects();
    let instance = Instance::read(&scene::masked_magento()).expect("an instance");
    play.reply(ChangeReply::Read(Ok(Box::new(ReadInstance { instance, described: None }))));
    assert_eq!(play.at(), "credentials");
    play.keys("<esc>");
    assert_eq!(play.at(), "instances");
}

#[rstest]
#[case::filter("zendesk<s-tab><esc>", 30, true)]
#[case::selection("<s-tab><esc>", 30, false)]
fn esc_clears_one_thing_at_a_time(#[case] keys: &str, #[case] count: usize, #[case] is_selected: bool) {
    let mut play = scene::instances(30);
    play.keys(keys);
    assert_eq!((play.at(), found(&play), play.sees("1 selected")), ("instances", count, is_selected));
}

#[rstest]
#[case::tests("<a-t>", InstanceJob::Test)]
#[case::enable("<a-e>y", InstanceJob::Enable)]
#[case::disable("<a-p>y", InstanceJob::Disable)]
#[case::delete("<del>y", InstanceJob::Delete)]
#[case::trace("<a-l>y", InstanceJob::Trace)]
fn work_is_done_on_the_selected_instances(#[case] keys: &str, #[case] job: InstanceJob) {
    let mut play = scene::instances(5);
    play.keys("<s-tab><down><s-tab>").keys(keys);
    assert_eq!(work(&mut play), Some((job, vec!["1".into(), "3".into()])));
}

#[rstest]
#[case::tests("p", InstanceJob::Test)]
#[case::disable("<a-p>", InstanceJob::Disable)]
#[case::delete("<del>y", InstanceJob::Delete)]
#[case::trace("<a-l>y", InstanceJob::Trace)]
fn work_is_done_on_the_open_instance(#[case] keys: &str, #[case] job: InstanceJob) {
    let mut play = scene::instances(5);
    play.keys("<down><enter>").keys(keys);
    assert_eq!(work(&mut play), Some((job, vec!["2".into()])));
}

#[rstest]
#[case::no("<del>n")]
#[case::esc("<del><esc>")]
#[case::details("<enter><del><esc>")]
#[case::after_another_key("<del>x<esc>")]
#[case::trace("<a-l>n")]
#[case::trace_in_details("<enter><a-l><esc>")]
fn nothing_is_deleted_without_a_yes(#[case] keys: &str) {
    let mut play = scene::instances(5);
    play.keys(keys);
    assert_eq!(work(&mut play), None);
    assert_eq!(play.notice_text().trim(), "Nothing was changed.");
}

#[rstest]
#[case::letter("<del>x")]
#[case::capital("<del>Y")]
#[case::enter("<del><enter>")]
#[case::arrow("<del><down>")]
#[case::details("<enter><del>x")]
#[case::trace("<a-l>t")]
fn other_key_leaves_a_question_open_and_names_its_keys(#[case] keys: &str) {
    let mut play = scene::instances(5);
    play.keys(keys);
    assert_eq!(play.notice_text().trim(), "Press y for yes, or esc for no.");
    play.keys("y");
    assert!(work(&mut play).is_some(), "{}", play.screen(80, 24));
}

#[rstest]
#[case::enable("<a-e>", "Enable 2 instances?")]
#[case::disable("<a-p>", "Disable 2 instances?")]
fn work_on_several_instances_names_them_and_asks(#[case] keys: &str, #[case] question: &str) {
    let mut play = scene::instances(5);
    play.keys("<s-tab><s-tab>").keys(keys);
    assert_eq!(work(&mut play), None);
    assert!([question, "Shop 1", "Shop 2"].iter().all(|words| play.sees(words)), "{}", play.screen(80, 24));
}

#[rstest]
#[case::one("<s-tab>", "The filter of the list hides it.")]
#[case::all("<s-tab><s-tab>", "The filter of the list hides them.")]
#[case::one_of_two("<s-tab><down><down><s-tab>", "The filter of the list hides 1 of these 2.")]
fn work_on_an_instance_that_the_filter_hides_asks(#[case] selection: &str, #[case] words: &str) {
    let mut play = scene::instances(5);
    play.keys(selection).keys("Shop 4<a-p>");
    assert_eq!(work(&mut play), None);
    assert!(play.sees(words) && play.sees("Shop 1"), "{}", play.screen(80, 24));
}

#[test]
fn work_in_progress_is_not_requested_twice() {
    let mut play = scene::instances(5);
    play.keys("<a-t><a-t>");
    assert_eq!(work(&mut play), Some((InstanceJob::Test, vec!["1".into()])));
    assert_eq!(play.effects(), []);
}

#[test]
fn outcome_of_a_test_is_in_its_row() {
    let mut play = scene::instances(5);
    play.keys("<a-t>");
    done(&mut play, 1, InstanceJob::Test, None);
    assert!(play.sees("✓ 182 ms") && play.sees("“Shop 1” answers (182 ms)."), "{}", play.screen(80, 24));
}

#[test]
fn failed_test_says_what_to_do() {
    let mut play = scene::instances(5);
    play.keys("<a-t>");
    done(&mut play, 1, InstanceJob::Test, Some(FaultKind::Refused));
    assert!(play.sees("✗ test failed") && play.sees("Look at what it says."), "{}", play.screen(80, 24));
}

#[test]
fn outcome_of_several_is_counted_once() {
    let mut play = scene::instances(5);
    play.keys("<s-tab><s-tab><a-t>");
    done(&mut play, 1, InstanceJob::Test, None);
    assert_eq!(play.notice_text(), "");
    done(&mut play, 2, InstanceJob::Test, Some(FaultKind::Refused));
    assert_eq!(play.notice_text(), "2 instances: 1 answer, 1 test failed. Open one to see the reason.");
}

#[test]
fn deleted_instance_leaves_the_list_and_its_screen() {
    let mut play = scene::instances(5);
    play.keys("<down><enter><del>y");
    done(&mut play, 2, InstanceJob::Delete, None);
    assert_eq!((play.at(), found(&play)), ("instances", 4));
    assert_eq!(play.notice_text().trim(), "“Shop 2” was deleted.");
}

#[test]
fn deleted_instance_does_not_return_with_a_late_part() {
    let mut play = scene::instances(5);
    play.keys("<c-r><del>y");
    done(&mut play, 1, InstanceJob::Delete, None);
    play.event(scene::news(InstanceNews::Listed(2, Ok(scene::part((1..=5).map(scene::listed))))));
    assert_eq!(found(&play), 4);
}

#[test]
fn refused_delete_keeps_the_instance() {
    let mut play = scene::instances(5);
    play.keys("<enter><del>y");
    done(&mut play, 1, InstanceJob::Delete, Some(FaultKind::Refused));
    assert_eq!(play.at(), "details");
    assert!(play.sees("✗ Not deleted"), "{}", play.screen(80, 24));
}

#[rstest]
#[case::list("")]
#[case::details("<enter>")]
fn second_press_ends_the_log_of_an_instance(#[case] keys: &str) {
    let mut play = scene::instances(5);
    play.keys(keys).keys("<a-l>y");
    done(&mut play, 1, InstanceJob::Trace, None);
    assert_eq!(play.notice_text().trim(), "The requests of “Shop 1” are logged for 30 minutes.");
    assert!(play.sees("requests logged"), "{}", play.screen(80, 24));
    play.effects();
    play.keys("<a-l>");
    assert_eq!(work(&mut play), Some((InstanceJob::Untrace, vec!["1".into()])));
}

#[test]
fn log_of_requests_says_what_it_holds() {
    let mut play = scene::instances(5);
    play.keys("<a-l>");
    let words = "The platform logs requests and answers with their data for 30 minutes.";
    assert!(play.sees("Log the requests of “Shop 1”?") && play.sees(words), "{}", play.screen(80, 24));
}

#[test]
fn disabled_instance_is_read_again() {
    let mut play = scene::instances(5);
    play.keys("<enter><a-p>");
    play.effects();
    done(&mut play, 1, InstanceJob::Disable, None);
    assert!(play.sees("disabled"), "{}", play.screen(80, 24));
    assert!(matches!(play.effect(), Effect::Visit(VisitEffect::ReadListed(..))));
}

#[test]
fn opened_instance_is_read_and_shown_as_it_is_now() {
    let mut play = scene::instances(5);
    play.keys("<enter>");
    assert!(matches!(play.effect(), Effect::Visit(VisitEffect::ReadListed(id, _)) if id == "1"));
    let mut now = scene::listed(1);
    now.name = "Renamed".into();
    play.reply(Reply::InstanceRead(Ok(Box::new(now))));
    assert!(play.sees("Renamed"));
    play.keys("<esc>");
    assert!(play.sees("Renamed"));
}

#[test]
fn unread_instance_is_shown_as_it_was_listed() {
    let mut play = scene::instances(5);
    play.keys("<enter>").reply(Reply::InstanceRead(Err(scene::fault(FaultKind::Unreached))));
    assert!(play.sees("This is the instance as it was listed.") && play.sees("Shop 1"), "{}", play.screen(80, 24));
}

#[test]
fn token_is_copied_and_never_shown() {
    let mut play = scene::instances(5);
    play.keys("<enter>");
    play.effects();
    assert!(!play.sees("listed+token"));
    play.keys("t");
    assert!(
        matches!(play.effect(), Effect::Screen(ScreenEffect::Copy(token, _)) if token.expose() == "listed+token/1=")
    );
}

#[test]
fn token_leaves_the_created_instance_for_the_list_only_when_it_is_safe() {
    let mut play = scene::response(scene::lost(scene::MAGENTO));
    play.keys("<a-2>");
    assert_eq!(play.at(), "instance");
    play.keys("t<a-2>");
    assert_eq!(play.at(), "instances");
}

#[test]
fn list_is_requested_again_after_a_creation() {
    let mut play = scene::response(scene::made(scene::MAGENTO));
    play.keys("<a-2>");
    assert_eq!(requests(&mut play), 1);
}

#[test]
fn changes_in_progress_are_reported_before_leaving() {
    let mut play = scene::instances(5);
    play.keys("<a-p><c-c>");
    assert!(play.notice_text().starts_with("A change is in progress."), "{}", play.notice_text());
    play.keys("<c-c>");
    assert!(matches!(play.effects().last(), Some(Effect::Screen(ScreenEffect::Leave(_)))));
}

#[test]
fn ten_thousand_instances_are_filtered_and_drawn() {
    let mut play = scene::instances(10_000);
    play.keys("shop 9999");
    assert_eq!((found(&play), focused(&play)), (1, "9999".to_owned()));
}

#[test]
fn user_who_waits_for_the_list_reads_when_it_is_complete() {
    let mut play = scene::instances(3);
    play.keys("<c-r>");
    play.event(scene::news(InstanceNews::Listed(2, Ok(scene::part((1..=3).map(scene::listed))))));
    assert_eq!(play.notice_text().trim(), "The list is up to date: 3 instances.");
}

#[test]
fn failed_refresh_keeps_the_rows_and_names_the_fault() {
    let mut play = scene::instances(3);
    play.keys("<c-r>");
    play.event(scene::news(InstanceNews::Listed(2, Err(scene::fault(FaultKind::Unreached)))));
    assert_eq!(found(&play), 3);
    assert!(play.sees("✗ The list could not be refreshed."), "{}", play.screen(80, 24));
}

#[rstest]
#[case::authorize("a")]
#[case::edit("i")]
fn form_of_an_existing_instance_opens_from_its_screen_and_leads_back(#[case] key: &str) {
    let mut play = scene::instances(5);
    play.keys("<down><enter>").keys(key);
    assert_eq!(play.at(), "change");
    play.reply(elemint::wizard::ChangeReply::Read(Err(scene::fault(FaultKind::Unreached)))).keys("<esc>");
    assert_eq!((play.at(), focused(&play)), ("details", "2".to_owned()));
}

fn known_list(request: u32, ids: impl IntoIterator<Item = u32>) -> Event {
    let part = scene::part(ids.into_iter().map(scene::listed));
    scene::news(InstanceNews::Known(request, part, Timestamp(1_795_944_860 - 7200)))
}

#[test]
fn stored_list_is_shown_with_its_age_until_the_platform_answers() {
    let mut session = scene::known();
    session.now = Timestamp(1_795_944_860);
    let mut play = Play::from(session, &Start::Instances);
    play.event(known_list(1, 1..=4)).keys("<down>");
    assert!(play.sees("4 of 4") && play.sees("This list is 2 h old."), "{}", play.screen(80, 24));
    play.event(scene::news(InstanceNews::Listed(1, Ok(scene::part((2..=3).map(scene::listed))))));
    assert!(play.sees("2 of 2") && !play.sees("This list is"), "{}", play.screen(80, 24));
    assert_eq!(focused(&play), "2");
}

#[test]
fn stored_list_arrives_in_parts_once() {
    let mut play = Play::from(scene::known(), &Start::Instances);
    play.event(known_list(1, 1..=2)).event(known_list(1, 3..=4));
    play.event(scene::news(InstanceNews::Listed(1, Err(scene::fault(FaultKind::Unreached)))));
    assert_eq!(found(&play), 4);
    play.keys("<a-1><a-2>").event(known_list(2, 1..=4));
    assert_eq!(found(&play), 4);
}

#[test]
fn stored_list_stays_with_its_age_where_the_platform_is_not_reached() {
    let mut session = scene::known();
    session.now = Timestamp(1_795_944_860);
    let mut play = Play::from(session, &Start::Instances);
    play.event(known_list(1, 1..=4));
    play.event(scene::news(InstanceNews::Listed(1, Err(scene::fault(FaultKind::Unreached)))));
    assert_eq!(found(&play), 4);
    assert!(play.sees("This list is 2 h old."), "{}", play.screen(80, 24));
}

#[rstest]
#[case::earlier_request(2)]
#[case::request_with_rows(1)]
fn stored_list_replaces_no_other(#[case] request: u32) {
    let mut play = scene::instances(3);
    play.keys("<c-r>").event(known_list(request, 7..=9));
    assert_eq!((found(&play), focused(&play)), (3, "1".to_owned()));
}

/// Returns the form that edits the first of three instances, opened from its details.
fn opened_form() -> Play {
    let mut play = scene::instances(3);
    play.keys("<enter>i");
    let instance = Instance::read(&scene::masked_magento().replace("471197", "1")).expect("an instance");
    play.reply(ChangeReply::Read(Ok(Box::new(ReadInstance { instance, described: None }))));
    play
}

#[test]
fn form_of_an_instance_leads_back_to_it() {
    let mut play = opened_form();
    play.keys("<esc>");
    assert_eq!((play.at(), focused(&play)), ("details", "1".to_owned()));
}

#[test]
fn change_of_an_instance_leads_back_to_it() {
    let mut play = opened_form();
    play.keys("<c-u>New name<c-s><enter>").reply(ChangeReply::Reported(Box::new(scene::changed()))).keys("<enter>");
    assert_eq!((play.at(), focused(&play)), ("details", "1".to_owned()));
}

/// A session in the details of an instance that was listed without its details.
fn shortened() -> Play {
    let mut play = Play::from(scene::known(), &Start::Instances);
    let short = ListedInstance { is_complete: false, ..scene::listed(1) };
    play.event(scene::news(InstanceNews::Listed(1, Ok(scene::part([short]))))).keys("<enter>").effects();
    play
}

/// Returns the answer about the first instance, disabled since.
fn answer() -> Reply {
    let mut answer = scene::listed(1);
    let text = answer.raw.expose().replace("\"disabled\":false", "\"disabled\":true");
    assert_ne!(text, answer.raw.expose());
    (answer.raw, answer.disabled) = (Secret::new(text), true);
    Reply::InstanceRead(Ok(Box::new(answer)))
}

#[test]
fn answer_leaves_the_open_prompt_of_the_document() {
    let mut play = shortened();
    play.keys("/tok").reply(answer()).keys("en");
    let Step::Details(step) = play.wizard().step() else { panic!("{}", play.at()) };
    assert!(
        matches!(step.viewer.prompt(), Prompt::Search(line, _) if line.text() == "token"),
        "{}",
        play.screen(80, 24)
    );
    let effects = play.effects();
    assert!(effects.iter().all(|effect| matches!(effect, Effect::Visit(VisitEffect::NoteLook(_)))), "{effects:?}");
}

#[test]
fn newer_answer_is_filtered_anew() {
    let mut play = scene::instances(3);
    play.keys("<enter>|.configuration").effects();
    let made = Document::read(r#"{"url":"https://shop.example"}"#.to_owned()).expect("is JSON");
    play.reply(DocumentReply::Filtered(".configuration".into(), Ok(made))).keys("<enter>").effects();
    assert!(play.sees("events off"), "{}", play.screen(80, 24));
    play.reply(answer());
    let sent = play.effects().into_iter().find_map(|effect| match effect {
        Effect::Visit(VisitEffect::Filter(input, words)) => Some(input.sent(&words).expose().to_owned()),
        _ => None,
    });
    let sent = sent.expect("a filter").replace(' ', "");
    assert!(sent.contains("\"disabled\":true"), "{sent}");
    play.keys("<esc>");
    assert!(play.screen(80, 40).contains("disabled  true"), "{}", play.screen(80, 40));
}

#[test]
fn unfinished_work_is_named_before_leaving() {
    let mut play = scene::instances(3);
    play.keys("<enter><a-p>").effects();
    play.keys("q");
    assert!(play.sees("A change is in progress."), "{}", play.screen(80, 24));
    play.keys("<enter>");
    assert!(matches!(play.effect(), Effect::Screen(ScreenEffect::Leave(Leaving::UnknownChange(..)))));
}

#[test]
fn cursor_stays_on_its_instance_when_esc_clears_the_filter() {
    let mut play = scene::instances(30);
    play.keys("shop 12<esc>");
    assert!(play.sees("❯   Shop 12"), "{}", play.screen(80, 24));
}
