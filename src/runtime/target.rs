//! Paths that the user named for files to write.

use directories::BaseDirs;
use std::path::{Path, PathBuf};

/// Returns a path as the user's shell would read it, absolute: a user who saves a secret should know where.
pub(super) fn whole(path: &Path) -> PathBuf {
    let home = BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
    let path = match (path.strip_prefix("~"), home) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path.to_owned(),
    };
    std::path::absolute(&path).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_is_expanded_like_in_a_shell() {
        let home = BaseDirs::new().expect("a home directory").home_dir().to_owned();
        assert_eq!(whole(Path::new("~/a/b.json")), home.join("a/b.json"));
        assert_eq!(whole(Path::new("/a/~/b")), std::path::absolute("/a/~/b").expect("a path"));
        assert!(whole(Path::new("b.json")).is_absolute());
    }
}
