//! Passwords that a command takes as an argument without a name.

use super::{
    super::{shape::trimmed, spans::Spans, value::is_harmless},
    command_word::CommandWord,
};

/// Commands with a password among their arguments: their words, and the position of the password from 1 on. Options are not
/// counted.
const COMMANDS: &[(&[&str], usize)] = &[
    (&["rootpw"], 1),
    (&["bindpw"], 1),
    (&["rclone", "obscure"], 1),
    (&["net", "user"], 2),
    (&["sv_setsteamaccount"], 1),
    (&["wpa_passphrase"], 2),
    (&["cf", "auth"], 2),
    (&["rabbitmqctl", "add_user"], 2),
    (&["rabbitmqctl", "change_password"], 2),
    (&["rabbitmqctl", "authenticate_user"], 2),
    (&["rasdial"], 3),
    (&["mosquitto_passwd"], 3),
];

/// Signs that end the arguments of a command.
const ENDS: &[&str] = &["|", "||", "&", "&&", ";", ">", ">>", "<", "2>&1", "#"];

/// Words before a command, besides the signs at the end of a prompt.
const STARTERS: &[&str] =
    &["sudo", "call", "exec", "then", "do", "else", "&&", "||", "|", ";", "-", "run", "/c", "/C", "/k"];

/// Finds the passwords among the arguments of the commands on a line.
pub(super) fn find(line: &str, words: &[CommandWord<'_>], spans: &mut Spans) {
    // First, since a line may have thousands of words.
    if !COMMANDS.iter().any(|(command, _)| command.first().is_some_and(|name| line.contains(name))) {
        return;
    }
    for at in 0..words.len() {
        let rest = words.get(at..).unwrap_or_default();
        let Some((command, position)) = COMMANDS.iter().find(|(command, _)| begins(rest, command)) else { continue };
        let before = at.checked_sub(1).and_then(|at| words.get(at)).map_or("", |word| word.text);
        if !(before.is_empty() || STARTERS.contains(&before) || before.ends_with(['>', '$', '#', '%', ':', ';'])) {
            continue;
        }
        let arguments = rest.iter().skip(command.len()).take_while(|word| !ENDS.contains(&word.text));
        let mut arguments = arguments.filter(|word| !word.text.starts_with(['-', '/']));
        if let Some(password) = arguments.nth(position - 1) {
            let range = trimmed(line, password.start, password.start + password.text.trim_end_matches(';').len());
            if !line.get(range.clone()).is_some_and(is_harmless) {
                spans.add(range);
            }
        }
    }
}

/// Returns true if the words begin with those of a command, which may have a path.
fn begins(words: &[CommandWord<'_>], command: &[&str]) -> bool {
    let mut names = words.iter().map(|word| word.text.rsplit(['/', '>']).next().unwrap_or_default());
    words.len() >= command.len() && command.iter().all(|name| names.next() == Some(*name))
}
