//! Rows of the list: filter, order, cursor and selection.

use super::{FoundRow, InstancesStep, WayBack};
use crate::{
    catalog::{Standing, Tier, WordSearch},
    domain::{InstanceQuery, Timestamp, instance_query::InstanceQueryError},
    wizard::{
        instances::{InstanceListing, InstanceRow, InstanceSort},
        list::Cursor,
        notice::Notice,
        session::Session,
        transition::Transition,
    },
};
use std::{cmp::Reverse, collections::BTreeSet, sync::Arc};

impl InstancesStep {
    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Returns true if no row matches.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Returns the instance in a row.
    pub fn row<'s>(&self, at: usize, session: &'s Session) -> Option<&'s Arc<InstanceRow>> {
        let place = usize::try_from(self.found.get(at)?.place).ok()?;
        session.instances.rows().get(place)
    }

    /// Returns the instance under the cursor.
    pub fn focused<'s>(&self, session: &'s Session) -> Option<&'s Arc<InstanceRow>> {
        self.row(self.cursor.row(self.len()), session)
    }

    /// Returns true if a typed filter is not valid.
    pub fn has_complaint(&self) -> bool {
        self.complaint.is_some()
    }

    /// Returns the order of the rows.
    pub fn sort(&self) -> InstanceSort {
        self.sort
    }

    /// Returns true if the way back stops work in progress first.
    pub fn stops(&self) -> bool {
        self.way_back == WayBack::Stop && self.asked.is_none() && self.narrowing.is_none()
    }

    /// Returns the cursor.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Returns true if the instance with this ID is selected.
    pub fn is_selected(&self, id: &str) -> bool {
        self.selected.contains(id)
    }

    /// Returns the number of selected instances.
    pub fn selected(&self) -> usize {
        self.selected.len()
    }

    /// Counts the rows: those that match of all, and the selected ones.
    pub fn describe_count(&self, session: &Session) -> String {
        let total = session.instances.rows().len();
        let is_growing = session.instances.is_arriving() && !session.instances.is_earlier();
        let so_far = if is_growing && total > 0 { " so far" } else { "" };
        let selected = match self.selected() {
            0 => String::new(),
            count => format!(" · {count} selected"),
        };
        format!("{} of {total}{so_far}{selected}", self.len())
    }

    /// Returns a finder of the characters that matched; `None` if no words were typed.
    pub fn marker(&self) -> Option<WordSearch> {
        (!self.search.is_empty()).then(|| self.search.clone())
    }

    pub(super) fn focused_id(&self, session: &Session) -> Option<String> {
        self.focused(session).map(|row| row.instance.id.clone())
    }

    /// Puts the cursor on the instance with this ID, or leaves it at its row.
    pub(super) fn point(&mut self, id: Option<&str>, session: &Session) {
        let Some(id) = id else { return };
        let at = (0..self.len()).find(|at| self.row(*at, session).is_some_and(|row| row.instance.id == id));
        match at {
            Some(at) => self.cursor = Cursor::at_row(at),
            // The user has not looked at the instance that is in its row now.
            None => self.has_looked = false,
        }
    }

    /// Filters the list by the typed words, from its first row on.
    pub(super) fn search(&mut self, session: &Session) {
        self.find(session);
        self.move_to_top();
    }

    pub(super) fn move_to_top(&mut self) {
        self.cursor = Cursor::default();
        self.has_looked = false;
    }

    /// Filters and sorts the list. A filter that is not valid does not count.
    pub(super) fn find(&mut self, session: &Session) {
        self.is_waiting = session.instances.is_arriving();
        self.way_back = WayBack::new(session);
        let (query, error) = InstanceQuery::parse_typed(self.filter.text());
        self.complaint = error.map(|InstanceQueryError { word, expected }| {
            format!("“{word}” is not a valid filter, so it does not count. Use {expected}.")
        });
        self.search = WordSearch::new(query.words());
        let (instances, now) = (&session.instances, session.now);
        let admitted = (0..).zip(instances.rows()).filter(|(_, row)| row.is_admitted(&query, now));
        let mut found: Vec<Ranked<'_>> = if self.search.is_empty() {
            admitted.map(|(at, row)| Ranked::new(at, row, None)).collect()
        } else {
            let search = &mut self.search;
            let ranked = admitted.filter_map(|(at, row)| {
                let standing = search.standing(|| &row.instance.name, instances.texts(at)?)?;
                Some(Ranked::new(at, row, Some(standing)))
            });
            ranked.collect()
        };
        order(&mut found, self.sort, now);
        self.found = found.into_iter().map(|ranked| ranked.found).collect();
        let all = instances.rows().iter().map(|row| row.facet_row());
        let is_in_vain = self.found.is_empty() && instances.is_whole();
        self.advice = if is_in_vain { query.advice(&all) } else { Vec::new() };
        // Without a filter, no other value of it leaves more rows.
        let has_others = self.is_empty() && query.has_filters();
        self.other_facets = if has_others { self.facets(session).len() } else { 0 };
    }

    /// Sorts the list in the next order.
    pub(super) fn sort_next(mut self, session: &Session) -> Transition<Self> {
        self.sort = self.sort.next();
        self.refresh(session);
        let is_ranked = self.sort == InstanceSort::Listed && !self.search.is_empty();
        let order = if is_ranked { "by closeness" } else { self.sort.label() };
        let words = format!("Sorted {order}.");
        Transition::stay(self).saying(Notice::plain(words))
    }

    /// Drops the selection of instances that exist no longer, once the list is complete.
    pub(super) fn drop_gone(&mut self, session: &Session) {
        if !self.selected.is_empty() && *session.instances.listing() == InstanceListing::Complete {
            let known: BTreeSet<&str> = session.instances.rows().iter().map(|row| row.instance.id.as_str()).collect();
            self.selected.retain(|id| known.contains(id.as_str()));
        }
    }

    /// Selects the instance under the cursor, or no longer, and moves on to the next.
    pub(super) fn toggle(&mut self, session: &Session) {
        let Some(id) = self.focused_id(session) else { return };
        if !self.selected.remove(&id) {
            self.selected.insert(id);
        }
        self.cursor = Cursor::at_row(self.cursor.row(self.len()) + 1);
    }

    /// Selects every instance that matches, without those that only resemble the words if others match. If all of them
    /// are selected, none stays selected.
    pub(super) fn toggle_all(&mut self, session: &Session) {
        let certain = self.found.iter().take_while(|row| !row.is_guess).count();
        let count = if certain > 0 { certain } else { self.len() };
        let rows = (0..count).filter_map(|at| self.row(at, session));
        let ids: Vec<String> = rows.map(|row| row.instance.id.clone()).collect();
        if ids.iter().all(|id| self.selected.contains(id)) {
            self.selected.clear();
        } else {
            self.selected.extend(ids);
        }
    }
}

/// Row that matches, with its rank.
struct Ranked<'r> {
    found: FoundRow,
    row: &'r Arc<InstanceRow>,
    /// Closeness; `None` without words.
    standing: Option<Standing>,
}

impl<'r> Ranked<'r> {
    fn new(at: usize, row: &'r Arc<InstanceRow>, standing: Option<Standing>) -> Self {
        let is_guess = standing.is_some_and(|standing| standing.tier <= Tier::Similar);
        Self { found: FoundRow { place: u32::try_from(at).unwrap_or(u32::MAX), is_guess }, row, standing }
    }
}

/// Sorts rows. In the order of the platform the closest match is first, in every order those that are no guess.
fn order(rows: &mut [Ranked<'_>], sort: InstanceSort, now: Timestamp) {
    match sort {
        InstanceSort::Listed => rows.sort_by_key(|ranked| Reverse(ranked.standing)),
        InstanceSort::Name => rows.sort_by_cached_key(|ranked| ranked.row.name.to_lowercase()),
        InstanceSort::Element => {
            rows.sort_by_cached_key(|ranked| (ranked.row.instance.element.to_string(), ranked.row.name.to_lowercase()));
        }
        InstanceSort::State => rows.sort_by_key(|ranked| ranked.row.attention(now)),
        InstanceSort::Expiry => {
            rows.sort_by_key(|ranked| ranked.row.facts.expires.map_or(u64::MAX, |expires| expires.0));
        }
        InstanceSort::Test => rows.sort_by_key(|ranked| ranked.row.facts.test_order()),
        InstanceSort::Age => rows.sort_by_key(|ranked| Reverse(ranked.row.facts.created)),
    }
    if sort != InstanceSort::Listed {
        rows.sort_by_key(|ranked| ranked.found.is_guess);
    }
}
