//! Secrets on command lines, and in keyword files such as netrc.

use super::{
    super::{
        name::{is_credential_header, is_secret_name},
        shape::trimmed,
        spans::Spans,
        value::{after_scheme, cookie_values, cookies, is_harmless},
    },
    call,
};

/// Word of a line with its offset. A quoted text is one word.
struct CommandWord<'t> {
    text: &'t str,
    start: usize,
    quoted: bool,
}

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
    dashed(line, spans);
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
        let hides = if name.starts_with('-') {
            option(line, name, next, spans)
        } else {
            !word.text.ends_with(',') && is_keyword(name, before, next, words.len(), netrc)
                || is_column && is_secret_name(name) && !name.contains([':', '=', '"', '{', '<'])
                || sentence_reveals(words.get(at.saturating_sub(4)..at).unwrap_or_default(), name, next)
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

/// Characters that occur in passwords and not in words.
const SIGNS: &str = "#!$%&*+?@^_~";

/// Finds a name and a value with a dash between them, `Secret key - x9!`, or a user and a password, `Login: ada / x9!`.
/// Plain words are not covered, because they are probably a sentence.
fn dashed(line: &str, spans: &mut Spans) {
    let is_odd = |word: &str| word.contains(|c: char| c.is_ascii_digit() || SIGNS.contains(c));
    if let Some((label, (user, password))) =
        line.split_once(": ").and_then(|(label, rest)| Some((label.to_lowercase(), rest.split_once(" / ")?)))
        && ["login", "access", "account", "user", "credential", "zugang"].iter().any(|word| label.contains(word))
        && [user, password].iter().all(|word| !word.trim().contains(char::is_whitespace))
        && is_odd(password)
    {
        spans.add(trimmed(line, line.len() - password.len(), line.len()));
    }
    let Some((name, value)) = [" - ", " – ", " — "].iter().find_map(|dash| line.split_once(dash)) else { return };
    let name = name.trim_start_matches(|c: char| !c.is_alphanumeric());
    if name.split_whitespace().count() <= 3
        && is_secret_name(name)
        && value.split_whitespace().count() <= 2
        && is_odd(value)
    {
        spans.add(trimmed(line, line.len() - value.len(), line.len()));
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
    (by_command || !is_attached && is_long && is_secret_name(dashes))
        && (!next.text.starts_with(['-', '|', '<', '>', '&', ';']) || next.quoted)
}

/// Returns true if a word without a sign after it is followed by a secret: in netrc, in SQL, in a file of directives.
fn is_keyword(name: &str, before: &str, next: &CommandWord<'_>, words: usize, netrc: bool) -> bool {
    let lower = name.to_ascii_lowercase();
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
    let is_password = matches!(&*lower, "password" | "passwd" | "passphrase");
    is_sql
        || lower == "encrypt_string" && next.quoted
        || is_credential_header(name) && next.quoted
        || netrc && matches!(&*lower, "password" | "passwd" | "account")
        || matches!(&*lower, "requirepass" | "masterauth" | "pre-shared-key" | "psk")
        || before.ends_with(':') && next.quoted && matches!(&*lower, "eap" | "xauth" | "ntlm" | "pin")
        || is_password && (next.quoted || odd)
        || is_secret_name(name) && is_setter(before) && !plain.starts_with(['=', ':'])
        || is_secret_name(name)
            && words == 2
            && (odd || next.quoted)
            && !plain.contains("://")
            && !before.ends_with(',')
}

/// Returns true if a sentence reveals the next word as a secret: "the password for it is h4t!", "token 5f7a90bc12de is
/// revoked", "the PIN 2580".
fn sentence_reveals(before: &[CommandWord<'_>], name: &str, next: &CommandWord<'_>) -> bool {
    let is_password = |word: &str| {
        let word = word.to_lowercase();
        ["password", "passwort", "kennwort", "passphrase", "passcode", "passwd", "pin", "contraseña"].contains(&&*word)
    };
    let plain = next.text.trim_matches(['"', '\'', '`', '.', ',', ';', '(', ')']);
    let has_digit = plain.contains(|c: char| c.is_ascii_digit());
    let is_random = |least: usize| plain.len() >= least && has_digit && plain.contains(char::is_alphabetic);
    let is_token = || is_random(12) && plain.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    match &*name.to_lowercase() {
        "is" | "ist" | "est" | "es" | "lautet" => {
            let is_odd = has_digit || plain.contains(|c| SIGNS.contains(c));
            let tail: Vec<&str> = before.iter().rev().take(2).rev().map(|word| word.text).collect();
            let is_key = || tail.last().is_some_and(|word| matches!(*word, "token" | "secret" | "key"));
            let of_password = before.iter().any(|word| is_password(word.text));
            plain.len() >= 4
                && (of_password && (is_odd || next.quoted)
                    || is_secret_name(&tail.join(" ")) && is_odd
                    || is_key() && is_random(8))
        }
        "token" | "secret" => is_token(),
        "pin" => (4..=8).contains(&plain.len()) && plain.bytes().all(|b| b.is_ascii_digit()),
        _ => false,
    }
}

/// Finds an option with its value in one word: `-psecret`, `-uada:pw`.
fn attached(line: &str, word: &CommandWord<'_>, spans: &mut Spans) {
    let is_mysql = ATTACHED.iter().any(|command| line.contains(command));
    // An item of a list is quoted.
    let option = word.text.trim_start_matches(['[', '"', '\'']);
    if is_mysql
        && option.starts_with("-p")
        && option.len() > 3
        && !option.starts_with("-p=")
        && !option.contains("port")
    {
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
    let end = word.text.trim_end_matches([',', ']', ';', ')']).len();
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
