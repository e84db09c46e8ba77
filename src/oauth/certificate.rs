//! Self-signed certificate for a callback that is https on this machine.
//!
//! No authority vouches for it, so the browser warns and the user compares fingerprints. It is encoded here, field by
//! field, because only the key varies; a crate for certificates in general would bring seven more crates.

use super::sockets::ListenError;
use crate::domain::callback::CallbackAddress;
use ring::{
    digest,
    error::Unspecified,
    rand::{SecureRandom as _, SystemRandom},
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use rustls::{
    ServerConfig,
    crypto::ring::default_provider,
    pki_types::{CertificateDer, PrivatePkcs8KeyDer},
};
use std::{fmt::Write as _, net::IpAddr, sync::Arc};
use tokio_rustls::TlsAcceptor;

// Tags of DER (X.690).
const INTEGER: u8 = 0x02;
const BITS: u8 = 0x03;
const OCTETS: u8 = 0x04;
const OID: u8 = 0x06;
const TEXT: u8 = 0x0c;
const UTC: u8 = 0x17;
const TIME: u8 = 0x18;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const VERSION: u8 = 0xa0;
const EXTENSIONS: u8 = 0xa3;
const DNS_NAME: u8 = 0x82;
const IP_ADDRESS: u8 = 0x87;

const ECDSA_WITH_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const EC_PUBLIC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const PRIME256V1: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];
const SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1d, 0x11];

/// The third version is the one that has extensions.
const V3: u8 = 2;
/// The end RFC 5280 (§4.1.2.5) has for certificates without one. This one is gone with its key in some minutes.
const NEVER: &[u8] = b"99991231235959Z";
const LONG_AGO: &[u8] = b"200101000000Z";

/// A certificate and the key that goes with it.
pub(super) struct Certificate {
    certificate: CertificateDer<'static>,
    key: PrivatePkcs8KeyDer<'static>,
}

impl Certificate {
    /// Makes one with a new key, for the names a door has.
    pub(super) fn generate(door: &CallbackAddress) -> Result<Self, ListenError> {
        // A host that is an address needs no name in addition.
        let names =
            [door.host.as_str()].into_iter().filter(|host| host.parse::<IpAddr>().is_err() && !host.starts_with('['));
        Self::new(&names.collect::<Vec<_>>(), &door.addresses).map_err(|_unspecified| ListenError::NoRandom)
    }

    fn new(names: &[&str], addresses: &[IpAddr]) -> Result<Self, Unspecified> {
        let random = SystemRandom::new();
        let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random)?;
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key.as_ref(), &random)
            .map_err(|_rejected| Unspecified)?;
        let mut serial = [0; 16];
        random.fill(&mut serial)?;
        // A serial number is positive and has no leading zeros.
        serial[0] = serial[0] & 0x3f | 0x40;
        let body = body(&serial, pair.public_key().as_ref(), &alternatives(names, addresses));
        let signature = pair.sign(&random, &body)?;
        let algorithm = der(SEQUENCE, &[&der(OID, &[ECDSA_WITH_SHA256])]);
        let certificate = der(SEQUENCE, &[&body, &algorithm, &bits(signature.as_ref())]);
        Ok(Self { certificate: certificate.into(), key: key.as_ref().to_vec().into() })
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

/// Encodes the signed part (RFC 5280 §4.1.2).
fn body(serial: &[u8], key: &[u8], alternatives: &[u8]) -> Vec<u8> {
    let algorithm = der(SEQUENCE, &[&der(OID, &[ECDSA_WITH_SHA256])]);
    let name = der(SEQUENCE, &[&der(OID, &[COMMON_NAME]), &der(TEXT, &[b"elemint on this machine"])]);
    let name = der(SEQUENCE, &[&der(SET, &[&name])]);
    let kind = der(SEQUENCE, &[&der(OID, &[EC_PUBLIC_KEY]), &der(OID, &[PRIME256V1])]);
    let extension = der(SEQUENCE, &[&der(OID, &[SUBJECT_ALT_NAME]), &der(OCTETS, &[alternatives])]);
    der(
        SEQUENCE,
        &[
            &der(VERSION, &[&der(INTEGER, &[&[V3]])]),
            &der(INTEGER, &[serial]),
            &algorithm,
            &name,
            &der(SEQUENCE, &[&der(UTC, &[LONG_AGO]), &der(TIME, &[NEVER])]),
            &name,
            &der(SEQUENCE, &[&kind, &bits(key)]),
            &der(EXTENSIONS, &[&der(SEQUENCE, &[&extension])]),
        ],
    )
}

/// The names a browser may have come by.
fn alternatives(names: &[&str], addresses: &[IpAddr]) -> Vec<u8> {
    let names = names.iter().map(|name| der(DNS_NAME, &[name.as_bytes()]));
    let addresses = addresses.iter().map(|address| match address {
        IpAddr::V4(address) => der(IP_ADDRESS, &[&address.octets()]),
        IpAddr::V6(address) => der(IP_ADDRESS, &[&address.octets()]),
    });
    let all: Vec<_> = names.chain(addresses).collect();
    der(SEQUENCE, &all.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// Encodes a bit string of complete bytes: no bit of the last byte is unused.
fn bits(bytes: &[u8]) -> Vec<u8> {
    der(BITS, &[&[0], bytes])
}

/// A tag, the length, and the parts.
fn der(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = content.len().to_be_bytes();
    let length: Vec<u8> = length.into_iter().skip_while(|byte| *byte == 0).collect();
    let mut whole = vec![tag];
    match length.as_slice() {
        [] => whole.push(0),
        [short] if *short < 0x80 => whole.push(*short),
        long => {
            whole.push(0x80 | u8::try_from(long.len()).unwrap_or(8));
            whole.extend_from_slice(long);
        }
    }
    whole.extend_from_slice(&content);
    whole
}
