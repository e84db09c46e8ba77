//! Tests of codes, seeds, questions and printed secrets, and of their neighbors that are shown.

use super::shown;
use rstest::rstest;

#[rstest]
#[case::numbered("Backup codes, each works once:\n  1. ttst1-95gwu\n  2. hhsrc-7yz89", "  1. *\n  2. *")]
#[case::bullets("Codes de secours :\n- 8563-4302\n- 7539-6109", "- *\n- *")]
#[case::two_in_a_line("Recovery codes:\n8563-4302  7539-6109", "*  *")]
#[case::after_an_empty_line("Recovery codes:\n\n8563-4302", "\n*")]
#[case::words_end_a_list("Recovery codes:\n8563-4302\nissue 7539-6109", "*\nissue 7539-6109")]
#[case::sentence("Recovery codes are kept.\n8563-4302", "8563-4302")]
#[case::another_list("Order numbers:\n8563-4302", "8563-4302")]
#[case::long_mark("Recovery codes:\n1234) 8563-4302", "1234) 8563-4302")]
fn codes_of_a_list_are_covered_up_to_another_line(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text).split_once('\n').map(|(_, rest)| rest), Some(expected));
}

#[rstest]
#[case::french("le code de secours à usage unique est O7NJ-TSXY-QGMF.", "le code de secours à usage unique est *.")]
#[case::digits("your backup code is 85634302", "your backup code is *")]
#[case::small_letters("the backup code is in repo-2024", "the backup code is in repo-2024")]
#[case::short("the backup code has A-123", "the backup code has A-123")]
fn single_code_is_covered_after_its_name(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}

#[rstest]
#[case::chat("did you get the verification code?\n09:30 - Ada: 550913", "09:30 - Ada: *")]
#[case::alone("chegou um SMS com código de verificação\n550913", "*")]
#[case::other_code("the postal code?\n09:30 - Ada: 550913", "09:30 - Ada: 550913")]
#[case::sentence("the verification code?\nno, ticket 550913", "no, ticket 550913")]
#[case::short("the verification code?\n550", "550")]
#[case::long("the verification code?\n550913550", "550913550")]
#[case::later("the verification code?\nyes\n550913", "yes\n550913")]
fn code_of_a_message_is_covered_on_the_next_line(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text).split_once('\n').map(|(_, rest)| rest), Some(expected));
}

#[rstest]
#[case::capitals("setup (manual): GSPQ DO7K MAWS RW5O QTBC X75W C6SB", "setup (manual): *")]
#[case::small("gspq do7k maws rw5o qtbc x75w", "*")]
#[case::five_groups("GSPQ DO7K MAWS RW5O QTBC", "GSPQ DO7K MAWS RW5O QTBC")]
#[case::words("that will give them five days more", "that will give them five days more")]
#[case::one_digit("that will give then do7k days", "that will give then do7k days")]
#[case::account("DE89 3704 0044 0532 0130 0012", "DE89 3704 0044 0532 0130 0012")]
fn seed_in_groups_is_covered(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}

#[rstest]
#[case::quoted("Security question \"first pet\": Biscuit the 3rd", "Security question \"first pet\": *")]
#[case::parentheses("Sicherheitsfrage (Haustier): Fiffi", "Sicherheitsfrage (Haustier): *")]
#[case::in_sentence("Question secrète : « ville » → Lyon", "Question secrète : « ville » → *")]
#[case::without_an_answer("Security question \"first pet\"", "Security question \"first pet\"")]
#[case::goes_on("Security question \"first pet\"s are asked", "Security question \"first pet\"s are asked")]
#[case::another_question("Open question \"first pet\": Biscuit", "Open question \"first pet\": Biscuit")]
#[case::place("Security question \"first pet\": see the vault", "Security question \"first pet\": see the vault")]
fn answer_after_a_quoted_question_is_covered(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}

#[rstest]
#[case::vault("$ vault kv get -field=x kv/a\nkestrel-Moon", "*")]
#[case::user("ada@a:~$ op read op://a/b\nkestrel-Moon", "*")]
#[case::decoded("$ kubectl get secret a -o json | base64 -d\nkestrel-Moon", "*")]
#[case::words("$ pass show a\nError: a is not there", "Error: a is not there")]
#[case::place("$ pass show a\n$KESTREL", "$KESTREL")]
#[case::short("$ pass show a\nabc", "abc")]
#[case::file("$ pass show a > b\nkestrel-Moon", "kestrel-Moon")]
#[case::sentence("Run pass show a\nkestrel-Moon", "kestrel-Moon")]
#[case::second_line("$ pass show a\nkestrel-Moon\nkestrel-Sun", "*\nkestrel-Sun")]
fn output_of_a_command_that_prints_a_secret_is_covered(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text).split_once('\n').map(|(_, rest)| rest), Some(expected));
}
