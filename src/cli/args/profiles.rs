//! Arguments of `profiles`.

use super::{AgreedArgs, JsonArgs};
use clap::Subcommand;

/// Arguments of `profiles`. Without a command it lists them.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct ProfilesArgs {
    /// JSON instead of text, for the list.
    #[command(flatten)]
    pub output: JsonArgs,

    /// Command to run instead of the list.
    #[command(subcommand)]
    pub command: Option<ProfilesCommand>,
}

/// Commands on profiles.
#[derive(Debug, Subcommand)]
pub enum ProfilesCommand {
    /// List the profiles with their platforms and limits, without secrets.
    List {
        /// JSON instead of text.
        #[command(flatten)]
        output: JsonArgs,
    },
    /// Sign in with the profiles. The exit code is 1 if one failed.
    Test {
        /// Names of the profiles; without names all are tested.
        #[arg(value_name = "NAME")]
        names: Vec<String>,

        /// JSON instead of text.
        #[command(flatten)]
        output: JsonArgs,
    },
    /// Create a profile, after the platform accepted its secrets.
    Add {
        /// Name of the profile.
        #[arg(value_name = "NAME")]
        name: String,

        /// Address of the platform, such as api.cloud-elements.com.
        #[arg(value_name = "PLATFORM")]
        platform: String,

        /// Its secrets.
        #[command(flatten)]
        secrets: SecretsArgs,

        /// Accepted as by the commands that ask; this one does not.
        #[command(flatten)]
        agreed: AgreedArgs,

        /// JSON instead of text.
        #[command(flatten)]
        output: JsonArgs,
    },
    /// Replace the secrets of a profile, after the platform accepted the new ones.
    Secrets {
        /// Name of the profile.
        #[arg(value_name = "NAME")]
        name: String,

        /// Its new secrets.
        #[command(flatten)]
        secrets: SecretsArgs,

        /// Accepted as by the commands that ask; this one does not.
        #[command(flatten)]
        agreed: AgreedArgs,

        /// JSON instead of text.
        #[command(flatten)]
        output: JsonArgs,
    },
    /// Give a profile another name.
    Rename {
        /// Name of the profile.
        #[arg(value_name = "NAME")]
        name: String,

        /// New name.
        #[arg(value_name = "NEW")]
        new: String,

        /// Accepted as by the commands that ask; this one does not.
        #[command(flatten)]
        agreed: AgreedArgs,

        /// JSON instead of text.
        #[command(flatten)]
        output: JsonArgs,
    },
    /// Protect a profile: instances are changed and deleted only after their name was given.
    Protect {
        /// Name of the profile.
        #[arg(value_name = "NAME")]
        name: String,

        /// Refuse all changes, creation included.
        #[arg(long)]
        read_only: bool,

        /// Accepted as by the commands that ask; this one does not.
        #[command(flatten)]
        agreed: AgreedArgs,

        /// JSON instead of text.
        #[command(flatten)]
        output: JsonArgs,
    },
    /// Remove the limits of a profile.
    Unprotect {
        /// Name of the profile.
        #[arg(value_name = "NAME")]
        name: String,

        /// Remove them without asking.
        #[arg(long)]
        yes: bool,

        /// JSON instead of text.
        #[command(flatten)]
        output: JsonArgs,
    },
}

const USER_SECRET: &str = "Reference to the user secret: env:NAME, file:PATH, cmd:COMMAND or keyring:NAME";

/// Secrets of a profile. Without options they are asked for on the terminal.
#[derive(Debug, clap::Args)]
pub struct SecretsArgs {
    /// Reference to the user secret.
    // Not the variable of the account's secret, which is no reference.
    #[arg(
        long,
        value_name = "REFERENCE",
        requires = "org_secret",
        help = USER_SECRET,
        env = "ELEMINT_PROFILE_USER_SECRET",
        hide_env = true
    )]
    pub user_secret: Option<String>,

    /// Reference to the organization secret.
    #[arg(
        long,
        value_name = "REFERENCE",
        requires = "user_secret",
        env = "ELEMINT_PROFILE_ORG_SECRET",
        hide_env = true
    )]
    pub org_secret: Option<String>,

    /// Sign in with this e-mail address and its password. The platform returns the two secrets; the password is not kept.
    #[arg(long, value_name = "ADDRESS", conflicts_with_all = ["user_secret", "org_secret"])]
    pub email: Option<String>,

    /// Read the two secrets from standard input, one a line; with --email, the password.
    #[arg(long, conflicts_with_all = ["user_secret", "org_secret"])]
    pub stdin: bool,

    /// Keep the secrets in the keyring.
    #[arg(long)]
    pub keyring: bool,
}
