//! What a figure of a comparison is of: a lot or all, cut by contract year, nature, profile, site or zone.

use super::Target;
use crate::model::Bid;
use crate::model::bid::{LotId, Nature, ProfileId, SiteId, Zone};

/// A figure of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The price, TTC.
    Gross,
    /// The price, HT.
    Net,
    /// The full cost.
    Cost,
    /// The margin of the rounded DQE, a share of the price.
    Margin,
    /// Days worked.
    Days,
    /// Average heads.
    Fte,
    /// The most heads in a month.
    Peak,
    /// The share of the work that the mixes ask for away from France.
    Asked,
    /// The share of the work done away from France.
    Away,
    /// The share of the days of work away from France.
    AwayDays,
    /// The margin of the rounded DQE, in euros.
    MarginEuros,
    /// The average price of a work unit.
    WorkUnit,
    /// The average cost of a day.
    DailyCost,
    /// The average price of a day.
    DailyRate,
    /// The cost of people.
    Labour,
    /// What the buyer spends in all: the price, TTC, and the platform it pays itself.
    Buyer,
    /// The VAT.
    Vat,
    /// Revenue at bid prices.
    Revenue,
    /// Revenue once prices are revised.
    Revised,
    /// The cash balance at the end.
    Cash,
    /// The deepest cash need.
    PeakNeed,
    /// The cost of financing.
    Financing,
    /// The days that the quantities ask of the teams.
    Load,
    /// The days that the teams hold.
    Capacity,
    /// The load over the capacity.
    LoadRatio,
}

impl Measure {
    /// Every one.
    pub const ALL: [Self; 25] = [
        Self::Gross,
        Self::Net,
        Self::Cost,
        Self::Margin,
        Self::Days,
        Self::Fte,
        Self::Peak,
        Self::Asked,
        Self::Away,
        Self::AwayDays,
        Self::MarginEuros,
        Self::WorkUnit,
        Self::DailyCost,
        Self::DailyRate,
        Self::Labour,
        Self::Buyer,
        Self::Vat,
        Self::Revenue,
        Self::Revised,
        Self::Cash,
        Self::PeakNeed,
        Self::Financing,
        Self::Load,
        Self::Capacity,
        Self::LoadRatio,
    ];

    /// The name it goes by, after a lot or `all`: `ror/cost`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Gross => "gross",
            Self::Net => "net",
            Self::Cost => "cost",
            Self::Margin => "margin",
            Self::Days => "days",
            Self::Fte => "fte",
            Self::Peak => "peak",
            Self::Asked => "asked",
            Self::Away => "away",
            Self::AwayDays => "away-days",
            Self::MarginEuros => "margin-euros",
            Self::WorkUnit => "work-unit",
            Self::DailyCost => "daily-cost",
            Self::DailyRate => "daily-rate",
            Self::Labour => "labour",
            Self::Buyer => "buyer",
            Self::Vat => "vat",
            Self::Revenue => "revenue",
            Self::Revised => "revised",
            Self::Cash => "cash",
            Self::PeakNeed => "peak-need",
            Self::Financing => "financing",
            Self::Load => "load",
            Self::Capacity => "capacity",
            Self::LoadRatio => "load-ratio",
        }
    }

    /// Can a scope that cuts lots have it? People have no price, and a part of the contract no gross total.
    pub(super) fn is_of(self, scope: Scope) -> bool {
        match self {
            _ if scope.year.is_some() && scope.month.is_some() => false,
            Self::Days | Self::Fte | Self::Labour | Self::DailyCost => true,
            Self::Cost => !scope.is_of_people(),
            // What is sold or asked is so by the year.
            Self::Net | Self::Margin | Self::MarginEuros | Self::Load | Self::Capacity | Self::LoadRatio => {
                !scope.is_of_people() && scope.month.is_none()
            }
            // A year is cut from what falls by month; a nature has no cash of its own.
            Self::Revenue | Self::Revised | Self::Cash => !scope.is_of_people() && scope.nature.is_none(),
            _ => !scope.is_of_people() && !scope.is_cut(),
        }
    }
}

/// What a measure is of: `ror`, or a cut of it, such as `ror/site/porto/year/2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scope {
    /// The lot; all of them where it is none.
    pub lot: Option<LotId>,
    /// A contract year, from 0.
    pub year: Option<usize>,
    /// A contract month, from 0.
    pub month: Option<usize>,
    /// A nature.
    pub nature: Option<Nature>,
    /// A profile.
    pub profile: Option<ProfileId>,
    /// A site.
    pub site: Option<SiteId>,
    /// The sites of a zone.
    pub zone: Option<Zone>,
}

impl Scope {
    /// Of people alone, who bear neither overheads nor a price of their own?
    pub(super) fn is_of_people(self) -> bool {
        self.profile.is_some() || self.site.is_some() || self.zone.is_some()
    }

    /// Less than the whole of its lots?
    pub(super) fn is_cut(self) -> bool {
        self.year.is_some() || self.month.is_some() || self.nature.is_some() || self.is_of_people()
    }

    /// Reads what follows a lot or `all`: `cost`, `year/2/net`, `site/porto/year/1/fte`, `month/5/revenue`, `pays-from/porto`;
    /// `revision/2` of all.
    pub(super) fn read(bid: &Bid, lot: Option<LotId>, text: &str) -> Option<Target> {
        let mut scope = Self { lot, ..Self::default() };
        let site = |id: &str| bid.sites.position(|site| site.id == id);
        // Years and months count from 1.
        let counted = |word: &str, all: usize| word.parse::<usize>().ok()?.checked_sub(1).filter(|place| *place < all);
        let mut words = text.split('/').map(str::trim);
        loop {
            let word = words.next()?;
            let is_new = match word {
                "year" => scope.year.replace(counted(words.next()?, bid.years())?).is_none(),
                "month" => scope.month.replace(counted(words.next()?, bid.contract.months)?).is_none(),
                "nature" => {
                    let id = words.next()?;
                    scope.nature.replace(Nature::ALL.into_iter().find(|nature| nature.id() == id)?).is_none()
                }
                "profile" => {
                    let id = words.next()?;
                    scope.profile.replace(bid.profiles.position(|profile| profile.id == id)?).is_none()
                }
                "zone" => {
                    let id = words.next()?;
                    scope.zone.replace(Zone::ALL.into_iter().find(|zone| zone.id() == id)?).is_none()
                }
                "site" => scope.site.replace(site(words.next()?)?).is_none(),
                "pays-from" if !scope.is_cut() => {
                    let site = site(words.next()?)?;
                    return words.next().is_none().then_some(Target::PaysFrom { lot, site });
                }
                "revision" if lot.is_none() && !scope.is_cut() => {
                    let year = counted(words.next()?, bid.years())?;
                    return words.next().is_none().then_some(Target::Revision { year });
                }
                word => {
                    let measure = Measure::ALL.into_iter().find(|measure| measure.id() == word)?;
                    let is_whole = words.next().is_none() && measure.is_of(scope);
                    return is_whole.then_some(Target::Measure { scope, measure });
                }
            };
            if !is_new {
                return None;
            }
        }
    }

    /// What is between the lot and the measure: `/site/porto/year/2`.
    pub(super) fn cut_name(self, bid: &Bid) -> String {
        let mut name = String::new();
        let parts = [
            ("nature", self.nature.map(|nature| nature.id().to_owned())),
            ("profile", self.profile.map(|profile| bid.profiles[profile].id.clone())),
            ("site", self.site.map(|site| bid.sites[site].id.clone())),
            ("zone", self.zone.map(|zone| zone.id().to_owned())),
            ("year", self.year.map(|k| (k + 1).to_string())),
            ("month", self.month.map(|m| (m + 1).to_string())),
        ];
        for (key, id) in parts {
            if let Some(id) = id {
                name.extend(["/", key, "/", &id]);
            }
        }
        name
    }
}
