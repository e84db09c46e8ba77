//! Pastes from mails, chats, logs, tables and pages, in several languages.
//!
//! `$S` is the state that was sent, `$O` another one, `$A` an address with the code `abc123xyz`.

use super::*;
use rstest::rstest;

const ADDRESS: &str = "http://127.0.0.1:8910/callback?code=abc123xyz&state=$S";
/// The same address with the code at the end (`$B`).
const CODE_LAST: &str = "http://127.0.0.1:8910/callback?state=$S&code=abc123xyz";

fn pasted(text: &str) -> String {
    summary(&read(&text.replace("$A", ADDRESS).replace("$B", CODE_LAST)))
}

#[rstest]
#[case::point("$B.")]
#[case::comma("$B,")]
#[case::parenthesis("($B)")]
#[case::open_parenthesis("$B)")]
#[case::bold("**$B**")]
#[case::open_bold("$B**")]
#[case::italics("_$B_")]
#[case::markdown("[the address]($B)")]
#[case::markdown_same("[$B]($B)")]
#[case::markdown_title("[here]($B \"Callback\")")]
#[case::reference("[1]: $B")]
#[case::angle("<$B>")]
#[case::quotes("\"$B\",")]
#[case::guillemets("« $B »")]
#[case::german_quotes("„$B“")]
#[case::japanese_quotes("「$B」")]
#[case::japanese_sentence("アドレスは$Bです。")]
#[case::japanese_point("$B。")]
#[case::chinese_sentence("地址：$B，谢谢")]
#[case::korean_sentence("주소는 $B 입니다")]
#[case::ellipsis("$B…")]
#[case::second_line("$B\nThanks")]
#[case::greeting("$B\n\nBest regards\nAda")]
#[case::signature("$B\n-- \nAda Lovelace\nhttps://ada.example.com")]
#[case::same_line("$B is where I ended")]
#[case::encoded_blank("$B%20")]
#[case::encoded_line_end("$B%0A")]
#[case::before("Here it is: $B")]
#[case::before_german("Hier ist sie: $B, viele Grüße")]
#[case::before_glued("URL:$B")]
#[case::arrow("=>$B")]
#[case::mail(
    "Hi,\n\nafter I clicked Allow the browser showed this:\n\n$B\n\nand then an error. What now?\n\nRegards\nAda"
)]
#[case::mail_german("Hallo,\n\nhier die Adresse:\n$B\n\nMit freundlichen Grüßen\nAda")]
#[case::mail_french("Bonjour,\n\nVoici l'adresse : $B.\n\nCordialement,\nAda")]
#[case::mail_spanish("Hola:\n\nLa dirección es $B\n\nSaludos")]
#[case::mail_russian("Привет!\n\nАдрес: $B\n\nСпасибо")]
#[case::quoted_mail("On Monday Ada wrote:\n> Here:\n> $B\n> Thanks\n")]
#[case::quoted_twice("> > $B\n> thanks")]
#[case::mail_and_quote("See below.\n$B\n\nOn Monday Ada wrote:\n> $B\n")]
#[case::slack("<$B>")]
#[case::slack_words("<$B|click here>")]
#[case::slack_address("<$B|127.0.0.1:8910/callback>")]
#[case::jira("[callback|$B]")]
#[case::jira_smart("[callback|$B|smart-link]")]
#[case::bbcode("[url=$B]text[/url]")]
#[case::html("<a href=\"$B\">here</a>")]
#[case::html_text("<p><a href='$B'>$B</a></p>")]
#[case::html_entities("<a href=\"http://127.0.0.1:8910/callback?state=$S&amp;code=abc123xyz\">x</a>")]
#[case::html_numbers("http://127.0.0.1:8910/callback?state=$S&#38;code=abc123xyz")]
#[case::html_escaped("&lt;a href=&quot;http://127.0.0.1:8910/callback?state=$S&amp;amp;code=abc123xyz&quot;&gt;")]
#[case::json("{\"url\":\"$B\"}")]
#[case::json_unicode("{\"url\":\"http:\\/\\/127.0.0.1:8910\\/callback?state=$S\\u0026code=abc123xyz\"}")]
#[case::json_line_ends("{\"body\":\"Hi\\n$B\\nBye\"}")]
#[case::json_twice("\"{\\\"url\\\":\\\"http://127.0.0.1:8910/callback?state=$S\\\\u0026code=abc123xyz\\\"}\"")]
#[case::shell(r"http://127.0.0.1:8910/callback\?state\=$S\&code\=abc123xyz")]
#[case::access_log(
    "127.0.0.1 - - [29/Nov/2026:16:00:00 +0000] \"GET /callback?state=$S&code=abc123xyz HTTP/1.1\" 404 153 \"-\" \"Mozilla/5.0 (X11; Linux x86_64)\""
)]
#[case::location("HTTP/1.1 302 Found\nLocation: $B\nContent-Length: 0")]
#[case::curl_verbose(
    "> GET /callback?state=$S&code=abc123xyz HTTP/1.1\n> Host: 127.0.0.1:8910\n> User-Agent: curl/8.5.0\n> Accept: */*\n* connect to 127.0.0.1 port 8910 failed: Connection refused"
)]
#[case::curl_location("< HTTP/2 302\n< location: $B\n< server: nginx")]
#[case::curl_error("curl: (7) Failed to connect\n$ curl '$B'")]
#[case::node_log("[16:00:01] INFO: callback received GET /callback?state=$S&code=abc123xyz 200 3ms")]
#[case::rails_log("Started GET \"/callback?state=$S&code=abc123xyz\" for ::1 at 2026-11-29")]
#[case::view_source("view-source:$B")]
#[case::no_scheme("127.0.0.1:8910/callback?state=$S&code=abc123xyz")]
#[case::half_scheme("//127.0.0.1:8910/callback?state=$S&code=abc123xyz")]
#[case::chrome_error("This site can’t be reached\n127.0.0.1 refused to connect.\n$B\nERR_CONNECTION_REFUSED")]
#[case::ticket("Ticket #4711\nStatus: open\nSteps: 1. log in 2. allow\nResult URL: $B\nPriority: high")]
#[case::table("date\turl\n2026-11-29\t$B")]
#[case::markdown_table("|$B|")]
#[case::fragment("http://127.0.0.1:8910/callback#state=$S&code=abc123xyz")]
#[case::color("\u{1b}[32m$B\u{1b}[0m")]
#[case::zero_width("http://127.0.0.1:8910/\u{200b}callback?state=$S\u{200b}&code=abc\u{ad}123xyz")]
#[case::wbr("http://127.0.0.1:8910/callback?state=$S<wbr>&amp;code=abc123<wbr>xyz")]
#[case::quoted_printable("<a href=3D\"http://127.0.0.1:8910/callback?state=3D$S&amp;code=3Dabc=\n123xyz\">")]
#[case::quoted_printable_plain("http://127.0.0.1:8910/callback?sta=\nte=3D$S&code=3Dabc123xyz=20\nThanks")]
#[case::mail_source(
    "Content-Type: text/plain; charset=\"utf-8\"\nContent-Transfer-Encoding: quoted-printable\n\nhttp://127.0.0.1:8910/callback?state=3D$S&code=3Dabc1=\r\n23xyz\r\n"
)]
#[case::safelinks(
    "https://eur01.safelinks.protection.outlook.com/?url=http%3A%2F%2F127.0.0.1%3A8910%2Fcallback%3Fstate%3D$S%26code%3Dabc123xyz&data=05%7C01%7C&sdata=x%3D&reserved=0"
)]
#[case::safelinks_mail(
    "https://nam02.safelinks.protection.outlook.com/?url=http%3A%2F%2F127.0.0.1%3A8910%2Fcallback%3Fstate%3D$S%26code%3Dabc123xyz&amp;data=05%7C01&amp;reserved=0"
)]
#[case::teams(
    "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url=http%3A%2F%2F127.0.0.1%3A8910%2Fcallback%3Fstate%3D$S%26code%3Dabc123xyz&locale=en-us"
)]
#[case::google(
    "https://www.google.com/url?q=http://127.0.0.1:8910/callback?state%3D$S%26code%3Dabc123xyz&sa=D&source=docs&ust=1"
)]
#[case::google_twice(
    "https://www.google.com/url?q=http%253A%252F%252F127.0.0.1%253A8910%252Fcallback%253Fstate%253D$S%2526code%253Dabc123xyz&sa=D"
)]
#[case::facebook(
    "https://l.facebook.com/l.php?u=http%3A%2F%2F127.0.0.1%3A8910%2Fcallback%3Fstate%3D$S%26code%3Dabc123xyz&h=AT0x"
)]
#[case::barracuda(
    "https://linkprotect.cudasvc.com/url?a=http%3a%2f%2f127.0.0.1%3a8910%2fcallback%3fstate%3d$S%26code%3dabc123xyz&c=E,1,x&typo=1"
)]
#[case::cisco(
    "https://secure-web.cisco.com/1abcDEF/http%3A%2F%2F127.0.0.1%3A8910%2Fcallback%3Fstate%3D$S%26code%3Dabc123xyz"
)]
#[case::proofpoint_1(
    "https://urldefense.proofpoint.com/v1/url?u=http://127.0.0.1:8910/callback?state%3D$S%26code%3Dabc123xyz&k=x"
)]
#[case::proofpoint_2(
    "https://urldefense.proofpoint.com/v2/url?u=http-3A__127.0.0.1-3A8910_callback-3Fstate-3D$S-26code-3Dabc123xyz&d=DwMFaQ&c=x&r=y&m=z&s=w&e="
)]
#[case::proofpoint_3("https://urldefense.com/v3/__http://127.0.0.1:8910/callback?state=$S&code=abc123xyz__;!!abc!xyz$")]
#[case::trend_micro(
    "https://ddec1-0-en-ctp.trendmicro.com/wis/clicktime/v1/query?url=http%3a%2f%2f127.0.0.1%3a8910%2fcallback%3fstate%3d$S%26code%3dabc123xyz&umid=x&auth=y"
)]
#[case::fireeye(
    "https://protect2.fireeye.com/v1/url?k=1&q=1&e=2&u=http%3A%2F%2F127.0.0.1%3A8910%2Fcallback%3Fstate%3D$S%26code%3Dabc123xyz"
)]
#[case::unencoded_wrapper("https://out.example.com/?to=http://127.0.0.1:8910/callback?state=$S&code=abc123xyz")]
#[case::encoded("http%3A%2F%2F127.0.0.1%3A8910%2Fcallback%3Fstate%3D$S%26code%3Dabc123xyz")]
#[case::encoded_twice("http%253A%252F%252F127.0.0.1%253A8910%252Fcallback%253Fstate%253D$S%2526code%253Dabc123xyz")]
#[case::with_the_link(
    "I opened https://signin.example.com/app/authorize?response_type=code&client_id=me&state=$S and came to $B"
)]
#[case::old_address_too("First: http://127.0.0.1:8910/callback?code=old&state=$O\nNow: $B")]
#[case::broken_in_state(
    "http://127.0.0.1:8910/callback?state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nAAAAAA&code=abc123xyz"
)]
#[case::broken_before_code("http://127.0.0.1:8910/callback?state=$S&\ncode=abc123xyz")]
#[case::broken_before_ampersand("http://127.0.0.1:8910/callback?state=$S\n&code=abc123xyz")]
#[case::broken_after_equals("http://127.0.0.1:8910/callback?state=$S&code=\nabc123xyz")]
#[case::broken_in_name("http://127.0.0.1:8910/callback?state=$S&co\n  de=abc123xyz")]
#[case::broken_quoted("> http://127.0.0.1:8910/callback?state=$S&\n> code=abc123xyz\n> bye")]
#[case::broken_in_path("http://127.0.0.1:8910/call\nback?state=$S&code=abc123xyz")]
#[case::cmd("start http://127.0.0.1:8910/callback?state=$S^&code=abc123xyz")]
#[case::power_shell("http://127.0.0.1:8910/callback?state=$S`&code=abc123xyz")]
#[case::whatsapp("[29.11.26, 16:00:01] Ada: $B")]
#[case::outlook("From: Ada <ada@x.example>\nTo: Bob\nSubject: Re: code\n\n$B\n\nAda")]
#[case::devtools("Request URL\n$B\nRequest Method\nGET\nStatus Code\n404 Not Found")]
#[case::fetch("fetch(\"$B\", {\"headers\": {\"accept\": \"*/*\"}});")]
#[case::python_log("DEBUG:urllib3:http://127.0.0.1:8910 \"GET /callback?state=$S&code=abc123xyz HTTP/1.1\" 404 None")]
#[case::repeated_in_fragment("http://127.0.0.1:8910/callback?state=$S&code=abc123xyz#state=$S")]
#[case::colon_after("$B: connection refused")]
#[case::yaml("url: $B\nok: false")]
#[case::toml("url = \"$B\"")]
#[case::latex("\\url{$B}")]
#[case::restructured("`here <$B>`_")]
#[case::asciidoc("$B[here]")]
#[case::sophos(
    "https://eu-west-1.protection.sophos.com/?d=0.1&u=aHR0cDovLzEyNy4wLjAuMTo4OTEwL2NhbGxiYWNrP3N0YXRlPUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUEmY29kZT1hYmMxMjN4eXo=&i=x"
)]
#[case::amazon(
    "https://x.r.us-east-1.awstrack.me/L0/http:%2F%2F127.0.0.1:8910%2Fcallback%3Fstate=$S%26code=abc123xyz/1/0100/x=1"
)]
fn address_is_found_in_any_text(#[case] text: &str) {
    assert_eq!(pasted(text), "abc123xyz|ok|");
}

#[rstest]
#[case::broken_in_code("http://127.0.0.1:8910/callback?code=abc1\n23xyz&state=$S", "abc123xyz|ok|")]
#[case::indented("http://127.0.0.1:8910/callback?code=abc1\n      23xyz&state=$S", "abc123xyz|ok|")]
#[case::blank_in_code("http://127.0.0.1:8910/callback?code=abc1 23xyz&state=$S", "abc123xyz|ok|")]
#[case::extra_kept("$A&realmId=9876", "abc123xyz|ok|realmId=9876")]
#[case::extra_and_sentence("Here: $A&realmId=9876. Thanks", "abc123xyz|ok|realmId=9876")]
#[case::extra_with_letters("http://x.example/cb?org=Müller&code=abc123xyz&state=$S", "abc123xyz|ok|org=Müller")]
#[case::json_extra("{\"code\":\"abc123xyz\",\"state\":\"$S\",\"realmId\":\"9876\"}", "abc123xyz|ok|realmId=9876")]
#[case::json_number("{\"code\":\"abc123xyz\",\"state\":\"$S\",\"org\":42}", "abc123xyz|ok|org=42")]
#[case::labeled_extra("code: abc123xyz\nstate: $S\nrealmId: 9876", "abc123xyz|ok|realmId=9876")]
#[case::marks_of_codes(
    "Here: http://x.example/cb?state=$S&code=4/0AbC-_~x=+a:b|c*d!e.f,",
    "4/0AbC-_~x=+a:b|c*d!e.f|ok|"
)]
#[case::code_ends_on_dash("http://x.example/cb?state=$S&code=abc-_", "abc-_|ok|")]
#[case::code_ends_on_padding("http://x.example/cb?state=$S&code=abc==\nThanks", "abc==|ok|")]
#[case::code_like_quoted_printable("http://x.example/cb?code=3Dabc&state=$S", "3Dabc|ok|")]
#[case::proofpoint_replaced(
    "https://urldefense.com/v3/__http://x.example/cb?state=$S&code=a*2Fb__;JQ!!abc!xyz$",
    "a/b|ok|"
)]
fn parts_of_a_paste_are_kept_or_joined_correctly(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(pasted(text), expected);
}

#[rstest]
#[case::hello("hello world", "unreadable")]
#[case::question("What is this? Is it a code?", "unreadable")]
#[case::german("Ich weiß nicht, was ich einfügen soll", "unreadable")]
#[case::japanese("何を貼り付ければいいですか", "unreadable")]
#[case::error("Error 404 Not Found", "unreadable")]
#[case::html("<b>abc</b>", "unreadable")]
#[case::status_code("status code: 404", "unreadable")]
#[case::the_link("https://signin.example.com/app/authorize?response_type=code&client_id=me&state=$S", "not yet")]
#[case::old_link("See https://signin.example.com/app/authorize?client_id=me&state=$O", "not yet")]
#[case::foreign("Hi,\nhttp://127.0.0.1:8910/callback?code=abc123xyz&state=$O\nBye", "foreign state")]
#[case::foreign_labels("code: abc123xyz\nstate: $O", "foreign state")]
#[case::foreign_json("{\"code\":\"abc123xyz\",\"state\":\"$O\"}", "foreign state")]
#[case::untied("Here: http://127.0.0.1:8910/callback?code=abc123xyz", "untied state")]
#[case::opaque_wrapper("https://protect-eu.mimecast.com/s/Abc123?domain=127.0.0.1", "no code: domain")]
#[case::refusal(
    "Hi, I got http://127.0.0.1:8910/callback?error=access_denied&error_description=No%20thanks&state=$S.",
    "no: access_denied|ok|No thanks"
)]
#[case::refusal_json(
    "{\"error\":\"access_denied\",\"error_description\":\"The user said no\",\"state\":\"$S\"}",
    "no: access_denied|ok|The user said no"
)]
#[case::refusal_labels(
    "error: access_denied\nerror_description: The user said no\nstate: $S",
    "no: access_denied|ok|The user said no"
)]
#[case::bare_label("Code: abc123xyz", "abc123xyz|none|")]
#[case::bare_sentence("Your code is abc123xyz.", "abc123xyz|none|")]
#[case::bare_german("Der Code lautet abc123xyz", "abc123xyz|none|")]
#[case::bare_japanese("コードは abc123xyz です", "abc123xyz|none|")]
#[case::two_words_in_two_lines("ab\n  cd", "unreadable")]
fn text_that_is_no_usable_answer_is_classified(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(pasted(text), expected);
}

#[rstest]
#[case::two_addresses("$A\nhttp://127.0.0.1:8910/callback?code=other&state=$S")]
#[case::one_parameter_twice("http://127.0.0.1:8910/callback?code=abc123xyz&code=other&state=$S")]
#[case::two_codes("code: abc123xyz\nstate: $S\n\ncode: other\nstate: $S")]
#[case::two_bare_codes("code: abc123xyz\ncode: other7")]
fn two_answers_in_one_paste_are_several(#[case] text: &str) {
    assert_eq!(pasted(text), "several: 2");
}
