//! Exports of an instance.

use crate::{
    catalog::ElementKey,
    document::mask::Mask,
    domain::{CreateRequest, Instance, export},
    text::Secret,
    wizard::{sent_body, session::Session, viewer::Export},
};

/// Returns the request's body, the requests as shell commands, the answers, and variables for a shell.
///
/// Every secret of the session is masked in each of them.
pub(super) fn exports(made: &Instance, sent: Option<&CreateRequest>, session: &Session, mask: &Mask) -> Vec<Export> {
    let instance = Instance { name: mask.cover_text(&made.name).into_owned(), ..made.clone() };
    let base = session.account().map(|account| &account.base);
    let mut exports = Vec::new();
    if let Some(sent) = sent {
        let (body, mask) = sent_body::sent(sent, session);
        let safe = {
            let mut judge = mask.judge();
            body.pretty(|part| judge.cover(part))
        };
        let whole = Some(body.pretty(|_| false));
        exports.push(Export::new('i', "instance.json", "instance.json", safe.expose(), whole));
        let answers = mask.redact(&export::answers(sent.filled())).into_owned();
        exports.push(Export::new('a', "the answers", "answers.toml", answers, None));
    }
    if let Some(base) = base {
        let curl = mask.redact(&export::curl(sent, &instance, base)).into_owned();
        exports.push(Export::new('c', "the curl lines", "instance.sh", curl, None));
        let open: Secret = export::variables(&instance, base, false);
        let whole = Some(export::variables(made, base, true));
        let open = mask.redact(open.expose()).into_owned();
        exports.push(Export::new('s', "shell variables", "instance.env", open, whole));
    }
    exports
}

/// Returns a descriptive file name without path separators.
pub(super) fn file_name(element: &ElementKey, id: &str) -> String {
    let safe = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).take(40).collect::<String>();
    format!("{}-{}.json", safe(element.as_str()), safe(id))
}
