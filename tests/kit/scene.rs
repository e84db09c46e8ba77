//! The people, places and answers that sessions are played with.

use super::play::Play;
use elemint::{
    catalog::{Catalog, ElementKey},
    domain::{
        Account, Authorization, BaseUrl, CallbackUrl, ChangeVerdict, Consent, DraftId, Fault, Guard, Instance,
        JournalEntry, JournalId, KeptDraft, ListedInstance, Profile, ProfileName, SavedDraft, State, Timestamp,
        TokenPlace, TrashEntry, TrashedInstance, draft::ChangeForm, fault::FaultKind, resource_docs,
        unfinished::DraftOwner,
    },
    text::Secret,
    wizard::{
        Blocked, ChangeReply, ChangeReport, ConsentReply, CreatedInstance, CreationReply, Event, LinkHandover,
        Listening, ReadInstance, Reply, Session, Start,
        calls::CallAnswer,
        instances::{InstanceNews, InstancePart},
        link_handover::LinkDelivery,
    },
};
use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};

/// The secrets of the account every scene is played with.
pub const USER: &str = "user-secret-0001";
/// The other of the two.
pub const ORGANIZATION: &str = "org-secret-0001";
/// The token of every instance made here.
pub const TOKEN: &str = "fictive+instance+token/0001=";

/// An account at the platform's usual place.
pub fn account() -> Account {
    let base = BaseUrl::read("api.cloud-elements.com").expect("an address");
    Account::new(base, Secret::new(USER), Secret::new(ORGANIZATION))
}

/// Returns a profile with that account.
pub fn profile() -> Profile {
    Profile { name: ProfileName::new("work"), account: account() }
}

/// Returns the profile with these limits.
pub fn limited(guard: Guard) -> Profile {
    Profile { account: Account { guard, ..account() }, ..profile() }
}

/// The elements the program carries, read once.
pub fn catalog() -> Arc<Catalog> {
    static CATALOG: LazyLock<Arc<Catalog>> =
        LazyLock::new(|| Arc::new(Catalog::embedded().expect("the embedded catalog")));
    CATALOG.clone()
}

/// Returns the number of elements in the catalog.
pub fn element_count() -> usize {
    catalog().entries().len()
}

/// Someone who has signed in before.
pub fn known() -> Session {
    Session::new(catalog(), vec![profile()], Some(profile()), None)
}

/// Someone who was never here.
pub fn stranger() -> Session {
    Session::new(catalog(), Vec::new(), None, None)
}

/// Someone who left a form unfinished.
pub fn returning(left: KeptDraft) -> Session {
    with_drafts([saved(1, left)])
}

/// Someone who left several forms unfinished.
pub fn with_drafts(left: impl IntoIterator<Item = SavedDraft>) -> Session {
    let mut session = Session::new(catalog(), vec![profile()], Some(profile()), left);
    session.now = Timestamp(10_000);
    session
}

/// A form as it was saved under this number, two hours ago.
pub fn saved(number: u32, form: KeptDraft) -> SavedDraft {
    let owner = Some(DraftOwner::from_profile(&profile()));
    SavedDraft { id: DraftId::from_number(number), owner, saved: Timestamp(2800), forgotten: None, form }
}

/// Returns the draft of a form for a Magento shop.
pub fn left() -> KeptDraft {
    let values = [("userName", "ada"), ("store.url", "https://shop.example")];
    KeptDraft {
        element: "magentosoapv19".into(),
        mode: 0,
        values: values.map(|(key, value)| (key.into(), value.into())).into(),
        own: Vec::new(),
        name: "attic".into(),
        tags: "old".into(),
    }
}

/// The form for a Magento shop, filled in.
pub fn magento() -> Play {
    let mut play = Play::new(known());
    play.keys("magentosoap<enter>ada<enter>pass-word-0001<enter>https://shop.example<enter>Test<enter>team-a, b");
    play
}

/// The form for an Infusionsoft shop, filled in, with this callback.
pub fn infusionsoft(callback: &str) -> Play {
    filled(known(), callback)
}

fn filled(session: Session, callback: &str) -> Play {
    let mut play = Play::new(session);
    play.keys("infus online<enter><up><c-u>").keys(callback);
    play.keys("<enter>client-id-0001<enter>client-secret-0001<enter>Test<enter>team-a");
    play
}

/// A callback on this machine.
pub const HERE: &str = "http://127.0.0.1:8910/callback";
/// The callback the documentation uses.
pub const ELSEWHERE: &str = "https://www.mycoolapp.com/auth";

/// The page the platform answers with for the consent under way.
pub fn page(play: &Play) -> Authorization {
    page_of(play.consent())
}

/// The same where the form leaves the port open and this callback was found for it.
pub fn page_at(play: &Play, callback: &str) -> Authorization {
    page_of(&play.consent().clone().with_port_of(&CallbackUrl::parse(callback).expect("a callback")))
}

fn page_of(consent: &Consent) -> Authorization {
    let state = State::from_bytes(&[7; 32]);
    let callback: String =
        url::form_urlencoded::byte_serialize(consent.callback().expect("a callback").as_str().as_bytes()).collect();
    let address = format!(
        "https://signin.infusionsoft.com/app/oauth/authorize?response_type=code&client_id={}&redirect_uri={callback}\
         &scope=full&state={}",
        consent.api_key(),
        state.as_str()
    );
    consent.page(&address, state).expect("a page")
}

/// A callback that cannot be listened at.
pub fn blocked(why: &str) -> Blocked {
    Blocked { why: why.into(), owner: None }
}

/// A session that waits for consent, the browser open.
pub fn waiting(callback: &str) -> Play {
    let mut play = handed_over(callback, LinkHandover::default());
    play.reply(ConsentReply::Opened(Ok(())));
    play
}

/// A session that knows the page and is about to listen, with this way for the link.
pub fn handed_over_asking(callback: &str, way: LinkDelivery) -> Play {
    before_listening(callback, LinkHandover { delivery: way, ..LinkHandover::default() })
}

fn before_listening(callback: &str, handover: LinkHandover) -> Play {
    let mut session = known();
    session.options.handover = handover;
    let mut play = filled(session, callback);
    play.keys("<c-s>");
    let page = page(&play);
    play.reply(ConsentReply::Address(Ok(page)));
    play
}

/// A session that waits for consent, with this way for the link to a browser.
pub fn handed_over(callback: &str, handover: LinkHandover) -> Play {
    let mut play = before_listening(callback, handover);
    if callback == HERE {
        play.reply(ConsentReply::Listening(Ok(Listening::default())));
    }
    play
}

/// A session with consent in hand, before the request is sent.
pub fn granted() -> Play {
    let mut play = waiting(HERE);
    let grant = play.grant("the-code-0001");
    play.reply(ConsentReply::Granted(grant));
    play
}

/// A failure of this kind, with all it can carry.
pub fn fault(kind: FaultKind) -> Fault {
    Fault {
        message: Some("Failed to create instance".into()),
        provider: Some("userName is not valid".into()),
        request_id: Some("5f2b1c9e8d7a".into()),
        status: Some(400),
        ..Fault::new(kind, "The platform did not make it.", "Look at what it says.")
    }
}

/// Returns the journal entry of the request that is about to be sent.
pub fn entry(play: &Play) -> JournalEntry {
    JournalEntry::new(JournalId::from_bytes([7; 4]), play.request(), &account().base, SENT)
}

/// Time of that request.
pub const SENT: Timestamp = Timestamp(1_795_317_570);

/// Returns a request of an earlier session with an unknown outcome.
pub fn earlier() -> JournalEntry {
    JournalEntry {
        id: JournalId::from_bytes([9; 4]),
        base: account().base,
        element: ElementKey::new("magentosoapv19"),
        name: "attic".into(),
        tags: Vec::new(),
        body: String::new(),
        started: SENT,
        draft: None,
        profile: None,
    }
}

/// Returns the answer that leaves the outcome of the request unknown.
pub fn unclear(play: &Play) -> Reply {
    Reply::Creation(CreationReply::Unclear(Box::new(entry(play)), fault(FaultKind::Unclear)))
}

/// The documented answer for an Infusionsoft shop.
pub const INFUSIONSOFT: &str = include_str!("answers/infusionsoft.json");
/// The documented answer for a Magento shop.
pub const MAGENTO: &str = include_str!("answers/magento.json");

/// An instance that was made and kept.
pub fn made(answer: &str) -> CreatedInstance {
    let instance = Instance::read(answer).expect("an instance");
    CreatedInstance {
        instance,
        kept: Ok(TokenPlace::File("/home/ada/.local/state/elemint/instances.jsonl".into())),
        took: Duration::from_secs(9),
        secrets: Vec::new(),
    }
}

/// Returns an instance whose token could not be stored.
pub fn lost(answer: &str) -> CreatedInstance {
    CreatedInstance { kept: Err(Fault::local("The disk is full.", "Make room on it.")), ..made(answer) }
}

/// A session that reads this answer.
pub fn response(made: CreatedInstance) -> Play {
    let mut play = magento();
    play.keys("<c-s><enter>").reply(CreationReply::Created(Ok(made)));
    play.effects();
    play
}

/// The answer for the Magento shop as the platform gives it today, with its secrets masked.
pub fn masked_magento() -> String {
    MAGENTO.replace("pass-word-0001", "********")
}

/// The same for the Infusionsoft shop.
pub fn masked_infusionsoft() -> String {
    let secrets = ["client-secret-0001", "client-id-0001", "fictive-user-token", "fictive-refresh-token"];
    secrets.into_iter().fold(INFUSIONSOFT.to_owned(), |answer, secret| answer.replace(secret, "********"))
}

/// A session in the form that changes the instance of this answer.
pub fn changing(form: ChangeForm, answer: &str) -> Play {
    let instance = Instance::read(answer).expect("an instance");
    let mut play = Play::from(known(), &Start::Change(form, instance.id.clone()));
    play.effects();
    play.reply(ChangeReply::Read(Ok(Box::new(ReadInstance { instance, described: None }))));
    play
}

/// The report on a change that the platform made.
pub fn changed() -> ChangeReport {
    ChangeReport { ping: Some(Ok(Duration::from_millis(240))), ..ChangeReport::new(ChangeVerdict::Changed) }
}
/// Returns a listed instance with this ID, in an ordinary mix of elements and states.
pub fn listed(id: u32) -> ListedInstance {
    let element = ["sfdc", "hubspot", "zendesk"][id as usize % 3];
    let answer = serde_json::json!({
        "id": id, "name": format!("Shop {id}"), "token": format!("listed+token/{id}="),
        "element": { "key": element, "hub": "crm" }, "tags": ["production", "sales"],
        "createdDate": "2026-11-22T09:41:00Z", "valid": true, "disabled": id % 7 == 3,
        "configuration": { "password": "********", "url": "https://shop.example" }, "eventsEnabled": false,
    });
    ListedInstance::read(&answer.to_string()).expect("an instance")
}

/// Returns the last part of a list with these instances.
pub fn part(instances: impl IntoIterator<Item = ListedInstance>) -> InstancePart {
    let (instances, stored) = (instances.into_iter().collect(), ["1".to_owned()].into());
    InstancePart { instances, stored, is_last: true, ..InstancePart::default() }
}

/// Returns a deleted instance of a profile.
pub fn trashed(id: u32, profile: &str, is_uncertain: bool) -> TrashEntry {
    let (name, base) = (ProfileName::new(profile), account().base);
    let mut listed = listed(id);
    listed.element = ElementKey::new("magentosoapv19");
    let deleted = Timestamp(1_795_944_860 - u64::from(id) * 7200);
    let instance = TrashedInstance::new(&listed, (&name, &base), [], None, deleted);
    TrashEntry { record: format!("deleted-{id}"), instance, is_uncertain }
}

/// A session in the list of deleted instances, of which there are three.
pub fn trash(guard: Guard) -> Play {
    let mut play = limited_instances(3, guard);
    let entries = vec![trashed(1, "work", false), trashed(2, "other", false), trashed(3, "work", true)];
    play.keys("<a-x>").reply(Reply::Trash(Ok(entries)));
    play.effects();
    play
}

/// Returns news about the instances of the account.
pub fn news(news: InstanceNews) -> Event {
    Event::Instances(account(), news)
}

/// A session with this many listed instances.
pub fn instances(count: u32) -> Play {
    limited_instances(count, Guard::default())
}

/// A session with this many listed instances, whose profile has these limits.
pub fn limited_instances(count: u32, guard: Guard) -> Play {
    let mut session = known();
    session.now = Timestamp(1_795_944_860);
    session.enter(limited(guard));
    let mut play = Play::from(session, &Start::Instances);
    play.event(news(InstanceNews::Listed(1, Ok(part((1..=count).map(listed))))));
    play.effects();
    play
}

/// Documentation of an instance's calls, with parameters of each type.
pub const DOCS: &str = r#"{"swagger": "2.0", "paths": {
    "/accounts": {"get": {"summary": "Lists accounts", "parameters": [
        {"name": "Authorization", "in": "header", "type": "string", "required": true},
        {"name": "pageSize", "in": "query", "type": "integer", "description": "Records of a page", "default": 20},
        {"name": "order", "in": "query", "type": "string", "enum": ["name", "age"]},
        {"name": "nextPage", "in": "query", "type": "string"}]}, "post": {}},
    "/accounts/{id}": {"get": {"summary": "Reads an account", "parameters": [
        {"name": "id", "in": "path", "type": "string", "required": true, "description": "ID of the account"},
        {"name": "fields", "in": "query", "type": "string", "required": true}]}},
    "/contacts": {"get": {"summary": "Lists contacts", "parameters": [
        {"name": "X-Tenant", "in": "header", "type": "string"},
        {"name": "X-Api-Key", "in": "header", "type": "string"}]}}}}"#;

/// A session with three instances, whose first one offers the documented reads.
pub fn operations() -> Play {
    let mut play = instances(3);
    let read = resource_docs::operations(DOCS).expect("a document");
    play.keys("<a-u>").reply(Reply::Operations(Ok(Arc::new(read))));
    play.effects();
    play
}

/// Answer to a read.
pub fn call_answer(text: &str, next: Option<&str>) -> Reply {
    let token = Secret::new("listed+token/1=");
    Reply::Called(Ok(Box::new(CallAnswer { text: Secret::new(text), next: next.map(str::to_owned), token })))
}
