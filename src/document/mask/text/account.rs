//! Users and passwords that are joined, or next to each other, without a name.

use super::{
    super::{
        shape::trimmed,
        spans::Spans,
        value::{is_expression, is_harmless, is_host},
    },
    command_word::CommandWord,
    quote::closing,
};

/// Words before `user:password`.
const LEADS: &[&str] = &["auth", "basic_auth", "basicauth", "userpwd", "credentials", "login"];

/// Kinds of secrets in the configuration of a VPN, before a secret in quotes.
const KINDS: &[&str] = &["PSK", "RSA", "ECDSA", "BLISS", "PKCS8", "P12", "EAP", "XAUTH", "NTLM", "PIN"];

/// Clients of Oracle, before `user/password@database`.
const ORACLE: &[&str] = &["sqlplus", "sqlldr", "expdp", "impdp", "rman", "sqlcl", "conn ", "connect "];

/// Finds passwords by the words around them.
pub(super) fn find(line: &str, words: &[CommandWord<'_>], spans: &mut Spans) {
    executed(words, spans);
    if let [host, account] = words
        && is_server(host.text)
    {
        joined(account, ':', spans);
    }
    let has = |text: &str| line.contains(text);
    grant(line, spans);
    if let [logon, account] = words
        && logon.text.eq_ignore_ascii_case(".logon")
        && let Some((_, password)) = account.text.split_once(',')
    {
        let start = account.start + account.text.len() - password.len();
        spans.add(trimmed(line, start, start + password.trim_end_matches(';').len()));
    }
    // IMAP (RFC 9051) and POP3 in the record of a session.
    if let [tag, login, _, password] = words
        && login.text == "LOGIN"
        && tag.text.contains(|c: char| c.is_ascii_digit())
    {
        add(line, password, spans);
    }
    if let [_, pass, password] = words
        && pass.text == "PASS"
    {
        add(line, password, spans);
    }
    if has("LoginModule") {
        login_module(line, spans);
    }
    if has("htpasswd") {
        htpasswd(line, words, spans);
    }
    let is_oracle = has("@") && has("/") && ORACLE.iter().any(|command| has(command));
    let is_acl = has(">") && (has("ACL SETUSER") || line.starts_with("user ") && has(" on "));
    let is_using = has("connect to ") && has(" user ");
    let is_share = has("net use ");
    let is_share_or_user = |word: &str| word.starts_with("/user:") || word.starts_with("\\\\");
    let is_address = has("://");
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| words.get(at)).map_or("", |word| word.text);
        if !is_address && LEADS.contains(&before) {
            joined(word, ':', spans);
        }
        if is_oracle && word.text.contains('@') && !word.text.contains("://") {
            oracle(line, word, spans);
        }
        if let Some(password) = word.text.strip_prefix('>').filter(|password| is_acl && !password.is_empty()) {
            spans.add(word.start + 1..word.start + 1 + password.len());
        }
        if is_using && before == "using" || is_share && is_share_or_user(before) && !word.text.starts_with('/') {
            add(line, word, spans);
        }
        let is_kind = KINDS.contains(&word.text) && (before.is_empty() || before.ends_with(':'));
        if let Some(last) = words.last().filter(|last| is_kind && last.quoted) {
            add(line, last, spans);
        }
    }
}

/// Finds the code of a grant between its other parameters: `grant_type=[authorization_code], code=[x]`.
fn grant(line: &str, spans: &mut Spans) {
    if !line.contains("code") || !["grant_type", "redirect_uri", "code_verifier"].iter().any(|name| line.contains(name))
    {
        return;
    }
    for (at, name) in line.match_indices("code") {
        let is_name = !line.get(..at).unwrap_or_default().ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let rest = line.get(at + name.len()..).unwrap_or_default();
        let sign = |c: char| matches!(c, '=' | ':' | '"' | '\'' | '\\' | '[' | ' ' | '>');
        let value = rest.trim_start_matches(sign);
        let signs = rest.get(..rest.len() - value.len()).unwrap_or_default();
        let ends = |c: char| c.is_whitespace() || matches!(c, ']' | ',' | '&' | '"' | '\'' | '\\' | '}' | ')' | ';');
        let text = value.split(ends).next().unwrap_or_default();
        // A variable of a program has no digit and no quotes, and the code of an error has three digits.
        let is_literal = signs.contains(['"', '\'', '[', '=']) || text.contains(|c: char| c.is_ascii_digit());
        let is_plain = text == "code" || text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit());
        if is_name
            && signs.contains(['=', ':'])
            && is_literal
            && !is_plain
            && !is_harmless(text)
            && !is_expression(text)
        {
            let start = line.len() - value.len();
            spans.add(start..start + text.len());
        }
    }
}

/// Finds the password that `htpasswd -b` takes as its last argument.
fn htpasswd(line: &str, words: &[CommandWord<'_>], spans: &mut Spans) {
    let Some(at) = words.iter().position(|word| word.text.ends_with("htpasswd")) else { return };
    // The image of a container may come before the options.
    let rest = words.get(at + 1..).unwrap_or_default().iter().skip_while(|word| !word.text.starts_with('-'));
    let (mut is_batch, mut is_printed, mut takes_value) = (false, false, false);
    let mut arguments = Vec::new();
    for word in rest {
        match word.text.strip_prefix('-').filter(|_| arguments.is_empty()) {
            _ if takes_value => takes_value = false,
            Some(options) => {
                is_batch |= options.contains('b');
                is_printed |= options.contains('n');
                // The cost and the number of rounds.
                takes_value = options.ends_with(['C', 'r']);
            }
            None => arguments.push(word),
        }
    }
    if let Some(password) = arguments.get(if is_printed { 1 } else { 2 }).filter(|_| is_batch) {
        add(line, password, spans);
    }
}

/// Finds the passwords of users in the options of a login module: `user_ada="x"`.
fn login_module(line: &str, spans: &mut Spans) {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    for (at, option) in line.match_indices(" user_") {
        let rest = line.get(at + option.len()..).unwrap_or_default();
        let Some(value) = rest.trim_start_matches(is_name).strip_prefix("=\"") else { continue };
        let start = line.len() - value.len();
        spans.add(start..closing(value, '"').map_or(line.len(), |stop| start + stop));
    }
}

/// Returns true if a word is a server with its port, `[smtp.example.com]:587`.
fn is_server(word: &str) -> bool {
    let plain: String = word.chars().filter(|c| !matches!(c, '[' | ']')).collect();
    plain.contains(':') && is_host(&plain)
}

/// Finds the password in a word with a user before it.
fn joined(word: &CommandWord<'_>, sign: char, spans: &mut Spans) {
    let text = word.text.trim_matches(['"', '\'']);
    let Some((user, password)) = text.split_once(sign) else { return };
    let is_number = password.bytes().all(|b| b.is_ascii_digit());
    let is_user =
        !user.is_empty() && user.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@' | '\\'));
    if is_user && !is_number && !is_harmless(password) {
        let start = word.start + word.text.find(text).unwrap_or_default() + user.len() + 1;
        spans.add(start..start + password.len());
    }
}

/// Finds the password in `user/password@database`.
fn oracle(line: &str, word: &CommandWord<'_>, spans: &mut Spans) {
    let sign = word.text.rfind('@').unwrap_or_default();
    let before = word.text.get(..sign).unwrap_or_default();
    if let Some((user, password)) =
        before.split_once('/').filter(|(user, password)| !user.is_empty() && !password.is_empty())
    {
        let start = word.start + user.len() + 1;
        let range = trimmed(line, start, start + password.len());
        if !line.get(range.clone()).is_some_and(is_harmless) {
            spans.add(range);
        }
    }
}

/// Finds the value of an option in a record of an executed command: `a3="-w" a4="x"`.
fn executed(words: &[CommandWord<'_>], spans: &mut Spans) {
    let argument = |word: &CommandWord<'_>| {
        let (name, text) = word.text.split_once('=')?;
        let number = name.strip_prefix('a').filter(|number| !number.is_empty())?;
        let inner = text.strip_prefix('"')?.strip_suffix('"')?;
        number.bytes().all(|b| b.is_ascii_digit()).then(|| (word.start + name.len() + 2, inner.to_owned()))
    };
    let arguments: Vec<(usize, String)> = words.iter().filter_map(argument).collect();
    for (option, value) in arguments.iter().zip(arguments.iter().skip(1)) {
        if matches!(&*option.1, "-p" | "-P" | "-w" | "-W" | "-a" | "-k" | "-pw")
            && value.1.len() >= 4
            && !is_harmless(&value.1)
        {
            let is_path = value.1.starts_with('/') || value.1.bytes().all(|b| b.is_ascii_digit());
            if !is_path {
                spans.add(value.0..value.0 + value.1.len());
            }
        }
    }
}

fn add(line: &str, word: &CommandWord<'_>, spans: &mut Spans) {
    let range = trimmed(line, word.start, word.start + word.text.trim_end_matches([';', ',']).len());
    if !line.get(range.clone()).is_some_and(is_harmless) {
        spans.add(range);
    }
}
