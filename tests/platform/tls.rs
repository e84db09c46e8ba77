//! Whom the client believes to be the platform. The certificates are those of `tests/kit/tls`.

use super::{account, magento, server::*, without_secrets};
use elemint::{
    domain::{BaseUrl, Fault, fault::FaultKind},
    platform::{Client, Net},
};
use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    path::Path,
    thread,
};

const AUTHORITY: &[u8] = include_bytes!("../kit/tls/authority.pem");

fn trusting() -> Net {
    Net::default().trusting(AUTHORITY).expect("a certificate")
}

async fn create(base: &BaseUrl, net: &Net) -> Result<(), Fault> {
    let client = Client::over(base, net).expect("a client");
    client.create(&magento(), &account(base)).await.map(drop)
}

fn made(_: &Request) -> Reply {
    reply(200, &[], r#"{"id":1,"token":"t"}"#)
}

#[tokio::test]
async fn an_authority_that_is_named_is_trusted() {
    let server = Server::with_certificate("good", made);
    assert_eq!(create(&server.base, &trusting()).await, Ok(()));
    assert_eq!(server.lines(), ["POST /elements/api-v2/instances HTTP/1.1"]);
}

#[tokio::test]
async fn bad_certificate_is_reported_and_nothing_is_sent() {
    for (certificate, words, hint) in [
        ("unknown-issuer", "an authority this machine does not trust", "--ca-file"),
        ("wrong-name", "belongs to another host", "Check the address"),
        ("expired", "has expired on 01 Jan 2021; this machine has the ", "clock"),
        ("future", "is not valid yet, but from 01 Jan 2099; this machine has the ", "clock"),
    ] {
        let server = Server::with_certificate(certificate, made);
        let fault = without_secrets(create(&server.base, &trusting()).await.expect_err(certificate));
        assert_eq!(fault.kind, FaultKind::Unreached, "{certificate}");
        assert!(fault.problem.contains(words) && fault.hint.contains(hint), "{certificate}: {fault}");
        assert_eq!(server.seen().len(), 0, "{certificate}");
    }
}

#[tokio::test]
async fn unnamed_authority_is_not_trusted() {
    let server = Server::with_certificate("good", made);
    let fault = without_secrets(create(&server.base, &Net::default()).await.expect_err("unknown"));
    assert!(fault.problem.contains("an authority this machine does not trust"), "{fault}");
}

#[tokio::test]
async fn unsafe_tls_version_is_reported() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("bind");
    let base = BaseUrl::read(&format!("https://{}", listener.local_addr().expect("address"))).expect("base");
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("accept");
            let _ = stream.read(&mut [0; 4096]);
            // The alert `protocol_version`, as a server of TLS 1.1 sends it.
            let _ = stream.write_all(&[21, 3, 2, 0, 2, 2, 70]);
        }
    });
    let fault = without_secrets(create(&base, &trusting()).await.expect_err("TLS 1.1"));
    assert_eq!(fault.kind, FaultKind::Unreached);
    assert!(fault.problem.contains("no version of TLS that is safe"), "{fault}");
}

#[tokio::test]
async fn a_redirect_from_https_to_http_is_not_followed() {
    let plain = Server::saying(200, "{}");
    let target = format!("http://{}/steal", plain.base.host());
    let server = Server::with_certificate("good", move |_| reply(307, &[("Location", &target)], ""));
    let fault = without_secrets(create(&server.base, &trusting()).await.expect_err("a redirect"));
    assert_eq!((fault.kind, fault.status), (FaultKind::Refused, Some(307)));
    assert_eq!(plain.seen().len(), 0);
}

/// The test of the good certificate once more, in a process whose environment names the authority.
#[cfg(target_os = "linux")]
#[test]
fn the_authorities_of_ssl_cert_file_count() {
    let authority = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kit/tls/authority.pem");
    let run = std::process::Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "tls::in_a_process_that_trusts_it"])
        .env("SSL_CERT_FILE", &authority)
        .output()
        .expect("run");
    assert!(String::from_utf8_lossy(&run.stdout).contains("1 passed"), "{run:?}");
}

/// Without the variable the certificate is refused; other tests check that.
#[expect(clippy::disallowed_methods, reason = "what this process was started with is what is tested")]
#[tokio::test]
async fn in_a_process_that_trusts_it() {
    let server = Server::with_certificate("good", made);
    let trusted = std::env::var_os("SSL_CERT_FILE").is_some_and(|file| Path::new(&file).ends_with("authority.pem"));
    assert_eq!(create(&server.base, &Net::default()).await.is_ok(), trusted);
}
