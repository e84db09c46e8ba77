//! Rows of the sign-in: with the two secrets, or with an e-mail address and a password.

use super::profile::{free_name, keeping, short_name};
use crate::{
    catalog::field::Choice,
    domain::{BaseUrl, base::KNOWN_PLATFORMS},
    wizard::{
        form::{Control, Form, FormRow, RowId},
        input::LineEditor,
        session::Session,
    },
};

const BY_SECRETS: &str = "secrets";
const BY_PASSWORD: &str = "password";

/// Builds the form, with the focus on the first secret. SAP has its own sign-in, which knows no such password.
pub(super) fn form(base: &BaseUrl, session: &Session) -> Form {
    let place = KNOWN_PLATFORMS.into_iter().find(|place| place.host == base.host());
    let name = place.map_or_else(|| base.host().split(':').next().unwrap_or_default().to_owned(), short_name);
    let name = free_name(&name, &session.profiles);
    let has_password = place.is_none_or(|place| !place.brand.starts_with("SAP"));
    let mut rows = Vec::new();
    rows.extend(has_password.then(method));
    let help = "Both secrets are in your profile menu, at the top right of the platform's web page.";
    rows.push(text(RowId::User, "User secret", true, help));
    rows.push(text(RowId::Organization, "Organization secret", true, help));
    if has_password {
        let email = text(RowId::Email, "E-mail", false, "The address you sign in with on the platform's web page.");
        let password = text(RowId::Password, "Password", true, "It is sent once, and never saved.");
        rows.extend([email, password]);
    }
    let lasting = if session.options.keeps {
        "Saved on this machine under this name; --profile NAME uses it the next time."
    } else {
        "Its name until you leave; nothing is saved."
    };
    rows.push(
        FormRow {
            default: Some(name.clone()),
            ..FormRow::new(RowId::Profile, "Profile name", Control::Text(LineEditor::new(&name, false)))
        }
        .helped(lasting),
    );
    rows.extend(session.options.keyring.then(keeping));
    rows.push(FormRow::new(RowId::Go, "Check and go on", Control::Button));
    let mut form = Form::new(rows);
    recount(&mut form);
    form.focus_on(&RowId::User);
    form
}

fn text(id: RowId, label: &str, is_secret: bool, help: &'static str) -> FormRow {
    FormRow { required: true, ..FormRow::new(id, label, Control::Text(LineEditor::new("", is_secret))) }.helped(help)
}

fn method() -> FormRow {
    let choice = |value: &str, label: &str| Choice { value: value.into(), label: label.into() };
    let choices = vec![choice(BY_SECRETS, "the two secrets"), choice(BY_PASSWORD, "e-mail and password")];
    FormRow { required: true, ..FormRow::new(RowId::Method, "Sign in with", Control::Choice(choices, Some(0))) }
        .helped("With e-mail and password, elemint asks the platform for the two secrets.")
}

/// Returns true if the form takes an e-mail address and a password.
pub(super) fn has_password(form: &Form) -> bool {
    form.row(&RowId::Method).map(FormRow::expose_value) == Some(BY_PASSWORD)
}

/// Returns to the two secrets.
pub(super) fn choose_secrets(form: &mut Form) {
    if let Some(row) = form.row_mut(&RowId::Method) {
        row.fill(BY_SECRETS);
    }
    recount(form);
}

/// Shows the rows of the chosen method, and hides those of the other.
pub(super) fn recount(form: &mut Form) {
    let has_password = has_password(form);
    for (id, is_of_password) in
        [(RowId::User, false), (RowId::Organization, false), (RowId::Email, true), (RowId::Password, true)]
    {
        if let Some(row) = form.row_mut(&id) {
            row.counts = is_of_password == has_password;
        }
    }
}
