//! Reads that an instance offers: the path, and the parameters of each.

use super::{
    request_header::{RequestHeader, RequestHeaderError},
    resource_path::{ResourcePath, ResourcePathError},
};

/// Read of a resource through an instance (GET), as its documentation describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceOperation {
    /// Path with its parameters in braces, such as `/accounts/{id}`.
    pub path: String,
    /// Summary in one line; empty if there is none.
    pub summary: String,
    /// Parameters of the path, then of the query, then headers, the required ones first.
    pub parameters: Vec<ResourceParameter>,
    /// Path and summary in lower case, for the search.
    words: String,
}

/// Parameter of a read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceParameter {
    /// Name.
    pub name: String,
    /// Place in the request.
    pub place: ParameterPlace,
    /// Type.
    pub kind: ParameterKind,
    /// True if the read needs it.
    pub is_required: bool,
    /// Value that the platform takes if there is none.
    pub default: Option<String>,
    /// Description in one line; empty if there is none.
    pub description: String,
}

/// Place of a parameter in the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParameterPlace {
    /// Part of the path.
    Path,
    /// Query.
    Query,
    /// Header.
    Header,
}

/// Type of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// Any text.
    Text,
    /// Whole number.
    Integer,
    /// Number.
    Number,
    /// True or false.
    Boolean,
    /// One of these values.
    Choice(Vec<String>),
}

impl ResourceOperation {
    /// Creates an operation. Parameters of the path that are missing in the list are added.
    pub fn new(path: impl Into<String>, summary: impl Into<String>, mut parameters: Vec<ResourceParameter>) -> Self {
        let (path, summary) = (path.into(), summary.into());
        for name in path.split('/').filter_map(placeholder) {
            if !parameters.iter().any(|known| known.place == ParameterPlace::Path && known.name == name) {
                parameters.push(ResourceParameter::new(name, ParameterPlace::Path));
            }
        }
        parameters.sort_by_key(|parameter| (parameter.place, !parameter.is_required));
        let words = format!("{path} {summary}").to_lowercase();
        Self { path, summary, parameters, words }
    }

    /// Creates the operation that lists the records of an object, as the platform documents it for all elements.
    pub fn of_object(name: &str) -> Self {
        let query = |name| ResourceParameter::new(name, ParameterPlace::Query);
        let size = ResourceParameter { kind: ParameterKind::Integer, ..query("pageSize") };
        Self::new(format!("/{name}"), "", vec![query("where"), size, query("nextPage")])
    }

    /// Returns true if path and summary have all of these words, which are in lower case.
    pub fn has_words(&self, words: &[&str]) -> bool {
        words.iter().all(|word| self.words.contains(word))
    }

    /// Returns the request with these values; empty ones are left out.
    ///
    /// # Errors
    /// A value cannot be a part of the path.
    pub fn request<'v>(
        &self,
        value: impl Fn(&ResourceParameter) -> &'v str,
    ) -> Result<ResourcePath, ResourcePathError> {
        let in_place = |place| self.parameters.iter().filter(move |parameter| parameter.place == place);
        let part = |part: &str| {
            let named = placeholder(part).and_then(|name| in_place(ParameterPlace::Path).find(|one| one.name == name));
            named.map_or_else(|| part.to_owned(), |parameter| value(parameter).to_owned())
        };
        let segments = self.path.trim_matches('/').split('/').map(part).collect();
        let query =
            in_place(ParameterPlace::Query).map(|parameter| (parameter.name.clone(), value(parameter).to_owned()));
        ResourcePath::from_parts(segments, query.filter(|(_, value)| !value.is_empty()).collect())
    }

    /// Returns the headers with these values; empty ones are left out.
    ///
    /// # Errors
    /// A value cannot be a header.
    pub fn headers<'v>(
        &self,
        value: impl Fn(&ResourceParameter) -> &'v str,
    ) -> Result<Vec<RequestHeader>, RequestHeaderError> {
        let headers = self.parameters.iter().filter(|parameter| parameter.place == ParameterPlace::Header);
        let filled = headers.map(|header| (&header.name, value(header))).filter(|(_, value)| !value.is_empty());
        filled.map(|(name, value)| RequestHeader::new(name, value)).collect()
    }
}

impl ResourceParameter {
    /// Creates a text parameter. One of the path is required.
    pub fn new(name: impl Into<String>, place: ParameterPlace) -> Self {
        let is_required = place == ParameterPlace::Path;
        let name = name.into();
        Self { name, place, kind: ParameterKind::Text, is_required, default: None, description: String::new() }
    }

    /// Returns the fault of a value, if any.
    pub fn complaint(&self, value: &str) -> Option<String> {
        let name = &self.name;
        if value.is_empty() {
            return (self.is_required && self.default.is_none()).then(|| format!("{name} is needed."));
        }
        match &self.kind {
            ParameterKind::Integer if value.parse::<i64>().is_err() => Some(format!("{name} is a whole number.")),
            ParameterKind::Number if value.parse::<f64>().is_err() => Some(format!("{name} is a number.")),
            ParameterKind::Choice(values) if !values.iter().any(|known| known == value) => {
                Some(format!("{name} is one of {}.", values.join(", ")))
            }
            ParameterKind::Text if self.place == ParameterPlace::Path && matches!(value, "." | "..") => {
                Some(format!("{name} cannot be {value}."))
            }
            ParameterKind::Text
            | ParameterKind::Integer
            | ParameterKind::Number
            | ParameterKind::Boolean
            | ParameterKind::Choice(_) => None,
        }
    }
}

/// Returns the name of a part in braces.
fn placeholder(part: &str) -> Option<&str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn operation() -> ResourceOperation {
        ResourceOperation::new("/hubs/crm/accounts/{id}", "Reads One", Vec::new())
    }

    #[test]
    fn parameter_of_the_path_is_added_and_required() {
        assert_eq!(operation().parameters, [ResourceParameter::new("id", ParameterPlace::Path)]);
    }

    #[test]
    fn values_are_filled_into_the_path() {
        let request = operation().request(|_| "a/b").expect("a path");
        assert_eq!(request.segments(), ["hubs", "crm", "accounts", "a/b"]);
    }

    #[test]
    fn empty_values_of_the_query_are_left_out() {
        let request = ResourceOperation::of_object("accounts");
        let request = request.request(|one| if one.name == "pageSize" { "5" } else { "" }).expect("a path");
        assert_eq!(request.query(), [("pageSize".to_owned(), "5".to_owned())]);
    }

    #[test]
    fn filled_headers_are_sent() {
        let headers = ["X-Tenant", "X-Trace"].map(|name| ResourceParameter::new(name, ParameterPlace::Header));
        let operation = ResourceOperation::new("/accounts", "", headers.to_vec());
        let sent = operation.headers(|one| if one.name == "X-Tenant" { "acme" } else { "" }).expect("headers");
        assert_eq!(sent, [RequestHeader { name: "X-Tenant".into(), value: "acme".into() }]);
    }

    #[test]
    fn value_that_leads_up_is_refused() {
        assert_eq!(operation().request(|_| ".."), Err(ResourcePathError::Part));
    }

    #[rstest]
    #[case::both(&["accounts", "one"], true)]
    #[case::other(&["contacts"], false)]
    #[case::none(&[], true)]
    fn words_are_searched_in_path_and_summary(#[case] words: &[&str], #[case] is_found: bool) {
        assert_eq!(operation().has_words(words), is_found);
    }

    #[rstest]
    #[case::whole(ParameterKind::Integer, "5", None)]
    #[case::fraction(ParameterKind::Integer, "5.5", Some("x is a whole number."))]
    #[case::number(ParameterKind::Number, "5.5", None)]
    #[case::word(ParameterKind::Number, "five", Some("x is a number."))]
    #[case::choice(ParameterKind::Choice(vec!["a".into(), "b".into()]), "c", Some("x is one of a, b."))]
    #[case::text(ParameterKind::Text, "any", None)]
    #[case::optional(ParameterKind::Integer, "", None)]
    fn value_is_checked_by_its_type(#[case] kind: ParameterKind, #[case] value: &str, #[case] complaint: Option<&str>) {
        let parameter = ResourceParameter { kind, ..ResourceParameter::new("x", ParameterPlace::Query) };
        assert_eq!(parameter.complaint(value).as_deref(), complaint);
    }
}
