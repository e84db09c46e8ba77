//! The elements elemint knows, read from files anyone can edit, and found by typing a part of a name.

mod file;
mod own;

use super::element::Element;
use file::{CommonFile, ElementFile, Packed};
use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};
use std::{collections::BTreeSet, sync::Arc};

/// Every file under `assets/catalog`, read and checked by the build and packed as JSON, which is read in a tenth of
/// the time.
const PACKED: &str = include_str!(concat!(env!("OUT_DIR"), "/catalog.json"));

/// The elements known, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    elements: Vec<Arc<Element>>,
}

/// What is wrong with a catalog file, with the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {what}")]
pub struct CatalogError {
    /// The file at fault.
    pub file: String,
    /// What is wrong there; the line stands in it where it is known.
    pub what: String,
}

/// An element found, with the characters of its name and key that matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The element.
    pub element: Arc<Element>,
    /// Positions in its name, counted in characters.
    pub name_marks: Vec<u32>,
    /// Positions in its key, counted in characters.
    pub key_marks: Vec<u32>,
}

impl Catalog {
    /// The catalog the program carries. The files were checked when it was built.
    ///
    /// # Errors
    /// None that the build would have let through.
    pub fn embedded() -> Result<Self, CatalogError> {
        let packed: Packed = serde_json::from_str(PACKED)
            .map_err(|e| CatalogError { file: "catalog.json".into(), what: e.to_string() })?;
        Self::of(&packed.common, packed.files)
    }

    /// Reads element files, each a path and its text. `common` holds the options every element has.
    ///
    /// # Errors
    /// The first file that does not hold what it should.
    pub fn read(common: (&str, &str), files: &[(&str, &str)]) -> Result<Self, CatalogError> {
        let fault = |file: &str, what: String| CatalogError { file: file.to_owned(), what };
        let common: CommonFile = toml::from_str(common.1).map_err(|e| fault(common.0, e.to_string()))?;
        let read = |(path, text): &(&str, &str)| {
            toml::from_str(text).map(|file| ((*path).to_owned(), file)).map_err(|e| fault(path, e.to_string()))
        };
        Self::of(&common, files.iter().map(read).collect::<Result<_, _>>()?)
    }

    fn of(common: &CommonFile, files: Vec<(String, ElementFile)>) -> Result<Self, CatalogError> {
        let fault = |file: &str, what: String| CatalogError { file: file.to_owned(), what };
        let mut keys = BTreeSet::new();
        let mut elements = Vec::with_capacity(files.len());
        for (path, file) in files {
            let path = path.as_str();
            let element = file.element(&common.field).map_err(|what| fault(path, what))?;
            if !keys.insert(element.key.clone()) {
                return Err(fault(path, format!("the key {} stands in another file as well", element.key)));
            }
            elements.push(Arc::new(element));
        }
        elements.sort_by_key(|e| e.name.to_lowercase());
        Ok(Self { elements })
    }

    /// All elements, by name.
    pub fn elements(&self) -> &[Arc<Element>] {
        &self.elements
    }

    /// The element with this key.
    pub fn find(&self, key: &str) -> Option<&Arc<Element>> {
        self.elements.iter().find(|e| e.key.as_str() == key)
    }

    /// The elements whose name, key or hub matches what was typed, the best first; all of them, by name, for an
    /// empty text.
    pub fn search(&self, text: &str) -> Vec<Hit> {
        let text = text.trim();
        if text.is_empty() {
            let all = self.elements.iter().cloned();
            return all.map(|element| Hit { element, name_marks: Vec::new(), key_marks: Vec::new() }).collect();
        }
        let pattern = Pattern::parse(text, CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut hits: Vec<(u32, Hit)> =
            self.elements.iter().filter_map(|element| hit(&pattern, &mut matcher, element)).collect();
        hits.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        hits.into_iter().map(|(_, hit)| hit).collect()
    }
}

/// A name counts as it is typed first; the key next, since the documentation is searched by it; the hub last.
fn hit(pattern: &Pattern, matcher: &mut Matcher, element: &Arc<Element>) -> Option<(u32, Hit)> {
    let mut score = |text: &str, marks: &mut Vec<u32>| {
        let mut buffer = Vec::new();
        let score = pattern.indices(Utf32Str::new(text, &mut buffer), matcher, marks);
        marks.sort_unstable();
        marks.dedup();
        score
    };
    let (mut name_marks, mut key_marks, mut hub_marks) = (Vec::new(), Vec::new(), Vec::new());
    let name = score(&element.name, &mut name_marks).map(|s| s + 8);
    let key = score(element.key.as_str(), &mut key_marks);
    let hub = score(element.hub.as_str(), &mut hub_marks).map(|s| s / 2);
    let best = name.max(key).max(hub)?;
    Some((best, Hit { element: element.clone(), name_marks, key_marks }))
}

#[cfg(test)]
mod tests {
    use super::{super::element::Flow, *};

    const NO_COMMON: (&str, &str) = ("common.toml", "field = []");

    fn read(text: &str) -> Result<Catalog, CatalogError> {
        Catalog::read(NO_COMMON, &[("crm/x.toml", text)])
    }

    #[test]
    fn the_embedded_catalog_reads_and_holds_both_seed_elements() {
        let catalog = Catalog::embedded().expect("embedded catalog");
        let flow = |key| catalog.find(key).and_then(|e| e.usual_mode().map(|m| m.flow));
        assert_eq!(flow("infusionsoftecommerce"), Some(Flow::OAuth2));
        assert_eq!(flow("magentosoapv19"), Some(Flow::Plain));
    }

    #[test]
    fn a_file_at_fault_is_named_with_what_is_wrong() {
        let head = "key='x'\nname='X'\nhub='crm'\n";
        for (text, told) in [
            ("key = ", "line 1"),
            ("nonsense = 1", "nonsense"),
            (&*format!("{head}mode=[]"), "no [[mode]]"),
            (&*format!("{head}[[mode]]\nflow='oauth9'"), "oauth9"),
            (&*format!("{head}[[mode]]\nflow='oauth2'"), "oauth.api.key"),
            (&*format!("{head}[[mode]]\nflow='plain'\n[[mode.field]]\nkey='a'\nlabel='A'\nkind='choice'"), "options"),
            (
                &*format!("{head}[[mode]]\nflow='plain'\nfield=[{{key='a',label='A'}},{{key='a',label='B'}}]"),
                "stands twice",
            ),
        ] {
            let error = read(text).expect_err(text).to_string();
            assert!(error.contains("crm/x.toml") && error.contains(told), "{error}");
        }
    }

    #[test]
    fn the_same_key_in_two_files_is_refused() {
        let file = "key='x'\nname='X'\nhub='crm'\n[[mode]]\nflow='plain'";
        let error = Catalog::read(NO_COMMON, &[("a.toml", file), ("b.toml", file)]).expect_err("twice");
        assert!(error.to_string().contains("b.toml"), "{error}");
    }

    #[test]
    fn typing_a_part_finds_the_element_and_marks_it() {
        let catalog = Catalog::embedded().expect("embedded catalog");
        let hits = catalog.search("infus online");
        let first = hits.first().expect("a hit");
        assert_eq!(first.element.key.as_str(), "infusionsoftecommerce");
        assert!(!first.name_marks.is_empty());
        assert_eq!(catalog.search("magentosoap").first().map(|h| h.element.key.as_str()), Some("magentosoapv19"));
        assert!(catalog.search("zzzzqq").is_empty());
        assert_eq!(catalog.search("  ").len(), catalog.elements().len());
    }
}
