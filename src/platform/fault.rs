//! Faults shown to the user if no usable answer came.

use super::{
    answer::ApiAnswer,
    call::{ApiCall, ApiOperation},
    cause::{Cause, Dates},
    net::ProxyPlace,
};
use crate::domain::{Fault, fault::FaultKind};
use std::{
    borrow::Cow,
    time::{Duration, SystemTime},
};

/// Remedy if a browser's page came instead of data.
pub(super) const PAGE_HINT: &str =
    "Check the address: the API's host begins with api. as a rule, and a proxy or sign-in page may be in between.";

impl Cause {
    /// Returns the fault shown to the user.
    pub(super) fn fault(self, call: &ApiCall) -> Fault {
        let (problem, hint) = match &call.proxy {
            Some(proxy) if self.is_from_proxy() => self.say_proxy(proxy, &call.host),
            _ => self.say(&call.host),
        };
        match (self.is_late(), call.is_write()) {
            (false, _) => Fault::new(FaultKind::Unreached, problem, hint),
            (true, true) => unclear_write(call, &problem),
            (true, false) if self == Self::TooLong => Fault::new(FaultKind::Garbled, problem, hint),
            (true, false) => Fault::new(FaultKind::Broken, problem, hint),
        }
    }

    fn is_from_proxy(self) -> bool {
        matches!(self, Self::ProxyAway | Self::ProxyLocked | Self::ProxyRefused)
    }

    fn say(self, host: &str) -> (String, Cow<'static, str>) {
        const AGAIN: &str = "Try again in a moment.";
        let (problem, hint) = match self {
            Self::Refused => (
                format!("Nothing answers at {host}: the connection was refused."),
                "Check the address and its port, and whether the platform is running.",
            ),
            Self::Nameless => (
                format!("The name {host} could not be found."),
                "Check its spelling, and this machine's network connection.",
            ),
            Self::SlowConnect => (
                format!("No connection to {host} came about in time."),
                "Check the network and any firewall, then try again.",
            ),
            Self::Unconnected | Self::ProxyAway | Self::ProxyLocked | Self::ProxyRefused => {
                (format!("No connection to {host} came about."), "Check the network, then try again.")
            }
            Self::Slow => (format!("{host} did not answer in time."), AGAIN),
            Self::Closed | Self::Cut => (format!("The connection to {host} broke before the answer was there."), AGAIN),
            Self::TooLong => (
                format!("{host} answered with more than any true answer holds."),
                "Check that the address is the platform's.",
            ),
            _ => self.say_tls(host),
        };
        (problem, hint.into())
    }

    fn say_proxy(self, proxy: &ProxyPlace, host: &str) -> (String, Cow<'static, str>) {
        let ProxyPlace { variable, exceptions_variable, .. } = proxy;
        let (problem, hint) = match self {
            Self::ProxyAway => (
                format!("The proxy {proxy} does not answer."),
                format!("Check {variable}, or use --no-proxy to connect without it."),
            ),
            Self::ProxyLocked if proxy.has_credentials => (
                format!("The proxy {proxy} refused the name and password in {variable} (407)."),
                "Check them; in the address, %40 stands for @, %3A for : and %25 for %.".to_owned(),
            ),
            Self::ProxyLocked => (
                format!("The proxy {proxy} asks for a name and password (407)."),
                format!("Put them into {variable}: http://name:password@host:port."),
            ),
            _ => (
                format!("The proxy {proxy} did not let the connection to {host} through."),
                format!("Ask its administrator, add the host to {exceptions_variable}, or use --no-proxy."),
            ),
        };
        (problem, hint.into())
    }

    fn say_tls(self, host: &str) -> (String, &'static str) {
        match self {
            Self::UnknownIssuer => (
                format!("The certificate of {host} is signed by an authority this machine does not trust."),
                "If your network inspects https, name its certificate with --ca-file; otherwise check the address.",
            ),
            Self::WrongName => (
                format!("The certificate shown for {host} belongs to another host."),
                "Check the address; nothing was sent there.",
            ),
            Self::Expired(dates) => (
                format!("The certificate of {host} has expired{}.", describe_dates(dates, " on")),
                "Check this machine's clock; if it is right, the platform has to renew its certificate.",
            ),
            Self::NotYetValid(dates) => (
                format!("The certificate of {host} is not valid yet{}.", describe_dates(dates, ", but from")),
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

/// Both dates, so that a clock that is wrong is seen to be.
fn describe_dates(dates: Option<Dates>, when: &str) -> String {
    let sentence =
        |dates: Dates| Some(format!("{when} {}; this machine has the {}", day(dates.limit)?, day(dates.now)?));
    dates.and_then(sentence).unwrap_or_default()
}

/// The day of a time in seconds since 1970, such as `06 Nov 1994`.
fn day(seconds: u64) -> Option<String> {
    /// The year 10000, which no date of four digits reaches.
    const END: u64 = 253_402_300_800;
    let time = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)).filter(|_| seconds < END)?;
    httpdate::fmt_http_date(time).get(5..16).map(str::to_owned)
}

/// Returns the fault for a request that may have been carried out, with an answer that does not show it.
pub(super) fn unclear(problem: &str) -> Fault {
    Fault::new(
        FaultKind::Unclear,
        format!("{problem} The instance may have been created anyway."),
        "Look for it on the platform before you retry, or there may be two.",
    )
}

/// Returns the fault for a write that may have been carried out.
pub(super) fn unclear_write(call: &ApiCall, problem: &str) -> Fault {
    if call.is_creation() {
        return unclear(problem);
    }
    if call.is_proxy_change() {
        let problem = format!("{problem} The OAuth proxy may have been changed all the same.");
        return Fault::new(FaultKind::Unclear, problem, "elemint proxies lists the OAuth proxies as they are.");
    }
    let (done, hint) = if matches!(call.aim, ApiOperation::Delete) {
        ("deleted", "Read the list again before you retry: elemint instances list.")
    } else {
        ("changed", "Read the instance again before you try again.")
    };
    Fault::new(FaultKind::Unclear, format!("{problem} The instance may have been {done} all the same."), hint)
}

/// Returns the fault for an answer of success that differs from the documentation.
pub(super) fn garbled(call: &ApiCall, answer: &ApiAnswer, lacks: &str) -> Fault {
    let page = answer.is_page();
    let problem = if page {
        format!("{} answered with a web page instead of JSON.", call.host)
    } else {
        format!("The answer of {} could not be used: {lacks}.", call.host)
    };
    let hint = if page { PAGE_HINT } else { "Check that the address is the platform's API." };
    let fault =
        if call.is_write() { unclear_write(call, &problem) } else { Fault::new(FaultKind::Garbled, problem, hint) };
    Fault { status: Some(answer.status.as_u16()), request_id: answer.request_id(call), answer: answer.text(), ..fault }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_certificate_fault_has_its_own_hint() {
        for (cause, hint) in [
            (Cause::UnknownIssuer, "--ca-file"),
            (Cause::WrongName, "Check the address"),
            (Cause::Expired(None), "clock"),
            (Cause::NotYetValid(None), "clock"),
            (Cause::PlainText, "port"),
            (Cause::OldTls, "TLS 1.2"),
            (Cause::BadCertificate, "network"),
        ] {
            assert!(cause.say_tls("h").1.contains(hint), "{cause:?}");
        }
    }

    #[test]
    fn wrong_clock_is_reported_with_the_certificate_dates() {
        let dates = Some(Dates { limit: 784_111_777, now: 784_111_777 + 86_400 * 400 });
        let (problem, _) = Cause::Expired(dates).say_tls("h");
        assert_eq!(problem, "The certificate of h has expired on 06 Nov 1994; this machine has the 11 Dec 1995.");
        assert_eq!(describe_dates(Some(Dates { limit: u64::MAX, now: 0 }), ""), "");
    }
}
