//! Command lines of the user, run by the system's own shell.

use crate::{domain::Fault, text::secret};
use tokio::process::{Child, Command};

/// Pager where none is named.
pub(super) const PAGER: &str = if cfg!(windows) { "more" } else { "less" };
/// Editor where none is named.
pub(super) const EDITOR: &str = if cfg!(windows) { "notepad" } else { "vi" };
/// Exit code of the shell for a program that does not exist.
pub(super) const NO_SUCH_PROGRAM: i32 = if cfg!(windows) { 9009 } else { 127 };

/// Returns a command line with further arguments as a command of the shell, without the variables that hold secrets.
pub(super) fn shell(line: &str, arguments: &[&str]) -> Command {
    let mut shell = with_arguments(line, arguments);
    shell.kill_on_drop(true);
    for variable in secret::withheld() {
        shell.env_remove(variable);
    }
    shell
}

/// As git starts an editor: the shell reads the command, the file is an argument.
#[cfg(unix)]
fn with_arguments(line: &str, arguments: &[&str]) -> Command {
    let mut shell = Command::new("sh");
    match arguments {
        [] => shell.arg("-c").arg(line),
        _ => shell.arg("-c").arg(format!("{line} \"$@\"")).arg("elemint").args(arguments),
    };
    shell
}

/// `cmd` removes the outer quotes with `/S`; a path cannot hold a quote.
#[cfg(windows)]
fn with_arguments(line: &str, arguments: &[&str]) -> Command {
    let quoted = arguments.iter().fold(line.to_owned(), |line, argument| line + " \"" + argument + "\"");
    let mut shell = Command::new("cmd");
    shell.raw_arg(format!("/D /S /C \"{quoted}\""));
    shell
}

/// Detaches a command from the terminal: it can neither read our keys nor end with our terminal.
pub(super) fn detach(command: &mut Command) {
    #[cfg(unix)]
    command.process_group(0);
    // CREATE_NEW_PROCESS_GROUP: Ctrl-C does not reach it.
    #[cfg(windows)]
    command.creation_flags(0x200);
}

/// Ends a detached command with the programs that it started.
pub(super) fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Some(id) = child.id().and_then(|id| i32::try_from(id).ok()).and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(id, rustix::process::Signal::KILL);
    }
    let _ = child.start_kill();
}

/// Returns the fault of a suspension on Windows.
pub(super) fn not_suspended() -> Fault {
    Fault::local("Windows cannot suspend a program.", "Open a second window or tab.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use std::process::Stdio;

    async fn output(line: &str, arguments: &[&str]) -> (Option<i32>, String) {
        let mut command = shell(line, arguments);
        let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().await.expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
    }

    #[rstest]
    #[case::line("echo one", &[], "one")]
    #[case::argument("echo one", &["two"], "one two")]
    #[tokio::test]
    async fn shell_runs_a_line_with_its_arguments(
        #[case] line: &str,
        #[case] arguments: &[&str],
        #[case] expected: &str,
    ) {
        let (code, text) = output(line, arguments).await;
        assert_eq!((code, text.replace('"', "").as_str()), (Some(0), expected));
    }

    #[tokio::test]
    async fn exit_code_of_a_line_is_returned() {
        assert_eq!(output("exit 3", &[]).await.0, Some(3));
    }

    #[test]
    fn shell_gets_no_secret_variable() {
        let command = shell("echo", &[]);
        let removed: Vec<_> = command.as_std().get_envs().filter(|(_, value)| value.is_none()).collect();
        assert!(removed.iter().any(|(name, _)| *name == "CE_USER"), "{removed:?}");
    }
}
