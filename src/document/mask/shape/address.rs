//! Credentials in addresses: before the host, in the query, in the fragment, in the body of a form.

use super::{
    super::name::{is_secret_name, squeeze},
    super::spans::Spans,
    super::value,
    random::is_random,
};
use std::ops::Range;
use url::form_urlencoded;

pub(super) fn find(text: &str, spans: &mut Spans) {
    log_ins(text, spans);
    hooks(text, spans);
    parameters(text, spans);
}

/// Finds the password before a host: `https://user:password@host`.
fn log_ins(text: &str, spans: &mut Spans) {
    for (at, _) in text.match_indices("://") {
        let start = at + 3;
        let rest = text.get(start..).unwrap_or_default();
        let ends = |c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '"' | '\'' | '<' | '>' | '`');
        let whole = rest.split(ends).next().unwrap_or_default();
        // A password may contain a slash or a question mark, so the last `@` before a space is used.
        let word = rest
            .split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`'))
            .next()
            .unwrap_or_default();
        let user = match (whole.rfind('@'), word.rfind('@')) {
            (Some(sign), _) => whole.get(..sign),
            (None, Some(sign)) => word.get(..sign).filter(|user| !user.contains("://") && is_odd(user)),
            (None, None) => None,
        };
        let Some(user) = user else { continue };
        match user.find(':') {
            Some(colon) if colon + 1 < user.len() => add(text, start + colon + 1..start + user.len(), spans),
            Some(_) => add(text, start..start + user.len() - 1, spans),
            // A part of the address of a mailbox, or the next cell of a row, is no key.
            None if user.contains([',', ';']) || user.contains("%40") => {}
            None if is_random(user, 16) || user.len() >= 20 => add(text, start..start + user.len(), spans),
            None => {}
        }
    }
    // Oracle database address: `jdbc:oracle:thin:user/password@host`.
    if let Some(at) = text.find("jdbc:oracle:")
        && let Some((log_in, _)) = text.get(at..).and_then(|rest| rest.split_once('@'))
        && let Some((user, password)) = log_in.split_once('/').filter(|(_, password)| !password.starts_with('/'))
    {
        let start = at + user.len() + 1;
        add(text, start..start + password.len(), spans);
    }
    // Easy connect of Oracle: `user/password@//host`.
    if let Some((before, _)) = text.split_once("@//") {
        let word =
            before.rsplit(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '=')).next().unwrap_or_default();
        if let Some((user, password)) = word.split_once('/').filter(|(user, _)| !user.is_empty() && !user.contains(':'))
        {
            let start = before.len() - word.len() + user.len() + 1;
            add(text, start..start + password.len(), spans);
        }
    }
    // Data source of Go and PHP: `user:password@tcp(host:3306)/db`.
    if let Some(sign) = text.find("@tcp(").or_else(|| text.find("@unix(")) {
        let before = text.get(..sign).unwrap_or_default();
        let begin = before.rfind(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '=')).unwrap_or(0);
        if let Some(colon) = before.get(begin..).and_then(|user| user.find(':')) {
            add(text, begin + colon + 1..sign, spans);
        }
    }
}

/// Beginnings of addresses whose path is the secret.
const HOOKS: &[&str] = &[
    "hooks.slack.com/services/",
    "discord.com/api/webhooks/",
    "discordapp.com/api/webhooks/",
    "/IncomingWebhook/",
    "api.telegram.org/bot",
    "hooks.zapier.com/hooks/catch/",
];

/// Finds the secret part of an address that is a secret by itself: its last segment, after the identifiers.
fn hooks(text: &str, spans: &mut Spans) {
    for hook in HOOKS {
        for (at, _) in text.match_indices(hook) {
            let rest = text.get(at + hook.len()..).unwrap_or_default();
            let ends =
                |c: char| c.is_whitespace() || matches!(c, '?' | '#' | '"' | '\'' | '<' | '>' | '`' | '\\' | ')');
            let stop = rest.find(ends).unwrap_or(rest.len());
            // The name of a method follows the token of a bot.
            let stop = if hook.ends_with('/') { stop } else { rest.find('/').unwrap_or(stop).min(stop) };
            let path = rest.get(..stop).unwrap_or_default().trim_end_matches('/');
            let segments = path.split('/').count();
            let is_first = *hook == "/IncomingWebhook/";
            let stop = if is_first { path.find('/').unwrap_or(stop) } else { stop };
            let start = path.rfind('/').filter(|_| (2..=3).contains(&segments) && !is_first);
            add(text, at + hook.len() + start.map_or(0, |slash| slash + 1)..at + hook.len() + stop, spans);
        }
    }
}

/// Returns true if the text before an `@` is a password rather than a path: it has a colon that no port number follows.
fn is_odd(user: &str) -> bool {
    user.split_once(':').is_some_and(|(_, password)| !password.starts_with(|c: char| c.is_ascii_digit()))
}

/// Finds the values of parameters with a secret name: `?access_token=x`, `#id_token=x`, `a=b&client_secret=x`.
fn parameters(text: &str, spans: &mut Spans) {
    if !text.contains('=') {
        return;
    }
    let mut begins: Vec<usize> = text.match_indices(['?', '&', '#']).map(|(at, _)| at + 1).collect();
    if text.contains('&') && !text.contains("://") {
        begins.push(0);
    }
    for begin in begins {
        let rest = text.get(begin..).unwrap_or_default();
        let rest = rest.strip_prefix("amp;").unwrap_or(rest);
        let begin = text.len() - rest.len();
        let ends = |c: char| {
            c.is_whitespace() || matches!(c, '&' | '#' | '"' | '\'' | '<' | '>' | '`' | '\\' | ';' | ')' | '|' | '}')
        };
        let pair = rest.split(ends).next().unwrap_or_default();
        let Some((name, given)) = pair.split_once('=') else { continue };
        if is_secret_parameter(name) && !value::is_harmless(given) {
            add(text, begin + name.len() + 1..begin + pair.len(), spans);
        }
    }
}

fn is_secret_parameter(name: &str) -> bool {
    let decoded = form_urlencoded::parse(name.as_bytes()).map(|(name, _)| name).next().unwrap_or_default();
    let squeezed = squeeze(&decoded);
    // The scope of a signed address: the identifier of the key, a date and a region.
    let is_scope =
        ["xamzcredential", "xgoogcredential", "googleaccessid", "awsaccesskeyid"].contains(&squeezed.as_str());
    !is_scope && is_secret_name(&decoded)
        || matches!(squeeze(&decoded).as_str(), "code" | "hmac" | "key" | "sig" | "appid")
}

fn add(text: &str, range: Range<usize>, spans: &mut Spans) {
    if !text.get(range.clone()).is_some_and(value::is_harmless) {
        spans.add(range);
    }
}
