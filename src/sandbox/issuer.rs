//! Real OAuth 2 server in place of the sandbox's provider: consent is given on its pages, and codes are redeemed there.
//!
//! The client is minimal, over plain http and on this machine alone: its secrets are those of a sandbox, and no other
//! machine needs to see even these.

use super::{order::Order, problem::Problem};
use crate::catalog::element::oauth_keys::{API_KEY, API_SECRET, CALLBACK_URL};
use axum::http::StatusCode;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{Request, body::Bytes, client::conn::http1};
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use std::{io, time::Duration};
use tokio::{net::TcpStream, time::timeout};
use url::{Host, Url, form_urlencoded};

/// Addresses of servers' metadata: OAuth's (RFC 8414), and `OpenID`'s, which is older and more common.
const METADATA: [&str; 2] = ["/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"];
/// More than any such answer has.
const SIZE: usize = 256 * 1024;
/// A server on this machine that takes longer has come to a halt.
const PATIENCE: Duration = Duration::from_secs(20);

/// The server, as it describes itself.
pub(super) struct Issuer {
    page: Url,
    token: Url,
}

/// Values read from the metadata (RFC 8414 §2).
#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
}

/// A refusal (RFC 6749 §5.2).
#[derive(Deserialize)]
struct OAuthRefusal {
    error: String,
    error_description: Option<String>,
}

impl Issuer {
    /// Reads the metadata of the server at this address.
    pub(super) async fn find(address: &Url) -> io::Result<Self> {
        let mut last = String::new();
        for place in METADATA {
            let mut place_of_it = address.clone();
            place_of_it.set_path(place);
            match Self::read(&place_of_it, address).await {
                Ok(found) => return Ok(found),
                Err(error) => last = error.to_string(),
            }
        }
        Err(io::Error::other(format!("no OAuth 2 server was found at {address}: {last}")))
    }

    async fn read(place: &Url, address: &Url) -> io::Result<Self> {
        let (status, body) = get(place).await?;
        if !status.is_success() {
            return Err(io::Error::other(format!("it answered {status}")));
        }
        let metadata: Metadata = serde_json::from_slice(&body)?;
        let url = |text: &str| Url::parse(text).map_err(io::Error::other);
        // Metadata of another issuer must not be used (RFC 8414 §3.3).
        if url(&metadata.issuer)? != *address {
            return Err(io::Error::other(format!("it calls itself {}", metadata.issuer)));
        }
        let (page, token) = (url(&metadata.authorization_endpoint)?, url(&metadata.token_endpoint)?);
        local(&token)?;
        Ok(Self { page, token })
    }

    /// The page where consent is given.
    pub(super) fn page(&self) -> &str {
        self.page.as_str()
    }

    /// Redeems the code of an order, as the platform does.
    pub(super) async fn redeem(&self, order: &Order) -> Result<(), Problem> {
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "authorization_code")
            .append_pair("code", order.proof("code"))
            .append_pair("redirect_uri", order.text(CALLBACK_URL))
            .append_pair("client_id", order.text(API_KEY))
            .append_pair("client_secret", order.text(API_SECRET))
            .finish();
        let unreached = |_| Problem::provider(StatusCode::BAD_GATEWAY, "The provider cannot be reached");
        let (status, body) = post(&self.token, form).await.map_err(unreached)?;
        if status.is_success() {
            return Ok(());
        }
        let reason = serde_json::from_slice::<OAuthRefusal>(&body).map_or_else(
            |_| format!("The provider answered {status}"),
            |no| [Some(no.error), no.error_description].into_iter().flatten().collect::<Vec<_>>().join(" - "),
        );
        Err(Problem::provider(StatusCode::BAD_REQUEST, reason))
    }
}

async fn get(address: &Url) -> io::Result<(StatusCode, Bytes)> {
    call(address, Request::get(target(address)), String::new()).await
}

async fn post(address: &Url, form: String) -> io::Result<(StatusCode, Bytes)> {
    let request = Request::post(target(address)).header("content-type", "application/x-www-form-urlencoded");
    call(address, request, form).await
}

fn target(address: &Url) -> &str {
    address.as_str().get(address.origin().ascii_serialization().len()..).unwrap_or("/")
}

async fn call(address: &Url, request: hyper::http::request::Builder, body: String) -> io::Result<(StatusCode, Bytes)> {
    let (host, port) = local(address)?;
    let request = request
        .header("host", format!("{host}:{port}"))
        .header("accept", "application/json")
        .body(Full::new(Bytes::from(body)))
        .map_err(io::Error::other)?;
    let exchange = async {
        let stream = TcpStream::connect((host.trim_matches(['[', ']']), port)).await?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(io::Error::other)?;
        // It ends with the sender; its errors are reported to the request.
        tokio::spawn(connection);
        let answer = sender.send_request(request).await.map_err(io::Error::other)?;
        let status = answer.status();
        let body = Limited::new(answer.into_body(), SIZE).collect().await.map_err(io::Error::other)?;
        Ok((status, body.to_bytes()))
    };
    timeout(PATIENCE, exchange).await?
}

/// The host and port of an address on this machine.
fn local(address: &Url) -> io::Result<(String, u16)> {
    let here = match address.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    match (address.scheme(), address.host_str(), address.port_or_known_default()) {
        ("http", Some(host), Some(port)) if here => Ok((host.to_owned(), port)),
        _ => Err(io::Error::new(io::ErrorKind::InvalidInput, "it should be an http address on this machine")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_loopback_issuer_is_requested() {
        for here in ["http://127.0.0.1:9/token", "http://localhost/", "http://[::1]:9"] {
            assert!(local(&Url::parse(here).expect("an address")).is_ok(), "{here}");
        }
        for elsewhere in
            ["https://127.0.0.1:9/", "http://signin.example.com/", "http://127.0.0.1.nip.io/", "http://10.0.0.1/"]
        {
            assert!(local(&Url::parse(elsewhere).expect("an address")).is_err(), "{elsewhere}");
        }
    }

    #[tokio::test]
    async fn unreachable_issuer_is_reported_with_its_address() {
        // Bound and not listening: refuses connections, and no other test gets the port.
        let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
        socket.bind("127.0.0.1:0".parse().expect("an address")).expect("a port");
        let gone = socket.local_addr().expect("an address");
        let address = Url::parse(&format!("http://{gone}")).expect("an address");
        let error = Issuer::find(&address).await.err().expect("nobody is there").to_string();
        assert!(error.contains(&gone.to_string()), "{error}");
    }

    #[test]
    fn request_target_has_no_host() {
        let target = |text| target(&Url::parse(text).expect("an address")).to_owned();
        assert_eq!(target("http://127.0.0.1:9/a/token?x=1"), "/a/token?x=1");
        assert_eq!(target("http://[::1]:9"), "/");
    }
}
