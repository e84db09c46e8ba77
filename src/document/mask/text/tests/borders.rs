//! Tests of the borders of tables, values in braces, options and calls.

use super::shown;
use rstest::rstest;

#[rstest]
#[case::end("id,password\n1,x\nend of list\n2,y", "id,password\n1,*\nend of list\n2,y")]
#[case::odd_row("id,password\n1,x\na,b,c\n2,y", "id,password\n1,*\na,b,c\n2,*")]
#[case::name_of_a_setting("Setting,Value\napi_token,x9", "Setting,Value\napi_token,*")]
#[case::name_that_is_a_key("Secret key,Value\napi_token,x9", "Secret key,Value\napi_token,*")]
#[case::row_without_a_header(
    "ada,password,c7c4c2b7cdd95c9e\nbob,token,x9",
    "ada,password,c7c4c2b7cdd95c9e\nbob,token,x9"
)]
#[case::indented_header("   NAME   PASSWORD\nada   x9", "   NAME   PASSWORD\nada   *")]
#[case::wide_gap("NAME      PASSWORD\nada       x9", "NAME      PASSWORD\nada       *")]
#[case::empty_cell("id,note,password\n1,,x9", "id,note,password\n1,,*")]
fn table_is_read_by_its_header(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}

#[rstest]
#[case::braces("Server=db;PWD={a;b};A=1", "Server=db;PWD=*;A=1")]
#[case::scheme("authorization=Bearer x9y8", "authorization=Bearer *")]
#[case::printed_headers("{authorization=Token x9y8, x-request-id=7}", "{authorization=Token *, x-request-id=7}")]
#[case::program("SONAR_TOKEN=sqp_x9y8 npx scan -Dproject=wren", "SONAR_TOKEN=* npx scan -Dproject=wren")]
#[case::domain(
    "new NetworkCredential(\"svc-proxy\", \"x9y8\", \"HARBOR\")",
    "new NetworkCredential(\"svc-proxy\", \"*\", \"HARBOR\")"
)]
#[case::next_cell("https://api.example;sb-x43yz2711@example.com;x", "https://api.example;sb-x43yz2711@example.com;x")]
#[case::pair_after_a_sign("Password=x;_id=3", "Password=*;_id=3")]
#[case::user_and_password("curl -uada:hunter2 https://a.example", "curl -uada:* https://a.example")]
#[case::long_option("curl --user=ada:hunter2 https://a.example", "curl --user=ada:* https://a.example")]
#[case::variable_of_an_option("curl -uada:$PW https://a.example", "curl -uada:$PW https://a.example")]
#[case::user_alone("curl -u ada: https://a.example", "curl -u ada: https://a.example")]
#[case::sign("tool -p Zebra!x", "tool -p *")]
#[case::variable("tool -p $Zebra!x", "tool -p $Zebra!x")]
#[case::word("tool -p 'zebras'", "tool -p 'zebras'")]
#[case::typed("pub token: String = \"x9-ab\";", "pub token: String = \"*\";")]
#[case::after_a_call("call(\"a\"); token = \"x9-ab\"", "call(\"a\"); token = \"*\"")]
#[case::scheme_of_an_argument("h(\"Authorization\", \"Bearer x9y8\")", "h(\"Authorization\", \"Bearer *\")")]
#[case::scheme_of_a_setter("a.setAuthToken(\"Bearer x9y8\")", "a.setAuthToken(\"Bearer *\")")]
#[case::setter_with_a_dash("a.with_token(\"x9y8\")", "a.with_token(\"*\")")]
#[case::comma_in_an_argument("jwt.encode(\"a, b\", \"Fichte-9\")", "jwt.encode(\"a, b\", \"*\")")]
#[case::joined_input("kinit ada <<<Vn1bCm3k", "kinit ada <<<*")]
fn value_ends_where_its_grammar_ends_it(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}
