//! Reads and checks the catalog with the program's own reader, and packs it: every file under `assets/catalog`
//! becomes a part of the program.

use serde_json::{Value, json};
use std::{env, error::Error, fs, path::Path};

/// The part of the program that knows how an element is written down.
#[expect(dead_code, reason = "the build needs the reader alone")]
mod domain {
    pub mod catalog {
        pub mod file;
        mod own;

        /// What is wrong with one file, if anything is.
        pub fn complaint(common: &str, text: &str) -> Option<String> {
            let common: file::CommonFile = match toml::from_str(common) {
                Ok(common) => common,
                Err(error) => return Some(format!("common.toml: {error}")),
            };
            match toml::from_str::<file::ElementFile>(text) {
                Ok(file) => file.element(&common.field).err(),
                Err(error) => Some(error.to_string()),
            }
        }
    }
    pub mod element;
    pub mod field;
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=assets/catalog");
    println!("cargo::rerun-if-changed=src/domain");
    let root = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("assets/catalog");
    let common = fs::read_to_string(root.join("common.toml"))?;
    let mut files = Vec::new();
    for hub in fs::read_dir(&root)? {
        let hub = hub?.path();
        if hub.is_dir() {
            for file in fs::read_dir(&hub)? {
                let file = file?.path();
                if file.extension().is_some_and(|e| e == "toml") {
                    let short = file.strip_prefix(&root)?.display().to_string();
                    let text = fs::read_to_string(&file)?;
                    let table = check(&hub, &file, &common, &text).map_err(|what| format!("{short}: {what}"))?;
                    files.push((short, table));
                }
            }
        }
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    let packed = json!({ "common": common.parse::<toml::Table>()?, "files": files });
    fs::write(Path::new(&variable("OUT_DIR")?).join("catalog.json"), packed.to_string())?;
    Ok(())
}

/// A file stands in the folder of its hub and bears its key as its name, so that it can be found without looking.
fn check(hub: &Path, file: &Path, common: &str, text: &str) -> Result<Value, Box<dyn Error>> {
    if let Some(complaint) = domain::catalog::complaint(common, text) {
        return Err(complaint.into());
    }
    let table: toml::Table = text.parse()?;
    for (name, path) in [("hub", hub.file_name()), ("key", file.file_stem())] {
        let given = table.get(name).and_then(toml::Value::as_str);
        if given != path.and_then(|p| p.to_str()) {
            return Err(format!("{name} = {given:?} does not agree with where the file stands").into());
        }
    }
    Ok(serde_json::to_value(table)?)
}

#[expect(clippy::disallowed_methods, reason = "cargo speaks to a build by the environment")]
fn variable(name: &str) -> Result<String, env::VarError> {
    env::var(name)
}
