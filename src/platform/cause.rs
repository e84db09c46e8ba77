//! Failures on the way to an answer, classified by the remedy.
//!
//! No other file sees reqwest's errors: they carry the address with its query, and their sources may quote an answer.
//! Neither leaves this file.

use rustls::{AlertDescription, CertificateError, pki_types::UnixTime};
use std::{error::Error, io};

/// Reasons that there is no complete answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// No program listens at the address.
    Refused,
    /// The host's name is not known.
    Nameless,
    /// The proxy does not answer.
    ProxyAway,
    /// The proxy wants to know who asks.
    ProxyLocked,
    /// The proxy did not let it through.
    ProxyRefused,
    /// No connection within the time for one.
    SlowConnect,
    /// The certificate is signed by no authority that this machine trusts.
    UnknownIssuer,
    /// The certificate is another host's.
    WrongName,
    /// The certificate is no longer valid.
    Expired(Option<Dates>),
    /// The certificate is not valid yet.
    NotYetValid(Option<Dates>),
    /// The certificate is bad in another way.
    BadCertificate,
    /// The other side does not speak TLS.
    PlainText,
    /// The other side speaks TLS, but no version or cipher of ours.
    OldTls,
    /// No connection, for a reason not classified here.
    Unconnected,
    /// The request was sent, and the time for its answer ran out.
    Slow,
    /// The request was sent, and the connection closed without a word. One that lay idle may have been closing already.
    Closed,
    /// The request was sent, and the connection broke.
    Cut,
    /// The answer is longer than any true one.
    TooLong,
}

/// Limit of a certificate's validity, and the clock of this machine, in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dates {
    pub(super) limit: u64,
    pub(super) now: u64,
}

impl Dates {
    fn new(limit: UnixTime, now: UnixTime) -> Self {
        Self { limit: limit.as_secs(), now: now.as_secs() }
    }
}

impl Cause {
    /// Classifies an error before the answer.
    pub(super) fn from_error(error: &reqwest::Error) -> Self {
        if error.is_connect() {
            return Self::before(error);
        }
        // From here on the request may be on the other side, so no doubt is resolved in its favour.
        match (error.is_timeout(), is_closed(error)) {
            (true, _) => Self::Slow,
            (_, true) => Self::Closed,
            _ => Self::Cut,
        }
    }

    /// Classifies an error in the middle of an answer.
    pub(super) fn within(error: &reqwest::Error) -> Self {
        if error.is_timeout() { Self::Slow } else { Self::Cut }
    }

    fn before(error: &reqwest::Error) -> Self {
        let mut refused = false;
        let mut next: Option<&(dyn Error + 'static)> = error.source();
        while let Some(error) = next {
            // `io::Error::source` returns the source of its content, not the content, so the content is taken.
            let inner = error.downcast_ref::<io::Error>();
            refused |= inner.is_some_and(|e| e.kind() == io::ErrorKind::ConnectionRefused);
            let content = inner.and_then(io::Error::get_ref);
            let tls = content.and_then(|e| e.downcast_ref::<rustls::Error>()).or_else(|| error.downcast_ref());
            if let Some(tls) = tls {
                return Self::tls(tls);
            }
            // The tunnel's error type is not public; its sentence is all there is to know it by.
            if let Some(why) = error.to_string().strip_prefix("tunnel error: ") {
                return Self::tunnel(why);
            }
            next = content.map(|e| e as &(dyn Error + 'static)).or_else(|| error.source());
        }
        match (refused, error.is_dns(), error.is_timeout()) {
            (true, ..) => Self::Refused,
            (_, true, _) => Self::Nameless,
            (.., true) => Self::SlowConnect,
            _ => Self::Unconnected,
        }
    }

    fn tunnel(why: &str) -> Self {
        match why {
            "proxy authorization required" => Self::ProxyLocked,
            "failed to create underlying connection" => Self::ProxyAway,
            _ => Self::ProxyRefused,
        }
    }

    fn tls(error: &rustls::Error) -> Self {
        use rustls::Error as Tls;
        match error {
            Tls::InvalidCertificate(certificate) => match certificate {
                CertificateError::UnknownIssuer => Self::UnknownIssuer,
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => Self::WrongName,
                CertificateError::Expired => Self::Expired(None),
                CertificateError::ExpiredContext { time, not_after } => {
                    Self::Expired(Some(Dates::new(*not_after, *time)))
                }
                CertificateError::NotValidYet => Self::NotYetValid(None),
                CertificateError::NotValidYetContext { time, not_before } => {
                    Self::NotYetValid(Some(Dates::new(*not_before, *time)))
                }
                _ => Self::BadCertificate,
            },
            Tls::InvalidMessage(_) => Self::PlainText,
            Tls::PeerIncompatible(_)
            | Tls::AlertReceived(AlertDescription::ProtocolVersion | AlertDescription::HandshakeFailure) => {
                Self::OldTls
            }
            _ => Self::Unconnected,
        }
    }

    /// Returns true if the same request, one that changes nothing, may succeed a moment later.
    pub(super) fn passes(self) -> bool {
        matches!(self, Self::Refused | Self::Nameless | Self::Unconnected | Self::ProxyAway | Self::Closed)
    }

    /// Returns true if the request may have arrived.
    pub(super) fn is_late(self) -> bool {
        matches!(self, Self::Slow | Self::Closed | Self::Cut | Self::TooLong)
    }
}

/// Returns true if the connection ended before the answer began.
fn is_closed(error: &reqwest::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset};
    let mut behind = std::iter::successors(error.source(), |error: &&(dyn Error + 'static)| (*error).source());
    behind.any(|error| {
        let io = error.downcast_ref::<io::Error>().map(io::Error::kind);
        let http = error.downcast_ref::<hyper::Error>();
        matches!(io, Some(BrokenPipe | ConnectionAborted | ConnectionReset))
            || http.is_some_and(|http| http.is_incomplete_message() || http.is_canceled())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn each_certificate_fault_is_recognized() {
        let at = |seconds| UnixTime::since_unix_epoch(Duration::from_secs(seconds));
        let dates = |limit, now| Some(Dates { limit, now });
        for (error, cause) in [
            (CertificateError::UnknownIssuer, Cause::UnknownIssuer),
            (CertificateError::NotValidForName, Cause::WrongName),
            (CertificateError::Expired, Cause::Expired(None)),
            (CertificateError::ExpiredContext { time: at(9), not_after: at(5) }, Cause::Expired(dates(5, 9))),
            (CertificateError::NotValidYet, Cause::NotYetValid(None)),
            (CertificateError::NotValidYetContext { time: at(5), not_before: at(9) }, Cause::NotYetValid(dates(9, 5))),
            (CertificateError::BadSignature, Cause::BadCertificate),
        ] {
            assert_eq!(Cause::tls(&rustls::Error::InvalidCertificate(error)), cause);
        }
    }
}
