//! Hosts reached without a proxy, as `NO_PROXY` lists them.
//!
//! Beyond the forms that curl knows, common ones of other programs are used in their evident sense: `*` within a
//! name, ports, addresses of pages, `<local>`, and `;`, `|` and line ends between entries. Anything else is refused.

use super::{ProxyError, parse_port};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// Entries of `NO_PROXY`.
#[derive(Clone, Debug, Default)]
pub(in crate::platform) struct Exceptions(Vec<ExceptionRule>);

#[derive(Clone, Debug)]
struct ExceptionRule {
    hosts: Hosts,
    /// The only port it is for.
    port: Option<u16>,
}

#[derive(Clone, Debug)]
enum Hosts {
    /// `*`.
    Every,
    /// `<local>`: names without a dot.
    Local,
    /// A name, and the names below it.
    Domain(String),
    /// A pattern with `*` for any characters.
    Glob(String),
    /// IP addresses that share so many leading bits.
    Network(IpAddr, u8),
}

impl Exceptions {
    /// Parses the value of a `NO_PROXY` variable.
    pub(in crate::platform) fn parse(value: &str) -> Result<Self, ProxyError> {
        let is_separator = |c: char| matches!(c, ',' | ';' | '|') || c.is_ascii_whitespace();
        let entries: Vec<&str> = value.split(is_separator).filter(|entry| !entry.is_empty()).collect();
        match entries.as_slice() {
            ["*"] => Ok(Self(vec![ExceptionRule { hosts: Hosts::Every, port: None }])),
            several if several.contains(&"*") => Err(ProxyError::Every),
            several => several.iter().map(|entry| parse_entry(entry)).collect::<Result<_, _>>().map(Self),
        }
    }

    /// Returns true if this address is reached without a proxy.
    pub(in crate::platform) fn covers(&self, address: &Url) -> bool {
        let (host, port) = (address.host(), address.port_or_known_default());
        let on_port = |entry: &&ExceptionRule| entry.port.is_none() || entry.port == port;
        host.is_some_and(|host| self.0.iter().filter(on_port).any(|entry| entry.hosts.contain(&host)))
    }
}

impl Hosts {
    fn contain(&self, host: &Host<&str>) -> bool {
        let ip = match host {
            Host::Ipv4(ip) => Some(IpAddr::V4(*ip)),
            Host::Ipv6(ip) => Some(IpAddr::V6(*ip)),
            Host::Domain(_) => None,
        };
        let name = host.to_string();
        let name = name.trim_end_matches('.');
        match self {
            Self::Every => true,
            Self::Local => ip.is_none() && !name.contains('.'),
            Self::Domain(domain) => {
                let below = name.strip_suffix(domain.as_str());
                ip.is_none() && below.is_some_and(|below| below.is_empty() || below.ends_with('.'))
            }
            Self::Glob(glob) => matches_glob(glob, name),
            Self::Network(network, bits) => ip.is_some_and(|ip| shares(*network, ip, *bits)),
        }
    }
}

fn parse_entry(entry: &str) -> Result<ExceptionRule, ProxyError> {
    if entry.contains('@') {
        return Err(ProxyError::Credentials);
    }
    if entry.eq_ignore_ascii_case("<local>") {
        return Ok(ExceptionRule { hosts: Hosts::Local, port: None });
    }
    let odd = || ProxyError::Exception(entry.to_owned());
    let text = match entry.split_once("://") {
        Some((_, rest)) => rest.split('/').next().unwrap_or_default(),
        None => entry.strip_suffix('/').unwrap_or(entry),
    };
    if let Some((ip, bits)) = text.split_once('/') {
        let hosts = parse_network(ip, bits).ok_or_else(odd)?;
        return Ok(ExceptionRule { hosts, port: None });
    }
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') || host.ends_with(']') => {
            (host, Some(parse_port(port).ok_or_else(odd)?))
        }
        _ => (text, None),
    };
    let hosts = match parse_ip(host) {
        Some(ip) => Hosts::Network(ip, width(ip)),
        None => parse_name(host).ok_or_else(odd)?,
    };
    Ok(ExceptionRule { hosts, port })
}

fn parse_ip(text: &str) -> Option<IpAddr> {
    match text.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']').and_then(|ip| ip.parse::<Ipv6Addr>().ok()).map(IpAddr::V6),
        None => text.strip_suffix('.').unwrap_or(text).parse().ok(),
    }
}

fn parse_network(ip: &str, bits: &str) -> Option<Hosts> {
    let ip = parse_ip(ip)?;
    let digits = Some(bits).filter(|bits| bits.bytes().all(|b| b.is_ascii_digit()));
    let bits = digits.and_then(|bits| bits.parse().ok()).filter(|bits| *bits <= width(ip))?;
    Some(Hosts::Network(ip, bits))
}

fn width(ip: IpAddr) -> u8 {
    if ip.is_ipv4() { 32 } else { 128 }
}

/// Parses a name or a pattern. One dot at either end does not count.
fn parse_name(text: &str) -> Option<Hosts> {
    let text = text.strip_suffix('.').unwrap_or(text);
    let text = text.strip_prefix('.').unwrap_or(text);
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '*');
    if text.is_empty() || text.split('.').any(str::is_empty) || !text.chars().all(is_name) {
        return None;
    }
    // Digits alone are a part of an address, unless `*` replaces the other part.
    if text.chars().all(|c| c.is_ascii_digit() || c == '.') || text.chars().all(|c| matches!(c, '*' | '.')) {
        return None;
    }
    if text.contains('*') {
        return Some(Hosts::Glob(text.to_lowercase()));
    }
    match Host::parse(text) {
        Ok(Host::Domain(name)) => Some(Hosts::Domain(name)),
        _ => None,
    }
}

/// Compares the first and the last part at the ends, the others in order in between.
fn matches_glob(glob: &str, name: &str) -> bool {
    let mut parts = glob.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some((_, behind)) = rest.split_once(part) else { return false };
        rest = behind;
    }
    rest.ends_with(last)
}

fn shares(network: IpAddr, ip: IpAddr, bits: u8) -> bool {
    let differ = match (network, ip) {
        (IpAddr::V4(a), IpAddr::V4(b)) => u128::from(Ipv4Addr::to_bits(a) ^ Ipv4Addr::to_bits(b)),
        (IpAddr::V6(a), IpAddr::V6(b)) => Ipv6Addr::to_bits(a) ^ Ipv6Addr::to_bits(b),
        _ => return false,
    };
    differ.checked_shr(u32::from(width(ip) - bits)).unwrap_or(0) == 0
}
