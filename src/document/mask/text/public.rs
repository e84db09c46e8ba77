//! Lines that look like secrets and are public: the public part of a key of `PuTTY`, signatures in the header of a mail,
//! names of the entries of a Secret, the progress of a tool.

/// Headers with signatures, in lowercase (RFC 6376, RFC 8617).
const SIGNATURES: &[&str] = &["dkim-signature:", "x-google-dkim-signature:", "arc-message-signature:", "arc-seal:"];

/// Progress of Terraform, after the address of a resource.
const PROGRESS: &[&str] = &[
    ": Reading...",
    ": Still reading...",
    ": Read complete after ",
    ": Refreshing state...",
    ": Creating...",
    ": Still creating...",
    ": Modifying...",
    ": Destroying...",
    ": Destruction complete after ",
];

/// State of the lines so far.
#[derive(Debug, Default)]
pub(super) struct PublicLines {
    /// Number of further lines of a public key.
    left: u32,
    /// True inside a header with a signature.
    is_signature: bool,
}

impl PublicLines {
    /// Returns true if the next line is public.
    pub(super) fn next(&mut self, line: &str) -> bool {
        if self.left > 0 {
            self.left -= 1;
            return true;
        }
        if let Some(count) = line.strip_prefix("Public-Lines:").and_then(|count| count.trim().parse().ok()) {
            self.left = count;
            return true;
        }
        let address = line.split(": ").next().unwrap_or_default();
        if address.contains('.') && !address.contains(' ') && PROGRESS.iter().any(|sign| line.contains(sign)) {
            return true;
        }
        // The user in the credentials of OpenVPN is on the first line.
        if line.trim() == "<auth-user-pass>" {
            self.left = 1;
            return false;
        }
        // A command of `RouterOS` that goes on.
        self.left = u32::from(line.ends_with("public-key=\\"));
        // The entry that an external Secret of Kubernetes creates.
        if let Some(entry) = line.trim_start().strip_prefix("- secretKey: ") {
            let is_name = |c: char| c.is_ascii_lowercase() || matches!(c, '-' | '_' | '.');
            return !entry.is_empty() && entry.chars().all(is_name);
        }
        let goes_on = self.is_signature && line.starts_with([' ', '\t']);
        let begin = line.split_inclusive(':').next().unwrap_or_default().to_ascii_lowercase();
        self.is_signature = goes_on || SIGNATURES.contains(&&*begin);
        self.is_signature
    }
}
