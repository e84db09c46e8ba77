//! Tests of the texts shown for a reading: hints, warnings and summaries.

use super::*;
use rstest::rstest;

#[rstest]
#[case::empty("", "")]
#[case::found("abc", "")]
#[case::refused("?error=access_denied", "")]
#[case::several("?code=a&code=b&state=$S", "Choose one of the answers first.")]
#[case::foreign("?code=a&state=$O", "Open the link on this screen again, and paste the address it ends on.")]
#[case::untied("?code=a", "Copy the address again. If you are sure it is yours, paste only its code.")]
#[case::tokens("?access_token=t&token_type=bearer&state=$S", "These are tokens and not a code.")]
#[case::no_code("?page=2", "Paste the complete address the browser ended on after you allowed access.")]
#[case::not_yet(
    "https://signin.example.com/login?next=1",
    "Allow access on that page first, then paste the address the browser ends on."
)]
#[case::unreadable("größe", "Paste the address the browser ended on, or only the code.")]
fn hint_names_the_text_to_paste(#[case] text: &str, #[case] hint: &str) {
    assert_eq!(read(text).hint(), hint);
}

#[rstest]
#[case::nothing("https://www.mycoolapp.com/auth", "An address without parameters: no code.")]
#[case::parameters("?page=2", "No code found, only page.")]
#[case::eight_names("?a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1", "No code found, only a, b, c, d, e, f, g, h.")]
fn summary_without_code_lists_the_parameters(#[case] text: &str, #[case] summary: &str) {
    assert_eq!(read(text).summary(), summary);
}

#[test]
fn summary_lists_names_without_values() {
    assert_eq!(
        read("?code=c0de&state=$S&realmId=9876&org=0rg").summary(),
        "code (4 characters) · state matches · realmId, org"
    );
    assert_eq!(read("c0de").summary(), "code (4 characters) · no state to check");
    assert_eq!(read("?error=no&error_description=Not+today&state=$S").summary(), "refused: no (Not today)");
    assert_eq!(read("?a=1&b=2").summary(), "No code found, only a, b.");
    let many: Vec<_> = (0..20).map(|n| format!("n{n}\u{202e}=1")).collect();
    assert!(read(&format!("?{}", many.join("&"))).summary().ends_with("n7 and 12 more."));
}

fn answer(text: &str) -> Grant {
    match read(text) {
        GrantReading::Found(grant) => grant,
        other => panic!("an answer, not {other:?}"),
    }
}

#[rstest]
#[case::absent(
    "abc",
    Some("The answer carried no state, so it cannot be verified. Use only one from your own sign-in.")
)]
#[case::matching("?code=abc&state=$S", None)]
fn answer_without_state_has_a_warning(#[case] text: &str, #[case] doubt: Option<&str>) {
    assert_eq!(answer(text).doubt().as_deref(), doubt);
}

#[test]
fn extras_are_every_parameter_but_the_standard_ones() {
    let grant = answer("?code=abc&state=$S&realmId=9&org=x");
    let extras: Vec<_> = grant.extras().iter().map(|(name, value)| (name.as_str(), value.expose())).collect();
    assert_eq!(extras, [("realmId", "9"), ("org", "x")]);
}

#[test]
fn data_for_the_platform_is_the_code_and_the_extras() {
    let grant = answer("?code=abc&state=$S&realmId=9");
    let sent: Vec<_> = grant.provider_data().map(|(name, value)| (name, value.expose())).collect();
    assert_eq!(sent, [("code", "abc"), ("realmId", "9")]);
}
