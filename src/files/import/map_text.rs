//! What a map of a rate card may say, as it is written.

use serde_json::Value as Json;

use super::per::Per;
use crate::diag::Reported;
use crate::model::number::{Days, Of};
use crate::model::raw::MonthCell;
use crate::model::shape::{Keyed, Reader, Schema, Shape, Whole, Words, choice, record};
use crate::model::tree::{Node, Value};

/// In a map, what its reader is to decide.
pub(super) const OPEN: &str = "?";

choice! {
    /// What a salary cost of a day is.
    pub enum Salary {
        /// All that a day costs.
        Full = "full",
    }
}

/// What a map states, or `"?"` where nobody has decided: as if it were not there.
#[derive(Debug, Clone)]
pub struct Asked<T>(pub Option<T>);

impl<T: Shape> Shape for Asked<T> {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        match &node.value {
            Value::Text(text) if text == OPEN => Ok(Self(None)),
            _ => T::read(node, reader).map(|value| Self(Some(value))),
        }
    }
    fn schema(schema: &mut Schema) -> Json {
        T::schema(schema)
    }
    fn absent() -> Option<Self> {
        Some(Self(None))
    }
}

record! {
    /// How a layout of rate cards is read. What the command line says wins.
    pub struct RawMap {
        /// The sheet.
        sheet: Option<Words>,
        /// The row of the header, the lowest where it has several; found by the columns' headings unless written, 0 where the file has none.
        header: Option<Whole>,
        /// The columns, each by its heading, or by its letter where the row of the header is written.
        columns: Option<RawColumns>,
        /// The site whose figures are taken.
        site: Option<Words>,
        /// The seniority whose cost a profile takes that the bid has at one level only.
        level: Asked<Words>,
        /// The currency of the prices.
        currency: Asked<Words>,
        /// What a price buys.
        per: Asked<Per>,
        /// The hours of a day, where prices are by the hour.
        hours_per_day: Asked<Of<Days>>,
        /// Is a salary cost of a day all that the day costs (`full`)? Without it, none is taken.
        salary_cost: Asked<Salary>,
        /// Are prices taken as costs, such as those of a subcontractor?
        as_cost: Asked<bool>,
        /// The month the prices are stated at.
        base_month: Asked<MonthCell>,
        /// The currencies of the prices of sites that do not state theirs.
        currencies: Keyed<Asked<Words>>,
        /// The names of the cards, by the sites of the file.
        sites: Keyed<Asked<Words>>,
        /// What words around the prices say of them: `nothing` where they change no amount, else what an amount is for: `day`, `hour`, `10 days`, `half-day`, `3.5 hours`.
        words: Keyed<Asked<Words>>,
        /// Profiles by the labels of the file, with their seniority where that matters.
        profiles: Keyed<Words>,
        /// Labels that are left out.
        ignore: Vec<Words>,
    }
}

record! {
    /// Which column is which.
    pub struct RawColumns {
        /// The job profile.
        profile: Words,
        /// The seniority.
        level: Option<Words>,
        /// Where the work is done.
        site: Option<Words>,
        /// The currency.
        currency: Option<Words>,
        /// What a price buys: an hour or a day.
        per: Option<Words>,
        /// For how many hours or days a price is; `-` where none of the columns says so.
        price_unit: Option<Words>,
        /// From when a row holds.
        from: Option<Words>,
        /// Up to when a row holds.
        until: Option<Words>,
        /// The price.
        price: Option<Words>,
        /// The least the price may be.
        low: Option<Words>,
        /// The most the price may be.
        high: Option<Words>,
        /// The prices by contract year (1) or calendar year (2027).
        years: Keyed<Words>,
        /// The prices of several seniorities or sites, each by its heading.
        prices: Keyed<RawPrice>,
    }
}

record! {
    /// What a column of prices is for, where its heading does not say.
    pub struct RawPrice {
        /// The seniority.
        level: Option<Words>,
        /// Where the work is done.
        site: Option<Words>,
        /// The contract year (1) or calendar year (2027) from which it holds.
        year: Option<Whole>,
    }
}

impl RawColumns {
    /// Is a column open, and no other column of prices named in the place of the price?
    pub fn is_open(&self) -> bool {
        let is_open = |of: &Option<Words>| of.as_ref().is_some_and(|words| words.text == OPEN);
        let is_bare = [&self.low, &self.high].iter().all(|of| of.is_none())
            && self.years.iter().next().is_none()
            && self.prices.iter().next().is_none();
        is_open(&self.price_unit) || (is_open(&self.price) && is_bare)
    }
}

/// A name without what a text of a model cannot hold.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(300).collect()
}
