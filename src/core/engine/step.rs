//! What the steps of the method are called: each cell of plan, cost, price and DQE that `method.md` states has a [`Name`], from
//! which its label, its unit and its place in the method follow. Declared here once; the engine gives each cell its name
//! where it computes it, and a number that records keeps it ([`Named::named`]).

use crate::model::bid::{
    ApplicationId, CurrencyId, ItemId, LineId, LotId, MemberId, MixId, Nature, OneOffId, OverheadId, PoolId,
    PositionId, ProfileId, SiteId, VolumeId,
};
use crate::unit::Number;

/// A number that may remember which step of the method it is.
pub trait Named: Number {
    /// The same number, under the name of a step. What does not record never makes the name.
    #[must_use]
    fn named(self, name: impl FnOnce() -> Name) -> Self {
        let _ = name;
        self
    }
}

impl Named for crate::unit::Exact {}

/// The name of a cell: which step, and of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name {
    /// The step.
    pub what: What,
    /// The lot.
    pub lot: Option<LotId>,
    /// The nature.
    pub nature: Option<Nature>,
    /// The position, pool, line, item…
    pub thing: Option<Thing>,
    /// The profile.
    pub profile: Option<ProfileId>,
    /// The site.
    pub site: Option<SiteId>,
    /// The contract year, from 0.
    pub year: Option<usize>,
    /// The contract month, from 0.
    pub month: Option<usize>,
}

/// A thing of the model that a step is of, by its place in the list of its lot or of the bid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Thing {
    /// A position of the lot.
    Position(PositionId),
    /// A position of the lot whose days are priced and not done.
    Priced(PositionId),
    /// A pool.
    Pool(PoolId),
    /// A member of a pool.
    Member(PoolId, MemberId),
    /// A volume of the lot.
    Volume(VolumeId),
    /// An application of the lot.
    Application(ApplicationId),
    /// A mix.
    Mix(MixId),
    /// A mix for work that must stay onshore.
    MixOnshore(MixId),
    /// An item of the lot's platform.
    Item(ItemId),
    /// A one-off of the lot.
    OneOff(OneOffId),
    /// An overhead.
    Overhead(OverheadId),
    /// A line of the lot's DQE.
    Line(LineId),
    /// Those who coordinate the heads at a site.
    Coordinated(SiteId),
    /// Months since a site first had a share of a position.
    Learning(usize),
}

impl Name {
    /// The name of a step, of nothing yet.
    #[must_use]
    pub const fn of(what: What) -> Self {
        Self { what, lot: None, nature: None, thing: None, profile: None, site: None, year: None, month: None }
    }

    /// Of a lot.
    #[must_use]
    pub const fn lot(self, lot: LotId) -> Self {
        Self { lot: Some(lot), ..self }
    }

    /// Of a nature of a lot.
    #[must_use]
    pub const fn nature(self, lot: LotId, nature: Nature) -> Self {
        Self { lot: Some(lot), nature: Some(nature), ..self }
    }

    /// Of a thing of the model.
    #[must_use]
    pub const fn thing(self, thing: Thing) -> Self {
        Self { thing: Some(thing), ..self }
    }

    /// Of a profile.
    #[must_use]
    pub const fn profile(self, profile: ProfileId) -> Self {
        Self { profile: Some(profile), ..self }
    }

    /// At a site.
    #[must_use]
    pub const fn site(self, site: SiteId) -> Self {
        Self { site: Some(site), ..self }
    }

    /// Of a contract year, from 0.
    #[must_use]
    pub const fn year(self, year: usize) -> Self {
        Self { year: Some(year), ..self }
    }

    /// Of a contract month, from 0.
    #[must_use]
    pub const fn month(self, month: usize) -> Self {
        Self { month: Some(month), ..self }
    }

    /// Another step of the same.
    #[must_use]
    pub const fn step(self, what: What) -> Self {
        Self { what, ..self }
    }

    /// The name of its row: without the month.
    #[must_use]
    pub const fn row(self) -> Self {
        let thing = if let Some(Thing::Learning(_)) = self.thing { None } else { self.thing };
        Self { thing, month: None, ..self }
    }
}

/// What a number of the method counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Euros.
    Euros,
    /// Euros for a day worked.
    EurosPerDay,
    /// Euros a month, for a head or an item.
    EurosPerMonth,
    /// What a rate card states for a day, in the currency at this place of the bid's list.
    MoneyPerDay(CurrencyId),
    /// Euros for one unit of a currency.
    Fx,
    /// Days.
    Days,
    /// FTE of the reference site.
    Fte,
    /// People at a site.
    Heads,
    /// Months.
    Months,
    /// A share or a rate, 0.14 for 14 %.
    Share,
    /// A plain number: a weight, a productivity.
    Ratio,
    /// A number of things: quantities, volumes, Januaries.
    Count,
}

/// Declares the steps: each with its words in French and in English, what it counts, and its section of the method.
macro_rules! steps {
    ($( $(#[doc = $doc:literal])+ $name:ident($section:literal, $unit:ident, $fr:literal, $en:literal); )+) => {
        /// A step of the method.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum What { $( $(#[doc = $doc])+ $name, )+ }

        impl What {
            /// Every step.
            pub const ALL: &'static [Self] = &[$( Self::$name, )+];

            /// What it is called, in French and in English; nothing where what it is of is name enough.
            #[must_use]
            pub const fn words(self) -> (&'static str, &'static str) {
                match self { $( Self::$name => ($fr, $en), )+ }
            }

            /// What it counts.
            #[must_use]
            pub const fn unit(self) -> Unit {
                match self { $( Self::$name => Unit::$unit, )+ }
            }

            /// The section of the method that states it.
            #[must_use]
            pub const fn section(self) -> u8 {
                match self { $( Self::$name => $section, )+ }
            }
        }
    };
}

steps! {
    /// `worked(s, m)`.
    Worked(1, Days, "jours ouvrés moins absences", "open days less absence");
    /// A volume in a month.
    Volume(2, Count, "volume", "volume");
    /// An application in a month: its size times the share of the month it is on board for.
    OnBoard(2, Count, "application à bord", "application on board");
    /// How many of an item of the platform.
    Count(2, Count, "quantité", "count");
    /// `Q(j) = Σ_k q(j, k)`.
    Quantity(2, Count, "quantité au DQE, année par année", "quantity in the DQE, year by year");
    /// `effort(p, m)`.
    Effort(2, Fte, "effort de", "effort of");
    /// `Σ d(j) × q(j, k) × (1 − gain)^(k − 1)`.
    Load(2, Days, "charge des unités d’œuvre", "load of the work units");
    /// The days of effort of a nature's positions.
    Capacity(2, Days, "capacité des équipes", "capacity of the teams");
    /// What a lot asks of a pool.
    Demand(2, Fte, "demande du lot", "demand of the lot");
    /// `Σ demand(l)`.
    DemandOfAll(2, Fte, "demande de tous les lots", "demand of all lots");
    /// `need(L)`.
    Need(2, Fte, "besoin : le minimum du pool ou la demande, le plus grand", "need: the pool's minimum or the demand, the greater");
    /// What a pool charges to a lot.
    Charge(2, Fte, "charge du pool pour le lot", "charge of the pool to the lot");
    /// `w(s)`.
    Share(3, Share, "part de", "share of");
    /// `t`: months since a site first had a share.
    MonthsThere(3, Months, "mois sur le site", "months there");
    /// `productivity(s, t)`.
    Productivity(3, Ratio, "productivité", "productivity");
    /// `head(p, s, m)`.
    Heads(3, Heads, "personnes", "heads");
    /// Heads that coordinate those of a position at a site.
    Coordinators(3, Heads, "personnes qui coordonnent", "heads that coordinate");
    /// `days(p, s, m)`.
    Days(3, Days, "jours", "days");
    /// Heads at a site, all profiles together.
    SiteHeads(3, Heads, "personnes présentes", "heads present");
    /// Days at a site, all profiles together.
    SiteDays(3, Days, "jours", "days");
    /// Effort placed by a mix in a contract year.
    Placed(3, Fte, "effort, mois par mois", "effort, month by month");
    /// Its part away from France.
    PlacedAway(3, Fte, "effort hors de France", "effort away from France");
    /// The effort of a profile that may leave the reference site.
    Movable(3, Fte, "effort qui peut bouger, mois par mois", "effort that may move, month by month");
    /// `worked × daily_cost` of a head, over the contract in all.
    HeadDays(3, Euros, "une personne sur le contrat, en jours", "a head over the contract, in days");
    /// The daily cost ratio of a site.
    DailyCostRatio(3, Ratio, "rapport des CJM", "ratio of daily costs");
    /// The worked days ratio of a site.
    WorkedRatio(3, Ratio, "rapport des jours travaillés", "ratio of days worked");
    /// `1 + coordination cost / labour cost`.
    CoordinationRatio(3, Ratio, "1 + coordination / coût des équipes", "1 + coordination / cost of people");
    /// The productivity from which a site pays.
    PaysFrom(3, Ratio, "productivité dès laquelle le site est rentable", "productivity from which the site pays");
    /// What the work that may move costs at the reference site.
    MovableHere(3, Euros, "le travail qui peut bouger, au site de référence", "the work that may move, at the reference site");
    /// What it would cost at a site.
    MovableThere(3, Euros, "le travail qui peut bouger", "the work that may move");
    /// `daily_cost(profile, s, m)`.
    DailyCost(4, EurosPerDay, "coût journalier (CJM)", "daily cost");
    /// `worked × daily_cost + per_head_month`.
    HeadMonth(4, Euros, "coût d’une personne", "cost of a head");
    /// The cost of heads in a month.
    Post(4, Euros, "", "");
    /// The cost of those who coordinate them.
    Coordination(4, Euros, "coordination de", "coordination of");
    /// What people cost.
    People(4, Euros, "coût des équipes", "cost of people");
    /// The labour of a position or a pool at one's own sites, coordination included.
    Labour(4, Euros, "", "");
    /// The same at partners' sites.
    PartnerLabour(4, Euros, "", "");
    /// People at one's own sites.
    OwnLabour(4, Euros, "main-d’œuvre propre", "own labour");
    /// People at partners' sites.
    Partners(4, Euros, "main-d’œuvre des partenaires", "partners' labour");
    /// `count × unit_month × (1 + drift)^J`.
    ItemMonth(4, Euros, "", "");
    /// An item of the platform over the contract.
    Item(4, Euros, "", "");
    /// The platform that the bidder pays.
    Platform(4, Euros, "plateforme", "platform");
    /// A one-off.
    OneOff(4, Euros, "", "");
    /// One-offs.
    OneOffs(4, Euros, "coûts ponctuels", "one-offs");
    /// `direct(l, n)`.
    Direct(4, Euros, "coût direct", "direct cost");
    /// `rate × base`.
    Overhead(4, Euros, "", "");
    /// `provision × (direct + overheads)`.
    Provision(4, Euros, "provision pour risques", "provision for risk");
    /// `full(l, n)`, before any spread.
    Full(4, Euros, "coût complet", "full cost");
    /// What the natures that are spread cost.
    Spread(4, Euros, "coût des natures réparties", "cost of the spread natures");
    /// What those that carry them cost.
    Carriers(4, Euros, "coût des natures qui les portent", "cost of the natures that carry them");
    /// What the spread natures add to a euro of the others.
    SpreadKey(4, Ratio, "clé de répartition, par euro de coût", "spread, for a euro of cost");
    /// `full(l, n)` as it is sold, with its part of the spread natures.
    Sold(5, Euros, "coût complet, part des natures réparties comprise", "full cost, with its part of the spread natures");
    /// `sell(l, n)`.
    Sell(5, Euros, "prix de vente HT avant arrondi", "selling price, net, unrounded");
    /// The amounts of the given prices of a nature.
    Given(5, Euros, "montants des prix donnés de la nature", "amounts of the nature's given prices");
    /// `w(j) × Q(j)`.
    Weighted(5, Ratio, "", "");
    /// `Σ w(i) Q(i)`.
    Weights(5, Ratio, "Σ poids × quantité des lignes de la nature", "Σ weight × quantity of the nature's lines");
    /// `PU(j)`, rounded.
    UnitPrice(5, Euros, "prix unitaire HT", "unit price, net");
    /// `round(PU × (1 + VAT))`.
    GrossUnitPrice(5, Euros, "prix unitaire TTC", "unit price, gross");
    /// `amount(j, k)`.
    Amount(5, Euros, "montant", "amount");
    /// `Σ_k amount(j, k)`.
    LineAmount(5, Euros, "", "");
    /// The total of a lot without VAT.
    Net(5, Euros, "total HT", "net total");
    /// The VAT of a lot.
    Vat(5, Euros, "TVA", "VAT");
    /// The total of a lot with VAT.
    Gross(5, Euros, "total TTC du lot", "gross total of the lot");
    /// What a line brings in a month.
    LineRevenue(6, Euros, "CA remis", "revenue");
    /// Revenue by month, of a nature of a lot.
    Revenue(6, Euros, "CA remis", "revenue");
    /// Days of a nature of a lot in a month.
    NatureDays(3, Days, "jours", "days");
    /// The revision coefficient of a contract year, capped and not yet rounded.
    Capped(6, Ratio, "coefficient de révision avant arrondi", "revision coefficient before rounding");
    /// The revision coefficient of a contract year.
    Coefficient(6, Ratio, "coefficient de révision", "revision coefficient");
    /// Revenue once prices are revised.
    Revised(6, Euros, "CA révisé", "revised revenue");
    /// The full cost of a month.
    MonthCost(6, Euros, "coût complet", "full cost");
    /// The balance at the end of a month.
    Balance(6, Euros, "trésorerie cumulée", "cash balance");
    /// What a balance is below zero.
    Overdraft(6, Euros, "découvert", "overdraft");
    /// The full cost of a lot.
    FullOfLot(5, Euros, "coût complet du lot", "full cost of the lot");
}
