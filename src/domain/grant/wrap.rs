//! Rejoins addresses that a mail or a terminal broke over several lines.
//!
//! A line is joined to the next only with evidence: a name, a state or a query that continues, or lines that end at the
//! same column. If the evidence is weak, both readings are kept.

use super::{runs::Run, text::Wiped};
use zeroize::Zeroizing;

/// Usual line widths of mails and terminals.
const USUAL: [std::ops::RangeInclusive<usize>; 4] = [70..=80, 100..=100, 120..=120, 132..=132];
/// Minimum line length at which two lines of equal length count as one broken line.
const SHORTEST: usize = 40;

/// Readings of one address, the shortest first, and the number of runs consumed.
pub(super) struct Joined {
    pub(super) options: Vec<Wiped>,
    pub(super) used: usize,
}

/// Evidence that a run continues the previous one.
enum Joint {
    /// Certain, with the text that the break replaced.
    Sure(&'static str),
    Perhaps,
    No,
}

/// Joins the first run with those that belong to the same address. `tie` is the state or token that was sent.
pub(super) fn joined(runs: &[Run<'_>], tie: &str) -> Joined {
    let Some((first, rest)) = runs.split_first() else { return Joined { options: Vec::new(), used: 0 } };
    let mut text = Zeroizing::new(first.text.to_owned());
    let (mut options, mut used, mut wrap, mut last) = (Vec::new(), 1, None, *first);
    for (at, next) in rest.iter().enumerate() {
        let joint = match joint(&text, &last, next, tie, wrap) {
            Joint::No if wrap.is_none() && leads_on(&text, &last, next, rest.get(at + 1), tie) => Joint::Sure(""),
            joint => joint,
        };
        let between = match joint {
            Joint::No => break,
            Joint::Perhaps => {
                options.push(text.clone());
                ""
            }
            Joint::Sure(between) => {
                if next.line > last.line {
                    wrap = Some((last.width, length(&last)));
                }
                between
            }
        };
        text = Zeroizing::new(format!("{}{between}{}", text.as_str(), next.text));
        last = *next;
        used += 1;
    }
    options.push(text);
    Joined { options, used }
}

/// Returns the width of the run in columns.
fn length(run: &Run<'_>) -> usize {
    run.text.trim_start_matches(['(', '[', '{', '*', '_']).chars().count()
}

/// Returns true if a line without evidence of its own is followed by one that has it: the middle of a long code.
fn leads_on(text: &str, last: &Run<'_>, next: &Run<'_>, after: Option<&Run<'_>>, tie: &str) -> bool {
    let Some(after) = after else { return false };
    let follows = !last.is_closed && next.line == last.line + 1 && after.line == next.line + 1;
    let is_part = next.text.is_ascii() && !begins_address(text, next.text) && !begins_pair(next.text);
    let (name, value) = tail(text);
    if !follows || !is_part || !text.contains(['?', '#']) || value.is_none_or(str::is_empty) {
        return false;
    }
    let joined = Zeroizing::new(format!("{text}{}", next.text));
    let (name, value) = if next.text.contains('&') { tail(&joined) } else { (name, value) };
    !is_plain_word(next.text) && is_evident(name, value, after.text, tie)
}

fn joint(text: &str, last: &Run<'_>, next: &Run<'_>, tie: &str, wrap: Option<(usize, usize)>) -> Joint {
    let is_query = text.contains('?') || text.contains('#') || text.contains('=');
    if last.is_closed || begins_address(text, next.text) || !(is_query || text.contains("://")) {
        return Joint::No;
    }
    let (name, value) = tail(text);
    if next.line == last.line {
        let continues = is_query && last.text.contains('=') && continues_value(next.text);
        return match (continues, is_proof(name)) {
            (true, true) => Joint::Sure(""),
            (true, false) => Joint::Sure("+"),
            (false, _) => Joint::No,
        };
    }
    if next.line != last.line + 1 {
        return Joint::No;
    }
    if !is_query {
        return if next.text.contains('?') && next.text.contains('=') { Joint::Sure("") } else { Joint::No };
    }
    if is_evident(name, value, next.text, tie) {
        return Joint::Sure("");
    }
    let is_whole = value.is_some_and(|value| !tie.is_empty() && value.starts_with(tie));
    if is_whole || !next.text.is_ascii() || begins_pair(next.text) || next.text.ends_with(':') {
        return Joint::No;
    }
    by_width(last, next, wrap)
}

fn by_width(last: &Run<'_>, next: &Run<'_>, wrap: Option<(usize, usize)>) -> Joint {
    if let Some((width, own)) = wrap {
        return if last.width + 1 >= width || length(last) == own { Joint::Sure("") } else { Joint::No };
    }
    let same = last.width == next.width || length(last) == length(next) || last.width == length(next);
    if same && last.width >= SHORTEST && next.is_alone() {
        return Joint::Sure("");
    }
    let may_be = USUAL.iter().any(|usual| usual.contains(&last.width)) && next.is_alone() && next.width < last.width;
    let ends = next.text.ends_with(['.', ',', '!', ';', ')']);
    if may_be && !ends && !is_plain_word(next.text) { Joint::Perhaps } else { Joint::No }
}

/// Returns true if the query itself shows that it continues in the next line.
fn is_evident(name: &str, value: Option<&str>, next: &str, tie: &str) -> bool {
    let pair_later = next.contains('=');
    let open = match value {
        // `...&` or `...&sta`: the rest of the name is in the next line.
        None => pair_later && !next.starts_with('?') && (name.is_empty() || begins_pair(next) || next.starts_with('=')),
        Some("") => !begins_pair(next),
        Some(value) => ends_in_escape(value) && next.starts_with(|c: char| c.is_ascii_hexdigit()),
    };
    let state = value.filter(|value| !value.is_empty() && !tie.is_empty() && tie.len() > value.len());
    let continues = state.and_then(|value| tie.strip_prefix(value)).is_some_and(|rest| {
        let same = rest.bytes().zip(next.bytes()).take_while(|(a, b)| a == b).count();
        same == rest.len() || same == next.len()
    });
    open || continues || (next.starts_with('&') && pair_later) || continues_value(next)
}

/// Returns true if a run holds an address of its own. An address after a name or an escape is a value: `iss=https://a`,
/// `a%20https://b`. The scheme itself may be broken: `iss=htt`, `ps://a`.
fn begins_address(text: &str, next: &str) -> bool {
    let Some((before, _)) = next.split_once("://") else { return false };
    let outer = before.trim_end_matches(super::runs::is_scheme);
    let value = tail(text).1.unwrap_or_default();
    let is_broken = |scheme: &str| {
        scheme
            .strip_suffix(before)
            .is_some_and(|start| !start.is_empty() && !before.is_empty() && value.ends_with(start))
    };
    !(outer.ends_with('=') || outer.contains(['&', '%', '/']) || ["http", "https"].into_iter().any(is_broken))
}

/// Returns the last name of a query, and its value if there is an equals sign.
fn tail(text: &str) -> (&str, Option<&str>) {
    let piece = text.rsplit(['?', '&', '#']).next().unwrap_or(text);
    piece.split_once('=').map_or((piece, None), |(name, value)| (name, Some(value)))
}

/// Returns true for `3xyz&state=...`: the rest of a value, then another pair. Codes may end with equals signs.
fn continues_value(next: &str) -> bool {
    let parts = next.split_once('&').map(|(before, after)| (before.trim_end_matches('='), after));
    parts.is_some_and(|(before, after)| !before.contains(['=', '?', ':']) && begins_pair(after))
}

fn begins_pair(text: &str) -> bool {
    let name = text.split_once('=').map(|(name, _)| name);
    name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.%[]".contains(c)))
}

fn is_proof(name: &str) -> bool {
    ["code", "state", "oauth_token", "oauth_verifier"].contains(&name)
}

/// Returns true if the value ends with `%` or `%2`, an incomplete escape.
fn ends_in_escape(value: &str) -> bool {
    value.get(value.len().saturating_sub(2)..).is_some_and(|end| end.contains('%'))
}

/// Returns true for a word of a sentence rather than part of a code: only letters, lowercase after the first.
fn is_plain_word(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.all(|c| c.is_ascii_lowercase())
}
