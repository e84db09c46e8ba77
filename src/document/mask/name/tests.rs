use super::*;
use rstest::rstest;

#[rstest]
#[case::dotted("token oauth.user.token oauth.user.refresh_token api.key session.id event.notification.signature.key")]
#[case::camel("accessToken userPassword sessionId clientSecret apiKey APIKey APIkey dbPassword tokenValue secretId")]
#[case::snake("refresh_token API_KEY private_key client_secret aws.secret.access.key DB_PASS smtp_pw id_token")]
#[case::header("Authorization X-API-Token X-Api-Key Set-Cookie Proxy-Authorization wsse:Password BinarySecurityToken")]
#[case::joined("apikey authtoken dbpassword accesstoken requirepass pgpassword sharedkey password2")]
#[case::languages("Passwort Kennwort contraseña senha wachtwoord пароль 密码 API-Schlüssel")]
fn secret_name_is_recognized(#[case] names: &str) {
    for name in names.split_whitespace() {
        assert!(is_secret_name(name), "{name}");
    }
}

#[rstest]
#[case::labels(&["API Key", "CE Org Secret", "Wiki API Key", "Base64 Encoded JKS", "Mot de passe", "Clé API", "Access key"])]
fn secret_label_is_recognized(#[case] labels: &[&str]) {
    for label in labels {
        assert!(is_secret_name(label), "{label}");
    }
}

#[rstest]
#[case::about(
    "oauth.token.url oauth.authorization.url token_type authentication.type expires_in tokenUrl tokenurl keyId"
)]
#[case::others("key id hub secretary tokenizer passport passenger compass monkey keyboard author authority cache_key")]
#[case::switches("hasPassword forgotPassword isTokenValid password_policy passwordChangedAt secretKeyRef secretName")]
#[case::paging("nextPageToken max_tokens prompt_tokens continuation_token publicKey primaryKey public_key account_sid")]
fn plain_name_is_recognized(#[case] names: &str) {
    for name in names.split_whitespace() {
        assert!(!is_secret_name(name), "{name}");
    }
}

#[rstest]
#[case::label("org", "CE Org Secret", "", "TEXTFIELD_128", true)]
#[case::token_id("a", "Token ID", "", "TEXTFIELD_128", true)]
#[case::token_key("tokenId", "Token", "", "TEXTFIELD_128", true)]
#[case::label_over_key("username", "Wiki API Key", "", "TEXTFIELD_128", true)]
#[case::bare_key("key", "Key", "", "TEXTFIELD_128", true)]
#[case::key("base64.encoded.jks", "File", "", "TEXTAREA", true)]
#[case::kind("x", "X", "", "PASSWORD", true)]
#[case::description("custom1", "Value 1", "Your API token from the profile page", "TEXTFIELD_32", true)]
#[case::clause("custom1", "Value 1", "The page to which the API token belongs", "TEXTFIELD_32", false)]
#[case::user("username", "User name", "The user name that goes with your password", "TEXTFIELD_32", false)]
#[case::site("site.id", "Site ID", "API key of the site", "TEXTFIELD_32", false)]
fn field_is_judged_by_key_label_description_and_type(
    #[case] key: &str,
    #[case] label: &str,
    #[case] description: &str,
    #[case] kind: &str,
    #[case] secret: bool,
) {
    assert_eq!(is_secret_field(key, label, description, kind), secret);
}

#[rstest]
#[case::vendor("mapbox_key", "c7c4c2b7cdd95c9e0b1f3e33a1a406b6", true)]
#[case::uuid("heroku_key", "299ea61e-2fbf-4ede-8b4c-69f36b92cb94", true)]
#[case::variable("MAILGUN_KEY", "lam-mg", true)]
#[case::word("mapbox_key", "primary", false)]
#[case::table("sort_key", "c7c4c2b7cdd95c9e0b1f3e33a1a406b6", false)]
#[case::project("projectKey", "c7c4c2b7cdd95c9e0b1f3e33a1a406b6", false)]
#[case::header("TOKEN_HEADER", "X-Auth-Token", false)]
#[case::class("AIRFLOW__SECRETS__BACKEND", "airflow.providers.vault.VaultBackend", false)]
#[case::fingerprint("ssh_key", "SHA256:hr3n1jn4MJQSs0L67IHqo6FPN6yziV5VGtI1vyveIpQ", false)]
fn name_and_value_are_judged_together(#[case] name: &str, #[case] text: &str, #[case] hidden: bool) {
    assert_eq!(hides(name, text), hidden);
}
