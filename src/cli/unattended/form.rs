//! Form of an instance, filled from a file, variables and options.

use super::{answers::Answers, missing, report::Report};
use crate::{
    catalog::{Catalog, FieldKey},
    cli::{args::FormArgs, exit, settings, start},
    domain::Draft,
    text::secret,
    wizard::Prefill,
};
use std::sync::Arc;

/// Values as they are given.
pub(super) struct Given<'a> {
    pub(super) form: &'a FormArgs,
    pub(super) answers: Option<&'a Answers>,
    /// Values of another instance.
    pub(super) prefill: Option<&'a Prefill>,
}

impl Given<'_> {
    /// Fills a form: from the file first, then from variables, then from options.
    ///
    /// # Errors
    /// A value that the form cannot take.
    pub(super) fn fill(&self, mut draft: Draft, catalog: &Arc<Catalog>) -> Result<Draft, Report> {
        let key = draft.element().key.to_string();
        let given = start::prefill(key, self.form).checked(catalog).map_err(|error| start::misused(&error))?;
        if let Some(answers) = self.answers {
            draft = answers.fill(draft, catalog)?;
        }
        if let Some(prefill) = self.prefill {
            prefill.fill(&mut draft);
        }
        // The mode first, since it decides the fields.
        Prefill { values: Vec::new(), ..given.clone() }.fill(&mut draft);
        let keys: Vec<FieldKey> = draft.element().fields().map(|field| field.key.clone()).collect();
        for key in keys {
            let name = missing::variable(key.as_str());
            if let Some(value) = settings::variable(&name) {
                secret::withhold(&name);
                draft.set(&key, &value);
            }
        }
        given.fill(&mut draft);
        if self.form.oauth_proxy.is_some() && draft.proxy().is_none() {
            let words = "--oauth-proxy is for consent with OAuth 2: use it with create or reauthorize, and a mode that needs consent.";
            return Err(Report::failed(exit::MISUSED, words.into()));
        }
        Ok(draft)
    }
}
