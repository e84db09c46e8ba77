//! Long lists, a page at a time.

use super::{problem::Problem, query::QueryPairs};
use axum::{
    Json,
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Serialize;

/// Header with the token of the next page.
const NEXT: &str = "elements-next-page-token";
/// No page is longer, whatever was asked for.
const LONGEST: usize = 200;

/// Requested part of a list.
pub(super) struct PageRequest {
    size: Option<usize>,
    after: Option<u64>,
}

impl PageRequest {
    /// Reads `pageSize` and `nextPage`; `usual` is the size where none is asked for, `None` being all.
    pub(super) fn read(query: &QueryPairs, usual: Option<usize>) -> Result<Self, Problem> {
        let size = match query.filled("pageSize").map(str::parse::<usize>) {
            None => usual,
            Some(Ok(size)) if size > 0 => Some(size.min(LONGEST)),
            Some(_) => return Err(Problem::bad("pageSize must be a number from 1 to 200")),
        };
        let after = query.filled("nextPage").map(mark).transpose()?;
        Ok(Self { size, after })
    }

    /// This page of a list in the order of its numbers, with the token of the next page in a header. Only the items of
    /// the page are rendered.
    pub(super) fn cut<I, T: Serialize>(
        &self,
        items: impl IntoIterator<Item = (u64, I)>,
        render: impl Fn(u64, I) -> T,
    ) -> Response {
        let mut rest = items.into_iter().skip_while(|(n, _)| self.after.is_some_and(|mark| *n <= mark));
        let (mut page, mut last) = (Vec::new(), None);
        for (number, item) in rest.by_ref().take(self.size.unwrap_or(usize::MAX)) {
            page.push(render(number, item));
            last = Some(number);
        }
        match last.filter(|_| rest.next().is_some()).map(|number| number.to_string()) {
            Some(mark) => ([(NEXT, URL_SAFE_NO_PAD.encode(mark))], Json(page)).into_response(),
            None => Json(page).into_response(),
        }
    }
}

fn mark(token: &str) -> Result<u64, Problem> {
    let text = URL_SAFE_NO_PAD.decode(token).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.and_then(|text| text.parse().ok()).ok_or_else(|| Problem::bad("nextPage is not a token of this list"))
}
