use super::*;
use crate::document::json::{Document, Node, NodePart};
use crate::text::Secret;
use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};
use url::form_urlencoded;

/// Returns the keys whose values are masked.
fn masked(value: &Value, known: &[&str]) -> Vec<String> {
    let document = Document::read(value.to_string()).expect("valid JSON");
    let mask = Mask::new(known.iter().map(|text| Secret::new(*text)));
    let hidden = document.nodes().filter(|node| mask.hides(NodePart::Value(*node)));
    hidden.map(|node| node.key().unwrap_or_default().into_owned()).collect()
}

#[test]
fn oauth_instance_is_shown_without_its_secrets() {
    let answer = json!({
        "id": 1234, "name": "Test", "token": "q8Zt/fictive+instance+token=",
        "element": {
            "id": 126, "name": "Shop Beta", "key": "shop", "active": true, "typeOauth": false, "resources": [],
            "image": "https://img.example/logo.png?itok=yDDuLcdL", "authentication": {"type": "oauth2"},
            "hub": "ecommerce", "parameters": []
        },
        "provisionInteractions": [], "valid": true, "disabled": false, "maxCacheSize": 0, "cacheTimeToLive": 0,
        "configuration": {
            "oauth.api.secret": "vendor-secret-1", "base.url": "https://shop.example/api/xmlrpc",
            "oauth.token.url": "https://api.example/token", "pagination.max": "100", "event.vendor.type": "webhook",
            "oauth.scope": "full", "oauth.user.token": "user-token-1",
            "oauth.authorization.url": "https://signin.example/app/oauth/authorize",
            "event.notification.callback.url": null, "oauth.callback.url": "https://mine.example/auth",
            "oauth.user.refresh_token": "refresh-1", "oauth.user.refresh_interval": "28800",
            "oauth.api.key": "vendor-key-1", "oauth.user.refresh_time": "1436369668710",
            "event.notification.enabled": "false"
        },
        "eventsEnabled": false, "cachingEnabled": false, "traceLoggingEnabled": false
    });
    assert_eq!(masked(&answer, &[]), ["token", "oauth.api.secret", "oauth.user.token", "oauth.user.refresh_token"]);
}

#[rstest]
#[case::in_an_application(json!({"configuration": {"oauth.api.key": "app-1", "oauth.api.secret": ""}}), false)]
#[case::alone(json!({"configuration": {"oauth.api.key": "app-1"}}), true)]
#[case::listed(json!([{"key": "oauth.api.key", "name": "API Key", "propertyValue": "app-1", "type": "PASSWORD"},
    {"key": "oauth.api.secret", "propertyValue": ""}]), false)]
#[case::listed_alone(json!([{"key": "oauth.api.key", "propertyValue": "app-1"}]), true)]
fn application_identifier_is_shown_only_next_to_its_secret(#[case] answer: Value, #[case] is_masked: bool) {
    assert_eq!(masked(&answer, &[]).len(), usize::from(is_masked));
}

#[rstest]
#[case::percent(json!("https://a.example/?next=%2Fb%3Ftoken%3Dx"), true)]
#[case::percent_json(json!("http://a.example/?extra=%7B%22api_key%22%3A+%22x%22%7D"), true)]
#[case::percent_plain(json!("https://a.example/?next=%2Fb%3Fpage%3D2"), false)]
#[case::base64(json!("cGFzc3dvcmQ9eDkKdXNlcj1hZGEK"), true)]
#[case::base64_plain(json!("Y29sb3I9Ymx1ZQpzaXplPWxhcmdlCg=="), false)]
#[case::base64_of_two_lines(json!("dXNlcj1hZGEKc2VydmVyPWRiLmV4YW1wbGUKY29sb3I9Ymx1ZQpzaXplPWxhcmdl\nCnBhc3N3b3JkPXg5LWh1bnRlci0yCg=="), true)]
#[case::base64_plain_of_two_lines(json!("dXNlcj1hZGEKc2VydmVyPWRiLmV4YW1wbGUKY29sb3I9Ymx1ZQpzaXplPWxhcmdl\nCnNoYXBlPXg5LXJvdW5kLTIyCg=="), false)]
#[case::grant(json!({"code": "abc", "redirect_uri": "https://a.example/"}), true)]
#[case::error(json!({"code": "abc", "message": "x"}), false)]
#[case::reset_tokens(json!({"resetTokens": ["a1b2"]}), true)]
#[case::reset_codes(json!({"resetCodes": ["113355"]}), true)]
#[case::link_to_reset(json!({"resetPassword": {"href": "https://a.example/reset", "method": "POST"}}), false)]
#[case::jwk(json!({"kty": "EC", "d": "abc"}), true)]
#[case::public_jwk(json!({"kty": "RSA", "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWh"}), false)]
#[case::token_id(json!({"tokenId": "2b0c", "tokenSecret": ""}), true)]
#[case::token_id_alone(json!({"tokenId": "2b0c"}), false)]
#[case::kind_of_a_property(json!({"propertyKey": "x", "propertyValue": "y", "propertyType": "PASSWORD"}), true)]
#[case::keys(json!({"keys": [{"keyName": "key1", "value": "abc"}]}), true)]
#[case::identifier(json!({"name": "x-request-id", "value": "ctUMTPEAnfn2Tztoz10e3nO16lvyuwro"}), false)]
#[case::certificate(json!({"signing.certificate": "MIICOvkDrgXRFco8QVLdXdRBYh370pWX77Nsf3NoADTr73lafw3W="}), false)]
#[case::label(json!({"apiKey": "API key", "confirmPassword": "Repeat the password"}), false)]
#[case::state_of_a_secret(json!({"tokenExpired": "Sign in again"}), false)]
#[case::signature(json!({"signature": "-----BEGIN PGP SIGNATURE-----\n\nwsFcBAABCAAQ\n-----END PGP SIGNATURE-----"}), false)]
#[case::question(json!({"recovery_question": {"question": "Name of the school?"}}), false)]
#[case::mentioned(json!({"password_mails": "a.example,b.example"}), false)]
#[case::mentioned_word(json!({"password_ada": "sunshine"}), true)]
#[case::variable(json!(["DB_PASSWORD=two words x"]), true)]
#[case::variable_with_a_hash(json!(["SENTRY_RELEASE=2b1c4f7e9ad04c1eb6a7e19f83d52c0a11223344"]), false)]
#[case::place_of_a_key(json!({"apikey": [{"key": "in", "value": "query"}]}), false)]
#[case::key_in_a_place(json!({"apikey": [{"key": "value", "value": "284019c0"}]}), true)]
#[case::link(json!({"resetPassword": {"href": "https://a.example/reset", "method": "POST"}}), false)]
#[case::answer_to_a_question(json!({"recovery_question": {"question": "First pet?", "answer": "Waldi"}}), true)]
#[case::answer_elsewhere(json!({"survey": {"question": "First pet?", "answer": "Waldi"}}), false)]
#[case::passcode(json!({"passCode": "113355"}), true)]
#[case::protected_branch(json!({"name": "main", "value": "a", "protected": true}), false)]
fn value_is_judged_by_its_encoding_and_its_neighbors(#[case] value: Value, #[case] is_masked: bool) {
    assert_eq!(!masked(&value, &[]).is_empty(), is_masked);
}

#[rstest]
#[case::plain("api_token", false)]
#[case::secret("note", true)]
fn list_entry_is_judged_by_its_field(#[case] key: &str, #[case] is_secret: bool) {
    let document = Document::read(json!([{"key": key, "propertyValue": "ada"}]).to_string()).expect("valid JSON");
    let mask = Mask::default().with_settings([(key, is_secret)]);
    assert_eq!(document.nodes().any(|node| mask.hides(NodePart::Value(node))), is_secret);
}

#[test]
fn password_instance_is_shown_without_its_secrets() {
    let answer = json!({
        "id": 1234, "name": "Test", "token": "w3Rk/fictive+instance+token=",
        "element": {
            "id": 499, "name": "Shop SOAP", "hookName": "ShopSoap", "key": "shopsoap", "deleted": false,
            "description": "A platform of shops.", "image": "https://img.example/c/c2/logo.png", "resources": []
        },
        "valid": true, "disabled": false,
        "configuration": {
            "base.url": "{store.url}/index.php/api/v2_soap/index/", "bulk.add_metadata": null,
            "bulk.query.field_name": "created_at", "pagination.max": "200", "event.vendor.type": "polling",
            "store.url": "https://shop.example", "userName": "ada", "bulk.query.operator": ">=",
            "bulk.query.date_mask": "yyyy-MM-dd HH:mm:ss", "bulk.query.download_format": "JSON",
            "password": "correct horse", "bulk.relations": null, "pagination.type": "page",
            "event.poller.refresh_interval": "15", "event.notification.callback.url": null,
            "authentication.time": "1464195352093", "expires_in": "3600",
            "session.id": "00112233445566778899aabbccddeeff", "pagination.page.startindex": "1",
            "event.notification.enabled": "false"
        },
        "eventsEnabled": false, "externalAuthentication": "none"
    });
    assert_eq!(masked(&answer, &[]), ["token", "password", "session.id"]);
}

#[test]
fn document_of_the_program_has_only_its_secret_rows_masked() {
    let document = Document::read(r#"{"configuration":{"key":"a","other":"b","word":"hush-hush"}}"#.to_owned());
    let document = document.expect("valid JSON");
    let mask = Mask::new([Secret::new("hush-hush")]).covering([2].into());
    let hidden: Vec<u32> = document.nodes().filter(|node| mask.hides(NodePart::Value(*node))).map(Node::row).collect();
    assert_eq!(hidden, [2, 4]);
}

#[test]
fn key_is_masked_by_its_text_and_not_by_its_position() {
    let answer = json!({"configuration": {"open": 1, "a hush-hush b": 2}, "hush%2Dhush": 3, "eyJ.a.b": 4});
    let document = Document::read(answer.to_string()).expect("valid JSON");
    let mask = Mask::new([Secret::new("hush-hush")]);
    let hidden =
        |mask: &Mask| document.nodes().filter(|node| mask.hides(NodePart::Key(*node))).map(Node::row).collect();
    let (by_text, covering): (Vec<u32>, Vec<u32>) = (hidden(&mask), hidden(&mask.clone().covering([2].into())));
    assert_eq!((by_text, covering), (vec![3, 4, 5], vec![3, 4]));
}

#[test]
fn key_stays_readable_where_a_word_of_it_was_typed_as_a_secret() {
    let document = Document::read(r#"{"oauth.api.secret":"secret","Secret":1}"#.to_owned()).expect("valid JSON");
    let mask = Mask::new([Secret::new("secret")]);
    let row = document.nodes().nth(1).expect("a row");
    assert!(!mask.hides(NodePart::Key(row)) && mask.hides(NodePart::Value(row)));
}

#[rstest]
#[case::known("say hush-hush now", "say •••••••• now")]
#[case::by_shape("got eyJhbGciOi.eyJzdWIi.c2ln here", "got •••••••• here")]
#[case::plain("say nothing", "say nothing")]
fn single_value_is_covered_by_its_shape_and_by_known_secrets(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(Mask::new([Secret::new("hush-hush")]).cover_text(text), expected);
}

#[rstest]
#[case::encoded("say hush%2Dhush now", "say •••••••• now")]
#[case::by_shape("got eyJhbGciOi.eyJzdWIi.c2ln here", "got eyJhbGciOi.eyJzdWIi.c2ln here")]
fn message_is_redacted_by_known_secrets_alone(#[case] text: &str, #[case] expected: &str) {
    let mask = Mask::new([Secret::new("hush-hush")]);
    assert_eq!((mask.redact(text).into_owned(), mask.knows(text)), (expected.to_owned(), text != expected));
}

#[test]
fn secrets_of_a_document_in_a_string_are_covered_at_their_places() {
    let inner = json!({"a": "x https://ada:p\\w1@a.example/ https://bob:p\\w1@b.example/ end"}).to_string();
    let document = Document::read(json!({ "body": inner }).to_string()).expect("valid JSON");
    let mask = Mask::default();
    let mut judge = mask.judge();
    let shown = document.pretty(|part| judge.cover(part)).expose().to_owned();
    assert!(shown.contains("ada:********@a.example/ https://bob:********@b.example/ end"), "{shown}");
}

#[rstest]
#[case::first([true, false], true)]
#[case::both([true, true], true)]
#[case::neither([false, false], false)]
fn setting_listed_twice_is_secret_if_one_is(#[case] listed: [bool; 2], #[case] expected: bool) {
    let document = Document::read(json!({"configuration": {"note": "ada"}}).to_string()).expect("valid JSON");
    let mask = Mask::default().with_settings(listed.map(|is_secret| ("note", is_secret)));
    assert_eq!(document.nodes().any(|node| mask.hides(NodePart::Value(node))), expected);
}

#[rstest]
#[case::key("-----BEGIN PRIVATE KEY-----", true)]
#[case::token("got eyJhbGciOi.eyJzdWIi.c2ln here", true)]
#[case::plain("say nothing", false)]
fn secret_text_is_recognized_by_its_shape(#[case] text: &str, #[case] secret: bool) {
    assert_eq!(is_secret_text(text), secret);
}

#[test]
fn unknown_settings_of_a_configuration_are_masked() {
    let answer = json!({"configuration": {
        "custom": "x", "number": "123456", "short": 15, "long": 1_234_567, "on": true, "none": null, "empty": "",
        "stars": "********", "nested": {"event.x": "y", "private": "z"}
    }});
    assert_eq!(masked(&answer, &[]), ["custom", "number", "long", "private"]);
}

#[test]
fn secret_name_masks_the_content_of_a_container() {
    assert_eq!(masked(&json!({"credentials": {"a": "x", "b": [{"c": 12}]}}), &[]), ["a", "c"]);
}

#[test]
fn address_is_masked_only_with_credentials() {
    let open =
        ["https://a.example/token?page=2", "https://a.example/?token=", "Ask a@b.example, see https://a.example now"];
    let secret = [
        "https://a.example/?access_token=x",
        "https://a.example/#id_token=x",
        "https://a.example/?a=1&code=x",
        "https://ada:pw@a.example/",
        "https://a.example/?client%5Fsecret=x",
    ];
    for text in open {
        assert_eq!(masked(&json!({"base.url": text}), &[]), [""; 0], "{text}");
    }
    for text in secret {
        assert_eq!(masked(&json!({"base.url": text}), &[]), ["base.url"], "{text}");
    }
}

#[test]
fn keys_and_signed_tokens_are_recognized_by_shape() {
    let answer = json!({"a": "-----BEGIN RSA PRIVATE KEY-----\nMII", "b": "eyJhbGciOi.eyJzdWIi.c2ln", "c": "eyJ"});
    assert_eq!(masked(&answer, &[]), ["a", "b"]);
}

#[test]
fn secret_shorter_than_four_characters_is_ignored() {
    assert_eq!(masked(&json!({"name": "abc"}), &["abc"]), [""; 0]);
    assert_eq!(masked(&json!({"name": "abcd"}), &["abcd"]), ["name"]);
}

proptest! {
    #[test]
    fn cached_context_agrees_with_a_fresh_one(
        value in crate::document::json::tests::any_json(),
        backwards: bool,
    ) {
        let value = json!({"configuration": {"token": {"a": value.clone()}, "b": value.clone()}, "c": value});
        let document = Document::read(value.to_string()).expect("valid JSON");
        let (mask, mut nodes) = (Mask::default(), document.nodes().collect::<Vec<_>>());
        if backwards {
            nodes.reverse();
        }
        let mut judge = mask.judge();
        for part in nodes.into_iter().map(NodePart::Value) {
            prop_assert_eq!(judge.hides(part), mask.hides(part));
        }
    }

    #[test]
    fn known_secret_is_masked_in_any_value(
        secret in "[!-~äé]{4,20}",
        before in "[ -~]{0,5}",
        after in "[ -~]{0,5}",
        key in "[a-z.]{0,8}",
        spelled: bool,
    ) {
        prop_assume!(secret.contains(|c| c != '*'));
        let inner = if spelled {
            let secret: String = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
            format!("https://a.example/?x={secret}")
        } else {
            format!("{before}{secret}{after}")
        };
        prop_assert_eq!(masked(&json!([{&key: inner}]), &[&secret]), [key]);
    }

    #[test]
    fn unknown_setting_is_never_shown(key in "[g-kmnq-zG-KMNQ-Z_.-]{1,12}", text in "[ -)+-~]{1,20}", deep: bool) {
        prop_assume!(!name::is_harmless_setting(&key));
        let inner = if deep { json!({"a": [{&key: text}]}) } else { json!({&key: text}) };
        prop_assert_eq!(masked(&json!({"configuration": inner}), &[]), [key]);
    }
}
