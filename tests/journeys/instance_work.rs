//! Work on many instances, and the marks of their rows.

use crate::kit::{Conversation, Play, scene};
use elemint::{
    domain::{ListedInstance, TestOutcome, TestRecord, Timestamp, fault::FaultKind},
    wizard::{
        Effect, Leaving, ScreenEffect, Session, SessionEffect, Start, Step,
        instances::{InstanceJob, InstanceNews, InstancePart},
    },
};
use rstest::rstest;
use std::{collections::BTreeMap, sync::Arc, time::Duration};

fn done(play: &mut Play, id: u32, job: InstanceJob, is_ok: bool) {
    let outcome = if is_ok { Ok(Duration::from_millis(182)) } else { Err(scene::fault(FaultKind::Refused)) };
    play.event(scene::news(InstanceNews::Done(id.to_string(), job, outcome)));
}

fn skipped(play: &mut Play, job: InstanceJob, ids: impl IntoIterator<Item = u32>) {
    let ids = ids.into_iter().map(|id| id.to_string()).collect();
    play.event(scene::news(InstanceNews::Skipped(job, ids)));
}

fn stops(play: &mut Play) -> usize {
    play.effects().iter().filter(|effect| matches!(effect, Effect::Session(SessionEffect::StopWork))).count()
}

/// Returns the tests of 30 instances, of which three have answered and one has failed.
fn tests_of_many() -> Play {
    let mut play = scene::instances(30);
    play.keys("<a-a><a-t>");
    (1..=3).for_each(|id| done(&mut play, id, InstanceJob::Test, true));
    done(&mut play, 4, InstanceJob::Test, false);
    play.effects();
    play
}

#[test]
fn work_on_many_is_counted_while_it_goes_on() {
    let play = tests_of_many();
    assert!(play.sees("4 of 30 tested, 1 failed."), "{}", play.screen(80, 24));
}

#[test]
fn only_successful_changes_are_counted_as_made() {
    let mut play = scene::instances(30);
    play.keys("<a-a><del>y");
    done(&mut play, 1, InstanceJob::Delete, true);
    done(&mut play, 2, InstanceJob::Delete, false);
    assert!(play.sees("1 of 30 deleted, 1 failed."), "{}", play.screen(80, 24));
}

#[test]
fn esc_stops_the_work_and_the_command_bar_says_so() {
    let mut play = tests_of_many();
    assert!(play.sees("esc stop"), "{}", play.screen(80, 24));
    play.keys("<esc>");
    assert_eq!((play.at(), stops(&mut play)), ("instances", 1));
    assert!(play.sees("Stopping: 4 of 30 tested, 1 failed.") && play.sees("30 selected"), "{}", play.screen(80, 24));
}

#[test]
fn marks_of_instances_that_were_left_out_go() {
    let mut play = tests_of_many();
    play.keys("<esc>");
    skipped(&mut play, InstanceJob::Test, 21..=30);
    play.keys("<home>");
    assert!(play.sees("· testing"), "{}", play.screen(80, 24));
    (5..=20).for_each(|id| done(&mut play, id, InstanceJob::Test, true));
    let words = "Stopped: 20 of 30 tested, 1 failed, 10 left out. Open one that failed to see the reason.";
    assert_eq!(play.notice_text(), words);
    play.keys("<end>");
    assert!(!play.sees("testing") && !play.sees("20 of 30 tested, 1 failed. "), "{}", play.screen(80, 24));
}

#[test]
fn stop_that_leaves_nothing_out_ends_as_usual() {
    let mut play = tests_of_many();
    play.keys("<esc>");
    (5..=30).for_each(|id| done(&mut play, id, InstanceJob::Test, true));
    assert_eq!(play.notice_text(), "30 instances: 29 answer, 1 test failed. Open one to see the reason.");
}

#[rstest]
#[case::all_are_on_their_way(16)]
#[case::one(1)]
fn esc_goes_back_if_all_requests_were_sent(#[case] count: u32) {
    let mut play = scene::instances(count);
    play.keys("<a-a><a-t><esc><esc>");
    assert_eq!((play.at(), stops(&mut play)), ("platform", 0));
}

#[test]
fn work_after_a_stop_can_be_stopped_again() {
    let mut play = tests_of_many();
    play.keys("<esc>");
    skipped(&mut play, InstanceJob::Test, 21..=30);
    (5..=20).for_each(|id| done(&mut play, id, InstanceJob::Test, true));
    play.keys("<a-t>").effects();
    assert!(play.sees("0 of 30 tested.") && play.sees("esc stop"), "{}", play.screen(80, 24));
}

#[test]
fn plain_lines_say_each_tenth_and_how_to_stop() {
    let mut talk = Conversation::with(scene::instances(30));
    talk.say(":all").say("test").new_output();
    for id in 1..=3 {
        talk.event(scene::news(InstanceNews::Done(id.to_string(), InstanceJob::Test, Ok(Duration::from_millis(1)))));
    }
    let output = talk.new_output();
    assert_eq!(output.matches("% of the work is done").count(), 1, "{output}");
    assert!(output.contains("10 % of the work is done. Type stop to leave out the rest."), "{output}");
    talk.say("stop");
    assert_eq!(stops(&mut talk.play), 1);
    talk.new_output();
    let output = talk.say("stop").new_output();
    assert!(output.contains("Nothing is left to stop."), "{output}");
}

const NOW: u64 = 1_795_944_860;

/// Returns an instance whose token expires after this time, in seconds.
fn expiring(id: u32, left: i64) -> ListedInstance {
    let refreshed = NOW.saturating_add_signed(left) - 3600;
    let answer = serde_json::json!({
        "id": id, "name": format!("Shop {id}"), "token": "t", "element": { "key": "sfdc" }, "disabled": id == 9,
        "configuration": { "oauth.user.refresh_time": refreshed.to_string(), "expires_in": "3600" },
    });
    ListedInstance::read(&answer.to_string()).expect("an instance")
}

/// Returns a list of instances with earlier tests.
fn list_of(instances: Vec<ListedInstance>, tests: &[(u32, TestOutcome, u64)]) -> Play {
    let mut session: Session = scene::known();
    session.now = Timestamp(NOW);
    let mut play = Play::from(session, &Start::Instances);
    let record = |(id, outcome, age): &(u32, TestOutcome, u64)| {
        (id.to_string(), TestRecord { outcome: *outcome, at: Timestamp(NOW - age) })
    };
    let tests: BTreeMap<_, _> = tests.iter().map(record).collect();
    let part = InstancePart { tests: Arc::new(tests), ..scene::part(instances) };
    play.event(scene::news(InstanceNews::Listed(1, Ok(part))));
    play
}

fn names(play: &Play) -> Vec<String> {
    let Step::Instances(step) = play.wizard().step() else { panic!("no list in {}", play.at()) };
    (0..step.len()).filter_map(|at| step.row(at, play.wizard().session())).map(|row| row.instance.id.clone()).collect()
}

#[rstest]
#[case::soon(660, "! expires in 11 min")]
#[case::expired(-7200, "! expired 2 h ago")]
#[case::later(172_801, "· expires in 2 d")]
fn expiry_of_the_token_is_in_the_row(#[case] left: i64, #[case] words: &str) {
    let play = list_of(vec![expiring(1, left)], &[]);
    assert!(play.sees("✓ enabled ") && play.sees(words), "{}", play.screen(80, 24));
}

#[test]
fn small_screen_shows_the_most_urgent_mark() {
    let play = list_of(vec![expiring(1, 660), expiring(9, 660)], &[]);
    let screen = play.screen(40, 12);
    assert!(screen.contains("! expires in 11 min") && screen.contains("! disabled"), "{screen}");
}

#[test]
fn wide_list_has_columns_for_state_test_and_expiry() {
    let play = list_of(vec![expiring(9, 660)], &[(9, TestOutcome::Failed, 180)]);
    let screen = play.screen(100, 30);
    assert!(screen.contains("State       Test                Token expires"), "{screen}");
    assert!(screen.contains("! disabled  ✗ failed 3 min ago  ! in 11 min"), "{screen}");
}

#[test]
fn tested_instance_keeps_its_state() {
    let mut play = scene::instances(3);
    play.keys("<down><down><a-t>");
    done(&mut play, 3, InstanceJob::Test, false);
    assert!(play.sees("! disabled  ✗ test failed"), "{}", play.screen(80, 24));
}

#[test]
fn list_is_sorted_by_expiry_and_by_last_test() {
    let instances = vec![expiring(1, 90_000), expiring(2, 660), expiring(3, -10), expiring(4, 70_000)];
    let tests = [(1, TestOutcome::Passed, 50), (2, TestOutcome::Failed, 90), (4, TestOutcome::Failed, 30)];
    let mut play = list_of(instances, &tests);
    play.keys("<a-s><a-s><a-s><a-s>");
    assert_eq!(
        (play.notice_text().trim(), names(&play)),
        ("Sorted by expiry.", ["3", "2", "4", "1"].map(String::from).to_vec())
    );
    play.keys("<a-s>");
    assert_eq!(
        (play.notice_text().trim(), names(&play)),
        ("Sorted by last test.", ["4", "2", "1", "3"].map(String::from).to_vec())
    );
}

#[test]
fn plain_lines_have_test_and_expiry() {
    let play = list_of(vec![expiring(9, 660)], &[(9, TestOutcome::Failed, 180)]);
    let output = Conversation::with(play).new_output();
    assert!(output.contains("1. Shop 9, 9, sfdc, disabled, test failed 3 min ago, expires in 11 min"), "{output}");
}

/// Returns the row of the screen in which a text is.
fn row_of(play: &Play, text: &str) -> Option<usize> {
    play.screen(80, 24).lines().position(|line| line.contains(text))
}

#[rstest]
#[case::notice("<a-s>", "Sorted by name.")]
#[case::work("<a-a><a-t>", "0 of 30 tested.")]
fn list_stays_in_its_place_when_a_sentence_appears(#[case] keys: &str, #[case] words: &str) {
    let mut play = scene::instances(30);
    let place = |play: &Play| [row_of(play, "Shop 1 "), row_of(play, " Tags  ")];
    let before = (place(&play), play.screen(80, 24).matches("    Shop ").count());
    play.keys(keys);
    assert!(play.sees(words), "{}", play.screen(80, 24));
    let rows =
        play.screen(80, 24).lines().filter(|line| line.contains(" hubspot  ") || line.contains(" sfdc  ")).count();
    assert!(rows >= 8, "{}", play.screen(80, 24));
    assert_eq!(place(&play), before.0, "{}", play.screen(80, 24));
}

/// Returns the change of two instances, of which one has a lost answer.
fn lost_answer() -> Play {
    let mut play = scene::instances(30);
    play.keys("<s-tab><s-tab><a-p>y");
    done(&mut play, 1, InstanceJob::Disable, true);
    let lost = Err(scene::fault(FaultKind::Unclear));
    play.event(scene::news(InstanceNews::Done("2".to_owned(), InstanceJob::Disable, lost)));
    play.effects();
    play
}

#[test]
fn change_without_an_answer_has_an_unknown_outcome() {
    let play = lost_answer();
    assert!(play.sees("2 instances: 1 disabled, 1 unknown."), "{}", play.screen(80, 24));
    assert!(play.sees("✗ outcome unknown"), "{}", play.screen(120, 40));
}

#[test]
fn leaving_after_a_change_without_an_answer_names_it() {
    let mut play = lost_answer();
    let effects = play.keys("<c-c>").effects();
    let unknown = |effect: &&Effect| matches!(effect, Effect::Screen(ScreenEffect::Leave(Leaving::UnknownChange(..))));
    assert!(effects.iter().any(|effect| unknown(&effect)), "{effects:?}");
}
