//! `elemint man`: manual pages, generated from the help of the commands.

use super::{args::command, command_error::CommandError, exit};
use crate::{storage::Store, terminal::output, text::SafeText};
use clap::Command;
use clap_mangen::Man;
use std::{path::Path, process::ExitCode};

/// Prints the page of the program, or writes one page per command into a directory.
pub(super) fn run(dir: Option<&Path>) -> Result<ExitCode, CommandError> {
    let command = command().disable_help_subcommand(true);
    let Some(dir) = dir else {
        return Ok(exit::printed(output::print(&SafeText::lines(&page(command, "elemint")))));
    };
    let mut all = Vec::new();
    add_pages(&command, "elemint", &mut all);
    for (page, name) in &all {
        Store::publish(&dir.join(format!("{name}.1")), page)?;
    }
    output::note(&safe!("{} pages are in {}.", all.len(), dir.display()));
    Ok(ExitCode::SUCCESS)
}

/// Adds the page of a command, then those of its own commands.
fn add_pages(command: &Command, name: &str, pages: &mut Vec<(String, String)>) {
    pages.push((page(command.clone(), name), name.to_owned()));
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help") {
        add_pages(sub, &format!("{name}-{}", sub.get_name()), pages);
    }
}

fn page(command: Command, name: &str) -> String {
    let mut text = Vec::new();
    // The short help leaves out some options; the manual has all.
    let command = command.mut_args(|option| option.hide_short_help(false));
    // Writing to memory cannot fail.
    let _ = Man::new(command.display_name(name).bin_name(name.replace('-', " "))).render(&mut text);
    String::from_utf8_lossy(&text).into_owned()
}
