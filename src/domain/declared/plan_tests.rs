//! Plans: a file next to the instances of a platform.

use super::{
    plan::{PlanAction, PlanValue, StepRequest},
    *,
};
use crate::{
    catalog::{Catalog, FieldKey},
    domain::{Account, BaseUrl, ListedInstance, draft::Resolved},
    text::Secret,
};
use rstest::rstest;
use serde_json::json;

const FILE: &str = "\
[[instance]]
element = \"magentosoapv19\"
name = \"shop\"
tags = [\"a\"]
[instance.configuration]
userName = \"ada\"
password = \"env:PASSWORD\"
\"store.url\" = \"https://shop.example\"
";
const PLACE: &str = "/home/ada/instances.toml";

fn hash() -> KeyedHash {
    let base = BaseUrl::read("api.cloud-elements.com").expect("an address");
    KeyedHash::new(&Account::new(base, Secret::new("u"), Secret::new("o")))
}

fn file(text: &str) -> DeclaredFile {
    DeclaredFile::parse(text, DeclaredFormat::Toml, &Catalog::embedded().expect("the catalog")).expect("a valid file")
}

fn values(password: &str) -> Resolved {
    Resolved::from([(FieldKey::new("password"), Secret::new(password))])
}

/// Returns the instance of the file as a platform lists it, with these changes.
fn listed(id: u64, changes: &serde_json::Value) -> ListedInstance {
    let mut instance = json!({
        "id": id, "name": "shop", "element": { "key": "magentosoapv19" }, "tags": ["a"],
        "configuration": { "userName": "ada", "password": "********", "store.url": "https://shop.example" },
    });
    for (key, value) in changes.as_object().into_iter().flatten() {
        instance[key] = value.clone();
    }
    ListedInstance::read(&instance.to_string()).expect("an instance")
}

/// Returns the state after an apply of the file with this password.
fn applied(password: &str) -> AppliedState {
    let declared = file(FILE).instances.remove(0);
    AppliedState::from_records([AppliedInstance::new(&declared, "7", &values(password), PLACE, &hash())])
}

fn plan(text: &str, found: &[ListedInstance], state: &AppliedState) -> Result<Plan, Vec<PlanError>> {
    let (file, hash) = (file(text), hash());
    let mut planner = Planner::new(&file, state, PLACE, &hash);
    for listed in found {
        planner.add(listed);
    }
    planner.plan(&vec![values("hunter2"); file.instances.len()])
}

/// Returns action and changed places of the only step.
fn step(found: &[ListedInstance], state: &AppliedState) -> (PlanAction, Vec<String>) {
    let step = plan(FILE, found, state).expect("a plan").steps.remove(0);
    (step.action, step.changes.into_iter().map(|change| change.place).collect())
}

#[test]
fn instance_that_is_not_there_is_created() {
    let step = plan(FILE, &[], &AppliedState::default()).expect("a plan").steps.remove(0);
    assert!(matches!((step.action, step.request), (PlanAction::Create, StepRequest::Create(_))));
}

#[rstest]
#[case::nothing(json!({}), PlanAction::Unchanged, &[])]
#[case::tags(json!({ "tags": ["b"] }), PlanAction::Update, &["tags"])]
#[case::value(
    json!({ "configuration": { "userName": "bob", "password": "********", "store.url": "https://shop.example" } }),
    PlanAction::Update,
    &["configuration.userName"]
)]
#[case::shown_secret(
    json!({ "configuration": { "userName": "ada", "password": "other", "store.url": "https://shop.example" } }),
    PlanAction::Reauthorize,
    &["configuration.password"]
)]
#[case::shown_secret_that_is_the_same(
    json!({ "configuration": { "userName": "ada", "password": "hunter2", "store.url": "https://shop.example" } }),
    PlanAction::Unchanged,
    &[]
)]
#[case::further_values(
    json!({ "configuration": {
        "userName": "ada", "password": "********", "store.url": "https://shop.example", "session.id": "1"
    } }),
    PlanAction::Unchanged,
    &[]
)]
fn existing_instance_is_compared_key_by_key(
    #[case] changes: serde_json::Value,
    #[case] action: PlanAction,
    #[case] places: &[&str],
) {
    let places = places.iter().map(ToString::to_string).collect();
    assert_eq!(step(&[listed(7, &changes)], &applied("hunter2")), (action, places));
}

#[rstest]
#[case::same_as_applied(applied("hunter2"), PlanAction::Unchanged)]
#[case::other_than_applied(applied("hunter1"), PlanAction::Reauthorize)]
#[case::never_applied(AppliedState::default(), PlanAction::Reauthorize)]
fn masked_secret_is_compared_with_the_last_apply(#[case] state: AppliedState, #[case] action: PlanAction) {
    assert_eq!(step(&[listed(7, &json!({}))], &state).0, action);
}

#[test]
fn change_on_the_platform_is_drift() {
    let plan = plan(FILE, &[listed(7, &json!({ "tags": ["b"] }))], &applied("hunter2")).expect("a plan");
    assert!(plan.steps[0].changes[0].is_drift);
}

#[test]
fn change_of_the_file_is_no_drift() {
    let file = FILE.replace("[\"a\"]", "[\"c\"]");
    let plan = plan(&file, &[listed(7, &json!({}))], &applied("hunter2")).expect("a plan");
    assert_eq!((plan.steps[0].action, plan.steps[0].changes[0].is_drift), (PlanAction::Update, false));
}

#[test]
fn instance_renamed_on_the_platform_is_found_by_the_last_apply() {
    let step = step(&[listed(7, &json!({ "name": "other" }))], &applied("hunter2"));
    assert_eq!(step, (PlanAction::Update, vec!["name".to_owned()]));
}

#[test]
fn declared_id_makes_a_rename_possible() {
    let file = FILE.replace("name = \"shop\"", "name = \"shop-eu\"\nid = 7");
    let plan = plan(&file, &[listed(7, &json!({}))], &applied("hunter2")).expect("a plan");
    assert_eq!(plan.steps[0].changes[0].after, PlanValue::Shown("shop-eu".into()));
}

#[rstest]
#[case::two_of_one_name(FILE.into(), PlanErrorKind::Ambiguous, "7, 8")]
#[case::unknown_id(FILE.replace("tags", "id = \"9\"\ntags"), PlanErrorKind::NotFound, "9")]
fn instance_that_is_not_certain_is_refused(#[case] file: String, #[case] kind: PlanErrorKind, #[case] word: &str) {
    let errors = plan(&file, &[listed(7, &json!({})), listed(8, &json!({}))], &applied("hunter2")).expect_err("errors");
    assert!(errors[0].kind == kind && errors[0].problem.contains(word) && errors[0].line == 1, "{errors:?}");
}

#[test]
fn id_tells_two_of_one_name_apart() {
    let file = format!("{FILE}{}", FILE.replace("tags", "id = \"8\"\ntags"));
    let plan = plan(&file, &[listed(7, &json!({})), listed(8, &json!({}))], &applied("hunter2")).expect("a plan");
    let ids: Vec<_> = plan.steps.iter().filter_map(|step| Some(step.existing.as_ref()?.id.as_str())).collect();
    assert_eq!(ids, ["7", "8"]);
}

#[test]
fn instance_with_a_missing_value_is_not_created() {
    let errors = plan(&FILE.replace("password", "#"), &[], &AppliedState::default()).expect_err("errors");
    assert!(errors[0].places() == ["configuration.password"] && errors[0].problem.contains("password: "), "{errors:?}");
}

#[test]
fn only_instances_of_an_earlier_apply_of_this_file_are_prunable() {
    let found = [listed(7, &json!({})), listed(8, &json!({ "name": "other" }))];
    let plan = plan("", &found, &applied("hunter2")).expect("a plan");
    let others: Vec<_> = plan.others.iter().map(|other| (other.id.as_str(), other.was_declared)).collect();
    assert_eq!(others, [("7", true), ("8", false)]);
}

#[test]
fn saved_plan_differs_where_the_platform_changed() {
    let saved = |changes| {
        let plan = plan(FILE, &[listed(7, &changes)], &applied("hunter2")).expect("a plan");
        plan.to_saved("work", "b", false, &hash())
    };
    assert_eq!(saved(json!({})).differing(&saved(json!({}))), Vec::<usize>::new());
    assert_eq!(saved(json!({})).differing(&saved(json!({ "tags": ["b"] }))), [0]);
}

#[test]
fn no_plan_or_state_holds_a_secret() {
    let plan = plan(FILE, &[], &AppliedState::default()).expect("a plan");
    let saved = serde_json::to_string(&plan.to_saved("work", "b", false, &hash())).expect("JSON");
    let state = format!("{:?}", applied("hunter2"));
    assert!(!format!("{:?}{saved}{state}", plan.steps[0].changes).contains("hunter2"));
}

/// File with an instance that needs consent.
const CRM: &str = "\
[[instance]]
element = \"infusionsoftecommerce\"
name = \"crm\"
[instance.configuration]
oauth.api.key = \"k\"
oauth.api.secret = \"env:S\"
oauth.callback.url = \"http://127.0.0.1:8910/callback\"
";

#[test]
fn instance_that_needs_consent_is_planned_without_a_request() {
    let step = plan(CRM, &[], &AppliedState::default()).expect("a plan").steps.remove(0);
    assert!(step.action == PlanAction::Create && matches!(step.request, StepRequest::Consent(Some(_))), "{step:?}");
}

/// Returns the state after a consent was requested for an instance with this ID, with this secret.
fn requested(id: &str, secret: &str) -> AppliedState {
    let (declared, values) = (file(CRM).instances.remove(0), crm_values(secret));
    let record = AppliedInstance::new(&declared, id, &values, PLACE, &hash()).waiting_for("consent-1".into());
    AppliedState::from_records([record])
}

/// Returns the state after an apply that found the first consent completed.
fn completed(secret: &str) -> AppliedState {
    let record = requested("", secret).all_records().next().expect("a record").clone();
    AppliedState::from_records([record.clone(), record.completed("7")])
}

fn crm_values(secret: &str) -> Resolved {
    Resolved::from([(FieldKey::new("oauth.api.secret"), Secret::new(secret))])
}

#[rstest]
#[case::first_consent(requested("", "s-1"), PlanAction::Unchanged, 0)]
#[case::first_consent_completed_elsewhere(requested("", "s-1").with_pending(["consent-1".into()]), PlanAction::Unchanged, 0)]
#[case::first_consent_with_another_secret(requested("", "s-0"), PlanAction::Reauthorize, 0)]
#[case::new_consent(requested("7", "s-1"), PlanAction::Unchanged, 0)]
#[case::new_consent_that_is_pending(requested("7", "s-1").with_pending(["consent-1".into()]), PlanAction::Unchanged, 1)]
#[case::consent_of_another_instance(requested("8", "s-1"), PlanAction::Unchanged, 1)]
#[case::recorded_consent(completed("s-1"), PlanAction::Unchanged, 0)]
#[case::recorded_consent_with_another_secret(completed("s-0"), PlanAction::Reauthorize, 0)]
#[case::no_consent_from_here(AppliedState::default(), PlanAction::Unchanged, 1)]
fn masked_secret_is_compared_with_the_completed_consent(
    #[case] state: AppliedState,
    #[case] action: PlanAction,
    #[case] notes: usize,
) {
    let existing = json!({
        "id": 7, "name": "crm", "element": { "key": "infusionsoftecommerce" }, "configuration": {
            "oauth.api.key": "k", "oauth.api.secret": "********",
            "oauth.callback.url": "http://127.0.0.1:8910/callback",
        },
    });
    let (file, hash) = (file(CRM), hash());
    let mut planner = Planner::new(&file, &state, PLACE, &hash);
    planner.add(&ListedInstance::read(&existing.to_string()).expect("an instance"));
    let step = planner.plan(&[crm_values("s-1")]).expect("a plan").steps.remove(0);
    assert_eq!((step.action, step.notes.len()), (action, notes), "{step:?}");
}

#[test]
fn applied_instance_replaces_its_request_for_a_consent() {
    let declared = file(CRM).instances.remove(0);
    let applied = AppliedInstance::new(&declared, "7", &crm_values("s-1"), PLACE, &hash());
    let waiting = AppliedInstance { id: String::new(), ..applied.clone() }.waiting_for("consent-1".into());
    assert_eq!(AppliedState::from_records([waiting, applied.clone()]), AppliedState::from_records([applied]));
}

fn exported(text: Option<&str>, found: &[ListedInstance]) -> export::InstanceExport {
    let catalog = Catalog::embedded().expect("the catalog");
    export::export(text, Some("staging"), found, (&catalog, &[]), false).expect("valid TOML")
}

#[test]
fn exported_file_gives_a_plan_without_changes() {
    let text = exported(None, &[listed(7, &json!({}))]).text.replace("SHOP_PASSWORD", "PASSWORD");
    let plan = plan(&text, &[listed(7, &json!({}))], &applied("hunter2")).expect("a plan");
    assert_eq!(plan.steps[0].action, PlanAction::Unchanged, "{text}");
}

#[test]
fn secret_is_exported_as_a_reference() {
    let shown = json!({ "userName": "ada", "password": "canary-x", "store.url": "https://shop.example" });
    let export = exported(None, &[listed(7, &json!({ "configuration": shown }))]);
    assert!(export.references == ["env:SHOP_PASSWORD"] && !export.text.contains("canary"), "{}", export.text);
}

#[test]
fn existing_file_keeps_its_comments_and_references() {
    let file = format!("# ours\n{}", FILE.replace("\"ada\"", "\"bob\" # the service user"));
    let export = exported(Some(&file), &[listed(7, &json!({})), listed(8, &json!({ "name": "other" }))]);
    assert!(export.text.starts_with(&format!("# ours\n{}", FILE.replace("\"ada\"", "\"ada\" # the service user"))));
    assert_eq!((export.added, export.updated), (1, 1));
}

#[test]
fn instances_of_one_name_are_exported_with_their_ids() {
    let export = exported(None, &[listed(7, &json!({})), listed(8, &json!({}))]);
    assert!(export.text.contains("id = \"7\"") && export.text.contains("id = \"8\""), "{}", export.text);
}
