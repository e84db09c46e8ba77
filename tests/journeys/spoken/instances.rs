//! Existing instances in plain lines.

use crate::kit::{Conversation, scene};
use elemint::{
    domain::{Guard, draft::ChangeForm, fault::FaultKind},
    wizard::{
        Effect, SessionEffect,
        instances::{InstanceJob, InstanceNews},
    },
};
use rstest::rstest;
use std::time::Duration;

fn list() -> Conversation {
    Conversation::with(scene::instances(20))
}

fn work(talk: &mut Conversation) -> Option<(InstanceJob, Vec<String>)> {
    talk.play.effects().into_iter().rev().find_map(|effect| match effect {
        Effect::Session(SessionEffect::Manage(order)) => {
            Some((order.job, order.rows.iter().map(|row| row.instance.id.clone()).collect()))
        }
        _ => None,
    })
}

#[test]
fn list_is_read_with_numbers_and_its_length() {
    let output = list().new_output();
    assert!(output.contains("Instances: 20 of 20."), "{output}");
    assert!(output.contains("3. Shop 3, 3, sfdc, disabled, production, sales"), "{output}");
    assert!(output.contains("And 5 more"), "{output}");
}

#[test]
fn list_is_opened_by_its_word() {
    let mut talk = Conversation::new(scene::known());
    talk.say(":instances");
    assert_eq!(talk.play.at(), "instances");
    talk.event(scene::news(InstanceNews::Listed(1, Ok(scene::part([])))));
    let output = talk.new_output();
    assert!(output.contains("There are no instances. Type :create to create one."), "{output}");
    talk.say(":create");
    assert_eq!(talk.play.at(), "element");
}

#[test]
fn refused_list_is_a_problem_with_a_remedy() {
    let mut talk = Conversation::new(scene::known());
    talk.say(":instances");
    talk.event(scene::news(InstanceNews::Listed(1, Err(scene::fault(FaultKind::Account)))));
    let output = talk.new_output();
    assert!(output.contains("Look at what it says.") && output.contains(":refresh"), "{output}");
}

#[test]
fn number_opens_an_instance() {
    let mut talk = list();
    talk.say("zendesk").new_output();
    talk.say("2");
    assert_eq!(talk.play.at(), "details");
    let output = talk.new_output();
    assert!(output.contains("Instance 5, “Shop 5” of zendesk."), "{output}");
    assert!(output.contains("Token: not saved on this machine"), "{output}");
}

#[rstest]
#[case::tests("test 2", InstanceJob::Test, &["2"])]
#[case::enable("enable 3", InstanceJob::Enable, &["3"])]
#[case::disable("disable 1", InstanceJob::Disable, &["1"])]
#[case::selected("select 1\nselect 4\ntest", InstanceJob::Test, &["1", "4"])]
#[case::by_the_word_of_the_table("select 1\nselect 4\n:test", InstanceJob::Test, &["1", "4"])]
#[case::delete("delete 2\nyes", InstanceJob::Delete, &["2"])]
#[case::trace("trace 2\nyes", InstanceJob::Trace, &["2"])]
#[case::open_and_trace("2\ntrace\nyes", InstanceJob::Trace, &["2"])]
#[case::open("2\ntest", InstanceJob::Test, &["2"])]
#[case::open_and_delete("2\ndelete\nyes", InstanceJob::Delete, &["2"])]
fn word_works_on_rows(#[case] lines: &str, #[case] job: InstanceJob, #[case] ids: &[&str]) {
    let mut talk = list();
    talk.say(lines);
    assert_eq!(work(&mut talk), Some((job, ids.iter().map(|id| (*id).to_owned()).collect())));
}

#[rstest]
#[case::disable("select 1\ndisable 4")]
#[case::test_of_two("select 1\nselect 2\ntest 4")]
fn number_of_another_row_does_not_work_on_the_selected_ones(#[case] lines: &str) {
    let mut talk = list();
    talk.say(lines);
    assert_eq!(work(&mut talk), None);
    assert!(talk.all().contains("alone, or select with a number to select no longer."), "{}", talk.all());
}

#[test]
fn rows_are_read_again_with_their_numbers_in_another_order() {
    let mut talk = list();
    talk.say(":sort").new_output();
    talk.say(":sort");
    let output = talk.new_output();
    assert!(output.contains("Sorted by element.") && output.contains("1. Shop 1, 1, hubspot"), "{output}");
    assert!(output.contains("2. Shop 10, 10, hubspot"), "{output}");
}

#[test]
fn rows_of_a_new_list_are_read_again_with_their_numbers() {
    let mut talk = Conversation::with(scene::instances(3));
    talk.say(":refresh").new_output();
    talk.event(scene::news(InstanceNews::Listed(2, Ok(scene::part((2..=4).map(scene::listed))))));
    let output = talk.new_output();
    assert!(output.contains("1. Shop 2, 2, zendesk"), "{output}");
}

#[test]
fn filter_that_is_not_valid_is_named_each_time() {
    let mut talk = list();
    talk.say("state:x").say("shop").new_output();
    talk.say("state:x");
    assert!(talk.new_output().contains("“state:x” is not a valid filter"), "{}", talk.all());
}

#[test]
fn row_is_opened_by_its_number_while_others_are_selected() {
    let mut talk = list();
    talk.say("select 1\nopen 4");
    assert!(talk.all().contains("Instance 4, “Shop 4”"), "{}", talk.all());
}

#[rstest]
#[case::usual(Guard::default(), "other words are select, call, enable, disable, delete, trace.")]
#[case::read_only(Guard::new(false, true), "other words are select, call.")]
fn empty_line_is_answered_with_the_words_that_are_possible(#[case] guard: Guard, #[case] words: &str) {
    let mut talk = Conversation::with(scene::limited_instances(3, guard));
    talk.say("");
    assert!(talk.new_output().contains(words), "{}", talk.all());
}

#[rstest]
#[case::no("delete 2\nno")]
#[case::details("2\ndelete\nno")]
fn nothing_is_deleted_without_a_yes(#[case] lines: &str) {
    let mut talk = list();
    talk.say(lines);
    assert_eq!(work(&mut talk), None);
    assert!(talk.all().contains("Delete “Shop 2”? Yes or no:"), "{}", talk.all());
    assert!(talk.all().contains("Nothing was changed."), "{}", talk.all());
}

#[rstest]
#[case::authorize("authorize", "change")]
#[case::edit("edit", "change")]
#[case::call("call", "calls")]
#[case::back("back", "instances")]
fn word_of_an_instance_leads_to_screen(#[case] word: &str, #[case] screen: &str) {
    let mut talk = list();
    talk.say("2").say(word);
    assert_eq!(talk.play.at(), screen);
}

#[rstest]
#[case::enabled("2", "disable", "enable")]
#[case::disabled("3", "enable", "disable")]
fn instance_has_the_words_that_are_possible(#[case] row: &str, #[case] there: &str, #[case] missing: &str) {
    let mut talk = list();
    talk.say(row);
    let words: Vec<_> = talk
        .all()
        .lines()
        .filter_map(|line| line.split(". ").nth(1)?.split_once(": "))
        .map(|(word, _)| word.to_owned())
        .collect();
    assert!(words.iter().any(|word| word == there) && words.iter().all(|word| word != missing), "{words:?}");
}

#[test]
fn unknown_word_is_answered_with_the_words_that_are_possible() {
    let mut talk = list();
    talk.say("2").new_output();
    talk.say("rename");
    let output = talk.new_output();
    assert!(
        output.contains("Type read, copy, show, save, authorize, edit, disable, delete, test, back, call"),
        "{output}"
    );
}

#[rstest]
#[case::nothing_typed("")]
#[case::other_words("New name")]
fn review_without_a_change_names_its_only_answer(#[case] line: &str) {
    let mut play = scene::changing(ChangeForm::Edit, &scene::masked_magento());
    play.keys("<c-s>");
    let mut talk = Conversation::with(play);
    talk.say(line);
    assert!(
        talk.new_output().contains("There is nothing to send. Answer no to go back to the form."),
        "{}",
        talk.all()
    );
    talk.say("no");
    assert_eq!(talk.play.at(), "credentials");
}

#[test]
fn filters_are_listed_and_chosen_by_a_number() {
    let mut talk = list();
    talk.new_output();
    talk.say(":filters");
    let output = talk.new_output();
    assert!(output.contains("2. State disabled, 3"), "{output}");
    talk.say("2");
    let output = talk.new_output();
    assert!(output.contains("Instances “state:disabled”: 3 of 20."), "{output}");
}

#[rstest]
#[case::nothing("", "Instances: 20 of 20.")]
#[case::no_number("x", "Type the number of a filter")]
fn other_answer_to_the_filters_changes_nothing(#[case] line: &str, #[case] words: &str) {
    let mut talk = list();
    talk.say(":filters").new_output();
    talk.say(line);
    let output = talk.new_output();
    assert!(output.contains(words), "{output}");
}

#[test]
fn outcome_is_said() {
    let mut talk = list();
    talk.say("test 1").new_output();
    let outcome = Ok(Duration::from_millis(182));
    talk.event(scene::news(InstanceNews::Done("1".into(), InstanceJob::Test, outcome)));
    assert!(talk.new_output().contains("OK: “Shop 1” answers (182 ms)."), "{}", talk.all());
}

#[test]
fn no_secret_is_said() {
    let mut talk = list();
    talk.say("1\nread");
    assert!(!talk.all().contains("listed+token"), "{}", talk.all());
}
