//! Tokens recognized by a prefix, a scheme or their randomness.

use super::{
    super::{spans::Spans, value},
    random::is_random,
};
use base64::Engine as _;

/// Vendors' prefixes of keys and tokens, with the minimum number of characters after them.
const PREFIXES: &[(&str, usize)] = &[
    ("AKIA", 16),
    ("ASIA", 16),
    ("ghp_", 20),
    ("gho_", 20),
    ("ghu_", 20),
    ("ghs_", 20),
    ("ghr_", 20),
    ("github_pat_", 20),
    ("glpat-", 16),
    ("gldt-", 16),
    ("glrt-", 16),
    ("glcbt-", 16),
    ("glptt-", 16),
    ("xoxb-", 10),
    ("xoxp-", 10),
    ("xoxa-", 10),
    ("xoxr-", 10),
    ("xoxs-", 10),
    ("xoxe-", 10),
    ("xoxe.", 10),
    ("xapp-", 10),
    ("sk_live_", 8),
    ("sk_test_", 8),
    ("rk_live_", 8),
    ("rk_test_", 8),
    ("whsec_", 10),
    ("npm_", 30),
    ("AIza", 30),
    ("ya29.", 10),
    ("GOCSPX-", 16),
    ("SG.", 30),
    ("SK", 32),
    ("key-", 32),
    ("pypi-", 16),
    ("dop_v1_", 16),
    ("shpat_", 16),
    ("shpss_", 16),
    ("shpca_", 16),
    ("shppa_", 16),
    ("EAACEdEose0cBA", 0),
    ("sq0atp-", 16),
    ("sq0csp-", 16),
    ("hf_", 30),
    ("sk-", 20),
    ("lin_api_", 16),
    ("figd_", 16),
    ("secret_", 30),
    ("ntn_", 30),
    ("dckr_pat_", 16),
    ("xkeysib-", 16),
    ("rubygems_", 16),
    ("hvs.", 20),
    ("hvb.", 20),
    ("AGE-SECRET-KEY-", 16),
    ("PMAK-", 16),
    ("NRAK-", 16),
    ("glsa_", 16),
    ("dapi", 32),
    ("fo1_", 16),
    ("pul-", 30),
    ("sntrys_", 16),
    ("sntryu_", 16),
    ("sbp_", 30),
    ("gsk_", 30),
    ("xai-", 30),
    ("ATATT3", 16),
    ("ATCTT3", 16),
    ("BBDC-", 16),
    ("HRKU-", 16),
    ("LTAI", 16),
    ("r8_", 30),
    ("EAAA", 40),
    ("pat-na1-", 16),
    ("pat-eu1-", 16),
    ("1//0", 30),
    ("Atza|", 16),
    ("tskey-", 12),
    ("doo_v1_", 16),
    ("vcp_", 20),
];

/// Scheme names before credentials in the value of a header.
const SCHEMES: &[&str] = &[
    "Bearer ",
    "Basic ",
    "AUTH PLAIN ",
    "Digest ",
    "Negotiate ",
    "SSWS ",
    "ApiKey ",
    "Token ",
    "OAuth ",
    "AWS4-HMAC-SHA256 ",
];

pub(super) fn find(text: &str, spans: &mut Spans) {
    signed(text, spans);
    prefixed(text, spans);
    schemes(text, spans);
    platform(text, spans);
    marked(text, spans);
    licenses(text, spans);
}

/// Finds secrets of applications in Azure, which have a mark after four characters: `x1a8Q~...`.
fn marked(text: &str, spans: &mut Spans) {
    for (at, _) in text.match_indices("Q~") {
        let Some(start) = at.checked_sub(4).filter(|start| text.is_char_boundary(*start)) else { continue };
        let run = run(text, start, |c| is_token(c) || matches!(c, '~' | '.'));
        if (34..=44).contains(&run.len()) && !text.get(..start).unwrap_or_default().ends_with(is_token) {
            spans.add(start..start + run.len());
        }
    }
}

/// Finds license keys: five groups of five capital letters and digits.
fn licenses(text: &str, spans: &mut Spans) {
    let is_key = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
    for (at, _) in text.match_indices('-') {
        let Some(start) = at.checked_sub(5).filter(|start| text.is_char_boundary(*start)) else { continue };
        let run = run(text, start, is_key);
        let is_start = !text.get(..start).unwrap_or_default().ends_with(|c: char| c.is_alphanumeric() || c == '-');
        if is_start && run.len() == 29 && run.split('-').all(|group| group.len() == 5) && is_random(run, 29) {
            spans.add(start..start + run.len());
        }
    }
}

/// Finds signed and encrypted tokens (RFC 7519): two or more parts after `eyJ`.
fn signed(text: &str, spans: &mut Spans) {
    for (at, _) in text.match_indices("eyJ") {
        let run = run(text, at, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '='));
        let parts = run.split('.').filter(|part| !part.is_empty()).count();
        let is_start = !text.get(..at).unwrap_or_default().ends_with(is_token);
        if is_start && (parts >= 3 || parts == 2 && run.len() > 40) {
            spans.add(at..at + run.len());
        }
    }
}

fn prefixed(text: &str, spans: &mut Spans) {
    for (prefix, least) in PREFIXES {
        for (at, _) in text.match_indices(prefix) {
            let run = run(text, at, |c| is_token(c) || matches!(c, '.' | '|' | '/') && prefix.contains(c));
            let rest = run.get(prefix.len()..).unwrap_or_default();
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let is_start = !before.is_some_and(char::is_alphanumeric);
            let is_hex = || rest.chars().all(|c| c.is_ascii_hexdigit());
            let fits = match *prefix {
                "SK" | "dapi" => rest.len() == *least && is_hex(),
                "AKIA" | "ASIA" => {
                    rest.len() >= *least && rest.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
                }
                "SG." => rest.contains('.') && rest.len() >= *least,
                "sk-" | "key-" | "secret_" | "pul-" | "LTAI" => {
                    rest.len() >= *least && rest.chars().any(|c| c.is_ascii_digit())
                }
                _ => rest.len() >= *least,
            };
            let is_crossed = rest.ends_with("xxxxxxxx") || rest.ends_with("XXXXXXXX");
            if is_start && fits && !is_crossed {
                spans.add(at..at + run.len());
            }
        }
    }
}

/// Finds credentials after the name of an authentication scheme. In the middle of a sentence they have to look like a
/// token: "Bearer authentication" is not secret.
fn schemes(text: &str, spans: &mut Spans) {
    for scheme in SCHEMES {
        for (at, _) in text.match_indices(scheme) {
            let start = at + scheme.len();
            let found = run(text, start, |c| is_token(c) || matches!(c, '.' | '/' | '+' | '=' | '~' | ':'));
            let is_whole = text.trim().trim_matches(['"', '\'']).len() == scheme.len() + found.len();
            let is_basic = || {
                let decoded = base64::engine::general_purpose::STANDARD.decode(found).unwrap_or_default();
                decoded.contains(&b':')
            };
            let fits = match *scheme {
                "Basic " => is_basic(),
                // RFC 4616
                "AUTH PLAIN " => found.len() >= 4,
                "Token " | "OAuth " | "ApiKey " | "SSWS " => found.len() >= 16 && is_random(found, 16),
                "Digest " | "AWS4-HMAC-SHA256 " => false,
                _ => is_whole && found.len() >= 4 || is_random(found, 10) || found.len() >= 24,
            };
            let is_pair = found.trim_end_matches('=').contains('=');
            if fits && !is_pair && !found.starts_with("${") {
                spans.add(start..start + found.len());
            }
        }
    }
    // Parts of a signed request.
    for mark in value::SIGNATURE_MARKS {
        let is_signed = text.contains("AWS4-HMAC") || text.contains("Digest ") || text.contains("OAuth ");
        for (at, _) in text.match_indices(mark).filter(|_| is_signed) {
            let start = at + mark.len();
            spans.add(start..start + run(text, start, |c| !matches!(c, '"' | ',' | ' ')).len());
        }
    }
}

/// Finds the secrets in the platform's own header: `User x, Organization y, Element z`.
fn platform(text: &str, spans: &mut Spans) {
    let is_ours = text.contains(", Organization ")
        || text.contains(", Element ")
        || text.contains("Organization ") && text.contains("User ");
    for word in ["User ", "Organization ", "Element "].into_iter().filter(|_| is_ours) {
        for (at, _) in text.match_indices(word) {
            let start = at + word.len();
            let found = run(text, start, |c| !c.is_whitespace() && !matches!(c, ',' | '"' | '\'' | '\\'));
            if !value::is_harmless(found) {
                spans.add(start..start + found.len());
            }
        }
    }
}

fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// Returns the longest run of matching characters from an offset on.
fn run(text: &str, start: usize, belongs: impl Fn(char) -> bool) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    rest.get(..rest.find(|c| !belongs(c)).unwrap_or(rest.len())).unwrap_or_default()
}
