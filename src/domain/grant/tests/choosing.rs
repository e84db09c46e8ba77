//! The order of readings, and the one that is chosen.

use super::{super::choose::choose, *};
use rstest::rstest;

fn grant(code: &str, state: StateCheck, extras: &[(&str, &str)]) -> Grant {
    let extras = extras.iter().map(|(name, value)| ((*name).to_owned(), Secret::new(*value))).collect();
    Grant { code: Secret::new(code), token: None, extras, state }
}

fn found(code: &str, state: StateCheck, extras: &[(&str, &str)]) -> GrantReading {
    GrantReading::Found(grant(code, state, extras))
}

fn refused(state: StateCheck) -> GrantReading {
    GrantReading::Refused(Refusal { error: "access_denied".into(), description: None, state })
}

fn several(states: [StateCheck; 2]) -> GrantReading {
    GrantReading::Several(states.map(|state| grant("abc", state, &[])).into())
}

#[rstest]
#[case(found("abc", StateCheck::Matches, &[]))]
#[case(several([StateCheck::Absent, StateCheck::Matches]))]
#[case(refused(StateCheck::Matches))]
fn reading_with_our_state_is_tied(#[case] reading: GrantReading) {
    assert!(reading.is_tied());
}

#[rstest]
#[case(found("abc", StateCheck::Absent, &[]))]
#[case(several([StateCheck::Absent, StateCheck::Absent]))]
#[case(refused(StateCheck::Absent))]
#[case(GrantReading::Foreign("state"))]
fn reading_without_our_state_is_not_tied(#[case] reading: GrantReading) {
    assert!(!reading.is_tied());
}

#[test]
fn readings_rank_in_the_order_of_use() {
    let order = [
        found("abc", StateCheck::Matches, &[]),
        several([StateCheck::Absent, StateCheck::Matches]),
        refused(StateCheck::Matches),
        found("abc", StateCheck::Absent, &[]),
        several([StateCheck::Absent, StateCheck::Absent]),
        GrantReading::Lacks(vec!["shop".into()]),
        GrantReading::Foreign("state"),
        GrantReading::Untied("state"),
        refused(StateCheck::Absent),
        GrantReading::NotYet,
        GrantReading::NoCode(vec!["page".into()]),
        GrantReading::Unreadable("odd".into()),
        GrantReading::NoCode(Vec::new()),
        GrantReading::Empty,
    ];
    assert!(order.iter().map(GrantReading::rank).eq(0..14));
}

#[rstest]
#[case::of_two_the_one_with_our_state(
    vec![found("abc", StateCheck::Absent, &[]), found("def", StateCheck::Matches, &[])],
    "def|ok|"
)]
#[case::none_beside_a_foreign_one(vec![found("abc", StateCheck::Absent, &[]), GrantReading::Foreign("state")], "foreign state")]
#[case::no_refusal_without_our_state(vec![refused(StateCheck::Absent), found("abc", StateCheck::Absent, &[])], "abc|none|")]
#[case::refusal_with_our_state(
    vec![refused(StateCheck::Matches), found("abc", StateCheck::Absent, &[])],
    "no: access_denied|ok|-"
)]
#[case::different_codes(
    vec![found("abc", StateCheck::Absent, &[]), found("def", StateCheck::Absent, &[])],
    "several: 2"
)]
#[case::copy_with_fewer_parameters(
    vec![found("abc", StateCheck::Absent, &[("a", "1")]), found("abc", StateCheck::Absent, &[("a", "1"), ("b", "2")])],
    "abc|none|a=1,b=2"
)]
#[case::copy_with_fewer_parameters_later(
    vec![found("abc", StateCheck::Absent, &[("a", "1"), ("b", "2")]), found("abc", StateCheck::Absent, &[("a", "1")])],
    "abc|none|a=1,b=2"
)]
#[case::copy_in_another_order(
    vec![
        found("abc", StateCheck::Absent, &[("a", "1"), ("b", "2")]),
        found("abc", StateCheck::Absent, &[("b", "2"), ("a", "1")]),
    ],
    "abc|none|a=1,b=2"
)]
#[case::same_code_with_different_parameters(
    vec![found("abc", StateCheck::Absent, &[("a", "1")]), found("abc", StateCheck::Absent, &[("a", "2")])],
    "several: 2"
)]
fn choice_among_readings(#[case] readings: Vec<GrantReading>, #[case] chosen: &str) {
    assert_eq!(summary(&choose(readings)), chosen);
}
