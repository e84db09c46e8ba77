use super::*;
use crate::domain::test_record::TestRecord;
use proptest::prelude::*;
use rstest::rstest;

/// Ten days after the creation; the provider's token expires in two hours.
const NOW: Timestamp = Timestamp(1_700_000_000);

fn listed() -> ListedInstance {
    let text = r#"{"id":471196,"token":"t","name":"Acme Sales EU","tags":["dev","Data Team"],"disabled":true,
        "createdDate":"2023-11-04T22:13:20Z","element":{"key":"sfdc","hub":"crm"},
        "configuration":{"oauth.user.refresh_time":"1700000000000","expires_in":"7200"}}"#;
    ListedInstance::read(text).expect("an instance")
}

fn matches(query: &str, listed: &ListedInstance) -> bool {
    let facts = InstanceFacts {
        test: Some(TestRecord { outcome: TestOutcome::Failed, at: Timestamp(1) }),
        ..InstanceFacts::from_listed(listed)
    };
    InstanceQuery::parse(query).expect("a valid query").matches(listed, &facts, NOW)
}

#[rstest]
#[case::nothing("")]
#[case::blanks("   ")]
#[case::word_of_the_name("acme")]
#[case::two_words_in_any_order("eu acme")]
#[case::id("471196")]
#[case::word_of_a_tag("team")]
#[case::element("element:sfdc")]
#[case::start_of_an_element("element:SF")]
#[case::hub("hub:crm")]
#[case::tag("tag:dev")]
#[case::tag_with_a_blank(r#"tag:"data team""#)]
#[case::two_tags("tag:dev tag:data")]
#[case::state("state:disabled")]
#[case::start_of_a_state("state:dis")]
#[case::expiry("expires:<24h")]
#[case::expiry_without_a_sign("expires:24h")]
#[case::later_expiry("expires:>1h")]
#[case::age("age:>9d")]
#[case::younger("age:<2w")]
#[case::tests("test:failed")]
#[case::token("token:missing")]
#[case::events("events:off")]
#[case::capitals("STATE:Disabled TAG:DEV")]
#[case::all("acme element:sfdc tag:dev state:disabled expires:<24h test:failed")]
fn instance_matches(#[case] query: &str) {
    assert!(matches(query, &listed()));
}

#[rstest]
#[case::word("acme us")]
#[case::element("element:hubspot")]
#[case::middle_of_an_element("element:dc")]
#[case::hub("hub:erp")]
#[case::tag("tag:prod")]
#[case::state("state:enabled")]
#[case::expiry("expires:<1h")]
#[case::later_expiry("expires:>24h")]
#[case::known_expiry("expires:unknown")]
#[case::age("age:<9d")]
#[case::tests("test:passed")]
#[case::test_of_none("test:none")]
#[case::token("token:here")]
#[case::events("events:on")]
#[case::one_of_two("acme state:enabled")]
#[case::quoted_filter(r#""state:disabled""#)]
fn instance_does_not_match(#[case] query: &str) {
    assert!(!matches(query, &listed()));
}

#[test]
fn expired_token_expires_within_any_time() {
    let text = r#"{"id":1,"configuration":{"oauth.user.refresh_time":"1600000000000","expires_in":"60"}}"#;
    assert!(matches("expires:<1h", &ListedInstance::read(text).expect("an instance")));
}

#[rstest]
#[case::more("expires:>0s")]
#[case::less("expires:<52w")]
#[case::age("age:<52w")]
#[case::older("age:>0s")]
fn unknown_time_is_in_no_range(#[case] query: &str) {
    assert!(!matches(query, &ListedInstance::read(r#"{"id":1}"#).expect("an instance")));
}

#[rstest]
#[case::no_value("acme state:")]
#[case::no_limit("expires:<")]
#[case::limit_without_a_unit("acme age:>12")]
#[case::open_quote(r#"tag:""#)]
#[case::beginning_of_two_values("events:o")]
fn filter_that_is_still_typed_does_not_count(#[case] text: &str) {
    let (query, error) = InstanceQuery::parse_typed(text);
    assert_eq!(error, None);
    assert!(query.matches(&listed(), &InstanceFacts::from_listed(&listed()), NOW));
    assert!(["acme", ""].contains(&InstanceQuery::without_beginnings(text).as_str()));
}

#[rstest]
#[case::number_as_a_tag("tag:2024")]
#[case::beginning_of_a_state("acme state:en")]
fn last_filter_with_a_value_counts_while_it_is_typed(#[case] text: &str) {
    let (query, error) = InstanceQuery::parse_typed(text);
    assert_eq!(error, None);
    assert!(!query.matches(&listed(), &InstanceFacts::from_listed(&listed()), NOW));
    assert_eq!(InstanceQuery::without_beginnings(text), text);
}

#[rstest]
#[case::only_word("state:x", true)]
#[case::next_to_a_word("acme state:x", true)]
#[case::next_to_a_word_that_does_not_match("nowhere state:x", false)]
#[case::next_to_a_filter("state:x token:here", false)]
fn filter_that_is_wrong_does_not_count_while_it_is_typed(#[case] text: &str, #[case] is_found: bool) {
    let (query, error) = InstanceQuery::parse_typed(text);
    assert_eq!(error.map(|error| error.word), Some("state:x".to_owned()));
    assert_eq!(query.matches(&listed(), &InstanceFacts::from_listed(&listed()), NOW), is_found);
}

#[rstest]
#[case::followed_by_a_blank("state: ")]
#[case::before_the_last_word("state: acme")]
#[case::unknown_value("state:x")]
#[case::unknown_filter("owner:")]
fn filter_that_is_wrong_is_an_error(#[case] text: &str) {
    assert!(InstanceQuery::parse_typed(text).1.is_some());
}

fn facets(query: &str) -> Vec<String> {
    let query = InstanceQuery::parse(query).expect("a valid query");
    let rows =
        [listed(), ListedInstance::read(r#"{"id":1,"element":{"key":"hubspot"},"tags":["prod"]}"#).expect("one")];
    let facts = rows.each_ref().map(InstanceFacts::from_listed);
    let rows = rows.iter().zip(&facts).map(|(listed, facts)| FacetRow { listed, facts, has_plain_tags: true });
    let describe = |facet: &crate::catalog::Facet| {
        let chosen = if facet.chosen { " chosen" } else { "" };
        format!("{} {} {}{chosen}", facet.group.word, facet.label, facet.count)
    };
    query.facets(rows, NOW).iter().map(describe).collect()
}

#[rstest]
#[case::state("", "state disabled 1")]
#[case::other_state("", "state enabled 1")]
#[case::tests("", "test none 2")]
#[case::expiry("", "expires within 24 hours 1")]
#[case::unknown_expiry("", "expires unknown 1")]
#[case::age("", "age over 30 days 0")]
#[case::token("", "token missing 2")]
#[case::hub("", "hub crm 1")]
#[case::tag("", "tag Data Team 1")]
#[case::element("", "element hubspot 1")]
#[case::chosen("state:disabled", "state disabled 1 chosen")]
#[case::other_value_of_a_chosen_group("state:disabled", "state enabled 1")]
#[case::another_group("state:disabled", "element sfdc 1")]
#[case::beginning("tag:data", "tag Data Team 1")]
#[case::beginning_of_a_state("state:dis", "state disabled 1")]
#[case::whole_tag(r#"tag:"data team""#, "tag Data Team 1 chosen")]
#[case::limit("expires:<24h", "expires within 24 hours 1 chosen")]
fn facet_counts_what_the_other_groups_leave(#[case] query: &str, #[case] facet: &str) {
    let is_absent = facet.ends_with(" 0");
    let facets = facets(query);
    assert!(facets.iter().any(|found| found == facet) != is_absent, "{facets:?}");
}

/// Returns the facets of instances with these tags, separated by commas, and the number of results of each.
fn tag_counts(tags: &[&str], hidden: &[usize]) -> Vec<(String, usize, usize)> {
    let listed = |(id, tags): (usize, &&str)| {
        let tags: Vec<&str> = tags.split(',').collect();
        ListedInstance::read(&serde_json::json!({ "id": id, "tags": tags }).to_string()).expect("an instance")
    };
    let listed: Vec<ListedInstance> = tags.iter().enumerate().map(listed).collect();
    let facts: Vec<InstanceFacts> = listed.iter().map(InstanceFacts::from_listed).collect();
    let rows = listed.iter().zip(&facts).enumerate().map(|(at, (listed, facts))| FacetRow {
        listed,
        facts,
        has_plain_tags: !hidden.contains(&at),
    });
    let listed_facets = InstanceQuery::default().facets(rows.clone(), NOW);
    let tags = listed_facets.iter().filter(|facet| facet.group.word == "tag");
    let results = |text: &str| {
        let query = InstanceQuery::parse(text).expect("a valid query");
        rows.clone().filter(|row| query.matches(row.listed, row.facts, NOW)).count()
    };
    tags.map(|facet| (facet.label.clone(), facet.count, results(&facet.typed_into("")))).collect()
}

#[rstest]
#[case::beginning_of_another(&["dev", "dev-eu", "dev,dev-eu"], &[])]
#[case::other_case(&["Dev", "dev", "DEV-EU"], &[])]
#[case::accents(&["Équipe", "équipe rouge"], &[])]
#[case::hidden_tags(&["dev", "dev,a-secret"], &[1])]
#[case::blanks(&["data", "data team", "data  team"], &[])]
fn count_of_a_tag_is_the_number_of_its_results(#[case] tags: &[&str], #[case] hidden: &[usize]) {
    let counts = tag_counts(tags, hidden);
    assert!(!counts.is_empty() && counts.iter().all(|(_, count, results)| count == results), "{counts:?}");
}

#[test]
fn separate_words_are_not_split() {
    let query = InstanceQuery::from_words(["tag:data team"]).expect("a valid query");
    assert!(query.matches(&listed(), &InstanceFacts::from_listed(&listed()), NOW));
}

#[rstest]
#[case::unknown_filter("owner:me", "owner:me", "element:, hub:, tag:, state:")]
#[case::unknown_state("acme state:off", "state:off", "state:enabled, state:disabled or state:invalid")]
#[case::empty_state("state:", "state:", "state:enabled")]
#[case::empty_tag("tag:", "tag:", "tag: with a value")]
#[case::no_duration("expires:soon", "expires:soon", "expires:<24h or expires:>7d")]
#[case::no_unit("age:7", "age:7", "age:<24h")]
#[case::too_long("age:<99999999999999999999d", "age:<99999999999999999999d", "age:<24h")]
#[case::unknown_test("test:maybe", "test:maybe", "test:passed, test:failed or test:none")]
#[case::ambiguous_token("token:x", "token:x", "token:here or token:missing")]
fn error_names_the_word_and_the_valid_ones(#[case] query: &str, #[case] word: &str, #[case] expected: &str) {
    let error = InstanceQuery::parse(query).expect_err("an error");
    assert!(error.word == word && error.expected.contains(expected), "{error}");
}

#[test]
fn every_filter_of_the_help_is_valid() {
    for (name, values) in INSTANCE_FILTERS {
        for value in values.split('|') {
            assert!(InstanceQuery::parse(&format!("{name}:{value}")).is_ok(), "{name}:{value}");
        }
    }
}

proptest! {
    #[test]
    fn word_is_found_regardless_of_case(text in "[a-cA-CéÉK1 ]{0,8}", word in "[a-cA-CéÉK1]{1,2}") {
        let word = word.to_lowercase();
        prop_assert_eq!(contains(&text, &word), text.to_lowercase().contains(&word));
    }
    #[test]
    fn parsing_any_text_never_panics(text in ".{0,60}") {
        let _ = InstanceQuery::parse(&text);
    }

    #[test]
    fn words_without_a_colon_are_always_valid(text in "[^:]{0,40}") {
        prop_assert!(InstanceQuery::parse(&text).is_ok());
    }
}
