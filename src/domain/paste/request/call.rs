//! Method and host of the call that sends a pasted request, by which the user tells several requests apart.

/// Methods that send a body.
const METHODS: [&str; 3] = ["POST", "PUT", "PATCH"];

/// Options of curl before an address that the request is not sent to.
const OTHER_ADDRESSES: [&str; 5] = ["-x", "--proxy", "--preproxy", "-e", "--referer"];

/// Method and host of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestCall {
    /// Method, in capitals.
    pub method: Option<String>,
    /// Host without the account and the path, which may hold secrets.
    pub host: Option<String>,
}

impl RequestCall {
    /// Reads the call from the words of a command.
    pub(super) fn of_words<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut call = Self::default();
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            if OTHER_ADDRESSES.contains(&word) {
                words.next();
                continue;
            }
            call.read(word.trim_start_matches("-X"));
            // The body and later words may name other addresses.
            if call.host.is_some() && call.method.is_some() {
                break;
            }
        }
        call
    }

    /// Reads the call from the lines of a text before a request, after the one before it. Lines are counted from 1.
    pub(super) fn above(text: &str, after: usize, line: usize) -> Self {
        let mut call = Self::default();
        let lines: Vec<&str> = text.lines().take(line).skip(after).collect();
        for (distance, words) in lines.iter().rev().enumerate() {
            // The lines before it are the body of the request before this one.
            if distance > 0 && words.starts_with(['}', ']']) {
                break;
            }
            let marks = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '(' | ')' | ',' | ';');
            // The beginning of the request itself is on the last line.
            words.split(marks).take_while(|word| !word.starts_with(['{', '['])).for_each(|word| call.read(word));
        }
        call
    }

    fn read(&mut self, word: &str) {
        let method = word.to_ascii_uppercase();
        if self.method.is_none() && METHODS.contains(&method.as_str()) {
            self.method = Some(method);
        } else if self.host.is_none() {
            self.host = host(word);
        }
    }
}

/// Returns the host of an address.
fn host(word: &str) -> Option<String> {
    let rest = ["https://", "http://"].iter().find_map(|scheme| word.strip_prefix(scheme))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    (!host.is_empty() && host.chars().all(is_plain)).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn call(method: Option<&str>, host: Option<&str>) -> RequestCall {
        RequestCall { method: method.map(str::to_owned), host: host.map(str::to_owned) }
    }

    #[rstest]
    #[case::curl("-X POST https://a.example/x -d {}", Some("POST"), Some("a.example"))]
    #[case::joined("-XPUT https://a.example:8080/x", Some("PUT"), Some("a.example:8080"))]
    #[case::httpie("patch https://ada:pw@a.example/x", Some("PATCH"), Some("a.example"))]
    #[case::no_method("https://a.example?token=x", None, Some("a.example"))]
    #[case::variable("https://$HOST/x", None, None)]
    #[case::proxy("-x http://proxy.example:3128 https://a.example/x", None, Some("a.example"))]
    fn words_of_a_command_name_its_call(#[case] words: &str, #[case] method: Option<&str>, #[case] host: Option<&str>) {
        assert_eq!(RequestCall::of_words(words.split(' ')), call(method, host));
    }

    #[rstest]
    #[case::http_file("POST https://a.example/instances\nAccept: x\n\n{", 4, Some("POST"), Some("a.example"))]
    #[case::fetch("await fetch('https://a.example/instances', {", 1, None, Some("a.example"))]
    #[case::json_alone("{", 1, None, None)]
    #[case::after_another("{\n  \"store.url\": \"https://shop.example\",\n}\n\n{", 5, None, None)]
    #[case::headers("fetch('https://a.example', {\n  headers: {\n  },\n  body: {", 4, None, Some("a.example"))]
    fn lines_above_a_request_name_its_call(
        #[case] text: &str,
        #[case] line: usize,
        #[case] method: Option<&str>,
        #[case] host: Option<&str>,
    ) {
        assert_eq!(RequestCall::above(text, 0, line), call(method, host));
    }
}
