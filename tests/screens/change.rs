//! Existing instances: form, review, and outcomes.

use crate::kit::{Play, scene};
use crate::scene;
use elemint::{
    catalog::ElementKey,
    domain::{
        ChangeAnswer, ChangeEntry, ChangeKind, ChangeTarget, ChangeVerdict, Fault, JournalId, UnknownCause,
        draft::ChangeForm, fault::FaultKind,
    },
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

/// A deletion of an earlier session, whose instance was read and still exists.
fn earlier_deletion() -> Play {
    let mut session = scene::known();
    let base = scene::account().base;
    let target = ChangeTarget { id: "471197".into(), name: "Test".into(), element: ElementKey::new("magentosoapv19") };
    let entry = ChangeEntry::plain(JournalId::from_bytes([9; 4]), ChangeKind::Delete, target, &base, scene::SENT);
    session.requests.changes.push_back(ChangeEntry { answer: Some(ChangeAnswer::Status(503)), ..entry });
    Play::new(session)
}

fn earlier_deletion_found() -> Play {
    let mut play = earlier_deletion();
    let report = ChangeReport::new(ChangeVerdict::Unknown(UnknownCause::AtWork));
    play.keys("<enter>").reply(ChangeReply::Reported(Box::new(report)));
    play
}

scene!(change_reading, Play::from(scene::known(), &Start::Change(ChangeForm::Edit, "471197".into())));
scene!(change_form, scene::changing(ChangeForm::Edit, &scene::masked_magento()));
scene!(change_reauthorize, scene::changing(ChangeForm::Reauthorize, &scene::masked_infusionsoft()));
scene!(change_review, reviewed());
scene!(change_review_scrolled, {
    let mut play = reviewed();
    play.keys("<down><down><down>");
    play
});
scene!(change_done, reported(ChangeReport { enabled: Some(Ok(())), ..scene::changed() }));
scene!(change_refused, failed(ChangeVerdict::Unknown(UnknownCause::Masked), FaultKind::Refused));
scene!(change_earlier, earlier_deletion());
scene!(change_earlier_found, earlier_deletion_found());
scene!(change_unchanged, failed(ChangeVerdict::Unchanged, FaultKind::Unreached));
