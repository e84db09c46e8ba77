//! A callback that is https on this machine: elemint makes a certificate and says its fingerprint.

use super::{LONG, authorization, door, granted, state};
use elemint::oauth::Listener;
use rustls::{
    ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::ring::default_provider,
    pki_types::{CertificateDer, ServerName, UnixTime},
};
use std::{
    fmt::Write as _,
    io,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::TlsConnector;

/// Takes any certificate and keeps it, as a person does who has not compared the fingerprint yet.
#[derive(Debug, Default)]
struct Curious(Mutex<Option<CertificateDer<'static>>>);

impl ServerCertVerifier for Curious {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        *self.0.lock().expect("a lock") = Some(shown.clone().into_owned());
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        default_provider().signature_verification_algorithms.supported_schemes()
    }
}

async fn listener(callback: &str) -> Listener {
    Listener::open(&door(callback), authorization()).await.expect("opens")
}

/// The certificate a door shows.
async fn shown(listener: &Listener, name: &str) -> CertificateDer<'static> {
    let curious = Arc::new(Curious::default());
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .dangerous()
        .with_custom_certificate_verifier(curious.clone())
        .with_no_client_auth();
    connected(listener, "127.0.0.1", name, config).await.expect("a handshake");
    let seen = curious.0.lock().expect("a lock").take();
    seen.expect("a certificate")
}

/// Returns a client that trusts this certificate and no other.
fn trusting(certificate: CertificateDer<'static>) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    roots.add(certificate).expect("a certificate that can be trusted");
    ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth()
}

async fn connected(
    listener: &Listener,
    address: &str,
    name: &str,
    config: ClientConfig,
) -> io::Result<tokio_rustls::client::TlsStream<TcpStream>> {
    let stream = TcpStream::connect((address, listener.port())).await?;
    let name = ServerName::try_from(name.to_owned()).expect("a name");
    timeout(LONG, TlsConnector::from(Arc::new(config)).connect(name, stream)).await.expect("ends")
}

async fn fetch(listener: &Listener, address: &str, name: &str, config: ClientConfig, target: &str) -> String {
    let mut stream = connected(listener, address, name, config).await.expect("a handshake");
    let host = if name.contains(':') { format!("[{name}]") } else { name.to_owned() };
    let request = format!("GET {target} HTTP/1.1\r\nHost: {host}:{}\r\n\r\n", listener.port());
    stream.write_all(request.as_bytes()).await.expect("asks");
    let mut reply = String::new();
    timeout(LONG, stream.read_to_string(&mut reply)).await.expect("ends").expect("a whole reply");
    reply
}

#[tokio::test]
async fn the_fingerprint_is_that_of_the_certificate_a_browser_sees() {
    let listener = listener("https://127.0.0.1/cb").await;
    let certificate = shown(&listener, "127.0.0.1").await;
    let mut expected = String::new();
    for byte in ring::digest::digest(&ring::digest::SHA256, &certificate).as_ref() {
        let _ = write!(expected, ":{byte:02X}");
    }
    assert_eq!(listener.fingerprint(), expected.get(1..));
}

#[tokio::test]
async fn consent_comes_back_over_https_under_every_name_of_the_door() {
    for (callback, name) in [
        ("https://127.0.0.1/cb", "127.0.0.1"),
        ("https://localhost/cb", "localhost"),
        ("https://localhost/cb", "127.0.0.1"),
        ("https://localhost/cb", "::1"),
    ] {
        let mut listener = listener(callback).await;
        let config = trusting(shown(&listener, name).await);
        let target = format!("/cb?code=abc&state={}", state().as_str());
        let reply = fetch(&listener, "127.0.0.1", name, config, &target).await;
        assert!(reply.contains("Consent has arrived") && reply.ends_with("</html>\n"), "{callback} {name}: {reply}");
        assert_eq!(granted(&mut listener).await, "abc");
    }
}

#[tokio::test]
async fn a_link_over_https_keeps_its_cookie_to_https() {
    let listener = listener("https://127.0.0.1/cb").await;
    let link = listener.links().fresh().expect("a link");
    let path = link.expose().strip_prefix(&format!("https://127.0.0.1:{}", listener.port())).expect("https").to_owned();
    let reply = fetch(&listener, "127.0.0.1", "127.0.0.1", trusting(shown(&listener, "127.0.0.1").await), &path).await;
    assert!(reply.starts_with("HTTP/1.1 303") && reply.contains("SameSite=Lax; Secure"), "{reply}");
}

#[tokio::test]
async fn every_door_has_a_certificate_of_its_own() {
    let (one, other) = (listener("https://127.0.0.1/cb").await, listener("https://127.0.0.1/cb").await);
    let strange = trusting(shown(&one, "127.0.0.1").await);
    assert!(connected(&other, "127.0.0.1", "127.0.0.1", strange).await.is_err());
    assert!(super::listener().await.fingerprint().is_none(), "a plain door has none");
}

#[tokio::test]
async fn connection_without_tls_gets_no_answer() {
    let mut listener = listener("https://127.0.0.1/cb").await;
    let target = format!("/cb?code=abc&state={}", state().as_str());
    let request = format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", listener.port());
    let mut stream = TcpStream::connect(("127.0.0.1", listener.port())).await.expect("connects");
    stream.write_all(request.as_bytes()).await.expect("asks");
    let mut reply = Vec::new();
    let _ = timeout(LONG, stream.read_to_end(&mut reply)).await.expect("is closed");
    assert!(!reply.starts_with(b"HTTP"), "{}", String::from_utf8_lossy(&reply));
    let config = trusting(shown(&listener, "127.0.0.1").await);
    fetch(&listener, "127.0.0.1", "127.0.0.1", config, &target).await;
    assert_eq!(granted(&mut listener).await, "abc");
}
