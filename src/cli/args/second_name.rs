//! Arguments of commands that open a form or run without one, some of which have two names.

use super::{
    Args, ChangeArgs, CloneArgs, Command, InstancesArgs, InstancesCommand,
    trash::{RestoreArgs, TrashArgs, TrashCommand},
};
use crate::domain::draft::ChangeForm;

impl Args {
    /// Returns the arguments of `reauthorize` or `edit`, also below `instances`, if no form is opened.
    pub fn unattended_change(&self, has_terminal: bool) -> Option<(ChangeForm, &ChangeArgs)> {
        self.change().filter(|(_, change)| change.is_unattended(has_terminal))
    }

    /// Returns the arguments of `reauthorize` or `edit`, also below `instances`.
    pub fn change(&self) -> Option<(ChangeForm, &ChangeArgs)> {
        match &self.command {
            Some(
                Command::Reauthorize(change)
                | Command::Instances(InstancesArgs { command: Some(InstancesCommand::Reauthorize(change)), .. }),
            ) => Some((ChangeForm::Reauthorize, change)),
            Some(
                Command::Edit(change)
                | Command::Instances(InstancesArgs { command: Some(InstancesCommand::Edit(change)), .. }),
            ) => Some((ChangeForm::Edit, change)),
            _ => None,
        }
    }

    /// Returns the arguments of `clone`, if no form is opened.
    pub fn unattended_clone(&self, has_terminal: bool) -> Option<&CloneArgs> {
        self.clone_args().filter(|clone| !has_terminal || clone.script.is_given())
    }

    /// Returns the arguments of `trash restore`, if no form is opened.
    pub fn unattended_restore(&self, has_terminal: bool) -> Option<&RestoreArgs> {
        self.restore_args().filter(|restore| !has_terminal || restore.script.is_given())
    }

    /// Returns the arguments of `trash restore`.
    pub fn restore_args(&self) -> Option<&RestoreArgs> {
        match &self.command {
            Some(Command::Trash(TrashArgs { command: Some(TrashCommand::Restore(restore)), .. })) => Some(restore),
            _ => None,
        }
    }

    /// Returns the arguments of `clone` or `instances clone`.
    pub fn clone_args(&self) -> Option<&CloneArgs> {
        match &self.command {
            Some(
                Command::Clone(clone)
                | Command::Instances(InstancesArgs { command: Some(InstancesCommand::Clone(clone)), .. }),
            ) => Some(clone),
            _ => None,
        }
    }
}
