use super::*;
use rstest::rstest;

fn shown(text: &str) -> String {
    let mut spans = Spans::default();
    find(text, &mut spans);
    spans.fill(text, "*").into_owned()
}

#[rstest]
#[case::query("https://a.example/?access_token=x&b=1", "https://a.example/?access_token=*&b=1")]
#[case::fragment("https://a.example/#id_token=x", "https://a.example/#id_token=*")]
#[case::code("https://a.example/?a=1&code=x", "https://a.example/?a=1&code=*")]
#[case::password("https://ada:pw@a.example/", "https://ada:*@a.example/")]
#[case::slash("postgres://ada:p/w?x@db.example/shop", "postgres://ada:*@db.example/shop")]
#[case::escaped("https://a.example/?client%5Fsecret=x", "https://a.example/?client%5Fsecret=*")]
#[case::escaped_letter("https://a.example/?client_%73ecret=x", "https://a.example/?client_%73ecret=*")]
#[case::form(
    "grant_type=client_credentials&client_secret=x&scope=a",
    "grant_type=client_credentials&client_secret=*&scope=a"
)]
#[case::go("dsn ada:pw@tcp(db:3306)/shop", "dsn ada:*@tcp(db:3306)/shop")]
#[case::form_that_begins_with_it("client_secret=x&grant_type=a", "client_secret=*&grant_type=a")]
#[case::user_that_is_a_key("https://key-live-9:@a.example/", "https://*:@a.example/")]
#[case::random_user("https://a1b2c3d4e5f6a7b8@a.example/", "https://*@a.example/")]
#[case::long_user("https://abcdefghijklmnopqrst@a.example/", "https://*@a.example/")]
#[case::label_before_a_data_source("dsn: ada:pw@tcp(db:3306)/shop", "dsn: ada:*@tcp(db:3306)/shop")]
#[case::hook(
    "https://a.webhook.office.com/webhookb2/a/IncomingWebhook/4f9c/77",
    "https://a.webhook.office.com/webhookb2/a/IncomingWebhook/*/77"
)]
#[case::two_keys(
    "-----BEGIN PRIVATE KEY-----a-----END PRIVATE KEY----------BEGIN PRIVATE KEY-----b-----END PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----*-----END PRIVATE KEY----------BEGIN PRIVATE KEY-----*-----END PRIVATE KEY-----"
)]
#[case::jwt("got eyJhbGciOi.eyJzdWIi.c2ln here", "got * here")]
#[case::github("use ghp_0123456789abcdefghij0123456789abcdef now", "use * now")]
#[case::aws("id AKIAIOSFODNN7EXAMPLE.", "id *.")]
#[case::bearer("Bearer abcd", "Bearer *")]
#[case::crypt("ada:$6$rounds=5000$abc$defghi:1", "ada:*:1")]
#[case::doubled("admin:$$apr1$$q8eZFHjF$$Fvmkk", "admin:*")]
#[case::directory("userPassword: {SSHA}DkMTwBl+a/3DQ", "userPassword: *")]
#[case::django("pbkdf2_sha256$600000$abc$def=", "*")]
#[case::pgpass("db.example:5432:*:app:p:w", "db.example:5432:*:app:*")]
#[case::inside("sent Bearer 9f8e7d6c5b4a to it", "sent Bearer * to it")]
#[case::basic("Basic YWRhOnB3", "Basic *")]
#[case::platform("User aaaa, Organization bbbb", "User *, Organization *")]
#[case::key(
    "-----BEGIN PRIVATE KEY-----MII-----END PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----*-----END PRIVATE KEY-----"
)]
fn secret_part_of_a_text_is_covered(#[case] text: &str, #[case] open: &str) {
    assert_eq!(shown(text), open);
}

#[rstest]
#[case::page("https://a.example/token?page=2")]
#[case::empty("https://a.example/?token=")]
#[case::mail("Ask a@b.example, see https://a.example now")]
#[case::git("ssh://git@github.com/a/b.git")]
#[case::port("https://a.example:8443/x@y")]
#[case::shell("echo $1$2 and $HOME")]
#[case::place("src/main.rs:12:5:error:a")]
#[case::accounts("root:x:0:0:root:/root:/bin/bash")]
#[case::prose("Bearer authentication is used, Basic settings too")]
#[case::jwt("eyJ")]
#[case::short_user("https://a1b2c3d4@a.example/")]
#[case::oracle_host("jdbc:oracle:thin://ada@a.example")]
#[case::oracle_path("jdbc:oracle:thin:@//ora.example:1521/X")]
#[case::share("cd /data@//nas")]
#[case::variable("https://ada:${PASSWORD}@a.example/")]
#[case::class("SKILL AKIA sk-learn-pipeline-for-everyone")]
fn plain_text_is_unchanged(#[case] text: &str) {
    assert_eq!(shown(text), text);
}

#[rstest]
#[case::query("a=1&b=2&client_secret=x", Some("a=1&b=2&client_secret=*"))]
#[case::short_query("R&D&client_secret=x", None)]
#[case::address("https://ada:pw@a.example/", Some("https://ada:*@a.example/"))]
#[case::address_in_a_sentence("see https://ada:pw@a.example/", None)]
fn value_has_public_parts(#[case] text: &str, #[case] expected: Option<&str>) {
    assert_eq!(parts(text).map(|spans| spans.fill(text, "*").into_owned()).as_deref(), expected);
}
