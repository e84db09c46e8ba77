//! State of the sandbox between runs, in the store.

use crate::{
    sandbox::StateFile,
    storage::{SandboxStateFile, Store},
    text::Secret,
};
use std::{io, sync::Arc};

/// File of the store in which a sandbox keeps its state.
#[derive(Debug)]
struct SandboxFile(SandboxStateFile);

impl StateFile for SandboxFile {
    fn read(&self) -> Option<Secret> {
        self.0.text()
    }

    fn write(&self, state: &Secret) -> io::Result<()> {
        self.0.write(state).map_err(io::Error::other)
    }
}

/// Returns the place of the sandbox's state; `None` if this run keeps none. The reason is among the store's notes.
pub fn sandbox_state(store: &Store) -> Option<Arc<dyn StateFile>> {
    store.sandbox_state().map(|state| Arc::new(SandboxFile(state)) as Arc<dyn StateFile>)
}
