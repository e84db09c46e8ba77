//! Tests of sentences and labels that name a secret, and of their neighbors that do not.

use super::shown;
use rstest::rstest;

#[rstest]
#[case::equals("The token for it = ab12-cd34 at most", "The token for it = ab12-cd34 at most")]
#[case::other_name("Numéro provisoire : Bienvenue-4471", "Numéro provisoire : Bienvenue-4471")]
#[case::time_of_a_password("Passwort vorläufig: Hof-4471", "Passwort vorläufig: *")]
#[case::name_without_a_password("Token aktuell: 1928", "Token aktuell: 1928")]
#[case::word("Password for the user: adalovelace", "Password for the user: adalovelace")]
#[case::name_with_a_dash("Token for the job: my-job", "Token for the job: my-job")]
#[case::host("Password for the shop: shop-2.example.com", "Password for the shop: shop-2.example.com")]
#[case::two_words("Password for the door: shop-2 hall", "Password for the door: shop-2 hall")]
#[case::short("Password for the door: a-2", "Password for the door: a-2")]
#[case::digits("Password for the door: 80215", "Password for the door: *")]
fn label_with_a_phrase_reveals_only_a_secret(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}

#[rstest]
#[case::sentence("das neue WLAN Passwort\nLavande-38", "das neue WLAN Passwort\n*")]
#[case::heading("Das neue Passwort\nLavande-38", "Das neue Passwort\nLavande-38")]
#[case::program("if {a b c d passwort\nLavande-38", "if {a b c d passwort\nLavande-38")]
#[case::verb("ab heute ist das Passwort lautet\nLavande-38", "ab heute ist das Passwort lautet\n*")]
#[case::adjective_of_a_thing("die Version jetzt v12b9x läuft", "die Version jetzt v12b9x läuft")]
#[case::adjective_before_a_word("mot de passe habituel marche", "mot de passe habituel marche")]
#[case::quoted_phrase("le mot de passe « à changer » est", "le mot de passe « à changer » est")]
#[case::quoted_place("Der Ort „Hof-77“ liegt dort", "Der Ort „Hof-77“ liegt dort")]
#[case::quoted_pin("Meine PIN lautet „4711“", "Meine PIN lautet *")]
#[case::joined_word("パスワードは wiki に", "パスワードは wiki に")]
#[case::without_a_particle("パスワードv2024 に", "パスワードv2024 に")]
#[case::postal_code("Le code postal du lieu secret est le 25800.", "Le code postal du lieu secret est le 25800.")]
#[case::code_of_letters("Le code secret est le dernier.", "Le code secret est le dernier.")]
#[case::wireless_word("WLAN Büro, Schlüssel = beim Empfang", "WLAN Büro, Schlüssel = beim Empfang")]
#[case::list_of_codes("Die Notfallcodes lauten 8563-4302 und 7539-6109", "Die Notfallcodes lauten * und *")]
#[case::words_of_a_list("scratch codes for project are 8563-4302", "scratch codes for project are *")]
#[case::before_a_list("Am 2024-07 kamen die Notfallcodes 8563-4302", "Am 2024-07 kamen die Notfallcodes *")]
fn sentence_reveals_a_value_only_after_its_name(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}

#[rstest]
#[case::progress_without_an_address("password: Refreshing state... hunter2x", "password: *")]
#[case::entry_with_capitals("- secretKey: Zz9-aKq7", "- secretKey: *")]
#[case::header_value("x_header_value \"Zz9aKq7m2\"", "x_header_value \"*\"")]
#[case::plain_header_value("x_header_value \"plain-text\"", "x_header_value \"plain-text\"")]
#[case::unquoted_header_value("x_header_value Zz9aKq7m2", "x_header_value Zz9aKq7m2")]
#[case::page("the PIN page 2580", "the PIN page 2580")]
fn similar_line_is_judged_by_its_own_rule(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}
