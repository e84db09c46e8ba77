//! File format of an element, for the files under `assets/catalog`. `EXAMPLE.toml` there explains it.

use super::own;
use crate::catalog::{
    element::{
        AuthFlow, AuthMode, Element, ElementKey, Hub, LinkFix, Redirect, USUAL_RANK,
        oauth_keys::{API_KEY, API_SECRET, CALLBACK_URL},
    },
    field::{AddressPart, Choice, Field, FieldKey, FieldKind, Shape, Target},
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// File under `assets/catalog/<hub>/`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::catalog) struct ElementFile {
    key: ElementKey,
    name: String,
    hub: Hub,
    id: Option<u64>,
    #[serde(default)]
    aliases: Vec<String>,
    rank: Option<u8>,
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
    #[serde(default)]
    query: BTreeMap<String, String>,
    #[serde(default)]
    provider_data: BTreeMap<String, String>,
    #[serde(default)]
    external: bool,
    mend: Option<MendFile>,
    #[serde(default)]
    redirect: RedirectFile,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RedirectFile {
    #[serde(default)]
    stateless: bool,
    #[serde(default)]
    needs: Vec<String>,
    issuer: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MendFile {
    host: String,
    field: FieldKey,
    when: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum FlowName {
    Plain,
    OAuth2,
    OAuth1,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct WhenFile {
    key: FieldKey,
    value: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::catalog) struct CommonFile {
    pub(in crate::catalog) field: Vec<FieldFile>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::catalog) struct FieldFile {
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
    #[serde(default)]
    query: Vec<String>,
    sent: Option<bool>,
    provider_data: Option<String>,
    #[serde(default)]
    hidden: bool,
    #[serde(default)]
    shape: Shape,
    goes_with: Option<WhenFile>,
    from_callback: Option<String>,
    same_as: Option<FieldKey>,
    in_address: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum KindName {
    #[default]
    Text,
    Secret,
    Url,
    Number,
    Toggle,
    Choice,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SectionName {
    Options,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct OptionFile {
    value: String,
    label: Option<String>,
}

/// Fault in the content of a file.
pub(in crate::catalog) struct Flaw {
    /// Path of the faulty entry: `mode.0.field.2.default`.
    pub(in crate::catalog) place: String,
    /// Description of the fault.
    pub(in crate::catalog) problem: String,
}

impl Flaw {
    fn new(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { place: place.into(), problem: problem.into() }
    }

    fn within(self, outer: &str, at: usize) -> Self {
        Self { place: format!("{outer}.{at}.{}", self.place), ..self }
    }
}

impl ElementFile {
    pub(in crate::catalog) fn element(self, common: &[FieldFile]) -> Result<Element, Flaw> {
        if self.mode.is_empty() {
            return Err(Flaw::new("mode", "no [[mode]]: every element has at least one"));
        }
        let modes = self.mode.into_iter().enumerate();
        let modes = modes.map(|(at, mode)| mode.mode(common).map_err(|flaw| flaw.within("mode", at)));
        let mut modes = modes.collect::<Result<Vec<_>, _>>()?;
        if !modes.iter().any(|mode| mode.external)
            && let Some(consent) = modes.iter().find(|mode| mode.flow != AuthFlow::Plain)
        {
            let own = own::tokens(consent);
            modes.push(own);
        }
        Ok(Element {
            key: self.key,
            name: self.name,
            hub: self.hub,
            id: self.id,
            aliases: self.aliases,
            rank: self.rank.unwrap_or(USUAL_RANK),
            about: self.about,
            setup: self.setup,
            modes,
        })
    }
}

impl ModeFile {
    fn mode(self, common: &[FieldFile]) -> Result<AuthMode, Flaw> {
        let flow = match self.flow {
            FlowName::Plain => AuthFlow::Plain,
            FlowName::OAuth2 => AuthFlow::OAuth2,
            FlowName::OAuth1 => AuthFlow::OAuth1,
        };
        let shared = common.iter().filter(|c| !self.field.iter().any(|f| f.key == c.key)).cloned();
        let all = self.field.iter().cloned().chain(shared).enumerate();
        let fields = all.map(|(at, field)| field.field().map_err(|flaw| flaw.within("field", at)));
        let mut fields = fields.collect::<Result<Vec<_>, _>>()?;
        fields.push(Field::retrieve_objects());
        fields.extend((flow == AuthFlow::OAuth2).then(Field::oauth_proxy).into_iter().flatten());
        let mut keys = BTreeSet::new();
        if let Some((at, twice)) = fields.iter().enumerate().find(|(_, f)| !keys.insert(&f.key)) {
            let problem = format!("the field {} occurs twice in one mode", twice.key);
            return Err(Flaw::new("key", problem).within("field", at));
        }
        if flow != AuthFlow::Plain
            && let Some(missing) =
                [API_KEY, API_SECRET, CALLBACK_URL].iter().find(|k| !keys.contains(&FieldKey::new(**k)))
        {
            return Err(Flaw::new("flow", format!("a mode with consent needs the field {missing}")));
        }
        let named = |place: &str, key: Option<&FieldKey>| match key.filter(|key| !keys.contains(*key)) {
            Some(key) => Err(Flaw::new(place, format!("the field {key} does not exist"))),
            None => Ok(()),
        };
        for (at, field) in fields.iter().enumerate() {
            named("goes_with", field.goes_with.as_ref().map(|(key, _)| key))
                .and_then(|()| named("same_as", field.same_as.as_ref()))
                .map_err(|flaw| flaw.within("field", at))?;
        }
        named("mend", self.mend.as_ref().map(|mend| &mend.field))?;
        let RedirectFile { stateless, needs, issuer } = self.redirect;
        Ok(AuthMode {
            label: self.label.unwrap_or_else(|| flow.label().to_owned()),
            when: self.when.map(|w| (w.key, w.value)),
            query: self.query.into_iter().collect(),
            provider_data: self.provider_data.into_iter().collect(),
            external: self.external,
            link_fix: self.mend.map(|m| LinkFix { host: m.host, field: m.field, when: m.when }),
            redirect: Redirect { stateless, needs, issuer },
            ..AuthMode::new(flow, fields)
        })
    }
}

impl FieldFile {
    fn field(self) -> Result<Field, Flaw> {
        if (self.kind == KindName::Choice) == self.options.is_empty() {
            let place = if self.options.is_empty() { "kind" } else { "options" };
            return Err(Flaw::new(
                place,
                format!("the field {}: options need kind = \"choice\", and the reverse", self.key),
            ));
        }
        let optional_section = self.section.is_some();
        let kind = match self.kind {
            KindName::Text => FieldKind::Text,
            KindName::Secret => FieldKind::Secret,
            KindName::Url => FieldKind::Url,
            KindName::Number => FieldKind::Number,
            KindName::Toggle => FieldKind::Toggle,
            KindName::Json => FieldKind::Json,
            KindName::Choice => FieldKind::Choice(self.options.into_iter().map(choice).collect()),
        };
        let field = Field {
            required: self.required.unwrap_or(!optional_section && kind != FieldKind::Toggle),
            key: self.key,
            label: self.label,
            kind,
            default: self.default,
            example: self.example,
            help: self.help,
            optional_section,
            query: self.query,
            target: match self.provider_data {
                Some(name) => Target::ProviderData(name),
                None if self.sent == Some(false) => Target::Nowhere,
                None => Target::Configuration,
            },
            hidden: self.hidden,
            shape: self.shape,
            goes_with: self.goes_with.map(|w| (w.key, w.value)),
            from_callback: self.from_callback,
            same_as: self.same_as,
            in_address: self.in_address.map(AddressPart::named),
        };
        if field.hidden && field.default.is_none() && field.from_callback.is_none() {
            return Err(Flaw::new("hidden", format!("the field {} is hidden but has no value to send", field.key)));
        }
        match field.default.as_deref().and_then(|d| field.complaint(d)) {
            Some(complaint) => Err(Flaw::new("default", format!("the default of {}: {complaint}", field.key))),
            None => Ok(field),
        }
    }
}

fn choice(option: OptionFile) -> Choice {
    Choice { label: option.label.unwrap_or_else(|| option.value.clone()), value: option.value }
}
