//! Parts of an address that a field uses.

use serde::Deserialize;

/// Part of an address that a field uses, because users paste the contents of the address bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// The complete text.
    #[default]
    Whole,
    /// The first label of the host: `acme` of `https://acme.zendesk.com/agent`.
    FirstLabel,
    /// The host: `acme.sharepoint.com` of `https://acme.sharepoint.com/sites/x`.
    Host,
    /// Scheme and host: `https://acme.atlassian.net` of `https://acme.atlassian.net/browse/X-1`.
    Origin,
    /// The address of a site or service without its pages: `https://shop.example/eu` of
    /// `https://shop.example/eu/index.php/admin?x=1`.
    Base,
}

impl Shape {
    /// Returns the part of the text that is used.
    pub fn part(self, text: &str) -> &str {
        let text = text.trim();
        let bare = text.split_once("://").map_or(text, |(_, rest)| rest);
        let authority = bare.split(['/', '?', '#']).next().unwrap_or(bare);
        let host = authority.rsplit('@').next().unwrap_or(authority);
        match self {
            Self::Whole => text,
            Self::Host => host.trim(),
            Self::FirstLabel => host.split(['.', ':']).next().unwrap_or(host).trim(),
            Self::Origin => {
                let end = text.len() - bare.len() + authority.len();
                text.get(..end).unwrap_or(text).trim()
            }
            Self::Base => base(text, text.len() - bare.len() + authority.len()),
        }
    }
}

/// Path segments of a shop or service that only its web pages have.
const PAGES: [&str; 12] = [
    "admin",
    "administrator",
    "wp-admin",
    "wp-login",
    "login",
    "signin",
    "sign-in",
    "logout",
    "dashboard",
    "checkout",
    "customer",
    "catalog",
];

/// Returns an address up to its first page. `path` is the offset of its path.
fn base(text: &str, path: usize) -> &str {
    let text = text.split(['?', '#']).next().unwrap_or(text);
    let mut end = path.min(text.len());
    for segment in text.get(path..).unwrap_or_default().split('/').skip(1) {
        let lower = segment.to_lowercase();
        let is_script =
            [".php", ".html", ".htm", ".aspx", ".asp", ".jsp", ".cfm"].iter().any(|ending| lower.ends_with(ending));
        if is_script || PAGES.contains(&lower.as_str()) {
            break;
        }
        end += 1 + segment.len();
    }
    text.get(..end).unwrap_or(text).trim_end_matches('/').trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::first_label(Shape::FirstLabel, " https://acme.zendesk.com/agent?x=1 ", "acme")]
    #[case::first_label_alone(Shape::FirstLabel, "acme /agent", "acme")]
    #[case::first_label_with_port(Shape::FirstLabel, "acme:8443", "acme")]
    #[case::host(Shape::Host, "https://acme.zendesk.com/agent?x=1", "acme.zendesk.com")]
    #[case::host_with_user(Shape::Host, "sftp://ada@files.example/home", "files.example")]
    #[case::host_with_port(Shape::Host, "db.example:3306", "db.example:3306")]
    #[case::origin(Shape::Origin, "https://acme.atlassian.net/browse/X-1?a=b#c", "https://acme.atlassian.net")]
    #[case::origin_with_port(Shape::Origin, "https://act.example:8080/web/", "https://act.example:8080")]
    #[case::origin_alone(Shape::Origin, "acme.atlassian.net/browse", "acme.atlassian.net")]
    #[case::base_of_a_page(Shape::Base, "https://shop.example/index.php/admin?x=1", "https://shop.example")]
    #[case::base_in_a_folder(
        Shape::Base,
        "https://shop.example/eu/index.php/customer/account/",
        "https://shop.example/eu"
    )]
    #[case::base_of_an_administration(
        Shape::Base,
        "https://shop.example/wp-admin/edit.php?post_type=x",
        "https://shop.example"
    )]
    #[case::base_with_a_slash(Shape::Base, "https://shop.example/", "https://shop.example")]
    #[case::base_of_an_interface(Shape::Base, "https://a.example/v4_6/apis/3.0", "https://a.example/v4_6/apis/3.0")]
    #[case::base_without_scheme(Shape::Base, "shop.example/index.php#top", "shop.example")]
    #[case::base_of_a_query(Shape::Base, "https://shop.example?store=1", "https://shop.example")]
    #[case::complete(Shape::Whole, "https://a.example/?x=1", "https://a.example/?x=1")]
    fn wanted_part_of_an_address_is_returned(#[case] shape: Shape, #[case] address: &str, #[case] part: &str) {
        assert_eq!(shape.part(address), part);
    }

    proptest! {
        #[test]
        fn part_of_a_part_is_unchanged(text in "[ ./:?#a\\PC]{0,24}") {
            for shape in [Shape::Whole, Shape::Host, Shape::FirstLabel, Shape::Origin, Shape::Base] {
                let part = shape.part(&text);
                prop_assert_eq!(shape.part(part), part);
            }
        }
    }
}
