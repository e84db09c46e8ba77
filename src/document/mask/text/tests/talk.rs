//! Tests of passwords in mails, chats and tickets, and of words that only look like them.

use super::shown;
use rstest::rstest;

#[rstest]
#[case::next_line("a senha expirou\ncoloca Jabuticaba@2025 que todo mundo usa", "coloca * que todo mundo usa")]
#[case::joined("le mdp de la base ?\nessaie delorme_Cave1998 avec", "essaie * avec")]
#[case::with_a_mark("the password again?\nKestrel#52!", "*")]
#[case::other_talk("the release again?\nKestrel#52", "Kestrel#52")]
#[case::small("the password again?\nkestrel#52", "kestrel#52")]
#[case::ticket("the password again?\nIssue#5", "Issue#5")]
#[case::year("the password again?\nRelease2024", "Release2024")]
#[case::number("the password again?\nKestrel#5200000", "Kestrel#5200000")]
#[case::constant("the password again?\nMAX_RETRIES10", "MAX_RETRIES10")]
#[case::short("the password again?\nAbc#52", "Abc#52")]
#[case::program("the password again?\nx = Kestrel#52;", "x = Kestrel#52;")]
#[case::much_later("the password again?\n1\n2\n3\n4\nKestrel#52", "1\n2\n3\n4\nKestrel#52")]
#[case::a_little_later("the password again?\n1\n2\n3\nKestrel#52", "1\n2\n3\n*")]
fn word_with_a_number_is_covered_after_a_password_was_mentioned(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text).split_once('\n').map(|(_, rest)| rest), Some(expected));
}

#[rstest]
#[case::disorder("senha xmXXSxtzSgW", "senha *")]
#[case::product("password PostgreSQL", "password PostgreSQL")]
#[case::class("password MyCamelCaseWord", "password MyCamelCaseWord")]
#[case::abbreviations("password iOSAppURLs", "password iOSAppURLs")]
#[case::french("Son mot de passe est Tournesol-1987 et", "Son mot de passe est * et")]
#[case::other_french("Son mot de code est Tournesol-1987 et", "Son mot de code est Tournesol-1987 et")]
#[case::pin("le code PIN de la clé USB 48213.", "le code PIN de la clé USB *.")]
#[case::pin_without_a_link("PIN changed at counter USB 48213", "PIN changed at counter USB 48213")]
#[case::pin_and_words("PIN for the door USB4821 48213", "PIN for the door USB4821 48213")]
#[case::long_pin("PIN for the door of 482134821", "PIN for the door of 482134821")]
#[case::api("con la clave de API rv-a9f0a7edd56cb752", "con la clave de API *")]
#[case::api_with_a_verb("La clave de API de Holded es 5c0e91b7fd24a683;", "La clave de API de Holded es *;")]
#[case::guide("la guía de API rv-a9f0a7edd56cb752", "la guía de API rv-a9f0a7edd56cb752")]
#[case::api_in_japanese("APIキー: wms-iaixmvrrv92n", "APIキー: *")]
#[case::by_phone(
    "enviado una contraseña nueva por teléfono: Rioja.2025.tinto",
    "enviado una contraseña nueva por teléfono: *"
)]
#[case::ticket("we have the password reset ticket: INC48817a", "we have the password reset ticket: INC48817a")]
#[case::remark("Contraseña de la red: aceituna2019 (solo para el TPV).", "Contraseña de la red: * (solo para el TPV).")]
#[case::ampersand("user : ada / mot de passe : Lavande&Miel31", "user : ada / mot de passe : *")]
#[case::query("see token: x9y8&page=2 there", "see token: *&page=2 there")]
fn sentence_reveals_a_password_by_its_shape(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}

#[rstest]
#[case::quoted("Entrar en el portal con `ada` / `AaBbgMRMqulZ`", "Entrar en el portal con `ada` / `*`")]
#[case::last_word("# web login ada / Maribor#2019", "# web login ada / *")]
#[case::labeled("Access: ada / x9!", "Access: ada / *")]
#[case::verb("The login is ada / x9!", "The login is ada / *")]
#[case::folders("Entrar con `src` / `tests`", "Entrar con `src` / `tests`")]
#[case::words("user accounts / OAuth2 tokens", "user accounts / OAuth2 tokens")]
#[case::other_label("Ratio of ada / x9aaaa", "Ratio of ada / x9aaaa")]
#[case::rate("login rate / 100ms", "login rate / 100ms")]
fn password_after_a_user_is_covered(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}

#[rstest]
#[case::directive("remote_password labor", "remote_password *")]
#[case::sentence("the password labor", "the password labor")]
#[case::type_of_a_column("remote_password string", "remote_password string")]
#[case::router("username ada privilege 1 password 0 lesen", "username ada privilege 1 password 0 *")]
#[case::dial_up("ppp chap password 0 lesen", "ppp chap password 0 *")]
#[case::sentence_with_a_number("try the password 5 times", "try the password 5 times")]
#[case::header("acl known req.hdr(X-Internal-Token) -m str 67638fec", "acl known req.hdr(X-Internal-Token) -m str *")]
#[case::header_is_there("acl known req.hdr(X-Internal-Token) -m found", "acl known req.hdr(X-Internal-Token) -m found")]
#[case::other_header("acl known req.hdr(X-Tenant) -m str 67638fec", "acl known req.hdr(X-Tenant) -m str 67638fec")]
#[case::vault_of_azure(
    "password: @Microsoft.KeyVault(SecretUri=https://a.example/secrets/b)",
    "password: @Microsoft.KeyVault(SecretUri=https://a.example/secrets/b)"
)]
#[case::asked(
    "define('NONCE_KEY', 'put your unique phrase here');",
    "define('NONCE_KEY', 'put your unique phrase here');"
)]
#[case::phrase("define('NONCE_KEY', 'spaced phrase here');", "define('NONCE_KEY', '*');")]
#[case::cmdlet("$sqlPw = Get-Secret -Vault Ops -Name sql", "$sqlPw = Get-Secret -Vault Ops -Name sql")]
#[case::file_first(
    "keystore: as2.p12, alias a-sign, store password tljO9fNO",
    "keystore: as2.p12, alias a-sign, store password *"
)]
#[case::note("| Secreto | ver bóveda, `kv/rivera/prod` |", "| Secreto | ver bóveda, `kv/rivera/prod` |")]
#[case::row("Hardware keys:\n  YubiKey  serial 18  PIN 830264", "Hardware keys:\n  YubiKey  serial 18  PIN *")]
#[case::copy("rsync -a ada@a.example:/srv .", "rsync -a ada@a.example:/srv .")]
#[case::user_with_an_address("curl -u ada@a.example:srv9 x", "curl -u ada@a.example:* x")]
#[case::public_key("Clave SSH:\n  `ssh-ed25519 AAAAC3Nza`", "Clave SSH:\n  `ssh-ed25519 AAAAC3Nza`")]
fn configuration_is_judged_by_its_grammar(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}
