//! `elemint view`: any JSON in the viewer, from a file or from a pipe.

use super::{
    args::ViewArgs,
    exit,
    settings::{Settings, variable},
    wizard::{Stop, look},
};
use crate::{
    domain::{Catalog, Secret, json::Document, mask::Mask, safe::display_safe},
    runtime::{self, World, perform::Surroundings, resolve::Resolver},
    storage::Store,
    wizard::{Session, Wizard, steps::read::Read, viewer::Viewer},
};
use std::{
    fs::File,
    io::{self, IsTerminal as _, Read as _},
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
    let text = String::from_utf8(bytes).map_err(|e| {
        Stop(format!("{name} is not UTF-8: byte {} is out of place.", e.utf8_error().valid_up_to() + 1), exit::FAILED)
    })?;
    let document = Document::read(text).map_err(|fault| Stop(format!("{name} is not JSON. {fault}"), exit::FAILED))?;
    let known: Vec<Secret> = settings.user.iter().chain(&settings.organization).cloned().collect();
    let file = Path::new(&name).file_name().map_or_else(|| "copy.json".into(), |f| f.to_string_lossy().into_owned());
    let viewer = Viewer::new(document, Mask::new(known), &file);
    let catalog = Arc::new(Catalog::default());
    let session = Session::new(catalog.clone(), Vec::new(), None, None);
    let (wizard, effects) = Wizard::at(Read::new(display_safe(&name), viewer), session);
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
