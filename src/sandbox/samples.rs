//! Sample instances for practice: an ordinary mix of elements, names, tags and states.

use super::{
    accounts, catalog::SandboxCatalog, clock, defaults, formula_records::FormulaRecords, listed::SandboxElement,
    random::RandomSource, record::InstanceRecord,
};
use crate::{catalog::AuthFlow, text::Secret};
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, io, ops::Range, sync::Arc};

/// Elements of the samples, as far as the catalog has them.
const ELEMENTS: [&str; 12] = [
    "sfdc",
    "hubspot",
    "zendesk",
    "jira",
    "quickbooks",
    "shopify",
    "dropbox",
    "magentosoapv19",
    "infusionsoftecommerce",
    "closeio",
    "box",
    "xero",
];
const TEAMS: [&str; 7] = ["Sales", "Support", "Finance", "Marketing", "Warehouse", "Partners", "Data Team"];
const STAGES: [&str; 5] = ["production", "production", "staging", "qa", "dev"];
const REGIONS: [&str; 3] = ["EU", "US", "APAC"];
const DAY: u64 = 86_400;

/// Makes the samples with these numbers. The mix is the same each time; only tokens are random.
///
/// # Errors
/// A system without random numbers, or a catalog without elements.
pub(super) fn instances(
    shelf: &SandboxCatalog,
    numbers: Range<usize>,
    random: &RandomSource,
) -> io::Result<Vec<InstanceRecord>> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let mut elements: Vec<Arc<SandboxElement>> = ELEMENTS.iter().filter_map(|key| shelf.find(key)).collect();
    if elements.is_empty() {
        elements.extend(shelf.places().take(ELEMENTS.len()).map(|place| Arc::new(place.listed())));
    }
    let elements: Vec<_> = elements.into_iter().map(|listed| (configuration(&listed), listed)).collect();
    let now = clock::seconds();
    elements
        .iter()
        .cycle()
        .zip(numbers)
        .map(|((configuration, listed), number)| {
            Ok(sample(number, now, listed, configuration.clone(), random.token()?))
        })
        .collect()
}

fn sample(
    number: usize,
    now: u64,
    listed: &Arc<SandboxElement>,
    mut configuration: Map<String, Value>,
    token: Secret,
) -> InstanceRecord {
    let pick = |all: &[&'static str], step: usize| all.get((number / step + number) % all.len()).copied().unwrap_or("");
    let (team, stage, region) = (pick(&TEAMS, 3), pick(&STAGES, 2), pick(&REGIONS, 5));
    let name = format!("{team} {region} {}", number + 1);
    let mut tags = vec![stage.to_owned(), team.to_lowercase()];
    tags.truncate(2 - number % 2);
    let is_expired = number % 9 == 4;
    let age = u64::try_from(number).unwrap_or_default() * 7 % 730 * DAY + 3600;
    if listed.element.default_mode().is_some_and(|mode| mode.flow == AuthFlow::OAuth2) {
        let values = refreshed(number, now, is_expired).into_iter();
        configuration.extend(values.map(|(key, value)| (key.to_owned(), Value::from(value))));
    }
    let mut record = InstanceRecord {
        name,
        token,
        account: accounts::FIRST,
        tags,
        configuration,
        created: now.saturating_sub(age),
        // A refresh that failed five times disables an instance; others were disabled on purpose.
        disabled: number % 7 == 5 || number % 18 == 4,
        external: false,
        listed: listed.clone(),
        traced_until: 0,
        expired: is_expired,
        refusals: 0,
        definitions: BTreeMap::new(),
        transformations: BTreeMap::new(),
    };
    record.mask();
    record
}

/// Lets a formula use one sample in ten, which can therefore not be deleted.
pub(super) fn use_in_formula(formulas: &mut FormulaRecords, number: usize, id: u64, name: &str) {
    if number % 10 != 8 {
        return;
    }
    let trigger =
        json!({ "id": 1, "name": "trigger", "type": "manual", "async": true, "onSuccess": [], "onFailure": [] });
    let body = Map::from_iter([("triggers".to_owned(), json!([trigger])), ("steps".to_owned(), json!([]))]);
    if let Some(formula) = formulas.add(format!("Order sync of {name}"), body) {
        let configuration = Map::from_iter([("crm.instance.id".to_owned(), Value::from(id.to_string()))]);
        formulas.add_instance(formula, format!("Order sync of {name}, production"), configuration);
    }
}

/// Returns the time of the last refresh of a provider's token, and its lifetime, for elements with consent. Expired
/// credentials were refreshed days ago, others lately. One sample in four has no refresh token, so its user must renew it.
fn refreshed(number: usize, now: u64, is_expired: bool) -> Vec<(&'static str, String)> {
    let lifetime = [3600, 28_800, 1_209_600].get(number / 2 % 3).copied().unwrap_or(3600);
    let tenths = u64::try_from(number % 10).unwrap_or_default();
    let age = if is_expired { (lifetime * 3).max(lifetime + 2 * DAY) } else { lifetime / 10 * tenths };
    let time = now.saturating_sub(age);
    let token = (number % 4 != 3).then(|| ("oauth.user.refresh_token", format!("refresh-token-{number}")));
    let times =
        [("oauth.user.refresh_time", format!("{time}000")), ("oauth.user.refresh_interval", lifetime.to_string())];
    times.into_iter().chain(token).collect()
}

/// Returns believable values for the entries of an element.
fn configuration(listed: &SandboxElement) -> Map<String, Value> {
    let mut all = Map::new();
    for (key, value) in defaults::stored(&listed.element) {
        all.insert(key.to_owned(), value.map_or(Value::Null, Value::from));
    }
    for item in listed.configuration() {
        let Some(key) = item.get("key").and_then(Value::as_str) else { continue };
        let is_required = item.get("required") == Some(&json!(true));
        let default = item.get("defaultValue").filter(|value| value.is_string()).cloned();
        if let Some(value) = default.or_else(|| is_required.then(|| example(key).into())) {
            all.entry(key).or_insert(value);
        }
    }
    all
}

fn example(key: &str) -> &'static str {
    let lower = key.to_ascii_lowercase();
    if lower.contains("callback") {
        "http://127.0.0.1:8910/callback"
    } else if lower.contains("url") {
        "https://example.com"
    } else if lower.contains("email") || lower.contains("user") {
        "sam@example.com"
    } else {
        "example"
    }
}
