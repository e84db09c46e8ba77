//! The words these tests are written in.

use elemint::sandbox::{Options, Sandbox};
use reqwest::{
    Client, Method,
    header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, LOCATION},
    redirect::Policy,
};
use serde_json::{Value as Json, json};
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use url::Url;

pub const CALLBACK: &str = "http://127.0.0.1:8910/callback?keep=1";
pub const OAUTH: &str = "infusionsoftecommerce";
pub const PLAIN: &str = "magentosoapv19";

/// A sandbox and a client that follows no redirect.
pub struct Play {
    pub sandbox: Sandbox,
    pub http: Client,
}

/// Answer of the sandbox.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Json {
        serde_json::from_str(&self.text).expect("a JSON answer")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    pub fn message(&self) -> String {
        self.json().get("message").and_then(Json::as_str).expect("a message").to_owned()
    }

    pub fn provider_message(&self) -> String {
        self.json().get("providerMessage").and_then(Json::as_str).unwrap_or_default().to_owned()
    }

    /// The redirect's target and its parameters.
    pub fn redirect(&self) -> (Url, BTreeMap<String, String>) {
        assert_eq!(self.status, 303, "{}", self.text);
        let url = Url::parse(self.header(LOCATION.as_str())).expect("an address");
        let pairs = url.query_pairs().into_owned().collect();
        (url, pairs)
    }
}

pub fn quick() -> Options {
    Options { pace: Duration::ZERO, ..Options::default() }
}

impl Play {
    pub async fn start() -> Self {
        Self::with(quick()).await
    }

    /// A sandbox whose elements are one of each family.
    pub async fn of_families() -> Self {
        Self::with(Options { catalog: Some(Arc::new(super::families::catalog())), ..quick() }).await
    }

    pub async fn with(options: Options) -> Self {
        // The client wants to know whose TLS it would use, even where it uses none.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder().no_proxy().redirect(Policy::none()).build().expect("a client");
        Self { sandbox: Sandbox::start(options).await.expect("a sandbox"), http }
    }

    pub fn authorization(&self) -> String {
        let account = self.sandbox.account();
        format!("User {}, Organization {}", account.user.expose(), account.organization.expose())
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.account().base)
    }

    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let answer = request.send().await.expect("an answer");
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        Answer { status, headers, text: answer.text().await.expect("a body") }
    }

    /// A call without any header of ours.
    pub async fn bare(&self, method: Method, path: &str) -> Answer {
        self.send(self.http.request(method, self.url(path))).await
    }

    /// A call with this `Authorization`.
    pub async fn authorized(&self, authorization: &str, path: &str) -> Answer {
        self.send(self.http.get(self.url(path)).header(AUTHORIZATION, authorization)).await
    }

    /// A call by the account.
    pub async fn call(&self, method: Method, path: &str) -> Answer {
        self.send(self.http.request(method, self.url(path)).header(AUTHORIZATION, self.authorization())).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path).await
    }

    pub fn post(&self, path: &str, body: &Json) -> reqwest::RequestBuilder {
        let request = self.http.post(self.url(path)).header(AUTHORIZATION, self.authorization());
        request.header(CONTENT_TYPE, "application/json").body(body.to_string())
    }

    pub async fn create(&self, body: &Json) -> Answer {
        self.send(self.post("/instances", body)).await
    }

    /// An instance of the element without consent, and its id.
    pub async fn shop(&self, name: &str, tags: &[&str]) -> (Json, String) {
        let mut body = shop();
        body["name"] = json!(name);
        body["tags"] = json!(tags);
        let made = self.create(&body).await.json();
        let id = made["id"].to_string();
        (made, id)
    }

    /// The consent page's address, as the platform gives it.
    pub async fn consent_address(&self, callback: &str, state: &str) -> Url {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("apiKey", "app"), ("apiSecret", "app-secret"), ("callbackUrl", callback), ("state", state)])
            .finish();
        let answer = self.bare(Method::GET, &format!("/elements/{OAUTH}/oauth/url?{query}")).await;
        Url::parse(answer.json()["oauthUrl"].as_str().expect("oauthUrl")).expect("an address")
    }

    /// Calls `url` or `token` of a consent, for the usual application and with these additional parameters.
    pub async fn ask(&self, element: &str, what: &str, more: &[(&str, &str)]) -> Answer {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("apiKey", "app"), ("apiSecret", "app-secret"), ("callbackUrl", CALLBACK)])
            .extend_pairs(more)
            .finish();
        self.bare(Method::GET, &format!("/elements/{element}/oauth/{what}?{query}")).await
    }

    /// The consent page's address, asked for in this way.
    pub async fn page(&self, element: &str, more: &[(&str, &str)]) -> Url {
        let answer = self.ask(element, "url", more).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        Url::parse(answer.json()["oauthUrl"].as_str().expect("oauthUrl")).expect("an address")
    }

    /// Presses a button of the consent page.
    pub async fn press(&self, page: &Url, choice: &str) -> Answer {
        let mut answer = page.clone();
        answer.set_path(&page.path().replace("/authorize", "/answer"));
        let form = format!("{}&choice={choice}", page.query().unwrap_or_default());
        answer.set_query(None);
        let form = self.http.post(answer).header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(form);
        self.send(form).await
    }

    /// Consent from the first call to the code.
    pub async fn code(&self, choice: &str) -> String {
        let page = self.consent_address(CALLBACK, "s").await;
        self.press(&page, choice).await.redirect().1["code"].clone()
    }

    /// Bytes of our own making, and all that comes back until the connection closes.
    pub async fn raw(&self, request: &str) -> String {
        let mut socket = TcpStream::connect(self.sandbox.account().base.host()).await.expect("a connection");
        socket.write_all(request.as_bytes()).await.expect("sent");
        let mut text = String::new();
        // A reset is a way to close.
        let _ = socket.read_to_string(&mut text).await;
        text
    }
}

/// A body for an element, which becomes an instance if nothing is missing from these.
pub fn order(element: &str, configuration: impl Into<Json>, provider_data: impl Into<Json>) -> Json {
    let (configuration, provider_data): (Json, Json) = (configuration.into(), provider_data.into());
    let parts = json!({ "configuration": configuration, "providerData": provider_data, "name": "Some" });
    let mut body = json!({ "element": { "key": element } });
    if let (Json::Object(body), Json::Object(parts)) = (&mut body, parts) {
        body.extend(parts.into_iter().filter(|(_, part)| !part.is_null()));
    }
    body
}

/// The configuration of the usual application.
pub fn app(more: impl Into<Json>) -> Json {
    let mut app = json!({ "oauth.callback.url": CALLBACK, "oauth.api.key": "app", "oauth.api.secret": "app-secret" });
    if let (Json::Object(app), Json::Object(more)) = (&mut app, more.into()) {
        app.extend(more);
    }
    app
}

/// A body for the element without consent.
pub fn shop() -> Json {
    json!({
        "element": { "key": PLAIN },
        "configuration": { "userName": "ada", "password": "hunter2", "store.url": "https://shop.example.com" },
        "tags": ["a"],
        "name": "Shop"
    })
}

/// A body for the element with consent.
pub fn sales(code: &str) -> Json {
    json!({
        "element": { "key": OAUTH },
        "providerData": { "code": code },
        "configuration": {
            "oauth.callback.url": CALLBACK, "oauth.api.key": "app", "oauth.api.secret": "app-secret",
            "document.tagging": false
        },
        "tags": ["a"],
        "name": "Sales"
    })
}
