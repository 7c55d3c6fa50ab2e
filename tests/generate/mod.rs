//! Random bids that are valid: a [`BidSpec`] is drawn by proptest and written out as the TOML files a person
//! would write ([`BidSpec::texts`]). Everything in a spec is a small whole number, so that a bid which breaks a
//! property shrinks to a small one; places (months, mixes, profiles) are numbers taken modulo what there is, so
//! that every draw is a valid bid.
#![allow(dead_code, unused_imports, reason = "each test uses its part")]

mod draw;
mod write;

use chiffrage::diag::render;
use chiffrage::engine::{Estimate, estimate};
use chiffrage::model::bid::Nature;
use chiffrage::model::{self, Bid};
use chiffrage::unit::Exact;
pub use draw::{any_bid, pooled_bid};
use proptest::test_runner::{Config as ProptestConfig, RngSeed};
use rust_decimal::Decimal;

/// The profiles of every bid; the last one coordinates.
pub const PROFILES: [&str; 4] = ["developer", "analyst", "operator", "manager"];
/// The currencies: the first is that of the reference site.
pub const CURRENCIES: [&str; 3] = ["EUR", "MAD", "TND"];
/// The zones, by number.
pub const ZONES: [&str; 3] = ["onshore", "nearshore", "offshore"];
/// The bases of overheads, by number.
pub const BASES: [&str; 4] = ["own-labour", "partners", "platform", "direct"];

/// A bid, before it is written.
#[derive(Debug, Clone)]
pub struct BidSpec {
    /// Months after 2027-01 at which it starts.
    pub start: u32,
    pub months: u32,
    pub price_decimals: Option<u32>,
    /// Thousandths.
    pub vat: i64,
    pub revised: bool,
    /// Ten-thousandths of a euro for a unit of the second and third currency.
    pub fx: [i64; 2],
    /// The first is the reference site.
    pub sites: Vec<SiteSpec>,
    pub mixes: Vec<MixSpec>,
    pub policy_mix: RefSpec,
    pub pool: Option<PoolSpec>,
    /// Base and thousandths.
    pub overheads: Vec<(usize, i64)>,
    pub provision: TermSpec,
    pub margin: TermSpec,
    pub gain: TermSpec,
    /// A nature spread over the others, never on-demand.
    pub spread: Option<usize>,
    pub lots: Vec<LotSpec>,
}

/// Thousandths: a default, and a nature that differs.
#[derive(Debug, Clone)]
pub struct TermSpec {
    pub default: i64,
    pub differs: Option<(usize, i64)>,
}

#[derive(Debug, Clone)]
pub struct SiteSpec {
    pub zone: usize,
    pub partner: bool,
    pub currency: usize,
    pub calendar: usize,
    pub absence_days: i64,
    /// Ten-thousandths of the first eleven months; December takes the rest.
    pub absence_weights: Option<Vec<i64>>,
    /// Hundredths: steady, and the ramp's start and length in tenths of a month.
    pub steady: i64,
    pub ramp: Option<(i64, i64)>,
    /// Hundredths.
    pub coordination: i64,
    /// Thousandths.
    pub drift: i64,
    pub per_head_month: i64,
    /// Euro cents a day by profile, divided by the currency's rate when it is written.
    pub daily: Vec<i64>,
    /// From so many months after the start, a step of so many hundredths of the first figure.
    pub step: Option<(u32, i64)>,
    /// Months after 2025-01 of the card's base month.
    pub base_month: u32,
}

#[derive(Debug, Clone)]
pub struct MixSpec {
    /// Relative parts by site.
    pub parts: Vec<u32>,
    /// From this year on, other parts.
    pub later: Option<(u32, Vec<u32>)>,
    /// Write the sites that have nothing as 0?
    pub zeros: bool,
}

/// A mix, and another from a year on.
#[derive(Debug, Clone)]
pub struct RefSpec {
    pub first: usize,
    pub later: Option<(u32, usize)>,
}

#[derive(Debug, Clone)]
pub struct PoolSpec {
    pub nature: usize,
    pub minimum: CourseSpec,
    /// Profile and relative part of each member.
    pub members: Vec<(usize, u32, Option<RefSpec>)>,
    pub mix: Option<RefSpec>,
    pub onshore: bool,
}

/// Hundredths over time.
#[derive(Debug, Clone)]
pub enum CourseSpec {
    Constant(i64),
    Years(Vec<(u32, i64)>, bool),
    Months(Vec<(u32, i64)>, bool),
    /// One until a month or, where it is so written, the year of it, and another from then on.
    Then(Box<CourseSpec>, u32, bool, Box<CourseSpec>),
}

#[derive(Debug, Clone)]
pub struct LotSpec {
    pub in_bid: bool,
    pub mix: Option<RefSpec>,
    /// The nature of the first team, which always has a cost: governance, build, run or infrastructure.
    pub anchor: usize,
    /// Hundredths of FTE of its first position, above 0.
    pub anchor_fte: i64,
    pub teams: Vec<TeamSpec>,
    /// Demands on the pool.
    pub demands: Vec<EffortSpec>,
    pub volumes: Vec<VolumeSpec>,
    /// Join month, late, size in tenths.
    pub applications: Vec<(u32, i64, i64)>,
    pub platform: Vec<ItemSpec>,
    /// Nature, month, euros; a rebate takes a part of it back in the same month.
    pub one_offs: Vec<(usize, u32, i64, bool)>,
    pub margin: Option<TermSpec>,
    pub provision: Option<TermSpec>,
    pub gain: Option<TermSpec>,
    /// Is the policy's spread nature spread here too?
    pub spread: Option<bool>,
    /// On-demand work by days of profiles; else by shares.
    pub days: Option<Vec<DaySpec>>,
    /// The DQE lines of each nature.
    pub lines: Vec<LinesSpec>,
    /// How many natures share a section.
    pub section: usize,
}

#[derive(Debug, Clone)]
pub struct TeamSpec {
    pub nature: usize,
    pub mix: Option<RefSpec>,
    pub onshore: bool,
    pub window: Option<(u32, u32)>,
    pub positions: Vec<PositionSpec>,
}

#[derive(Debug, Clone)]
pub struct PositionSpec {
    pub profile: usize,
    pub effort: EffortSpec,
    pub mix: Option<RefSpec>,
    pub onshore: bool,
    pub window: Option<(u32, u32)>,
}

#[derive(Debug, Clone)]
pub enum EffortSpec {
    Fte(CourseSpec),
    /// A volume, and hundredths of days for each.
    Each(usize, i64),
}

#[derive(Debug, Clone)]
pub enum VolumeSpec {
    PerMonth(CourseSpec),
    Items(usize),
    Applications,
    /// The quantities of the first line of the lot's anchor nature.
    Line,
}

#[derive(Debug, Clone)]
pub struct ItemSpec {
    pub nature: Option<usize>,
    pub count: CourseSpec,
    /// Euro cents.
    pub unit_month: i64,
    /// Thousandths.
    pub drift: i64,
    pub base_month: u32,
    pub bidder: bool,
}

#[derive(Debug, Clone)]
pub struct DaySpec {
    pub profile: usize,
    pub quantity: QuantitySpec,
    pub mix: Option<RefSpec>,
    pub onshore: bool,
}

#[derive(Debug, Clone)]
pub struct LinesSpec {
    /// Write them even where the nature costs nothing?
    pub idle: bool,
    /// Weight and unit of the first line, whose quantity is never 0.
    pub weight: i64,
    pub unit: usize,
    /// Thousandths in the first year; `None` is "months".
    pub first_quantity: Option<i64>,
    /// Weight, unit, quantity.
    pub others: Vec<(i64, usize, QuantitySpec)>,
    /// Ten-thousandths of a euro, and a small quantity.
    pub given: Option<(i64, u32)>,
    /// Is the given line the only one?
    pub given_only: bool,
}

#[derive(Debug, Clone)]
pub enum QuantitySpec {
    Months,
    /// Thousandths by year.
    Years(Vec<(u32, i64)>),
}

impl BidSpec {
    /// A year of one lot, with a developer in run at the reference site and nothing else; `m1` is a mix all at
    /// the other site, `m0` all at the reference. For examples: change what they are about.
    pub fn plain() -> Self {
        let site = SiteSpec {
            zone: 1,
            partner: false,
            currency: 0,
            calendar: 0,
            absence_days: 24,
            absence_weights: None,
            steady: 100,
            ramp: None,
            coordination: 0,
            drift: 0,
            per_head_month: 0,
            daily: vec![50_000; PROFILES.len()],
            step: None,
            base_month: 24,
        };
        let none = TermSpec { default: 0, differs: None };
        let of = |parts: Vec<u32>| MixSpec { parts, later: None, zeros: false };
        Self {
            start: 0,
            months: 12,
            price_decimals: None,
            vat: 200,
            revised: false,
            fx: [1_000, 3_000],
            sites: vec![site.clone(), site],
            mixes: vec![of(vec![1, 0]), of(vec![0, 1])],
            policy_mix: RefSpec { first: 0, later: None },
            pool: None,
            overheads: Vec::new(),
            provision: none.clone(),
            margin: none.clone(),
            gain: none,
            spread: None,
            lots: vec![LotSpec::plain()],
        }
    }

    /// The valid bid that the texts are.
    pub fn bid(&self) -> Bid {
        bid_of(&self.texts())
    }
}

impl LotSpec {
    /// One developer, in run.
    pub fn plain() -> Self {
        let line = LinesSpec {
            idle: false,
            weight: 10,
            unit: 0,
            first_quantity: None,
            others: Vec::new(),
            given: None,
            given_only: false,
        };
        Self {
            in_bid: true,
            mix: None,
            anchor: Nature::Run as usize,
            anchor_fte: 100,
            teams: Vec::new(),
            demands: Vec::new(),
            volumes: Vec::new(),
            applications: Vec::new(),
            platform: Vec::new(),
            one_offs: Vec::new(),
            margin: None,
            provision: None,
            gain: None,
            spread: None,
            days: None,
            lines: vec![line; natures()],
            section: 1,
        }
    }
}

fn natures() -> usize {
    Nature::ALL.len()
}

// ---- Reading back -------------------------------------------------------------------------------------------------

/// The bid of texts that are valid; says why where they are not.
pub fn bid_of(texts: &[(String, String)]) -> Bid {
    let text = model::load_texts(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    match model::bid(&text) {
        Ok((bid, _)) => bid,
        Err(findings) => panic!(
            "a generated bid is refused:\n{}",
            render(&findings, &text.sources, chiffrage::unit::Lang::En, false, None)
        ),
    }
}

/// The estimate of a bid that has one.
pub fn priced(bid: &Bid) -> Estimate<Exact> {
    estimate(bid).unwrap_or_else(|findings| panic!("a generated bid is not priced: {findings:#?}"))
}

/// Changes every figure whose path `which` names.
pub fn change(bid: &mut Bid, which: impl Fn(&str) -> bool, to: impl Fn(Decimal) -> Decimal) {
    let figures = bid.figures.iter_mut().filter(|figure| which(&figure.path));
    figures.for_each(|figure| figure.value = to(figure.value));
}

// ---- Running ------------------------------------------------------------------------------------------------------

/// So many bids, the same every time, so that a gate does not depend on luck. With `PROPTEST_CASES=5000` in the
/// environment: so many, and others each time.
pub fn cases(cases: u32) -> ProptestConfig {
    let quiet = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return quiet;
    }
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(26), ..quiet }
}
