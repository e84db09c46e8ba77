//! Tests of each format and its variations.

use super::{JSON, LINE, expected, parts, request};
use rstest::rstest;

const URL: &str = "https://api.cloud-elements.com/elements/api-v2/instances";

/// Escapes a body for single quotes of a shell.
fn in_single_quotes(body: &str) -> String {
    body.replace('\'', "'\\''")
}

/// Adds a prefix to each line of a text.
fn prefixed(text: &str, prefix: &str) -> String {
    text.lines().flat_map(|line| [prefix, line, "\n"]).collect()
}

fn numbered(text: &str) -> String {
    let lines: Vec<String> = text.lines().enumerate().map(|(row, line)| format!("{:>4}\t{line}", row + 1)).collect();
    lines.join("\n")
}

fn escaped(body: &str) -> String {
    body.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

fn cmd_escaped(body: &str) -> String {
    body.replace('"', "\\\"")
}

fn python() -> &'static str {
    r"{'element': {'key': 'magentosoapv19'}, 'configuration': {'userName': 'ada', 'password': 'p$ss-w0rd-77', 'store.url': 'https://shop.example'}, 'tags': ['t1'], 'name': 'My shop'}"
}

fn ruby() -> &'static str {
    "'element' => { 'key' => 'magentosoapv19' },
  :configuration => { 'userName' => 'ada', 'password' => 'p$ss-w0rd-77', 'store.url' => 'https://shop.example' },
  'tags' => %w[t1],
  'name' => 'My shop'"
}

fn javascript() -> &'static str {
    r#"{
  element: { key: 'magentosoapv19' }, // the shop
  configuration: {
    userName: 'ada',
    password: "p$ss-w0rd-77",
    'store.url': `https://shop.example`,
  },
  tags: ['t1'],
  name: "My shop",
}"#
}

fn yaml() -> &'static str {
    "element:\n  key: magentosoapv19\nconfiguration:\n  userName: ada\n  password: p$ss-w0rd-77\n  store.url: https://shop.example\ntags:\n  - t1\nname: My shop\n"
}

#[rstest]
#[case::json(JSON.to_owned())]
#[case::test_plan_of_jmeter(format!(
    "<stringProp name=\"Argument.value\">{}</stringProp>\n<stringProp name=\"HTTPSampler.path\">/instances</stringProp>",
    JSON.replace('"', "&quot;").replace('\n', "&#xd;\n")
))]
#[case::numbered_entities(JSON.replace('"', "&#x22;").replace('/', "&#47;"))]
#[case::one_line(LINE.to_owned())]
#[case::patch(format!("diff --git a/b.json b/b.json\n--- a/b.json\n+++ b/b.json\n@@ -1,2 +1,14 @@\n-{{ }}\n{}", prefixed(JSON, "+")))]
#[case::go_map(format!("body := {}", LINE.replace('{', "map[string]any{")).replace("[\"t1\"]", "[]string{\"t1\"}"))]
#[case::byte_order_mark(format!("\u{feff}{JSON}"))]
#[case::carriage_returns(JSON.replace('\n', "\r\n"))]
#[case::tabs_and_no_break_spaces(JSON.replace("  ", "\u{a0}\t"))]
#[case::trailing_commas(JSON.replace("\"\n  }", "\",\n  }").replace("shop\"\n}", "shop\",\n}"))]
#[case::block_comment_in_front(format!("/* create */\n{JSON}"))]
#[case::comments_within(JSON.replace("\"userName\"", "// the user\n    \"userName\"").replace("\"tags\"", "# words\n  \"tags\""))]
#[case::single_quotes(JSON.replace('"', "'"))]
#[case::curly_quotes(JSON.replace("\": ", "”: ").replace('"', "“"))]
#[case::low_quotes(JSON.replace('"', "„"))]
#[case::curly_single_quotes(JSON.replace('"', "’"))]
#[case::keys_without_quotes(javascript().to_owned())]
#[case::fence(format!("```json\n{JSON}\n```"))]
#[case::fence_and_prose(format!("Post this:\n\n```\n{JSON}\n```\nand wait."))]
#[case::indented(prefixed(JSON, "    "))]
#[case::quoted_mail(format!("Hi,\nuse this:\n{}", prefixed(JSON, "> ")))]
#[case::twice_quoted_mail(prefixed(JSON, "> > "))]
#[case::numbered_lines(numbered(JSON))]
#[case::added_lines(prefixed(JSON, "+"))]
#[case::log_line(format!("2026-01-05 12:00:01 [INFO] {{worker-1}} sending request body={LINE}"))]
#[case::log_line_with_json_text(format!("{{\"level\":\"info\",\"msg\":\"{}\"}}", escaped(LINE)))]
#[case::arguments_of_a_call_in_ruby(format!("request.body = JSON.generate(\n{}\n)\nputs request.body", ruby()))]
#[case::in_data(format!("{{\"data\": {JSON}}}"))]
#[case::in_a_list(format!("[{JSON}]"))]
#[case::in_body_as_text(format!("{{\"body\": \"{}\"}}", escaped(JSON)))]
#[case::in_a_text(format!("\"{}\"", escaped(LINE)))]
#[case::escaped_without_quotes(escaped(LINE))]
#[case::html_entities(JSON.replace('"', "&quot;"))]
#[case::percent_encoded(url::form_urlencoded::byte_serialize(LINE.as_bytes()).collect::<String>())]
#[case::assigned(format!("const body = {JSON};"))]
#[case::colored(format!("\u{1b}[1;39m{}\u{1b}[0m", JSON.replace("\"ada\"", "\u{1b}[0;32m\"ada\"\u{1b}[0m")))]
#[case::bracketed_twice(format!("\u{1b}[200~{JSON}\u{1b}[201~"))]
#[case::other_case_of_names(JSON.replace("\"element\"", "\"Element\"").replace("\"configuration\"", "\"Configuration\"").replace("\"name\"", "\"Name\""))]
#[case::list_of_items(r#"{"element": {"key": "magentosoapv19"}, "configuration": [{"key": "userName", "value": "ada"}, {"key": "password", "value": "p$ss-w0rd-77"}, {"key": "store.url", "value": "https://shop.example"}], "tags": "t1", "name": "My shop"}"#.to_owned())]
#[case::element_as_text(LINE.replace("{\"key\": \"magentosoapv19\"}", "\"magentosoapv19\""))]
#[case::configuration_as_text(format!(r#"{{"element": "magentosoapv19", "configuration": "{}", "tags": ["t1"], "name": "My shop"}}"#, escaped(r#"{"userName": "ada", "password": "p$ss-w0rd-77", "store.url": "https://shop.example"}"#)))]
fn json_in_any_wrapping_is_parsed(#[case] text: String) {
    assert_eq!(parts(&request(&text)), expected());
}

#[rstest]
#[case::curl(format!("curl -X POST '{URL}' -d '{JSON}'"))]
#[case::curl_continued(format!("curl -X POST \\\n  '{URL}' \\\n  -H 'Authorization: User abc, Organization def' \\\n  -d '{JSON}'"))]
#[case::curl_with_blanks_behind_backslashes(format!("curl -X POST \\  \n  '{URL}' \\ \n  -d '{JSON}'"))]
#[case::curl_without_backslashes(format!("curl -X POST\n-H 'a: b'\n-d '{JSON}'\n'{URL}'"))]
#[case::curl_data_raw(format!("curl '{URL}' --data-raw '{JSON}' --compressed"))]
#[case::curl_data_binary(format!("curl '{URL}' --data-binary '{JSON}'"))]
#[case::curl_data_equals(format!("curl '{URL}' --data='{LINE}'"))]
#[case::curl_json(format!("curl --json '{LINE}' {URL}"))]
#[case::curl_attached(format!("curl -sXPOST {URL} -d'{LINE}'"))]
#[case::curl_clustered(format!("curl -skd '{LINE}' {URL}"))]
#[case::curl_double_quotes(format!("curl {URL} -d \"{}\"", LINE.replace('"', "\\\"")))]
#[case::curl_ansi_quotes(format!("curl {URL} -d $'{}'", JSON.replace('\n', "\\n")))]
#[case::curl_ansi_unicode(format!("curl {URL} --data-raw $'{}'", LINE.replace('$', "\\u0024").replace("My", "\\u004dy")))]
#[case::curl_here_document(format!("curl -X POST {URL} -d @- <<'EOF'\n{JSON}\nEOF\n"))]
#[case::curl_here_document_unquoted(format!("curl -X POST {URL} -d @- <<EOF\n{}\nEOF\n", JSON.replace('$', "\\$")))]
#[case::curl_here_string(format!("curl -d @- {URL} <<< '{LINE}'"))]
#[case::piped_echo(format!("echo '{LINE}' | curl -d @- {URL}"))]
#[case::piped_cat(format!("cat <<'JSON' | curl -d @- {URL}\n{JSON}\nJSON"))]
#[case::variable_in_front(format!("BODY='{JSON}'\ncurl -d \"$BODY\" {URL}"))]
#[case::piped_to_jq(format!("curl -s {URL} -d '{LINE}' | jq '.token'"))]
#[case::redirected(format!("curl -s {URL} -d '{LINE}' > out.json 2>&1"))]
#[case::prompt(format!("$ curl {URL} -d '{JSON}'"))]
#[case::long_prompt(format!("ada@host:~/work (main)$ curl {URL} -d '{LINE}'"))]
#[case::root_prompt(format!("# curl {URL} -d '{LINE}'"))]
#[case::prompts_of_zsh(format!("% curl {URL} \\\n> -d @- <<'JSON'\n{}heredoc> JSON", prefixed(JSON, "heredoc> ")))]
#[case::prompts_of_zsh_in_quotes(format!("% curl {URL} -d '{{\n{}", prefixed(&format!("{}'", &JSON[2..]), "quote> ")))]
#[case::prompt_of_continued_lines(format!("$ curl \\\n> {URL} \\\n> -d '{LINE}'"))]
#[case::comment_in_front(format!("# create the instance\ncurl {URL} -d '{JSON}'"))]
#[case::shebang(format!("#!/bin/sh\nset -e\ncurl {URL} -d '{JSON}'"))]
#[case::sudo(format!("sudo curl {URL} -d '{LINE}'"))]
#[case::variables_of_the_environment(format!("HTTPS_PROXY=http://p:8080 NO_COLOR=1 curl {URL} -d '{LINE}'"))]
#[case::full_path(format!("/usr/bin/curl {URL} -d '{LINE}'"))]
#[case::two_commands(format!("curl https://api.example/token -d 'grant_type=x'\ncurl {URL} -d '{LINE}'"))]
#[case::curly_quotes(format!("curl ‘{URL}’ --data ‘{}’", LINE.replace('\'', "\\u0027")))]
#[case::escaped_body_in_single_quotes(format!("curl {URL} -d '{}'", LINE.replace('"', "\\\"")))]
#[case::element_in_the_address(format!("curl https://api.example/elements/api-v2/elements/magentosoapv19/instances -d '{}'", LINE.replace("\"element\": {\"key\": \"magentosoapv19\"}, ", "")))]
#[case::url_encoded(format!("curl {URL} --data-urlencode 'element.key=magentosoapv19' --data-urlencode 'configuration.userName=ada' --data-urlencode 'configuration.password=p$ss-w0rd-77' --data-urlencode 'configuration.store.url=https://shop.example' --data-urlencode 'tags=t1' --data-urlencode 'name=My shop'"))]
#[case::several_data(format!("curl {URL} -d 'element[key]=magentosoapv19' -d 'configuration[userName]=ada' -d 'configuration[password]=p%24ss-w0rd-77' -d 'configuration[store.url]=https%3A%2F%2Fshop.example' -d 'tags=t1' -d 'name=My+shop'"))]
#[case::form_fields(format!("curl {URL} -F 'element={{\"key\":\"magentosoapv19\"}}' -F 'configuration={{\"userName\":\"ada\",\"password\":\"p$ss-w0rd-77\",\"store.url\":\"https://shop.example\"}};type=application/json' -F tags=t1 -F 'name=My shop'"))]
#[case::wget(format!("wget -qO- --header 'Content-Type: application/json' --post-data='{LINE}' {URL}"))]
#[case::wget_body(format!("wget --method=POST --body-data '{LINE}' {URL}"))]
#[case::httpie(format!("http POST {URL} Authorization:\"User x\" element:='{{\"key\":\"magentosoapv19\"}}' configuration:='{{\"userName\":\"ada\",\"password\":\"p$ss-w0rd-77\",\"store.url\":\"https://shop.example\"}}' tags:='[\"t1\"]' name='My shop'"))]
#[case::httpie_nested(format!("http {URL} element[key]=magentosoapv19 configuration[userName]=ada configuration[password]='p$ss-w0rd-77' 'configuration[store.url]=https://shop.example' tags[]=t1 name='My shop'"))]
#[case::httpie_raw(format!("http POST {URL} --raw '{LINE}'"))]
#[case::httpie_piped(format!("echo '{LINE}' | http POST {URL}"))]
#[case::xh(format!("xh post {URL} element:='{{\"key\":\"magentosoapv19\"}}' configuration:='{{\"userName\":\"ada\",\"password\":\"p$ss-w0rd-77\",\"store.url\":\"https://shop.example\"}}' tags:='[\"t1\"]' name='My shop'"))]
fn shell_command_is_parsed(#[case] text: String) {
    assert_eq!(parts(&request(&text)), expected());
}

#[rstest]
#[case::doubled_quotes(format!("curl -X POST \"{URL}\" -H \"Content-Type: application/json\" -d \"{}\"", LINE.replace('"', "\"\"")))]
#[case::backslashed_quotes(format!("curl -X POST \"{URL}\" -d \"{}\"", cmd_escaped(LINE)))]
#[case::continued(format!("curl \"{URL}\" ^\n  -H \"content-type: application/json\" ^\n  -d \"{}\" ^\n  --compressed", cmd_escaped(LINE)))]
#[case::copied_from_a_browser(format!("curl \"{URL}\" ^\n  --data-raw \"{}\" ^\n  --compressed", LINE.replace('"', "^\\^\"").replace('{', "^{").replace('}', "^}")))]
#[case::copied_from_a_newer_browser(format!("curl ^\"{URL}^\" ^\n  --data-raw ^\"{}^\"", LINE.replace('"', "^\\^\"").replace('{', "^{").replace('}', "^}").replace('$', "^$")))]
#[case::percent_between_carets(format!("curl ^\"{URL}^\" ^\n  --data-raw ^\"{}^\"", LINE.replace('"', "^\\^\"").replace('%', "^%^")))]
#[case::windows_prompt(format!("C:\\Users\\ada>curl -X POST \"{URL}\" -d \"{}\"", cmd_escaped(LINE)))]
#[case::windows_line_ends(format!("curl \"{URL}\" ^\r\n  -d \"{}\"\r\n", cmd_escaped(LINE)))]
#[case::powershell_curl(format!("curl.exe -X POST `\n  '{URL}' `\n  -H 'Content-Type: application/json' `\n  -d '{JSON}'"))]
#[case::powershell_prompt(format!("PS C:\\> curl.exe '{URL}' -d '{LINE}'"))]
#[case::powershell_backslashes(format!("curl.exe '{URL}' -d '{}'", LINE.replace('"', "\\\"")))]
#[case::rest_method(format!("Invoke-RestMethod -Method Post -Uri '{URL}' -ContentType 'application/json' -Body '{LINE}'"))]
#[case::rest_method_continued(format!("Invoke-RestMethod `\n -Uri \"{URL}\" `\n -Method POST `\n -Body '{JSON}'"))]
#[case::web_request_doubled(format!("Invoke-WebRequest -Uri {URL} -Method Post -Body \"{}\"", LINE.replace('"', "\"\"").replace('$', "`$")))]
#[case::web_request_backticks(format!("iwr {URL} -Method Post -Body \"{}\"", LINE.replace('"', "`\"").replace('$', "`$")))]
#[case::here_string(format!("$body = @'\n{JSON}\n'@\nInvoke-RestMethod -Method Post -Uri {URL} -Body $body"))]
#[case::double_here_string(format!("$body = @\"\n{JSON}\n\"@\nirm {URL} -Method Post -Body $body"))]
#[case::hashtable(format!("$body = @{{\n  element = @{{ key = 'magentosoapv19' }}\n  configuration = @{{\n    userName = 'ada'\n    password = 'p$ss-w0rd-77'\n    'store.url' = \"https://shop.example\"\n  }}\n  tags = @('t1')\n  name = 'My shop'\n}} | ConvertTo-Json\nInvoke-RestMethod -Uri {URL} -Method Post -Body $body"))]
#[case::ordered_hashtable(format!("$b = [ordered]@{{ element = @{{ key = 'magentosoapv19' }}; configuration = [ordered]@{{ userName = 'ada'; password = 'p$ss-w0rd-77'; 'store.url' = 'https://shop.example' }}; tags = @('t1'); name = 'My shop' }}\nirm {URL} -Method Post -Body ($b | ConvertTo-Json -Depth 5)"))]
fn windows_command_is_parsed(#[case] text: String) {
    assert_eq!(parts(&request(&text)), expected());
}

#[rstest]
#[case::fetch(format!("fetch('{URL}', {{ method: 'POST', headers: {{ 'Content-Type': 'application/json' }}, body: JSON.stringify({}) }});", javascript()))]
#[case::fetch_copied(format!("fetch(\"{URL}\", {{\n  \"headers\": {{\n    \"authorization\": \"User x\"\n  }},\n  \"body\": \"{}\",\n  \"method\": \"POST\"\n}});", escaped(LINE)))]
#[case::fetch_template(format!("await fetch(`${{base}}/instances`, {{ method: 'POST', body: `{JSON}` }})"))]
#[case::axios(format!("axios.post('{URL}', {}, {{ headers: {{ Authorization: auth }} }})", javascript()))]
#[case::axios_data(format!("const res = await axios({{ method: 'post', url: '{URL}', data: {} }});", javascript()))]
#[case::jquery(format!("$.ajax({{ url: '{URL}', type: 'POST', data: JSON.stringify({}) }})", javascript()))]
#[case::requests_json(format!("import requests\n\nr = requests.post('{URL}', json={}, headers={{'Authorization': auth}})\n", python()))]
#[case::requests_payload(format!("payload = {}\nrequests.post(url, json=payload)", python()))]
#[case::requests_triple(format!("data = \"\"\"{JSON}\"\"\"\nrequests.post(url, data=data)"))]
#[case::requests_triple_single(format!("data = '''\n{JSON}\n'''\nrequests.post(url, data=data)"))]
#[case::requests_dumps(format!("requests.post(url, data=json.dumps({}))", python()))]
#[case::requests_dict("requests.post(url, json=dict(element=dict(key='magentosoapv19'), configuration={'userName': 'ada', 'password': 'p$ss-w0rd-77', 'store.url': 'https://shop.example'}, tags=['t1'], name='My shop'))".to_owned())]
#[case::python_raw_text(format!("payload = r'{LINE}'"))]
#[case::python_adjacent(format!("payload = (\"{}\"\n  \"{}\")", escaped("{\"element\": {\"key\": \"magentosoapv19\"}, \"configuration\": {\"userName\": \"ada\", \"password\": \"p$ss-w0rd-77\","), escaped(" \"store.url\": \"https://shop.example\"}, \"tags\": [\"t1\"], \"name\": \"My shop\"}")))]
#[case::java(format!("RequestBody body = RequestBody.create(mediaType, \"{}\");", escaped(LINE)))]
#[case::java_concatenated(format!("String body = \"{}\" +\n    \"{}\";", escaped("{\"element\": {\"key\": \"magentosoapv19\"}, \"configuration\": {\"userName\": \"ada\", \"password\": \"p$ss-w0rd-77\","), escaped(" \"store.url\": \"https://shop.example\"}, \"tags\": [\"t1\"], \"name\": \"My shop\"}")))]
#[case::go(format!("payload := strings.NewReader(`{JSON}`)"))]
#[case::csharp(format!("var body = @\"{}\";", LINE.replace('"', "\"\"")))]
#[case::php("$body = ['element' => ['key' => 'magentosoapv19'], 'configuration' => ['userName' => 'ada', 'password' => 'p$ss-w0rd-77', 'store.url' => 'https://shop.example'], 'tags' => ['t1'], 'name' => 'My shop'];".to_owned())]
#[case::ruby("body = { element: { key: 'magentosoapv19' }, configuration: { 'userName' => 'ada', 'password' => 'p$ss-w0rd-77', 'store.url' => 'https://shop.example' }, tags: ['t1'], name: 'My shop' }.to_json".to_owned())]
#[case::ruby_rockets("{ :element => { :key => 'magentosoapv19' }, :configuration => { 'userName' => 'ada', 'password' => 'p$ss-w0rd-77', 'store.url' => 'https://shop.example' }, :tags => ['t1'], :name => 'My shop' }".to_owned())]
fn calls_in_programs(#[case] text: String) {
    assert_eq!(parts(&request(&text)), expected());
}

#[rstest]
#[case::postman_item(format!(r#"{{"name": "Create", "request": {{"method": "POST", "header": [], "body": {{"mode": "raw", "raw": "{}"}}, "url": {{"raw": "{URL}"}}}}}}"#, escaped(JSON)))]
#[case::postman_collection(format!(r#"{{"info": {{"_postman_id": "1", "name": "CE"}}, "item": [{{"name": "List", "request": {{"method": "GET"}}}}, {{"name": "Folder", "item": [{{"request": {{"method": "POST", "body": {{"mode": "raw", "raw": "{}"}}}}}}]}}]}}"#, escaped(JSON)))]
#[case::postman_form(r#"{"request": {"method": "POST", "body": {"mode": "urlencoded", "urlencoded": [{"key": "element.key", "value": "magentosoapv19"}, {"key": "configuration.userName", "value": "ada"}, {"key": "configuration.password", "value": "p$ss-w0rd-77"}, {"key": "configuration.store.url", "value": "https://shop.example"}, {"key": "tags", "value": "t1"}, {"key": "name", "value": "My shop"}]}}}"#.to_owned())]
#[case::har(format!(r#"{{"log": {{"version": "1.2", "entries": [{{"request": {{"method": "POST", "url": "{URL}", "headers": [{{"name": "Authorization", "value": "User x"}}], "postData": {{"mimeType": "application/json", "text": "{}"}}}}, "response": {{"content": {{"text": "{{\"id\": 1, \"element\": {{\"key\": \"other\"}}, \"configuration\": {{}}}}"}}}}}}]}}}}"#, escaped(LINE)))]
#[case::har_entry(format!(r#"{{"request": {{"method": "POST", "postData": {{"text": "{}"}}}}}}"#, escaped(LINE)))]
#[case::insomnia(format!(r#"{{"_type": "export", "resources": [{{"_type": "request", "body": {{"mimeType": "application/json", "text": "{}"}}}}]}}"#, escaped(JSON)))]
#[case::openapi(format!(r#"{{"paths": {{"/instances": {{"post": {{"requestBody": {{"content": {{"application/json": {{"example": {LINE}}}}}}}}}}}}}}}"#))]
#[case::raw_http(format!("POST /elements/api-v2/instances HTTP/1.1\nHost: api.cloud-elements.com\nAuthorization: User x, Organization y\nContent-Type: application/json\n\n{JSON}"))]
#[case::raw_http_lines(format!("POST /elements/api-v2/instances HTTP/1.1\r\nHost: api.example\r\n\r\n{LINE}"))]
#[case::rest_client(format!("### Create\nPOST {URL}\nAuthorization: {{{{auth}}}}\n\n{JSON}\n\n###\n"))]
#[case::raw_http_form(format!("POST /instances HTTP/1.1\nHost: api.example\n\nelement.key=magentosoapv19&configuration.userName=ada&configuration.password=p%24ss-w0rd-77&configuration.store.url=https%3A%2F%2Fshop.example&tags=t1&name=My+shop"))]
#[case::form("element.key=magentosoapv19&configuration.userName=ada&configuration.password=p%24ss-w0rd-77&configuration.store.url=https%3A%2F%2Fshop.example&tags=t1&name=My+shop".to_owned())]
#[case::verbose_curl(format!("> POST /elements/api-v2/instances HTTP/1.1\n> Host: api.example\n> Authorization: User x\n>\n{LINE}"))]
fn recorded_requests(#[case] text: String) {
    assert_eq!(parts(&request(&text)), expected());
}

#[rstest]
#[case::yaml(yaml().to_owned())]
#[case::yaml_with_start(format!("---\n# a shop\n{}", yaml()))]
#[case::yaml_quoted(yaml().replace("ada", "\"ada\"").replace("p$ss-w0rd-77", "'p$ss-w0rd-77'").replace("My shop", "'My shop' # the name"))]
#[case::yaml_flow("element: {key: magentosoapv19}\nconfiguration: {userName: ada, password: p$ss-w0rd-77, store.url: https://shop.example}\ntags: [t1]\nname: My shop".to_owned())]
#[case::yaml_indented(prefixed(yaml(), "  "))]
#[case::yaml_fenced(format!("```yaml\n{}```", yaml()))]
#[case::yaml_wrapped(format!("request:\n{}", prefixed(yaml(), "  ")))]
#[case::yaml_list_not_indented(yaml().replace("  - t1", "- t1"))]
#[case::yaml_block(format!("body: |\n{}\nmethod: POST", prefixed(JSON, "  ")))]
#[case::yaml_items("element:\n  key: magentosoapv19\nconfiguration:\n  - key: userName\n    value: ada\n  - key: password\n    value: p$ss-w0rd-77\n  - key: store.url\n    value: https://shop.example\ntags: t1\nname: My shop".to_owned())]
#[case::properties("element.key=magentosoapv19\nconfiguration.userName=ada\nconfiguration.password=p$ss-w0rd-77\nconfiguration.store.url=https://shop.example\ntags=t1\nname=My shop".to_owned())]
#[case::properties_with_blanks("# shop\nelement.key = magentosoapv19\nconfiguration.userName = ada\nconfiguration.password = p$ss-w0rd-77\nconfiguration.store.url = https://shop.example\ntags = t1\nname = My shop".to_owned())]
#[case::toml("name = \"My shop\"\ntags = [\"t1\"]\n\n[element]\nkey = \"magentosoapv19\"\n\n[configuration]\nuserName = \"ada\"\npassword = 'p$ss-w0rd-77'\n\"store.url\" = \"https://shop.example\"\n".to_owned())]
#[case::ini("; shop\n[element]\nkey=magentosoapv19\n[configuration]\nuserName=ada\npassword=p$ss-w0rd-77\nstore.url=https://shop.example\n[instance]\nname=My shop\ntags=t1".replace("[instance]\n", "[]\n"))]
#[case::environment("ELEMENT_KEY=magentosoapv19\nuserName=ada\npassword='p$ss-w0rd-77'\nstore.url=\"https://shop.example\"\nTAGS=t1\nINSTANCE_NAME=\"My shop\"".to_owned())]
#[case::exported("export ELEMENT_KEY=magentosoapv19\nexport userName=ada # the user\nexport password='p$ss-w0rd-77'\nexport store.url=https://shop.example\nexport TAGS=t1\nexport NAME=\"My shop\"".to_owned())]
fn settings_files(#[case] text: String) {
    let (element, mut entries, tags, name) = parts(&request(&text));
    entries.sort();
    let mut expected = expected();
    expected.1.sort();
    assert_eq!((element, entries, tags, name), expected);
}

#[rstest]
#[case::wrapped_at_60(60)]
#[case::wrapped_at_80(80)]
#[case::wrapped_at_100(100)]
fn a_terminal_breaks_lines_at_its_last_column(#[case] columns: usize) {
    let characters: Vec<char> = LINE.chars().collect();
    let broken: Vec<String> = characters.chunks(columns).map(|line| line.iter().collect()).collect();
    assert_eq!(parts(&request(&broken.join("\n"))), expected());
}

#[rstest]
#[case::apostrophe("Bob's shop")]
#[case::quote("The \"best\" shop")]
#[case::backslash(r"C:\shop")]
#[case::umlaut("Größe & Co")]
#[case::emoji("👩‍🚀 shop")]
#[case::joined("می\u{200c}خواهم")]
#[case::wide_blank("東京\u{3000}店")]
fn names_survive_a_shell(#[case] name: &str) {
    let body = serde_json::json!({"element": {"key": "x"}, "configuration": {}, "name": name}).to_string();
    let command = format!("curl {URL} -d '{}'", in_single_quotes(&body));
    assert_eq!(request(&command).name.as_deref(), Some(name));
}
