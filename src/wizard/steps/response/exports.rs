//! What an instance can be taken away as.

use crate::{
    domain::{Provision, Secret, export, json::Document},
    wizard::{event::Made, session::Session, viewer::Parcel},
};

/// The request's body, the requests as shell commands, the answers given, and what a shell needs.
pub(super) fn parcels(made: &Made, sent: Option<&Provision>, session: &Session) -> Vec<Parcel> {
    let base = session.account().map(|account| &account.base);
    let mut parcels = Vec::new();
    if let Some(sent) = sent {
        let safe = serde_json::to_string_pretty(&sent.masked_body()).unwrap_or_default();
        let whole = Document::read(sent.expose_body().to_string()).unwrap_or_default().pretty(|_| false);
        parcels.push(Parcel::new('i', "instance.json", "instance.json", safe, Some(whole)));
        parcels.push(Parcel::new('a', "the answers", "answers.toml", export::answers(sent.filled()), None));
    }
    if let Some(base) = base {
        let curl = export::curl(sent, &made.instance, base);
        parcels.push(Parcel::new('c', "the curl lines", "instance.sh", curl, None));
        let open: Secret = export::variables(&made.instance, base, false);
        let whole = Some(export::variables(&made.instance, base, true));
        parcels.push(Parcel::new('s', "shell variables", "instance.env", open.expose(), whole));
    }
    parcels
}

/// A name that says what it is and cannot lead elsewhere.
pub(super) fn file_name(made: &Made) -> String {
    let safe = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).take(40).collect::<String>();
    format!("{}-{}.json", safe(made.instance.element.as_str()), safe(&made.instance.id))
}
