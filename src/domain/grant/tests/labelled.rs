//! Codes and states with labels, in tables, forms and settings. `$S` is the state that was sent.

use super::*;
use rstest::rstest;

#[rstest]
#[case::label_and_state("code: abc123xyz\nstate: $S")]
#[case::tabs("code\tabc123xyz\nstate\t$S")]
#[case::lines_of_their_own("code\nabc123xyz\nstate\n$S")]
#[case::equals_signs("code=abc123xyz\nstate=$S")]
#[case::spaced_equals_signs("code = abc123xyz\nstate = $S")]
#[case::capitals("Code: abc123xyz\nState: $S")]
#[case::shouted("CODE=abc123xyz\nSTATE=$S")]
#[case::state_first("state: $S\ncode: abc123xyz")]
#[case::authorization_code("Authorization code: abc123xyz\nState: $S")]
#[case::snake("authorization_code: abc123xyz\nstate: $S")]
#[case::german("Autorisierungscode: abc123xyz\nZustand: $S")]
#[case::german_hyphen("Der Autorisierungs-Code lautet: abc123xyz\nState: $S")]
#[case::french("Code d'autorisation : abc123xyz\nÉtat : $S")]
#[case::spanish("Código de autorización: abc123xyz\nEstado: $S")]
#[case::italian("codice di autorizzazione: abc123xyz\nstato: $S")]
#[case::portuguese("Código de autorização: abc123xyz\nEstado: $S")]
#[case::dutch("Autorisatiecode: abc123xyz\nToestand: $S")]
#[case::polish("Kod autoryzacji: abc123xyz\nStan: $S")]
#[case::russian("Код авторизации: abc123xyz\nСостояние: $S")]
#[case::japanese("認可コード：abc123xyz\n状態：$S")]
#[case::japanese_brackets("認可コード：「abc123xyz」\nステート：「$S」")]
#[case::chinese("授权码：abc123xyz\n状态：$S")]
#[case::chinese_traditional("授權碼：abc123xyz，狀態：$S。")]
#[case::korean("인증 코드: abc123xyz\n상태: $S")]
#[case::turkish("Yetkilendirme kodu: abc123xyz\nDurum: $S")]
#[case::swedish("Auktoriseringskod: abc123xyz\nTillstånd: $S")]
#[case::czech("Autorizační kód: abc123xyz\nStav: $S")]
#[case::comma("code: abc123xyz, state: $S")]
#[case::semicolon("code=abc123xyz; state=$S")]
#[case::blank("code=abc123xyz state=$S")]
#[case::quoted_values("code: \"abc123xyz\"\nstate: \"$S\"")]
#[case::bullets("- code: abc123xyz\n- state: $S")]
#[case::bold("**Code**: abc123xyz\n**State**: $S")]
#[case::code_spans("Code: `abc123xyz`\nState: `$S`")]
#[case::mail_with_labels("Hi Ada,\n\nhere is what I got:\nCode: abc123xyz\nState: $S\n\nBest, Bob")]
#[case::table_with_header("code\tstate\nabc123xyz\t$S")]
#[case::table_with_columns("time\tcode\tstate\tip\n12:00\tabc123xyz\t$S\t10.0.0.1")]
#[case::markdown_table("| code | state |\n|---|---|\n| abc123xyz | $S |")]
#[case::markdown_table_upright("| name | value |\n|------|-------|\n| code | abc123xyz |\n| state | $S |")]
#[case::csv("code,state\nabc123xyz,$S")]
#[case::arrows("code -> abc123xyz\nstate -> $S")]
#[case::ruby("{:code=>\"abc123xyz\", :state=>\"$S\"}")]
#[case::ruby_spaced("{ :code => \"abc123xyz\", :state => \"$S\" }")]
#[case::ruby_state_first("{:state=>\"$S\", :code=>\"abc123xyz\"}")]
#[case::ruby_state_first_spaced("{ :state => \"$S\", :code => \"abc123xyz\" }")]
#[case::ruby_assigned("params = { :state => \"$S\", :code => \"abc123xyz\" }")]
#[case::python("{'code': 'abc123xyz', 'state': '$S'}")]
#[case::php("array('code' => 'abc123xyz', 'state' => '$S')")]
#[case::json("{\"code\":\"abc123xyz\",\"state\":\"$S\"}")]
#[case::json_spaced("{\n  \"code\": \"abc123xyz\",\n  \"state\": \"$S\"\n}")]
#[case::json_inside("{\"data\":{\"query\":{\"code\":\"abc123xyz\",\"state\":\"$S\"}}}")]
#[case::json_lists("{\"code\":[\"abc123xyz\"],\"state\":[\"$S\"]}")]
#[case::json_with_log("{\"level\":\"info\",\"msg\":\"callback\",\"code\":\"abc123xyz\",\"state\":\"$S\"}")]
#[case::json_after_words("Response: {\"code\":\"abc123xyz\",\"state\":\"$S\"} -- done")]
#[case::har("[{\"name\":\"code\",\"value\":\"abc123xyz\"},{\"name\":\"state\",\"value\":\"$S\"}]")]
#[case::yaml("query:\n  code: abc123xyz\n  state: $S")]
#[case::xml("<response><code>abc123xyz</code><state>$S</state></response>")]
#[case::html_table("<table><tr><td>code</td><td>abc123xyz</td></tr><tr><td>state</td><td>$S</td></tr></table>")]
#[case::html_form(
    "<form><input type=\"hidden\" name=\"code\" value=\"abc123xyz\"/><input name=\"state\" value=\"$S\"></form>"
)]
#[case::environment("export CODE=abc123xyz\nexport STATE=$S")]
#[case::parenthesis("code: abc123xyz (valid for 10 minutes)\nstate: $S")]
#[case::sentence("The code is abc123xyz and the state is $S.")]
#[case::trailing_points("code: abc123xyz.\nstate: $S.")]
#[case::slash_between("code: abc123xyz / state: $S")]
#[case::one_line_of_colons("Code:abc123xyz State:$S")]
#[case::aligned("code      abc123xyz\nstate     $S")]
#[case::no_separator("code abc123xyz\nstate $S")]
#[case::state_without_label("Code: abc123xyz\n$S")]
#[case::code_without_label("abc123xyz\nstate: $S")]
#[case::cut_json("{\"code\":\"abc123xyz\",\"state\":\"$S\"")]
#[case::mail_headers("From: Ada\nSubject: Code\n\nCode: abc123xyz\nState: $S")]
#[case::only_headers("From: Ada\nCode: abc123xyz\nState: $S")]
#[case::danish("Autorisationskode: abc123xyz\nTilstand: $S")]
#[case::finnish("Valtuutuskoodi: abc123xyz\nTila: $S")]
#[case::hungarian("Engedélyezési kód: abc123xyz\nÁllapot: $S")]
#[case::arabic("الرمز: abc123xyz\nالحالة: $S")]
#[case::hindi("कोड: abc123xyz\nस्थिति: $S")]
#[case::ukrainian("Код авторизації: abc123xyz\nСтан: $S")]
#[case::sentence_spanish("El código es abc123xyz y el estado es $S.")]
#[case::log_line("2026-11-29T16:00:00Z INFO callback code=abc123xyz state=$S status=200")]
fn labeled_values_are_parsed(#[case] text: &str) {
    assert_eq!(summary(&read(text)), "abc123xyz|ok|");
}

#[rstest]
#[case::standard(
    "Sorry, this did not work out.\nerror: access_denied\nerror_description: Not today",
    "no: access_denied|none|Not today"
)]
#[case::of_a_provider("This is your answer, keep it safe.\ncode: abc123xyz\nrealmId: 9", "abc123xyz|none|realmId=9")]
#[case::unknown("This is your answer, keep it safe.\ncode: abc123xyz\nhobby: 9", "abc123xyz|none|")]
fn known_parameter_is_kept_amid_prose(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(summary(&read(text)), expected);
}

#[test]
fn needed_parameter_is_kept_amid_prose() {
    let needy = authorization().returning(Redirect { needs: vec!["shopname".into()], ..Redirect::default() });
    let reading = Grant::read("This is your answer, keep it safe.\ncode: abc123xyz\nshopname: nine", &needy);
    assert_eq!(summary(&reading), "abc123xyz|none|shopname=nine");
}

#[rstest]
#[case::same_code_again("code: abc123xyz\nrealmId: 9\ncode: abc123xyz\norg: 5", "abc123xyz|none|realmId=9,org=5")]
#[case::other_code("code: abc123xyz\nrealmId: 9\ncode: def456xyz\nrealmId: 9", "several: 2")]
#[case::other_value_before_the_code("org: 1\norg: 2\ncode: abc123xyz", "abc123xyz|none|org=1")]
fn repeated_label_begins_another_answer_only_with_another_proof(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(summary(&read(text)), expected);
}
