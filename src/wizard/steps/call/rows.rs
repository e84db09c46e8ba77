//! Rows for the parameters of an operation.

use crate::{
    catalog::{FieldKey, field::Choice},
    domain::{
        RequestHeader, ResourceOperation, ResourceParameter,
        resource_operation::{ParameterKind, ParameterPlace},
    },
    wizard::{
        form::{Control, FormRow, RowId},
        input::LineEditor,
    },
};

/// Returns the rows, a button last.
pub(super) fn build(operation: &ResourceOperation) -> Vec<FormRow> {
    let button = FormRow::new(RowId::Go, "Send", Control::Button);
    operation.parameters.iter().map(row).chain([button]).collect()
}

/// Returns the purpose of a parameter's row.
pub(super) fn id(parameter: &ResourceParameter) -> RowId {
    RowId::Field(FieldKey::new(parameter.name.as_str()))
}

fn row(parameter: &ResourceParameter) -> FormRow {
    let choice = |value: &str| Choice { value: value.to_owned(), label: value.to_owned() };
    let is_header = parameter.place == ParameterPlace::Header;
    let is_secret = is_header && RequestHeader::is_secret(&parameter.name);
    let text = || Control::Text(LineEditor::new("", is_secret));
    let (control, kind) = match &parameter.kind {
        ParameterKind::Text => (text(), ""),
        ParameterKind::Integer => (text(), "A whole number."),
        ParameterKind::Number => (text(), "A number."),
        ParameterKind::Boolean => (Control::Choice(["true", "false"].map(choice).to_vec(), None), ""),
        ParameterKind::Choice(values) => {
            (Control::Choice(values.iter().map(|value| choice(value)).collect(), None), "")
        }
    };
    let default = parameter.default.as_ref().map(|default| format!("The platform takes {default} if it is empty."));
    let place = if is_header { "It is sent as a header." } else { "" };
    let parts = [parameter.description.clone(), kind.to_owned(), place.to_owned(), default.unwrap_or_default()];
    let help: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    FormRow {
        required: parameter.is_required && parameter.default.is_none(),
        ..FormRow::new(id(parameter), parameter.name.as_str(), control)
    }
    .helped(help.join(" "))
}
