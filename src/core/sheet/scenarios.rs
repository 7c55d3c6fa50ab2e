//! The scenarios of a bid, and what each changes (method §7).

use itertools::Itertools as _;

use super::names::Names;
use super::stakes::is_share;
use super::written::in_words;
use super::{Cell, Column, Row, Sheet, Style};
use crate::diag::Sources;
use crate::model::Bid;
use crate::scenario::Changed;
use crate::unit::{DASH, Lang, Text};

/// A scenario: its id, its name, why it is there, what it changes.
pub type Listed<'a> = (&'a str, &'a Text, &'a Text, Vec<Changed>);

/// The bid of each scenario, by its id: it has the names of what the scenario adds.
pub type Bids<'a> = Vec<(&'a str, &'a Bid)>;

/// How the scenarios of a bid are listed.
#[derive(Debug, Clone)]
pub struct Listing<'a> {
    /// The bid, whose names what is changed is called by; where it has none, by the paths of the model.
    pub bid: Option<&'a Bid>,
    /// Those of the scenarios that are known, for what only they have.
    pub bids: Bids<'a>,
    /// Are scenarios headed by their ids too, to be typed?
    pub ids: bool,
    /// The reader's language.
    pub lang: Lang,
}

/// Each scenario with its changes: what, before, after, and from where, in words; data have paths and values as written.
#[must_use]
pub fn scenarios(listed: &[Listed<'_>], sources: &Sources, listing: Listing<'_>) -> Sheet {
    let Listing { bid, bids, ids, lang } = listing;
    let words = |change: &Changed, written: Option<&str>, names: &Option<Names<'_>>| match (written, names) {
        // A lot is in the bid unless it says that it is not.
        (None, Some(names)) if change.path.ends_with(".in_bid") => in_words("true", names, false),
        (None, _) => DASH.to_owned(),
        (Some(written), Some(names)) => in_words(written, names, is_of_shares(names.bid, &change.path)),
        (Some(written), None) => written.to_owned(),
    };
    let mut rows = Vec::new();
    for (id, label, why, changes) in listed {
        let label = label.get(lang);
        let heading = if ids { format!("{id}{}{label}", lang.colon()) } else { label.to_owned() };
        rows.push(Row::of(Style::Section, vec![Cell::Empty, Cell::Empty, Cell::Empty, heading.into()]));
        let own = bids.iter().find(|(of, _)| of == id).map(|(_, bid)| *bid);
        // What one line of the scenario changes in several lots is in the order of their numbers.
        let written: Vec<_> = changes.iter().map(|change| change.at).collect();
        let order = |change: &&Changed| {
            let place = written.iter().position(|at| *at == change.at);
            let lot = change.path.strip_prefix("lots.").and_then(|path| path.split('.').next());
            let lot = bid.zip(lot).and_then(|(bid, id)| Some(bid.lot_number(bid.lot(id)?)));
            (place, lot)
        };
        rows.extend(changes.iter().sorted_by_key(order).map(|change| {
            // What only the scenario has is named in its bid.
            let is_new = change.before.is_none() && change.inherited.is_none() && !change.path.ends_with(".in_bid");
            let bid = own.filter(|_| is_new).or(bid);
            let names = bid.map(|bid| Names { bid, lang });
            let words = |change: &Changed, written: Option<&str>| words(change, written, &names);
            let data = |written: Option<&str>| written.map_or(Cell::Empty, Cell::from);
            let (before, shown) = match change.inherited.as_deref() {
                Some(written) => {
                    let inherited = lang.pick("(hérité)", "(inherited)");
                    let shown = words(change, Some(written));
                    (format!("{written} {inherited}").into(), shown)
                }
                None => (data(change.before.as_deref()), words(change, change.before.as_deref())),
            };
            Row::body(vec![
                (*id).into(),
                why.get(lang).into(),
                change.path.as_str().into(),
                names.as_ref().map_or_else(|| change.path.clone(), |names| names.whole(&change.path)).into(),
                shown.into(),
                words(change, change.after.as_deref()).into(),
                before,
                data(change.after.as_deref()),
                change.source.name(lang).into(),
                sources.place(change.at).into(),
            ])
        }));
    }
    Sheet {
        name: lang.pick("Scénarios", "Scenarios").into(),
        title: vec![lang.pick("Scénarios et ce que chacun change", "Scenarios and what each changes").into()],
        columns: vec![
            Column::key("scenario"),
            Column::key("why"),
            Column::key("path"),
            Column::drawn(lang.pick("Ce qui change", "What changes"), 56),
            Column::drawn(lang.pick("Avant", "Before"), 34),
            Column::drawn(lang.pick("Après", "After"), 34),
            Column::key("before"),
            Column::key("after"),
            Column::text("source", "Source", 14),
            Column::key("place"),
        ],
        rows,
        ..Sheet::default()
    }
}

/// Are the figures of a path shares, which are read in percent?
fn is_of_shares(bid: &Bid, path: &str) -> bool {
    let is_of = |own: &str| own.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    bid.figures.iter().find(|figure| is_of(&figure.path)).is_some_and(|figure| is_share(figure.unit))
}
