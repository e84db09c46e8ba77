//! Parser of commands that send a request: curl, wget, `HTTPie`, xh.

use super::{
    call::RequestCall,
    literal::{Dialect, LiteralReader},
    node::{NodeValue, PastedNode},
    pairs,
    shell::{self, ShellToken, ShellWord},
};

/// Programs with supported arguments.
const TOOLS: [&str; 7] = ["curl", "wget", "http", "https", "xh", "xhs", "httpie"];
/// Commands whose request is found in other parts of the text than their arguments.
const OTHERS: [&str; 6] = ["invoke-restmethod", "invoke-webrequest", "irm", "iwr", "echo", "printf"];
/// Words before a command that belong to the shell.
const PREFIXES: [&str; 8] = ["sudo", "env", "time", "nohup", "command", "exec", "&", "noglob"];
/// Short options of curl that take an argument.
const CURL_ARGUMENTS: &str = "AbCcDdEeFHhKmoPQrTtUuwXxYyz";

/// Request sent by a command.
#[derive(Default)]
pub(super) struct SentCommand {
    /// Name of the program.
    pub tool: String,
    /// Bodies, each with the line it begins on.
    pub texts: Vec<ShellWord>,
    /// Body given as names and values.
    pub pairs: Vec<(String, PastedNode)>,
    /// Files that the command would read.
    pub files: Vec<String>,
    /// Method and host.
    pub call: RequestCall,
}

/// Returns the program if the line begins a command that may send a request.
pub(super) fn begins(line: &str) -> Option<&'static str> {
    let mut words = line.trim_start().trim_start_matches(['(', '{']).split_whitespace();
    let mut word = words.find(|word| !is_prefix(word))?;
    if word.starts_with('$') && words.next() == Some("=") {
        word = words.next()?;
    }
    let name = tool(word);
    let found = TOOLS.iter().chain(&OTHERS).find(|tool| **tool == name)?;
    // `https://...` and names such as "HTTP gateway" are not commands.
    let rest = words.next();
    let is_ambiguous = matches!(*found, "http" | "https" | "xh" | "xhs" | "echo" | "printf" | "wget" | "httpie");
    (!is_ambiguous
        || rest.is_some_and(|rest| {
            rest.starts_with(['-', '\'', '"', ':', '/', '$', '{'])
                || ["POST", "PUT", "PATCH", "GET"].iter().any(|method| method.eq_ignore_ascii_case(rest))
                || rest.contains("://")
                || rest.contains('.') && rest.contains('/')
        }))
    .then_some(*found)
}

fn is_prefix(word: &str) -> bool {
    let assigns = word
        .split_once('=')
        .is_some_and(|(name, _)| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'));
    PREFIXES.contains(&word) || assigns
}

/// Returns the name of a program without directory and extension.
fn tool(word: &str) -> String {
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word).to_ascii_lowercase();
    name.strip_suffix(".exe").unwrap_or(&name).to_owned()
}

/// Returns the commands of a text for each shell syntax, the most likely first.
pub(super) fn read(text: &str) -> Vec<Vec<SentCommand>> {
    let lines_end_in = |mark: char| text.lines().any(|line| line.trim_end().ends_with(mark));
    let is_cmd = lines_end_in('^') || text.contains("^\"") || text.contains("{\"\"");
    let likely = lines_end_in('`') || text.contains("curl.exe") || text.contains("$env:") || is_powershell(text);
    let mut syntaxes =
        [(likely, shell::powershell as fn(&str) -> Vec<ShellToken>), (is_cmd, shell::cmd), (true, shell::posix)];
    syntaxes.sort_by_key(|(likely, _)| !likely);
    let rest = [shell::posix as fn(&str) -> Vec<ShellToken>, shell::cmd, shell::powershell];
    let likely: Vec<_> = syntaxes.iter().filter(|(likely, _)| *likely).map(|(_, split)| *split).collect();
    likely.into_iter().chain(rest).take(4).map(|split| commands(split(text))).collect()
}

/// Returns true if the text is a `PowerShell` script.
pub(super) fn is_powershell(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["@{", "@'\n", "@\"\n", "invoke-restmethod", "invoke-webrequest", "irm ", "iwr ", "convertto-json"]
        .iter()
        .any(|mark| lower.contains(mark))
}

fn commands(tokens: Vec<ShellToken>) -> Vec<SentCommand> {
    let mut commands = Vec::new();
    let (mut words, mut inputs): (Vec<ShellWord>, Vec<ShellWord>) = (Vec::new(), Vec::new());
    for token in tokens {
        match token {
            ShellToken::Word(word) if tool(&word.text) == "curl" || words.is_empty() => {
                // The name of a tool on a new line begins a new command, even if the previous one was not terminated.
                commands.extend(command(std::mem::take(&mut words), std::mem::take(&mut inputs)));
                words.push(word);
            }
            ShellToken::Word(word) => words.push(word),
            ShellToken::Input(word) => inputs.push(word),
            ShellToken::Break => commands.extend(command(std::mem::take(&mut words), std::mem::take(&mut inputs))),
            // Web pages may drop the backslash before a line end.
            ShellToken::NewLine => {}
        }
    }
    commands.extend(command(words, inputs));
    commands
}

fn command(words: Vec<ShellWord>, inputs: Vec<ShellWord>) -> Option<SentCommand> {
    let mut words = words.into_iter().skip_while(|word| is_prefix(&word.text) || word.text.starts_with('('));
    let first = words.next()?;
    let mut sent = SentCommand { tool: tool(&first.text), ..SentCommand::default() };
    let words: Vec<ShellWord> = words.collect();
    sent.call = RequestCall::of_words(words.iter().map(|word| word.text.as_str()));
    match sent.tool.as_str() {
        "curl" => sent.curl(&words),
        "wget" => sent.wget(&words),
        "http" | "https" | "xh" | "xhs" | "httpie" => sent.httpie(&words),
        "invoke-restmethod" | "invoke-webrequest" | "irm" | "iwr" => sent.powershell(words),
        // Echoed text may be piped into the next command.
        _ => sent.texts.extend(words.into_iter().filter(|word| word.text.trim_start().starts_with(['{', '[']))),
    }
    sent.texts.extend(inputs);
    Some(sent)
}

impl SentCommand {
    fn curl(&mut self, words: &[ShellWord]) {
        let mut words = words.iter();
        let mut data: Vec<ShellWord> = Vec::new();
        while let Some(word) = words.next() {
            let (option, value) = curl_option(&word.text);
            let mut value = || {
                value
                    .map(|text| ShellWord { text: text.to_owned().into(), line: word.line })
                    .or_else(|| words.next().cloned())
            };
            match option {
                "d" | "data" | "data-ascii" | "data-raw" | "data-binary" | "json" | "data-bin" => {
                    let Some(value) = value() else { continue };
                    match value.text.strip_prefix('@').filter(|_| option != "data-raw") {
                        Some("-") => {}
                        Some(file) => self.files.push(file.to_owned()),
                        None => data.push(value),
                    }
                }
                "data-urlencode" | "F" | "form" | "form-string" => {
                    let Some(value) = value() else { continue };
                    self.pair(&value, option != "form-string");
                }
                "H" | "header" | "X" | "request" | "u" | "user" | "url" | "A" | "o" | "output" => _ = value(),
                _ => {}
            }
        }
        self.join(data);
    }

    /// Joins several form-encoded bodies with `&`, as curl does.
    fn join(&mut self, data: Vec<ShellWord>) {
        if data.len() > 1
            && data.iter().all(|word| word.text.contains('=') && !word.text.trim_start().starts_with(['{', '[']))
        {
            let mut all = data.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join("&");
            let line = data.first().map_or(1, |word| word.line);
            self.texts.push(ShellWord { text: std::mem::take(&mut all).into(), line });
        } else {
            self.texts.extend(data);
        }
    }

    /// Reads the file of a command of `PowerShell`. Its body may be a variable, and is found in other parts of the text.
    fn powershell(&mut self, words: Vec<ShellWord>) {
        let file = words.iter().skip_while(|word| !word.text.eq_ignore_ascii_case("-InFile")).nth(1);
        self.files.extend(file.map(|word| word.text.to_string()));
        self.texts.extend(words.into_iter().filter(|word| word.text.trim_start().starts_with(['{', '['])));
    }

    fn wget(&mut self, words: &[ShellWord]) {
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let (option, value) = word.text.split_once('=').map_or((word.text.as_str(), None), |(o, v)| (o, Some(v)));
            let text = |value: Option<&str>, next: Option<&ShellWord>| {
                value.map(str::to_owned).or_else(|| next.map(|word| word.text.to_string())).unwrap_or_default()
            };
            match option {
                "--post-data" | "--body-data" => {
                    let next = if value.is_none() { words.next() } else { None };
                    self.texts.push(ShellWord { text: text(value, next).into(), line: word.line });
                }
                "--post-file" | "--body-file" => {
                    let next = if value.is_none() { words.next() } else { None };
                    self.files.push(text(value, next));
                }
                _ => {}
            }
        }
    }

    fn httpie(&mut self, words: &[ShellWord]) {
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let text = word.text.as_str();
            if let Some(raw) = text.strip_prefix("--raw") {
                let raw = raw.strip_prefix('=').map(|raw| ShellWord { text: raw.to_owned().into(), line: word.line });
                self.texts.extend(raw.or_else(|| words.next().cloned()));
            } else if text.starts_with(['{']) {
                self.texts.push(word.clone());
            } else if !text.starts_with('-') && !text.starts_with("http") {
                self.item(word);
            }
        }
    }

    /// Parses `name=value`, `name:=json` and `name@file`. `Header:value` and `query==value` are ignored.
    fn item(&mut self, word: &ShellWord) {
        let text = word.text.as_str();
        let Some(at) = text.find(['=', ':', '@']) else { return };
        let (name, rest) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
        if let Some(json) = rest.strip_prefix(":=") {
            let node = LiteralReader::new(json, 0, word.line, Dialect::Script).inside().value();
            let node = node.unwrap_or(PastedNode { value: NodeValue::Code, line: word.line });
            self.pairs.push((name.to_owned(), node));
        } else if let Some(value) = rest.strip_prefix('=').filter(|value| !value.starts_with('=')) {
            self.pairs.push((name.to_owned(), PastedNode::text(value, word.line)));
        } else if let Some(file) = rest.strip_prefix('@') {
            self.files.push(file.to_owned());
        }
    }

    fn pair(&mut self, word: &ShellWord, may_be_file: bool) {
        let Some((name, value)) = word.text.split_once('=') else {
            self.files.extend(word.text.split_once('@').map(|(_, file)| file.to_owned()));
            return;
        };
        // With `-F`, the value may be followed by a content type.
        let value = value.split(";type=").next().unwrap_or(value);
        match value.strip_prefix(['@', '<']).filter(|_| may_be_file) {
            Some(file) => self.files.push(file.to_owned()),
            None => self.pairs.push((name.to_owned(), PastedNode::text(value, word.line))),
        }
    }

    /// Returns the body given as names and values, as one node.
    pub fn form(&mut self) -> Option<PastedNode> {
        let pairs = std::mem::take(&mut self.pairs);
        let line = pairs.first().map(|(_, node)| node.line)?;
        Some(pairs::request_of(pairs, line))
    }
}

/// Returns the name of an option, and its value if it is in the same word.
fn curl_option(word: &str) -> (&str, Option<&str>) {
    if let Some(long) = word.strip_prefix("--") {
        return long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value)));
    }
    let Some(short) = word.strip_prefix('-') else { return ("", None) };
    for (at, c) in short.char_indices() {
        if CURL_ARGUMENTS.contains(c) {
            let rest = short.get(at + c.len_utf8()..).filter(|rest| !rest.is_empty());
            return (
                short.get(at..at + c.len_utf8()).unwrap_or_default(),
                rest.map(|rest| rest.strip_prefix('=').unwrap_or(rest)),
            );
        }
    }
    ("", None)
}
