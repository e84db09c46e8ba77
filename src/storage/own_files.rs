//! A person's own files in the configuration: elements in `catalog/*.toml`, or in one folder a hub there, themes in
//! `themes/*.toml`, and keys in `keys.toml`.

use super::{StorageError, Store, file, folder::Folder};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The folders below the configuration.
const FOLDER: &str = "catalog";
const THEMES: &str = "themes";
/// The file of chosen keys.
const KEYS: &str = "keys.toml";

impl Store {
    /// The text of a person's file of chosen keys.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn keys(&self) -> Result<Option<String>, StorageError> {
        self.place(Folder::Config).map_or(Ok(None), |config| keys(&config))
    }

    /// The text of a person's own theme of this name.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn theme(&self, name: &str) -> Result<Option<String>, StorageError> {
        self.place(Folder::Config).map_or(Ok(None), |config| theme(&config, name))
    }

    /// A person's own element files, each with its name below the directory and its text, and those that could not
    /// be read.
    pub fn own_elements(&self) -> (Vec<(String, String)>, Vec<StorageError>) {
        self.place(Folder::Config).map(|config| elements(&config)).unwrap_or_default()
    }

    /// Exported elements in a directory, or in one folder each there: each file with its name and its text, and those
    /// that could not be read.
    pub fn exported_elements(directory: &Path) -> (Vec<(String, String)>, Vec<StorageError>) {
        exported(directory)
    }
}

/// A person's file of chosen keys, if there is one.
fn keys(config: &Path) -> Result<Option<String>, StorageError> {
    Ok(file::read_foreign(&config.join(KEYS))?.map(|text| text.to_string()))
}

/// Returns the theme file of this name, if there is one. A name with a path is refused.
fn theme(config: &Path, name: &str) -> Result<Option<String>, StorageError> {
    if !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
        return Ok(None);
    }
    let path = config.join(THEMES).join(name).with_extension("toml");
    Ok(file::read_foreign(&path)?.map(|text| text.to_string()))
}

/// Files by name, each with its text, and those that could not be read.
type OwnFiles = (Vec<(String, String)>, Vec<StorageError>);

/// A person's own elements.
fn elements(config: &Path) -> OwnFiles {
    texts(&config.join(FOLDER), "toml", config)
}

/// Elements as they are exported: the JSON files in this directory, or in a folder there.
fn exported(directory: &Path) -> OwnFiles {
    let (texts, mut faults) = texts(directory, "json", directory);
    if texts.is_empty() && faults.is_empty() {
        // A directory that the user named has to exist.
        faults.extend(fs::read_dir(directory).err().map(StorageError::io(directory, "read")));
    }
    (texts, faults)
}

/// Returns all files of a kind in a folder, their names relative to `base`.
fn texts(folder: &Path, extension: &str, base: &Path) -> OwnFiles {
    let (mut texts, mut faults) = (Vec::new(), Vec::new());
    for path in files(folder, extension, &mut faults) {
        match file::read_foreign(&path) {
            Ok(text) => {
                let name = path.strip_prefix(base).unwrap_or(&path).display().to_string();
                texts.extend(text.map(|text| (name, text.to_string())));
            }
            Err(error) => faults.push(error),
        }
    }
    (texts, faults)
}

/// In the order of their names, so that of two with one key the same one counts every time.
fn files(folder: &Path, extension: &str, faults: &mut Vec<StorageError>) -> Vec<PathBuf> {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(at) = folders.pop() {
        let entries = match fs::read_dir(&at) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => {
                faults.push(StorageError::io(&at, "read")(error));
                continue;
            }
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            // One folder a hub, as in the program's own catalog, and no deeper: a link could lead in a circle.
            if is_aside(&path) {
                continue;
            }
            if path.extension().is_some_and(|e| e == extension) {
                files.push(path);
            } else if at == folder && path.is_dir() {
                folders.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Returns true for names of files that the user did not write: hidden files, and those which editors and file managers
/// create next to the edited file.
fn is_aside(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let marked = name.starts_with(['.', '#', '~']) || name.ends_with(['~', '#']);
    let ended = [".bak", ".orig", ".backup", ".old", ".tmp", ".swp", ".save", ".rej", "~"];
    marked || ended.iter().any(|end| stem.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::mac_os("._x.toml")]
    #[case::vim(".x.toml.swp")]
    #[case::emacs("#x.toml#")]
    #[case::emacs_lock(".#x.toml")]
    #[case::tilde("x.toml~")]
    #[case::nano("x.toml.save")]
    #[case::backup_before_the_ending("x.bak.toml")]
    #[case::patch("x.orig.toml")]
    #[case::office("~$x.toml")]
    #[case::hidden_folder(".git")]
    fn editor_copy_is_no_element_file(#[case] name: &str) {
        let is_read = Path::new(name).extension().is_some_and(|ending| ending == "toml") && !is_aside(Path::new(name));
        assert!(!is_read, "{name}");
    }

    #[rstest]
    #[case::plain("x.toml")]
    #[case::dotted("my.crm.toml")]
    #[case::old_name("threshold.toml")]
    fn toml_file_of_the_user_is_an_element_file(#[case] name: &str) {
        assert!(!is_aside(Path::new(name)));
    }
}
