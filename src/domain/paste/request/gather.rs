//! Detection of the first line of a request, for input that arrives line by line.

use super::command;

/// Line prefixes that begin a request in one of its formats.
const STARTS: [&str; 34] = [
    "{",
    "[{",
    "[\"",
    "```",
    "~~~",
    "/*",
    "// ",
    "# ",
    "#!/",
    "---",
    "POST /",
    "POST http",
    "PUT /",
    "fetch(",
    "await fetch(",
    "axios",
    "requests.",
    "import requests",
    "import json",
    "import axios",
    "payload = ",
    "data = ",
    "body = ",
    "const ",
    "let ",
    "var ",
    "$body",
    "@'",
    "@{",
    "element:",
    "configuration:",
    "[element]",
    "[configuration]",
    "export ",
];

/// Returns true if the line is the first of a request with further lines.
pub fn begins_request(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches(['\u{feff}', '>', ' ']);
    let line = line.strip_prefix("$ ").unwrap_or(line);
    let is_continued = line.len() > 1 && line.trim_end().ends_with(['{', '\\', '^', '`']);
    let names = ["element_key=", "element.key=", "element.key =", "\"element\":", "ce_", "$headers"];
    let lower = line.to_ascii_lowercase();
    command::begins(line).is_some_and(|tool| tool != "echo" || line.contains('{'))
        || STARTS.iter().any(|start| line.starts_with(start))
        || names.iter().any(|name| lower.starts_with(name))
        || is_continued
}
