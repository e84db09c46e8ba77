//! Complete pastes from mails, chats, logs, tickets, address bars and scanners, each with another kind of code.
//!
//! `$S` is the state that was sent, `$O` another one.

use super::*;
use rstest::rstest;

#[rstest]
#[case::address_bar_google(
    "127.0.0.1:8910/callback?state=$S&code=4/0AVMBsJh_7Qk-2wxZ&scope=https://www.googleapis.com/auth/drive",
    "4/0AVMBsJh_7Qk-2wxZ"
)]
#[case::address_bar_salesforce("http://127.0.0.1:8910/callback?code=aPrxK9.qW_2Lm3%3D%3D&state=$S", "aPrxK9.qW_2Lm3==")]
#[case::chrome_error_page(
    "This site can't be reached\n127.0.0.1 refused to connect.\nTry:\nChecking the connection\nERR_CONNECTION_REFUSED\nhttp://127.0.0.1:8910/callback?code=0.AXoAq1w2&state=$S&session_state=77aa",
    "0.AXoAq1w2"
)]
#[case::firefox_error_german(
    "Fehler: Verbindung fehlgeschlagen\n\nFirefox kann keine Verbindung zu dem Server unter 127.0.0.1:8910 aufbauen.\n\nAdresse: http://127.0.0.1:8910/callback?code=kX9_pq7&state=$S",
    "kX9_pq7"
)]
#[case::mail_dutch(
    "Hoi Bram,\n\nNa het inloggen kwam ik hier terecht:\n<http://127.0.0.1:8910/callback?code=bram-77aZ&state=$S>\n\nMet vriendelijke groet,\nSanne",
    "bram-77aZ"
)]
#[case::mail_polish(
    "Cześć, po zalogowaniu widzę tylko błąd. Adres to: http://127.0.0.1:8910/callback?state=$S&code=Wq81zzT.\nPozdrawiam",
    "Wq81zzT"
)]
#[case::mail_turkish(
    "Merhaba, adres çubuğunda şu yazıyor: http://127.0.0.1:8910/callback?code=tr55Abc&state=$S, teşekkürler",
    "tr55Abc"
)]
#[case::mail_arabic("مرحبا، هذا هو العنوان: http://127.0.0.1:8910/callback?state=$S&code=ar77Xyz، شكرا", "ar77Xyz")]
#[case::mail_hindi("नमस्ते, यह पता है: http://127.0.0.1:8910/callback?state=$S&code=hi88Klm। धन्यवाद", "hi88Klm")]
#[case::mail_italian(
    "Ciao,\necco l'indirizzo «http://127.0.0.1:8910/callback?state=$S&code=it42Rst»\nA presto",
    "it42Rst"
)]
#[case::mail_portuguese(
    "Bom dia! Segue o endereço completo (http://127.0.0.1:8910/callback?state=$S&code=pt12Uvw). Obrigado!",
    "pt12Uvw"
)]
#[case::outlook_quoted(
    "-----Original Message-----\nFrom: Ada <ada@example.com>\nSent: Monday, 3 March 2025 10:14\nTo: Ops\nSubject: RE: consent\n\n| http://127.0.0.1:8910/callback?code=out-99Q&state=$S\n| \n| Ada",
    "out-99Q"
)]
#[case::mail_soft_wrapped(
    "> http://127.0.0.1:8910/callback?code=wrap1234567890abcdefghij&\n> state=$S\n> Greetings\n",
    "wrap1234567890abcdefghij"
)]
#[case::quoted_printable("http://127.0.0.1:8910/callback?code=3Dqp77abc&state=3D$S", "qp77abc")]
#[case::safelinks(
    "https://eur03.safelinks.protection.outlook.com/?url=http%3A%2F%2F127.0.0.1%3A8910%2Fcallback%3Fcode%3DsafeL1nk%26state%3D$S&data=05%7C02%7Cada%40example.com%7C0&sdata=Zm9v%3D&reserved=0",
    "safeL1nk"
)]
#[case::urldefense_v3(
    "https://urldefense.com/v3/__http://127.0.0.1:8910/callback?code=udef3x&state=$S__;!!Abc!xyz$",
    "udef3x"
)]
#[case::google_redirect(
    "https://www.google.com/url?q=http://127.0.0.1:8910/callback%3Fcode%3DgRed77%26state%3D$S&sa=D&source=hangouts&ust=171",
    "gRed77"
)]
#[case::slack_export(
    "ada  10:42 AM\nhere you go `http://127.0.0.1:8910/callback?code=slk_22&state=$S` :+1:\nbob  10:43 AM\nthx",
    "slk_22"
)]
#[case::teams_chat(
    "[10:42] Ada Lovelace\nhttp://127.0.0.1:8910/callback?code=tms.33&state=$S\n[10:43] Bob\n👍",
    "tms.33"
)]
#[case::whatsapp(
    "[03.03.25, 10:42:11] Ada: http://127.0.0.1:8910/callback?code=wha-44&state=$S\n[03.03.25, 10:42:30] Ada: geht das so?",
    "wha-44"
)]
#[case::jira_ticket(
    "h3. Steps\n# open the page\n# [http://127.0.0.1:8910/callback?code=jira55&state=$S|smart-link]\n*Expected*: it works",
    "jira55"
)]
#[case::github_issue(
    "### Actual\n\n```\nhttp://127.0.0.1:8910/callback?code=gh66&state=$S\n```\n\nVersion 1.2.0",
    "gh66"
)]
#[case::access_log(
    "127.0.0.1 - - [03/Mar/2025:10:42:11 +0100] \"GET /callback?code=log77&state=$S HTTP/1.1\" 404 153 \"-\" \"Mozilla/5.0 (X11; Linux x86_64)\"",
    "log77"
)]
#[case::rails_log(
    "Started GET \"/callback?code=rail88&state=$S\" for 127.0.0.1 at 2025-03-03 10:42:11 +0000\n  Parameters: {\"code\"=>\"rail88\", \"state\"=>\"$S\"}",
    "rail88"
)]
#[case::location_header(
    "HTTP/2 302 \r\ndate: Mon, 03 Mar 2025 10:42:11 GMT\r\nlocation: http://127.0.0.1:8910/callback?code=loc99&state=$S\r\ncontent-length: 0\r\n",
    "loc99"
)]
#[case::har_entry(
    "\"queryString\": [\n  {\"name\": \"code\", \"value\": \"har10\"},\n  {\"name\": \"state\", \"value\": \"$S\"}\n],",
    "har10"
)]
#[case::devtools_payload("Query String Parameters\nview source\nview decoded\ncode: dev11\nstate: $S\n", "dev11")]
#[case::curl_line("curl -v 'http://127.0.0.1:8910/callback?code=crl12&state=$S' -H 'Accept: */*'", "crl12")]
#[case::html_source(
    "<a class=\"btn\" href=\"http://127.0.0.1:8910/callback?code=htm13&amp;state=$S\">Continue</a>",
    "htm13"
)]
#[case::address_bar_query_last("localhost:8910/callback?code=qr15&state=$S&iss=https://signin.example.com", "qr15")]
#[case::chat_without_scheme(
    "it says 127.0.0.1:8910/callback?code=qr16&state=$S&scope=https://www.googleapis.com/auth/drive, right?",
    "qr16"
)]
#[case::fragment_without_scheme("127.0.0.1:8910/callback#code=qr17&state=$S&iss=https://a.example", "qr17")]
#[case::python_two("{u'code': [u'py18'], u'state': [u'$S']}", "py18")]
#[case::python_bytes("{b'code': b'py19', b'state': b'$S'}", "py19")]
#[case::ruby_list("params = {:code=>[\"rb20\"], :state=>[\"$S\"]}", "rb20")]
#[case::rails_parameters("  Parameters: {\"code\"=>\"rp25\", \"state\"=>\"$S\"}", "rp25")]
#[case::python_assigned("args = {'state': '$S', 'code': 'pa26'}", "pa26")]
#[case::php_array("Array\n(\n    [code] => ph21\n    [state] => $S\n)", "ph21")]
#[case::go_values("map[code:[go22x] state:[$S]]", "go22x")]
#[case::underscore_first("code: _un23Abc\nstate: $S", "_un23Abc")]
#[case::italics("code: _un24Abc_\nstate: $S", "un24Abc")]
#[case::python_print("{'code': ['py14'], 'state': ['$S']}", "py14")]
fn answer_in_everyday_paste_is_found(#[case] text: &str, #[case] code: &str) {
    let reading = summary(&read(text));
    assert!(reading.starts_with(&format!("{code}|ok|")), "{reading}");
}

#[rstest]
#[case::wish("Can you send me the address again please? I closed the tab.")]
#[case::wish_german("Ich habe auf Zulassen geklickt, aber es passiert nichts. Was nun?")]
#[case::stack_trace(
    "Exception in thread \"main\" java.net.ConnectException: Connection refused\n\tat java.base/sun.nio.ch.Net.connect0(Native Method)\n\tat com.example.Main.main(Main.java:12)"
)]
#[case::error_page("This site can't be reached\n127.0.0.1 refused to connect.\nERR_CONNECTION_REFUSED")]
#[case::other_page("See https://help.example.com/articles/12?lang=en&section=oauth for the steps.")]
fn text_without_answer_gives_no_grant(#[case] text: &str) {
    let reading = summary(&read(text));
    let is_named = ["foreign", "untied", "lacks", "no code", "not yet", "unreadable", "empty"];
    assert!(is_named.iter().any(|name| reading.starts_with(name)), "{reading}");
    assert!(!reading.contains("another"), "{reading}");
}

#[rstest]
#[case::two_tries(
    "first try: http://127.0.0.1:8910/callback?code=one111&state=$S\nsecond try: http://127.0.0.1:8910/callback?code=two222&state=$S"
)]
#[case::mail_with_quote(
    "Sorry, this one: http://127.0.0.1:8910/callback?code=new333&state=$S\n\nOn Monday Ada wrote:\n> http://127.0.0.1:8910/callback?code=old444&state=$S\n"
)]
#[case::log("10:41:02 GET /callback?code=log555&state=$S 404\n10:42:11 GET /callback?code=log666&state=$S 404")]
#[case::markdown_list(
    "- http://127.0.0.1:8910/callback?code=md777&state=$S\n- http://127.0.0.1:8910/callback?code=md888&state=$S"
)]
#[case::json_list("[{\"code\":\"js999\",\"state\":\"$S\"},{\"code\":\"js000\",\"state\":\"$S\"}]")]
fn two_answers_are_offered_for_selection(#[case] text: &str) {
    assert_eq!(summary(&read(text)), "several: 2");
}

/// A mail or a terminal breaks an address at any column: in a name, in an escape, within an address that is a value.
#[rstest]
fn address_with_addresses_inside_is_joined_at_any_width(
    #[values(44, 50, 57, 60, 63, 66, 69, 70, 72, 74, 76, 78, 80)] width: usize,
    #[values("", "> ", "    ")] prefix: &str,
    #[values(
        "http://127.0.0.1:8910/callback?state=$S&iss=https://accounts.example.com&code=4/0AhE3U977ujLz09VhTPyDT2qFwSXaweyXrW84mQKmYUzI6&scope=https://www.example.com/auth/drive%20https://www.example.com/auth/userinfo.email&authuser=0&prompt=consent",
        "http://127.0.0.1:8910/callback?scope=https://www.example.com/auth/drive+https://www.example.com/auth/mail&code=4/0AhE3U977ujLz09VhTPyDT2qFwSXaweyXrW84mQKmYUzI6&instance_url=https://eu1.example.com&state=$S"
    )]
    address: &str,
) {
    let characters: Vec<char> = address.replace("$S", STATE).chars().collect();
    let lines: Vec<String> =
        characters.chunks(width).map(|line| format!("{prefix}{}", line.iter().collect::<String>())).collect();
    let mail = format!("{prefix}Hello,\n{prefix}\n{}\n{prefix}\n{prefix}Does that help?\n", lines.join("\n"));
    let reading = summary(&read(&mail));
    assert!(reading.starts_with("4/0AhE3U977ujLz09VhTPyDT2qFwSXaweyXrW84mQKmYUzI6|ok|"), "{reading}\n{mail}");
}

/// The words of a link in a chat repeat its address, complete or cut off.
#[rstest]
#[case::without_scheme("127.0.0.1:8910/callback?state=$S&amp;code=abc123xyz")]
#[case::with_scheme("http://127.0.0.1:8910/callback?state=$S&amp;code=abc123xyz")]
#[case::fragment("127.0.0.1:8910/callback#state=$S&amp;code=abc123xyz")]
#[case::cut_off("127.0.0.1:8910/callback?state=AAAA…&amp;code=abc1…")]
#[case::host("127.0.0.1:8910")]
#[case::query_in_words("see ?a=b&amp;c=d")]
fn words_of_a_chat_link_do_not_belong_to_the_code(#[case] words: &str) {
    let text = format!("shows <http://127.0.0.1:8910/callback?state=$S&amp;code=abc123xyz|{words}> and \"unable\"");
    assert_eq!(summary(&read(&text)), "abc123xyz|ok|");
}

/// Codes that begin like an escape of quoted-printable.
#[rstest]
#[case::equals_sign("https://www.mycoolapp.com/auth?code=3Dabc&state=$S", "3Dabc|ok|")]
#[case::no_break_space("https://www.mycoolapp.com/auth?code=A0abc&state=$S", "A0abc|ok|")]
#[case::both("https://www.mycoolapp.com/auth?a=A0A&code=3Dabc&state=$S", "3Dabc|ok|a=A0A")]
#[case::quoted("> https://www.mycoolapp.com/auth?a=A0A&code=3Dabc&state=$S", "3Dabc|ok|a=A0A")]
#[case::bare("?code=3Dabc&state=$S", "3Dabc|ok|")]
#[case::state_first("https://www.mycoolapp.com/auth?state=$S&code=3Dabc", "3Dabc|ok|")]
fn code_that_looks_like_an_escape_is_not_decoded(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(summary(&read(text)), expected);
}
