//! Removal of text that copying adds around a request: prompts, quote marks of mails, code fences.

use super::command;
use crate::domain::paste::sequences::without_sequences;
use zeroize::Zeroizing;

/// Returns the text without terminal sequences, mail quote marks, prompts and fences. All lines are kept, so that line
/// numbers stay valid.
pub(super) fn cleaned(text: &str) -> Zeroizing<String> {
    let text = without_sequences(text);
    let text = Zeroizing::new(text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n"));
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').split('\n').collect();
    let filled = lines.iter().filter(|line| !line.trim().is_empty()).count();
    let is_quoted = lines.iter().any(|line| line.trim_start().starts_with('>'));
    let all =
        |mark: char| filled > 1 && lines.iter().filter(|line| line.trim_start().starts_with(mark)).count() == filled;
    let (is_added, is_ruled) = (all('+'), all('|'));
    let is_patch = lines.iter().any(|line| line.starts_with("@@ "));
    let has_number = |line: &&str| number(line).is_some();
    let is_numbered = filled > 2 && lines.iter().filter(|line| !line.trim().is_empty()).all(has_number);
    let mut cleaned = Zeroizing::new(String::with_capacity(text.len()));
    for (row, line) in lines.into_iter().enumerate() {
        if row > 0 {
            cleaned.push('\n');
        }
        let mut line = if is_patch { patched(line) } else { line };
        if let Some(rest) = CONTINUATIONS.iter().find_map(|prompt| line.strip_prefix(prompt)) {
            line = rest.strip_prefix(' ').unwrap_or(rest);
        }
        while let Some(rest) = line.trim_start().strip_prefix('>').filter(|_| is_quoted) {
            line = rest.strip_prefix(' ').unwrap_or(rest);
        }
        if is_added || is_ruled {
            line = line.trim_start().get(1..).unwrap_or_default();
        }
        if is_numbered {
            line = number_cut(line);
        }
        if !line.trim_start().starts_with("```") && !line.trim_start().starts_with("~~~") {
            cleaned.push_str(unprompted(line));
        }
    }
    without_go_types(cleaned)
}

/// Prompts of zsh before the following lines of a command.
const CONTINUATIONS: [&str; 7] = ["heredoc>", "quote>", "dquote>", "bquote>", "cmdsubst>", "cmdand>", "pipe>"];

/// Beginnings of a map in Go.
const GO_MAPS: [&str; 3] = ["map[string]interface{}{", "map[string]any{", "map[string]string{"];
/// The beginning of a list in Go.
const GO_LIST: &str = "[]string{";

/// The text with the maps and lists of Go written as those of JSON.
fn without_go_types(mut text: Zeroizing<String>) -> Zeroizing<String> {
    for map in GO_MAPS {
        if text.contains(map) {
            text = text.replace(map, "{").into();
        }
    }
    while let Some(at) = text.find(GO_LIST) {
        let (before, rest) = text.split_at(at);
        let (items, after) = rest.get(GO_LIST.len()..).and_then(|rest| rest.split_once('}')).unwrap_or((rest, ""));
        text = [before, "[", items.trim_start_matches(GO_LIST), "]", after].concat().into();
    }
    text
}

/// A line of a patch as the patch leaves it: nothing of its headers and of the lines it takes away.
fn patched(line: &str) -> &str {
    if line.starts_with("+++") { "" } else { line.strip_prefix(['+', ' ']).unwrap_or_default() }
}

/// Returns the text after a line number as shown by editors and `cat -n`.
fn number(line: &str) -> Option<&str> {
    let rest = line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = rest.len() < line.trim_start().len();
    rest.strip_prefix(['\t', ' ', '|', ':', '│']).filter(|_| is_number)
}

fn number_cut(line: &str) -> &str {
    number(line).map_or(line, |rest| rest.trim_start_matches(['|', '│']))
}

/// Returns a line without the prompt before its command: `$ curl`, `PS C:\> curl`, `me@host:~$ curl`, `# curl`.
fn unprompted(line: &str) -> &str {
    let trimmed = line.trim_start();
    if command::begins(trimmed).is_some() {
        return line;
    }
    let marks = ["$ ", "# ", "% ", "> ", "❯ ", "➜ ", "» ", ">", "λ "];
    let found = marks.iter().filter_map(|mark| {
        let at = trimmed.find(mark).filter(|at| *at <= 60)?;
        trimmed.get(at + mark.len()..)
    });
    found
        .filter(|rest| command::begins(rest).is_some_and(|tool| !matches!(tool, "echo" | "printf")))
        .max_by_key(|rest| rest.len())
        .unwrap_or(line)
}

/// Rejoins lines that a terminal broke at its last column; `None` if there are none.
pub(super) fn unwrapped(text: &str) -> Option<Zeroizing<String>> {
    let lines: Vec<&str> = text.split('\n').collect();
    let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
    let full = |line: &&str| line.chars().count() == width;
    if width < 20 || lines.len() < 2 || lines.iter().filter(|line| full(line)).count() == 0 {
        return None;
    }
    let mut joined = Zeroizing::new(String::with_capacity(text.len()));
    for line in &lines {
        joined.push_str(line);
        if !full(line) {
            joined.push('\n');
        }
    }
    Some(joined)
}

/// Returns the text with the characters that entities of HTML and XML stand for.
fn without_entities(text: &str) -> Zeroizing<String> {
    let mut plain = Zeroizing::new(String::with_capacity(text.len()));
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        match after.split_once(';').and_then(|(name, behind)| Some((entity(name)?, behind))) {
            Some((c, behind)) => {
                plain.push(c);
                rest = behind;
            }
            None => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// Returns the character of an entity. A carriage return is a blank, since a line feed follows it.
fn entity(name: &str) -> Option<char> {
    match name {
        "quot" => Some('"'),
        "apos" => Some('\''),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "nbsp" => Some(' '),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            code.ok().and_then(char::from_u32).map(|c| if c == '\r' { ' ' } else { c })
        }
    }
}

/// Returns other decodings of the text: unescaped, from HTML, from percent encoding, with straight quotes.
pub(super) fn respelled(text: &str) -> Vec<Zeroizing<String>> {
    let mut spellings = Vec::new();
    if text.contains("\\\"") {
        spellings.push(Zeroizing::new(text.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\")));
    }
    if ["&quot;", "&#34;", "&#x22;"].iter().any(|quote| text.contains(quote)) {
        spellings.push(without_entities(text));
    }
    if text.contains("%7B") || text.contains("%7b") {
        let text = text.trim().replace('&', "%26").replace('=', "%3D");
        let mut decoded = url::form_urlencoded::parse(text.as_bytes());
        spellings.extend(decoded.next().map(|(name, _)| Zeroizing::new(name.into_owned())));
    }
    if text.contains(['“', '”', '„', '‘', '’']) {
        let straight = text.chars().map(|c| match c {
            '“' | '”' | '„' | '‟' => '"',
            '‘' | '’' | '‚' | '‛' => '\'',
            c => c,
        });
        spellings.push(Zeroizing::new(straight.collect()));
    }
    spellings
}
