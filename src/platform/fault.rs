//! Failures on the way to an answer, told apart by what can be done about them.
//!
//! The one place that sees reqwest's errors: they carry the address with its query, and what stands behind them
//! may quote an answer. Neither gets past here.

use super::{answer::Answer, call::Call, refusal};
use crate::domain::{Fault, fault::FaultKind};
use rustls::{AlertDescription, CertificateError};
use std::{error::Error, io};

/// Why there is no whole answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// Nobody listens there.
    Refused,
    /// The host's name is not known.
    Nameless,
    /// The proxy did not let it through.
    Proxy,
    /// No connection within the time for one.
    SlowConnect,
    /// The certificate is signed by nobody this machine trusts.
    UnknownIssuer,
    /// The certificate is another host's.
    WrongName,
    /// The certificate is no longer valid.
    Expired,
    /// The certificate is not valid yet.
    NotYetValid,
    /// The certificate is bad in another way.
    BadCertificate,
    /// The other side does not speak TLS.
    PlainText,
    /// The other side speaks TLS, but no version or cipher of ours.
    OldTls,
    /// No connection, for a reason not told apart.
    Unconnected,
    /// The request was sent, and the time for its answer ran out.
    Slow,
    /// The request was sent, and the connection broke.
    Cut,
    /// The answer is longer than any true one.
    TooLong,
}

impl Cause {
    /// What is behind an error of the client's.
    pub(super) fn of(error: &reqwest::Error) -> Self {
        if error.is_connect() {
            return Self::before(error);
        }
        // From here on the request may be on the other side, so no doubt is resolved in its favour.
        if error.is_timeout() { Self::Slow } else { Self::Cut }
    }

    fn before(error: &reqwest::Error) -> Self {
        let mut refused = false;
        let mut next: Option<&(dyn Error + 'static)> = error.source();
        while let Some(error) = next {
            // An io error hands out what stands behind its content, not the content.
            let inner = error.downcast_ref::<io::Error>();
            refused |= inner.is_some_and(|e| e.kind() == io::ErrorKind::ConnectionRefused);
            let content = inner.and_then(io::Error::get_ref);
            let tls = content.and_then(|e| e.downcast_ref::<rustls::Error>()).or_else(|| error.downcast_ref());
            if let Some(tls) = tls {
                return Self::tls(tls);
            }
            // The tunnel's error type is not public; its sentence is all there is to know it by.
            if error.to_string().starts_with("tunnel error") {
                return Self::Proxy;
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

    fn tls(error: &rustls::Error) -> Self {
        use rustls::Error as Tls;
        match error {
            Tls::InvalidCertificate(certificate) => match certificate {
                CertificateError::UnknownIssuer => Self::UnknownIssuer,
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => Self::WrongName,
                CertificateError::Expired | CertificateError::ExpiredContext { .. } => Self::Expired,
                CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => Self::NotYetValid,
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

    /// Whether the same request may do better in a moment; only where nothing was sent.
    pub(super) fn passes(self) -> bool {
        matches!(self, Self::Refused | Self::Nameless | Self::Unconnected)
    }

    /// The fault a person is told of.
    pub(super) fn fault(self, call: &Call) -> Fault {
        let (what, hint) = self.say(&call.host);
        let sent = matches!(self, Self::Slow | Self::Cut | Self::TooLong);
        match (sent, call.makes()) {
            (false, _) => Fault::new(FaultKind::Unreached, what, hint),
            (true, true) => unclear(&what),
            (true, false) if self == Self::TooLong => Fault::new(FaultKind::Garbled, what, hint),
            (true, false) => Fault::new(FaultKind::Broken, what, hint),
        }
    }

    fn say(self, host: &str) -> (String, &'static str) {
        const AGAIN: &str = "Try again in a moment.";
        let (what, hint) = match self {
            Self::Refused => (
                format!("Nothing answers at {host}: the connection was refused."),
                "Check the address and its port, and whether the platform is running.",
            ),
            Self::Nameless => (
                format!("The name {host} could not be found."),
                "Check its spelling, and this machine's network connection.",
            ),
            Self::Proxy => (
                format!("The proxy did not let the connection to {host} through."),
                "Check HTTPS_PROXY, or name the host in NO_PROXY.",
            ),
            Self::SlowConnect => (
                format!("No connection to {host} came about in time."),
                "Check the network and any firewall, then try again.",
            ),
            Self::Unconnected => (format!("No connection to {host} came about."), "Check the network, then try again."),
            Self::Slow => (format!("{host} did not answer in time."), AGAIN),
            Self::Cut => (format!("The connection to {host} broke before the answer was there."), AGAIN),
            Self::TooLong => (
                format!("{host} answered with more than any true answer holds."),
                "Check that the address is the platform's.",
            ),
            _ => return self.say_tls(host),
        };
        (what, hint)
    }

    fn say_tls(self, host: &str) -> (String, &'static str) {
        match self {
            Self::UnknownIssuer => (
                format!("The certificate of {host} is signed by an authority this machine does not trust."),
                "If your network inspects https, point SSL_CERT_FILE at its certificate; otherwise check the address.",
            ),
            Self::WrongName => (
                format!("The certificate shown for {host} belongs to another host."),
                "Check the address; nothing was sent there.",
            ),
            Self::Expired => (
                format!("The certificate of {host} has expired."),
                "Check this machine's clock; if it is right, the platform has to renew its certificate.",
            ),
            Self::NotYetValid => (
                format!("The certificate of {host} is not valid yet."),
                "Check this machine's clock: it seems to be behind.",
            ),
            Self::PlainText => {
                (format!("{host} does not speak https on this port."), "Check the port; 443 is the usual one.")
            }
            Self::OldTls => (
                format!("{host} offers no version of TLS that is safe."),
                "TLS 1.2 or newer is needed; an old proxy in between may be in the way.",
            ),
            _ => (
                format!("The certificate of {host} cannot be trusted."),
                "It may be one made for testing: check the address, and whether something on the network is in between.",
            ),
        }
    }
}

/// The request may have been carried out, and nobody can tell from what came back.
pub(super) fn unclear(what: &str) -> Fault {
    Fault::new(
        FaultKind::Unclear,
        format!("{what} The instance may have been made all the same."),
        "Look for it on the platform before trying again, or there may be two.",
    )
}

/// An answer of success that is not what the documentation promises.
pub(super) fn garbled(call: &Call, answer: &Answer, lacks: &str) -> Fault {
    let page = answer.is_page();
    let what = if page {
        format!("{} answered with a web page instead of JSON.", call.host)
    } else {
        format!("The answer of {} could not be used: {lacks}.", call.host)
    };
    let hint = if page { refusal::PAGE_HINT } else { "Check that the address is the platform's API." };
    let fault = if call.makes() { unclear(&what) } else { Fault::new(FaultKind::Garbled, what, hint) };
    Fault { status: Some(answer.status.as_u16()), request_id: answer.request_id(), ..fault }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_of_a_certificate_has_a_remedy_of_its_own() {
        let causes = [
            (CertificateError::UnknownIssuer, Cause::UnknownIssuer, "SSL_CERT_FILE"),
            (CertificateError::NotValidForName, Cause::WrongName, "Check the address"),
            (CertificateError::Expired, Cause::Expired, "clock"),
            (CertificateError::NotValidYet, Cause::NotYetValid, "clock"),
            (CertificateError::BadSignature, Cause::BadCertificate, "network"),
        ];
        for (error, cause, hint) in causes {
            assert_eq!(Cause::tls(&rustls::Error::InvalidCertificate(error)), cause);
            assert!(cause.say("h").1.contains(hint), "{cause:?}");
        }
    }
}
