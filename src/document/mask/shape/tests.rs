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
#[case::variable("https://ada:${PASSWORD}@a.example/")]
#[case::class("SKILL AKIA sk-learn-pipeline-for-everyone")]
fn plain_text_is_unchanged(#[case] text: &str) {
    assert_eq!(shown(text), text);
}
