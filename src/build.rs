//! Reads and checks the catalog with the program's own reader, and embeds it: every file under `assets/catalog` becomes
//! part of the program.

use catalog::{Common, element::Element};
use std::{env, error::Error, fmt::Write as _, fs, path::Path, process::Command};

/// The program's reader of element files.
#[expect(dead_code, reason = "the build script uses only the reader")]
mod catalog {
    pub mod element;
    pub mod field;
    pub mod file;
    mod own;
    pub mod written;

    /// Returns the error for a place in a file, with its line number.
    pub fn with_line(text: &str, place: &str, key: &str) -> String {
        written::with_line(text, place, key)
    }

    /// Options that every element has.
    pub struct Common(file::CommonFile);

    impl Common {
        /// Parses the options. The error names the fault and its place.
        pub fn read(text: &str) -> Result<Self, String> {
            written::read(text).map(Self)
        }

        /// Parses one element file. The error names the fault and its place.
        pub fn element(&self, text: &str) -> Result<element::Element, String> {
            written::element(text, &self.0.field)
        }
    }
}

/// The program's parser of addresses.
#[expect(dead_code, reason = "the build script uses only the parser")]
mod text {
    pub mod address;
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=assets/catalog");
    println!("cargo::rerun-if-changed=src/catalog");
    println!("cargo::rerun-if-changed=src/text");
    let root = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("assets/catalog");
    let shared = fs::read_to_string(root.join("common.toml"))?;
    let common = Common::read(&shared).map_err(|fault| format!("common.toml: {fault}"))?;
    let mut packed = Vec::new();
    for hub in fs::read_dir(&root)? {
        let hub = hub?.path();
        if hub.is_dir() {
            for file in fs::read_dir(&hub)? {
                let file = file?.path();
                if file.extension().is_some_and(|e| e == "toml") {
                    let short = file.strip_prefix(&root)?.display().to_string();
                    let text = fs::read_to_string(&file)?;
                    let element = common.element(&text).map_err(|fault| format!("{short}: {fault}"))?;
                    check_path(&element, &text, &hub, &file).map_err(|fault| format!("{short}: {fault}"))?;
                    packed.push((element, as_json(&text)?));
                }
            }
        }
    }
    packed.sort_by_key(|(element, _)| (element.name.to_lowercase(), element.key.clone()));
    fs::write(Path::new(&variable("OUT_DIR")?).join("catalog.rs"), source(&as_json(&shared)?, &packed)?)?;
    println!("cargo::rustc-env=ELEMINT_VERSION={}", version()?);
    order_functions(&root)
}

/// Puts the functions of a start side by side in a release build for Linux, so that a start reads few pages of the
/// program: `.ci/link-order` writes the list. A linker that the user chose may not know such a file, so the order of the
/// modules stays there.
fn order_functions(catalog: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=assets/link");
    let is_release_on_linux = variable("PROFILE")? == "release" && variable("CARGO_CFG_TARGET_OS")? == "linux";
    let is_own_linker = variable("RUSTC_LINKER").is_ok_and(|value| !value.is_empty())
        || variable("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|flags| flags.contains("link"));
    if is_release_on_linux && !is_own_linker {
        println!("cargo::rustc-link-arg-bins=-T{}", catalog.with_file_name("link").join("start.ld").display());
    }
    Ok(())
}

/// Returns the version, with the commit in a release: from `ELEMINT_COMMIT`, or else from git. Other builds leave it
/// out, because each commit would rebuild them.
fn version() -> Result<String, env::VarError> {
    println!("cargo::rerun-if-env-changed=ELEMINT_COMMIT");
    let version = variable("CARGO_PKG_VERSION")?;
    let given = variable("ELEMINT_COMMIT").ok().filter(|commit| !commit.is_empty());
    let is_release = variable("PROFILE")? == "release";
    let commit = given.or_else(|| is_release.then(git_commit).flatten());
    Ok(commit.map_or_else(|| version.clone(), |commit| format!("{version} ({commit})")))
}

fn git_commit() -> Option<String> {
    if let Some(log) = git(&["rev-parse", "--git-path", "logs/HEAD"]) {
        println!("cargo::rerun-if-changed={log}");
    }
    git(&["rev-parse", "--short=9", "HEAD"])
}

/// Returns the output of git; `None` without git or a repository.
fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Checks that a file is in the directory of its hub and is named after its key, so that it can be found by path.
fn check_path(element: &Element, text: &str, hub: &Path, file: &Path) -> Result<(), String> {
    for (key, given, path) in
        [("hub", element.hub.as_str(), hub.file_name()), ("key", element.key.as_str(), file.file_stem())]
    {
        if Some(given) != path.and_then(|p| p.to_str()) {
            let wrong = format!("{key} = {given:?} does not match the path of the file");
            return Err(catalog::with_line(text, key, &wrong));
        }
    }
    Ok(())
}

/// Converts TOML to JSON, which is read ten times as fast at run time.
fn as_json(text: &str) -> Result<String, Box<dyn Error>> {
    Ok(serde_json::to_string(&text.parse::<toml::Table>()?)?)
}

/// Returns the source of the embedded catalog. The values that a list shows of each element are constants, so that no
/// element file is parsed before it is opened.
fn source(common: &str, packed: &[(Element, String)]) -> Result<String, Box<dyn Error>> {
    let mut source =
        format!("pub(super) const COMMON: &str = {common:?};\npub(super) const ELEMENTS: &[Packed] = &[\n");
    for (element, text) in packed {
        let Element { key, name, hub, id, aliases, rank, .. } = element;
        let (key, hub, flows) = (key.as_str(), hub.as_str(), element.flows());
        writeln!(
            source,
            "Packed {{ key: {key:?}, name: {name:?}, hub: {hub:?}, id: {id:?}, aliases: &{aliases:?}, rank: {rank}, \
             flows: &{flows:?}, text: {text:?} }},"
        )?;
    }
    source.push_str("];\n");
    Ok(source)
}

#[expect(clippy::disallowed_methods, reason = "cargo passes values to a build script in the environment")]
fn variable(name: &str) -> Result<String, env::VarError> {
    env::var(name)
}
