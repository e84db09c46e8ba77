//! How an element is written down: the shape of the files under `assets/catalog`, explained in `EXAMPLE.toml` there.

use crate::domain::{
    element::{
        Element, ElementKey, Flow, Hub, Mode,
        oauth_keys::{API_KEY, API_SECRET, CALLBACK_URL},
    },
    field::{Choice, Field, FieldKey, Kind},
};
use serde::Deserialize;
use std::collections::BTreeSet;

/// One file under `assets/catalog/<hub>/`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ElementFile {
    key: ElementKey,
    name: String,
    hub: Hub,
    id: Option<u64>,
    #[serde(default)]
    about: String,
    #[serde(default)]
    setup: Vec<String>,
    mode: Vec<ModeFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModeFile {
    flow: FlowName,
    label: Option<String>,
    when: Option<WhenFile>,
    #[serde(default)]
    field: Vec<FieldFile>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum FlowName {
    Plain,
    OAuth2,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WhenFile {
    key: FieldKey,
    value: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommonFile {
    pub(super) field: Vec<FieldFile>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldFile {
    key: FieldKey,
    label: String,
    #[serde(default)]
    kind: KindName,
    required: Option<bool>,
    default: Option<String>,
    example: Option<String>,
    #[serde(default)]
    help: String,
    #[serde(default)]
    options: Vec<OptionFile>,
    section: Option<SectionName>,
    query: Option<String>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum KindName {
    #[default]
    Text,
    Secret,
    Url,
    Number,
    Toggle,
    Choice,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SectionName {
    Options,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct OptionFile {
    value: String,
    label: Option<String>,
}

impl ElementFile {
    pub(super) fn element(self, common: &[FieldFile]) -> Result<Element, String> {
        if self.mode.is_empty() {
            return Err("no [[mode]]: every element has at least one".into());
        }
        let modes = self.mode.into_iter().map(|mode| mode.mode(common)).collect::<Result<_, _>>()?;
        Ok(Element {
            key: self.key,
            name: self.name,
            hub: self.hub,
            id: self.id,
            about: self.about,
            setup: self.setup,
            modes,
        })
    }
}

impl ModeFile {
    fn mode(self, common: &[FieldFile]) -> Result<Mode, String> {
        let flow = match self.flow {
            FlowName::Plain => Flow::Plain,
            FlowName::OAuth2 => Flow::OAuth2,
        };
        let shared = common.iter().filter(|c| !self.field.iter().any(|f| f.key == c.key)).cloned();
        let all = self.field.iter().cloned().chain(shared);
        let fields = all.map(FieldFile::field).collect::<Result<Vec<_>, _>>()?;
        let mut keys = BTreeSet::new();
        if let Some(twice) = fields.iter().find(|f| !keys.insert(&f.key)) {
            return Err(format!("the field {} stands twice in one mode", twice.key));
        }
        if flow == Flow::OAuth2
            && let Some(missing) =
                [API_KEY, API_SECRET, CALLBACK_URL].iter().find(|k| !keys.contains(&FieldKey::new(**k)))
        {
            return Err(format!("an oauth2 mode needs the field {missing}"));
        }
        let label = self.label.unwrap_or_else(|| flow.label().to_owned());
        Ok(Mode { label, flow, when: self.when.map(|w| (w.key, w.value)), fields })
    }
}

impl FieldFile {
    fn field(self) -> Result<Field, String> {
        if (self.kind == KindName::Choice) == self.options.is_empty() {
            return Err(format!("the field {}: options and kind = \"choice\" go together", self.key));
        }
        let optional_section = self.section.is_some();
        let kind = match self.kind {
            KindName::Text => Kind::Text,
            KindName::Secret => Kind::Secret,
            KindName::Url => Kind::Url,
            KindName::Number => Kind::Number,
            KindName::Toggle => Kind::Toggle,
            KindName::Choice => Kind::Choice(self.options.into_iter().map(OptionFile::choice).collect()),
        };
        let field = Field {
            required: self.required.unwrap_or(!optional_section && kind != Kind::Toggle),
            key: self.key,
            label: self.label,
            kind,
            default: self.default,
            example: self.example,
            help: self.help,
            optional_section,
            query: self.query,
        };
        match field.default.as_deref().and_then(|d| field.complaint(d)) {
            Some(complaint) => Err(format!("the default of {}: {complaint}", field.key)),
            None => Ok(field),
        }
    }
}

impl OptionFile {
    fn choice(self) -> Choice {
        Choice { label: self.label.unwrap_or_else(|| self.value.clone()), value: self.value }
    }
}
