use super::*;
use rstest::rstest;

fn shown(text: &str) -> String {
    let mut lines = LineMasker::default();
    let shown: Vec<String> = text.lines().map(|line| lines.next(line).fill(line, "*").into_owned()).collect();
    shown.join("\n")
}

#[rstest]
#[case::equals("token=x9", "token=*")]
#[case::json(r#"  "password" : "x","#, r#"  "password" : "*","#)]
#[case::header("Authorization: User x", "Authorization: User *")]
#[case::export("export API_KEY='x'", "export API_KEY='*'")]
#[case::mid_line("user ada a.secret= x, then", "user ada a.secret= *, then")]
#[case::next_line("password:\n  hunter2\nuser: ada", "password:\n  *\nuser: ada")]
#[case::block("key:\nprivate_key: |\n  a\n  b\nnext: c", "key:\nprivate_key: |\n  *\n  *\nnext: c")]
#[case::connection("Server=db;User Id=sa;Password=x1;Encrypt=true", "Server=db;User Id=sa;Password=*;Encrypt=true")]
#[case::netrc("machine a\nlogin ada\npassword abc", "machine a\nlogin ada\npassword *")]
#[case::netrc_line("machine a login ada password abc", "machine a login ada password *")]
#[case::curl("curl -u ada:pw https://a.example", "curl -u ada:* https://a.example")]
#[case::option("tool --token abc --region eu", "tool --token * --region eu")]
#[case::xml("<a><Password Type=\"T\">x</Password></a>", "<a><Password Type=\"T\">*</Password></a>")]
#[case::html("<input type=\"password\" value=\"x\">", "<input type=\"password\" value=\"*\">")]
#[case::entry("<add key=\"ApiSecret\" value=\"x\"/>", "<add key=\"ApiSecret\" value=\"*\"/>")]
#[case::csv("id,password\n1,x", "id,password\n1,*")]
#[case::key(
    "-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----",
    "-----BEGIN RSA PRIVATE KEY-----\n*\n-----END RSA PRIVATE KEY-----"
)]
#[case::label("API Key: abc", "API Key: *")]
#[case::sentence("Your new password is: abc1", "Your new password is: *")]
fn the_secret_of_a_line_is_covered(#[case] text: &str, #[case] open: &str) {
    assert_eq!(shown(text), open);
}

#[rstest]
#[case::name("token")]
#[case::list("\"tokens\": [")]
#[case::time("at 12:30")]
#[case::plain("a=b")]
#[case::url("token_url=x")]
#[case::label("<label for=\"pw\">Password</label>")]
#[case::code("self.token = args.token")]
#[case::environment("password = os.environ[\"PW\"]")]
#[case::switch("tokenRequired: true")]
#[case::address("https://gp.example:48620/DynamicsGPWebServices/DynamicsGPService.asmx")]
#[case::prose("The password is checked, the token is renewed")]
#[case::certificate(
    "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEbVLhPTANBgkqhkiG9w0BAQsF\n-----END CERTIFICATE-----"
)]
fn a_plain_line_stays(#[case] text: &str) {
    assert_eq!(shown(text), text);
}

#[rstest]
#[case::key("-----BEGIN PRIVATE KEY-----\nMII\nMII\n-----END PRIVATE KEY-----\nuser: ada")]
#[case::block("secret: |\n  a\n  b\nuser: ada\npassword:\n\n  c")]
fn a_line_that_is_passed_over_leads_to_the_same(#[case] text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let mut whole = LineMasker::default();
    for (at, line) in lines.iter().enumerate() {
        let mut passed = LineMasker::default();
        lines.iter().take(at).for_each(|line| passed.pass(line));
        assert_eq!(passed.next(line), whole.next(line), "{line}");
    }
}
