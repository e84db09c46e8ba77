//! Settings from arguments and environment: a flag overrides the environment, the environment overrides a file. No
//! other module reads the environment.

use super::{args::Args, environment::EnvironmentHints};
use crate::{
    frontend::tui::theme::{Background, ColorDepth},
    oauth::browser::Browser,
    platform::ProxyVariable,
    runtime::external_program::Tools,
    storage::{Keyring, Log, Places},
    terminal::clipboard::{ClipboardAccess, Desktop},
    text::{Secret, secret},
    wizard::LinkHandover,
};
use directories::{BaseDirs, ProjectDirs};
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// The program's settings.
#[derive(Debug)]
pub struct Settings {
    /// The profile named by flag or environment.
    pub profile: Option<String>,
    /// The platform named by flag or environment.
    pub base: Option<String>,
    /// The user secret of the environment.
    pub user: Option<Secret>,
    /// The organization secret of the environment.
    pub organization: Option<Secret>,
    /// Directories of stored data.
    pub places: Places,
    /// Profiles of cectl.
    pub cectl: Option<PathBuf>,
    /// Variable with the proxy to the platform, unless `--no-proxy` is given.
    pub proxy: Option<ProxyVariable>,
    /// Variable with the hosts reached without a proxy.
    pub no_proxy: Option<ProxyVariable>,
    /// File with authorities to trust in addition to the system's.
    pub ca_file: Option<PathBuf>,
    /// Time limit of a create request, in seconds.
    pub timeout: Option<u64>,
    /// Age up to which the stored list of elements is used.
    pub list_age: Duration,
    /// Log, if one is requested.
    pub log: Option<Arc<Log>>,
    /// Browser that opens pages.
    pub browser: Browser,
    /// Delivery of links to a browser.
    pub handover: LinkHandover,
    /// Clipboard of the desktop, besides the terminal's.
    pub desktop: Desktop,
    /// Pager and editor.
    pub tools: Tools,
    /// Keyring, if there is one.
    pub keyring: Option<Keyring>,
    /// Access to the terminal's clipboard.
    pub clipboard: ClipboardAccess,
    /// True for plain lines: requested, or the terminal can do no more.
    pub plain: bool,
    /// Home directory.
    pub home: Option<PathBuf>,
    /// Value of `TERM`.
    pub term: Option<String>,
    /// Directories in which programs are searched.
    pub programs: Vec<PathBuf>,
    /// Name of the theme.
    pub theme: String,
    /// Number of colors of the terminal.
    pub depth: ColorDepth,
    /// Background that the terminal announces in the environment.
    pub ground: Option<Background>,
    /// True if the terminal can be asked for its background. The Linux console misreads the question.
    pub answers: bool,
}

impl Settings {
    /// Reads the environment and combines it with the arguments.
    pub fn read(args: &Args, log: Option<Arc<Log>>) -> Self {
        withhold_secrets();
        let project = ProjectDirs::from("", "", "elemint");
        // A relative home directory would change with the current directory.
        let whole = |path: &Path| path.is_absolute().then(|| path.to_owned());
        let config = project.as_ref().and_then(|p| whole(p.config_dir()));
        let state = project.as_ref().and_then(|p| whole(p.state_dir().unwrap_or_else(|| p.data_local_dir())));
        let (wayland, x11) = (variable("WAYLAND_DISPLAY").is_some(), variable("DISPLAY").is_some());
        let desktop = desktop(wayland, x11, variable("SSH_CONNECTION").is_some());
        let display = desktop != Desktop::None;
        let is_environment_public = !secret::withheld().iter().any(|name| raw_variable(name).is_some());
        let (handover, command) = traces(args, display).read();
        // Either flag overrides both variables.
        let (profile, base) = match (&args.profile, &args.base) {
            (None, None) => (variable("ELEMINT_PROFILE"), variable("ELEMINT_BASE").or_else(|| variable("CE_BASE"))),
            (profile, base) => (profile.clone(), base.clone()),
        };
        let state = state.map(|state| apart(state, config.as_deref()));
        let places = places(args, config, state);
        Self {
            profile,
            base,
            user: hidden("ELEMINT_USER_SECRET").or_else(|| hidden("CE_USER")),
            organization: hidden("ELEMINT_ORG_SECRET").or_else(|| hidden("CE_ORG")),
            cectl: BaseDirs::new().map(|dirs| dirs.home_dir().join(".config/ce/cectl.toml")),
            proxy: if args.network.no_proxy { None } else { ProxyVariable::first(&ProxyVariable::PROXY, raw_variable) },
            no_proxy: ProxyVariable::first(&ProxyVariable::EXCEPTIONS, raw_variable),
            ca_file: args.network.ca_file.clone(),
            timeout: args.network.timeout,
            list_age: Duration::from_secs(args.list_age * 60 * 60),
            log,
            browser: Browser { command, display, is_environment_public },
            keyring: variable("PATH").and_then(|path| Keyring::find(path.as_ref(), keyring_timeout(desktop))),
            handover,
            desktop,
            tools: tools(&places),
            places,
            clipboard: clipboard(variable("TMUX").is_some(), variable("STY").is_some(), variable("TERM").as_deref()),
            plain: args.accessible
                || variable("ACCESSIBLE").is_some_and(|value| value != "0")
                || variable("TERM").map_or(!cfg!(windows), |term| term == "dumb"),
            home: BaseDirs::new().map(|dirs| dirs.home_dir().to_owned()),
            term: variable("TERM"),
            programs: variable("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default(),
            theme: args.theme.clone(),
            depth: depth(
                variable("NO_COLOR").is_some(),
                variable("COLORTERM").as_deref().or(usual_colors()),
                &variable("TERM").unwrap_or_default(),
            ),
            ground: variable("COLORFGBG").and_then(|colors| ground(&colors)),
            answers: variable("TERM").map_or(variable("WT_SESSION").is_some(), |term| term != "linux"),
        }
    }
}

/// Returns the desktop. Over ssh, Windows has none that the user sees.
fn desktop(wayland: bool, x11: bool, ssh: bool) -> Desktop {
    match (cfg!(target_os = "macos"), cfg!(windows), wayland, x11) {
        (true, ..) => Desktop::Mac,
        (_, true, ..) if ssh => Desktop::None,
        (_, true, ..) => Desktop::Windows,
        (_, _, true, _) => Desktop::Wayland,
        (.., true) => Desktop::X11,
        _ => Desktop::None,
    }
}

/// Value of `COLORTERM` where it is not set: a console of Windows has all colors and does not say so.
fn usual_colors() -> Option<&'static str> {
    (cfg!(windows) && variable("TERM").is_none()).then_some("truecolor")
}

/// Returns the access to the clipboard. The Linux console has none, and GNU screen does not pass copies on.
fn clipboard(tmux: bool, screen: bool, term: Option<&str>) -> ClipboardAccess {
    match (tmux, screen, term) {
        (true, ..) => ClipboardAccess::Tmux,
        (_, true, _) | (.., Some("linux")) => ClipboardAccess::None,
        _ => ClipboardAccess::Direct,
    }
}

/// Returns the time limit of the keyring. On a desktop it may ask for its password in a window.
fn keyring_timeout(desktop: Desktop) -> Duration {
    Duration::from_secs(if desktop == Desktop::None { 5 } else { 60 })
}

fn traces(args: &Args, display: bool) -> EnvironmentHints {
    let is_variable = args.browser.is_some() && variable("ELEMINT_BROWSER") == args.browser;
    let (wanted, wanted_by) = match &args.browser {
        Some(wanted) => (Some(wanted.clone()), if is_variable { "ELEMINT_BROWSER" } else { "--browser" }),
        None => (variable("BROWSER"), "BROWSER"),
    };
    EnvironmentHints {
        wanted,
        wanted_by: Some(wanted_by),
        ssh: variable("SSH_CONNECTION"),
        user: variable("USER").or_else(|| variable("LOGNAME")).or_else(|| variable("USERNAME")),
        container: variable("container").is_some()
            || variable("KUBERNETES_SERVICE_HOST").is_some()
            || ["/.dockerenv", "/run/.containerenv"].iter().any(|mark| Path::new(mark).exists()),
        wsl: variable("WSL_DISTRO_NAME").is_some(),
        display,
    }
}

/// Returns the folder of the state, below that of the configuration if the system has one for both, as macOS has: each
/// has a lock file and a folder `catalog`.
fn apart(state: PathBuf, config: Option<&Path>) -> PathBuf {
    if Some(state.as_path()) == config { state.join("state") } else { state }
}

fn places(args: &Args, config: Option<PathBuf>, state: Option<PathBuf>) -> Places {
    Places {
        config: args.places.config_dir.clone().or(config),
        state: args.places.state_dir.clone().or(state),
        keeps: !args.places.keep_nothing,
    }
}

fn tools(places: &Places) -> Tools {
    Tools {
        pager: variable("PAGER"),
        editor: variable("VISUAL").or_else(|| variable("EDITOR")),
        state: places.state.clone().filter(|_| places.keeps),
    }
}

/// Withholds variables of elemint whose names announce a secret from child processes.
fn withhold_secrets() {
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    for name in names.filter(|name| name.starts_with("ELEMINT_")) {
        if name.starts_with("ELEMINT_SET_")
            || ["_SECRET", "_TOKEN", "_PASSWORD", "_KEY"].iter().any(|end| name.ends_with(end))
        {
            secret::withhold(&name);
        }
    }
}

fn hidden(name: &str) -> Option<Secret> {
    variable(name).map(Secret::new)
}

fn depth(unwanted: bool, colors: Option<&str>, term: &str) -> ColorDepth {
    let full = matches!(colors, Some("truecolor" | "24bit")) || term.ends_with("-direct");
    match (unwanted, full, term.contains("256color")) {
        (true, ..) => ColorDepth::None,
        (_, true, _) => ColorDepth::Full,
        (.., true) => ColorDepth::Indexed,
        _ => ColorDepth::Sixteen,
    }
}

/// Parses `COLORFGBG`, which rxvt, Konsole and others set: it ends with the color number of the background. Gray and
/// white are light.
fn ground(colors: &str) -> Option<Background> {
    let number: u8 = colors.rsplit(';').next()?.parse().ok()?;
    match number {
        7 | 15 => Some(Background::Light),
        0..=15 => Some(Background::Dark),
        _ => None,
    }
}

/// Returns a variable of the environment; an empty one counts as not set.
#[expect(clippy::disallowed_methods, reason = "the one place where the environment is read")]
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Returns a variable of the environment as it is: one that is not UTF-8 must be refused, not ignored.
#[expect(clippy::disallowed_methods, reason = "the one place where the environment is read")]
fn raw_variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn color_depth_follows_the_terminal() {
        for (unwanted, colors, term, expected) in [
            (false, Some("truecolor"), "xterm-256color", ColorDepth::Full),
            (false, Some("24bit"), "xterm", ColorDepth::Full),
            (false, None, "xterm-direct", ColorDepth::Full),
            (false, None, "screen-256color", ColorDepth::Indexed),
            (false, Some("yes"), "xterm", ColorDepth::Sixteen),
            (true, Some("truecolor"), "xterm-256color", ColorDepth::None),
        ] {
            assert_eq!(depth(unwanted, colors, term), expected, "{unwanted} {colors:?} {term}");
        }
    }

    #[test]
    fn background_from_the_environment_is_used() {
        for (colors, expected) in [
            ("15;0", Some(Background::Dark)),
            ("0;15", Some(Background::Light)),
            ("0;default;7", Some(Background::Light)),
            ("15;default", None),
            ("", None),
        ] {
            assert_eq!(ground(colors), expected, "{colors}");
        }
    }

    #[rstest]
    #[case::one_folder("/home/x/elemint", "/home/x/elemint/state")]
    #[case::two_folders("/home/x/config", "/home/x/elemint")]
    fn state_is_apart_from_the_configuration(#[case] config: &str, #[case] expected: &str) {
        assert_eq!(apart("/home/x/elemint".into(), Some(Path::new(config))), Path::new(expected));
    }
}
