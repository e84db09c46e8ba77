//! Packs the catalog: every file under `assets/catalog` becomes a part of the program.
#![expect(clippy::disallowed_methods, reason = "cargo tells a build script where it is by the environment")]

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=assets/catalog");
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("assets/catalog");
    let mut paths = Vec::new();
    for hub in fs::read_dir(&root)? {
        let hub = hub?.path();
        if hub.is_dir() {
            for file in fs::read_dir(&hub)? {
                let file = file?.path();
                if file.extension().is_some_and(|e| e == "toml") {
                    check(&hub, &file)?;
                    paths.push(file);
                }
            }
        }
    }
    paths.sort();
    let mut code = format!("const COMMON: (&str, &str) = {};\n", entry(&root, &root.join("common.toml"))?);
    code.push_str("const FILES: &[(&str, &str)] = &[\n");
    for path in &paths {
        writeln!(code, "    {},", entry(&root, path)?)?;
    }
    code.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("catalog.rs"), code)?;
    Ok(())
}

/// A file stands in the folder of its hub and bears its key as its name, so that it can be found without looking.
fn check(hub: &Path, file: &Path) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(file)?;
    let table: toml::Table = text.parse().map_err(|e| format!("{}: {e}", file.display()))?;
    for (name, path) in [("hub", hub.file_name()), ("key", file.file_stem())] {
        let given = table.get(name).and_then(toml::Value::as_str);
        if given != path.and_then(|p| p.to_str()) {
            return Err(
                format!("{}: {name} = {given:?} does not agree with where the file stands", file.display()).into()
            );
        }
    }
    Ok(())
}

fn entry(root: &Path, path: &Path) -> Result<String, Box<dyn Error>> {
    let short = path.strip_prefix(root)?.display().to_string();
    Ok(format!("({short:?}, include_str!({:?}))", path.display().to_string()))
}
