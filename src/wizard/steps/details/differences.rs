//! Differences of the instance from the last look at it.

use super::DetailsStep;
use crate::{
    document::json::Body,
    domain::{LookDifferences, instance_facts::describe_duration},
    text::count,
    wizard::{
        effect::{Effect, LookOrder, VisitEffect},
        opened_document::OpenedDocument,
        session::Session,
        transition::Transition,
        viewer::Viewer,
    },
};
use serde_json::{Map, Value as Json, json};

impl DetailsStep {
    /// Requests the comparison with the look before; `None` where nothing is stored.
    pub(super) fn look(&self, session: &Session) -> Option<Effect> {
        let profile = session.profile.clone().filter(|_| session.options.keeps && self.row.instance.is_complete)?;
        let secrets = session.known().to_vec();
        let order = LookOrder { listed: self.row.instance.clone(), profile, secrets };
        Some(Effect::Visit(VisitEffect::NoteLook(Box::new(order))))
    }

    /// Describes the differences in a few words.
    pub(super) fn describe_differences(&self, session: &Session) -> Option<String> {
        let LookDifferences { since, values } = self.differences.as_deref()?;
        let age = describe_duration(session.now.0.saturating_sub(since.0));
        Some(format!("{} since {age} ago", count(values.len(), "change", "changes")))
    }

    /// Shows the differences as a document over this step.
    pub(super) fn show_differences(self, session: &Session) -> Transition<Self> {
        let Some(differences) = &self.differences else { return Transition::stay(self) };
        let value = |text: &Option<String>| text.as_deref().map_or(Json::Null, Json::from);
        let values = differences.values.iter();
        let values =
            values.map(|one| (one.key.clone(), json!({ "before": value(&one.before), "now": value(&one.after) })));
        let text = Json::Object(values.collect::<Map<_, _>>()).to_string();
        let viewer = Viewer::from_body(Body::read(text.into_bytes()), session.mask(), "changes.json");
        let name = format!("Changes of “{}” since the last look", self.row.name);
        Transition::over(self, OpenedDocument { name, viewer })
    }
}
