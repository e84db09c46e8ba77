//! The search as it is defined, without anything that makes it fast; the search itself has to agree with it.

use super::{
    Tier,
    facet::begins,
    fold::{Folded, letter_bits},
    group::Group,
    query::flow_word,
    typo,
};
use crate::catalog::{Catalog, Entry};
use nucleo_matcher::{
    Config, Matcher, Utf32String,
    pattern::{AtomKind, CaseMatching, Normalization, Pattern},
};
use std::cmp::Reverse;

/// Returns the places of the elements that match, the best first.
pub(super) fn search(catalog: &Catalog, recent: &[usize], text: &str) -> Vec<(usize, Tier)> {
    let (facets, words): (Vec<&str>, Vec<&str>) = text.split_whitespace().partition(|word| Group::read(word).is_some());
    let words = words.join(" ");
    let mut found: Vec<_> = Vec::new();
    for (at, entry) in
        catalog.entries.iter().enumerate().filter(|(_, entry)| facets.iter().all(|word| has(entry, word)))
    {
        let used = recent.iter().position(|recent| *recent == at).unwrap_or(usize::MAX);
        if words.is_empty() {
            let used = if facets.is_empty() { used } else { 0 };
            found.push(((Reverse((Tier::Contained, 0)), used, 0, false), at));
        } else if let Some(standing) = standing(entry, &words) {
            let whole = Folded::new(&words);
            let other_key = !Folded::new(entry.key.as_str()).letters().starts_with(whole.letters());
            found.push(((Reverse(standing), used, entry.rank, other_key), at));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|((Reverse((tier, _)), ..), at)| (at, tier)).collect()
}

fn has(entry: &Entry, facet: &str) -> bool {
    let flow = entry.flows().first().map_or("", |flow| flow_word(*flow));
    match Group::read(facet) {
        Some((Group::SignIn, value)) => begins(flow, value),
        Some((Group::Hub, value)) => begins(entry.hub.as_str(), value),
        None => false,
    }
}

fn standing(entry: &Entry, typed: &str) -> Option<(Tier, u32)> {
    let names: Vec<Folded> = std::iter::once(&entry.name).chain(&entry.aliases).map(|text| Folded::new(text)).collect();
    let (key, hub) = (Folded::new(entry.key.as_str()), Folded::new(entry.hub.as_str()));
    let texts: Vec<&Folded> = names.iter().chain([&key]).collect();
    let words = typed.split_whitespace().map(|word| Folded::new(word).letters().to_owned());
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    let whole = words.concat();
    let bits = texts.iter().chain(&[&hub]).fold(0, |bits, text| bits | letter_bits(text.letters()));
    if words.is_empty() || (letter_bits(&whole) & !bits).count_ones() > 2 {
        return None;
    }
    let place = |word: &str| {
        if texts.iter().flat_map(|text| text.tails()).any(|tail| tail.starts_with(word)) {
            Some(Tier::WordStart)
        } else if texts.iter().any(|text| text.letters().contains(word)) {
            Some(Tier::Contained)
        } else {
            hub.letters().starts_with(word).then_some(Tier::Hub)
        }
    };
    let equal = [
        (typed == entry.name, Tier::ExactName),
        (key.letters() == whole, Tier::Key),
        (names[0].letters() == whole, Tier::Name),
        (names[1..].iter().any(|alias| alias.letters() == whole), Tier::Alias),
        (texts.iter().any(|text| text.letters().starts_with(&whole)), Tier::Start),
    ];
    let equal = equal.iter().find(|(is_equal, _)| *is_equal).map(|(_, tier)| *tier);
    let each = words.iter().map(|word| place(word)).min().flatten();
    if let Some(tier) = equal.or_else(|| each.max(place(&whole).filter(|tier| *tier != Tier::Hub))) {
        return Some((tier, 0));
    }
    let nearest = |word: &str| {
        let tails = texts.iter().flat_map(|text| text.tails());
        tails.filter_map(|tail| typo::slips(word, tail)).min()
    };
    let slips = words.iter().map(|word| place(word).map_or_else(|| nearest(word), |_| Some(0))).sum::<Option<usize>>();
    if let Some(slips) = slips.or_else(|| nearest(&whole)) {
        return Some((Tier::Similar, 8_u32.saturating_sub(u32::try_from(slips).expect("few"))));
    }
    let pattern = Pattern::new(&words.join(" "), CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut score = |text: &str| pattern.score(Utf32String::from(text).slice(..), &mut matcher);
    let score = score(&entry.name).map(|score| score + 8).max(score(entry.key.as_str()))?;
    Some((Tier::Scattered, score))
}
