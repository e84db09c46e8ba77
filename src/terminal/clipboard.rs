//! The clipboard: the terminal's own by OSC 52, which works over ssh, and the desktop's where there is one.

use crate::{
    domain::checkup::Finding,
    text::{Secret, secret},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::{process::Stdio, time::Duration};
use tokio::{io::AsyncWriteExt as _, process::Command, time::timeout};
use zeroize::Zeroizing;

/// Terminals drop a longer sequence, often without a word.
const OSC52_LIMIT: usize = 74_000;

/// Way to the terminal's own clipboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClipboardAccess {
    /// By a sequence. The terminal does not say if it accepted it.
    #[default]
    Direct,
    /// Through tmux, which has to hand it on.
    Tmux,
    /// Not at all: this terminal is known not to listen.
    None,
}

/// Desktop whose clipboard can be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Desktop {
    /// None: only the terminal's.
    #[default]
    None,
    /// Wayland.
    Wayland,
    /// X11.
    X11,
    /// macOS.
    Mac,
    /// Windows.
    Windows,
}

/// Returns the sequence that puts a text on the terminal's clipboard; `None` if it would be too long or ignored. Inside
/// tmux it is wrapped so that tmux passes it on.
pub fn osc52(text: &Secret, reach: ClipboardAccess) -> Option<Zeroizing<Vec<u8>>> {
    let encoded = Zeroizing::new(STANDARD.encode(text.expose()));
    if encoded.len() > OSC52_LIMIT || reach == ClipboardAccess::None {
        return None;
    }
    let plain = Zeroizing::new(format!("\x1b]52;c;{}\x1b\\", *encoded));
    let mut bytes = plain.as_bytes().to_vec();
    if reach == ClipboardAccess::Tmux {
        let inner = Zeroizing::new(plain.replace('\x1b', "\x1b\x1b"));
        bytes.extend_from_slice(format!("\x1bPtmux;{}\x1b\\", *inner).as_bytes());
    }
    Some(Zeroizing::new(bytes))
}

impl Desktop {
    /// The programs that put a text on it, the first that is there counting.
    fn tools(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::None | Self::Windows => &[],
            Self::Wayland => &[&["wl-copy"], &["xclip", "-selection", "clipboard"]],
            Self::X11 => &[&["xclip", "-selection", "clipboard"], &["xsel", "--clipboard", "--input"]],
            Self::Mac => &[&["pbcopy"]],
        }
    }

    /// Looks for a program that copies. `has` returns true if a program is installed.
    pub fn checkup(self, has: impl Fn(&str) -> bool) -> Finding {
        let names: Vec<&str> = self.tools().iter().filter_map(|tool| tool.first()).copied().collect();
        match names.iter().find(|name| has(name)) {
            Some(name) => Finding::good("Clipboard", format!("{name} copies, and the terminal if it can.")),
            None if self == Self::Windows => Finding::good("Clipboard", "Windows copies."),
            None if names.is_empty() => {
                Finding::good("Clipboard", "No desktop; the terminal copies if it can (OSC 52).")
            }
            None => Finding::less(
                "Clipboard",
                "Only the terminal copies, if it can (OSC 52).",
                format!("Install one of {}.", names.join(", ")),
            ),
        }
    }

    /// Puts a text on the desktop's clipboard, through the program's standard input. Returns true if a program accepted
    /// it.
    pub async fn copy(self, text: &Secret) -> bool {
        #[cfg(windows)]
        if self == Self::Windows {
            let text = text.clone();
            let copied =
                tokio::task::spawn_blocking(move || clipboard_win::set_clipboard_string(text.expose()).is_ok());
            // Another program may have the clipboard open without end.
            return timeout(Duration::from_secs(2), copied).await.is_ok_and(|copied| copied.unwrap_or(false));
        }
        for tool in self.tools() {
            if let Some((program, arguments)) = tool.split_first() {
                let run = feed(program, arguments, text);
                if timeout(Duration::from_secs(2), run).await.unwrap_or(false) {
                    return true;
                }
            }
        }
        false
    }
}

/// A program that copies, without the variables that hold secrets.
fn copier(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    for variable in secret::withheld() {
        command.env_remove(variable);
    }
    command.args(arguments);
    command
}

async fn feed(program: &str, arguments: &[&str], text: &Secret) -> bool {
    let child = copier(program, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn();
    let Ok(mut child) = child else { return false };
    if let Some(mut stdin) = child.stdin.take()
        && stdin.write_all(text.expose().as_bytes()).await.is_err()
    {
        return false;
    }
    child.wait().await.is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copy_program_gets_no_secret_variable() {
        secret::withhold("CLIPBOARD_TEST_VARIABLE");
        let command = copier("xclip", &[]);
        let removed: Vec<_> = command.as_std().get_envs().filter(|(_, value)| value.is_none()).collect();
        for name in ["CE_USER", "CE_ORG", "CLIPBOARD_TEST_VARIABLE"] {
            assert!(removed.iter().any(|(known, _)| *known == name), "{name}");
        }
    }

    #[test]
    fn clipboard_sequence_holds_the_text_and_passes_through_tmux() {
        let plain = osc52(&Secret::new("hi"), ClipboardAccess::Direct).expect("short");
        assert_eq!(plain.as_slice(), b"\x1b]52;c;aGk=\x1b\\");
        let wrapped = osc52(&Secret::new("hi"), ClipboardAccess::Tmux).expect("short");
        assert!(wrapped.ends_with(b"\x1bPtmux;\x1b\x1b]52;c;aGk=\x1b\x1b\\\x1b\\"));
        assert_eq!(osc52(&Secret::new("x".repeat(60_000)), ClipboardAccess::Direct), None);
        assert_eq!(osc52(&Secret::new("hi"), ClipboardAccess::None), None);
    }
}
