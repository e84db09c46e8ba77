mod borders;
mod codes;
mod commands;
mod everyday;
mod manifests;
mod phrases;
mod statements;
mod talk;

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
#[case::backticks("user `ada`, password `Zebra:Crossing`", "user `ada`, password *")]
#[case::other_language("for it şifre kahve1fincan is right", "for it şifre * is right")]
#[case::pin_code("then sudo with pincode 559302 there", "then sudo with pincode * there")]
#[case::joined_key("cserekulcs: HEFQKES5PZ8CDMK9", "cserekulcs: *")]
#[case::label("VPN pre-shared key: a & b", "VPN pre-shared key: *")]
#[case::wide_colon("账号 ada，新密码：Hang#88", "账号 ada，新密码：*")]
#[case::license("product key `P7KWL-L9MST-AKP75-EK67Z-09W5T` (sticker)", "product key `*` (sticker)")]
#[case::azure("value ynu8Q~VFPs2gNrOPYLIsK7aNcl3k-chiCDoNMM6Z", "value *")]
#[case::quotes_in_quotes("sh \"sshpass -p 'Tag+Udsigt' scp a b\"", "sh \"sshpass -p '*' scp a b\"")]
#[case::windows_option("cmdkey /user:ada /pass:pJrQ9x", "cmdkey /user:ada /pass:*")]
#[case::windows_option_in_a_text("run `netdom join /pd:Gull+55`", "run `netdom join /pd:*`")]
#[case::task("schtasks /ru ada /rp Birke.22", "schtasks /ru ada /rp *")]
#[case::share(
    "net use Z: \\\\nas\\a /user:ada Pfanne_4 /persistent:no",
    "net use Z: \\\\nas\\a /user:ada * /persistent:no"
)]
#[case::samba("smbclient //fs/a -U 'ada%Lukier77' -c ls", "smbclient //fs/a -U 'ada%*' -c ls")]
#[case::option_without_quotes("ipmitool -U ADMIN -P ADMIN1x! power", "ipmitool -U ADMIN -P * power")]
#[case::relay("[mail.example.com]:587 ada@a.example:Truffe-72", "[mail.example.com]:587 ada@a.example:*")]
#[case::statistics("stats auth admin:Statistik", "stats auth admin:*")]
#[case::oracle_client("sqlplus -L apps/Tunnel17@db.example", "sqlplus -L apps/*@db.example")]
#[case::db2("db2 \"connect to A user ada using Gurke\"", "db2 \"connect to A user ada using *\"")]
#[case::sql_method("IDENTIFIED WITH sha256_password BY 'Assada.7' HOST", "IDENTIFIED WITH sha256_password BY '*' HOST")]
#[case::redis_user("ACL SETUSER ada on >Regal-12 ~a:* +@read", "ACL SETUSER ada on >* ~a:* +@read")]
#[case::vpn(": P12 ada.p12 \"Karpaty\"", ": P12 ada.p12 \"*\"")]
#[case::executed("argc=3 a0=\"ldappasswd\" a1=\"-w\" a2=\"Thymian\"", "argc=3 a0=\"ldappasswd\" a1=\"-w\" a2=\"*\"")]
#[case::call("server.login(\"ada\", \"x y\")", "server.login(\"ada\", \"*\")")]
#[case::data_source("new PDO('mysql:host=a', 'ada', 'x9')", "new PDO('mysql:host=a', 'ada', '*')")]
#[case::aligned("HERMES_API_KEY           036f2ba3c4ebb2899713   TEXT", "HERMES_API_KEY           *   TEXT")]
#[case::quoted_pair("- \"DB_PASSWORD=with space pw\"", "- \"DB_PASSWORD=*\"")]
#[case::pair_after_a_label(
    "Token response: access_token=FBBBE90C-1 expires_in=3600",
    "Token response: access_token=* expires_in=3600"
)]
#[case::code("Verification code 595751 sent", "Verification code * sent")]
#[case::credential(
    "PSCredential(\"a\", (ConvertTo-SecureString 'Ruhr_19!' -Force))",
    "PSCredential(\"a\", (ConvertTo-SecureString '*' -Force))"
)]
#[case::setter("a.withPassword(\"tcPw\").setApiKey(\"ak_9\")", "a.withPassword(\"*\").setApiKey(\"*\")")]
#[case::characters("ks.load(in, \"changeit\".toCharArray());", "ks.load(in, \"*\".toCharArray());")]
#[case::phrase("authphrase = auth-1", "authphrase = *")]
#[case::answer("security_answer: Rex", "security_answer: *")]
#[case::alarm("for the alarm: Alarmcode 99351 here", "for the alarm: Alarmcode * here")]
#[case::spanish("  clave    = \"T8nemDXvrTTJQ7NAYc\"", "  clave    = \"*\"")]
#[case::without_marks("sifre=Kestane*Balik", "sifre=*")]
#[case::long_sentence(
    "Keystore password for the Java side is `Fern-3ACO`.",
    "Keystore password for the Java side is *"
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
#[case::note("| Product | License key |\n| a | see the portal, login needed |")]
#[case::working_directory("PWD=/home/ops ; USER=root")]
#[case::descriptor("gpg --passphrase-fd 0 -ab dist.tgz")]
#[case::host_option("-e -E output.logstash.hosts=graylog:5044")]
#[case::path_behind_a_variable("JWT_SECRET_KEY=%kernel.project_dir%/config/jwt/private.pem")]
#[case::plain_address("auth = https://pouta.example:5001/v3")]
#[case::record("@ IN TXT \"google-site-verification=REZZz48c_eD8NYVtl6neetMBNuk43GyMkk60FkmwuUy\"")]
#[case::path_of_a_store("db: \"{{ lookup('vault', 'secret=kv/data/orders:password') }}\"")]
#[case::names_of_secrets_in_a_line("secrets: [graylog_tls_key]")]
#[case::header_of_a_table("KEY                  VALUE\nLAST_RUN_ID          d49d30b9-bb68-4d8a-8e6e-9da6a8b79c5b")]
#[case::namespace("<wsse:UsernameToken wsu:Id=\"UsernameToken-06D44A8F82960CC9\">")]
#[case::nonce("<wsse:Nonce Type=\"a\">Ww3R9JA7kQYEMPCSs2e8zQ==</wsse:Nonce>")]
#[case::identifier("OPENAI_ORG=org-geoVQVhmt94ux6ncH9hG0Fsq")]
#[case::path_of_a_request("\"GET /reset-password HTTP/2.0\" 200")]
#[case::variable_before_a_command("\"test\": \"E2E_PASSWORD=$E2E_PASSWORD playwright test\",")]
#[case::package("\"secret-ui\": \"github:coop/secret-ui#b696d9ed50ccb293fcb206b98d5600afba6df68c\",")]
#[case::checksum("checksum/secret: bee16873703986a72e9c0fe8cfc2684c")]
#[case::parameter_of_a_key("?X-Goog-Credential=deploy%40a.example%2F2024")]
#[case::parameter("UPDATE a SET password = :password, token = ? WHERE id = $1")]
#[case::member("json={\"user\": user, \"password\": password})")]
#[case::answer("token = response.json()[\"access_token\"]")]
#[case::branch("if not token:\n    raise ValueError(\"token missing\")")]
#[case::type_of_a_member("  token: string | null;\n  secretKey: Buffer;")]
#[case::arrow("const isTokenExpired = (token: string) => decode(token).exp < 1000;")]
#[case::selector("export const selectToken = (state: RootState) => state.auth.token;")]
#[case::hook("const [password, setPassword] = useState('');")]
#[case::module("pam_unix(sudo:auth): authentication failure")]
#[case::ratio("token bucket refilled: 120/200")]
#[case::backticks("Send `Authorization: Bearer <token>`. Tokens are valid for a day.")]
#[case::file("vault kv put secret/shop client_secret=@secret.txt")]
#[case::advice("If you forget your password: ask the service desk.")]
#[case::resource_of_a_state("resource \"random_password\" \"db\" {")]
#[case::attribute("  password = random_password.db.result")]
#[case::block_after_a_switch("variable \"a\" {\n  sensitive = true\n}\noutput \"b\" {\n  value = aws_secret.db.arn\n}")]
#[case::action("actions = [\"secretsmanager:GetSecretValue\", \"kms:Decrypt\"]")]
#[case::external_secret("data:\n  - secretKey: password\n    remoteRef: a")]
#[case::sealed(
    "password: AgAqTGRFAFpqvqKo3IBKe342tuolQq5XZGRDeYgD4n4CBDj5AqO2hQDlgfPlJEOXLIJYqo0VU7cky8CSwzedxpcbSPQiMyTay1dZxrQ6501a5dSnxtrWc4G9iJNtMWYGUvJWve1bXIUkh2pWkzrkPcYAFyCQ25zuVuspwLKNsS6rvwy8ooE5qCF6VjBkPZFsM7tWYBlxArCbSOqaR9MfD"
)]
#[case::version_of_a_secret("db_password_secret = \"projects/418302/secrets/a-db-password/versions/3\"")]
#[case::examples("A_SECRET=<run: openssl rand -hex 32>\nA_KEY=sk_test_xxxxxxxxxxxxxxxx\nB_SECRET=your-client-secret")]
#[case::assembly("PublicKeyToken=b77a5c561934e089")]
#[case::algorithm("password_encryption = scram-sha-256")]
#[case::file_of_a_credential("LoadCredential=db:/etc/creds/db")]
#[case::constructor("PasswordEncoder passwordEncoder = new Encoder();")]
#[case::posted("$password = $_POST['password'];")]
#[case::member_of_a_map("password: params[:password]")]
#[case::optional("pub token: Option<SecretString>,")]
#[case::keys_of_a_cache("restore-keys: |\n  linux-npm-")]
#[case::cache("2026-04-17T12:22:21Z Cache saved with key: node-cache-Linux-x64-npm-10d2e471acb2f58c0c26b33f41fd4178")]
#[case::header_of_a_program("headers = {\"X-Api-Key\": API_KEY, \"Accept\": \"text/html\"}")]
#[case::public_block("jwt_secret: |\n  -----BEGIN PUBLIC KEY-----\n  MFkwEwYHKoZIzj0CAQ\n  -----END PUBLIC KEY-----")]
#[case::hash_function("signature: CryptoJS.HmacSHA256(body, secret).toString() });")]
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
