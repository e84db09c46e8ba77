//! Long lists, a page at a time.

use super::{problem::Problem, query::Query};
use axum::{
    Json,
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;
use std::collections::VecDeque;

/// Where the way to the next page stands.
const NEXT: &str = "elements-next-page-token";
/// No page is longer, whatever was asked for.
const LONGEST: usize = 200;

/// Which part of a list is wanted.
pub(super) struct Page {
    size: Option<usize>,
    after: Option<u64>,
}

impl Page {
    /// Reads `pageSize` and `nextPage`; `usual` is the size where none is asked for, `None` being all.
    pub(super) fn read(query: &Query, usual: Option<usize>) -> Result<Self, Problem> {
        let size = match query.filled("pageSize").map(str::parse::<usize>) {
            None => usual,
            Some(Ok(size)) if size > 0 => Some(size.min(LONGEST)),
            Some(_) => return Err(Problem::bad("pageSize must be a number from 1 to 200")),
        };
        let after = query.filled("nextPage").map(mark).transpose()?;
        Ok(Self { size, after })
    }

    /// This page of a list in the order of its numbers, with the way to the next in a header.
    pub(super) fn cut(&self, items: Vec<(u64, Value)>) -> Response {
        let mut rest: VecDeque<_> =
            items.into_iter().filter(|(n, _)| self.after.is_none_or(|mark| *n > mark)).collect();
        let over = rest.split_off(self.size.map_or(rest.len(), |size| size.min(rest.len())));
        let mark = rest.back().filter(|_| !over.is_empty()).map(|(number, _)| number.to_string());
        let page: Vec<_> = rest.into_iter().map(|(_, item)| item).collect();
        match mark {
            Some(mark) => ([(NEXT, URL_SAFE_NO_PAD.encode(mark))], Json(page)).into_response(),
            None => Json(page).into_response(),
        }
    }
}

fn mark(token: &str) -> Result<u64, Problem> {
    let text = URL_SAFE_NO_PAD.decode(token).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.and_then(|text| text.parse().ok()).ok_or_else(|| Problem::bad("nextPage is not a token of this list"))
}
