//! OAuth proxies of declared instances.

use super::{
    plan::{PlanAction, PlanValue, StepRequest},
    *,
};
use crate::{
    catalog::{Catalog, FieldKey},
    domain::{Account, BaseUrl, ListedInstance, OAuthProxy, draft::Resolved},
    text::Secret,
};
use rstest::rstest;
use serde_json::json;
use std::sync::Arc;

const PLACE: &str = "/home/ada/instances.toml";
const ADDRESS: &str = "https://proxy.example/1";
const OWN: &str = "http://127.0.0.1:8910/callback";

const CRM: &str = "\
[[instance]]
element = \"infusionsoftecommerce\"
name = \"crm\"
oauth-proxy = \"shop\"
[instance.configuration]
oauth.api.key = \"k\"
oauth.api.secret = \"env:SECRET\"
";

fn hash() -> KeyedHash {
    let base = BaseUrl::read("api.cloud-elements.com").expect("an address");
    KeyedHash::new(&Account::new(base, Secret::new("u"), Secret::new("o")))
}

fn values(secret: &str) -> Resolved {
    Resolved::from([(FieldKey::new("oauth.api.secret"), Secret::new(secret))])
}

fn proxies(address: Option<&str>, has_keys: bool) -> Arc<[OAuthProxy]> {
    let addresses = vec!["http://127.0.0.1:9/cb".into()];
    Arc::new([OAuthProxy {
        id: "1".into(),
        name: "shop".into(),
        address: address.map(str::to_owned),
        addresses,
        has_keys,
    }])
}

fn parse(text: &str) -> Result<DeclaredFile, Vec<DeclaredError>> {
    DeclaredFile::parse(text, DeclaredFormat::Toml, &Catalog::embedded().expect("the catalog"))
}

fn file(text: &str, proxies: &Arc<[OAuthProxy]>) -> DeclaredFile {
    let mut file = parse(text).expect("a valid file");
    assert!(file.instances[0].offer_proxies(proxies));
    file
}

/// Returns the instance as a platform lists it, with this callback.
fn listed(callback: Option<&str>) -> ListedInstance {
    let mut configuration = json!({ "oauth.api.key": "k", "oauth.api.secret": "********" });
    if let Some(callback) = callback {
        configuration["oauth.callback.url"] = callback.into();
    }
    let instance = json!({
        "id": 7, "name": "crm", "element": { "key": "infusionsoftecommerce" }, "configuration": configuration });
    ListedInstance::read(&instance.to_string()).expect("an instance")
}

/// Returns the state after an apply of the file through this proxy.
fn applied(proxy: &str) -> AppliedState {
    let declared = parse(&CRM.replace("\"shop\"", &format!("\"{proxy}\""))).expect("a valid file").instances.remove(0);
    AppliedState::from_records([AppliedInstance::new(&declared, "7", &values("s-1"), PLACE, &hash())])
}

fn step(
    text: &str,
    proxies: &Arc<[OAuthProxy]>,
    found: Option<&ListedInstance>,
    state: &AppliedState,
) -> plan::PlanStep {
    let (file, hash) = (file(text, proxies), hash());
    let mut planner = Planner::new(&file, state, PLACE, &hash);
    if let Some(listed) = found {
        planner.add(listed);
    }
    planner.plan(&[values("s-1")]).expect("a plan").steps.remove(0)
}

#[test]
fn new_instance_requests_its_consent_through_the_proxy() {
    let step = step(CRM, &proxies(Some(ADDRESS), false), None, &AppliedState::default());
    let StepRequest::Consent(Some(consent)) = &step.request else { panic!("{step:?}") };
    assert_eq!(consent.proxy().map(|proxy| (proxy.name.to_owned(), proxy.has_keys)), Some(("shop".into(), false)));
    let change = step.changes.iter().find(|change| change.place == "oauth-proxy").expect("a change");
    assert_eq!(change.after, PlanValue::Shown("shop".into()));
}

#[test]
fn values_that_the_proxy_stores_are_not_needed() {
    let text = CRM.split_once("[instance.configuration]").expect("a table").0;
    let step = step(text, &proxies(Some(ADDRESS), true), None, &AppliedState::default());
    assert!(matches!(step.request, StepRequest::Consent(Some(_))), "{step:?}");
}

#[rstest]
#[case::same_proxy(Some(ADDRESS), Some(ADDRESS), applied("shop"), PlanAction::Unchanged)]
#[case::own_callback(Some(OWN), Some(ADDRESS), applied("shop"), PlanAction::Reauthorize)]
#[case::hidden_callback(None, Some(ADDRESS), applied("shop"), PlanAction::Unchanged)]
#[case::hidden_callback_and_another_proxy_before(None, Some(ADDRESS), applied("other"), PlanAction::Reauthorize)]
#[case::proxy_without_address(Some(OWN), None, applied("shop"), PlanAction::Unchanged)]
#[case::proxy_without_address_and_another_before(Some(OWN), None, applied("other"), PlanAction::Reauthorize)]
#[case::never_applied(None, Some(ADDRESS), AppliedState::default(), PlanAction::Unchanged)]
fn existing_instance_is_compared_by_its_callback(
    #[case] callback: Option<&str>,
    #[case] address: Option<&str>,
    #[case] state: AppliedState,
    #[case] action: PlanAction,
) {
    let step = step(CRM, &proxies(address, false), Some(&listed(callback)), &state);
    assert_eq!(step.action, action, "{step:?}");
}

#[test]
fn change_to_a_proxy_needs_a_consent_through_it() {
    let step = step(CRM, &proxies(Some(ADDRESS), false), Some(&listed(Some(OWN))), &applied("shop"));
    let StepRequest::Consent(Some(consent)) = &step.request else { panic!("{step:?}") };
    assert_eq!((consent.registered(), step.changes[0].is_drift), (ADDRESS, true));
}

#[rstest]
#[case::callback_of_no_listed_proxy(Some("https://proxy.example/2"))]
#[case::hidden_callback(None)]
fn instance_of_a_proxy_that_is_not_listed_has_not_drifted(#[case] callback: Option<&str>) {
    let step = step(CRM, &proxies(Some(ADDRESS), false), Some(&listed(callback)), &applied("other"));
    let changes: Vec<_> = step.changes.iter().map(|change| (change.place.as_str(), change.is_drift)).collect();
    assert_eq!(changes, [("oauth-proxy", false)]);
}

#[test]
fn instance_keeps_the_proxy_that_the_file_does_not_name() {
    let text = CRM.replace("oauth-proxy = \"shop\"\n", "");
    let declared = parse(&text).expect("a valid file").instances.remove(0);
    let state = AppliedState::from_records([AppliedInstance::new(&declared, "7", &values("s-0"), PLACE, &hash())]);
    let step = step(&text, &proxies(Some(ADDRESS), false), Some(&listed(Some(ADDRESS))), &state);
    let StepRequest::Consent(Some(consent)) = &step.request else { panic!("{step:?}") };
    assert_eq!(consent.proxy().map(|proxy| proxy.name), Some("shop"));
}

#[test]
fn plan_through_another_proxy_is_another_plan() {
    let two: Arc<[OAuthProxy]> = ["shop", "other"]
        .map(|name| OAuthProxy { name: name.into(), ..proxies(Some(ADDRESS), false)[0].clone() })
        .into_iter()
        .collect();
    let fingerprint = |text: &str| step(text, &two, None, &AppliedState::default()).fingerprint;
    assert_ne!(fingerprint(CRM), fingerprint(&CRM.replace("\"shop\"", "\"other\"")));
}

#[rstest]
#[case::no_consent("magentosoapv19", "shop", "The auth mode “")]
#[case::empty("infusionsoftecommerce", " ", "oauth-proxy is empty.")]
#[case::oauth_1("twitter", "shop", "has no OAuth proxy. Remove oauth-proxy")]
fn proxy_that_cannot_be_used_is_reported(#[case] element: &str, #[case] proxy: &str, #[case] expected: &str) {
    let text = format!("[[instance]]\nelement = \"{element}\"\nname = \"a\"\noauth-proxy = \"{proxy}\"\n");
    let fault = parse(&text).expect_err("a fault").remove(0);
    assert!((fault.line, fault.column) == (4, 15) && fault.to_string().contains(expected), "{fault}");
}

#[test]
fn unknown_proxy_is_noticed() {
    let mut file = parse(&CRM.replace("\"shop\"", "\"other\"")).expect("a valid file");
    assert!(!file.instances[0].offer_proxies(&proxies(Some(ADDRESS), false)));
}

#[test]
fn proxy_is_read_from_a_table() {
    let table = "element,name,oauth-proxy\ninfusionsoftecommerce,crm,shop\n";
    let file = DeclaredFile::parse(table, DeclaredFormat::Csv, &Catalog::embedded().expect("the catalog"));
    assert_eq!(file.expect("a valid table").instances[0].proxy(), Some("shop"));
}

#[rstest]
#[case::new_file("")]
#[case::existing_file("[[instance]]\nelement = \"infusionsoftecommerce\"\nname = \"crm\"\noauth-proxy = \"old\"\n")]
fn proxy_is_exported_in_place_of_its_address(#[case] existing: &str) {
    let (catalog, proxies) = (Catalog::embedded().expect("the catalog"), proxies(Some(ADDRESS), false));
    let found = [listed(Some(ADDRESS))];
    let written = export::export(Some(existing), None, &found, (&catalog, &proxies), false).expect("valid TOML");
    let text = written.text;
    assert!(text.contains("oauth-proxy = \"shop\"") && !text.contains("oauth.callback.url"), "{text}");
}
