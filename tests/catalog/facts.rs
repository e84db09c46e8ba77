//! Documented facts of unusual elements, copied by hand.

use super::{element, elements, none};
use elemint::{
    catalog::{
        element::{AuthFlow, AuthMode, Element},
        field::{Field, FieldKey, FieldKind, Shape, Target},
    },
    domain::{Draft, Route},
};
use std::sync::Arc;

fn mode(key: &str, label: &str) -> AuthMode {
    let element = element(key);
    let labels: Vec<_> = element.modes.iter().map(|m| m.label.clone()).collect();
    element.modes.iter().find(|m| m.label == label).unwrap_or_else(|| panic!("{key}: {label}? {labels:?}")).clone()
}

fn field(key: &str, name: &str) -> Field {
    let name = FieldKey::new(name);
    element(key).modes.iter().find_map(|m| m.field(&name)).unwrap_or_else(|| panic!("{key}: no {name}")).clone()
}

fn when(key: &str, label: &str) -> Option<String> {
    mode(key, label).when.map(|(key, value)| format!("{key}={value}"))
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.into(), value.into())
}

#[test]
fn modes_are_announced_in_the_documented_words() {
    for (key, label, condition) in [
        ("netsuitecrmv2", "tokens", Some("custom")),
        ("netsuiteerpv2", "user and password", Some("Basic")),
        ("netsuitefinancev2", "user and password", Some("Basic")),
        ("netsuitehcv2", "user and password", Some("Basic")),
        ("zuorav2", "user and password", Some("basic")),
        ("bigcommerce", "legacy account", Some("basic")),
        ("bigcommerce", "API account", Some("custom")),
        ("campaignmonitor", "API key", Some("basic")),
        ("dynamicscrmadfs", "user and password", Some("custom")),
        ("dynamicscrmadfs", "OAuth 2", Some("oauth2")),
        ("hubspot", "API key", Some("apiKey")),
        ("hubspotcrm", "OAuth 2", Some("oauth2")),
        ("quickbooks", "OAuth 2", Some("oauth2")),
        ("quickbooks", "OAuth 1", None),
        ("docusign", "user and password", None),
        ("ecwid", "legacy keys", None),
        ("sendgrid", "open an account for me", None),
    ] {
        let condition = condition.map(|condition| format!("authentication.type={condition}"));
        assert_eq!(when(key, label), condition, "{key} · {label}");
    }
}

#[test]
fn elements_take_the_documented_way_first() {
    for (key, flow) in [
        ("desk", AuthFlow::OAuth1),
        ("etsy", AuthFlow::OAuth1),
        ("evernote", AuthFlow::OAuth1),
        ("flickr", AuthFlow::OAuth1),
        ("freshbooks", AuthFlow::OAuth1),
        ("magento", AuthFlow::OAuth1),
        ("twitter", AuthFlow::OAuth1),
        ("xero", AuthFlow::OAuth1),
        ("quickbooks", AuthFlow::OAuth2),
        ("marketo", AuthFlow::Plain),
        ("sugarcrmv2", AuthFlow::Plain),
        ("weebly", AuthFlow::Plain),
        ("woocommercerest", AuthFlow::Plain),
        ("salesforcemarketingcloud", AuthFlow::Plain),
    ] {
        assert_eq!(element(key).default_mode().map(|m| m.flow), Some(flow), "{key}");
    }
}

#[test]
fn tenant_is_asked_once_and_sent_in_every_call() {
    for (key, name, wanted) in [
        ("zendesk", "zendesk.subdomain", &["siteAddress", "zendesk.subdomain"][..]),
        ("sharepoint", "sharepoint.site.address", &["siteAddress", "sharepoint.site.address"]),
        ("dynamicscrmadfs", "oauth.resource.url", &["siteAddress", "oauth.resource.url"]),
        ("shopify", "shopify.site.address", &["siteAddress", "shopify.site.address"]),
        ("freshbooks", "freshbooks.site.address", &["siteAddress", "freshbooks.site.address"]),
        ("magento", "store.url", &["siteAddress", "store.url"]),
        ("servicenowoauth", "servicenow.subdomain", &["servicenow.subdomain"]),
        ("egnyte", "subdomain", &["subdomain"]),
        ("revel", "subdomain", &["subdomain"]),
        ("clover", "merchantId", &["merchantId"]),
        ("slack", "oauth.scope", &["scope"]),
        ("quickbooks", "scope", &["scope"]),
        ("shopify", "oauth.scope", &["scope"]),
    ] {
        let field = field(key, name);
        assert_eq!(field.query, wanted, "{key} · {name}");
        assert_eq!(field.target, Target::Configuration, "{key} · {name}");
    }
}

#[test]
fn some_values_are_for_the_consent_address_alone() {
    for (key, name) in [
        ("desk", "siteAddress"),
        ("sfdc", "siteAddress"),
        ("sfdcdocuments", "siteAddress"),
        ("constantcontact", "newUser"),
        ("hubspot", "scope"),
        ("onedrivev2", "scope"),
        ("outlookemail", "scope"),
    ] {
        assert_eq!(field(key, name).target, Target::Nowhere, "{key} · {name}");
    }
}

#[test]
fn some_parameters_are_always_the_same() {
    assert_eq!(mode("evernote", "OAuth 1").query, [pair("scope", "false")]);
    assert_eq!(mode("quickbooks", "OAuth 2").query, [pair("authentication.type", "oauth2")]);
    assert_eq!(mode("sagelive", "OAuth 2").query, [pair("scope", "full refresh_token")]);
    assert_eq!(mode("quickbooks", "OAuth 1").query, []);
}

#[test]
fn broken_consent_addresses_are_fixed() {
    let link_fix = |key| mode(key, "OAuth 2").link_fix.map(|m| (m.host, m.field.to_string(), m.when));
    assert_eq!(link_fix("egnyte"), Some(("{}.egnyte.com".into(), "subdomain".into(), None)));
    let sandbox = ("www.sandbox.paypal.com".into(), "paypalv2.sandbox".into(), Some("true".into()));
    assert_eq!(link_fix("paypalv2"), Some(sandbox));
}

#[test]
fn constants_are_sent_without_being_asked() {
    for (key, name, value) in [
        ("etsy", "oauth.request.url", "https://openapi.etsy.com/v2/oauth/request_token"),
        ("flickr", "oauth.request.url", "https://www.flickr.com/services/oauth/request_token"),
        ("magentov20", "user", "true"),
        ("twilio", "messaging.sms.twilio.protocol", "sms"),
        ("sendgrid", "messaging.smtp.sendgrid.protocol", "smtp"),
    ] {
        let field = field(key, name);
        assert!(field.hidden, "{key} · {name}");
        assert_eq!(field.default.as_deref(), Some(value), "{key} · {name}");
    }
}

#[test]
fn fields_hang_together_as_documented() {
    let lock = field("netsuitecrmv2", "netsuite.single.session.key");
    assert_eq!(lock.goes_with, Some((FieldKey::new("netsuite.single.session"), "true".into())));
    let again = field("sendgrid", "messaging.sendgrid.user.confirmpassword");
    assert_eq!(again.same_as, Some(FieldKey::new("messaging.sendgrid.user.password")));
    assert_eq!(field("sageone", "country").from_callback.as_deref(), Some("country"));
    assert_eq!(field("weebly", "authorization_code").target, Target::ProviderData("code".into()));
}

#[test]
fn quickbooks_tokens_are_announced_as_brought_along() {
    let tokens = mode("quickbooks", "own tokens (OAuth 1)");
    assert!(tokens.external && tokens.flow == AuthFlow::Plain);
    for key in ["oauth.user.token", "oauth.user.token.secret", "quickbooks.realm.id", "quickbooks.datasource"] {
        assert!(tokens.field(&FieldKey::new(key)).is_some_and(|f| f.required), "{key}");
    }
}

#[test]
fn keys_in_the_place_of_names_and_passwords_are_masked() {
    for (key, name) in [
        ("bamboohr", "username"),
        ("campaignmonitor", "username"),
        ("chargify", "username"),
        ("helpscout", "username"),
        ("mixpanel", "username"),
        ("wufoo", "username"),
        ("insightly", "password"),
        ("economic", "oauth.api.key"),
        ("fortnox", "authorization.code"),
        ("brandfolder", "api-token"),
    ] {
        assert_eq!(field(key, name).kind, FieldKind::Secret, "{key} · {name}");
    }
}

#[test]
fn pasted_addresses_are_reduced_to_wanted_part() {
    for (key, name, shape) in [
        ("freshservice", "subdomain", Shape::FirstLabel),
        ("bamboohr", "company.name", Shape::FirstLabel),
        ("quickbase", "subdomain", Shape::Host),
        ("sapc4chd", "subdomain", Shape::Host),
        ("lithiumlsw", "baseUrl", Shape::Host),
        ("servicenow", "servicenow.subdomain", Shape::Whole),
    ] {
        assert_eq!(field(key, name).shape, shape, "{key} · {name}");
    }
}

/// A form in which every question is answered: with its default, its example or something of its kind.
fn answered(element: &Arc<Element>, mode: usize) -> Draft {
    let mut draft = Draft::new(Arc::clone(element));
    draft.choose_mode(mode);
    for field in element.modes.get(mode).map_or(&[][..], |m| &m.fields).iter().filter(|f| f.required) {
        let any = match &field.kind {
            FieldKind::Url => "https://provider.example",
            FieldKind::Number => "1",
            FieldKind::Json => "{}",
            FieldKind::Choice(choices) => choices.first().map_or("", |c| &c.value),
            FieldKind::Text | FieldKind::Secret | FieldKind::Toggle => "x",
        };
        draft.set(&field.key, field.default.as_deref().or(field.example.as_deref()).unwrap_or(any));
    }
    draft.name = "mine".into();
    draft
}

#[test]
fn every_form_can_be_filled_in() {
    let mut stuck = Vec::new();
    for element in elements() {
        for (index, mode) in element.modes.iter().enumerate().filter(|(_, mode)| !mode.is_by_support()) {
            if let Err(complaints) = answered(&element, index).finish() {
                stuck.push(format!("{} · {}: {complaints:?}", element.key, mode.label));
            }
        }
    }
    none(&stuck, "a form that is never done");
}

fn body(key: &str) -> serde_json::Value {
    let filled = answered(&element(key), 0).finish().expect("a filled form");
    let Route::Ready(provision) = filled.route() else { panic!("{key} asks for consent") };
    serde_json::from_str(&provision.expose_body()).expect("a body")
}

#[test]
fn marketo_is_sent_an_empty_code() {
    let body = body("marketo");
    assert_eq!(body["providerData"], serde_json::json!({"code": ""}));
    assert_eq!(body["configuration"]["base.url"], "https://123-ABC-456.mktorest.com/rest");
}

#[test]
fn weebly_sends_code_next_to_configuration() {
    let body = body("weebly");
    assert_eq!(body["providerData"], serde_json::json!({"code": "x"}));
    assert_eq!(body["configuration"].get("authorization_code"), None);
}

#[test]
fn netsuite_token_mode_is_sent_in_lower_case() {
    let body = body("netsuitecrmv2");
    assert_eq!(body["configuration"]["authentication.type"], "custom");
    assert_eq!(body["configuration"]["netsuite.sandbox"], false);
    assert_eq!(body["configuration"].get("netsuite.single.session.key"), None);
}
