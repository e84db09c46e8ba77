//! Secrets on command lines, and in keyword files such as netrc.

use super::{
    super::{
        name::{hides, is_credential_header, is_secret_name},
        shape::trimmed,
        spans::Spans,
        value::{after_scheme, cookie_values, cookies, is_harmless},
    },
    call,
    command_word::CommandWord,
    sentence,
};

/// Options that take `user:password`.
const USERS: &[&str] = &["-u", "--user", "-U", "--proxy-user", "--auth", "-a", "--basic", "--cert", "-E"];

/// Commands with options for a password that are not named after it.
const PASSWORDS: &[(&str, &str)] = &[
    ("mysql", "-p"),
    ("mariadb", "-p"),
    ("mongo", "-p"),
    ("sshpass", "-p"),
    ("docker login", "-p"),
    ("podman login", "-p"),
    ("az ", "-p"),
    ("oc login", "-p"),
    ("helm", "-p"),
    ("redis-cli", "-a"),
    ("ldapsearch", "-w"),
    ("ldapadd", "-w"),
    ("ldapmodify", "-w"),
    ("sqlcmd", "-P"),
    ("bcp", "-P"),
    ("zip", "-P"),
    ("plink", "-pw"),
    ("pscp", "-pw"),
    ("ftp", "-p"),
    ("mosquitto_", "-P"),
    ("curl", "-b"),
    ("openssl", "-k"),
    ("openssl", "-K"),
    ("curl", "--cookie"),
];

/// Commands with a password directly after `-p`.
const ATTACHED: &[&str] = &["mysql", "mariadb", "sshpass", "7z "];

/// Words before a name and its value.
const SETTERS: &[&str] = &["env", "arg", "setenv", "set", "setx", "config", "add"];

pub(super) fn find(line: &str, netrc: bool, spans: &mut Spans) {
    call::calls(line, spans);
    call::piped(line, spans);
    sentence::dashed(line, spans);
    sentence::shaped(line, spans);
    nested(line, netrc, spans);
    let words = words(line);
    for (at, word) in words.iter().enumerate() {
        let Some(next) = words.get(at + 1) else {
            attached(line, word, spans);
            break;
        };
        attached(line, word, spans);
        let name = word.text.trim_matches(['"', '\'', ',', '[', ']', '(']);
        let before = at.checked_sub(1).and_then(|at| words.get(at)).map_or("", |word| word.text);
        let is_column = words.len() == 2 && line.get(word.start + word.text.len()..next.start) != Some(" ");
        let hides = if name.starts_with('-') || matches!(name, "/p" | "/P") {
            option(line, name, next, spans)
        } else {
            !word.text.ends_with(',') && is_keyword(name, before, next, words.len(), netrc)
                || is_column && hides(name, next.text) && !name.contains([':', '=', '"', '{', '<'])
                || sentence::reveals(words.get(at.saturating_sub(4)..at).unwrap_or_default(), name, next)
        };
        if hides {
            cover(line, next, spans);
        }
    }
}

/// Finds secrets in a command inside of quotes: `command: "http --authtoken x"`.
fn nested(line: &str, netrc: bool, spans: &mut Spans) {
    for word in words(line).into_iter().filter(|word| word.quoted && word.text.contains(" -")) {
        let inner = word.text.trim_matches([',', ']']);
        let Some(inner) = inner.get(1..inner.len() - 1).filter(|inner| !inner.contains(['"', '\''])) else { continue };
        let mut found = Spans::default();
        find(inner, netrc, &mut found);
        spans.add_all(&found, word.start + 1);
    }
}

/// Returns true if the value of an option is a secret.
fn option(line: &str, name: &str, next: &CommandWord<'_>, spans: &mut Spans) -> bool {
    let colon = next.text.find(':').filter(|colon| colon + 1 < next.text.len());
    if let (true, Some(colon)) = (USERS.contains(&name), colon) {
        let stop = next.start + next.text.trim_end_matches(['"', '\'', ',', ']']).len();
        let range = trimmed(line, next.start + colon + 1, stop);
        let is_address = next.text.get(colon..).is_some_and(|rest| rest.starts_with("://"));
        if !is_address && !line.get(range.clone()).is_some_and(is_harmless) {
            spans.add(range);
        }
        return false;
    }
    let by_command = PASSWORDS.iter().any(|(command, option)| *option == name && line.contains(command));
    let dashes = name.trim_start_matches('-');
    let is_attached = name.starts_with("-p") && ATTACHED.iter().any(|command| line.contains(command));
    let is_long = dashes.len() > 2 && !dashes.contains(['=', ':', '.']);
    (by_command || takes_password(name, next) || !is_attached && is_long && is_secret_name(dashes))
        && (!next.text.starts_with(['-', '|', '<', '>', '&', ';', '(']) || next.quoted)
}

/// Short options that many programs have for a password or a key.
const SHORT: &[&str] = &["-p", "-P", "-w", "-W", "-a", "-k", "/p", "/P", "-pw"];

/// Returns true if a word is the quoted value of a short option, and a password rather than a path, a host or a number.
fn takes_password(name: &str, next: &CommandWord<'_>) -> bool {
    let text = next.text.trim_matches(['"', '\'']);
    next.quoted
        && SHORT.contains(&name)
        && text.len() >= 6
        && text.contains(char::is_alphabetic)
        && text.contains(|c: char| !c.is_ascii_lowercase())
        && !text.contains(['/', '\\', ':', ' ', '=', '{', '.', '(', '|'])
}

/// Returns true if a word is the key or the password in the configuration of a network device: `key 7 0822455D`,
/// `snmp-server community x`.
fn is_device_key(name: &str, before: &str, text: &str) -> bool {
    let is_key = |word: &str| matches!(word, "password" | "secret" | "key" | "key-string" | "community" | "md5");
    let is_kind = name.len() == 1 && name.bytes().all(|b| b.is_ascii_digit());
    let is_odd = text.len() >= 6
        && text.contains(|c: char| !c.is_ascii_lowercase())
        && !text.contains(['=', ':', ',', '/', '(']);
    is_odd
        && (is_kind && is_key(before)
            || name == "key-string"
            || matches!(name, "key" | "community") && is_device(before))
}

/// Returns true if a word before a key or a community belongs to the configuration of a network device.
fn is_device(word: &str) -> bool {
    word.starts_with("snmp") || matches!(word, "isakmp" | "host" | "tacacs" | "radius") || word.split('.').count() == 4
}

/// Returns true if a word without a sign after it is followed by a secret: in netrc, in SQL, in a file of directives.
fn is_keyword(name: &str, before: &str, next: &CommandWord<'_>, words: usize, netrc: bool) -> bool {
    let lower = name.to_ascii_lowercase();
    let is_value = !matches!(next.text, "is" | "in" | "of" | "for" | "to" | "and" | "or" | "was" | "has");
    if name.contains(['=', ':']) || name.is_empty() || lower.starts_with("set-") {
        return false;
    }
    let is_setter = |word: &str| SETTERS.iter().any(|setter| word.eq_ignore_ascii_case(setter));
    let plain = next.text.trim_matches(['"', '\'', ';', ',']);
    let odd = plain.len() >= 6
        && plain.contains(|c: char| c.is_ascii_digit())
        && !plain.ends_with(')')
        && !plain.contains('=');
    let is_sql = lower == "by" && before.eq_ignore_ascii_case("identified") && next.quoted;
    let is_password = ["password", "passwd", "passphrase"].iter().any(|end| lower.ends_with(end));
    is_sql
        || is_device_key(name, before, plain)
        || lower == "encrypt_string" && next.quoted
        || is_credential_header(name) && next.quoted
        || netrc && matches!(&*lower, "password" | "passwd" | "account")
        || matches!(&*lower, "requirepass" | "masterauth" | "pre-shared-key" | "psk")
        || before.ends_with(':') && next.quoted && matches!(&*lower, "eap" | "xauth" | "ntlm" | "pin")
        || is_password && is_value && (next.quoted || odd)
        || is_secret_name(name) && is_setter(before) && !plain.starts_with(['=', ':'])
        || hides(name, plain) && words == 2 && (odd || next.quoted) && !plain.contains("://") && !before.ends_with(',')
}

/// Finds an option with its value in one word: `-psecret`, `-uada:pw`.
fn attached(line: &str, word: &CommandWord<'_>, spans: &mut Spans) {
    // An item of a list is quoted.
    let option = word.text.trim_start_matches(['[', '"', '\'']);
    let is_option =
        option.starts_with("-p") && option.len() > 3 && !option.starts_with("-p=") && !option.contains("port");
    // Last, since the line may have thousands of words.
    if is_option && ATTACHED.iter().any(|command| line.contains(command)) {
        let stop = option.trim_end_matches([',', ']', '"', '\'']).len();
        let start = word.start + word.text.len() - option.len();
        spans.add(trimmed(line, start + 2, start + stop));
    }
    let user =
        word.text.strip_prefix("--user=").or_else(|| word.text.strip_prefix("-u").filter(|_| line.contains("curl")));
    if let Some((before, password)) = user.and_then(|user| user.split_once(':'))
        && !is_harmless(password)
    {
        let start = word.start + word.text.len() - password.len();
        let range = trimmed(line, start, word.start + word.text.len());
        if !before.is_empty() {
            spans.add(range);
        }
    }
}

fn cover(line: &str, word: &CommandWord<'_>, spans: &mut Spans) {
    let ends: &[char] = if word.text.contains('(') { &[',', ']', ';'] } else { &[',', ']', ';', ')'] };
    let end = word.text.trim_end_matches(ends).len();
    let range = trimmed(line, word.start, word.start + end);
    let text = line.get(range.clone()).unwrap_or_default();
    let is_pair = text.contains('=') && line.get(..range.start).is_some_and(ends_with_cookie);
    if let Some(values) = if is_pair { cookie_values(text) } else { cookies(text) } {
        spans.add_all(&values, range.start);
    } else if !is_harmless(text) && !text.get(after_scheme(text)..).is_some_and(is_harmless) {
        spans.add(range.start + after_scheme(text)..range.end);
    }
}

/// Returns true if a command line ends with an option for cookies.
fn ends_with_cookie(before: &str) -> bool {
    matches!(before.trim_end_matches(['"', '\'', ' ', '=']).rsplit(' ').next(), Some("-b" | "--cookie"))
}

/// Splits a line into words.
fn words(line: &str) -> Vec<CommandWord<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(rest) = line.get(at..) {
        let skipped = rest.len() - rest.trim_start().len();
        let body = rest.trim_start();
        if body.is_empty() {
            break;
        }
        let start = at + skipped;
        let quote = body.chars().next().filter(|c| matches!(c, '"' | '\''));
        let closed = quote.and_then(|quote| body.get(1..).and_then(|rest| rest.find(quote)).map(|stop| stop + 2));
        let long = closed.unwrap_or(0);
        let tail = body.get(long..).unwrap_or_default();
        let end = long + tail.find(char::is_whitespace).unwrap_or(tail.len());
        words.push(CommandWord { text: body.get(..end).unwrap_or_default(), start, quoted: closed.is_some() });
        at = start + end;
    }
    words
}
