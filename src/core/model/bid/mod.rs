//! The valid bid: every id resolved, every total checked, every figure in one list. What the engine takes.

mod course;
mod id;
mod lot;
mod question;
mod range;

pub use course::{Course, Held, Place, Toward};
pub(crate) use id::ids;
pub use id::{
    ApplicationId, CalendarId, CardId, CurrencyId, ExclusivityId, ItemId, LineId, LotId, MemberId, MixId, OneOffId,
    OverheadId, PartnerId, PoolId, PositionId, ProfileId, SiteId, VolumeId,
};
pub use lot::{
    Application, Base, Item, Line, Lot, OneOff, Position, Quantity, Rule, Scale, Section, Terms, Volume, Who, Window,
};
pub use question::{Known, Question};
pub use range::{Correlated, Correlation, Together};

use rust_decimal::{Decimal, dec};
use typed_index_collections::TiVec;

use super::figure::{Fig, Figure, Source};
pub use super::raw::{Nature, OverheadBase, Payer, Role, Safeguard, Unit, Zone};
use crate::diag::At;
use crate::unit::{Month, Text};

/// Everything a bid is made of (method §1 to §6), valid.
#[derive(Debug, Clone)]
pub struct Bid {
    /// Every number of the model, with its provenance. The rest of the bid refers to them.
    pub figures: Vec<Figure>,
    /// The contract's terms.
    pub contract: Contract,
    /// Open days by country.
    pub calendars: TiVec<CalendarId, Calendar>,
    /// Currencies.
    pub currencies: TiVec<CurrencyId, Named<Option<Fig>>>,
    /// Profiles.
    pub profiles: TiVec<ProfileId, Named<()>>,
    /// Rate cards.
    pub cards: TiVec<CardId, Card>,
    /// Sites, the reference among them.
    pub sites: TiVec<SiteId, Site>,
    /// Partners and their roles.
    pub partners: TiVec<PartnerId, Named<Partner>>,
    /// Mixes.
    pub mixes: TiVec<MixId, Mix>,
    /// Pools.
    pub pools: TiVec<PoolId, Pool>,
    /// Overheads.
    pub overheads: TiVec<OverheadId, Overhead>,
    /// How far loads and prices may differ before it is a warning.
    pub tolerances: Tolerances,
    /// Which ranges go together.
    pub correlations: Vec<Correlation>,
    /// The lots that are in the bid, in the order of their numbers.
    pub lots: TiVec<LotId, Lot>,
    /// Which lots may not be held together.
    pub exclusivity: TiVec<ExclusivityId, Exclusivity>,
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

    /// The number of a lot in the consultation.
    #[must_use]
    pub fn lot_number(&self, lot: LotId) -> Decimal {
        self.figure(self.lots[lot].number).value.normalize()
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
    pub fn lot(&self, id: &str) -> Option<LotId> {
        self.lots.position(|lot| lot.id == id)
    }

    /// A lot, or all.
    pub fn lots_or(
        &self, only: Option<LotId>,
    ) -> impl DoubleEndedIterator<Item = LotId> + ExactSizeIterator + Clone + use<> {
        let places = only.map_or(0..self.lots.len(), |lot| usize::from(lot)..usize::from(lot) + 1);
        places.map(LotId::from)
    }

    /// Figures that are whole numbers.
    #[must_use]
    pub fn whole_numbers(&self) -> Vec<Fig> {
        self.lots.iter().flat_map(|lot| &lot.applications).map(|application| application.joins).collect()
    }

    /// The figures of each course over the contract.
    #[must_use]
    pub fn courses(&self) -> Vec<Vec<Fig>> {
        let of_lots = self.lots.iter().flat_map(|lot| {
            let capacities = lot.positions.iter().filter_map(|position| match &position.base {
                Base::Capacity(course) => Some(course),
                Base::Driver { .. } | Base::DayLine { .. } => None,
            });
            let volumes = lot.volumes.iter().filter_map(|(_, volume, _)| match volume {
                Volume::PerMonth(course) => Some(course),
                _ => None,
            });
            capacities.chain(volumes).chain(lot.platform.iter().map(|item| &item.count))
        });
        of_lots.chain(self.pools.iter().map(|pool| &pool.minimum)).map(Course::figures).collect()
    }

    /// The same bid with these lots alone, as if the others had `in_bid = false`: every figure stays in its place.
    #[must_use]
    pub fn only(&self, lots: &[LotId]) -> Self {
        Self { lots: lots.iter().map(|l| self.lots[*l].clone()).collect(), ..self.clone() }
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

/// A rule of exclusivity: of these lots, one bidder holds at most so many.
#[derive(Debug, Clone)]
pub struct Exclusivity {
    /// What it says, and who says so.
    pub rule: Statement,
    /// The lots it is about, by their ids: some may not be in the bid.
    pub lots: Vec<String>,
    /// How many of them one bidder may hold.
    pub at_most: usize,
}

/// What a partner is to the bid.
#[derive(Debug, Clone)]
pub struct Partner {
    /// Its role.
    pub role: Role,
    /// The lots, by their ids, for which it is in another group's offer too.
    pub other_offers: Vec<String>,
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
    pub reference: SiteId,
    /// Decimals of a unit price.
    pub price_decimals: u32,
    /// Hours of a day of work, where the contract says them.
    pub hours_per_day: Option<Fig>,
    /// The VAT rate.
    pub vat: Fig,
    /// Months from work to payment.
    pub payment_delay: usize,
    /// Yearly rate on negative cash.
    pub financing_rate: Fig,
    /// Price revision.
    pub revision: Option<Revision>,
    /// The dates of the consultation, once they are known.
    pub tender: Option<Tender>,
}

/// The dates of a consultation.
#[derive(Debug, Clone)]
pub struct Tender {
    /// The last day to hand in offers.
    pub offers_due: jiff::civil::Date,
    /// How many days before that day the last question must reach the buyer, once the rules are known.
    pub answer_days: Option<u32>,
    /// Who says so.
    pub source: Source,
}

impl Tender {
    /// The last day to ask a question; nothing where the rules are not known.
    #[must_use]
    pub fn last_day_to_ask(&self) -> Option<jiff::civil::Date> {
        let days = jiff::Span::new().try_days(self.answer_days?).ok()?;
        self.offers_due.checked_sub(days).ok()
    }
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
    /// The most the coefficient rises, and on what.
    pub cap: Option<(Fig, Safeguard)>,
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
    pub currency: CurrencyId,
    /// The month that undated figures are stated at.
    pub base: Month,
    /// By profile: its figures, in order. Empty where the card has none.
    pub costs: TiVec<ProfileId, Vec<DatedCost>>,
    /// Where it is written.
    pub at: At,
}

/// A figure of a rate card.
#[derive(Debug, Clone, Copy)]
pub struct DatedCost {
    /// The month it holds from; an undated one holds always.
    pub from: Option<Month>,
    /// The month it is stated at: drift counts from there.
    pub stated: Month,
    /// The figure.
    pub fig: Fig,
}

impl Card {
    /// The figure in force in `month`, and the month it is stated at.
    #[must_use]
    pub fn in_force(&self, profile: ProfileId, month: Month) -> Option<(Month, Fig)> {
        let step = self.costs[profile].iter().rfind(|step| step.from.is_none_or(|from| from <= month))?;
        Some((step.stated, step.fig))
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
    pub calendar: CalendarId,
    /// Its rate card.
    pub card: CardId,
    /// The partner whose people work there.
    pub partner: Option<PartnerId>,
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
    pub coordinator: Option<ProfileId>,
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
    pub steps: Vec<(usize, Vec<(SiteId, Fig)>)>,
}

impl Mix {
    /// The shares in the contract year `k`, from 0.
    #[must_use]
    pub fn in_year(&self, k: usize) -> &[(SiteId, Fig)] {
        let step = self.steps.iter().rfind(|(from, _)| *from <= k);
        step.map_or(&[], |(_, shares)| shares)
    }
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
    pub members: TiVec<MemberId, Member>,
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
    pub profile: ProfileId,
    /// Its share of the pool.
    pub share: Fig,
    /// By contract year: its mix.
    pub mix: Vec<MixId>,
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

/// How far loads and prices may differ before it is a warning (method §2 and §5).
#[derive(Debug, Clone, Copy)]
pub struct Tolerances {
    /// The least and the greatest load of a nature, as shares of its capacity.
    pub load: (Decimal, Decimal),
    /// By how much unit prices of the same wording may differ between lots, as a share of the lowest.
    pub price_gap: Decimal,
}

impl Default for Tolerances {
    fn default() -> Self {
        Self { load: (dec!(0.85), dec!(1.15)), price_gap: dec!(0.10) }
    }
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
    /// The day of the offer.
    pub date: Option<jiff::civil::Date>,
    /// For how many days the offer holds.
    pub validity_days: Option<u32>,
    /// Who signs it.
    pub signature: Signature,
    /// The foot of each page.
    pub footer: String,
    /// Notes under the recap.
    pub notes: Vec<String>,
}

/// Who signs the offer; what is absent is filled in by hand.
#[derive(Debug, Clone, Default)]
pub struct Signature {
    /// The place.
    pub place: Option<String>,
    /// The person's name.
    pub name: Option<String>,
    /// In which capacity.
    pub capacity: Option<String>,
}
