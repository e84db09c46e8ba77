//! Sends requests: addresses, headers, size, time, and repetition.

use super::{answer::ApiAnswer, cause::Cause, net::Net};
use crate::{
    domain::{Account, BaseUrl, Fault, fault::FaultKind},
    text::Secret,
};
use reqwest::{
    ClientBuilder, RequestBuilder, Url,
    header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, HeaderValue},
};
use std::{
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    time::{Duration, Instant},
};
use zeroize::Zeroizing;

/// The most a page of a list takes: the platform's own limit for an answer.
pub(super) const LIST: usize = 8 << 20;
/// The most a list of elements takes, all pages together: each element brings its resources along.
pub(super) const ELEMENTS: usize = 32 << 20;

/// The most the documentation of an instance takes: some elements describe thousands of calls with all their fields.
pub(super) const DOCS: usize = 32 << 20;

/// The most header lines an answer may have.
const HEADERS: usize = 1000;

const PAUSES: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(800)];

/// Treatment of a connection after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Connections {
    /// It is kept for further requests.
    Kept,
    /// It is closed.
    Single,
}

/// Builds a client for one platform. Redirects are not followed: a 307 would send the body, passwords included, to
/// another host.
pub(super) fn http(base: &BaseUrl, net: &Net, connections: Connections) -> Result<reqwest::Client, Fault> {
    // A second client finds the provider installed, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let json = HeaderValue::from_static("application/json");
    // Asks for no compression; an answer that is compressed all the same is unpacked up to a limit.
    let plain = (ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    let builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        // One odd header line is no reason to lose the token in the body.
        .http1_allow_obsolete_multiline_headers_in_responses(true)
        .http1_allow_spaces_after_header_name_in_responses(true)
        .http1_ignore_invalid_headers_in_responses(true)
        .http1_max_headers(HEADERS)
        .connect_timeout(net.connecting)
        .user_agent(concat!("elemint/", env!("CARGO_PKG_VERSION")))
        .default_headers([(ACCEPT, json.clone()), (CONTENT_TYPE, json), plain].into_iter().collect());
    let builder = match connections {
        Connections::Kept => builder,
        Connections::Single => builder.pool_max_idle_per_host(0),
    };
    let builder = proxied(builder, base, net)?;
    let builder = if base.as_str().starts_with("http://") {
        // `Base` lets plain http through for loopback alone; reading the system's certificates would be for nothing.
        builder.tls_certs_only(std::iter::empty())
    } else {
        let builder = builder.https_only(true).tls_version_min(reqwest::tls::Version::TLS_1_2);
        builder.tls_certs_merge(net.trusted.iter().cloned())
    };
    builder.build().ok().ok_or_else(|| {
        Fault::local(
            "The certificates this machine trusts could not be loaded.",
            "Install the system's ca-certificates, or point SSL_CERT_FILE at a file that holds them.",
        )
    })
}

/// Applies the proxy settings. reqwest's own reading of the environment is switched off: it would send a plain proxy
/// requests that stay on this machine, secrets included.
fn proxied(builder: ClientBuilder, base: &BaseUrl, net: &Net) -> Result<ClientBuilder, Fault> {
    let builder = builder.no_proxy();
    if base.is_loopback() {
        // A resolver might not know `localhost`.
        let here = [SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), SocketAddr::from((Ipv6Addr::LOCALHOST, 0))];
        return Ok(builder.resolve_to_addrs("localhost", &here));
    }
    let Some(proxy) = net.proxy(base) else { return Ok(builder) };
    let unusable = || {
        let place = proxy.place();
        Fault::local(format!("The proxy {place} cannot be used."), format!("Check {}.", place.variable))
    };
    Ok(builder.proxy(proxy.tunnel().ok().ok_or_else(unusable)?))
}

/// The address of one call. Each segment stays one segment, whatever it holds.
pub(super) fn address(base: &BaseUrl, segments: &[&str], query: &[(&str, &str)]) -> Result<Url, Fault> {
    let odd = || Fault::local("The address of this call could not be put together.", "Check the element's key.");
    // The address standard drops dots and line ends from a path; the path would be another one.
    if segments.iter().any(|s| matches!(*s, "" | "." | "..") || s.chars().any(char::is_control)) {
        return Err(odd());
    }
    let mut url = Url::parse(base.as_str()).ok().ok_or_else(odd)?;
    url.path_segments_mut().map_err(|()| odd())?.pop_if_empty().extend(segments);
    if !query.is_empty() {
        let mut pairs = url::form_urlencoded::Serializer::new(String::new());
        // `+` for a blank is read by forms only; `%20` by everyone.
        url.set_query(Some(&pairs.extend_pairs(query).finish().replace('+', "%20")));
    }
    Ok(url)
}

/// The header every call carries, its value hidden from logs.
pub(super) fn authorization(account: &Account, base: &BaseUrl, element: Option<&Secret>) -> Result<HeaderValue, Fault> {
    if &account.base != base {
        return Err(Fault::local(
            format!("These secrets belong to {}, not to {}.", account.base.host(), base.host()),
            "Choose the profile of this platform, or enter its secrets.",
        ));
    }
    let parts: &[(&str, &str, &Secret)] = match element {
        Some(token) => &[("User", "user secret", &account.user), ("Element", "instance token", token)],
        None => {
            &[("User", "user secret", &account.user), ("Organization", "organization secret", &account.organization)]
        }
    };
    let mut value = Zeroizing::new(String::with_capacity(512));
    for (word, name, secret) in parts {
        if secret.is_empty() || !secret.expose().bytes().all(|b| b.is_ascii_graphic()) {
            let problem = if secret.is_empty() { "is missing" } else { "holds a character that none has" };
            let problem = format!("The {name} {problem}.");
            let hint = "Copy it again from the platform's profile menu, without blanks around it.";
            // The secrets of the account have nothing to do with a damaged token.
            let of_token = "Save it again (elemint token ID --save), or create a new one on the platform.";
            return Err(match *word {
                "Element" => Fault::local(problem, of_token),
                _ => Fault::new(FaultKind::Account, problem, hint),
            });
        }
        let comma = if value.is_empty() { "" } else { ", " };
        for piece in [comma, word, " ", secret.expose()] {
            value.push_str(piece);
        }
    }
    let header = HeaderValue::from_bytes(value.as_bytes()).ok();
    let unfit = || Fault::new(FaultKind::Account, "These secrets cannot be sent.", "Copy them again.");
    let mut header = header.ok_or_else(unfit)?;
    header.set_sensitive(true);
    Ok(header)
}

/// Sends a request once and reads its answer, at most `cap` bytes of it.
pub(super) async fn send(request: RequestBuilder, cap: usize) -> Result<ApiAnswer, Cause> {
    let begun = Instant::now();
    let mut response = request.send().await.map_err(|e| Cause::from_error(&e))?;
    let elapsed = begun.elapsed();
    let status = response.status();
    let length = response.content_length().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let mut body = Zeroizing::new(Vec::with_capacity(length.min(cap)));
    let end = loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > cap => break Some(Cause::TooLong),
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => break None,
            Err(error) => break Some(Cause::within(&error)),
        }
    };
    let headers = response.headers().clone();
    let answer = match ApiAnswer::unpacked(status, headers.clone(), body, elapsed, cap) {
        Ok(answer) => answer,
        Err(cause) if status.is_success() => return Err(cause),
        Err(_) => ApiAnswer::unreadable(status, headers, elapsed),
    };
    match end {
        // A refusal is recognized by its status, and its message may be cut short. A complete JSON answer is accepted
        // although its announced length or its last chunk is missing.
        Some(cause) if status.is_success() && (cause == Cause::TooLong || !answer.is_json()) => Err(cause),
        _ => Ok(answer),
    }
}

/// Sends a request that changes nothing, up to three times where the trouble may pass.
pub(super) async fn read(request: RequestBuilder, cap: usize) -> Result<ApiAnswer, Cause> {
    for pause in PAUSES {
        let Some(copy) = request.try_clone() else { break };
        let tried = send(copy, cap).await;
        let asked = match &tried {
            Ok(answer) => answer.pause(),
            Err(cause) => cause.passes().then_some(Duration::ZERO),
        };
        match asked {
            Some(asked) => tokio::time::sleep(asked.max(pause)).await,
            None => return tried,
        }
    }
    send(request, cap).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::answer::OBJECT;

    #[tokio::test]
    async fn silence_after_the_request_is_a_timeout() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("bind");
        let base = BaseUrl::read(&listener.local_addr().expect("address").to_string()).expect("base");
        let client = http(&base, &Net::default(), Connections::Kept).expect("client");
        let request = client.get(base.as_str()).timeout(Duration::from_millis(50));
        assert_eq!(send(request, OBJECT).await.err(), Some(Cause::Slow));
    }

    #[test]
    fn debug_of_the_header_shows_no_value() {
        let base = BaseUrl::read("localhost:1").expect("base");
        let secret = |text: &str| Secret::new(text);
        let account = Account::new(base.clone(), secret("CANARY+/="), secret("CANARY"));
        let header = authorization(&account, &base, None).expect("header");
        assert!(!format!("{header:?}").contains("CANARY"));
        assert_eq!(header.as_bytes(), b"User CANARY+/=, Organization CANARY");
    }
}
