//! Calendars, currencies, profiles, rate cards, sites, partners, mixes, pools.

use super::{Course, DailyCost, DateCell, MonthCell, Nature, Role, Shares, Steps, Weights, Worth, YearlyRef, Zone};
use crate::model::figure::Source;
use crate::model::number::{Days, Fte, Money, Months, Of, Productivity, Rate, Share, Yearly};
use crate::model::shape::{Keyed, Words, record};
use crate::unit::Text;

record! {
    /// The public holidays of a country or region (`models/calendars.toml`).
    pub struct Calendar {
        /// Its name.
        label: Text,
        /// Its holidays. Those that fall on a weekend take no working day.
        holidays: Keyed<Holiday>,
    }
}

record! {
    /// A holiday: exactly one of `month` and `day`, `easter`, or `dates`.
    pub struct Holiday {
        /// Its name.
        label: Option<Text>,
        /// A fixed date: the month, 1 to 12.
        month: Option<u32>,
        /// A fixed date: the day of the month.
        day: Option<u32>,
        /// Days after Easter Sunday: 1 is Easter Monday, 39 Ascension Day.
        easter: Option<i32>,
        /// Explicit dates (lunar feasts), one or more for each calendar year of the contract, each under a name: `eid-2027 = 2027-03-10`.
        dates: Option<Keyed<DateCell>>,
        /// How many days in a row; 1 unless written.
        days: Option<u32>,
        /// The law or announcement.
        source: Option<Source>,
    }
}

record! {
    /// A currency.
    pub struct Currency {
        /// Its name.
        label: Option<Text>,
        /// Euros for one unit; of the euro, 1.
        eur: Worth,
    }
}

record! {
    /// A job profile.
    pub struct Profile {
        /// Its name, as the buyer reads it.
        label: Text,
        /// What it is for.
        note: Option<Words>,
    }
}

record! {
    /// A rate card (`models/rates/NAME.toml`): what a day of each profile costs.
    pub struct RateCard {
        /// Its name.
        label: Option<Text>,
        /// The currency of its figures.
        currency: Words,
        /// The month its figures are stated at: drift counts from there.
        base_month: MonthCell,
        /// The cost of a day worked, by profile.
        daily_cost: Keyed<DailyCost>,
    }
}

record! {
    /// A place where people work, or a partner's team.
    pub struct Site {
        /// Its name.
        label: Text,
        /// Onshore, nearshore or offshore.
        zone: Zone,
        /// Its holidays.
        calendar: Words,
        /// The rate card of its people.
        card: Words,
        /// The partner whose people work there; absent for one's own.
        partner: Option<Words>,
        /// Days a head is absent in a year: leave, RTT, training, sickness.
        absence_days: Of<Days>,
        /// Share of the absence that falls in each calendar month, "1" to "12", totalling exactly 1; a twelfth each unless written.
        absence_weights: Option<Weights>,
        /// Output of a head against one of the reference site.
        productivity: Ramp,
        /// Heads of the coordinating profile that each head here adds at the reference site.
        coordination: Of<Rate>,
        /// The profile that coordinates; needed where `coordination` is not 0.
        coordinator: Option<Words>,
        /// Yearly rise of daily costs, every January.
        drift: Of<Yearly>,
        /// Euros a month for each head: seat, workstation, licences, travel.
        per_head_month: Of<Money>,
    }
}

record! {
    /// Productivity per head as people learn (method §3).
    pub struct Ramp {
        /// In the first month.
        start: Option<Of<Productivity>>,
        /// Once the ramp is over, and throughout where there is none.
        steady: Of<Productivity>,
        /// Months from `start` to `steady`; none unless written.
        months: Option<Of<Months>>,
    }
}

record! {
    /// A company that takes part in the bid.
    pub struct Partner {
        /// Its name.
        label: Text,
        /// Its role.
        role: Role,
        /// Lots for which it is in another group's offer too: a lead or a co-contractor may not (Q21).
        other_offers: Vec<Words>,
        /// What is known of it.
        note: Option<Words>,
    }
}

record! {
    /// How work is shared between sites: `shares` for the whole contract, or `years` from contract year to shares.
    pub struct Mix {
        /// Its name.
        label: Text,
        /// Shares by site, totalling exactly 1.
        shares: Option<Shares>,
        /// Shares by site from a contract year on: `years.1`, `years.3`.
        years: Option<Steps<Shares>>,
    }
}

record! {
    /// People who serve several lots: what they take is the greater of `minimum` and the lots' demand.
    pub struct Pool {
        /// Its name.
        label: Text,
        /// The nature of its work in each lot.
        nature: Nature,
        /// FTE needed however few lots there are.
        minimum: Course<Fte>,
        /// Who is in it: shares totalling exactly 1.
        members: Keyed<Member>,
        /// Where it works; the policy's mix unless written.
        mix: Option<YearlyRef>,
        /// Why it must stay onshore; absent where it may move.
        onshore: Option<Words>,
    }
}

record! {
    /// A profile of a pool.
    pub struct Member {
        /// The profile.
        profile: Words,
        /// Its share of the pool's FTE.
        share: Of<Share>,
        /// Where it works; the pool's mix unless written.
        mix: Option<YearlyRef>,
    }
}
