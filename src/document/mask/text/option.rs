//! Options of commands whose value is a password, or a user and a password.

use super::{
    super::{name::is_secret_name, shape::trimmed, spans::Spans, value::is_harmless},
    command_word::CommandWord,
};

/// Options that take `user:password`.
const USERS: &[&str] = &["-u", "--user", "-U", "--proxy-user", "--auth", "-a", "--basic", "--cert", "-E"];

/// Commands with options for a password that are not named after it.
const PASSWORDS: &[(&str, &str)] = &[
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
    ("isql", "-P"),
    ("ipmitool", "-P"),
    ("psexec", "-p"),
    ("certutil", "-p"),
    ("useradd", "-p"),
    ("usermod", "-p"),
    ("beeline", "-p"),
    ("cqlsh", "-p"),
    ("cf login", "-p"),
    ("rdesktop", "-p"),
    ("security ", "-p"),
    ("security ", "-w"),
    ("ldappasswd", "-s"),
    ("ldappasswd", "-w"),
    ("ldapdelete", "-w"),
    ("ldapwhoami", "-w"),
    ("ssh-keygen", "-N"),
    ("ssh-keygen", "-P"),
    ("snmpget", "-A"),
    ("snmpget", "-X"),
    ("snmpwalk", "-A"),
    ("snmpwalk", "-X"),
    ("snmpset", "-A"),
    ("snmpset", "-X"),
    ("hash-password", "--plaintext"),
    ("swaks", "-ap"),
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

/// Options of commands for Windows with a password.
const WINDOWS: &[&str] = &["/rp", "/pw", "/pass", "/password"];

/// Returns true if a word is an option.
pub(super) fn is_option(name: &str) -> bool {
    name.starts_with('-') || matches!(name, "/p" | "/P") || is_windows(name)
}

fn is_windows(name: &str) -> bool {
    name.starts_with('/') && WINDOWS.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Returns true if the value of an option is a secret.
pub(super) fn is_secret(line: &str, name: &str, next: &CommandWord<'_>, spans: &mut Spans) -> bool {
    let colon = separator(line, name, next.text);
    if let (true, Some(colon)) = (USERS.contains(&name), colon) {
        let stop = next.start + next.text.trim_end_matches(['"', '\'', ',', ']']).len();
        let range = trimmed(line, next.start + colon + 1, stop);
        let is_address = next.text.get(colon..).is_some_and(|rest| rest.starts_with("://"));
        // The other computer of a copy: `rsync -a ada@a.example:/srv .`
        let is_remote = next.text.get(..colon).is_some_and(|user| user.contains('@'))
            && next.text.get(colon..).is_some_and(|rest| {
                rest.starts_with([':']) && rest.get(1..2).is_some_and(|c| matches!(c, "/" | "~" | "."))
            });
        if !is_address && !is_remote && !line.get(range.clone()).is_some_and(is_harmless) {
            spans.add(range);
        }
        return false;
    }
    let by_command = PASSWORDS.iter().any(|(command, option)| *option == name && line.contains(command));
    let dashes = name.trim_start_matches('-');
    let is_attached = name.starts_with("-p") && ATTACHED.iter().any(|command| line.contains(command));
    let is_long = dashes.len() > 2 && !dashes.contains(['=', ':', '.']);
    (by_command || is_windows(name) || takes_password(name, next) || !is_attached && is_long && is_secret_name(dashes))
        && (!next.text.starts_with(['-', '|', '<', '>', '&', ';', '(']) || next.quoted)
}

/// Short options that many programs have for a password or a key.
const SHORT: &[&str] = &["-p", "-P", "-w", "-W", "-a", "-k", "/p", "/P", "-pw"];

/// Returns true if a word is the value of a short option, and a password rather than a path, a host or a number.
fn takes_password(name: &str, next: &CommandWord<'_>) -> bool {
    let text = next.text.trim_matches(['"', '\'']);
    let is_mixed =
        || text.contains(['!', '#', '$', '&', '+', '?', '^']) && !text.starts_with(['$', '+', '?', '#', '&']);
    SHORT.contains(&name)
        && (next.quoted || is_mixed())
        && text.len() >= 6
        && text.contains(char::is_alphabetic)
        && text.contains(|c: char| !c.is_ascii_lowercase())
        && !text.contains(['/', '\\', ':', ' ', '=', '{', '.', '(', '|', '<', '>', '*'])
}

/// Returns the offset of the sign between a user and a password.
fn separator(line: &str, name: &str, text: &str) -> Option<usize> {
    let samba = ["smbclient", "rpcclient", "smbget", "smbmap", "net ads"];
    let sign = match name {
        "-U" | "--user" if samba.iter().any(|command| line.contains(command)) => '%',
        "-u" if line.contains("lftp") => ',',
        _ => ':',
    };
    text.find(sign).filter(|sign| sign + 1 < text.len() && !text.get(..*sign).is_some_and(|user| user.contains('=')))
}

/// Finds an option with its value in one word: `-psecret`, `-uada:pw`.
pub(super) fn attached(line: &str, word: &CommandWord<'_>, spans: &mut Spans) {
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
    windows(line, word, spans);
}

/// Finds the value of an option of Windows: `/pass:x`, `/pd:x`.
fn windows(line: &str, word: &CommandWord<'_>, spans: &mut Spans) {
    let Some((name, value)) = word.text.strip_prefix('/').and_then(|option| option.split_once(':')) else { return };
    let value = value.split('<').next().unwrap_or_default();
    let is_name = name.bytes().all(|b| b.is_ascii_alphabetic());
    let is_short = || matches!(&*name.to_ascii_lowercase(), "pd" | "po" | "pw" | "rp" | "p");
    if is_name
        && (is_secret_name(name) || is_short())
        && !value.starts_with('/')
        && !is_harmless(value)
        && !matches!(value, "yes" | "no")
    {
        let start = word.start + name.len() + 2;
        spans.add(trimmed(line, start, start + value.trim_end_matches(['`', ',', ';', '.', ')']).len()));
    }
}
