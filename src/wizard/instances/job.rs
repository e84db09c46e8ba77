//! Work on instances: tests and changes, each with its outcome.

use super::InstanceMark;
use crate::{
    domain::{Fault, Write, fault::FaultKind, instance_update::TRACE_MINUTES},
    text::count,
    wizard::{
        action::Action,
        instance_card,
        notice::Notice,
        status::{Fact, Tone},
    },
};
use std::time::Duration;

/// Work on an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InstanceJob {
    /// Asks the provider through it.
    Test,
    /// Enables it.
    Enable,
    /// Disables it.
    Disable,
    /// Deletes it.
    Delete,
    /// Logs its requests for a while.
    Trace,
    /// Logs its requests no longer.
    Untrace,
}

/// State of the latest work on an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InstanceWork {
    /// In progress.
    Running(InstanceJob),
    /// The provider answered after this time.
    Tested(Duration),
    /// Failed.
    Failed(InstanceJob, Box<Fault>),
}

/// Work of one kind that was requested together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Batch {
    pub(super) total: usize,
    pub(super) done: usize,
    pub(super) failed: usize,
    /// Failed ones that may have been changed all the same.
    pub(super) unknown: usize,
    /// Instances whose request was left out.
    pub(super) unsent: usize,
    /// True if no more requests are sent.
    pub(super) is_stopped: bool,
}

impl InstanceJob {
    /// Returns the work of an action; `None` if it is none. `is_traced` is true if the requests are logged already.
    pub(in crate::wizard) fn from_action(action: Action, is_traced: bool) -> Option<Self> {
        Some(match action {
            Action::Ping => Self::Test,
            Action::Enable => Self::Enable,
            Action::Disable => Self::Disable,
            Action::Delete => Self::Delete,
            Action::Trace if is_traced => Self::Untrace,
            Action::Trace => Self::Trace,
            _ => return None,
        })
    }

    /// Returns the number of instances that are worked on at a time.
    pub fn at_once(self) -> usize {
        if self.is_change() { 4 } else { 16 }
    }

    /// Returns true if it needs a yes, even without limits of the profile. `is_seen` is true if it is for one instance,
    /// which the user sees.
    pub(in crate::wizard) fn needs_yes(self, is_seen: bool) -> bool {
        match self {
            Self::Test => false,
            Self::Enable | Self::Disable | Self::Untrace => !is_seen,
            Self::Delete | Self::Trace => true,
        }
    }

    /// Returns true if it changes the instance.
    pub fn is_change(self) -> bool {
        self != Self::Test
    }

    /// Returns true if an instance may have been changed despite this fault.
    pub(super) fn leaves_open(self, fault: &Fault) -> bool {
        self.is_change() && fault.kind == FaultKind::Unclear
    }

    /// Returns the change for the limits of a profile; `None` for a test.
    pub(in crate::wizard) fn write(self, id: &str) -> Option<Write<'_>> {
        match self {
            Self::Test => None,
            Self::Enable => Some(Write::Enable(id)),
            Self::Disable | Self::Trace | Self::Untrace => Some(Write::Change(id)),
            Self::Delete => Some(Write::Delete(id)),
        }
    }

    /// Returns the word for the work in progress.
    fn activity(self) -> &'static str {
        match self {
            Self::Test => "testing",
            Self::Enable => "enabling",
            Self::Disable => "disabling",
            Self::Delete => "deleting",
            Self::Trace | Self::Untrace => "changing log",
        }
    }

    /// Returns the word for its failure.
    fn failure(self) -> &'static str {
        match self {
            Self::Test => "test failed",
            Self::Enable => "not enabled",
            Self::Disable => "not disabled",
            Self::Delete => "not deleted",
            Self::Trace => "not logged",
            Self::Untrace => "still logged",
        }
    }

    /// Returns the sentence about a successful outcome.
    pub(super) fn success(self, name: &str, took: Duration) -> String {
        match self {
            Self::Test => format!("“{name}” answers ({} ms).", took.as_millis()),
            Self::Enable => format!("“{name}” is enabled."),
            Self::Disable => format!("“{name}” is disabled."),
            Self::Delete => format!("“{name}” was deleted."),
            Self::Trace => format!("The requests of “{name}” are logged for {TRACE_MINUTES} minutes."),
            Self::Untrace => format!("The requests of “{name}” are no longer logged."),
        }
    }

    /// Returns the word for finished work on several.
    fn finished_word(self) -> &'static str {
        match self {
            Self::Test => "tested",
            Self::Enable | Self::Disable | Self::Delete | Self::Trace | Self::Untrace => self.done(),
        }
    }

    /// Returns the verb for successful outcomes of several.
    fn done(self) -> &'static str {
        match self {
            Self::Test => "answer",
            Self::Enable => "enabled",
            Self::Disable => "disabled",
            Self::Delete => "deleted",
            Self::Trace => "logged",
            Self::Untrace => "no longer logged",
        }
    }
}

impl InstanceWork {
    /// Describes the state in a sentence.
    pub fn describe(&self) -> Fact {
        match self {
            Self::Running(InstanceJob::Test) => Fact::plain("Asking the provider"),
            Self::Tested(took) => instance_card::answered(*took),
            Self::Failed(InstanceJob::Test, _) => instance_card::test_failed(),
            Self::Failed(..) | Self::Running(_) => self.mark().into(),
        }
    }

    /// Returns true if it is not known if the instance was changed.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Failed(job, fault) if job.leaves_open(fault))
    }

    /// Returns the state in a few words.
    pub fn mark(&self) -> InstanceMark {
        match self {
            Self::Running(job) => InstanceMark::new(Tone::Plain, job.activity()),
            Self::Tested(took) => InstanceMark::new(Tone::Good, format!("{} ms", took.as_millis())),
            Self::Failed(..) if self.is_unknown() => InstanceMark::new(Tone::Bad, "outcome unknown"),
            Self::Failed(job, _) => InstanceMark::new(Tone::Bad, job.failure()),
        }
    }
}

impl Batch {
    /// Returns true while outcomes are to come.
    pub(super) fn is_running(self) -> bool {
        self.left() > 0
    }

    /// Returns the number of instances without an outcome.
    pub(super) fn left(self) -> usize {
        self.total.saturating_sub(self.done + self.unsent)
    }

    /// Describes the progress without a mark at its end.
    pub(super) fn progress(self, job: InstanceJob) -> String {
        let failed = if self.failed == 0 { String::new() } else { format!(", {} failed", self.failed) };
        let stopping = if self.is_stopped { "Stopping: " } else { "" };
        format!("{stopping}{} of {} {}{failed}", self.counted(job), self.total, job.finished_word())
    }

    /// Returns the number of instances that the word for finished work counts.
    fn counted(self, job: InstanceJob) -> usize {
        if job.is_change() { self.done - self.failed } else { self.done }
    }

    /// Returns the notice about finished or stopped work.
    pub(super) fn notice(self, job: InstanceJob) -> Notice {
        if self.unsent > 0 {
            let text =
                format!("Stopped: {}, {} left out.", Self { is_stopped: false, ..self }.progress(job), self.unsent);
            let hint = if self.failed > 0 { "Open one that failed to see the reason." } else { "" };
            return Notice { hint: hint.into(), ..Notice::plain(text) };
        }
        let good = self.done - self.failed;
        let all = count(self.total, "instance", "instances");
        if self.failed == 0 {
            return Notice::good(format!("{all}: {good} {}.", job.done()));
        }
        let refused = self.failed - self.unknown;
        let refused = if refused > 0 { format!(", {refused} {}", job.failure()) } else { String::new() };
        let unknown = if self.unknown > 0 { format!(", {} unknown", self.unknown) } else { String::new() };
        let text = format!("{all}: {good} {}{refused}{unknown}.", job.done());
        Notice::bad(text, "Open one to see the reason.")
    }
}
