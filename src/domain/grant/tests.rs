//! What people and browsers hand over, and what it is taken for.

use super::*;
use crate::domain::{Callback, State};
use proptest::prelude::*;

/// What 32 zero bytes make.
const STATE: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const OTHER: &str = "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const PAGE: &str = "https://signin.example.com/app/authorize";

fn authorization() -> Authorization {
    let address = format!("{PAGE}?response_type=code&client_id=me&state={STATE}");
    let callback = Callback::new("https://www.mycoolapp.com/auth");
    Authorization::new(&address, State::from_bytes(&[0; 32]), callback, "me").expect("a page to open")
}

/// Reads a text in which `$S` stands for our state and `$O` for another one.
fn read(text: &str) -> Reading {
    Grant::read(&text.replace("$S", STATE).replace("$O", OTHER), &authorization())
}

/// What was found, in a form that is quick to compare: `code|state|name=value,..`.
fn told(reading: &Reading) -> String {
    match reading {
        Reading::Empty => "empty".into(),
        Reading::Found(grant) => {
            let extras: Vec<_> = grant.extras.iter().map(|(n, v)| format!("{n}={}", v.expose())).collect();
            let state = if grant.state == StateCheck::Matches { "ok" } else { "none" };
            format!("{}|{state}|{}", grant.code.expose(), extras.join(","))
        }
        Reading::Refused(no) => {
            let state = if no.state == StateCheck::Matches { "ok" } else { "none" };
            format!("no: {}|{state}|{}", no.error, no.description.as_deref().unwrap_or("-"))
        }
        Reading::Foreign => "foreign".into(),
        Reading::NoCode(names) => format!("no code: {}", names.join(",")),
        Reading::NotYet => "not yet".into(),
        Reading::Unreadable(_) => "unreadable".into(),
    }
}

fn assert_all(table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(told(&read(text)), *expected, "{text:?}");
    }
}

#[test]
fn whole_addresses_are_understood() {
    assert_all(&[
        ("https://www.mycoolapp.com/auth?code=abc&state=$S", "abc|ok|"),
        ("http://127.0.0.1:8910/callback?state=$S&code=abc", "abc|ok|"),
        ("http://localhost/?code=abc&state=$S#_=_", "abc|ok|"),
        ("http://localhost/?code=abc&state=$S#", "abc|ok|"),
        ("com.example.app:/oauth?code=abc&state=$S", "abc|ok|"),
        ("myapp://cb?code=abc&state=$S", "abc|ok|"),
        ("urn:ietf:wg:oauth:2.0:oob?code=abc", "abc|none|"),
        ("https://x.com/cb#code=abc&state=$S", "abc|ok|"),
        ("https://x.com/#/cb?code=abc&state=$S", "abc|ok|"),
        ("https://x.com/cb?tenant=1#code=abc&state=$S", "abc|ok|tenant=1"),
        ("https://x.com/cb?code=abc", "abc|none|"),
        ("https://x.com/cb?code=abc&state=", "abc|none|"),
        ("https://x.com/cb?code=abc&state=$S&realmId=9&dataSource=QBO", "abc|ok|realmId=9,dataSource=QBO"),
        ("https://x.com/cb?code=abc&amp;state=$S&amp;org=a", "abc|ok|org=a"),
        (r"https://x.com/cb\?code\=abc\&state\=$S", "abc|ok|"),
        ("www.mycoolapp.com/auth?code=abc&state=$S", "abc|ok|"),
        ("localhost:8910/callback?code=abc&state=$S", "abc|ok|"),
    ]);
}

#[test]
fn wrapping_and_quoting_do_no_harm() {
    assert_all(&[
        ("  https://x.com/cb?code=abc&state=$S \r\n", "abc|ok|"),
        ("https://x.com/cb?co\n   de=abc&sta  \r\n te=$S", "abc|ok|"),
        ("\"https://x.com/cb?code=abc&state=$S\"", "abc|ok|"),
        ("“https://x.com/cb?code=abc&state=$S”", "abc|ok|"),
        ("‘https://x.com/cb?code=abc&state=$S’", "abc|ok|"),
        ("`https://x.com/cb?code=abc&state=$S`", "abc|ok|"),
        ("<https://x.com/cb?code=abc&state=$S>", "abc|ok|"),
        ("\u{feff}https://x.com/cb?code=a\u{200b}bc&state=$S\u{a0}", "abc|ok|"),
        ("curl 'https://x.com/cb?code=abc&state=$S'", "abc|ok|"),
        ("curl -H 'Referer: https://y.com/' \\\n  \"https://x.com/cb?code=abc&state=$S\" --compressed", "abc|ok|"),
        ("$ curl ‘https://x.com/cb?code=abc&state=$S’", "abc|ok|"),
        ("GET /cb?code=abc&state=$S HTTP/1.1", "abc|ok|"),
        ("Location: https://x.com/cb?code=abc&state=$S", "abc|ok|"),
        ("Request URL:\nhttps://x.com/cb?code=abc&state=$S", "abc|ok|"),
    ]);
}

#[test]
fn parts_of_an_address_are_enough() {
    assert_all(&[
        ("/callback?code=abc&state=$S", "abc|ok|"),
        ("?code=abc&state=$S", "abc|ok|"),
        ("#code=abc&state=$S", "abc|ok|"),
        ("code=abc&state=$S", "abc|ok|"),
        ("&state=$S&code=abc", "abc|ok|"),
        ("code=abc", "abc|none|"),
        ("realmId=9&code=abc", "abc|none|realmId=9"),
        ("abc#$S", "abc|ok|"),
        ("abc $S", "abc|ok|"),
        ("abc\n$S\n", "abc|ok|"),
        ("abc", "abc|none|"),
        ("'abc'", "abc|none|"),
        ("abc#_=_", "abc|none|"),
        ("ab\n  cd", "abcd|none|"),
        ("aPrxabc.def==", "aPrxabc.def==|none|"),
    ]);
}

#[test]
fn percent_signs_are_decoded_exactly_once() {
    assert_all(&[
        ("?code=4%2F0Ab%3D%3D&state=$S", "4/0Ab==|ok|"),
        ("?code=a%252Fb&state=$S", "a%2Fb|ok|"),
        ("?code=a+b&state=$S", "a b|ok|"),
        ("?code=a%2Bb&state=$S", "a+b|ok|"),
        ("?code=100%&state=$S", "100%|ok|"),
        ("?code=a&state=$S&company%20id=%C3%A9", "a|ok|company id=é"),
        ("4%2F0Ab", "4/0Ab|none|"),
        ("4/0A+b==", "4/0A+b==|none|"),
        ("a%2Fb#$S", "a/b|ok|"),
    ]);
}

#[test]
fn a_refusal_is_told_in_the_providers_words() {
    assert_all(&[
        ("https://x.com/cb?error=access_denied&state=$S", "no: access_denied|ok|-"),
        (
            "?error=access_denied&error_description=User+said%20no&error_uri=x&state=$S",
            "no: access_denied|ok|User said no",
        ),
        ("https://x.com/cb?not_approved=true&state=$S", "no: not_approved|ok|-"),
        ("?error=access_denied", "no: access_denied|none|-"),
        ("?error=a%1b[2J%E2%80%AEb&state=$S", "no: a [2Jb|ok|-"),
    ]);
}

#[test]
fn an_answer_to_another_request_is_foreign() {
    assert_all(&[
        ("https://x.com/cb?code=abc&state=$O", "foreign"),
        ("https://x.com/cb?error=access_denied&state=$O", "foreign"),
        ("https://x.com/cb?not_approved=true&state=infusionsoftecommerce", "foreign"),
        ("https://x.com/cb?state=$O", "foreign"),
        ("https://x.com/cb?code=abc&state=$S%20", "foreign"),
        ("abc#$O", "foreign"),
        ("abc $O", "foreign"),
    ]);
}

#[test]
fn what_holds_no_code_says_what_it_holds() {
    let page = format!("{PAGE}?response_type=code&client_id=me&state=$S");
    assert_all(&[
        ("", "empty"),
        (" \n ", "empty"),
        ("https://www.mycoolapp.com/auth", "no code: "),
        ("www.mycoolapp.com/auth", "no code: "),
        ("/auth", "no code: "),
        ("https://x.com/cb?state=$S&realmId=9", "no code: state,realmId"),
        ("page=2", "no code: page"),
        (&page, "not yet"),
        ("https://signin.example.com/login?next=1&state=$O", "not yet"),
        ("https://elsewhere.com/a?redirect_uri=x&state=$O", "not yet"),
        ("https://signin.example.com/done?code=abc&state=$S", "abc|ok|"),
    ]);
}

#[test]
fn what_cannot_be_an_answer_is_not_guessed_at() {
    let long = format!("?state=$S&code={}", "a".repeat(CODE_LIMIT + 1));
    let endless = "a".repeat(70_000);
    let many = format!("?code=a{}", "&x=1".repeat(64));
    assert_all(&[
        ("?code=a&code=b&state=$S", "unreadable"),
        ("?code=a&state=$S&state=$S", "unreadable"),
        ("https://x.com/?code=a#code=b", "unreadable"),
        ("?code=a&error=b&state=$S", "unreadable"),
        ("?code=a&not_approved=true&state=$S", "unreadable"),
        ("?code=&state=$S", "unreadable"),
        ("?code=+&state=$S", "unreadable"),
        ("?code=a%00b&state=$S", "unreadable"),
        ("?code=a%0Ab&state=$S", "unreadable"),
        ("?code=%FF&state=$S", "unreadable"),
        ("a\0b", "unreadable"),
        ("\u{1b}[31mabc", "unreadable"),
        ("I do not know what to paste", "unreadable"),
        ("What is this? Is it a code?", "unreadable"),
        ("{\"code\":\"abc\"}", "unreadable"),
        ("<b>abc</b>", "unreadable"),
        ("https%3A%2F%2Fx.com%2F%3Fcode%3Dabc", "unreadable"),
        (&long, "unreadable"),
        (&endless, "unreadable"),
        (&many, "unreadable"),
    ]);
}

#[test]
fn a_code_of_the_greatest_length_is_taken() {
    let code = "a".repeat(CODE_LIMIT);
    assert_eq!(told(&read(&code)), format!("{code}|none|"));
}

#[test]
fn the_summary_names_what_was_found_and_shows_no_value() {
    assert_eq!(
        read("?code=c0de&state=$S&realmId=9876&org=0rg").summary(),
        "code (4 characters) · state matches · realmId, org"
    );
    assert_eq!(read("c0de").summary(), "code (4 characters) · no state to check");
    assert_eq!(read("?error=no&error_description=Not+today&state=$S").summary(), "refused: no (Not today)");
    assert_eq!(read("?a=1&b=2").summary(), "No code in it, only a, b.");
    let many: Vec<_> = (0..20).map(|n| format!("n{n}\u{202e}=1")).collect();
    assert!(read(&format!("?{}", many.join("&"))).summary().ends_with("n7 and 12 more."));
}

#[test]
fn debug_shows_neither_code_nor_extras() {
    let debug = format!("{:?}", read("?code=c0de&state=$S&realmId=9876"));
    assert!(!debug.contains("c0de") && !debug.contains("9876"), "{debug}");
}

fn quoted(text: &str, kind: u8) -> String {
    match kind {
        0 => text.to_owned(),
        1 => format!(" \"{text}\"\n"),
        2 => format!("“{text}”"),
        3 => format!("<{text}>"),
        4 => format!("curl '{text}' \\\n -H 'a: b'"),
        _ => format!("\n\t‘ {text} ’ "),
    }
}

proptest! {
    #[test]
    fn any_wrapped_or_quoted_answer_is_understood(
        code in "[!-~]{1,80}",
        extra in "[a-zA-Z]{1,8}",
        cuts in prop::collection::vec(0..200_usize, 0..4),
        kind in 0..6_u8,
    ) {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("code", code.as_str()), ("state", STATE), ("realmId", extra.as_str())])
            .finish();
        let mut text = format!("https://www.mycoolapp.com/auth?{query}");
        for cut in cuts {
            let cut = 1 + cut % (text.len() - 1);
            text.insert_str(cut, "\r\n  ");
        }
        prop_assert_eq!(told(&read(&quoted(&text, kind))), format!("{}|ok|realmId={}", code, extra));
    }

    #[test]
    fn any_text_at_all_is_read_without_harm(text in any::<String>(), tail in "[?#&=%+ \n\"'<>a-z0-9]{0,40}") {
        let _ = read(&text).summary();
        let _ = read(&tail).summary();
        let _ = read(&format!("{text}?code={tail}")).summary();
    }
}
