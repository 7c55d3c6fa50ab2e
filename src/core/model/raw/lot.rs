//! A lot: teams, volumes, applications, platform, one-offs.

use std::sync::Arc;

use super::{ByNature, Course, MonthCell, Nature, Payer, Spread, YearlyRef};
use crate::model::figure::Source;
use crate::model::number::{Count, Days, Fte, Gain, Margin, Money, Months, Of, Rate, SignedMoney, Yearly};
use crate::model::shape::{Keyed, Whole, Words, record};
use crate::unit::Text;

record! {
    /// A lot (`models/lots/NAME.toml`).
    pub struct Lot {
        /// Its name.
        label: Text,
        /// Its number in the consultation.
        number: Of<Count>,
        /// Is it in this bid? It is, unless written false.
        in_bid: Option<bool>,
        /// The mix of its positions that name none; the policy's unless written.
        mix: Option<YearlyRef>,
        /// Facts that shape the lot without being numbers.
        facts: Arc<Keyed<Fact>>,
        /// Its teams.
        teams: Keyed<Arc<Team>>,
        /// Its volumes: what drives effort.
        volumes: Arc<Keyed<Volume>>,
        /// Applications that come on board, each at its month.
        applications: Arc<Keyed<Application>>,
        /// Machines, services and licences.
        platform: Keyed<Arc<Item>>,
        /// Costs that fall once.
        one_offs: Arc<Keyed<OneOff>>,
        /// Where its margin differs from the policy's.
        margin: Option<ByNature<Margin>>,
        /// Where its provision differs from the policy's.
        provision: Option<ByNature<Rate>>,
        /// Where its gain differs from the policy's.
        gain: Option<ByNature<Gain>>,
        /// Where its spread natures differ from the policy's.
        spread: Option<Spread>,
    }
}

record! {
    /// Something the buyer said that shapes the lot.
    pub struct Fact {
        /// What was said.
        label: Text,
        /// Who said it.
        source: Source,
    }
}

record! {
    /// A team: positions that share a nature, a mix, a span of months.
    pub struct Team {
        /// Its name.
        label: Option<Text>,
        /// The nature of its work.
        nature: Nature,
        /// Its mix; the lot's unless written.
        mix: Option<YearlyRef>,
        /// Why it must stay onshore; absent where it may move.
        onshore: Option<Words>,
        /// Its first contract month; 1 unless written.
        from: Option<Whole>,
        /// Its last contract month; the contract's unless written.
        to: Option<Whole>,
        /// Its positions.
        positions: Arc<Keyed<Position>>,
    }
}

record! {
    /// A position: a `profile` (or a demand on a `pool`), and its effort: `fte`, or `each` of a volume times `days`.
    pub struct Position {
        /// The profile that fills it.
        profile: Option<Words>,
        /// The pool that serves it, in place of a profile.
        pool: Option<Words>,
        /// FTE of the reference site, constant or over time.
        fte: Option<Course<Fte>>,
        /// The volume of the lot that drives it.
        each: Option<Words>,
        /// Days of the reference site for one unit of the volume in a month.
        days: Option<Of<Days>>,
        /// Its mix; the team's unless written.
        mix: Option<YearlyRef>,
        /// Why it must stay onshore (production access, clearance, on-site governance: Q22); absent where it may move.
        onshore: Option<Words>,
        /// Its first contract month; the team's unless written.
        from: Option<Whole>,
        /// Its last contract month; the team's unless written.
        to: Option<Whole>,
    }
}

record! {
    /// A volume, exactly one of: `per_month`, `items` of the platform, `applications` on board, or a DQE `line`.
    pub struct Volume {
        /// Its name.
        label: Option<Text>,
        /// How many a month.
        per_month: Option<Course<Count>>,
        /// As many as this item of the lot's platform counts.
        items: Option<Words>,
        /// As many as the lot's applications on board, each for its size.
        applications: Option<bool>,
        /// As many as this line of the lot's DQE (`section.line`) sells: a year's quantity over its months, pro rata to
        /// the days worked at the reference site.
        line: Option<Words>,
    }
}

record! {
    /// An application that comes on board.
    pub struct Application {
        /// Its name.
        label: Text,
        /// The contract month from which it is on board; 1 for what was there before.
        joins: Of<Months>,
        /// Months it is late.
        late: Option<Of<Months>>,
        /// Its size against an ordinary application; 1 unless written.
        size: Option<Of<Count>>,
    }
}

record! {
    /// Machines, a service or a licence, paid by the month.
    pub struct Item {
        /// Its name.
        label: Text,
        /// How many.
        count: Course<Count>,
        /// Euros a month for one.
        unit_month: Of<Money>,
        /// Yearly rise of that price, every January after `base_month`.
        drift: Of<Yearly>,
        /// The month the price is stated at.
        base_month: MonthCell,
        /// Who pays: what the buyer pays is reported in the total cost of ownership and never priced.
        paid_by: Payer,
        /// The nature it belongs to; `infrastructure` unless written.
        nature: Option<Nature>,
        /// The provider.
        provider: Option<Words>,
        /// Its qualification, such as `SecNumCloud`.
        qualification: Option<Words>,
    }
}

record! {
    /// A cost that falls once.
    pub struct OneOff {
        /// What it is.
        label: Text,
        /// Its nature.
        nature: Nature,
        /// The contract month it falls in.
        month: Whole,
        /// Euros.
        amount: Of<SignedMoney>,
    }
}
