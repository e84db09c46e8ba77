//! The one request that makes something.

use super::{
    CODE, ORGANIZATION, PASSWORD, USER, account, client, granted, infusionsoft, magento, server::*, without_secrets,
};
use elemint::{
    catalog::FieldKey,
    domain::{CreateRequest, Fault, Instance, fault::FaultKind},
};
use serde_json::{Value, json};
use std::time::Duration;

/// Answer to a sign-in.
const ORGANIZATION_JSON: &str = r#"{"id":1}"#;

const MADE: &str = r#"{"id": 1234, "name":"Test","token":"mQuw4rrhnrMl1UeDj25v0xDU5TUx6WUw=","element":{"id":499,"key":"magentosoapv19"}}"#;

async fn create(server: &Server, provision: &CreateRequest) -> Result<Instance, Fault> {
    client(server).create(provision, &account(&server.base)).await
}

async fn fails(server: &Server, provision: &CreateRequest) -> Fault {
    without_secrets(create(server, provision).await.expect_err("a fault"))
}

#[tokio::test]
async fn a_plain_element_is_sent_as_documented() {
    let server = Server::saying(200, MADE);
    let made = create(&server, &magento()).await.expect("an instance");
    assert_eq!((made.id.as_str(), made.raw.expose()), ("1234", MADE));
    let seen = server.seen();
    assert_eq!(seen[0].line, "POST /elements/api-v2/instances HTTP/1.1");
    assert_eq!(seen[0].header("authorization"), Some(&*format!("User {USER}, Organization {ORGANIZATION}")));
    assert_eq!(seen[0].header("content-type"), Some("application/json"));
    let body: Value = serde_json::from_str(&seen[0].body).expect("JSON");
    assert_eq!(
        body,
        json!({
            "element": { "key": "magentosoapv19" },
            "configuration": {
                "userName": "magento",
                "password": PASSWORD,
                "store.url": "https://magento.my-store.com"
            },
            "tags": ["Add_Your_Tag"],
            "name": "Insert Instance_Name"
        })
    );
}

#[tokio::test]
async fn an_oauth_element_is_sent_as_documented() {
    let server = Server::saying(200, MADE);
    create(&server, &granted()).await.expect("an instance");
    let body: Value = serde_json::from_str(&server.seen()[0].body).expect("JSON");
    assert_eq!(
        body,
        json!({
            "element": { "key": "infusionsoftecommerce" },
            "providerData": { "code": CODE },
            "configuration": {
                "oauth.callback.url": "https://www.mycoolapp.com/auth?a=b&c",
                "oauth.api.key": "fake_client id",
                "oauth.api.secret": infusionsoft().api_secret().expose(),
                "document.tagging": false
            },
            "tags": ["Add_Your_Tag"],
            "name": "Insert Instance_Name"
        })
    );
}

#[tokio::test]
async fn a_lost_answer_is_unclear_and_not_asked_for_again() {
    let halves = [
        Reply::Nothing,
        Reply::Bytes(b"HTTP/1.1 200 OK\r\nContent-Le".to_vec()),
        Reply::Bytes(
            format!("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{}", &MADE[..MADE.len() - 1]).into_bytes(),
        ),
    ];
    for half in halves {
        let server = Server::new(vec![half]);
        assert_eq!(fails(&server, &magento()).await.kind, FaultKind::Unclear);
        assert_eq!(server.lines(), ["POST /elements/api-v2/instances HTTP/1.1"]);
    }
}

#[tokio::test]
async fn success_without_an_instance_is_unclear() {
    for body in [
        r#"{"id":1234}"#,
        r#"{"token":"TOKEN"}"#,
        "[]",
        "null",
        "",
        "{",
        "<html>hello</html>",
        r#"{"id":1,"token":""}"#,
    ] {
        let server = Server::saying(200, body);
        let fault = fails(&server, &magento()).await;
        assert_eq!((fault.kind, fault.status), (FaultKind::Unclear, Some(200)), "{body}");
    }
}

#[tokio::test]
async fn a_gateways_failure_is_unclear_and_a_refusal_is_not() {
    for (status, body, kind) in [
        (500, r#"{"message":"An unexpected error occurred"}"#, FaultKind::Unclear),
        (502, "<html>Bad Gateway</html>", FaultKind::Unclear),
        (503, "{}", FaultKind::Unclear),
        (504, "", FaultKind::Unclear),
        (408, "", FaultKind::Unclear),
        (403, r#"{"message":"no"}"#, FaultKind::Refused),
        (403, "<html>blocked</html>", FaultKind::Refused),
        (409, "{}", FaultKind::Refused),
        (413, "", FaultKind::Refused),
        (429, "", FaultKind::Busy(None)),
        (
            401,
            r#"{"message":"Invalid Organization or User secret, or invalid Element token provided."}"#,
            FaultKind::Account,
        ),
    ] {
        let server = Server::saying(status, body);
        let fault = fails(&server, &magento()).await;
        assert_eq!((fault.kind, fault.status), (kind, Some(status)), "{body}");
        assert_eq!(server.seen().len(), 1, "{status} was asked again");
    }
}

#[tokio::test]
async fn too_much_at_once_says_how_long_to_wait() {
    for status in [429, 503] {
        let server = Server::new(vec![reply(status, &[("Retry-After", "2")], "{}")]);
        let fault = fails(&server, &magento()).await;
        assert_eq!(fault.kind, FaultKind::Busy(Some(Duration::from_secs(2))));
        assert!(fault.hint.contains("2 seconds"), "{fault}");
    }
}

#[tokio::test]
async fn missing_configuration_lands_on_its_fields() {
    let fields = |keys: &[&str]| FaultKind::Fields(keys.iter().map(|key| FieldKey::new(*key)).collect());
    for (body, keys) in [
        (r#"{"message":"Missing required configuration: [username, password]"}"#, &["userName", "password"][..]),
        (r#"{"message":"Request failed","providerMessage":"bad store.url."}"#, &["store.url"]),
    ] {
        let server = Server::saying(400, body);
        assert_eq!(fails(&server, &magento()).await.kind, fields(keys), "{body}");
    }
    let server = Server::saying(400, r#"{"message":"Request failed"}"#);
    assert_eq!(fails(&server, &magento()).await.kind, FaultKind::Refused);
}

#[tokio::test]
async fn credentials_the_provider_refuses_are_the_forms_not_the_accounts() {
    let body = r#"{"message":"Request failed","providerMessage":"Access denied."}"#;
    let fault = fails(&Server::saying(401, body), &magento()).await;
    assert_eq!(fault.kind, FaultKind::Fields(vec![FieldKey::new("password")]));
    assert_eq!(fault.provider.as_deref(), Some("Access denied."));
}

#[tokio::test]
async fn a_refused_code_asks_for_consent_again() {
    for (status, body) in [
        (400, r#"{"message":"Request failed","providerMessage":"invalid_grant - expired"}"#),
        (401, r#"{"message":"Request failed","providerMessage":"Error: INVALID_GRANT"}"#),
        (400, r#"{"message":"You must provide an OAuth code in order to create an instance of this element"}"#),
    ] {
        assert_eq!(fails(&Server::saying(status, body), &granted()).await.kind, FaultKind::Code, "{body}");
    }
}

#[tokio::test]
async fn refused_application_is_fixed_in_form() {
    let body = r#"{"message":"Request failed","providerMessage":"invalid_client"}"#;
    let fault = fails(&Server::saying(400, body), &granted()).await;
    let keys = ["oauth.api.key", "oauth.api.secret"].map(FieldKey::new);
    assert_eq!(fault.kind, FaultKind::Fields(keys.to_vec()));
}

#[tokio::test]
async fn an_answer_too_long_is_given_up() {
    let long = format!("HTTP/1.1 200 OK\r\n\r\n{}", " ".repeat(3 << 20));
    let fault = fails(&Server::new(vec![Reply::Bytes(long.into_bytes())]), &magento()).await;
    assert_eq!(fault.kind, FaultKind::Unclear);
    assert!(fault.problem.contains("more than any true answer"), "{fault}");
}

#[tokio::test]
async fn reads_share_a_connection_and_each_creation_has_its_own() {
    let open = |body: &str| {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
        Reply::Open(format!("{head}{body}").into_bytes())
    };
    let server = Server::new(vec![open(ORGANIZATION_JSON), open(ORGANIZATION_JSON), open(MADE), open(MADE)]);
    let (client, account) = (client(&server), account(&server.base));
    for _ in 0..2 {
        client.check(&account).await.expect("known");
    }
    for _ in 0..2 {
        client.create(&magento(), &account).await.expect("an instance");
    }
    let connections: Vec<_> = server.seen().iter().map(|request| request.connection).collect();
    assert_eq!(connections, [0, 0, 1, 2]);
}
