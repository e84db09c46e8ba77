use rstest::rstest;

fn shown(text: &str) -> String {
    let mut lines = crate::document::mask::judge::lines();
    let mut shown = Vec::new();
    for (at, line) in text.lines().enumerate() {
        shown.push(lines.next(line).fill(line, "*").into_owned());
        if lines.wants_rest() {
            lines.look_ahead(text.lines().skip(at + 1));
        }
    }
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
#[case::sql_columns(
    "INSERT INTO a (id, password) VALUES\n(1, 'x'),\n(2, 'y');",
    "INSERT INTO a (id, password) VALUES\n(1, '*'),\n(2, '*');"
)]
#[case::sql_copy(
    "COPY a (id, signing_secret) FROM stdin;\n1\tx\n\\.",
    "COPY a (id, signing_secret) FROM stdin;\n1\t*\n\\."
)]
#[case::sql_pair("(7, 'SMTP_PASSWORD', 'x9!', 'on')", "(7, 'SMTP_PASSWORD', '*', 'on')")]
#[case::sql_quotes("password = 'a''b', id = 1", "password = '*', id = 1")]
#[case::table_pair(
    "| option_name | option_value |\n| auth_plugin | Ldap |\n| api_token | x |",
    "| option_name | option_value |\n| auth_plugin | Ldap |\n| api_token | * |"
)]
#[case::device("username ada password 0 Abc123", "username ada password 0 *")]
#[case::community("snmp-server community brno-2024 RO", "snmp-server community * RO")]
#[case::numbered("3) \"certSecret\"\n4) \"PRD-2b6a\"", "3) \"certSecret\"\n4) \"*\"")]
#[case::shaped("The password was wrong, use Insert!Sub55 now", "The password was wrong, use * now")]
#[case::wrapped("$pw = ConvertTo-SecureString 'x' -Force", "$pw = ConvertTo-SecureString '*' -Force")]
#[case::tokens_block("tokens {\n  agent = \"a1296410-06a9-4539-b2cd-f693de343550\"\n}", "tokens {\n  agent = \"*\"\n}")]
#[case::sentence("Your new password is: abc1", "Your new password is: *")]
#[case::passphrase("Password: correct horse battery staple", "Password: *")]
#[case::spoken("The password for it is h4t!, says Kim", "The password for it is *, says Kim")]
#[case::pin("the alarm PIN 2580.", "the alarm PIN *")]
#[case::dash("Secret key - x9!", "Secret key - *")]
#[case::bold("* **Client secret:** abc-def", "* **Client secret:** *")]
#[case::pair("auth=('ada', 'pw x')", "auth=('ada', '*')")]
#[case::named_default("password=${PW:-hunter}", "password=${PW:-*")]
#[case::flow("- {name: password, value: x y}", "- {name: password, value: *}")]
#[case::variable("variable \"db_password\" {\n  default = \"x\"", "variable \"db_password\" {\n  default = \"*\"")]
#[case::oracle("url=jdbc:oracle:thin:shop/tiger@db.example:1521", "url=jdbc:oracle:thin:shop/*@db.example:1521")]
#[case::column("password    abc", "password    *")]
#[case::form_part(
    "--X\nContent-Disposition: form-data; name=\"passcode\"\n\nx 9\n--X\nContent-Disposition: form-data; name=\"a\"\n\nb",
    "--X\nContent-Disposition: form-data; name=\"passcode\"\n\n*\n--X\nContent-Disposition: form-data; name=\"a\"\n\nb"
)]
#[case::bracket_pair("[[\"id\", 7], [\"token\", \"x9\"]]", "[[\"id\", 7], [\"token\", \"*\"]]")]
#[case::namespace("<a:Key>password</a:Key><a:Value>x</a:Value>", "<a:Key>password</a:Key><a:Value>*</a:Value>")]
#[case::accounts("echo 'root:x9' | chpasswd", "echo 'root:*' | chpasswd")]
#[case::ipsec("ada : EAP \"x9\"", "ada : EAP \"*\"")]
#[case::pairs("htpasswd: path=/a name=ada password=x9 mode=0640", "htpasswd: path=/a name=ada password=* mode=0640")]
#[case::flow_map("environment: {HTTP_SECRET: x9, AUTH: htpasswd}", "environment: {HTTP_SECRET: *, AUTH: htpasswd}")]
#[case::certificate_password("curl --cert a.pem:x9 https://a.example", "curl --cert a.pem:* https://a.example")]
#[case::quoted_key(
    "KEY=\"-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----\"",
    "KEY=\"-----BEGIN PRIVATE KEY-----\n*\n-----END PRIVATE KEY-----\""
)]
#[case::quoted_command(
    "command: \"http app:80 --authtoken x9 --region eu\"",
    "command: \"http app:80 --authtoken * --region eu\""
)]
#[case::listed_option("- --client-secret\n- x9\n- --region\n- eu", "- --client-secret\n- *\n- --region\n- eu")]
#[case::attached("7z a -px9y backup.7z", "7z a -p* backup.7z")]
#[case::easy_connect("connect: \"scott/x9@//ora.example:1521/X\"", "connect: \"scott/*@//ora.example:1521/X\"")]
#[case::device("enable_secret: x9", "enable_secret: *")]
#[case::putty("Private-Lines: 2\nAAAA\nBBBB\nPrivate-MAC: 3f8a", "Private-Lines: 2\n*\n*\nPrivate-MAC: *")]
#[case::pgp(
    "-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 2\n\nlQOY\n-----END PGP PRIVATE KEY BLOCK-----",
    "-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 2\n\n*\n-----END PGP PRIVATE KEY BLOCK-----"
)]
#[case::piped("echo x9 | docker login --password-stdin a.example", "echo * | docker login --password-stdin a.example")]
#[case::here_string("gh auth login --with-token <<< x9", "gh auth login --with-token <<< *")]
#[case::cookie_option("curl -b 'sid=x9' https://a.example", "curl -b 'sid=*' https://a.example")]
#[case::braces("Server=db;PWD={a;b}c;UID=sa", "Server=db;PWD=*;UID=sa")]
#[case::tag_of_lines("<a\n  name=\"password\"\n  value=\"x\"/>", "<a\n  name=\"password\"\n  value=\"*\"/>")]
#[case::named_element("<name>token</name>\n<value>x</value>", "<name>token</name>\n<value>*</value>")]
#[case::container("password:\n  type: string\n  example: x", "password:\n  type: string\n  example: *")]
#[case::typed("type = \"SecureString\"\nvalue = \"x\"", "type = \"SecureString\"\nvalue = \"*\"")]
#[case::list(
    "kind: List\nitems:\n- apiVersion: v1\n  data:\n    a: Yg==\n  kind: Secret\n- data:\n    a: b\n  kind: ConfigMap",
    "kind: List\nitems:\n- apiVersion: v1\n  data:\n    a: *\n  kind: Secret\n- data:\n    a: b\n  kind: ConfigMap"
)]
#[case::manifest("apiVersion: v1\ndata:\n  a: Yg==\nkind: Secret", "apiVersion: v1\ndata:\n  a: *\nkind: Secret")]
fn secret_part_of_a_line_is_covered(#[case] text: &str, #[case] open: &str) {
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
#[case::rule("Password: at least 8 characters, one digit and one capital letter")]
#[case::rule_of_a_pin("PIN: four to six digits")]
#[case::settings("apiVersion: v1\ndata:\n  color: blue\nkind: ConfigMap")]
#[case::names_of_secrets("services:\n  a:\n    secrets:\n      - db_root")]
#[case::name_of_object("sshKeySecret: airflow-ssh")]
#[case::fingerprint("GPG_KEY=E3FF2839C048B25C084DEBE9B26995E310250568")]
#[case::message("RELAY_PASSWORD=${RELAY_PASSWORD:?missing}")]
#[case::pattern("match token=%{NOTSPACE:token}")]
#[case::host_key("  github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl")]
#[case::directory("- /run/secrets:/run/secrets:ro")]
#[case::source_of_a_log("ERROR:auth:bad token <Token id=12>\nmore")]
#[case::logger("DEBUG:botocore.auth:CanonicalRequest: GET")]
#[case::resource("valueFrom: arn:aws:secretsmanager:eu-west-1:123456789012:secret:stripe")]
#[case::pipeline("value: $(NuGetKey)\npassword: $(Key)")]
#[case::substitution("TOKEN=$(curl https://a.example \\\n  -s)")]
#[case::scheme_of_a_variable("Authorization: Bearer $TOKEN")]
#[case::expression("token-key: '{.credential.access_token}'")]
#[case::mechanism("REGISTRY_AUTH: htpasswd")]
#[case::filtered("\"password\"=>\"[FILTERED]\"")]
#[case::origins("CSRF_TRUSTED_ORIGINS=https://*.example.com")]
#[case::instruction("update_password: on_create")]
#[case::name_of_entry("adminPasswordKey: postgres-password")]
#[case::pull_secrets("pullSecrets:\n  - regcred")]
#[case::public_key("ssh_key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 ada@host")]
#[case::template("PASSWORD={{ with secret \"db/creds\" }}{{ .Data.password }}{{ end }}")]
#[case::publishable("STRIPE_PUBLISHABLE_KEY=pk_test_TYooMQauvdEDq54NiTphI7jx")]
#[case::prose("The password is checked, the token is renewed")]
#[case::certificate(
    "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEbVLhPTANBgkqhkiG9w0BAQsF\n-----END CERTIFICATE-----"
)]
fn plain_line_is_unchanged(#[case] text: &str) {
    assert_eq!(shown(text), text);
}

#[rstest]
#[case::key("-----BEGIN PRIVATE KEY-----\nMII\nMII\n-----END PRIVATE KEY-----\nuser: ada")]
#[case::block("secret: |\n  a\n  b\nuser: ada\npassword:\n\n  c")]
fn skipped_line_leads_to_the_same_state(#[case] text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let mut complete = crate::document::mask::judge::lines();
    for (at, line) in lines.iter().enumerate() {
        let mut passed = crate::document::mask::judge::lines();
        lines.iter().take(at).for_each(|line| passed.pass(line));
        assert_eq!(passed.next(line), complete.next(line), "{line}");
    }
}
