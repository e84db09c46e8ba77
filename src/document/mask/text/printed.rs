//! Outputs of commands that print a secret.

use super::super::{shape::trimmed, spans::Spans, value::is_harmless};

/// Commands whose output is a secret.
const COMMANDS: &[&str] = &[
    "vault kv get -field",
    "vault read -field",
    "vault print token",
    "vault token create -field",
    "op read ",
    "pass show ",
    "gopass show ",
    "bw get password",
    "security find-generic-password",
    "secret-tool lookup",
    "gcloud secrets versions access",
    "gcloud auth print-",
    "az account get-access-token",
    "az keyvault secret show",
    "aws secretsmanager get-secret-value",
    "aws ecr get-login-password",
    "gh auth token",
    "kubectl create token",
    "heroku auth:token",
    "doctl auth token",
    "pwgen",
    "openssl rand",
];

/// Commands of a text that print a secret on the next line.
#[derive(Debug, Default)]
pub(super) struct PrintedSecret {
    is_next: bool,
}

impl PrintedSecret {
    /// Covers the next line if it is the output of such a command: one word.
    pub(super) fn next(&mut self, line: &str, spans: &mut Spans) {
        let text = line.trim();
        if self.is_next && text.len() >= 4 && !text.contains(char::is_whitespace) && !is_harmless(text) {
            spans.add(trimmed(line, 0, line.len()));
        }
        let is_prompt = |at: usize| {
            line.get(..at)
                .is_some_and(|before| before.trim_end().ends_with(['$', '#', '%', '>', '❯']) || before == "+ ")
        };
        let goes_elsewhere = [" | pbcopy", " | docker", " > ", " >> "].iter().any(|sign| line.contains(sign));
        let is_decoded = line.contains(" get secret ") && line.contains("base64 -d");
        let is_printed = || COMMANDS.iter().any(|command| line.find(command).is_some_and(is_prompt));
        self.is_next = !goes_elsewhere && (is_decoded || is_printed());
    }
}
