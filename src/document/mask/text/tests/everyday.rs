//! Lines of everyday files, with values that are secret by their position or their grammar, and their neighbors that are
//! not.

use super::shown;
use rstest::rstest;

#[rstest]
#[case::plan("~ password = \"a b\" -> \"c d\"", "~ password = \"*\" -> \"*\"")]
#[case::plan_of_another_value("~ engine = \"15\" -> \"16\"", "~ engine = \"15\" -> \"16\"")]
#[case::plan_of_an_unknown_value(
    "~ password = \"a b\" -> (sensitive value)",
    "~ password = \"*\" -> (sensitive value)"
)]
#[case::login_module(
    "a.jaas.config=x.PlainLoginModule required username=\"a\" user_ada=\"x1\" user_bob=\"x2\";",
    "a.jaas.config=x.PlainLoginModule required username=\"a\" user_ada=\"*\" user_bob=\"*\";"
)]
#[case::other_option_of_a_login_module(
    "a.jaas.config=x.PlainLoginModule required user_a=b username=\"ada\";",
    "a.jaas.config=x.PlainLoginModule required user_a=b username=\"ada\";"
)]
#[case::user_elsewhere("user_ada=\"x1\"", "user_ada=\"x1\"")]
#[case::digest(
    "Authorization: Digest username=\"ada\", nonce=\"dcd98b71\", response=\"6629fae4\", opaque=\"5ccc\"",
    "Authorization: Digest username=\"ada\", nonce=\"dcd98b71\", response=\"*\", opaque=\"5ccc\""
)]
#[case::unquoted_digest("Authorization: Digest username=ada, response=6629fae4", "Authorization: *")]
#[case::pairs_of_a_scheme("Authorization: OAuth key=a1b2,secret=c3d4", "Authorization: OAuth *")]
#[case::signed_request(
    "Authorization: AWS4-HMAC-SHA256 Credential=A/20260101/eu, SignedHeaders=host, Signature=fe5f80",
    "Authorization: AWS4-HMAC-SHA256 Credential=A/20260101/eu, SignedHeaders=host, Signature=*"
)]
#[case::grant(
    "Writing [{grant_type=[authorization_code], code=[aPrx.K9], client_id=[a]}]",
    "Writing [{grant_type=[authorization_code], code=[*], client_id=[a]}]"
)]
#[case::grant_in_a_call(
    "data={'grant_type': 'authorization_code', 'code': 'aPrx.K9', 'redirect_uri': u}",
    "data={'grant_type': 'authorization_code', 'code': '*', 'redirect_uri': u}"
)]
#[case::variable_for_the_code_of_a_grant(
    "{grant_type: 'authorization_code', code: params.code}",
    "{grant_type: 'authorization_code', code: params.code}"
)]
#[case::variable_of_the_same_name("post(code: code, redirect_uri: uri)", "post(code: code, redirect_uri: uri)")]
#[case::status_beside_an_address(
    "{\"code\": 400, \"message\": \"Invalid redirect_uri\"}",
    "{\"code\": 400, \"message\": \"Invalid redirect_uri\"}"
)]
#[case::code_of_a_grant_without_it("{error=invalid_grant, code=[400]}", "{error=invalid_grant, code=[400]}")]
#[case::batch_of_htpasswd("htpasswd -bB .htpasswd ada Zirkon3", "htpasswd -bB .htpasswd ada *")]
#[case::printed_by_htpasswd("htpasswd -nbB ada Zirkon3", "htpasswd -nbB ada *")]
#[case::cost_of_htpasswd("htpasswd -bB -C 10 .htpasswd ada Zirkon3", "htpasswd -bB -C 10 .htpasswd ada *")]
#[case::joined_cost_of_htpasswd("htpasswd -nbBC 10 ada Zirkon3", "htpasswd -nbBC 10 ada *")]
#[case::options_of_htpasswd_apart("htpasswd -b -n ada Zirkon3", "htpasswd -b -n ada *")]
#[case::htpasswd_of_an_image(
    "docker run --entrypoint htpasswd httpd:2 -Bbn ada Zirkon3",
    "docker run --entrypoint htpasswd httpd:2 -Bbn ada *"
)]
#[case::prompt_of_htpasswd("htpasswd -c .htpasswd ada", "htpasswd -c .htpasswd ada")]
#[case::password_of_an_account(
    "SET PASSWORD FOR 'bob'@'localhost' = 'bob-Pass2';",
    "SET PASSWORD FOR 'bob'@'localhost' = '*';"
)]
#[case::doubled_quotes_of_a_password(
    "SET PASSWORD FOR 'bob'@'localhost' = 'it''s-1';",
    "SET PASSWORD FOR 'bob'@'localhost' = '*';"
)]
#[case::own_password("SET PASSWORD = 'bob-Pass2';", "SET PASSWORD = '*';")]
#[case::date_of_a_password(
    "SET password_changed_at = '2026-01-01' WHERE id = 2",
    "SET password_changed_at = '2026-01-01' WHERE id = 2"
)]
#[case::literal_default("echo ${DB_PASSWORD:-hunter2}", "echo ${DB_PASSWORD:*}")]
#[case::referenced_default("echo ${DB_PASSWORD:-$OTHER}", "echo ${DB_PASSWORD:-$OTHER}")]
#[case::phrase_with_dashes("PASSWORD=correct horse battery -- do not share", "PASSWORD=*")]
#[case::option_of_a_command("PASSWORD=hunter2x deploy now --env prod", "PASSWORD=* deploy now --env prod")]
#[case::hashed_in_a_statement(
    "SET password_hash = MD5('x y') WHERE id = 2",
    "SET password_hash = MD5('*') WHERE id = 2"
)]
#[case::directive("secure_link_secret Wiesel;", "secure_link_secret *;")]
#[case::declaration("auth_token token;", "auth_token token;")]
#[case::file_of_a_directive("ssl_password_file /etc/nginx/pass;", "ssl_password_file /etc/nginx/pass;")]
#[case::list_of_pairs("[[name: 'X-Api-Key', value: 'pd-u+8c']]", "[[name: 'X-Api-Key', value: '*']]")]
#[case::expression_of_a_pair(
    "upsert({ key: 'X-Signature', value: hash(body, secret).toString() });",
    "upsert({ key: 'X-Signature', value: hash(body, secret).toString() });"
)]
#[case::name_of_credentials("sshagent(credentials: ['deploy-key'])", "sshagent(credentials: ['deploy-key'])")]
#[case::source_of_a_password("openssl enc -pass pass:Opal9 -in a", "openssl enc -pass pass:* -in a")]
#[case::standard_input(
    "echo -n 'Jade' | kubectl create secret generic a",
    "echo -n '*' | kubectl create secret generic a"
)]
#[case::device("--from-file=password=/dev/fd/0", "--from-file=password=/dev/fd/0")]
#[case::option_after_a_name("gh secret set NPM_TOKEN --body a", "gh secret set NPM_TOKEN --body a")]
#[case::prompt_of_a_database("mysql -u report -p portal", "mysql -u report -p portal")]
#[case::command("\"test\": \"JWT_SECRET=x1 jest --runInBand\",", "\"test\": \"JWT_SECRET=* jest --runInBand\",")]
#[case::default_of_a_variable(
    "P=\"${PASSPHRASE:-$(cat /run/secrets/p)}\"",
    "P=\"${PASSPHRASE:-$(cat /run/secrets/p)}\""
)]
#[case::command_that_prints_it("RESTIC_PASSWORD_COMMAND: cat /run/p", "RESTIC_PASSWORD_COMMAND: cat /run/p")]
#[case::file_of_grafana("client_secret: $__file{/etc/secrets/a}", "client_secret: $__file{/etc/secrets/a}")]
#[case::name_of_an_entry("userKey: admin-user", "userKey: admin-user")]
#[case::instruction("GITHUB_CLIENT_SECRET=REPLACE_ME", "GITHUB_CLIENT_SECRET=REPLACE_ME")]
#[case::size("API_TOKEN:    32 bytes", "API_TOKEN:    32 bytes")]
#[case::counted_session("XDG_SESSION_ID=42", "XDG_SESSION_ID=42")]
#[case::random_session("SESSION_ID=42af91c07", "SESSION_ID=*")]
#[case::site_key(
    "site_key: 6LcAbcUUAAAAAJ0c8aHk3fQwErTyUiOpAsDfGhJk",
    "site_key: 6LcAbcUUAAAAAJ0c8aHk3fQwErTyUiOpAsDfGhJk"
)]
#[case::key_of_a_setting(
    "<add key=\"PasswordResetUrl\" value=\"https://a.example/x\" />",
    "<add key=\"PasswordResetUrl\" value=\"https://a.example/x\" />"
)]
#[case::transaction_key("<TransactionKey>4hJ6tR9p</TransactionKey>", "<TransactionKey>*</TransactionKey>")]
#[case::unit_of_a_service("Environment=API_TOKEN=8d7f6e5c4b3a29181706", "Environment=API_TOKEN=*")]
#[case::expiry_after_a_type(
    "token_type=Bearer expires=2026-04-02T06:15:02Z",
    "token_type=Bearer expires=2026-04-02T06:15:02Z"
)]
fn value_in_a_file_is_judged_by_its_grammar(#[case] text: &str, #[case] open: &str) {
    assert_eq!(shown(text), open);
}

#[rstest]
#[case::signed_token(
    "jwt.encode({\"sub\": 1, \"a\": [2]}, \"Fichte-9\", algorithm=\"HS256\")",
    "jwt.encode({\"sub\": 1, \"a\": [2]}, \"*\", algorithm=\"HS256\")"
)]
#[case::keyed_hash("CryptoJS.HmacSHA256(body, 'x y')", "CryptoJS.HmacSHA256(body, '*')")]
#[case::keyed_hash_of_php("hash_hmac('sha256', $data, 'x y')", "hash_hmac('sha256', $data, '*')")]
#[case::account("req.SetBasicAuth(\"shop\", \"Sperber2\")", "req.SetBasicAuth(\"shop\", \"*\")")]
#[case::verified(
    "jwt.verify(token, publicKey, { algorithms: ['RS256'] })",
    "jwt.verify(token, publicKey, { algorithms: ['RS256'] })"
)]
#[case::encoded("base64.encode(\"a\", \"b\")", "base64.encode(\"a\", \"b\")")]
fn argument_of_a_call_is_judged_by_its_position(#[case] text: &str, #[case] open: &str) {
    assert_eq!(shown(text), open);
}

#[rstest]
#[case::printer("Passwort für den Drucker: 1928", "Passwort für den Drucker: *")]
#[case::pin("PIN of the SIM card in the router: 8842", "PIN of the SIM card in the router: *")]
#[case::parentheses("- **API key (test):** nw_test_8f7e6d5c", "- **API key (test):** *")]
#[case::spanish("token de acceso: tk-0099-aabb", "token de acceso: *")]
#[case::french("mot de passe du portail : Lavande-2026", "mot de passe du portail : *")]
#[case::note("API key (live): in 1Password, vault \"A\"", "API key (live): in 1Password, vault \"A\"")]
#[case::number("Tokens for today: 1928", "Tokens for today: 1928")]
#[case::count("Password for 10 users: 3 attempts left", "Password for 10 users: 3 attempts left")]
#[case::user("Token for the user: ada", "Token for the user: ada")]
#[case::short_word("the new pw `Hummel-42`", "the new pw *")]
#[case::pair_of_words("client secret `hT6-gB5`, ask Kim", "client secret *, ask Kim")]
#[case::name_of_a_secret("uses the secret `shop-db` there", "uses the secret `shop-db` there")]
#[case::fingerprint(
    "Verify with key `2005ACC35B830A7431AAA13BA5D9B362B6BF681C`.",
    "Verify with key `2005ACC35B830A7431AAA13BA5D9B362B6BF681C`."
)]
#[case::commit(
    "rotate tokens (91c795ec7d7820462fed428c3772cb913035d7d6)",
    "rotate tokens (91c795ec7d7820462fed428c3772cb913035d7d6)"
)]
#[case::arrow("Webhook secret → whk_11aa", "Webhook secret → *")]
#[case::pair_in_a_sentence("Login to the test shop is tester / Test-er99.", "Login to the test shop is tester / *.")]
#[case::french_value("utilisateur boutique, mot de passe lavande-2026.", "utilisateur boutique, mot de passe *")]
#[case::french_token("Le jeton d'API est rt-7c6b5a4d3e", "Le jeton d'API est *")]
#[case::instruction_in_a_list("- name: set password of deploy", "- name: set password of deploy")]
#[case::cell(
    "| a | password |\n|---|---|\n| b | key file, see below |",
    "| a | password |\n|---|---|\n| b | key file, see below |"
)]
fn sentence_reveals_only_a_value(#[case] text: &str, #[case] open: &str) {
    assert_eq!(shown(text), open);
}

#[rstest]
#[case::japanese("パスワードは「Sakura-79」です。", "パスワードは「*」です。")]
#[case::japanese_pin("暗証番号：80215", "暗証番号：*")]
#[case::japanese_policy("パスワードポリシー: 12文字以上", "パスワードポリシー: 12文字以上")]
#[case::japanese_place("パスワードは1Passwordの金庫にあります", "パスワードは1Passwordの金庫にあります")]
#[case::chinese("密码是Wx9-tang，请修改", "密码是*，请修改")]
#[case::korean("비밀번호는 Kim2024 입니다", "비밀번호는 * 입니다")]
#[case::french_quotes("le mot de passe « auber2023 » est refusé", "le mot de passe « * » est refusé")]
#[case::german_quotes("Das Passwort lautet „Hof-77“, bitte", "Das Passwort lautet *, bitte")]
#[case::quoted_word("Das Passwort „anders“ zu nennen hilft", "Das Passwort „anders“ zu nennen hilft")]
#[case::french_adjective("mot de passe est différent : wq8RtZ5b.", "mot de passe est différent : *")]
#[case::next_line(
    "l'identifiant est ada et le mot de passe\nLavande-38 (attention)",
    "l'identifiant est ada et le mot de passe\n* (attention)"
)]
#[case::next_line_plain(
    "please change the mot de passe\nbientôt, merci",
    "please change the mot de passe\nbientôt, merci"
)]
#[case::unlock("Der Entsperrcode vom Telefon ist die 730418.", "Der Entsperrcode vom Telefon ist die *.")]
#[case::door("Le code d'accès au bureau est le 2580B.", "Le code d'accès au bureau est le *.")]
#[case::error_code("Der Fehlercode der Anlage ist 4031.", "Der Fehlercode der Anlage ist 4031.")]
#[case::wireless("WLAN Büro, Schlüssel = palette 12 stapler 99. Danke", "WLAN Büro, Schlüssel = *. Danke")]
#[case::wireless_note("WLAN: Schlüssel beim Empfang", "WLAN: Schlüssel beim Empfang")]
#[case::codes("recovery codes: 8563-4302 7539-6109", "recovery codes: *")]
#[case::codes_elsewhere("recovery codes are in the safe", "recovery codes are in the safe")]
#[case::remark(
    "| a | password |\n|---|---|\n| b | (the same as a) |",
    "| a | password |\n|---|---|\n| b | (the same as a) |"
)]
#[case::policy("Passwortrichtlinie: mindestens 10 Zeichen", "Passwortrichtlinie: mindestens 10 Zeichen")]
#[case::adverb("Zum Test lautet das Passwort vorerst test1234, bitte", "Zum Test lautet das Passwort vorerst *, bitte")]
#[case::adjective("mon mot de passe habituel Minou1987 marche", "mon mot de passe habituel * marche")]
#[case::adjective_colon(
    "Mot de passe provisoire : Bienvenue-4471 (à changer)",
    "Mot de passe provisoire : * (à changer)"
)]
#[case::short_name("IMAP 993, mdp ac-cueil/2024", "IMAP 993, mdp *")]
#[case::note("Firmware 7.2, Nr. FX2. Recovery-PIN am Gerät: 40917", "Firmware 7.2, Nr. FX2. Recovery-PIN am Gerät: *")]
#[case::ticket("password reset ticket INC0048812", "password reset ticket INC0048812")]
#[case::pepper("SESSION_PEPPER=73e8de8be0993ebb", "SESSION_PEPPER=*")]
fn sentence_in_another_language_reveals_its_value(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}
