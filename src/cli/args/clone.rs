//! Arguments of `clone`.

use super::{ConsentArgs, CreateArgs, UnattendedArgs, pair};

/// Arguments of `clone`.
#[derive(Debug, clap::Args)]
pub struct CloneArgs {
    /// ID of the instance to copy.
    #[arg(value_name = "ID")]
    pub id: String,

    /// Create the copy with this profile; without it, on the same platform.
    #[arg(long, value_name = "PROFILE")]
    pub to: Option<String>,

    /// Name of the copy; without it, the same name.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,

    /// Tags of the copy, which replace those of the instance; repeat the option, or separate them by commas.
    #[arg(long = "tag", value_name = "TAG", value_delimiter = ',')]
    pub tags: Option<Vec<String>>,

    /// Fill in a field. Pass secrets by reference (KEY=env:NAME): other users can read arguments.
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = pair)]
    pub values: Vec<(String, String)>,

    /// Copy addresses of the provider to the other profile, too.
    #[arg(long)]
    pub keep_addresses: bool,

    /// Treatment of a consent that is needed.
    #[command(flatten)]
    pub consent: ConsentArgs,

    /// Agreement and output.
    #[command(flatten)]
    pub unattended: UnattendedArgs,
}

impl CloneArgs {
    /// Returns true if no form is opened.
    pub fn is_unattended(&self, has_terminal: bool) -> bool {
        !has_terminal || self.unattended.is_given() || self.consent.wait || self.consent.no_wait
    }

    /// Returns the arguments of `create` for a copy of an instance of this element. The copied values are given apart.
    pub fn to_create(&self, element: &str) -> CreateArgs {
        let (consent, unattended) = (self.consent.clone(), self.unattended.clone());
        CreateArgs { element: Some(element.to_owned()), consent, unattended, ..CreateArgs::default() }
    }
}
