//! `elemint view`: any JSON in the viewer, from a file or from a pipe.

use super::{
    args::ViewArgs,
    exit,
    settings::{Settings, variable},
    wizard::{Stop, look},
};
use crate::{
    domain::{
        Catalog, Secret,
        filter::{self, FilterFault, Input},
        json::{Body, Document},
        mask::Mask,
        safe::display_safe,
    },
    runtime::{self, World, perform::Surroundings, resolve::Resolver},
    storage::Store,
    wizard::{Session, Wizard, steps::read::Read, turn::Notice, viewer::Viewer},
};
use std::{
    fs::File,
    io::{self, IsTerminal as _, Read as _},
    ops::ControlFlow,
    path::Path,
    process::ExitCode,
    sync::Arc,
};

/// Shows the document on this terminal.
pub async fn run(args: &ViewArgs, settings: Settings) -> ExitCode {
    match begin(args, settings).await {
        Ok(code) => code,
        Err(Stop(words, code)) => exit::failed(&words, code),
    }
}

async fn begin(args: &ViewArgs, settings: Settings) -> Result<ExitCode, Stop> {
    if !io::stdout().is_terminal() {
        let words = "elemint view needs a terminal to show it on. Run it without a pipe behind it.";
        return Err(Stop(words.into(), exit::NEEDS_INPUT));
    }
    let (name, bytes) = fetch(args)?;
    let body = Body::read(bytes).map_err(|fault| Stop(format!("{name} is not JSON. {fault}"), exit::FAILED))?;
    let notice = wrong(&body);
    let known: Vec<Secret> = settings.user.iter().chain(&settings.organization).cloned().collect();
    let file = Path::new(&name).file_name().map_or_else(|| "copy.json".into(), |f| f.to_string_lossy().into_owned());
    let mask = Mask::new(known);
    let document = match &args.filter {
        Some(words) => filtered(&body.document, &mask, words)?,
        None => body.document,
    };
    let viewer = Viewer::new(document, mask, &file);
    let catalog = Arc::new(Catalog::default());
    let session = Session::new(catalog.clone(), Vec::new(), None, None);
    let (wizard, effects) = Wizard::at(Read::new(display_safe(&name), viewer), session);
    let wizard = notice.into_iter().fold(wizard, Wizard::saying);
    let net = super::net::net(&settings).map_err(|words| Stop(words, exit::MISUSED))?;
    let store = Store::new(settings.config.clone().unwrap_or_default(), settings.state.clone().unwrap_or_default());
    let look = look(&store, &settings)?;
    let world = World::new(Surroundings {
        catalog,
        store,
        resolver: Resolver::new(variable, None),
        browser: settings.browser,
        desktop: settings.desktop,
        net,
        tools: settings.tools,
        tmux: settings.tmux,
        sandbox: None,
    });
    let end = if settings.plain {
        runtime::converse(wizard, effects, world).await
    } else {
        runtime::run(wizard, effects, world, look).await
    };
    let end = end.map_err(|e| Stop(format!("The terminal failed: {e}"), exit::FAILED))?;
    Ok(exit::summary(&end.how, end.signal))
}

/// What to tell of bytes that are not quite JSON.
fn wrong(body: &Body) -> Option<Notice> {
    let foreign = |at| {
        let hint = "Such bytes are shown, copied and saved as U+FFFD.";
        Notice::bad(format!("Byte {at} is not UTF-8, which JSON is written in."), hint)
    };
    let fault = |fault| Notice::bad(format!("{fault}"), "What stands before it is shown.");
    body.fault.map(fault).or_else(|| body.foreign.map(foreign))
}

/// What a filter makes of a document. It runs before the terminal is taken, so that Ctrl-C ends it.
fn filtered(document: &Document, mask: &Mask, words: &str) -> Result<Document, Stop> {
    let refused = |fault: FilterFault| Stop(format!("The filter does not work. {fault}"), exit::MISUSED);
    let mut lines = String::new();
    let mut judge = mask.judge();
    filter::run(&Input::new(document, |part| judge.hides(part)), words, |value| {
        lines.push_str(&value);
        lines.push('\n');
        ControlFlow::Continue(())
    })
    .map_err(refused)?;
    if lines.is_empty() {
        return Err(Stop("The filter makes nothing of it.".into(), exit::NOT_FOUND));
    }
    filter::result(lines).map_err(refused)
}

/// The document's name and bytes.
fn fetch(args: &ViewArgs) -> Result<(String, Vec<u8>), Stop> {
    let piped = args.file.as_ref().is_none_or(|file| file.as_os_str() == "-");
    if piped && io::stdin().is_terminal() {
        let words = "elemint view shows a file or what is piped into it: elemint view FILE, or … | elemint view -";
        return Err(Stop(words.into(), exit::NEEDS_INPUT));
    }
    let mut bytes = Vec::new();
    let (name, read) = match &args.file {
        Some(file) if !piped => {
            (file.display().to_string(), File::open(file).and_then(|mut file| file.read_to_end(&mut bytes)))
        }
        _ => ("standard input".to_owned(), io::stdin().lock().read_to_end(&mut bytes)),
    };
    match read {
        Ok(_) => Ok((name, bytes)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Err(Stop(format!("There is no {name}."), exit::NOT_FOUND)),
        Err(e) => Err(Stop(format!("{name} cannot be read: {e}."), exit::FAILED)),
    }
}
