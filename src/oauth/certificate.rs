//! Self-signed certificate for a callback that is https on this machine.
//!
//! No authority vouches for it, so the browser warns and the user compares fingerprints.

use super::sockets::ListenError;
use crate::domain::callback::CallbackAddress;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair, date_time_ymd};
use ring::digest;
use rustls::{
    ServerConfig,
    crypto::ring::default_provider,
    pki_types::{CertificateDer, PrivatePkcs8KeyDer},
};
use std::{fmt::Write as _, net::IpAddr, sync::Arc};
use tokio_rustls::TlsAcceptor;

/// A certificate and its key.
pub(super) struct Certificate {
    certificate: CertificateDer<'static>,
    key: PrivatePkcs8KeyDer<'static>,
}

impl Certificate {
    /// Makes a certificate with a new key, for the names and addresses of a callback.
    pub(super) fn generate(callback: &CallbackAddress) -> Result<Self, ListenError> {
        // A host that is an address needs no name in addition.
        let is_name = callback.host.parse::<IpAddr>().is_err() && !callback.host.starts_with('[');
        let name = is_name.then(|| callback.host.clone());
        let addresses = callback.addresses.iter().map(IpAddr::to_string);
        Self::new(name.into_iter().chain(addresses).collect()).map_err(|_rejected| ListenError::NoRandom)
    }

    fn new(names: Vec<String>) -> Result<Self, rcgen::Error> {
        let mut parameters = CertificateParams::new(names)?;
        parameters.distinguished_name = DistinguishedName::new();
        parameters.distinguished_name.push(DnType::CommonName, "elemint on this machine");
        // The certificate is dropped with its key after some minutes. 9999 stands for no end (RFC 5280 §4.1.2.5).
        parameters.not_before = date_time_ymd(2020, 1, 1);
        parameters.not_after = date_time_ymd(9999, 12, 31);
        let key = KeyPair::generate()?;
        let certificate = parameters.self_signed(&key)?;
        Ok(Self { certificate: certificate.der().clone(), key: key.serialize_der().into() })
    }

    /// Returns the TLS acceptor that uses the certificate.
    pub(super) fn acceptor(self) -> Result<TlsAcceptor, ListenError> {
        let chain = vec![self.certificate];
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|config| config.with_no_client_auth().with_single_cert(chain, self.key.into()));
        config.map(|config| TlsAcceptor::from(Arc::new(config))).map_err(ListenError::NoTls)
    }

    /// Its SHA-256 fingerprint, as browsers show it: `AB:CD:…`.
    pub(super) fn fingerprint(&self) -> String {
        let mut text = String::new();
        for byte in digest::digest(&digest::SHA256, &self.certificate).as_ref() {
            let colon = if text.is_empty() { "" } else { ":" };
            // Writing to a string cannot fail.
            let _ = write!(text, "{colon}{byte:02X}");
        }
        text
    }
}
