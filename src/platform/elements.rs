//! The list of elements an account may use.

use super::{
    answer::{self, ApiAnswer},
    call::{ApiCall, ApiOperation},
    client::{Client, good},
    fault::garbled,
    pages::next_page,
    wire,
};
use crate::{
    catalog::{Described, DescribedMode, ElementKey},
    domain::{Account, Fault, ListValidator, fault::FaultKind},
};
use reqwest::{
    Url,
    header::{HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH},
};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, DeserializeSeed, Error as _, SeqAccess, Visitor},
};
use std::fmt;

/// Two hundred elements a page where a platform cuts the list at all; no platform has anywhere near as many.
const PAGES: usize = 40;

/// Most elements of a list; the largest platform has a few hundred. Each takes memory of its own, however short it is.
const LIMIT: usize = 20_000;

/// Answer to a request for the list.
#[derive(Debug)]
pub enum ListAnswer {
    /// The list is the one that is known.
    Unchanged,
    /// The complete list, with the marks by which it is recognized.
    Listed(Vec<Described>, ListValidator),
}

impl Client {
    /// Returns the elements that the platform has for this account, as it describes them. A list is complete or an
    /// error.
    ///
    /// # Errors
    /// The reason that there is no list; an empty one is of no use, and is an error too.
    pub async fn elements(&self, account: &Account) -> Result<Vec<Described>, Fault> {
        match self.elements_unless(account, &ListValidator::default()).await? {
            ListAnswer::Listed(elements, _) => Ok(elements),
            ListAnswer::Unchanged => some(Vec::new(), &self.call(ApiOperation::Elements, account)),
        }
    }

    /// Returns the elements, unless the list still has these marks.
    ///
    /// # Errors
    /// As [`Client::elements`].
    pub async fn elements_unless(&self, account: &Account, known: &ListValidator) -> Result<ListAnswer, Fault> {
        let call = self.call(ApiOperation::Elements, account);
        let header = wire::authorization(account, &self.base, None)?;
        let (mut listed, mut next, mut room) = (Vec::<Described>::new(), None::<String>, wire::ELEMENTS);
        for _ in 0..PAGES {
            let query: Vec<_> = next.as_deref().map(|page| ("nextPage", page)).into_iter().collect();
            let url = wire::address(&self.base, &["elements"], &query)?;
            let first = next.is_none();
            let answer = if first {
                self.read_unless(url, &header, room, &call, known).await?
            } else {
                self.read(url, Some(&header), room, &call).await?
            };
            if first && !known.is_empty() && answer.status.as_u16() == 304 {
                return Ok(ListAnswer::Unchanged);
            }
            let mut reader = serde_json::Deserializer::from_str(good(&answer, &call)?);
            let page = ListPage(&mut listed).deserialize(&mut reader).and_then(|()| reader.end());
            if listed.len() > LIMIT {
                return Err(too_many(&call));
            }
            // The reader's own words may quote the answer.
            page.ok().ok_or_else(|| garbled(&call, &answer, "it is not a list of elements"))?;
            room = room.saturating_sub(answer.body.len());
            let token = next_page(&answer);
            if token.is_none() || token == next {
                let marks = ListValidator::new(answer.header("etag"), answer.header("last-modified"));
                // The marks of one page say nothing of the others.
                let validator = if first { marks } else { ListValidator::default() };
                return some(listed, &call).map(|listed| ListAnswer::Listed(listed, validator));
            }
            next = token;
        }
        Err(endless(&call))
    }
}

impl Client {
    /// Returns the platform's description of one element, with the settings of each auth mode if it lists them.
    ///
    /// # Errors
    /// The reason that there is no description. An unknown list of auth modes is no error.
    pub async fn element(&self, key: &ElementKey, account: &Account) -> Result<Described, Fault> {
        let call = self.call(ApiOperation::Element(key), account);
        let header = wire::authorization(account, &self.base, None)?;
        let place = ["elements", key.as_str()];
        let url = wire::address(&self.base, &place, &[])?;
        let answer = self.read(url, Some(&header), answer::OBJECT, &call).await?;
        let described = serde_json::from_str::<Described>(good(&answer, &call)?).ok();
        let described = described.ok_or_else(|| garbled(&call, &answer, "it is not an element"))?;
        let types = [&place[..], &["authentication-types"]].concat();
        let Some(types) = self.aside::<Types>(&types, &header, &call).await else { return Ok(described) };
        let mut ways = Vec::new();
        for option in types.options.into_iter().take(WAYS) {
            let place = [&place[..], &["authentication-types", &option.value, "configurations"]].concat();
            // With one of them missing, none says more than the element itself.
            let Some(configuration) = self.aside(&place, &header, &call).await else { return Ok(described) };
            let label = if option.description.is_empty() { option.value.clone() } else { option.description };
            ways.push(DescribedMode { value: option.value, label, configuration });
        }
        Ok(described.with_modes(types.usual.as_deref(), ways))
    }

    /// Reads a document, unless the server recognizes its marks; then the answer has the status 304 and no body.
    async fn read_unless(
        &self,
        url: Url,
        header: &HeaderValue,
        cap: usize,
        call: &ApiCall<'_>,
        known: &ListValidator,
    ) -> Result<ApiAnswer, Fault> {
        let marks = [(IF_NONE_MATCH, &known.etag), (IF_MODIFIED_SINCE, &known.modified)];
        let marks =
            marks.into_iter().filter_map(|(name, mark)| Some((name, HeaderValue::from_str(mark.as_ref()?).ok()?)));
        let request = self.get(url, Some(header)).headers(marks.collect());
        self.read_request(request, cap, call).await
    }

    /// Reads a document that not every platform has.
    async fn aside<T: DeserializeOwned>(&self, place: &[&str], header: &HeaderValue, call: &ApiCall<'_>) -> Option<T> {
        let url = wire::address(&self.base, place, &[]).ok()?;
        let answer = self.read(url, Some(header), answer::OBJECT, call).await.ok()?;
        serde_json::from_str(good(&answer, call).ok()?).ok()
    }
}

/// More ways than any element has.
const WAYS: usize = 8;

/// The ways to authenticate with an element.
#[derive(Deserialize)]
struct Types {
    #[serde(rename = "defaultValue")]
    usual: Option<String>,
    #[serde(default)]
    options: Vec<Type>,
}

#[derive(Deserialize)]
struct Type {
    value: String,
    #[serde(default)]
    description: String,
}

fn some(listed: Vec<Described>, call: &ApiCall) -> Result<Vec<Described>, Fault> {
    let none = || {
        let problem = format!("{} lists no elements for this account.", call.host);
        Fault::new(FaultKind::Refused, problem, "An administrator of the organization can tell which it may use.")
    };
    if listed.is_empty() { Err(none()) } else { Ok(listed) }
}

/// Adds the elements of one page to a list, and stops at the first one above [`LIMIT`].
struct ListPage<'a>(&'a mut Vec<Described>);

impl<'de> DeserializeSeed<'de> for ListPage<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for ListPage<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of elements")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut page: A) -> Result<(), A::Error> {
        while let Some(element) = page.next_element()? {
            self.0.push(element);
            if self.0.len() > LIMIT {
                return Err(A::Error::custom("it has too many elements"));
            }
        }
        Ok(())
    }
}

fn too_many(call: &ApiCall) -> Fault {
    let problem = format!("{} lists more than 20,000 elements, which is more than any platform has.", call.host);
    Fault::new(FaultKind::Refused, problem, "Check the platform's address, or ask its support.")
}

fn endless(call: &ApiCall) -> Fault {
    let problem = format!("The list of elements of {} does not come to an end.", call.host);
    Fault::new(FaultKind::Refused, problem, "Try again later, or ask the platform's support.")
}
