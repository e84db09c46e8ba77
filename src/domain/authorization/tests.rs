use super::*;
use rstest::rstest;

fn open(address: &str) -> Result<Authorization, AuthorizationError> {
    Authorization::new(
        address,
        State::from_bytes(&[7; 32]),
        CallbackUrl::parse("http://127.0.0.1:1/cb").expect("a callback"),
        "me",
    )
}

#[test]
fn state_is_43_characters_that_need_no_encoding() {
    let state = State::from_bytes(&[255; 32]);
    assert_eq!(state.as_str().len(), 43);
    assert!(state.as_str().chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'));
}

#[test]
fn debug_output_holds_neither_state_nor_address() {
    let page = open("https://signin.example.com/authorize?state=CANARY").expect("a page");
    assert_eq!(format!("{page:?} {:?}", page.state()), "Authorization(signin.example.com, …) State(…)");
}

#[rstest]
#[case::secret("client_secret=CANARY&b=2", &format!("client_secret={MASK}&b=2"))]
#[case::secret_later("b=2&client_secret=CANARY", &format!("b=2&client_secret={MASK}"))]
#[case::encoded_name("client_%73ecret=CANARY&b=2", &format!("client_%73ecret={MASK}&b=2"))]
#[case::encoded_underscore("client%5Fsecret=CANARY", &format!("client%5Fsecret={MASK}"))]
#[case::capitals("Client_Secret=CANARY&b=2", &format!("Client_Secret={MASK}&b=2"))]
#[case::camel_case("clientSecret=CANARY", &format!("clientSecret={MASK}"))]
#[case::fragment("b=2#client_secret=CANARY", &format!("b=2#client_secret={MASK}"))]
#[case::question_mark_in_value("client_secret=a?CANARY", &format!("client_secret={MASK}"))]
#[case::inner_address(
    "next=https%3A%2F%2Fx.com%2F%3Fclient_secret%3DCANARY&b=2",
    &format!("next={MASK}&b=2")
)]
#[case::inner_address_with_encoded_name("next=%2F%3Fclient_%2573ecret%3DCANARY", &format!("next={MASK}"))]
#[case::plain("client_id=me&b=2", "client_id=me&b=2")]
#[case::plain_inner_address("next=%2F%3Fa%3Db", "next=%2F%3Fa%3Db")]
#[case::name_without_value("secret&b=2", "secret&b=2")]
#[case::word_in_value("scope=secret.read", "scope=secret.read")]
fn address_is_shown_with_its_secret_masked(#[case] query: &str, #[case] shown: &str) {
    let page = open(&format!("https://x.com/a?state=1&{query}")).expect("a page");
    let expected = (format!("https://x.com/a?state=1&{shown}"), query != shown);
    assert_eq!((page.shown(), page.carries_secret()), expected);
}

#[rstest]
#[case::first_parameter("https://x.com/a?client_secret=CANARY", &format!("https://x.com/a?client_secret={MASK}"))]
#[case::fragment_alone("https://x.com/a#secret=CANARY", &format!("https://x.com/a#secret={MASK}"))]
#[case::word_in_path("https://x.com/secret=a?b=2", "https://x.com/secret=a?b=2")]
#[case::word_in_host("https://secret.com/?b=2", "https://secret.com/?b=2")]
fn only_parameters_are_masked(#[case] address: &str, #[case] shown: &str) {
    assert_eq!(open(address).expect("a page").shown(), shown);
}

#[test]
fn proof_is_named_as_the_provider_names_it() {
    let page = open("https://x.com/a").expect("a page");
    let of_code = page.expect().proof();
    let page = page.expecting_verifier(Secret::new("token"), Secret::new("secret"));
    assert_eq!((of_code, page.expect().proof()), ("code", "verifier"));
}

#[test]
fn only_web_pages_are_accepted() {
    assert!(open("https://signin.example.com/authorize?state=x").is_ok());
    assert!(open("http://127.0.0.1:9/authorize").is_ok());
    for bad in [
        "http://signin.example.com/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://good.com@evil.com/",
        "https://a b/",
        "https://x/\u{1b}[2J",
        "nonsense",
        "",
    ] {
        assert!(open(bad).is_err(), "{bad:?}");
    }
}

#[test]
fn host_with_lookalike_letters_is_shown_as_punycode() {
    let page = open("https://sign\u{456}n.example.com/authorize").expect("valid page");
    assert!(page.host().starts_with("xn--"), "{}", page.host());
    assert!(page.shown().is_ascii());
}
