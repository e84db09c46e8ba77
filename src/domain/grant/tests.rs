//! Tests of answers from browsers and pasted by users.

use super::{judge::CODE_LIMIT, *};
use crate::{catalog::element::Redirect, domain::CallbackUrl, domain::State};

mod bare;
mod choosing;
mod everyday;
mod joined;
mod labelled;
mod parts;
mod pastes;
mod plain_codes;
mod properties;
mod providers;
mod wording;
mod wrapped;

const STATE: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const OTHER: &str = "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const PAGE: &str = "https://signin.example.com/app/authorize";

fn authorization() -> Authorization {
    let address = format!("{PAGE}?response_type=code&client_id=me&state={STATE}");
    let callback = CallbackUrl::parse("https://www.mycoolapp.com/auth").expect("a callback");
    Authorization::new(&address, State::from_bytes(&[0; 32]), callback, "me").expect("valid page")
}

/// Parses a text in which `$S` is the state of this request and `$O` another one.
fn read(text: &str) -> GrantReading {
    Grant::read(&text.replace("$S", STATE).replace("$O", OTHER), &authorization())
}

/// Formats the result for comparison: `code|state|name=value,..`.
fn summary(reading: &GrantReading) -> String {
    match reading {
        GrantReading::Empty => "empty".into(),
        GrantReading::Found(grant) => {
            let extras: Vec<_> = grant.extras.iter().map(|(n, v)| format!("{n}={}", v.expose())).collect();
            let state = if grant.state == StateCheck::Matches { "ok" } else { "none" };
            format!("{}|{state}|{}", grant.code.expose(), extras.join(","))
        }
        GrantReading::Several(grants) => format!("several: {}", grants.len()),
        GrantReading::Refused(no) => {
            let state = if no.state == StateCheck::Matches { "ok" } else { "none" };
            format!("no: {}|{state}|{}", no.error, no.description.as_deref().unwrap_or("-"))
        }
        GrantReading::Foreign(name) => format!("foreign {name}"),
        GrantReading::Untied(name) => format!("untied {name}"),
        GrantReading::Lacks(names) => format!("lacks {}", names.join(",")),
        GrantReading::NoCode(names) => format!("no code: {}", names.join(",")),
        GrantReading::NotYet => "not yet".into(),
        GrantReading::Unreadable(_) => "unreadable".into(),
    }
}

fn assert_all(table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(summary(&read(text)), *expected, "{text:?}");
    }
}

#[test]
fn complete_addresses_are_parsed() {
    assert_all(&[
        ("https://www.mycoolapp.com/auth?code=abc&state=$S", "abc|ok|"),
        ("http://127.0.0.1:8910/callback?state=$S&code=abc", "abc|ok|"),
        ("http://localhost/?code=abc&state=$S#_=_", "abc|ok|"),
        ("http://localhost/?code=abc&state=$S#", "abc|ok|"),
        ("com.example.app:/oauth?code=abc&state=$S", "abc|ok|"),
        ("myapp://cb?code=abc&state=$S", "abc|ok|"),
        ("https://x.com/cb#code=abc&state=$S", "abc|ok|"),
        ("https://x.com/#/cb?code=abc&state=$S", "abc|ok|"),
        ("https://x.com/cb?tenant=1#code=abc&state=$S", "abc|ok|tenant=1"),
        ("https://x.com/cb?code=abc&state=$S&realmId=9&dataSource=QBO", "abc|ok|realmId=9,dataSource=QBO"),
        ("https://x.com/cb?code=abc&amp;state=$S&amp;org=a", "abc|ok|org=a"),
        (r"https://x.com/cb\?code\=abc\&state\=$S", "abc|ok|"),
        ("www.mycoolapp.com/auth?code=abc&state=$S", "abc|ok|"),
        ("localhost:8910/callback?code=abc&state=$S", "abc|ok|"),
        ("HTTPS://WWW.MyCoolApp.com/auth?code=abc&state=$S", "abc|ok|"),
        ("https://[::1]:8910/cb?code=abc&state=$S", "abc|ok|"),
        ("https://x.com:8443/a/b/?code=abc&state=$S&scope=read+write", "abc|ok|scope=read write"),
        ("https://x.com/cb?keep=1&code=abc&state=$S", "abc|ok|keep=1"),
        ("https://x.com/cb?&code=abc&&state=$S&", "abc|ok|"),
        ("https://x.com/cb?code=abc&state=$S&session_state=9.8", "abc|ok|session_state=9.8"),
        ("https://x.com/cb?code=abc&state=$S&iss=https%3A%2F%2Fy.com", "abc|ok|iss=https://y.com"),
        ("https://x.com/cb#state=$S&code=abc&token_type=bearer", "abc|ok|token_type=bearer"),
        ("ms-appx-web://Microsoft.AAD/cb?code=abc&state=$S", "abc|ok|"),
        ("chrome-extension://abc/cb.html?code=abc&state=$S", "abc|ok|"),
        ("https://bücher.example/cb?code=abc&state=$S", "abc|ok|"),
    ]);
}

#[test]
fn wrapped_and_quoted_addresses_are_parsed() {
    assert_all(&[
        ("  https://x.com/cb?code=abc&state=$S \r\n", "abc|ok|"),
        ("https://x.com/cb?co\n   de=abc&sta  \r\n te=$S", "abc|ok|"),
        ("https://x.com/cb?code=abc&state=$S%20", "abc|ok|"),
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
        ("\"https://x.com/cb?code=abc&state=$S", "abc|ok|"),
        ("https://x.com/cb?code=abc&state=$S\"", "abc|ok|"),
        ("(https://x.com/cb?code=abc&state=$S)", "abc|ok|"),
        ("'“<https://x.com/cb?code=abc&state=$S>”'", "abc|ok|"),
        ("https://x.com/cb?code=abc&state=$S.", "abc|ok|"),
        ("https://x.com/cb?code=abc&state=$S,", "abc|ok|"),
        ("curl -v https://x.com/cb?code=abc\\&state=$S", "abc|ok|"),
        ("curl --location --request GET 'https://x.com/cb?code=abc&state=$S' --data ''", "abc|ok|"),
        ("curl \\\r\n  'https://x.com/cb?code=abc&state=$S' \\\r\n  -H 'accept: */*'", "abc|ok|"),
        ("location: /cb?code=abc&state=$S", "abc|ok|"),
        ("https://x.com/cb\u{2028}?code=abc\u{85}&state=$S", "abc|ok|"),
        ("https://x.com/cb?code=abc\t\n&state=$S", "abc|ok|"),
        ("> https://x.com/cb?code=abc&state=$S", "abc|ok|"),
    ]);
}

#[test]
fn parts_of_an_address_are_parsed() {
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
        ("\u{1b}[31mabc", "abc|none|"),
        ("the-code-0001", "the-code-0001|none|"),
        ("abc#_=_", "abc|none|"),
        ("aPrxabc.def==", "aPrxabc.def==|none|"),
        ("code=abc&realmId=9", "abc|none|realmId=9"),
        ("/?code=abc&state=$S", "abc|ok|"),
        ("state=$S&code=abc", "abc|ok|"),
        ("abc\t$S", "abc|ok|"),
        ("“abc#$S”", "abc|ok|"),
        ("abc#\n$S", "abc|ok|"),
        ("0.AXYA-_~!.abc", "0.AXYA-_~!.abc|none|"),
        ("4/P7q7W91a-oMsCeLvIaQm6bTrgtp7", "4/P7q7W91a-oMsCeLvIaQm6bTrgtp7|none|"),
        ("`abc`", "abc|none|"),
        ("code=abc#_=_", "abc|none|"),
        ("Code: abc", "abc|none|"),
    ]);
}

#[test]
fn percent_signs_are_decoded_exactly_once() {
    assert_all(&[
        ("?code=4%2F0Ab%3D%3D&state=$S", "4/0Ab==|ok|"),
        ("?code=a%252Fb&state=$S", "a%2Fb|ok|"),
        ("?code=a+b&state=$S", "a+b|ok|"),
        ("?code=a%2Bb&state=$S", "a+b|ok|"),
        ("?code=100%&state=$S", "100%|ok|"),
        ("?code=a&state=$S&company%20id=%C3%A9", "a|ok|company id=é"),
        ("4%2F0Ab", "4/0Ab|none|"),
        ("4/0A+b==", "4/0A+b==|none|"),
        ("a%2Fb#$S", "a/b|ok|"),
        ("?code=%34%2f&state=$S", "4/|ok|"),
        ("?code=a%2&state=$S", "a%2|ok|"),
        ("?code=a%zz&state=$S", "a%zz|ok|"),
        ("?c%6Fde=abc&state=$S", "abc|ok|"),
        ("?code=a%26state%3Dx&state=$S", "a&state=x|ok|"),
        ("a%2Bb", "a+b|none|"),
    ]);
}

#[test]
fn refusal_shows_providers_words() {
    assert_all(&[
        ("https://x.com/cb?error=access_denied&state=$S", "no: access_denied|ok|-"),
        (
            "?error=access_denied&error_description=User+said%20no&error_uri=x&state=$S",
            "no: access_denied|ok|User said no",
        ),
        ("https://x.com/cb?not_approved=true&state=$S", "no: not_approved|ok|-"),
        ("?error=access_denied", "no: access_denied|none|-"),
        ("?error=a%1b[2J%E2%80%AEb&state=$S", "no: a [2Jb|ok|-"),
        ("https://x.com/cb#error=access_denied&state=$S", "no: access_denied|ok|-"),
        ("error=server_error&state=$S", "no: server_error|ok|-"),
        ("https://x.com/cb?error=temporarily_unavailable", "no: temporarily_unavailable|none|-"),
        ("?denied=1&state=$S", "no: denied|ok|-"),
        ("?error=a&error_description=%3Cb%3Ex%3C%2Fb%3E&state=$S", "no: a|ok|<b>x</b>"),
    ]);
}

#[test]
fn answer_to_another_request_is_foreign() {
    assert_all(&[
        ("https://x.com/cb?code=abc&state=$O", "foreign state"),
        ("https://x.com/cb?error=access_denied&state=$O", "foreign state"),
        ("https://x.com/cb?not_approved=true&state=infusionsoftecommerce", "foreign state"),
        ("https://x.com/cb?state=$O", "foreign state"),
        ("abc#$O", "foreign state"),
        ("abc $O", "foreign state"),
        ("https://x.com/cb#code=abc&state=$O", "foreign state"),
        ("code=abc&state=$O", "foreign state"),
        ("abc\t$O", "foreign state"),
    ]);
}

#[test]
fn text_without_code_lists_its_parameters() {
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
        ("?access_token=t&token_type=bearer&state=$S", "no code: access_token,token_type,state"),
        ("https://x.com/cb?Code=abc&state=$S", "no code: Code,state"),
        ("https://x.com/cb?xcode=abc&state=$S", "no code: xcode,state"),
        ("not_approved=false&state=$S", "no code: not_approved,state"),
    ]);
}

#[test]
fn ambiguous_or_invalid_text_is_refused() {
    let long = format!("?state=$S&code={}", "a".repeat(CODE_LIMIT + 1));
    let endless = "a".repeat(70_000);
    let many = (0..64).fold("?code=a".to_owned(), |query, n| format!("{query}&x{n}=1"));
    assert_all(&[
        ("?code=a&code=b&state=$S", "several: 2"),
        ("?code=a&state=$S&state=$S", "a|ok|"),
        ("https://x.com/?code=a#code=b", "untied state"),
        ("?code=a&error=b&state=$S", "unreadable"),
        ("?code=a&not_approved=true&state=$S", "unreadable"),
        ("?code=&state=$S", "unreadable"),
        ("?code=+&state=$S", "unreadable"),
        ("?code=a%00b&state=$S", "unreadable"),
        ("?code=a%0Ab&state=$S", "unreadable"),
        ("?code=%FF&state=$S", "unreadable"),
        ("a\0b", "unreadable"),
        ("I do not know what to paste", "unreadable"),
        ("What is this? Is it a code?", "unreadable"),
        ("{\"code\":\"abc\"}", "abc|none|"),
        ("<b>abc</b>", "unreadable"),
        ("https%3A%2F%2Fx.com%2F%3Fcode%3Dabc", "untied state"),
        (&long, "unreadable"),
        (&endless, "unreadable"),
        (&many, "unreadable"),
        ("?error=a&error=b&state=$S", "unreadable"),
        ("?code=a&state=$S&state=$O", "unreadable"),
        ("größe", "unreadable"),
        ("Error 404 Not Found", "unreadable"),
    ]);
}

#[test]
fn address_without_the_sent_state_is_untied() {
    assert_all(&[
        ("https://x.com/cb?code=abc", "untied state"),
        ("https://x.com/cb?code=abc&state=", "untied state"),
        ("https://x.com/cb#code=abc", "untied state"),
        ("urn:ietf:wg:oauth:2.0:oob?code=abc", "untied state"),
        ("/cb?code=abc&realmId=9", "untied state"),
        ("?code=abc", "untied state"),
        ("#code=abc", "untied state"),
        ("curl 'https://x.com/cb?code=abc'", "untied state"),
    ]);
}

#[test]
fn code_of_maximum_length_is_accepted() {
    let code = "a".repeat(CODE_LIMIT);
    assert_eq!(summary(&read(&code)), format!("{code}|none|"));
}

#[test]
fn debug_shows_neither_code_nor_extras() {
    let debug = format!("{:?}", read("?code=c0de&state=$S&realmId=9876"));
    assert!(!debug.contains("c0de") && !debug.contains("9876"), "{debug}");
}
