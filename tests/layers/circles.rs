//! Files that import each other in a circle, directly or through others.

use super::source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// Modules of the program with the file, the re-exports and the imports of each.
pub struct Modules {
    modules: BTreeMap<String, Module>,
}

struct Module {
    file: String,
    /// Names that the file takes from elsewhere and hands on, each with its path from the root.
    reexports: BTreeMap<String, String>,
    /// Paths from the root that the file uses.
    used: BTreeSet<String>,
}

impl Modules {
    /// Reads the imports of all files. Unit tests are left out: they use what they test.
    pub fn read(sources: &[Source]) -> Self {
        let modules = sources.iter().filter_map(|source| {
            let path = module_path(&source.path)?;
            (!path.split("::").any(|part| part == "tests")).then(|| (path.clone(), Module::read(source, &path)))
        });
        Self { modules: modules.collect() }
    }

    /// Returns the groups of files that reach each other by imports, sorted.
    pub fn circles(&self) -> Vec<Vec<String>> {
        let uses: BTreeMap<&str, BTreeSet<&str>> =
            self.modules.keys().map(|name| (name.as_str(), self.used_by(name))).collect();
        let reached: BTreeMap<&str, BTreeSet<&str>> = uses.keys().map(|name| (*name, reach(name, &uses))).collect();
        let mut circles = BTreeSet::new();
        for (name, others) in &reached {
            let circle: BTreeSet<&str> =
                others.iter().copied().filter(|other| reached.get(other).is_some_and(|r| r.contains(name))).collect();
            if circle.len() > 1 {
                circles.insert(circle.into_iter().map(|module| self.modules[module].file.clone()).collect());
            }
        }
        circles.into_iter().collect()
    }

    /// Returns the uses of one child of a module by another.
    pub fn uses_between_children(&self, parent: &str) -> Vec<String> {
        let child = |name: &str| Some(name.strip_prefix(parent)?.strip_prefix("::")?.split("::").next()?.to_owned());
        let mut uses = Vec::new();
        for name in self.modules.keys() {
            let Some(own) = child(name) else { continue };
            let others = self.used_by(name).into_iter().filter(|used| child(used).is_some_and(|other| other != own));
            uses.extend(others.map(|other| format!("{name} uses {other}")));
        }
        uses
    }

    fn used_by(&self, name: &str) -> BTreeSet<&str> {
        let homes = self.modules[name].used.iter().filter_map(|path| self.home(path, 8));
        homes.filter(|home| *home != name).collect()
    }

    /// The module in which what a path names is written, re-exports followed.
    fn home(&self, path: &str, depth: usize) -> Option<&str> {
        let parts: Vec<&str> = path.split("::").collect();
        let (module, rest) = (0..=parts.len()).rev().find_map(|n| {
            let (name, module) = self.modules.get_key_value(&parts[..n].join("::"))?;
            Some(((name, module), &parts[n..]))
        })?;
        let onward = rest.first().and_then(|first| module.1.reexports.get(*first)).filter(|_| depth > 0);
        match onward {
            Some(target) => {
                let whole = std::iter::once(target.as_str()).chain(rest[1..].iter().copied());
                self.home(&whole.collect::<Vec<_>>().join("::"), depth - 1)
            }
            // A module that is named by itself gives nothing yet; its items are named where they are used.
            None if rest.is_empty() => None,
            None => Some(module.0),
        }
    }
}

impl Module {
    fn read(source: &Source, path: &str) -> Self {
        let shipped = source.without_tests();
        let children: BTreeSet<String> = shipped.children().collect();
        let root = |named: String| from_root(&named, path, &children);
        let reexports = shipped.reexports().into_iter().filter_map(|(name, target)| Some((name, root(target)?)));
        let reexports: BTreeMap<String, String> = reexports.collect();
        let used = shipped.paths().into_iter().filter_map(|(_, named)| root(named));
        let used = used.filter(|target| !reexports.values().any(|handed_on| handed_on == target)).collect();
        Self { file: source.path.clone(), reexports, used }
    }
}

/// The module of a file: `src/a/mod.rs` and `src/a.rs` are `a`.
fn module_path(file: &str) -> Option<String> {
    let path = file.strip_prefix("src/")?.strip_suffix(".rs")?;
    let path = path.strip_suffix("/mod").unwrap_or(path);
    (!["lib", "main", "build"].contains(&path)).then(|| path.replace('/', "::"))
}

/// A path as it is written in a module, from the root of the program; `None` for paths of other crates.
fn from_root(named: &str, module: &str, children: &BTreeSet<String>) -> Option<String> {
    if let Some(rest) = named.strip_prefix("crate::") {
        return Some(rest.to_owned());
    }
    if let Some(rest) = named.strip_prefix("self::") {
        return Some(format!("{module}::{rest}"));
    }
    let rest = named.trim_start_matches("super::");
    let climbed = (named.len() - rest.len()) / "super::".len();
    if climbed > 0 {
        let parts: Vec<&str> = module.split("::").collect();
        let base = parts.get(..parts.len().checked_sub(climbed)?)?.join("::");
        return Some(if base.is_empty() { rest.to_owned() } else { format!("{base}::{rest}") });
    }
    let first = named.split("::").next()?;
    children.contains(first).then(|| format!("{module}::{named}"))
}

fn reach<'a>(from: &str, uses: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = uses[from].iter().copied().collect();
    while let Some(next) = open.pop() {
        if reached.insert(next) {
            open.extend(uses[next].iter().copied());
        }
    }
    reached
}

#[test]
fn files_that_use_each_other_are_found_through_re_exports() {
    let sources = [
        Source::new("src/a/mod.rs", "mod b;\nmod c;\npub use b::Bee;\n"),
        Source::new("src/a/b.rs", "use super::c::Sea;\npub struct Bee(Sea);\n"),
        Source::new("src/a/c.rs", "pub struct Sea;\nfn f(_: super::Bee) {}\n"),
    ];
    assert_eq!(Modules::read(&sources).circles(), [["src/a/b.rs", "src/a/c.rs"]]);
}

#[test]
fn handing_on_a_name_is_no_use_of_it() {
    let sources = [
        Source::new("src/a/mod.rs", "mod b;\npub use b::Bee;\npub struct Own;\n"),
        Source::new("src/a/b.rs", "pub struct Bee(super::Own);\n"),
    ];
    assert_eq!(Modules::read(&sources).circles(), Vec::<Vec<String>>::new());
}

#[test]
fn a_child_that_uses_another_is_found() {
    let sources = [
        Source::new("src/a/mod.rs", "pub mod b;\npub mod c;\n"),
        Source::new("src/a/b.rs", "use super::c::d::Dee;\n"),
        Source::new("src/a/c.rs", "mod d;\n"),
        Source::new("src/a/c/d.rs", "pub struct Dee;\n"),
    ];
    assert_eq!(Modules::read(&sources).uses_between_children("a"), ["a::b uses a::c::d"]);
}
