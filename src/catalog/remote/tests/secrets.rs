//! Tests of secret fields of elements that only the platform describes.

use super::*;
use rstest::rstest;

#[rstest]
#[case::label("org", "CE Org Secret")]
#[case::label_of_a_user("user", "CE User Secret")]
#[case::bare_key("key", "API Key")]
#[case::label_over_key("username", "Wiki API Key")]
#[case::keystore("base64.encoded.jks", "Base64 Encoded JKS")]
#[case::application("oauth.api.key", "API Key")]
fn field_with_secret_label_is_secret(#[case] key: &str, #[case] name: &str) {
    assert_eq!(field(key, json!({ "name": name })).kind, FieldKind::Secret);
}

#[rstest]
#[case::nothing_asked(item("base.url", json!({ "hideFromConsole": true, "defaultValue": "https://api.example" })))]
#[case::secret_with_default(item("APIkey", json!({ "name": "API Key", "defaultValue": "x" })))]
fn element_without_required_fields_can_be_created(#[case] entry: Json) {
    let made = element("custom", json!([entry]));
    let mode = made.default_mode().expect("default mode");
    assert!(!mode.is_by_support() && mode.needed().next().is_none());
}

#[test]
fn required_secret_with_default_is_not_in_the_options() {
    let secret = field("APIkey", json!({ "name": "API Key", "defaultValue": "x" }));
    assert_eq!((secret.optional_section, secret.required, secret.default), (false, false, None));
}
