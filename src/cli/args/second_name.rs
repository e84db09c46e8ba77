//! Commands with two names.

use super::{Args, CloneArgs, Command, InstancesArgs, InstancesCommand};

impl Args {
    /// Returns the arguments of `clone` or `instances clone`.
    pub fn clone_args(&self) -> Option<&CloneArgs> {
        match &self.command {
            Some(
                Command::Clone(clone)
                | Command::Instances(InstancesArgs { command: Some(InstancesCommand::Clone(clone)) }),
            ) => Some(clone),
            _ => None,
        }
    }
}
