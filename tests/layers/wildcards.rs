//! Matches over steps, events, replies, phases, effects, prompts and kinds of faults name each variant, so that a new one is a compiler error.

use super::{hold, source::Source};

/// Folders in which matches are whole.
const FOLDERS: [&str; 3] = ["wizard", "frontend", "runtime"];

/// Ends of the names of types that are matched as a whole.
const WHOLE: [&str; 7] = ["Step", "Event", "Reply", "Phase", "Effect", "Prompt", "FaultKind"];

/// Returns the arms that stand for any other variant in a match over one of these types.
fn wildcards(source: &Source) -> Vec<String> {
    if !FOLDERS.iter().any(|folder| source.is_below(folder)) {
        return Vec::new();
    }
    let shipped = source.without_tests();
    let whole = whole_names(&shipped.text);
    let lines: Vec<&str> = shipped.text.lines().collect();
    let opened = lines.iter().enumerate().filter(|(_, line)| line.contains("match ") && line.ends_with('{'));
    let found = opened.filter_map(|(at, line)| {
        let indent = line.len() - line.trim_start().len();
        let body = lines[at + 1..].iter().take_while(|line| line.trim().is_empty() || depth(line) > indent);
        let arms: Vec<(usize, &str)> = body.enumerate().map(|(n, line)| (at + n + 2, *line)).collect();
        let own = arms.iter().filter(|(_, line)| depth(line) == indent + 4);
        let is_whole = patterns(&arms, indent + 4).any(|pattern| {
            let pattern = pattern.trim_start_matches([' ', '(', '|', '&']);
            whole.iter().any(|name| pattern.starts_with(name.as_str()))
        });
        own.filter(|_| is_whole).find(|(_, line)| line.trim_start().starts_with("_ =>")).map(|(number, _)| *number)
    });
    found.map(|number| format!("{}:{number}", source.path)).collect()
}

/// Returns the lines of patterns at a depth. A long tuple has its parts in lines of their own.
fn patterns<'a>(arms: &[(usize, &'a str)], indent: usize) -> impl Iterator<Item = &'a str> {
    let mut in_tuple = false;
    let lines = arms.iter().filter(move |(_, line)| {
        if depth(line) == indent {
            in_tuple = line.trim() == "(";
        }
        depth(line) == indent || in_tuple
    });
    lines.map(|(_, line)| line.split("=>").next().unwrap_or_default()).collect::<Vec<_>>().into_iter()
}

fn depth(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Returns the beginnings of patterns over these types in a file, other names of them included.
fn whole_names(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_').collect::<Vec<_>>();
    let is_whole = |word: &str| WHOLE.iter().any(|end| word.ends_with(end));
    let renamed = words.windows(3).filter(|three| is_whole(three[0]) && three[1] == "as").map(|three| three[2]);
    words.iter().copied().filter(|word| is_whole(word)).chain(renamed).map(|word| format!("{word}::")).collect()
}

#[test]
fn matches_over_closed_sets_are_whole() {
    hold("Name each variant in place of `_`, so that the compiler shows the places of a new one:", wildcards);
}

#[test]
fn wildcard_over_a_phase_is_found() {
    let found = |text| wildcards(&Source::new("src/wizard/a.rs", text)).join("\n");
    let phase = "match self.phase {\n    RecoveryPhase::Absent => 1,\n    _ => 2,\n}\n";
    assert_eq!(found(phase), "src/wizard/a.rs:3");
    let renamed = "use a::RecoveryPhase as Search;\nmatch (self.phase, action) {\n    (Search::Absent, _) => 1,\n    _ => 2,\n}\n";
    assert_eq!(found(renamed), "src/wizard/a.rs:4");
    let action = "match self.phase {\n    RecoveryPhase::Absent => match action {\n        Action::Up => 1,\n        _ => 2,\n    },\n}\n";
    assert_eq!(found(action), "");
}
