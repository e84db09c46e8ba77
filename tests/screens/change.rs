//! Existing instances: form, review, and outcomes.

use crate::kit::{Play, scene};
use crate::scene;
use elemint::{
    domain::{ChangeVerdict, Fault, draft::ChangeForm, fault::FaultKind},
    wizard::{ChangeReply, ChangeReport, Start},
};

fn reviewed() -> Play {
    let disabled = scene::masked_magento().replace("\"disabled\": false", "\"disabled\": true");
    let mut play = scene::changing(ChangeForm::Reauthorize, &disabled);
    play.keys("new-pass-0002<enter><c-u>https://new.example<c-s>");
    play
}

fn reported(report: ChangeReport) -> Play {
    let mut play = reviewed();
    play.keys("<enter>").reply(ChangeReply::Reported(Box::new(report)));
    play
}

fn failed(verdict: ChangeVerdict, kind: FaultKind) -> Play {
    let what = "The platform did not accept the change (400).";
    let fault = Some(Fault { problem: what.into(), ..scene::fault(kind) });
    reported(ChangeReport { verdict, fault, ..scene::changed() })
}

scene!(change_reading, Play::from(scene::known(), &Start::Change(ChangeForm::Edit, "471197".into())));
scene!(change_form, scene::changing(ChangeForm::Edit, &scene::masked_magento()));
scene!(change_reauthorize, scene::changing(ChangeForm::Reauthorize, &scene::masked_infusionsoft()));
scene!(change_review, reviewed());
scene!(change_done, reported(ChangeReport { enabled: Some(Ok(())), ..scene::changed() }));
scene!(change_refused, failed(ChangeVerdict::Unknown, FaultKind::Refused));
scene!(change_unchanged, failed(ChangeVerdict::Unchanged, FaultKind::Unreached));
