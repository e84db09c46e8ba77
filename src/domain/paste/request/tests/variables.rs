//! Variables with their values in the same text, and values inside of calls.

use super::*;
use rstest::rstest;

const CREATE: &str = "POST https://api.example/elements/api-v2/instances";

/// The request with variables in place of two values.
fn body(user: &str, password: &str) -> String {
    JSON.replace("\"ada\"", user).replace("\"p$ss-w0rd-77\"", password)
}

fn templated() -> String {
    body("\"{{user}}\"", "\"{{ password }}\"")
}

#[rstest]
#[case::environment_of_postman(format!(
    "{}\n\n==> a.postman_environment.json <==\n{{\"name\": \"a\", \"values\": [{{\"key\": \"user\", \"value\": \"ada\", \"enabled\": true}}, {{\"key\": \"password\", \"value\": \"p$ss-w0rd-77\", \"type\": \"secret\", \"enabled\": true}}]}}",
    templated()
))]
#[case::environment_before_the_request(format!(
    "{{\"values\": [{{\"key\": \"user\", \"value\": \"ada\"}}, {{\"key\": \"password\", \"value\": \"p$ss-w0rd-77\"}}]}}\n{}",
    templated()
))]
#[case::variable_that_is_off(format!(
    "{}\n{{\"values\": [{{\"key\": \"user\", \"value\": \"ada\"}}, {{\"key\": \"password\", \"value\": \"p$ss-w0rd-77\"}}, {{\"key\": \"user\", \"value\": \"bob\", \"enabled\": false}}]}}",
    templated()
))]
#[case::collection_of_postman(format!(
    "{{\"item\": [{{\"request\": {{\"method\": \"POST\", \"body\": {{\"mode\": \"raw\", \"raw\": {}}}}}}}], \"variable\": [{{\"key\": \"user\", \"value\": \"ada\"}}, {{\"key\": \"password\", \"value\": \"p$ss-w0rd-77\"}}]}}",
    serde_json::Value::from(templated())
))]
#[case::insomnia(format!(
    "{{\"resources\": [{{\"_type\": \"request\", \"body\": {{\"text\": {}}}}}, {{\"_type\": \"environment\", \"data\": {{\"user\": \"ada\", \"password\": \"p$ss-w0rd-77\"}}}}]}}",
    serde_json::Value::from(body("\"{{ _.user }}\"", "\"{{ _.password }}\""))
))]
#[case::http_file(format!("@user = ada\n@password=p$ss-w0rd-77\n\n{CREATE}\nContent-Type: application/json\n\n{}", templated()))]
#[case::shell(format!(
    "USER_NAME=ada\nexport PASSWORD='p$ss-w0rd-77'\ncurl -X {CREATE} -d @- <<E\n{}\nE",
    body("\"$USER_NAME\"", "\"${PASSWORD}\"")
))]
#[case::python(format!("USER: str = 'ada'\nPASSWORD = \"p$ss-w0rd-77\"  # test\nrequests.post(url, json={})", body("USER", "PASSWORD")))]
#[case::javascript(format!("const user = 'ada';\nlet password: string = \"p$ss-w0rd-77\";\nfetch(url, {{body: JSON.stringify({})}})", body("user", "password")))]
#[case::javascript_template(format!("const user = 'ada';\nconst password = 'p$ss-w0rd-77';\nfetch(url, {{body: `{}`}})", body("\"${user}\"", "\"${password}\"")))]
#[case::powershell(format!("$User = 'ada'\n$Password = 'p$ss-w0rd-77'\n$body = @{{ element = @{{ key = 'magentosoapv19' }}; configuration = @{{ userName = $User; password = $Password; 'store.url' = 'https://shop.example' }}; tags = @('t1'); name = 'My shop' }} | ConvertTo-Json"))]
#[case::java("private static final String PW = \"p$ss-w0rd-77\";\nvar body = Map.of(); // {\"element\": {\"key\": \"magentosoapv19\"}, \"configuration\": {\"userName\": \"ada\", \"password\": PW, \"store.url\": \"https://shop.example\"}, \"tags\": [\"t1\"], \"name\": \"My shop\"}".to_owned())]
#[case::joined(format!("HOST = 'shop.example'\npayload = {}", JSON.replace("\"https://shop.example\"", "'https://' + HOST")))]
fn variable_is_replaced_by_its_value_in_the_text(#[case] text: String) {
    assert_eq!(parts(&request(&text)), expected());
}

#[rstest]
#[case::not_assigned(body("user", "\"{{password}}\""))]
#[case::read_from_elsewhere(format!("user = input()\npassword = os.environ['PW']\nx = {}", body("user", "password")))]
#[case::made_of_others(format!("user = \"a\" + b\npassword = f\"{{x}}\" \"y\"\nx = {}", body("user", "password")))]
#[case::placeholder(format!("@user = your-user\n@password = <password>\n{CREATE}\n\n{}", templated()))]
#[case::compared(format!("if user == 'ada':\n  pass\nif (password === 'x') {{}}\nx = {}", body("user", "password")))]
fn variable_without_a_value_is_left_out(#[case] text: String) {
    let keys: Vec<String> = request(&text).configuration.into_iter().map(|entry| entry.key).collect();
    assert_eq!(keys, ["store.url"]);
}

#[rstest]
#[case::options_of_php(format!("curl_setopt_array($ch, [\n CURLOPT_POST => true,\n CURLOPT_POSTFIELDS => json_encode({PHP}),\n]);"))]
#[case::option_of_php(format!("curl_setopt($ch, CURLOPT_POSTFIELDS, json_encode({PHP}));"))]
#[case::call_in_a_map(format!("await client.send({{url: base, body: serialize({LINE})}})"))]
#[case::calls_in_calls(format!("send({{a: [f(g({LINE})), 1]}})"))]
#[case::list_of_arguments(format!("run([\"x\", encode({LINE})])"))]
#[case::method_of_a_builder(format!("{{uri: u, content: BodyInserters.fromValue(new Json({LINE}).toString())}}"))]
fn request_inside_of_a_call_is_found(#[case] text: String) {
    assert_eq!(parts(&request(&text)), expected());
}

const PHP: &str = "['element' => ['key' => 'magentosoapv19'], 'configuration' => ['userName' => 'ada', \
    'password' => 'p$ss-w0rd-77', 'store.url' => 'https://shop.example'], 'tags' => ['t1'], 'name' => 'My shop']";

#[rstest]
#[case::created("\"createdDate\": \"2025-04-02T09:12:44Z\", \"valid\": true")]
#[case::token("\"token\": \"abc=\", \"configuration\": {\"userName\": \"bob\"}")]
fn answer_after_a_request_is_no_further_request(#[case] rest: &str) {
    let answer = format!("{{\"id\": 601177, \"name\": \"My shop\", \"element\": {{\"key\": \"x\"}}, {rest}}}");
    request(&format!("{CREATE}\n\n{JSON}\n\n200 OK\n\n{answer}"));
}
