//! Tests of secrets in programs, commands, records of sessions and configurations of network devices.

use super::shown;
use rstest::rstest;

#[rstest]
#[case::kickstart("rootpw --plaintext 2oTIQaZd", "rootpw --plaintext *")]
#[case::kickstart_after_options("rootpw --iscrypted --allow-ssh $6$h1$fZ0c8", "rootpw --iscrypted --allow-ssh *")]
#[case::kickstart_without("rootpw --lock", "rootpw --lock")]
#[case::ldap_file("bindpw secret", "bindpw *")]
#[case::net_user("net user backup Gt5rPl9qWx /add", "net user backup * /add")]
#[case::net_user_without("net user backup /domain", "net user backup /domain")]
#[case::net_user_in_prose("the net user experience improves", "the net user experience improves")]
#[case::net_use("net use Z: \\\\fs03\\p a5zz9W0W /user:CORP\\svc", "net use Z: \\\\fs03\\p * /user:CORP\\svc")]
#[case::net_use_without("net use Z: \\\\fs03\\p /persistent:no", "net use Z: \\\\fs03\\p /persistent:no")]
#[case::rabbit("$ sudo rabbitmqctl add_user shovel Aq1w | tee log", "$ sudo rabbitmqctl add_user shovel * | tee log")]
#[case::wpa("wpa_passphrase Office 'correct horse' >> wpa.conf", "wpa_passphrase Office '*' >> wpa.conf")]
#[case::teradata(".logon tdprod/etl_user,Bc4vNb6m;", ".logon tdprod/etl_user,*;")]
#[case::kerberos("kinit ada <<< 'Vn1bCm3k'", "kinit ada <<< '*'")]
#[case::psexec("psexec \\\\srv -u svc -p Rt8uYp2w cmd", "psexec \\\\srv -u svc -p * cmd")]
#[case::snmp("snmpget -v3 -u ada -A Mk9lNj1h -X Lj0kMh2g host", "snmpget -v3 -u ada -A * -X * host")]
#[case::key_pair("ssh-keygen -t ed25519 -N 'Cb0vXn2m' -f id", "ssh-keygen -t ed25519 -N '*' -f id")]
#[case::schedule(
    "5 4 * * 1 BACKUP_PASS=Da1sFq3w /usr/local/bin/backup",
    "5 4 * * 1 BACKUP_PASS=* /usr/local/bin/backup"
)]
fn argument_without_a_name_is_covered(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}

#[rstest]
#[case::erlang("  {password,   \"xeBXwMer\"},", "  {password,   \"*\"},")]
#[case::erlang_binary("{default_pass, <<\"iLB8n77G\">>},", "{default_pass, <<\"*\">>},")]
#[case::elixir("{:password, \"iLB8n77G\"}", "{:password, \"*\"}")]
#[case::erlang_plain("{user, \"ada\"}", "{user, \"ada\"}")]
#[case::directory_user("{bind, {\"cn=rabbit,dc=sg\", \"kAClwp0z\"}}", "{bind, {\"cn=rabbit,dc=sg\", \"*\"}}")]
#[case::directory_base("search(\"cn=ada,dc=sg\", \"(uid=ada)\")", "search(\"cn=ada,dc=sg\", \"(uid=ada)\")")]
#[case::sbt(
    "Credentials(\"Realm\", \"oss.example\", \"ada\", \"Et1rWy3u\")",
    "Credentials(\"Realm\", \"oss.example\", \"ada\", \"*\")"
)]
#[case::gradle(
    "buildConfigField \"String\", \"API_SECRET\", \"\\\"Ry2tEu4i\\\"\"",
    "buildConfigField \"String\", \"API_SECRET\", \"*\""
)]
#[case::sql("ALTER USER ada IDENTIFIED BY Bm2nVk4l;", "ALTER USER ada IDENTIFIED BY *;")]
#[case::sql_of_another_kind("ALTER USER ada IDENTIFIED BY VALUES 'S:1'", "ALTER USER ada IDENTIFIED BY VALUES 'S:1'")]
fn value_in_a_tuple_or_a_call_is_covered(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}

#[rstest]
#[case::one_line("expect \"Password:\"; send \"Aw8qSe0r\\r\"", "expect \"Password:\"; send \"*\\r\"")]
#[case::two_lines("expect \"password: \"\nsend -- \"Aw8qSe0r\\r\"", "expect \"password: \"\nsend -- \"*\\r\"")]
#[case::variable("expect \"password:\"\nsend \"$pw\\r\"", "expect \"password:\"\nsend \"$pw\\r\"")]
#[case::other_question("expect \"login:\"\nsend \"ada\\r\"", "expect \"login:\"\nsend \"ada\\r\"")]
#[case::sent_before("send \"ls\\r\"\nexpect \"password:\"", "send \"ls\\r\"\nexpect \"password:\"")]
fn answer_to_a_prompt_is_covered(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}

#[rstest]
#[case::hash("username admin secret 9 $9$2MJBozw/9R3UsU$2lFh", "username admin secret 9 *")]
#[case::ospf(" ip ospf message-digest-key 1 md5 Hf3gJd5s", " ip ospf message-digest-key 1 md5 *")]
#[case::server("tacacs-server key Hf3gJd5s", "tacacs-server key *")]
#[case::both_ends("pre-shared-key local Da6sFq8w", "pre-shared-key local *")]
#[case::authentication("neighbor authentication-key Da6sFq8w", "neighbor authentication-key *")]
fn key_of_a_network_device_is_covered(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}

#[rstest]
fn public_value_is_shown(
    #[values(
        "HostKey=ssh-ed25519%20255%20SHA256:z-KihM-IbB1StsNoOIs4B6S4faxkhs1uFrcOK36Fx6Q",
        "phase2-auth=mschapv2",
        "pass through the proxy",
        "password policy: at least 12 characters"
    )]
    text: &str,
) {
    assert_eq!(shown(text), text);
}

#[rstest]
#[case::basic("Const DB_PASSWORD As String = \"qc4_N4w\"", "Const DB_PASSWORD As String = \"*\"")]
#[case::kotlin("val password: String = \"qc4_N4w\"", "val password: String = \"*\"")]
#[case::python("api_key: Optional[str] = \"qc4_N4w\"", "api_key: Optional[str] = \"*\"")]
#[case::sql("DECLARE @password NVARCHAR(50) = N'qc4_N4w';", "DECLARE @password NVARCHAR(50) = N'*';")]
#[case::pl_sql("l_password VARCHAR2(30) := 'qc4_N4w';", "l_password VARCHAR2(30) := '*';")]
#[case::c("char password[] = \"qc4_N4w\";", "char password[] = \"*\";")]
#[case::c_sharp("string Password { get; set; } = \"qc4_N4w\";", "string Password { get; set; } = \"*\";")]
#[case::cobol("01 WS-PASSWORD PIC X(8) VALUE 'qc4_N4w'.", "01 WS-PASSWORD PIC X(8) VALUE '*'.")]
#[case::r("password <- \"qc4_N4w\"", "password <- \"*\"")]
#[case::ruby("ENV['DB_PASSWORD'] ||= 'qc4_N4w'", "ENV['DB_PASSWORD'] ||= '*'")]
#[case::lisp("(def api-key \"qc4_N4w\")", "(def api-key \"*\")")]
#[case::scheme_stays("val password: String = \"Bearer qc4_N4w\"", "val password: String = \"Bearer *\"")]
#[case::other_name("val user: String = \"ada\"", "val user: String = \"ada\"")]
#[case::joined(
    "\"UID=\" & USER & \";PWD=\" & DB_PASSWORD & \";\"",
    "\"UID=\" & USER & \";PWD=\" & DB_PASSWORD & \";\""
)]
#[case::property_of_java("-Dapp.password=qc4_N4w -jar app.jar", "-Dapp.password=* -jar app.jar")]
#[case::tcl_call("set password [lindex $argv 0]", "set password [lindex $argv 0]")]
fn value_of_a_variable_is_covered(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}

#[rstest]
#[case::command(
    "mysql -e \"ALTER USER 'a'@'%' IDENTIFIED BY 'qc4_N4w'\"",
    "mysql -e \"ALTER USER 'a'@'%' IDENTIFIED BY '*'\""
)]
#[case::role("psql -c \"ALTER ROLE app WITH PASSWORD 'qc4_N4w'\"", "psql -c \"ALTER ROLE app WITH PASSWORD '*'\"")]
#[case::imap("a001 LOGIN ada qc4_N4w", "a001 LOGIN ada *")]
#[case::pop(">> PASS qc4_N4w", ">> PASS *")]
#[case::fact("| Password | qc4-N4w |", "| Password | * |")]
#[case::facts_of_columns("| password | created_at |", "| password | created_at |")]
#[case::registry("\"Password\"=hex:6b,e1,0f,93", "\"Password\"=hex:*")]
#[case::scheme_of_a_vendor("'Authorization' => 'ESA U1AzMTg4MDRfS2Q4dlRx',", "'Authorization' => 'ESA *',")]
#[case::mailbox(
    "set url = \"smtps://ada%40shop.example@mx.example/\"",
    "set url = \"smtps://ada%40shop.example@mx.example/\""
)]
#[case::header_of_jmeter(
    "<p name=\"Header.name\">X-Api-Key</p>\n<p name=\"Header.value\">qc4_N4w</p>",
    "<p name=\"Header.name\">X-Api-Key</p>\n<p name=\"Header.value\">*</p>"
)]
#[case::variable_of_jmeter(
    "<p name=\"Header.name\">Authorization</p>\n<p name=\"Header.value\">Bearer ${apiToken}</p>",
    "<p name=\"Header.name\">Authorization</p>\n<p name=\"Header.value\">Bearer ${apiToken}</p>"
)]
#[case::path_of_a_property(
    "<Configuration Path=\"Connections[Shop].Properties[Password]\">\n<ConfiguredValue>qc4_N4w</ConfiguredValue>",
    "<Configuration Path=\"Connections[Shop].Properties[Password]\">\n<ConfiguredValue>*</ConfiguredValue>"
)]
fn secret_of_a_record_is_covered(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}

#[rstest]
#[case::community("snmp-server host 10.2.9.4 version 2c r0-Hall-77", "snmp-server host 10.2.9.4 version 2c *")]
#[case::user("snmp-server host 10.2.9.4 version 3 auth monitor", "snmp-server host 10.2.9.4 version 3 auth monitor")]
#[case::traps("snmp-server host 10.2.9.4 traps r0-Hall-77", "snmp-server host 10.2.9.4 traps *")]
#[case::router("/snmp community\nadd name=mon-r0 addresses=::/0", "/snmp community\nadd name=* addresses=::/0")]
#[case::router_pool("/ip pool\nadd name=dhcp ranges=10.2.0.1", "/ip pool\nadd name=dhcp ranges=10.2.0.1")]
#[case::router_line(
    "add preshared-key=\\\n    \"KVuSA0PFNP0WxmmlGHIt\" public-key=\\\n    \"Cgiu0SONpY68+7MmI2Zt9xyd=\"",
    "add preshared-key=\\\n    \"*\" public-key=\\\n    \"Cgiu0SONpY68+7MmI2Zt9xyd=\""
)]
#[case::smart_card(": PIN %smartcard0:50 739164", ": PIN %smartcard0:50 *")]
#[case::smart_card_asked(": PIN %smartcard1@opensc:45 %prompt", ": PIN %smartcard1@opensc:45 %prompt")]
#[case::mailbox("204 => 2580,Ada Room,,,attach=no", "204 => *,Ada Room,,,attach=no")]
#[case::extension("exten => 100,1,Dial(SIP/ada)", "exten => 100,1,Dial(SIP/ada)")]
#[case::header("log_header_value \"AqvS-GLz3-t4_noz-y3RRfTU2h\"", "log_header_value \"*\"")]
#[case::bytes(
    "const u1_t APPKEY[8] = { 0x8C, 0x41, 0xE9, 0x0B, 0x77, 0xD2, 0x5A, 0x13 };",
    "const u1_t APPKEY[8] = { * };"
)]
#[case::public_bytes(
    "const u1_t DEVEUI[8] = { 0x8C, 0x41, 0xE9, 0x0B, 0x77, 0xD2, 0x5A, 0x13 };",
    "const u1_t DEVEUI[8] = { 0x8C, 0x41, 0xE9, 0x0B, 0x77, 0xD2, 0x5A, 0x13 };"
)]
#[case::constant("#define OTA_PIN   \"0042\"", "#define OTA_PIN   \"*\"")]
#[case::sql(
    "ALTER USER etl IDENTIFIED BY spring2024 ACCOUNT UNLOCK;",
    "ALTER USER etl IDENTIFIED BY * ACCOUNT UNLOCK;"
)]
#[case::sql_section(
    "  DEFAULT TABLESPACE stg\nALTER USER etl ACCOUNT UNLOCK;",
    "  DEFAULT TABLESPACE stg\nALTER USER etl ACCOUNT UNLOCK;"
)]
#[case::wallet("SET KEYSTORE OPEN IDENTIFIED BY \"Open sesame 19\";", "SET KEYSTORE OPEN IDENTIFIED BY \"*\";")]
#[case::socket("/var/run/postgresql:5432:wiki:wiki:w1k1-w1k1", "/var/run/postgresql:5432:wiki:wiki:*")]
#[case::script("pwd = keyring::key_get(\"MartDW\"))", "pwd = keyring::key_get(\"MartDW\"))")]
#[case::column("token_col <- \"subject_token\"", "token_col <- \"subject_token\"")]
#[case::progress(
    "data.vault_kv_secret_v2.db: Read complete after 0s [id=kv/data/prod/db]",
    "data.vault_kv_secret_v2.db: Read complete after 0s [id=kv/data/prod/db]"
)]
#[case::vpn(
    "<auth-user-pass>\nanna\nPlum&Pear_2024\n</auth-user-pass>",
    "<auth-user-pass>\nanna\n*\n</auth-user-pass>"
)]
#[case::authenticator(
    "<Key>otp</Key><Value>otpauth://totp/a?secret=M5Z6YAVYCZSA5JHJ&amp;period=30</Value>",
    "<Key>otp</Key><Value>otpauth://totp/a?secret=*&amp;period=30</Value>"
)]
#[case::setup_command_in_markup(
    "<CommandLine>net user desk \"H3lp now\" /add</CommandLine>",
    "<CommandLine>net user desk \"*\" /add</CommandLine>"
)]
#[case::setup_option("net user desk /passwordchg:no</Line>", "net user desk /passwordchg:no</Line>")]
#[case::substitution(
    "CREATE USER ro IDENTIFIED BY \"&ro_password\";",
    "CREATE USER ro IDENTIFIED BY \"&ro_password\";"
)]
#[case::setup_pass("<settings pass=\"specialize\">", "<settings pass=\"specialize\">")]
#[case::setup_command("cmd /c net user ada lehrer2023 /add", "cmd /c net user ada * /add")]
#[case::game("sv_setsteamaccount \"49E05863F752ACC6\" // GSLT", "sv_setsteamaccount \"*\" // GSLT")]
#[case::comment("password=kaktus88 ; the phone", "password=* ; the phone")]
#[case::external_secret("- secretKey: admin-password", "- secretKey: admin-password")]
#[case::existing_secret("existingSecretPasswordKey: admin-password", "existingSecretPasswordKey: admin-password")]
#[case::certificate(
    "    Signature Value:\n        30:46:02:21:00:c3",
    "    Signature Value:\n        30:46:02:21:00:c3"
)]
#[case::private_part("privateExponent:\n    30:46:02:21:00:c3", "privateExponent:\n    30:46:02:21:00:c3")]
#[case::mail_signature(
    "DKIM-Signature: v=1; d=a.example;\n\tb=lUFdnypGTvwf1Kwgnfg6QzUj0B7M7K31CyGpnC3B",
    "DKIM-Signature: v=1; d=a.example;\n\tb=lUFdnypGTvwf1Kwgnfg6QzUj0B7M7K31CyGpnC3B"
)]
#[case::public_lines(
    "Public-Lines: 1\nAAAAB3NzaC1yc2EAAAADAQABAAABAQDF30xKc3Z7WyIP9cwqG97wAHt\nPrivate-Lines: 1\nAAABAAOCNgsa1HvTqZ",
    "Public-Lines: 1\nAAAAB3NzaC1yc2EAAAADAQABAAABAQDF30xKc3Z7WyIP9cwqG97wAHt\nPrivate-Lines: 1\n*"
)]
fn line_of_a_device_or_a_setup_is_covered_by_its_place(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}
