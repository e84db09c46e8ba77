//! Layout of the state file.

use super::*;
use crate::domain::PendingConsent;
use rstest::rstest;

fn form(change: Option<(ChangeForm, String)>, values: Option<KeptDraft>) -> SavedForm {
    SavedForm { id: Some(DraftId::from_number(7)), change, is_submitted: true, values }
}

fn values() -> KeptDraft {
    KeptDraft {
        element: "magentosoapv19".into(),
        mode: 1,
        values: [("password".to_owned(), "env:SHOP".to_owned())].into(),
        own: vec!["own".into()],
        name: "shop".into(),
        tags: "a, b".into(),
    }
}

fn consent() -> PendingConsent {
    PendingConsent {
        id: DraftId::from_number(7),
        base: BaseUrl::read("api.cloud-elements.com").expect("an address"),
        profile: "work".into(),
        instance: None,
        form: values(),
        callback: "http://localhost:8080".into(),
        page: "https://provider.example/authorize?state=STATE".into(),
        state: "00".into(),
        requested: Timestamp(60),
        expires: Timestamp(120),
    }
}

fn session(form: Option<SavedForm>, consents: Vec<PendingConsent>) -> SavedSession {
    SavedSession {
        saved: Timestamp(60),
        step: "credentials".into(),
        owner: Some(DraftOwner { profile: "work".into(), base: Some("https://api.cloud-elements.com".into()) }),
        platform: Some(BaseUrl::read("api.cloud-elements.com").expect("an address")),
        form,
        secrets: vec!["password".into()],
        consents,
    }
}

#[rstest]
#[case::no_form(None)]
#[case::new_instance(Some(form(None, Some(values()))))]
#[case::edit(Some(form(Some((ChangeForm::Edit, "471".into())), Some(values()))))]
#[case::instance_that_is_read(Some(form(Some((ChangeForm::Reauthorize, "471".into())), None)))]
fn session_is_read_as_it_was_written(#[case] form: Option<SavedForm>) {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("session.json");
    let session = session(form, vec![consent()]);
    let (file, saved) = SessionFile::open(&path).expect("a new file");
    assert_eq!(saved, None);
    file.write(&session).expect("a written file");
    drop(file);
    assert_eq!(SessionFile::open(&path).expect("the file").1, Some(session));
}

#[rstest]
#[case::instance_of_a_new_form("\"purpose\": \"create\"", "\"purpose\": \"create\",\n    \"instance\": \"471\"")]
#[case::change_of_no_instance("\"purpose\": \"create\"", "\"purpose\": \"edit\"")]
#[case::id("\"id\": \"00000007\",\n    \"purpose\"", "\"id\": \"x\",\n    \"purpose\"")]
#[case::platform("\"platform\": \"https://api.cloud-elements.com", "\"platform\": \"https://a b")]
#[case::time("\"saved\": \"1970", "\"saved\": \"x")]
fn part_that_is_not_valid_makes_the_file_damaged(#[case] from: &str, #[case] to: &str) {
    let written = text(&session(Some(form(None, Some(values()))), Vec::new()));
    assert!(written.contains(from), "{written}");
    let (body, _) = written.split_once(",\n  \"sum\"").expect("a checksum");
    let mut changed = format!("{}\n}}", body.replace(from, to));
    checksum::seal(&mut changed);
    let parsed = parse(&changed, Path::new("session.json"));
    assert!(matches!(parsed, Err(SessionFileError::Damaged(_))), "{parsed:?}");
}
