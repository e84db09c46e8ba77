//! The list of elements an account may use.

use super::{
    call::{Aim, Call},
    client::{Client, good, next_page},
    fault::garbled,
    wire,
};
use crate::domain::{Account, Fault, catalog::Described, fault::FaultKind};

/// Two hundred elements a page where a platform cuts the list at all; no platform has anywhere near as many.
const PAGES: usize = 40;

impl Client {
    /// The elements the platform has for this account, as it describes them. Nothing is left out of a list: it is
    /// had whole or not at all.
    ///
    /// # Errors
    /// Why there is no list; an empty one is of no use, and counts as none.
    pub async fn elements(&self, account: &Account) -> Result<Vec<Described>, Fault> {
        let call = self.call(Aim::Elements, account);
        let header = wire::authorization(account, &self.base, None)?;
        let (mut listed, mut next, mut room) = (Vec::<Described>::new(), None::<String>, wire::ELEMENTS);
        for _ in 0..PAGES {
            let query: Vec<_> = next.as_deref().map(|page| ("nextPage", page)).into_iter().collect();
            let url = wire::address(&self.base, &["elements"], &query)?;
            let answer = self.read(url, Some(&header), room, &call).await?;
            let page = serde_json::from_str::<Vec<Described>>(good(&answer, &call)?).ok();
            listed.extend(page.ok_or_else(|| garbled(&call, &answer, "it is not a list of elements"))?);
            room = room.saturating_sub(answer.body.len());
            let token = next_page(&answer);
            if token.is_none() || token == next {
                return some(listed, &call);
            }
            next = token;
        }
        Err(endless(&call))
    }
}

fn some(listed: Vec<Described>, call: &Call) -> Result<Vec<Described>, Fault> {
    let none = || {
        let what = format!("{} lists no elements for this account.", call.host);
        Fault::new(FaultKind::Refused, what, "An administrator of the organization can tell which it may use.")
    };
    if listed.is_empty() { Err(none()) } else { Ok(listed) }
}

fn endless(call: &Call) -> Fault {
    let what = format!("The list of elements of {} does not come to an end.", call.host);
    Fault::new(FaultKind::Refused, what, "Try again later, or ask the platform's support.")
}
