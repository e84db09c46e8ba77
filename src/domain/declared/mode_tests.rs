//! Auth modes of declared instances that exist.

use super::{plan::PlanAction, *};
use crate::{
    catalog::{Catalog, FieldKey},
    domain::{Account, BaseUrl, ListedInstance, draft::Resolved},
    text::Secret,
};
use serde_json::json;

const LEGACY: &str = "username = \"ada\"\npassword = \"env:SECRET\"\n";
const API: &str = "oauth.api.key = \"k\"\noauth.api.secret = \"env:SECRET\"\noauth.user.token = \"env:SECRET\"\n";

/// Returns the plan for an instance of the legacy mode.
fn plan(mode: &str, values: &str) -> Result<Plan, Vec<PlanError>> {
    let head = format!("[[instance]]\nelement = \"bigcommerce\"\nname = \"shop\"\nauth-mode = \"{mode}\"\n");
    let text = format!("{head}[instance.configuration]\n{values}store.url = \"https://a.example/api/v2/\"\n");
    let catalog = Catalog::embedded().expect("the catalog");
    let file = DeclaredFile::parse(&text, DeclaredFormat::Toml, &catalog).expect("a valid file");
    let base = BaseUrl::read("api.cloud-elements.com").expect("an address");
    let hash = KeyedHash::new(&Account::new(base, Secret::new("u"), Secret::new("o")));
    let instance = json!({
        "id": 7, "name": "shop", "element": { "key": "bigcommerce" },
        "configuration": {
            "authentication.type": "basic", "username": "ada", "password": "********",
            "store.url": "https://a.example/api/v2/",
        },
    });
    let (state, secret) = (AppliedState::default(), Secret::new("s"));
    let mut planner = Planner::new(&file, &state, "/home/ada/instances.toml", &hash);
    planner.add(&ListedInstance::read(&instance.to_string()).expect("an instance"));
    let keys = file.instances[0].references().map(|(key, _)| key.clone()).collect::<Vec<FieldKey>>();
    planner.plan(&[keys.into_iter().map(|key| (key, secret.clone())).collect::<Resolved>()])
}

#[test]
fn credentials_of_another_mode_are_refused_with_the_command_that_changes_it() {
    let error = plan("API account", API).expect_err("a fault").remove(0);
    assert_eq!(error.places(), ["auth-mode"]);
    assert!(error.problem.contains("elemint reauthorize 7 --auth-mode 'API account'."), "{}", error.problem);
}

#[test]
fn credentials_of_the_mode_of_the_instance_are_planned() {
    let steps = plan("legacy account", LEGACY).expect("a plan").steps;
    assert_eq!(steps[0].action, PlanAction::Reauthorize);
}
