//! What is to be done each month, and who does it where: worked days, volumes, effort, pools, crews
//! (method §1 to §3).

use foldhash::HashMap;
use typed_index_collections::{TiSlice, TiVec, ti_vec};

use super::effort::{course_value, day_effort, efforts, quantity};
use super::formula;
use super::id::{CrewId, RowId, SpreadId, WorkPostId};
use super::placed::{Spread, SpreadSite};
use super::{Inputs, Name, Named, Table, Thing, What};
use crate::diag::message::estimate as message;
use crate::diag::{Errors, Findings};
use crate::model::Bid;
use crate::model::bid::{Base, LotId, MemberId, MixId, Nature, PoolId, Position, PositionId, ProfileId, SiteId, Who};

/// What is to be done each month, and by which crews.
#[derive(Debug, Clone)]
pub struct Plan<N> {
    /// `worked(s, m)`, by site.
    pub worked: Table<SiteId, N>,
    /// `effort(p, m)` of each lot's positions, demands on pools among them, after gains.
    pub demand: TiVec<LotId, Table<PositionId, N>>,
    /// What each pool takes.
    pub pools: TiVec<PoolId, PoolPlan<N>>,
    /// How an effort is placed at sites, once for all that is placed alike.
    pub spreads: TiVec<SpreadId, Spread<N>>,
    /// Who does an effort, once for all that is done alike.
    pub crews: TiVec<CrewId, Crew<N>>,
    /// What is done: positions, and pools' charges; then what is idle: lines sold by the day without a quantity, priced as
    /// one day a year and not done.
    pub rows: TiVec<RowId, Row>,
    /// The effort of each row.
    pub effort: Table<RowId, N>,
    /// Who does the work of each row: a member of its crew at a site.
    pub posts: TiVec<WorkPostId, WorkPost>,
    /// `head(p, s, m)` of the posts.
    pub heads: Table<WorkPostId, N>,
}

/// A member of the crew of a row, at a site.
#[derive(Debug, Clone, Copy)]
pub struct WorkPost {
    /// The row.
    pub row: RowId,
    /// The member of its crew.
    pub member: MemberId,
    /// The member's profile.
    pub profile: ProfileId,
    /// The site.
    pub site: SiteId,
}

/// Something done in a lot.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The lot.
    pub lot: LotId,
    /// The nature.
    pub nature: Nature,
    /// Where it comes from.
    pub origin: Origin,
    /// Who does it.
    pub crew: CrewId,
    /// Its place among the rows, and that of its effort.
    pub id: RowId,
    /// Is it priced and not done?
    pub idle: bool,
}

/// Where a row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A position of the lot.
    Position(PositionId),
    /// A pool, charged to the lot.
    Pool(PoolId),
}

/// Who does an FTE of effort: profiles with their shares of it, each placed at sites.
#[derive(Debug, Clone, PartialEq)]
pub struct Crew<N> {
    /// A profile, its share, and how it is placed.
    pub members: TiVec<MemberId, CrewMember<N>>,
}

/// A profile of a crew.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CrewMember<N> {
    /// The profile.
    pub profile: ProfileId,
    /// Its share of the effort.
    pub share: N,
    /// How it is placed.
    pub spread: SpreadId,
}

/// What a pool takes.
#[derive(Debug, Clone)]
pub struct PoolPlan<N> {
    /// What each lot demands, one row a lot.
    pub of_lots: Table<LotId, N>,
    /// `Σ demand(l)`, by month.
    pub demand: Vec<N>,
    /// `max(minimum, Σ demand)`, 0 where there is no demand at all.
    pub need: Vec<N>,
    /// The charge of each lot, one row a lot.
    pub charge: Table<LotId, N>,
}

impl<N: Named> Plan<N> {
    /// The rows that are done.
    pub fn done(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| !row.idle)
    }

    /// Who does the work of a row: `head(p, s, m) = effort(p, m) × w(s) / productivity(s, t)`.
    fn staff(&mut self) {
        for row in &self.rows {
            for (index, member) in self.crews[row.crew].members.iter_enumerated() {
                for SpreadSite { site, heads: per_fte, .. } in &self.spreads[member.spread].sites {
                    let name = row.name(index, What::Heads).profile(member.profile).site(*site);
                    let months = self.effort.row(row.id).iter().zip(per_fte).enumerate();
                    // What a member of a pool does of its charge is an effort of its own.
                    let of_member = |effort: N, m: usize| match row.origin {
                        Origin::Position(_) => effort * member.share,
                        Origin::Pool(_) => (effort * member.share).named(|| row.name(index, What::Effort).month(m)),
                    };
                    let heads = months.map(|(m, (effort, per_fte))| {
                        if effort.is_absent() || per_fte.is_absent() {
                            return N::ZERO;
                        }
                        (of_member(*effort, m) * *per_fte).named(|| name.month(m))
                    });
                    self.heads.push(heads);
                    self.posts.push(WorkPost { row: row.id, member: index, profile: member.profile, site: *site });
                }
            }
        }
    }
}

impl Row {
    /// The name of a step of what a member of its crew does.
    pub(super) fn name(&self, member: MemberId, step: What) -> Name {
        let thing = match self.origin {
            Origin::Position(position) => self.position(position),
            Origin::Pool(pool) => Thing::Member(pool, member),
        };
        Name::of(step).nature(self.lot, self.nature).thing(thing)
    }

    /// A position that it comes from, done or priced alone.
    pub(super) fn position(&self, position: PositionId) -> Thing {
        if self.idle { Thing::Priced(position) } else { Thing::Position(position) }
    }
}

/// Plans the bid.
pub fn plan<N: Named>(bid: &Bid, inputs: &Inputs<N>) -> Result<Plan<N>, Errors> {
    let worked = worked_days(bid, inputs)?;
    let demand: TiVec<LotId, _> = bid.lots.keys().map(|l| efforts(bid, inputs, l, &worked)).collect();
    let pools = bid.pools.keys().map(|pool| charge(bid, inputs, pool, &demand)).collect();
    Ok(place(bid, inputs, worked, demand, pools))
}

/// Places the work at sites.
fn place<N: Named>(
    bid: &Bid, inputs: &Inputs<N>, worked: Table<SiteId, N>, demand: TiVec<LotId, Table<PositionId, N>>,
    pools: TiVec<PoolId, PoolPlan<N>>,
) -> Plan<N> {
    let mut placer = Placer::new(bid, inputs);
    for (l, lot) in bid.lots.iter_enumerated() {
        for (p, position) in lot.positions.iter_enumerated() {
            if let Who::Profile(profile) = position.who {
                let effort = demand[l].row(p);
                let crew = placer.crew_of(profile, &position.mix, position.onshore.is_some(), effort);
                placer.row(l, position.nature, Origin::Position(p), crew, effort);
            }
        }
        for (index, plan) in pools.iter_enumerated() {
            let charge = plan.charge.row(l);
            let crew = placer.crew_of_pool(index, &plan.need);
            placer.row(l, bid.pools[index].nature, Origin::Pool(index), crew, charge);
        }
    }
    for (l, lot) in bid.lots.iter_enumerated() {
        for (p, position) in lot.positions.iter_enumerated() {
            placer.idle_line(l, p, position, &worked);
        }
    }
    let Placer { spreads, crews, rows, effort, .. } = placer;
    let (posts, heads) = (TiVec::new(), Table::with_capacity(2 * effort.rows(), bid.contract.months));
    let mut plan = Plan { worked, demand, pools, spreads, crews, rows, effort, posts, heads };
    plan.staff();
    plan
}

/// `worked(s, m)`, which must stay positive.
fn worked_days<N: Named>(bid: &Bid, inputs: &Inputs<N>) -> Result<Table<SiteId, N>, Errors> {
    let months = bid.contract.months;
    let mut worked = Table::with_capacity(bid.sites.len(), months);
    let mut findings = Findings::default();
    for (s, site) in bid.sites.iter_enumerated() {
        let open = &bid.calendars[site.calendar].open;
        let of_month = |m: usize| {
            let number = bid.calendar_month(m).number() as usize;
            let weight = site.absence_weights.map(|weights| inputs[weights[number - 1]]);
            formula::worked(open[m], inputs[site.absence_days], weight)
                .named(|| Name::of(What::Worked).site(s).month(m))
        };
        let row = worked.push((0..months).map(of_month));
        if let Some(m) = worked.row(row).iter().position(|days| *days <= N::ZERO) {
            let month = bid.calendar_month(m);
            findings.push(message::nobody_works(&site.id, month, open[m], bid.figure(site.absence_days).at));
        }
    }
    findings.without_errors().map(|_| worked)
}

/// `need(L) = max(minimum, Σ demand(l))`, charged pro rata to demand.
fn charge<N: Named>(
    bid: &Bid, inputs: &Inputs<N>, pool: PoolId, demands: &TiSlice<LotId, Table<PositionId, N>>,
) -> PoolPlan<N> {
    let months = bid.contract.months;
    let name = |step: What| Name::of(step).thing(Thing::Pool(pool));
    let mut by_lot = Table::new(bid.lots.len(), months);
    for (l, lot) in bid.lots.iter_enumerated() {
        let row: &mut [N] = by_lot.row_mut(l);
        for (p, position) in lot.positions.iter_enumerated() {
            if position.who == Who::Pool(pool) {
                demands[l].row(p).iter().zip(row.iter_mut()).for_each(|(demand, sum)| *sum += *demand);
            }
        }
        row.iter_mut().enumerate().for_each(|(m, sum)| *sum = sum.named(|| name(What::Demand).lot(l).month(m)));
    }
    let of_all = |m: usize| bid.lots.keys().map(|l| by_lot.row(l)[m]).sum::<N>();
    let demand: Vec<N> = (0..months).map(|m| of_all(m).named(|| name(What::DemandOfAll).month(m))).collect();
    let minimum: Vec<N> = (0..months).map(|m| course_value(&bid.pools[pool].minimum, inputs, m)).collect();
    // In a month without demand it takes nothing: there is no minimum either.
    let with_demand = |m: usize, what: N| N::ZERO.choose(demand[m], what, N::ZERO);
    let need = |m: usize| with_demand(m, minimum[m].greatest(demand[m])).named(|| name(What::Need).month(m));
    let need: Vec<N> = (0..months).map(need).collect();
    let mut charge = by_lot.clone();
    for (l, lot) in bid.lots.iter_enumerated() {
        if lot.positions.iter().all(|position| position.who != Who::Pool(pool)) {
            continue;
        }
        for (m, cell) in charge.row_mut(l).iter_mut().enumerate() {
            let charged = with_demand(m, formula::charged(demand[m], minimum[m], need[m], *cell));
            *cell = charged.named(|| name(What::Charge).lot(l).month(m));
        }
    }
    PoolPlan { of_lots: by_lot, demand, need, charge }
}

/// Gathers rows, crews and spreads, each once.
struct Placer<'a, N> {
    bid: &'a Bid,
    inputs: &'a Inputs<N>,
    spreads: TiVec<SpreadId, Spread<N>>,
    spread_of: HashMap<(Vec<MixId>, bool, Vec<u32>), SpreadId>,
    crews: TiVec<CrewId, Crew<N>>,
    crew_of: HashMap<(ProfileId, SpreadId), CrewId>,
    pool_crews: TiVec<PoolId, Option<CrewId>>,
    rows: TiVec<RowId, Row>,
    effort: Table<RowId, N>,
}

impl<'a, N: Named> Placer<'a, N> {
    fn new(bid: &'a Bid, inputs: &'a Inputs<N>) -> Self {
        let positions = bid.lots.iter().map(|lot| lot.positions.len() + bid.pools.len()).sum();
        Self {
            bid,
            inputs,
            spreads: TiVec::new(),
            spread_of: HashMap::default(),
            crews: TiVec::new(),
            crew_of: HashMap::default(),
            pool_crews: ti_vec![None; bid.pools.len()],
            rows: TiVec::with_capacity(positions),
            effort: Table::with_capacity(positions, bid.contract.months),
        }
    }

    /// Adds what is done, if it is ever done.
    fn row(&mut self, lot: LotId, nature: Nature, origin: Origin, crew: CrewId, effort: &[N]) {
        if effort.iter().any(|e| !e.is_absent()) {
            let id = self.effort.push(effort.iter().copied());
            self.rows.push(Row { id, lot, nature, origin, crew, idle: false });
        }
    }

    /// A line sold by the day without any quantity is priced on one day in each contract year.
    fn idle_line(&mut self, lot: LotId, index: PositionId, position: &Position, worked: &Table<SiteId, N>) {
        let (Base::DayLine { line }, Who::Profile(profile)) = (&position.base, position.who) else { return };
        let ordered = |k: usize| quantity(self.bid, self.inputs, &self.bid.lots[lot], *line, k);
        let years = 0..self.bid.years();
        let all = years.clone().map(ordered).sum::<N>();
        let all = all.named(|| Name::of(What::Quantity).lot(lot).thing(Thing::Line(*line)));
        let priced = |k: usize| all.if_any(ordered(k), N::ONE);
        if years.clone().all(|k| priced(k).is_same(ordered(k))) {
            return;
        }
        let gain = self.inputs[self.bid.lots[lot].terms(position.nature).gain];
        let reference = worked.row(self.bid.contract.reference);
        let of_year = |k| day_effort(self.bid, reference, k, priced(k) * formula::after_gain(gain, k));
        let by_year: Vec<N> = years.map(of_year).collect();
        let name = Name::of(What::Effort).lot(lot).thing(Thing::Priced(index));
        let months = (0..self.bid.contract.months).map(|m| by_year[self.bid.year_of(m)].named(|| name.month(m)));
        let effort: Vec<N> = months.collect();
        let crew = self.crew_of(profile, &position.mix, position.onshore.is_some(), &effort);
        let id = self.effort.push(effort);
        let origin = Origin::Position(index);
        self.rows.push(Row { id, lot, nature: position.nature, origin, crew, idle: true });
    }

    /// One profile does it; `presence` says in which months its people are there, for their learning.
    fn crew_of(&mut self, profile: ProfileId, mix: &[MixId], onshore: bool, presence: &[N]) -> CrewId {
        let spread = self.spread(mix, onshore, presence);
        let alone = || Crew { members: ti_vec![CrewMember { profile, share: N::ONE, spread }] };
        *self.crew_of.entry((profile, spread)).or_insert_with(|| self.crews.push_and_get_key(alone()))
    }

    /// A pool's members do it. They learn from the pool's first month, whichever lot it serves.
    fn crew_of_pool(&mut self, index: PoolId, need: &[N]) -> CrewId {
        if let Some(crew) = self.pool_crews[index] {
            return crew;
        }
        let (bid, inputs) = (self.bid, self.inputs);
        let pool = &bid.pools[index];
        let onshore = pool.onshore.is_some();
        let members = pool.members.iter().map(|member| CrewMember {
            profile: member.profile,
            share: inputs[member.share],
            spread: self.spread(&member.mix, onshore, need),
        });
        let members = members.collect();
        let crew = self.crews.push_and_get_key(Crew { members });
        self.pool_crews[index] = Some(crew);
        crew
    }

    /// How an effort is placed at sites: computed once for all of the same mix and presence.
    fn spread(&mut self, mix: &[MixId], onshore: bool, presence: &[N]) -> SpreadId {
        let shapes: Vec<u32> = presence.iter().map(|effort| effort.shape()).collect();
        let key = (mix.to_vec(), onshore, shapes);
        if let Some(spread) = self.spread_of.get(&key) {
            return *spread;
        }
        let placed = Spread::of(self.bid, self.inputs, mix, onshore, presence);
        let spread = self.spreads.push_and_get_key(placed);
        self.spread_of.insert(key, spread);
        spread
    }
}
