//! Secret fields of elements that only the platform knows.

use super::*;
use rstest::rstest;

#[rstest]
#[case::label("org", "CE Org Secret")]
#[case::label_of_a_user("user", "CE User Secret")]
#[case::bare_key("key", "API Key")]
#[case::label_over_key("username", "Wiki API Key")]
#[case::keystore("base64.encoded.jks", "Base64 Encoded JKS")]
#[case::application("oauth.api.key", "API Key")]
fn a_field_is_secret_by_its_label_as_well(#[case] key: &str, #[case] name: &str) {
    assert_eq!(field(key, json!({ "name": name })).kind, FieldKind::Secret);
}

#[rstest]
#[case::nothing_asked(item("base.url", json!({ "hideFromConsole": true, "defaultValue": "https://api.example" })))]
#[case::secret_with_default(item("APIkey", json!({ "name": "API Key", "defaultValue": "x" })))]
fn an_element_with_nothing_required_can_be_made(#[case] entry: Json) {
    let made = element("custom", json!([entry]));
    let mode = made.usual_mode().expect("a mode");
    assert!(!mode.is_by_support() && mode.needed().next().is_none());
}

#[test]
fn a_required_secret_with_a_default_is_in_sight() {
    let secret = field("APIkey", json!({ "name": "API Key", "defaultValue": "x" }));
    assert_eq!((secret.optional_section, secret.required, secret.default), (false, false, None));
}
