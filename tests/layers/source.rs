//! Source file as text, read without a compiler. It relies on formatted code.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A file of the program.
pub struct Source {
    /// Its path from the project's root.
    pub path: String,
    /// Text of the file.
    pub text: String,
}

/// Every file under `src`, by path.
pub fn all() -> Vec<Source> {
    below(&["src"])
}

/// Every file under these folders, by path.
pub fn below(folders: &[&str]) -> Vec<Source> {
    let mut paths = Vec::new();
    for folder in folders {
        collect(&root().join(folder), &mut paths);
    }
    paths.sort();
    let sources: Vec<_> = paths.iter().map(|path| Source::read(&from_root(path))).collect();
    assert!(sources.len() > 10, "the sources are not where they should be");
    sources
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn from_root(path: &Path) -> String {
    path.strip_prefix(root()).expect("a path below the root").display().to_string()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|e| e == "rs") {
            paths.push(path);
        }
    }
}

impl Source {
    /// A file as it might be.
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// A file as it is.
    pub fn read(path: &str) -> Self {
        Self::new(path, &fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}")))
    }

    /// The top-level module it belongs to; none for the roots, which join all modules.
    pub fn module(&self) -> Option<&str> {
        let top = self.path.strip_prefix("src/")?.split(['/', '.']).next()?;
        (!["lib", "main", "build"].contains(&top)).then_some(top)
    }

    /// Returns true if the file is the module of this folder, such as `frontend/lines`, or lies below it.
    pub fn is_below(&self, folder: &str) -> bool {
        let rest = self.path.strip_prefix("src/").and_then(|path| path.strip_prefix(folder));
        rest.is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
    }

    /// Returns the file without its unit tests, which are at the end.
    pub fn without_tests(&self) -> Self {
        let shipped = self.text.split("#[cfg(test)]").next().unwrap_or_default();
        Self::new(&self.path, shipped.split("#[cfg(all(test").next().unwrap_or_default())
    }

    /// The top-level modules it uses, each with the line.
    pub fn modules_used(&self) -> Vec<(usize, String)> {
        let depth = self.path.trim_end_matches("/mod.rs").split('/').count() - 1;
        let top = |path: &str| {
            if let Some(rest) = path.strip_prefix("crate::") {
                return rest.split("::").next().map(str::to_owned);
            }
            let rest = path.trim_start_matches("super::");
            let climbed = (path.len() - rest.len()) / "super::".len();
            let name = rest.split("::").next().filter(|_| climbed > 0 && climbed >= depth)?;
            (super::layer(name).is_some()).then(|| name.to_owned())
        };
        let mut used: Vec<_> = self.paths().iter().filter_map(|(line, path)| Some((*line, top(path)?))).collect();
        used.dedup();
        used
    }

    /// Returns every path in the file, groups expanded and imported names completed, each with its line.
    pub fn paths(&self) -> Vec<(usize, String)> {
        let code = self.code();
        let (imports, body) = imports(&code);
        let mut found = Vec::new();
        for (at, tree) in &imports {
            expand(tree, *at, "", &mut found);
        }
        let imported: Vec<String> = found.iter().map(|(_, path)| path.clone()).collect();
        for (at, path) in chains(&body) {
            let head = path.split("::").next().unwrap_or_default();
            let whole = imported.iter().find(|i| i.rsplit("::").next() == Some(head) && i.contains("::"));
            found.push((at, whole.map_or(path.clone(), |whole| format!("{whole}{}", &path[head.len()..]))));
        }
        found.into_iter().map(|(at, path)| (code[..at].matches('\n').count() + 1, path)).collect()
    }

    /// Returns the modules that the file declares.
    pub fn children(&self) -> impl Iterator<Item = String> {
        let declared = |line: &str| {
            let rest = line.strip_prefix("pub(crate) ").or_else(|| line.strip_prefix("pub(super) ")).unwrap_or(line);
            let name = rest.strip_prefix("pub ").unwrap_or(rest).strip_prefix("mod ")?.strip_suffix(';')?;
            Some(name.to_owned())
        };
        self.text.lines().filter_map(declared).collect::<Vec<_>>().into_iter()
    }

    /// Returns the names that the file re-exports from other modules, each with its path.
    pub fn reexports(&self) -> Vec<(String, String)> {
        let code = self.code();
        let (imports, _) = imports(&code);
        let handed_on = |at: usize| {
            let line = code[..at].rfind('\n').map_or(0, |n| n + 1);
            code[line..at].starts_with("pub")
        };
        let mut found = Vec::new();
        for (at, tree) in imports.iter().filter(|(at, _)| handed_on(*at)) {
            expand(tree, *at, "", &mut found);
        }
        let named = |(_, path): (usize, String)| Some((path.rsplit("::").next()?.to_owned(), path));
        found.into_iter().filter_map(named).collect()
    }

    /// Functions with the line they begin on, their name and how many lines they have.
    pub fn functions(&self) -> Vec<(usize, String, usize)> {
        let lines: Vec<&str> = self.text.lines().collect();
        let mut found = Vec::new();
        for (start, line) in lines.iter().enumerate() {
            let indent = &line[..line.len() - line.trim_start().len()];
            let Some(name) = function_name(line.trim_start()) else { continue };
            let end = format!("{indent}}}");
            let body = lines[start + 1..].iter().position(|line| **line == end);
            if let Some(length) = body.filter(|_| !line.ends_with('}') && !line.ends_with(';')) {
                found.push((start + 1, name.to_owned(), length + 2));
            }
        }
        found
    }

    /// The attributes that silence a lint, without their brackets, each with the line.
    pub fn attributes(&self) -> Vec<(usize, String)> {
        let starts = self.text.match_indices("#[").chain(self.text.match_indices("#!["));
        let cut = |(at, mark): (usize, &str)| {
            let rest = &self.text[at + mark.len()..];
            let text = rest[..=rest.find(")]")?].split_whitespace().collect::<Vec<_>>().join(" ");
            let line = self.text[..at].matches('\n').count() + 1;
            (text.starts_with("allow(") || text.starts_with("expect(")).then_some((line, text))
        };
        starts.filter_map(cut).collect()
    }

    /// The text with its comments blanked out, so that lines still count.
    fn code(&self) -> String {
        let cut = |line: &str| {
            let own = line.trim_start().starts_with("//");
            let end = if own { 0 } else { line.find(" // ").unwrap_or(line.len()) };
            line[..end].to_owned()
        };
        self.text.lines().map(cut).collect::<Vec<_>>().join("\n")
    }
}

fn function_name(line: &str) -> Option<&str> {
    let mut rest = line;
    for word in ["pub ", "pub(crate) ", "pub(super) ", "const ", "async "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let name = rest.strip_prefix("fn ")?;
    name.split(['(', '<']).next()
}

/// The trees of all `use` statements with the places they begin at, and the code with them blanked out.
fn imports(code: &str) -> (Vec<(usize, String)>, String) {
    let mut body = code.to_owned();
    let mut trees = Vec::new();
    for (found, _) in code.match_indices("use ") {
        let line_start = code[..found].rfind('\n').map_or(0, |n| n + 1);
        let before = code[line_start..found].trim();
        let begins = before.is_empty() || before.starts_with("pub") || before.ends_with(['{', ';']);
        if let Some(length) = code[found..].find(';').filter(|_| begins) {
            let at = found + "use ".len();
            trees.push((at, code[at..found + length].to_owned()));
            let blank: String = code[found..found + length].chars().map(|c| if c == '\n' { c } else { ' ' }).collect();
            if blank.len() == length {
                body.replace_range(found..found + length, &blank);
            }
        }
    }
    (trees, body)
}

/// Writes a `use` tree out, a path a leaf, each with its place.
fn expand(tree: &str, at: usize, prefix: &str, found: &mut Vec<(usize, String)>) {
    let trimmed = tree.trim_start();
    let at = at + tree.len() - trimmed.len();
    let Some((head, group)) = trimmed.split_once('{') else {
        let leaf = trimmed.split(" as ").next().unwrap_or_default().trim();
        let path = format!("{prefix}{leaf}");
        if !leaf.is_empty() {
            found.push((at, path.trim_end_matches("::self").to_owned()));
        }
        return;
    };
    let group = &group[..group.rfind('}').unwrap_or(group.len())];
    let prefix = format!("{prefix}{}", head.trim());
    let (mut depth, mut start) = (0, 0);
    let inside = at + head.len() + 1;
    for (place, c) in group.char_indices().chain([(group.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(&group[start..place], inside + start, &prefix, found);
                start = place + 1;
            }
            _ => {}
        }
    }
}

/// Names joined by `::`, such as `tokio::spawn`, with their places.
fn chains(code: &str) -> Vec<(usize, String)> {
    let part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in code.char_indices().chain([(code.len(), ' ')]) {
        match (start, part(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let word = code[from..at].trim_matches(':');
                if word.contains("::") {
                    found.push((from, word.to_owned()));
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}
