//! `elemint consent request` and `list`: a note for a colleague who gives the consent, and the pending ones.

use super::{
    answers::Answers,
    consent, create,
    form::Given,
    missing::{self, MissingInput},
    place::Place,
    proxy,
    report::Report,
};
use crate::{
    cli::{
        args::{Args, ConsentRequestArgs, JsonArgs},
        exit, json, settings,
        settings::Settings,
        setup, start,
    },
    domain::{Consent, Draft, ExistingInstance, Purpose, Route},
    runtime::consent_request::RequestedConsent,
    storage::Store,
    terminal::output,
    text::{SafeText, escape_html},
};
use serde_json::{Value as Json, json};
use std::{path::Path, process::ExitCode, sync::Arc};

const PAGE: &str = include_str!("../../../assets/pages/consent-request.html");

/// Requests a consent, and returns the note to send.
pub(super) async fn run(args: &Args, options: &ConsentRequestArgs, settings: Settings) -> Result<Report, Report> {
    let answers = options.from.as_deref().map(Answers::read).transpose()?;
    let mut place = Place::open(args, settings, None).await?;
    let given = Given { form: &options.form, answers: answers.as_ref(), prefill: None };
    let draft = match &options.reauthorize {
        Some(id) => existing(&mut place, id, &given).await?,
        None => {
            let word = options.element.as_deref().or_else(|| answers.as_ref().and_then(Answers::element));
            let Some(word) = word else { return Err(missing::report(&[MissingInput::element()])) };
            let key = start::one_element(word, &place.catalog)?;
            create::draft(&mut place, &key, &given).await?
        }
    };
    let mut needed: Vec<_> = place.missing().into_iter().chain(place.unset_secrets()).collect();
    needed.extend(MissingInput::list(&draft).into_iter().chain(MissingInput::unset_references(&draft)));
    if !needed.is_empty() {
        return Err(missing::report(&needed));
    }
    let consent = consent_of(&draft)?;
    let pending = consent::leave(&consent, &place, false).await?;
    let note = Note::new(&pending, &draft, options.asker.as_deref());
    if let Some(path) = &options.html {
        note.save(path)?;
    }
    let report = consent::report(&pending).replace_result(note.text());
    Ok(report.note(&safe!("When the answer arrives: {}", pending.next_step())))
}

async fn existing(place: &mut Place, id: &str, given: &Given<'_>) -> Result<Draft, Report> {
    let listed = place.listed(id, "No consent was requested. ").await?;
    let element = place.element(listed.element.as_str()).await?;
    let existing = Arc::new(ExistingInstance::from_listed(&listed));
    let mut draft = given.fill(Draft::of_existing(element, Purpose::Reauthorize(existing)), &place.catalog)?;
    proxy::fill(place, &mut draft).await?;
    Ok(draft)
}

fn consent_of(draft: &Draft) -> Result<Consent, Report> {
    match missing::finish(draft)?.route() {
        Route::Consent(consent) => Ok(consent),
        Route::Ready(_) | Route::Change(_) => {
            let command = match draft.purpose().existing() {
                Some(existing) => format!("reauthorize {}", existing.id),
                None => format!("create {}", draft.element().key),
            };
            let words = safe!("{} needs no consent. Use elemint {}.", draft.element().name, command);
            Err(Report::failed(exit::MISUSED, words))
        }
    }
}

/// Note to the person who gives the consent.
struct Note {
    asker: String,
    /// Recipient of the answer, after "send it back"; empty if nobody is named.
    recipient: String,
    element: String,
    name: String,
    platform: String,
    host: String,
    access: String,
    link: String,
    until: String,
    callback: String,
}

impl Note {
    fn new(pending: &RequestedConsent, draft: &Draft, asker: Option<&str>) -> Self {
        let authorization = &pending.authorization;
        let asker = asker.map(str::to_owned).or_else(|| settings::variable("USER"));
        let callback = authorization.callback().as_str();
        Self {
            recipient: asker.as_ref().map(|name| format!(" to {name}")).unwrap_or_default(),
            asker: asker.unwrap_or_else(|| "A colleague".into()),
            element: draft.element().name.clone(),
            name: draft.name.trim().to_owned(),
            platform: pending.consent.base.host().to_owned(),
            host: authorization.host().to_owned(),
            access: authorization.scope().unwrap_or_else(|| "as the provider's page says".into()),
            link: authorization.address().to_owned(),
            until: pending.consent.expires.words(),
            callback: callback.split(['?', '#']).next().unwrap_or(callback).to_owned(),
        }
    }

    fn text(&self) -> SafeText {
        safe!(
            "{} asks for your consent: the instance “{}” on {} is to use your account at {} ({}).\n\n\
             Access       {}\n\
             Valid until  {}\n\n\
             1. Open this link in your browser, check that the page belongs to {}, and allow access:\n   {}\n\
             2. The browser then opens an address that begins with {}. That page may show an error, which is expected.\n\
             3. Copy the complete address from the address bar, and send it back{} within a few minutes. It works once. Do \
             not send it to anyone else, and do not post it in public.\n\n\
             If you did not expect this, do not open the link.",
            self.asker,
            self.name,
            self.platform,
            self.element,
            self.host,
            self.access,
            self.until,
            self.host,
            self.link,
            self.callback,
            self.recipient
        )
    }

    /// Returns the note as a page that loads nothing.
    fn html(&self) -> String {
        let values = [
            ("{{asker}}", &self.asker),
            ("{{recipient}}", &self.recipient),
            ("{{element}}", &self.element),
            ("{{name}}", &self.name),
            ("{{platform}}", &self.platform),
            ("{{host}}", &self.host),
            ("{{access}}", &self.access),
            ("{{until}}", &self.until),
            ("{{callback}}", &self.callback),
            ("{{link}}", &self.link),
        ];
        let mut page = String::with_capacity(PAGE.len());
        let mut rest = PAGE;
        // One pass, so that a value is never taken for a place.
        while let Some(at) = rest.find("{{") {
            let (before, from) = rest.split_at(at);
            page.push_str(before);
            match values.iter().find(|(place, _)| from.starts_with(place)) {
                Some((place, value)) => {
                    page.push_str(&escape_html(value));
                    rest = from.strip_prefix(place).unwrap_or_default();
                }
                None => {
                    page.push_str("{{");
                    rest = from.strip_prefix("{{").unwrap_or_default();
                }
            }
        }
        page.push_str(rest);
        page
    }

    fn save(&self, path: &Path) -> Result<(), Report> {
        let saved = Store::save_private(path, &self.html(), false);
        saved.map_err(|error| Report::failed(exit::FAILED, safe!("--html: {} {}", error, error.hint())))
    }
}

/// Lists the pending consents.
pub(super) async fn list(output: &JsonArgs, settings: &Settings) -> Result<ExitCode, Report> {
    let store = setup::store(settings)?;
    let (pending, now) = (store.consents(), Store::now());
    if output.is_wanted() {
        let one = |(file, consent): &(std::path::PathBuf, crate::domain::pending_consent::PendingConsent)| {
            json!({
                "consent": consent.id.to_string(),
                "element": consent.form.element,
                "name": consent.form.name,
                "instance": consent.instance,
                "platform": consent.base.as_str(),
                "profile": consent.profile,
                "requested": consent.requested.to_string(),
                "expires": consent.expires.to_string(),
                "expired": consent.is_expired(now),
                "state_file": file.display().to_string(),
            })
        };
        let all = Json::from(pending.iter().map(one).collect::<Vec<_>>());
        json::print(&all, output).await?;
        return Ok(ExitCode::SUCCESS);
    }
    for (file, consent) in &pending {
        let state = if consent.is_expired(now) { "expired" } else { "until" };
        let line = safe!(
            "{}  {}  “{}”  {}  {} {}  {}",
            consent.id,
            consent.form.element,
            consent.form.name,
            consent.base.host(),
            state,
            consent.expires,
            file.display()
        );
        let _ = output::line(&line);
    }
    if pending.is_empty() {
        output::note(&"No consent is pending.".into());
    }
    Ok(ExitCode::SUCCESS)
}
