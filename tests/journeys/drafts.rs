//! Several unfinished forms: each listed, opened and dropped, and none offered as if nothing came of it.

use crate::kit::{Conversation, Play, scene};
use elemint::{
    catalog::ElementKey,
    domain::{
        Account, BaseUrl, DraftId, JournalEntry, KeptDraft, Profile, ProfileName, SavedDraft, Timestamp,
        fault::FaultKind,
        unfinished::{DraftOwner, MadeInstance},
    },
    text::Secret,
    wizard::{
        CreationReply, Effect, Event, Leaving, Prefill, RecoveryReply, ScreenEffect, Session, SessionEffect, Start,
    },
};
use rstest::rstest;

fn form(element: &str, name: &str) -> KeptDraft {
    KeptDraft { element: element.into(), name: name.into(), ..scene::left() }
}

/// Three forms, the newest first.
fn three() -> Session {
    let drafts = [("magentosoapv19", "attic"), ("zuorav2", "cellar"), ("magentosoapv19", "shed")];
    scene::with_drafts((1..).zip(drafts).map(|(number, (element, name))| scene::saved(number, form(element, name))))
}

/// A form with a request whose outcome is not known.
fn requested() -> Session {
    let mut session = three();
    session.forms.ledger.open = vec![JournalEntry { draft: Some(DraftId::from_number(1)), ..scene::earlier() }];
    session
}

/// A form that an instance came of.
fn made() -> Session {
    let mut session = three();
    session.forms.ledger.made = vec![MadeInstance {
        id: "471004".into(),
        base: scene::account().base.as_str().to_owned(),
        element: ElementKey::new("magentosoapv19"),
        name: "attic".into(),
        draft: Some(DraftId::from_number(1)),
        kept: Timestamp(0),
    }];
    session
}

/// Returns the same forms for a user with this profile.
fn with_profile(mut session: Session, name: &str, base: &str) -> Session {
    let base = BaseUrl::read(base).expect("a base");
    let account = Account::new(base, Secret::new("other-user-0001"), Secret::new("other-org-0001"));
    let profile = Profile { name: ProfileName::new(name), account };
    session.profiles.push(profile.clone());
    session.enter(profile);
    session
}

fn kept(play: &mut Play) -> Vec<SavedDraft> {
    let kept = play.effects().into_iter().filter_map(|effect| match effect {
        Effect::Session(SessionEffect::KeepDraft(kept)) => Some(*kept),
        _ => None,
    });
    kept.collect()
}

/// To the first row of the list.
fn to_the_top(play: &mut Play) -> &mut Play {
    play.keys(&"<pgup>".repeat(20))
}

#[test]
fn every_form_is_listed_with_element_name_and_age() {
    let play = Play::new(three());
    for words in ["Magento SOAP V1.9 Beta “attic”, 2 h ago", "“cellar”, 2 h ago", "“shed”, 2 h ago"] {
        assert!(play.sees(words), "{words}: {}", play.screen(80, 24));
    }
}

#[test]
fn each_form_can_be_opened() {
    let mut play = Play::new(three());
    play.keys("<down><down><enter>");
    assert_eq!((play.at(), play.value("Instance name")), ("credentials", "shed".into()));
}

#[test]
fn each_form_can_be_dropped() {
    let mut play = Play::new(three());
    play.keys("<down><del>");
    assert_eq!(play.effects(), [Effect::Session(SessionEffect::DropDraft(DraftId::from_number(2)))]);
    assert!(!play.sees("cellar\u{201d} ·") && play.sees("attic") && play.sees("shed"), "{}", play.screen(80, 24));
}

#[test]
fn a_form_that_is_opened_is_saved_under_its_own_name() {
    let mut play = Play::new(three());
    play.keys("<down><down><enter><tab>");
    let ids: Vec<_> = kept(&mut play).into_iter().map(|draft| draft.id).collect();
    assert_eq!(ids, [DraftId::from_number(3)]);
}

#[test]
fn a_second_form_of_the_element_is_saved_under_another_name() {
    let mut play = Play::new(three());
    play.keys("<enter><tab><esc>");
    to_the_top(&mut play).keys("<down><enter>").effects();
    play.keys("<tab>");
    let ids: Vec<_> = kept(&mut play).into_iter().map(|draft| draft.id).collect();
    assert_eq!(ids, [DraftId::from_number(3)]);
}

#[test]
fn a_form_that_gave_way_to_another_of_its_element_is_listed_again() {
    let mut play = Play::new(three());
    play.keys("<enter><tab><esc>");
    to_the_top(&mut play).keys("<down><enter><tab><esc>");
    to_the_top(&mut play);
    assert!(play.sees("“attic”"), "{}", play.screen(80, 24));
}

#[test]
fn a_form_of_another_element_takes_the_place_of_none() {
    let mut play = Play::new(three());
    play.keys("closeio<enter>my-key<tab>");
    let ids: Vec<_> = kept(&mut play).into_iter().map(|draft| draft.id).collect();
    assert!(ids.iter().all(|id| (1..=3).all(|number| *id != DraftId::from_number(number))), "{ids:?}");
}

#[test]
fn a_form_given_on_the_command_line_takes_the_place_of_none() {
    let given = Prefill { element: "magentosoapv19".into(), name: Some("new".into()), ..Prefill::default() };
    let mut play = Play::from(three(), &Start::Given(Box::new(given)));
    play.keys("<tab>");
    let kept = kept(&mut play);
    assert!(kept.iter().all(|draft| draft.form.name == "new" && draft.id > DraftId::from_number(3)), "{kept:?}");
    play.keys("<esc>");
    to_the_top(&mut play);
    assert!(["attic", "cellar", "shed"].iter().all(|name| play.sees(name)), "{}", play.screen(80, 24));
}

#[rstest]
#[case::same("work", "api.cloud-elements.com", true)]
#[case::other_platform("eu", "api.cloud-elements.co.uk", false)]
#[case::other_platform_same_name("work", "api.cloud-elements.co.uk", false)]
#[case::other_profile_there("home", "api.cloud-elements.com", false)]
#[case::practice("practice", "127.0.0.1:4711", false)]
fn a_form_is_offered_to_its_own_profile(#[case] name: &str, #[case] base: &str, #[case] offered: bool) {
    let play = Play::new(with_profile(three(), name, base));
    assert_eq!(play.sees("↺"), offered, "{}", play.screen(80, 24));
}

#[test]
fn a_form_without_an_owner_is_offered_everywhere_until_it_is_saved_by_a_profile() {
    let nobody = SavedDraft { owner: None, ..scene::saved(1, form("magentosoapv19", "attic")) };
    let mut play = Play::new(with_profile(scene::with_drafts([nobody]), "eu", "api.cloud-elements.co.uk"));
    play.keys("<enter><tab>");
    let owners: Vec<_> = kept(&mut play).into_iter().filter_map(|draft| draft.owner).collect();
    let base = "https://api.cloud-elements.co.uk/elements/api-v2".to_owned();
    assert_eq!(owners, [DraftOwner { profile: "eu".into(), base: Some(base) }]);
}

#[test]
fn a_form_whose_request_is_open_says_so_and_leads_to_the_search() {
    let mut play = Play::new(requested());
    assert!(play.sees("“attic”, requested, outcome not known"), "{}", play.screen(80, 24));
    assert_eq!(play.keys("<enter>").at(), "recovery");
}

#[test]
fn an_element_whose_form_was_requested_begins_with_the_next_form() {
    let mut play = Play::new(requested());
    play.keys("magentosoap<enter>");
    assert_eq!(play.value("Instance name"), "shed");
}

#[test]
fn a_form_an_instance_came_of_says_which_and_asks_before_a_second() {
    let mut play = Play::new(made());
    assert!(play.sees("“attic”, instance 471004 was created"), "{}", play.screen(80, 24));
    assert_eq!(play.keys("<enter>").at(), "element");
    assert!(
        play.notice_text().contains("Instance 471004 was created from this form already"),
        "{}",
        play.notice_text()
    );
    assert_eq!(play.keys("<enter>").at(), "credentials");
}

#[test]
fn the_form_of_a_second_instance_has_a_name_of_its_own() {
    let mut play = Play::new(made());
    play.keys("<enter><enter>");
    let effects = play.effects();
    let [Effect::Session(SessionEffect::KeepDraft(saved)), Effect::Session(SessionEffect::DropDraft(dropped))] =
        &effects[..]
    else {
        panic!("{effects:?}")
    };
    assert!(saved.id != *dropped && saved.form.name == "attic" && *dropped == DraftId::from_number(1));
}

#[test]
fn a_form_whose_request_was_forgotten_asks_before_it_is_opened() {
    let forgotten = SavedDraft { forgotten: Some(Timestamp(0)), ..scene::saved(1, form("magentosoapv19", "attic")) };
    let mut play = Play::new(scene::with_drafts([forgotten]));
    assert_eq!(play.keys("<enter>").at(), "element");
    assert!(play.notice_text().contains("An instance may exist"), "{}", play.notice_text());
    assert_eq!(play.keys("<enter>").at(), "credentials");
}

#[test]
fn a_form_another_elemint_makes_an_instance_from_is_not_opened() {
    let mut session = three();
    session.forms.ledger.held =
        vec![(JournalEntry { draft: Some(DraftId::from_number(1)), ..scene::earlier() }, Some(4711))];
    let mut play = Play::new(session);
    assert_eq!(play.keys("<enter>").at(), "element");
    assert!(play.notice_text().contains("pid 4711"), "{}", play.notice_text());
}

#[test]
fn an_instance_made_by_another_window_is_named_and_a_second_is_asked_for() {
    let mut play = scene::magento();
    play.keys("<c-s><enter>").effects();
    let before = play.request().filled().draft().id().cloned();
    play.reply(CreationReply::Created(Err(scene::fault(FaultKind::AlreadyMade))));
    assert_eq!(play.keys("<enter>").at(), "creating");
    assert!(before.is_some() && play.request().filled().draft().id().cloned() != before);
}

#[test]
fn a_request_left_open_makes_leaving_say_so() {
    let mut play = scene::magento();
    play.keys("<c-s><enter>");
    let answer = scene::unclear(&play);
    play.reply(answer).keys("<enter>");
    let found = elemint::domain::Instance::read(scene::MAGENTO).expect("an instance");
    play.reply(RecoveryReply::Found(Ok(vec![found]), std::time::Duration::ZERO)).keys("<esc>").effects();
    play.event(Event::Interrupt);
    assert!(matches!(play.effects().last(), Some(Effect::Screen(ScreenEffect::Leave(Leaving::Unknown(..))))));
}

#[test]
fn plain_lines_number_drafts_with_outcomes() {
    let mut talk = Conversation::new(made());
    let output = talk.new_output();
    assert!(output.contains("1. Go on with Magento SOAP V1.9 Beta “attic”, instance 471004 was created"), "{output}");
    assert!(output.contains("3. Go on with Magento SOAP V1.9 Beta “shed”, 2 h ago"), "{output}");
    talk.say("1");
    assert!(talk.new_output().contains("Instance 471004 was created from this form already."), "{}", talk.new_output());
    assert_eq!(talk.play.at(), "element");
    talk.say("1");
    assert_eq!(talk.play.at(), "credentials");
}

/// Someone with two profiles on the same platform, who filled in a form with the first one and went on with the second.
fn at_second_profile() -> Play {
    let account = Account { user: Secret::new("other-user-0001"), ..scene::account() };
    let second = Profile { name: ProfileName::new("second"), account };
    let session = Session::new(scene::catalog(), vec![scene::profile(), second], Some(scene::profile()), None);
    let mut play = Play::new(session);
    play.keys("magentosoap<enter>ada<enter>pass-word-0001<enter>https://shop.example<esc><esc><esc>");
    play.keys("<down><enter>").effects();
    assert_eq!(play.wizard().session().profile.as_ref().map(|profile| profile.name.as_str()), Some("second"));
    play
}

#[test]
fn form_of_one_profile_is_not_opened_for_another() {
    let mut play = at_second_profile();
    play.keys("magentosoap<enter>");
    let values = ["User name", "Password", "Store URL"].map(|label| play.value(label));
    assert_eq!(values, ["", "", ""]);
}

#[test]
fn form_stays_that_of_its_profile() {
    let mut play = at_second_profile();
    play.keys("magentosoap<enter>eve<tab>");
    let owners: Vec<_> = kept(&mut play).into_iter().map(|draft| (draft.owner, draft.form.values)).collect();
    assert!(
        owners.iter().all(|(owner, _)| owner.as_ref().is_some_and(|owner| owner.profile == "second")),
        "{owners:?}"
    );
    play.keys("<esc><esc><esc><enter>magentosoap<enter>");
    let values = ["User name", "Password", "Store URL"].map(|label| play.value(label));
    assert_eq!(values, ["ada", "pass-word-0001", "https://shop.example"]);
}
