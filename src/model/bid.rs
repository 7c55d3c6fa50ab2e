//! The valid bid: every id resolved, every total checked, every figure in one list. What the engine takes.

use super::figure::{Fig, Figure, Source};
pub use super::raw::{Nature, OverheadBase, Payer, Role, Unit, Zone};
use crate::diag::At;
use crate::unit::{Month, Text};

/// A place in one of the bid's lists.
pub type Index = usize;

/// Everything a bid is made of (method §1 to §6), valid.
#[derive(Debug, Clone)]
pub struct Bid {
    /// Every number of the model, with its provenance. The rest of the bid refers to them.
    pub figures: Vec<Figure>,
    /// The contract's terms.
    pub contract: Contract,
    /// Open days by country.
    pub calendars: Vec<Calendar>,
    /// Currencies.
    pub currencies: Vec<Named<Fig>>,
    /// Profiles.
    pub profiles: Vec<Named<()>>,
    /// Rate cards.
    pub cards: Vec<Card>,
    /// Sites, the reference among them.
    pub sites: Vec<Site>,
    /// Partners and their roles.
    pub partners: Vec<Named<Role>>,
    /// Mixes.
    pub mixes: Vec<Mix>,
    /// Pools.
    pub pools: Vec<Pool>,
    /// Overheads.
    pub overheads: Vec<Overhead>,
    /// The lots that are in the bid, in the order of their numbers.
    pub lots: Vec<Lot>,
    /// What the tender leaves out.
    pub out_of_scope: Vec<Statement>,
    /// What the buyer said of the whole consultation.
    pub facts: Vec<Statement>,
    /// What the DQE workbook says of itself.
    pub document: Document,
}

impl Bid {
    /// A figure by its place in the list.
    #[must_use]
    pub fn figure(&self, fig: Fig) -> &Figure {
        &self.figures[fig.index()]
    }

    /// The contract year, from 0, of the month `m`, from 0.
    #[must_use]
    pub fn year_of(&self, m: usize) -> usize {
        m / 12
    }

    /// How many contract years there are; the last may be partial.
    #[must_use]
    pub fn years(&self) -> usize {
        self.contract.months.div_ceil(12)
    }

    /// The months, from 0, of the contract year `k`, from 0.
    #[must_use]
    pub fn months_of(&self, k: usize) -> std::ops::Range<usize> {
        k * 12..((k + 1) * 12).min(self.contract.months)
    }

    /// The calendar month of the contract month `m`, from 0.
    #[must_use]
    pub fn calendar_month(&self, m: usize) -> Month {
        self.contract.start.plus(m)
    }

    /// The lot of this id.
    #[must_use]
    pub fn lot(&self, id: &str) -> Option<Index> {
        self.lots.iter().position(|lot| lot.id == id)
    }
}

/// A thing with its id and its name.
#[derive(Debug, Clone)]
pub struct Named<T> {
    /// The id models use.
    pub id: String,
    /// The name a reader sees.
    pub label: Text,
    /// Where its id is written.
    pub at: At,
    /// What it is.
    pub thing: T,
}

/// Something the buyer said, with who said it.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The id.
    pub id: String,
    /// What was said.
    pub label: Text,
    /// Where from.
    pub source: Source,
    /// Where it is written.
    pub at: At,
}

/// The terms of the contract.
#[derive(Debug, Clone)]
pub struct Contract {
    /// Its title.
    pub title: Text,
    /// The buyer.
    pub buyer: Text,
    /// Its first calendar month.
    pub start: Month,
    /// How many months it lasts.
    pub months: usize,
    /// The reference site.
    pub reference: Index,
    /// Decimals of a unit price.
    pub price_decimals: u32,
    /// The VAT rate.
    pub vat: Fig,
    /// Months from work to payment.
    pub payment_delay: usize,
    /// Yearly rate on negative cash.
    pub financing_rate: Fig,
    /// Price revision.
    pub revision: Option<Revision>,
}

/// Price revision (method §6).
#[derive(Debug, Clone)]
pub struct Revision {
    /// `a`
    pub fixed: Fig,
    /// `b`
    pub variable: Fig,
    /// `i`
    pub index: Fig,
    /// The first contract year revised, from 0.
    pub from_year: usize,
    /// The most the coefficient rises in a year.
    pub cap: Option<Fig>,
    /// Decimals of the coefficient.
    pub decimals: u32,
}

/// Open days of a country.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// Its id.
    pub id: String,
    /// `open(c, m)` by contract month.
    pub open: Vec<u32>,
    /// The holidays that fall on weekdays, by contract month, for `explain`.
    pub holidays: Vec<Vec<(jiff::civil::Date, String)>>,
}

/// A rate card.
#[derive(Debug, Clone)]
pub struct Card {
    /// Its id.
    pub id: String,
    /// Its currency.
    pub currency: Index,
    /// The month that undated figures are stated at.
    pub base: Month,
    /// By profile: its figures, each with the month it holds from, in order; an undated one holds
    /// always. Empty where the card has none.
    pub costs: Vec<Vec<(Option<Month>, Fig)>>,
    /// Where it is written.
    pub at: At,
}

impl Card {
    /// The figure in force in `month`, and the month it is stated at.
    #[must_use]
    pub fn in_force(&self, profile: Index, month: Month) -> Option<(Month, Fig)> {
        let holds = |from: Option<Month>| from.is_none_or(|from| from <= month);
        let step = self.costs[profile].iter().rfind(|(from, _)| holds(*from))?;
        Some((step.0.unwrap_or(self.base), step.1))
    }
}

/// A place where people work.
#[derive(Debug, Clone)]
pub struct Site {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: Text,
    /// How far it is.
    pub zone: Zone,
    /// Its calendar.
    pub calendar: Index,
    /// Its rate card.
    pub card: Index,
    /// The partner whose people work there.
    pub partner: Option<Index>,
    /// Days of absence in a year.
    pub absence_days: Fig,
    /// Share of the absence by calendar month; `None` is a twelfth each.
    pub absence_weights: Option<[Fig; 12]>,
    /// Productivity in the first month.
    pub productivity_start: Option<Fig>,
    /// Productivity after the ramp.
    pub productivity_steady: Fig,
    /// Months of the ramp.
    pub ramp_months: Option<Fig>,
    /// Coordination heads for each head.
    pub coordination: Fig,
    /// Who coordinates; there wherever `coordination` is not 0.
    pub coordinator: Option<Index>,
    /// Yearly drift.
    pub drift: Fig,
    /// Euros a month for each head.
    pub per_head_month: Fig,
    /// Where its id is written.
    pub at: At,
}

/// Shares of the work by site, from a contract year on.
#[derive(Debug, Clone)]
pub struct Mix {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: Text,
    /// Shares with the contract year, from 0, they hold from.
    pub steps: Vec<(usize, Vec<(Index, Fig)>)>,
}

impl Mix {
    /// The shares in the contract year `k`, from 0.
    #[must_use]
    pub fn in_year(&self, k: usize) -> &[(Index, Fig)] {
        let step = self.steps.iter().rfind(|(from, _)| *from <= k);
        step.map_or(&[], |(_, shares)| shares)
    }
}

/// A figure over the contract (method §2).
#[derive(Debug, Clone)]
pub struct Course {
    /// Months in one unit of its points: 1 or 12.
    pub unit: usize,
    /// Straight lines between points?
    pub ramp: bool,
    /// The points, counted from 0, in order; the first at 0.
    pub points: Vec<(usize, Fig)>,
}

/// The months, from 0, in which something is there.
pub type Window = std::ops::Range<usize>;

/// What takes effort: a position of a team, or a demand on a pool.
#[derive(Debug, Clone)]
pub struct Position {
    /// `alpha.developer`: its team and its id.
    pub id: String,
    /// Its nature.
    pub nature: Nature,
    /// Who does it.
    pub who: Who,
    /// Its effort.
    pub base: Base,
    /// The months it is there.
    pub window: Window,
    /// By contract year: its mix.
    pub mix: Vec<Index>,
    /// Why it must stay onshore.
    pub onshore: Option<String>,
    /// Where it is written.
    pub at: At,
}

/// Who does the work of a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A profile.
    Profile(Index),
    /// A pool.
    Pool(Index),
}

/// The base of an effort (method §2).
#[derive(Debug, Clone)]
pub enum Base {
    /// FTE over time.
    Capacity(Course),
    /// Days for each unit of a volume.
    Driver {
        /// The lot's volume.
        volume: Index,
        /// Days for one unit.
        days: Fig,
    },
    /// A DQE line sold by the day: its quantities.
    DayLine {
        /// The lot's line.
        line: Index,
    },
}

/// What drives effort.
#[derive(Debug, Clone)]
pub enum Volume {
    /// So many a month.
    PerMonth(Course),
    /// As many as this item of the lot's platform.
    Items(Index),
    /// As many as the lot's applications on board.
    Applications,
}

/// An application that comes on board.
#[derive(Debug, Clone)]
pub struct Application {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: Text,
    /// The contract month, from 1, it joins at.
    pub joins: Fig,
    /// Months late.
    pub late: Option<Fig>,
    /// Its size.
    pub size: Option<Fig>,
}

/// Machines, services, licences.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: Text,
    /// How many.
    pub count: Course,
    /// Euros a month for one.
    pub unit_month: Fig,
    /// Yearly rise.
    pub drift: Fig,
    /// The month the price is stated at.
    pub base_month: Month,
    /// Who pays.
    pub paid_by: Payer,
    /// Its nature.
    pub nature: Nature,
    /// Its provider.
    pub provider: Option<String>,
    /// Its qualification.
    pub qualification: Option<String>,
}

/// A cost that falls once.
#[derive(Debug, Clone)]
pub struct OneOff {
    /// Its id.
    pub id: String,
    /// What it is.
    pub label: Text,
    /// Its nature.
    pub nature: Nature,
    /// The month, from 0, it falls in.
    pub month: usize,
    /// Euros.
    pub amount: Fig,
}

/// People shared by several lots.
#[derive(Debug, Clone)]
pub struct Pool {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: Text,
    /// The nature of its work.
    pub nature: Nature,
    /// FTE needed however few lots there are.
    pub minimum: Course,
    /// Who is in it.
    pub members: Vec<Member>,
    /// Why it must stay onshore.
    pub onshore: Option<String>,
    /// Where it is written.
    pub at: At,
}

/// A profile of a pool.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its id.
    pub id: String,
    /// The profile.
    pub profile: Index,
    /// Its share of the pool.
    pub share: Fig,
    /// By contract year: its mix.
    pub mix: Vec<Index>,
}

/// An indirect cost.
#[derive(Debug, Clone)]
pub struct Overhead {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: Text,
    /// The rate.
    pub rate: Fig,
    /// Of what.
    pub base: OverheadBase,
}

/// A lot of the bid.
#[derive(Debug, Clone)]
pub struct Lot {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: Text,
    /// Its number.
    pub number: Fig,
    /// What the buyer said of it.
    pub facts: Vec<Statement>,
    /// Its positions, its demands on pools, and its lines sold by the day.
    pub positions: Vec<Position>,
    /// Its volumes.
    pub volumes: Vec<(String, Volume)>,
    /// Its applications.
    pub applications: Vec<Application>,
    /// Its platform.
    pub platform: Vec<Item>,
    /// Its one-offs.
    pub one_offs: Vec<OneOff>,
    /// Terms by nature, in the order of [`Nature::ALL`].
    pub terms: [Terms; Nature::ALL.len()],
    /// Its DQE.
    pub sections: Vec<Section>,
    /// The lines of all sections, in order.
    pub lines: Vec<Line>,
    /// Where its id is written.
    pub at: At,
}

impl Lot {
    /// The terms of a nature.
    #[must_use]
    pub fn terms(&self, nature: Nature) -> &Terms {
        &self.terms[nature as usize]
    }
}

/// The terms of a nature in a lot.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// Margin on the selling price.
    pub margin: Fig,
    /// Provision for risk.
    pub provision: Fig,
    /// Yearly gain.
    pub gain: Fig,
    /// Is its cost spread over the others?
    pub spread: bool,
}

/// A section of a DQE.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its code.
    pub code: String,
    /// Its title.
    pub label: String,
    /// Its lines, in the lot's list.
    pub lines: std::ops::Range<Index>,
}

/// A DQE line.
#[derive(Debug, Clone)]
pub struct Line {
    /// `section.line`: its id.
    pub id: String,
    /// Its code.
    pub code: String,
    /// Its wording.
    pub label: String,
    /// Its unit.
    pub unit: Unit,
    /// The nature it recovers.
    pub nature: Nature,
    /// Its quantity by contract year; `None` is the months of that year.
    pub quantity: Option<Vec<Fig>>,
    /// Its price rule.
    pub rule: Rule,
    /// Where its code is written.
    pub at: At,
}

/// How a line is priced (method §5).
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// A share of its nature's price, by this weight.
    Share(Fig),
    /// This price.
    Given(Fig),
    /// The days of the position at this place of the lot's list.
    Day(Index),
}

/// What the DQE workbook says of itself.
#[derive(Debug, Clone)]
pub struct Document {
    /// The title.
    pub title: String,
    /// The bidder.
    pub bidder: String,
    /// The consultation's reference.
    pub reference: Option<String>,
    /// The foot of each page.
    pub footer: String,
    /// Notes under the recap.
    pub notes: Vec<String>,
}
