//! Values of proxy variables. Cases without a remark behave as in curl 7.88.

use super::*;
use ProxyError::{Blank, Brackets, Control, Delimiter, Port, Quoted, Scheme};
use rstest::rstest;
use std::{collections::BTreeMap, ffi::OsString};
use url::Url;

/// Returns the proxy's address without credentials.
fn address(value: &str) -> Result<String, ProxyError> {
    Proxy::parse(value).map(|proxy| format!("{}://{proxy}", proxy.scheme))
}

/// Returns the decoded credentials of a proxy at `h:1`.
fn credentials(value: &str) -> Option<Vec<u8>> {
    let proxy = Proxy::parse(value).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(proxy.to_string(), "h:1");
    let header = proxy.authorization?.to_str().expect("text").to_owned();
    let encoded = header.strip_prefix("Basic ").expect("Basic");
    Some(BASE64_STANDARD.decode(encoded).expect("base64"))
}

#[rstest]
#[case::no_scheme("proxy.example:3128", "http://proxy.example:3128")]
#[case::http("http://proxy.example:3128", "http://proxy.example:3128")]
#[case::https("https://proxy.example:8443", "https://proxy.example:8443")]
#[case::capitals("HTTP://PROXY.example:3128", "http://proxy.example:3128")]
#[case::no_port("http://proxy.example", "http://proxy.example:1080")]
#[case::no_port_no_scheme("proxy.example", "http://proxy.example:1080")]
#[case::no_port_https("https://proxy.example", "https://proxy.example:443")]
#[case::empty_port("http://proxy.example:", "http://proxy.example:1080")]
#[case::port_80("http://proxy.example:80", "http://proxy.example:80")]
#[case::slash("http://proxy.example:3128/", "http://proxy.example:3128")]
#[case::path_and_query("http://proxy.example:3128/a?b=1#c", "http://proxy.example:3128")]
#[case::one_slash("http:/proxy.example:3128", "http://proxy.example:3128")]
#[case::three_slashes("http:///proxy.example:3128", "http://proxy.example:3128")]
#[case::ip("10.0.0.5:8080", "http://10.0.0.5:8080")]
#[case::short_ip("http://127.1:8080", "http://127.0.0.1:8080")]
#[case::ip_as_number("http://2130706433:8080", "http://127.0.0.1:8080")]
#[case::ipv6("http://[2001:db8::1]:3128", "http://[2001:db8::1]:3128")]
#[case::ipv6_no_port("[2001:db8::1]", "http://[2001:db8::1]:1080")]
#[case::umlaut("http://bücher.example:9", "http://xn--bcher-kva.example:9")]
#[case::percent_in_host("http://%70roxy.example:9", "http://proxy.example:9")]
#[case::underscore("http://my_proxy.example:9", "http://my_proxy.example:9")]
#[case::trailing_dot("http://proxy.example.:9", "http://proxy.example.:9")]
#[case::one_word("proxy", "http://proxy:1080")]
// curl refuses those with blanks around them.
#[case::blank_before(" http://proxy.example:3128", "http://proxy.example:3128")]
#[case::blank_behind("http://proxy.example:3128 ", "http://proxy.example:3128")]
#[case::carriage_return("http://proxy.example:3128\r", "http://proxy.example:3128")]
#[case::line_end("http://proxy.example:3128\r\n", "http://proxy.example:3128")]
#[case::tabs("\tproxy.example:3128\t", "http://proxy.example:3128")]
fn address_is_parsed(#[case] value: &str, #[case] expected: &str) {
    assert_eq!(address(value).as_deref(), Ok(expected));
}

#[rstest]
#[case::blanks("  ", Blank)]
#[case::line_end_alone("\r\n", Blank)]
#[case::socks4("socks4://proxy.example:1080", Scheme)]
#[case::socks4a("socks4a://proxy.example:1080", Scheme)]
#[case::socks5("socks5://proxy.example:1080", Scheme)]
#[case::socks5h("SOCKS5H://proxy.example:1080", Scheme)]
#[case::socks("socks://me:pw@proxy.example", Scheme)]
#[case::ftp("ftp://proxy.example", Scheme)]
#[case::direct("direct://", Scheme)]
#[case::script("pac+https://proxy.example/proxy.pac", Scheme)]
#[case::quotes("\"http://proxy.example:3128\"", Quoted)]
#[case::quotes_and_credentials("'http://me:pw@proxy.example:3128'", Quoted)]
#[case::slash_in_password("http://me:p/w@proxy.example:3128", Delimiter)]
#[case::question_in_password("http://me:p?w@proxy.example:3128", Delimiter)]
#[case::hash_in_password("http://me:p#w@proxy.example:3128", Delimiter)]
#[case::scheme_in_password("me:x://y@proxy.example:3128", Delimiter)]
#[case::digits_before_slash_in_password("http://me:80/w@proxy.example:3128", Delimiter)]
#[case::slash_begins_password("me:/w@proxy.example:3128", Delimiter)]
#[case::line_end_in_password("http://me:p\nw@proxy.example:3128", Control)]
#[case::tab_in_host("http://pro\txy.example:3128", Control)]
#[case::encoded_line_end("http://me:p%0Aw@proxy.example:3128", Control)]
#[case::encoded_null("http://me:p%00w@proxy.example:3128", Control)]
#[case::encoded_delete("http://me:p%7fw@proxy.example:3128", Control)]
#[case::port_too_large("http://proxy.example:99999", Port)]
#[case::port_zero("http://proxy.example:0", Port)]
#[case::port_with_sign("http://proxy.example:+80", Port)]
#[case::port_word("http://proxy.example:http", Port)]
#[case::port_and_blank("http://proxy.example: 3128", Port)]
#[case::comment("http://proxy.example:3128 # office", Port)]
#[case::two_proxies("http://proxy.example:3128,http://other.example:3128", ProxyError::Host)]
#[case::arabic_digits("http://proxy.example:٣١٢٨", Port)]
#[case::semicolon("proxy.example:3128;other.example:3128", ProxyError::Host)]
#[case::per_protocol("http=proxy.example:3128", ProxyError::Host)]
#[case::two_ports("http://proxy.example:80:80", ProxyError::Host)]
#[case::no_slashes("http:proxy.example:3128", ProxyError::Host)]
#[case::slashes_alone("//proxy.example:3128", ProxyError::Host)]
#[case::nothing_behind_scheme("http://", ProxyError::Host)]
#[case::nothing_behind_credentials("http://me:pw@", ProxyError::Host)]
#[case::blank_in_host("http://pro xy.example:3128", ProxyError::Host)]
#[case::placeholder("http://<proxy>:3128", ProxyError::Host)]
#[case::hidden_character("http://\u{feff}proxy.example:3128", ProxyError::Host)]
#[case::zone("http://[fe80::1%25eth0]:3128", ProxyError::Host)]
#[case::open_bracket("http://[2001:db8::1:3128", Brackets)]
#[case::no_brackets("http://2001:db8::1:3128", Brackets)]
fn address_that_cannot_be_used_is_refused(#[case] value: &str, #[case] expected: ProxyError) {
    assert_eq!(address(value), Err(expected));
}

#[rstest]
#[case::none("http://h:1", None)]
#[case::plain("http://me:pw@h:1", Some("me:pw"))]
#[case::no_scheme("me:pw@h:1", Some("me:pw"))]
#[case::backslash("http://CORP\\ada:pw@h:1", Some("CORP\\ada:pw"))]
#[case::encoded_backslash("http://CORP%5Cada:pw@h:1", Some("CORP\\ada:pw"))]
#[case::signs("http://me:p^w{[\"<>`|}]@h:1", Some("me:p^w{[\"<>`|}]"))]
#[case::backslash_in_password("http://me:p\\w@h:1", Some("me:p\\w"))]
#[case::umlaut("http://me:pässü@h:1", Some("me:pässü"))]
#[case::emoji("http://me:p🙂@h:1", Some("me:p🙂"))]
#[case::encoded_umlaut("http://me:p%C3%A4@h:1", Some("me:pä"))]
#[case::colon("http://me:p:w@h:1", Some("me:p:w"))]
#[case::encoded_colon("http://me:p%3Aw@h:1", Some("me:p:w"))]
#[case::encoded_at("http://me:p%40w@h:1", Some("me:p@w"))]
#[case::encoded_delimiters("http://me:p%2Fw%3f%23@h:1", Some("me:p/w?#"))]
#[case::percent("http://me:100%@h:1", Some("me:100%"))]
#[case::percent_and_digit("http://me:p%4@h:1", Some("me:p%4"))]
#[case::percent_and_letters("http://me:p%zz%4x@h:1", Some("me:p%zz%4x"))]
#[case::percent_and_umlaut("http://me:p%ä@h:1", Some("me:p%ä"))]
#[case::percent_twice("http://me:p%2540@h:1", Some("me:p%40"))]
#[case::percent_in_name("http://50%25:pw@h:1", Some("50%:pw"))]
#[case::plus("http://me:p+w@h:1", Some("me:p+w"))]
#[case::dollar_and_ampersand("http://me:p$w&x=1;!*,'()@h:1", Some("me:p$w&x=1;!*,'()"))]
#[case::name_alone("http://me@h:1", Some("me:"))]
#[case::empty_password("http://me:@h:1", Some("me:"))]
#[case::empty_name("http://:pw@h:1", Some(":pw"))]
#[case::empty_both("http://@h:1", Some(":"))]
#[case::domain_name("http://ada%40corp.example:pw@h:1", Some("ada@corp.example:pw"))]
// curl refuses these.
#[case::at("http://me:p@ss@h:1", Some("me:p@ss"))]
#[case::at_ends_password("http://me:pw@@h:1", Some("me:pw@"))]
#[case::at_in_name("http://ada@corp.example:pw@h:1", Some("ada@corp.example:pw"))]
#[case::blank("http://me:p w@h:1", Some("me:p w"))]
#[case::blank_in_name("http://ada lovelace:pw@h:1", Some("ada lovelace:pw"))]
#[case::encoded_blank("http://me:p%20w@h:1", Some("me:p w"))]
#[case::blanks_around(" http://me:pw @h:1\r", Some("me:pw "))]
fn credentials_are_decoded(#[case] value: &str, #[case] expected: Option<&str>) {
    assert_eq!(credentials(value).as_deref(), expected.map(str::as_bytes));
}

#[test]
fn encoded_byte_of_another_encoding_is_sent_as_it_is() {
    assert_eq!(credentials("http://me:p%E4@h:1").as_deref(), Some(b"me:p\xe4".as_slice()));
}

#[cfg(unix)]
#[test]
fn value_that_is_not_utf8_is_refused() {
    use std::os::unix::ffi::OsStringExt as _;
    let value = OsString::from_vec(b"http://me:p\xe4@h:1".to_vec());
    let variable = ProxyVariable::new("https_proxy", value);
    assert_eq!(variable.text(), Err(ProxyError::Encoding));
}

#[rstest]
#[case::small_before_capital(&[("HTTPS_PROXY", "b"), ("https_proxy", "a")], Some("https_proxy"))]
#[case::https_before_all(&[("all_proxy", "b"), ("HTTPS_PROXY", "a")], Some("HTTPS_PROXY"))]
#[case::small_all_before_capital_all(&[("ALL_PROXY", "b"), ("all_proxy", "a")], Some("all_proxy"))]
#[case::empty_counts_as_unset(&[("https_proxy", ""), ("HTTPS_PROXY", "a")], Some("HTTPS_PROXY"))]
#[case::empty_falls_back_to_all(&[("https_proxy", ""), ("HTTPS_PROXY", ""), ("ALL_PROXY", "a")], Some("ALL_PROXY"))]
#[case::http_is_not_used(&[("http_proxy", "a"), ("HTTP_PROXY", "a")], None)]
#[case::mixed_case_is_not_used(&[("Https_Proxy", "a")], None)]
fn first_variable_is_curls(#[case] environment: &[(&str, &str)], #[case] expected: Option<&str>) {
    let environment: BTreeMap<_, _> = environment.iter().copied().collect();
    let found = ProxyVariable::first(&ProxyVariable::PROXY, |name| environment.get(name).map(OsString::from));
    assert_eq!(found.map(|variable| variable.name), expected);
}

#[rstest]
#[case::every("*", true)]
#[case::every_and_blanks(" * \n", true)]
#[case::same("a.platform.example", true)]
#[case::domain("platform.example", true)]
#[case::dot_and_domain(".platform.example", true)]
#[case::top("example", true)]
#[case::sibling("b.platform.example", false)]
#[case::below("x.a.platform.example", false)]
#[case::part_of_a_label("tform.example", false)]
#[case::capitals("PLATFORM.Example", true)]
#[case::trailing_dot("platform.example.", true)]
#[case::both_dots(".platform.example.", true)]
#[case::comma("x,platform.example", true)]
#[case::comma_and_blank("x, platform.example", true)]
#[case::blank("x platform.example", true)]
#[case::tab("x\tplatform.example", true)]
#[case::empty_entries(",,x, ,platform.example,", true)]
#[case::nothing(" , ", false)]
#[case::address("10.0.0.0/8", false)]
// curl ignores these.
#[case::semicolon("x;platform.example", true)]
#[case::bar("x|platform.example", true)]
#[case::line_end("x\r\nplatform.example\r\n", true)]
#[case::star_and_dot("*.platform.example", true)]
#[case::star_and_dot_other("*.other.example", false)]
#[case::star("*platform.example", true)]
#[case::star_behind("a.platform.*", true)]
#[case::star_between("a.*.example", true)]
#[case::star_between_other("b.*.example", false)]
#[case::port("platform.example:443", true)]
#[case::other_port("platform.example:8443", false)]
#[case::star_and_port("*.platform.example:443", true)]
#[case::page("https://platform.example/", true)]
#[case::slash("platform.example/", true)]
#[case::local("<local>", false)]
fn exception_covers_a_name(#[case] value: &str, #[case] expected: bool) {
    assert_eq!(covers(value, "https://a.platform.example/"), expected);
}

#[rstest]
#[case::same("10.1.2.3", "https://10.1.2.3/", true)]
#[case::network("10.0.0.0/8", "https://10.1.2.3/", true)]
#[case::network_not_at_its_begin("10.9.9.9/8", "https://10.1.2.3/", true)]
#[case::other_network("10.1.2.8/29", "https://10.1.2.3/", false)]
#[case::one_address("10.1.2.3/32", "https://10.1.2.3/", true)]
#[case::tail_of_an_address("2.3.example", "https://10.1.2.3/", false)]
#[case::ipv6("2001:db8::1", "https://[2001:db8::1]/", true)]
#[case::ipv6_network("2001:db8::/32", "https://[2001:db8::1]/", true)]
#[case::ipv6_other("2001:db9::/32", "https://[2001:db8::1]/", false)]
#[case::ipv4_is_no_ipv6("10.0.0.0/8", "https://[2001:db8::1]/", false)]
#[case::trailing_dot_of_the_host("a.example", "https://a.example./", true)]
#[case::punycode("xn--bcher-kva.example", "https://bücher.example/", true)]
#[case::network_and_name("10.0.0.0/8", "https://ten.example/", false)]
#[case::other_port("a.example:8443", "https://a.example:8443/", true)]
// curl ignores these.
#[case::umlaut("bücher.example", "https://bücher.example/", true)]
#[case::every_ipv4("0.0.0.0/0", "https://10.1.2.3/", true)]
#[case::every_ipv6("::/0", "https://[2001:db8::1]/", true)]
#[case::brackets("[2001:db8::1]", "https://[2001:db8::1]/", true)]
#[case::brackets_and_port("[2001:db8::1]:443", "https://[2001:db8::1]/", true)]
#[case::brackets_and_other_port("[2001:db8::1]:8443", "https://[2001:db8::1]/", false)]
#[case::long_ipv6("2001:0db8:0:0:0:0:0:1", "https://[2001:db8::1]/", true)]
#[case::address_and_port("10.1.2.3:443", "https://10.1.2.3/", true)]
#[case::address_and_star("10.1.*", "https://10.1.2.3/", true)]
#[case::address_and_star_other("10.1.*", "https://10.11.2.3/", false)]
#[case::local("<local>", "https://platform/", true)]
fn exception_covers_an_address(#[case] value: &str, #[case] address: &str, #[case] expected: bool) {
    assert_eq!(covers(value, address), expected);
}

fn covers(value: &str, address: &str) -> bool {
    Exceptions::parse(value).expect("exceptions").covers(&Url::parse(address).expect("an address"))
}

#[rstest]
#[case::part_of_an_address("10.0.0", "10.0.0")]
#[case::beginning_of_an_address("192.168.", "192.168.")]
#[case::end_of_an_address(".0.0.9", ".0.0.9")]
#[case::short_network("10/8", "10/8")]
#[case::network_too_narrow("10.0.0.0/33", "10.0.0.0/33")]
#[case::network_too_narrow_ipv6("2001:db8::/129", "2001:db8::/129")]
#[case::mask("10.0.0.0/255.0.0.0", "10.0.0.0/255.0.0.0")]
#[case::signed_network("10.0.0.0/+8", "10.0.0.0/+8")]
#[case::network_of_a_name("example.com/24", "example.com/24")]
#[case::zone("fe80::1%eth0", "fe80::1%eth0")]
#[case::quotes("\"a.example\"", "\"a.example\"")]
#[case::comment("a.example #office", "#office")]
#[case::dot(".", ".")]
#[case::two_dots("..a.example", "..a.example")]
#[case::no_port("a.example:", "a.example:")]
#[case::port_word("a.example:https", "a.example:https")]
#[case::port_alone(":443", ":443")]
#[case::stars("*.*", "*.*")]
#[case::windows("<-loopback>", "<-loopback>")]
#[case::question_mark("a?.example", "a?.example")]
fn exception_that_names_no_host_is_refused(#[case] value: &str, #[case] entry: &str) {
    assert_eq!(Exceptions::parse(value).err(), Some(ProxyError::Exception(entry.to_owned())));
}

#[rstest]
#[case::every_among_others("a.example,*", ProxyError::Every)]
#[case::credentials("http://me:pw@a.example", ProxyError::Credentials)]
fn exception_is_refused_with_its_reason(#[case] value: &str, #[case] expected: ProxyError) {
    assert_eq!(Exceptions::parse(value).err(), Some(expected));
}
