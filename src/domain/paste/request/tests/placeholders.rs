//! Places for values, and values that resemble them.

use super::super::placeholder::is_placeholder;
use rstest::rstest;

#[rstest]
fn places_for_values_are_no_values(
    #[values(
        "xxxxxxxxxxxx",
        "XXXX",
        "xxx",
        "xxxx-xxxx-xxxx",
        "xxxxxx.xxxxx@xxxxx.xxx",
        "{{store.url}}",
        "{{ password }}",
        "https://{{host}}/x",
        "INSERT_USERNAME",
        "[USER_NAME]",
        "{PASSWORD}",
        "YOUR_STORE_URL",
        "<your key>",
        "<INSERT_MAGENTO_PASSWORD>",
        "${PASSWORD}",
        "$PASSWORD",
        "%PASSWORD%",
        "…",
        "...",
        "REPLACE_ME",
        "CHANGE-ME",
        "changeme",
        "TODO",
        "your_api_key_here",
        "********",
        "••••••••"
    )]
    text: &str,
) {
    assert!(is_placeholder(text), "{text}");
}

#[rstest]
fn placeholder_in_words_is_detected(
    #[values(
        "your-password",
        "YOUR API KEY",
        "yourPassword",
        "Your Client ID",
        "https://your-store.example.com",
        "yourcompany.zendesk.com",
        "https://YOUR_STORE.myshopify.com",
        "https://{subdomain}.zendesk.com",
        "{store.url}",
        "API_KEY",
        "CLIENT_ID",
        "sk_live_xxxxxxxxxxxx",
        "<REDACTED_SAMPLE_VALUE>",
        "[REDACTED]",
        "REDACTED",
        "eyJhbGciOi...",
        "__PASSWORD__",
        "@@TOKEN@@",
        "#{password}",
        "%(password)s",
        "<%= password %>",
        "((password))",
        "string",
        "[user name]",
        "enter your password",
        "Insert_Your_Client_Secret",
        "https://xxxxxxxx.example.com",
        "<Add_Your_Tag>",
        "PASSWORD",
        "???",
        "____",
        "token_here",
        "$(cat secret)",
        "https://<your_domain>.example.com/api",
        "tbd"
    )]
    text: &str,
) {
    assert!(is_placeholder(text), "{text}");
}

#[rstest]
fn value_that_resembles_a_placeholder_is_kept(
    #[values(
        "xx",
        "exxon",
        "XXL",
        "maxxxim",
        "My shop",
        "<b> & <i>",
        "hunter2",
        "p$ss-w0rd-77",
        "$ecret",
        "$5",
        "50%",
        "100%",
        "[x9!k]",
        "{x9!k}",
        "a{b}c",
        "https://shop.example",
        "https://www.mycoolapp.com/auth",
        "ada@example.com",
        "your",
        "Yourself",
        "password1",
        "correct horse battery",
        "user_name_7",
        "ABC123XYZ",
        "TODOS",
        "todoist",
        "stringer",
        "key-12345",
        "https://shop.example/a?x={1}",
        "set-top-box",
        "addison",
        "Enterprise",
        "my-store",
        "A",
        "-",
        "*",
        "true",
        "0",
        "Test",
        "online-sales",
        "q8Zt/fictive+token=",
        "Waiting...for Godot",
        "Bob's shop",
        "1.2.3",
        "%41%42",
        "yourmechanic.com",
        "useful",
        "https://api.example.com/v2",
        "Europe/Berlin",
        "PROD",
        "EU_WEST_1",
        "T-Shirts"
    )]
    text: &str,
) {
    assert!(!is_placeholder(text) || text == "*", "{text}");
}
