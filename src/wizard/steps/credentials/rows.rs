//! The rows an element's fields become.

use super::proxies;
use crate::{
    catalog::{
        AuthFlow, AuthMode, Field, FieldKey, FieldKind,
        field::{Choice, Target},
    },
    domain::{Draft, Purpose, draft::DraftValue},
    wizard::{
        command::Action,
        form::{Control, FormRow, RowId},
        input::LineEditor,
        sentence,
    },
};
use std::borrow::Cow;

/// Builds the rows of a form: the auth mode if there is a choice, the fields, the entries that the user added, the
/// instance's name and tags, then the optional fields. If the fields are unknown, there are only rows for own entries.
pub(super) fn build(draft: &Draft) -> Vec<FormRow> {
    let asked = || {
        let own = |f: &&Field| draft.is_own(&f.key);
        let is_entry = |f: &&Field| f.target != Target::Proxy && !f.hidden && f.from_callback.is_none();
        draft.fields().filter(move |f| is_entry(f) && !own(f))
    };
    let field = |f: &Field| field_row(f, draft);
    let text = |id, label: &str, value: &str| FormRow::new(id, label, Control::Text(LineEditor::new(value, false)));
    let mut rows: Vec<FormRow> = mode_row(draft).into_iter().collect();
    if is_by_support(draft) {
        rows.push(add_row(false));
        return rows;
    }
    rows.extend(proxies::rows(draft, field));
    rows.extend(asked().filter(|f| !f.optional_section).map(field));
    rows.extend(draft.fields().filter(|f| draft.is_own(&f.key)).map(|f| own_row(&f.key, draft)));
    rows.push(
        FormRow {
            required: true,
            example: Some(name_example(draft).into()),
            ..text(RowId::Name, "Instance name", &draft.name)
        }
        .helped("Any name you like."),
    );
    rows.push(
        FormRow { example: Some("team-a, testing".into()), ..text(RowId::Tags, "Tags", &draft.tags) }
            .helped("Words to find it by, separated by commas. Optional."),
    );
    rows.push(FormRow::new(RowId::Options, "Options", Control::Fold(false)).helped(
        "Rarely needed: objects, tagging, null values, events, entries of your own. Space opens or closes it.",
    ));
    rows.extend(asked().filter(|f| f.optional_section).map(field));
    rows.push(add_row(true));
    rows.push(FormRow::new(RowId::Go, go_label(draft), Control::Button));
    rows
}

/// A name an instance of the element might have.
fn name_example(draft: &Draft) -> &'static str {
    match draft.element().hub.as_str() {
        "ecommerce" => "online-sales",
        "crm" => "sales-team",
        "db" => "orders-db",
        "documents" => "team-files",
        "helpdesk" => "support-desk",
        "marketing" => "newsletter",
        "finance" | "billing" | "sageaccounting" | "expense" | "erp" | "payment" => "accounting",
        "humancapital" | "employee" | "screening" => "staff",
        "messaging" | "collaboration" | "conferencing" | "social" => "team-messages",
        _ => "production",
    }
}

/// Returns true if neither the catalog nor the user has named any field.
pub(super) fn is_by_support(draft: &Draft) -> bool {
    draft.mode().is_some_and(AuthMode::is_by_support) && !draft.fields().any(|f| draft.is_own(&f.key))
}

/// Room for the key of an entry the form does not know.
pub(super) fn add_row(optional_section: bool) -> FormRow {
    FormRow {
        example: Some("base.url".into()),
        optional_section,
        ..FormRow::new(RowId::Add, "Add an entry", Control::Text(LineEditor::new("", false)))
    }
    .helped(sentence![
        "A configuration key that the platform accepts and the form lacks. ",
        Action::Accept,
        " adds a row for its value."
    ])
}

/// The row of an entry the person added.
pub(super) fn own_row(key: &FieldKey, draft: &Draft) -> FormRow {
    let secret = draft.field(key).is_some_and(Field::is_secret);
    let value = draft.value(key).map_or(Cow::Borrowed(""), DraftValue::typed);
    FormRow::new(RowId::Field(key.clone()), key.as_str(), Control::Text(LineEditor::new(&value, secret))).helped(
        sentence![
            "You added this entry. It is sent as typed, and left out while it is empty; ",
            Action::Remove,
            " removes it."
        ],
    )
}

fn go_label(draft: &Draft) -> &'static str {
    match draft.flow() {
        AuthFlow::OAuth2 | AuthFlow::OAuth1 => "Go on to the provider's consent",
        AuthFlow::Plain => "Go on to the review",
    }
}

fn mode_row(draft: &Draft) -> Option<FormRow> {
    if matches!(draft.purpose(), Purpose::Edit(_)) {
        return None;
    }
    let modes = &draft.element().modes;
    let choice = |(i, m): (usize, &AuthMode)| Choice { value: i.to_string(), label: m.label.clone() };
    (modes.len() > 1).then(|| FormRow {
        required: true,
        ..FormRow::new(
            RowId::Mode,
            "Sign-in",
            Control::Choice(modes.iter().enumerate().map(choice).collect(), Some(draft.mode_index())),
        )
        .helped("This element accepts several kinds of credentials.")
    })
}

fn field_row(field: &Field, draft: &Draft) -> FormRow {
    let value = draft.value(&field.key).map_or(Cow::Borrowed(""), DraftValue::typed);
    let keeps_secret = draft.keeps_secret(field);
    let control = match &field.kind {
        FieldKind::Toggle => Control::Toggle(None),
        FieldKind::Choice(choices) => Control::Choice(choices.clone(), None),
        kind => Control::Text(LineEditor::new("", *kind == FieldKind::Secret)),
    };
    let mut row = FormRow {
        required: field.required && !keeps_secret,
        is_unchanged: keeps_secret,
        example: field.example.clone(),
        optional_section: field.optional_section,
        counts: draft.counts(field),
        default: field.default.clone(),
        is_json: field.kind == FieldKind::Json,
        ..FormRow::new(RowId::Field(field.key.clone()), field.label.clone(), control)
    }
    .helped(field.help.clone());
    row.fill(&value);
    row
}
