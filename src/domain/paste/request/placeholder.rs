//! Detection of placeholders, which documentation writes in place of values.

use crate::document::mask::is_stand_in;

/// Words that are placeholders by themselves, squeezed.
const WHOLE: &str = "changeme changethis replaceme replacethis todo tbd tba fixme placeholder redacted redactedsamplevalue \
    hidden masked filtered removed string yourvalue yourvaluehere valuehere insertvalue fillme fillin fillmein secretgoeshere \
    notset unset undefined";

/// Verbs of an instruction to enter a value.
const VERBS: &str = "insert your enter replace put add fill change provide paste type set use specify";

/// Nouns for a value.
const NOUNS: &str = "account accesskey access address admin api apikey app application auth authorization base basic \
    business bucket callback certificate client clientid code company companyid consumer consumerkey credential credentials \
    customer customerid data database db developer dev domain domainname element email endpoint environment file folder \
    grant here host hostname hub id identifier instance integration integrationid key keyid license login mail me merchant \
    mysite name new number org organization partner pass passphrase passwd password path pin port portal private profile \
    project public realm redirect refresh region secret secretkey security server service shared shop signature site \
    siteaddress siteid siteurl store storeurl subdomain subscription system tag tags team tenant tenantid text the this to \
    token type uri url urls user userid username users value website with workspace zone infusionsoft magento hubspot \
    salesforce zendesk shopify sap netsuite a an and for from of in here";

/// Returns true if the value is only a placeholder.
pub(super) fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && (is_stand_in(text)
            || is_filler(text)
            || is_enclosed(text)
            || has_variable(text)
            || is_instruction(text)
            || is_address_of_none(text))
}

/// Returns true for runs of one character, such as `xxxx-xxxx`, dots, and question marks.
fn is_filler(text: &str) -> bool {
    let count = |c: char| text.chars().filter(|d| d.eq_ignore_ascii_case(&c)).count();
    let only = |c: char, least: usize| {
        let others = |d: char| !d.eq_ignore_ascii_case(&c) && !matches!(d, '-' | '_' | '.' | ':' | ' ' | '@' | '/');
        count(c) >= least && !text.contains(others)
    };
    let dots = text
        .chars()
        .all(|c| matches!(c, '.' | '…' | '_' | '-' | ' ' | '?' | '#' | '*' | '•' | '●' | '█' | '▪' | '∗' | '⁎'));
    // A run of x after a prefix, as in `sk_live_xxxxxxxx`.
    let part = |part: &str| part.len() >= 6 && part.chars().all(|c| matches!(c, 'x' | 'X'));
    let cut = text.chars().count() > 3 && (text.ends_with("...") || text.ends_with('…')) && !text.contains(' ');
    dots && text.chars().count() >= 2
        || text == "…"
        || only('x', 3)
        || text.split(['-', '_', '.', ':', '/', ' ']).any(part)
        || cut
}

/// Returns true if the complete text is enclosed as in `<...>`, `{{...}}`, `[USER_NAME]`, `{PASSWORD}`, `%VAR%`,
/// `__KEY__`.
fn is_enclosed(text: &str) -> bool {
    let inner = |open: &str, close: &str| {
        text.strip_prefix(open)?.strip_suffix(close).map(str::trim).filter(|inner| !inner.is_empty())
    };
    let only = |open: char, close: char| {
        inner(&open.to_string(), &close.to_string()).filter(|inner| !inner.contains([open, close]))
    };
    let strict = [
        ("{{", "}}"),
        ("${", "}"),
        ("#{", "}"),
        ("$(", ")"),
        ("<%", "%>"),
        ("((", "))"),
        ("%(", ")s"),
        ("@@", "@@"),
        ("__", "__"),
        ("##", "##"),
        ("[[", "]]"),
        ("«", "»"),
        ("‹", "›"),
    ];
    let sure = only('<', '>').is_some_and(|inner| !inner.starts_with('/'))
        || strict.iter().any(|(open, close)| inner(open, close).is_some());
    let named = [('[', ']'), ('{', '}'), ('(', ')'), ('%', '%'), ('*', '*'), ('@', '@'), ('|', '|')];
    sure || named.iter().any(|(open, close)| only(*open, *close).is_some_and(is_name))
}

/// Returns true if the text contains a template or shell variable, alone or in an address.
fn has_variable(text: &str) -> bool {
    let between = |open: &str, close: &str| {
        text.split(open)
            .skip(1)
            .any(|rest| rest.split_once(close).is_some_and(|(name, _)| !name.is_empty() && name.len() < 60))
    };
    let dollar = text.strip_prefix('$').is_some_and(|name| {
        name.len() > 1
            && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
            && name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
    });
    let braces = text.split('{').skip(1).any(|rest| rest.split_once('}').is_some_and(|(name, _)| is_name(name)));
    let is_address = text.contains("://") || text.contains(".com") || text.contains('.') && !text.contains(' ');
    dollar || between("{{", "}}") || between("${", "}") || is_address && (braces || between("<", ">"))
}

/// Returns true if the text is written like a name: in capitals, or in words for a value.
fn is_name(text: &str) -> bool {
    let is_allowed = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '));
    let words = words(text);
    let capitals = text.contains(|c: char| c.is_ascii_uppercase()) && !text.contains(|c: char| c.is_lowercase());
    is_allowed
        && text.starts_with(char::is_alphabetic)
        && (capitals || !words.is_empty() && words.iter().all(|word| known(VERBS, word) || known(NOUNS, word)))
}

/// Returns true for instructions such as `INSERT_USERNAME`, `your_api_key_here`, `CHANGE-ME`, `API_KEY`.
fn is_instruction(text: &str) -> bool {
    let squeezed = super::pairs::squeeze(text);
    if known(WHOLE, &squeezed) && !text.contains(char::is_whitespace) || known(WHOLE, &squeezed) && text.len() < 24 {
        return true;
    }
    if text.contains(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.' | ' ' | '\'')) {
        return false;
    }
    let words = words(text);
    let capitals = text.contains(|c: char| c.is_ascii_uppercase()) && !text.contains(|c: char| c.is_lowercase());
    let Some((first, rest)) = words.split_first() else { return false };
    let names =
        |words: &[String]| !words.is_empty() && words.iter().all(|word| known(NOUNS, word) || known(VERBS, word));
    let verb = known(VERBS, first) || first == "my" && capitals;
    let fused = first.strip_prefix("your").filter(|rest| !rest.is_empty()).is_some_and(|noun| known(NOUNS, noun));
    let shouted = capitals && text.contains(['_', '-']) && (verb || first == "replace" || names(&words));
    shouted && words.len() > 1
        || verb && names(rest)
        || fused && (rest.is_empty() || names(rest))
        || capitals
            && words.len() == 1
            && matches!(first.as_str(), "password" | "username" | "secret" | "token" | "apikey" | "subdomain")
        || words.last().is_some_and(|word| word == "here") && words.len() > 1 && names(&words)
}

/// Returns true for an address or host with `your...` or a run of x as one of its labels.
fn is_address_of_none(text: &str) -> bool {
    if text.contains(char::is_whitespace) || !text.contains('.') {
        return false;
    }
    let host = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or(host);
    host.split(['.', ':', '@']).any(|label| {
        let run = label.len() >= 3 && label.chars().all(|c| matches!(c, 'x' | 'X'));
        let words = words(label);
        let yours = words.split_first().is_some_and(|(first, rest)| match first.strip_prefix("your") {
            Some("") => !rest.is_empty() && rest.iter().all(|word| known(NOUNS, word)),
            Some(noun) => known(NOUNS, noun) && rest.iter().all(|word| known(NOUNS, word)),
            None => false,
        });
        run || yours || matches!(first_word(&words), Some("insert" | "replace")) && words.len() > 1
    })
}

fn first_word(words: &[String]) -> Option<&str> {
    words.first().map(String::as_str)
}

/// Splits a name into lowercase words, at punctuation and at inner capitals.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut was_small = false;
    for part in text.split(|c: char| !c.is_alphanumeric() && c != '\'') {
        words.push(String::new());
        for c in part.chars() {
            if was_small && c.is_uppercase() {
                words.push(String::new());
            }
            was_small = c.is_lowercase();
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        was_small = false;
    }
    words.retain(|word| !word.is_empty());
    words
}

fn known(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}
