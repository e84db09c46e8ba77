//! Properties that hold for every text.

use super::*;
use proptest::prelude::*;

fn quoted(text: &str, kind: u8) -> String {
    match kind {
        0 => text.to_owned(),
        1 => format!(" \"{text}\"\n"),
        2 => format!("“{text}”"),
        3 => format!("<{text}>"),
        4 => format!("curl '{text}' \\\n -H 'a: b'"),
        5 => format!("Location: {text}\r\n"),
        6 => format!("({text})"),
        _ => format!("\n\t‘ {text} ’ "),
    }
}

fn query(code: &str, state: &str, extra: &str) -> String {
    let pairs = [("code", code), ("state", state), ("realmId", extra)];
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// Breaks a text into lines as a terminal or a mail does, with all lines but the first indented.
fn wrapped(text: &str, width: usize, indent: usize) -> String {
    let letters: Vec<char> = text.chars().collect();
    let lines: Vec<String> = letters.chunks(width).map(|line| line.iter().collect()).collect();
    lines.join(&format!("\r\n{}", " ".repeat(indent)))
}

proptest! {
    #[test]
    fn any_wrapped_or_quoted_answer_is_parsed(
        code in "[A-Za-z0-9]{4}[A-Za-z0-9._~/=|+-]{0,40}[A-Za-z0-9]",
        extra in "[a-zA-Z]{1,8}",
        width in 60..81_usize,
        indent in 0..4_usize,
        kind in 0..8_u8,
        sign in "[?#]",
    ) {
        let text = format!("https://www.mycoolapp.com/auth{sign}{}", query(&code, STATE, &extra));
        let found = summary(&read(&quoted(&wrapped(&text, width, indent), kind)));
        // A break inside the last value may also be the end of the address, so only the code and the state are
        // compared.
        prop_assert!(found.starts_with(&format!("{code}|ok|realmId=")), "{}", found);
    }

    #[test]
    fn only_the_sent_state_matches(
        code in "[a-zA-Z0-9]{1,40}",
        at in 0..43_usize,
        other in "[a-zA-Z0-9_-]",
        width in 60..81_usize,
        indent in 0..4_usize,
        kind in 0..8_u8,
    ) {
        let mut state = STATE.to_owned();
        state.replace_range(at..=at, &other);
        prop_assume!(state != STATE);
        let query = query(&code, &state, "9");
        for text in [format!("https://www.mycoolapp.com/auth?{query}"), format!("?{query}"), query.clone()] {
            prop_assert_eq!(summary(&read(&quoted(&wrapped(&text, width, indent), kind))), "foreign state");
        }
        prop_assert_eq!(summary(&read(&format!("{code} {state}"))), "foreign state");
        prop_assert_eq!(summary(&read(&format!("{code}#{state}"))), "foreign state");
    }

    #[test]
    fn address_without_state_is_never_accepted(
        before in "[a-z]{0,3}",
        names in prop::collection::vec("[a-z]{1,6}=[a-zA-Z0-9]{0,8}", 0..4),
        code in "[a-zA-Z0-9]{1,40}",
        kind in 0..8_u8,
    ) {
        prop_assume!(!names.iter().any(|pair| ["code=", "state=", "error="].iter().any(|name| pair.starts_with(name))));
        let query = names.into_iter().chain([format!("code={code}")]).collect::<Vec<_>>().join("&");
        // Without a state to decide, `=3D` may also be an equals sign in quoted-printable encoding.
        prop_assume!(!query.contains("=3D"));
        let text = format!("https://www.mycoolapp.com/{before}?{query}");
        prop_assert_eq!(summary(&read(&quoted(&text, kind))), "untied state");
    }

    #[test]
    fn text_without_the_sent_state_never_matches(text in any::<String>(), tail in "[?#&=%+ \n\"'<>a-z0-9]{0,40}") {
        // `read` replaces this mark by the state that was sent.
        prop_assume!(!text.contains("$S"));
        for text in [text.clone(), tail.clone(), format!("{text}?code={tail}"), format!("code={tail}&state={text}")] {
            let reading = read(&text);
            let is_match = matches!(&reading, GrantReading::Found(grant) if grant.state() == StateCheck::Matches);
            prop_assert!(!is_match, "{:?}: {}", text, reading.summary());
        }
    }
}
