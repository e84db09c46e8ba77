//! `elemint view`: shows JSON from a file or a pipe in the viewer.

use super::{args::ViewArgs, command_error::CommandError, exit, session, settings::Settings, setup::look};
use crate::{
    catalog::{Catalog, Field},
    document::{
        filter::{self, FilterFault, FilterInput},
        json::{Body, Document, Node, NodeKind},
        mask::Mask,
    },
    runtime::{Runner, source::DocumentSource, timed_pipe::Patient},
    storage::{Places, Store, TempFile},
    terminal::output,
    text::{SafeText, Secret, safe::display_safe},
    wizard::{Session, Wizard, steps::document::DocumentStep, viewer::Viewer},
};
use std::{
    collections::BTreeSet,
    fs::{File, Metadata},
    io::{self, IsTerminal as _},
    ops::ControlFlow,
    path::Path,
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

/// Longest silence of standard input: a request may take minutes to answer.
const SILENCE: Duration = Duration::from_secs(300);
/// Longest silence of a named pipe, which may have no writer.
const OPENED_WITHIN: Duration = Duration::from_secs(10);

/// Shows the document on this terminal.
pub(super) async fn run(args: &ViewArgs, settings: Settings) -> Result<ExitCode, CommandError> {
    let (name, source) = fetch(args)?;
    let known: Vec<Secret> = settings.user.iter().chain(&settings.organization).cloned().collect();
    let file = Path::new(&name).file_name().map_or_else(|| "copy.json".into(), |f| f.to_string_lossy().into_owned());
    let mask = Mask::new(known);
    let lost = |error: io::Error| unread(&name, &error);
    if !output::is_terminal() {
        let body = Body::read(source.read().map_err(lost)?);
        let mask = described(mask, &body.document);
        let document = args.filter.as_ref().map(|words| filtered(&body, &mask, words)).transpose()?;
        let flaw = if document.is_some() { body.flaw_for_filter() } else { body.flaw() };
        if let Some(flaw) = flaw {
            output::note(&safe!("{}", flaw));
        }
        return Ok(print(document.as_ref().unwrap_or(&body.document), &mask));
    }
    let (viewer, source) = match &args.filter {
        Some(words) => {
            let body = Body::read(source.read().map_err(lost)?);
            let mask = described(mask, &body.document);
            let document = filtered(&body, &mask, words)?;
            (Viewer::from_body(Body { document, ..body }, mask, &file), None)
        }
        // Plain lines report the complete document.
        None if source.is_whole() || settings.plain => {
            let body = Body::read(source.read().map_err(lost)?);
            let mask = described(mask, &body.document);
            (Viewer::from_body(body, mask, &file), None)
        }
        None => {
            let come = source.begun().len() as u64;
            let body = Body::begun(source.begun());
            let mask = described(mask, &body.document);
            (Viewer::from_body(body, mask, &file).coming(come), Some(source))
        }
    };
    let catalog = Arc::new(Catalog::default());
    let begun = Wizard::at_step(
        DocumentStep::new(display_safe(&name), viewer),
        Session::new(catalog.clone(), Vec::new(), None, None),
    );
    // A killed elemint may have left the file of its editor.
    TempFile::sweep(settings.tools.state.as_deref());
    // Reading needs no home directory.
    let store = Store::over(Places { keeps: false, ..settings.places.clone() });
    let look = look(&store, &settings)?;
    let runner = Runner::new(session::surroundings(settings, catalog, store)?).reading(source);
    session::run(begun, runner, session::FrontendKind::of_terminal(look), None).await
}

/// Number of nodes searched for elements.
const NODES: usize = 2000;

/// Returns a mask that treats the settings of instances in the document as the forms of their elements do.
fn described(mask: Mask, document: &Document) -> Mask {
    let is_element = |node: &Node<'_>| node.kind() == NodeKind::Object && node.key().as_deref() == Some("element");
    let key = |node: Node<'_>| {
        let inside = document.nodes_from(node.row() + 1).take_while(|inner| inner.row() < node.end());
        inside.take(NODES).find(|inner| inner.key().as_deref() == Some("key")).map(|key| key.text().into_owned())
    };
    let keys: BTreeSet<String> = document.nodes().take(NODES).filter(is_element).filter_map(key).collect();
    if keys.is_empty() {
        return mask;
    }
    let catalog = Catalog::embedded().unwrap_or_default();
    let elements: Vec<_> = keys.iter().filter_map(|key| catalog.find(key)).collect();
    mask.with_settings(elements.iter().flat_map(|element| element.fields()).map(Field::secrecy))
}

/// Prints a document without a terminal, secrets masked.
pub(super) fn print(document: &Document, mask: &Mask) -> ExitCode {
    let mut judge = mask.judge();
    let mut out = output::OutputLines::begin();
    let mut write = |text: Secret| out.line(&SafeText::document(text.expose().trim_end_matches('\n')));
    if !document.is_many() {
        let written = write(document.pretty(|part| judge.hides(part)));
        return exit::printed(written.and_then(|()| out.flush()));
    }
    // Several values are printed as several, as jq does.
    let mut next = document.node(1);
    while let Some(node) = next {
        if let Err(error) = write(node.pretty(|part| judge.hides(part))) {
            return exit::printed(Err(error));
        }
        next = document.node(node.end());
    }
    exit::printed(out.flush())
}

/// Returns the result of a filter. It runs before raw mode starts, so that Ctrl-C ends it.
fn filtered(body: &Body, mask: &Mask, words: &str) -> Result<Document, CommandError> {
    if body.document.is_text() {
        let flaw = body.flaw_for_filter().unwrap_or_default();
        return Err(CommandError::new(safe!("{}", flaw), exit::FAILED));
    }
    let refused = |fault: FilterFault| CommandError::new(safe!("The filter failed. {}", fault), exit::MISUSED);
    let mut lines = String::new();
    let mut judge = mask.judge();
    filter::run(&FilterInput::new(&body.document, |part| judge.cover(part)), words, |value| {
        lines.push_str(&value);
        lines.push('\n');
        ControlFlow::Continue(())
    })
    .map_err(refused)?;
    if lines.is_empty() {
        return Err(CommandError::new("The filter has no result.".into(), exit::NOT_FOUND));
    }
    filter::result(lines).map_err(refused)
}

/// Returns the name and the source of the document.
fn fetch(args: &ViewArgs) -> Result<(String, DocumentSource), CommandError> {
    let piped = args.file.as_ref().is_none_or(|file| file.as_os_str() == "-");
    if piped && io::stdin().is_terminal() {
        let words = "elemint view shows a file or its standard input: elemint view FILE, or … | elemint view -";
        return Err(CommandError::new(words.into(), exit::NEEDS_INPUT));
    }
    let (name, source) = match &args.file {
        Some(file) if !piped => (file.display().to_string(), open(file)),
        _ => ("standard input".to_owned(), DocumentSource::begin(Patient::new(|| Ok(io::stdin()), SILENCE), 0)),
    };
    source.map_err(|error| unread(&name, &error)).map(|source| (name, source))
}

fn open(path: &Path) -> io::Result<DocumentSource> {
    let found = path.metadata()?;
    if found.is_file() {
        return DocumentSource::begin(File::open(path)?, found.len());
    }
    if !is_named_pipe(&found) {
        let kind = if found.is_dir() { "a directory" } else { "a device or a socket" };
        return Err(io::Error::other(format!("it is {kind}, not a file or a pipe")));
    }
    let path = path.to_owned();
    DocumentSource::begin(Patient::new(move || File::open(path), OPENED_WITHIN), 0)
}

/// Returns true for a pipe with a name. Windows has no type for it, so there it is neither file, folder nor link.
fn is_named_pipe(found: &Metadata) -> bool {
    #[cfg(unix)]
    let is_pipe = std::os::unix::fs::FileTypeExt::is_fifo(&found.file_type());
    #[cfg(not(unix))]
    let is_pipe = !found.is_file() && !found.is_dir() && !found.is_symlink();
    is_pipe
}

fn unread(name: &str, error: &io::Error) -> CommandError {
    match error.kind() {
        io::ErrorKind::NotFound => CommandError::new(safe!("{} does not exist.", name), exit::NOT_FOUND),
        _ => CommandError::new(safe!("{} cannot be read: {}.", name, error), exit::FAILED),
    }
}
