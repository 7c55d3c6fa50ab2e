//! What was read of a file of rate cards: a card for each site, what was left out, what must be asked.

use itertools::Itertools as _;
use rust_decimal::Decimal;

use super::asked::Ask;
use super::columns::{Columns, PriceColumn};
use super::map::Layout;
use super::per::Per;
use super::profiles::Sure;
use super::sight::Unread;
use crate::diag::Findings;
use crate::unit::{Month, Text};

/// What the bid says that an import must know.
#[derive(Debug, Clone)]
pub struct Known {
    /// The profiles, each id with its label.
    pub profiles: Vec<(String, Text)>,
    /// The codes of the currencies, each with its euros for one, where they can be read.
    pub currencies: Vec<(String, Option<Decimal>)>,
    /// The ids and names of its sites, folded.
    pub sites: Vec<String>,
    /// The first month of the contract, and how many it has.
    pub contract: (Month, usize),
}

/// A file of rate cards, as it was read.
#[derive(Debug, Default)]
pub struct Rates {
    /// The name of the file.
    pub file: String,
    /// How it was read, what was found added to what was stated.
    pub layout: Layout,
    /// The sheets that were read.
    pub sheets: Vec<ReadSheet>,
    /// A card for each site, in the order of the file.
    pub cards: Vec<SiteCard>,
    /// The cells and rows that were not taken.
    pub left: Vec<Left>,
    /// The labels with a price that its reader must decide, each with the profiles that it may be.
    pub open: Vec<Open>,
    /// The seniority whose cost profiles of one level would take, where that must be decided.
    pub level: Option<String>,
    /// The headings of columns of which one is the price, where that must be decided first.
    pub asked: Vec<String>,
    /// The column of a salary cost, of which nothing says that it is all that a day costs.
    pub salary: Option<String>,
    /// What else the map must state.
    pub asks: Vec<Ask>,
    /// The texts around prices that are not understood.
    pub notes: Vec<Note>,
    /// Those of which was stated that they change no amount.
    pub waived: Vec<Note>,
    /// The other sheets of the file.
    pub unread: Vec<Unread>,
    /// What to look at, and what keeps it from being written.
    pub findings: Findings,
}

/// A text around prices that is not understood.
#[derive(Debug, Clone)]
pub struct Note {
    /// Its cell, with the sheet where several are read.
    pub cell: String,
    /// It.
    pub text: String,
}

/// A sheet that was read.
#[derive(Debug)]
pub struct ReadSheet {
    /// Its name; empty of a text file.
    pub name: String,
    /// Are its profiles in columns?
    pub is_turned: bool,
    /// Its tables, each with the price columns read of it.
    pub tables: Vec<(Columns, Vec<PriceColumn>)>,
}

/// The card of a site.
#[derive(Debug)]
pub struct SiteCard {
    /// The site, as written; empty where the file names none.
    pub site: String,
    /// The currency of its prices.
    pub currency: String,
    /// The figures, by profile and month.
    pub taken: Vec<Taken>,
    /// The profiles of the bid that it gives no cost for.
    pub missing: Vec<String>,
}

/// A label that its reader must decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// The label, with its seniority where that matters.
    pub label: String,
    /// The profiles that it may be.
    pub near: Vec<String>,
    /// Is the only one of them proposed: taken where proposals are accepted?
    pub proposed: bool,
}

impl Rates {
    /// The month that a new card is stated at: as stated, else the first that the file names for the site.
    #[must_use]
    pub fn base_month(&self, card: &SiteCard) -> Option<Month> {
        // A figure without a month holds from the base month: the others do not say which that is.
        let dated: Option<Vec<Month>> = card.taken.iter().map(|taken| taken.from).collect();
        self.layout.base_month.or_else(|| dated?.into_iter().min())
    }

    /// The month from which the file says that its prices hold, with the cell that says it.
    #[must_use]
    pub fn since(&self) -> Option<(&str, Month)> {
        let tables = self.sheets.iter().flat_map(|sheet| &sheet.tables);
        let stated = tables.filter_map(|(columns, _)| columns.begins.as_ref()).map(|(at, month)| (at.as_str(), *month));
        stated.clone().map(|(_, month)| month).all_equal().then(|| stated.clone().next()).flatten()
    }

    /// How many figures are taken.
    #[must_use]
    pub fn count(&self) -> usize {
        self.cards.iter().map(|card| card.taken.len()).sum()
    }

    /// Was a label confirmed by accepting what is proposed?
    #[must_use]
    pub fn asked(&self, label: &str) -> bool {
        let taken = self.cards.iter().flat_map(|card| &card.taken);
        taken.into_iter().any(|taken| taken.accepted && taken.decided.0 == label)
    }

    /// Has its reader something to answer in its map: what is proposed, or which of the profiles near a label it is?
    #[must_use]
    pub fn has_questions(&self) -> bool {
        !self.asked.is_empty()
            || !self.asks.is_empty()
            || self.level.is_some()
            || self.salary.is_some()
            || self.open.iter().any(|open| !open.near.is_empty())
    }

    /// How many answers its map waits for.
    #[must_use]
    pub fn questions(&self) -> usize {
        let others = [!self.asked.is_empty(), self.level.is_some(), self.salary.is_some()];
        self.open.len() + self.asks.len() + others.into_iter().filter(|of| *of).count()
    }

    /// Is something proposed that `--accept` would take?
    #[must_use]
    pub fn has_proposals(&self) -> bool {
        !self.layout.accepts.proposals && (self.level.is_some() || self.open.iter().any(|open| open.proposed))
    }
}

/// A figure of the card.
#[derive(Debug, Clone)]
pub struct Taken {
    /// Its cell: `C12`, with the sheet where several are read.
    pub place: String,
    /// Its sheet and cell, as a card names its source.
    pub source: String,
    /// The label as written.
    pub label: String,
    /// The label that a map decides it by, and the profile that it says.
    pub decided: (String, String),
    /// Was it proposed, and accepted?
    pub accepted: bool,
    /// The profile.
    pub profile: String,
    /// How sure it is that the label names it.
    pub sure: Sure,
    /// What was read there.
    pub read: String,
    /// The price as a number, of a day or of an hour.
    pub price: Decimal,
    /// For how many days or hours the figure that was read is, where it is not one.
    pub count: Option<Decimal>,
    /// What it buys.
    pub per: Option<Per>,
    /// The month it holds from; the card's base month unless it says.
    pub from: Option<Month>,
    /// The daily cost; unknown as long as it is not known what the price buys.
    pub cost: Option<Decimal>,
    /// The least and the most it may be.
    pub range: Option<(Decimal, Decimal)>,
    pub(super) hidden: bool,
}

/// A row or a cell that was not taken.
#[derive(Debug, Clone)]
pub struct Left {
    /// Its cell: `A12`.
    pub place: String,
    /// Its label, or its first words.
    pub label: String,
    /// The site, where it says.
    pub site: String,
    /// The figure that is proposed for a profile.
    pub proposed: Option<Box<Taken>>,
    /// Why.
    pub why: Text,
    pub(super) order: (usize, usize),
}
