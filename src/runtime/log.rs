//! Log of a session. Each line is made of parts that cannot hold a secret: hosts instead of addresses, keys of
//! elements, numbers, and fixed words. Typed and pasted text and the words of servers are never logged.

use crate::{
    domain::{Fault, JournalEntry, account::SecretStorage},
    platform::RequestObserver,
    storage::{Log, Store},
    wizard::{
        ChangeReply, ConsentReply, CreatedInstance, CreationReply, Effect, Event, Leaving, ListOrigin, RecoveryReply,
        Reply, ScreenEffect, SessionEffect, VisitEffect, effect::TrashOrder, instances::InstanceNews,
    },
};
use serde_json::{Map, Value as Json, json};
use std::sync::Arc;

/// Returns an observer that logs each request to the platform.
pub fn requests(log: Arc<Log>) -> RequestObserver {
    RequestObserver::new(move |request| {
        let ms = u64::try_from(request.took.as_millis()).ok();
        let parts = json!({ "operation": request.operation, "host": request.host, "status": request.status, "ms": ms });
        log.add(&line("request", parts));
    })
}

/// Returns the line of an event of this name. `parts` may hold no secret.
pub fn line(event: &str, parts: Json) -> Json {
    let mut line = Map::new();
    line.insert("time".into(), json!(Store::now().to_string()));
    line.insert("event".into(), json!(event));
    if let Json::Object(parts) = parts {
        line.extend(parts);
    }
    Json::Object(line)
}

/// Returns the log line of an effect.
pub(super) fn effect(effect: &Effect) -> Json {
    let (event, parts) = match effect {
        Effect::Visit(effect) => visit_effect(effect),
        Effect::Session(effect) => session_effect(effect),
        Effect::Screen(effect) => screen_effect(effect),
    };
    line(event, parts)
}

fn visit_effect(effect: &VisitEffect) -> (&'static str, Json) {
    match effect {
        VisitEffect::StartSandbox => ("sandbox", json!({})),
        VisitEffect::LimitProfile(_, guard) => ("limit-profile", json!({ "limits": guard.label() })),
        VisitEffect::Check(account) => ("check", json!({ "host": account.base.host() })),
        VisitEffect::LogIn(login) => ("log in", json!({ "host": login.base.host() })),
        VisitEffect::AskAddress(consent, account) => {
            ("ask for the page", json!({ "host": account.base.host(), "element": consent.element().as_str() }))
        }
        VisitEffect::Listen(_) => ("listen", json!({})),
        VisitEffect::Open(_) => ("open the browser", json!({})),
        VisitEffect::KeepLink(_) => ("keep the link", json!({})),
        VisitEffect::Create(provision, account) => {
            ("create", json!({ "host": account.base.host(), "element": provision.element().as_str() }))
        }
        VisitEffect::ReadInstance(id, _) => ("read instance", json!({ "instance": id })),
        VisitEffect::Change(request, profile) => {
            ("change", json!({ "host": profile.account.base.host(), "instance": request.existing().id }))
        }
        VisitEffect::FindOutChange(entry, _) => {
            ("find out the change", json!({ "host": entry.base.host(), "instance": entry.target.id }))
        }
        VisitEffect::Find(entry, _) => ("look for it", of_entry(entry)),
        VisitEffect::Adopt(instance, id, _) => ("adopt", json!({ "instance": instance.id, "request": id.to_string() })),
        VisitEffect::Filter(..) => ("filter", json!({})),
        VisitEffect::Load => ("load", json!({})),
        VisitEffect::Ping(instance, _) => ("test", json!({ "instance": instance.id })),
        VisitEffect::ReadListed(id, _) => ("read listed instance", json!({ "instance": id })),
        VisitEffect::NoteLook(order) => ("note look", json!({ "instance": order.listed.id })),
        VisitEffect::Trash(TrashOrder::List) => ("list trash", json!({})),
        VisitEffect::Trash(TrashOrder::Remove(records)) => ("remove from trash", json!({ "count": records.len() })),
        VisitEffect::ReadOperations(listed, _) => ("read operations", json!({ "instance": listed.id })),
        VisitEffect::CallResource(call, _) => ("read resource", json!({ "instance": call.listed.id })),
    }
}

fn session_effect(effect: &SessionEffect) -> (&'static str, Json) {
    match effect {
        SessionEffect::FetchCatalog(account, _) => ("list elements", json!({ "host": account.base.host() })),
        SessionEffect::FetchProxies(account) => ("list OAuth proxies", json!({ "host": account.base.host() })),
        SessionEffect::FetchElement(key, account) => {
            ("describe element", json!({ "host": account.base.host(), "element": key.as_str() }))
        }
        SessionEffect::FetchInstances(profile, ..) => {
            ("list instances", json!({ "host": profile.account.base.host() }))
        }
        SessionEffect::Manage(order) => {
            let job = format!("{:?}", order.job).to_lowercase();
            ("manage instances", json!({ "job": job, "count": order.rows.len() }))
        }
        SessionEffect::StopWork => ("stop work", json!({})),
        SessionEffect::KeepProfile(_, place) => {
            ("keep profile", json!({ "in": if *place == SecretStorage::Keyring { "keyring" } else { "file" } }))
        }
        SessionEffect::KeepDraft(draft) => ("keep form", json!({ "form": draft.id.to_string() })),
        SessionEffect::DropDraft(id) => ("drop form", json!({ "form": id.to_string() })),
        SessionEffect::KeepLast(..) => ("keep last values", json!({})),
        SessionEffect::Settle(id) | SessionEffect::GiveUp(id) => ("settle", json!({ "request": id.to_string() })),
        SessionEffect::NoteRestored(_, id) => ("note restored", json!({ "instance": id })),
        SessionEffect::Save(..) => ("save", json!({})),
    }
}

fn screen_effect(effect: &ScreenEffect) -> (&'static str, Json) {
    match effect {
        ScreenEffect::Copy(_, label) => ("copy", json!({ "label": label })),
        ScreenEffect::Print(_, label) => ("print", json!({ "label": label })),
        ScreenEffect::Page(_) => ("page", json!({})),
        ScreenEffect::Edit(..) => ("edit", json!({})),
        ScreenEffect::Suspend => ("suspend", json!({})),
        ScreenEffect::Redraw => ("redraw", json!({})),
        ScreenEffect::Leave(how) => ("leave", json!({ "how": leaving(how) })),
    }
}

/// Returns the log line of an event; `None` for the user's input.
pub(super) fn event(event: &Event) -> Option<Json> {
    match event {
        Event::Reply(_, reply) => of_reply(reply),
        Event::Catalog(_, outcome) => Some(match outcome {
            Ok(listed) => {
                let parts =
                    json!({ "count": listed.catalog.elements().len(), "kept": listed.origin != ListOrigin::Platform });
                line("elements listed", parts)
            }
            Err(fault) => failed("elements not listed", fault),
        }),
        Event::Instances(_, news) => Some(instances(news)),
        Event::Done(topic, Err(fault)) => Some(failed(&format!("{topic:?} failed").to_lowercase(), fault)),
        Event::Interrupt => Some(line("interrupted", json!({}))),
        Event::Action(..)
        | Event::Text(..)
        | Event::Paste(..)
        | Event::Select(..)
        | Event::Set(..)
        | Event::Done(_, Ok(_))
        | Event::Uncopied(..)
        | Event::Element(..)
        | Event::Proxies(..)
        | Event::Exists(..)
        | Event::Point(..)
        | Event::Room(..)
        | Event::LastTop(..)
        | Event::Tick(..) => None,
    }
}

fn instances(news: &InstanceNews) -> Json {
    match news {
        InstanceNews::Listed(_, Ok(part)) => line("instances listed", json!({ "count": part.instances.len() })),
        InstanceNews::Known(_, part, _) => line("stored instances listed", json!({ "count": part.instances.len() })),
        InstanceNews::Listed(_, Err(fault)) => failed("instances not listed", fault),
        InstanceNews::Skipped(job, ids) => {
            line(&format!("{job:?} left out").to_lowercase(), json!({ "count": ids.len() }))
        }
        InstanceNews::Done(id, job, outcome) => {
            let job = format!("{job:?}").to_lowercase();
            match outcome {
                Ok(_) => line(&format!("{job} done"), json!({ "instance": id })),
                Err(fault) => failed(&format!("{job} failed"), fault),
            }
        }
    }
}

fn of_reply(reply: &Reply) -> Option<Json> {
    Some(match reply {
        Reply::SandboxStarted(answer) => outcome("practising", "not practising", answer.as_ref().err()),
        Reply::Checked(answer) => outcome("account known", "account not known", answer.as_ref().err()),
        Reply::Limited(answer) => outcome("profile limited", "profile not limited", answer.as_ref().err()),
        Reply::LoggedIn(answer) => outcome("logged in", "not logged in", answer.as_ref().err()),
        Reply::Consent(reply) => of_consent(reply),
        Reply::Creation(CreationReply::Created(Ok(made))) | Reply::Recovery(RecoveryReply::Adopted(made)) => {
            line("made", of_made(made))
        }
        Reply::Creation(CreationReply::Created(Err(fault))) => failed("not made", fault),
        Reply::Creation(CreationReply::Unclear(entry, fault)) => {
            line("unclear", json!({ "request": entry.id.to_string(), "id": fault.request_id }))
        }
        Reply::Change(ChangeReply::Read(answer)) => {
            outcome("instance read", "instance not read", answer.as_ref().err())
        }
        Reply::Change(ChangeReply::Reported(report)) => {
            line("changed", json!({ "outcome": format!("{:?}", report.verdict).to_lowercase() }))
        }
        Reply::Recovery(RecoveryReply::Found(Ok(found), _)) => line("found", json!({ "count": found.len() })),
        Reply::Recovery(RecoveryReply::Found(Err(fault), _)) => failed("not looked for", fault),
        Reply::Pinged(answer) => outcome("test passed", "test failed", answer.as_ref().err()),
        Reply::Looked(differences) => {
            let count = differences.as_ref().map_or(0, |differences| differences.values.len());
            line("look noted", json!({ "differences": count }))
        }
        Reply::InstanceRead(answer) => outcome("instance read", "instance not read", answer.as_ref().err()),
        Reply::Trash(listed) => outcome("trash listed", "trash not changed", listed.as_ref().err()),
        Reply::Operations(read) => outcome("operations read", "operations not read", read.as_ref().err()),
        Reply::Called(answer) => outcome("resource read", "resource not read", answer.as_ref().err()),
        // Typed text and its results may hold anything.
        Reply::Document(_) => return None,
    })
}

fn of_consent(reply: &ConsentReply) -> Json {
    match reply {
        ConsentReply::Address(answer) => outcome("page known", "page not known", answer.as_ref().err()),
        ConsentReply::Listening(answer) => line("listening", json!({ "done": answer.is_ok() })),
        ConsentReply::Opened(answer) => line("browser", json!({ "done": answer.is_ok() })),
        ConsentReply::Granted(_) | ConsentReply::Offered(_) => line("granted", json!({})),
        ConsentReply::Refused(_) => line("refused", json!({})),
        ConsentReply::Noticed(notices) => line(
            "callbacks without an answer",
            json!({
                "ignored": notices.ignored,
                "unreadable": notices.unreadable,
                "contested": notices.is_contested,
                "other user": notices.has_other_user,
            }),
        ),
    }
}

fn outcome(done: &str, not: &str, fault: Option<&Fault>) -> Json {
    match fault {
        None => line(done, json!({})),
        Some(fault) => failed(not, fault),
    }
}

fn of_made(made: &CreatedInstance) -> Json {
    json!({ "instance": made.instance.id, "kept": made.kept.is_ok(), "ms": u64::try_from(made.took.as_millis()).ok() })
}

fn of_entry(entry: &JournalEntry) -> Json {
    json!({ "request": entry.id.to_string(), "host": entry.base.host(), "element": entry.element.as_str() })
}

/// Returns the kind of a fault and the request id that support asks for; never its words, which may be a server's.
fn failed(event: &str, fault: &Fault) -> Json {
    let kind = format!("{:?}", fault.kind);
    let kind = kind.split('(').next().unwrap_or_default().to_lowercase();
    line(event, json!({ "kind": kind, "status": fault.status, "id": fault.request_id }))
}

fn leaving(how: &Leaving) -> &'static str {
    match how {
        Leaving::Idle => "idle",
        Leaving::Made(_) => "made",
        Leaving::Interrupted => "interrupted",
        Leaving::BrokeOff(_) => "broke off",
        Leaving::Changed(_) => "changed",
        Leaving::Unknown(..) | Leaving::UnknownChange(..) => "unknown",
    }
}
