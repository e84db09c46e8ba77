//! Rules of the source code: order of the modules, length of files and functions, restricted names.
#![cfg(test)]

mod cases;
mod circles;
mod documents;
mod keys;
mod schemas;
mod source;
mod steps;
mod wildcards;
mod writes;

use circles::Modules;
use source::Source;

/// Top-level modules in reading order, each with its layer. A module uses those of lower layers; modules of one layer
/// do not use each other.
const LAYERS: [(&str, u8); 13] = [
    ("text", 0),
    ("document", 1),
    ("catalog", 2),
    ("domain", 3),
    ("wizard", 4),
    ("platform", 5),
    ("oauth", 5),
    ("storage", 5),
    ("sandbox", 5),
    ("terminal", 5),
    ("frontend", 6),
    ("runtime", 7),
    ("cli", 8),
];

/// Front ends, which do not use each other.
const FRONTENDS: [&str; 3] = ["tui", "lines", "json"];

/// Names that a module must not use: the core has no waits, no clock, no files, no network and no screen.
const BANNED: [(&str, &[&str]); 6] = [
    ("text", PURE),
    ("document", PURE),
    ("catalog", PURE),
    ("domain", PURE),
    ("wizard", &["ratatui", "tokio", "crossterm", "reqwest", "hyper", "std::fs", "std::net", "std::time::Instant"]),
    (
        "frontend/lines",
        &["ratatui", "tokio", "crossterm", "rustix", "std::fs", "std::net", "std::io", "std::time::Instant"],
    ),
];

/// The part of the line front end that reads and writes the terminal.
const AT_TERMINAL: &str = "src/frontend/lines/at_terminal.rs";

const PURE: &[&str] = &["ratatui", "tokio", "crossterm", "reqwest", "hyper", "std::fs", "std::time::Instant"];

/// Names reserved to one module.
const RESERVED: [(&str, &str); 2] = [("reqwest", "platform"), ("axum", "sandbox")];

/// Ways to write a file that leave half of it behind, or its content open to others, when something goes wrong.
const WRITERS: [&str; 3] = ["std::fs::write", "std::fs::File::create", "std::fs::OpenOptions"];

/// The one module that writes to standard output and standard error.
const OUTPUT: &str = "src/terminal/output.rs";

/// Ways to a terminal past the type that is safe to display.
const STREAMS: [&str; 5] = [
    "std::io::stdout",
    "std::io::stderr",
    "rustix::stdio::stdout",
    "rustix::stdio::stderr",
    "std::process::Stdio::inherit",
];
const STREAM_WORDS: [&str; 6] = ["println!", "eprintln!", "print!(", "eprint!(", "dbg!(", "/dev/std"];

/// Functions that one file alone may call: they take text that others have to make safe first.
const TRUSTED: [(&str, &[&str]); 4] = [
    // Read only, for keys.
    ("/dev/tty", &["src/terminal/system/unix.rs"]),
    ("output::sequences(", &["src/terminal/screen.rs", "src/terminal/live.rs"]),
    ("SafeText::formatted(", &["src/text/safe_text.rs"]),
    ("Displayed(", &["src/text/safe_text.rs"]),
];

const FILE_LINES: usize = 300;
const FUNCTION_LINES: usize = 60;

fn layer(module: &str) -> Option<u8> {
    LAYERS.iter().find(|(name, _)| *name == module).map(|(_, layer)| *layer)
}

fn within(path: &str, root: &str) -> bool {
    path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn upward(source: &Source) -> Vec<String> {
    let Some(own) = source.module().and_then(layer) else { return Vec::new() };
    let fault = |line: usize, used: &str| match layer(used) {
        _ if Some(used) == source.module() => None,
        Some(layer) if layer < own => None,
        Some(layer) => Some(format!("{}:{line}: layer {own} uses {used}, which is in layer {layer}", source.path)),
        None => Some(format!("{}:{line}: {used} has no layer; tests/layers should name it", source.path)),
    };
    source.modules_used().into_iter().filter_map(|(line, used)| fault(line, &used)).collect()
}

fn sideways(source: &Source) -> Vec<String> {
    let Some(own) = FRONTENDS.iter().find(|name| source.is_below(&format!("frontend/{name}"))) else {
        return Vec::new();
    };
    let others: Vec<String> =
        FRONTENDS.iter().filter(|name| *name != own).map(|name| format!("crate::frontend::{name}")).collect();
    named(source, |path| others.iter().any(|other| within(path, other)))
}

fn banned(source: &Source) -> Vec<String> {
    if source.path == AT_TERMINAL {
        return Vec::new();
    }
    let names = BANNED.iter().find(|(folder, _)| source.is_below(folder)).map_or(&[][..], |(_, names)| names);
    named(source, |path| names.iter().any(|name| within(path, name)))
}

fn reserved(source: &Source) -> Vec<String> {
    let foreign = |path: &str| RESERVED.iter().any(|(name, home)| within(path, name) && source.module() != Some(home));
    named(source, foreign)
}

fn written(source: &Source) -> Vec<String> {
    let shipped = source.without_tests();
    let own = shipped.module() == Some("storage") || source.path == "src/build.rs";
    named(&shipped, |path| !own && WRITERS.iter().any(|name| within(path, name)))
}

fn printed(source: &Source) -> Vec<String> {
    let shipped = source.without_tests();
    if shipped.path == OUTPUT || shipped.path == "src/build.rs" {
        return Vec::new();
    }
    let trusted = |word: &str| TRUSTED.iter().any(|(name, files)| *name == word && !files.contains(&&*shipped.path));
    let words = STREAM_WORDS.iter().copied().chain(TRUSTED.iter().map(|(name, _)| *name).filter(|name| trusted(name)));
    let words: Vec<&str> = words.collect();
    let mut found = named(&shipped, |path| STREAMS.iter().any(|name| within(path, name)));
    for (number, line) in shipped.text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
        found.extend(
            words
                .iter()
                .filter(|word| line.contains(**word))
                .map(|word| format!("{}:{}: {word}", shipped.path, number + 1)),
        );
    }
    found
}

fn named(source: &Source, wrong: impl Fn(&str) -> bool) -> Vec<String> {
    let found = source.paths().into_iter().filter(|(_, path)| wrong(path));
    found.map(|(line, path)| format!("{}:{line}: {path}", source.path)).collect()
}

fn long_files(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    let excused = source.text.lines().take(30).any(|line| line.trim_start().starts_with("// Long because "));
    let fault = || format!("{}: {lines} lines", source.path);
    (lines > FILE_LINES && !excused).then(fault).into_iter().collect()
}

fn long_functions(source: &Source) -> Vec<String> {
    let long = source.functions().into_iter().filter(|(.., lines)| *lines > FUNCTION_LINES);
    long.map(|(line, name, lines)| format!("{}:{line}: {name} has {lines} lines", source.path)).collect()
}

fn silenced(source: &Source) -> Vec<String> {
    let attributes = source.attributes().into_iter();
    let unexplained = attributes
        .filter(|(_, text)| text.starts_with("allow(") || (text.starts_with("expect(") && !text.contains("reason")));
    unexplained.map(|(line, text)| format!("{}:{line}: {text}", source.path)).collect()
}

/// Applies a rule to every file of the program and fails with all that breaks it.
fn hold(what: &str, rule: impl Fn(&Source) -> Vec<String>) {
    let found: Vec<String> = source::all().iter().flat_map(rule).collect();
    assert!(found.is_empty(), "{what}\n  {}\n", found.join("\n  "));
}

#[test]
fn a_module_uses_only_lower_layers() {
    hold("A module may use lower layers only; what both need goes down, what joins them goes up:", upward);
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let circles = Modules::read(&source::all()).circles();
    let circles: Vec<String> = circles.iter().map(|files| files.join(", ")).collect();
    assert!(
        circles.is_empty(),
        "Files that import each other; move what both need to a third:\n  {}\n",
        circles.join("\n  ")
    );
}

#[test]
fn steps_do_not_use_each_other() {
    let uses = Modules::read(&source::all()).uses_between_children("wizard::steps");
    assert!(
        uses.is_empty(),
        "A step names another by its Destination; what both need goes to src/wizard:\n  {}\n",
        uses.join("\n  ")
    );
}

#[test]
fn front_ends_do_not_use_each_other() {
    hold("Front ends are apart; shared text belongs to the wizard:", sideways);
}

#[test]
fn the_core_names_no_outside_thing() {
    hold("domain and wizard are pure; ask for this by an effect instead:", banned);
}

#[test]
fn reqwest_and_axum_stay_in_their_modules() {
    hold("reqwest belongs to platform and axum to sandbox alone:", reserved);
}

#[test]
fn files_are_written_by_storage_alone() {
    hold("Files are written whole and private by storage; use its functions:", written);
}

#[test]
fn standard_streams_are_written_by_one_module() {
    hold("Text for a terminal goes through terminal::output, which takes SafeText alone:", printed);
}

#[test]
fn no_file_is_long_without_a_reason() {
    hold("Over 300 lines: split it, or say `// Long because …` in its first 30 lines:", long_files);
}

#[test]
fn no_function_is_longer_than_a_screen() {
    hold("Over 60 lines: what does it do that has a name of its own?", long_functions);
}

#[test]
fn a_lint_is_silenced_only_with_a_reason() {
    hold("Use #[expect(lint, reason = \"…\")], which also tells when it is no longer needed:", silenced);
}

#[test]
fn every_module_has_a_layer() {
    let lost = |source: &Source| source.module().filter(|m| layer(m).is_none()).map(|_| source.path.clone());
    hold("tests/layers does not know the layer of:", |source| lost(source).into_iter().collect());
}

/// The rules themselves, tried on code that breaks them.
mod rules {
    use super::*;

    fn violations(rule: fn(&Source) -> Vec<String>, path: &str, text: &str) -> String {
        rule(&Source::new(path, text)).join("\n")
    }

    #[test]
    fn upward_or_sideways_use_is_reported_with_line() {
        let violations = |path, text| violations(upward, path, text);
        assert_eq!(
            violations("src/wizard/mod.rs", "\nuse crate::frontend::draw;"),
            "src/wizard/mod.rs:2: layer 4 uses frontend, which is in layer 6"
        );
        assert!(
            violations("src/oauth/a.rs", "fn f() {\n    crate::platform::g();\n}")
                .contains("src/oauth/a.rs:2: layer 5 uses platform")
        );
        assert!(
            violations("src/oauth/mod.rs", "use crate::{\n    domain::Grant,\n    storage::file,\n};")
                .contains("mod.rs:3: layer 5 uses storage")
        );
        assert!(violations("src/domain/a.rs", "use super::super::wizard::Step;").contains("layer 3 uses wizard"));
        assert!(violations("src/domain/a.rs", "use crate::nowhere::X;").contains("nowhere has no layer"));
    }

    #[test]
    fn a_front_end_that_uses_another_is_found() {
        let found = violations(sideways, "src/frontend/tui/a.rs", "\nuse crate::frontend::{lines::Talk, tui};");
        assert_eq!(found, "src/frontend/tui/a.rs:2: crate::frontend::lines::Talk");
    }

    #[test]
    fn going_down_or_staying_is_silent() {
        for (path, text) in [
            ("src/frontend/tui/a.rs", "use crate::{domain::Draft, frontend::tui::theme, wizard};"),
            ("src/cli/mod.rs", "use crate::{runtime, sandbox};"),
            ("src/domain/a.rs", "// crate::frontend is not for us\nuse super::wizard::X;"),
            ("src/main.rs", "use elemint::cli;"),
        ] {
            assert_eq!(violations(upward, path, text), "", "{path}");
        }
    }

    #[test]
    fn outside_things_are_found_however_they_are_named() {
        assert!(
            violations(banned, "src/wizard/a.rs", "use std::{time::{Duration, Instant}};")
                .contains("std::time::Instant")
        );
        assert!(
            violations(banned, "src/wizard/a.rs", "async fn f() { tokio::spawn(x) }").contains("a.rs:1: tokio::spawn")
        );
        assert_eq!(violations(banned, "src/wizard/a.rs", "use std::time::Duration; let tokio_like = 1;"), "");
        assert!(violations(reserved, "src/runtime/a.rs", "\nlet c = reqwest::Client::new();").contains("a.rs:2"));
        assert_eq!(violations(reserved, "src/platform/a.rs", "use reqwest::Client;"), "");
    }

    #[test]
    fn writing_is_found_outside_storage_and_its_tests_are_left_alone() {
        assert!(
            violations(written, "src/runtime/a.rs", "use std::{fs, io};\nfn f() { fs::write(a, b); }")
                .contains("a.rs:2")
        );
        assert_eq!(violations(written, "src/storage/a.rs", "fn f() { std::fs::write(a, b); }"), "");
        assert_eq!(
            violations(written, "src/runtime/a.rs", "#[cfg(test)]\nmod tests { fn f() { std::fs::write(a, b); } }"),
            ""
        );
    }

    #[test]
    fn streams_are_found_however_they_are_named() {
        for text in [
            "use std::io;\nfn f() { io::stdout().lock(); }",
            "use std::io::{self, Write as _};\nfn f() { let _ = writeln!(io::stderr(), \"x\"); }",
            "\nfn f() { println!(\"x\"); }",
            "\nfn f() { eprint!(\"x\"); }",
            "\nfn f() { super::output::sequences(b\"x\"); }",
            "\nfn f() { SafeText::formatted(format_args!(\"{x}\")); }",
        ] {
            assert!(violations(printed, "src/cli/a.rs", text).starts_with("src/cli/a.rs:2"), "{text}");
        }
        assert_eq!(violations(printed, OUTPUT, "fn f() { std::io::stdout(); }"), "");
        assert_eq!(violations(printed, "src/cli/a.rs", "fn f() { output::print(&safe!(\"x\")); }"), "");
    }

    #[test]
    fn length_limit_accepts_stated_reason() {
        let long = "x\n".repeat(301);
        assert_eq!(violations(long_files, "src/a.rs", &long), "src/a.rs: 301 lines");
        assert_eq!(violations(long_files, "src/a.rs", &format!("// Long because one table.\n{long}")), "");
        let function = format!("impl X {{\n    pub fn long() {{\n{}    }}\n}}\n", "        x;\n".repeat(59));
        assert_eq!(violations(long_functions, "src/a.rs", &function), "src/a.rs:2: long has 61 lines");
        assert_eq!(violations(long_functions, "src/a.rs", &function.replacen("        x;\n", "", 1)), "");
    }

    #[test]
    fn a_silenced_lint_needs_a_reason() {
        assert_eq!(violations(silenced, "src/a.rs", "#[allow(dead_code, reason = \"x\")]").lines().count(), 1);
        assert_eq!(
            violations(silenced, "src/a.rs", "\n#![expect(clippy::panic)]"),
            "src/a.rs:2: expect(clippy::panic)"
        );
        assert_eq!(violations(silenced, "src/a.rs", "#[expect(\n    clippy::panic,\n    reason = \"x\"\n)]"), "");
    }
}
