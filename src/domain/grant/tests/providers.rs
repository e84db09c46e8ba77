//! Providers with answers that differ from the standard.

use super::*;

fn summary_for(text: &str, authorization: &Authorization) -> String {
    summary(&Grant::read(&text.replace("$S", STATE).replace("$O", OTHER), authorization))
}

fn returning(stateless: bool, needs: &[&str]) -> Authorization {
    let needs = needs.iter().map(|name| (*name).to_owned()).collect();
    authorization().returning(Redirect { stateless, needs, ..Redirect::default() })
}

fn assert_each(authorization: &Authorization, table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(summary_for(text, authorization), *expected, "{text:?}");
    }
}

#[test]
fn stateless_provider_may_omit_but_not_change_the_state() {
    assert_each(
        &returning(true, &[]),
        &[
            ("https://x.com/cb?code=abc&merchant_id=M", "abc|none|merchant_id=M"),
            ("?code=abc", "abc|none|"),
            ("https://x.com/cb?code=abc&state=$S", "abc|ok|"),
            ("https://x.com/cb?code=abc&state=$O", "foreign state"),
            ("abc", "abc|none|"),
            ("abc $O", "foreign state"),
        ],
    );
}

#[test]
fn state_is_not_required_if_none_was_sent() {
    let callback = CallbackUrl::parse("https://www.mycoolapp.com/auth").expect("a callback");
    let page = Authorization::new(PAGE, State::from_bytes(&[0; 32]), callback, "me").expect("valid page");
    assert_each(&page, &[("https://x.com/cb?code=abc", "abc|none|"), ("?code=abc&state=$O", "foreign state")]);
}

#[test]
fn code_without_required_parameters_names_the_missing_ones() {
    assert_each(
        &returning(false, &["realmId", "dataSource"]),
        &[
            ("abc", "lacks realmId,dataSource"),
            ("abc $S", "lacks realmId,dataSource"),
            ("abc#$S", "lacks realmId,dataSource"),
            ("code=abc", "lacks realmId,dataSource"),
            ("https://x.com/cb?code=abc&state=$S&realmId=9", "lacks dataSource"),
            ("https://x.com/cb?code=abc&state=$S&realmId=9&dataSource=QBO", "abc|ok|realmId=9,dataSource=QBO"),
            ("code=abc&realmId=9&dataSource=QBO", "abc|none|realmId=9,dataSource=QBO"),
            ("https://x.com/cb?code=abc&realmId=9", "untied state"),
            ("https://x.com/cb?error=access_denied&state=$S", "no: access_denied|ok|-"),
        ],
    );
    let words = Grant::read("abc", &returning(false, &["realmId"])).summary();
    assert_eq!(words, "A code without realmId, which the address contains too.");
}

fn oauth1() -> Authorization {
    authorization().expecting_verifier(Secret::new("t0ken"), Secret::new("s3cret"))
}

#[test]
fn oauth_1_answer_is_matched_by_request_token() {
    assert_each(
        &oauth1(),
        &[
            ("https://x.com/cb?oauth_token=t0ken&oauth_verifier=v3r", "v3r|ok|"),
            ("https://x.com/cb?state=desk&oauth_verifier=v3r&oauth_token=t0ken&org=9", "v3r|ok|org=9"),
            ("oauth_token=t0ken&oauth_verifier=v%2B3r", "v+3r|ok|"),
            ("https://x.com/cb?oauth_token=other&oauth_verifier=v3r", "foreign request token"),
            ("https://x.com/cb?oauth_verifier=v3r", "untied request token"),
            ("oauth_verifier=v3r", "v3r|none|"),
            ("t0ken v3r", "v3r|ok|"),
            ("t0ken\nv3r", "v3r|ok|"),
            ("other v3r", "foreign request token"),
            ("v3r", "v3r|none|"),
            ("https://x.com/cb?denied=t0ken", "no: denied|ok|-"),
            ("https://x.com/cb?denied=other", "foreign request token"),
            ("https://x.com/cb?oauth_problem=user_refused&oauth_token=t0ken", "no: user_refused|ok|-"),
            ("https://x.com/cb?oauth_token=t0ken", "no code: oauth_token"),
            ("https://x.com/cb?oauth_token=t0ken&code=abc", "no code: oauth_token,code"),
            ("https://x.com/cb?oauth_token=t0ken&oauth_token=t0ken&oauth_verifier=v", "v|ok|"),
            ("https://x.com/cb?oauth_token=t0ken&oauth_token=other&oauth_verifier=v", "unreadable"),
        ],
    );
}

#[test]
fn oauth_1_proof_contains_token_verifier_and_secret() {
    let GrantReading::Found(grant) = Grant::read("t0ken v3r", &oauth1()) else { panic!("no grant") };
    let proof: Vec<_> = grant.provider_data().map(|(name, value)| (name, value.expose())).collect();
    assert_eq!(proof, [("oauth_token", "t0ken"), ("oauth_verifier", "v3r"), ("secret", "s3cret")]);
    let summary = |text: &str| Grant::read(text, &oauth1()).summary();
    assert_eq!(summary("t0ken v3r"), "verifier (3 characters) · request token matches");
    assert_eq!(summary("v3r"), "verifier (3 characters) · no request token to check");
}

#[test]
fn answer_of_another_issuer_is_foreign() {
    let issuer = Some("https://accounts.example.com".to_owned());
    assert_each(
        &authorization().returning(Redirect { issuer, ..Redirect::default() }),
        &[
            ("code=abc&state=$S&iss=https%3A%2F%2Faccounts.example.com", "abc|ok|iss=https://accounts.example.com"),
            ("code=abc&state=$S&iss=https%3A%2F%2Faccounts.example.com%2F", "foreign issuer"),
            ("code=abc&state=$S&iss=https%3A%2F%2Fevil.example.com", "foreign issuer"),
            ("error=access_denied&state=$S&iss=https%3A%2F%2Fevil.example.com", "foreign issuer"),
            ("code=abc&state=$S&iss=a&iss=b", "unreadable"),
            // An answer without an issuer is identified by the state alone.
            ("code=abc&state=$S", "abc|ok|"),
        ],
    );
    // The issuer of this provider is not known, so it is not compared.
    assert_each(&authorization(), &[("code=abc&state=$S&iss=https%3A%2F%2Fx.com", "abc|ok|iss=https://x.com")]);
}
