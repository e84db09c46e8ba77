//! Checks of the way to the platform, of signing in, and of the clocks.

use super::client::Client;
use crate::domain::{Account, BaseUrl, checkup::Finding, fault::FaultKind};
use std::{
    net::SocketAddr,
    time::{Duration, SystemTime},
};
use tokio::{
    net::{TcpStream, lookup_host},
    time::timeout,
};

/// Signatures and codes are refused for less than this.
const SKEW: Duration = Duration::from_secs(120);

/// How long a connection may take before it counts as none.
const CONNECTS: Duration = Duration::from_secs(5);

impl Client {
    /// Signs in as the wizard does, and reports its words; compares the clocks where the answer has a date.
    pub async fn checkup(&self, account: &Account, now: SystemTime) -> Vec<Finding> {
        let (accepted, date) = self.checked(account).await;
        let host = self.base.host();
        let signed_in = match accepted {
            Ok(()) => Finding::good("Sign-in", format!("{host} accepts the profile's secrets.")),
            Err(fault) if matches!(fault.kind, FaultKind::Account | FaultKind::Unread) => {
                Finding::bad("Sign-in", fault.what, fault.hint)
            }
            Err(fault) => Finding::bad("Platform", fault.what, fault.hint),
        };
        [Some(signed_in), date.map(|date| clock(date, now))].into_iter().flatten().collect()
    }
}

fn clock(told: SystemTime, now: SystemTime) -> Finding {
    let (off, which) = match now.duration_since(told) {
        Ok(ahead) => (ahead, "ahead of"),
        Err(error) => (error.duration(), "behind"),
    };
    if off <= SKEW {
        return Finding::good("Clock", "This machine's clock agrees with the platform's.");
    }
    let found = format!("This machine's clock is {} minutes {which} the platform's.", off.as_secs() / 60);
    Finding::bad(
        "Clock",
        found,
        "Let the system set its clock by the net; providers refuse what seems too old or too new.",
    )
}

/// Whether the platform's host can be connected to, by each family of addresses it has. Behind a proxy only the proxy
/// can tell.
pub async fn families(base: &BaseUrl) -> Finding {
    let host = base.host();
    let place = if host.rsplit(']').next().is_some_and(|rest| rest.contains(':')) {
        host.to_owned()
    } else {
        format!("{host}:443")
    };
    let found = match timeout(CONNECTS, lookup_host(place)).await {
        Ok(Ok(found)) => found.collect::<Vec<_>>(),
        _ => {
            return Finding::bad(
                "Name",
                format!("{host} has no address here."),
                "Look at the net and its name server; behind a proxy this is as it should be.",
            );
        }
    };
    let (v4, v6): (Vec<_>, Vec<_>) = found.into_iter().partition(SocketAddr::is_ipv4);
    let (four, six) = tokio::join!(connects(&v4), connects(&v6));
    match (four, six) {
        (Some(false), Some(true)) | (Some(true), Some(false)) => Finding::less(
            "Addresses",
            format!(
                "{host} has addresses of both families, and only those of IPv{} answer.",
                if six == Some(true) { 6 } else { 4 }
            ),
            "elemint tries both; other programs may wait. The net's administrator can mend it.",
        ),
        (Some(false), _) | (_, Some(false)) => Finding::bad(
            "Addresses",
            format!("No address of {host} answers."),
            "Look at the net, a firewall, or HTTPS_PROXY.",
        ),
        _ => Finding::good("Addresses", format!("{host} can be connected to{}.", both(four, six))),
    }
}

fn both(four: Option<bool>, six: Option<bool>) -> &'static str {
    match (four, six) {
        (Some(true), Some(true)) => ", by IPv4 and by IPv6",
        (Some(true), _) => ", by IPv4; it has no other address",
        _ => ", by IPv6; it has no other address",
    }
}

/// Whether any of these addresses answers; nothing where there is none.
async fn connects(addresses: &[SocketAddr]) -> Option<bool> {
    let first = addresses.first()?;
    Some(timeout(CONNECTS, TcpStream::connect(first)).await.is_ok_and(|connected| connected.is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checkup::Health;

    #[test]
    fn a_clock_is_wrong_from_two_minutes_on_either_way() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let health = |told| clock(told, now).health;
        assert_eq!(health(now - SKEW), Health::Good);
        assert_eq!(health(now + SKEW), Health::Good);
        let slow = clock(now + 5 * SKEW, now);
        assert_eq!(slow.health, Health::Bad);
        assert_eq!(slow.found, "This machine's clock is 10 minutes behind the platform's.");
        assert_eq!(health(now - 5 * SKEW), Health::Bad);
    }
}
