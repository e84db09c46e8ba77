//! The pages, read as a browser gets them.

use super::*;
use crate::domain::grant::StateCheck;
use base64::{Engine as _, engine::general_purpose::STANDARD};

/// The pages that are shown without a look at the state.
const UNCHECKED: [ResultPage<'_>; 8] = [
    ResultPage::TooLarge,
    ResultPage::Onward,
    ResultPage::Used,
    ResultPage::Expired,
    ResultPage::Foreign,
    ResultPage::Untied,
    ResultPage::Empty,
    ResultPage::Nowhere(StatusCode::NOT_FOUND),
];

fn refusal() -> Refusal {
    Refusal {
        error: "access_denied".into(),
        description: Some("<script>alert('&')</script> {{title}}".into()),
        state: StateCheck::Matches,
    }
}

#[test]
fn policy_allows_only_the_style_of_the_template() {
    let style = TEMPLATE.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).expect("a style").0;
    let hash = STANDARD.encode(ring::digest::digest(&ring::digest::SHA256, style.as_bytes()));
    let policy = ResultPage::Done.response().headers()["content-security-policy"].clone();
    assert!(policy.to_str().expect("text").contains(&format!("style-src 'sha256-{hash}'")), "it should be {hash}");
}

#[test]
fn only_pages_after_the_check_point_to_the_terminal() {
    let refusal = refusal();
    for page in [
        ResultPage::Done,
        ResultPage::Refused(&refusal),
        ResultPage::Already,
        ResultPage::Elsewhere,
        ResultPage::Stateless,
    ] {
        assert!(page.html().to_lowercase().contains("return to your terminal"), "{page:?}");
    }
    for page in UNCHECKED {
        assert!(!page.html().contains("terminal"), "{page:?}");
    }
}

#[test]
fn pages_have_no_open_slot_script_or_resource() {
    let refusal = Refusal { description: None, ..refusal() };
    for page in [
        ResultPage::Done,
        ResultPage::Refused(&refusal),
        ResultPage::Already,
        ResultPage::Elsewhere,
        ResultPage::Stateless,
    ]
    .iter()
    .chain(&UNCHECKED)
    {
        let html = page.html();
        for never in ["{{", "<script", "src=", "href=", "url(", "@import", "style=\""] {
            assert!(!html.contains(never), "{never} in {page:?}");
        }
    }
}

#[test]
fn provider_text_is_escaped() {
    let html = ResultPage::Refused(&refusal()).html();
    assert!(html.contains("&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt; {{title}}"), "{html}");
}
