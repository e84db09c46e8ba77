//! The commands of `BROWSER`, split as a shell would split them.

/// Program with its arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::oauth) struct BrowserCommand {
    words: Vec<String>,
}

impl BrowserCommand {
    /// Reads the alternatives of a list, which colons separate. A colon in quotes or before `//` belongs to its word.
    ///
    /// # Errors
    /// The quote that does not end.
    pub(in crate::oauth) fn parse_list(list: &str) -> Result<Vec<Self>, char> {
        let mut commands = Vec::new();
        let mut words = Vec::new();
        let mut word: Option<String> = None;
        let mut rest = list.chars();
        while let Some(c) = rest.next() {
            match c {
                '\'' | '"' => quoted(c, &mut rest, word.get_or_insert_default())?,
                '\\' if !cfg!(windows) => word.get_or_insert_default().extend(rest.next()),
                ':' if !is_in_word(word.as_deref(), rest.as_str()) => {
                    words.extend(word.take());
                    commands.push(Self { words: std::mem::take(&mut words) });
                }
                c if c.is_whitespace() => words.extend(word.take()),
                c => word.get_or_insert_default().push(c),
            }
        }
        words.extend(word);
        commands.push(Self { words });
        for command in &mut commands {
            // Old settings put the browser in the background, which it is here anyway.
            command.words.pop_if(|last| last == "&");
        }
        commands.retain(|command| !command.words.is_empty());
        Ok(commands)
    }

    /// The program.
    pub(in crate::oauth) fn program(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    /// Returns the arguments for a page: each `%s` is replaced by its address, which is otherwise the last argument.
    pub(in crate::oauth) fn arguments(&self, url: &str) -> Vec<String> {
        let words = self.words.get(1..).unwrap_or_default();
        let has_place = words.iter().any(|word| word.contains("%s"));
        let words = words.iter().map(|word| word.replace("%s", url));
        words.chain((!has_place).then(|| url.to_owned())).collect()
    }
}

/// Returns true if a colon belongs to its word: before `//`, and after the letter of a drive on Windows.
fn is_in_word(word: Option<&str>, rest: &str) -> bool {
    let is_drive = cfg!(windows) && word.is_some_and(|word| word.len() == 1) && rest.starts_with(['\\', '/']);
    rest.starts_with("//") || is_drive
}

fn quoted(quote: char, rest: &mut std::str::Chars<'_>, word: &mut String) -> Result<(), char> {
    while let Some(c) = rest.next() {
        match c {
            c if c == quote => return Ok(()),
            '\\' if quote == '"' && !cfg!(windows) => match rest.next() {
                Some(c @ ('"' | '\\' | '$' | '`')) => word.push(c),
                other => word.extend(std::iter::once('\\').chain(other)),
            },
            c => word.push(c),
        }
    }
    Err(quote)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::quoted_argument("ff -P \"my profile\" %s", &["ff -P|my profile|U"])]
    #[case::single_quotes("ff -P 'my profile'", &["ff -P|my profile|U"])]
    #[case::backslash(r"/opt/my\ browser/ff %s", &["/opt/my browser/ff U"])]
    #[case::quoted_program("\"/opt/my browser/ff\" --new-tab", &["/opt/my browser/ff --new-tab|U"])]
    #[case::place_in_a_word("app --url=%s --kiosk", &["app --url=U|--kiosk"])]
    #[case::place_in_quotes("app '--url=%s'", &["app --url=U"])]
    #[case::alternatives("firefox:google-chrome --incognito", &["firefox U", "google-chrome --incognito|U"])]
    #[case::quoted_colon("app '--proxy=localhost:80'", &["app --proxy=localhost:80|U"])]
    #[case::address("app --home http://x.example/ %s", &["app --home|http://x.example/|U"])]
    #[case::background("firefox %s &", &["firefox U"])]
    #[case::empty_alternatives(":firefox::", &["firefox U"])]
    #[case::empty_quotes("app ''", &["app |U"])]
    #[case::nothing("  ", &[])]
    fn command_is_split_like_in_a_shell(#[case] list: &str, #[case] expected: &[&str]) {
        let commands = BrowserCommand::parse_list(list).expect("ends");
        let shown = |command: &BrowserCommand| format!("{} {}", command.program(), command.arguments("U").join("|"));
        assert_eq!(commands.iter().map(shown).collect::<Vec<_>>(), expected);
    }

    #[rstest]
    #[case::double("ff -P \"my profile %s", '"')]
    #[case::single("ff 'x", '\'')]
    fn unclosed_quote_is_an_error(#[case] list: &str, #[case] quote: char) {
        assert_eq!(BrowserCommand::parse_list(list), Err(quote));
    }
}
