//! Test of a new instance, and its deletion if the test fails.

use super::{fault::described, place::Place, report::Report};
use crate::{
    cli::exit,
    domain::{
        Account, Fault, Instance, Profile,
        fault::FaultKind,
        instance_check::{self, CheckVerdict},
    },
};
use serde_json::Value as Json;

/// Treatment of a new instance.
#[derive(Clone, Copy)]
pub(super) struct Verification {
    pub(super) is_tested: bool,
    /// True if an instance that fails is deleted.
    pub(super) is_rolled_back: bool,
}

/// Tests a new instance, and adds the result to the report of its creation.
pub(super) async fn verify(
    wanted: Verification,
    place: &Place,
    profile: &Profile,
    instance: &Instance,
    report: Report,
) -> Report {
    if !wanted.is_tested && !wanted.is_rolled_back {
        return report;
    }
    let result = place.automation.verify(instance, profile).await;
    match (instance_check::judge(&result), result) {
        (CheckVerdict::Passed, Ok(latency)) => {
            let millis = u64::try_from(latency.as_millis()).unwrap_or(u64::MAX);
            report
                .line(&safe!("It answers, after {} ms.", millis))
                .with("verified", Json::from(true))
                .with("latency_ms", Json::from(millis))
        }
        (CheckVerdict::Unsupported, _) => report.line(&"Its element has no test.".into()),
        (_, Err(fault)) => {
            let report = report.with("verified", Json::from(false)).about(&fault);
            let report = report.status("unverified").code(exit::UNVERIFIED);
            let mut words = safe!("Instance {} failed its test. ", instance.id);
            words.push(&described(&fault));
            let report = report.note(&words);
            if wanted.is_rolled_back { roll_back(place, profile, instance, &fault, report).await } else { report }
        }
        (_, Ok(_)) => report,
    }
}

/// Deletes an instance that failed its test. A failure of the network or the platform says nothing about the instance.
async fn roll_back(place: &Place, profile: &Profile, instance: &Instance, fault: &Fault, report: Report) -> Report {
    if !is_about_instance(fault) {
        return report.note(&"It was not deleted, because the test did not show that the instance is at fault.".into());
    }
    let account = confirmed(&profile.account, instance);
    match place.automation.delete(&instance.id, profile, &account).await {
        Ok(left) => {
            let words = safe!("It was deleted. elemint trash restore {} creates it again.", instance.id);
            let report = report.status("rolled-back").clear_result(&["token_place", "objects"]).note(&words);
            left.iter().fold(report, |report, fault| {
                report.note(&safe!("The token of instance {} is still on this machine. {}", instance.id, fault))
            })
        }
        Err(fault) => {
            let mut words = safe!("It was not deleted. ");
            words.push(&described(&fault));
            report.note(&words)
        }
    }
}

/// Returns true if a failed test says something about the instance, and not only about the network or the platform.
fn is_about_instance(fault: &Fault) -> bool {
    match fault.kind {
        FaultKind::Refused | FaultKind::Fields(_) | FaultKind::Code | FaultKind::Account => true,
        FaultKind::Broken => fault.provider.is_some(),
        FaultKind::Busy(_)
        | FaultKind::Unreached
        | FaultKind::Unclear
        | FaultKind::Garbled
        | FaultKind::Unread
        | FaultKind::AlreadyMade
        | FaultKind::Local => false,
    }
}

/// Returns the account with the permission to delete the instance that this command created.
fn confirmed(account: &Account, instance: &Instance) -> Account {
    let name = instance.name.trim();
    let typed = if name.is_empty() { instance.id.as_str() } else { name };
    account.confirmed((&instance.id, &instance.name), typed).unwrap_or_else(|| account.clone())
}
