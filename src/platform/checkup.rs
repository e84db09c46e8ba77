//! Checks of the connection to the platform, the sign-in and the clock.

use super::{client::Client, net::Net};
use crate::domain::{Account, BaseUrl, checkup::Finding, fault::FaultKind};
use std::{
    net::SocketAddr,
    time::{Duration, SystemTime},
};
use tokio::{
    net::{TcpStream, lookup_host},
    task::JoinSet,
    time::timeout,
};

/// Clock difference from which providers refuse signatures and codes.
const SKEW: Duration = Duration::from_secs(120);

/// Time limit of a connection.
const CONNECTS: Duration = Duration::from_secs(5);

impl Client {
    /// Signs in as the wizard does, and compares the clocks if the answer has a date.
    pub async fn checkup(&self, account: &Account, now: SystemTime) -> Vec<Finding> {
        let (accepted, date) = self.checked(account).await;
        let host = self.base.host();
        let signed_in = match accepted {
            Ok(()) => Finding::good("Sign-in", format!("{host} accepts the profile's secrets.")),
            Err(fault) if matches!(fault.kind, FaultKind::Account | FaultKind::Unread) => {
                Finding::bad("Sign-in", fault.problem, fault.hint)
            }
            Err(fault) => Finding::bad("Platform", fault.problem, fault.hint),
        };
        [Some(signed_in), date.map(|date| clock(date, now))].into_iter().flatten().collect()
    }
}

fn clock(platform: SystemTime, now: SystemTime) -> Finding {
    let (off, direction) = match now.duration_since(platform) {
        Ok(ahead) => (ahead, "ahead of"),
        Err(error) => (error.duration(), "behind"),
    };
    if off <= SKEW {
        return Finding::good("Clock", "This machine's clock agrees with the platform's.");
    }
    let found = format!("This machine's clock is {} minutes {direction} the platform's.", off.as_secs() / 60);
    Finding::bad(
        "Clock",
        found,
        "Synchronize the system clock; providers refuse requests that seem too old or too new.",
    )
}

/// Checks connections to the platform's host in each address family. Behind a proxy only the proxy connects, so this
/// is not used there.
pub async fn families(base: &BaseUrl, net: &Net) -> Finding {
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
                format!("{host} has no address."),
                format!("Check the network and its name server. {}", net.proxy_advice(base)),
            );
        }
    };
    let (v4, v6): (Vec<_>, Vec<_>) = found.into_iter().partition(SocketAddr::is_ipv4);
    let (four, six) = tokio::join!(connects(&v4), connects(&v6));
    match (four, six) {
        (Some(false), Some(true)) | (Some(true), Some(false)) => Finding::less(
            "Addresses",
            format!(
                "{host} has IPv4 and IPv6 addresses, but only IPv{} answers.",
                if six == Some(true) { 6 } else { 4 }
            ),
            "elemint tries both. Other programs may wait. Ask the network administrator.",
        ),
        (Some(false), _) | (_, Some(false)) => Finding::bad(
            "Addresses",
            format!("No address of {host} answers."),
            format!("Check the network and the firewall. {}", net.proxy_advice(base)),
        ),
        _ => Finding::good("Addresses", format!("{host} is reachable{}.", both(four, six))),
    }
}

fn both(four: Option<bool>, six: Option<bool>) -> &'static str {
    match (four, six) {
        (Some(true), Some(true)) => " over IPv4 and IPv6",
        (Some(true), _) => " over IPv4, its only address family",
        _ => " over IPv6, its only address family",
    }
}

/// Returns true if one of the addresses accepts a connection. `None` without addresses.
async fn connects(addresses: &[SocketAddr]) -> Option<bool> {
    if addresses.is_empty() {
        return None;
    }
    let mut tries: JoinSet<_> = addresses.iter().map(|address| TcpStream::connect(*address)).collect();
    let any = async {
        while let Some(tried) = tries.join_next().await {
            if matches!(tried, Ok(Ok(_))) {
                return true;
            }
        }
        false
    };
    Some(timeout(CONNECTS, any).await.unwrap_or(false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checkup::Health;
    use tokio::net::{TcpListener, TcpSocket};

    #[tokio::test]
    async fn one_address_that_answers_is_enough() {
        let alive = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        // Bound and not listening: refuses connections, and no other test gets the port.
        let closed = TcpSocket::new_v4().expect("a socket");
        closed.bind("127.0.0.1:0".parse().expect("an address")).expect("a port");
        let places = [closed.local_addr(), alive.local_addr()].map(|address| address.expect("an address"));
        assert_eq!(connects(&places).await, Some(true));
        assert_eq!((connects(&places[..1]).await, connects(&[]).await), (Some(false), None));
    }

    #[test]
    fn clock_is_wrong_from_two_minutes_in_both_directions() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let health = |platform| clock(platform, now).health;
        assert_eq!(health(now - SKEW), Health::Good);
        assert_eq!(health(now + SKEW), Health::Good);
        let slow = clock(now + 5 * SKEW, now);
        assert_eq!(slow.health, Health::Bad);
        assert_eq!(slow.found, "This machine's clock is 10 minutes behind the platform's.");
        assert_eq!(health(now - 5 * SKEW), Health::Bad);
    }
}
